"""Find places in a document: detect names, resolve them together, say each as a `Place` of the contract."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from variorum.knowledge.countries import Country, load_countries
from variorum.knowledge.gazetteer import Entry, Gazetteer
from variorum.knowledge.names import fold, type_words
from variorum.model.account import Place, PlaceLevel
from variorum.nlp.columns import columns
from variorum.reading.places.detect import Detector
from variorum.reading.places.mention import PlaceMention, distance
from variorum.reading.places.named import POSSESSIVE, Named
from variorum.reading.places.resolve import Resolver
from variorum.reading.places.scoring import Resolved
from variorum.reading.places.words import place_words

if TYPE_CHECKING:
    from spacy.tokens import Doc

_BEARINGS = {"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0}
_AROUND = {"district": 20.0, "province": 60.0}
# Mentions of a name around which its country is sought.
_MENTIONS = 20
# Of what is said of the country that a report is on, the least that is said of another whose places may be unknown.
_SHARE = 0.4
_SMALL = frozenset("de del la las los el al y of the and i e da do dos du des en".split())


def find_places(doc: Doc, gazetteer: Gazetteer, *, parties: bool = False) -> tuple[PlaceMention, ...]:
    """
    Return the mentions of places in text order, none overlapping another.

    Peoples ("the Malians") and adjectives are no places. A name that the gazetteer lacks is kept, without coordinates,
    where an entity or a type word ("Arbin canton") vouches for it.

    Args:
        parties: Give also the places in the names of parties ("Baghdad" in "Baghdad police").
    """
    countries = load_countries()
    names = Detector(doc, gazetteer, countries, place_words()).detect()
    resolver = Resolver(doc, gazetteer, countries)
    items = resolver.resolve(names)
    maker = _Maker(doc, gazetteer, resolver, items)
    mentions = maker.mentions()
    return tuple(
        mention
        for mention, item in zip(mentions, items, strict=True)
        if (parties or not item.named.party) and (item.named.kind != "border" or resolver.border_sides(item.named))
    )


class _Maker:
    """Turns resolved names into mentions; a mention may need those that it lies in first."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer, resolver: Resolver, items: list[Resolved]) -> None:
        self._doc = doc
        self._gazetteer = gazetteer
        self._resolver = resolver
        self._items = items
        self._countries = load_countries()
        self._made: dict[int, PlaceMention] = {}
        self._sentences = columns(doc).sentences
        self._countries_of: dict[str, str | None] = {}
        self._at: dict[str, list[int]] = {}
        for index, item in enumerate(items):
            self._at.setdefault(item.key, []).append(index)

    def mentions(self) -> tuple[PlaceMention, ...]:
        return tuple(self._mention(index) for index in range(len(self._items)))

    def _mention(self, index: int) -> PlaceMention:
        """Make a mention, and before it those that it lies in, which may be a long row ("A, B, C"); a ring is cut."""
        path: dict[int, None] = {}
        inner: int | None = index
        while inner is not None and inner not in self._made and inner not in path:
            path[inner] = None
            inner = self._outer(inner)
        for number in reversed(path):
            self._made[number] = self._make(number)
        return self._made[index]

    def _outer(self, index: int) -> int | None:
        """Give the name that the words put one in, for one that no list has also that which its sentence opens with."""
        item = self._items[index]
        return item.inside if item.inside is not None or item.chosen is not None else item.frame

    def _make(self, index: int) -> PlaceMention:
        item, inside = self._items[index], self._outer(index)
        outer = self._made.get(inside) if inside is not None else None
        within = outer if outer is not None and _plausible(item, outer) else None
        place = self._place(index, item, within)
        return PlaceMention(
            start=item.named.start,
            end=item.named.end,
            place=place,
            candidates=item.candidates,
            within=within,
            locative=item.named.locative,
        )

    def _place(self, index: int, item: Resolved, within: PlaceMention | None) -> Place:
        named, entry = item.named, item.chosen
        quote = columns(self._doc).text(named.start, named.end)
        if named.kind == "border":
            return self._border(named, quote)
        if named.kind == "capital":
            return self._capital(named, quote)
        if named.kind == "site" and (entry is None or item.anchored):
            return self._site(index, item, within, quote)
        if entry is None:
            return self._unknown(index, item, within, quote)
        level: PlaceLevel = entry.level
        said = named.level
        if said is not None and said != "site" and entry.level in ("settlement", "district", "province"):
            # Where the first-level units are called districts or counties, the gazetteer knows better than the word.
            first_level = entry.level == "province" and said == "district"
            level = entry.level if first_level else said
        latitude, longitude, radius = entry.latitude, entry.longitude, entry.radius_km
        if entry.level == "settlement":
            # The district or province that is named after the town lies around it.
            radius = max(radius, _AROUND.get(level, 0.0))
        name = as_name(named.name) if entry.level == "site" else entry.name
        if named.direction is not None and entry.level == "country":
            name = f"{named.direction.capitalize()} {entry.name}"
            level = "region"
            latitude, longitude = _moved(latitude, longitude, radius * 0.45, named.direction)
            radius *= 0.6
        if named.offset_km is not None:
            if named.bearing is not None:
                latitude, longitude = _moved(latitude, longitude, named.offset_km, named.bearing)
                radius = max(radius, named.offset_km * 0.3)
            else:
                radius = max(radius, named.offset_km)
        elif named.near:
            radius = max(radius, 15.0)
        return Place(
            name=name,
            level=level,
            country=entry.country,
            province=entry.province if entry.level != "province" else None,
            latitude=round(latitude, 4),
            longitude=round(longitude, 4),
            radius_km=round(radius, 1),
            quote=quote,
        )

    def _unknown(self, index: int, item: Resolved, within: PlaceMention | None, quote: str) -> Place:
        named = item.named
        level = named.level or _level_by_words(named.name)
        outer = within.place if within is not None else None
        country = outer.country if outer is not None else named.holder or self._country_of(index)
        province = None
        if outer is not None:
            province = outer.name if outer.level == "province" else outer.province
        return Place(name=as_name(named.name), level=level, country=country, province=province, quote=quote)

    def _site(self, index: int, item: Resolved, within: PlaceMention | None, quote: str) -> Place:
        """Place a site by the settlement in its name, or by what it is said to be in."""
        named = item.named
        name = as_name(named.name)
        outer = within.place if within is not None else None
        inner = item.chosen if self._is_anchor(item) else None
        if outer is not None and outer.level in ("country", "province", "region") and inner is not None:
            # "Arbin airport in Lowland" is at Arbin.
            outer = None if outer.country in (None, inner.country) else outer
        if outer is None and inner is not None:
            precise = inner.level in ("settlement", "district", "site")
            return Place(
                name=name,
                level="site",
                country=inner.country,
                province=inner.name if inner.level == "province" else inner.province,
                latitude=inner.latitude if precise else None,
                longitude=inner.longitude if precise else None,
                radius_km=max(inner.radius_km, 3.0 if inner.level == "site" else 10.0) if precise else None,
                quote=quote,
            )
        if outer is None:
            return Place(name=name, level="site", country=self._country_of(index), quote=quote)
        precise = outer.level in ("settlement", "district", "site")
        return Place(
            name=name,
            level="site",
            country=outer.country,
            province=outer.name if outer.level == "province" else outer.province,
            latitude=outer.latitude if precise else None,
            longitude=outer.longitude if precise else None,
            radius_km=outer.radius_km if precise else None,
            quote=quote,
        )

    def _is_anchor(self, item: Resolved) -> bool:
        """Tell whether the place that a site seems named after is one that the report has to do with."""
        entry = item.chosen
        if entry is None or entry.country is None:
            return False
        if self._resolver.speaks_of(entry.country) or entry.population > 300_000:
            return True
        return any(other.key == item.key and other.named.kind != "site" for other in self._items)

    def _border(self, named: Named, quote: str) -> Place:
        sides = [
            country
            for code in self._resolver.border_sides(named)
            if (country := self._countries.by_code(code)) is not None
        ]
        sides.sort(key=lambda country: country.name)
        entries = [entry for side in sides if (entry := self._country_entry(side)) is not None]
        name = "–".join(side.name for side in sides) + " border"
        if len(entries) < 2:
            return Place(name=name, level="region", country=sides[0].code if sides else None, quote=quote)
        a, b = entries[0], entries[1]
        apart = distance((a.latitude, a.longitude), (b.latitude, b.longitude))
        # Halfway by radius: the larger country's centre lies farther from the border.
        share = a.radius_km / (a.radius_km + b.radius_km)
        return Place(
            name=name,
            level="region",
            country=named.holder,
            latitude=round(a.latitude + (b.latitude - a.latitude) * share, 2),
            longitude=round(a.longitude + (b.longitude - a.longitude) * share, 2),
            radius_km=round(max(apart, a.radius_km, b.radius_km), 0),
            quote=quote,
        )

    def _capital(self, named: Named, quote: str) -> Place:
        code = named.holder or self._resolver.dominant_country()
        country = self._countries.by_code(code) if code else None
        if country is not None and country.capitals:
            for entry in self._gazetteer.find(country.capitals[0], country=country.code):
                if entry.level == "settlement":
                    return Place(
                        name=entry.name,
                        level="settlement",
                        country=entry.country,
                        province=entry.province,
                        latitude=entry.latitude,
                        longitude=entry.longitude,
                        radius_km=entry.radius_km,
                        quote=quote,
                    )
        return Place(name="capital", level="settlement", country=code, quote=quote)

    def _country_entry(self, country: Country) -> Entry | None:
        return next((e for e in self._gazetteer.find_exact(country.name) if e.level == "country"), None)

    def _country_nearby(self, index: int) -> str | None:
        """Return the country of the nearest resolved name of the sentence, else the report's."""
        named = self._items[index].named
        best: tuple[int, str] | None = None
        for k in range(max(0, index - 6), min(len(self._items), index + 4)):
            chosen = self._items[k].chosen
            if k == index or chosen is None or chosen.country is None or self._items[k].named.kind == "site":
                continue
            if self._is_people(self._items[k].named):
                continue
            if chosen.level == "settlement" and not self._resolver.speaks_of(chosen.country):
                continue
            if chosen.level == "country" and not self._items[k].named.locative:
                continue  # "the base of Lowland's troops"
            if chosen.level == "country" and self._doc[max(self._items[k].named.start - 1, 0)].lower_ == "from":
                continue  # "peacekeepers from Lowland"
            away = abs(self._items[k].named.start - named.start)
            first, last = sorted((named.start, self._items[k].named.start))
            if self._sentences[first] != self._sentences[last] or away > 40:
                continue
            if any("\n" in token.text for token in self._doc[first:last]):
                continue
            if best is None or away < best[0]:
                best = (away, chosen.country)
        return best[1] if best is not None else self._country_told(index) or self._resolver.dominant_country()

    def _is_people(self, named: Named) -> bool:
        """Tell whether a name says whose people these are: "U.S. citizens"."""
        return named.party and self._doc[named.end].lower_ not in POSSESSIVE

    def _country_of(self, index: int) -> str | None:
        """Return the country that most mentions of a name have nearby, the report's own where it is one of several."""
        key = self._items[index].key
        if key not in self._countries_of:
            near = [self._country_nearby(k) for k in self._at[key][:_MENTIONS]]
            dominant = self._resolver.dominant_country()
            self._countries_of[key] = dominant if dominant in near else max(near, key=near.count)
        return self._countries_of[key]

    def _country_told(self, index: int) -> str | None:
        """Return the country of most of the places around a name that the words say something was in."""
        around = self._items[max(0, index - 8) : index + 5]
        told = [
            item.chosen.country
            for item in around
            if item.chosen is not None and item.named.locative and item.chosen.level in ("settlement", "province")
        ]
        nearest = max(told, key=told.count, default=None)
        dominant = self._resolver.dominant_country()
        # A country that the report hardly speaks of holds no place that no list has.
        return dominant if dominant in told and self._resolver.weight(nearest) < _SHARE else nearest


