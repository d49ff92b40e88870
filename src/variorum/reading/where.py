"""Where a happening was: the places that its mentions give, not those that they only mention."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from variorum.codebook.forms import all_forms
from variorum.knowledge.countries import load_countries
from variorum.knowledge.names import type_words
from variorum.model import Place
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.backgrounds import parted
from variorum.reading.carried import before, carried_places
from variorum.reading.context import Context
from variorum.reading.elsewhere import (
    is_away,
    is_bare_border,
    is_bound_for,
    is_elsewhere,
    is_landmark,
    is_origin,
    tells_where,
)
from variorum.reading.finds import is_find
from variorum.reading.happenings import Happening, Mention
from variorum.reading.neighbours import Neighbours
from variorum.reading.nesting import (
    LEVELS,
    SETTLED,
    is_line,
    without_area,
    without_frames,
    without_lines,
    without_outer,
)
from variorum.reading.places import PlaceMention, contains, most_precise, together
from variorum.reading.sides import by_argument, near
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
    told = phrase_places(context, mention.head)
    if not told and is_find(mention.head):
        told = [p for p in context.places_in(*syntax.full(mention.head.head)) if p.locative]
    found = places_of(context, mention)
    found += [p for p in told if p not in found]
    found = [place for place in found if not parted(mention.head, place.start, place.end)]
    roots = [(place, syntax.root(context.doc, place.start, place.end)) for place in found]
    if len(roots) > 1:
        # "A man was killed in Arbin, and two were killed in Maru": the other place is the other clause's.
        clauses = [syntax.clause_beside(root).i for _, root in roots]
        own = syntax.clause_beside(mention.head).i
        own = own if own in clauses else clauses[0]
        roots = [pair for pair, clause in zip(roots, clauses, strict=True) if clause == own or pair[0] in told]
    found = [place for place, root in roots if mention.owns(root)]
    found += [p for p in _relative_places(context, mention.head) if p not in found]
    return [place for place in found if not _is_where_it_is_spoken_of(context, mention, place)]


def _is_where_it_is_spoken_of(context: Context, mention: Mention, place: PlaceMention) -> bool:
    """Tell whether somebody speaks of a mention in a place ("in Geneva the envoy denounced the raid")."""
    verb = context.speech_above(place.start, place.end)
    return verb is not None and mention.head.dep_ in syntax.OBJECT and mention.head.head.i == verb.i


def _relative_places(context: Context, head: Token) -> list[PlaceMention]:
    """Give the place that a relative pronoun stands for which a verb acts on ("Arbin, which rebels had captured")."""
    if head.dep_ not in {"acl:relcl", "relcl"} or not any(
        c.dep_ in syntax.OBJECT and c.tag_ == "WDT" for c in head.children
    ):
        return []
    named = head.head
    return [p for p in context.places_in(*syntax.base(named)) if p.start <= named.i < p.end]


def _named_for(context: Context, deed: Token) -> list[PlaceMention]:
    """Give the places before a noun for a deed ("the Beslan siege"); a country may be whose it is."""
    if deed.pos_ != "NOUN":
        return []
    places = (p for c in deed.children if c.dep_ == "compound" for p in context.places_in(c.i, c.i + 1))
    return [p for p in places if p.locative and p.place.level in NARROWER]


NARROWER = frozenset({"site", "settlement", "district", "province"})


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
        given = given or _named_for(context, part.head)
        given = [p for p in given if p not in found and tells_where(context, p)]
        found += [p for p in given if not found or any(together(p, q) for q in found[:FIRST])]
    for verb in neighbours.retellings(happening):
        found += [p for p in phrase_places(context, verb) if p not in found]
    beside = [
        place
        for part in happening.parts
        if neighbours.alone(happening, part.sentence)
        for place in context.places_in(*syntax.sentence(part.head))
        if place.locative and not parted(part.head, place.start, place.end)
    ]
    found = found[:MOST]
    kind, told = happening.type, frozenset(mention.head.i for mention in happening.mentions)
    tied = [p for part in happening.parts for p in places_of(context, part)]
    found = [p for p in found if tells_where(context, p) and not is_elsewhere(context, kind, told, p, tied=p in tied)]
    exact = [p for p in found if not is_away(context, p)]
    # What a distance is measured from tells more than the country off which it was.
    found = exact if any(p.place.level != "country" for p in exact) else found
    under_way = frozenset(part.head.i for part in happening.parts)
    found = [p for p in found if not is_bound_for(context, p, under_way)] or found
    found = without_frames(context, found)
    near = [p for p in found if is_landmark(context, p)]
    exact = [p for p in found if p not in near and not is_line(p)]
    found = [p for p in found if p not in near or not any(_as_narrow(q, p) for q in exact)]
    found = [p for p in found if not is_origin(context, kind, p)]
    if not found and kind not in ANYWHERE:
        beside = [p for p in beside if _may_be_where(context, kind, told, p)]
        end = syntax.sentence(context.doc[beside[0].start])[1] if beside else 0
        found = [place for place in beside if beside[0].start <= place.start < end]
        found = found or _inferred(context, happening, neighbours, kind, told)
    # A sentence that names no other happening tells the town of a province, but no second one beside the one told.
    outer = [p for p in found if not any(contains(p, other) for other in found if other is not p)]
    inside = [place for place in beside if place not in found and any(contains(p, place) for p in outer)]
    found += [place for place in inside if _may_be_where(context, kind, told, place)]
    found += [p for place in found for p in _part_of(context, place) if p not in found]
    return _unique(without_area(context, most_precise(tuple(without_outer(context, without_lines(found))))))


MOST = 100
"""Places of a happening that are weighed against one another, the first told: it bounds the cost."""


def _as_narrow(place: PlaceMention, near: PlaceMention) -> bool:
    """Tell whether a place is no wider than one that it happened near."""
    return LEVELS.index(place.place.level) <= LEVELS.index(near.place.level)


ANYWHERE = frozenset({"agreement"})
"""Types that are nowhere unless their mentions say so: a truce that a report goes back to was made where it was."""


def _may_be_where(context: Context, kind: str, told: frozenset[int], place: PlaceMention) -> bool:
    """Tell whether a place that no mention gives may be where a happening was."""
    if not tells_where(context, place) or is_away(context, place) or is_bare_border(context, place):
        return False
    if is_origin(context, kind, place):
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
        if any(token.lower_ == "here" for token in _around(part.head)):
            return filed_from(context)
    for part in parts if kind not in AT_ODDS else []:
        places = carried_places(context, part, neighbours)
        if places := [p for p in places if _may_be_where(context, kind, told, p) and not is_landmark(context, p)]:
            return list(most_precise(tuple(places)))
    headed = (heading_places(context, part.head) for part in happening.parts[:FEW] if not part.in_title)
    return next(filter(None, headed), None) or _of_report(context, happening, kind)


FEW = 40
"""Mentions of a happening, and of one sentence, up to which a place is inferred: it bounds the cost."""


def _left_over(context: Context, part: Mention, neighbours: Neighbours) -> list[PlaceMention]:
    """Give the first place after a mention in its sentence, else the last one before, that no other mention has."""
    sentence = part.head.sent
    claimed = [p for m in neighbours.parts(part.sentence) if m is not part for p in m.located]
    free = [p for p in _told_in(context, sentence.start, sentence.end) if p not in claimed]
    free = [p for p in free if not parted(part.head, p.start, p.end)]
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
    """
    Give the place that "there", "the same suburb" or "the spot" goes back to.

    That is the last one before it in its sentence, else the first of the nearest sentence before that has any.
    """
    around = list(_around(head))
    back = next(((token, levels) for token in around if (levels := _goes_back(token)) is not None), None)
    if back is None:
        return []
    word, levels = back
    start, _ = syntax.sentence(head)
    before = [p for p in context.places_in(start, word.i) if p.place.level in levels and tells_where(context, p)]
    if before:
        return before[-1:]
    for _ in range(BACK):
        if start == 0:
            break
        start, end = syntax.sentence(context.doc[start - 1])
        named = [p for p in context.places_in(start, end) if tells_where(context, p) and not is_landmark(context, p)]
        # What is besieged or struck is named without a preposition of place.
        places = [p for p in _told_in(context, start, end) or named if p.place.level in levels]
        if places:
            return list(most_precise(tuple(places))[:1])
    return []


def entry_places(context: Context, head: Token) -> list[PlaceMention]:
    """Give the town, or the province alone, that heads the line of a word in a list ("• Arbin: attack on a bus")."""
    words, text = columns(context.doc), context.report.text
    start = context.token_at(text.rfind("\n", 0, head.idx) + 1)
    first = next((i for i in range(start, min(start + BULLET, head.i)) if words.texts[i][:1].isalpha()), start)
    place = next(iter(context.places_in(first, first + 1)), None) if first > start else None
    if place is None or place.start != first or place.end > head.i or place.place.level == "country":
        return []
    if place.place.level not in NARROW and any(p.locative for p in context.places_in(*syntax.sentence(head))):
        return []
    return [place] if COLON.match(text, words.ends[place.end - 1]) else []


BULLET = 4
"""Words of a line, the first, among which its bullet ends."""

COLON = re.compile(r":\s|\s?[–—]\s|\s-\s")
"""What stands behind the place that heads a line of a list."""


def heading_places(context: Context, head: Token) -> list[PlaceMention]:
    """
    Give the places that head the paragraph of a word, or the part of the page that it is in.

    "Arbin, 3 March. Gunmen fired on a patrol", and a line "ARBIN (Lowland)" above.
    """
    words, text = columns(context.doc), context.report.text
    start = context.token_at(text.rfind("\n", 0, head.idx) + 1)
    first = next(iter(context.places_in(start, start + 1)), None)
    if first is not None and first.start == start and first.end <= head.i:
        end = words.starts[first.end - 1] + len(words.texts[first.end - 1])
        dated = next(iter(context.times_in(end, end + ENTRY)), None)
        if dated is not None and HEADED.match(text, dated.end):
            return [first]
    above = context.layout.zone_before(head.idx, "subhead")
    if above is None:
        return []
    places = context.places_in(*context.tokens(above.start, above.end))
    if not places or places[0].start != context.token_at(above.start):
        return []
    bare = text[words.starts[places[0].end - 1] + len(words.texts[places[0].end - 1]) : above.end].strip()
    return [places[0]] if places[0].candidates and (not bare or bare[0] == "(") else []


ENTRY = 24
"""Characters after a place that heads an entry, among which its day stands."""

HEADED = re.compile(r"\s?[:–—]|\.\s|\s-\s")
"""What stands between the head of an entry and the entry."""


def _of_report(context: Context, happening: Happening, kind: str) -> list[PlaceMention]:
    """
    Give the town that a report is about, for what it tells first and puts nowhere.

    That is the town that it was filed from, if no capital, for what it begins with; without a dateline the one town of
    its title, if no town is named more often, for violence.
    """
    filed = filed_from(context)
    if filed:
        begins = any(0 < part.head.i - filed[0].end < LEAD for part in happening.parts)
        return [p for p in filed if begins and p.place.level == "settlement" and not _is_capital(p)]
    body = [part for part in happening.parts[:FEW] if not part.in_title]
    if kind in AT_ODDS or any(context.places_in(*s) for part in body for s in _paragraph(context, part.head)):
        return []
    return [context.town_of_title] if context.town_of_title is not None else []


def _paragraph(context: Context, head: Token) -> Iterator[tuple[int, int]]:
    """Yield the sentence of a word and those before it in its paragraph."""
    sentence = syntax.sentence(head)
    yield sentence
    yield from before(context, sentence)


AT_ODDS = frozenset({"agreement", "talks", "closure", "arrest", "expulsion", "protest", "other", "operation"})
"""Types of happenings that a report on a town may tell of other places."""

LEAD = 60
"""Words after a dateline among which a report tells what happened where it was filed."""


def _is_capital(place: PlaceMention) -> bool:
    country = load_countries().by_capital(place.place.name)
    return country is not None and country.code == place.place.country


def filed_from(context: Context) -> list[PlaceMention]:
    """Give the place that the report was filed from, by its dateline."""
    head = context.doc[: min(len(context.doc), HEAD)]
    places = context.places_in(head.start, head.end)
    return [p for p in places if context.zone_at(context.doc[p.start].idx) == "dateline"][:1]


HEAD = 300
"""Words of a report, the first, among which its dateline stands."""


def _around(head: Token) -> Iterator[Token]:
    """Yield what hangs on a mention and on the verb of its clause, and any "there" and "here" of its sentence."""
    clause = syntax.clause_of(head)
    for top in (head, clause) if clause.i != head.i else (head,):
        for child in top.children:
            yield child
            for part in child.children:
                if (part.dep_ == "nmod" and child.lower_ in PARTS) or part.dep_ in OWNED:
                    yield part
    doc, lowers = head.doc, columns(head.doc).lowers
    yield from (doc[i] for i in range(*syntax.sentence(head)) if lowers[i] in {"there", "here"})


BACK = 3
"""Sentences back in which a place is sought that a word goes back to."""


def _goes_back(token: Token) -> frozenset[str] | None:
    """Tell, of a word that stands for a place told before, of which levels that may be."""
    if token.lower_ == "there":
        return None if token.dep_ == "expl" else NARROW
    if token.pos_ != "NOUN" or token.lower_ not in SPOTS:
        return None
    whole = token.head if syntax.preposition(token) == "of" and token.head.lower_ in PARTS else token
    # "Shelling of the city's hospital" was in the city.
    if token.dep_ not in OWNED and syntax.preposition(whole) not in LOCATIVE | {"to"}:
        return None
    if not any(child.lower_ in {"the", "same", "that"} for child in token.children):
        return None
    return NARROW if token.lower_ in {"spot", "scene", "site", "place", "area"} else NARROW - {"site"}


OWNED = frozenset({"nmod:poss", "poss"})
"""Relations of whose something is."""

NARROW = frozenset({"site", "settlement", "district"})


PARTS = words("parts")
"""Nouns of a part of what they are "of"."""

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
    """Give the towns, sites and borders that a mention says were attacked or closed themselves; a state is a party."""
    heads = [token for token, _ in by_argument(mention, "target")]
    if mention.trigger.type == "territory_change" and mention.head.pos_ == "VERB":
        # What was taken is a place, whatever the model makes of it.
        heads += [token for token in syntax.patients(mention.head) if token not in heads]
    # "Captured the villages of Arbin and Tarvel": the noun says what they are, and behind it they are named.
    held = [head for head in heads if head.lower_ in SETTLED or type_words().get(head.lower_) == "site"]
    named = (t for head in held for link, t in syntax.phrases(head) if link == "of")
    tokens = [token.i for token in (*heads, *named)]
    places = [place for i in tokens for place in context.places_in(i, i + 1)]
    if mention.trigger.type == "territory_change":
        # "Captured the Arbin district headquarters": the town or district that a building is called by.
        called = (p for head in heads if head.pos_ == "NOUN" for p in context.places_in(*syntax.base(head)))
        places += [p for p in called if p.locative and p not in places]
    return [p for p in places if p.place.level in {"site", "settlement", "district", "region"}]


def _is_apart(deed: Token) -> bool:
    """Tell whether a deed is only what its verb is about ("jailed in Arbin for the raid")."""
    return syntax.preposition(deed) in ABOUT


ABOUT = frozenset({"for", "over", "with", "about", "against"})
"""Prepositions of what somebody is charged with, marches over or speaks about."""


def phrase_places(context: Context, head: Token) -> list[PlaceMention]:
    """
    Give the places that stand in phrases of place on a mention or, for a noun, on its verb.

    That is the verb above it, or the one behind it by which it was done ("a truce signed in Arbin").
    """
    tokens = [head]
    if head.pos_ in {"NOUN", "PROPN"}:
        tokens += [c for c in head.children if c.dep_ in {"acl", "acl:relcl"} and c.lower_ in DONE]
    if (
        head.pos_ not in {"VERB", "AUX"}
        and head.head.pos_ == "VERB"
        and (head.dep_ in syntax.OBJECT | syntax.SUBJECT or (head.dep_ == "obl" and not _is_apart(head)))
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

DONE = all_forms(tuple(words("done")))
"""Verbs by which a deed is done or a deal is made."""


def _unique(places: Iterable[PlaceMention]) -> tuple[Place, ...]:
    seen: dict[str, Place] = {}
    for mention in places:
        seen.setdefault(mention.place.name.casefold().removeprefix("the "), mention.place)
    return tuple(seen.values())
