"""The record as tables in Parquet, one file each, with the types that it has."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping

from variorum.errors import ExtraMissing
from variorum.exports.codes import Codes
from variorum.exports.context import Context
from variorum.exports.encode import whole
from variorum.exports.parts import Export, Table
from variorum.exports.traces import trace_estimates
from variorum.model.record import Basis, IncidentEntry, Record

TABLES: dict[str, dict[str, str]] = {
    "reports": {
        "id": "text",
        "sha256": "text",
        "title": "text",
        "publisher": "text",
        "authors": "texts",
        "published_start": "date",
        "published_end": "date",
        "published_basis": "text",
        "dated_by": "texts",
        "language": "text",
        "text": "text",
    },
    "actors": {
        "id": "text",
        "name": "text",
        "type": "text",
        "country": "text",
        "parent": "text",
        "aliases": "texts",
    },
    "incidents": {
        "id": "text",
        "type": "text",
        "certainty": "text",
        "date_start": "date",
        "date_end": "date",
        "date_precision": "text",
        "date_quote": "text",
        "weapons": "texts",
        "confidence": "float",
        "rejected": "bool",
        "contested": "texts",
        "origins": "int",
    },
    "incident_parties": {"incident": "text", "actor": "text", "role": "text", "position": "int"},
    "incident_places": {
        "incident": "text",
        "position": "int",
        "name": "text",
        "level": "text",
        "country": "text",
        "province": "text",
        "latitude": "float",
        "longitude": "float",
        "radius_km": "float",
        "quote": "text",
    },
    "members": {"incident": "text", "report": "text", "case": "text"},
    "estimates": {
        "incident": "text",
        "outcome": "text",
        "group": "text",
        "low": "int",
        "best": "int",
        "high": "int",
        "policy": "text",
        "contested": "bool",
        "reason": "text",
    },
    "claims": {
        "incident": "text",
        "outcome": "text",
        "group": "text",
        "position": "int",
        "report": "text",
        "case": "text",
        "speaker": "text",
        "side": "text",
        "stance": "text",
        "certainty": "text",
        "low": "int",
        "high": "int",
        "approximate": "bool",
        "names": "texts",
        "start": "int",
        "end": "int",
        "quote": "text",
        "superseded_by": "int",
        "reversed": "bool",
    },
    "origins": {"incident": "text", "kind": "text", "name": "text", "reports": "texts", "reason": "text"},
    "positions": {
        "incident": "text",
        "field": "text",
        "side": "text",
        "speaker": "text",
        "value": "text",
        "report": "text",
        "start": "int",
        "end": "int",
        "quote": "text",
    },
    "corrections": {"incident": "text", "field": "text", "machine": "text", "person": "text", "judgement": "text"},
    "links": {
        "from": "text",
        "to": "text",
        "type": "text",
        "lag_least": "int",
        "lag_most": "int",
        "report": "text",
        "start": "int",
        "end": "int",
        "quote": "text",
    },
    "statistics": {
        "report": "text",
        "measure": "text",
        "group": "text",
        "low": "int",
        "high": "int",
        "approximate": "bool",
        "period_start": "date",
        "period_end": "date",
        "place": "text",
        "speaker": "text",
        "start": "int",
        "end": "int",
        "quote": "text",
        "recorded_low": "int",
        "recorded_high": "int",
        "incidents": "texts",
        "flags": "texts",
    },
    "statements": {
        "report": "text",
        "speaker": "text",
        "stance": "text",
        "incident": "text",
        "said_on": "date",
        "via": "text",
        "cue": "text",
        "speaker_quote": "text",
        "start": "int",
        "end": "int",
        "quote": "text",
    },
    "forecasts": {
        "report": "text",
        "speaker": "text",
        "start": "int",
        "end": "int",
        "quote": "text",
        "said_start": "date",
        "said_end": "date",
        "horizon_start": "date",
        "horizon_end": "date",
        "actors": "texts",
        "places": "texts",
        "incidents": "texts",
    },
}
"""The columns of each table with their types; a column that may be unknown is null there, never 0."""

_LARGEST = 2**63 - 1


def make(record: Record, codes: Codes) -> Export:
    """Give every part of the record as a table; rejected incidents too, marked so."""
    context, export = Context(record, codes), Export()
    for name, types in TABLES.items():
        export.file = f"{name}.parquet"
        rows = []
        for row in _ROWS[name](record):
            for column, value in row.items():
                if isinstance(value, int) and abs(value) > _LARGEST:
                    export.warn(str(row.get("incident")), column, "the number is larger than 64 bits hold", str(value))
            held = {c: None if isinstance(v, int) and abs(v) > _LARGEST else v for c, v in row.items()}
            rows.append(held)
        table = Table(file=export.file, form="parquet", columns=tuple(types), rows=tuple(rows), types=types)
        export.tables.append(table)
    export.file = "estimates.parquet"
    for entry in record.incidents:
        trace_estimates(context, export, entry)
    return export


def to_parquet(table: Table) -> bytes:
    """
    Encode a table.

    Raises:
        ExtraMissing: If pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise ExtraMissing(what="Parquet", extra="parquet") from error
    kinds = {
        "text": pyarrow.string(),
        "texts": pyarrow.list_(pyarrow.string()),
        "int": pyarrow.int64(),
        "float": pyarrow.float64(),
        "bool": pyarrow.bool_(),
        "date": pyarrow.date32(),
    }
    schema = pyarrow.schema([(name, kinds[kind]) for name, kind in table.types.items()])
    columns = [
        pyarrow.array([_value(row.get(name)) for row in table.rows], type=kinds[kind])
        for name, kind in table.types.items()
    ]
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_arrays(columns, schema=schema), out, compression="zstd")
    return out.getvalue()


