"""Whose voice a word of the report is in: the speaker of the innermost statement around it, or the reporter's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from variorum.model.account import Stance
from variorum.nlp import syntax

if TYPE_CHECKING:
    from spacy.tokens import Token

_OF_DEEDS = frozenset({"claims_responsibility", "demands", "regrets"})
"""Stances to a deed that was told of before, which who takes them does not tell anew."""


@dataclass(frozen=True)
class Voice:
    """A stretch of tokens that a speaker is answerable for."""

    start: int
    end: int
    speaker: str
    stance: Stance


class Voices:
    """The voices of one report."""

    def __init__(self, voices: Iterable[Voice]) -> None:
        # The widest is laid down first, so that what lies within it covers it.
        ordered = sorted(voices, key=lambda v: (v.end - v.start, v.start, v.speaker), reverse=True)
        self._at = {token: voice for voice in ordered for token in range(voice.start, voice.end)}

    def at(self, token: int) -> Voice | None:
        """Give the innermost voice at a token; null is the reporter's own."""
        return self._at.get(token)

    def telling(self, word: Token) -> Voice | None:
        """
        Give who is answerable for a word of harm.

        What is told by the way of a deed that somebody claims or mourns ("claimed a raid that killed nine") is the
        reporter's.
        """
        voice = self.at(word.i)
        if voice is None or voice.stance not in _OF_DEEDS:
            return voice
        above = (word, *syntax.ancestors(word))
        aside = any(t.dep_ == "acl:relcl" and voice.start <= t.head.i < t.i for t in above)
        return None if aside else voice
