"""Tell when a report was published from what is known of it and from the dates that its page prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from variorum.model import Interval
from variorum.model.account import Published
from variorum.reading.times import (
    Between,
    Calendar,
    Either,
    Elapsed,
    FeastOf,
    Meaning,
    Moved,
    SeasonOf,
    Slice,
    TimeExpression,
    Weekday,
    find_times,
    is_day,
    resolve,
)

if TYPE_CHECKING:
    from variorum.reading.layout import Layout

_ZONES = frozenset({"date", "dateline"})
_AHEAD = frozenset({"until", "by", "before"})
_CHANGED = re.compile(r"\b(updated?|modified|edited|revised|corrected)\b", re.IGNORECASE)
_BESIDE = re.compile(r"[\s,(:\u2013\u2014-]{1,3}")
_PARTS = "|·•;.()/\u2013\u2014-"
_SIGNED = re.compile(r"(done|signed|issued|given|dated|released|published|posted)\b.{0,60}\bon$", re.IGNORECASE)
_COVERED = re.compile(r"\b(covering|covers|period(?: covered)?|as (of|at)|cut-?off)\b", re.IGNORECASE)
_AS_OF = re.compile(r"\bas (?:of|at)(?: [\d:.]{1,5}(?: ?[ap]\.?m\.?)?,?(?: on)?)?$", re.IGNORECASE)
_DEED = r"(?:incident|event|attack|strike|occurrence|crime|offen[cs]e|birth|death|loss)"
_OF_DEED = re.compile(
    rf"\b(?:{_DEED} date|date of (?:the )?{_DEED}|occurred|happened|took place)\b.{{0,20}}$", re.IGNORECASE
)
_SAME = re.compile(
    r"\bsame (?:period|time|months?|quarter|week|half|stretch|span)(?: of| in| during)?(?: the year)?$", re.IGNORECASE
)
_LABEL = re.compile(r"(?:published|posted|issued|released|filed|created)(?:\s(?:on|in|at))?:?", re.IGNORECASE)
_LABELLED = re.compile(rf"\s{_LABEL.pattern}$", re.IGNORECASE)
_NAMED = re.compile(r"(?:,|(?:,\s)?(?:in|from|by(?:\s\w+)?))(?:\s(?:[^\W\d_a-z][\w.'’&-]*|of|and|the|for)){0,6}")
# Possessive, for capitals on end could be cut into words in ever so many ways.
_CREDIT = re.compile(r"(?P<by>(?:\w+\s)?[Bb]y\b)?(?:\s?(?:[^\W\d_a-z][\w.'’&-]*+|of|and|the|for|in|[\u2013-])){1,8}")
_PERIODIC = re.compile(
    r"\b(daily|notes?|reports?|sitrep|updates?|bulletins?|brief(ing)?s?|digest|summary|round-?up|minutes|statement|communiqu[eé]|"
    r"release|live|diary|log|newsletter|assessment)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\s*(?:\d{1,2}\s?[:.]\s?\d{2}\s?(?:[AaPp]\.?[Mm]\.?)?\s*(?:[A-Z]{2,4}\b)?,?\s*)?")
_CLOCK_AFTER = re.compile(r",?\s*(?:at\s)?\d{1,2}[:.]\d{2}(?!\d)\s*(?:[AaPp]\.?[Mm]\b\.?)?\s*")
_BAR = re.compile(r"\s[|/•·]\s")
_TIMED = re.compile(_CLOCK_AFTER.pattern + r"|[A-Z]{2,4}$")
_FIRST_LINES = 3
_HEAD_LINES, _FOOT_LINES = 12, 6
_LINE, _PARAGRAPH = 120, 200
_PLACE_WORDS = 4
_YEARS = 7
# Days by which a report may be printed after its dateline.
_LATE = 3
_BACK = 40
_DAY = 50
_ISSUE = re.compile(r"(issue|edition|number)\b", re.IGNORECASE)


def infer_published(given: Published, layout: Layout, text: str) -> Published:
    """
    Infer when a report was published; an interval where its page tells no day, unknown where it tells nothing.

    A date that came with the report wins over those on its page, the first date on the page over later ones and over
    those of changes, a day over a month or a year. A date whose day and month may stand in either order gives the
    interval that holds both. Without a date line, a date stands alone in a part of a short line at the head or the
    foot of the page ("English edition - Friday, 3 March 2010", "Done at Arbin, 3 March 2010", "March 2010 issue"), or
    right before the first sentence of a page without line breaks ("3 March 2010 10:14 AM Police said"), or at the end
    of the title of what comes out day by day ("Daily note: Friday 3 March 2010"). Else it is inferred from the period
    that the report says it covers, or that stands beside the name of what comes out at regular times ("Bulletin 11,
    7-13 April 2010"), from a date that the text calls today or of this week, or, for a date without its year, from
    the latest year that the text tells of and the day of the week (`_of_a_year_told`).
    """
    if given.start is not None or given.end is not None:
        return given
    printed = list(_printed(layout, text))
    for changed in (False, True):
        known = [published for published, is_change in printed if is_change == changed]
        if known:
            return min(known, key=_width)
    beside = next(_beside_the_text(layout, text), None) or _before_the_text(layout, text)
    found = beside or _in_the_title(layout) or _alone(text) or _called_today(text)
    return found or _of_a_year_told(layout, text) or Published()


def written_on(published: Published, layout: Layout, text: str) -> Interval | None:
    """
    Tell the day from which a report counts: that of its dateline where it was printed a few days later.

    "May 26, 1995" over "SARAJEVO, May 25 -" prints on the next day what the correspondent calls today.
    """
    if published.start is None or published.end is None:
        return None
    for before, zone in pairwise(layout.zones) if published.start == published.end else ():
        if (before.kind, zone.kind) != ("dateline", "date") or text[before.end : zone.start].strip(" "):
            continue
        for expression in find_times(text[zone.start : zone.end]):
            told = expression.meaning
            if not isinstance(told, Calendar) or told.year not in (None, published.start.year):
                continue
            for day in (published.start - timedelta(n) for n in range(1, _LATE + 1)):
                if (day.month, day.day) == (told.month, told.day):
                    return Interval(start=day, end=day)
    return Interval(start=published.start, end=published.end)


def _printed(layout: Layout, text: str) -> Iterator[tuple[Published, bool]]:
    """Give the dates in the page's date lines, and whether each is that of a change."""
    for zone in layout.zones:
        if zone.kind not in _ZONES:
            continue
        line = text[zone.start : zone.end]
        end = 0
        for expression in find_times(line):
            published = _days(expression)
            if published is not None and not _OF_DEED.search(line, end, expression.start):
                yield published, _CHANGED.search(line, end, expression.start) is not None
            end = expression.end


def _beside_the_text(layout: Layout, text: str) -> Iterator[Published]:
    """Give the days that short lines above the first paragraph and below the last one print apart from other words."""
    for line in _short_lines(layout, text):
        for expression in find_times(line):
            before, after = line[: expression.start].rstrip(), line[expression.end :].lstrip()
            if isinstance(expression.meaning, Between) or _COVERED.search(before):
                when = resolve(expression)
                covered = _COVERED.search(before) or (_PERIODIC.search(before) and _stands_apart(before, after))
                if when.end is not None and when.precision != "year" and covered:
                    yield Published(start=when.end, end=when.end, basis="inferred")
            elif _OF_DEED.search(before):
                continue
            elif _stands_apart(before, after) or _ISSUE.match(after) or _is_signed(before, after):
                published = _days(expression)
                wide = isinstance(expression.meaning, Either) or _ISSUE.match(after)
                if published is not None and (_width(published) == 0 or wide):
                    yield published


def _short_lines(layout: Layout, text: str) -> Iterator[str]:
    """Give the short lines above the first paragraph and below the last one, but for the title."""
    lines = [(m.start(), m[0]) for m in re.finditer(r"[^\s].*", text)]
    long = [i for i, (_, line) in enumerate(lines) if len(line) > _PARAGRAPH]
    head = lines[: min([*long[:1], _HEAD_LINES])]
    foot = lines[max([*(i + 1 for i in long[-1:]), len(lines) - _FOOT_LINES, len(head)]) :]
    for start, line in (*head, *foot):
        zone = layout.zone_at(start)
        if len(line) <= _LINE and (zone is None or zone.kind != "title"):
            yield line


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
    """
    Give the day that ends the title of what comes out at times ("Daily note: 3 March 2010", "Brief, 1-7 May").

    The day as of which it tells stands anywhere in it ("Information as of 08:00, 3 March 2010, on the front").
    """
    title = layout.title or ""
    for expression in find_times(title):
        clock = _CLOCK_AFTER.match(title, expression.end)
        before, after = title[: expression.start].rstrip(), title[clock.end() if clock else expression.end :].strip()
        if isinstance(expression.meaning, Between) and is_day(expression.meaning.last.meaning):
            end = resolve(expression).end
            published = Published(start=end, end=end, basis="inferred") if end is not None else None
        else:
            published = _days(expression)
        if published is not None and not _width(published) and _AS_OF.search(before):
            return published
        if published is None or _width(published) or after.strip(_PARTS + "]"):
            continue
        if clock is None and not _PERIODIC.search(before):
            continue
        if not before or before[-1] in _PARTS + ",:([" or before.rsplit(maxsplit=1)[-1] in {"for", "of"}:
            return published
    return None


def _alone(text: str) -> Published | None:
    """Give the only day that is a line by itself, wherever it stands; several head the entries of a chronicle."""
    lines = (line for match in re.finditer(r"[^\s].*", text) if len(line := match[0].strip(_PARTS + " ")) <= _DAY)
    days = []
    for line in lines:
        found = find_times(line) if line[-1:].isalnum() and any(c.isdigit() for c in line) else ()
        if len(found) == 1 and _CLOCK.fullmatch(line, 0, found[0].start) and _CLOCK.fullmatch(line, found[0].end):
            published = _days(found[0])
            days += [published] if published is not None and not _width(published) else []
    return days[0] if len(days) == 1 else None


def _of_a_year_told(layout: Layout, text: str) -> Published | None:
    """
    Give the day of a printed date that leaves its year out ("KABUL, Oct 16 -", "Summary, Wednesday 7 May").

    Reports name the years before their own, and the month with a year that is near. With its day of the week, a date
    comes again after five, six or eleven years: the first counts from the latest year told of on, if it is near.
    Without it, the first day of the week that the text tells of is taken for the date's; as that is less sure, only
    that year and the next are tried.
    """
    found = find_times(text)
    behind = [e for e in found if e.relation not in _AHEAD]
    # "Against 217 in the same period of 2009": that is told in a later year.
    since = {e.start for e in behind if _SAME.search(text[max(e.start - _BACK, 0) : e.start].rstrip())}
    told_in = ((e.start in since, year, near) for e in behind for year, near in _years(e.meaning))
    years = [(year + 1, True) if later else (year, near) for later, year, near in told_in]
    told = next((e.meaning.weekday for e in found if isinstance(e.meaning, Weekday) and e.meaning.which is None), None)
    latest = max(years, default=(0, False))
    for printed in _without_year(layout, text) if latest[1] else ():
        weekday = told if printed.weekday is None else printed.weekday
        for year in range(latest[0], latest[0] + (2 if printed.weekday is None else _YEARS)):
            day = _day_of(year, printed)
            if day is not None and day.weekday() == weekday:
                return Published(start=day, end=day, basis="inferred")
    return None


def _without_year(layout: Layout, text: str) -> Iterator[Calendar]:
    """Give the dates without a year in date lines, datelines and short lines at the head or foot of the page."""
    places = [text[zone.start : zone.end] for zone in layout.zones if zone.kind in _ZONES]
    for line in (*places, *_short_lines(layout, text)):
        for expression in find_times(line):
            meaning = expression.meaning
            before, after = line[: expression.start].rstrip(), line[expression.end :].lstrip()
            if not isinstance(meaning, Calendar) or meaning.year is not None or not (meaning.day and meaning.month):
                continue
            if line in places or _stands_apart(before, after):
                yield meaning


def _years(meaning: Meaning) -> Iterator[tuple[int, bool]]:
    """Give the years that a meaning names, and whether it says more of when in the year."""
    match meaning:
        case Calendar() if meaning.year is not None:
            yield meaning.year, meaning.month is not None
        case SeasonOf() | FeastOf() if meaning.year is not None:
            yield meaning.year, True
        case Between():
            yield from _years(meaning.first.meaning)
            yield from _years(meaning.last.meaning)
        case Either():
            yield from _years(meaning.first)
        case Slice() | Elapsed():
            yield from _years(meaning.whole)


def _day_of(year: int, printed: Calendar) -> date | None:
    try:
        return date(year, printed.month or 0, printed.day or 0)
    except ValueError:
        return None


def _stands_apart(before: str, after: str) -> bool:
    """Tell a date that signs a page from one in a sentence, and from one that heads an entry ("3 March 2010: ...")."""
    clock = _CLOCK_AFTER.match(after)
    after = after[clock.end() :] if clock else after
    longest = max((len(part.split()) for part in _BAR.split(after)), default=0)
    if after and (after[0] not in _PARTS or (not before and longest > _PLACE_WORDS)):
        return False
    return not before or before[-1] in _PARTS + ",:" or _SIGNED.match(before) is not None


def _is_signed(before: str, after: str) -> bool:
    """
    Tell a date in a line of names: at its head ("Published on 3 March 2010, Arbin News Desk") or behind a credit.

    The credit may be that of an outlet ("By The Lowland Post 3 March 2010"), or its name alone where a time follows.
    """
    credit = _CREDIT.fullmatch(before)
    if credit is not None and (_TIMED.match(after) or (credit["by"] and not after)):
        return True
    label = _LABELLED.search(before)
    if label is not None and _CREDIT.fullmatch(before, 0, label.start()) is not None:
        # "Ada Moor Published 3 March 2010 Updated 4 March 2010".
        return not after or (_TIMED.match(after) or _CHANGED.match(after.lstrip(_PARTS + " "))) is not None
    labelled = _LABEL.fullmatch(before) is not None
    return (labelled or (not before and after.startswith((",", "by ")))) and _NAMED.fullmatch(after) is not None


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
        for called, dated in ((first, second), (second, first)):
            published = _resolved(dated, dated.meaning) if isinstance(dated.meaning, Calendar) else None
            if published is None or published.start is None or published.start != published.end:
                continue
            if called.meaning == Moved(unit="day", offset=0):
                return Published(start=published.start, end=published.end, basis="inferred")
            if isinstance(called.meaning, Weekday) and called.meaning.which == "this":
                sunday = published.start + timedelta(6 - published.start.weekday())
                return Published(start=published.start, end=sunday, basis="inferred")
    return None
