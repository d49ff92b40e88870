"""The times that the words around a mention give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec.structs import replace

from variorum.codebook.forms import all_forms
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.backgrounds import parted
from variorum.reading.context import Context
from variorum.reading.happenings import Mention, TimeFacts
from variorum.reading.numerals import ORDINALS
from variorum.reading.sides import near
from variorum.reading.times import Moved, TimeExpression
from variorum.reading.wordlists import words

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
    known = context.own_times.get(mention.index)
    if known is None:
        known = context.own_times[mention.index] = _own_times(context, mention)
    return list(known)


def _own_times(context: Context, mention: Mention) -> list[TimeExpression]:
    found = [*times_of(context, mention), *clause_times(context, mention.head, own=True)]
    found += [time for time in _when_told(context, mention) if time not in found]
    found = [time for time in found if mention.owns(syntax.root(context.doc, *context.tokens(time.start, time.end)))]
    return list(meant_of(context, mention, found))


def meant_of(context: Context, mention: Mention, times: Iterable[TimeExpression]) -> Iterator[TimeExpression]:
    """
    Give times as they are meant of a mention.

    "The deadliest since May 2017, when gunmen killed nine": the nine were killed in May 2017, not since, and of the
    deadliest it tells only what it is measured against. "They fled on Monday, a day after the raid": it was before.
    "Three were still missing on Friday": they were missing before.
    """
    if mention.trigger.outcome is not None and (_is_still(mention.head) or mention.head.lower_ in RITES):
        # The dead are buried later.
        return
    for time in times:
        start, end = context.tokens(time.start, time.end)
        aside = parted(mention.head, start, end) or _is_counted_from(context, mention, time)
        is_when = mention.head.i > end and when_follows(context, end)
        if (
            aside
            or (_is_end(context, start) and not is_when)
            or _is_of_saying(context, mention, start)
            or _is_of_anniversary(context, mention, start)
        ):
            continue
        if _is_of_charge(mention, syntax.root(context.doc, start, end)):
            continue
        if is_when:
            yield replace(time, relation="in")
            continue
        since = _measured_since(context, start)
        if since is None or since < mention.head.i < start:
            yield time


def _is_end(context: Context, start: int) -> bool:
    """Tell a time up to which something went on or was counted ("as of Monday", "until the morning of 5 March")."""
    before = columns(context.doc).lowers[max(start - 3, 0) : start]
    before = before[:-1] if before[-1:] == ["the"] else before
    return before[-1:] in (["until"], ["till"]) or before[-2:] in (["as", "of"], ["as", "at"])


def _is_of_anniversary(context: Context, mention: Mention, start: int) -> bool:
    """Tell when something was on whose anniversary a mention was: "struck on the anniversary of the 1972 attack"."""
    for above in syntax.ancestors(context.doc[start]):
        if above.i == mention.head.i or above.pos_ == "VERB":
            return False
        if above.lower_ == "anniversary":
            return True
    return False


def _is_of_charge(mention: Mention, time: Token) -> bool:
    """Tell when somebody was called to account for a mention: "sentenced on Monday for the murder of two men"."""
    verb = time.head
    if verb.lower_ not in CHARGING or time.i > mention.head.i:
        return False
    charged, below = False, mention.head
    for above in syntax.ancestors(mention.head):
        charged = charged or any(c.lower_ in CHARGED and c.dep_ in {"case", "mark"} for c in below.children)
        if above.i == verb.i:
            return charged
        below = above
    return False


CHARGING = words("charging") | all_forms(
    ("arrest", "detain", "extradite", "blame", "execute", "hang", "imprison", "jail", "condemn", "convict", "sentence")
)
"""Words of how somebody is called to account."""

CHARGED = frozenset({"of", "for", "with", "over"})
"""Prepositions of what for."""


def _is_still(head: Token) -> bool:
    """Tell whether a clause says that something went on to be so."""
    return any(child.lower_ == "still" for token in (head, syntax.clause_of(head)) for child in token.children)


def _is_counted_from(context: Context, mention: Mention, time: TimeExpression) -> bool:
    """
    Tell whether words count from a time, of what is told above a mention, back to that mention.

    "They fled on Monday, a day after the raid", and "Monday's arrests came a day after the raid".
    """
    between = context.times_in(time.end, mention.head.idx)
    following = next((t for t in between if t.start >= time.end and is_counted(t)), None)
    if following is None:
        return False
    above = syntax.root(context.doc, *context.tokens(time.start, time.end)).head
    if context.report.text[time.end : following.start].strip(" ,"):
        verb = syntax.root(context.doc, *context.tokens(following.start, following.end)).head
        if verb.i <= above.i or not any(token.i == verb.i for token in syntax.ancestors(above)):
            return False
        above = verb
    return any(token.i == above.i for token in syntax.ancestors(mention.head))


def _is_of_saying(context: Context, mention: Mention, start: int) -> bool:
    """
    Tell whether a time is that of what is said or done about a happening.

    "Survivors of the raid demanded justice on Monday", "villagers buried on Monday nine people killed in a raid".
    """
    verb = syntax.clause_of(context.doc[start])
    if verb.i == mention.head.i or verb.lower_ not in RITES | REACTS:
        return False
    if not (mention.head.i < verb.i < start or verb.i < start < mention.head.i):
        return False
    for token in (mention.head, *syntax.ancestors(mention.head)):
        if token.head.i == verb.i:
            # They "marched on Monday when police fired on them".
            return token.dep_ != "advcl" and token.i != verb.i
    return False


RITES = all_forms(tuple("bury mourn commemorate protest demonstrate rally march gather pray visit".split()))
"""Verbs of what is done about those who were killed."""

REACTS = all_forms(tuple("condemn denounce deplore decry demand investigate".split()))
"""Verbs of what is said about it, later as a rule."""


def is_counted(time: TimeExpression) -> bool:
    """Tell whether a time is counted from a happening that its words name ("two days after the raid")."""
    return isinstance(time.meaning, Moved) and time.meaning.origin == "event"


def _when_told(context: Context, mention: Mention) -> list[TimeExpression]:
    """Give the time right before the "when" of a mention's clause ("on Monday, when a bomb went off")."""
    clause = syntax.clause_of(mention.head)
    when = next((child.i for child in clause.children if child.lower_ == "when" and child.i < mention.head.i), 0)
    end = when - 1 if when and context.doc[when - 1].text == "," else when
    if end < 1:
        return []
    start = columns(context.doc).starts[max(syntax.sentence(clause)[0], end - LONGEST)]
    told = context.times_in(start, columns(context.doc).starts[end])
    return [time for time in told if is_told(context, time) and context.tokens(time.start, time.end)[1] == end]


