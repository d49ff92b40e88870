"""
The account contract, version 1: what one report says.

Offsets are half-open `[start, end)` counts of Unicode code points into `Report.text`, and
``report.text[start:end] == quote`` for every item that has a quote with offsets.
Unknown, absent and zero are three different values: `None`, an empty tuple, and 0.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

ActorType = Literal[
    "state",
    "government",
    "military",
    "police",
    "intelligence",
    "armed_group",
    "political_party",
    "intergovernmental",
    "media",
    "research",
    "civilians",
    "person",
    "other",
]
IncidentType = Literal[
    "air_strike",
    "shelling",
    "suicide_bombing",
    "bombing",
    "armed_attack",
    "clash",
    "killing",
    "abduction",
    "arrest",
    "sexual_violence",
    "destruction",
    "territory_change",
    "operation",
    "protest",
    "riot",
    "expulsion",
    "closure",
    "talks",
    "agreement",
    "other",
]
Certainty = Literal["reported", "alleged"]
TimePrecision = Literal["day", "week", "month", "year", "range", "unknown"]
PlaceLevel = Literal["site", "settlement", "district", "province", "country", "region"]
Outcome = Literal["killed", "injured", "casualty", "abducted", "captured", "missing", "displaced", "detained"]
Group = Literal["civilian", "military", "police", "security_forces", "militant", "official", "unknown"]
HarmStance = Literal["asserts", "denies"]
Stance = Literal[
    "asserts",
    "denies",
    "accuses",
    "condemns",
    "welcomes",
    "threatens",
    "demands",
    "regrets",
    "claims_responsibility",
    "acknowledges",
    "assesses",
    "predicts",
]
LinkType = Literal["response_to", "part_of"]
PublishedBasis = Literal["metadata", "text", "inferred", "unknown"]


class Value(msgspec.Struct, frozen=True, kw_only=True):
    """Base of every value of the contract: frozen, compared by content, named fields only."""


class Span(Value, frozen=True, kw_only=True):
    """Words of the report and where they stand."""

    start: int
    end: int
    quote: str


class Published(Value, frozen=True, kw_only=True):
    """When the report was published: an interval of days, and what that rests on."""

    start: date | None = None
    end: date | None = None
    basis: PublishedBasis = "unknown"


class Bases(Value, frozen=True, kw_only=True):
    """
    What each particular of a report rests on; None where it was found in the text, if it is known at all.

    "given" (by whoever brought it in), "json-ld", "meta", "time", "heading", "byline" (of a page), "url", "header" (of
    a message), "properties" (of a document), "feed", "sitemap", "row" (of a table).
    """

    title: str | None = None
    publisher: str | None = None
    authors: str | None = None
    published: str | None = None
    language: str | None = None


class Capture(Value, frozen=True, kw_only=True):
    """
    What the text was taken from: `sha256` is the hash of the bytes as captured, by which they are kept.

    `url` is where they were, or where the page says that it is; `retrieved` is UTC, ISO 8601.
    """

    sha256: str
    media_type: str | None = None
    url: str | None = None
    retrieved: str | None = None
    basis: Bases = Bases()


class Report(Value, frozen=True, kw_only=True):
    """
    A report as captured; `text` is never rewritten and `sha256` is the hash of its UTF-8 bytes.

    `capture` is None for what came as plain text.
    """

    id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: Published = Published()
    language: str = "en"
    sha256: str = ""
    capture: Capture | None = None


class Actor(Value, frozen=True, kw_only=True):
    """A party, office or person that the account needs; `parent` is the id of another actor of the account."""

    id: str
    name: str
    type: ActorType
    country: str | None = None
    parent: str | None = None
    mentions: tuple[Span, ...] = ()


class When(Value, frozen=True, kw_only=True):
    """When an incident happened: an interval of days, null where the report and its date do not fix it."""

    start: date | None = None
    end: date | None = None
    precision: TimePrecision = "unknown"
    quote: str | None = None


class Place(Value, frozen=True, kw_only=True):
    """Where: `country` is ISO 3166-1 alpha-2, `radius_km` what the coordinates may be off by."""

    name: str
    level: PlaceLevel
    country: str | None = None
    province: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    quote: str | None = None


class Harm(Value, frozen=True, kw_only=True):
    """What befell how many people, as one speaker has it; `high` is null where the count is open above."""

    outcome: Outcome
    group: Group
    subgroup: str | None = None
    low: int
    high: int | None = None
    approximate: bool = False
    names: tuple[str, ...] = ()
    speaker: str | None = None
    stance: HarmStance = "asserts"
    start: int
    end: int
    quote: str


class Incident(Value, frozen=True, kw_only=True):
    """One happening that the report presents as having happened or as alleged to have happened."""

    id: str
    type: IncidentType
    certainty: Certainty = "reported"
    when: When = When()
    where: tuple[Place, ...] = ()
    initiators: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    weapons: tuple[str, ...] = ()
    harms: tuple[Harm, ...] = ()
    mentions: tuple[Span, ...] = ()


class Statement(Value, frozen=True, kw_only=True):
    """What a speaker other than the reporter says; the quote is the content alone."""

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


class Interval(Value, frozen=True, kw_only=True):
    """A stretch of days, both ends included."""

    start: date
    end: date


class Statistic(Value, frozen=True, kw_only=True):
    """A published count that is not one incident."""

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


class Link(Value, frozen=True, kw_only=True, rename={"from_": "from"}):
    """Incident `from_` answers, or is part of, incident `to`, in the report's own words."""

    from_: str
    to: str
    type: LinkType
    start: int
    end: int
    quote: str


class Account(Value, frozen=True, kw_only=True):
    """What one report says. A pure function of the report and of the reader's version."""

    report: Report
    actors: tuple[Actor, ...] = ()
    incidents: tuple[Incident, ...] = ()
    statements: tuple[Statement, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    links: tuple[Link, ...] = ()
