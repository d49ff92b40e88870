"""What is known of two places, or of a place and its namesakes, without the report."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from variorum.knowledge.gazetteer import Entry
from variorum.knowledge.names import fold
from variorum.reading.places.mention import distance
from variorum.reading.places.words import place_words

# Set on the development halves of LGL, GeoWebNews and TR-News, with the weights of `resolve`.
_PRIOR = {"country": 8.0, "region": 10.0, "province": 7.0, "district": 3.2, "site": 3.5}
# A province where a town of its name is more likely to be meant.
_PRIOR_SEATED = 4.0
_POPULATION = 1.25


def inside_by_words(words: Sequence[str]) -> bool:
    """Tell whether the words between two names put the first into the second: "district in the east of"."""
    if not 1 < len(words) <= 6 or not {"in", "of"} & set(words[:-1]) | {"in"} & set(words):
        return False
    return not set(words) & {",", ".", "and", "or", "to", "from", "said", "that", "was", "were", "after", "before", ";"}


_ADJECTIVAL = ("skaya", "ska", "ka")
"""Endings of the Slavic adjective by which a province is called ("Arbinska Oblast")."""

_OF_NOUN = ("", "sk", "a", "y", "sa", "sy", "sia", "skyi", "tia", "hzhia")
"""Endings of the names that such adjectives are made of."""


def nouns_of(name: str) -> list[str]:
    """Give the names of which a province's may be the Slavic adjective ("Arbinska" of "Arbin", "Orska" of "Orsk")."""
    ending = next((end for end in _ADJECTIVAL if name.endswith(end) and len(name) > len(end) + 2), None)
    return [] if ending is None else [name.removesuffix(ending) + noun for noun in _OF_NOUN]


def is_side(name: str) -> bool:
    """Tell whether a name is a direction and a part of any city ("West Side")."""
    words = name.casefold().split()
    return len(words) == 2 and words[0] in place_words().directions and words[1] in place_words().sides


def is_part(name: str) -> bool:
    """Tell whether a folded name is one that any city has for a part of it ("Old City")."""
    words = name.split()
    return len(words) == 2 and words[0] in {"old", "new", "inner", "outer"} and words[1] in {"city", "town", "quarter"}


def without_namesakes(entries: tuple[Entry, ...], folded: str) -> tuple[Entry, ...]:
    """Drop small places that are only also called what a country, a province or a region is called."""
    if not any(
        entry.level in ("country", "province", "region", "site") and fold(entry.name) == folded for entry in entries
    ):
        return entries
    return tuple(entry for entry in entries if entry.level != "settlement" or fold(entry.name) == folded)


def could_hold(names: Iterable[Sequence[Entry]]) -> Counter[tuple[str, str | None]]:
    """Count, for countries and (country, province), the names that have a candidate in them."""
    counts: Counter[tuple[str, str | None]] = Counter()
    for candidates in names:
        keys: dict[tuple[str, str | None], None] = {}
        for entry in candidates:
            if entry.country is not None and entry.level in ("settlement", "district"):
                keys[entry.country, None] = None
                keys[entry.country, entry.province] = None
        counts.update(keys.keys())
    return counts


def province_of(entry: Entry) -> tuple[str, str] | None:
    """Return the country and province that a place lies in or is."""
    name = entry.name if entry.level == "province" else entry.province
    return (entry.country, name) if entry.country is not None and name is not None else None


def prior(entry: Entry, rivals: Sequence[Entry]) -> float:
    """Score how likely a place is to be meant among *rivals* of its name, before the report is read."""
    if entry.level == "settlement":
        return _POPULATION * math.log10(entry.population + 200) + (0.6 if entry.population >= 1_000_000 else 0.0)
    score = _PRIOR[entry.level]
    if entry.level == "province":
        own = fold(entry.name)
        for seat in rivals:
            namesake = seat.population >= (10_000 if fold(seat.name) == own else 500_000)
            if seat.level == "settlement" and namesake and seat.country == entry.country:
                score = _PRIOR_SEATED if seat.province in (entry.name, None) else score
    if entry.level == "district" and entry.population:
        score = max(score, math.log10(entry.population))
    return score


def lies_in(inner: Entry, outer: Entry) -> bool:
    """Tell whether one place can lie in another."""
    if inner.id == outer.id:
        return False
    if outer.level == "country":
        return outer.country in inner.countries and inner.level != "country"
    if outer.level == "province":
        return inner.country == outer.country and inner.province == outer.name
    if outer.level == "region":
        if outer.countries and inner.country is not None and inner.country not in outer.countries:
            return False
        reach = outer.radius_km * 1.2
        return distance((inner.latitude, inner.longitude), (outer.latitude, outer.longitude)) <= reach
    if outer.level in ("district", "settlement") and inner.level in ("district", "settlement", "site"):
        reach = max(outer.radius_km * 2, 15.0) if outer.level == "district" else 12.0 + outer.radius_km
        near = distance((inner.latitude, inner.longitude), (outer.latitude, outer.longitude)) <= reach
        return near and inner.country == outer.country and inner.population <= max(outer.population, 10_000)
    return False


def same_sense(left: Entry, right: Entry) -> bool:
    """Tell whether two places can be what one name means in one report: a town, its district and its province."""
    if left.id == right.id:
        return True
    if left.country != right.country or left.level == "country" or right.level == "country":
        return False
    away = distance((left.latitude, left.longitude), (right.latitude, right.longitude))
    return left.province == right.name or right.province == left.name or away < 100
