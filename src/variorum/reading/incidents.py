"""Incidents: the happenings of a report with their time, place, parties, weapons and harms."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from variorum.model import Harm, Incident, Interval, Place, Span, When
from variorum.model.account import Certainty
from variorum.nlp import syntax
from variorum.reading.context import Context
from variorum.reading.happenings import (
    BY_OUTCOME,
    Happening,
    Mention,
    TimeFacts,
    anchor,
    compatible,
    determination,
    group,
    is_actual,
    turns,
)
from variorum.reading.harms import CUSTODY, GROUP_OF_ACTOR, OUTCOME_OF, PEOPLE, find_harms, merged
from variorum.reading.parties import AGAINST_PEOPLE, by_argument, near, parties
from variorum.reading.places import PlaceMention, contains, most_precise
from variorum.reading.times import TimeExpression, resolve
from variorum.reading.triggers import find_triggers
from variorum.reading.voices import Voice, Voices
from variorum.reading.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

ALLEGED = words("alleged")

MIN_SCORE, LONE_SCORE = 0.4, 0.6
"""The least score of the best of several triggers of an incident, and of the only one."""


@dataclass(frozen=True)
class Read:
    """
    An incident as printed, and the tokens of its mentions and harms, by which other readers find it.

    `by_harm_alone` says that only words of harm name it.
    """

    incident: Incident
    mentions: tuple[tuple[int, int], ...]
    tokens: frozenset[int]
    by_harm_alone: bool = False


def find_happenings(context: Context, voices: Voices) -> list[Happening]:
    """Find the happenings of a report, with the harm words that tell of them, in text order."""
    mentions, harm_words = find_mentions(context, voices)
    happenings = group(mentions)
    _attach(context, happenings, harm_words, voices)
    return sorted(happenings, key=lambda h: h.parts[0].index)


def find_incidents(
    context: Context, happenings: Sequence[Happening], voices: Voices, claims: Sequence[Voice] = ()
) -> tuple[Read, ...]:
    """
    Turn happenings into incidents; ids are ``i1``, ``i2`` ... in text order.

    *claims* are claims of responsibility; each is for the happening that it names, else for the last one told before.
    """
    found: list[Read] = []
    claimed = _claimed(happenings, claims)
    neighbours = _Neighbours(context.doc, happenings)
    for happening in happenings:
        if not _substantial(happening):
            continue
        claimants = claimed.get(id(happening), [])
        found.append(_incident(context, happening, neighbours, voices, claimants, f"i{len(found) + 1}"))
    return tuple(found)


def _claimed(happenings: Sequence[Happening], claims: Sequence[Voice]) -> dict[int, list[str]]:
    violent = [(m.trigger.start, h) for h in happenings for m in h.mentions if h.type in AGAINST_PEOPLE]
    violent.sort(key=lambda pair: pair[0])
    found: dict[int, list[str]] = {}
    for claim in claims:
        inside = [h for start, h in violent if claim.start <= start < claim.end]
        before = [h for start, h in violent if start < claim.start]
        if inside or before:
            found.setdefault(id(inside[0] if inside else before[-1]), []).append(claim.speaker)
    return found


# --- mentions ---------------------------------------------------------------------------------------------------------


def find_mentions(context: Context, voices: Voices) -> tuple[list[Mention], list[Mention]]:
    """Find the mentions of what took place, and the harm words that may tell of one; both in text order."""
    doc = context.doc
    sentence = {s.start: n for n, s in enumerate(doc.sents)}
    number = 0
    numbers = []
    for token in doc:
        number = sentence.get(token.i, number)
        numbers.append(number)
    skip = [(z.start, z.end) for z in context.layout.zones if z.kind in {"boilerplate", "byline", "publisher", "date"}]
    title = [(z.start, z.end) for z in context.layout.zones if z.kind == "title"]
    mentions, harm_words = [], []
    for index, trigger in enumerate(find_triggers(doc)):
        head = anchor(doc, trigger)
        if any(a <= head.idx < b for a, b in skip) or _is_month(context, head):
            continue
        definite, indefinite = determination(head)
        mention = Mention(
            index=index,
            trigger=trigger,
            head=head,
            sentence=numbers[trigger.start],
            definite=definite,
            indefinite=indefinite,
            turns=turns(head),
            in_title=any(a <= head.idx < b for a, b in title),
        )
        own = [*_times_of(context, mention), *_clause_times(context, head, own=True)]
        mention.times = tuple(f for t in own if (f := time_facts(t)))
        places = [*_places_of(context, mention), *_phrase_places(context, head)]
        mention.located = tuple(places)
        mention.countries = frozenset(p.place.country for p in places if p.place.country)
        mention.initiators = frozenset(_actors_of(context, mention, "initiator"))
        mention.targets = frozenset(_actors_of(context, mention, "target"))
        mention.persons = frozenset(_persons(context, mention))
        tells_harm = trigger.outcome is not None and not HARM_WORDS.isdisjoint({head.lemma_.lower(), head.lower_})
        if trigger.type is not None and not tells_harm and is_actual(trigger, head):
            mentions.append(mention)
        elif trigger.outcome is not None and not _counts_a_year(context, mention):
            voice = voices.at(head.i)
            denied = voice is not None and voice.stance == "denies"
            if (
                denied
                or syntax.counts_none(head)
                or ((tells_harm or trigger.type is None) and trigger.actual >= 0.3 and not _hypothetical(head))
            ):
                harm_words.append(mention)
    return mentions, harm_words


def _counts_a_year(context: Context, mention: Mention) -> bool:
    """Tell whether harm is counted over a year ("the war killed 2,100 people in 2010"), which is no happening's."""
    doc, head = context.doc, mention.head
    after = doc[head.i : min(head.i + SOON_AFTER, head.sent.end)]
    first = next(iter(context.times_in(after.start_char, after.end_char)), None)
    if mention.persons or first is None or {name for name, _ in time_facts(first)} != {"year"}:
        return False
    doers = syntax.agents(mention.head) if mention.head.pos_ == "VERB" else []
    return not doers or any(doer.lemma_.lower() in WARS for doer in doers)


