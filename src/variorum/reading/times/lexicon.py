"""The words of the grammar of time: tables from `calendar.toml`, and closed classes of English words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

from variorum.reading.numerals import NUMBER_WORDS, ORDINALS, Phrases
from variorum.reading.times.meanings import Feast, Part, Season, Unit, Which

_DATA: Mapping[str, Any] = tomllib.loads(files(__package__).joinpath("calendar.toml").read_text(encoding="utf-8"))

MONTHS: Final[Mapping[str, int]] = _DATA["months"]
SHORT_MONTHS: Final[Mapping[str, int]] = _DATA["short_months"]
WEEKDAYS: Final[Mapping[str, int]] = _DATA["weekdays"]
SHORT_WEEKDAYS: Final[Mapping[str, int]] = _DATA["short_weekdays"]
SEASONS: Final[Mapping[str, Season]] = _DATA["seasons"]
FEASTS: Final[Phrases[list[int] | Feast]] = Phrases(_DATA["feasts"] | _DATA["movable_feasts"])
NAMED_DAYS: Final[Mapping[tuple[int, int], tuple[int, frozenset[str]]]] = {
    (day["month"], day["day"]): (day["year"], frozenset(day["before"])) for day in _DATA["named_days"]
}
NAMES_AFTER: Final = frozenset(_DATA["names"]["after"])
NAMES_ALWAYS: Final = frozenset(_DATA["names"]["always"])
NAMES_BEFORE: Final = frozenset(_DATA["names"]["before"])

UNITS: Final[Mapping[str, Unit]] = {
    "minute": "minute",
    "minutes": "minute",
    "hour": "hour",
    "hours": "hour",
    "day": "day",
    "days": "day",
    "night": "day",
    "nights": "day",
    "week": "week",
    "weeks": "week",
    "weekend": "weekend",
    "weekends": "weekend",
    "month": "month",
    "months": "month",
    "year": "year",
    "years": "year",
    "decade": "decade",
    "decades": "decade",
    "century": "century",
    "centuries": "century",
}
WHICH: Final[Mapping[str, Which]] = {
    "last": "last",
    "past": "last",
    "this": "this",
    "next": "next",
    "coming": "next",
    "upcoming": "next",
    "previous": "previous",
    "preceding": "previous",
    "prior": "previous",
    "following": "following",
    "that": "that",
    "same": "that",
}
OFFSETS: Final[Mapping[Which, int]] = {"last": -1, "previous": -1, "this": 0, "that": 0, "next": 1, "following": 1}
PARTS: Final[Mapping[str, Part | None]] = {
    "early": "early",
    "mid": "mid",
    "late": "late",
    "earlier": None,
    "later": None,
}
PART_NOUNS: Final[Mapping[str, Part]] = {
    "beginning": "early",
    "start": "early",
    "outset": "early",
    "opening": "early",
    "middle": "mid",
    "end": "late",
    "close": "late",
}
DEICTIC_DAYS: Final[Mapping[str, int]] = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
RITES: Final = frozenset({"prayer", "prayers", "mass", "service", "services", "sermon", "worship"})
REPEATED: Final = UNITS.keys() | WEEKDAYS.keys()

_WORDS: Final[Mapping[str, list[str]]] = _DATA["words"]
DAYPARTS: Final = frozenset(_WORDS["dayparts"])
FIXED_DAYPARTS: Final = frozenset(_WORDS["fixed_dayparts"])
TIME_ZONES: Final = frozenset(_WORDS["time_zones"])
CUES: Final = frozenset(_WORDS["cues"])
DAY_CUES: Final = frozenset(_WORDS["day_cues"])
DAY_BEFORE: Final = frozenset(_WORDS["day_before"])
HABITS: Final = frozenset(_WORDS["habits"])
AMOUNTS: Final = frozenset(_WORDS["amounts"])
APPROXIMATIONS: Final = Phrases({phrase: phrase.split()[0] in _WORDS["loose"] for phrase in _WORDS["approximations"]})
VAGUE: Final = Phrases(dict.fromkeys(_WORDS["vague"], True))
NOT_COUNTED: Final = frozenset(_WORDS["not_counted"]) | MONTHS.keys()
DETERMINERS: Final = frozenset(_WORDS["determiners"])
AFTER_A_YEAR: Final = frozenset(_WORDS["after_a_year"])
NOT_BEFORE_A_YEAR: Final = frozenset(_WORDS["not_before_a_year"])
NOT_AFTER_A_YEAR: Final = frozenset(_WORDS["not_after_a_year"])

# Only digits and these can begin an expression.
FIRST_WORDS: Final = frozenset(
    {
        *MONTHS,
        *SHORT_MONTHS,
        *WEEKDAYS,
        *SHORT_WEEKDAYS,
        *SEASONS,
        *FEASTS.first_words,
        *UNITS,
        *WHICH,
        *PARTS,
        *PART_NOUNS,
        *DAYPARTS,
        *DEICTIC_DAYS,
        *HABITS,
        *AMOUNTS,
        *APPROXIMATIONS.first_words,
        *VAGUE.first_words,
        *NUMBER_WORDS,
        *ORDINALS,
        *_WORDS["first_words"],
    }
)

# What goes on with an expression after "the" or "that", which begin other noun phrases far oftener.
AFTER_THE: Final = FIRST_WORDS.union(
    ("final", "closing", "same", "number", "half"),
    ("consecutive", "full", "more", "long", "successive", "straight", "short", "whole"),
    *(phrase.split() for phrase in (*_DATA["feasts"], *_DATA["movable_feasts"])),
    *(phrase.split() for phrase in (*_WORDS["approximations"], *_WORDS["vague"])),
)
