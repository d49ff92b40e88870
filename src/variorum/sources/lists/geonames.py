"""Dumps of GeoNames: a tab between cells, no header, units and settlements among much that no report names."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from variorum.errors import ListUnusable
from variorum.knowledge.gazetteer import Gazetteer
from variorum.knowledge.names import fold
from variorum.knowledge.places import PlaceRow, core, english, useful_aliases
from variorum.sources.lists.rows import Found, RowFault, collect

COLUMNS = 19
LONGEST = 200
LEVELS = {
    "A.ADM1": "province",
    "A.ADM2": "district",
    "A.ADM3": "district",
    "S.AIRB": "site",
    "S.AIRP": "site",
    "S.CMPRF": "site",
    "S.INSM": "site",
}
NO_MORE = frozenset({"PPLH", "PPLQ", "PPLW", "PPLCH"})
"""Settlements that were left, destroyed, or have another place now."""

NEAR_DEGREES = 0.1
"""What a settlement may lie from one of its name that is known, and be that."""

Point = tuple[float, float]


@dataclass(slots=True)
class _Line:
    """What is taken of a line."""

    name: str
    others: str
    at: Point
    kind: str
    code: str
    country: str
    first: str
    second: str
    population: int


def read_geonames(lines: Callable[[], Iterator[str]], gazetteer: Gazetteer, name: str, most: int) -> Found[PlaceRow]:
    """
    Read a dump, whose *lines* are gone through twice: what a unit covers is told by its settlements.

    Raises:
        ListUnusable: If it has more than *most* places that count, or is no dump.
    """
    found: Found[PlaceRow] = Found()
    points: dict[tuple[str, ...], list[Point]] = defaultdict(list)
    provinces: dict[tuple[str, str], str] = {}
    known = _Known(gazetteer)

    def look(_: int, line: str) -> None:
        taken = _parsed(line)
        if taken.kind == "P":
            points[taken.country, taken.first].append(taken.at)
            points[taken.country, taken.first, taken.second].append(taken.at)
        elif taken.code == "ADM1":
            provinces[taken.country, taken.first] = known.province(taken) or english(core(taken.name), taken.country)

    def take(_: int, line: str) -> None:
        taken = _parsed(line)
        level = "settlement" if taken.kind == "P" else LEVELS.get(f"{taken.kind}.{taken.code}")
        if level is None or (taken.kind == "P" and taken.code in NO_MORE):
            found.other += 1
            return
        row = _row(taken, level, provinces.get((taken.country, taken.first), ""), points)
        if known.has(row):
            found.known += 1
            return
        if len(found.entries) >= most:
            raise ListUnusable(
                path=name, reason=f"it has more than {most:,} places", advice="Import one country or province at a time"
            )
        found.entries.append(row)

    collect(enumerate(lines(), 1), look, name, [])
    collect(enumerate(lines(), 1), take, name, found.faults)
    return found


def _parsed(line: str) -> _Line:
    cells = line.rstrip("\r\n").split("\t")
    if len(cells) != COLUMNS:
        raise RowFault(f"it has {len(cells)} cells, not {COLUMNS}")
    try:
        latitude, longitude = float(cells[4]), float(cells[5])
    except ValueError:
        raise RowFault("its coordinates are no numbers") from None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise RowFault("its coordinates are not on the globe")
    country = cells[8].strip()
    if not (len(country) in (0, 2) and country.isascii()):
        raise RowFault(f"'{country[:40]}' is no country's code")
    people = cells[14] if cells[14].isascii() and cells[14].isdecimal() and len(cells[14]) < 11 else "0"
    return _Line(
        name=" ".join(cells[1].split())[:LONGEST],
        others=cells[3],
        at=(latitude, longitude),
        kind=cells[6],
        code=cells[7],
        country=country,
        first=cells[10],
        second=cells[11],
        population=int(people),
    )


def _row(taken: _Line, level: str, province: str, points: dict[tuple[str, ...], list[Point]]) -> PlaceRow:
    unit = level in ("province", "district")
    name = english(core(taken.name) if unit else taken.name, taken.country)
    if not any(map(str.isalpha, name)) or not taken.country:
        raise RowFault("it has no name or no country")
    if level == "settlement":
        radius = min(25.0, 1.0 + math.sqrt(max(taken.population, 500)) / 150)
    elif level == "site":
        radius = 3.0
    else:
        key = (taken.country, taken.first) if level == "province" else (taken.country, taken.first, taken.second)
        radius = _reach(taken.at, points.get(key, []), 80.0 if level == "province" else 20.0)
    aliases = useful_aliases([taken.name, *taken.others.split(",")], name)
    own = "" if level == "province" else province
    return PlaceRow(name, level, taken.country, own, *taken.at, radius, 0 if unit else taken.population, aliases)


def _reach(centre: Point, points: list[Point], usual: float) -> float:
    """Give the radius that holds nine tenths of a unit's settlements; *usual* where it has hardly any."""
    if len(points) < 5:
        return usual
    east = math.cos(math.radians(centre[0]))
    away = sorted(111.2 * math.hypot(a - centre[0], ((b - centre[1] + 180) % 360 - 180) * east) for a, b in points)
    return max(10.0, away[int(0.9 * (len(away) - 1))] * 1.1)


class _Known:
    """What a gazetteer has of the countries that are asked for."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._countries: dict[str, dict[tuple[str, str], list[Point]]] = {}
        self._provinces: dict[str, dict[str, str]] = {}

    def has(self, row: PlaceRow) -> bool:
        """Tell whether the gazetteer has the place: a province by name, others by name and where they lie."""
        self._load(row.country)
        known = self._countries[row.country]
        for name in (fold(row.name), *row.aliases) if row.level == "province" else (fold(row.name),):
            for latitude, longitude in known.get((row.level, name), ()):
                near = abs(latitude - row.latitude) < NEAR_DEGREES and abs(longitude - row.longitude) < NEAR_DEGREES
                if row.level == "province" or near:
                    return True
                if row.level == "district" and 111.2 * math.hypot(
                    latitude - row.latitude, longitude - row.longitude
                ) < max(40.0, row.radius):
                    return True
        return False

    def province(self, taken: _Line) -> str | None:
        """Give what the gazetteer calls a province."""
        self._load(taken.country)
        provinces = self._provinces[taken.country]
        names = map(fold, (core(taken.name), *taken.others.split(",")))
        return next((provinces[name] for name in names if name in provinces), None)

    def _load(self, country: str) -> None:
        if country in self._countries:
            return
        known: dict[tuple[str, str], list[Point]] = defaultdict(list)
        provinces: dict[str, str] = {}
        for entry in self._gazetteer.entries_of(country):
            for name in (fold(entry.name), *entry.aliases):
                known[entry.level, name].append((entry.latitude, entry.longitude))
                if entry.level == "province":
                    provinces.setdefault(name, entry.name)
        self._countries[country], self._provinces[country] = known, provinces
