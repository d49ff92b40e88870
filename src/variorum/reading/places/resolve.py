"""
Which place of the world each name is, decided for all names of a report together.

A candidate's score adds what is known beforehand (better known places are meant more often), what the words say
("Arbin, Lowland"), which countries the report speaks of, and how near the report's other places lie.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from variorum.knowledge.countries import Countries
from variorum.knowledge.gazetteer import Entry, Gazetteer
from variorum.knowledge.names import fold
from variorum.reading.places.detect import Named
from variorum.reading.places.mention import distance

_ROUNDS = 3
_CANDIDATES = 80

# Weights, set on the development halves of LGL, GeoWebNews and TR-News (see docs/decisions/0003-gazetteer.md).
_PRIOR = {"country": 8.0, "region": 8.5, "province": 7.0, "district": 3.2, "site": 3.5}
_CONTAINED = 7.0
_NOT_CONTAINED = -3.0
_COUNTRY = 3.0
_PROVINCE = 2.0
_NEAR = 1.5
_NEAR_KM = 120.0
_HOLDING = 3.0
_ALIAS = 1.0
_POPULATION = 1.25
_SAME_SENSE = 3.0
_LEVEL_SAID = 3.0


@dataclass(slots=True)
class Resolved:
    """
    A name with its candidates, and what the words put it in.

    The candidates of a site that no gazetteer has are those of the place that it is named after: `anchored`.
    """

    named: Named
    candidates: tuple[Entry, ...] = ()
    chosen: Entry | None = None
    inside: int | None = None
    inside_entries: tuple[Entry, ...] = ()
    anchored: bool = False
    scores: dict[int, float] = field(default_factory=dict)


class Resolver:
    """Resolves the names of one document."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer, countries: Countries) -> None:
        self._doc = doc
        self._text = doc.text
        self._gazetteer = gazetteer
        self._countries = countries
        self._evidence = self._country_evidence()
        # The same, with the countries of the places chosen so far.
        self._weights: dict[str, float] = dict(self._evidence)

    def resolve(self, names: Sequence[Named]) -> list[Resolved]:
        """Return the names in the same order, each with its candidates ranked and one chosen, if there are any."""
        items = [Resolved(named) for named in names]
        self._link(items)
        for item in items:
            item.candidates = self._candidates(item)
        groups: dict[str, list[Resolved]] = {}
        for item in items:
            groups.setdefault(fold(item.named.name), []).append(item)
        self._prefer_certain(items)
        for _ in range(_ROUNDS):
            self._score(items, groups)
        self._find_misspelt(items)
        return items

    def dominant_country(self) -> str | None:
        """Return the country that the report speaks of most, the first named breaking ties."""
        return max(self._weights, key=lambda code: self._weights[code]) if self._weights else None

    def _country_evidence(self) -> Counter[str]:
        """Count how often each country, its people or its capital is named."""
        evidence: Counter[str] = Counter()
        i = 0
        doc = self._doc
        while i < len(doc):
            step = 1
            token = doc[i]
            if token.text[:1].isalpha() and token.lower_ != "us" or token.text in {"US", "U.S."}:
                for size in (4, 3, 2, 1):
                    if i + size > len(doc):
                        continue
                    text = self._text[doc[i].idx : doc[i + size - 1].idx + len(doc[i + size - 1])]
                    if len(text) < 4 and not text.isupper():
                        continue
                    name = self._countries.by_name(text)
                    found = name or self._countries.by_adjective(text)
                    if found is not None:
                        # "Georgia" and "Jordan" are other places and people as well.
                        shared = name is not None and len(self._gazetteer.find_exact(text)) > 8
                        evidence[found.code] += 1 if not shared else 0
                        step = size
                        break
            i += step
        return evidence

    def _link(self, items: Sequence[Resolved]) -> None:
        """Note for each name the later or earlier name that the words put it in."""
        doc = self._doc
        for index, item in enumerate(items):
            following = items[index + 1] if index + 1 < len(items) else None
            if following is not None:
                between = doc[item.named.end : following.named.start]
                words = [token.lower_ for token in between]
                if item.inside is None and (words in ([","], ["("], ["in"], ["of"]) or _inner(words)):
                    item.inside = index + 1
                elif words and words[0] in {"'s", "’s"} and len(words) <= 6 and not set(words) & {",", "and", "to", "from"}:
                    following.inside = index
            k = item.named.end
            if k + 1 < len(doc) and doc[k].text in {",", "("}:
                for size in (2, 1):
                    if k + 1 + size > len(doc):
                        continue
                    text = self._text[doc[k + 1].idx : doc[k + size].idx + len(doc[k + size])]
                    if text.isupper() or text.endswith(".") or (k + 1 + size < len(doc) and doc[k + 1 + size].text == "."):
                        entries = self._gazetteer.find_abbreviation(text)
                        if entries:
                            item.inside_entries = entries
                            break

    def _candidates(self, item: Resolved) -> tuple[Entry, ...]:
        named = item.named
        if named.kind in ("border", "capital"):
            return ()
        found = self._gazetteer.find(named.name)
        if named.kind == "site":
            found = tuple(entry for entry in found if entry.level == "site") or found
            if not found or all(entry.level != "site" for entry in found):
                found = self._named_after(item)
        elif named.level is not None:
            typed = tuple(entry for entry in found if entry.level == named.level)
            found = (*typed, *(entry for entry in found if entry.level != named.level))
        short = self._gazetteer.find_abbreviation(named.name)
        if short and self._is_abbreviation(named):
            found = short
        if len(found) > _CANDIDATES:
            likely = {named.holder, *(code for code, _ in self._evidence.most_common(4))}
            kept = [e for k, e in enumerate(found) if k < _CANDIDATES or e.country in likely]
            found = tuple(kept[: 3 * _CANDIDATES])
        return found

    def _named_after(self, item: Resolved) -> tuple[Entry, ...]:
        """Return the site without its type word, or the places that an unknown site is named after."""
        words = item.named.name.replace("’s ", " ").replace("'s ", " ").split()
        for size in range(len(words) - 1, 0, -1):
            found = self._gazetteer.find_exact(" ".join(words[:size]))
            sites = tuple(entry for entry in found if entry.level == "site")
            if sites:
                return sites
            found = tuple(entry for entry in found if entry.level in ("settlement", "district", "province"))
            if found:
                item.anchored = True
                return found
        return ()

    def _is_abbreviation(self, named: Named) -> bool:
        """Tell whether a name is written as an abbreviation after another name ("Arbin, Ky.")."""
        following = self._doc[named.end].text if named.end < len(self._doc) else ""
        if named.name.endswith(".") or (following == "." and not named.name.isupper()) or named.name.count(".") > 1:
            return True
        return named.name.isupper() and (len(named.name) > 2 or self._doc[max(0, named.start - 1)].text == ",")

    def _prefer_certain(self, items: Sequence[Resolved]) -> None:
        for item in items:
            if item.candidates:
                item.chosen = max(item.candidates, key=lambda entry: (_prior(entry, item.candidates), -entry.id))

    def _score(self, items: Sequence[Resolved], groups: dict[str, list[Resolved]]) -> None:
        countries: dict[str, float] = dict(self._evidence)
        provinces: Counter[tuple[str, str]] = Counter()
        located: dict[str, tuple[Entry, int]] = {}
        for name, group in groups.items():
            for item in group:
                if item.chosen is not None:
                    if item.chosen.country is not None and item.chosen.level not in ("country", "region"):
                        code = item.chosen.country
                        countries[code] = countries.get(code, 0.0) + 0.5
                        province = _province(item.chosen)
                        if province is not None:
                            provinces[province] += 1
            chosen = group[0].chosen
            if chosen is not None and chosen.level not in ("country", "region"):
                located[name] = (chosen, len(group))
        self._weights = countries
        strongest = max(countries.values(), default=0.0)
        holding = _holding(groups)
        before = {name: [item.chosen for item in group] for name, group in groups.items()}
        for name, group in groups.items():
            own = [entry for entry in before[name] if entry is not None]
            totals: dict[int, float] = {}
            base: dict[int, float] = {}
            for entry in dict.fromkeys(entry for item in group for entry in item.candidates):
                base[entry.id] = self._base_score(
                    entry, name, group, countries, strongest, provinces, own, located, holding
                )
            for item in group:
                for entry in item.candidates:
                    totals[entry.id] = totals.get(entry.id, 0.0) + base[entry.id] + self._worded(item, items, entry)
            if not totals:
                continue
            candidates = {entry.id: entry for item in group for entry in item.candidates}
            leader = candidates[max(totals, key=lambda number: (totals[number], -number))]
            for item in group:
                item.scores = {
                    entry.id: base[entry.id]
                    + self._worded(item, items, entry)
                    + (_SAME_SENSE if _same_sense(entry, leader) else 0.0)
                    for entry in item.candidates
                }
                ranked = sorted(item.candidates, key=lambda entry: (-item.scores[entry.id], entry.id))
                item.candidates = tuple(ranked)
                item.chosen = ranked[0] if ranked else None

    def _base_score(
        self,
        entry: Entry,
        name: str,
        group: Sequence[Resolved],
        countries: dict[str, float],
        strongest: float,
        provinces: Counter[tuple[str, str]],
        own: Sequence[Entry],
        located: dict[str, tuple[Entry, int]],
        holding: Counter[tuple[str, str | None]],
    ) -> float:
        score = _prior(entry, group[0].candidates)
        if fold(entry.name) != name and entry.level == "settlement":
            score -= _ALIAS
        if entry.level in ("country", "province") and entry.country is not None and len(holding) > 1:
            spot = (entry.country, entry.name if entry.level == "province" else None)
            score += _HOLDING * min(1.0, holding[spot] / max(4, len(located)))
        if strongest > 0 and entry.country is not None:
            itself = sum(0.5 for other in own if other.country == entry.country and other.level not in ("country", "region"))
            if entry.level == "country":
                itself = 0.0
            score += _COUNTRY * max(0.0, countries.get(entry.country, 0.0) - itself) / strongest
        if entry.country is not None and entry.province is not None:
            key = (entry.country, entry.province)
            itself = sum(1 for other in own if _province(other) == key)
            score += _PROVINCE * min(1.0, max(0, provinces[key] - itself) / 2)
        if entry.level not in ("country", "region"):
            nearest = 0.0
            for other_name, (other, _) in located.items():
                if other_name != name:
                    away = distance((entry.latitude, entry.longitude), (other.latitude, other.longitude))
                    nearest = max(nearest, math.exp(-away / _NEAR_KM) * (1.0 if other.level != "province" else 0.8))
            score += _NEAR * nearest
        return score

    def _worded(self, item: Resolved, items: Sequence[Resolved], entry: Entry) -> float:
        """Score what the words around one mention say about a candidate."""
        score = 0.0
        named = item.named
        if named.level is not None and entry.level == named.level:
            score += _LEVEL_SAID
        if named.holder is not None:
            score += _CONTAINED if named.holder in entry.countries else _NOT_CONTAINED
        if item.inside_entries:
            inside = any(_lies_in(entry, outer) for outer in item.inside_entries)
            score += _CONTAINED if inside else _NOT_CONTAINED
        elif item.inside is not None:
            outer_item = items[item.inside]
            fits = [outer for outer in outer_item.candidates[:12] if _lies_in(entry, outer)]
            if fits:
                score += _CONTAINED if outer_item.chosen in fits else _CONTAINED - 2.0
        for inner in items:
            # The other way round: "Paris" in "Clarksville, Paris" is helped by holding what is said to be in it.
            if inner.inside is not None and items[inner.inside] is item and inner.chosen is not None:
                if _lies_in(inner.chosen, entry):
                    score += 2.0
        return score

    def _find_misspelt(self, items: Sequence[Resolved]) -> None:
        """Look up names that are in no gazetteer as other spellings in the countries of the report."""
        likely = [code for code, _ in self._evidence.most_common(3)]
        for item in items:
            if item.candidates or item.named.kind in ("border", "capital", "site"):
                continue
            holders = [item.named.holder] if item.named.holder else []
            if item.inside is not None and items[item.inside].chosen is not None:
                chosen = items[item.inside].chosen
                holders += [chosen.country] if chosen is not None and chosen.country else []
            for code in dict.fromkeys([*holders, *likely]):
                found = self._gazetteer.find(item.named.name, country=code)
                if not found and code in ([*holders, *likely[:1]]):
                    found = self._gazetteer.find_similar(item.named.name, code)
                if item.named.level is not None:
                    found = tuple(entry for entry in found if entry.level == item.named.level) or found
                if found:
                    item.candidates, item.chosen = found, found[0]
                    break


