"""
What the pages of a record are made of.

An actor is named in two ways: as a `Name` where there is room for nothing else, and else by its id, with the `actors`
beside it that say what the ids mean. A list has `items`, and `next`, the cursor of what follows, None at its end.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from variorum.app.show import Comparison, Neighbour, Source, Telling
from variorum.model.account import (
    ActorType,
    Certainty,
    Group,
    Harm,
    HarmStance,
    IncidentType,
    Interval,
    Outcome,
    Place,
    Published,
    Statistic,
    Value,
    When,
)
from variorum.model.dataset import Compared, Dataset
from variorum.model.record import (
    ActorEntry,
    Forecast,
    IncidentEntry,
    Judgement,
    JudgementAction,
    Member,
    PolicyName,
    Side,
    SourceSpan,
    StatementEntry,
    StatisticEntry,
)
from variorum.model.tolls import Toll
from variorum.store import Cell, Counts, DayCount, Failure, LogEntry, Point, ReportState, Totals

# Names


class Name(Value, frozen=True, kw_only=True):
    """An actor by its name; `parent` is the id of the actor that it belongs to."""

    id: str
    name: str
    type: ActorType
    country: str | None = None
    parent: str | None = None


# Incidents


class Summary(Value, frozen=True, kw_only=True):
    """
    An incident in a line of a list.

    `fields` are those contested. `reports` and `origins` are counts. `judged` tells that a person has corrected it.
    `version` changes with the incident: `If-Match` of a judgement carries it.
    """

    id: str
    version: str
    type: IncidentType
    certainty: Certainty
    when: When
    where: tuple[Place, ...] = ()
    initiators: tuple[Name, ...] = ()
    targets: tuple[Name, ...] = ()
    tolls: tuple[Toll, ...] = ()
    fields: tuple[str, ...] = ()
    contested: bool = False
    reports: int
    origins: int
    confidence: float = 1.0
    judged: bool = False
    rejected: bool = False


class IncidentList(Value, frozen=True, kw_only=True):
    """A page of incidents; `totals` are those of all that the filter chooses."""

    items: tuple[Summary, ...]
    next: str | None = None
    totals: Totals


class PointList(Value, frozen=True, kw_only=True):
    """The incidents that a filter chooses, the latest first; `totals` are those of all of them."""

    items: tuple[Point, ...]
    next: str | None = None
    totals: Totals


class CellList(Value, frozen=True, kw_only=True):
    """The incidents that a filter chooses, counted by where they are; those without coordinates are in none."""

    items: tuple[Cell, ...]


class DayList(Value, frozen=True, kw_only=True):
    """The incidents that a filter chooses, counted by the day on which they began; those without a date are in none."""

    items: tuple[DayCount, ...]


class Facet(Value, frozen=True, kw_only=True):
    """A value that a filter can take, and how many incidents it would leave; `label` is its name for people."""

    value: str
    label: str
    incidents: int


class Facets(Value, frozen=True, kw_only=True):
    """
    What the filters can be set to, the most frequent first.

    Each is counted under all other filters but its own. `first` and `last` are the days of the earliest and the latest.
    """

    types: tuple[Facet, ...] = ()
    countries: tuple[Facet, ...] = ()
    provinces: tuple[Facet, ...] = ()
    outcomes: tuple[Facet, ...] = ()
    actors: tuple[Facet, ...] = ()
    first: date | None = None
    last: date | None = None


class Figure(Value, frozen=True, kw_only=True):
    """
    A figure that a voice gave on a day, in its words.

    `superseded` tells that the voice replaced it later, `reversed` that later accounts take it back.
    """

    published: Published
    low: int
    high: int | None = None
    approximate: bool = False
    stance: HarmStance
    certainty: Certainty
    superseded: bool = False
    reversed: bool = False
    source: SourceSpan


class Series(Value, frozen=True, kw_only=True):
    """
    How the figure of one voice moved, by day.

    The voice is `speaker`, an actor's id, or where that is None the reports of `publisher` themselves.
    """

    outcome: Outcome
    group: Group
    speaker: str | None = None
    publisher: str | None = None
    side: Side
    figures: tuple[Figure, ...]


class TollList(Value, frozen=True, kw_only=True):
    """The figures of an incident over time: a series for each outcome, group and voice."""

    items: tuple[Series, ...]
    actors: tuple[Name, ...] = ()


class IncidentPage(Value, frozen=True, kw_only=True):
    """
    An incident of the record with all that bears on it.

    `tellings` are ordered by side, date and report: a row each of the table of accounts. `entry` has the estimates with
    their basis, the origins, the contests, and in `corrections` what persons set beside the machine's values.
    `before` are the incidents that it answers or is part of, `after` those that answer it or are part of it.
    `comparisons` say why its reports' incidents count as one. `judgements` are those that stand.
    """

    summary: Summary
    entry: IncidentEntry
    reports: tuple[Source, ...] = ()
    actors: tuple[ActorEntry, ...] = ()
    tellings: tuple[Telling, ...] = ()
    toll: tuple[Series, ...] = ()
    before: tuple[Neighbour, ...] = ()
    after: tuple[Neighbour, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    judgements: tuple[Judgement, ...] = ()


# Reports


class ReportRow(Value, frozen=True, kw_only=True):
    """A report in a line of a list; `message` says why one that `failed` could not be read."""

    id: str
    sha256: str
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: Published = Published()
    dated_by: tuple[str, ...] = ()
    state: ReportState
    message: str | None = None
    words: int
    incidents: int = 0
    statements: int = 0


class ReportList(Value, frozen=True, kw_only=True):
    """A page of reports."""

    items: tuple[ReportRow, ...]
    next: str | None = None
    total: int


class ReportPage(Value, frozen=True, kw_only=True):
    """A report with its text, and the incidents of the record that it tells of."""

    report: ReportRow
    text: str
    incidents: tuple[Summary, ...] = ()


MarkKind = Literal["actor", "incident", "harm", "statement", "cue", "speaker", "statistic", "time", "place", "link"]


class Mark(Value, frozen=True, kw_only=True):
    """
    Words of a report from which something was read; `item` is the key of what they belong to.

    Offsets count code points. Marks overlap: a harm stands within a statement. Sorted by start, the longer first.
    """

    kind: MarkKind
    start: int
    end: int
    item: str


class Item(Value, frozen=True, kw_only=True):
    """
    Something that was read from a report, and what it is in the record.

    `label` says it in a few words. `incident` and `actor` are ids of the record: the incident that it is or belongs to,
    the actor that it is or that says it. One of the last five is set where the item is such.
    """

    key: str
    kind: Literal["actor", "incident", "harm", "statement", "statistic", "link"]
    label: str
    incident: str | None = None
    actor: str | None = None
    type: IncidentType | None = None
    when: When | None = None
    where: tuple[Place, ...] = ()
    harm: Harm | None = None
    statement: StatementEntry | None = None
    statistic: Statistic | None = None


class MarkList(Value, frozen=True, kw_only=True):
    """Everything that was read from a report, and the words that it was read from."""

    report: str
    marks: tuple[Mark, ...] = ()
    items: tuple[Item, ...] = ()
    actors: tuple[Name, ...] = ()


# Actors


class ActorRow(Value, frozen=True, kw_only=True):
    """
    An actor in a line of a list.

    `statements` are all that it says; `claims` those on incidents of the record, `contested` of these those on
    incidents on which accounts part. `initiator` and `target` count the incidents in which it is such.
    """

    id: str
    name: str
    type: ActorType
    country: str | None = None
    parent: Name | None = None
    aliases: tuple[str, ...] = ()
    statements: int = 0
    claims: int = 0
    contested: int = 0
    initiator: int = 0
    target: int = 0


class ActorList(Value, frozen=True, kw_only=True):
    """A page of actors."""

    items: tuple[ActorRow, ...]
    next: str | None = None
    total: int


class ActorPage(Value, frozen=True, kw_only=True):
    """
    An actor with what it belongs to and what belongs to it; `incidents` and `statements` are the latest.

    All of them are `/incidents?actor=ID` and `/statements?speaker=ID`.
    """

    actor: ActorRow
    parents: tuple[Name, ...] = ()
    children: tuple[Name, ...] = ()
    incidents: tuple[Summary, ...] = ()
    statements: tuple[StatementEntry, ...] = ()
    actors: tuple[Name, ...] = ()


# Statements, statistics, forecasts


class StatementList(Value, frozen=True, kw_only=True):
    """A page of statements, as they are told."""

    items: tuple[StatementEntry, ...]
    next: str | None = None
    total: int
    actors: tuple[Name, ...] = ()


class StatisticList(Value, frozen=True, kw_only=True):
    """A page of published counts beside the record's own."""

    items: tuple[StatisticEntry, ...]
    next: str | None = None
    total: int
    actors: tuple[Name, ...] = ()


