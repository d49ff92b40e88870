"""What time expressions mean, before any publication date is known."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from variorum.model.account import Value

Unit = Literal["minute", "hour", "day", "weekend", "week", "month", "year", "decade", "century"]
Part = Literal["early", "mid", "late"]
Which = Literal["last", "this", "next", "previous", "that", "following"]
Season = Literal["spring", "summer", "autumn", "winter"]
Origin = Literal["anchor", "context", "event"]
Relation = Literal["in", "since", "until", "before", "after", "by"]
Feast = Literal["easter", "good friday", "thanksgiving"]


class Calendar(Value, frozen=True, tag=True):
    """
    A calendar date with as much of it as is said; weekdays count from Monday, 0.

    `which` goes with the whole ("last March"), `year_of` with the year alone ("March last year").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: Part | None = None
    which: Which | None = None
    year_of: Which | None = None


class Either(Value, frozen=True, tag=True):
    """A date in figures whose day and month can be read in both orders: "03/04/2024"."""

    first: Calendar
    second: Calendar


class Weekday(Value, frozen=True, tag=True):
    """A day of the week, Monday 0: "on Monday", "last Friday", "the following Sunday"."""

    weekday: int
    which: Which | None = None


class Moved(Value, frozen=True, tag=True):
    """
    The calendar unit that lies `offset` units after its origin: "yesterday", "three weeks ago", "two days later".

    The origin is the publication day, the time spoken of before, or an event that the words name ("a day after the
    raid"). `offset` is null where it is not said ("a few days ago").
    """

    unit: Unit
    offset: int | None
    origin: Origin = "anchor"
    part: Part | None = None


class SeasonOf(Value, frozen=True, tag=True):
    """A season, of the northern hemisphere: "last summer", "the spring of 2015", "the spring of last year"."""

    season: Season
    year: int | None = None
    which: Which | None = None
    year_of: Which | None = None
    part: Part | None = None


class FeastOf(Value, frozen=True, tag=True):
    """A movable feast."""

    feast: Feast
    year: int | None = None
    which: Which | None = None


class Years(Value, frozen=True, tag=True):
    """A decade or a century, by its first and last year."""

    first: int
    last: int
    part: Part | None = None


class Stretch(Value, frozen=True, tag=True):
    """A stretch of time that ends or begins on the publication day: "the past two weeks"; a null count is not said."""

    unit: Unit
    count: int | None
    ahead: bool = False


class Slice(Value, frozen=True, tag=True):
    """Units *first* to *last* of a whole, from 1, negative from its end: "the first ten months of this year"."""

    unit: Unit
    first: int
    last: int
    whole: Meaning


class Elapsed(Value, frozen=True, tag=True):
    """What of a whole has passed by the publication day: "so far this year"."""

    whole: Meaning


class Between(Value, frozen=True, tag=True):
    """From one time to another, both included."""

    first: TimeExpression
    last: TimeExpression


class Clock(Value, frozen=True, tag=True):
    """A time of day without its day: "at 5 pm", "early-morning"."""


class Duration(Value, frozen=True, tag=True):
    """How long, not when: "for two months"; a null count is not said."""

    unit: Unit
    count: int | None


class Vague(Value, frozen=True, tag=True):
    """Words of time that no calendar fixes: "recently", "daily"."""


Meaning = (
    Calendar
    | Either
    | Weekday
    | Moved
    | SeasonOf
    | FeastOf
    | Years
    | Stretch
    | Slice
    | Elapsed
    | Between
    | Clock
    | Duration
    | Vague
)


class TimeExpression(Value, frozen=True):
    """Words of time and their meaning; `relation` is the sense of the preposition, which the quote leaves out."""

    start: int
    end: int
    quote: str
    meaning: Meaning
    relation: Relation = "in"


def is_day(meaning: Meaning | None) -> bool:
    """Say whether a meaning is one day."""
    match meaning:
        case Weekday() | FeastOf():
            return True
        case Calendar():
            return meaning.day is not None
        case Moved():
            return meaning.unit == "day"
        case _:
            return False


def is_soon(meaning: Meaning) -> bool:
    """Tell minutes and a few hours, after which it is most likely still the same day."""
    if not isinstance(meaning, Moved):
        return False
    return meaning.unit == "minute" or (meaning.unit == "hour" and abs(meaning.offset or 0) <= _SOON)


_SOON = 6


def tells_day(meaning: Meaning) -> bool:
    """Say whether a meaning is of the calendar, and no time of day, length of time, or "hours after" a happening."""
    if isinstance(meaning, Moved) and meaning.origin == "event" and is_soon(meaning):
        return False
    return not isinstance(meaning, Clock | Duration | Vague)


def narrowed(meaning: Meaning | None, part: Part | None) -> Meaning | None:
    """Narrow a meaning to its early, middle or late part; days, and "earlier" and "later", leave it whole."""
    match meaning:
        case Calendar() if meaning.day is None:
            return replace(meaning, part=part)
        case Calendar() | Weekday() | FeastOf():
            return meaning
        case Moved() if meaning.origin == "event":
            return None
        case SeasonOf() | Moved() | Years():
            return replace(meaning, part=part)
        case _:
            return None