SOON_AFTER = 10
"""Words after a word of harm among which the year is that it is counted over."""

WARS = words("wars")
"""What goes on for years and kills."""


def _is_month(context: Context, head: Token) -> bool:
    """Tell whether a word is the name in a date ("March 16") that is a happening elsewhere."""
    return head.text[:1].isupper() and bool(context.times_in(head.idx, head.idx + len(head.text)))


HARM_WORDS = words("harm")
"""Words that tell harm and leave open what happened: they look for a happening before they name one."""


def _last_before(happening: Happening, word: Mention) -> int:
    return max(m.trigger.start for m in happening.parts if m.trigger.start < word.trigger.start)


def _hypothetical(head: Token) -> bool:
    return head.pos_ == "VERB" and syntax.modal(head) is not None


def _attach(context: Context, happenings: list[Happening], harm_words: list[Mention], voices: Voices) -> None:
    """
    Give each harm word to the happening that it most likely tells of: the model's word, then nearness.

    A word that tells harm to counted people and fits no happening names one itself.
    """
    at_token = {i: h for h in happenings for m in h.parts for i in range(m.trigger.start, m.trigger.end)}
    at_sentence: dict[int, list[Happening]] = {}
    of_person: dict[str, list[Happening]] = {}

    def place(happening: Happening, mention: Mention) -> None:
        here = at_sentence.setdefault(mention.sentence, [])
        if happening not in here:
            here.append(happening)
        for i in range(mention.trigger.start, mention.trigger.end):
            at_token.setdefault(i, happening)
        for person in sorted(mention.persons):
            of_person.setdefault(person, []).append(happening)

    for happening in happenings:
        for mention in happening.mentions:
            place(happening, mention)
    for word in harm_words:
        harmless = PEACEFUL | {"arrest"} if _is_charge(word) else PEACEFUL
        best = _host(word.head, at_token)
        if best is not None and best.type not in harmless:
            best.harm_words.append(word)
            place(best, word)
            continue
        best, score = None, 0.35
        same = dict(word.trigger.same)
        persons = word.persons
        around = range(word.sentence - NEAR, word.sentence + NEAR + 1)
        near = [h for n in around for h in at_sentence.get(n, ())]
        theirs = [h for person in sorted(persons) for h in of_person.get(person, ())]
        for happening in {id(h): h for h in [*near, *theirs]}.values():
            if happening.type in harmless:
                continue
            parts = happening.parts
            others = frozenset().union(*(p.persons for p in parts)) if persons else frozenset()
            if others and not others & persons and happening.type in OF_PERSONS:
                continue
            # The model compares a trigger with earlier ones only, so that a later mention is asked about this word.
            values = [same.get(m.index) for m in parts] + [dict(m.trigger.same).get(word.index) for m in parts]
            value = max((v for v in values if v is not None), default=0.0)
            distance = min(abs(m.sentence - word.sentence) for m in parts)
            value -= 0.06 * min(distance, 6)
            if word.turns and parts[0].index < word.index:
                value -= TURN
            if others & persons and compatible(BY_OUTCOME[word.trigger.outcome or "killed"], happening.type):
                value += ONE_PERSON
            if value > score:
                best, score = happening, value
        if best is None:
            near = [h for h in at_sentence.get(word.sentence, ()) if h.mentions and h.type not in harmless]
            best = near[0] if len(near) == 1 else None
        voice = voices.at(word.head.i)
        if best is None and voice is not None and voice.stance == "denies":
            # A denial answers what the report tells most of.
            violent = [h for h in happenings if h.mentions and h.type in AGAINST_PEOPLE]
            best = max(violent, key=lambda h: len(h.mentions), default=None)
        if best is None and syntax.counts_none(word.head):
            # Harm to nobody is told of what was told last, and names nothing by itself.
            told = [h for h in happenings if h.type in AGAINST_PEOPLE and h.parts[0].trigger.start < word.trigger.start]
            best = max(told, key=lambda h: _last_before(h, word), default=None)
            if best is None:
                continue
        if best is None and word.trigger.score >= MIN_SCORE and any(find_harms(context, word, Voices(()), "killed")):
            best = Happening()
            happenings.append(best)
        if best is not None:
            best.harm_words.append(word)
            place(best, word)