def _value(value: object) -> object:
    """Give a value as Parquet takes it: text without lone surrogates, lists for tuples."""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, tuple):
        return [_value(part) for part in value]
    return value


_Rows = Callable[[Record], Iterable[Mapping[str, object]]]


def _incidents(record: Record) -> Iterable[Mapping[str, object]]:
    for e in record.incidents:
        yield {
            "id": e.id,
            "type": e.type,
            "certainty": e.certainty,
            "date_start": e.when.start,
            "date_end": e.when.end,
            "date_precision": e.when.precision,
            "date_quote": e.when.quote,
            "weapons": e.weapons,
            "confidence": e.confidence,
            "rejected": e.rejected,
            "contested": tuple(c.field for c in e.contested),
            "origins": len(e.origins),
        }


def _parties(record: Record) -> Iterable[Mapping[str, object]]:
    for e in record.incidents:
        for role, actors in (("initiator", e.initiators), ("target", e.targets)):
            for position, actor in enumerate(actors):
                yield {"incident": e.id, "actor": actor, "role": role, "position": position}


def _estimates(record: Record) -> Iterable[Mapping[str, object]]:
    for e in record.incidents:
        for x in e.estimates:
            yield {"incident": e.id, **_fields(x, "outcome group low best high policy contested reason")}


def _claims(record: Record) -> Iterable[Mapping[str, object]]:
    for e in record.incidents:
        for x in e.estimates:
            for position, b in enumerate(x.basis):
                yield _claim(e, x.outcome, x.group, position, b)


def _claim(entry: IncidentEntry, outcome: str, group: str, position: int, b: Basis) -> Mapping[str, object]:
    said = "report speaker side stance certainty low high approximate names start end quote superseded_by reversed"
    own = {"incident": entry.id, "outcome": outcome, "group": group, "position": position, "case": b.incident}
    return {**own, **_fields(b, said)}


def _fields(value: object, names: str) -> dict[str, object]:
    return {name: getattr(value, name) for name in names.split()}


def _reports(record: Record) -> Iterable[Mapping[str, object]]:
    for r in record.reports:
        yield {
            **_fields(r, "id sha256 title publisher authors dated_by language text"),
            "published_start": r.published.start,
            "published_end": r.published.end,
            "published_basis": r.published.basis,
        }


def _links(record: Record) -> Iterable[Mapping[str, object]]:
    for x in record.links:
        least, most = x.lag_days or (None, None)
        for span in x.basis or (None,):
            words = _fields(span, "report start end quote") if span else {}
            yield {"from": x.from_, "to": x.to, "type": x.type, "lag_least": least, "lag_most": most, **words}


def _statistics(record: Record) -> Iterable[Mapping[str, object]]:
    for s in record.statistics:
        low, high = s.recorded or (None, None)
        yield {
            **_fields(s, "report measure group low high approximate place speaker start end quote incidents flags"),
            "period_start": s.period and s.period.start,
            "period_end": s.period and s.period.end,
            "recorded_low": low,
            "recorded_high": high,
        }


def _forecasts(record: Record) -> Iterable[Mapping[str, object]]:
    for f in record.forecasts:
        yield {
            **_fields(f.statement, "report speaker start end quote"),
            **_fields(f, "actors places incidents"),
            "said_start": f.said.start,
            "said_end": f.said.end,
            "horizon_start": f.horizon and f.horizon.start,
            "horizon_end": f.horizon and f.horizon.end,
        }


_PLACE = "name level country province latitude longitude radius_km quote"
_STATEMENT = "report speaker stance incident said_on via cue speaker_quote start end quote"

_ROWS: dict[str, _Rows] = {
    "reports": _reports,
    "actors": lambda r: (_fields(a, "id name type country parent aliases") for a in r.actors),
    "incidents": _incidents,
    "incident_parties": _parties,
    "incident_places": lambda r: (
        {"incident": e.id, "position": i, **_fields(p, _PLACE)} for e in r.incidents for i, p in enumerate(e.where)
    ),
    "members": lambda r: (
        {"incident": e.id, "report": m.report, "case": m.incident} for e in r.incidents for m in e.members
    ),
    "estimates": _estimates,
    "claims": _claims,
    "origins": lambda r: (
        {"incident": e.id, **_fields(o, "kind name reports reason")} for e in r.incidents for o in e.origins
    ),
    "positions": lambda r: (
        {"incident": e.id, "field": c.field, **_fields(p, "side speaker value report start end quote")}
        for e in r.incidents
        for c in e.contested
        for p in c.positions
    ),
    "corrections": lambda r: (
        {"incident": e.id, **_fields(c, "field machine person judgement")} for e in r.incidents for c in e.corrections
    ),
    "links": _links,
    "statistics": _statistics,
    "statements": lambda r: (_fields(s, _STATEMENT) for s in r.statements),
    "forecasts": _forecasts,
}