def _level_by_words(name: str) -> PlaceLevel:
    """Guess what an unknown name is of: "Mount Orrel" a site, "Gulf of Orrel" a region, "Orrel" a settlement."""
    words = [fold(word) for word in name.split()]
    types = type_words()
    for word in (words[-1:], words[:1]) if len(words) > 1 else ():
        level = types.get(word[0])
        if level in ("site", "region", "district"):
            return level
    return "settlement"


def _plausible(item: Resolved, outer: PlaceMention) -> bool:
    """Tell whether "A, B" can mean that A lies in B, rather than being two of a list."""
    chosen = item.chosen
    if chosen is None or item.named.kind == "site":
        return outer.place.level != "site"
    if outer.place.level == "country" or any(entry.level == "country" for entry in outer.candidates[:1]):
        # Also "Arbin, northern Mali".
        return chosen.level != "country" and outer.place.country == chosen.country
    if outer.place.level == "province":
        return chosen.country == outer.place.country and chosen.province == outer.place.name
    if outer.place.latitude is None or outer.place.longitude is None:
        return chosen.level in ("settlement", "site") and chosen.country == outer.place.country
    reach = max(outer.place.radius_km or 0.0, 15.0) * 1.3
    larger = outer.place.level in ("region", "district") or (outer.place.radius_km or 0) > chosen.radius_km
    away = distance((chosen.latitude, chosen.longitude), (outer.place.latitude, outer.place.longitude))
    return larger and away <= reach


def _moved(latitude: float, longitude: float, km: float, direction: str) -> tuple[float, float]:
    """Move a point so far towards a direction ("northeast", "south-eastern"); "central" leaves it."""
    angles = [angle for word, angle in _BEARINGS.items() if word in direction]
    if not angles:
        return latitude, longitude
    x = sum(math.sin(math.radians(angle)) for angle in angles)
    y = sum(math.cos(math.radians(angle)) for angle in angles)
    size = math.hypot(x, y)
    if size < 0.01:
        return latitude, longitude
    north, east = km * y / size / 111.2, km * x / size / 111.2
    moved = max(-89.9, min(89.9, latitude + north))
    longitude += east / max(0.1, math.cos(math.radians(moved)))
    return moved, (longitude + 180.0) % 360.0 - 180.0


def as_name(text: str) -> str:
    """Write a name from capitals or small letters as names are written; leave it where it has both."""
    words = " ".join(text.split())
    if not words.isupper() and not words.islower():
        return words
    parts = []
    for i, word in enumerate(words.split(" ")):
        lowered = word if "." in word[:-1] else word.lower()  # "U.S." stays
        parts.append(lowered if i and fold(lowered) in _SMALL else _capitalised(lowered))
    return " ".join(parts)


def _capitalised(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
