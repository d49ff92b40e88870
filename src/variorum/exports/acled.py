"""ACLED: one event for each pair of actors, place and day, with the lowest number of dead that is reported."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from variorum.exports.acled_types import EventType, at_civilians, event_type
from variorum.exports.codes import Codes, Country
from variorum.exports.context import Context, Party, coordinates, kilometres
from variorum.exports.dyads import sides
from variorum.exports.fatalities import fatalities
from variorum.exports.figures import toll
from variorum.exports.ged import listed
from variorum.exports.parts import Cell, Export, Table
from variorum.knowledge.names import fold
from variorum.model.account import Outcome, Place
from variorum.model.record import IncidentEntry, Record

COLUMNS: tuple[str, ...] = tuple(
    """
    event_id_cnty event_date year time_precision disorder_type event_type sub_event_type
    actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting
    iso region country admin1 admin2 admin3 location latitude longitude geo_precision
    source source_scale notes fatalities tags timestamp
    """.split()
)

INTER = (
    "State forces",
    "Rebel group",
    "Political militia",
    "Identity militia",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other forces",
)
"""Kinds of actors in the order of their numbers, from 1."""

_APART_KM = 25.0
_MONTH = 3
_HALF = 15
_OUTCOMES: tuple[Outcome, ...] = ("injured", "casualty", "abducted", "captured", "missing", "displaced", "detained")


def make(record: Record, codes: Codes) -> Export:
    """
    Give a row for each incident and place that ACLED has a type, a time and a place for.

    `event_id_cnty` is ACLED's to give and stays empty; the record's id stands in brackets in `notes`.
    """
    context, export = Context(record, codes), Export()
    rows = [row for entry in context.incidents for row in _rows(context, entry, export)]
    export.tables.append(Table(file="", columns=COLUMNS, rows=tuple(rows)))
    return export


def _rows(context: Context, entry: IncidentEntry, export: Export) -> list[Mapping[str, object]]:
    days = context.days(entry.when)
    codes = context.time_codes(days) if days else None
    did, hit = sides(context, entry)
    kind = event_type(context, entry, did, hit)
    places = _places(context, entry, export)
    if kind.none:
        export.warn(entry.id, "event_type", kind.none, entry.type)
    elif days is None:
        export.warn(entry.id, "event_date", "the date is not known")
    elif codes is None or codes.acled is None:
        export.warn(entry.id, "time_precision", "the time is vaguer than a month", f"{days[0]}/{days[1]}")
    elif not places:
        export.warn(entry.id, "geo_precision", "no place smaller than a country is known")
    else:
        if kind.doubt:
            export.warn(entry.id, "sub_event_type", kind.doubt, kind.sub_event)
        dead = fatalities(context, entry)
        actors = _actors(context, entry, export, kind, did, hit, places[0])
        same = _same(context, entry, export, kind, days, codes.acled)
        shares = [dead.number // len(places)] * len(places)
        shares[0] += dead.number % len(places)  # the odd remainder goes to the first
        if len(places) > 1:
            export.warn(entry.id, "fatalities", "a total over several places is divided evenly among them", dead.number)
        notes = _notes(context, entry)
        rows: list[Mapping[str, object]] = []
        for place, share in zip(places, shares, strict=True):
            export.trace(entry.id, "fatalities", share, dead.rule, context.grounds(dead.basis))
            located = _located(context, entry, export, place)
            rows.append({**same, **actors, **located, "notes": notes, "fatalities": share})
        return rows
    return []


def _same(
    context: Context, entry: IncidentEntry, export: Export, kind: EventType, days: tuple[date, date], precision: int
) -> dict[str, Cell]:
    """Give what all rows of an incident have in common."""
    middle = shown_day(days, precision)
    found = [context.reports[r] for r in dict.fromkeys(m.report for m in entry.members) if r in context.reports]
    row: dict[str, Cell] = {
        "event_date": middle.isoformat(),
        "year": middle.year,
        "time_precision": precision,
        "disorder_type": context.codes.disorder.get((kind.event, kind.sub_event)),
        "event_type": kind.event,
        "sub_event_type": kind.sub_event,
        "source": listed(dict.fromkeys(r.publisher or r.id for r in sorted(found, key=lambda r: r.id)), "; "),
    }
    told = context.told(entry, entry.when.quote, "when")
    export.trace(entry.id, "event_date", row["event_date"], "the day, or the middle of the period", told)
    export.trace(entry.id, "time_precision", precision, entry.when.precision, told)
    export.trace(entry.id, "event_type", kind.event, f"crosswalk of {entry.type}", context.told(entry, field="type"))
    export.trace(entry.id, "sub_event_type", kind.sub_event, f"crosswalk of {entry.type}", context.told(entry))
    return row


def shown_day(days: tuple[date, date], precision: int) -> date:
    """
    Give the day under which an event stands: its own, or the middle of the period.

    Of a month's start or end, as "early" or "late in May" are read, it is the first or last day of the month.
    """
    first, last = days
    if precision == _MONTH and (first.year, first.month) == (last.year, last.month):
        starts, ends = first.day == 1, (last + timedelta(days=1)).day == 1
        if starts != ends:
            return first if starts and last.day <= _HALF else last if ends and first.day > _HALF else _middle(days)
    return _middle(days)


def _middle(days: tuple[date, date]) -> date:
    return days[0] + timedelta(days=(days[1] - days[0]).days // 2)


# Places


def _places(context: Context, entry: IncidentEntry, export: Export) -> list[Place]:
    """Give the places of which each has a row: those that lie apart, or one where accounts differ on where it was."""
    found = [p for p in entry.where if context.precision(p).acled is not None]
    fine = [p for p in found if p.level in ("site", "settlement", "district") and coordinates(p) is not None]
    if any(c.field == "where" for c in entry.contested) or len(fine) < 2:
        best = (fine or [p for p in found if coordinates(p)] or found)[:1]
        if others := [p.name for p in entry.where if p not in best] if best else []:
            export.warn(entry.id, "location", "an event has one place; the others are left out", "; ".join(others))
        return best
    kept: list[Place] = []
    for place in fine:
        if all(_apart(place, other) for other in kept):
            kept.append(place)
    if others := [p.name for p in entry.where if p not in kept]:
        export.warn(entry.id, "location", "a place that holds, or lies by, another is left out", "; ".join(others))
    return kept


def _apart(left: Place, right: Place) -> bool:
    here, there = coordinates(left), coordinates(right)
    return here is not None and there is not None and kilometres(here, there) > _APART_KM


def _located(context: Context, entry: IncidentEntry, export: Export, place: Place) -> dict[str, Cell]:
    country, at = context.country(place), coordinates(place)
    if country is None or not country.acled_name:
        export.warn(entry.id, "country", "ACLED's name for the country is not known", place.country or place.name)
    elif not country.acled_region:
        export.warn(entry.id, "region", "ACLED's region of the country is not known", country.acled_name)
    if at is None:
        export.warn(entry.id, "latitude", "the coordinates are not known", place.name)
    row: dict[str, Cell] = {
        "iso": country.iso_number if country else None,
        "region": country.acled_region or None if country else None,
        "country": country.acled_name or None if country else None,
        "admin1": place.name if place.level == "province" else place.province,
        "admin2": place.name if place.level == "district" else None,
        "location": place.name,
        "geo_precision": context.precision(place).acled,
    }
    if at is not None:
        row["latitude"], row["longitude"] = (Decimal(f"{value:.4f}") + 0 for value in at)
    basis = context.told(entry, place.quote, "where")
    for column in ("location", "country", "admin1", "geo_precision"):
        if row[column] is not None:
            export.trace(entry.id, column, row[column], f"the place that reports name: {place.level}", basis)
    return row


# Actors


def _actors(
    context: Context,
    entry: IncidentEntry,
    export: Export,
    kind: EventType,
    did: list[Party],
    hit: list[Party],
    place: Place,
) -> dict[str, Cell]:
    country = context.country(place)
    civil = at_civilians(entry, hit)
    first, others = _side(context, did, country, entry, export, "actor1")
    second, more = _side(context, hit, country, entry, export, "actor2")
    if kind.event in ("Riots", "Protests") and country:
        crowd = "Rioters" if kind.event == "Riots" else "Protesters"
        if first is not None:
            others = [first[0], *others]
        first = (f"{crowd} ({country.acled_name})", crowd)
    if civil and country and (second is None or second[1] == "Civilians"):
        second = (f"Civilians ({country.acled_name})", "Civilians")
    elif _hurt_in_passing(entry) and country and kind.event != "Battles" and second is not None:
        more = [*more, f"Civilians ({country.acled_name})"]
    if first is None and second is not None and kind.event == "Battles":
        export.warn(entry.id, "actor1", "who fought them is not known")
    inter = first[1] if first else "", second[1] if second else ""
    row: dict[str, Cell] = {
        "actor1": first[0] if first else None,
        "assoc_actor_1": _joined(others, first),
        "inter1": inter[0] or None,
        "actor2": second[0] if second else None,
        "assoc_actor_2": _joined(more, second),
        "inter2": inter[1] or None,
        "interaction": interaction(*inter) if (first is None or inter[0]) and (second is None or inter[1]) else None,
        "civilian_targeting": "Civilians targeted" if civil and kind.event != "Strategic developments" else None,
    }
    for column, field in (("actor1", "initiators"), ("actor2", "targets")):
        if row[column] is not None:
            export.trace(
                entry.id, column, row[column], f"ACLED's name of the {field}", context.told(entry, field=field)
            )
    return row


def interaction(inter1: str, inter2: str) -> str | None:
    """Join two kinds of actors, the lower number first; of one alone it says ``only``."""
    both = sorted((i for i in (inter1, inter2) if i in INTER), key=INTER.index)
    if len(both) == 2:
        return "-".join(both)
    return f"{both[0]} only" if both else None


def _joined(names: list[str], main: tuple[str, str] | None) -> str | None:
    """List the actors that go with a side's main one."""
    return "; ".join(n.replace(";", ",") for n in dict.fromkeys(names) if main is None or n != main[0]) or None


