"""
The times of a report one after another.

A time may go back to one told before it ("the same day", a date without a year in an undated report, a time of day),
and a day may head an entry of a chronology or a live page and hold for all of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice, zip_longest

from msgspec.structs import replace

from variorum.model import Interval, When
from variorum.reading.times import Between, Calendar, Clock, Meaning, Moved, TimeExpression, Weekday, is_day, resolve
from variorum.reading.zones import Layout

_LEAD = re.compile(r"[ \t>*•·–—-]*+(?:[^\W\d_a-z][\w'’-]{1,20}+(?: [^\W\d_a-z][\w'’-]{0,20}+){0,3}, )?")
_HEADED = re.compile(r"[ \t]*(?:[.:|–—]|-(?=\s)|$)", re.MULTILINE)
_ENTRY = re.compile(r"(?:[ \t]+[A-Z]{2,4}\b)?(?:[ \t]+[\"'‘“]?[^\W\d_]|[ \t]*(?:[.:|–—]|-(?=\s)|$))", re.MULTILINE)

_DAILY = re.compile(
    r"\bdaily\b(?: \w+){0,2} "
    r"(?:notes?|reports?|updates?|bulletins?|brief(?:ing)?s?|digest|summary|sitrep|diary|log|round-?up)\b",
    re.IGNORECASE,
)

NEAR = 1000
"""Characters within which a time that goes back to another follows it."""

BESIDE = 120
"""Characters within which a month without a year follows one with it."""

MONTH = 31
"""Days up to which a time spoken of before tells the month of a day."""

HALF_A_YEAR = 183
"""Days back from which a report gives the year of a day, unless it was told."""

YEARS = 8
"""Dates with a year, the last, whose years are looked back at."""

COUNTED_IN: dict[str | None, int] = {"month": 31, "year": 366}
"""Units that are counted from a month or a year too, and the days that these have at most."""

LEAD = 50
"""Characters before a day that heads an entry: signs of a list, and the place of the entry ("- Arbin, 3 March:")."""

ENTRIES = 2
"""Dates that head an entry, from which a report is taken for a chronology."""

LIVE_ENTRIES = 3
"""Times of day that head an entry, from which a report is taken for a page of one day."""


class Chronology:
    """What each time of a report means, in the order of the text, and the day that heads an entry."""

    def __init__(self, text: str, times: Sequence[TimeExpression], layout: Layout, anchor: Interval | None) -> None:
        self._text = text
        self._anchor = anchor
        self._layout = layout
        self._when: dict[TimeExpression, When] = {}
        self._entries = dict(self._find_entries(times, layout))
        self._starts = sorted(self._entries)
        self._is_daily = _DAILY.search(layout.title or "") is not None
        self._resolve(times)

    def when(self, expression: TimeExpression) -> When:
        """Tell the days that a time of the report means; null days where they are not fixed."""
        return self._when.get(expression) or resolve(expression, anchor=self._anchor, tense="past")

    def day_of_page(self) -> When | None:
        """Give the day that a page tells of as a whole: that of a daily note or report."""
        today = self._today() if self._is_daily else None
        return When(start=today, end=today, precision="day") if today else None

    def heading(self, offset: int) -> When | None:
        """Give the day that heads the entry which a character lies in."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        expression, end = self._entries[self._starts[index]]
        if offset >= end:
            return None
        if not isinstance(expression.meaning, Clock):
            return self.when(expression)
        today = self._today()
        return When(start=today, end=today, precision="day", quote=expression.quote) if today else None

    def _today(self) -> date | None:
        return self._anchor.end if self._anchor is not None and self._anchor.start == self._anchor.end else None

    def _resolve(self, times: Sequence[TimeExpression]) -> None:
        told: tuple[TimeExpression, Interval] | None = None
        day: tuple[TimeExpression, Interval] | None = None
        latest: Interval | None = None
        year: tuple[TimeExpression, Interval] | None = None
        fixed: deque[TimeExpression] = deque(maxlen=YEARS)
        for expression in times:
            when: When | None = None
            if isinstance(expression.meaning, Clock):
                when = self._at_clock(expression, day)
            else:
                context = (
                    self._gone_back_to(expression, day, told)
                    if _goes_back(expression)
                    else self._near(year, expression, NEAR)
                    if _of_a_year_told(expression)
                    else self._in_month(told, expression)
                    if _of_a_month_told(expression)
                    else self._near(told, expression, BESIDE) or (latest if is_day(expression.meaning) else None)
                )
                when = resolve(expression, anchor=self._anchor, tense="past", context=context)
                when = self._in_year_told(expression, when, fixed)
                if isinstance(expression.meaning, Calendar) and expression.meaning.year is not None:
                    fixed.append(expression)
            if when is None:
                continue
            self._when[expression] = when
            if not isinstance(expression.meaning, Clock):
                # "Besieged since 2013": a later "that year" is 2013.
                year = self._in_its_year(expression, when) or year
            if when.start is None or when.end is None or isinstance(expression.meaning, Clock):
                continue
            span = Interval(start=when.start, end=when.end)
            told = expression, span
            if when.precision == "day":
                day = told
                latest = span if latest is None or when.end > latest.end else latest

    def _gone_back_to(
        self,
        expression: TimeExpression,
        day: tuple[TimeExpression, Interval] | None,
        told: tuple[TimeExpression, Interval] | None,
    ) -> Interval | None:
        """Give the day that a time counts from, or the month or year for one that counts in these ("a year later")."""
        unit = getattr(expression.meaning, "unit", None)
        near = self._near(told, expression, NEAR) if unit in COUNTED_IN else None
        if near is not None and (near.end - near.start).days < COUNTED_IN[unit]:
            return near
        return self._near(day, expression, NEAR)

    def _in_year_told(self, expression: TimeExpression, when: When, fixed: Iterable[TimeExpression]) -> When:
        """
        Take a date without its year for one of the year told with the same month, or told last, where that is likelier.

        "A bomb in May 2017 ... went off on May 22. On June 3": of 2017 in a report of March 2020, which would give the
        year of a day nine months back. In a round-up headed "April 2025", 2 April is of that year.
        """
        bare = _without_year(expression.meaning)
        if bare is None or (when.start is None) != (self._anchor is None):
            return when
        back = (self._anchor.end - when.start).days if self._anchor is not None and when.start is not None else None
        if back is not None and back <= MONTH:
            return when
        near = [t for t in fixed if back is None or expression.start - t.end <= NEAR]
        dates = [t.meaning for t in near if isinstance(t.meaning, Calendar)]
        year = next((told.year for told in reversed(dates) if told.month == bare.month), None)
        far = bare.day is not None and back is not None and back > HALF_A_YEAR
        if year is None and far and dates and self._is_of_former_year(when, dates[-1]):
            year = dates[-1].year
        if year is None:
            return when
        return resolve(_in_year(expression, year), anchor=self._anchor, tense="past")

    def _is_of_former_year(self, when: When, told: Calendar) -> bool:
        """Tell a day of last year where a year before that was told."""
        assert self._anchor is not None
        assert when.start is not None
        return told.year is not None and told.year < when.start.year < self._anchor.end.year

    def _in_its_year(self, expression: TimeExpression, when: When) -> tuple[TimeExpression, Interval] | None:
        """Give a date with the days that it means whatever its preposition."""
        if expression.relation != "in":
            when = resolve(replace(expression, relation="in"), anchor=self._anchor, tense="past")
        if when.start is None or when.end is None:
            return None
        return expression, Interval(start=when.start, end=when.end)

    @staticmethod
    def _near(told: tuple[TimeExpression, Interval] | None, expression: TimeExpression, reach: int) -> Interval | None:
        return told[1] if told is not None and expression.start - told[0].end <= reach else None

    def _in_month(self, told: tuple[TimeExpression, Interval] | None, expression: TimeExpression) -> Interval | None:
        """Give the day or month told not far before a day whose month is not said."""
        near = self._near(told, expression, NEAR)
        return near if near is not None and (near.end - near.start).days <= MONTH else None

    def _at_clock(self, expression: TimeExpression, day: tuple[TimeExpression, Interval] | None) -> When | None:
        """Take a time of day for one of the day told not far before it, or of the day that heads its entry."""
        near = self._near(day, expression, NEAR)
        if near is not None and day is not None and self._is_told(day[0]):
            return When(start=near.start, end=near.end, precision="day", quote=expression.quote)
        heading = self.heading(expression.start)
        if heading is None or heading.start is None:
            return None
        return When(start=heading.start, end=heading.end, precision="day", quote=expression.quote)

    def _is_told(self, expression: TimeExpression) -> bool:
        zone = self._layout.zone_at(expression.start)
        return zone is None or zone.kind == "body"

    def _find_entries(
        self, times: Sequence[TimeExpression], layout: Layout
    ) -> Iterator[tuple[int, tuple[TimeExpression, int]]]:
        """Yield the start of each entry that a time heads, with that time and the end of the entry."""
        heads = [t for t in times if self._is_head(t)]
        dates = [t for t in heads if not isinstance(t.meaning, Clock)]
        listed = [t for t in dates if (zone := layout.zone_at(t.start)) is None or zone.kind != "date"]
        if len(listed) >= ENTRIES and len(dates) - len(listed) == 1:
            # The only date on a line of its own is the page's, where entries stand beside theirs.
            dates = listed
        clocks = [t for t in heads if isinstance(t.meaning, Clock)]
        kept = dates if len(dates) >= ENTRIES else clocks if len(clocks) >= LIVE_ENTRIES else []
        for head, following in zip_longest(kept, kept[1:]):
            end = following.start if following is not None else len(self._text)
            rest_of_line = self._text.find("\n", head.end)
            line_end = rest_of_line if rest_of_line >= 0 else len(self._text)
            if not isinstance(head.meaning, Clock) and self._text[head.end : line_end].strip(" .:|–—-\t"):
                end = min(end, line_end)
            else:
                end = min(end, self._next_part(layout, line_end, end))
            yield head.end, (head, end)

    def _is_head(self, expression: TimeExpression) -> bool:
        """
        Tell whether a day or a time of day opens a line, or follows a place there, and a sign or the line's end it.

        A headline may follow a time of day ("22:50 Army names officer").
        """
        meaning = expression.meaning
        dated = isinstance(meaning, Calendar | Weekday) and is_day(meaning)
        if not dated and not isinstance(meaning, Clock):
            return False
        line = self._text.rfind("\n", 0, expression.start) + 1
        if expression.start - line > LEAD or not _LEAD.fullmatch(self._text, line, expression.start):
            return False
        headed = _HEADED if dated else _ENTRY
        return headed.match(self._text, expression.end) is not None

    @staticmethod
    def _next_part(layout: Layout, start: int, end: int) -> int:
        """Find where the next part of the page begins, a subhead below some of the body."""
        met = False
        first = bisect_left(layout.zones, start, key=lambda zone: zone.start)
        for zone in islice(layout.zones, first, None):
            if zone.start >= end:
                break
            if zone.kind == "subhead" and met:
                return zone.start
            met = met or zone.kind == "body"
        return end


