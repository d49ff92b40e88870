"""Find which incidents of a report answer others or are part of them, where the report says so."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import islice, product
from typing import TYPE_CHECKING

from variorum.codebook.forms import all_forms
from variorum.model import Link
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.complements import is_saying
from variorum.reading.connectives import Match, matches
from variorum.reading.context import Context
from variorum.reading.pairing import Pairing
from variorum.reading.referents import MentionRef, Referents

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OVER = 2
"""Words over a clause among which is what it is said of: "a day after the army killed two men"."""


def find_links(context: Context, mentions: Sequence[MentionRef]) -> tuple[Link, ...]:
    """
    Link the incidents that the report's words tie to one another, in text order, each pair and type once.

    Of two happenings that are said to answer each other, the first said counts.
    """
    reader = Pairing(context.doc, mentions)
    referents = Referents(context.doc, mentions)
    links: dict[tuple[str, str, str], Link] = {}
    for match in matches(context.doc):
        for reaction, trigger, (start, end) in reader.read_all(match):
            trigger = referents.of(trigger, reaction)
            reaction = referents.of(reaction, trigger)
            if not reader.fits(match.connective, reaction, trigger):
                continue
            key = (reaction.incident, trigger.incident, match.connective.type)
            if key in links or (trigger.incident, reaction.incident, match.connective.type) in links:
                continue
            span = context.span(start, end)
            links[key] = Link(
                from_=reaction.incident,
                to=trigger.incident,
                type=match.connective.type,
                start=span.start,
                end=span.end,
                quote=span.quote,
            )
    return tuple(links.values())


def taken_up(context: Context, mentions: Sequence[MentionRef]) -> dict[str, str]:
    """Give the incidents that only a noun in a link names which takes up another one, with that other one."""
    reader = Pairing(context.doc, mentions)
    referents = Referents(context.doc, mentions)
    again: dict[str, str] = {}
    for match in matches(context.doc):
        if (found := reader.read(match)) is None:
            continue
        for one, other in ((found[1], found[0]), (found[0], found[1])):
            meant = referents.of(one, other)
            if meant.incident != one.incident:
                again.setdefault(one.incident, meant.incident)
    return {one: other for one, other in again.items() if other not in again}


def told_apart(
    doc: Doc, mentions: Sequence[MentionRef], harm_words: Sequence[MentionRef] = ()
) -> Iterator[tuple[str, str]]:
    """
    Yield the happenings that the words say answer one another, before it is known which mentions name one.

    A word of harm may be one of the two: "they burned the village to avenge the killing of their commander".
    """
    answers = [m for m in matches(doc) if m.connective.type == "response_to"]
    reader = Pairing(doc, mentions, two=True)
    harms = {m.incident for m in harm_words}
    with_harm = Pairing(doc, [*mentions, *harm_words], two=True) if harms else reader
    for match in answers:
        for reaction, trigger, _ in reader.read_all(match):
            yield reaction.incident, trigger.incident
        found = with_harm.read(match) if harms else None
        if found is not None and not harms.isdisjoint(m.incident for m in found[:2]):
            reaction, trigger, _ = found
            if _sets_apart(doc, match, reaction, trigger, harms):
                yield reaction.incident, trigger.incident


def answering(doc: Doc, mentions: Sequence[MentionRef]) -> Iterator[tuple[str | None, str | None, list[Token]]]:
    """
    Yield what is said outright to answer something, what it answers where that follows, and who is said to answer.

    Of what is only meant to be answered, the first is null.

    "The army responded to the raid with air strikes": the strikes, the raid, the army.
    """
    reader = Pairing(doc, mentions)
    for match in matches(doc):
        connective = match.connective
        if connective.type != "response_to" or not connective.explicit or connective.subject:
            continue
        verb = next((t for t in doc[match.start : match.end] if t.pos_ == "VERB"), None)
        if (found := reader.read(match)) is None:
            # Who vows to avenge a raid has not answered it, and did not do it.
            meant = reader.answered(match) if verb is not None else None
            if verb is not None and meant is not None:
                yield None, meant.incident, syntax.agents(verb)
            elif verb is not None and not is_saying(verb) and (answer := reader.answer(match)) is not None:
                yield answer.incident, None, syntax.agents(verb)
            continue
        reaction, trigger, _ = found
        # "The army struck, in what the ministry called an answer": who calls it so did not do it.
        does = verb is not None and not is_saying(verb)
        root = verb if verb is not None and does else syntax.root(doc, reaction.start, reaction.end)
        doers = syntax.agents(root) if root.pos_ == "VERB" else []
        # What a retaliation answers, where that was told before, is surer once the parties are known.
        yield reaction.incident, trigger.incident if connective.shape in {"after", "with"} else None, doers


def _sets_apart(doc: Doc, match: Match, reaction: MentionRef, trigger: MentionRef, harms: Container[str]) -> bool:
    """Tell whether harm is said to be answered, or to answer, and not only to follow what did it."""
    head = syntax.root(doc, trigger.start, trigger.end)
    answer = syntax.root(doc, reaction.start, reaction.end)
    if reaction.incident in harms:
        # "A bomb went off, killing nine": the harm that a participle tells is the outcome of what is told before.
        outcome = answer.tag_ == "VBG" and not any(c.dep_ == "mark" for c in answer.children)
        return match.connective.explicit and not outcome and not match.connective.subject
    if head.pos_ != "VERB":
        return True
    if not (syntax.agents(head) or syntax.is_passive(head)):
        return False
    if match.connective.explicit and head.dep_ == "acl:relcl" and match.end <= head.head.i < head.i:
        # "In response to a bomb that killed two".
        return True
    # "A day after the army killed two men, rebels burned a bridge": what governs the clause is what answers.
    above = [head, *islice(syntax.ancestors(head), _OVER)]
    return any(answer.i == over.i or answer.head.i == over.i for over in above[1:])


def counted_apart(doc: Doc, heads: Mapping[int, Token]) -> Iterator[tuple[int, int]]:
    """
    Yield the mentions that words put so long after one another that they are two ("a week after rebels killed nine").

    The earlier of two comes first. *heads* has by its number the head of each mention, and of each word of harm that is
    somebody's deed.
    """
    words = columns(doc)
    ordered = sorted(heads, key=lambda number: (heads[number].i, number))
    places = [heads[number].i for number in ordered]
    for i, word in enumerate(words.lowers):
        if word not in AFTER or not i or words.lowers[i - 1] not in LONG:
            continue
        clause = doc[i].head
        if clause.i <= i:
            continue
        start, end = words.sentences[i]
        first, last = clause.left_edge.i, clause.right_edge.i
        inner = ordered[bisect_right(places, i) : bisect_right(places, last)]
        before = ordered[bisect_left(places, start) : bisect_left(places, first)]
        behind = ordered[bisect_right(places, last) : bisect_left(places, end)]
        for one, other in product(inner[:FEW], [*before, *behind][-FEW:]):
            yield (one, other) if word == "after" else (other, one)


AFTER = frozenset({"after", "before"})

LONG = all_forms(("hour", "day", "week", "month", "year", "decade"))
"""Nouns of times after which something else happens."""

FEW = 8
"""Mentions on either side of such words that are set apart: it bounds the cost."""
