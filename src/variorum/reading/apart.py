"""Which mentions are of two happenings, however alike they are: what the words tell apart, and what answers what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from variorum.codebook.forms import all_forms
from variorum.nlp import syntax
from variorum.reading.backgrounds import parted
from variorum.reading.happenings import BY_OUTCOME, Happening, Mention, compatible
from variorum.reading.links import answering, counted_apart, told_apart
from variorum.reading.referents import MentionRef

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from variorum.reading.context import Context

MANY = 40
"""Mentions of one sentence, the first, that are compared with one another: it bounds the cost."""

DONE_TO = all_forms(("kill", "wound", "injure", "abduct", "kidnap", "shoot", "behead", "execute", "massacre", "murder"))
"""Verbs of harm that somebody does there and then."""


def tell_apart(doc: Doc, mentions: Sequence[Mention], harm_words: Sequence[Mention] = ()) -> None:
    """Note of each mention, and of each word of harm, which others it is not of one happening with."""
    apart = _both_ways(_pairs(doc, mentions, harm_words))
    for mention in (*mentions, *harm_words):
        mention.apart = apart.get(mention.index, frozenset())


def answered_by(doc: Doc, mentions: Sequence[Mention]) -> dict[int, frozenset[int]]:
    """Give by the index of each mention those that are said outright to answer it, or that it answers."""
    pairs = answering(doc, [_ref(m) for m in mentions])
    return _both_ways((int(one), int(other)) for one, other, _ in pairs if one is not None and other is not None)


def without_answers(happening: Happening, answered: Mapping[int, frozenset[int]]) -> list[Happening]:
    """Part what is said outright to answer from what it answers, should the two have been taken for one happening."""
    parts: list[tuple[Happening, set[int]]] = [(Happening(harm_words=happening.harm_words), set())]
    for mention in happening.mentions:
        others = answered.get(mention.index, frozenset())
        part = next((part for part in parts if others.isdisjoint(part[1])), None)
        if part is None:
            parts.append(part := (Happening(), set()))
        part[0].mentions.append(mention)
        part[1].add(mention.index)
    return [part for part, _ in parts]


def may_mean(happening: Happening, told: Happening) -> bool:
    """Tell whether one told before may be meant, of which the words do not tell it apart."""
    apart = frozenset().union(*(m.apart for m in happening.mentions))
    return apart.isdisjoint(m.index for m in told.parts)


def answers(context: Context, happenings: Sequence[Happening]) -> tuple[dict[int, list[str]], dict[int, set[str]]]:
    """Give who is said to have answered something with a happening, and whom it was answered by, by its identity."""
    of = {str(m.index): h for h in happenings for m in h.mentions}
    refs = sorted((_ref(m) for h in happenings for m in h.mentions), key=lambda r: (r.start, r.end))
    by: defaultdict[int, list[str]] = defaultdict(list)
    answered: defaultdict[int, set[str]] = defaultdict(set)
    for reaction, trigger, doers in answering(context.doc, refs):
        actors = [a for t in doers if (a := context.actors.resolve_head(t, create=False)) is not None]
        if reaction is not None:
            by[id(of[reaction])] += actors
        if trigger is not None and (reaction is None or of[trigger] is not of[reaction]):
            answered[id(of[trigger])].update(actors)
    return by, answered


def _ref(mention: Mention) -> MentionRef:
    trigger = mention.trigger
    kind = trigger.type or BY_OUTCOME[trigger.outcome or "killed"]
    return MentionRef(str(mention.index), trigger.start, trigger.end, kind)


def _both_ways(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    found: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        found[one].add(other)
        found[other].add(one)
    return {index: frozenset(others) for index, others in found.items()}


def _pairs(doc: Doc, mentions: Sequence[Mention], harm_words: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Give the pairs that are told apart, by their indices."""
    # What answers an attack is another.
    for one, other in told_apart(doc, *([_ref(m) for m in told] for told in (mentions, harm_words))):
        yield int(one), int(other)
    by_sentence: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention in (*mentions, *harm_words):
        by_sentence[mention.sentence].append(mention)
    for beside in by_sentence.values():
        for first, second in combinations(beside[:MANY], 2):
            aside = parted(first.head, second.head.i, second.head.i + 1)
            if aside or _is_remembered(first) or _is_remembered(second):
                yield first.index, second.index
    # Who dies of wounds days after the raid died of the raid.
    deeds = (*mentions, *(word for word in harm_words if word.head.lower_ in DONE_TO))
    of = {deed.index: deed for deed in deeds}
    # What the news came after is not what the title tells, if that tells one thing.
    titled = [m for m in mentions if m.in_title]
    news = titled[0] if len(titled) == 1 else None
    for former, later in counted_apart(doc, {deed.index: deed.head for deed in deeds}):
        yield former, later
        if news is not None and _may_be_one(news, of[later]):
            yield news.index, former


def _may_be_one(one: Mention, other: Mention) -> bool:
    types = one.trigger.type, other.trigger.type
    return types[0] is not None and types[1] is not None and compatible(types[0], types[1])


def _is_remembered(mention: Mention) -> bool:
    """Tell what has an anniversary, on which another thing was done."""
    return mention.head.head.lower_ == "anniversary" and syntax.preposition(mention.head) == "of"
