"""
Places of the world with their names, levels and coordinates.

The data is a packed file built by `tools/build_gazetteer.py` from GeoNames (CC BY 4.0) and the curated files beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from math import cos, radians
from typing import get_args

import msgspec

from variorum.knowledge.additions import Additions, in_use
from variorum.knowledge.names import ARABIC, fold, skeleton, split_type, without_article
from variorum.knowledge.packed import LayeredRows, PackedRows
from variorum.model.account import PlaceLevel

_LEVELS: frozenset[str] = frozenset(get_args(PlaceLevel))
_VAGUE = frozenset({"region", "regions", "territory", "territories"})
_COUNTRIES = 64
"""Countries whose names are kept once a misspelt one was sought among them: some 40 MB."""

SAME_KM = 10.0
"""What two files may have one settlement apart."""

KM_A_DEGREE = 111.2
_LEVEL_ORDER = {"country": 0, "region": 1, "province": 2, "settlement": 3, "district": 4, "site": 5}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """
    One place.

    `country` is None for what lies in several countries or in none, `countries` then lists them. `radius_km` is what
    the coordinates may be off by for what is only said to be there. `aliases` and `abbreviations` are folded,
    the latter marked by a dot in front (".tex").
    """

    id: int
    name: str
    level: PlaceLevel
    country: str | None
    countries: tuple[str, ...]
    province: str | None
    latitude: float
    longitude: float
    radius_km: float
    population: int
    aliases: tuple[str, ...]
    abbreviations: tuple[str, ...] = ()


class Gazetteer:
    """Looks names up; holds nothing but the packed bytes and what was looked up lately."""

    def __init__(self, *layers: PackedRows) -> None:
        self._rows = LayeredRows(layers)
        self._layered = len(layers) > 1
        self._entry = lru_cache(maxsize=8192)(self._read_entry)
        self._find = lru_cache(maxsize=8192)(self._find_folded)
        self._names_in = lru_cache(maxsize=_COUNTRIES)(self._read_names)

    def __len__(self) -> int:
        return len(self._rows)

    def find(self, name: str, *, country: str | None = None) -> tuple[Entry, ...]:
        """
        Return the places of that name, the better known first.

        A type word in the name ("Logar province", "city of Kandahar", "the Swat valley") keeps only places of its
        level, unless there are none. With *country*, spellings of the same transliteration are found as well.
        """
        found = self._of_country(self._find(fold(name)), country)
        if found:
            return found
        core, level = split_type(name)
        if level is not None and core != name:
            found = self._of_country(self._find(fold(core)), country)
            if not found and country is not None:
                found = self._variants(core, country)
            typed = tuple(entry for entry in found if entry.level == level)
            # "Arbin Bay" is not Arbin, while "Arbin town" may be the district, "Arbin region" the province, and "Arbin
            # territory" the district.
            if level == "region" and not typed:
                units = found if fold(name).rsplit(" ", 1)[-1] in _VAGUE else ()
                provinces = tuple(entry for entry in units if entry.level == "province")
                return provinces or tuple(entry for entry in units if entry.level == "district")
            return typed or found
        return self._variants(name, country) if country is not None else ()

    def find_exact(self, name: str) -> tuple[Entry, ...]:
        """Return the places of exactly that name once folded, the better known first."""
        return self._find(fold(name))

    def find_abbreviation(self, text: str) -> tuple[Entry, ...]:
        """Return the provinces that an abbreviation stands for after a comma ("Tex.", "NSW")."""
        key = "." + fold(text)
        entries = (self._entry(number) for number in self._rows.find(key))
        return tuple(entry for entry in entries if key in entry.abbreviations)

    def entries_of(self, country: str) -> Iterator[Entry]:
        """Return every place of a country."""
        return map(self._read_entry, self._rows.group(country))

    def find_similar(self, name: str, country: str) -> tuple[Entry, ...]:
        """Return the places in a country whose name is misspelt as *name*, closest first; none for short names."""
        folded = fold(name)
        allowed = 0 if len(folded) < 5 else 1 if len(folded) < 8 else 2 if len(folded) < 11 else 3
        if not allowed:
            return ()
        names, size = self._names_in(country), len(folded)
        found = []
        for length in range(size - allowed, size + allowed + 1):
            for other, number in names.get((folded[0], folded[-1], length), ()):
                away = edit_distance(folded, other, allowed)
                if away <= allowed:
                    found.append((away, number))
        found.sort()
        closest = [number for away, number in found if away == found[0][0]]
        return self._ranked(dict.fromkeys(closest))

    def _variants(self, name: str, country: str) -> tuple[Entry, ...]:
        bones = skeleton(fold(name))
        if len(bones) < 3:
            return ()
        numbers = []
        for number in self._rows.find("~" + bones):
            entry = self._entry(number)
            names = (fold(entry.name), *entry.aliases)
            if country in (entry.country, *entry.countries) and any(skeleton(other) == bones for other in names):
                numbers.append(number)
        return self._ranked(dict.fromkeys(numbers))

    def _find_folded(self, folded: str) -> tuple[Entry, ...]:
        numbers: dict[int, None] = {}
        for number in self._rows.find(folded) if folded else ():
            entry = self._entry(number)
            if folded in (fold(entry.name), *entry.aliases) or folded in _bare_names(entry):
                numbers[number] = None
        bare = without_article(folded)
        if not numbers and bare != folded:
            for number in self._rows.find(bare):
                entry = self._entry(number)
                if entry.country in ARABIC and bare in (fold(entry.name), *entry.aliases, *_bare_names(entry)):
                    numbers[number] = None
        return self._ranked(numbers)

    def _ranked(self, numbers: dict[int, None]) -> tuple[Entry, ...]:
        entries = [self._entry(number) for number in numbers]
        if self._layered and len(entries) > 1:
            entries = self._last_words(entries)
        entries.sort(key=lambda entry: (_LEVEL_ORDER[entry.level], -entry.population, entry.id))
        return tuple(entries)

    def _last_words(self, entries: list[Entry]) -> list[Entry]:
        """Leave one of the entries that several files have for one place: the last file's, as well known as any."""
        kept: list[Entry] = []
        for entry in sorted(entries, key=lambda entry: (-self._rows.layer(entry.id), entry.id)):
            same = next((n for n, other in enumerate(kept) if self._is_same(entry, other)), None)
            if same is None:
                kept.append(entry)
            elif entry.population > kept[same].population:
                kept[same] = msgspec.structs.replace(kept[same], population=entry.population)
        return kept

    def _is_same(self, entry: Entry, other: Entry) -> bool:
        """Tell whether two rows of different files are of one place."""
        if entry.level != other.level or entry.countries != other.countries:
            return False
        if self._rows.layer(entry.id) == self._rows.layer(other.id):
            return False
        if entry.level in ("country", "province"):
            return True
        slack = max(SAME_KM, min(entry.radius_km, other.radius_km))
        north = abs(entry.latitude - other.latitude) * KM_A_DEGREE
        east = abs(entry.longitude - other.longitude) % 360
        return north <= slack and min(east, 360 - east) * KM_A_DEGREE * cos(radians(entry.latitude)) <= slack

    @staticmethod
    def _of_country(entries: tuple[Entry, ...], country: str | None) -> tuple[Entry, ...]:
        if country is None:
            return entries
        return tuple(entry for entry in entries if country == entry.country or country in entry.countries)

    def _read_entry(self, number: int) -> Entry:
        name, level, country, province, latitude, longitude, radius, population, aliases = self._rows.row(number).split(
            "\t"
        )
        assert level in _LEVELS, level
        countries = tuple(country.split(",")) if country else ()
        return Entry(
            id=number,
            name=name,
            level=level,  # type: ignore[arg-type]
            country=countries[0] if len(countries) == 1 else None,
            countries=countries,
            province=province or None,
            latitude=float(latitude),
            longitude=float(longitude),
            radius_km=float(radius),
            population=int(population),
            aliases=tuple(alias for alias in aliases.split(";") if alias and alias[0] != "."),
            abbreviations=tuple(alias for alias in aliases.split(";") if alias[:1] == "."),
        )

    def _read_names(self, country: str) -> dict[tuple[str, str, int], list[tuple[str, int]]]:
        """Return every folded name of a country's places with the row number, by first and last letter and length."""
        names: dict[tuple[str, str, int], list[tuple[str, int]]] = {}
        for number in self._rows.group(country):
            cells = self._rows.row(number).split("\t")
            for name in (fold(cells[0]), *cells[8].split(";")):
                if name and name[0] != ".":
                    names.setdefault((name[0], name[-1], len(name)), []).append((name, number))
        return names


