"""The statements of a report: who says what, in which words, with what stance, to whom and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from variorum.codebook.cues import cues
from variorum.model import Span, Statement
from variorum.model.account import Stance
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.actors.lexicon import lexicon
from variorum.reading.context import Context
from variorum.reading.furniture import furniture
from variorum.reading.speech.finder import find_attributions
from variorum.reading.speech.headlines import read_headlines
from variorum.reading.speech.passages import Passages
from variorum.reading.speech.releases import Release, is_own, read_release
from variorum.reading.speech.spans import Attribution, TokenSpan, likeness, overlap
from variorum.reading.speech.turns import Turn, read_turns
from variorum.reading.speech.unintroduced import introduced, join_runs, left_quoted, posts
from variorum.reading.stances import is_analyst, owns_to_deed, stance_of
from variorum.reading.times import resolve

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ASCRIBED = frozenset({"attributed", "ascribed", "credited"})
_ISSUING = frozenset(
    "put puts issued issues issue released releases release published publishes publish posted posts post sent sends "
    "circulated distributed made makes gave gives wrote written signed delivered read".split()
)
"""Verbs of who brings a statement or a video out."""
_FIGURES = frozenset("toll count tally figure figures estimate estimates assessment assessments balance".split())
"""What somebody counted: "according to the ministry's provisional toll"."""
_CAMPAIGNS = frozenset({"rights", "amnesty"})
"""Words in the names of bodies that demand and condemn, and do not only judge."""
_TAKING_UP = frozenset({"he", "she", "it", "they"})
_WINDOW = 12
"""Attributions on either side with which one is compared."""
_NEAR = 10
"""Words behind a cue among which its time and its hearer are looked for."""


@dataclass(frozen=True, slots=True)
class Said:
    """
    One saying in tokens; `speakers` are actor ids, and each of them says all of it.

    `via` is the outlet or agency that it was said to; `source` is null where the speaker is understood.
    """

    content: tuple[TokenSpan, ...]
    cue: TokenSpan
    source: TokenSpan | None
    stance: Stance
    speakers: tuple[str, ...]
    via: str | None = None
    said_on: date | None = None
    tail: TokenSpan | None = None
    """What goes on behind the words that say who speaks ("nine died, the mayor said, with 12 hurt")."""


def find_statements(context: Context) -> tuple[Said, ...]:
    """Find every saying of someone other than the reporter, in text order."""
    doc = context.doc
    passages = Passages(doc, context.layout)
    found = find_attributions(doc, passages)
    found += introduced(doc, passages, found)
    found = join_runs(passages, found)
    found += left_quoted(doc, passages, found)
    found += posts(doc, passages)
    turns = read_turns(doc, passages, context.layout)
    release = None if turns else read_release(doc, passages, context.layout, found)
    publisher = _publisher(context, release)
    speakers: dict[Attribution, tuple[str, ...]] = {}
    speaking = _turns(context, turns, speakers)
    speakers |= {} if turns else _headlines(context, found)
    found += list(speakers)
    before: tuple[str, ...] = ()
    at = 0
    for one in sorted(found, key=lambda a: (a.cue, a.start)):
        if one in speakers:
            before, at = speakers[one] or before, one.cue[0]
            continue
        own = is_own(doc, passages, one)
        speakers[one] = speaking.get(one.cue[0], publisher) if own else _speakers(context, one)
        if one.source is not None and before and _takes_up(context, one, passages, speakers[one], before, at):
            speakers[one] = before
        before, at = speakers[one] or before, one.cue[0]
    found = _distinct(_unrelayed(found), speakers)
    if release is not None and publisher:
        for one in release.sentences:
            speakers[one] = publisher
            found.append(one)
    analysts = _analysts(context, speakers)
    begun = [min(one.cue[0], one.source[0] if one.source else one.cue[0]) for one in found]
    said = [
        replace(_said(context, one, speakers[one], analysts), tail=_tail(doc, one, begun))
        for one in found
        if speakers[one]
    ]
    return tuple(sorted(said, key=lambda s: (s.content[0], s.cue)))


def _turns(
    context: Context, turns: tuple[Turn, ...], speakers: dict[Attribution, tuple[str, ...]]
) -> dict[int, tuple[str, ...]]:
    """Add the sayings of a transcript with their *speakers*; give who speaks at each token of it, nobody who asks."""
    speaking: dict[int, tuple[str, ...]] = {}
    answering: tuple[str, ...] = ()
    for turn in turns:
        by: tuple[str, ...] = ()
        if not turn.asks:
            by = answering if turn.label is None else tuple(context.actors.labelled(*turn.label))
            by = answering = by or _principal(context, turns[0].colon)
            speakers.update((one, by) for one in turn.attributions)
        speaking |= dict.fromkeys((i for start, end in turn.contents for i in range(start, end)), by)
    return speaking


def _takes_up(
    context: Context, one: Attribution, passages: Passages, found: tuple[str, ...], before: tuple[str, ...], at: int
) -> bool:
    """
    Tell whether a pronoun means who spoke *before*, at the token *at*.

    It does where it means nobody else, goes on ("she added"), or heads the sentence behind.
    """
    doc = context.doc
    if one.source is None or one.source[1] - one.source[0] > 1 or doc[one.source[0]].lower_ not in _TAKING_UP:
        return False
    if doc[one.source[0]].lower_ in {"he", "she"} and not all(context.actors.is_one(i) for i in before):
        return False
    goes_on = one.cue[1] > one.cue[0] and cues().verb(doc[one.cue[1] - 1].lower_) in {"add", "continue", "go_on"}
    if not found or (goes_on and passages.quote_at(one.cue[0]) is None):
        return True
    # "He criticised ..." at the head of a sentence, right behind what somebody said.
    lead = doc[passages.outer_at(one.source[0])[0] : one.source[0]]
    heads = doc[one.source[0]].lower_ in {"he", "she"} and all(t.is_punct or passages.quote_at(t.i) for t in lead)
    one_each = len(found) == len(before) == 1 and context.actors.may_be_one(found[0], before[0])
    if one_each and context.actors.is_named(found[0]) and not context.actors.is_named(before[0]):
        # Somebody named who was told of since speaks sooner than who spoke before without a name.
        return False
    return heads and one_each and passages.paragraph_at(one.source[0]) == passages.paragraph_at(at)


def _headlines(context: Context, found: list[Attribution]) -> dict[Attribution, tuple[str, ...]]:
    """Give what headlines say with their speakers; a state in front names the topic, and so does who is nobody."""
    said: dict[Attribution, tuple[str, ...]] = {}
    for one, leads in read_headlines(context.doc, context.layout):
        if one.source is None or any(overlap((one.start, one.end), (o.start, o.end)) for o in found):
            continue
        by = context.actors.speaker(*one.source)
        types = {context.actors.get(i).type for i in by}
        if by and not types & ({"state", "political_party"} if leads else {"political_party"}):
            said[one] = tuple(by)
    return said


def _principal(context: Context, before: int) -> tuple[str, ...]:
    """Give the person whom the words above an interview name most often, the first of several."""
    named = [
        i
        for e in columns(context.doc).entities
        if e.label == "PER" and e.end <= before
        for i in context.actors.speaker(e.start, e.end)
    ]
    people = [i for i in named if context.actors.get(i).type == "person" and i not in context.actors.reporter_ids]
    return (max(people, key=lambda i: (people.count(i), -people.index(i))),) if people else ()


def _publisher(context: Context, release: Release | None) -> tuple[str, ...]:
    """Give who "we" is outside quotations in a release; nobody in a report that is none."""
    if release is None:
        return ()
    if release.name is not None and (named := context.actors.speaker(*release.name)):
        return tuple(named[:1])
    publisher = context.actors.publisher_id
    if publisher is not None:
        return (publisher,)
    for name in reversed(context.layout.agencies):
        # A monitoring service's header names the agency that carried a communique and the body that issued it.
        at = context.report.text.find(name)
        issuers = context.actors.speaker(*context.tokens(at, at + len(name))) if at >= 0 else []
        if issuers and context.actors.get(issuers[0]).type != "media":
            return tuple(issuers[:1])
    return ()


def to_statements(
    context: Context, said: Iterable[Said], incident_of: Callable[[int, int], str | None]
) -> tuple[Statement, ...]:
    """
    Give the statements of an account, one for each speaker.

    Args:
        incident_of: Gives the id of the incident that a token span speaks of.
    """
    statements: dict[tuple[str, int, int], Statement] = {}
    doc, text = context.doc, context.report.text

    def quote(first: int, last: int) -> Span:
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1].text)
        return Span(start=start, end=end, quote=text[start:end])

    for one in said:
        start, end = one.content[0][0], one.content[-1][1]
        span = quote(start, end)
        for speaker in one.speakers:
            statement = Statement(
                speaker=speaker,
                stance=one.stance,
                start=span.start,
                end=span.end,
                quote=span.quote,
                cue=quote(*one.cue).quote if one.cue[1] > one.cue[0] else None,
                speaker_quote=quote(*one.source).quote if one.source else None,
                incident=incident_of(start, end),
                said_on=one.said_on,
                via=one.via,
            )
            statements.setdefault((speaker, span.start, span.end), statement)
    return tuple(statements.values())


def _speakers(context: Context, attribution: Attribution) -> tuple[str, ...]:
    if attribution.source is None:
        return ()
    found = (
        _named_after(context, attribution.source)
        or _issuers(context, attribution.source)
        or context.actors.speaker(*attribution.source)
    )
    if attribution.cue[0] == attribution.cue[1] and len(found) < 2:
        found = context.actors.labelled(*attribution.source)
    if not found:
        head = syntax.root(context.doc, *attribution.source)
        single = context.actors.resolve_head(head)
        if single is None and _is_of_speech(context, attribution):
            single = context.actors.unlisted(*attribution.source)
        found = [single] if single else []
    return tuple(dict.fromkeys(found))


def _issuers(context: Context, source: TokenSpan) -> list[str]:
    """Give whose a document is: "a statement signed by the mayor says", "they put out a statement calling it so"."""
    head = syntax.root(context.doc, *source)
    posted = head.lower_ == "post" and any(
        word == "on" and t.lower_ in cues().networks for word, t in syntax.phrases(head)
    )
    if head.lower_ in _FIGURES or posted:
        owners = [c for c in head.children if c.dep_ in {"nmod:poss", "poss", "compound"}]
        for by in (*owners, *(t for word, t in syntax.phrases(head) if word in {"from", "by", "of"})):
            if found := context.actors.speaker(*syntax.base(by)):
                return found
        return []
    role = lexicon().role([head.lower_])
    if role is None or role.kind != "documents":
        return []
    for participle in (c for c in head.children if c.lower_ in _ISSUING | _ASCRIBED and c.i > head.i):
        ways = {"by", "from"} | ({"to"} if participle.lower_ in _ASCRIBED else set())
        for word, by in syntax.phrases(participle):
            if word in ways and (found := context.actors.speaker(*syntax.base(by))):
                return found
    if head.dep_ in syntax.OBJECT and head.head.lower_ in _ISSUING and head.head.i < head.i:
        for subject in syntax.subjects(head.head):
            if found := context.actors.speaker(*syntax.base(subject)):
                return found
    return []


def _is_of_speech(context: Context, attribution: Attribution) -> bool:
    """Tell whether a cue is a verb that only someone's words follow: who says so is somebody, by whatever noun."""
    word = context.doc[attribution.cue[0]].lower_
    last = context.doc[attribution.cue[1] - 1].lower_
    return word == "according" or cues().verb(last) in cues().speaking | cues().counting


