"""
What speaks for a candidate: how well known it is, what the words say, and what else the report names.

The weights are set on the development halves of LGL, GeoWebNews and TR-News; see docs/decisions/0005.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from variorum.knowledge.countries import Countries
from variorum.knowledge.gazetteer import Entry
from variorum.knowledge.names import fold
from variorum.model.account import PlaceLevel
from variorum.reading.places.mention import Spot, nearest
from variorum.reading.places.named import Named
from variorum.reading.places.relations import could_hold, lies_in, prior, province_of

RANK: dict[str, int] = {"province": 1, "district": 2, "settlement": 3}
SAME_SENSE = 3.0

_CAPITAL = 1.0
_CONTAINED = 7.0
_NOT_CONTAINED = -3.0
_HOLDS = 2.0
_COUNTRY = 3.0
_PROVINCE = 2.0
_NEAR = 1.5
_NEAR_KM = 120.0
_COULD_HOLD = 3.0
_ALIAS = 1.0
# What is also called as a capital is called ("Islamabad" in Kashmir).
_ALIAS_OF_CAPITAL = 4.0
_LEVEL_SAID = 3.0
# Nearness is reckoned to so many of the places named most, which bounds the cost for a list of thousands.
_NEIGHBOURS = 40


@dataclass(slots=True)
class Resolved:
    """
    A name with its candidates, and what the words put it in.

    The candidates of a site that no gazetteer has are those of the place that it is named after: `anchored`. Names
    with the same `key` mean the same place unless the words tell otherwise. The `frame` is the name that the sentence
    opens with ("In Lowland, men raided Arbin").
    """

    named: Named
    key: str
    candidates: tuple[Entry, ...] = ()
    chosen: Entry | None = None
    inside: int | None = None
    frame: int | None = None
    inside_entries: tuple[Entry, ...] = ()
    anchored: bool = False

    @property
    def outer(self) -> int | None:
        """The name that the words put it in, else the one that its sentence opens with."""
        return self.inside if self.inside is not None else self.frame


@dataclass(slots=True)
class Scene:
    """What a round of scoring goes by: the places that the round before chose."""

    weights: dict[str, float]
    strongest: float = 0.0
    provinces: Counter[tuple[str, str]] = field(default_factory=Counter)
    located: list[tuple[str, Entry]] = field(default_factory=list)
    # The points of `located` with their keys, by how much being near them counts.
    spots: dict[float, list[tuple[str, Spot]]] = field(default_factory=dict)
    could_hold: Counter[tuple[str, str | None]] = field(default_factory=Counter)
    chosen: dict[str, list[Entry]] = field(default_factory=dict)
    # How often a country was only named by its capital, which is no reason to take the name for the capital.
    by_capital: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def of(
        cls, groups: dict[str, list[Resolved]], evidence: Counter[str], by_capital: Counter[tuple[str, str]]
    ) -> Scene:
        """Take stock of what is chosen so far, and of the countries that the report names."""
        scene = cls(weights=dict(evidence), by_capital=by_capital)
        for key, group in groups.items():
            scene.chosen[key] = [item.chosen for item in group if item.chosen is not None]
            for entry in scene.chosen[key]:
                if entry.country is not None and entry.level not in ("country", "region"):
                    scene.weights[entry.country] = scene.weights.get(entry.country, 0.0) + 0.5
                    province = province_of(entry)
                    scene.provinces.update([province] if province is not None else [])
        scene.strongest = max(scene.weights.values(), default=0.0)
        most_named = sorted(groups, key=lambda key: -len(groups[key]))[:_NEIGHBOURS]
        for key in most_named:
            chosen = groups[key][0].chosen
            if chosen is not None and chosen.level not in ("country", "region"):
                scene.located.append((key, chosen))
                share = 0.8 if chosen.level == "province" else 1.0
                scene.spots.setdefault(share, []).append((key, Spot.at(chosen.latitude, chosen.longitude)))
        scene.could_hold = could_hold(group[0].candidates for group in groups.values())
        return scene

    def score(self, entry: Entry, key: str, rivals: Sequence[Entry], countries: Countries) -> float:
        """Score a candidate of the name *key* by what is known of it and by the rest of the report."""
        score = prior(entry, rivals)
        own = self.chosen.get(key, [])
        settled = entry.level not in ("country", "region")
        if entry.level == "settlement":
            if fold(entry.name) != key:
                score -= _ALIAS_OF_CAPITAL if _is_capital(key, rivals, countries) else _ALIAS
            capital_of = countries.by_capital(entry.name)
            if capital_of is not None and capital_of.code == entry.country and entry.population > 100_000:
                score += _CAPITAL
        if entry.country is None:
            return score + (self._nearness(entry, key) if settled else 0.0)
        if entry.level in ("country", "province") and len(self.could_hold) > 1:
            spot = (entry.country, entry.name if entry.level == "province" else None)
            score += _COULD_HOLD * min(1.0, self.could_hold[spot] / max(4, len(self.located)))
        if self.strongest > 0:
            local = sum(other.country == entry.country and other.level not in ("country", "region") for other in own)
            itself = 0.0 if entry.level == "country" else 0.5 * local + self.by_capital[key, entry.country]
            score += _COUNTRY * max(0.0, self.weights.get(entry.country, 0.0) - itself) / self.strongest
        if entry.province is not None:
            province = (entry.country, entry.province)
            others = self.provinces[province] - sum(province_of(other) == province for other in own)
            score += _PROVINCE * min(1.0, max(0, others) / 2)
        return score + (self._nearness(entry, key) if settled else 0.0)

    def _nearness(self, entry: Entry, key: str) -> float:
        near, here = 0.0, Spot.at(entry.latitude, entry.longitude)
        for share, spots in self.spots.items():
            away = nearest(here, [spot for other, spot in spots if other != key])
            near = max(near, math.exp(-away / _NEAR_KM) * share)
        return _NEAR * near


def _is_capital(key: str, rivals: Sequence[Entry], countries: Countries) -> bool:
    """Tell whether one of some places of a name bears it itself and is the capital of its country."""
    for entry in rivals:
        if entry.level == "settlement" and fold(entry.name) == key:
            country = countries.by_capital(entry.name)
            if country is not None and country.code == entry.country:
                return True
    return False


@dataclass(frozen=True, slots=True)
class Wording:
    """What the words around a mention say of the place; mentions with the same wording are scored once."""

    level: PlaceLevel | None
    holder: str | None
    inside: tuple[Entry, ...]
    inside_chosen: Entry | None
    is_said: bool
    holds: tuple[Entry, ...]

    def score(self, entry: Entry) -> float:
        """Score a candidate by the words alone."""
        score = 0.0
        if self.level is not None:
            apart = abs(RANK.get(self.level, 9) - RANK.get(entry.level, 9))
            score += _LEVEL_SAID if apart == 0 else _LEVEL_SAID / 2 if apart == 1 else 0.0
        if self.holder is not None:
            score += _CONTAINED if self.holder in entry.countries else _NOT_CONTAINED
        fits = [outer for outer in self.inside if lies_in(entry, outer)]
        if fits:
            score += _CONTAINED if self.is_said or self.inside_chosen in fits else _CONTAINED - 2.0
        elif self.is_said:
            score += _NOT_CONTAINED
        # The other way round: "Paris" in "Clarksville, Paris" is helped by what is said to be in it.
        return score + _HOLDS * sum(lies_in(inner, entry) for inner in self.holds)


def wordings(items: Sequence[Resolved]) -> list[Wording]:
    """Return what the words say of each name."""
    held: dict[int, list[Entry]] = {}
    for item in items:
        if item.inside is not None and item.chosen is not None:
            held.setdefault(item.inside, []).append(item.chosen)
    found = []
    for number, item in enumerate(items):
        outer = items[item.outer] if item.outer is not None and not item.inside_entries else None
        found.append(
            Wording(
                level=item.named.level,
                holder=item.named.holder,
                inside=item.inside_entries or (outer.candidates[:12] if outer is not None else ()),
                inside_chosen=outer.chosen if outer is not None else None,
                is_said=bool(item.inside_entries),
                holds=tuple(held.get(number, ())[:5]),
            )
        )
    return found
