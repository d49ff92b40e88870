"""Tell when a report was published from what is known of it and from the dates that its page prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from variorum.model.account import Published
from variorum.reading.times import Calendar, Either, Moved, TimeExpression, find_times, resolve

if TYPE_CHECKING:
    from variorum.reading.layout import Layout

_ZONES = frozenset({"date", "dateline"})
_CHANGED = re.compile(r"\b(updated?|modified|edited|revised|corrected)\b", re.IGNORECASE)
_BESIDE = re.compile(r"[\s,(:\u2013\u2014-]{1,3}")


def infer_published(given: Published, layout: Layout, text: str) -> Published:
    """
    Infer when a report was published; an interval where its page tells no day, unknown where it tells nothing.

    A date that came with the report wins over those on its page, the first date on the page over later ones and over
    those of changes, a day over a month or a year. A date whose day and month may stand in either order gives the
    interval that holds both. Without a date on the page, one that the text calls today is inferred to be it.
    """
    if given.start is not None or given.end is not None:
        return given
    printed = list(_printed(layout, text))
    for changed in (False, True):
        known = [published for published, is_change in printed if is_change == changed]
        if known:
            return min(known, key=_width)
    return _called_today(text) or Published()


def _printed(layout: Layout, text: str) -> Iterator[tuple[Published, bool]]:
    """Give the dates in the page's date lines, and whether each is that of a change."""
    for zone in layout.zones:
        if zone.kind not in _ZONES:
            continue
        line = text[zone.start : zone.end]
        end = 0
        for expression in find_times(line):
            published = _days(expression)
            if published is not None:
                yield published, _CHANGED.search(line, end, expression.start) is not None
            end = expression.end


def _days(expression: TimeExpression) -> Published | None:
    meaning = expression.meaning
    if isinstance(meaning, Either):
        days = [_resolved(expression, reading) for reading in (meaning.first, meaning.second)]
        starts = [day.start for day in days if day and day.start]
        return Published(start=min(starts), end=max(starts), basis="text") if starts else None
    return _resolved(expression, meaning) if isinstance(meaning, Calendar) else None


def _resolved(expression: TimeExpression, meaning: Calendar) -> Published | None:
    plain = TimeExpression(start=expression.start, end=expression.end, quote=expression.quote, meaning=meaning)
    when = resolve(plain)
    return Published(start=when.start, end=when.end, basis="text") if when.start else None


def _width(published: Published) -> int:
    assert published.start is not None
    assert published.end is not None
    return (published.end - published.start).days


def _called_today(text: str) -> Published | None:
    """Find a full date right beside "today": "today, 4 March 2010"."""
    found = find_times(text)
    for first, second in pairwise(found):
        if not _BESIDE.fullmatch(text, first.end, second.start):
            continue
        for today, date in ((first, second), (second, first)):
            if today.meaning == Moved(unit="day", offset=0) and isinstance(date.meaning, Calendar):
                published = _resolved(date, date.meaning)
                if published is not None and published.start == published.end:
                    return Published(start=published.start, end=published.end, basis="inferred")
    return None