LONGEST = 6
"""Words of a time that are looked back at from the "when" behind it."""


def when_follows(context: Context, end: int) -> bool:
    """Tell whether "when" stands right behind a time, at a token."""
    following = columns(context.doc).lowers[end : end + 2]
    return following[:1] == ["when"] or following == [",", "when"]


def _measured_since(context: Context, start: int) -> int | None:
    """Find the "since" before a time that something is the first or the worst of its kind from."""
    words = columns(context.doc).lowers
    first = max(syntax.sentence(context.doc[start])[0], start - FAR)
    since = next((i for i in range(start - 1, first - 1, -1) if words[i] in {"since", ",", ";"}), None)
    if since is None or words[since] != "since":
        return None
    for token in reversed(context.doc[first:since]):
        if token.pos_ == "VERB" and token.dep_ in {"root", "conj", "parataxis"}:
            return None
        if (token.tag_ in {"JJS", "RBS"} and words[token.i - 1] != "at") or token.lower_ in ORDINALS:
            return since
    return None


FAR = 20
"""Words before a time among which a superlative and its "since" stand."""


def told_apart_by(context: Context, mention: Mention) -> list[TimeExpression]:
    """Give the times by which a mention is told from others: those that are its own, not of who speaks of it."""
    own = []
    for time in own_times(context, mention):
        # "Denounced the raid on Monday" hardly tells when the raid was.
        verb = context.speech_above(*context.tokens(time.start, time.end))
        if verb is None or verb.i == mention.head.i:
            own.append(time)
    return own or shared_times(context, mention)


def time_facts(expression: TimeExpression) -> TimeFacts:
    """
    Give what a time expression fixes, for telling two times apart before either is resolved.

    What is counted from a time or a happening told before ("a day after the raid") fixes nothing by itself.
    """
    meaning = expression.meaning
    facts = {
        (name, value)
        for name in ("year", "month", "day", "weekday")
        if isinstance(value := getattr(meaning, name, None), int)
    }
    if isinstance(meaning, Moved) and meaning.origin == "anchor" and meaning.offset is not None:
        facts.add((f"{meaning.unit}s on", meaning.offset))  # Not under the name of the unit: last month may be March.
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
    return list(meant_of(context, mention, [first]))
