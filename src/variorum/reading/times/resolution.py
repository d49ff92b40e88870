"""
Resolve time expressions to days, against the publication day and the time spoken of before.

A publication date that is known only as an interval fixes an expression where both its ends give the same days.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Literal, NamedTuple

from variorum.model.account import Interval, TimePrecision, When
from variorum.reading.times.meanings import (
    Between,
    Calendar,
    Duration,
    Elapsed,
    FeastOf,
    Meaning,
    Moved,
    Part,
    SeasonOf,
    Slice,
    Stretch,
    TimeExpression,
    Unit,
    Weekday,
    Which,
    Years,
    is_soon,
)

Tense = Literal["past", "future"]
_SEASON_START = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_DAYS_IN = {"day": 1, "weekend": 2, "week": 7, "month": 31, "year": 366, "decade": 3653, "century": 36525}
_FURTHEST_YEAR = 8
# Days from the time spoken of before, up to which a month without a year is of its year or the next.
_BESIDE = 100
# A report may be published on the day before the one that it names as the day of an event.
_TIME_ZONES = timedelta(1)


class _Days(NamedTuple):
    start: date
    end: date
    precision: TimePrecision


class _Setting(NamedTuple):
    anchor: date | None
    context: Interval | None
    future: bool


def resolve(
    expression: TimeExpression,
    *,
    anchor: Interval | None = None,
    tense: Tense | None = None,
    context: Interval | None = None,
) -> When:
    """
    Resolve an expression to the days that it means; null days where they are not fixed.

    Args:
        anchor: When the report was published.
        tense: Of the clause; null counts as the past.
        context: The time spoken of before, for "two days later", and for a year that is not said where there is no
            anchor.
    """
    days = _resolve(expression, anchor, tense == "future", context)
    if days is None:
        return When(quote=expression.quote)
    return When(start=days.start, end=days.end, precision=days.precision, quote=expression.quote)


def period_of(
    expression: TimeExpression,
    *,
    anchor: Interval | None = None,
    tense: Tense | None = None,
    context: Interval | None = None,
) -> Interval | None:
    """Give the period that a count covers: as `resolve`, but not beyond the day of publication."""
    days = _resolve(expression, anchor, tense == "future", context)
    if days is None:
        return None
    if anchor and tense != "future" and days.start <= anchor.end:
        return Interval(start=days.start, end=min(days.end, anchor.end))
    return Interval(start=days.start, end=days.end)


def _resolve(
    expression: TimeExpression, anchor: Interval | None, future: bool, context: Interval | None
) -> _Days | None:
    if expression.relation in ("before", "after", "by"):
        return None
    if anchor is None:
        return _at(expression, _Setting(None, context, future))
    first = _at(expression, _Setting(anchor.start, context, future))
    last = first if anchor.end == anchor.start else _at(expression, _Setting(anchor.end, context, future))
    if first == last or first is None or last is None:
        return first if first == last else None
    moving = isinstance(expression.meaning, Stretch | Elapsed) or expression.relation == "since"
    if moving and anchor.end - anchor.start <= last.end - last.start:
        return _Days(first.start, last.end, "range")
    return None


def _at(expression: TimeExpression, setting: _Setting) -> _Days | None:
    try:
        days = _days(expression.meaning, setting)
    except (OverflowError, ValueError):
        return None
    if days and expression.relation == "since":
        if setting.anchor is None or setting.anchor < days.start:
            return None
        return _Days(days.start, setting.anchor, "range")
    return days


def _days(meaning: Meaning, setting: _Setting) -> _Days | None:
    match meaning:
        case Calendar():
            return _calendar(meaning, setting)
        case Weekday():
            return _weekday(meaning, setting)
        case Moved():
            return _moved(meaning, setting)
        case SeasonOf():
            return _season(meaning, setting)
        case FeastOf():
            return _feast(meaning, setting)
        case Years():
            return _thirds(_Days(date(meaning.first, 1, 1), date(meaning.last, 12, 31), "range"), meaning.part)
        case Stretch():
            return _stretch(meaning, setting)
        case Slice():
            return _slice(meaning, setting)
        case Elapsed():
            whole = _days(meaning.whole, setting)
            if whole is None or setting.anchor is None or setting.anchor < whole.start:
                return None
            return _Days(whole.start, min(whole.end, setting.anchor), "range")
        case Between():
            return _between(meaning, setting)
        case _:
            return None


def _calendar(meaning: Calendar, setting: _Setting) -> _Days | None:
    if meaning.year is not None:
        return _in_year(meaning, meaning.year)
    if meaning.year_of is not None:
        year = _year_of(meaning.year_of, setting)
        return _in_year(meaning, year) if year else None
    if meaning.month is None and meaning.day is not None:
        return _day_of_month(meaning, setting)
    if setting.anchor is None:
        return _closest(meaning, setting.context)
    if meaning.which == "that":
        return _closest(meaning, setting.context)
    if meaning.which == "this":
        return _in_year(meaning, setting.anchor.year)
    candidates = list(_candidates(meaning, setting.anchor.year))
    return _nearest(candidates, setting, meaning.which, meaning.weekday if meaning.day else None)


def _day_of_month(meaning: Calendar, setting: _Setting) -> _Days | None:
    """
    Find the last month that has a day of that number, on its weekday where that is said ("Wednesday the 15th").

    Of a time spoken of before it is the nearest such day: "took the pass on 28 March and the town on the 2nd".
    """
    told = setting.context
    base = _months_after(told.end.replace(day=1), 1) if told is not None else setting.anchor
    if base is None:
        return None
    latest = setting.anchor or base.replace(day=monthrange(base.year, base.month)[1])
    found = []
    for back in range(_MONTHS_BACK):
        with suppress(ValueError):
            day = _months_after(base.replace(day=1), -back).replace(day=meaning.day or 1)
            if day <= latest + _TIME_ZONES:
                found.append(_Days(day, day, "day"))
    if told is not None:
        found.sort(key=lambda days: max(told.start - days.end, days.start - told.end, timedelta(0)))
    return next((days for days in found if meaning.weekday in (None, days.start.weekday())), next(iter(found), None))


_MONTHS_BACK = 7


def _candidates(meaning: Calendar, year: int) -> Iterator[_Days]:
    for candidate in range(max(1, year - _FURTHEST_YEAR), min(9999, year + _FURTHEST_YEAR) + 1):
        with suppress(ValueError):
            yield _in_year(meaning, candidate)


def _on_weekday(candidates: list[_Days], weekday: int | None) -> list[_Days]:
    """Put those on their weekday first, where it is said; a mistaken weekday does not move a date by many years."""
    return sorted(candidates[:2], key=lambda days: weekday not in (None, days.start.weekday()))


def _nearest(
    candidates: list[_Days], setting: _Setting, which: Which | None, weekday: int | None = None
) -> _Days | None:
    anchor = setting.anchor
    assert anchor is not None
    if which == "next":
        found = [days for days in candidates if days.start > anchor]
    elif setting.future and which is None:
        found = [days for days in candidates if days.end >= anchor]
    elif which in ("last", "previous"):
        found = [days for days in reversed(candidates) if days.end < anchor]
    else:
        latest = anchor + _TIME_ZONES if candidates and candidates[0].precision == "day" else anchor
        found = [days for days in reversed(candidates) if days.start <= latest]
    return next(iter(_on_weekday(found, weekday)), None)


def _closest(meaning: Calendar, context: Interval | None) -> _Days | None:
    if context is None:
        return None
    candidates = list(_candidates(meaning, context.start.year))
    inside = [days for days in candidates if context.start <= days.start and days.end <= context.end]
    nearest = min(inside or candidates, key=lambda days: abs((days.start - context.start).days), default=None)
    bare = meaning.day is None and meaning.which is None and not inside
    far = bare and nearest is not None and abs((nearest.start - context.start).days) > _BESIDE
    return None if far else nearest


def _in_year(meaning: Calendar, year: int) -> _Days:
    if meaning.month is None:
        return _thirds(_Days(date(year, 1, 1), date(year, 12, 31), "year"), meaning.part)
    if meaning.day is not None:
        day = date(year, meaning.month, meaning.day)
        return _Days(day, day, "day")
    last = monthrange(year, meaning.month)[1]
    return _thirds(_Days(date(year, meaning.month, 1), date(year, meaning.month, last), "month"), meaning.part)


def _thirds(days: _Days, part: Part | None) -> _Days:
    """Cut a month into days 1-10, 11-20 and the rest, a longer time into thirds; weeks and days stay whole."""
    length = (days.end - days.start).days + 1
    if part is None or length <= 7:
        return days
    if length <= 31:
        middle, late = days.start + timedelta(10), days.start + timedelta(20)
    elif length <= 366 and days.start.month == 1:
        middle, late = days.start.replace(month=5), days.start.replace(month=9)
    else:
        middle, late = days.start + timedelta(length // 3), days.start + timedelta(2 * length // 3)
    if part == "early":
        return _Days(days.start, middle - timedelta(1), "range")
    if part == "mid":
        return _Days(middle, late - timedelta(1), "range")
    return _Days(late, days.end, "range")


def _year_of(which: Which, setting: _Setting) -> int | None:
    if which in ("last", "this", "next"):
        return setting.anchor.year + {"last": -1, "this": 0, "next": 1}[which] if setting.anchor else None
    if setting.context is None:
        return None
    return setting.context.start.year + {"previous": -1, "that": 0, "following": 1}[which]


def _weekday(meaning: Weekday, setting: _Setting) -> _Days | None:
    if meaning.which in ("previous", "following", "that"):
        base = _context_day(setting, later=meaning.which == "following")
    else:
        base = setting.anchor
    if base is None:
        return None
    back = (base.weekday() - meaning.weekday) % 7
    ahead = (meaning.weekday - base.weekday()) % 7
    match meaning.which:
        case "last" | "previous":
            day = base - timedelta(back or 7)
        case "next" | "following":
            day = base + timedelta(ahead or 7)
        case "this" if not setting.future:
            day = base - timedelta(base.weekday()) + timedelta(meaning.weekday)
        case _ if setting.future:
            day = base + timedelta(ahead)
        case _:
            day = base - timedelta(back)
    return _Days(day, day, "day")


def _context_day(setting: _Setting, *, later: bool, at_most: int = 7) -> date | None:
    context = setting.context
    if context is None or (context.end - context.start).days >= at_most:
        return None
    return context.end if later else context.start


def _moved(meaning: Moved, setting: _Setting) -> _Days | None:
    if meaning.origin == "event":
        return None
    unit, offset = meaning.unit, meaning.offset
    if meaning.origin == "context" and is_soon(meaning):
        unit, offset = "day", 0
    if offset is None or unit == "minute":
        return None
    if unit == "hour":
        if offset % 24:
            return None
        unit, offset = "day", offset // 24
    if meaning.origin == "context":
        base = _context_day(setting, later=offset > 0, at_most=_DAYS_IN[unit])
        if base is None and offset == 0 and unit in ("month", "year") and setting.context is None:
            # "Since the start of the year", where no year was told.
            base = setting.anchor
    else:
        base = setting.anchor
    if base is None:
        return None
    if unit == "weekend":
        return _weekend(base, offset, future=setting.future)
    return _thirds(_unit_around(unit, base, offset), meaning.part)


def _weekend(base: date, offset: int, *, future: bool) -> _Days:
    saturday = base - timedelta((base.weekday() - 5) % 7)
    if base.weekday() >= 5:
        saturday += timedelta(7 * offset)
    elif offset > 0 or (offset == 0 and future):
        saturday += timedelta(7 * max(offset, 1))
    elif offset < -1:
        saturday += timedelta(7 * (offset + 1))
    return _Days(saturday, saturday + timedelta(1), "range")


def _unit_around(unit: Unit, day: date, offset: int) -> _Days:
    match unit:
        case "day":
            moved = day + timedelta(offset)
            return _Days(moved, moved, "day")
        case "week":
            monday = day - timedelta(day.weekday()) + timedelta(7 * offset)
            return _Days(monday, monday + timedelta(6), "week")
        case "month":
            first = _months_after(day.replace(day=1), offset)
            return _Days(first, _months_after(first, 1) - timedelta(1), "month")
        case "year":
            return _Days(date(day.year + offset, 1, 1), date(day.year + offset, 12, 31), "year")
        case _:
            span = 10 if unit == "decade" else 100
            first_year = day.year // span * span + span * offset
            return _Days(date(first_year, 1, 1), date(first_year + span - 1, 12, 31), "range")


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _units_after(day: date, unit: Unit, count: int) -> date:
    match unit:
        case "hour":
            return day + timedelta(hours=count)
        case "day":
            return day + timedelta(count)
        case "weekend" | "week":
            return day + timedelta(7 * count)
        case "month":
            return _months_after(day, count)
        case "minute":
            return day
        case _:
            return _months_after(day, {"year": 12, "decade": 120, "century": 1200}[unit] * count)


def _season(meaning: SeasonOf, setting: _Setting) -> _Days | None:
    year = meaning.year
    relative = meaning.year_of or (meaning.which if meaning.which in ("that", "previous", "following") else None)
    if relative is not None:
        year = _year_of(relative, setting)
        if year is None:
            return None
    if year is not None:
        return _thirds(_season_in(meaning, year), meaning.part)
    if setting.anchor is None:
        return None
    candidates = [_season_in(meaning, setting.anchor.year + shift) for shift in (-2, -1, 0, 1, 2)]
    which = None if meaning.which == "this" else meaning.which
    days = _nearest(candidates, setting, which)
    return _thirds(days, meaning.part) if days else None


def _season_in(meaning: SeasonOf, year: int) -> _Days:
    first = date(year, _SEASON_START[meaning.season], 1)
    return _Days(first, _months_after(first, 3) - timedelta(1), "range")


def _feast(meaning: FeastOf, setting: _Setting) -> _Days | None:
    if meaning.year is not None:
        return _feast_in(meaning, meaning.year)
    if setting.anchor is None:
        return None
    candidates = [_feast_in(meaning, setting.anchor.year + shift) for shift in (-2, -1, 0, 1, 2)]
    which = None if meaning.which == "this" else meaning.which
    return _nearest(candidates, setting, which)


def _feast_in(meaning: FeastOf, year: int) -> _Days:
    if meaning.feast == "thanksgiving":
        november = date(year, 11, 1)
        day = november + timedelta((3 - november.weekday()) % 7 + 21)
    else:
        day = _easter(year) - timedelta(2 if meaning.feast == "good friday" else 0)
    return _Days(day, day, "day")


def _easter(year: int) -> date:
    """Date Easter Sunday of the Gregorian calendar, by the anonymous algorithm that Meeus gives."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _stretch(meaning: Stretch, setting: _Setting) -> _Days | None:
    if meaning.count is None or setting.anchor is None or meaning.unit == "minute":
        return None
    if meaning.ahead:
        return _Days(setting.anchor, _units_after(setting.anchor, meaning.unit, meaning.count), "range")
    return _Days(_units_after(setting.anchor, meaning.unit, -meaning.count), setting.anchor, "range")


def _slice(meaning: Slice, setting: _Setting) -> _Days | None:
    whole = _days(meaning.whole, setting)
    if whole is None or isinstance(meaning.whole, Duration):
        return None
    after = whole.end + timedelta(1)
    if meaning.first > 0:
        start = _units_after(whole.start, meaning.unit, meaning.first - 1)
    else:
        start = _units_after(after, meaning.unit, meaning.first)
    if meaning.last > 0:
        end = _units_after(whole.start, meaning.unit, meaning.last)
    else:
        end = _units_after(after, meaning.unit, meaning.last + 1)
    end -= timedelta(1)
    return _Days(start, end, "range") if whole.start <= start <= end <= whole.end else None


def _between(meaning: Between, setting: _Setting) -> _Days | None:
    last = _days(meaning.last.meaning, setting)
    if last is None:
        return None
    begins = meaning.first.meaning
    by_report = isinstance(begins, Calendar) and begins.year_of is not None  # "January 1 and 2 last year"
    first = _days(begins, setting if by_report else _Setting(last.start, setting.context, False))
    if first is None or first.start > last.end:
        return None
    return _Days(first.start, last.end, "range")
