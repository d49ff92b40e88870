"""Makes text that came from elsewhere safe and legible on a terminal."""

from __future__ import annotations

import unicodedata

UNPRINTABLE = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
"""Unicode categories that steer a terminal, reorder what stands around them, or show nothing."""


def printable(text: str) -> str:
    """Give *text* in one line, with each control, direction mark and invisible character spelt out as an escape."""
    spaced = " ".join(text.split())
    return "".join(
        character.encode("unicode_escape").decode("ascii")
        if unicodedata.category(character) in UNPRINTABLE
        else character
        for character in spaced
    )


def shortened(text: str, limit: int) -> str:
    """Give *text* as `printable` does, cut after *limit* characters with an ellipsis."""
    line = printable(text)
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def quoted(text: str, limit: int = 240) -> str:
    """Give the words of a report in quotation marks."""
    return f"“{shortened(text, limit)}”"
