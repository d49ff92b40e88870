"""What the words of a time mean in a report of a given day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from variorum.model import Interval
from variorum.reading.times import Clock, find_times, resolve


@lru_cache(maxsize=65536)
def resolve_words(words: str, day: date) -> tuple[date, date] | None:
    """Give the days that *words*, as an account quotes them, mean in a report of *day*; None where they fix none."""
    found = find_times(words)
    # An hour alone is of a day that something else names.
    if len(found) != 1 or isinstance(found[0].meaning, Clock):
        return None
    when = resolve(found[0], anchor=Interval(start=day, end=day))
    return (when.start, when.end) if when.start and when.end else None
