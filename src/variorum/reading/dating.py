"""When a happening was: the times that its mentions give, or that others do, resolved against the report's own date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from variorum.codebook.forms import all_forms
from variorum.model import Interval, When
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.carried import carried_time, goes_on
from variorum.reading.connectives import answered_in
from variorum.reading.context import Context
from variorum.reading.happenings import Happening, Mention
from variorum.reading.neighbours import Neighbours
from variorum.reading.times import Clock, Moved, TimeExpression, is_day, is_soon, resolve, tells_day
from variorum.reading.timing import clause_times, is_counted, meant_of, own_times, shared_times, when_follows
from variorum.reading.wordlists import words


def find_when(context: Context, happening: Happening, neighbours: Neighbours) -> When:
    """
    Take the narrowest time that a mention gives; times that only share its clause are heard where none does.

    Where the mentions give times that cannot be one, that of the first is taken. Where they give none, it is counted
    from another happening, else taken over from what is told before.
    """
    candidates = _own(context, happening, neighbours)
    answered = answered_in(context.doc, outright=True)
    if all(part.head.i in answered for part in happening.parts):
        # "Struck the base on Tuesday in revenge for the bombing": the bombing was before.
        placed = [(t, context.token_at(t.start)) for t in candidates]
        first, heard = happening.parts[0].head.i, candidates
        candidates = [t for t, at in placed if at in answered or at > first or not is_day(t.meaning)]
        if not candidates and heard:
            return When()
    # A time of day is of the day told last, which need not be that of the happening.
    days = [t for t in candidates if not isinstance(t.meaning, Clock)]
    best = _narrowest(context, days)
    if best is not None and best.start is not None and (best.precision == "day" or days == candidates):
        return best
    dated = any(is_day(t.meaning) and not is_counted(t) for t in days)
    counted = _counted(context, happening, neighbours) if not dated else None
    if counted is not None:
        return counted
    best = _narrowest(context, candidates)
    if best is not None and best.start is not None:
        return best
    if not any(tells_day(t.meaning) for t in candidates):
        candidates = _shared(context, happening, neighbours) or candidates
        best = _narrowest(context, candidates)
        if best is not None and best.start is not None:
            return best
    headings = (context.chronology.heading(part.head.idx) for part in happening.parts if not part.in_title)
    heading = next((when for when in headings if when is not None and when.start is not None), None)
    if heading is not None and not any(is_day(t.meaning) and not is_counted(t) for t in candidates):
        return heading
    if not any(tells_day(t.meaning) for t in candidates):
        carried = (carried_time(context, part, neighbours) for part in happening.parts[:FEW])
        told = next((time for time in carried if time is not None), None)
        best = context.chronology.when(told) if told is not None else best
    if best is None and any(not part.in_title and goes_on(part.head) for part in happening.parts[:FEW]):
        best = context.chronology.day_of_page()
    return best or When()


FEW = 12
"""Mentions of a happening, the first, for which a time is sought beyond their own words: it bounds the cost."""


def _own(context: Context, happening: Happening, neighbours: Neighbours) -> list[TimeExpression]:
    """Give the times that hang on the mentions of a happening, or on words that tell more of it."""
    candidates = [
        t for part in happening.parts for t in own_times(context, part) if not _is_of_another(context, part, t)
    ]
    for verb in neighbours.retellings(happening):
        candidates += clause_times(context, verb, own=True)
    if happening.type == "agreement":
        made = [c for part in happening.parts[:FEW] for c in part.head.children if c.dep_ == "acl" and c.lower_ in DONE]
        candidates += [t for verb in made for t in clause_times(context, verb, own=True) if t not in candidates]
        candidates = [time for time in candidates if not _is_of_end(context, time)]
    return candidates


def _is_of_end(context: Context, time: TimeExpression) -> bool:
    """Tell when an agreement ended ("the truce, signed in June, lapsed on 3 August")."""
    return syntax.root(context.doc, *context.tokens(time.start, time.end)).head.lower_ in ENDED


DONE = all_forms(tuple(words("done")))
"""Verbs by which a deal is made."""

ENDED = all_forms(tuple("lapse expire collapse end fail crumble unravel".split()))
"""Verbs of the end of an agreement."""


def _is_of_another(context: Context, part: Mention, time: TimeExpression) -> bool:
    """
    Tell whether a month or more is when something else was, in a relative clause that hangs on another word.

    "The attack by the front, which was founded in 1960": of 1960 is the front. "They freed three whom they had held
    since 18 January": since then they had held them. What is told in that very clause has its
    time ("the front, which began an offensive in May").
    """
    when = context.chronology.when(time)
    if time.relation != "since" and (when.start is None or when.end is None or (when.end - when.start).days < MONTH):
        return False
    start, end = context.tokens(time.start, time.end)
    if part.head.i > end and when_follows(context, end):
        return False
    for above in syntax.ancestors(syntax.root(context.doc, start, end)):
        if above.i == part.head.i:
            return False
        if above.dep_ == "acl:relcl":
            inside = any(token.i == above.i for token in syntax.ancestors(part.head))
            return not inside and above.head.i != part.head.i
    return False


MONTH = 27
"""Days from which a time may be of what a relative clause tells aside."""


def _shared(context: Context, happening: Happening, neighbours: Neighbours) -> list[TimeExpression]:
    """Give the times that the mentions of a happening share with their clause."""
    candidates = [time for part in happening.parts for time in shared_times(context, part)]
    if not candidates:
        candidates = [time for part in happening.parts for time in _beside_subject(context, part)]
    if not candidates:
        for part in happening.parts:
            if neighbours.alone(happening, part.sentence):
                told = meant_of(context, part, clause_times(context, part.head, own=False))
                candidates += [time for time in told if not _is_of_another(context, part, time)]
    if not candidates:
        candidates = [time for part in happening.parts for time in _of_coordinated(context, part)]
    return candidates


def _of_coordinated(context: Context, part: Mention) -> list[TimeExpression]:
    """Give the times of the clause that a mention's goes on from with its subject ("came on Monday and took a man")."""
    clause = syntax.clause_of(part.head)
    if clause.dep_ != "conj" or any(child.dep_ in syntax.SUBJECT for child in clause.children):
        return []
    first = syntax.first_conjunct(clause)
    if first.pos_ != "VERB" or first.i in context.cues or first.i > part.head.i:
        return []
    told = [time for time in clause_times(context, first, own=True) if time.end <= part.head.idx]
    return [time for time in meant_of(context, part, told) if tells_day(time.meaning)]


