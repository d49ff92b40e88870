"""Whose voice a word of the report is in: the speaker of the innermost statement around it, or the reporter's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from variorum.model.account import Stance


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
