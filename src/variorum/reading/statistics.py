"""Find published counts that are not one incident: series, sums over a period or area, forces, things hit or found."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, Literal

from msgspec.structs import replace

from variorum.codebook.forms import all_forms
from variorum.model import Interval, Statistic
from variorum.nlp import syntax
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
    from spacy.tokens import Span, Token

    from variorum.model.account import Group
    from variorum.reading.context import Context
    from variorum.reading.quantities import Quantity

_Kind = Literal["events", "tolls", "forces", "people", "objects"]
_KINDS: Final[tuple[_Kind, ...]] = ("events", "tolls", "forces", "people", "objects")
_SKIPPED: Final = frozenset({"boilerplate", "byline", "publisher", "date", "title"})
_LONGEST_PHRASE: Final = 8
_CROWD: Final = 100
_SERIES: Final = 4
_ROUND_UP: Final = 20


@dataclass(frozen=True, slots=True)
class _Lexicon:
    nouns: Mapping[str, tuple[_Kind, str]]
    plurals: Mapping[str, tuple[_Kind, str]]
    verbs: Mapping[str, str]
    vague: frozenset[str]
    sums: frozenset[str]
    series: frozenset[str]
    parts: frozenset[str]
    over: frozenset[str]
    areas: frozenset[str]
    since: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Count:
    """A quantity and the noun that it counts; where the noun is left out, `noun` is the number's last word."""

    quantity: Quantity
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
        taken: Says of a character span whether the count there is a harm of an incident already. A count that the
            words put over a period is a statistic all the same.
        speaker_at: Gives the actor in whose statement a token lies.
    """
    found: dict[tuple[str, int, int | None], Statistic] = {}
    summed: Statistic | None = None
    sentence = -1
    for count in _counts(context):
        here = count.noun.sent.start
        continues = summed is not None and (here == sentence or _goes_on(count.noun.sent, sentence))
        inherits = count.kind in ("forces", "people") and _harm(count) is None
        summed_up = (continues and inherits) or _is_over_period(context, count)
        if not summed_up and taken(count.quantity.start, count.quantity.end):
            continue
        if not _is_published(context, count, continues):
            continue
        statistic = _statistic(context, count, speaker_at(count.noun.i))
        if continues and summed is not None and statistic.period is None:
            statistic = _within(statistic, summed, inherits=inherits)
        if statistic.period is not None or continues or count.kind == "tolls" or _harm(count) is not None:
            summed, sentence = statistic, here
        found.setdefault((statistic.measure, statistic.low, statistic.high), statistic)
    return tuple(found.values())


def _counts(context: Context) -> Iterator[_Count]:
    lexicon = _lexicon()
    skipped = [(zone.start, zone.end) for zone in context.layout.zones if zone.kind in _SKIPPED]
    last: _Count | None = None
    for quantity in context.quantities:
        if quantity.kind not in ("count", "ordinal") or quantity.article or quantity.quote.lower() in lexicon.vague:
            continue
        if any(start <= quantity.start < end for start, end in skipped):
            continue
        found = _counted(context, quantity)
        count = _Count(quantity, *found) if found is not None else _elliptical(context, quantity, last)
        if count is not None:
            last = count
            yield count


def _counted(context: Context, quantity: Quantity) -> tuple[Token, _Kind, str] | None:
    """Find the noun after a number: the last that is known in the run of words that can stand before a noun."""
    doc, lexicon = context.doc, _lexicon()
    nouns = lexicon.nouns if quantity.kind == "ordinal" else lexicon.plurals
    _, at = context.tokens(quantity.start, quantity.end)
    if at < len(doc) and doc[at].lower_ == "of":
        at += 1
    found = None
    for token in doc[at : at + _LONGEST_PHRASE]:
        if token.is_space or not _is_inside(token) or context.times_in(token.idx, token.idx + len(token.text)):
            break
        measure = nouns.get(token.lower_)
        if token.i > at:
            measure = nouns.get(f"{token.nbor(-1).lower_} {token.lower_}", measure)
        if measure is None and token.tag_ in {"NNS", "NNPS"} and quantity.kind == "count":
            measure = _people(token, at)
        if measure is not None:
            found = token, *measure
        elif found is not None and token.pos_ == "NOUN":
            found = None
    return found


def _people(token: Token, at: int) -> tuple[_Kind, str] | None:
    """Tell people by a noun that has a group ("farmers") or, right after the number, by a name ("Malians")."""
    if group_of(token)[0] != "unknown":
        return "people", token.lower_
    return ("people", "people") if token.tag_ == "NNPS" and token.i == at else None


def _elliptical(context: Context, quantity: Quantity, last: _Count | None) -> _Count | None:
    """Read a number whose noun was said before: "645 in 2023", "and 72 wounded", "air strikes: eight this week"."""
    doc, lexicon = context.doc, _lexicon()
    start, end = context.tokens(quantity.start, quantity.end)
    if quantity.kind != "count" or end >= len(doc):
        return None
    number, after = doc[end - 1], doc[end]
    told = last if last is not None and last.noun.sent == number.sent else None
    harm = lexicon.verbs.get(after.lower_, "hit")
    if told is not None and told.kind in ("forces", "people", "tolls") and harm != "hit":
        return _Count(quantity, number, "people", harm)
    before = doc[max(number.sent.start, start - _LONGEST_PHRASE) : start]
    if after.lower_ in lexicon.since and context.times_in(after.idx, doc[min(end + 3, len(doc) - 1)].idx):
        for token in before[-4:]:
            kind, measure = lexicon.plurals.get(token.lower_, (None, ""))
            if kind == "events":
                return _Count(quantity, number, "events", measure)
        if told is not None and told.kind in ("events", "tolls"):
            return _Count(quantity, number, told.kind, told.measure)
    if any(token.lower_ == "toll" for token in before):
        return _Count(quantity, number, "tolls", "deaths")
    return None


def _is_inside(token: Token) -> bool:
    if token.pos_ in {"ADJ", "NOUN", "PROPN", "DET", "NUM", "PRON", "ADV"} or token.lower_ in {"-", "’s", "'s"}:
        return token.tag_ not in {"WDT", "WP", "WRB", "PRP"}
    return (
        token.tag_ in {"VBN", "VBG"} and token.i + 1 < len(token.doc) and token.nbor().pos_ in {"NOUN", "ADJ", "PROPN"}
    )


def _is_published(context: Context, count: _Count, continues: bool) -> bool:
    """Tell a count that stands for itself from the numbers of one happening."""
    low = count.quantity.low
    verbs = _governors(count.noun)
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
            beside = syntax.preposition(count.noun) in ("from", "near")
            return not beside and any(_lexicon().verbs.get(token.lower_) == "hit" for token in verbs)
        case "tolls":
            return low >= _CROWD or spans or continues or _is_sum(count.noun)
        case "forces" | "people":
            if low >= _CROWD or continues:
                return True
            harm = _harm(count)
            return harm is not None and (spans or _is_sum(count.noun) or (harm == "arrests" and low >= _ROUND_UP))


def _governors(noun: Token) -> list[Token]:
    """List what governs a noun up to its verb, nouns of action included ("the loss of 12 vehicles")."""
    found: list[Token] = []
    below = noun
    for token in syntax.ancestors(noun):
        if token.pos_ == "VERB":
            return [*found, token]
        if below.dep_ == "conj" or syntax.preposition(below) == "of":
            found.append(token)
        below = token
    return found


def _harm(count: _Count) -> str | None:
    """Give the measure of the harm that a verb does to the people counted."""
    participles = [c for c in count.noun.children if c.dep_ in {"acl", "amod", "acl:relcl", "relcl"}]
    for token in (count.noun, *participles, *_governors(count.noun)):
        measure = _lexicon().verbs.get(token.lower_, "hit")
        if measure != "hit":
            return measure
    return None


def _is_sum(noun: Token) -> bool:
    """Tell a count over many happenings by what did it, by a word for sums, or by the area that it is taken over."""
    lexicon = _lexicon()
    verb = syntax.clause_of(noun)
    if any(token.lower_ in lexicon.series for token in syntax.agents(verb)):
        return True
    for token in noun.sent:
        if token.lower_ in lexicon.sums:
            return True
        if token.lower_ in lexicon.over:
            following = noun.doc[token.i + 1 : min(token.i + 4, noun.sent.end)]
            if any(t.lower_ in lexicon.areas for t in following):
                return True
    return False


def _goes_on(sentence: Span, before: int) -> bool:
    """Tell whether a sentence breaks down the count of the one before it ("Among them were ...")."""
    if sentence.start == 0 or sentence.doc[sentence.start - 1].sent.start != before:
        return False
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


def _is_over_period(context: Context, count: _Count) -> bool:
    """Tell whether a period hangs on the verb of a count, or on the happenings that are counted with it."""
    clause = syntax.clause_of(count.noun)
    for time in _times(context, count.noun.sent):
        if time.relation != "since" and not isinstance(time.meaning, Stretch | Slice | Elapsed | Years | Between):
            continue
        first, last = context.tokens(time.start, time.end)
        governor = context.doc[first:last].root.head
        if governor.i == clause.i or governor.lower_ in _lexicon().plurals:
            return True
    return False


def _statistic(context: Context, count: _Count, speaker: str | None) -> Statistic:
    quantity = count.quantity
    end = max(quantity.end, count.noun.idx + len(count.noun.text))
    return Statistic(
        measure=(_harm(count) if count.kind in ("forces", "people") else None) or count.measure,
        group=_group(count),
        low=quantity.low,
        high=quantity.high,
        approximate=quantity.approximate,
        period=_period(context, count),
        place=_place(context, count),
        speaker=speaker,
        start=quantity.start,
        end=end,
        quote=context.report.text[quantity.start : end],
    )


def _group(count: _Count) -> Group | None:
    if count.kind in ("events", "objects"):
        return None
    group, _ = group_of(count.noun)
    return None if group == "unknown" else group


def _period(context: Context, count: _Count) -> Interval | None:
    """Resolve the time nearest to a count, one after it before one ahead of it; single days only of its own clause."""
    published = context.published
    anchor = Interval(start=published.start, end=published.end) if published.start and published.end else None
    at = count.noun.idx
    clause = syntax.clause_of(count.noun)
    standing = count.kind in ("forces", "people") and _harm(count) is None

    def distance(time: TimeExpression) -> int:
        return time.start - at if time.start >= at else 2 * (at - time.end)

    for time in sorted(_times(context, count.noun.sent), key=distance):
        if not _is_span(time):
            first, last = context.tokens(time.start, time.end)
            if standing or syntax.clause_of(context.doc[first:last].root) != clause:
                continue
        elif standing and isinstance(time.meaning, Calendar):
            continue
        period = period_of(time, anchor=anchor)
        if period is not None:
            return period
    return None


def _place(context: Context, count: _Count) -> str | None:
    sentence = count.noun.sent
    places = context.places_in(sentence.start, sentence.end)
    nearest = min(places, key=lambda p: (abs(p.start - count.noun.i), p.start), default=None)
    return nearest.place.name if nearest is not None else None


def _within(statistic: Statistic, whole: Statistic, *, inherits: bool) -> Statistic:
    """Give a part the period of the sum that it breaks down, its place and, where it *inherits* it, its measure."""
    harmed = inherits and whole.measure in _lexicon().verbs.values()
    return replace(
        statistic,
        measure=whole.measure if harmed else statistic.measure,
        period=whole.period,
        place=statistic.place or whole.place,
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
        over=frozenset(words["over"]),
        areas=frozenset(words["areas"]),
        since=frozenset(words["since"]),
    )
