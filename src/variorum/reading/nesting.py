"""Which places of a happening give way to others that lie in them, on them or beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from variorum.model.account import PlaceLevel
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.context import Context
from variorum.reading.partywords import party_words
from variorum.reading.places import PlaceMention

LEVELS = get_args(PlaceLevel)
"""Kinds of places, the narrowest first."""


def without_outer(context: Context, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Drop places that the words put others in: the last two of "Arbin and Dara, in Tamrel, in Lowland district"."""
    starts = {place.start: place for place in places}
    dropped = {outer.start for place in places for outer in _outer(context, place, starts)}
    dropped |= {place.start for place in places if _is_before_its_part(context, place, starts)}
    return [place for place in places if place.start not in dropped]


def without_frames(context: Context, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """
    Drop what a sentence opens with where it goes on to say where in it ("In Lowland, men raided a village at Arbin").

    What no gazetteer knows is taken to be in it, as is what lies in the province of its name.
    """
    opening = [p for p in places if p.place.level != "site" and _opens(context, p)]
    frames = {p.start for p in opening if any(_is_framed(context, p, q, opening) for q in places)}
    return [p for p in places if p.start not in frames]


def _opens(context: Context, place: PlaceMention) -> bool:
    """Tell whether a sentence opens with the place where what it tells was, before its subject and its verb."""
    root = syntax.root(context.doc, place.start, place.end)
    start, _ = syntax.sentence(root)
    if root.dep_ == "root" or FRAMING.isdisjoint(columns(context.doc).lowers[start : place.start]):
        return False
    ahead = context.doc[start : min(place.start, start + OPENING)]
    return place.start - start <= OPENING and not any(
        token.pos_ in {"VERB", "AUX"} or token.dep_ in syntax.SUBJECT for token in ahead
    )


OPENING = 20
"""Words of a sentence, the first, among which the place stands that it opens with."""

FRAMING = frozenset({"in", "at", "on", "off", "across", "around", "throughout", "within"})
"""Prepositions of the place that a sentence opens with."""


def _is_framed(context: Context, frame: PlaceMention, place: PlaceMention, opening: Sequence[PlaceMention]) -> bool:
    """Tell whether a place further on in the sentence that opens with another may lie in that."""
    if not frame.end <= place.start < syntax.sentence(context.doc[frame.start])[1] or place in opening:
        return False
    outer, inner = frame.place, place.place
    if inner.level in {"country", "region"} or outer.country not in {None, inner.country or outer.country}:
        return False
    if inner.province == outer.name or (outer.level == "province" and inner.province is not None):
        return inner.province == outer.name
    return inner.latitude is None and LEVELS.index(inner.level) <= LEVELS.index(outer.level)


def is_line(place: PlaceMention) -> bool:
    """Tell whether a place is a border, a road or a river: something at it is told better by what lies there."""
    words = place.place.name.casefold().replace("–", " ").split()
    return not LINES.isdisjoint(words[-1:]) and (len(words) > 1 or place.place.level == "region")


LINES = frozenset(
    "border boundary frontier river canal road street avenue ave boulevard highway motorway expressway freeway route "
    "railway axis lane".split()
)
"""Last words of the names of what is far longer than it is wide."""


def without_lines(places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Drop a street that a site is told beside, and a border, river or road between towns beside what lies there."""
    lines = [p for p in places if is_line(p)]
    held = {p.place.level for p in places if p not in lines} - {"country", "region"}
    kept = {
        level: not held & ({"site"} if level == "site" else {"site", "settlement", "district"})
        for level in {p.place.level for p in lines}
    }
    return [p for p in places if p not in lines or kept[p.place.level]]


def _is_before_its_part(context: Context, place: PlaceMention, given: dict[int, PlaceMention]) -> bool:
    """Tell whether a place stands before what is in it: "the Arbin suburb of Tarvel", "the Lowland town of Arbin"."""
    lowers = columns(context.doc).lowers
    of = next((i for i in (place.end, place.end + 1) if lowers[i : i + 1] == ["of"]), None)
    if of is None or of + 1 not in given or lowers[of - 1] not in SETTLED:
        return False
    # "The Karm quarter of Homs" is itself the part.
    return of > place.end or place.place.level in {"settlement", "province"}


def _outer(context: Context, place: PlaceMention, given: dict[int, PlaceMention]) -> Iterator[PlaceMention]:
    lowers = columns(context.doc).lowers
    last, inside = place, False
    if is_line(place):
        return  # "The border in Lowland" is no part of it.
    for other in context.places_in(place.end, min(place.end + WITHIN, syntax.sentence(context.doc[place.start])[1])):
        between = lowers[last.end : other.start]
        if between in LISTED and not inside and other.start in given and other.place.level == place.place.level:
            last = other
            continue
        between = between[1:] if between[:1] == [","] else between
        between = between[1:] if between and between[0] in {"also", "both", *PLURALS} else between
        held = inside and len(between) <= 2 and not {"'s", "’s"}.isdisjoint(between)
        at = between == ["at"] and place.place.level == "site" and other.place.level != "site"
        if not held and not at and between not in INSIDE and not _puts_inside(between):
            return
        inside, last = True, other
        yield other


def _puts_inside(between: Sequence[str]) -> bool:
    """Tell whether the words between two places put one in or beside the other."""
    if len(between) <= 1 or between[-1] not in {"in", "of"}:
        return False
    if between[0] in {"a", "an", "the"} or between[0] in SEATS:
        # "Arbin, a farming village in Lowland", "Arbin, a quarter of Dara", "Arbin, capital of Lowland".
        return not (SETTLED if between[-1] == "in" else SETTLED | SEATS).isdisjoint(between)
    if between[0] not in {"in", "on", "at"} or between[1] != "the" or between[-1] != "of":
        return False
    # "In the east of Lowland", "on the outskirts of the eastern city of Dara".
    return len(between) <= len(("in", "the", "east", "of")) or not EDGES.isdisjoint(between[:5])


SEATS = frozenset({"capital", "headquarters", "seat"})
"""Nouns of what a town is to the area that it lies in."""

EDGES = frozenset("edge edges outskirts fringe fringes suburbs periphery centre center heart".split())
"""Nouns of parts that every town has."""


WITHIN = 12
"""Words after a place among which the words say what it lies in."""

LISTED = (["and"], [",", "and"], [","])

INSIDE = (["in"], ["in", "the"])

SETTLED = party_words().settlements

PLURALS = frozenset({"village", "villages", "town", "towns", "district", "districts", "area", "areas"})


def without_area(context: Context, places: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Drop the one area of some places where a site or village in it is one that no list has."""
    kept = list(places)
    for level, wider in WIDER.items():
        inner = [p for p in kept if p.place.level == level and p.place.latitude is None]
        known = [p for p in kept if p.place.level in wider and p.place.latitude is not None]
        areas = {p.place.name for p in known if level == "site" or _is_apart(context, p, inner)}
        if len(areas) != 1 or not inner:
            continue
        held = {p.place.country for p in inner}
        beside = {p.place.name for p in kept for other in inner if _stands_beside(context, p, other)}
        kept = [p for p in kept if p.place.name not in areas - beside or p.place.country not in {*held, None}]
    return kept


def _is_apart(context: Context, area: PlaceMention, places: Sequence[PlaceMention]) -> bool:
    """Tell whether an area is called one ("Arbin district"), or named in no sentence with other places."""
    start, end = syntax.sentence(context.doc[area.start])
    return area.end - area.start > 1 or not any(start <= p.start < end for p in places)


WIDER = {
    "site": frozenset({"settlement", "district", "province"}),
    "settlement": frozenset({"district", "province", "region"}),
}
"""Levels of places by those of what lies in them."""


def _stands_beside(context: Context, place: PlaceMention, site: PlaceMention) -> bool:
    """Tell whether a site is told beside a place, not in it ("shells hit Arbin and the Salam mosque")."""
    if site.start - place.end > LINK:
        return False
    between = columns(context.doc).lowers[place.end : site.start]
    return "and" in between and "in" not in between


LINK = 3
"""Words up to which stand between a place and a site beside it."""
