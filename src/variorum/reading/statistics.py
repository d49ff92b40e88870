"""Find published counts that are not one incident: series, sums over a period or area, forces, things hit or found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from variorum.model import Statistic
from variorum.nlp import syntax
from variorum.reading.counts import Count, find_counts, governors
from variorum.reading.measures import lexicon
from variorum.reading.periods import has_span, is_span, period, times_of
from variorum.reading.sums import (
    documents,
    goes_on,
    is_of_one,
    is_on_day,
    is_part_of_tally,
    is_sum,
    is_summed,
)

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from variorum.reading.context import Context

HARMED: Final = frozenset({"deaths", "injuries", "casualties", "abducted", "displaced", "expelled"})
"""Measures of harm that people come to."""

_CROWD: Final = 100
_SERIES: Final = 4
_ROUND_UP: Final = 20
_TALLY: Final = 3
"""Sums of harm from which on a report is taken to be a tally of many happenings."""


@dataclass
class _Sum:
    """The sum that the next counts may go on with, and the sentence that it is in."""

    statistic: Statistic
    sentence: int
    tally: bool = False
    count: int = 1
    series: Token | None = None
    """The happenings counted over a period, null where people are counted or a day's happenings."""


def find_statistics(
    context: Context,
    taken: Callable[[int, int], bool],
    speaker_at: Callable[[int], str | None],
) -> tuple[Statistic, ...]:
    """
    Find the statistics of a report, in text order; a count that is told again counts once.

    Args:
        taken: Says of a character span whether the count there is a harm of an incident already. A count that the
            words put over a period or many happenings is a statistic all the same.
        speaker_at: Gives the actor in whose statement a token lies.
    """
    found: dict[tuple[str, int, int | None, str], Statistic] = {}
    whole: _Sum | None = None
    for count in find_counts(context):
        sentence = count.sentence
        here = sentence.start
        continues = whole is not None and (
            here == whole.sentence or goes_on(sentence, whole.sentence, parted=count.told is not None)
        )
        continues = continues and not _is_of_beginning(count)
        inherits = count.kind in ("forces", "people") and count.harm is None
        summed = is_summed(context, count)
        summed = summed or (whole is not None and here == whole.sentence and _is_done_by(context, count, whole))
        summed = summed or (whole is not None and here == whole.sentence and _goes_with(count, whole))
        tallied = whole is not None and whole.tally and _tallies(context, count, whole)
        part = count.kind == "events" and _is_part(count, [s.measure for s in found.values()])
        continues = continues or tallied or part
        own = summed or tallied or (continues and inherits)
        if not own and taken(count.quantity.start, count.quantity.end):
            continue
        if not _is_published(context, count, continues=continues, summed=summed, part=part):
            continue
        statistic = _statistic(context, count, speaker_at(count.noun.i))
        undated = statistic.period is None and not has_span(context, count)
        if whole is not None and (undated if tallied else continues and statistic.period is None):
            statistic = _within(statistic, whole.statistic, inherits=inherits)
        if statistic.period is not None or continues or count.kind == "tolls" or count.harm is not None:
            harmed = count.kind == "tolls" or count.harm is not None
            anew = harmed and (summed or tallied) and (whole is None or here != whole.sentence)
            sums = (whole.count if whole is not None else 0) + anew
            tally = harmed and (tallied or (summed and (documents(sentence) or sums >= _TALLY)))
            tally = tally or (whole is not None and here == whole.sentence and whole.tally)
            # Who documents happenings goes on with whom they harmed.
            tally = tally or (count.kind == "events" and summed and documents(sentence))
            whole = _Sum(statistic, here, tally, sums, _series(context, count, statistic, whole))
        whom = count.noun.lower_ if tallied else ""
        if part:
            # The same number of strikes at another place is another count.
            whom = statistic.place or ""
        found.setdefault((statistic.measure, statistic.low, statistic.high, whom), statistic)
    return tuple(found.values())


def _series(context: Context, count: Count, statistic: Statistic, whole: _Sum | None) -> Token | None:
    """Give happenings counted over more than a day, to which the harm told behind them belongs."""
    if count.kind != "events":
        return whole.series if whole is not None and whole.sentence == count.sentence.start else None
    told = statistic.period
    long = told is not None and (told.end - told.start).days > 1
    return count.noun if long or has_span(context, count) else None


def _is_done_by(context: Context, count: Count, whole: _Sum) -> bool:
    """
    Tell the harm that the happenings just counted did.

    "Carried out 40 raids in May, killing 90 people", "40 raids that killed 90", "staged 40 raids and killed 90".
    """
    if whole.series is None or not (count.kind == "tolls" or count.harm) or count.noun.i < whole.series.i:
        return False
    if is_on_day(context, count.sentence):
        return False
    clause = syntax.clause_of(count.noun)
    told = {whole.series, syntax.clause_of(whole.series)}
    while clause not in told:
        if clause.dep_ == "advcl" and clause.tag_ != "VBG":
            return False
        if clause.dep_ not in _BEHIND or (clause.dep_ == "conj" and any(c.dep_ == "nsubj" for c in clause.children)):
            return False
        clause = clause.head
    return True


_BEHIND: Final = frozenset({"acl", "acl:relcl", "advcl", "conj", "xcomp"})
"""Relations of the clauses that tell what happenings did."""


