"""
What is told of somebody by the way, which is another happening than the one that he comes into.

"Killed a leader accused of the 2016 bombing in Arbin", "struck a man who had led the raid on Monday", "the mastermind
of the attack died in a strike": neither the times nor the places nor the people of the one are those of the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from variorum.codebook.forms import all_forms
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.measures import lexicon as lexicon_of_counts
from variorum.reading.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

CHARGED = words("charged")
"""Participles and adjectives of who is said to have done something ("accused of", "wanted over")."""

DID = all_forms(tuple(words("did")))
"""Verbs of what somebody did in a happening that is told of him ("who planned the attack")."""

MINDS = words("minds")
"""Nouns for who planned what stands behind "of"."""

ABOVE = 6
"""Words above a mention among which is who it is told of."""

_KEY = "variorum.backgrounds"


@dataclass(frozen=True)
class Background:
    """What is told by the way: its half-open token span, and who it is told of."""

    start: int
    end: int
    whose: frozenset[int]

    def holds(self, i: int) -> bool:
        """Tell whether a word is of it."""
        return self.start <= i < self.end

    def is_of(self, start: int, end: int) -> bool:
        """Tell whether some words are for whom it is told of, who is a party to both."""
        return any(start <= i < end for i in self.whose)


def note_backgrounds(doc: Doc, heads: Iterable[Token]) -> None:
    """Note what a report tells by the way, by the heads of its mentions."""
    found: dict[tuple[int, int], dict[int, Background]] = {}
    sentences = columns(doc).sentences
    for head in heads:
        clause = _clause_of(head)
        if clause is not None:
            whose = {clause.head.i, *(t.i for t in (clause.head.head,) if clause.head.dep_ == "appos")}
            told = Background(clause.left_edge.i, clause.right_edge.i + 1, frozenset(whose))
            found.setdefault(sentences[head.i], {})[clause.i] = told
    doc.user_data[_KEY] = {sentence: tuple(told.values()) for sentence, told in found.items()}


def parted(head: Token, start: int, end: int) -> bool:
    """Tell whether one of a mention and some words of its sentence is told by the way, and the other is not."""
    noted = head.doc.user_data.get(_KEY)
    if not noted:
        return False
    told: tuple[Background, ...] = noted.get(columns(head.doc).sentences[head.i], ())
    return any(b.holds(head.i) != b.holds(start) and not b.is_of(start, end) for b in told)


def _clause_of(head: Token) -> Token | None:
    """Give what says of somebody that he did what a mention names; null where the mention is told by itself."""
    for token in (head, *islice(syntax.ancestors(head), ABOVE)):
        whose = token.head
        if token.dep_ == "nmod" and whose.lower_ in MINDS and syntax.preposition(token) in {"of", "behind"}:
            return token
        if token.dep_ not in {"acl", "acl:relcl"}:
            continue
        if whose.pos_ not in {"NOUN", "PROPN", "PRON"} or lexicon_of_counts().is_event(whose.lower_):
            return None
        if token.lower_ in CHARGED and token.i != head.i:
            return token
        return token if _is_before(token, took=token.lower_ in DID and token.i != head.i) else None
    return None


def _is_before(clause: Token, *, took: bool) -> bool:
    """Tell whether a clause tells what somebody had done, or *took* part in at a time of its own."""
    if syntax.is_passive(clause):
        return False
    if any(c.lower_ == "had" and c.dep_ in syntax.AUXILIARY for c in clause.children):
        return took or any(t.tag_ in {"WP", "WDT"} for t in clause.children if t.dep_ in syntax.SUBJECT)
    return took and any(t.ent_type_ == "TIME" for t in clause.doc[clause.left_edge.i : clause.right_edge.i + 1])