class DatasetList(Value, frozen=True, kw_only=True):
    """The published data sets that the record keeps; always whole."""

    items: tuple[Dataset, ...]
    next: str | None = None
    total: int


class DatasetPage(Value, frozen=True, kw_only=True):
    """
    A page of a data set beside the record, in order of days.

    Only what both cover (`since`, `until`, `countries`) is compared; `left_out` counts the other events, `unplaced` the
    incidents without a day or a place. `same`, `shared`, `lacking`, `beyond` and `differing` count all rows, whatever
    was asked for, `total` those that were.
    """

    dataset: Dataset
    since: date | None = None
    until: date | None = None
    countries: tuple[str, ...] = ()
    left_out: int
    unplaced: int
    same: int
    shared: int
    lacking: int
    beyond: int
    differing: int
    items: tuple[Compared, ...]
    next: str | None = None
    total: int


class ForecastList(Value, frozen=True, kw_only=True):
    """A page of forecasts with the incidents that bear on them."""

    items: tuple[Forecast, ...]
    next: str | None = None
    total: int
    actors: tuple[Name, ...] = ()
    incidents: tuple[Summary, ...] = ()


# Search


class Part(Value, frozen=True, kw_only=True):
    """Some of the words around what was sought; `found` tells that these are sought."""

    text: str
    found: bool = False


