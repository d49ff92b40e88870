"""Where names of places stand: entities, gazetteer names that the entities missed, and names with a type word."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from variorum.knowledge.names import fold
from variorum.model.account import PlaceLevel
from variorum.reading.places.landmarks import Landmarks
from variorum.reading.places.named import PLACE_LABELS, POSSESSIVE, Kind, Named
from variorum.reading.places.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from variorum.knowledge.countries import Countries
    from variorum.knowledge.gazetteer import Gazetteer
    from variorum.nlp.columns import Entity

_LONGEST = 7
# Tokens that an unknown name may go on over.
_STRETCH = 30
_VAGUE = frozenset("part parts region regions territory territories countryside area areas outskirts environs".split())
_UNITS = frozenset("region regions territory territories".split())
_HEADS = frozenset("camp fort mount lake cape port hotel cafe plaza hacienda highway route".split())
_JOINING = frozenset({"-", "–"}) | POSSESSIVE
_LOOSE = frozenset("and the i y of upon under in".split())


class Detector(Landmarks):
    """Walks once over a document."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer, countries: Countries, words: Words) -> None:
        super().__init__(doc, gazetteer, countries, words)
        self._found: list[Named] = []
        # How often a name is a place and how often it is anything else, for entities that waver.
        self._labels = Counter((fold(self.text(e.start, e.end)), e.label in PLACE_LABELS) for e in self.entities)

    def detect(self) -> list[Named]:
        """Return the names in text order, none overlapping another."""
        i = 0
        while i < len(self.doc):
            if not self._may_begin(i):
                i += 1
                continue
            named = self.border(i)
            if named is None:
                last = self._found[-1].end if self._found else 0
                named = self.mission(i) or self.street(i) or self._name(i) or self.capital(i, last)
                named = (
                    replace(named, locative=not named.party and self._locative(named)) if named is not None else None
                )
            if named is None:
                entity = self.entity[i]
                skipped = entity is not None and entity.label not in PLACE_LABELS and entity.start == i
                i = entity.end if skipped and entity is not None else i + 1
                continue
            while self._found and self._found[-1].end > named.start:
                self._found.pop()
            self._found.append(named)
            i = max(i + 1, named.end)
        self._spread_types()
        return self._found

    def _may_begin(self, i: int) -> bool:
        """Tell whether a mention may begin with a token; in a text with capitals most are told apart by this."""
        first, word = self.texts[i][0], self.lowers[i]
        return (
            self.entity[i] is not None
            or not self.cased
            or first.isupper()
            or first.isdigit()
            or word == "capital"
            or word in self.words.border
        )

    # Names

    def _name(self, i: int) -> Named | None:
        core = self._core(i)
        if core is None:
            return None
        start, end, kind = core
        entity = self.entity[i]
        first, last = (start, end) if entity is None else (entity.start, entity.end)
        if self.lower(first - 1) in self.words.things:
            return None
        if self.lower(last) in self.words.shows and not self.known(first, last):
            return None
        level: PlaceLevel | None = "site" if kind == "site" else None
        name = self.text(start, end)
        if self._follows_article(start):
            # "al-Orrel" is written so, and known with or without its article.
            name = name if self.known(start, end) and not self.known(start - 2, end) else self.text(start - 2, end)
            start -= 2
        named = Named(start=start, end=end, name=name, level=level, kind=kind)
        named = self._with_left(self._with_right(named))
        if self.lower(named.start - 1) == "of" and self.lower(named.start - 2) in self.words.blocks:
            words = self.text(named.start, named.end)
            return replace(named, name=words, level="site", kind="street", direction=None)
        party = self._is_party(named)
        if named.kind == "run" and not party and not self._credible(named):
            return None
        return replace(named, party=party)

    def _follows_article(self, i: int) -> bool:
        """Tell whether an Arabic article in small letters is joined to the name that begins at a token."""
        if i < 2 or self.texts[i - 1] != "-" or self.texts[i - 2] not in self.words.articles:
            return False
        return not (self.doc[i - 1].whitespace_ or self.doc[i - 2].whitespace_)

    def _core(self, i: int) -> tuple[int, int, Kind] | None:
        entity = self.entity[i]
        if entity is not None and entity.label not in PLACE_LABELS:
            return self._other_entity_core(i, entity)
        if not self.wordlike(i):
            return None
        run = self._longest_known(i) if self.namelike(i) else None
        if entity is not None:
            # An entity may stop short: "Gulf of", "San Luis".
            return (i, run, "entity") if run is not None and run > entity.end else self._entity_core(i, entity)
        if run is not None and not (run == i + 1 and self.doc[i].like_num):
            return i, run, "run"
        return self._typed_core(i)

    def _other_entity_core(self, i: int, entity: Entity) -> tuple[int, int, Kind] | None:
        """Return the place in what an entity recogniser takes for a person or an organisation, if it is one."""
        if i != entity.start:
            return None
        if entity.label == "ORG" and self.is_building(entity):
            return i + (self.lower(i) == "the"), entity.end, "site"
        if entity.label not in {"PER", "PERSON", "ORG"} or not self.namelike(i):
            return None
        for end in range(entity.end, i, -1):
            if self.lower(end) in self.words.persons and self.known(i, end):
                return i, end, "run"
        name = fold(self.text(entity.start, entity.end))
        entries = self.known(i, entity.end)
        if not entries:
            return None
        before = self.lower(i - 1) if not self.sentence_start(i) else ""
        wavers = self._labels[name, True] > 0 and self._labels[name, True] >= self._labels[name, False]
        stands_in = before in {"in", "near", "from", "at"} and max(e.population for e in entries) > 20_000
        is_country = any(e.level == "country" for e in entries)
        return (i, entity.end, "run") if wavers or stands_in or is_country else None

    def _entity_core(self, i: int, entity: Entity) -> tuple[int, int, Kind] | None:
        end = entity.end
        word = self.lower(i)
        if (
            word in self.words.locative
            or word in self.words.units
            or word in {"the", "a", "an", "this", "its", "their"}
        ):
            return None
        if all(not self.wordlike(k) or self._generic(k) for k in range(i, end)):
            return None
        if i > entity.start and self.is_demonym(i - 1, i) and not self.known(i, end):
            return None
        if self.cased and not any(self.texts[k][0].isupper() for k in range(i, end)):
            return None
        if self._skippable(i) and not self.known(i, end) and any(not self._skippable(k) for k in range(i + 1, end)):
            # "heart of East Arbin" and "port city of Arbin" are read from Arbin on.
            return None
        for k in range(i + 1, end):
            mark = self.doc[k]
            broken = mark.text in {",", ";", "(", ")"} or "\n" in mark.text or mark.lower_ in {"and", "in", "near"}
            # "Mali's Arbin bridge" is parted, "St. Orrel's Hospital" is not.
            held = mark.text in POSSESSIVE and bool(self.known(i, k))
            held = held and (self.country_at(i, k) is not None or self.type_ending(end, k)[0] != "site")
            if (broken or held) and not self.known(i, end):
                end = k
                break
        while end > i + 1 and not self.doc[end - 1].text.isdecimal() and self.type_ending(end, i + 1)[1] <= 1:
            last = self.lower(end - 1)
            if self.wordlike(end - 1) and last not in self.words.connectors and last not in _VAGUE:
                break
            end -= 1
        if self.cased and not self.known(i, end):
            small = next(
                (k for k in range(i + 1, end) if self.doc[k].text[:1].islower() and not self.is_particle(k, end)), end
            )
            if self.known(i, small) and self.type_at(small)[0] is None:
                end = small
        if not self.known(i, end):
            level, size = self.type_ending(end, i + 1)
            if level == "site":
                return i, end, "site"
            trimmed = end
            while size and level != "region":
                trimmed -= size
                level, size = self.type_ending(trimmed, i + 1)
            if trimmed < end and (self.known(i, trimmed) or level is None):
                end = trimmed
            if not self.known(i, end) and self._held_elsewhere(i, end):
                return None
        name = self.text(i, end)
        if self.is_demonym(i, end) or fold(name) in self.words.never:
            return None
        if name.isupper() and len(name) <= (5 if self.cased else 3) and not self.known(i, end):
            # An unknown acronym is an agency or a ship sooner than a place.
            return None if not self.gazetteer.find_abbreviation(name) else (i, end, "entity")
        return i, end, "entity"

    def _held_elsewhere(self, i: int, end: int) -> bool:
        """Tell whether an unknown name begins with words that are read apart from it: a direction, a people, a type."""
        if end - i < 2:
            return False
        if self.lower(i) in self.words.directions:
            return bool(self.known(i + 1, end)) or self.type_ending(end, i + 1)[0] is not None or not self.cased
        return self.is_demonym(i, i + 1)

    def _skippable(self, i: int) -> bool:
        """Tell whether an entity that begins with this word is better read without it."""
        text = self.texts[i]
        if not text[0].isalpha() or (self.cased and text[0].islower()):
            return True
        if self.known(i, i + 1):
            return False
        if fold(text) in self.types and self.lower(i + 1) == "of":
            return True
        if self.doc[i].pos_ in {"VERB", "ADP", "DET", "AUX", "PRON", "CCONJ"}:
            return True
        return self.lower(i) in self.words.directions and not (self.cased and self.doc[i].is_title)

    def _generic(self, i: int) -> bool:
        word = self.lower(i)
        return (
            fold(word) in self.types
            or word in _VAGUE
            or word in self.words.directions
            or word in self.words.border
            or word in self.words.connectors
            or word in {"this", "that", "country", "town", "capital", "front", "home", "house", "ground", "soil"}
        )

    def _typed_core(self, i: int) -> tuple[int, int, Kind] | None:
        """Find an unknown name that a type word vouches for: "Arbin canton", "the village of Arbin"."""
        if not self.namelike(i) or fold(self.doc[i].text) in self.words.never or self._generic(i):
            return None
        end = i + 1
        while end < min(len(self.doc), i + _STRETCH) and self.entity[end] is None and self._continues_name(end):
            if self.lower(end) in _LOOSE:
                break
            end += 1
        while end > i + 1 and (self.lower(end - 1) in self.words.connectors or not self.wordlike(end - 1)):
            end -= 1
        while end - i > 1 and self.type_at(end - 1)[0] is not None:
            end -= 1
        if end < len(self.doc) and self.entity[end] is not None:
            return None
        level = self.type_at(end)[0] or self.type_before(i)[0]
        if level in ("settlement", "district", "province") and not self.is_demonym(i, end):
            return i, end, "typed"
        return None

    def _longest_known(self, i: int) -> int | None:
        if fold(self.texts[i]) in self.words.never and self.lower(i) not in self.words.directions:
            # "The Hague", "The Bronx".
            article = self.lower(i) == "the" and i + 1 < len(self.doc) and self.namelike(i + 1)
            if not article:
                return None
        ends = [i + 1]
        while ends[-1] < min(len(self.doc), i + _LONGEST) and self._continues_name(ends[-1], across=True):
            ends.append(ends[-1] + 1)
        for end in reversed(ends):
            last = self.lower(end - 1)
            if end - i > 1 and (last in self.words.connectors or not self.wordlike(end - 1)):
                continue
            if self.known(i, end):
                return end
        return None

    def _continues_name(self, i: int, *, across: bool = False) -> bool:
        """Tell whether a token can go on with a name; *across* the bounds of entities where it is to be known whole."""
        text, entity = self.texts[i], self.entity[i]
        if "\n" in text:
            return False
        if entity is not None and not across and entity.label not in PLACE_LABELS:
            return False
        if self.namelike(i) or self.lowers[i] in self.words.connectors:
            return True
        joins = text in _JOINING or self.texts[i - 1] == "-"
        if not joins or self.doc[i - 1].whitespace_:
            return False
        return text in _JOINING or self.doc[i].is_alpha

    def _credible(self, named: Named) -> bool:
        """Decide whether a name that only the gazetteer vouches for is one here."""
        entries = self.known(named.start, named.end) or self.gazetteer.find_exact(named.name)
        one = named.end - named.start == 1
        if named.level is not None or named.holder is not None or not entries:
            return True
        if any(entry.level in ("country", "region") for entry in entries):
            return True
        if self.tagged and one and self.doc[named.start].pos_ not in {"PROPN", "X"}:
            return False
        best = max(entry.population for entry in entries)
        if self._preceded(named) or self._listed(named) or self._heads_line(named):
            return self.cased or self.tagged or best > 20_000
        if not self.tagged and one and self.sentence_start(named.start):
            return False
        if any(entry.level == "province" for entry in entries):
            return True
        return best >= 100_000 or (best > 30_000 and self.lower(named.end) in POSSESSIVE)

    def _is_party(self, named: Named) -> bool:
        """Tell whether the name is the first part of a party's: "Baghdad police", "Mali's army"."""
        if named.kind == "site" or named.level == "site" or named.end >= len(self.doc):
            return False
        k = named.end + (self.lower(named.end) in POSSESSIVE)
        for word in range(k, min(k + 3, len(self.doc))):
            token, entity = self.doc[word], self.entity[word]
            if token.lower_ in self.words.persons:
                return self.type_at(word)[0] != "site"
            if entity is not None and entity.label in PLACE_LABELS and entity is not self.entity[named.start]:
                return False
            if not token.is_alpha or token.pos_ in {"VERB", "AUX", "ADP", "DET", "PRON", "CCONJ", "SCONJ", "ADV"}:
                return False
            if token.lower_ in self.words.locative or token.lower_ in {
                "and",
                "the",
                "was",
                "were",
                "is",
                "has",
                "have",
            }:
                return False
        return False

    # What stands around a name

    def _with_right(self, named: Named) -> Named:
        level, size, plural = self.type_at(named.end)
        if self.lower(named.end) in _VAGUE:
            return named if named.kind == "site" else self._with_vague(named)
        if not size:
            return named
        end = named.end + size
        words = self.text(named.end, end)
        capital = words[0].isupper() if self.cased else self.doc[named.end].pos_ == "PROPN"
        country = self.countries.by_name(named.name) is not None
        whole = self.text(named.start, end)
        if level == "site":
            # "Lowland Highway Patrol" and "a Mali court" are named after the area, and stand somewhere in it.
            entries = self.gazetteer.find_exact(named.name)
            seats = [e for e in entries if e.level == "settlement" and e.population > 50_000]
            first = seats or entries[:1]
            area = country or (bool(first) and all(e.level in ("province", "region") for e in first))
            # "A Logar clinic" is any clinic of Logar: the words name no site.
            any_such = named.start > 0 and self.lower(named.start - 1) in {"a", "an"}
            if ((area or any_such) and not capital) or self._goes_on(end, capital):
                return named
            while True:
                further, more, _ = self.type_at(end)
                if further != "site" or not more:
                    break
                end += more
            if end < len(self.doc) and self.doc[end].text.isdecimal() and self.doc[end - 1].whitespace_:
                end += 1
            return replace(named, end=end, name=self.text(named.start, end), level="site", kind="site")
        if level == "region":
            if words.casefold() in self.words.border:
                return named
            return replace(named, end=end, name=whole, level=None if self.gazetteer.find_exact(whole) else "region")
        if country and not capital:
            return named
        if level == "settlement" and capital and self.gazetteer.find_exact(whole):
            return replace(named, end=end, name=whole)
        return replace(named, end=end, level=level, plural=plural)

    def _with_vague(self, named: Named) -> Named:
        """Take the "region" behind a name with it: the province where one has that name, else what lies around."""
        word, level = self.lower(named.end), named.level
        if level is None and word in _UNITS:
            levels = {entry.level for entry in self.gazetteer.find_exact(named.name)}
            level = "province" if "province" in levels and levels.isdisjoint({"country", "region"}) else None
        return replace(named, end=named.end + 1, level=level, plural=level is not None and word.endswith("s"))

    def _goes_on(self, i: int, capital: bool) -> bool:
        """Tell whether the capitalised name that ends before token *i* goes on."""
        if not capital or i >= len(self.doc) or not self.namelike(i):
            return False
        return not self.sentence_start(i) and self.type_at(i)[0] != "site"

    def _with_left(self, named: Named) -> Named:
        level, holder, position = named.level, named.holder, named.start
        before, type_start = self.type_before(position)
        if self._found and type_start < self._found[-1].end:
            before, type_start = None, position  # "the Arbin district of Tamrel": the word is the one before's
        head = position - 1
        if before is not None:
            level = level or before
            position = type_start
        elif self._is_head(head) and (named.kind == "entity" or self.known(head, named.end)):
            named = replace(named, start=head, name=self.text(head, named.end), kind="site")
            level, position = "site", head
        direction, position = self.direction_before(position)
        if direction is not None and before is None and named.kind != "site":
            named = replace(named, start=position, direction=direction)
        k = position - 1
        possessive = self.lower(k) in {"'s", "’s"}
        if possessive or self.lower(k) in {"the", "ancient", "besieged", "restive", "border", "port", "capital"}:
            k -= 1
        if k >= 0 and (not self.cased or self.doc[k].text[:1].isupper()):
            word = self.doc[k].text
            country = self.countries.by_adjective(word) or (self.countries.by_name(word) if possessive else None)
            holder = country.code if country is not None else holder
        offset, bearing = self.offset_before(position)
        near = offset is None and self.lower(position - 1) in self.words.near
        return replace(named, level=level, holder=holder, offset_km=offset, bearing=bearing, near=near)

    def _is_head(self, i: int) -> bool:
        """Tell whether a token is the "Camp" of "Camp Orrel"."""
        return self.cased and self.lower(i) in _HEADS and self.texts[i][0].isupper() and not self.sentence_start(i)

    def _locative(self, named: Named) -> bool:
        if self.lower(named.end) == "-" and self.doc[min(named.end + 1, len(self.doc) - 1)].tag_ in {"VBN", "VBD"}:
            # "On Iran-backed fighters" tells whose they are, not where.
            return False
        if self._preceded(named) or self._heads_line(named):
            return True
        if self._listed(named):
            return self._found[-1].locative if self._found else True
        if named.offset_km is not None or named.near:
            return True
        country = self.countries.by_name(named.name) is not None
        if self.lower(named.end) in POSSESSIVE:
            return not country
        # "the Arbin bombing" tells where; "the Mali bombing" may tell who.
        return not country and named.end < len(self.doc) and self.doc[named.end].pos_ == "NOUN"

    def _preceded(self, named: Named) -> bool:
        """Tell whether a preposition of place governs the name, across its adjectives and types."""
        for k in range(named.start - 1, max(-1, named.start - 10), -1):
            token = self.doc[k]
            if token.lower_ in self.words.locative:
                return True
            passes = (
                token.lower_ in {"the", "a", "an", "'s", "’s", "-", "its", "their", "his", "mainly", "and", '"', "“"}
                or token.lower_ in self.words.directions
                or fold(token.text) in self.types
                or token.pos_ in {"ADJ", "NUM", "DET", "NOUN"}
                or self.countries.by_adjective(token.text) is not None
                or (self.lower(k + 1) in POSSESSIVE and self.countries.by_name(token.text) is not None)
            )
            if not passes:
                return False
        return False

    def _listed(self, named: Named) -> bool:
        """Tell whether only commas, "and", brackets or "in" part the name from the place before it."""
        if not self._found:
            return False
        between = self.doc[self._found[-1].end : named.start]
        return len(between) <= 4 and all(
            token.text in {",", "(", ";", "/", "-", "–"}
            or token.lower_ in {"and", "or", "as", "well", "the", "in", "&"}
            for token in between
        )

    def _heads_line(self, named: Named) -> bool:
        """Tell whether the name opens a line and a dateline's mark follows it soon."""
        start = self.doc[named.start].idx
        line = self.whole.rfind("\n", max(0, start - 200), start) + 1
        if (line == 0 and start > 200) or self.whole[line:start].strip(" \t\"'“(["):
            return False
        last = self.doc[named.end - 1]
        head = self.whole[last.idx + len(last) :][:60].split("\n", 1)[0]
        return any(mark in head for mark in (" -", "—", "–", "(")) or head.startswith((",", ":"))

    def _spread_types(self) -> None:
        """Give "Arbin and Tamrel provinces" and "the provinces of Arbin and Tamrel" their level on every name."""
        found = self._found
        for i in range(len(found) - 1, 0, -1):
            left, right = found[i - 1], found[i]
            spreads = right.plural and right.level not in (None, "site") and left.level is None
            if spreads and self._parted_by_list(left, right):
                found[i - 1] = replace(left, level=right.level, holder=left.holder or right.holder, plural=True)
        for i in range(1, len(found)):
            left, right = found[i - 1], found[i]
            if right.level is None and left.level not in (None, "site") and self._parted_by_list(left, right):
                words = self.doc[max(0, left.start - 3) : left.start]
                plural = any(t.lower_.endswith("s") and fold(t.text) in self.types for t in words)
                if left.plural or (plural and any(t.lower_ == "of" for t in words)):
                    found[i] = replace(right, level=left.level, holder=right.holder or left.holder, plural=True)

    def _parted_by_list(self, left: Named, right: Named) -> bool:
        between = self.doc[left.end : right.start]
        return 0 < len(between) <= 3 and all(t.text == "," or t.lower_ in {"and", "or", "the"} for t in between)