def _bare_names(entry: Entry) -> tuple[str, ...]:
    """Return the names of a place of an Arabic-speaking country without their articles."""
    if entry.country not in ARABIC:
        return ()
    return tuple(without_article(name) for name in (fold(entry.name), *entry.aliases))


def edit_distance(left: str, right: str, limit: int) -> int:
    """Return how many letters differ (inserted, dropped, changed or swapped), or *limit* + 1 where more do."""
    before: list[int] = []
    previous = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        # Further apart than *limit* there is nothing to be had.
        first, last = max(1, i - limit), min(len(right), i + limit)
        current = [i if first == 1 else limit + 1] * first + [limit + 1] * (len(right) + 1 - first)
        for j in range(first, last + 1):
            other = right[j - 1]
            cost = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            current[j] = cost
        if min(current) > limit:
            return limit + 1
        before, previous = previous, current
    return min(previous[-1], limit + 1)


def load_gazetteer() -> Gazetteer:
    """Return the gazetteer that ships with the package, with what is in use beside it; the second call is free."""
    return _gazetteer(in_use())


@lru_cache(maxsize=2)
def _gazetteer(additions: Additions) -> Gazetteer:
    return Gazetteer(_built_in(), *(PackedRows(data, source="an imported list") for data in additions.places))


@lru_cache(maxsize=1)
def _built_in() -> PackedRows:
    file = resources.files("variorum.knowledge") / "data" / "gazetteer.bin"
    return PackedRows(file.read_bytes(), source="gazetteer.bin")
