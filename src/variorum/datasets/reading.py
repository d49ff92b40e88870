"""Makes events of the rows of UCDP GED, of ACLED, and of any table whose columns are named."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from variorum.datasets.rows import Row, header, rows
from variorum.errors import DatasetUnusable
from variorum.exports.codes import Codes
from variorum.knowledge import load_countries
from variorum.model.account import IncidentType
from variorum.model.dataset import DatasetKind, PublishedEvent

_UCDP = frozenset("id date_start date_end side_a side_b best low high latitude longitude type_of_violence".split())
_ACLED = frozenset("event_id_cnty event_date event_type sub_event_type actor1 latitude longitude fatalities".split())

FIELDS = tuple(
    """
    id date end type place province country latitude longitude radius_km side_a side_b killed killed_low killed_high
    source
    """.split()
)
"""What a column of a table of one's own can hold."""

_UCDP_RADII = {1: 5.0, 2: 25.0, 3: 50.0, 4: 150.0, 5: 300.0, 6: 1000.0, 7: 500.0}
_ACLED_RADII = {1: 5.0, 2: 40.0, 3: 150.0}
_ACLED_DAYS = {1: 0, 2: 3, 3: 15}
_UCDP_TYPES: dict[str, tuple[IncidentType, ...]] = {
    "1": ("air_strike", "shelling", "suicide_bombing", "bombing", "armed_attack", "clash", "killing", "operation"),
    "2": ("armed_attack", "clash", "killing", "bombing", "suicide_bombing", "shelling"),
    "3": (
        "armed_attack",
        "killing",
        "bombing",
        "suicide_bombing",
        "air_strike",
        "shelling",
        "abduction",
        "sexual_violence",
    ),
}
_UCDP_WORDS = {"1": "state-based", "2": "non-state", "3": "one-sided"}
_DATES = ("%d %B %Y", "%d %b %Y", "%Y/%m/%d")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


class _Skip(ValueError):
    """A row cannot be an event; the message says why."""


def kind_of(content: bytes, path: str) -> DatasetKind:
    """
    Tell what kind of data set a file is, by its columns.

    Raises:
        DatasetUnusable: If it is neither UCDP's nor ACLED's.
    """
    names = {name.casefold() for name in header(content, path)}
    if names >= _UCDP:
        return "ucdp"
    if names >= _ACLED:
        return "acled"
    raise DatasetUnusable(path=path, reason="its columns are neither those of UCDP GED nor of ACLED; import it as csv")


def read_events(
    content: bytes, path: str, kind: DatasetKind, *, names: Mapping[str, str] | None = None
) -> tuple[list[PublishedEvent], list[tuple[int, str]]]:
    """
    Give the events of a file, and the rows that are none, with the reason.

    Args:
        names: For ``csv``, the column of each of `FIELDS` that the file has; `id` may be left out.

    Raises:
        DatasetUnusable: If the file is no such data set.
    """
    made, wanted = _maker(kind, names or {}, path, content)
    events: list[PublishedEvent] = []
    skipped: list[tuple[int, str]] = []
    known: set[str] = set()
    for number, row in rows(content, path, wanted):
        try:
            event = made(number, row)
        except _Skip as error:
            skipped.append((number, str(error)))
            continue
        if event.id in known:
            skipped.append((number, f"another row has the id {event.id}"))
            continue
        known.add(event.id)
        events.append(event)
    return events, skipped


_Maker = Callable[[int, Row], PublishedEvent]


def _maker(kind: DatasetKind, names: Mapping[str, str], path: str, content: bytes) -> tuple[_Maker, frozenset[str]]:
    places = _Countries(Codes())
    if kind == "ucdp":
        return lambda number, row: _ucdp(number, row, places), _UCDP
    if kind == "acled":
        types = _acled_types(Codes())
        order = _days_first(row["event_date"] for _, row in rows(content, path, _ACLED))
        return lambda number, row: _acled(number, row, places, types, order), _ACLED
    if unknown := sorted(set(names) - set(FIELDS)):
        raise DatasetUnusable(path=path, reason=f"no such fields: {', '.join(unknown)}; they are {', '.join(FIELDS)}")
    if "date" not in names:
        raise DatasetUnusable(path=path, reason="no column is named for the date (--map date=COLUMN)")
    columns = {field: column.casefold() for field, column in names.items()}
    wanted = frozenset(names.values())
    order = _days_first(row[columns["date"]] for _, row in rows(content, path, wanted))
    return lambda number, row: _mapped(number, row, columns, places, order), wanted