def _inner(words: Sequence[str]) -> bool:
    """Tell whether the words between two names put the first into the second: "district in the east of"."""
    if not 1 < len(words) <= 6 or not {"in", "of"} & set(words[:-1]) | {"in"} & set(words):
        return False
    return not set(words) & {",", ".", "and", "or", "to", "from", "said", "that", "was", "were", "after", "before", ";"}


def _holding(groups: dict[str, list[Resolved]]) -> Counter[tuple[str, str | None]]:
    """Count, for countries and provinces, the names that could lie in them."""
    counts: Counter[tuple[str, str | None]] = Counter()
    for group in groups.values():
        keys: dict[tuple[str, str | None], None] = {}
        for entry in group[0].candidates:
            if entry.country is not None and entry.level in ("settlement", "district"):
                keys[entry.country, None] = None
                keys[entry.country, entry.province] = None
        counts.update(keys.keys())
    return counts


def _province(entry: Entry) -> tuple[str, str] | None:
    name = entry.name if entry.level == "province" else entry.province
    return (entry.country, name) if entry.country is not None and name is not None else None


def _prior(entry: Entry, rivals: Sequence[Entry]) -> float:
    if entry.level == "settlement":
        return _POPULATION * math.log10(entry.population + 200) + (0.6 if entry.population >= 1_000_000 else 0.0)
    prior = _PRIOR[entry.level]
    if entry.level == "province":
        seats = [r for r in rivals if r.level == "settlement" and r.country == entry.country and r.population >= 50_000]
        if any(seat.province == entry.name or seat.province is None for seat in seats):
            prior = 4.0
    if entry.level == "district" and entry.population:
        prior = max(prior, math.log10(entry.population))
    return prior


def _lies_in(inner: Entry, outer: Entry) -> bool:
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


def _same_sense(left: Entry, right: Entry) -> bool:
    if left.id == right.id:
        return True
    if left.country != right.country or left.level == "country" or right.level == "country":
        return False
    away = distance((left.latitude, left.longitude), (right.latitude, right.longitude))
    return left.province == right.name or right.province == left.name or away < 100
