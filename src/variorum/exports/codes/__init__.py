"""
The codes of other data sets, as tables that a person can read and replace.

Every file here may be given anew in a folder of one's own, whole: `variorum export --codes FOLDER`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import msgspec

from variorum.errors import CodesUnusable
from variorum.knowledge.names import fold
from variorum.model.account import IncidentType

PRECISIONS = ("site", "settlement", "near", "district", "province", "region", "country", "sea")
"""How precisely a place can be known."""

MAX_BYTES = 2_000_000
"""The largest file of codes that is read."""


@dataclass(frozen=True)
class Country:
    """What other data sets call a country; an empty text or None where they have none."""

    code: str
    iso3: str
    iso_number: int | None
    ucdp_name: str
    gw: int | None
    ucdp_region: str
    acled_name: str
    acled_region: str
    adm1_kind: str


@dataclass(frozen=True)
class TypeCodes:
    """What other data sets call a type of incident; `ucdp` is "deaths" where a death makes it an event, or "never"."""

    acled_event: str
    acled_sub_event: str
    acled_event_civilians: str
    acled_sub_event_civilians: str
    ucdp: str
    plover_event: str
    plover_mode: str


@dataclass(frozen=True)
class PlaceCodes:
    """The codes of a precision of place; None where a format has none."""

    ucdp: int | None
    acled: int | None
    plover: int | None
    airwars_name: str
    airwars_slug: str


@dataclass(frozen=True)
class TimeCodes:
    """The codes of a precision of time, for stretches of up to `longest` days; None where a format has none."""

    precision: str
    longest: int
    ucdp: int | None
    acled: int | None


class Category(msgspec.Struct, frozen=True):
    """A category of PLOVER: its quad code, its score, and the scores of its modes."""

    quad: int
    score: float
    modes: dict[str, float] = {}


@dataclass(frozen=True)
class Codes:
    """The tables, read when they are first asked for; `folder` has those that a person gives anew."""

    folder: Path | None = None

    @cached_property
    def countries(self) -> Mapping[str, Country]:
        """Give the countries by ISO 3166-1 alpha-2 code."""
        return {
            row["code"]: Country(
                code=row["code"],
                iso3=row["iso3"],
                iso_number=_number(row["iso_number"]),
                ucdp_name=row["ucdp_name"],
                gw=_number(row["gw"]),
                ucdp_region=row["ucdp_region"],
                acled_name=row["acled_name"],
                acled_region=row["acled_region"],
                adm1_kind=row["adm1_kind"],
            )
            for row in self._rows("countries.csv", Country)
        }

    @cached_property
    def types(self) -> Mapping[IncidentType, TypeCodes]:
        """Give the codes of each type of incident."""
        names = tuple(TypeCodes.__dataclass_fields__)
        rows = {row["type"]: row for row in self._rows("types.csv", TypeCodes, "type")}
        _complete("types.csv", rows, get_args(IncidentType))
        return {kind: TypeCodes(**{name: rows[kind][name] for name in names}) for kind in get_args(IncidentType)}

    @cached_property
    def places(self) -> Mapping[str, PlaceCodes]:
        """Give the codes of each precision of place."""
        found = {
            row["precision"]: PlaceCodes(
                ucdp=_number(row["ucdp"]),
                acled=_number(row["acled"]),
                plover=_number(row["plover"]),
                airwars_name=row["airwars_name"],
                airwars_slug=row["airwars_slug"],
            )
            for row in self._rows("places.csv", PlaceCodes, "precision")
        }
        _complete("places.csv", found, PRECISIONS)
        return found

    @cached_property
    def times(self) -> tuple[TimeCodes, ...]:
        """Give the codes of the precisions of time, the finest first."""
        found = [
            TimeCodes(row["precision"], _number(row["longest"]) or 0, _number(row["ucdp"]), _number(row["acled"]))
            for row in self._rows("times.csv", TimeCodes)
        ]
        return tuple(sorted(found, key=lambda codes: codes.longest))

    @cached_property
    def disorder(self) -> Mapping[tuple[str, str], str]:
        """Give ACLED's type of disorder of each of its pairs of event and sub-event."""
        names = ("event_type", "sub_event_type", "disorder_type")
        rows = self._rows("acled_types.csv", None, *names)
        return {(row["event_type"], row["sub_event_type"]): row["disorder_type"] for row in rows}

    @cached_property
    def ucdp_actors(self) -> Mapping[str, str]:
        """Give what UCDP calls an actor, by the folded name that it has here."""
        rows = self._rows("ucdp_actors.csv", None, "name", "ucdp_name")
        return {fold(row["name"]): row["ucdp_name"] for row in rows}

    @cached_property
    def acled_actors(self) -> Mapping[str, tuple[str, str]]:
        """Give what ACLED calls an actor and what kind it has it down as, by the folded name that it has here."""
        rows = self._rows("acled_actors.csv", None, "name", "acled_name", "inter")
        return {fold(row["name"]): (row["acled_name"], row["inter"]) for row in rows}

    @cached_property
    def regimes(self) -> Mapping[str, tuple[tuple[int, int | None], ...]]:
        """Give the years of the governments by which ACLED names a country's forces, by country."""
        found: dict[str, tuple[tuple[int, int | None], ...]] = {}
        for row in self._rows("acled_regimes.csv", None, "country", "since", "until"):
            since = _number(row["since"])
            if since is not None:
                found[row["country"]] = (*found.get(row["country"], ()), (since, _number(row["until"])))
        return found

    @cached_property
    def weapons(self) -> Mapping[tuple[str, str], tuple[str, str]]:
        """Give the ACLED sub-event and PLOVER mode, either maybe empty, of a type with a word for a weapon."""
        rows = self._rows("weapons.csv", None, "type", "word", "acled_sub_event", "plover_mode")
        return {(row["type"], row["word"]): (row["acled_sub_event"], row["plover_mode"]) for row in rows}

    @cached_property
    def quantities(self) -> Mapping[tuple[str, int], int]:
        """Give the number that ACLED reads a word as, by the word and what the record reads it as."""
        rows = self._rows("quantities.csv", None, "word", "record", "acled")
        return {(row["word"], _number(row["record"]) or 0): _number(row["acled"]) or 0 for row in rows}

    @cached_property
    def sectors(self) -> Mapping[str, str]:
        """Give PLOVER's sector of each type of actor, empty where it has none."""
        return {row["type"]: row["sector"] for row in self._rows("sectors.csv", None, "type", "sector")}

    @cached_property
    def stances(self) -> Mapping[str, tuple[str, str]]:
        """Give PLOVER's category and mode of the stances that are events to it."""
        rows = self._rows("statements.csv", None, "stance", "plover_event", "plover_mode")
        return {row["stance"]: (row["plover_event"], row["plover_mode"]) for row in rows}

    @cached_property
    def plover(self) -> Mapping[str, Category]:
        """Give quad code, score and modes of each PLOVER category that the other tables name."""
        try:
            found = msgspec.toml.decode(self._text("plover.toml"), type=dict[str, Category])
        except msgspec.DecodeError as error:
            raise CodesUnusable(source="plover.toml", reason=str(error)) from error
        named = {codes.plover_event for codes in self.types.values()} | {event for event, _ in self.stances.values()}
        _complete("plover.toml", found, sorted(named - {""}))
        return found

    def _rows(self, name: str, of: type[Any] | None, *more: str) -> Iterator[dict[str, str]]:
        wanted = {*more, *(of.__dataclass_fields__ if of else ())}
        reader = csv.DictReader(self._text(name).splitlines())
        if lacking := wanted - set(reader.fieldnames or ()):
            raise CodesUnusable(source=name, reason=f"it has no column {', '.join(sorted(lacking))}")
        try:
            for row in reader:
                yield {key: (value or "").strip() for key, value in row.items() if key is not None}
        except (csv.Error, ValueError) as error:
            raise CodesUnusable(source=name, reason=f"line {reader.line_num}: {error}") from error

    def _text(self, name: str) -> str:
        path = self.folder / name if self.folder is not None else None
        if path is None or not path.is_file():
            return files("variorum.exports.codes").joinpath(name).read_text(encoding="utf-8")
        try:
            with path.open("rb") as file:
                content = file.read(MAX_BYTES + 1)
            if len(content) > MAX_BYTES:
                raise CodesUnusable(source=name, reason=f"it is larger than {MAX_BYTES:,} bytes")
            return content.decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise CodesUnusable(source=name, reason=str(error)) from error


def _complete(source: str, found: Iterable[str], wanted: Iterable[str]) -> None:
    known = set(found)
    if lacking := [name for name in wanted if name not in known]:
        raise CodesUnusable(source=source, reason=f"it says nothing of {', '.join(lacking)}")


def _number(text: str) -> int | None:
    if text and not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise CodesUnusable(source="codes", reason=f"{text!r} is no whole number")
    return int(text) if text else None
