"""Who is hurt by what is told of their wounds: who has them, in what state they are, and who cares for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variorum.codebook.forms import all_forms
from variorum.nlp import syntax
from variorum.reading.figures import is_counted, is_people

if TYPE_CHECKING:
    from spacy.tokens import Token


def bearers(hurt: Token) -> list[Token]:
    """Find who has what a noun of harm names: "a girl suffered burns", "five patients with gunshot wounds"."""
    # "Various types of wounds".
    whole = hurt.head if syntax.preposition(hurt) == "of" and hurt.head.pos_ == "NOUN" else hurt
    above = whole.head
    if is_counted(hurt):
        # "The army suffered 23 casualties": those are who was harmed.
        return []
    if whole.dep_ in syntax.OBJECT and above.lower_ in _BEARING:
        share = above.doc[max(0, above.i - 3) : above.i]
        if [t.pos_ == "NUM" or t.lower_ for t in share] == [True, "of", "whom"]:
            # "Thirty people, 11 of whom have burns".
            return [share[0]]
        return syntax.subjects(above)
    if syntax.preposition(hurt) == "with":
        return syntax.patients(above) if above.pos_ == "VERB" else [above] if above.pos_ == "NOUN" else []
    return []


_BEARING = all_forms(("suffer", "sustain", "receive", "have"))
"""Verbs whose subject has the wounds that are their object."""


def in_danger(state: Token, words: dict[str, frozenset[str]]) -> list[Token]:
    """Find how many are in a grave state ("two others are in critical condition")."""
    if syntax.preposition(state) != "in" or not any(c.lower_ in words["grave"] for c in state.children):
        return []
    own = [c for c in state.children if c.dep_ in syntax.SUBJECT]
    left = state.head.lower_ == "left" and not syntax.is_passive(state.head)
    whose = own or (syntax.patients(state.head) if left else syntax.subjects(state.head))
    return [t for t in whose if is_people(t) and (is_counted(t) or (left and t.tag_ == "NN"))]


def in_care(house: Token, words: dict[str, frozenset[str]]) -> list[Token]:
    """Find how many lie in hospital or are treated ("12 people remain in hospital", "30 are receiving treatment")."""
    whose: list[Token] = []
    if house.lower_ in words["care"] and house.dep_ in syntax.OBJECT and house.head.lower_ in words["given"]:
        whose = syntax.subjects(house.head)
    elif house.lower_ in words["lodged"] and syntax.preposition(house) in {"in", "on"}:
        lying = house.head.lower_ in words["remain"]
        whose = syntax.subjects(house.head) if lying else [c for c in house.children if c.dep_ in syntax.SUBJECT]
    return [t for t in whose if is_counted(t) and is_people(t)]


def unfound(word: Token) -> list[Token]:
    """Find who has not been found ("12 miners are unaccounted for", "a woman remains unaccounted for")."""
    whose = [c for c in word.children if c.dep_ in syntax.SUBJECT] or syntax.subjects(word)
    return [t for t in whose if is_people(t) and (is_counted(t) or t.tag_ == "NN" or t.ent_type_ == "PER")]


def is_nursed(verb: Token, words: dict[str, frozenset[str]]) -> bool:
    """Tell a verb of those who are taken to hospital or treated for their wounds."""
    if verb.lower_.startswith("hospitali") and syntax.is_passive(verb):
        return True
    treats = verb.lower_ in words["treat"]
    if not (treats or verb.lower_ in words["carry"]) or not syntax.is_passive(verb):
        return False
    phrases = list(syntax.phrases(verb))
    house = any(t.lower_ in words["hospitals"] for _, t in phrases)
    return house or (treats and any(link == "for" for link, _ in phrases))