HAPPEN = words("happen")
"""Verbs that say of a happening named before that it took place."""

SOON = 60
"""Words within which such a verb follows what it speaks of."""

NEAR = 8
"""Sentences around a harm word in which its happening is sought: about a chunk, within which mentions are compared."""

PEACEFUL = frozenset({"talks", "agreement", "closure"})
"""Types of happening that harm nobody: harm told beside one is another's."""

TURN = 0.5
"""Taken away where the words of harm go over to another happening."""

ONE_PERSON = 0.6
"""Added where a harm word and a happening name one person: nobody is killed twice, and few are hurt twice."""

OF_PERSONS = frozenset({"killing", "arrest", "abduction"})
"""Types of which each person's is a happening of its own, where persons are named."""


def _persons(context: Context, mention: Mention) -> set[str]:
    """Give the named persons whom a mention says it befell."""
    tokens = [*syntax.patients(mention.head)] if mention.head.pos_ == "VERB" else []
    tokens += [c for c in mention.head.children if c.dep_ in {"nmod:poss", "poss"}]
    tokens += [t for word, t in syntax.phrases(mention.head) if word == "of"]
    found = set()
    for token in tokens:
        actor = context.actors.resolve_head(token, create=False) if token.pos_ == "PROPN" else None
        if actor is not None and context.actors.get(actor).type == "person":
            found.add(actor)
    return found


