"""HXL: a row of hashtags under the header, so that humanitarian tools know what each column is."""

from __future__ import annotations

from collections.abc import Mapping

from variorum.exports.codes import Codes
from variorum.exports.context import Context, coordinates
from variorum.exports.parts import Cell, Export, Ground, Table
from variorum.exports.traces import bounds, trace_fields
from variorum.model.account import Group
from variorum.model.record import IncidentEntry, Record

INCIDENTS: dict[str, str] = {
    "id": "#event+code",
    "type": "#event+type",
    "date_start": "#date+start",
    "date_end": "#date+end",
    "date_precision": "#date+precision",
    "country": "#country+code",
    "country_name": "#country+name",
    "adm_1": "#adm1+name",
    "adm_2": "#adm2+name",
    "place": "#loc+name",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "where_prec": "#geo+precision",
    "initiators": "#group+name+first",
    "targets": "#group+name+second",
    "killed_low": "#affected+killed+min",
    "killed_best": "#affected+killed",
    "killed_high": "#affected+killed+max",
    "killed_civilians": "#affected+killed+civilians",
    "killed_military": "#affected+killed+military",
    "killed_militants": "#affected+killed+militants",
    "injured_low": "#affected+injured+min",
    "injured_best": "#affected+injured",
    "injured_high": "#affected+injured+max",
    "displaced_best": "#affected+idps",
    "contested": "#status+contested",
    "reports": "#x_reports+num",
    "origins": "#x_origins+num",
    "sources": "#meta+source",
}
"""The columns of `incidents.hxl.csv` with their hashtags."""

CLAIMS: dict[str, str] = {
    "id": "#x_claim+code",
    "incident": "#event+code",
    "outcome": "#x_outcome+name",
    "group": "#x_group+name",
    "low": "#affected+min",
    "high": "#affected+max",
    "approximate": "#x_approximate+bool",
    "speaker": "#meta+speaker",
    "side": "#x_side+name",
    "stance": "#x_stance+name",
    "certainty": "#status+certainty",
    "stands": "#status+stands",
    "date_published": "#date+published",
    "source": "#meta+source",
    "report": "#meta+id",
    "quote": "#description",
}
"""The columns of `claims.hxl.csv` with their hashtags."""

_PEOPLE: dict[str, tuple[Group, ...]] = {
    "killed_civilians": ("civilian", "official"),
    "killed_military": ("military", "police", "security_forces"),
    "killed_militants": ("militant",),
}


def make(record: Record, codes: Codes) -> Export:
    """Give a row for each incident in one file, and for each claim of a number of people in another."""
    context, export = Context(record, codes), Export(file="incidents.hxl.csv")
    rows = tuple(_incident(context, entry, export) for entry in context.incidents)
    export.tables.append(Table(file=export.file, columns=tuple(INCIDENTS), tags=tuple(INCIDENTS.values()), rows=rows))
    export.file = "claims.hxl.csv"
    claims = tuple(row for entry in context.incidents for row in _claims(context, entry, export))
    export.tables.append(Table(file=export.file, columns=tuple(CLAIMS), tags=tuple(CLAIMS.values()), rows=claims))
    return export


def _incident(context: Context, entry: IncidentEntry, export: Export) -> Mapping[str, object]:
    place = context.place(entry)
    reports = [context.reports[r] for r in dict.fromkeys(m.report for m in entry.members) if r in context.reports]
    row: dict[str, Cell] = {
        "id": entry.id,
        "type": entry.type,
        "date_start": entry.when.start.isoformat() if entry.when.start else None,
        "date_end": entry.when.end.isoformat() if entry.when.end else None,
        "date_precision": entry.when.precision,
        "initiators": "; ".join(context.names(entry.initiators)),
        "targets": "; ".join(context.names(entry.targets)),
        "contested": "; ".join(c.field for c in entry.contested),
        "reports": len(reports),
        "origins": len(entry.origins),
        "sources": "; ".join(dict.fromkeys(r.publisher or r.id for r in reports)),
    }
    if place is not None:
        country, at = context.country(place), coordinates(place)
        row |= {
            "country": country.iso3 if country else None,
            "country_name": country.acled_name if country else None,
            "adm_1": place.name if place.level == "province" else place.province,
            "adm_2": place.name if place.level == "district" else None,
            "place": place.name,
            "latitude": round(at[0], 6) if at else None,
            "longitude": round(at[1], 6) if at else None,
            "where_prec": context.precision(place).ucdp,
        }
        if len(entry.where) > 1:
            others = "; ".join(p.name for p in entry.where if p is not place)
            export.warn(entry.id, "place", "a row has one place; the others are left out", others)
    for outcome in ("killed", "injured"):
        columns = (f"{outcome}_low", f"{outcome}_best", f"{outcome}_high")
        found = bounds(context, export, entry, outcome, columns)
        row |= found
        if found and found[columns[2]] is None:
            export.warn(entry.id, columns[2], "a figure is open above, and the cell is empty")
    for column, groups in _PEOPLE.items():
        best = bounds(context, export, entry, "killed", ("", column, " "), *groups)
        row |= {column: best[column]} if best else {}
    displaced = bounds(context, export, entry, "displaced", ("", "displaced_best", " "))
    row |= {"displaced_best": displaced["displaced_best"]} if displaced else {}
    trace_fields(context, export, entry, type="type", when="date_start", where="place")
    trace_fields(context, export, entry, initiators="initiators", targets="targets")
    return row


def _claims(context: Context, entry: IncidentEntry, export: Export) -> list[Mapping[str, object]]:
    rows: list[Mapping[str, object]] = []
    for estimate in entry.estimates:
        for position, basis in enumerate(estimate.basis):
            report = context.reports.get(basis.report)
            identifier = f"{entry.id}/{estimate.outcome}/{estimate.group}/{position}"
            day = basis.published.start
            row: dict[str, Cell] = {
                "id": identifier,
                "incident": entry.id,
                "outcome": estimate.outcome,
                "group": estimate.group,
                "low": basis.low,
                "high": basis.high,
                "approximate": basis.approximate,
                "speaker": context.name(basis.speaker),
                "side": basis.side,
                "stance": basis.stance,
                "certainty": basis.certainty,
                "stands": basis.superseded_by is None and not basis.reversed,
                "date_published": day.isoformat() if day and day == basis.published.end else None,
                "source": report.publisher if report else None,
                "report": basis.report,
                "quote": basis.quote,
            }
            grounds: tuple[Ground, ...] = (context.ground(basis),)
            export.trace(identifier, "low", basis.low, "as said", grounds)
            export.trace(identifier, "high", basis.high, "as said", grounds)
            rows.append(row)
    return rows