def _is_of_beginning(count: Count) -> bool:
    """Tell what happened when a period began, which is no part of the sum: "50 since May, when rebels shot six"."""
    clause = syntax.first_conjunct(syntax.clause_of(count.noun))
    return clause.dep_ in {"acl:relcl", "advcl"} and any(c.lower_ in {"when", "where"} for c in clause.children)


def _goes_with(count: Count, whole: _Sum) -> bool:
    """Tell a sum that is joined to another: "6,500 people were killed and 14,000 hurt since May"."""
    joined = count.noun.dep_ == "conj" or syntax.clause_of(count.noun).dep_ == "conj"
    return joined and count.harm is not None and whole.statistic.measure in HARMED and count.quantity.low >= _CROWD


def _is_part(count: Count, measures: list[str]) -> bool:
    """Tell a part of a number of happenings told before: "Near Harrow, two strikes destroyed a bridge"."""
    return count.noun.dep_ == "nsubj" and count.measure in measures and not count.quantity.approximate


def _tallies(context: Context, count: Count, whole: _Sum) -> bool:
    """Tell whether a count of harm goes on with a tally, in its paragraph or in a report that is one."""
    sentence: Span = count.sentence
    if count.kind in ("events", "objects") or (count.kind != "tolls" and count.harm is None):
        return False
    if sentence.start == whole.sentence:
        return True
    between = sentence.doc[whole.sentence : sentence.start]
    if sentence.start <= whole.sentence or (whole.count < _TALLY and any("\n" in t.text for t in between)):
        return False
    return is_part_of_tally(context, sentence)


def _is_published(context: Context, count: Count, *, continues: bool, summed: bool, part: bool) -> bool:
    """Tell a count that stands for itself from the numbers of one happening."""
    low = count.quantity.low or count.quantity.high or 0
    verbs = governors(count.noun)
    if low == 0 or any(_is_unreal(verb) for verb in verbs[:1]):
        return False
    spans = summed or any(is_span(context, time) for time in times_of(context, count.sentence))
    if count.quantity.kind == "ordinal":
        return count.kind == "events" and spans and low > 1
    if low < 2:
        return False
    match count.kind:
        case "events":
            return low >= _SERIES or spans or part
        case "objects":
            beside = syntax.preposition(count.noun) in ("from", "near")
            return (
                (low >= _SERIES or spans or continues)
                and not beside
                and any(lexicon().verbs.get(token.lower_) == "hit" for token in verbs)
            )
        case "tolls":
            many = low >= _CROWD and not is_of_one(count.sentence)
            return many or spans or continues or is_sum(count.noun)
        case "forces" | "people":
            harm = count.harm
            if _is_left(count):
                return True
            if harm is None and not spans and not continues and _is_crowd(count):
                return False
            if continues or (low >= _CROWD and (harm is None or spans or not is_of_one(count.sentence))):
                return True
            return harm is not None and (spans or is_sum(count.noun) or (harm == "arrests" and low >= _ROUND_UP))


def _is_crowd(count: Count) -> bool:
    """Tell a crowd that nobody counted from a number: "hundreds of people marched"."""
    if count.kind != "people" or count.measure in HARMED | {"refugees", "hostages", "prisoners"}:
        return False
    return not lexicon().words["crowds"].isdisjoint(count.quantity.quote.lower().split())


def _is_left(count: Count) -> bool:
    """Tell armed men or captives of whom it is said how many are left: "some 30 gunmen still hold out"."""
    words = lexicon().words
    if count.kind != "forces" and count.measure not in {"hostages", "prisoners"}:
        return False
    verbs = governors(count.noun)[:1]
    said = [t.lower_ for t in (*count.noun.children, *verbs, *(c for v in verbs for c in v.children))]
    return not words["remaining"].isdisjoint(said) and words["wanting"].isdisjoint(t.lower_ for t in count.sentence)


def _is_unreal(verb: Token) -> bool:
    """Tell a plan or a guess; "could not be identified" has happened."""
    modal = syntax.modal(verb)
    return modal is not None and not (modal.lower_ == "could" and syntax.negation(verb) is not None)


def _statistic(context: Context, count: Count, speaker: str | None) -> Statistic:
    quantity = count.quantity
    end = max(quantity.end, count.noun.idx + len(count.noun.text))
    return Statistic(
        measure=(count.harm if count.kind in ("forces", "people") else None) or count.measure,
        group=count.group,
        low=quantity.low,
        high=quantity.high,
        approximate=quantity.approximate,
        period=period(context, count),
        place=_place(context, count),
        speaker=speaker,
        start=quantity.start,
        end=end,
        quote=context.report.text[quantity.start : end],
    )


def _place(context: Context, count: Count) -> str | None:
    sentence = count.sentence
    places = context.places_in(sentence.start, sentence.end)
    nearest = min(places, key=lambda p: (not p.locative, abs(p.start - count.noun.i), p.start), default=None)
    return nearest.place.name if nearest is not None else None


def _within(statistic: Statistic, whole: Statistic, *, inherits: bool) -> Statistic:
    """Give a part the period of the sum that it breaks down, its place and, where it *inherits* it, its measure."""
    harmed = inherits and whole.measure in HARMED | set(lexicon().verbs.values())
    return replace(
        statistic,
        measure=whole.measure if harmed else statistic.measure,
        period=whole.period,
        place=statistic.place or whole.place,
    )
