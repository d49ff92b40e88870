"""Which happenings share a sentence, and which sentences go on about one without naming it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.happenings import Happening, Mention
from variorum.reading.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


HAPPEN = words("happen")
"""Verbs that say of a happening named before that it took place."""


SOON = 60
"""Words within which such a verb follows what it speaks of."""


class Neighbours:
    """Which happenings share a sentence, and which sentences go on about one without naming it."""

    def __init__(self, doc: Doc, happenings: Sequence[Happening]) -> None:
        self._at: dict[int, list[tuple[Happening, Mention]]] = {}
        for happening in happenings:
            for mention in happening.parts:
                self._at.setdefault(mention.sentence, []).append((happening, mention))
        self._retold: dict[int, list[Token]] = {}
        named = sorted(((m.trigger.end, h) for h in happenings for m in h.mentions), key=lambda pair: pair[0])
        ends = [end for end, _ in named]
        for i in (i for i, part in enumerate(columns(doc).parts) if part in {"VERB", "AUX"}):
            token = doc[i]
            if token.lemma_ in HAPPEN and any(s.lower_ in {"it", "this", "that"} for s in syntax.subjects(token)):
                last = bisect_right(ends, syntax.sentence(token)[0]) - 1
                if last >= 0 and token.i - ends[last] < SOON:
                    self._retold.setdefault(id(named[last][1]), []).append(token)

    def retellings(self, happening: Happening) -> list[Token]:
        """Give the verbs that tell more of a happening: "it happened in the market at noon"."""
        return self._retold.get(id(happening), [])

    def parts(self, sentence: int) -> list[Mention]:
        """Give all mentions and harm words of a sentence."""
        return [m for _, m in self._at.get(sentence, ())]

    def happening_of(self, mention: Mention) -> Happening | None:
        """Give the happening that a mention is of."""
        return next((h for h, m in self._at.get(mention.sentence, ()) if m is mention), None)

    def alone(self, happening: Happening, sentence: int) -> bool:
        """Tell whether no other happening is named in a sentence."""
        return all(h is happening or m in h.harm_words for h, m in self._at.get(sentence, ()))
