"""What the store takes and gives besides the values of the contracts."""

from __future__ import annotations

from datetime import date
from typing import Generic, Literal, TypeVar

from variorum.model.account import IncidentType, Outcome, PlaceLevel, Stance, TimePrecision, Value
from variorum.model.record import ActorEntry, Member, ReportEntry, StatementEntry

T = TypeVar("T")

IncidentOrder = Literal["newest", "oldest", "killed", "injured", "origins"]
"""By date, or by the most first; what has no date or figure comes last."""

ReportOrder = Literal["id", "newest", "oldest"]
"""By id, or by the day of publication; those without one come last."""

ActorOrder = Literal["name", "claims", "incidents"]
"""By name, or by the most first."""

Part = Literal["initiator", "target"]
"""What an actor is in an incident."""

ReportState = Literal["waiting", "read", "failed"]
"""Whether there is an account of a report; one that `failed` could not be read."""

Role = Literal["viewer", "coder", "editor", "admin"]
"""What a user may do; each role may all that those before it may."""


class Failure(Value, frozen=True, kw_only=True):
    """A report of which there is no account, and the message that says why."""

    report: str
    reader: str
    message: str


class Pair(Value, frozen=True, kw_only=True):
    """Two cases that were compared; `evidence` is JSON, and which of the two is `left` carries nothing."""

    left: Member
    right: Member
    probability: float
    evidence: bytes = b"null"


class Box(Value, frozen=True, kw_only=True):
    """A part of the earth in degrees; `west` is the greater where it crosses the 180th meridian."""

    west: float
    south: float
    east: float
    north: float


class IncidentFilter(Value, frozen=True, kw_only=True):
    """
    Which incidents are asked for: those that fulfil every condition given; None asks nothing.

    `since` and `until` are the first and last day that an incident may touch; one without a date touches none. `place`
    is whole words of a place's name or province, `actor` an actor's id or whole words of one of its names, `text` words
    that must all stand in what a report says of the incident. `part` is what `actor` is in it, `outcomes` what befell
    people in it, `origins` the least number of them, `report` the id of one that tells of it. One without coordinates
    lies in no `box`.
    """

    since: date | None = None
    until: date | None = None
    place: str | None = None
    countries: tuple[str, ...] = ()
    province: str | None = None
    actor: str | None = None
    part: Part | None = None
    types: tuple[IncidentType, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    contested: bool | None = None
    rejected: bool | None = False
    origins: int | None = None
    text: str | None = None
    report: str | None = None
    box: Box | None = None


class StatementFilter(Value, frozen=True, kw_only=True):
    """Which statements are asked for; None asks nothing."""

    report: str | None = None
    speaker: str | None = None
    stance: Stance | None = None
    incident: str | None = None


class Page(Value, Generic[T], frozen=True, kw_only=True):
    """Some of the `total` values asked for; `cursor` asks for the next ones, and is None where these are the last."""

    entries: tuple[T, ...]
    total: int
    cursor: str | None = None


class Hit(Value, frozen=True, kw_only=True):
    """
    A report or statement that holds the words sought.

    `snippet` is the words around them, in parts, each with whether it is what was sought. `rank` is higher for better
    and compares only with that of the same search.
    """

    report: str
    title: str | None
    snippet: tuple[tuple[str, bool], ...]
    rank: float
    statement: StatementEntry | None = None


class LogEntry(Value, frozen=True, kw_only=True):
    """What was done to the record; `at` is UTC, ISO 8601."""

    at: str
    user: str
    what: str
    detail: str = ""


class Counts(Value, frozen=True, kw_only=True):
    """
    How much the record holds.

    Of the `reports`, `read` have an account, `failed` could not be read and `waiting` have not been; of those read,
    `uncollated` are not in the record yet and `undated` have no date of publication. `incidents` leaves out `rejected`.
    """

    reports: int
    read: int
    failed: int
    waiting: int
    uncollated: int
    undated: int
    incidents: int
    contested: int
    rejected: int
    actors: int
    links: int
    statistics: int
    statements: int
    forecasts: int
    judgements: int


class Point(Value, frozen=True, kw_only=True):
    """
    An incident on a map and a timeline: its first place, its days, its tolls.

    `level` says how exact the place is: of any but "site" and "settlement" the coordinates are a centre, right within
    `radius_km`. A toll is [low, best, high]: None where none is told, `high` None where it is open above.
    """

    id: str
    type: IncidentType
    start: date | None
    end: date | None
    precision: TimePrecision
    latitude: float | None
    longitude: float | None
    radius_km: float | None
    level: PlaceLevel | None
    place: str | None
    killed: tuple[int, int, int | None] | None
    injured: tuple[int, int, int | None] | None
    contested: bool
    origins: int


class Cell(Value, frozen=True, kw_only=True):
    """
    Incidents that stand near one another on a map, counted together.

    All of them are at `exact` places, or none is: the others are the middles of larger ones. The coordinates are the
    mean of theirs; `box` holds them all. `killed` adds up the best figures. `key` stays that of the cell of the grid.
    """

    key: str
    exact: bool
    latitude: float
    longitude: float
    box: Box
    incidents: int
    contested: int
    killed: int


class DayCount(Value, frozen=True, kw_only=True):
    """
    The incidents that began on a day, counted, and those killed in them added up.

    `high` takes the best figure where a toll is open above.
    """

    day: date
    incidents: int
    contested: int
    low: int
    best: int
    high: int


class Sum(Value, frozen=True, kw_only=True):
    """
    The tolls of one outcome added up over `incidents`; of those, `open` have no upper bound.

    `high` takes the best figure of an open one, so that it is a lower bound of the highest where `open` is not 0.
    """

    outcome: Outcome
    incidents: int
    low: int
    best: int
    high: int
    open: int


class Totals(Value, frozen=True, kw_only=True):
    """What a filter chooses, counted: incidents, those contested, those without a date, those without coordinates."""

    incidents: int
    contested: int
    undated: int
    unplaced: int
    tolls: tuple[Sum, ...] = ()


class ReportRow(Value, frozen=True, kw_only=True):
    """A report with what reading found of it; `message` says why it could not be read."""

    report: ReportEntry
    state: ReportState
    message: str | None
    incidents: int
    statements: int


class ActorRow(Value, frozen=True, kw_only=True):
    """
    An actor and what it does.

    `statements` are all that it says; `claims` those on incidents of the record, `contested` of these those on
    incidents on which accounts part. `initiator` and `target` count the incidents in which it is such.
    """

    actor: ActorEntry
    statements: int
    claims: int
    contested: int
    initiator: int
    target: int


class Doubt(Value, frozen=True, kw_only=True):
    """Two cases that may be one happening, and the two incidents that they are in."""

    left: Member
    right: Member
    probability: float
    incidents: tuple[str, str]


class User(Value, frozen=True, kw_only=True):
    """Somebody who can sign in; times are UTC, ISO 8601."""

    name: str
    role: Role
    created: str
    seen: str | None = None


class Session(Value, frozen=True, kw_only=True):
    """Somebody who has signed in; `digest` is the hash of what the cookie holds."""

    digest: str
    user: User
    csrf: str
    created: str
    seen: str


class Token(Value, frozen=True, kw_only=True):
    """A token by which a program acts for a user, with `role` at the most."""

    id: str
    name: str
    user: str
    role: Role
    created: str
    expires: str | None = None
    seen: str | None = None
