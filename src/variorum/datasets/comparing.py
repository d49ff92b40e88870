"""Lays a data set beside the record: what both have, what either lacks, where their figures differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from variorum.datasets.matching import LEAST, Match, match
from variorum.datasets.territories import with_territories
from variorum.exports.codes import Codes
from variorum.exports.context import Context, coordinates, kilometres
from variorum.exports.figures import toll
from variorum.model.dataset import Compared, Comparison, Difference, PublishedEvent
from variorum.model.record import IncidentEntry, Record

NEAR_KM = 25.0
"""What two points may be apart, beyond what the incident's may be off by, and still be one place."""


def compare_with(
    record: Record, events: Sequence[PublishedEvent], name: str, *, everything: bool = False, least: float = LEAST
) -> Comparison:
    """
    Compare a data set with the record.

    Only events of the days and countries that the record's incidents cover are compared.

    Args:
        everything: Count as lacking also those of other days and countries.
        least: The least score at which an event and an incident are one.
    """
    context = Context(record, Codes())
    entries = [entry for entry in context.incidents if entry.where and context.days(entry.when) is not None]
    dated = [days for entry in context.incidents if (days := context.days(entry.when)) is not None]
    since, until = min((d[0] for d in dated), default=None), max((d[1] for d in dated), default=None)
    countries = sorted({place.country for entry in context.incidents for place in entry.where if place.country})
    named = with_territories(countries)
    covered = [e for e in events if everything or _covers(e, since, until, named)]
    found = match(context, covered, entries, least=least)
    rows = [_both(context, "same", one) for one in found.same]
    rows += [_both(context, "shared", one) for one in found.shared]
    matched = {row.event.id for row in rows if row.event}
    told = {row.incident for row in rows}
    rows += [Compared(standing="lacking", event=event) for event in covered if event.id not in matched]
    deadly = any(e.killed_high for e in events) and all(e.killed_high is None or e.killed_high > 0 for e in events)
    rows += [
        Compared(standing="beyond", incident=entry.id, summary=summary(context, entry))
        for entry in entries
        if entry.id not in told and _expected(entry, deadly=deadly)
    ]
    order = {entry.id: str(entry.when.start) for entry in entries}
    rows.sort(
        key=lambda r: (
            str(r.event.start) if r.event else order.get(r.incident or "", ""),
            r.incident or "",
            r.event.id if r.event else "",
        )
    )
    return Comparison(
        dataset=name,
        since=since,
        until=until,
        countries=tuple(countries),
        left_out=len(events) - len(covered),
        unplaced=len(context.incidents) - len(entries),
        rows=tuple(rows),
    )


def _covers(event: PublishedEvent, since: date | None, until: date | None, countries: frozenset[str]) -> bool:
    if since is None or until is None or event.end < since or event.start > until:
        return False
    return event.country is None or event.country in countries


def _expected(entry: IncidentEntry, *, deadly: bool) -> bool:
    """Tell whether the data set could have the incident: one that has deaths alone lacks nothing that has none."""
    if not deadly:
        return True
    killed = toll(entry, "killed")
    return killed is not None and killed.high > 0


def summary(context: Context, entry: IncidentEntry) -> str:
    """Say an incident in a line."""
    place = context.place(entry)
    who = ", ".join(context.names(entry.initiators)) or "unknown"
    whom = ", ".join(context.names(entry.targets)) or "unknown"
    said = f"{entry.when.start} {entry.type.replace('_', ' ')}"
    return f"{said}{', ' + place.name if place else ''}: {who} → {whom}"


def _both(context: Context, standing: str, one: Match) -> Compared:
    return Compared(
        standing="same" if standing == "same" else "shared",
        event=one.event,
        incident=one.entry.id,
        summary=summary(context, one.entry),
        score=one.score,
        likenesses=one.likenesses,
        differences=tuple(_differences(context, one.event, one.entry)) if standing == "same" else (),
    )


def _differences(context: Context, event: PublishedEvent, entry: IncidentEntry) -> Iterator[Difference]:
    if (figure := _figures(event, entry)) is not None:
        yield figure
    days = context.days(entry.when)
    if days is not None and (event.start > days[1] or days[0] > event.end):
        yield Difference(field="days", dataset=f"{event.start}/{event.end}", record=f"{days[0]}/{days[1]}")
    if event.types and entry.type not in event.types:
        yield Difference(field="type", dataset=event.type or "", record=entry.type)
    place = context.place(entry)
    at = coordinates(place) if place else None
    if place and at and event.latitude is not None and event.longitude is not None and event.radius_km <= NEAR_KM:
        away = kilometres((event.latitude, event.longitude), at)
        if away > NEAR_KM + (place.radius_km or 0.0):
            record = f"{place.name}, {away:.0f} km from there"
            yield Difference(field="place", dataset=event.place or "its point", record=record)


def _figures(event: PublishedEvent, entry: IncidentEntry) -> Difference | None:
    """Compare the dead; nothing where either tells of none."""
    killed = toll(entry, "killed")
    if killed is None or event.killed_best is None:
        return None
    low = event.killed_best if event.killed_low is None else event.killed_low
    high = event.killed_best if event.killed_high is None else event.killed_high
    theirs = _range(low, event.killed_best, high)
    ours = _range(killed.low, killed.best, killed.high) + ("+" if killed.open else "")
    apart = high < killed.low or (not killed.open and low > killed.high)
    if event.killed_best == killed.best and not apart:
        return None
    field = "killed (ranges apart)" if apart else "killed"
    return Difference(field=field, dataset=theirs, record=ours)


def _range(low: int, best: int, high: int) -> str:
    return str(best) if low == best == high else f"{best} ({low}-{high})"
