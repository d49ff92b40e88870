"""When a happening was: the times that its mentions give, resolved against the report's own date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from variorum.model import Interval, When
from variorum.nlp import syntax
from variorum.reading.context import Context
from variorum.reading.happenings import Happening, Mention, TimeFacts
from variorum.reading.neighbours import Neighbours
from variorum.reading.parties import near
from variorum.reading.times import TimeExpression, resolve

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
    published = context.published
    anchor = Interval(start=published.start, end=published.end) if published.start and published.end else None
    resolved = (resolve(expression, anchor=anchor, tense="past") for expression in expressions)
    return tuple((when.start, when.end) for when in resolved if when.start is not None and when.end is not None)


def find_when(context: Context, happening: Happening, neighbours: Neighbours) -> When:
    """Take the narrowest time that a mention gives; times that only share its clause are heard where none does."""
    published = context.published
    anchor_days = Interval(start=published.start, end=published.end) if published.start and published.end else None
    candidates: list[TimeExpression] = []
    for part in happening.parts:
        candidates += times_of(context, part)
        candidates += clause_times(context, part.head, own=True)
    for verb in neighbours.retellings(happening):
        candidates += clause_times(context, verb, own=True)
    if not candidates:
        for part in happening.parts:
            if neighbours.alone(happening, part.sentence):
                candidates += clause_times(context, part.head, own=False)
    fallback: When | None = None
    best: When | None = None
    narrowest: int | None = None
    before: Interval | None = None
    last = Interval(start=anchor_days.end, end=anchor_days.end) if anchor_days else None
    for expression in candidates:
        when = resolve(expression, anchor=anchor_days, tense="past", context=before)
        if when.start is None or when.end is None:
            fallback = fallback or when
            # A day that an interval of publication leaves open is narrower than a month that it fixes.
            meant = resolve(expression, anchor=last, tense="past", context=before) if last else When()
            if meant.start and meant.end and (narrowest is None or _width(meant) < narrowest):
                narrowest = _width(meant)
            continue
        before = Interval(start=when.start, end=when.end)
        if best is None or _width(when) < _width(best):
            best = when
    if best and narrowest is not None and narrowest < _width(best):
        return fallback or best
    return best or fallback or When()


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