def _named_after(context: Context, source: TokenSpan) -> list[str]:
    """Give the person whose name ends the words for a post: "The member for Harrow, Ann Doe"."""
    doc = context.doc
    people = _persons_in(doc, source)
    if len(people) != 1:
        return []
    start, end = people[0]
    if source[0] < start and doc[start - 1].text == ")" and end == source[1]:
        # "Inspector General of Police (North) Ann Doe"
        return context.actors.speaker(start, end)
    if syntax.root(doc, *source).i >= start:
        return []
    before = doc[source[0] : start]
    comma = next((t.i for t in reversed(before) if t.text == ","), None)
    after = doc[end : source[1]]
    titled = comma is not None and all(t.pos_ in {"PROPN", "NOUN", "ADJ"} or t.is_punct for t in doc[comma + 1 : start])
    if any(t.lower_ in cues().channels for t in before):
        # "The council, in a statement by its spokesman, Ann Doe, said": the council did.
        return []
    if not titled or not all(t.is_punct or t.is_space for t in after) or any(t.lower_ == "and" for t in before):
        return []
    return context.actors.speaker(start, end)


def _persons_in(doc: Doc, span: TokenSpan) -> list[TokenSpan]:
    """Give the names of persons in a span; `Span.ents` would go through the whole report for it."""
    found: list[TokenSpan] = []
    for token in doc[slice(*span)]:
        if token.ent_type_ != "PER":
            continue
        if found and found[-1][1] == token.i and token.ent_iob_ == "I":
            found[-1] = (found[-1][0], token.i + 1)
        else:
            found.append((token.i, token.i + 1))
    return found


