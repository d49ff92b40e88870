"""
Finds which event of a data set is which incident of the record, and says why.

The score is the weighted mean of what can be compared: days, distance, type and sides. What one of the two does not
tell weighs nothing. Figures take no part: that they differ is what a comparison is to show.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from variorum.datasets.territories import with_territories
from variorum.exports.context import Context, coordinates, kilometres
from variorum.exports.dyads import CIVILIANS, sides
from variorum.knowledge.names import fold
from variorum.model.dataset import Likeness, PublishedEvent
from variorum.model.record import IncidentEntry

LEAST = 0.6
"""The least score at which two are taken for one."""

SLACK_DAYS = 2
FAR_KM = 100.0
"""From here on beyond what both coordinates may be off by, two places are not the same."""

WEIGHTS = {"days": 0.3, "distance": 0.35, "type": 0.15, "sides": 0.2}

_SMALL = frozenset("of the and for in al el forces force military armed government police group movement army".split())
_LONGEST = 800


@dataclass(frozen=True)
class Match:
    """An event that may be an incident, with its score and what makes it."""

    event: PublishedEvent
    entry: IncidentEntry
    score: float
    likenesses: tuple[Likeness, ...]


@dataclass(frozen=True)
class Matched:
    """What was found: one to one, then events of incidents that another event fits better."""

    same: tuple[Match, ...]
    shared: tuple[Match, ...]


def match(
    context: Context, events: Iterable[PublishedEvent], entries: Iterable[IncidentEntry], *, least: float = LEAST
) -> Matched:
    """Match events and incidents, the best pairs first; of two pairs that are as good, the first by ids."""
    by_day: defaultdict[date, list[PublishedEvent]] = defaultdict(list)
    for event in events:
        for day in _span(event.start, event.end):
            by_day[day].append(event)
    found = [m for entry in entries for m in _matches(context, entry, by_day) if m.score >= least]
    found.sort(key=lambda m: (-m.score, m.event.id, m.entry.id))
    taken: set[str] = set()
    same: list[Match] = []
    events_done: set[str] = set()
    for one in found:
        if one.entry.id not in taken and one.event.id not in events_done:
            same.append(one)
            taken.add(one.entry.id)
            events_done.add(one.event.id)
    shared: list[Match] = []
    for one in found:
        if one.event.id not in events_done:
            shared.append(one)
            events_done.add(one.event.id)
    return Matched(tuple(same), tuple(shared))


def _span(start: date, end: date) -> Iterator[date]:
    for number in range(min((end - start).days, _LONGEST) + 1):
        yield start + timedelta(days=number)


def _matches(context: Context, entry: IncidentEntry, by_day: dict[date, list[PublishedEvent]]) -> Iterator[Match]:
    days = context.days(entry.when)
    if days is None:
        return
    slack = timedelta(days=SLACK_DAYS)
    near = {e.id: e for day in _span(days[0] - slack, days[1] + slack) for e in by_day.get(day, ())}
    for event in near.values():
        likenesses = compare(context, event, entry)
        if likenesses is not None:
            total = sum(x.weight for x in likenesses)
            score = sum(x.weight * x.value for x in likenesses) / total if total else 0.0
            yield Match(event, entry, round(score, 4), likenesses)


def compare(context: Context, event: PublishedEvent, entry: IncidentEntry) -> tuple[Likeness, ...] | None:
    """
    Say what an event and an incident have in common; None where they cannot be one.

    They cannot where they are in different countries, too many days apart, or too far from one another, nor can it be
    said where either has neither coordinates nor a place of the other's name.
    """
    days, where = _days(context, event, entry), _distance(event, entry)
    if days is None or where is None:
        return None
    found = [days, where]
    if event.types:
        fits = entry.type in event.types
        found.append(_likeness("type", 1.0 if fits else 0.0, f"{event.type} and {entry.type.replace('_', ' ')}"))
    if (parties := _sides(context, event, entry)) is not None:
        found.append(parties)
    return tuple(found)


def _likeness(name: str, value: float, said: str) -> Likeness:
    return Likeness(name=name, value=round(value, 4), weight=WEIGHTS[name], said=said)


def _days(context: Context, event: PublishedEvent, entry: IncidentEntry) -> Likeness | None:
    """Compare days: of two single days only the distance counts, of long stretches that they meet says little."""
    days = context.days(entry.when)
    if days is None:
        return None
    gap = max((event.start - days[1]).days, (days[0] - event.end).days, 0)
    if gap > SLACK_DAYS:
        return None
    longest = max((event.end - event.start).days, (days[1] - days[0]).days) + 1
    sure = 1.0 if longest <= 2 else 0.8 if longest <= 7 else 0.5 if longest <= 31 else 0.2
    value = sure if gap == 0 else 0.6 * sure if gap == 1 else 0.3 * sure
    said = f"{gap} day{'s' * (gap != 1)} apart" if gap else "days that meet"
    return _likeness("days", value, f"{said}: {_stretch(event.start, event.end)} and {_stretch(*days)}")


def _stretch(start: date, end: date) -> str:
    return start.isoformat() if start == end else f"{start.isoformat()} to {end.isoformat()}"


def _distance(event: PublishedEvent, entry: IncidentEntry) -> Likeness | None:
    """Compare places by the nearest of the incident's; None where they lie apart, or nothing says that they do not."""
    countries = {place.country for place in entry.where if place.country}
    if event.country and countries and event.country not in with_territories(countries):
        return None
    beyond: list[tuple[float, float, float, str]] = []
    for place in entry.where:
        at = coordinates(place)
        if at is not None and event.latitude is not None and event.longitude is not None:
            away = kilometres((event.latitude, event.longitude), at)
            allowed = max(event.radius_km, 10.0) + (place.radius_km or 10.0)
            vague = max(event.radius_km, place.radius_km or 10.0)
            beyond.append((max(0.0, away - allowed), vague, away, place.name))
    if not beyond:
        named = {fold(n) for n in (event.place, event.province) if n}
        mine = {fold(n) for place in entry.where for n in (place.name, place.province) if n}
        return _likeness("distance", 0.8, "places of one name") if named & mine else None
    least, vague, away, name = min(beyond)
    if least > FAR_KM:
        return None
    # What is known to a province only says little by lying within reach, and what is known to a country nothing.
    sure = 1.0 if vague <= 50 else 0.7 if vague <= 150 else 0.0
    said = f"{away:.0f} km from {event.place or 'its point'} to {name}"
    return _likeness("distance", sure * (1.0 - least / FAR_KM), said)


