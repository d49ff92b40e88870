"""Tell when a report was published from what is known of it and from the dates that its page prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from variorum.model.account import Published
from variorum.reading.times import Between, Calendar, Either, Moved, TimeExpression, Weekday, find_times, resolve

if TYPE_CHECKING:
    from variorum.reading.layout import Layout

_ZONES = frozenset({"date", "dateline"})
_CHANGED = re.compile(r"\b(updated?|modified|edited|revised|corrected)\b", re.IGNORECASE)
_BESIDE = re.compile(r"[\s,(:\u2013\u2014-]{1,3}")
_PARTS = "|·•;.()/\u2013\u2014-"
_SIGNED = re.compile(r"(done|signed|issued|given|dated|released|published|posted)\b.{0,60}\bon$", re.IGNORECASE)
_COVERED = re.compile(r"\b(covering|covers|reporting period|period covered|as (of|at)|cut-?off)\b", re.IGNORECASE)
_PERIODIC = re.compile(
    r"\b(daily|notes?|reports?|sitrep|updates?|bulletins?|brief(ing)?s?|digest|summary|round-?up|minutes|statement|communiqu[eé]|"
    r"release|live|diary|log|newsletter|assessment)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\s*(?:\d{1,2}\s?[:.]\s?\d{2}\s?(?:[AaPp]\.?[Mm]\.?)?\s*(?:[A-Z]{2,4}\b)?,?\s*)?")
_FIRST_LINES = 3
_HEAD_LINES, _FOOT_LINES = 12, 6
_LINE, _PARAGRAPH = 120, 200
_PLACE_WORDS = 4


def infer_published(given: Published, layout: Layout, text: str) -> Published:
    """
    Infer when a report was published; an interval where its page tells no day, unknown where it tells nothing.

    A date that came with the report wins over those on its page, the first date on the page over later ones and over
    those of changes, a day over a month or a year. A date whose day and month may stand in either order gives the
    interval that holds both. Without a date line, a date stands alone in a part of a short line at the head or the
    foot of the page ("English edition - Friday, 3 March 2010", "Done at Arbin, 3 March 2010"), or right before the
    first sentence of a page without line breaks ("3 March 2010 10:14 AM Police said"), or at the end of the title of
    what comes out day by day ("Daily note: Friday 3 March 2010"); else it is inferred from the period that the report
    says it covers, or from a date that the text calls today or of this week.
    """
    if given.start is not None or given.end is not None:
        return given
    printed = list(_printed(layout, text))
    for changed in (False, True):
        known = [published for published, is_change in printed if is_change == changed]
        if known:
            return min(known, key=_width)
    beside = next(_beside_the_text(layout, text), None) or _before_the_text(layout, text)
    return beside or _in_the_title(layout) or _called_today(text) or Published()


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


def _beside_the_text(layout: Layout, text: str) -> Iterator[Published]:
    """Give the days that short lines above the first paragraph and below the last one print apart from other words."""
    lines = [(m.start(), m[0]) for m in re.finditer(r"[^\s].*", text)]
    long = [i for i, (_, line) in enumerate(lines) if len(line) > _PARAGRAPH]
    head = lines[: min([*long[:1], _HEAD_LINES])]
    foot = lines[max([*(i + 1 for i in long[-1:]), len(lines) - _FOOT_LINES, len(head)]) :]
    for start, line in (*head, *foot):
        zone = layout.zone_at(start)
        if len(line) > _LINE or (zone is not None and zone.kind == "title"):
            continue
        for expression in find_times(line):
            before, after = line[: expression.start].rstrip(), line[expression.end :].lstrip()
            if isinstance(expression.meaning, Between) or _COVERED.search(before):
                when = resolve(expression)
                if when.end is not None and _COVERED.search(before):
                    yield Published(start=when.end, end=when.end, basis="inferred")
            elif _stands_apart(before, after):
                published = _days(expression)
                if published is not None and (_width(published) == 0 or isinstance(expression.meaning, Either)):
                    yield published


def _before_the_text(layout: Layout, text: str) -> Published | None:
    """Give the day that a page without line breaks prints before its first sentence, alone or with a time of day."""
    for match in islice(re.finditer(r"[^\s].*", text), _FIRST_LINES):
        line = match[0][:_LINE]
        zone = layout.zone_at(match.start())
        if zone is not None and zone.kind == "title":
            continue
        for expression in find_times(line):
            published = _days(expression)
            if published is None or _width(published) or not _CLOCK.fullmatch(line, 0, expression.start):
                continue
            clock = _CLOCK.match(line, expression.end)
            rest = line[clock.end() if clock else expression.end :].split(maxsplit=2)
            if len(rest) > 1 and rest[0][0].isupper() and not rest[0].endswith(":"):
                return published
    return None


def _in_the_title(layout: Layout) -> Published | None:
    """Give the day that ends the title of what comes out day by day ("Daily note: Tuesday 3 March 2010")."""
    title = layout.title or ""
    for expression in find_times(title):
        before, after = title[: expression.start].rstrip(), title[expression.end :].strip()
        published = _days(expression)
        if published is None or _width(published) or not _PERIODIC.search(before) or after.strip(_PARTS + "]"):
            continue
        if not before or before[-1] in _PARTS + ",:([" or before.rsplit(maxsplit=1)[-1] in {"for", "of"}:
            return published
    return None


def _stands_apart(before: str, after: str) -> bool:
    """Tell a date that signs a page from one in a sentence, and from one that heads an entry ("3 March 2010: ...")."""
    if after and (after[0] not in _PARTS or (not before and len(after.split()) > _PLACE_WORDS)):
        return False
    return not before or before[-1] in _PARTS + ",:" or _SIGNED.match(before) is not None


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
    """
    Find a full date right beside "today" ("today, 4 March 2010"), or beside a day of this week.

    The report is then of that day, or of one of those that are left of the week.
    """
    found = find_times(text)
    for first, second in pairwise(found):
        if not _BESIDE.fullmatch(text, first.end, second.start):
            continue
        for called, date in ((first, second), (second, first)):
            published = _resolved(date, date.meaning) if isinstance(date.meaning, Calendar) else None
            if published is None or published.start is None or published.start != published.end:
                continue
            if called.meaning == Moved(unit="day", offset=0):
                return Published(start=published.start, end=published.end, basis="inferred")
            if isinstance(called.meaning, Weekday) and called.meaning.which == "this":
                sunday = published.start + timedelta(6 - published.start.weekday())
                return Published(start=published.start, end=sunday, basis="inferred")
    return None
