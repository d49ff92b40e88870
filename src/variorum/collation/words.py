"""The word lists of `data/words.toml`, compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from typing import Any


@lru_cache(maxsize=1)
def _lists() -> dict[str, dict[str, Any]]:
    return tomllib.loads((resources.files("variorum.collation") / "data" / "words.toml").read_text("utf-8"))


def phrases(table: str, key: str) -> tuple[str, ...]:
    """Return a list of words as it stands in the file."""
    return tuple(str(phrase) for phrase in _lists()[table][key])


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Compile a pattern that finds any of *words* as whole words; the longest first, in linear time."""
    # A fixed run of blanks keeps the search linear whatever the text holds between two words.
    ordered = sorted(words, key=lambda word: (-len(word), word))
    listed = "|".join(re.escape(word).replace(r"\ ", r"\s{1,3}") for word in ordered)
    return re.compile(rf"\b(?:{listed})\b", re.IGNORECASE)


@lru_cache(maxsize=16)
def pattern(table: str, key: str) -> re.Pattern[str]:
    """Return the compiled pattern of one list."""
    return any_of(phrases(table, key))


def measures() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return what measures of published counts are of: outcomes of harms, and types of incidents."""
    outcomes, types = _lists()["measures"]["outcomes"], _lists()["measures"]["types"]
    return {m: tuple(of) for m, of in outcomes.items()}, {m: tuple(of) for m, of in types.items()}


def horizons() -> dict[str, tuple[int, int]]:
    """Return phrases of time with the first and last day that they reach, counted from the day of the saying."""
    return {phrase: (days[0], days[1]) for phrase, days in _lists()["horizons"].items()}


_ENDS = re.compile(r"[.!?][”\"’')\]]?\s|\n")


def sentence_around(text: str, start: int, end: int, reach: int = 240) -> tuple[int, int]:
    """Give the bounds of the sentence around a span, at most *reach* characters to either side; a rough cut."""
    left = max(0, start - reach)
    for found in _ENDS.finditer(text, left, start):
        left = found.end()
    right = _ENDS.search(text, end, min(len(text), end + reach))
    return left, right.start() + 1 if right else min(len(text), end + reach)