class Passage(Value, frozen=True, kw_only=True):
    """A report, or a statement in it, that holds the words sought, with those around them."""

    report: str
    title: str | None = None
    parts: tuple[Part, ...]
    statement: StatementEntry | None = None


class PassageList(Value, frozen=True, kw_only=True):
    """A page of passages, the best first."""

    items: tuple[Passage, ...]
    next: str | None = None
    actors: tuple[Name, ...] = ()


class SearchPage(Value, frozen=True, kw_only=True):
    """
    The first of each kind that hold the words sought.

    More of them: `/search/passages?kind=report` and `kind=statement`, `/incidents?text=`, `/actors?name=`.
    """

    q: str
    reports: PassageList
    statements: PassageList
    incidents: IncidentList
    actors: ActorList


# Judgements, review


class LogList(Value, frozen=True, kw_only=True):
    """A page of what was done to the record, the latest first."""

    items: tuple[LogEntry, ...]
    next: str | None = None
    total: int


class JudgementRow(Value, frozen=True, kw_only=True):
    """
    A judgement and what became of it.

    `stands` is false where another one, `undone_by`, took it back. `incidents` are those that it speaks of, as they
    are now.
    """

    judgement: Judgement
    stands: bool
    undone_by: str | None = None
    incidents: tuple[Summary, ...] = ()


class JudgementList(Value, frozen=True, kw_only=True):
    """A page of judgements, the latest first."""

    items: tuple[JudgementRow, ...]
    next: str | None = None
    total: int


Question = Literal["together", "same", "which", "real"]
"""
What a person is asked: whether the reports of an incident tell of one (`together`), whether two incidents are one
(`same`), which value holds on which accounts part (`which`), whether an incident happened at all (`real`).
"""


class Draft(Value, frozen=True, kw_only=True):
    """A judgement that would answer a question, as `POST /judgements` takes it."""

    label: str
    action: JudgementAction
    incidents: tuple[str, ...] = ()
    field: str | None = None
    value: str | None = None


class Voice(Value, frozen=True, kw_only=True):
    """
    What a voice has said on a question, in its words.

    `case` is the incident of a report that the words are of; `value` is what the voice holds, where the question is
    which value holds; `context` are the words around the quote, of which `source` are some.
    """

    case: Member | None = None
    speaker: str | None = None
    side: Side = "reporter"
    publisher: str | None = None
    published: Published = Published()
    value: str | None = None
    source: SourceSpan
    before: str = ""
    after: str = ""


class ReviewItem(Value, frozen=True, kw_only=True):
    """
    A question to a person: what is asked in plain words, of which incidents, with the words that bear on it.

    `key` stays the same as long as the question does. `weight` orders the queue: how unsure the answer is, times how
    much hangs on it. `probability` is the machine's that two are one. `drafts` are the answers to choose from; to leave
    things as they are is none of them, and stands as a judgement ("same", "different", "set") where it is `confirm`.
    """

    key: str
    question: Question
    asked: str
    weight: float
    probability: float | None = None
    field: str | None = None
    incidents: tuple[Summary, ...]
    voices: tuple[Voice, ...] = ()
    confirm: Draft | None = None
    drafts: tuple[Draft, ...] = ()


class ReviewList(Value, frozen=True, kw_only=True):
    """A page of the queue; `total` are all questions that are open, up to 1,000."""

    items: tuple[ReviewItem, ...]
    next: str | None = None
    total: int
    actors: tuple[Name, ...] = ()


# The whole


class Overview(Value, frozen=True, kw_only=True):
    """
    How the record stands.

    `pending` tells that chains, statistics and forecasts do not follow the last changes yet, `reading` how many reports
    are being read. `failures` are the first reports that could not be read, `last` is what was done last.
    """

    name: str
    version: str
    counts: Counts
    policy: PolicyName
    days: Interval | None = None
    pending: bool = False
    reading: int = 0
    failures: tuple[Failure, ...] = ()
    last: LogEntry | None = None