def _beside_subject(context: Context, part: Mention) -> list[TimeExpression]:
    """Give the times between a verb and its subject: "the envoy, in the capital on Monday for talks, met rebels"."""
    subjects = syntax.subjects(part.head) if part.head.pos_ == "VERB" else []
    if not subjects or subjects[0].i >= part.head.i or part.head.i - subjects[0].i > APART:
        return []
    between = context.doc[subjects[0].i + 1 : part.head.i]
    times = context.times_in(between.start_char, between.end_char) if len(between) else ()
    first = context.tokens(times[0].start, times[0].end)[0] if times else between.end
    if any(token.pos_ in {"VERB", "AUX"} for token in context.doc[between.start : first]):
        return []
    return list(meant_of(context, part, times[:1]))


APART = 25
"""Words between a subject and its verb among which a time is heard."""


def _counted(context: Context, happening: Happening, neighbours: Neighbours) -> When | None:
    """Count the time from that of another happening: "the raid came two days after the bombing"."""
    for part in happening.parts[:FEW]:
        for time in context.times_in(*columns(context.doc).offsets(*syntax.sentence(part.head))):
            if not _is_distance(time):
                continue
            day = _day_before(context, time) if time.end <= part.head.idx else None
            if day is not None and part is _first_after(neighbours.parts(part.sentence), time):
                return _moved(time, Interval(start=day, end=day), back=True)
            pair = _counted_between(context, time, neighbours.parts(part.sentence))
            if pair is None or part not in pair:
                continue
            other = neighbours.happening_of(pair[0] if part is pair[1] else pair[1])
            if other is None or other is happening:
                continue
            told = _own(context, other, neighbours) or _shared(context, other, neighbours)
            when = _narrowest(context, told)
            if when is not None and when.start is not None and when.end is not None:
                moved = _moved(time, Interval(start=when.start, end=when.end), back=part is pair[1])
                if moved is not None:
                    return moved
    return None


