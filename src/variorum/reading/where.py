"""Where a happening was: the places that its mentions give, not those that they only mention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from variorum.model import Place
from variorum.nlp import syntax
from variorum.reading.context import Context
from variorum.reading.elsewhere import is_away, is_bare_border, is_elsewhere, is_landmark, tells_where, without_outer
from variorum.reading.happenings import Happening, Mention
from variorum.reading.neighbours import Neighbours
from variorum.reading.parties import by_argument, near
from variorum.reading.places import PlaceMention, contains, most_precise, together
from variorum.reading.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token


def places_of(context: Context, mention: Mention) -> list[PlaceMention]:
    """Give the places that the model ties to a mention, in its own sentence."""
    found = []
    for argument in mention.arguments:
        if argument.role == "place" and near(mention, argument):
            found += [p for p in context.places_in(argument.start, argument.end) if p not in found]
    return found


def own_places(context: Context, mention: Mention) -> list[PlaceMention]:
    """Give the places that the model ties to a mention and those that hang on it, not on a mention below it."""
    found = places_of(context, mention)
    found += [p for p in phrase_places(context, mention.head) if p not in found]
    return [place for place in found if mention.owns(syntax.root(context.doc, place.start, place.end))]


def find_where(context: Context, happening: Happening, neighbours: Neighbours) -> tuple[Place, ...]:
    """
    Take the places that the mentions give, and places within these in a sentence that names no other happening.

    Where the mentions give none, those of the first such sentence are taken that has any; else one of their sentence
    that no other happening has, one of what they are coordinated with, or the one that "there" goes back to.
    """
    found: list[PlaceMention] = []
    for part in happening.parts:
        given = list(part.located)
        given += [p for p in _places_aimed_at(context, part) if p not in given]
        given = [p for p in given if p not in found and tells_where(context, p)]
        found += [p for p in given if not found or any(together(p, q) for q in found[:FIRST])]
    for verb in neighbours.retellings(happening):
        found += [p for p in phrase_places(context, verb) if p not in found]
    beside = [
        place
        for part in happening.parts
        if neighbours.alone(happening, part.sentence)
        for place in context.places_in(*syntax.sentence(part.head))
        if place.locative
    ]
    kind, told = happening.type, frozenset(mention.head.i for mention in happening.mentions)
    beside = [p for p in beside if _may_be_where(context, kind, told, p)]
    found = [p for p in found if tells_where(context, p) and not is_elsewhere(context, kind, told, p)]
    found = [p for p in found if not is_away(context, p)] or found
    found = [p for p in found if not is_landmark(context, p)] or found
    if not found and kind not in ANYWHERE:
        end = syntax.sentence(context.doc[beside[0].start])[1] if beside else 0
        found = [place for place in beside if beside[0].start <= place.start < end]
        found = found or _inferred(context, happening, neighbours, kind, told)
    found += [place for place in beside if place not in found and any(contains(p, place) for p in found)]
    found += [p for place in found for p in _part_of(context, place) if p not in found]
    return _unique(most_precise(tuple(without_outer(context, found))))


ANYWHERE = frozenset({"agreement"})
"""Types that are nowhere unless their mentions say so: a truce that a report goes back to was made where it was."""


def _may_be_where(context: Context, kind: str, told: frozenset[int], place: PlaceMention) -> bool:
    """Tell whether a place that no mention gives may be where a happening was."""
    if not tells_where(context, place) or is_away(context, place) or is_bare_border(context, place):
        return False
    return not is_elsewhere(context, kind, told, place)


def _inferred(
    context: Context, happening: Happening, neighbours: Neighbours, kind: str, told: frozenset[int]
) -> list[PlaceMention]:
    """Give where a happening was that no mention of it says."""
    parts = [part for part in happening.parts[:FEW] if len(neighbours.parts(part.sentence)) <= FEW]
    for part in parts:
        places = [p for p in _left_over(context, part, neighbours) if _may_be_where(context, kind, told, p)]
        if places:
            return places
    for part in parts:
        places = _coordinated(context, part, neighbours) or _told_before(context, part.head)
        if places := [p for p in places if _may_be_where(context, kind, told, p)]:
            return places
    return []


FEW = 40
"""Mentions of a happening, and of one sentence, up to which a place is inferred: it bounds the cost."""


def _left_over(context: Context, part: Mention, neighbours: Neighbours) -> list[PlaceMention]:
    """Give the first place after a mention in its sentence, else the last one before, that no other mention has."""
    sentence = part.head.sent
    claimed = [p for m in neighbours.parts(part.sentence) if m is not part for p in m.located]
    free = [p for p in _told_in(context, sentence.start, sentence.end) if p not in claimed]
    after = [p for p in free if p.start > part.head.i]
    return after[:1] or free[-1:]


def _coordinated(context: Context, part: Mention, neighbours: Neighbours) -> list[PlaceMention]:
    """Give the places of the mention that one is coordinated with ("entered the village and took a man")."""
    first = syntax.first_conjunct(part.head)
    for other in reversed(neighbours.parts(part.sentence)):
        if other.head.i < part.head.i and first.i != part.head.i and syntax.first_conjunct(other.head).i == first.i:
            places = [p for p in other.located if tells_where(context, p)]
            if places:
                return places
    return []


def _told_before(context: Context, head: Token) -> list[PlaceMention]:
    """Give the place that "there", "the same suburb" or "the spot" goes back to: the first of the sentence before."""
    levels = next((found for token in _around(head) if (found := _goes_back(token)) is not None), None)
    sentence = head.sent
    for _ in range(BACK):
        if levels is None or sentence.start == 0:
            break
        sentence = context.doc[sentence.start - 1].sent
        places = [p for p in _told_in(context, sentence.start, sentence.end) if p.place.level in levels]
        if places:
            return list(most_precise(tuple(places))[:1])
    return []


def _around(head: Token) -> Iterator[Token]:
    """Yield what hangs on a mention and on the verb of its clause, and any "there" of its sentence."""
    yield from head.children
    clause = syntax.clause_of(head)
    if clause.i != head.i:
        yield from clause.children
    yield from (token for token in head.sent if token.lower_ == "there")


BACK = 3
"""Sentences back in which a place is sought that a word goes back to."""


def _goes_back(token: Token) -> frozenset[str] | None:
    """Tell, of a word that stands for a place told before, of which levels that may be."""
    if token.lower_ == "there":
        return None if token.dep_ == "expl" else NARROW
    if token.pos_ != "NOUN" or token.lower_ not in SPOTS or syntax.preposition(token) not in LOCATIVE | {"to"}:
        return None
    if not any(child.lower_ in {"the", "same", "that"} for child in token.children):
        return None
    return NARROW if token.lower_ in {"spot", "scene", "site", "place", "area"} else NARROW - {"site"}


NARROW = frozenset({"site", "settlement", "district"})


SPOTS = words("spots")
"""Nouns that with an article stand for a place told before."""


def _told_in(context: Context, start: int, end: int) -> list[PlaceMention]:
    """Give the places among some tokens that may say where something happened."""
    found = (p for p in context.places_in(start, end) if p.locative)
    return [p for p in found if tells_where(context, p) and not is_landmark(context, p)]


FIRST = 8
"""Places of a happening, the first told, with which later ones have to go."""


def _part_of(context: Context, place: PlaceMention) -> Iterator[PlaceMention]:
    """Give what is named right before a place as a part of it: the quarter, in "the Karm quarter of Homs"."""
    for part in context.places_in(max(place.start - REACH, 0), place.start):
        named = part.within is not None and part.within.start == place.start and part.locative
        if named and not is_away(context, part):
            yield part


REACH = 8
"""Words before a place among which its part is named."""


def _places_aimed_at(context: Context, mention: Mention) -> list[PlaceMention]:
    """Give the towns and sites that a mention says were attacked or taken themselves; a state is a party."""
    tokens = [token.i for token, _ in by_argument(mention, "target")]
    places = [place for i in tokens for place in context.places_in(i, i + 1)]
    return [p for p in places if p.place.level in {"site", "settlement", "district"}]


def phrase_places(context: Context, head: Token) -> list[PlaceMention]:
    """Give the places that stand in phrases of place on a mention or, for a noun, on its verb."""
    tokens = [head]
    if (
        head.pos_ not in {"VERB", "AUX"}
        and head.head.pos_ == "VERB"
        and head.dep_ in syntax.OBJECT | syntax.SUBJECT | {"obl"}
    ):
        tokens.append(head.head)
    found: list[PlaceMention] = []
    for token in tokens:
        for preposition, noun in syntax.phrases(token):
            if preposition in LOCATIVE:
                start, end = syntax.full(noun)
                inside = [p for p in context.places_in(start, end) if p.start <= noun.i + 6 and p not in found]
                found += [p for p in inside if p.locative or p.start <= noun.i < p.end]
    return found


LOCATIVE = words("locative")


def _unique(places: Iterable[PlaceMention]) -> tuple[Place, ...]:
    seen: dict[str, Place] = {}
    for mention in places:
        seen.setdefault(mention.place.name.casefold().removeprefix("the "), mention.place)
    return tuple(seen.values())
