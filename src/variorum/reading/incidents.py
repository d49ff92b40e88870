"""Incidents: the happenings of a report with their time, place, parties, weapons and harms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from variorum.model import Harm, Incident, Span
from variorum.model.account import Certainty
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.actuality import is_paid_for
from variorum.reading.apart import answered_by, answers, may_mean, tell_apart, without_answers
from variorum.reading.attaching import LEAST_SCORE, attach
from variorum.reading.backgrounds import note_backgrounds
from variorum.reading.befallen import VICTIMS
from variorum.reading.connectives import answered_in
from variorum.reading.context import Context
from variorum.reading.dating import find_when
from variorum.reading.finds import is_find
from variorum.reading.happenings import (
    GENERIC,
    WINDOW,
    Happening,
    Mention,
    anchor,
    determination,
    group,
    is_actual,
    rejoin,
    turns,
)
from variorum.reading.harms import find_harms, is_met, told_by
from variorum.reading.means import by_sides, of_harm, type_of
from variorum.reading.neighbours import Neighbours
from variorum.reading.parties import AGAINST_PEOPLE, befallen, fighters_harmed, parties
from variorum.reading.settling import settled
from variorum.reading.shots import is_pit, is_tried
from variorum.reading.sides import EQUALS, by_argument, by_grammar, near
from variorum.reading.timing import days_of, heading_days, time_facts, told_apart_by
from variorum.reading.triggers import find_triggers
from variorum.reading.voices import Voice, Voices
from variorum.reading.where import entry_places, find_where, own_places
from variorum.reading.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from variorum_en.annotations import Argument

ALLEGED = words("alleged")

LONE_SCORE = 0.6
"""The least score of the only trigger of an incident."""


@dataclass(frozen=True)
class Read:
    """
    An incident as printed, and where its mentions and words of harm are, by which other readers find it.

    `mentions` and `parts` are half-open token spans, the latter those of mentions and of words of harm together;
    `counts` are the character spans of all that was counted of its harm, also where another harm says the same;
    `by_harm_alone` says that only words of harm name it, and that somebody was harmed, not only aimed at; `unheard`
    that they only count people.
    """

    incident: Incident
    mentions: tuple[tuple[int, int], ...]
    parts: tuple[tuple[int, int], ...]
    counts: tuple[tuple[int, int], ...] = ()
    by_harm_alone: bool = False
    unheard: bool = False

    @property
    def tokens(self) -> frozenset[int]:
        """Give the tokens of its parts."""
        return frozenset(i for start, end in self.parts for i in range(start, end))


def find_happenings(context: Context, voices: Voices) -> list[Happening]:
    """Find the happenings of a report, with the harm words that tell of them, in text order."""
    mentions, harm_words = find_mentions(context, voices)
    tell_apart(context.doc, mentions, harm_words)
    answered = answered_by(context.doc, mentions)
    happenings = [part for happening in group(mentions) for part in without_answers(happening, answered)]
    attach(context, happenings, harm_words, voices)
    joined = rejoin(sorted(happenings, key=lambda h: h.parts[0].index))
    return [part for happening in joined for part in without_answers(happening, answered)]


def find_incidents(
    context: Context, happenings: Sequence[Happening], voices: Voices, claims: Sequence[Voice] = ()
) -> tuple[Read, ...]:
    """
    Turn happenings into incidents; ids are ``i1``, ``i2`` ... in text order.

    *claims* are claims of responsibility; each is for the happening that it names, else for the last one told before;
    one that says no more than that, for what was told most of before.
    """
    found: list[Read] = []
    told = list(_told(context, happenings))
    claimed = _claimed(told, claims)
    neighbours = Neighbours(context.doc, happenings)
    answerers, answered = answers(context, told)
    for happening in told:
        claimants = [*claimed.get(id(happening), []), *answerers.get(id(happening), [])]
        others = answered.get(id(happening), set())
        found.append(_incident(context, happening, neighbours, voices, claimants, others, f"i{len(found) + 1}"))
    return tuple(found)


def _told(context: Context, happenings: Sequence[Happening]) -> Iterator[Happening]:
    """Yield what is an incident; what answers or is answered and only takes up an earlier one is that one."""
    told: list[Happening] = []
    for happening in happenings:
        if not _substantial(context, happening):
            continue
        meant = [h for h in told[-WINDOW:] if may_mean(happening, h)] if _only_refers(happening) else []
        if not meant:
            told.append(happening)
            continue
        same = next((h for h in reversed(meant) if h.type == happening.type), None)
        if same is not None and any(m.apart for m in happening.mentions):
            same.mentions.extend(happening.mentions)
    yield from told


def _claimed(happenings: Sequence[Happening], claims: Sequence[Voice]) -> dict[int, list[str]]:
    violent = [(m.trigger.start, h) for h in happenings if h.type in AGAINST_PEOPLE for m in h.parts]
    violent.sort(key=lambda pair: pair[0])
    found: dict[int, list[str]] = {}
    for claim in claims:
        inside = [h for start, h in violent if claim.start <= start < claim.end]
        before = [h for start, h in violent if start < claim.start]
        if claim.end - claim.start == 1:
            times = Counter(map(id, before))
            before.sort(key=lambda h: times[id(h)])
        if inside or before:
            found.setdefault(id(inside[0] if inside else before[-1]), []).append(claim.speaker)
    return found


# --- mentions ---------------------------------------------------------------------------------------------------------


def find_mentions(context: Context, voices: Voices) -> tuple[list[Mention], list[Mention]]:
    """Find the mentions of what took place, and the harm words that may tell of one; both in text order."""
    doc = context.doc
    numbers = columns(doc).numbers
    mentions, harm_words = [], []
    triggers = find_triggers(doc)
    heads = frozenset(anchor(doc, t).i for t in triggers if t.type is not None and t.outcome is None)
    note_backgrounds(doc, (anchor(doc, t) for t in triggers if t.type is not None))
    for index, trigger in enumerate(triggers):
        head = anchor(doc, trigger)
        zone = context.zone_at(head.idx)
        if zone in {"boilerplate", "byline", "publisher", "date"} or _is_month(context, head):
            continue
        if _is_in_protest(head, heads):
            continue
        definite, indefinite = determination(head)
        if head.pos_ == "VERB":
            nouns = [doc[i] for i in range(head.i + 1, trigger.end) if doc[i].dep_ in syntax.OBJECT]
            indefinite = indefinite or any(determination(n)[1] for n in nouns)
        mention = Mention(
            index=index,
            trigger=trigger,
            head=head,
            sentence=numbers[trigger.start],
            definite=definite,
            indefinite=indefinite,
            turns=turns(head),
            in_title=zone == "title",
            heads=heads,
        )
        # Whom the words name is an actor, whether they tell a happening or not.
        mention.initiators = frozenset(_actors_of(context, mention, "initiator"))
        mention.targets = frozenset(_actors_of(context, mention, "target"))
        mention.persons = frozenset(_persons(context, mention))
        mention.sides = frozenset(_sides(context, mention))
        bare = not HARM_WORDS.isdisjoint({head.lemma_.lower(), head.lower_}) or _is_done_by(head, heads)
        tells_harm = trigger.outcome is not None and bare
        if trigger.type is not None and not tells_harm and is_actual(trigger, head):
            mentions.append(mention)
        elif trigger.outcome is not None and not (
            _counts_a_year(context, mention) or _is_of_accident(head) or is_paid_for(head)
        ):
            voice = voices.at(head.i)
            denied = voice is not None and voice.stance == "denies"
            if (
                denied
                or syntax.counts_none(head)
                or ((tells_harm or trigger.type is None) and trigger.actual >= 0.3 and not _hypothetical(head))
            ):
                harm_words.append(mention)
    for mention in sorted([*mentions, *harm_words], key=lambda m: m.index):
        _note_facts(context, mention)
    return mentions, harm_words


def _note_facts(context: Context, mention: Mention) -> None:
    """Note what a mention says itself of when and where it was."""
    own = told_apart_by(context, mention)
    mention.times = tuple(f for t in own if (f := time_facts(t)))
    mention.days = days_of(context, own) or heading_days(context, mention)
    mention.located = tuple(own_places(context, mention) or entry_places(context, mention.head))


def _is_in_protest(head: Token, heads: frozenset[int]) -> bool:
    """Tell why something else is done, and no second happening: "closed their shops in protest"."""
    if head.lower_ != "protest" or syntax.preposition(head) != "in" or any(c.dep_ == "det" for c in head.children):
        return False
    done = head.head
    return done.i in heads or (done.pos_ == "VERB" and any(t.i in heads for t in syntax.patients(done)))


def _is_done_by(head: Token, heads: frozenset[int]) -> bool:
    """Tell whether a happening is what did it ("the attack displaced 3,000 people"), and no second one is told."""
    return head.pos_ == "VERB" and any(doer.i in heads for doer in syntax.agents(head))


def _is_of_accident(head: Token) -> bool:
    """Tell harm that nature or an accident did, told by the way: "since the earthquake, which killed 3,800"."""
    if head.pos_ != "VERB":
        return False
    doers = [head.head if t.tag_ in {"WDT", "WP"} else t for t in syntax.agents(head)]
    within = [t for word, t in syntax.phrases(head) if word in {"in", "by", "during"}]
    return any(t.lower_ in ACCIDENTS for t in (*doers, *within))


def _counts_a_year(context: Context, mention: Mention) -> bool:
    """Tell whether harm is counted over a year ("the war killed 2,100 people in 2010"), which is no happening's."""
    doc, head = context.doc, mention.head
    after = doc[head.i : min(head.i + SOON_AFTER, syntax.sentence(head)[1])]
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