def _hurt_in_passing(entry: IncidentEntry) -> bool:
    return any(
        e.group in ("civilian", "official") and e.outcome in ("killed", "injured") and e.best for e in entry.estimates
    )


def _side(
    context: Context, parties: list[Party], country: Country | None, entry: IncidentEntry, export: Export, column: str
) -> tuple[tuple[str, str] | None, list[str]]:
    """Give the name and kind of a side's first actor, and the names of those that go with it."""
    named = (_named(context, p, country, entry, export, column) for p in sorted(parties, key=lambda p: not p.armed))
    known = sorted((some for some in named if some is not None), key=lambda some: not some[1])
    return (known[0], [name for name, _ in known[1:]]) if known else (None, [])


def _named(
    context: Context, party: Party, country: Country | None, entry: IncidentEntry, export: Export, column: str
) -> tuple[str, str] | None:
    if party.kind == "object":
        return None
    if party.kind == "civilians":
        where = context.codes.countries.get(party.country or "") or country
        return (f"Civilians ({where.acled_name})", "Civilians") if where and where.acled_name else None
    if party.kind == "government":
        return _state(context, party, country, entry, export, column)
    listed_as = context.codes.acled_actors.get(fold(party.body.name))
    if listed_as is None:
        export.warn(entry.id, column, "ACLED's name and kind of the actor are not in the table", party.body.name)
        return (party.body.name, "")
    return listed_as


