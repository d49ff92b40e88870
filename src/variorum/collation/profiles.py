"""What linking knows of a case: its days, places, parties, figures, names and words, taken from it once."""

from __future__ import annotations

import re
import tomllib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from sys import intern
from typing import Any

from variorum.collation.cases import Case
from variorum.knowledge.names import fold
from variorum.model import Harm, Place
from variorum.model.record import Member

Days = tuple[int, int]
"""The first and last day of an interval, as ordinals of the proleptic Gregorian calendar."""

NEWS_DAYS = 10
"""How long before its publication a report's happenings without a time are presumed to have been."""

_WORD = re.compile(r"\w+")
_ENDINGS = ("ings", "ing", "ers", "er", "ed", "es", "s", "e")
_SHORTEST = 4
_RAREST = 20
_FINE = frozenset({"site", "settlement", "district"})
_NEARBY = 150
_SHINGLE = 4
_SKETCH = 64
_MENTIONS = 6


@cache
def tables() -> dict[str, Any]:
    """Load the tables of types and words that linking goes by."""
    return tomllib.loads(files("variorum.collation").joinpath("data/linking.toml").read_text(encoding="utf-8"))


class _Squares(dict[str, int]):
    """The squares of how rare words are; those that are not there are the rarest."""

    def __missing__(self, word: str) -> int:
        return _RAREST**2