def _sides(context: Context, event: PublishedEvent, entry: IncidentEntry) -> Likeness | None:
    """Compare sides by country for governments, by shared words of names for others; None where one tells none."""
    theirs = {frozenset(key) for side in event.sides if (key := _key(side))}
    did, hit = sides(context, entry)
    names = []
    for party in (*did, *hit):
        if party.kind == "civilians":
            names.append(f"{CIVILIANS} {party.body.name}")
        elif party.kind == "government" and (country := context.codes.countries.get(party.country or "")):
            names.append(f"{country.ucdp_name} {party.body.name}")
        elif party.kind != "object":
            aliases = (party.body.name, *party.body.aliases[:20])
            names.append(" ".join(aliases))
    ours = {frozenset(key) for name in names if (key := _key(name))}
    if not theirs or not ours:
        return None
    met = sum(any(a & b for b in ours) for a in theirs)
    value = met / min(len(theirs), len(ours)) if met < len(theirs) else 1.0
    shown = "; ".join(event.sides[:4])
    mine = "; ".join(dict.fromkeys(p.body.name for p in (*did, *hit)))
    return _likeness("sides", min(1.0, value), f"{shown} and {mine}")


def _key(name: str) -> set[str]:
    return {word for word in fold(name).split() if word not in _SMALL and len(word) > 1 and not word.isdecimal()}
