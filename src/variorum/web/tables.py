"""Rows as CSV and features as GeoJSON, as bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

Cell = str | int | float | bool | date | None
"""What stands in a cell; None is an empty one."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


@dataclass(frozen=True)
class Table:
    """Rows under names of columns; what a row lacks is empty."""

    columns: Sequence[str]
    rows: Iterable[Mapping[str, Cell]]


@dataclass(frozen=True)
class Features:
    """Places, each with what is there; one without coordinates has a row, but stands nowhere."""

    rows: Iterable[tuple[float | None, float | None, Mapping[str, object]]]


def csv_bytes(table: Table) -> bytes:
    """
    Give a table as CSV in UTF-8 with a byte order mark, by which spreadsheets know it.

    A text that a spreadsheet would take for a formula gets an apostrophe before it: the words are others'.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([_cell(row.get(column)) for column in table.columns])
    return out.getvalue().encode("utf-8-sig", "replace")


def geojson_bytes(features: Features) -> bytes:
    """Give features as a collection of GeoJSON (RFC 7946)."""
    made = [
        {
            "type": "Feature",
            "id": properties.get("id"),
            "geometry": None
            if latitude is None or longitude is None
            else {"type": "Point", "coordinates": [longitude, latitude]},
            "properties": properties,
        }
        for latitude, longitude, properties in features.rows
    ]
    return msgspec.json.encode({"type": "FeatureCollection", "features": made})


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        kept = value.replace("\x00", "\N{REPLACEMENT CHARACTER}")
        return f"'{kept}" if kept.startswith(FORMULA) else kept
    return value.isoformat() if isinstance(value, date) else str(value)
