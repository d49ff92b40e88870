"""Where names of places stand: entities, gazetteer names that the entities missed, and names with a type word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Doc, Span, Token

from variorum.knowledge.countries import Countries
from variorum.knowledge.gazetteer import Entry, Gazetteer
from variorum.knowledge.names import fold, type_words
from variorum.model.account import PlaceLevel
from variorum.reading.places.words import Words

PLACE_LABELS = frozenset({"LOC", "GPE", "FAC"})
_LONGEST = 7
_VAGUE = frozenset("region regions territory territories countryside area areas suburbs outskirts environs".split())
_CAPITALISED_HEADS = frozenset("camp fort mount lake cape port hotel cafe hospital mosque plaza hacienda".split())
_DASHES = frozenset("- – — /".split())


@dataclass(frozen=True, slots=True)
class Named:
    """
    Words that name a place, before it is known which.

    `start` to `end` are the tokens of the mention, `name` what to look up. `holder` is the code of a country whose
    adjective or possessive stands before it; `offset_km` and `bearing` tell how far off the place the report means.
    A `party` is what belongs to the place ("Baghdad police"): the place helps to place others, but is not meant itself.
    """

    start: int
    end: int
    name: str
    level: PlaceLevel | None = None
    kind: Literal["entity", "run", "typed", "site", "border", "capital"] = "run"
    direction: str | None = None
    holder: str | None = None
    borders: tuple[str, ...] = ()
    offset_km: float | None = None
    bearing: str | None = None
    near: bool = False
    plural: bool = False
    locative: bool = True
    party: bool = False


class Detector:
    """Walks once over a document."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer, countries: Countries, words: Words) -> None:
        self._doc = doc
        # `Doc.text` is put together anew at every call.
        self._whole = doc.text
        self._gazetteer = gazetteer
        self._countries = countries
        self._words = words
        self._types = type_words()
        self._tagged = any(token.pos_ for token in doc)
        letters = [c for c in self._whole[:20000] if c.isalpha()]
        upper = sum(c.isupper() for c in letters)
        self._cased = bool(letters) and 0.0 < upper / len(letters) < 0.6
        self._entity: list[Span | None] = [None] * len(doc)
        for entity in doc.ents:
            for i in range(entity.start, entity.end):
                self._entity[i] = entity
        self._found: list[Named] = []

    def detect(self) -> list[Named]:
        """Return the names in text order, none overlapping another."""
        i = 0
        while i < len(self._doc):
            named = self._border(i) or self._mission(i) or self._name(i) or self._capital(i)
            if named is None:
                entity = self._entity[i]
                blocked = entity is not None and entity.label_ not in PLACE_LABELS and entity.start == i
                i = entity.end if blocked and entity is not None else i + 1
                continue
            while self._found and self._found[-1].end > named.start:
                self._found.pop()
            self._found.append(named)
            i = max(i + 1, named.end)
        self._spread_types()
        return self._found

    # Names

    def _name(self, i: int) -> Named | None:
        core = self._core(i)
        if core is None:
            return None
        start, end, kind = core
        named = Named(start=start, end=end, name=self._text(start, end), kind=kind)
        named = self._with_left(self._with_right(named))
        if named.kind == "run" and not self._credible(named):
            return None
        party = self._is_party(named)
        return replace(named, party=party, locative=not party and self._locative(named))

    def _core(self, i: int) -> tuple[int, int, Literal["entity", "run", "typed", "site"]] | None:
        entity = self._entity[i]
        token = self._doc[i]
        if entity is not None and entity.label_ not in PLACE_LABELS:
            if i == entity.start and entity.label_ == "ORG" and self._is_building(entity):
                start = i + 1 if entity[0].lower_ == "the" else i
                return start, entity.end, "site"
            return None
        if entity is not None:
            return self._entity_core(i, entity)
        if not self._namelike(token):
            return None
        end = self._longest_known(i)
        if end is not None:
            return i, end, "run"
        end = i + 1
        while end < len(self._doc) and self._entity[end] is None and self._inside_name(end):
            if self._doc[end].lower_ in {"and", "the", "i", "y", "of", "upon", "under"}:
                break
            end += 1
        while end > i and self._doc[end - 1].lower_ in self._words.connectors:
            end -= 1
        while end - i > 1 and self._type_at(end - 1)[0] is not None:
            end -= 1
        level, size, _ = self._type_at(end)
        before = self._type_before(i)[0]
        if end < len(self._doc) and self._entity[end] is not None:
            return None
        named_by_type = level if size else before
        if named_by_type in ("settlement", "district", "province") and not self._is_demonym(i, end):
            return (i, end, "typed") if end > i and fold(token.text) not in self._words.never else None
        return None

    def _entity_core(self, i: int, entity: Span) -> tuple[int, int, Literal["entity"]] | None:
        token = self._doc[i]
        end = entity.end
        if not self._wordlike(token) or token.lower_ in self._words.locative or token.lower_ in {"the", "a", "this"}:
            return None
        if not self._known(i, end):
            if token.lower_ in self._words.directions and end - i > 1:
                return None
            for k in range(i + 1, end):
                if self._doc[k].text in {",", ";", "(", ")"} or self._doc[k].lower_ in {"and", "in", "near"}:
                    end = k
                    break
            # A type word at the end is read by `_with_right`.
            while end - i > 1 and not self._known(i, end):
                shorter = end
                for size in (3, 2, 1):
                    if end - size > i and self._type_at(end - size)[1] == size:
                        shorter = end - size
                        break
                if shorter == end:
                    break
                end = shorter
        while end > i + 1 and (self._doc[end - 1].is_punct or self._doc[end - 1].text in {"'s", "’s"}):
            end -= 1
        if self._is_demonym(i, end):
            return None
        return i, end, "entity"

    def _longest_known(self, i: int) -> int | None:
        if fold(self._doc[i].text) in self._words.never and self._doc[i].lower_ not in {"north", "south", "east", "west"}:
            # "The Hague", "The Bronx".
            following = i + 1 < len(self._doc) and self._doc[i].lower_ == "the" and self._namelike(self._doc[i + 1])
            if not following:
                return None
        limit = min(len(self._doc), i + _LONGEST)
        end = i + 1
        ends = [end]
        while end < limit and self._inside_name(end):
            end += 1
            ends.append(end)
        for end in reversed(ends):
            last = self._doc[end - 1]
            if last.lower_ in self._words.connectors and end - i > 1 and last.lower_ not in {"city"}:
                continue
            if self._known(i, end):
                return end
        return None

    def _known(self, start: int, end: int) -> bool:
        text = self._text(start, end)
        if len(text) < 2 or fold(text) in self._words.never:
            return False
        if text in {"us", "Us", "no", "No"} or (fold(text) == "us" and not text.isupper() and "." not in text):
            return False
        if self._countries.by_adjective(text) is not None and self._countries.by_name(text) is None:
            return False
        return bool(self._gazetteer.find_exact(text))

    def _known_as(self, named: Named) -> tuple[Entry, ...]:
        entries = self._gazetteer.find_exact(named.name)
        settlements = [entry for entry in entries if entry.level == "settlement" and entry.population > 50_000]
        return tuple(settlements) or entries[:1]

    def _continues(self, i: int) -> bool:
        """Tell whether the capitalised name that ends before token *i* goes on."""
        return i < len(self._doc) and self._cased and self._namelike(self._doc[i]) and not self._sentence_start(i)

    def _credible(self, named: Named) -> bool:
        """Decide whether a name that only the gazetteer vouches for is one here."""
        entries = self._gazetteer.find_exact(self._text(named.start, named.end)) or self._gazetteer.find_exact(named.name)
        first = self._doc[named.start]
        if named.level is not None or named.holder is not None:
            return True
        if any(entry.level in ("country", "region") for entry in entries):
            return True
        if self._tagged and first.pos_ not in {"PROPN", "X", ""} and named.end - named.start == 1:
            return False
        known = max((entry.population for entry in entries), default=0)
        placed = self._locative(named) and (self._preceded(named) or self._listed(named) or self._heads_line(named))
        if placed:
            return self._cased or self._tagged or known > 20_000
        if not self._tagged and self._sentence_start(named.start) and named.end - named.start == 1:
            return False
        follows = self._doc[named.end].text if named.end < len(self._doc) else ""
        return known >= 100_000 or any(entry.level == "province" for entry in entries) or follows in {"'s", "’s"} and known > 30_000

    def _is_party(self, named: Named) -> bool:
        """Tell whether the name is the first part of a party's: "Baghdad police", "Mali's army"."""
        if named.kind == "site" or named.level == "site" or named.end >= len(self._doc):
            return False
        k = named.end
        if self._doc[k].text in {"'s", "’s", "'", "’"}:
            k += 1
        for word in range(k, min(k + 3, len(self._doc))):
            token = self._doc[word]
            if token.lower_ in self._words.persons:
                return True
            if self._entity[word] is not None and self._entity[word] is not self._entity[named.start]:
                return False
            if not token.is_alpha or token.pos_ in {"VERB", "AUX", "ADP", "DET", "PRON", "CCONJ", "SCONJ"}:
                return False
            if token.lower_ in self._words.locative or token.lower_ in {"and", "the", "was", "were", "is", "has", "have"}:
                return False
        return False

    # What stands around a name

    def _with_right(self, named: Named) -> Named:
        level, size, plural = self._type_at(named.end)
        if not size:
            word = self._doc[named.end].lower_ if named.end < len(self._doc) else ""
            return replace(named, end=named.end + 1) if word in _VAGUE and named.kind != "site" else named
        end = named.end + size
        words = self._text(named.end, end)
        country = self._countries.by_name(named.name) is not None
        if level == "site":
            # "Lowland Highway Patrol" and "a Mali court" are named after the area, and stand somewhere in it.
            area = country or all(entry.level in ("province", "region") for entry in self._known_as(named))
            capital = self._cased and words[0].isupper()
            if area and (not capital or self._continues(end)):
                return named
            while True:
                further, more, _ = self._type_at(end)
                if further != "site" or not more:
                    break
                end += more
            return replace(named, end=end, name=self._text(named.start, end), level="site", kind="site")
        if words.casefold() in _VAGUE:
            return replace(named, end=end)
        if level == "region":
            whole = self._text(named.start, end)
            if words.casefold() in self._words.border:
                return named
            return replace(named, end=end, name=whole, level=None if self._gazetteer.find_exact(whole) else "region")
        if country and level in ("settlement", "province", "district") and not words[0].isupper():
            return named
        whole = self._text(named.start, end)
        if level == "settlement" and words[:1].isupper() and self._cased and self._gazetteer.find_exact(whole):
            return replace(named, end=end, name=whole)
        return replace(named, end=end, level=level, plural=plural)

    def _with_left(self, named: Named) -> Named:
        start = named.start
        level, holder, position = named.level, named.holder, start
        before, type_start = self._type_before(start)
        if before is not None:
            level = level or (before if before != "site" else None)
            position = type_start
        elif start > 0 and self._doc[start - 1].lower_ in _CAPITALISED_HEADS and self._doc[start - 1].text[0].isupper():
            if self._cased and not self._sentence_start(start - 1):
                whole = self._text(start - 1, named.end)
                if named.kind == "entity" or self._known(start - 1, named.end):
                    named = replace(named, start=start - 1, name=whole, kind="site", level="site")
                    start = position = start - 1
        direction, position = self._direction_before(position)
        if direction is not None and before is None and named.kind != "site":
            named = replace(named, start=position, direction=direction)
        k = position - 1
        if k >= 0 and self._doc[k].text in {"'s", "’s"}:
            k -= 1
        elif k >= 0 and self._doc[k].lower_ in {"the", "ancient", "besieged", "restive", "border", "port", "capital"}:
            k -= 1
        if k >= 0:
            word = self._doc[k].text
            country = self._countries.by_adjective(word) or (
                self._countries.by_name(word) if k + 1 < len(self._doc) and self._doc[k + 1].text in {"'s", "’s"} else None
            )
            if country is not None and (word[0].isupper() or not self._cased):
                holder = country.code
        offset, bearing = self._offset_before(position)
        near = offset is None and position > 0 and self._doc[position - 1].lower_ in self._words.near
        return replace(named, level=level, holder=holder, offset_km=offset, bearing=bearing, near=near)

    def _type_at(self, i: int) -> tuple[PlaceLevel | None, int, bool]:
        """Return the level that the words from token *i* fix, how many they are, and whether they are plural."""
        for size in (3, 2, 1):
            if i + size > len(self._doc):
                continue
            words = fold(self._text(i, i + size))
            level = self._types.get(words)
            if level is not None:
                return level, size, words.endswith("s") and words[:-1] in self._types
            if words in {"village tracts", "municipal area"}:
                return "district", size, False
        return None, 0, False

    def _type_before(self, start: int) -> tuple[PlaceLevel | None, int]:
        """Return the level of "the village of" before token *start*, and where those words begin."""
        k = start - 1
        if k >= 0 and self._doc[k].lower_ == "the":
            k -= 1
        if k < 1 or self._doc[k].lower_ != "of":
            return None, start
        for size in (3, 2, 1):
            if k - size >= 0:
                level = self._types.get(fold(self._text(k - size, k)))
                if level is not None and level != "site":
                    return (None if level == "region" else level), k - size
        return None, start

    def _direction_before(self, position: int) -> tuple[str | None, int]:
        k = position
        while k > 0:
            word = self._doc[k - 1].lower_
            joins = word in self._words.direction_joiners and k > 1 and self._doc[k - 2].lower_ in self._words.directions
            if word in self._words.directions or (joins and k < position):
                k -= 1
            else:
                break
        while k < position and self._doc[k].lower_ not in self._words.directions:
            k += 1
        return (self._text(k, position).lower(), k) if k < position else (None, position)

    def _offset_before(self, position: int) -> tuple[float | None, str | None]:
        k = position - 1
        if k < 2 or self._doc[k].lower_ not in {"of", "from"}:
            return None, None
        k -= 1
        bearing = None
        while k > 0 and (self._doc[k].lower_ in self._words.directions or self._doc[k].text == "-"):
            bearing = self._doc[k].lower_ + (bearing or "")
            k -= 1
        if k > 0 and self._doc[k].lower_ in {"the", "to"}:
            k -= 1
        if k > 0 and self._doc[k].lower_ in {"away", "outside"}:
            k -= 1
        if k < 1:
            return None, bearing
        unit = self._words.units.get(self._doc[k].lower_.rstrip("."))
        number = self._doc[k - 1].text.replace(",", "")
        if self._doc[k - 1].text == "-" and k > 1:
            number = self._doc[k - 2].text
        if unit is None or not number.replace(".", "", 1).isdecimal():
            return None, bearing
        return min(float(number) * unit, 2000.0), bearing

    # Borders, missions, capitals

    def _border(self, i: int) -> Named | None:
        word = self._doc[i]
        if word.lower_ not in self._words.border:
            return None
        start, end = i, i + 1
        codes: list[str] = []
        k = i - 1
        while k >= 0 and i - k < 8 and len(codes) < 2:
            token = self._doc[k]
            if token.text in _DASHES or token.text in {"'s", "’s"} or token.lower_ in {"shared", "long", "porous", "common", "northern", "southern", "eastern", "western", "and"}:
                k -= 1
                continue
            if token.lower_ == "and" and not codes:
                break
            match = self._country_ending(k + 1)
            if match is None:
                break
            if codes and self._doc[k + 1].text not in _DASHES and self._doc[k + 1].lower_ != "and":
                break
            codes.append(match[0])
            start = match[1]
            k = start - 1
        if end < len(self._doc) and self._doc[end].lower_ in self._words.border_fillers:
            end += 1
        if end < len(self._doc) and self._doc[end].lower_ in {"with", "between", "of"} and len(codes) < 2:
            k = end + 1
            last = end
            while k < len(self._doc) and k - end < 9 and len(codes) < 2:
                if self._doc[k].lower_ in {"the", "and", "neighbouring", "neighboring", "war-torn"} or self._doc[k].text == "-":
                    k += 1
                    continue
                ahead = self._country_starting(k)
                if ahead is None:
                    break
                codes.append(ahead[0])
                k = last = ahead[1]
            end = last if last > end else end
        codes = list(dict.fromkeys(codes))
        if not codes:
            return None
        return Named(start=start, end=end, name=self._text(start, end), level="region", kind="border", borders=tuple(codes))

    def _country_ending(self, end: int) -> tuple[str, int] | None:
        for size in (4, 3, 2, 1):
            start = end - size
            if start >= 0:
                country = self._country(start, end)
                if country is not None:
                    return country, start
        return None

    def _country_starting(self, start: int) -> tuple[str, int] | None:
        for size in (4, 3, 2, 1):
            end = start + size
            if end <= len(self._doc):
                country = self._country(start, end)
                if country is not None:
                    return country, end
        return None

    def _country(self, start: int, end: int) -> str | None:
        text = self._text(start, end)
        if self._cased and not text[:1].isupper():
            return None
        if text in {"Us", "us"}:
            return None
        country = self._countries.by_name(text) or self._countries.by_adjective(text)
        return country.code if country is not None else None

    def _mission(self, i: int) -> Named | None:
        """Find "the German consulate": a site named after the country that it does not lie in."""
        owner = self._country_starting(i)
        if owner is None or (self._entity[i] is not None and self._entity[i].label_ == "PER"):  # type: ignore[union-attr]
            return None
        end = owner[1]
        if end < len(self._doc) and self._doc[end].text in {"'s", "’s"}:
            end += 1
        level, size, _ = self._type_at(end)
        if level != "site" or not any(self._doc[k].lower_ in self._words.missions for k in range(end, end + size)):
            return None
        end += size
        named = Named(start=i, end=end, name=self._text(i, end), level="site", kind="site")
        return replace(named, locative=self._locative(named))

    def _capital(self, i: int) -> Named | None:
        if self._doc[i].lower_ != "capital" or i == 0 or self._entity[i] is not None:
            return None
        before = self._doc[i - 1]
        following = self._doc[i + 1] if i + 1 < len(self._doc) else None
        country = self._countries.by_adjective(before.text)
        if before.text in {"'s", "’s"} and i > 1:
            country = self._countries.by_name(self._doc[i - 2].text)
        if before.lower_ not in {"the", "this"} and country is None:
            return None
        if following is not None and (following.lower_ in {"of", "city", "punishment", "letters", "gains", "markets", "-"} or following.pos_ in {"NOUN", "PROPN"} or following.text[:1].isupper()):
            return None
        if following is not None and following.text in {",", "("} and i + 2 < len(self._doc) and self._doc[i + 2].text[:1].isupper():
            return None
        named = Named(start=i, end=i + 1, name="", level="settlement", kind="capital", holder=country.code if country else None)
        return replace(named, locative=self._locative(named))

    # Small questions

    def _is_building(self, entity: Span) -> bool:
        last = entity[-1].lower_
        if last not in self._words.buildings and not (len(entity) > 2 and entity[0].lower_ in self._words.buildings):
            return False
        k = entity.start - 1
        while k >= 0 and (self._doc[k].lower_ in {"the", "a", "main"} or self._doc[k].pos_ == "ADJ"):
            k -= 1
        return k >= 0 and self._doc[k].lower_ in self._words.locative

    def _locative(self, named: Named) -> bool:
        if self._preceded(named) or self._heads_line(named):
            return True
        if self._listed(named):
            return self._found[-1].locative if self._found else True
        if named.offset_km is not None or named.near or named.kind == "border":
            return True
        following = self._doc[named.end] if named.end < len(self._doc) else None
        is_country = self._countries.by_name(named.name) is not None
        if following is not None and following.text in {"'s", "’s"}:
            return not is_country
        # "the Arbin bombing" tells where; "the Mali bombing" may tell who.
        return following is not None and following.pos_ == "NOUN" and not is_country

    def _preceded(self, named: Named) -> bool:
        k = named.start - 1
        steps = 0
        while k >= 0 and steps < 9:
            token = self._doc[k]
            word = token.lower_
            if word in self._words.locative:
                return True
            passes = (
                word in {"the", "a", "an", "'s", "’s", "-", "its", "their", "his", "mainly", "and", '"', "“"}
                or word in self._words.directions
                or fold(token.text) in self._types
                or token.pos_ in {"ADJ", "NUM", "DET", "NOUN"} and token.pos_ != "VERB"
                or self._countries.by_adjective(token.text) is not None
            )
            if not passes:
                return False
            k -= 1
            steps += 1
        return False

    def _listed(self, named: Named) -> bool:
        """Tell whether only commas, "and", brackets or a preposition part the name from the place before it."""
        if not self._found:
            return False
        between = self._doc[self._found[-1].end : named.start]
        return len(between) <= 4 and all(
            token.text in {",", "(", ";", "/", "-", "–"} or token.lower_ in {"and", "or", "as", "well", "the", "in", "&"}
            for token in between
        )

    def _heads_line(self, named: Named) -> bool:
        """Tell whether the name opens a line and a dateline's mark follows it soon."""
        start = self._doc[named.start].idx
        line_start = self._whole.rfind("\n", 0, start) + 1
        if self._whole[line_start:start].strip(" \t\"'“(["):
            return False
        after = self._whole[self._doc[named.end - 1].idx + len(self._doc[named.end - 1]) :][:60]
        head = after.split("\n", 1)[0]
        return any(mark in head for mark in (" -", "—", "–", "(")) or head.startswith((",", ":"))

    def _spread_types(self) -> None:
        """Give "Arbin and Tamrel provinces" and "the provinces of Arbin and Tamrel" their level on every name."""
        found = self._found
        for index in range(len(found) - 1, 0, -1):
            if found[index].plural and found[index].level not in (None, "site"):
                k = index
                while k > 0 and found[k - 1].level is None and self._parted_by_list(found[k - 1], found[k]):
                    found[k - 1] = replace(found[k - 1], level=found[index].level, holder=found[k - 1].holder or found[index].holder)
                    k -= 1
        for index in range(1, len(found)):
            earlier = found[index - 1]
            if found[index].level is None and earlier.level is not None and earlier.level != "site":
                words = self._doc[max(0, earlier.start - 3) : earlier.start]
                if any(token.lower_ == "of" for token in words) and any(
                    token.lower_.endswith("s") and fold(token.text) in self._types for token in words
                ) and self._parted_by_list(earlier, found[index]):
                    found[index] = replace(found[index], level=earlier.level, holder=found[index].holder or earlier.holder)

    def _parted_by_list(self, left: Named, right: Named) -> bool:
        between = self._doc[left.end : right.start]
        return 0 < len(between) <= 3 and all(token.text == "," or token.lower_ in {"and", "or", "the"} for token in between)

    def _is_demonym(self, start: int, end: int) -> bool:
        text = self._text(start, end)
        return self._countries.by_adjective(text) is not None and self._countries.by_name(text) is None

    def _namelike(self, token: Token) -> bool:
        if not self._wordlike(token):
            return False
        if self._cased:
            if not token.text[0].isupper() and not token.text.startswith(("al-", "al", "el-")):
                return False
            return token.text[0].isupper()
        return token.pos_ == "PROPN" if self._tagged else not token.is_stop

    def _inside_name(self, i: int) -> bool:
        token = self._doc[i]
        entity = self._entity[i]
        if (entity is not None and entity.label_ not in PLACE_LABELS) or "\n" in token.text:
            return False
        joined = not self._doc[i - 1].whitespace_
        if token.text in {"-", "'", "’", "–"} and joined:
            return True
        if token.lower_ in self._words.connectors:
            return True
        return self._namelike(token) or (joined and token.is_alpha and self._doc[i - 1].text == "-")

    @staticmethod
    def _wordlike(token: Token) -> bool:
        return token.text[:1].isalpha()

    def _sentence_start(self, i: int) -> bool:
        return i == 0 or self._doc[i].is_sent_start is True or self._doc[i - 1].text in {".", "!", "?", "\n", "”", '"'} or "\n" in self._doc[i - 1].text

    def _text(self, start: int, end: int) -> str:
        return self._whole[self._doc[start].idx : self._doc[end - 1].idx + len(self._doc[end - 1])]