def _days_first(dates: Iterable[str]) -> bool | None:
    """Tell whether dates with slashes begin with the day, by those that can be read in one way; None where none can."""
    found: set[bool] = set()
    for text in dates:
        parts = _SLASHED.fullmatch(text)
        if parts is None:
            break  # a table writes its dates in one way
        first, second = int(parts[1]), int(parts[2])
        if max(first, second) > 12:
            found.add(first > second)
    return found.pop() if len(found) == 1 else None


class _Countries:
    """Codes of countries by the names that data sets give them."""

    def __init__(self, codes: Codes) -> None:
        self._by_name: dict[str, str] = {}
        self._by_number: dict[str, str] = {}
        for country in codes.countries.values():
            for name in (country.ucdp_name, country.acled_name, country.iso3):
                self._by_name.setdefault(name.casefold(), country.code)
            if country.gw is not None:
                self._by_number.setdefault(str(country.gw), country.code)
        self._by_name.pop("", None)

    def of(self, name: str, number: str = "") -> str | None:
        """Give the code of a country, by Gleditsch and Ward's number or by name."""
        if number in self._by_number:
            return self._by_number[number]
        found = load_countries().by_name(name) if name else None
        return self._by_name.get(name.casefold()) or (found.code if found else None)


def _ucdp(number: int, row: Row, countries: _Countries) -> PublishedEvent:
    start, end = _date(row["date_start"]), _date(row["date_end"])
    latitude, longitude = _at(row)
    low, best, high = (_count(row[name]) for name in ("low", "best", "high"))
    return PublishedEvent(
        id=_id(row["id"], number),
        row=number,
        start=min(start, end),
        end=max(start, end),
        types=_UCDP_TYPES.get(row["type_of_violence"], ()),
        type=_UCDP_WORDS.get(row["type_of_violence"], row["type_of_violence"]) or None,
        place=row.get("where_coordinates") or None,
        province=row.get("adm_1") or None,
        country=countries.of(row.get("country", ""), row.get("country_id", "")),
        latitude=latitude,
        longitude=longitude,
        radius_km=_UCDP_RADII.get(_count(row.get("where_prec", "")) or 0, 25.0),
        sides=tuple(filter(None, (row["side_a"], row["side_b"]))),
        killed_low=low,
        killed_best=best,
        killed_high=high,
        source=row.get("source_office") or row.get("source_article") or None,
    )


def _acled(
    number: int,
    row: Row,
    countries: _Countries,
    types: Mapping[tuple[str, str], tuple[IncidentType, ...]],
    days_first: bool | None,
) -> PublishedEvent:
    day = _date(row["event_date"], days_first)
    slack = timedelta(days=_ACLED_DAYS.get(_count(row.get("time_precision", "")) or 1, 0))
    latitude, longitude = _at(row)
    killed = _count(row["fatalities"])
    actors = (row["actor1"], row.get("assoc_actor_1", ""), row.get("actor2", ""), row.get("assoc_actor_2", ""))
    return PublishedEvent(
        id=_id(row["event_id_cnty"], number),
        row=number,
        start=day - slack,
        end=day + slack,
        types=types.get((row["event_type"], row["sub_event_type"]), ()),
        type=" / ".join(filter(None, (row["event_type"], row["sub_event_type"]))) or None,
        place=row.get("location") or None,
        province=row.get("admin1") or None,
        country=countries.of(row.get("country", "")),
        latitude=latitude,
        longitude=longitude,
        radius_km=_ACLED_RADII.get(_count(row.get("geo_precision", "")) or 0, 25.0),
        sides=tuple(part.strip() for cell in actors for part in cell.split(";") if part.strip()),
        killed_low=killed,
        killed_best=killed,
        killed_high=killed,
        source=row.get("source") or None,
    )


