"""What a sentence takes over from those before it in its paragraph: the time of what it goes on to tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.context import Context
from variorum.reading.happenings import Mention
from variorum.reading.neighbours import Neighbours
from variorum.reading.places import PlaceMention, together
from variorum.reading.times import TimeExpression, tells_day
from variorum.reading.timing import is_told, own_times

if TYPE_CHECKING:
    from spacy.tokens import Token

BACK = 3
"""Sentences back in which what a sentence takes over is sought."""


def carried_time(context: Context, part: Mention, neighbours: Neighbours) -> TimeExpression | None:
    """
    Give the time that a mention goes on from: "On Monday rebels came. They burned houses".

    It heads the nearest sentence before in the paragraph that has any, or is of a happening told there, or of what its
    main clause tells. A sentence with words of time of its own, and one in the present or the present perfect, take
    none over, nor does one that tells of another place. What heads an entry without a verb ("Arbin, 7 August.") holds
    for the present tense too.
    """
    words = columns(context.doc)
    sentence = syntax.sentence(part.head)
    own = (t for t in context.times_in(*words.offsets(*sentence)) if tells_day(t.meaning))
    if part.in_title or any(own):
        return None
    goes = goes_on(part.head)
    for step, earlier in enumerate(before(context, sentence), 1):
        dated = (t for t in context.times_in(*words.offsets(*earlier)) if tells_day(t.meaning))
        times = [t for t in dated if is_told(context, t)]
        if not times:
            continue
        if not goes and any(token.pos_ in {"VERB", "AUX"} for token in context.doc[slice(*earlier)]):
            return None
        told = neighbours.parts(part.sentence - step)
        if part.located and _elsewhere(context, part, earlier):
            return None
        owned = [t for m in told for t in own_times(context, m)]
        meant = (t for t in times if t in owned or _heads(context, t, earlier) or _is_of_main_clause(context, t))
        return next((t for t in meant if _is_fixed(context, t)), None)
    return None


def carried_places(context: Context, part: Mention, neighbours: Neighbours) -> list[PlaceMention]:
    """
    Give the places that a mention goes on from: "In Arbin rebels came at noon. They burned houses".

    They are those of a happening that the nearest sentence before in the paragraph with any place tells of, or stand at
    its head. A sentence that names a place itself takes none over.
    """
    sentence = syntax.sentence(part.head)
    if part.in_title or not goes_on(part.head) or context.places_in(*sentence):
        return []
    for step, earlier in enumerate(before(context, sentence), 1):
        places = [p for p in context.places_in(*earlier) if p.locative]
        if not places:
            continue
        owned = [p for m in neighbours.parts(part.sentence - step) for p in m.located]
        return [p for p in places if p in owned or _begins(context, p, earlier)]
    return []


def _begins(context: Context, place: PlaceMention, sentence: tuple[int, int]) -> bool:
    """Tell whether a place heads a sentence: as its subject or in a phrase before that, but not alone above it."""
    ahead = context.doc[sentence[0] : place.start]
    hangs = syntax.root(context.doc, place.start, place.end).dep_ != "root"
    return hangs and not any(token.pos_ in {"VERB", "AUX"} or token.dep_ in syntax.SUBJECT for token in ahead)


def before(context: Context, sentence: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the sentences (half-open token spans) before one in its paragraph, the nearest first."""
    text, words = context.report.text, columns(context.doc)
    for _ in range(BACK):
        if sentence[0] == 0:
            return
        earlier = words.sentences[sentence[0] - 1]
        start, end = words.starts[earlier[0]], words.starts[sentence[0]]
        if text.rfind("\n", start, end) >= 0 or context.zone_at(end - 1) not in {"body", "dateline"}:
            return
        yield earlier
        sentence = earlier


def _is_fixed(context: Context, time: TimeExpression) -> bool:
    when = context.chronology.when(time)
    return when.start is not None and when.end is not None and (when.end - when.start).days <= LONGEST


LONGEST = 92
"""Days up to which a time tells when what follows it was: what is told of a year is not one thing."""


def _heads(context: Context, time: TimeExpression, sentence: tuple[int, int]) -> bool:
    """Tell whether a time stands at the head of its sentence, before any verb, and is not when somebody said it."""
    start, end = context.tokens(time.start, time.end)
    if any(token.pos_ in {"VERB", "AUX"} for token in context.doc[sentence[0] : start]):
        return False
    above = syntax.root(context.doc, start, end).head
    return above.i not in context.cues


def _is_of_main_clause(context: Context, time: TimeExpression) -> bool:
    """Tell whether a time is of what the main clause of its sentence tells in the past ("the reply came on Monday")."""
    above = syntax.root(context.doc, *context.tokens(time.start, time.end)).head
    verb = syntax.first_conjunct(above)
    if above.pos_ != "VERB" or verb.dep_ != "root" or above.i in context.cues:
        return False
    return goes_on(above)


def goes_on(head: Token) -> bool:
    """Tell whether a mention is in a clause in the past, which goes on from what was told before it."""
    if head.pos_ in {"NOUN", "PROPN"} and syntax.preposition(head) not in {
        "",
        None,
        "during",
        "in",
        "after",
        "amid",
        "by",
    }:
        return False
    verb = syntax.clause_of(head)
    if verb.pos_ not in {"VERB", "AUX"}:
        return False
    around = [verb, *(child for child in verb.children if child.dep_ in {"aux", "aux:pass", "cop"})]
    return not any(token.tag_ in {"VBZ", "VBP"} or token.lower_ in {"has", "have"} for token in around)


def _elsewhere(context: Context, part: Mention, earlier: tuple[int, int]) -> bool:
    """Tell whether a mention is at places that do not go with any that an earlier sentence names."""
    others = [p for p in context.places_in(*earlier) if p.locative]
    return bool(others) and not any(together(p, q) for p in part.located for q in others)
