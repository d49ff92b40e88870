"""Reads the dates that pages, feeds and messages state about themselves; one that may be read in two ways is none."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from email.utils import parsedate
from urllib.parse import urlsplit

from variorum.model import Published

LONGEST = 100
FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
EPOCH = date(1970, 1, 1)
"""What a program writes that knows no date."""

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?![0-9])")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T[0-9]{4,6}|\b)")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})$|([0-9]{4})$")
_NAMED = re.compile(
    r"(?:[A-Za-z]{3,9},? +)?"
    r"(?:([0-9]{1,2})(?:st|nd|rd|th)? +([A-Za-z]{3,9})\.?|([A-Za-z]{3,9})\.? +([0-9]{1,2})(?:st|nd|rd|th)?)"
    r",? +([0-9]{4})(?![0-9])"
)
_IN_URL = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})(?:([/_-])([0-9]{1,2}|[a-z]{3})\2([0-9]{1,2})(?![0-9])|([01][0-9])([0-3][0-9])(?![0-9]))"
)
_MONTH_IN_URL = re.compile(r"/((?:19|20)[0-9]{2})/([01][0-9])/")


def stated_date(value: str | None) -> Published | None:
    """
    Give the day, or the month or year, that *value* states, in the time zone in which it states it.

    ``2024-03-18T23:10:00-05:00`` is 18 March. ``03/04/2024`` may be two days, and is none.
    """
    if not value:
        return None
    text = value.strip()[:LONGEST]
    if found := _ISO.match(text) or _COMPACT.match(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _MONTH.match(text):
        return _month(int(found[1]), int(found[2])) if found[1] else _year(int(found[3]))
    if found := _NAMED.match(text):
        month = _month_named(found[2] or found[3])
        return _day(int(found[5]), month, int(found[1] or found[4])) if month else None
    try:
        parts = parsedate(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _day(*parts[:3]) if parts and re.search(r"[A-Za-z]{3}", text) else None


def date_in_address(url: str | None) -> Published | None:
    """Give the day, or the month, in the path of *url*: ``/2024/03/18/``, ``-20240318``, ``/2024/03/``."""
    try:
        path = urlsplit(url or "").path[:1000].lower()
    except ValueError:
        return None
    for found in _IN_URL.finditer(path):
        month = found[3] or found[5]
        number = int(month) if month.isdigit() else _month_named(month)
        if number and (day := _day(int(found[1]), number, int(found[4] or found[6]))):
            return day
    found_month = _MONTH_IN_URL.search(path)
    return _month(int(found_month[1]), int(found_month[2])) if found_month else None


def _day(year: int, month: int, day: int) -> Published | None:
    try:
        found = date(year, month, day)
    except (ValueError, OverflowError):
        return None
    return _within(found, found)


def _month(year: int, month: int) -> Published | None:
    try:
        return _within(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    except ValueError:
        return None


def _year(year: int) -> Published | None:
    return _within(date(year, 1, 1), date(year, 12, 31)) if 1 <= year <= 9999 else None


def _within(start: date, end: date) -> Published | None:
    if start < FIRST or end > LAST or start == end == EPOCH:
        return None
    return Published(start=start, end=end, basis="metadata")


def _month_named(name: str) -> int:
    start = name[:3].lower()
    return MONTHS.index(start) + 1 if start in MONTHS else 0
