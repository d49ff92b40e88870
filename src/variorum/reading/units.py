"""Lines and paragraphs of a plain text, whether or not its lines are wrapped at a fixed width."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_CLOSERS = "\"'”’»)]}"
_INITIALS = re.compile(r"(?:\b[A-Z]\.){2,}$|\b(?:Jr|Sr|Inc|Ltd|Co|Corp|St|No)\.$")
_INDENT = re.compile(r"[ \t]{2,}\S|\t")
_ITEM = re.compile(r"\s*(?:[-–—•*·▪●‣]|\(?\d{1,2}[.)])\s")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A line, or a paragraph whose lines were wrapped: `text` has no blanks at its ends, but may hold line breaks."""

    start: int
    end: int
    text: str
    words: int
    blank_after: bool


@lru_cache(maxsize=4)
def find_units(text: str) -> tuple[Unit, ...]:
    """
    Divide a text into the lines or wrapped paragraphs that are not blank, in order.

    Several readers ask about the same report in turn, so that the last few answers are kept.
    """
    lines: list[tuple[int, int, bool]] = []
    offset = 0
    for line in text.splitlines(keepends=True):
        if stripped := line.strip():
            start = offset + line.index(stripped[0])
            lines.append((start, start + len(stripped), False))
        elif lines:
            lines[-1] = (*lines[-1][:2], True)
        offset += len(line)
    if _is_wrapped(text, lines):
        lines = _unwrap(text, lines)
    return tuple(Unit(start, end, text[start:end], len(text[start:end].split()), blank) for start, end, blank in lines)


def ends_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does; "in the U.S." and "Doe Jr." leave it open and count as no end."""
    line = line[-80:].rstrip(_CLOSERS + " ")
    return line.endswith((".", "!", "?", "…", "؟", "۔", "。")) and not _INITIALS.search(line)


def is_upper(line: str) -> bool:
    """Whether nearly all letters are capitals."""
    letters, capitals = count_letters(line)
    return letters >= 4 and capitals > 0.9 * letters


@lru_cache(maxsize=64)
def count_letters(text: str) -> tuple[int, int]:
    """Count the letters of a text, and those of them that are capitals; the last few answers are kept."""
    # A text has far fewer characters than places for them: each is asked about once.
    letters = {character: n for character, n in Counter(text).items() if character.isalpha()}
    return sum(letters.values()), sum(n for character, n in letters.items() if character.isupper())


def is_headline_cased(line: str, words: int = 3, share: float = 0.75) -> bool:
    """Whether the longer words, at least *words* of them, begin with capitals as a headline's do."""
    longer = [w for w in _WORD.findall(line[:400]) if len(w) >= 4]
    return len(longer) >= words and sum(w[0].isupper() for w in longer) >= share * len(longer)


def _is_wrapped(text: str, lines: list[tuple[int, int, bool]]) -> bool:
    """Whether lines break where the next word would not have fitted into a common width, often within a sentence."""
    width = max((end - start for start, end, _ in lines), default=0)
    pairs = [(a, b) for a, b in pairwise(lines) if not a[2]]
    if not 40 <= width <= 120 or len(pairs) < 3:
        return False
    continued = [a for a, b in pairs if _is_continued(text, a, b, width)]
    broken = sum(not ends_sentence(text[start:end]) for start, end, _ in continued)
    return len(continued) >= 0.6 * len(pairs) and 2 * broken >= len(continued)


def _is_continued(text: str, line: tuple[int, int, bool], following: tuple[int, int, bool], width: int) -> bool:
    indented = _INDENT.match(text[line[1] : following[0] + 1].lstrip("\r\n"))
    if line[2] or indented or _ITEM.match(text[following[0] : following[1]]):
        return False
    first_word = text[following[0] : following[1]].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(first_word) > width - 4


def _unwrap(text: str, lines: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    width = max(end - start for start, end, _ in lines)
    merged: list[tuple[int, int, bool]] = []
    previous: tuple[int, int, bool] | None = None
    for line in lines:
        if previous and _is_continued(text, previous, line, width):
            merged[-1] = (merged[-1][0], line[1], line[2])
        else:
            merged.append(line)
        previous = line
    return merged
