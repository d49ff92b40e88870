"""The times that the words around a mention give."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.context import Context
from variorum.reading.happenings import Mention, TimeFacts
from variorum.reading.parties import near
from variorum.reading.times import TimeExpression

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_told(context: Context, time: TimeExpression) -> bool:
    """Tell whether a time is one that the report tells of, not the date that its page prints."""
    return context.zone_at(time.start) != "date"


def times_of(context: Context, mention: Mention) -> list[TimeExpression]:
    """Give the times that the model ties to a mention, in its own sentence."""
    doc = context.doc
    found = []
    for argument in mention.arguments:
        if argument.role == "time" and near(mention, argument):
            start, end = doc[argument.start].idx, doc[argument.end - 1].idx + len(doc[argument.end - 1])
            found += [t for t in context.times_in(start, end) if t not in found and is_told(context, t)]
    return found


def own_times(context: Context, mention: Mention) -> list[TimeExpression]:
    """Give the times that the model ties to a mention and those that hang on it, but for another mention's below it."""
    found = [*times_of(context, mention), *clause_times(context, mention.head, own=True)]
    return [time for time in found if mention.owns(syntax.root(context.doc, *context.tokens(time.start, time.end)))]


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
            if child.dep_ in syntax.OBLIQUE | {"advmod", "compound", "nmod:poss", "poss", "amod", "nummod"}:
                start, end = syntax.full(child)
                if end - start > 8:
                    end = min(end, child.i + 3)
                a, b = context.doc[start].idx, context.doc[end - 1].idx + len(context.doc[end - 1])
                found += [t for t in context.times_in(a, b) if t not in found and is_told(context, t)]
    return found


def shared_times(context: Context, mention: Mention) -> list[TimeExpression]:
    """
    Give the times at the head of a sentence whose later clauses they hold for too.

    "On Monday rebels entered a village, burned houses and took a man": all three on Monday, unless the mention is in
    what a speaker says and the time is not.
    """
    doc = context.doc
    sentence = syntax.sentence(mention.head)
    told = (t for t in context.times_in(*columns(doc).offsets(*sentence)) if is_told(context, t))
    first = next(told, None)
    if first is None or first.start >= mention.head.idx:
        return []
    start, _ = context.tokens(first.start, first.end)
    if any(token.pos_ in {"VERB", "AUX"} or token.dep_ in syntax.SUBJECT for token in doc[sentence[0] : start]):
        return []
    return [first]
