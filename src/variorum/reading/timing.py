"""When a happening was: the times that its mentions give, resolved against the report's own date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from variorum.model import When
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.context import Context
from variorum.reading.happenings import Happening, Mention, TimeFacts
from variorum.reading.neighbours import Neighbours
from variorum.reading.parties import near
from variorum.reading.times import TimeExpression, is_day

if TYPE_CHECKING:
    from spacy.tokens import Token


def times_of(context: Context, mention: Mention) -> list[TimeExpression]:
    """Give the times that the model ties to a mention, in its own sentence."""
    doc = context.doc
    found = []
    for argument in mention.arguments:
        if argument.role == "time" and near(mention, argument):
            start, end = doc[argument.start].idx, doc[argument.end - 1].idx + len(doc[argument.end - 1])
            found += [t for t in context.times_in(start, end) if t not in found]
    return found


def own_times(context: Context, mention: Mention) -> list[TimeExpression]:
    """Give the times that the model ties to a mention and those that hang on it, but for another mention's below it."""
    found = [*times_of(context, mention), *clause_times(context, mention.head, own=True)]
    return [time for time in found if mention.owns(context.doc[slice(*context.tokens(time.start, time.end))].root)]


def time_facts(expression: TimeExpression) -> TimeFacts:
    """Give what a time expression fixes, for telling two times apart before either is resolved."""
    meaning = expression.meaning
    facts = {
        (name, value)
        for name in ("year", "month", "day", "weekday")
        if isinstance(value := getattr(meaning, name, None), int)
    }
    unit, offset = getattr(meaning, "unit", None), getattr(meaning, "offset", None)
    if isinstance(unit, str) and isinstance(offset, int):
        facts.add((unit, offset))
    return frozenset(facts)


def days_of(context: Context, expressions: Iterable[TimeExpression]) -> tuple[tuple[date, date], ...]:
    """Give the first and last day of each time that the report's own date, or the words alone, fix."""
    resolved = (context.chronology.when(expression) for expression in expressions)
    return tuple((when.start, when.end) for when in resolved if when.start is not None and when.end is not None)


def heading_days(context: Context, mention: Mention) -> tuple[tuple[date, date], ...]:
    """Give the day that heads the entry of a chronology in which a mention stands."""
    when = None if mention.in_title else context.chronology.heading(mention.head.idx)
    return ((when.start, when.end),) if when is not None and when.start is not None and when.end is not None else ()


def find_when(context: Context, happening: Happening, neighbours: Neighbours) -> When:
    """
    Take the narrowest time that a mention gives; times that only share its clause are heard where none does.

    Where the mentions give times that cannot be one, that of the first is taken.
    """
    candidates: list[TimeExpression] = []
    for part in happening.parts:
        candidates += own_times(context, part)
    for verb in neighbours.retellings(happening):
        candidates += clause_times(context, verb, own=True)
    if not candidates:
        for part in happening.parts:
            candidates += shared_times(context, part)
    if not candidates:
        for part in happening.parts:
            if neighbours.alone(happening, part.sentence):
                candidates += clause_times(context, part.head, own=False)
    best = _narrowest(context, candidates)
    if best is None or best.start is None:
        headings = (context.chronology.heading(part.head.idx) for part in happening.parts if not part.in_title)
        heading = next((when for when in headings if when is not None and when.start is not None), None)
        if heading is not None and not any(is_day(t.meaning) for t in candidates):
            return heading
    return best or When()


def _narrowest(context: Context, candidates: Sequence[TimeExpression]) -> When | None:
    """Give the narrowest of the times that go with the first one, or the words of one that is not fixed."""
    best: When | None = None
    open_day: TimeExpression | None = None
    fallback: When | None = None
    for expression in candidates:
        when = context.chronology.when(expression)
        if when.start is None or when.end is None:
            fallback = fallback or when
            if is_day(expression.meaning):
                open_day = open_day or expression
            continue
        if best is None or (_overlap(best, when) and _width(when) < _width(best)):
            best = when
    if best is not None and open_day is not None and _width(best) > 0:
        # A day that the time of publication leaves open is narrower than a month that it fixes.
        return When(quote=open_day.quote)
    return best or fallback


def _overlap(one: When, other: When) -> bool:
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.start <= other.end and other.start <= one.end


def _width(when: When) -> int:
    assert when.start is not None
    assert when.end is not None
    return (when.end - when.start).days


def clause_times(context: Context, head: Token, *, own: bool) -> list[TimeExpression]:
    """Give the times that hang on a mention itself (*own*), or on the clause that it is in."""
    found: list[TimeExpression] = []
    tokens = [head] if own else [syntax.clause_of(head)]
    if (
        own
        and head.pos_ not in {"VERB", "AUX"}
        and head.head.pos_ == "VERB"
        and head.dep_ in syntax.OBJECT | syntax.SUBJECT
    ):
        tokens.append(head.head)
    for token in tokens:
        for child in token.children:
            if child.dep_ in syntax.OBLIQUE | {"advmod", "compound", "nmod:poss", "poss", "amod"}:
                start, end = syntax.full(child)
                if end - start > 8:
                    end = min(end, child.i + 3)
                a, b = context.doc[start].idx, context.doc[end - 1].idx + len(context.doc[end - 1])
                found += [t for t in context.times_in(a, b) if t not in found]
    return found


def shared_times(context: Context, mention: Mention) -> list[TimeExpression]:
    """
    Give the times at the head of a sentence whose later clauses they hold for too.

    "On Monday rebels entered a village, burned houses and took a man": all three on Monday, unless the mention is in
    what a speaker says and the time is not.
    """
    doc = context.doc
    sentence = syntax.sentence(mention.head)
    first = next((t for t in context.times_in(*columns(doc).offsets(*sentence))), None)
    if first is None or first.start >= mention.head.idx:
        return []
    start, _ = context.tokens(first.start, first.end)
    if any(token.pos_ in {"VERB", "AUX"} or token.dep_ in syntax.SUBJECT for token in doc[sentence[0] : start]):
        return []
    return [first]
