"""Airwars' tables of civilian harm, joined on `code`, to lay the record beside a recorder's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import md5
from typing import NamedTuple

from variorum.exports import airwars_columns as columns
from variorum.exports.codes import Codes
from variorum.exports.context import Context, Party, coordinates, place_precision
from variorum.exports.dyads import sides
from variorum.exports.encode import to_json
from variorum.exports.figures import Toll, toll
from variorum.exports.parts import Cell, Export, Ground, Table
from variorum.knowledge.names import fold
from variorum.model.account import Group, Outcome
from variorum.model.record import Basis, Estimate, IncidentEntry, Record, ReportEntry

GROUPS: dict[str, tuple[Group, ...]] = {
    "civilian_non_combatants": ("civilian", "official"),
    "belligerents": ("militant", "military", "police", "security_forces"),
    "undetermined": ("unknown",),
}
"""Airwars' groups that the record tells apart, with the record's."""

_KINDS = {
    "civilian_non_combatants": ("Civilians", "civilians"),
    "belligerents": ("Belligerents", "belligerents"),
    "undetermined": ("Undetermined", "undetermined"),
}
_OUTCOMES: tuple[Outcome, ...] = ("killed", "injured")
_STRIKES = frozenset({"air_strike", "shelling", "bombing", "suicide_bombing"})
_Row = dict[str, Cell]


class Said(NamedTuple):
    """A statement on an incident: an id of its speaker, its words, and the day where it is known."""

    speaker: str
    ground: Ground
    day: str | None


@dataclass
class _Files:
    """The rows of each table, in the order of the incidents."""

    rows: dict[str, list[Mapping[str, object]]] = field(default_factory=dict)

    def add(self, name: str, row: _Row, *, hashed: bool = True) -> None:
        """Add a row, with the hash by which Airwars finds rows that have changed."""
        if hashed:
            content = to_json({key: None if value is None else str(value) for key, value in row.items()})
            row = {**row, "hash": md5(content, usedforsecurity=False).hexdigest()}
        self.rows.setdefault(name, []).append(row)


def make(record: Record, codes: Codes) -> Export:
    """
    Give the incidents in which people were killed or injured.

    How far civilian harm is established is a person's to say: it stays empty, and the side file suggests a grade.
    """
    context, export, files = Context(record, codes), Export(), _Files()
    said = _statements_by_incident(record)
    for entry in context.incidents:
        if not any(toll(entry, outcome) for outcome in (*_OUTCOMES, "casualty")):
            export.file = "incidents.csv"
            export.warn(entry.id, None, "nobody is told of as killed or injured", entry.type)
            continue
        _incident(context, entry, export, files, said.get(entry.id, []))
        _belligerents(context, entry, export, files, said.get(entry.id, []))
        _casualties(context, entry, export, files)
        _victims(entry, export, files)
        _sources(context, entry, export, files)
    for name, named in columns.TABLES.items():
        rows = tuple(files.rows.get(name, ()))
        export.tables.append(Table(file=f"{name}.csv", columns=named, rows=rows))
    return export


def slug(name: str) -> str:
    """Give a name as it stands in an address."""
    return fold(name).replace(" ", "_")


# Incidents


def _incident(context: Context, entry: IncidentEntry, export: Export, files: _Files, said: list[Said]) -> None:
    export.file = "incidents.csv"
    did, hit = sides(context, entry)
    reports = _reports(context, entry)
    days = context.days(entry.when)
    row: _Row = {
        "code": entry.id,
        "strike_type_name": entry.type.replace("_", " ").capitalize(),
        "strike_type_slug": entry.type,
        "geolocation_status_slug": "unassigned",
        "geolocated": 0,
        "num_sources": len(reports),
        "civilian_harm_reported": int(_harmed(entry, "civilian", "official", "unknown")),
    }
    if days is None:
        export.warn(entry.id, "date", "the date is not known")
    else:
        several = days[0] != days[1]
        row |= {"date_type": "date_range" if several else "single_date", "date": days[0].isoformat()}
        row["date_end"] = days[1].isoformat() if several else None
        export.trace(entry.id, "date", row["date"], entry.when.precision, context.told(entry, entry.when.quote, "when"))
    if armed := [p for p in hit if p.armed]:
        row["targeted_belligerent_name"] = "; ".join(p.body.name for p in armed)
        row["targeted_belligerent_slug"] = "; ".join(slug(p.body.name) for p in armed)
        told = context.told(entry, field="targets")
        export.trace(entry.id, "targeted_belligerent_name", row["targeted_belligerent_name"], "targets", told)
    row |= _where(context, entry, export)
    row |= _status(context, entry, export, did, said)
    for name, groups in GROUPS.items():
        row |= _counts(context, entry, export, name, groups)
    _suggest(context, entry, export, did)
    if any(e.outcome == "casualty" for e in entry.estimates):
        export.warn(entry.id, None, "killed and injured that are not told apart have no column")
    for group in ("children", "women", "men"):
        if any(group in b.quote.casefold() for e in entry.estimates for b in e.basis):
            export.warn(entry.id, f"{group}_killed_min", "the record does not count them apart from civilians")
    files.add("incidents", row, hashed=False)


def _where(context: Context, entry: IncidentEntry, export: Export) -> _Row:
    place = context.place(entry)
    if place is None:
        export.warn(entry.id, "location_name", "the place is not known")
        return {}
    country, at, precision = context.country(place), coordinates(place), context.precision(place)
    if len(entry.where) > 1:
        others = "; ".join(p.name for p in entry.where if p is not place)
        export.warn(entry.id, "location_name", "an incident has one place; the others are left out", others)
    if place_precision(place) in ("settlement", "near"):
        export.warn(
            entry.id, "geolocation_accuracy_slug", "whether it is a city, town or village is not known", place.name
        )
    row: _Row = {
        "country_name": country.acled_name or None if country else None,
        "country_slug": slug(country.acled_name) if country else None,
        "location_name": place.name,
        "region": place.name if place.level == "province" else place.province,
        "latitude": round(at[0], 6) if at else None,
        "longitude": round(at[1], 6) if at else None,
        "geolocated": int(at is not None),
        "geolocation_accuracy_name": precision.airwars_name or None,
        "geolocation_accuracy_slug": precision.airwars_slug or None,
    }
    basis = context.told(entry, place.quote, "where")
    for column in ("location_name", "latitude", "longitude", "geolocation_accuracy_slug"):
        if row[column] is not None:
            export.trace(entry.id, column, row[column], "the first place that has coordinates", basis)
    return row


def _status(context: Context, entry: IncidentEntry, export: Export, did: list[Party], said: list[Said]) -> _Row:
    """Say who is held to have struck, where it was a strike: declared, likely, contested, or said by one source."""
    if entry.type not in _STRIKES:
        return {}
    if _declared(context, did, said):
        found = ("Declared strike", "declared_strike")
    elif len({p.key for p in did if p.armed}) > 1 or any(c.field == "initiators" for c in entry.contested):
        found = ("Contested strike", "contested_strike")
    elif len(entry.origins) > 1:
        found = ("Likely strike", "likely_strike")
    else:
        found = ("Single source claim", "single_source_claim")
    export.trace(
        entry.id,
        "strike_status_slug",
        found[1],
        "who says it was theirs, and by how many origins",
        context.told(entry, field="initiators"),
    )
    return {"strike_status_name": found[0], "strike_status_slug": found[1]}


def _declared(context: Context, did: Iterable[Party], said: Iterable[Said]) -> bool:
    """Tell whether a party that did it says so."""
    owned = [one.speaker for one in said if one.ground.stance in ("claims_responsibility", "acknowledges")]
    return any(_speaks_for(context, speaker, p) for p in did if p.armed for speaker in owned)


def _harmed(entry: IncidentEntry, *groups: Group) -> bool:
    said = (e for e in entry.estimates if e.outcome in _OUTCOMES and e.group in groups)
    return any(e.high is None or e.high > 0 for e in said)


def _counts(context: Context, entry: IncidentEntry, export: Export, name: str, groups: tuple[Group, ...]) -> _Row:
    row: _Row = {}
    for outcome in _OUTCOMES:
        found = toll(entry, outcome)
        if found is None or not any(part.group in groups for part in found.parts):
            continue
        low, _, high = found.of(*groups)
        for bound, value in (("min", low), ("max", high)):
            column = f"{name}_{outcome}_{bound}"
            row[column] = value
            export.trace(entry.id, column, value, found.policy, context.grounds(found.basis(*groups)))
        if any(e.high is None for p in found.parts if p.group in groups for e in p.estimates):
            reason = "a figure is open above, and the highest number said stands for it"
            export.warn(entry.id, f"{name}_{outcome}_max", reason, high)
    return row


def _suggest(context: Context, entry: IncidentEntry, export: Export, did: Iterable[Party]) -> None:
    """Suggest a grade in the side file; no account of ours makes it `confirmed`."""
    if not any(_harmed(entry, group) for groups in GROUPS.values() for group in groups):
        return
    if not _harmed(entry, "civilian", "official", "unknown"):
        grade = "discounted"
    elif len({p.key for p in did if p.armed}) > 1 or any(c.field == "initiators" for c in entry.contested):
        grade = "contested"
    else:
        grade = "fair" if len(entry.origins) > 1 else "weak"
    civil = [e for e in entry.estimates if e.outcome in _OUTCOMES and e.group in ("civilian", "official", "unknown")]
    basis = context.grounds(b for e in civil for b in e.basis)
    export.trace(entry.id, "civilian_harm_status_slug", None, f"suggested: {grade}", basis)


# Parties


def _belligerents(
    context: Context,
    entry: IncidentEntry,
    export: Export,
    files: _Files,
    said: list[Said],
) -> None:
    did, _ = sides(context, entry)
    declared = _declared(context, did, said)
    for party in (p for p in did if p.armed):
        export.file = "belligerents.csv"
        owned: _Row = {
            "code": entry.id,
            "belligerent_id": party.body.id,
            "belligerent_name": party.body.name,
            "belligerent_slug": slug(party.body.name),
        }
        row: _Row = {**owned, "type": "Known" if declared else "Suspected"}
        row |= {"assessment_name": "Not yet assessed", "assessment_slug": "not_yet_assessed"}
        for outcome, column in (("killed", "deaths_conceded"), ("injured", "injuries_conceded")):
            row |= _conceded(context, entry, export, party, outcome, column)  # type: ignore[arg-type]
        mine = [(one.ground, one.day) for one in said if _speaks_for(context, one.speaker, party)]
        row["civcas_statements"] = len(mine)
        told = context.told(entry, field="initiators")
        export.trace(entry.id, "belligerent_name", party.body.name, "initiators", told)
        files.add("belligerents", row, hashed=False)
        export.file = "belligerent_statements.csv"
        for ground, day in mine:
            files.add(
                "belligerent_statements", {**owned, "date": day, "url": _url(ground.report), "statement": ground.quote}
            )
            export.trace(entry.id, "statement", ground.quote, "as said", [ground])


def _conceded(
    context: Context, entry: IncidentEntry, export: Export, party: Party, outcome: Outcome, column: str
) -> _Row:
    """Give the civilian harm that the party itself owns to; nothing where it says nothing, or denies it."""
    own: list[Basis] = []
    for estimate in entry.estimates:
        if estimate.outcome == outcome and estimate.group in ("civilian", "official"):
            own += [b for b in estimate.basis if _owns(context, b, party)]
    if not own:
        return {}
    low, high = min(b.low for b in own), max(b.low if b.high is None else b.high for b in own)
    for name, value in ((f"{column}_min", low), (f"{column}_max", high)):
        export.trace(entry.id, name, value, "what the party itself says", context.grounds(own))
    return {f"{column}_min": low, f"{column}_max": high}


def _owns(context: Context, basis: Basis, party: Party) -> bool:
    standing = basis.superseded_by is None and not basis.reversed and basis.stance == "asserts"
    return standing and basis.speaker is not None and _speaks_for(context, basis.speaker, party)


def _speaks_for(context: Context, speaker: str, party: Party) -> bool:
    return context.party(speaker, None).key == context.party(party.actor.id, None).key


def _statements_by_incident(record: Record) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = {}
    names = {actor.id: actor.name for actor in record.actors}
    for s in record.statements:
        if s.incident is not None:
            day = s.said_on.isoformat() if s.said_on else None
            speaker = names.get(s.speaker, s.speaker)
            ground = Ground(report=s.report, start=s.start, end=s.end, quote=s.quote, speaker=speaker, stance=s.stance)
            found.setdefault(s.incident, []).append(Said(s.speaker, ground, day))
    return found


# People


def _casualties(context: Context, entry: IncidentEntry, export: Export, files: _Files) -> None:
    export.file = "casualties.csv"
    for name, groups in GROUPS.items():
        counted: _Row = {}
        for outcome in _OUTCOMES:
            found = toll(entry, outcome)
            low, _, high = found.of(*groups) if found else (0, 0, 0)
            counted |= {f"{outcome}_min": low, f"{outcome}_max": high}
        if any(counted.values()):
            shown, short = _KINDS[name]
            row: _Row = {"code": entry.id, "casualty_type_name": shown, "casualty_type_slug": short, **counted}
            for column, value in counted.items():
                tolls = (t for o in _OUTCOMES if o in column and (t := toll(entry, o)))
                basis = [b for t in tolls for b in t.basis(*groups)]
                export.trace(entry.id, f"{short} {column}", value, _policy(entry), context.grounds(basis))
            files.add("casualties", row)


def _policy(entry: IncidentEntry) -> str:
    found: Toll | None = next((t for o in _OUTCOMES if (t := toll(entry, o))), None)
    return found.policy if found else ""


def _victims(entry: IncidentEntry, export: Export, files: _Files) -> None:
    """List those who are named among the dead and hurt, each once for each outcome."""
    export.file = "victims.csv"
    named: dict[tuple[str, str], Basis] = {}
    estimates: Iterable[Estimate] = (e for e in entry.estimates if e.outcome in _OUTCOMES)
    for estimate in estimates:
        for basis in estimate.basis:
            if basis.stance == "asserts" and not basis.reversed:
                for name in basis.names:
                    named.setdefault((name, estimate.outcome), basis)
    for (name, outcome), basis in named.items():
        files.add("victims", {"code": entry.id, "name": name, "killed_or_injured": outcome, "url": _url(basis.report)})
        ground = Ground(report=basis.report, start=basis.start, end=basis.end, quote=basis.quote, stance=basis.stance)
        export.trace(entry.id, f"name {outcome}", name, "as said", [ground])


# Sources


def _reports(context: Context, entry: IncidentEntry) -> list[ReportEntry]:
    ids = dict.fromkeys(m.report for m in entry.members)
    return [context.reports[r] for r in ids if r in context.reports]


def _url(report: str) -> str | None:
    return report if report.startswith(("http://", "https://")) else None


def _sources(context: Context, entry: IncidentEntry, export: Export, files: _Files) -> None:
    for report in _reports(context, entry):
        export.file = "sources.csv"
        name = report.publisher or report.title or report.id
        files.add("sources", {"code": entry.id, "name": name, "language": report.language, "url": _url(report.id)})
        export.trace(entry.id, "name", name, "report", [Ground(report=report.id)])
        export.file = "research_sources.csv"
        day = report.published.start
        row: _Row = {
            "code": entry.id,
            "source_url": _url(report.id),
            "source_post_id": report.id,
            "source_date": day.isoformat() if day and day == report.published.end else None,
            "source_author": "; ".join(report.authors) or report.publisher,
            "source_content": report.text,
        }
        row |= _told_by(context, entry, export, report)
        files.add("research_sources", row, hashed=False)


def _told_by(context: Context, entry: IncidentEntry, export: Export, report: ReportEntry) -> _Row:
    """Give the least and the most that one report says, by whomever."""
    row: _Row = {}
    for name in ("civilian_non_combatants", "belligerents"):
        for outcome in _OUTCOMES:
            cells = [e for e in entry.estimates if e.outcome == outcome and e.group in GROUPS[name]]
            if any(e.group in ("military", "police") for e in cells):
                cells = [e for e in cells if e.group != "security_forces"]  # which counts them again
            said = [[b for b in e.basis if b.report == report.id and b.stance == "asserts"] for e in cells]
            if not any(said):
                continue
            lows = [min(b.low for b in some) for some in said if some]
            highs = [max(b.low if b.high is None else b.high for b in some) for some in said if some]
            for bound, value in (("min", sum(lows)), ("max", sum(highs))):
                column = f"{name}_{outcome}_{bound}"
                row[column] = value
                basis = context.grounds(b for some in said for b in some)
                export.trace(entry.id, column, value, "all figures of the report", basis)
    return row