def _unrelayed(found: list[Attribution]) -> list[Attribution]:
    """Drop what only relays another's saying: "The mayor said that it was over, the agency reported"."""
    ordered = sorted(found, key=lambda a: (a.cue, a.start))
    kept = []
    for k, one in enumerate(ordered):
        near = ordered[max(0, k - _WINDOW) : k + _WINDOW]
        # "A charge the army denies" relays nothing.
        denied = one.stance == "denies" and one.complement == "object"
        if denied or not (one.end <= one.cue[0] and any(_relays(one, other) for other in near)):
            kept.append(one)
    return kept


def _relays(one: Attribution, other: Attribution) -> bool:
    if other is one or other.source is None:
        return False
    holds = one.start <= other.cue[0] < one.end and (other.end - other.start) * 5 >= (one.end - one.start) * 3
    return holds or (other.start <= one.start and one.end <= other.end and other.cue[1] <= one.start)


def _distinct(found: list[Attribution], speakers: dict[Attribution, tuple[str, ...]]) -> list[Attribution]:
    """Drop a content that another one of the same speakers nearly repeats or holds; the first found stays."""
    kept: list[Attribution] = []
    for one in sorted(found, key=lambda a: (a.cue, a.start)):
        span = (one.start, one.end)
        mine = [o for o in kept[-_WINDOW:] if speakers[o] == speakers[one]]
        held = any(o.start <= one.start and one.end <= o.end and o.start <= one.cue[0] < o.end for o in mine)
        if not held and not any(likeness(span, (o.start, o.end)) > 0.5 for o in mine):
            kept.append(one)
    return kept


