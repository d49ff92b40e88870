"""What the grammar says of whether a word names something that took place, whatever the model hears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.reading.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from variorum_en.annotations import Trigger

GATHERINGS = frozenset({"protest", "talks"})
"""Types of happenings that are announced before they are held."""


def is_ruled_out(trigger: Trigger, head: Token) -> bool:
    """Tell a plan, a course of conduct or a charge from a happening."""
    if head.pos_ == "VERB":
        return trigger.type in GATHERINGS and _is_vowed(head)
    if head.pos_ not in {"NOUN", "PROPN"}:
        return False
    before = [c.lower_ for c in head.children if c.i < head.i]
    if not PLANNED.isdisjoint(before):
        return True
    if trigger.type in GATHERINGS and _is_announced(head):
        return True
    return _is_conduct(head) or _is_wanted(head) or _is_charge(head) or _is_repeated(head, before)


def _is_vowed(head: Token) -> bool:
    """Tell what is vowed or planned: "they had vowed to march"."""
    return head.dep_ == "xcomp" and head.head.lower_ in INTENDING and any(c.lower_ == "to" for c in head.children)


def _is_announced(head: Token) -> bool:
    """Tell what was announced and not yet held: "students announced rallies", "more protests ahead"."""
    if any(c.lower_ in {"ahead", "planned", "scheduled"} and c.i > head.i for c in head.children):
        return True
    verb = head.head
    return head.dep_ in syntax.OBJECT and verb.lower_ in ANNOUNCING and not syntax.is_passive(verb)


def _is_conduct(head: Token) -> bool:
    """Tell a course of conduct: "a campaign of terror", "a wave of killings"."""
    if head.lower_ not in COURSES:
        return False
    return any(word == "of" and t.lower_ in CONDUCT for word, t in syntax.phrases(head))


def _is_repeated(head: Token, before: list[str]) -> bool:
    """Tell what has been done time and again: "it has conducted several raids"."""
    if head.tag_ not in {"NNS", "NNPS"} or SEVERAL.isdisjoint(before) or head.dep_ not in syntax.OBJECT:
        return False
    perfect = any(c.lower_ in {"has", "have", "had"} and c.dep_ == "aux" for c in head.head.children)
    return perfect and not any(t.ent_type_ == "TIME" for t in head.head.subtree)


def _is_wanted(head: Token) -> bool:
    """Tell what a reward is for: "information leading to the arrest of the killers"."""
    first = syntax.first_conjunct(head)
    verb = first.head
    led = verb.lower_ in {"leading", "leads", "lead"} and syntax.preposition(first) == "to"
    return led and verb.head.lower_ in {"information", "tip", "tips", "reward", "evidence", "clues"}


def _is_charge(head: Token) -> bool:
    """Tell a crime by its bare name, of which somebody is accused: "wanted for murder and rape"."""
    if head.lower_ not in CRIMES or any(c.dep_ in {"det", "nmod:poss", "nmod", "nummod"} for c in head.children):
        return False
    first = syntax.first_conjunct(head)
    return first.head.lower_ in CHARGING and syntax.preposition(first) in {"for", "of", "with"}


PLANNED = words("planned")
"""Adjectives of what is to come, or may."""

INTENDING = words("intending")
"""Verbs of an intention, in every form."""

ANNOUNCING = words("announcing")
"""Verbs by which a gathering is made known before it is held, in every form."""

SEVERAL = words("several")
"""Adjectives of a number that is not told."""

COURSES = words("courses")
"""Nouns of what goes on over many happenings."""

CONDUCT = words("conduct")
"""What such a course may be of."""

CRIMES = words("crimes")
"""Names of crimes."""

CHARGING = words("charging")
"""Verbs of who is charged with one, in every form."""
