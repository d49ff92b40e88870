"""A name of a place as it stands in the text, and the reading of the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from variorum.knowledge.names import fold, type_words
from variorum.model.account import PlaceLevel
from variorum.nlp.columns import Entity, columns
from variorum.reading.units import count_letters

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from variorum.knowledge.countries import Countries
    from variorum.knowledge.gazetteer import Entry, Gazetteer
    from variorum.reading.places.words import Words

PLACE_LABELS = frozenset({"LOC", "GPE", "FAC"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_PARTICLES = frozenset("de del della di da do dos das du des la las los le".split())
_ELIDED = frozenset({"l'", "l’", "d'", "d’"})
_NAUTICAL = 1.852
_CALLED = 6
_CALLING = frozenset("the of capital port city town village provincial regional coastal".split())
DASHES = frozenset({"-", "–", "—", "/"})

Kind = Literal["entity", "run", "typed", "site", "street", "border", "capital"]


class Named(msgspec.Struct, frozen=True):
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
    kind: Kind = "run"
    direction: str | None = None
    holder: str | None = None
    borders: tuple[str, ...] = ()
    offset_km: float | None = None
    bearing: str | None = None
    near: bool = False
    plural: bool = False
    locative: bool = True
    party: bool = False


class Surroundings:
    """Answers what the words at a position say: types, directions, distances, countries."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer, countries: Countries, words: Words) -> None:
        self.doc = doc
        known = columns(doc)
        self.whole = known.whole
        self.texts, self.lowers, self._starts = known.texts, known.lowers, known.starts
        self.gazetteer = gazetteer
        self.countries = countries
        self.words = words
        self.types = type_words()
        self.tagged = any(known.parts)
        letters, capitals = count_letters(self.whole[:20000])
        # Whether capitals tell names from words here, as they do not in a telegram or in text without any.
        self.cased = letters > 0 and 0.008 < capitals / letters < 0.6
        self.entities = known.entities
        self.entity: list[Entity | None] = [None] * len(doc)
        for entity in self.entities:
            for i in range(entity.start, entity.end):
                self.entity[i] = entity

    def text(self, start: int, end: int) -> str:
        """Return the text of some tokens."""
        return self.whole[self._starts[start] : self._starts[end - 1] + len(self.texts[end - 1])]

    def lower(self, i: int) -> str:
        """Return the token in small letters, nothing outside the document."""
        return self.lowers[i] if 0 <= i < len(self.lowers) else ""

    def wordlike(self, i: int) -> bool:
        """Tell whether a token begins with a letter."""
        return self.texts[i][:1].isalpha()

    def namelike(self, i: int) -> bool:
        """Tell whether a token can begin a name."""
        if not self.texts[i][:1].isalpha():
            return False
        if self.cased:
            return self.texts[i][0].isupper()
        return self.doc[i].pos_ == "PROPN" if self.tagged else not self.doc[i].is_stop

    def sentence_start(self, i: int) -> bool:
        """Tell whether a token opens a sentence, so that its capital tells nothing."""
        if i == 0 or self.doc[i].is_sent_start is True:
            return True
        before = self.texts[i - 1]
        return before in {".", "!", "?", "”", '"', ":"} or "\n" in before

    def is_demonym(self, start: int, end: int) -> bool:
        """Tell whether tokens are an adjective or a people, and no country's name as well ("US")."""
        text = self.text(start, end)
        if text.lower() in self.words.peoples:
            return True
        return self.countries.by_adjective(text) is not None and self.countries.by_name(text) is None

    def known(self, start: int, end: int) -> tuple[Entry, ...]:
        """Return the gazetteer's places of that name, without those that the words hardly ever mean."""
        text = self.text(start, end)
        folded = fold(text)
        if len(text) < 2 or folded in self.words.never or text.lower() in self.words.peoples:
            return ()
        if folded in {"us", "no", "la", "as"} and text not in {"US", "U.S.", "LA", "L.A."}:
            return ()
        if not self.cased and len(folded) <= 2 and folded not in {"us", "uk"}:
            return ()
        if self.is_demonym(start, end):
            return ()
        return self.gazetteer.find_exact(text)

    def type_at(self, i: int) -> tuple[PlaceLevel | None, int, bool]:
        """Return the level that the words from token *i* fix, how many they are, and whether they are plural."""
        for size in (3, 2, 1):
            if i + size > len(self.texts) or not (self.texts[i][0].isalpha() and self.texts[i + size - 1][0].isalpha()):
                continue
            words = fold(self.text(i, i + size))
            level = self.types.get(words)
            if level is None and size > 1 and self.lowers[i] in self.words.owners:
                # "Arbin general hospital", "the Arbin police academy".
                level = "site" if self.types.get(fold(self.text(i + 1, i + size))) == "site" else None
            if level is not None:
                return level, size, words.endswith("s") and words[:-1] in self.types
        return None, 0, False

    def type_ending(self, end: int, least: int) -> tuple[PlaceLevel | None, int]:
        """Return the level and size of the type word that ends before token *end*, beginning at *least* or later."""
        for size in (3, 2, 1):
            if end - size >= least:
                level, length, _ = self.type_at(end - size)
                if level is not None and length == size:
                    return level, size
        return None, 0

    def type_before(self, start: int) -> tuple[PlaceLevel | None, int]:
        """Return the level of "the village of" before token *start*, and where those words begin."""
        k = start - 1
        if self.lower(k) == "the":
            k -= 1
        if self.lower(k) != "of":
            return None, start
        for size in (3, 2, 1):
            if k - size >= 0:
                level = self.types.get(fold(self.text(k - size, k)))
                if level is not None and level != "site":
                    return (None if level == "region" else level), k - size
        return None, start

    def direction_before(self, position: int) -> tuple[str | None, int]:
        """Return the direction that ends before a token ("south-eastern"), and where it begins."""
        k = position
        while k > 0:
            word = self.lower(k - 1)
            joins = word in self.words.direction_joiners and self.lower(k - 2) in self.words.directions
            if word not in self.words.directions and not (joins and k < position):
                break
            k -= 1
        while k < position and self.lower(k) not in self.words.directions:
            k += 1
        return (self.text(k, position).lower(), k) if k < position else (None, position)

    def offset_before(self, position: int) -> tuple[float | None, str | None]:
        """Return the kilometres and the direction of "30 miles north of (the eastern town of)" before a token."""
        for k in range(position, max(position - _CALLED, 0), -1):
            offset, bearing = self._offset(k)
            if offset is not None or bearing is not None:
                return offset, bearing
            word = self.lower(k - 1)
            if word not in _CALLING and word not in self.words.directions and not self.is_demonym(k - 1, k):
                break
        return None, None

    def _offset(self, position: int) -> tuple[float | None, str | None]:
        k = position - 1
        if self.lower(k) not in {"of", "from"}:
            return None, None
        k -= 1
        bearing = ""
        while k > 0 and (self.lower(k) in self.words.directions or self.lower(k) == "-"):
            bearing = self.lower(k) + bearing
            k -= 1
        while k > 0 and self.lower(k) in {"the", "to", "away", "outside"}:
            k -= 1
        unit = self.words.units.get(self.lower(k).rstrip("."))
        if self.lower(k - 1) == "nautical":
            unit, k = _NAUTICAL, k - 1
        number = self.lower(k - 2 if self.lower(k - 1) == "-" else k - 1).replace(",", "")
        if unit is None or not number.isascii() or not number.replace(".", "", 1).isdecimal():
            return None, bearing or None
        return min(float(number[:9]) * unit, 2000.0), bearing or None

    def is_particle(self, k: int, end: int) -> bool:
        """Tell whether a small word joins a name: "San Orrel del Arbin", "Wad al-Orrel", "Orrel de l'Arbin"."""
        if self.lower(k) in self.words.articles and k + 2 < end and self.texts[k + 1] == "-":
            return self.texts[k + 2][0].isupper()
        if self.texts[k][:2] in _ELIDED and self.texts[k][2:3].isupper():
            return True
        if self.lower(k) not in _PARTICLES:
            return False
        return k + 1 < end and (self.texts[k + 1][0].isupper() or self.is_particle(k + 1, end))

    def country_at(self, start: int, end: int) -> str | None:
        """Return the code of the country that tokens name, by noun or adjective."""
        text = self.text(start, end)
        if (self.cased and not text[:1].isupper()) or text == "Us":
            return None
        country = self.countries.by_name(text) or self.countries.by_adjective(text)
        return country.code if country is not None else None

    def country_ending(self, end: int) -> tuple[str, int] | None:
        """Return the country whose name ends before a token, and where it begins."""
        if not self.countries.may_end(self.texts[end - 1]):
            return None
        for start in range(max(0, end - 4), end):
            code = self.country_at(start, end)
            if code is not None:
                return code, start
        return None

    def country_starting(self, start: int) -> tuple[str, int] | None:
        """Return the country whose name begins at a token, and where it ends; none past the last token."""
        if start >= len(self.texts):
            return None
        if (self.cased and not self.texts[start][0].isupper()) or not self.countries.may_begin(self.texts[start]):
            return None
        for end in range(min(len(self.texts), start + 4), start, -1):
            code = self.country_at(start, end)
            if code is not None:
                return code, end
        return None