def _host(head: Token, at_token: dict[int, Happening]) -> Happening | None:
    """Find the happening that a harm word hangs on by grammar: "the raid killed", "killed in the raid"."""
    around = [
        *syntax.subjects(head),
        *(t for word, t in syntax.phrases(head) if word in {"in", "by", "during", "from", "after"}),
    ]
    for token in around:
        if token.i in at_token and token.i != head.i:
            return at_token[token.i]
    if head.tag_ == "VBG":
        # "A was raided and B bombed, killing three": a participle follows what it is the outcome of.
        for i in range(head.i - 1, head.sent.start - 1, -1):
            if i in at_token and at_token[i].mentions:
                return at_token[i]
    current = head
    for _ in range(4):
        if current.dep_ not in {
            "acl",
            "acl:relcl",
            "advcl",
            "conj",
            "xcomp",
            "appos",
            "nmod",
            "nsubj",
            "nsubj:pass",
            "obj",
        }:
            return None
        current = current.head
        if current.i in at_token:
            return at_token[current.i]
    return None


def _by_accident(happening: Happening) -> bool:
    """Tell whether harm that names no happening was done by no arms ("killed when their taxi overturned")."""
    sentences = {part.head.sent.start: part.head.sent for part in happening.parts}
    return any(token.lower_ in ACCIDENTS for sent in sentences.values() for token in sent)


ACCIDENTS = words("accidents")
"""Words of what harms people without arms."""


def _is_charge(word: Mention) -> bool:
    """Tell whether a word of harm says what somebody was arrested for ("charged with killing a guard")."""
    return word.trigger.outcome not in CUSTODY and any(
        c.lower_ in {"with", "of", "for", "over"} and c.dep_ in {"case", "mark"} for c in word.head.children
    )


def _substantial(happening: Happening) -> bool:
    if not happening.mentions:
        return not _by_accident(happening)
    first = happening.mentions[0]
    if len(happening.mentions) > 1:
        return max(m.trigger.score for m in happening.mentions) >= MIN_SCORE
    if first.trigger.score < LONE_SCORE:
        return False
    has_arguments = any(a.score >= 0.5 for a in first.arguments) or bool(happening.harm_words)
    return has_arguments or first.trigger.score >= 0.9


# --- what hangs on a mention ------------------------------------------------------------------------------------------


def _times_of(context: Context, mention: Mention) -> list[TimeExpression]:
    doc = context.doc
    found = []
    for argument in mention.arguments:
        if argument.role == "time" and near(mention, argument):
            start, end = doc[argument.start].idx, doc[argument.end - 1].idx + len(doc[argument.end - 1])
            found += [t for t in context.times_in(start, end) if t not in found]
    return found


def time_facts(expression: TimeExpression) -> TimeFacts:
    """Give what a time expression fixes, for telling two times apart before either is resolved."""
    meaning = expression.meaning
    facts = {
        (name, value)
        for name in ("year", "month", "day", "weekday")
        if isinstance(value := getattr(meaning, name, None), int)
    }
    unit, offset = getattr(meaning, "unit", None), getattr(meaning, "offset", None)
    if isinstance(unit, str) and isinstance(offset, int):
        facts.add((unit, offset))
    return frozenset(facts)


def _places_of(context: Context, mention: Mention) -> list[PlaceMention]:
    found = []
    for argument in mention.arguments:
        if argument.role == "place" and near(mention, argument):
            found += [p for p in context.places_in(argument.start, argument.end) if p not in found]
    return found


def _actors_of(context: Context, mention: Mention, role: str) -> list[str]:
    found: list[str] = []
    for token, _ in by_argument(mention, role):
        actor = context.actors.resolve_head(token)
        if actor is not None and actor not in found:
            found.append(actor)
    return found


# --- incidents --------------------------------------------------------------------------------------------------------