def _mapped(
    number: int, row: Row, columns: Mapping[str, str], countries: _Countries, days_first: bool | None
) -> PublishedEvent:
    told = {field: row.get(column, "") for field, column in columns.items()}
    start = _date(told["date"], days_first)
    end = _date(told["end"], days_first) if told.get("end") else start
    latitude, longitude = _at(told)
    best = _count(told.get("killed", ""))
    low, high = _count(told.get("killed_low", "")), _count(told.get("killed_high", ""))
    radius = _float(told.get("radius_km", ""))
    country = told.get("country", "")
    known = load_countries().by_code(country.upper()) if len(country) == 2 else None
    sides = (part.strip() for name in ("side_a", "side_b") for part in told.get(name, "").split(";"))
    return PublishedEvent(
        id=_id(told.get("id", ""), number),
        row=number,
        start=min(start, end),
        end=max(start, end),
        type=told.get("type") or None,
        place=told.get("place") or None,
        province=told.get("province") or None,
        country=known.code if known else countries.of(country),
        latitude=latitude,
        longitude=longitude,
        radius_km=radius if radius is not None and 0 <= radius <= 20000 else 25.0,
        sides=tuple(filter(None, sides)),
        killed_low=best if low is None else low,
        killed_best=best,
        killed_high=best if high is None else high,
        source=told.get("source") or None,
    )


def _acled_types(codes: Codes) -> dict[tuple[str, str], tuple[IncidentType, ...]]:
    """Turn the table of types round: the record's types that an ACLED pair may be."""
    found: dict[tuple[str, str], tuple[IncidentType, ...]] = {}
    for kind, named in codes.types.items():
        pairs = {
            (named.acled_event, named.acled_sub_event),
            (named.acled_event_civilians, named.acled_sub_event_civilians),
        }
        for pair in sorted(pairs):
            found[pair] = (*found.get(pair, ()), kind)
    more: dict[tuple[str, str], tuple[IncidentType, ...]] = {
        ("Explosions/Remote violence", "Grenade"): ("bombing",),
        ("Battles", "Government regains territory"): ("territory_change", "clash"),
        ("Battles", "Non-state actor overtakes territory"): ("territory_change", "clash", "armed_attack"),
        ("Battles", "Armed clash"): ("operation", "shelling", "air_strike"),
        ("Violence against civilians", "Attack"): ("abduction",),
        ("Violence against civilians", "Abduction/forced disappearance"): ("arrest",),
        ("Protests", "Protest with intervention"): ("protest",),
        ("Protests", "Excessive force against protesters"): ("protest",),
        ("Riots", "Mob violence"): ("riot",),
        ("Strategic developments", "Disrupted weapons use"): ("operation", "destruction"),
    }
    for pair, kinds in more.items():
        found[pair] = tuple(dict.fromkeys((*found.get(pair, ()), *kinds)))
    return found


def _date(text: str, days_first: bool | None = None) -> date:
    """Read a date; with slashes in the order *days_first*, which only a table as a whole tells."""
    day = text.strip()
    if len(day) >= 10 and day[4] == day[7] == "-":
        try:
            return date.fromisoformat(day[:10])  # far faster than what is tried below
        except ValueError as error:
            raise _Skip(f"{text[:40]!r} is no date") from error
    forms: tuple[str, ...] = _DATES
    if found := _SLASHED.fullmatch(day):
        if days_first is None and found[1] != found[2] and max(int(found[1]), int(found[2])) <= 12:
            raise _Skip(f"{day!r} can be two days")
        days = int(found[1]) > 12 if days_first is None else days_first
        forms = ("%d/%m/%Y",) if days else ("%m/%d/%Y",)
    for form in forms:
        try:
            return datetime.strptime(day, form).date()
        except ValueError:
            continue
    raise _Skip(f"{text[:40]!r} is no date")


def _count(text: str) -> int | None:
    """Give a whole number; None for an empty cell, a word, or one below zero (as -1 for what was not counted)."""
    digits = text.removesuffix(".0")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else None


def _float(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _at(row: Mapping[str, str]) -> tuple[float | None, float | None]:
    latitude, longitude = _float(row.get("latitude", "")), _float(row.get("longitude", ""))
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        return None, None
    return latitude, longitude


def _id(text: str, number: int) -> str:
    return text[:200] or f"row {number}"


def skipped_reasons(skipped: Iterator[tuple[int, str]] | list[tuple[int, str]]) -> dict[str, int]:
    """Count the reasons why rows are no events."""
    found: dict[str, int] = {}
    for _, reason in skipped:
        found[reason] = found.get(reason, 0) + 1
    return found