def _day_before(context: Context, time: TimeExpression) -> date | None:
    """Give the day that stands right before a time counted from a happening ("on Sunday, two days after the raid")."""
    told = context.times_in(max(time.start - BESIDE, 0), time.start)
    when = context.chronology.when(told[-1]) if told else When()
    apart = bool(told) and context.report.text[told[-1].end : time.start].strip(" ,")
    if when.precision != "day" or (apart and not _is_of_subject(context, told[-1], time)):
        return None
    return when.start


def _is_of_subject(context: Context, day: TimeExpression, time: TimeExpression) -> bool:
    """Tell whether a day is of the subject of what was then ("Monday's raid came two days after")."""
    verb = syntax.clause_of(syntax.root(context.doc, *context.tokens(time.start, time.end)).head)
    start, end = context.tokens(day.start, day.end)
    return any(a <= start and end <= b for a, b in (syntax.full(subject) for subject in syntax.subjects(verb)))


BESIDE = 40
"""Characters before a time counted from a happening among which the day of what came after it stands."""


def _first_after(parts: Sequence[Mention], time: TimeExpression) -> Mention | None:
    """Give the first mention behind a time: what the time is counted from."""
    return min((part for part in parts if part.head.idx >= time.end), key=lambda part: part.head.i, default=None)


def _goes_by_another(time: TimeExpression) -> bool:
    """Tell a day that goes by another time or happening ("the same day", "10 days before the raid")."""
    return isinstance(time.meaning, Moved) and time.meaning.origin != "anchor"


def _is_distance(time: TimeExpression) -> bool:
    """Tell whether a time is counted by so many units from a happening that its words name ("two days after it")."""
    meaning = time.meaning
    if not isinstance(meaning, Moved) or meaning.origin != "event" or (meaning.offset is None and not is_soon(meaning)):
        return False
    return meaning.unit in {"day", "hour", "minute"} or time.quote.split()[0].lower() not in BOUNDS


BOUNDS = frozenset({"less", "more", "over", "under", "nearly", "almost"})
"""Words before a number of months or years, which then tell no month or year."""


def _moved(time: TimeExpression, told: Interval, *, back: bool) -> When | None:
    """Give the day, or the week, month or year, that is so long after another time or, if *back*, before it."""
    meaning = time.meaning
    assert isinstance(meaning, Moved)
    offset = -meaning.offset if back and meaning.offset is not None else meaning.offset
    when = resolve(replace(time, meaning=replace(meaning, origin="context", offset=offset)), context=told)
    return when if when.start is not None else None


def _counted_between(
    context: Context, time: TimeExpression, parts: Sequence[Mention]
) -> tuple[Mention, Mention] | None:
    """Give what was so long before or after, and what it is counted from: the next named, whatever the order."""
    start, end = context.tokens(time.start, time.end)
    ordered = sorted(parts, key=lambda mention: mention.head.i)
    before, after = [m for m in ordered if m.head.i < start], [m for m in ordered if m.head.i >= end]
    if not after or not (before or len(after) > 1):
        return None
    return before[-1] if before else after[1], after[0]


def _narrowest(context: Context, candidates: Sequence[TimeExpression]) -> When | None:
    """Give the narrowest of the times that go with the first one, or the words of one that is not fixed."""
    best: When | None = None
    open_day: TimeExpression | None = None
    fallback: When | None = None
    for expression in candidates:
        when = context.chronology.when(expression)
        if when.start is None or when.end is None:
            fallback = fallback or when
            if is_day(expression.meaning) and not _goes_by_another(expression):
                open_day = open_day or expression
            continue
        if best is None or (_overlap(best, when) and _width(when) < _width(best)):
            best = when
    if open_day is not None and (best is None or _width(best) > 0):
        # A day that the time of publication leaves open is narrower than a month that it fixes, or than "this week".
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