class _Neighbours:
    """Which happenings share a sentence, and which sentences go on about one without naming it."""

    def __init__(self, doc: Doc, happenings: Sequence[Happening]) -> None:
        self._at: dict[int, list[tuple[Happening, Mention]]] = {}
        for happening in happenings:
            for mention in happening.parts:
                self._at.setdefault(mention.sentence, []).append((happening, mention))
        self._retold: dict[int, list[Token]] = {}
        named = sorted(((m.trigger.end, h) for h in happenings for m in h.mentions), key=lambda pair: pair[0])
        ends = [end for end, _ in named]
        for token in doc:
            if token.lemma_ in HAPPEN and any(s.lower_ in {"it", "this", "that"} for s in syntax.subjects(token)):
                last = bisect_right(ends, token.sent.start) - 1
                if last >= 0 and token.i - ends[last] < SOON:
                    self._retold.setdefault(id(named[last][1]), []).append(token)

    def retellings(self, happening: Happening) -> list[Token]:
        """Give the verbs that tell more of a happening: "it happened in the market at noon"."""
        return self._retold.get(id(happening), [])

    def parts(self, sentence: int) -> list[Mention]:
        """Give all mentions and harm words of a sentence."""
        return [m for _, m in self._at.get(sentence, ())]

    def alone(self, happening: Happening, sentence: int) -> bool:
        """Tell whether no other happening is named in a sentence."""
        return all(h is happening or m in h.harm_words for h, m in self._at.get(sentence, ()))


def _incident(
    context: Context,
    happening: Happening,
    neighbours: _Neighbours,
    voices: Voices,
    claimants: Sequence[str],
    name: str,
) -> Read:
    kind = "suicide_bombing" if _by_suicide_bomber(happening) else happening.type
    initiators, targets = parties(context, happening.parts, kind, voices, claimants)
    harms: list[Harm] = []
    for part in happening.parts:
        outcome = part.trigger.outcome or OUTCOME_OF.get(part.head.lower_)
        if outcome is not None:
            rivals = [m for m in neighbours.parts(part.sentence) if m is not part]
            harms += find_harms(context, part, voices, outcome, rivals)
    if not targets and kind in AGAINST_PEOPLE:
        for part in happening.parts:
            victims = [v for v in _actors_of(context, part, "victim") if v not in initiators]
            if victims:
                targets = victims[:2]
                break
    harms = [_of_targets(context, harm, targets) for harm in harms]
    named = happening.mentions or happening.harm_words
    spans = [(m.trigger.start, m.trigger.end) for m in named]
    quotes: list[Span] = []
    for m in named:
        span = context.span(m.trigger.start, m.trigger.end)
        if span not in quotes:
            quotes.append(span)
    incident = Incident(
        id=name,
        type=kind,  # type: ignore[arg-type]
        certainty=_certainty(happening),
        when=_when(context, happening, neighbours),
        where=_where(context, happening, neighbours),
        initiators=tuple(initiators),
        targets=tuple(targets),
        weapons=_weapons(context, happening),
        harms=tuple(merged(harms)),
        mentions=tuple(quotes),
    )
    tokens = frozenset(i for m in happening.parts for i in range(m.trigger.start, m.trigger.end))
    return Read(incident, tuple(spans), tokens, by_harm_alone=not happening.mentions)


def _of_targets(context: Context, harm: Harm, targets: Sequence[str]) -> Harm:
    """Take a bare number, or a name, of people of no known group for those aimed at, where these are of one group."""
    if harm.group != "unknown" or not PEOPLE.isdisjoint(harm.quote.lower().split()):
        return harm
    groups = {GROUP_OF_ACTOR.get(context.actors.get(target).type) for target in targets}
    if len(groups) != 1 or (group := groups.pop()) is None or (group == "civilian" and harm.outcome in CUSTODY):
        return harm
    return msgspec.structs.replace(harm, group=group)