def _said(context: Context, one: Attribution, speakers: tuple[str, ...], analysts: frozenset[str]) -> Said:
    doc = context.doc
    content = (one.start, one.end)
    word = doc[one.cue[1] - 1].lower_ if one.cue[1] > one.cue[0] else ""
    lemma = cues().verb(word) or word
    stance = stance_of(doc, content, lemma, one.stance, one.complement, analyst=bool(analysts & {*speakers}))
    armed = {context.actors.get(i).type for i in speakers} == {"armed_group"}
    if lemma == "admit" and armed and owns_to_deed(doc, content):
        stance = "claims_responsibility"
    return Said(
        content=(content,),
        cue=one.cue,
        source=one.source,
        stance=stance,
        speakers=speakers,
        via=_via(context, one, speakers),
        said_on=_said_on(context, one),
    )


def _tail(doc: Doc, one: Attribution, begun: Sequence[int]) -> TokenSpan | None:
    """Find what goes on with a saying behind who says it, to the end of the sentence; *begun* is where others are."""
    last = max(one.cue[1], one.source[1] if one.source else 0)
    if one.cue[1] == one.cue[0] or one.end > min(one.cue[0], one.source[0] if one.source else one.cue[0]):
        return None
    end = syntax.sentence(doc[one.cue[0]])[1]
    comma = next((i for i in range(last, min(last + _NEAR, end - 1)) if doc[i].text == ","), None)
    if comma is None or any(comma < start < end for start in begun):
        return None
    first = doc[comma + 1]
    goes_on = first.lower_ in _GOING_ON or (first.tag_ == "VBG" and cues().verb(first.lower_) is None)
    return (comma + 1, end) if goes_on and first.lower_ not in _BESIDE else None