def _hypothetical(head: Token) -> bool:
    return head.pos_ == "VERB" and syntax.modal(head) is not None


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


def _sides(context: Context, mention: Mention) -> set[str]:
    """Give the states and named groups that those who did it belong to; none for what both sides do."""
    kind = mention.trigger.type
    if kind is None or kind in EQUALS:
        return set()
    tokens = [token for token, _ in by_argument(mention, "initiator")]
    tokens += [token for side, token, _ in by_grammar(mention, kind) if side == "initiator"]
    actors = [context.actors.resolve_head(token, create=False) for token in tokens]
    return sides_of(context, [actor for actor in actors if actor is not None])


def sides_of(context: Context, actors: Iterable[str]) -> set[str]:
    """Give the countries for which actors act, and the named groups that act for none."""
    found = set()
    for name in actors:
        actor = context.actors.get(name)
        while actor.parent is not None:
            actor = context.actors.get(actor.parent)
        if actor.country and actor.type in OF_STATE:
            found.add(actor.country)
        elif actor.type == "armed_group" and actor.name[:1].isupper():
            found.add(actor.id)
    return found


OF_STATE = frozenset({"state", "government", "military", "police", "security_forces"})
"""Types of actors that act for their country."""


def _by_accident(happening: Happening) -> bool:
    """Tell whether harm that names no happening was done by no arms ("killed when their taxi overturned")."""
    sentences = {part.head.sent.start: part.head.sent for part in happening.parts}
    return any(token.lower_ in ACCIDENTS for sent in sentences.values() for token in sent)


