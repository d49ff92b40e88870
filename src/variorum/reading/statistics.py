"""Find published counts that are not one incident: series, sums over a period or an area, forces, things hit or found."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, Literal

from variorum.model import Interval, Statistic
from variorum.nlp import syntax
from variorum.nlp.forms import all_forms
from variorum.reading.harms import group_of
from variorum.reading.times import (
    Between,
    Calendar,
    Elapsed,
    Moved,
    Slice,
    Stretch,
    TimeExpression,
    Years,
    period_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from variorum.model.account import Group
    from variorum.reading.context import Context
    from variorum.reading.quantities import Quantity

_Kind = Literal["events", "tolls", "forces", "people", "objects"]
_KINDS: Final[tuple[_Kind, ...]] = ("events", "tolls", "forces", "people", "objects")
_SKIPPED: Final = frozenset({"boilerplate", "byline", "publisher", "date", "title"})
_LONGEST_PHRASE: Final = 8
_CROWD: Final = 100
_SERIES: Final = 4


@dataclass(frozen=True, slots=True)
class _Lexicon:
    nouns: Mapping[str, tuple[_Kind, str]]
    plurals: Mapping[str, tuple[_Kind, str]]
    verbs: Mapping[str, str]
    vague: frozenset[str]
    sums: frozenset[str]
    series: frozenset[str]
    parts: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Count:
    """A quantity and the noun that it counts."""

    quantity: Quantity
    start: int
    noun: Token
    kind: _Kind
    measure: str


def find_statistics(
    context: Context,
    taken: Callable[[int, int], bool],
    speaker_at: Callable[[int], str | None],
) -> tuple[Statistic, ...]:
    """
    Find the statistics of a report, in text order; a count that is told again counts once.

    Args:
        taken: Says of a character span whether the count there is a harm of an incident already.
        speaker_at: Gives the actor in whose statement a token lies.
    """
    found: dict[tuple[str, int, int | None], Statistic] = {}
    summed: Statistic | None = None
    sentence = -1
    for count in _counts(context):
        here = count.noun.sent.start
        continues = summed is not None and (here == sentence or _goes_on(count.noun.sent))
        if taken(count.quantity.start, count.quantity.end) or not _is_published(context, count, continues):
            continue
        statistic = _statistic(context, count, speaker_at(count.noun.i))
        if continues and summed is not None and statistic.period is None:
            statistic = _within(statistic, summed)
        if statistic.period is not None or continues:
            summed, sentence = statistic, here
        found.setdefault((statistic.measure, statistic.low, statistic.high), statistic)
    return tuple(found.values())


def _counts(context: Context) -> Iterator[_Count]:
    lexicon = _lexicon()
    doc = context.doc
    skipped = [(zone.start, zone.end) for zone in context.layout.zones if zone.kind in _SKIPPED]
    for quantity in context.quantities:
        if quantity.kind not in ("count", "ordinal") or quantity.article or quantity.quote.lower() in lexicon.vague:
            continue
        if any(start <= quantity.start < end for start, end in skipped):
            continue
        start, end = context.tokens(quantity.start, quantity.end)
        found = _counted(doc, end, lexicon.nouns if quantity.kind == "ordinal" else lexicon.plurals)
        if found is not None:
            noun, (kind, measure) = found
            yield _Count(quantity, start, noun, kind, measure)


def _counted(doc: Doc, at: int, nouns: Mapping[str, tuple[_Kind, str]]) -> tuple[Token, tuple[_Kind, str]] | None:
    """Find the noun after a number: the last that is known in the run of words that can stand before a noun."""
    if at < len(doc) and doc[at].lower_ == "of":
        at += 1
    found = None
    for token in doc[at : at + _LONGEST_PHRASE]:
        if token.ent_type_ == "TIME" or token.is_space or not _is_inside(token):
            break
        measure = nouns.get(token.lower_)
        if token.i > at:
            measure = nouns.get(f"{token.nbor(-1).lower_} {token.lower_}", measure)
        if measure is None and token.ent_type_ == "NORP" and token.tag_ in {"NNS", "NNPS"}:
            measure = ("people", "people")
        if measure is not None:
            found = token, measure
    return found


def _is_inside(token: Token) -> bool:
    if token.pos_ in {"ADJ", "NOUN", "PROPN", "DET", "NUM", "PRON", "ADV"} or token.lower_ in {"-", "’s", "'s"}:
        return token.tag_ not in {"WDT", "WP", "WRB", "PRP"}
    return token.tag_ in {"VBN", "VBG"} and token.i + 1 < len(token.doc) and token.nbor().pos_ in {"NOUN", "ADJ", "PROPN"}


def _is_published(context: Context, count: _Count, continues: bool) -> bool:
    """Tell a count that stands for itself from the numbers of one happening."""
    low = count.quantity.low
    verbs = list(_governors(count.noun))
    if low == 0 or any(syntax.modal(verb) is not None for verb in verbs[:1]):
        return False
    spans = any(_is_span(time) for time in _times(context, count.noun.sent))
    if count.quantity.kind == "ordinal":
        return count.kind == "events" and spans
    if low < 2:
        return False
    match count.kind:
        case "events":
            return low >= _SERIES or spans
        case "objects":
            return any(_lexicon().verbs.get(token.lower_) == "hit" for token in verbs)
        case "tolls":
            return spans or continues or _is_sum(count.noun.sent)
        case "forces" | "people":
            if low >= _CROWD or continues:
                return True
            harmed = any(_lexicon().verbs.get(token.lower_, "hit") != "hit" for token in verbs)
            return harmed and (spans or _is_sum(count.noun.sent))


def _governors(noun: Token) -> Iterator[Token]:
    """Yield the verb that a noun hangs on and, before it, nouns of action ("the loss of 12 vehicles")."""
    for token in syntax.ancestors(noun):
        yield token
        if token.pos_ == "VERB":
            return


def _is_sum(sentence: Span) -> bool:
    lexicon = _lexicon()
    return any(token.lower_ in lexicon.sums or token.lower_ in lexicon.series for token in sentence)


def _goes_on(sentence: Span) -> bool:
    """Tell whether a sentence breaks down the count of the one before ("Among them were ...")."""
    first = next((t for t in sentence if not t.is_punct and not t.is_space), None)
    return first is not None and first.lower_ in _lexicon().parts


def _times(context: Context, sentence: Span) -> tuple[TimeExpression, ...]:
    return context.times_in(sentence.start_char, sentence.end_char)


def _is_span(time: TimeExpression) -> bool:
    """Tell a period that counts are taken over from the time of one happening."""
    if time.relation in ("since", "until"):
        return True
    match time.meaning:
        case Stretch() | Slice() | Elapsed() | Years() | Between():
            return True
        case Calendar(month=month, day=day, weekday=weekday):
            return month is None and day is None and weekday is None
        case Moved(unit=unit):
            return unit in ("month", "year", "decade", "century")
        case _:
            return False


def _statistic(context: Context, count: _Count, speaker: str | None) -> Statistic:
    quantity = count.quantity
    end = count.noun.idx + len(count.noun.text)
    return Statistic(
        measure=_measure(count),
        group=_group(count),
        low=quantity.low,
        high=quantity.high,
        approximate=quantity.approximate,
        period=_period(context, count),
        place=_place(context, count),
        speaker=speaker,
        start=quantity.start,
        end=end,
        quote=context.doc.text[quantity.start : end],
    )


def _measure(count: _Count) -> str:
    if count.kind in ("forces", "people"):
        for token in _governors(count.noun):
            measure = _lexicon().verbs.get(token.lower_, "hit")
            if measure != "hit":
                return measure
    return count.measure


def _group(count: _Count) -> Group | None:
    if count.kind in ("events", "objects"):
        return None
    group, _ = group_of(count.noun)
    return None if group == "unknown" else group


def _period(context: Context, count: _Count) -> Interval | None:
    """Resolve the time nearest to a count, one after it before one ahead of it, periods before days."""
    published = context.published
    anchor = Interval(start=published.start, end=published.end) if published.start and published.end else None
    at = count.noun.idx

    def distance(time: TimeExpression) -> int:
        return time.start - at if time.start >= at else 2 * (at - time.end)

    for time in sorted(_times(context, count.noun.sent), key=distance):
        period = period_of(time, anchor=anchor)
        if period is not None:
            return period
    return None


def _place(context: Context, count: _Count) -> str | None:
    sentence = count.noun.sent
    places = context.places_in(sentence.start, sentence.end)
    nearest = min(places, key=lambda p: (abs(p.start - count.noun.i), p.start), default=None)
    return nearest.place.name if nearest is not None else None


def _within(statistic: Statistic, whole: Statistic) -> Statistic:
    """Give a part the period of the sum that it breaks down, and its place unless it has one of its own."""
    return Statistic(
        measure=statistic.measure,
        group=statistic.group,
        low=statistic.low,
        high=statistic.high,
        approximate=statistic.approximate,
        period=whole.period,
        place=statistic.place or whole.place,
        speaker=statistic.speaker,
        start=statistic.start,
        end=statistic.end,
        quote=statistic.quote,
    )


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


@cache
def _lexicon() -> _Lexicon:
    data = tomllib.loads((files("variorum.reading") / "data" / "measures.toml").read_text(encoding="utf-8"))
    words = data["words"]
    invariant = frozenset(words["invariant"])
    nouns: dict[str, tuple[_Kind, str]] = {}
    plurals: dict[str, tuple[_Kind, str]] = {}
    for kind in _KINDS:
        for measure, entries in data[kind].items():
            for noun in entries:
                nouns[noun] = plurals[_plural(noun)] = (kind, measure)
                if noun in invariant or noun == measure:
                    plurals[noun] = (kind, measure)
    measures = {"hit": "hit", "killed": "deaths", "injured": "injuries", "arrested": "arrests"}
    verbs = {
        form: measures.get(name, name)
        for name, lemmas in data["verbs"].items()
        for form in sorted(all_forms(tuple(lemmas)))
    }
    return _Lexicon(
        nouns=nouns,
        plurals=plurals,
        verbs=verbs,
        vague=frozenset(words["vague"]),
        sums=frozenset(words["sums"]),
        series=frozenset(words["series"]),
        parts=frozenset(words["parts"]),
    )
