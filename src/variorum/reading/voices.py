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
        self._voices = sorted(voices, key=lambda v: (v.end - v.start, v.start, v.speaker))

    def at(self, token: int) -> Voice | None:
        """Give the innermost voice at a token; null is the reporter's own."""
        return next((v for v in self._voices if v.start <= token < v.end), None)
