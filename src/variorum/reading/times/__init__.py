"""Find the expressions of time in a text and resolve them against the day it was published."""

from variorum.reading.times.grammar import find_times
from variorum.reading.times.meanings import (
    Between,
    Calendar,
    Clock,
    Duration,
    Either,
    Elapsed,
    FeastOf,
    Meaning,
    Moved,
    SeasonOf,
    Slice,
    Stretch,
    TimeExpression,
    Vague,
    Weekday,
    Years,
    is_day,
)
from variorum.reading.times.resolution import period_of, resolve

__all__ = [
    "Between",
    "Calendar",
    "Clock",
    "Duration",
    "Either",
    "Elapsed",
    "FeastOf",
    "Meaning",
    "Moved",
    "SeasonOf",
    "Slice",
    "Stretch",
    "TimeExpression",
    "Vague",
    "Weekday",
    "Years",
    "find_times",
    "is_day",
    "period_of",
    "resolve",
]