ACCIDENTS = words("accidents")
"""Words of what harms people without arms."""


def _goes_on(happening: Happening) -> bool:
    """Tell fighting of which neither a time nor a place nor harm is told ("amid continued fighting"): a state."""
    return not happening.harm_words and all(
        m.head.lower_ in LASTING and not (m.times or m.located) for m in happening.mentions
    )


LASTING = words("lasting")
"""Words of fighting that goes on."""


def _substantial(context: Context, happening: Happening) -> bool:
    if not happening.mentions:
        return not _by_accident(happening)
    if _goes_on(happening):
        return False
    first = happening.mentions[0]
    if len(happening.mentions) > 1:
        return max(m.trigger.score for m in happening.mentions) >= LEAST_SCORE
    listed = bool(happening.harm_words and entry_places(context, first.head))
    if first.trigger.score < (LEAST_SCORE if listed else LONE_SCORE):
        return False
    has_arguments = any(a.score >= 0.5 for a in first.arguments) or bool(happening.harm_words)
    return has_arguments or first.trigger.score >= 0.9


def _only_refers(happening: Happening) -> bool:
    """Tell whether all that names a happening takes up what was told ("the attack") and adds nothing to it."""
    return not happening.harm_words and all(
        m.definite and m.head.lower_ in GENERIC and not (m.times or m.located or m.targets or m.persons or m.sides)
        for m in happening.mentions
    )


# --- what hangs on a mention ------------------------------------------------------------------------------------------


def _actors_of(context: Context, mention: Mention, role: str) -> set[str]:
    """Give the actors that the model hears, or the grammar has, in a role of a mention."""
    kind = mention.trigger.type
    found = {context.actors.resolve_head(token) for token, _ in by_argument(mention, role)}
    if kind is not None:
        given = (token for side, token, _ in by_grammar(mention, kind) if side == role)
        found |= {context.actors.resolve_head(token, create=False) for token in given}
    return {actor for actor in found if actor is not None}


# --- incidents --------------------------------------------------------------------------------------------------------