_GOING_ON = frozenset({"with", "including", "and", "among", "most", "many", "some"})
"""Words by which a saying goes on behind who says it, besides participles."""

_BESIDE = frozenset({"according", "citing", "quoting", "referring", "speaking", "talking", "briefing"})
"""Participles of how somebody spoke."""


def _analysts(context: Context, speakers: dict[Attribution, tuple[str, ...]]) -> frozenset[str]:
    """Give the speakers who are analysts, by what the report calls them anywhere."""
    found = {
        speaker
        for one, ids in speakers.items()
        if one.source is not None and is_analyst(columns(context.doc).texts[slice(*one.source)])
        for speaker in ids
    }
    for speaker in sorted({i for ids in speakers.values() for i in ids} - found):
        actor = context.actors.get(speaker)
        campaigns = not _CAMPAIGNS.isdisjoint(actor.name.lower().split())
        judges = (actor.type == "research" and not campaigns) or is_analyst(actor.name.split())
        if judges or any(_is_called_analyst(context, m) for m in actor.mentions):
            found.add(speaker)
    return frozenset(found)


def _is_called_analyst(context: Context, mention: Span) -> bool:
    """Tell whether a mention, or an apposition to it, names an analyst."""
    # "A man who spoke to an analyst" is none.
    if is_analyst(list(takewhile(lambda word: word not in {"who", "that", "at", "in", "from"}, mention.quote.split()))):
        return True
    first, last = context.tokens(mention.start, mention.end)
    words = columns(context.doc)
    hanging = words.children[syntax.root(context.doc, first, last).i]
    appositions = [context.doc[i] for i, relation in hanging if relation in {"appos", "nmod:desc", "list"}]
    return any(is_analyst(words.texts[a.left_edge.i : a.right_edge.i + 1]) for a in appositions)


def _via(context: Context, one: Attribution, speakers: tuple[str, ...]) -> str | None:
    """Find the outlet that it was said to: "told the Courier", "in an interview with Radio Lowland"."""
    doc = context.doc
    if one.cue[1] == one.cue[0] or doc[one.cue[0]].lower_ == "according":
        return None
    sentence_end = syntax.sentence(doc[one.cue[1] - 1])[1]
    for i in range(one.cue[1], min(sentence_end, one.cue[1] + _NEAR)):
        token = doc[i]
        if one.start <= i < one.end or token.lower_ in cues().hearers:
            return None
        if token.pos_ != "PROPN" or token.ent_type_ not in {"ORG", "PER", ""}:
            continue
        if syntax.preposition(token) == "on":
            return None
        identifier = context.actors.resolve_head(token, create=False)
        if identifier is not None:
            actor = context.actors.get(identifier)
            if actor.type != "media" and furniture().is_agency(token.text):
                return str(token.text)
            return actor.name if actor.type == "media" and identifier not in speakers else None
        start, end = syntax.base(token)
        return context.doc[start:end].text if token.ent_type_ == "ORG" and _hears(context, i) else None
    return None


def _hears(context: Context, i: int) -> bool:
    token = context.doc[i]
    governor = token.head
    return cues().verb(governor.lower_) in {"tell", "inform"} and token.dep_ in {"obj", "iobj", "obl", "dobj", "dative"}


def _said_on(context: Context, one: Attribution) -> date | None:
    """Resolve the day that stands with the cue: "said on Tuesday"."""
    doc = context.doc
    first = min(one.cue[0], one.source[0]) if one.source and abs(one.source[0] - one.cue[0]) < 20 else one.cue[0]
    last = min(len(doc), max(one.cue[1], one.source[1] if one.source and one.source[0] < one.cue[1] + 3 else 0) + _NEAR)
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1].text)
    for time in context.times_in(start, end):
        tokens = context.tokens(time.start, time.end)
        between = doc[min(tokens[0], one.cue[1]) : max(tokens[0], one.cue[1])]
        if overlap(tokens, (one.start, one.end)) or any(t.text in {".", ";", ":", '"', "”"} for t in between):
            continue
        if any(t.pos_ == "VERB" and not one.cue[0] <= t.i < one.cue[1] for t in between):
            continue
        when = resolve(time, anchor=context.anchor, tense="past")
        if when.precision == "day" and when.start is not None:
            return when.start
    return None
