"""Which mentions are of two happenings, however alike they are: what the words of a report tell apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from variorum.codebook.forms import all_forms
from variorum.nlp import syntax
from variorum.reading.backgrounds import parted
from variorum.reading.happenings import BY_OUTCOME, Happening, Mention
from variorum.reading.links import counted_apart, told_apart
from variorum.reading.referents import MentionRef

if TYPE_CHECKING:
    from spacy.tokens import Doc

MANY = 40
"""Mentions of one sentence, the first, that are compared with one another: it bounds the cost."""

DONE_TO = all_forms(("kill", "wound", "injure", "abduct", "kidnap", "shoot", "behead", "execute", "massacre", "murder"))
"""Verbs of harm that somebody does there and then."""


def tell_apart(doc: Doc, mentions: Sequence[Mention], harm_words: Sequence[Mention] = ()) -> None:
    """Note of each mention, and of each word of harm, which others it is not of one happening with."""
    told = (*mentions, *harm_words)
    apart: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in _pairs(doc, mentions, harm_words):
        apart[one].add(other)
        apart[other].add(one)
    for mention in told:
        mention.apart = frozenset(apart[mention.index])


def without_apart(happening: Happening) -> list[Happening]:
    """Part a happening whose mentions are told apart, though they were taken for one."""
    parts: list[tuple[Happening, set[int]]] = []
    for mention in happening.mentions:
        part = next((part for part in parts if mention.apart.isdisjoint(part[1])), None)
        if part is None:
            part = Happening(), set()
            parts.append(part)
        part[0].mentions.append(mention)
        part[1].add(mention.index)
    return [part for part, _ in parts]


def ref(mention: Mention) -> MentionRef:
    """Give what links are sought between, of a mention or a word of harm."""
    trigger = mention.trigger
    kind = trigger.type or BY_OUTCOME[trigger.outcome or "killed"]
    return MentionRef(str(mention.index), trigger.start, trigger.end, kind)


def _pairs(doc: Doc, mentions: Sequence[Mention], harm_words: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Give the pairs that are told apart, by their numbers."""
    # What answers an attack is another.
    for one, other in told_apart(doc, *([ref(m) for m in told] for told in (mentions, harm_words))):
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
    heads = {m.index: m.head for m in (*mentions, *(word for word in harm_words if word.head.lower_ in DONE_TO))}
    yield from counted_apart(doc, heads)


def _is_remembered(mention: Mention) -> bool:
    """Tell what has an anniversary, on which another thing was done."""
    return mention.head.head.lower_ == "anniversary" and syntax.preposition(mention.head) == "of"
