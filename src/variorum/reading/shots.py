"""What harmed nobody: shots that were fired, or at somebody, deeds that were only tried, mines that are dug."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variorum.codebook.forms import all_forms
from variorum.nlp import syntax
from variorum.reading.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_aimed(word: Token) -> bool:
    """Tell whether people were shot at, which hits nobody yet."""
    after = [t.lower_ for t in word.doc[word.i + 1 : word.i + 3]]
    return (
        word.lower_ == "shot" and word.pos_ == "VERB" and after[:1] == ["at"] and after[1:] not in (["least"], ["most"])
    )


def is_fired(word: Token) -> bool:
    """Tell whether a shot is what was fired, and nobody who was hit ("at least one shot fired")."""
    if word.lower_ not in {"shot", "shots"}:
        return False
    after = word.nbor(1).lower_ if word.i + 1 < len(word.doc) else ""
    if word.pos_ != "NOUN":
        return after in {"fired", "rang"}
    around = (word.head, *word.children, *word.doc[word.i + 1 : word.i + 3])
    return any(t.lemma_.lower() in {"fire", "hear", "ring"} for t in around)


def is_tried(word: Token) -> bool:
    """
    Tell harm that somebody only tried or came to do; what came of it other words tell.

    "Tried to kill a judge", "entered the camp to arrest a commander".
    """
    first = syntax.first_conjunct(word)
    if word.tag_ != "VB":
        return False
    aim = first.dep_ == "advcl" and any(c.lower_ == "to" and c.i < first.i for c in first.children)
    aim = aim and first.head.lower_ not in GO
    return aim or (first.dep_ == "xcomp" and first.head.lower_ in TRY)


GO = all_forms(("go",))
"""Verbs of doing next what did come about ("went on to kill nine")."""

TRY = all_forms(("try", "attempt", "seek", "fail"))
"""Verbs of doing what did not come about."""


MINES = frozenset({"mine", "mines"})
"""What kills who treads on it, or what miners work in."""

DUG = words("dug")
"""Words before a mine that is dug."""


def is_pit(word: Token) -> bool:
    """Tell a mine that is dug from one that is laid ("at the mine", "a gold mine")."""
    if word.lower_ not in MINES:
        return False
    return any(c.lower_ in DUG for c in word.children if c.i < word.i) or syntax.preposition(word) in INSIDE


INSIDE = frozenset({"at", "in", "inside", "outside"})
"""Prepositions of somebody at a mine that is dug."""