@cache
def _squares() -> _Squares:
    text = files("variorum.collation").joinpath("data/rarities.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)["rarities"].items()
    return _Squares({word: int(rarity) ** 2 for rarity, words in found for word in words.split()})


def weight(words: Iterable[str]) -> int:
    """Add up the squares of how rare words are in the news; as whole numbers, so that their order changes nothing."""
    return sum(map(_squares().__getitem__, words))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as it is compared; `names` are folded."""

    name: str
    level: str
    country: str | None
    province: str | None
    latitude: float | None
    longitude: float | None
    radius: float

    @property
    def fine(self) -> bool:
        """Tell whether the place is a district or less."""
        return self.level in _FINE


@dataclass(frozen=True)
class Profile:
    """
    A case as linking sees it.

    `days` is None where the account does not fix the time; `presumed` is then the days before publication. `latest` is
    the last day on which it can have happened, by its report's date. `weekdays` and `months` hold for the happening
    even where its days are not known: "on Monday". What is taken from the text is so when it is first asked for, since
    most comparisons end before.
    """

    member: Member
    type: str
    families: tuple[str, ...]
    days: Days | None
    presumed: Days | None
    latest: int | None
    weekdays: frozenset[int]
    months: frozenset[int]
    spots: tuple[Spot, ...]
    countries: frozenset[str]
    provinces: frozenset[str]
    initiators: frozenset[str]
    targets: frozenset[str]
    party_countries: frozenset[str]
    figures: tuple[tuple[str, int, int | None], ...]
    names: frozenset[str]
    leads: bool
    text: str
    mentions: tuple[tuple[int, int], ...]

    @cached_property
    def nearby(self) -> frozenset[str]:
        """Give the words around the mentions."""
        return _nearby(self.text, self.mentions)

    @cached_property
    def nearby_weight(self) -> int:
        """Give the weight of the words around the mentions."""
        return weight(self.nearby)

    @cached_property
    def heads(self) -> frozenset[str]:
        """Give the words of the mentions, without their endings."""
        return frozenset(_stem(word) for start, end in self.mentions for word in _content(self.text[start:end]))

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Give the proper nouns of the report."""
        return _capitals(self.text)

    @cached_property
    def capitals_weight(self) -> int:
        """Give the weight of the proper nouns of the report."""
        return weight(self.capitals)

    @cached_property
    def sketch(self) -> frozenset[int]:
        """Give hashes by which two reports show how much text they share."""
        return _sketch(self.text)

    @property
    def parties(self) -> frozenset[str]:
        """Give who did it and whom it was aimed at."""
        return self.initiators | self.targets

    @property
    def about(self) -> Days | None:
        """Give the days of the happening, known or presumed."""
        return self.days or self.presumed


def profile_of(case: Case) -> Profile:
    """Give the profile of *case*, made on the first call and kept with the case."""
    kept = case.__dict__.get("_profile")
    if kept is None:
        kept = case.__dict__["_profile"] = _make(case)
    assert isinstance(kept, Profile)
    return kept


def kilometres(a: Spot, b: Spot) -> float | None:
    """Give the distance between the centres of two places; None where either has no coordinates."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    north, south = radians(a.latitude), radians(b.latitude)
    half = sin((north - south) / 2) ** 2 + cos(north) * cos(south) * sin(radians(a.longitude - b.longitude) / 2) ** 2
    return 12742 * asin(sqrt(min(1.0, half)))


def _make(case: Case) -> Profile:
    incident, report = case.incident, case.account.report
    when, published = incident.when, case.published
    days = (when.start.toordinal(), when.end.toordinal()) if when.start and when.end else None
    presumed = None
    if published.start and published.end:
        presumed = (published.start.toordinal() - NEWS_DAYS, published.end.toordinal())
    weekdays, months = _calendar_words(when.quote) if days is None else _calendar_days(days)
    spots = tuple(_spot(place) for place in incident.where)
    actors = {actor.id: actor for actor in case.account.actors}
    parties = [actors[party] for party in (*incident.initiators, *incident.targets) if party in actors]
    spans = incident.mentions
    return Profile(
        member=case.member,
        type=incident.type,
        families=tuple(tables()["families"].get(incident.type, ["violence"])),
        days=days,
        presumed=presumed,
        latest=published.end.toordinal() if published.end else None,
        weekdays=weekdays,
        months=months,
        spots=spots,
        countries=frozenset(s.country for s in spots if s.country),
        provinces=frozenset(p for s in spots if (p := s.name if s.level == "province" else s.province)),
        initiators=case.initiators,
        targets=case.targets,
        party_countries=frozenset(actor.country for actor in parties if actor.country),
        figures=tuple(sorted(_figures(incident.harms), key=repr)),
        names=_names([*(n for h in incident.harms for n in h.names), *(a.name for a in parties if a.type == "person")]),
        leads=min((s.start for s in spans), default=len(report.text)) <= max(400, len(report.text) // 8),
        text=report.text,
        mentions=tuple((s.start, s.end) for s in spans[:_MENTIONS]),
    )


def _spot(place: Place) -> Spot:
    return Spot(
        name=fold(place.name),
        level=place.level,
        country=place.country,
        province=fold(place.province) if place.province else None,
        latitude=place.latitude,
        longitude=place.longitude,
        radius=place.radius_km or 0.0,
    )


def _figures(harms: Iterable[Harm]) -> set[tuple[str, int, int | None]]:
    """Give the counts as (outcome, low, high), denials and empty counts left out."""
    return {(h.outcome, h.low, h.high) for h in harms if h.stance == "asserts" and h.low > 0}


def _names(names: Iterable[str]) -> frozenset[str]:
    """Give the last word of each name that has a capital, folded: reports shorten a name to it."""
    last = (fold(name).rpartition(" ")[2] for name in names if name[:1].isupper())
    return frozenset(name for name in last if len(name) > 2)


def _calendar_words(quote: str | None) -> tuple[frozenset[int], frozenset[int]]:
    """Give the weekdays and months that the words of a time name."""
    words = fold(quote or "").split()
    weekdays, months = tables()["weekdays"], tables()["months"]
    return (
        frozenset(i for i, names in enumerate(weekdays) if any(w in names for w in words)),
        frozenset(i + 1 for i, names in enumerate(months) if any(w in names for w in words)),
    )


def _calendar_days(days: Days) -> tuple[frozenset[int], frozenset[int]]:
    start, end = days
    if end - start > 31:
        return frozenset(), frozenset()
    all_days = range(start, end + 1)
    weekdays = frozenset((day - 1) % 7 for day in all_days) if end - start < 3 else frozenset()
    return weekdays, frozenset(date.fromordinal(day).month for day in all_days)


# The words of a profile are interned: they are compared by being the same, and there is one of each in memory.


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(" ".join(tables()["stop_words"]).split())


def _content(text: str) -> frozenset[str]:
    return frozenset(intern(w) for w in _WORD.findall(text.casefold()) if len(w) > 2 and w not in _stop_words())


def _stem(word: str) -> str:
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST), "")
    return word.removesuffix(ending)


def _nearby(text: str, spans: Iterable[tuple[int, int]]) -> frozenset[str]:
    words: set[str] = set()
    for start, end in spans:
        # The words cut at either end are left out with the first and last piece.
        piece = text[max(0, start - _NEARBY) : end + _NEARBY].split()
        words |= _content(" ".join(piece[1:-1]))
    return frozenset(words)


def forget() -> None:
    """Hold none of the texts any more that were compared."""
    _capitals.cache_clear()
    _sketch.cache_clear()


@lru_cache(maxsize=1024)
def _capitals(text: str) -> frozenset[str]:
    """Give the words of a report that are written with a capital and never without."""
    words = _WORD.findall(text)
    lower = {word for word in words if word[:1].islower()}
    upper = {word.lower() for word in words if word[:1].isupper() and len(word) > 2}
    return frozenset(map(intern, upper - lower - _stop_words()))


@lru_cache(maxsize=1024)
def _sketch(text: str) -> frozenset[int]:
    """Give the least hashes of a report's runs of words, by which two reports show how much text they share."""
    words = _WORD.findall(text.casefold())
    runs = {" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}
    return frozenset(sorted({zlib.crc32(run.encode()) for run in runs})[:_SKETCH])
