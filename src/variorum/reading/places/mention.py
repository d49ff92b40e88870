"""What the place reader gives: mentions of places, resolved."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from variorum.knowledge.gazetteer import Entry
from variorum.model.account import Place

_SIZE = {"region": 0, "country": 1, "province": 2, "district": 3, "settlement": 4, "site": 5}


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """
    Words that name a place, and the place.

    `start` and `end` count tokens (half-open) and include the words that belong to the name ("Logar province",
    "eastern Mali"). `candidates` are the gazetteer's, the chosen one first; none where the name is unknown.
    `within` is what the words themselves put it in, ("Arbin", in "Arbin in Lowland province"). `locative` says that
    the words tell where ("in Arbin"), not who or which ("Arbin said", "the Arbin accord").
    """

    start: int
    end: int
    place: Place
    candidates: tuple[Entry, ...] = ()
    within: PlaceMention | None = None
    locative: bool = True


def distance(left: tuple[float, float], right: tuple[float, float]) -> float:
    """Return the distance between two points (degrees) in kilometres."""
    a, b = math.radians(left[0]), math.radians(right[0])
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(right[1] - left[1]) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(half)))


class Spot(NamedTuple):
    """A point to measure from: its latitude in radians with the cosine, and its longitude in degrees."""

    latitude: float
    cosine: float
    longitude: float

    @classmethod
    def at(cls, latitude: float, longitude: float) -> Spot:
        """Make the spot of a point in degrees."""
        radians = math.radians(latitude)
        return cls(radians, math.cos(radians), longitude)


def nearest(spot: Spot, others: Iterable[Spot]) -> float:
    """Return the least `distance` from a point to one of others, infinity where there are none."""
    latitude, cosine, longitude = spot
    sin, radians = math.sin, math.radians
    least = math.inf
    for b, cosine_b, other in others:
        half = sin((b - latitude) / 2) ** 2 + cosine * cosine_b * sin(radians(other - longitude) / 2) ** 2
        if half < least:
            least = half
    return 12742 * math.asin(min(1.0, math.sqrt(least))) if least < math.inf else math.inf


def contains(outer: PlaceMention, inner: PlaceMention) -> bool:
    """Tell whether one place holds another, by the words of the report or by what is known of the two."""
    if _said_in(inner, outer):
        return True
    if _said_in(outer, inner):
        return False
    a, b = outer.place, inner.place
    if {a.level, b.level} == {"country", "region"} and a.country is not None and a.country == b.country:
        # A region of one country is a part of it, but a border is at its edge.
        region = outer if a.level == "region" else inner
        if region.candidates:
            return region is inner
    is_quarter = _may_be_quarter(b, a)
    if _may_be_quarter(a, b):
        return False
    if (_SIZE[a.level] >= _SIZE[b.level] and not is_quarter) or _same(a, b):
        return False
    if a.level == "country":
        return a.country == b.country
    if b.level == "country" and a.country is None and (a.radius_km or 0.0) < 3 * (b.radius_km or 0.0):
        # A border region is no larger than the countries at it.
        return False
    if a.level == "province":
        return a.country == b.country and a.name == b.province
    if a.level == "region" and a.country is not None:
        if b.country not in (None, a.country):
            return False
        if b.latitude is None and b.country is not None and outer.candidates:
            # A village that no list has is taken to lie in the region beside it.
            return True
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return False
    reach = (a.radius_km or 0.0) * (1.2 if a.level == "region" else 1.0) + 1.0
    return distance((a.latitude, a.longitude), (b.latitude, b.longitude)) <= reach


def _may_be_quarter(district: Place, town: Place) -> bool:
    """Tell whether a district is as small as a quarter of a town."""
    levels = (town.level, district.level) == ("settlement", "district")
    return levels and 2 * (district.radius_km or 0.0) <= (town.radius_km or 0.0)


def lie_apart(places: Sequence[PlaceMention], others: Sequence[PlaceMention]) -> bool:
    """Tell whether places are named on both sides, and none of them is, or holds, one of the other side."""
    held = any(_same(a.place, b.place) or contains(a, b) or contains(b, a) for a in places for b in others)
    return bool(places and others) and not held


def together(one: PlaceMention, other: PlaceMention) -> bool:
    """Tell whether one happening can have been at both of two places that different mentions of it give."""
    if contains(one, other) or contains(other, one):
        return True
    a, b = one.place, other.place
    if a.country is not None and b.country is not None and a.country != b.country:
        return False
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return a.province is None or b.province is None or a.province == b.province
    reach = APART + (a.radius_km or 0.0) + (b.radius_km or 0.0)
    return distance((a.latitude, a.longitude), (b.latitude, b.longitude)) <= reach


APART = 30.0
"""Kilometres between places of one happening that different mentions give."""


def _said_in(inner: PlaceMention, outer: PlaceMention) -> bool:
    """Tell whether the report puts one place into another."""
    above = inner.within
    for _ in range(8):
        if above is None:
            return False
        if _same(above.place, outer.place):
            return True
        above = above.within
    return False


def most_precise(places: Iterable[PlaceMention]) -> tuple[PlaceMention, ...]:
    """Drop the places that hold another of the places, and all but the first mention of each."""
    distinct: list[PlaceMention] = []
    for mention in places:
        if not any(_same(mention.place, other.place) for other in distinct):
            distinct.append(mention)
    return tuple(
        mention
        for mention in distinct
        if not any(other is not mention and contains(mention, other) for other in distinct)
    )


def _same(left: Place, right: Place) -> bool:
    return (left.name, left.country) == (right.name, right.country) and (
        left.level == right.level or (left.latitude, left.longitude) == (right.latitude, right.longitude)
    )
