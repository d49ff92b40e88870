"""Lists of places: any table whose columns are named, or a dump of GeoNames."""

from __future__ import annotations

import math
from collections.abc import Mapping
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import get_args

from variorum.errors import ListUnusable
from variorum.knowledge import load_countries
from variorum.knowledge.gazetteer import Gazetteer
from variorum.knowledge.packed import packed
from variorum.knowledge.places import PlaceRow
from variorum.model.account import PlaceLevel
from variorum.sources.lists.geonames import COLUMNS, read_geonames
from variorum.sources.lists.rows import Found, RowFault, collect, lines_of, one_line, table_rows
from variorum.sources.text import shown

PLACE_FIELDS = tuple("name latitude longitude country level province radius_km population aliases".split())
NEEDED = ("name", "latitude", "longitude", "country")
LEVELS: tuple[PlaceLevel, ...] = tuple(level for level in get_args(PlaceLevel) if level != "country")
RADII: dict[str, float] = {"site": 2.0, "settlement": 5.0, "district": 25.0, "province": 80.0, "region": 100.0}

MAX_PLACES = 500_000
LONGEST_NAME = 120
MAX_ALIASES = 60


def read_places(path: Path, gazetteer: Gazetteer, *, columns: Mapping[str, str] | None = None) -> Found[PlaceRow]:
    """
    Read the places of a table, or of a dump of GeoNames as it comes (``PK.txt``, ``PK.zip``).

    Of a dump, places that *gazetteer* has already are left out, and what no report names as a place.

    Args:
        columns: Of a table, which column holds a field of `PLACE_FIELDS` where it is not called so.

    Raises:
        ListUnusable: If the file is neither, or too large.
    """
    name = shown(path)
    lines = lines_of(path)
    first = next(lines, "")
    cells = first.rstrip("\r\n").split("\t")
    found: Found[PlaceRow] = Found()
    if not columns and len(cells) == COLUMNS and cells[0].isdecimal():
        found = read_geonames(lambda: lines_of(path), gazetteer, name, MAX_PLACES)
    else:
        rows = table_rows(chain([first], lines), name, PLACE_FIELDS, columns or {}, NEEDED)
        collect(rows, lambda _, row: _take(row, found, name), name, found.faults)
    if not found.entries and not found.known:
        reason = "it has no places" + (f"; row {found.faults[0].values['row']}: {found.faults[0].values['reason']}"
                                       if found.faults else "")  # fmt: skip
        advice = "Give a dump of GeoNames, or a table with the columns name, latitude, longitude and country"
        raise ListUnusable(path=name, reason=reason, advice=advice)
    return found


def _take(row: Mapping[str, str], found: Found[PlaceRow], name: str) -> None:
    if len(found.entries) >= MAX_PLACES:
        reason, advice = f"it has more than {MAX_PLACES:,} places", "Import one country or province at a time"
        raise ListUnusable(path=name, reason=reason, advice=advice)
    found.entries.append(_place(row))


def _place(row: Mapping[str, str]) -> PlaceRow:
    name = one_line(row["name"], "name", LONGEST_NAME)
    if not any(map(str.isalpha, name)):
        raise RowFault("it has no name")
    level = row.get("level", "").casefold() or "settlement"
    if level not in LEVELS:
        raise RowFault(f"'{level[:40]}' is no level; the levels are {', '.join(LEVELS)}")
    aliases = [one_line(alias, "other name", LONGEST_NAME) for alias in row.get("aliases", "").split(";")]
    if len(aliases) > MAX_ALIASES:
        raise RowFault(f"it has {len(aliases)} other names, more than {MAX_ALIASES}")
    radius = _number(row.get("radius_km", ""), "radius", 0.0, 5000.0)
    people = _number(row.get("population", ""), "population", 0.0, 2e9)
    latitude = _number(row["latitude"], "latitude", -90.0, 90.0)
    longitude = _number(row["longitude"], "longitude", -180.0, 180.0)
    if latitude is None or longitude is None:
        raise RowFault("it has no coordinates")
    return PlaceRow(
        name,
        level,
        country_code(row["country"]),
        one_line(row.get("province", ""), "province", LONGEST_NAME),
        latitude,
        longitude,
        RADII[level] if radius is None else radius,
        int(people or 0),
        [alias for alias in aliases if any(map(str.isalpha, alias))],
    )


def country_code(text: str) -> str:
    """
    Give the code of a country by its code or name.

    Raises:
        RowFault: If there is no such country.
    """
    countries = load_countries()
    found = (countries.by_code(text.upper()) if len(text) == 2 else None) or countries.by_name(text)
    if found is None:
        raise RowFault(f"'{text[:40]}' is no country")
    return found.code


def _number(text: str, what: str, least: float, most: float) -> float | None:
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not least <= value <= most:
        raise RowFault(f"'{text[:40]}' is no {what}")
    return value


def pack_places(rows: list[PlaceRow]) -> tuple[bytes, str]:
    """Pack rows for the gazetteer, whatever their order; gives the hash of what they say too."""
    ordered = sorted(rows, key=lambda row: (row.country, row.level, row.province, row.name, row.text()))
    texts = [row.text() for row in ordered]
    groups: dict[str, tuple[int, int]] = {}
    for number, row in enumerate(ordered):
        groups[row.country] = (groups.get(row.country, (number, 0))[0], number + 1)
    digest = sha256("\n".join(texts).encode("utf-8", "replace")).hexdigest()
    return packed(texts, [row.keys() for row in ordered], groups), digest