def _by_suicide_bomber(happening: Happening) -> bool:
    """Tell whether a suicide bomber did it, whatever the words for the happening itself."""
    if happening.type not in {"bombing", "killing", "armed_attack", "other"}:
        return False
    for part in happening.parts:
        doers = [t for t, _ in by_argument(part, "initiator")]
        doers += syntax.agents(part.head) if part.head.pos_ == "VERB" else []
        if any(c.lower_ == "suicide" for t in doers if t.lemma_.lower() in {"bomber", "attacker"} for c in t.children):
            return True
    return False


def _certainty(happening: Happening) -> Certainty:
    for m in happening.mentions:
        around = [c.lower_ for c in m.head.children]
        if not ALLEGED.isdisjoint(around):
            return "alleged"
    return "reported"


def _weapons(context: Context, happening: Happening) -> tuple[str, ...]:
    found: list[str] = []
    for part in happening.parts:
        for argument in part.arguments:
            if argument.role == "weapon" and near(part, argument):
                words = context.span(argument.start, argument.end).quote
                if words not in found:
                    found.append(words)
    return tuple(found)


def _when(context: Context, happening: Happening, neighbours: _Neighbours) -> When:
    """Take the narrowest time that a mention gives; times that only share its clause are heard where none does."""
    published = context.published
    anchor_days = Interval(start=published.start, end=published.end) if published.start and published.end else None
    candidates: list[TimeExpression] = []
    for part in happening.parts:
        candidates += _times_of(context, part)
        candidates += _clause_times(context, part.head, own=True)
    for verb in neighbours.retellings(happening):
        candidates += _clause_times(context, verb, own=True)
    if not candidates:
        for part in happening.parts:
            if neighbours.alone(happening, part.sentence):
                candidates += _clause_times(context, part.head, own=False)
    fallback: When | None = None
    best: When | None = None
    narrowest: int | None = None
    before: Interval | None = None
    last = Interval(start=anchor_days.end, end=anchor_days.end) if anchor_days else None
    for expression in candidates:
        when = resolve(expression, anchor=anchor_days, tense="past", context=before)
        if when.start is None or when.end is None:
            fallback = fallback or when
            # A day that an interval of publication leaves open is narrower than a month that it fixes.
            meant = resolve(expression, anchor=last, tense="past", context=before) if last else When()
            if meant.start and meant.end and (narrowest is None or _width(meant) < narrowest):
                narrowest = _width(meant)
            continue
        before = Interval(start=when.start, end=when.end)
        if best is None or _width(when) < _width(best):
            best = when
    if best and narrowest is not None and narrowest < _width(best):
        return fallback or best
    return best or fallback or When()


def _width(when: When) -> int:
    assert when.start is not None
    assert when.end is not None
    return (when.end - when.start).days


def _clause_times(context: Context, head: Token, *, own: bool) -> list[TimeExpression]:
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
            if child.dep_ in syntax.OBLIQUE | {"advmod", "compound", "nmod:poss", "poss", "amod"}:
                start, end = syntax.full(child)
                if end - start > 8:
                    end = min(end, child.i + 3)
                a, b = context.doc[start].idx, context.doc[end - 1].idx + len(context.doc[end - 1])
                found += [t for t in context.times_in(a, b) if t not in found]
    return found


def _where(context: Context, happening: Happening, neighbours: _Neighbours) -> tuple[Place, ...]:
    """
    Take the places that the mentions give, and places within these in a sentence that names no other happening.

    Where the mentions give none, those of the first such sentence are taken that has any.
    """
    found: list[PlaceMention] = []
    for part in happening.parts:
        found += [p for p in _places_of(context, part) if p not in found]
        found += [p for p in _phrase_places(context, part.head) if p not in found]
        found += [p for p in _places_aimed_at(context, part) if p not in found]
    for verb in neighbours.retellings(happening):
        found += [p for p in _phrase_places(context, verb) if p not in found]
    beside = [
        place
        for part in happening.parts
        if neighbours.alone(happening, part.sentence)
        for place in context.places_in(part.head.sent.start, part.head.sent.end)
        if place.locative
    ]
    beside = [p for p in beside if _tells_where(context, p) and not _is_away(context, p)]
    found = [p for p in found if _tells_where(context, p)]
    found = [p for p in found if not _is_landmark(context, p)] or found
    if not found:
        found = [place for place in beside if beside[0].start <= place.start < context.doc[beside[0].start].sent.end]
    found += [place for place in beside if place not in found and any(contains(p, place) for p in found)]
    found += [p for place in found for p in _part_of(context, place) if p not in found]
    return _unique(most_precise(tuple(found)))