def _without_year(meaning: Meaning) -> Calendar | None:
    """Give a date that has a month and no year ("3 June"), of a stretch of days its last."""
    last = meaning.last.meaning if isinstance(meaning, Between) else meaning
    if not isinstance(last, Calendar) or last.month is None or last.weekday is not None:
        return None
    return last if last.year is None and last.year_of is None and last.which is None else None


def _in_year(expression: TimeExpression, year: int) -> TimeExpression:
    """Give a date, or the days from one to another, with its year."""
    meaning = expression.meaning
    if isinstance(meaning, Between):
        first, last = _in_year(meaning.first, year), _in_year(meaning.last, year)
        return replace(expression, meaning=replace(meaning, first=first, last=last))
    return replace(expression, meaning=replace(meaning, year=year)) if isinstance(meaning, Calendar) else expression


def _of_a_year_told(expression: TimeExpression) -> bool:
    """Tell whether a date is of a year told before it ("21 August of that year")."""
    meaning = expression.meaning
    return isinstance(meaning, Calendar) and meaning.year_of in {"previous", "following", "that"}


def _of_a_month_told(expression: TimeExpression) -> bool:
    """Tell whether a day is of a month that is not said ("on the 13th")."""
    meaning = expression.meaning
    return isinstance(meaning, Calendar) and meaning.month is None and meaning.day is not None


def _goes_back(expression: TimeExpression) -> bool:
    """Tell whether a time counts from one told before it ("two days later", "the following Friday")."""
    meaning = expression.meaning
    if isinstance(meaning, Moved):
        return meaning.origin == "context"
    return isinstance(meaning, Weekday) and meaning.which in {"previous", "following", "that"}
