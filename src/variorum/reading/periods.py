"""The periods that counts are taken over, and which of the times of a sentence is that of a count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from variorum.codebook.cues import cues
from variorum.nlp import syntax
from variorum.reading.measures import lexicon
from variorum.reading.times import (
    Between,
    Calendar,
    Elapsed,
    Moved,
    Slice,
    Stretch,
    Weekday,
    Years,
    period_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from variorum.model import Interval
    from variorum.reading.context import Context
    from variorum.reading.counts import Count
    from variorum.reading.times import Meaning, TimeExpression

NEAR: Final = 12
"""Words before a time among which "since" is sought."""


def times_of(context: Context, sentence: Span) -> tuple[TimeExpression, ...]:
    """Give the times that a sentence tells."""
    return context.times_in(sentence.start_char, sentence.end_char)


def is_span(context: Context, time: TimeExpression) -> bool:
    """Tell a period that counts are taken over from the time of one happening."""
    if time.relation == "until" or is_since(context, time):
        return True
    match time.meaning:
        case Between():
            return is_long(time.meaning)
        case Stretch() | Slice() | Elapsed() | Years():
            return True
        case Calendar(month=month, day=day, weekday=weekday):
            return month is None and day is None and weekday is None
        case Moved(unit=unit):
            return unit in ("month", "year", "decade", "century")
        case _:
            return False


def is_since(context: Context, time: TimeExpression) -> bool:
    """Tell a time that a period begins with: "since May", "since the coup in May", "since the war began in May"."""
    if time.relation == "since":
        return True
    first, last = context.tokens(time.start, time.end)
    near = context.doc[max(0, first - NEAR) : first]
    if len(near) == 0 or not any(t.lower_ == "since" for t in near):
        return False
    for token in syntax.ancestors(syntax.root(context.doc, first, last)):
        if any(c.lower_ == "since" and c.i < first and c.dep_ in {"case", "mark"} for c in token.children):
            return True
        if token.pos_ in {"VERB", "AUX"} and token.dep_ != "xcomp":
            return False
    return False


def period(context: Context, count: Count) -> Interval | None:
    """Resolve the time nearest to a count, one after it before one ahead of it; single days only of its own clause."""
    at = count.noun.idx
    clause = syntax.clause_of(count.noun)
    standing = count.kind in ("forces", "people") and count.harm is None

    def distance(time: TimeExpression) -> int:
        return time.start - at if time.start >= at else 2 * (at - time.end)

    for time in sorted(times_of(context, count.sentence), key=distance):
        first, last = context.tokens(time.start, time.end)
        if _is_beside(context, count, time) or is_of_cue(context, time, clause):
            continue
        if not is_span(context, time):
            if standing or syntax.clause_of(syntax.root(context.doc, first, last)) != clause:
                continue
        elif standing and isinstance(time.meaning, Calendar):
            continue
        if is_since(context, time):
            time = replace(time, relation="since")
        found = period_of(time, anchor=context.anchor)
        if found is not None:
            return found
    return None


def has_span(context: Context, count: Count) -> bool:
    """Tell whether the sentence of a count tells a period of its own, even one that cannot be resolved."""
    return any(is_span(context, t) and not _is_beside(context, count, t) for t in times_of(context, count.sentence))


def _is_beside(context: Context, count: Count, time: TimeExpression) -> bool:
    """Tell the time of another count, which this one is compared with."""
    first, _ = context.tokens(time.start, time.end)
    words = lexicon().words["beside"]
    if isinstance(time.meaning, Stretch):
        words = words - {"over"}  # "over the past year"
    return any(t.lower_ in words and t.dep_ != "compound:prt" for t in context.doc[count.noun.i + 1 : first])


def is_of_cue(context: Context, time: TimeExpression, clause: Token) -> bool:
    """Tell when something was said from when it was: "found in 1999 that ..."."""
    first, last = context.tokens(time.start, time.end)
    verb = syntax.clause_of(syntax.root(context.doc, first, last))
    return verb in syntax.ancestors(clause) and cues().verb(verb.lower_) is not None


def is_long(between: Between) -> bool:
    """Tell "between 2 and 9 May" from "in the night of Thursday to Friday"."""
    first, last = between.first.meaning, between.last.meaning
    if isinstance(first, Weekday) and isinstance(last, Weekday):
        return (last.weekday - first.weekday) % 7 > 1
    if isinstance(first, Calendar) and isinstance(last, Calendar) and first.day is not None and last.day is not None:
        return first.month not in (None, last.month) or abs(last.day - first.day) > 1
    return True


def is_year(meaning: Meaning) -> bool:
    """Tell a whole year ("in 2024", "last year")."""
    match meaning:
        case Calendar(month=month):
            return month is None
        case Moved(unit=unit):
            return unit == "year"
        case _:
            return False
