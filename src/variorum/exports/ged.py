"""UCDP GED: events with deaths, as its yearly and candidate files have them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256

from variorum.exports.codes import Codes
from variorum.exports.context import Context, coordinates
from variorum.exports.dyads import ONE_SIDED, STATE_BASED, Deaths, Dyad, deaths, dyad
from variorum.exports.figures import Toll, toll
from variorum.exports.parts import Cell, Export, Ground, Table
from variorum.model.account import Group, Place
from variorum.model.record import IncidentEntry, Record, ReportEntry

COLUMNS: tuple[str, ...] = tuple(
    """
    id relid year active_year code_status type_of_violence
    conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name
    side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
    number_of_sources source_article source_office source_date source_headline source_original
    where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid
    country country_id region event_clarity date_prec date_start date_end
    deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob
    """.split()
)

_FIELDS = {
    "initiators": "dyad",
    "targets": "dyad",
    "type": "type of violence",
    "when": "date",
    "where": "geography",
    "happened": "event",
}
"""Contested fields of the record, and what `code_status` tells a coder to check."""

_ALONE, _TOGETHER = 1, 2
_ID = re.compile("i-[0-9a-f]{12}")


def make(record: Record, codes: Codes) -> Export:
    """
    Give a row for each incident that has a death in low, best or high, two sides, a time and a place.

    No row is ``Clear``: nobody has vetted it for UCDP.
    """
    context, export = Context(record, codes), Export()
    rows = [row for entry in context.incidents if (row := _row(context, entry, export)) is not None]
    export.tables.append(Table(file="", columns=COLUMNS, rows=tuple(rows)))
    return export


def event_number(incident: str) -> int:
    """Give the number of an event from its id in the record; far above any that UCDP has given."""
    if _ID.fullmatch(incident):
        return int(incident.partition("-")[2], 16)
    return int.from_bytes(sha256(incident.encode("utf-8", "replace")).digest()[:6])


def _row(context: Context, entry: IncidentEntry, export: Export) -> Mapping[str, object] | None:
    killed, days, place = toll(entry, "killed"), context.days(entry.when), context.place(entry)
    codes = context.time_codes(days) if days else None
    if context.codes.types[entry.type].ucdp == "never":
        export.warn(entry.id, None, "UCDP has no events of this type", entry.type)
    elif killed is None or not killed.high:
        export.warn(entry.id, None, "no death is told of, and UCDP's events have one in low, best or high")
    elif days is None:
        export.warn(entry.id, "date_start", "the date is not known")
    elif codes is None or codes.ucdp is None:
        export.warn(entry.id, "date_prec", "the time is vaguer than a year", f"{days[0]}/{days[1]}")
    elif place is None:
        export.warn(entry.id, "where_prec", "the place is not known")
    elif isinstance(found := dyad(context, entry, killed), str):
        export.warn(entry.id, "dyad_name", found)
    else:
        return {
            **_identity(context, entry, export, killed),
            **_sides(context, entry, export, found),
            **_sources(context, entry, killed, export),
            **_place(context, entry, export, place),
            **_times(context, entry, export, days, codes.ucdp),
            **_deaths(context, entry, export, found, killed),
        }
    return None


def _identity(context: Context, entry: IncidentEntry, export: Export, killed: Toll) -> dict[str, Cell]:
    number = event_number(entry.id)
    export.trace(entry.id, "id", number, "number of the record's id", context.told(entry))
    wanted = [_FIELDS[c.field] for c in entry.contested if c.field in _FIELDS]
    wanted += ["deaths"] * killed.contested + ["certainty"] * (entry.certainty == "alleged")
    return {"id": number, "code_status": "; ".join(f"Check {what}" for what in dict.fromkeys(wanted))}


def _sides(context: Context, entry: IncidentEntry, export: Export, found: Dyad) -> dict[str, Cell]:
    name = f"{found.a.name} - {found.b.name}"
    for column, side in (("side_a", found.a), ("side_b", found.b)):
        acted = side.party is not None and side.party.actor.id in entry.initiators
        field = "initiators" if acted else "targets"
        export.trace(entry.id, column, side.name, f"UCDP's name of the {field}", context.told(entry, field=field))
        if not side.known:
            export.warn(entry.id, column, "UCDP's name for the party is not known", side.name)
    if found.left_out:
        others = "; ".join(p.body.name for p in found.left_out)
        export.warn(entry.id, "dyad_name", "a dyad has no room for further parties", others)
    export.trace(entry.id, "type_of_violence", found.violence, "kinds of the two sides", context.told(entry))
    return {
        "type_of_violence": found.violence,
        # Of state-based conflicts the name says what they are over, which no report's account has.
        "conflict_name": None if found.violence == STATE_BASED else name,
        "dyad_name": name,
        "side_a": found.a.name,
        "side_b": found.b.name,
        "gwnoa": found.a.gw,
        "gwnob": found.b.gw,
    }


def _sources(context: Context, entry: IncidentEntry, killed: Toll, export: Export) -> dict[str, Cell]:
    found = [context.reports[r] for r in dict.fromkeys(m.report for m in entry.members) if r in context.reports]
    found.sort(key=lambda r: (str(r.published.start), r.id))
    speakers = context.names(b.speaker for b in killed.basis() if b.speaker and b.superseded_by is None)
    export.trace(entry.id, "number_of_sources", len(found), "reports", context.told(entry))
    export.trace(entry.id, "source_original", listed(speakers), "speakers", context.grounds(killed.basis()))
    return {
        "number_of_sources": len(found),
        "source_article": listed(",".join(filter(None, (r.publisher, _day(r), r.title or r.id))) for r in found),
        "source_office": listed(dict.fromkeys(r.publisher or "" for r in found)),
        "source_date": listed(dict.fromkeys(map(_day, found))),
        "source_headline": listed(r.title or "" for r in found),
        "source_original": listed(speakers),
    }


def listed(parts: Iterable[str], separator: str = ";") -> str:
    """Join the parts of a cell with semicolons; those within a part become commas."""
    return separator.join(part.replace(";", ",") for part in parts if part)


def _day(report: ReportEntry) -> str:
    start, end = report.published.start, report.published.end
    if start is None:
        return ""
    return start.isoformat() if end in (None, start) else f"{start.isoformat()}/{end.isoformat()}"


def _place(context: Context, entry: IncidentEntry, export: Export, place: Place) -> dict[str, Cell]:
    country, at = context.country(place), coordinates(place)
    precision = context.precision(place).ucdp
    level = place.level
    if len(entry.where) > 1:
        others = "; ".join(p.name for p in entry.where if p is not place)
        export.warn(entry.id, "where_coordinates", "an event has one place; the others are left out", others)
    if at is None:
        export.warn(entry.id, "latitude", "the coordinates are not known", place.name)
    if country is None:
        export.warn(entry.id, "country", "the country is not known", place.name)
    elif country.gw is None:
        export.warn(entry.id, "country_id", "Gleditsch and Ward have no number for it", country.code)
    kind = f" {country.adm1_kind}" if country and country.adm1_kind else ""
    province = place.name if level == "province" else place.province
    row: dict[str, Cell] = {
        "where_prec": precision,
        "where_coordinates": place.name,
        "where_description": "; ".join(dict.fromkeys(p.quote or p.name for p in entry.where)),
        "adm_1": with_kind(province, kind.strip()) if province else None,
        "adm_2": with_kind(place.name, "district") if level == "district" else None,
        "country": country.ucdp_name or None if country else None,
        "country_id": country.gw if country else None,
        "region": country.ucdp_region or None if country else None,
        "event_clarity": _TOGETHER if len(entry.where) > 1 else _ALONE,
    }
    if at is not None:
        latitude, longitude = (Decimal(f"{value:.6f}") + 0 for value in at)
        row |= {"latitude": latitude, "longitude": longitude, "priogrid_gid": priogrid(*at)}
        row["geom_wkt"] = f"POINT ({longitude:f} {latitude:f})"
    basis = context.told(entry, place.quote, "where")
    for column in ("where_prec", "where_coordinates", "adm_1", "adm_2", "latitude", "longitude", "country"):
        if row.get(column) is not None:
            rule = f"precision {precision}: {place.level}" if column == "where_prec" else "most reports, then finest"
            export.trace(entry.id, column, _plain(row[column]), rule, basis)
    return row


def with_kind(name: str, kind: str) -> str:
    """Put the kind of a unit behind its name, in small letters, unless the name has it."""
    words = name.split()
    if kind and words and words[-1].casefold() == kind:
        return " ".join([*words[:-1], kind])
    return f"{name} {kind}" if kind else name


def priogrid(latitude: float, longitude: float) -> int:
    """Give the number of the cell of half a degree; the last row and column take in their far edges."""
    row = min(math.floor((latitude + 90) / 0.5), 359)
    column = min(math.floor((longitude + 180) / 0.5), 719)
    return row * 720 + column + 1


def _times(
    context: Context, entry: IncidentEntry, export: Export, days: tuple[date, date], precision: int
) -> dict[str, Cell]:
    basis = context.told(entry, entry.when.quote, "when")
    start, end = (f"{day.isoformat()} 00:00:00.000" for day in days)
    row: dict[str, Cell] = {"year": days[0].year, "date_prec": precision, "date_start": start, "date_end": end}
    if days[0].year != days[1].year:
        export.warn(entry.id, "year", "an event has one year, that of its first day", f"{days[0]}/{days[1]}")
    for column in ("date_prec", "date_start", "date_end"):
        export.trace(entry.id, column, row[column], entry.when.precision, basis)
    return row


_DEATHS = {"deaths_a": "a", "deaths_b": "b", "deaths_civilians": "civilians", "deaths_unknown": "unknown"}


def _deaths(context: Context, entry: IncidentEntry, export: Export, found: Dyad, killed: Toll) -> dict[str, Cell]:
    counted: Deaths = deaths(found, killed)
    row: dict[str, Cell] = {
        **{column: getattr(counted, name) for column, name in _DEATHS.items()},
        "best": counted.best,
        "high": max(killed.high, counted.best),
        "low": min(killed.low, counted.best),
    }
    for column, value in row.items():
        groups = counted.groups[_DEATHS[column]] if column in _DEATHS else ()
        basis: tuple[Ground, ...] = context.grounds(killed.basis(*groups)) if value or not groups else ()
        rule = f"{killed.policy}; {_fold(groups)}" if groups else f"{killed.policy}; all groups"
        export.trace(entry.id, column, value, rule, basis)
    if killed.open:
        export.warn(entry.id, "high", "a figure is open above, and the highest number said stands for it", row["high"])
    if any(e.outcome == "casualty" for e in entry.estimates):
        export.warn(entry.id, "best", "killed and injured that are not told apart have no column, and are left out")
    fighters = killed.of("militant", "military", "police", "security_forces")[1]
    if found.violence == ONE_SIDED and fighters:
        export.warn(entry.id, "deaths_unknown", "one-sided events have no column for dead fighters", fighters)
    for outcome in ("injured", "abducted", "captured", "missing", "displaced", "detained"):
        if any(e.outcome == outcome for e in entry.estimates):
            export.warn(entry.id, None, f"UCDP has no column for {outcome}")
    return row


def _fold(groups: Iterable[Group]) -> str:
    return "+".join(groups)


def _plain(value: Cell) -> object:
    return float(value) if isinstance(value, Decimal) else value
