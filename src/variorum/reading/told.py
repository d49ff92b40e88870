"""What a report tells where: its mentions by place, and what "it" or "the move" stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.connectives import lexicon
from variorum.reading.referents import MentionRef

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PRONOUNS = frozenset({"it", "this", "that", "which", "these", "they"})


class Told:
    """The mentions of one report, in text order."""

    def __init__(self, doc: Doc, mentions: Iterable[MentionRef]) -> None:
        self._doc = doc
        self._lexicon = lexicon()
        self.mentions = sorted(mentions, key=lambda m: (m.start, m.end, m.incident))
        self._starts = [m.start for m in self.mentions]
        self._longest = max((m.end - m.start for m in self.mentions), default=0)
        self._at = {i: m for m in reversed(self.mentions) for i in range(m.start, m.end)}
        self._times = Counter(m.incident for m in self.mentions)

    def within(self, start: int, end: int) -> list[MentionRef]:
        """Give the mentions that lie within a token span."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [m for m in self.mentions[first:last] if m.end <= end]

    def over(self, start: int, end: int) -> list[MentionRef]:
        """Give the mentions that share a token with a span."""
        first, last = bisect_left(self._starts, start - self._longest), bisect_left(self._starts, end)
        return [m for m in self.mentions[first:last] if m.end > start]

    def is_named_once(self, mention: MentionRef) -> bool:
        """Tell whether a noun that takes up what was told before is all that names its happening: "the strikes"."""
        head = syntax.root(self._doc, mention.start, mention.end)
        if self._times[mention.incident] != 1 or head.pos_ != "NOUN":
            return False
        return any(c.dep_ == "det" and c.lower_ == "the" for c in head.children)

    def at(self, token: Token) -> MentionRef | None:
        """Give the mention that a token is in."""
        return self._at.get(token.i)

    def under(self, noun: Token, before: int) -> MentionRef | None:
        """Give the mention that a noun is in, or that is in its phrase before a token."""
        inside = self.within(noun.left_edge.i, before)
        return self.at(noun) or (inside[0] if inside else None)

    def last_before(self, sentence_start: int) -> MentionRef | None:
        """Give what the sentence before tells first."""
        told = self.within(self.sentence_start(sentence_start - 1), sentence_start) if sentence_start else []
        return told[0] if told else None

    def stood_for(self, opening: Token, sentence_start: int) -> MentionRef | None:
        """Find what "it", "this" or "the move" at the head of a sentence stands for in the sentence before."""
        if opening.lower_ not in PRONOUNS:
            noun = opening.head if opening.dep_ == "det" else None
            if noun is None or noun.lower_ not in self._lexicon.stand_ins:
                return None
        return self.last_before(sentence_start)

    def sentence_start(self, position: int) -> int:
        """Give the first token of the sentence of a token."""
        return columns(self._doc).sentences[min(position, len(self._doc) - 1)][0]

    def sentence_end(self, position: int) -> int:
        """Give the token behind the sentence that a span with this end ends in."""
        return columns(self._doc).sentences[min(position, len(self._doc)) - 1][1]
