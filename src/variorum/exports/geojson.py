"""GeoJSON (RFC 7946): a feature for each incident, and one file more for the chains of reprisals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from variorum.exports.codes import Codes
from variorum.exports.context import Context, coordinates
from variorum.exports.figures import toll
from variorum.exports.parts import Export, Table
from variorum.exports.traces import bounds, trace_fields
from variorum.model.account import Place
from variorum.model.record import IncidentEntry, LinkEntry, Record

_CIVILIANS = ("killed_civilians_low", "killed_civilians_best", "killed_civilians_high")

PROPERTIES: tuple[str, ...] = tuple(
    """
    id type date_start date_end date_precision place level radius_km where_prec country initiators targets
    killed_low killed_best killed_high killed_civilians_low killed_civilians_best killed_civilians_high
    injured_low injured_best injured_high contested contested_fields origins reports speakers sources
    """.split()
)


def make(record: Record, codes: Codes) -> Export:
    """Give all incidents, those without a place as features without a geometry."""
    context, export = Context(record, codes), Export()
    features = [_feature(context, entry, export) for entry in context.incidents]
    export.tables.append(Table(file="", form="json", rows=(_collection(features),)))
    export.file = "chains"
    known = {entry.id: entry for entry in context.incidents}
    chains = [line for link in record.links if (line := _chain(context, link, known, export)) is not None]
    export.tables.append(Table(file="chains", form="json", rows=(_collection(chains),)))
    return export


def _collection(features: list[Mapping[str, object]]) -> Mapping[str, object]:
    return {"type": "FeatureCollection", "features": features}


def _feature(context: Context, entry: IncidentEntry, export: Export) -> Mapping[str, object]:
    place = context.place(entry)
    where = [at for p in entry.where if (at := _position(p)) is not None]
    if entry.where and not where:
        export.warn(entry.id, "geometry", "the coordinates are not known", "; ".join(p.name for p in entry.where))
    properties: dict[str, object] = dict.fromkeys(PROPERTIES)
    properties |= {
        "id": entry.id,
        "type": entry.type,
        "date_start": entry.when.start,
        "date_end": entry.when.end,
        "date_precision": entry.when.precision,
        "initiators": _text(context.names(entry.initiators)),
        "targets": _text(context.names(entry.targets)),
        "contested": bool(entry.contested),
        "contested_fields": _text(c.field for c in entry.contested),
        "origins": len(entry.origins),
        "reports": len({m.report for m in entry.members}),
        **_speakers(context, entry),
    }
    if place is not None:
        country = context.country(place)
        properties |= {
            "place": _text(p.name for p in entry.where),
            "level": place.level,
            "radius_km": place.radius_km,
            "where_prec": context.precision(place).ucdp,
            "country": country.code if country else place.country,
        }
    for outcome in ("killed", "injured"):
        columns = (f"{outcome}_low", f"{outcome}_best", f"{outcome}_high")
        properties |= bounds(context, export, entry, outcome, columns)
    properties |= bounds(context, export, entry, "killed", _CIVILIANS, "civilian")
    trace_fields(context, export, entry, type="type", when="date_start", where="place")
    trace_fields(context, export, entry, initiators="initiators", targets="targets")
    return {"type": "Feature", "id": entry.id, "geometry": _geometry(where), "properties": properties}


def _geometry(where: list[tuple[float, float]]) -> Mapping[str, object] | None:
    several = list(dict.fromkeys(where))
    if not several:
        return None
    if len(several) == 1:
        return {"type": "Point", "coordinates": several[0]}
    return {"type": "MultiPoint", "coordinates": several}


def _position(place: Place) -> tuple[float, float] | None:
    """Give a place's coordinates as GeoJSON has them: longitude, then latitude."""
    at = coordinates(place)
    return (round(at[1], 6), round(at[0], 6)) if at else None


def _speakers(context: Context, entry: IncidentEntry) -> dict[str, object]:
    said = (b.speaker for o in ("killed", "injured") if (t := toll(entry, o)) for b in t.basis() if b.speaker)
    reports = (context.reports[m.report] for m in entry.members if m.report in context.reports)
    return {
        "speakers": _text(context.names(said)),
        "sources": _text(dict.fromkeys(r.publisher or r.id for r in reports)),
    }


def _text(parts: Iterable[str]) -> str | None:
    return "; ".join(part.replace(";", ",") for part in parts if part) or None


def _chain(
    context: Context, link: LinkEntry, known: Mapping[str, IncidentEntry], export: Export
) -> Mapping[str, object] | None:
    if link.from_ not in known or link.to not in known:
        return None
    ends = [context.place(known[i]) for i in (link.to, link.from_)]
    line = [at for place in ends if place and (at := _position(place)) is not None]
    if len(line) < 2:
        export.warn(link.from_, None, "an end of the link has no coordinates", link.to)
        line = []
    properties = {
        "type": link.type,
        "from": link.from_,
        "to": link.to,
        "lag_days_least": link.lag_days[0] if link.lag_days else None,
        "lag_days_most": link.lag_days[1] if link.lag_days else None,
        "quote": _text(span.quote for span in link.basis),
    }
    geometry = {"type": "LineString", "coordinates": line} if line else None
    identifier = f"{link.from_}/{link.type}/{link.to}"
    return {"type": "Feature", "id": identifier, "geometry": geometry, "properties": properties}
