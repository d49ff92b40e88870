"""
The record contract: what all accounts together support, under people's judgements.

A record is a pure function of accounts and judgements. Every value in it leads back to words of reports, by a report's
id and offsets into its text or by the members of an incident.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from variorum.model.account import (
    ActorType,
    Capture,
    Certainty,
    Group,
    HarmStance,
    IncidentType,
    Interval,
    LinkType,
    Outcome,
    Place,
    Published,
    Stance,
    Value,
    When,
)

Side = Literal["initiator", "target", "third", "reporter"]
"""Whose side a speaker is on: the initiator's, the target's, neither's, or a report's own voice."""

OriginKind = Literal["report", "copy", "agency", "speaker"]
"""What makes reports one origin: nothing (each is its own), shared text, a named agency, one speaker's figure."""

PolicyName = Literal["ucdp", "range", "conservative"]


class Member(Value, frozen=True, kw_only=True, order=True):
    """An incident of one report's account; `report` is the report's id."""

    report: str
    incident: str


class ReportEntry(Value, frozen=True, kw_only=True):
    """A report of the record, with its text; `dated_by` says why an inferred date of publication is what it is."""

    id: str
    sha256: str
    text: str
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: Published = Published()
    dated_by: tuple[str, ...] = ()
    language: str = "en"
    capture: Capture | None = None


class ActorEntry(Value, frozen=True, kw_only=True):
    """A party, office or person over all reports; `aliases` are the names that the accounts know it by, sorted."""

    id: str
    name: str
    type: ActorType
    country: str | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    members: tuple[tuple[str, str], ...] = ()


class Basis(Value, frozen=True, kw_only=True):
    """
    A harm that an estimate rests on, in its speaker's words; `speaker` is an actor of the record or None.

    `superseded_by` is the position, in the same estimate's basis, of the later figure of the same speaker or office
    that replaces this one. `reversed` marks a harm that later accounts take back ("reported killed", then seen alive).
    """

    report: str
    incident: str
    speaker: str | None = None
    side: Side = "reporter"
    stance: HarmStance = "asserts"
    certainty: Certainty = "reported"
    low: int
    high: int | None = None
    approximate: bool = False
    names: tuple[str, ...] = ()
    published: Published = Published()
    start: int
    end: int
    quote: str
    superseded_by: int | None = None
    reversed: bool = False


class Estimate(Value, frozen=True, kw_only=True):
    """
    Low, best and high for one outcome and group; `high` is None where every supported figure is open above.

    `contested` is true where speakers contradict one another; `reason` says in a sentence how the policy chose.
    """

    outcome: Outcome
    group: Group
    low: int
    best: int
    high: int | None = None
    policy: PolicyName
    contested: bool = False
    reason: str = ""
    basis: tuple[Basis, ...] = ()


class Origin(Value, frozen=True, kw_only=True):
    """Reports that go back to one source, and why they count as one: `reason` is a sentence."""

    kind: OriginKind
    name: str
    reports: tuple[str, ...]
    reason: str


class Position(Value, frozen=True, kw_only=True):
    """What one speaker holds on a contested field; `value` is said in plain words, `quote` in the speaker's."""

    side: Side
    speaker: str | None
    value: str
    report: str
    start: int
    end: int
    quote: str


class Contest(Value, frozen=True, kw_only=True):
    """
    A field on which accounts disagree, with who stands where.

    `field` is a field of the incident ("initiators", "targets", "type", "when", "where"), or "happened" where a speaker
    denies the incident itself, or "harms OUTCOME GROUP" ("harms killed civilian").
    """

    field: str
    positions: tuple[Position, ...]


class Correction(Value, frozen=True, kw_only=True):
    """What a person set a field to, beside what the machine has; `judgement` is the judgement's id."""

    field: str
    machine: str
    person: str
    judgement: str


class IncidentEntry(Value, frozen=True, kw_only=True):
    """
    An incident over all reports: a cluster of members.

    `id` depends on the members alone. `rejected` marks one that a person judged to be none; it is kept and shown so.
    `confidence` is the least probability by which a member is joined to the others, 1 for a single member.
    """

    id: str
    type: IncidentType
    certainty: Certainty = "reported"
    when: When = When()
    where: tuple[Place, ...] = ()
    initiators: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    origins: tuple[Origin, ...] = ()
    contested: tuple[Contest, ...] = ()
    confidence: float = 1.0
    corrections: tuple[Correction, ...] = ()
    rejected: bool = False


class SourceSpan(Value, frozen=True, kw_only=True):
    """Words of a report."""

    report: str
    start: int
    end: int
    quote: str


class LinkEntry(Value, frozen=True, kw_only=True, rename={"from_": "from"}):
    """Incident `from_` answers, or is part of, `to`, in each basis's words; `lag_days` is [least, most] or None."""

    from_: str
    to: str
    type: LinkType
    lag_days: tuple[int, int] | None = None
    basis: tuple[SourceSpan, ...] = ()


class StatisticEntry(Value, frozen=True, kw_only=True):
    """
    A published count beside what the record holds for the same measure, place and period.

    `recorded` is [low, high] over the `incidents` that match, None where the measure is none that incidents can
    answer. `flags` say what does not fit: parts that do not add up, totals below what is recorded.
    """

    report: str
    measure: str
    group: Group | None = None
    low: int
    high: int | None = None
    approximate: bool = False
    period: Interval | None = None
    place: str | None = None
    speaker: str | None = None
    start: int
    end: int
    quote: str
    recorded: tuple[int, int | None] | None = None
    incidents: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


class StatementEntry(Value, frozen=True, kw_only=True):
    """A statement of a report's account in the record's terms: `incident` and `speaker` are ids of the record."""

    report: str
    speaker: str
    stance: Stance
    start: int
    end: int
    quote: str
    cue: str | None = None
    speaker_quote: str | None = None
    incident: str | None = None
    said_on: date | None = None
    via: str | None = None


class Forecast(Value, frozen=True, kw_only=True):
    """A statement that predicts, when it was said, how far it looks, and the later incidents that bear on it."""

    statement: StatementEntry
    said: Published = Published()
    horizon: Interval | None = None
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()


class Record(Value, frozen=True, kw_only=True):
    """What all accounts together support."""

    reports: tuple[ReportEntry, ...] = ()
    actors: tuple[ActorEntry, ...] = ()
    incidents: tuple[IncidentEntry, ...] = ()
    links: tuple[LinkEntry, ...] = ()
    statistics: tuple[StatisticEntry, ...] = ()
    statements: tuple[StatementEntry, ...] = ()
    forecasts: tuple[Forecast, ...] = ()


JudgementAction = Literal["same", "different", "set", "reject", "undo"]


class Anchor(Value, frozen=True, kw_only=True, order=True):
    """
    An incident of a report by its words, so that a judgement outlives the ids that a newer reader gives.

    `sha256` is the report's hash; `start` and `end` are those of one of the incident's mentions.
    """

    sha256: str
    start: int
    end: int


class Judgement(Value, frozen=True, kw_only=True):
    """
    What a person decided, for ever: later judgements may undo it, nothing changes it.

    `same` and `different` have anchors of two or more incidents (one each); `set` has one anchor, a field and a value;
    `reject` one anchor; `undo` names another judgement in `undoes`. `at` is UTC, ISO 8601.
    """

    id: str
    at: str
    user: str
    action: JudgementAction
    reason: str = ""
    anchors: tuple[Anchor, ...] = ()
    field: str | None = None
    value: str | None = None
    undoes: str | None = None
