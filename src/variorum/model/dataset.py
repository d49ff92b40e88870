"""A published data set beside the record: its events, and how the two compare."""

from __future__ import annotations

from datetime import date
from typing import Literal

from variorum.model.account import IncidentType, Value

DatasetKind = Literal["ucdp", "acled", "csv"]

Standing = Literal["same", "shared", "lacking", "beyond"]
"""
How an event of a data set and an incident of the record stand to each other.

`same` are one, and nothing else is either of them; `shared` is an event of an incident that another event fits better,
as where a data set parts what reports tell as one; `lacking` is an event that the record has not; `beyond` is an
incident that the data set has not.
"""


class PublishedEvent(Value, frozen=True, kw_only=True):
    """
    An event of a data set; `country` is ISO 3166-1 alpha-2, `sides` are as the data set names them.

    `types` are those that an incident of the record may have that is this event. `radius_km` is what the coordinates
    may be off by. `row` is the row of the file, counted from 1 without the header.
    """

    id: str
    row: int
    start: date
    end: date
    types: tuple[IncidentType, ...] = ()
    type: str | None = None
    place: str | None = None
    province: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float = 10.0
    sides: tuple[str, ...] = ()
    killed_low: int | None = None
    killed_best: int | None = None
    killed_high: int | None = None
    source: str | None = None


class Dataset(Value, frozen=True, kw_only=True):
    """A data set that the record keeps; `at` is when it was brought in (UTC, ISO 8601), `sha256` of its file."""

    name: str
    kind: DatasetKind
    source: str
    sha256: str
    at: str
    events: int


class Likeness(Value, frozen=True, kw_only=True):
    """
    One thing that an event and an incident have in common or not; `value` is 0 to 1, and `weight` its share.

    `said` says what was compared.
    """

    name: str
    value: float
    weight: float
    said: str


class Difference(Value, frozen=True, kw_only=True):
    """A field on which the two part, as each has it."""

    field: str
    dataset: str
    record: str


class Compared(Value, frozen=True, kw_only=True):
    """An event of the data set, an incident of the record, or both where they are one; `score` is 0 to 1."""

    standing: Standing
    event: PublishedEvent | None = None
    incident: str | None = None
    summary: str | None = None
    score: float | None = None
    likenesses: tuple[Likeness, ...] = ()
    differences: tuple[Difference, ...] = ()


class Comparison(Value, frozen=True, kw_only=True):
    """
    A data set beside the record; only what both cover is compared, and `left_out` counts the other events.

    `unplaced` counts the incidents that have no day or no place, so that nothing can be said of them. `since`, `until`
    and `countries` say what is covered. `rows` are in order of days.
    """

    dataset: str
    since: date | None = None
    until: date | None = None
    countries: tuple[str, ...] = ()
    left_out: int = 0
    unplaced: int = 0
    rows: tuple[Compared, ...] = ()