def _incident(
    context: Context,
    happening: Happening,
    neighbours: Neighbours,
    voices: Voices,
    claimants: Sequence[str],
    answered: Container[str],
    name: str,
) -> Read:
    kind = type_of(happening)
    initiators, targets = parties(context, happening.parts, kind, voices, claimants)
    if kind not in EQUALS:
        # Nobody answers what he did himself.
        initiators = [a for a in initiators if a not in answered]
    types = ([context.actors.get(who).type for who in side] for side in (initiators, targets))
    kind = by_sides(happening, kind, *types)
    harms: list[Harm] = []
    shot: set[tuple[int, int]] = set()
    dead = any(part.trigger.outcome == "killed" for part in happening.parts)
    for part in happening.parts:
        outcome = part.trigger.outcome or told_by(part.head)
        if outcome == "casualty" and dead and part.head.lower_ in VICTIMS:
            # "At least 45 victims have been identified", but "52 victims were interviewed".
            outcome = None if is_met(part.head) else "killed"
        if outcome is not None and not is_tried(part.head):
            rivals = [m for m in neighbours.parts(part.sentence) if m is not part]
            found = list(find_harms(context, part, voices, outcome, rivals))
            harms += found
            if told_by(part.head) == "casualty":
                shot.update((harm.start, harm.end) for harm in found)
    targets = befallen(context, happening.parts, kind, initiators, targets, voices)
    if kind == "clash" and len(initiators) + len(targets) < 2:
        targets += fighters_harmed(context, happening.parts, [*initiators, *targets])
    counts = tuple((harm.start, harm.end) for harm in harms)
    harms = settled(context, harms, shot)
    kind = of_harm(happening, kind, (harm.outcome for harm in harms))
    spans = _named_by(happening)
    quotes: list[Span] = []
    for start, end in spans:
        span = context.span(start, end)
        if span not in quotes:
            quotes.append(span)
    incident = Incident(
        id=name,
        type=kind,  # type: ignore[arg-type]
        certainty=_certainty(happening),
        when=find_when(context, happening, neighbours),
        where=find_where(context, happening, neighbours),
        initiators=tuple(initiators),
        targets=tuple(targets),
        weapons=_weapons(context, happening),
        harms=tuple(harms),
        mentions=tuple(quotes),
    )
    parts = tuple((m.trigger.start, m.trigger.end) for m in happening.parts)
    # An attempt on somebody's life is told of by what befell nobody.
    alone = not happening.mentions and not any(is_tried(part.head) for part in happening.parts)
    return Read(incident, tuple(spans), parts, counts, by_harm_alone=alone, unheard=_is_unheard(context, happening))


def _is_unheard(context: Context, happening: Happening) -> bool:
    """
    Tell words of harm that only count people ("the hospital received 32 wounded") from those of a happening.

    Of one that nothing else names it is told where, and when, what one doer or weapon did it, or whom alone it befell
    ("a policeman was killed in Idlib"), or beside what happened at another place, or at the place that heads an entry;
    or it is said to have been answered ("in reprisal for the deaths of 147 students").
    """
    answered = answered_in(context.doc, outright=True)
    return not happening.mentions and not any(
        p.trigger.type
        or p.in_title
        or (p.located and (p.times or _tells_one(p.head) or _arms(p) or is_find(p.head)))
        or (p.located and syntax.is_clause_beside(p.head))
        or entry_places(context, p.head)
        or p.head.i in answered
        for p in happening.harm_words
    )


def _arms(part: Mention) -> list[Argument]:
    """Give the weapons that the sentence of a mention tells it was done with."""
    return [a for a in part.arguments if a.role == "weapon" and a.score >= ARMED and near(part, a)]


ARMED = 0.5
"""Score from which an argument is believed to be the weapon."""


def _tells_one(head: Token) -> bool:
    told = [*syntax.patients(head), *syntax.agents(head)] if head.pos_ == "VERB" else []
    return any(t.tag_ in {"NN", "NNP"} for t in told)


def _named_by(happening: Happening) -> list[tuple[int, int]]:
    """Give the words that name a happening, in text order: where only harm does, the weapon does too ("a car bomb")."""
    named = happening.mentions or happening.harm_words
    spans = [(m.trigger.start, m.trigger.end) for m in named]
    if not happening.mentions:
        # Of "an artisanal mine" the model may have the article alone.
        last = [(a, m.head.doc[a.end - 1]) for m in named for a in _arms(m)]
        spans += [(a.start, a.end) for a, t in last if not is_pit(t if t.pos_ == "NOUN" else t.head)]
    return sorted(spans)


def _certainty(happening: Happening) -> Certainty:
    for m in happening.mentions:
        around = [c.lower_ for c in m.head.children if c.dep_ in {"advmod", "amod"}]
        if not ALLEGED.isdisjoint(around):
            return "alleged"
    return "reported"


def _weapons(context: Context, happening: Happening) -> tuple[str, ...]:
    """Give the words for weapons, whole ones alone: neither a number by itself nor a part of a longer one."""
    found: list[str] = []
    for part in happening.parts:
        for argument in part.arguments:
            if argument.role != "weapon" or not near(part, argument):
                continue
            words = context.span(argument.start, argument.end)
            told = context.doc[argument.start : argument.end]
            named = any(t.pos_ in {"NOUN", "PROPN"} and t.is_alpha and not is_pit(t) for t in told)
            if named and words.quote not in found:
                found.append(words.quote)
    return tuple(words for words in found if not any(words != other and words in other for other in found))