def _state(
    context: Context, party: Party, country: Country | None, entry: IncidentEntry, export: Export, column: str
) -> tuple[str, str]:
    state = context.codes.countries.get(party.country or "")
    if state is None or not state.acled_name:
        export.warn(entry.id, column, "the country of the forces is not known", party.body.name)
        return (party.body.name, "")
    police = party.actor.type == "police" or party.body.type == "police"
    year = entry.when.start.year if entry.when.start else 0
    terms = context.codes.regimes.get(state.code, ())
    # In the year of a change the reports do not say which of two governments it was under; the later one is taken.
    term = next((t for t in reversed(terms) if t[0] <= year <= (t[1] or 9999)), None)
    if term is None:
        export.warn(entry.id, column, "the years of the government are not in the table", state.acled_name)
    years = f" ({term[0]}-{term[1] or ''})" if term else ""
    forces = "Police Forces" if police else "Military Forces"
    at_home = country is not None and country.code == state.code
    inter = INTER[0] if at_home else INTER[7] if country is not None else ""
    return (f"{forces} of {state.acled_name}{years}", inter)


# Words and numbers


def _notes(context: Context, entry: IncidentEntry) -> str:
    """Say what happened in a sentence, with what has no column of its own, and the record's id."""
    said = entry.type.replace("_", " ").capitalize()
    if entry.certainty == "alleged":
        said += " (alleged)"
    if entry.initiators:
        said += f" by {', '.join(context.names(entry.initiators))}"
    if entry.targets:
        said += f" on {', '.join(context.names(entry.targets))}"
    more = []
    for outcome in _OUTCOMES:
        if (found := toll(entry, outcome)) and found.high:
            number = f"{found.low} to {found.high}" if found.low != found.high else str(found.best)
            more.append(f"{'killed or injured' if outcome == 'casualty' else outcome}: {number}")
    contested = f"Contested: {', '.join(c.field for c in entry.contested)}." if entry.contested else ""
    return " ".join(
        filter(None, (f"{said}.", f"{'; '.join(more).capitalize()}." if more else "", contested, f"[{entry.id}]"))
    )
