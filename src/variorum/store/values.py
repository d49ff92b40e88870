"""What the store takes and gives besides the values of the contracts."""

from __future__ import annotations

from datetime import date
from typing import Generic, Literal, TypeVar

from variorum.model.account import IncidentType, Stance, Value
from variorum.model.record import Member, StatementEntry

T = TypeVar("T")

IncidentOrder = Literal["newest", "oldest", "killed", "injured", "origins"]
"""By date, or by the most first; what has no date or figure comes last."""


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


class IncidentFilter(Value, frozen=True, kw_only=True):
    """
    Which incidents are asked for: those that fulfil every condition given; None asks nothing.

    `since` and `until` are the first and last day that an incident may touch; one without a date touches none. `place`
    is whole words of a place's name or province, `actor` an actor's id or whole words of one of its names, `text` words
    that must all stand in what a report says of the incident.
    """

    since: date | None = None
    until: date | None = None
    place: str | None = None
    country: str | None = None
    actor: str | None = None
    types: tuple[IncidentType, ...] = ()
    contested: bool | None = None
    rejected: bool | None = False
    text: str | None = None


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
