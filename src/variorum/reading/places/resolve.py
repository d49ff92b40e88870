"""
Which place of the world each name is, decided for all names of a report together.

A candidate's score adds what is known beforehand (better known places are meant more often), what the words say
("Arbin, Lowland"), which countries the report speaks of, and how near the report's other places lie.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from variorum.knowledge.gazetteer import Entry, Gazetteer
from variorum.knowledge.names import fold, type_words
from variorum.nlp.columns import columns
from variorum.reading.places.misspelt import find_misspelt
from variorum.reading.places.named import Named
from variorum.reading.places.relations import (
    inside_by_words,
    is_part,
    is_side,
    lies_in,
    nouns_of,
    prior,
    same_sense,
    without_namesakes,
)
from variorum.reading.places.scoring import RANK, SAME_SENSE, Resolved, Scene, Wording, wordings
from variorum.reading.places.words import place_words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from variorum.knowledge.countries import Countries

_ROUNDS = 3
_OPENING = 20
_AREAS = frozenset({"country", "province", "district"})
# Countries' short names that are words as well.
_WORDS_TOO = frozenset({"us", "car"})
_CANDIDATES = 80
_FEW = 4
_PAIR = 2
_SUBURBS = frozenset("suburb suburbs neighbourhood neighborhood neighbourhoods neighborhoods".split())
_LARGE = 150_000
_GREAT = 500_000
_SMALL = 40_000
_HAMLET = 10_000


class Resolver:
    """Resolves the names of one document."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer, countries: Countries) -> None:
        self._doc = doc
        self._text = columns(doc).whole
        self._all_capitals = self._text.isupper()
        self._gazetteer = gazetteer
        self._countries = countries
        self._by_capital: Counter[tuple[str, str]] = Counter()
        self._evidence = self._country_evidence()
        # The same, with the countries of the places chosen so far.
        self._weights: dict[str, float] = dict(self._evidence)

    def resolve(self, names: Sequence[Named]) -> list[Resolved]:
        """Return the names in the same order, each with its candidates ranked and one chosen, if there are any."""
        items = [Resolved(named, fold(named.name)) for named in names]
        self._link(items)
        for item in items:
            item.candidates = self._candidates(item)
        self._frame(items)
        self._level_lists(items)
        self._spread_lists(items)
        groups: dict[str, list[Resolved]] = {}
        for item in items:
            groups.setdefault(item.key, []).append(item)
        self._prefer_certain(items)
        for _ in range(_ROUNDS):
            before = [(item.chosen, item.candidates) for item in items]
            self._score(items, groups)
            if before == [(item.chosen, item.candidates) for item in items]:
                break  # what a round goes by is what the one before left
        preferred = [item.chosen for item in items]
        self._hold(items)
        self._doubt(items)
        ranked = sorted(self._weights, key=lambda code: -self._weights[code])[:3]
        likely = [code for code in ranked if code == ranked[0] or self.speaks_of(code)]
        find_misspelt(items, preferred, self._gazetteer, likely, self.speaks_of)
        return items

    def dominant_country(self) -> str | None:
        """Return the country that the report speaks of most, the first named breaking ties."""
        return max(self._weights, key=lambda code: self._weights[code]) if self._weights else None

    def weight(self, country: str | None) -> float:
        """Tell how much a report speaks of a country, as a share of what it does of the one that it speaks of most."""
        most = max(self._weights.values(), default=0.0)
        return self._weights.get(country or "", 0.0) / most if most else 0.0

    def speaks_of(self, country: str) -> bool:
        """Tell whether the report names a country, its people or its capital."""
        return self._evidence[country] > 0

    def border_sides(self, named: Named) -> tuple[str, ...]:
        """Return the codes of the two countries of a border; the report's own fill in those that are not said."""
        sides = list(named.borders[:2])
        ranked = sorted(self._evidence, key=lambda code: -self._evidence[code])
        for first in sides[:1] or ranked[:2]:
            country = self._countries.by_code(first)
            neighbours = country.neighbours if country is not None else ()
            for code in ranked:
                if len(sides) < 2 and code != first and code in neighbours and self._evidence[code] > 1:
                    return (first, code)
        return tuple(sides)

    def _country_evidence(self) -> Counter[str]:
        """Count how often each country, its people or its capital is named, or an office that no other has."""
        words = columns(self._doc)
        offices = place_words().country_of_office
        evidence = Counter(offices[word] for word in words.lowers if word in offices)
        tokens = list(zip(words.texts, words.starts, strict=True))
        # Without capitals "male" is no capital of the Maldives.
        cased = any(character.isupper() for character in self._text)
        i = 0
        while i < len(tokens):
            step = 1
            first, start = tokens[i]
            if (
                (first[0].isupper() if cased else first[0].isalpha())
                and self._countries.may_begin(first, capitals=True)
                and (
                    first.lower() not in _WORDS_TOO or (first.isupper() and not (self._all_capitals and first == "CAR"))
                )
            ):
                for size in (4, 3, 2, 1):
                    if i + size > len(tokens):
                        continue
                    last, last_start = tokens[i + size - 1]
                    text = self._text[start : last_start + len(last)]
                    code = self._country_said(text, capitals=cased) if len(text) > 3 or text.isupper() else None
                    if code is not None:
                        evidence[code] += 1
                        if self._countries.by_capital(text) is not None and self._countries.by_name(text) is None:
                            self._by_capital[fold(text), code] += 1
                        step = size
                        break
            i += step
        return evidence

    def _country_said(self, text: str, *, capitals: bool) -> str | None:
        """Return the country that a text names, unless it names something else as well ("Georgia", "Hamilton")."""
        if not self._countries.may_mean(text):
            return None
        country = self._countries.by_name(text)
        if country is not None:
            entries = self._gazetteer.find_exact(text)
            shared = any(entry.level == "province" and entry.country != country.code for entry in entries)
            return None if shared else country.code
        country = self._countries.by_adjective(text)
        if country is not None:
            return country.code
        country = self._countries.by_capital(text) if capitals else None
        if country is None:
            return None
        sizes = {True: 0, False: 0}
        for entry in self._gazetteer.find_exact(text):
            own = entry.country == country.code
            sizes[own] = max(sizes[own], entry.population)
        return country.code if 2 * sizes[True] > 3 * sizes[False] else None

    def _link(self, items: Sequence[Resolved]) -> None:
        """Note for each name the later or earlier name that the words put it in."""
        doc, lowers = self._doc, columns(self._doc).lowers
        for index, item in enumerate(items):
            following = items[index + 1] if index + 1 < len(items) else None
            if following is not None:
                words = lowers[item.named.end : following.named.start]
                whole = following.named.level in ("district", "province") or inside_by_words(words[1:])
                # "Arbin, in Lowland's Tamrel province".
                whole = whole or lowers[following.named.end : following.named.end + 1] in (["'s"], ["’s"])
                if words[:2] == [",", "in"] and whole:
                    words = words[1:]  # "Arbin, in Lowland province", "Arbin, in the east of Lowland"
                if self._holds(item, following, words):
                    following.inside = index
                elif item.inside is None and (
                    words in ([","], ["("], ["in"], ["of"])
                    or (inside_by_words(words) and not self._acts(item, following))
                ):
                    item.inside = index + 1
                elif (
                    words
                    and words[0] in {"'s", "’s"}
                    and len(words) <= 6
                    and not set(words) & {",", "and", "to", "from"}
                ):
                    following.inside = index
            k = item.named.end
            if k + 1 < len(doc) and doc[k].text in {",", "("}:
                for size in (2, 1):
                    if k + 1 + size > len(doc):
                        continue
                    text = self._text[doc[k + 1].idx : doc[k + size].idx + len(doc[k + size])]
                    if (
                        text.isupper()
                        or text.endswith(".")
                        or (k + 1 + size < len(doc) and doc[k + 1 + size].text == ".")
                    ):
                        entries = self._gazetteer.find_abbreviation(text)
                        if entries:
                            item.inside_entries = entries
                            break

    def _frame(self, items: Sequence[Resolved]) -> None:
        """Note for each name the area that its sentence opens with ("In Lowland, men raided Arbin")."""
        sentences, lowers = columns(self._doc).sentences, columns(self._doc).lowers
        frame: int | None = None
        for index, item in enumerate(items):
            start, _ = sentences[item.named.start]
            if frame is not None and start == sentences[items[frame].named.start][0]:
                wider = item.named.kind == "border" or any(e.level == "country" for e in item.candidates)
                frame = None if wider or item.named.level == "province" else frame
                item.frame = frame
                continue
            ahead = range(start, min(item.named.start, start + _OPENING))
            opens = item.named.start - start <= _OPENING and any(lowers[k] == "in" for k in ahead)
            opens = opens and not any(self._doc[k].pos_ in {"VERB", "AUX"} for k in ahead)
            level = item.named.level or next((e.level for e in item.candidates if e.level in _AREAS), None)
            frame = index if opens and level in _AREAS else None

    def _holds(self, item: Resolved, following: Resolved, words: Sequence[str]) -> bool:
        """
        Tell whether the first of two names holds the second: "the Lowland province town of Arbin".

        In "the Arbin suburb of Tarvel" it does where it is the larger, and else is the suburb.
        """
        if item.named.kind == "site" or words[-1:] != ["of"] or len(words) > _PAIR:
            return False
        if len(words) == _PAIR:
            return type_words().get(words[0]) in ("settlement", "district")
        if self._doc[item.named.end - 1].lower_ not in _SUBURBS or item.named.level is None:
            return False
        sizes = [
            max((e.population for e in self._gazetteer.find_exact(name) if e.level == "settlement"), default=0)
            for name in (item.named.name, following.named.name)
        ]
        if sizes[0] < _LARGE or sizes[0] <= sizes[1]:
            return False
        item.named = replace(item.named, level=None)
        return True

    def _acts(self, item: Resolved, following: Resolved) -> bool:
        """Tell whether a verb stands between two names: "Arbin presses its advance in Lowland"."""
        return any(token.pos_ in {"VERB", "AUX"} for token in self._doc[item.named.end : following.named.start])

    def _candidates(self, item: Resolved) -> tuple[Entry, ...]:
        named = item.named
        if named.kind in ("border", "capital", "street"):
            return ()
        found = self._gazetteer.find(named.name)
        if named.level == "province":
            # The land around a city that is a province itself ("Moscow region" is not Moscow).
            around = self._provinces(f"{named.name} Oblast")
            if not around and all(entry.level != "province" for entry in found):
                nouns = nouns_of(named.name)
                called = (self._provinces(name) for noun in nouns for name in (f"{noun} Oblast", noun))
                around = next(filter(None, called), ())
            found = around or found
        if is_side(named.name):
            found = tuple(entry for entry in found if fold(entry.name) == fold(named.name))
        if named.kind == "site":
            found = tuple(entry for entry in found if entry.level == "site") or found
            if not found or all(entry.level != "site" for entry in found):
                found = self._named_after(item)
        elif named.level is not None:
            typed = tuple(entry for entry in found if entry.level == named.level)
            fits = tuple(entry for entry in found if entry.level in RANK and entry.level != named.level)
            if named.level == "province":
                # Where a country has such a province, its town of that name is not meant.
                fits = tuple(entry for entry in fits if all(entry.country != other.country for other in typed))
            if typed or not any(entry.level == "country" for entry in found):
                found = (*typed, *fits) or found
        short = self._gazetteer.find_abbreviation(named.name)
        if short and self._is_abbreviation(named):
            found = short
        elif len(named.name) <= 3 and named.name.isupper() and not self._all_capitals:
            found = tuple(entry for entry in found if entry.level == "country" or entry.population > 500_000)
        if named.kind != "site":
            found = without_namesakes(found, fold(named.name))
        # A great city is meant before the river that it lies at, unless an article says otherwise.
        great = any(e.level == "settlement" and e.population > _GREAT and fold(e.name) == item.key for e in found)
        if great and self._doc[max(0, named.start - 1)].lower_ != "the":
            found = tuple(e for e in found if e.level != "region")
        if len(found) > _CANDIDATES:
            likely = {named.holder, *(code for code, _ in self._evidence.most_common(4))}
            kept = [e for k, e in enumerate(found) if k < _CANDIDATES or e.country in likely]
            found = tuple(kept[: 3 * _CANDIDATES])
        return found

    def _level_lists(self, items: Sequence[Resolved]) -> None:
        """Take "Tamrel, Arbin and Lowland" for places of one level, not for one in another, where most can be."""
        start = 0
        for end in range(1, len(items) + 1):
            if end < len(items) and self._listed(items[end - 1].named, items[end].named):
                continue
            chain = items[start:end]
            start = end
            if len(chain) < 2:
                continue
            for level in ("country", "province"):
                fitting = [item for item in chain if any(entry.level == level for entry in item.candidates)]
                if len(fitting) >= (0.7 if len(chain) > 2 else 1.0) * len(chain):
                    for item in chain:
                        if len(chain) > 2:
                            item.inside = None
                        # Of two names, and among great cities, a town is as likely to be meant.
                        least = 500_000 if len(chain) > 2 else 10_000
                        city = any(e.level == "settlement" and e.population > least for e in item.candidates)
                        if item in fitting and item.named.level is None and not city:
                            item.candidates = tuple(entry for entry in item.candidates if entry.level == level)
                    break

    def _provinces(self, name: str) -> tuple[Entry, ...]:
        return tuple(entry for entry in self._gazetteer.find_exact(name) if entry.level == "province")

    def _spread_lists(self, items: Sequence[Resolved]) -> None:
        """Put also small towns before the last of a list into what that is in: "Orrel and Arbin, Lowland region"."""
        for left, right in zip(reversed(items[:-1]), reversed(items[1:]), strict=True):
            if left.inside is not None or right.inside is None or not self._listed(left.named, right.named):
                continue
            small = all(entry.level != "province" and entry.population < _LARGE for entry in left.candidates)
            provinces = [entry for entry in items[right.inside].candidates if entry.level == "province"][:_FEW]
            if small and any(lies_in(entry, outer) for entry in left.candidates for outer in provinces):
                left.inside = right.inside

    def _listed(self, left: Named, right: Named) -> bool:
        between = self._doc[left.end : right.start]
        return 0 < len(between) <= 3 and all(
            token.text == "," or token.lower_ in {"and", "or", "the", "&"} for token in between
        )

    def _named_after(self, item: Resolved) -> tuple[Entry, ...]:
        """Return the site without its type word, or the places that an unknown site is named after."""
        words = item.named.name.replace("’s ", " ").replace("'s ", " ").split()
        if words[-1].rstrip(".").lower() in place_words().streets:
            # Streets lie elsewhere than what they are named after.
            return ()
        for size in range(len(words) - 1, 0, -1):
            core = " ".join(words[:size])
            if len(core) < 4:
                return ()
            if fold(core).startswith("st ") or fold(core) in place_words().directions:
                # A church or a hospital is named after the saint, not after a town of that name; "North Avenue".
                return ()
            found = self._gazetteer.find_exact(core)
            sites = tuple(entry for entry in found if entry.level == "site")
            if sites:
                item.anchored, item.key = True, fold(core)
                return sites
            found = tuple(
                entry
                for entry in found
                if entry.level in ("settlement", "district", "province") and fold(entry.name) == fold(core)
            )
            if found:
                item.anchored, item.key = True, fold(core)
                return found
        return ()

    def _is_abbreviation(self, named: Named) -> bool:
        """Tell whether a name is written as an abbreviation after another name ("Arbin, Ky.")."""
        following = self._doc[named.end].text if named.end < len(self._doc) else ""
        if named.name.endswith(".") or (following == "." and not named.name.isupper()) or named.name.count(".") > 1:
            return True
        after_comma = self._doc[max(0, named.start - 1)].text == ","
        return named.name.isupper() and (len(named.name) > 2 or after_comma or named.kind == "entity")

    def _prefer_certain(self, items: Sequence[Resolved]) -> None:
        for item in items:
            if item.candidates:
                item.chosen = max(item.candidates, key=lambda entry: (prior(entry, item.candidates), -entry.id))

    def _score(self, items: Sequence[Resolved], groups: dict[str, list[Resolved]]) -> None:
        scene = Scene.of(groups, self._evidence, self._by_capital)
        self._weights = scene.weights
        said = dict(zip(map(id, items), wordings(items), strict=True))
        for key, group in groups.items():
            candidates = {entry.id: entry for item in group for entry in item.candidates}
            if not candidates:
                continue
            base = {
                number: scene.score(entry, key, group[0].candidates, self._countries)
                for number, entry in candidates.items()
            }
            by_words: dict[Wording, dict[int, float]] = {}
            for item in group:
                wording = said[id(item)]
                if wording not in by_words:
                    by_words[wording] = {number: wording.score(entry) for number, entry in candidates.items()}
            # A place that is explained once ("Arbin, Lowland") is explained for the whole report.
            totals = {n: base[n] + max(scores[n] for scores in by_words.values()) for n in candidates}
            leader = candidates[max(totals, key=lambda number: (totals[number], -number))]
            shared = {number: SAME_SENSE if same_sense(entry, leader) else 0.0 for number, entry in candidates.items()}
            ranked: dict[tuple[Wording, tuple[Entry, ...]], tuple[Entry, ...]] = {}
            for item in group:
                wording = said[id(item)]
                if (wording, item.candidates) not in ranked:
                    scores = by_words[wording]
                    ranked[wording, item.candidates] = tuple(
                        sorted(
                            item.candidates,
                            key=lambda entry: (-(base[entry.id] + scores[entry.id] + shared[entry.id]), entry.id),
                        )
                    )
                item.candidates = ranked[wording, item.candidates]
                item.chosen = item.candidates[0] if item.candidates else None

    def _hold(self, items: Sequence[Resolved]) -> None:
        """Take for a province what the words put a place of that province in that its town does not hold."""
        for item in items:
            outer = items[item.outer] if item.outer is not None else None
            if outer is None or item.chosen is None or outer.chosen is None or outer.chosen.level != "settlement":
                continue
            if outer.named.level is None and not lies_in(item.chosen, outer.chosen):
                held = (e for e in outer.candidates if e.level == "province" and lies_in(item.chosen, e))
                if (province := next(held, None)) is not None:
                    outer.candidates = (province, *(e for e in outer.candidates if e.id != province.id))
                    outer.chosen = province

    def _doubt(self, items: Sequence[Resolved]) -> None:
        """
        Take back what is a namesake: the gazetteer lacks the place that is meant.

        That is a place outside the province that the words put it in ("Arbin, Lowland province"), a small place, or one
        of a like name, of a country that nothing else in a report about another country speaks of, and a hamlet that is
        the only place named of its country, which is not the one that the report speaks of most. Of a country that
        nothing speaks of, so is what any city may have ("Old City"). Sites of others stay: they have no people.
        """
        dominant = self.dominant_country()
        strongest = max(self._evidence.values(), default=0)
        one_country = strongest > 1 and strongest >= 0.6 * sum(self._evidence.values())
        most = max(self._weights.values(), default=0.0)
        located = [
            (o.key, o.chosen) for o in items if o.chosen is not None and o.chosen.level in RANK and not o.anchored
        ]
        for item in items:
            entry = item.chosen
            if entry is None or entry.level in ("country", "region"):
                continue
            if entry.level == "site" and not item.anchored and self.speaks_of(entry.country or ""):
                continue  # of airports and camps nobody counts who lives there
            mistyped = _is_mistyped(item.named, entry)
            if entry.level == "province" and entry.population > _LARGE and not mistyped:
                continue
            outer = items[item.inside] if item.inside is not None else None
            if outer is not None and outer.chosen is not None:
                typed = outer.named.level == "province" and outer.chosen.level == "province"
                if (typed or mistyped) and not lies_in(entry, outer.chosen):
                    item.chosen = None
                if outer.chosen.country in {None, entry.country}:
                    continue
            if item.inside_entries or item.named.holder is not None or (entry.population > _LARGE and not mistyped):
                continue
            others = [other for key, other in located if other.country == entry.country and key != item.key]
            backed = len({other.id for other in others}) > 1 or any(other.population > _LARGE for other in others)
            alone = not backed and most > 1
            unlikely = entry.population < _SMALL or fold(entry.name) != item.key
            unspoken = not self._evidence[entry.country or ""]
            hamlet = alone and entry.population < _HAMLET and entry.country != dominant
            if hamlet or (unspoken and ((one_country and not backed) or (alone and unlikely) or is_part(item.key))):
                item.chosen = None


def _is_mistyped(named: Named, entry: Entry) -> bool:
    """Tell whether a place is not what the words call it: a province for "the village", a city for "the quarter"."""
    if named.level not in ("settlement", "district"):
        return False
    return entry.level == "province" or (entry.level != named.level and entry.population < _GREAT)