def _tells_where(context: Context, place: PlaceMention) -> bool:
    """
    Tell whether words that name a place may say where something happened.

    A dateline and a person's name do not, nor does a name unknown to the gazetteer in a headline, whose words all begin
    with capitals.
    """
    tokens = context.doc[place.start : place.end]
    zone = context.zone_at(tokens[0].idx)
    if zone == "dateline" or (zone == "title" and not place.candidates):
        return False
    return any(token.ent_type_ != "PER" for token in tokens)


def _is_landmark(context: Context, place: PlaceMention) -> bool:
    """Tell whether a place is named for what lies near it ("in Arbin, near Dara")."""
    head = context.doc[place.start : place.end].root
    if any(syntax.preposition(token) in NEARBY for token in (head, *islice(syntax.ancestors(head), 3))):
        return True
    return _is_away(context, place)


def _is_away(context: Context, place: PlaceMention) -> bool:
    """Tell whether it happened at a distance from a place ("20 km north of the capital")."""
    head = context.doc[place.start : place.end].root
    before = [token.lower_ for token in context.doc[max(place.start - AWAY, head.sent.start) : place.start]]
    return any(word in DISTANCES for word in before) and not {"of", "from"}.isdisjoint(before[-2:])


AWAY = 6
"""Words before a place among which its distance stands ("20 km north of the capital")."""

DISTANCES = frozenset("km kilometer kilometers kilometre kilometres mile miles mi".split())

NEARBY = frozenset({"near", "close_to", "next_to", "bordering", "beside", "opposite"})
"""Prepositions of a place that is not where it happened, if another is."""


def _part_of(context: Context, place: PlaceMention) -> Iterator[PlaceMention]:
    """Give what is named right before a place as a part of it: the quarter, in "the Karm quarter of Homs"."""
    for part in context.places_in(max(place.start - REACH, 0), place.start):
        if part.within is not None and part.within.start == place.start and part.locative:
            yield part


REACH = 8
"""Words before a place among which its part is named."""


def _places_aimed_at(context: Context, mention: Mention) -> list[PlaceMention]:
    """Give the towns and sites that a mention says were attacked or taken themselves; a state is a party."""
    tokens = [token.i for token, _ in by_argument(mention, "target")]
    places = [place for i in tokens for place in context.places_in(i, i + 1)]
    return [p for p in places if p.place.level in {"site", "settlement", "district"}]


def _phrase_places(context: Context, head: Token) -> list[PlaceMention]:
    """Give the places that stand in phrases of place on a mention or, for a noun, on its verb."""
    tokens = [head]
    if (
        head.pos_ not in {"VERB", "AUX"}
        and head.head.pos_ == "VERB"
        and head.dep_ in syntax.OBJECT | syntax.SUBJECT | {"obl"}
    ):
        tokens.append(head.head)
    found: list[PlaceMention] = []
    for token in tokens:
        for preposition, noun in syntax.phrases(token):
            if preposition in LOCATIVE:
                start, end = syntax.full(noun)
                inside = [p for p in context.places_in(start, end) if p.start <= noun.i + 6 and p not in found]
                found += [p for p in inside if p.locative or p.start <= noun.i < p.end]
    return found


LOCATIVE = words("locative")


def _unique(places: Iterable[PlaceMention]) -> tuple[Place, ...]:
    seen: dict[tuple[str, str | None], Place] = {}
    for mention in places:
        seen.setdefault((mention.place.name, mention.place.country), mention.place)
    return tuple(seen.values())
