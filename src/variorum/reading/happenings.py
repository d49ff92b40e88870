"""
Which mentions of a report name one happening.

A mention is a trigger that names something that took place. Mentions are taken in text order; each joins the happening
that it fits best, or opens one. What fits is a sum of weighted observations (`WEIGHTS`), so that every merge can be
explained.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.nlp.lexical import type_by_weapon
from variorum.reading.actuality import is_declared, is_ruled_out
from variorum.reading.places import PlaceMention, lie_apart
from variorum.reading.wordlists import words
from variorum_en.annotations import Argument, Trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

ACTUAL = 0.3
"""Probability from which a trigger counts as naming something that took place."""

COUNTED = 0.45
"""Probability from which one that is numbered does ("35 raids"), which may be a series."""

MEANWHILE = words("meanwhile")
"""Words that at the start of a sentence go over to another happening."""

ALSO = words("also")
"""Adverbs by which the doer of one thing does another."""

FAMILIES: tuple[frozenset[str], ...] = (
    frozenset(
        {"air_strike", "shelling", "bombing", "suicide_bombing", "armed_attack", "killing", "destruction", "other"}
    ),
    frozenset({"armed_attack", "clash", "operation", "shelling", "killing", "other"}),
    frozenset({"operation", "air_strike", "arrest", "territory_change"}),
    frozenset({"abduction", "armed_attack", "killing"}),
    frozenset({"armed_attack", "territory_change"}),
    frozenset({"protest", "riot", "clash", "destruction"}),
    frozenset({"talks", "agreement"}),
    frozenset({"expulsion", "closure"}),
)
"""Types that writers use for one happening (an air strike is also an attack); others never merge."""

GENERIC = words("generic")
"""Nouns that refer back when definite."""

WEIGHTS = {
    "same": 1.8,
    "type": 0.1,
    "type_differs": -1.26,
    "definite": 0.8,
    "indefinite": -2.0,
    "bare": 2.34,
    "day": 0.8,
    "time": 0.6,
    "time_conflict": -3.6,
    "own_time": -1.0,
    "own_date": -1.0,
    "place": 1.0,
    "place_conflict": -1.5,
    "country_conflict": -3.1,
    "party": 1.1,
    "side_conflict": -2.5,
    "turn": -3.0,
    "apart": -5.0,
    "title": 1.19,
    "person": 3.2,
    "other_person": -3.4,
    "word": 0.5,
}
"""
What each observation adds to the fit.

Chosen one at a time, to group passages and labelled reports kept out of training (`training/grouping.py`) and to
read the development reports well.
"""

WINDOW = 60
"""Happenings, the latest, that a mention may join: it bounds the cost of a long report."""

THRESHOLD = 0.3
"""Fit above which a mention joins a happening told before it."""

ALONE = -0.3
"""Fit above which one that stayed alone and tells no harm joins a happening after all; chosen as `WEIGHTS` are."""


TimeFacts = frozenset[tuple[str, int]]
"""What a time expression fixes, such as ``{("month", 3), ("day", 18)}``, whatever its words."""


@dataclass
class Mention:
    """
    A trigger with what hangs on it; the rest is what it says itself, for comparing.

    `times` are what its words fix, `days` the first and last day of those that can be told.

    `persons` are the named persons whom it befell; `turns` tells that its words go over to something else; `apart` are
    the indices of mentions that it is said to answer, or that are said to answer it; `sides` are the states and named
    groups of those who did it.
    """

    index: int
    trigger: Trigger
    head: Token
    sentence: int
    definite: bool
    indefinite: bool
    turns: bool = False
    in_title: bool = False
    times: tuple[TimeFacts, ...] = ()
    days: tuple[tuple[date, date], ...] = ()
    located: tuple[PlaceMention, ...] = ()
    initiators: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    heads: frozenset[int] = frozenset()
    apart: frozenset[int] = frozenset()
    sides: frozenset[str] = frozenset()

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """Give the trigger's arguments."""
        return self.trigger.arguments

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """What names it: "airstrikes" as well as "launched airstrikes"."""
        doc, trigger = self.head.doc, self.trigger
        words = (doc[i] for i in range(trigger.start, trigger.end))
        return frozenset(t.lemma_ for t in words if t.pos_ in {"NOUN", "VERB"}) | {self.head.lemma_}

    @cached_property
    def same(self) -> dict[int, float]:
        """The probability, by the index of an earlier mention, that both are of one happening."""
        return dict(self.trigger.same)

    def likeness(self, other: Mention) -> float | None:
        """Give the probability that this mention and another are of one happening; the model says it of the later."""
        return self.same.get(other.index, other.same.get(self.index))

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries of its places, which are known before it is compared."""
        return frozenset(p.place.country for p in self.located if p.place.country)

    @cached_property
    def names_aircraft(self) -> bool:
        """Whether something in its sentence flies."""
        return not AIRCRAFT.isdisjoint(columns(self.head.doc).lowers[slice(*syntax.sentence(self.head))])

    def owns(self, token: Token) -> bool:
        """
        Tell whether words below a mention in the parse hang on it, rather than on another mention in between.

        "The strikes on Monday answered an attack of Saturday": Saturday is the attack's.
        """
        between = False
        for above in syntax.ancestors(token):
            if above.i == self.head.i:
                return not between
            between = between or above.i in self.heads
        return True


@dataclass
class Happening:
    """Mentions of one happening, in text order; harm words that tell of it are kept beside them."""

    mentions: list[Mention] = field(default_factory=list)
    harm_words: list[Mention] = field(default_factory=list)

    @property
    def type(self) -> str:
        """Give the type that its mentions vote for; vague words weigh less. Harm alone tells it by the weapon."""
        if not self.mentions:
            return self._type_by_weapon() or BY_OUTCOME[self.harm_words[0].trigger.outcome or "killed"]
        votes: defaultdict[str, float] = defaultdict(float)
        for m in self.mentions:
            assert m.trigger.type is not None
            votes[m.trigger.type] += m.trigger.score * (0.4 if m.trigger.type in VAGUE else 1.0)
        best = min(votes, key=lambda t: (-votes[t], t))
        if best in BESIDES and votes[best] <= self._told_as_attack():
            return "armed_attack"
        if best in EXPLOSIVE and any(
            m.trigger.type == "suicide_bombing" and m.trigger.score >= OWN_DEATH for m in self.mentions
        ):
            return "suicide_bombing"
        voters = [m for m in self.mentions if m.trigger.type == best]
        from_air = best == "air_strike" and any(m.names_aircraft for m in voters)
        if best == "air_strike" and not from_air and (kind := type_by_weapon(_weapons_told(self.mentions))):
            return kind
        # An attack in a report on air raids is not one from the air, unless a word or a weapon says so.
        said = any(m.head.lemma_.lower() not in ATTACKS | (frozenset() if from_air else RAIDS) for m in voters)
        if best in FROM_AFAR and not said:
            return self._type_by_weapon() or "armed_attack"
        return best

    def _told_as_attack(self) -> float:
        """Sum the scores of the verbs by which somebody attacks."""
        told = (m for m in self.mentions if m.trigger.type == "armed_attack" and m.head.pos_ == "VERB")
        return sum(m.trigger.score for m in told)

    def _type_by_weapon(self) -> str | None:
        return type_by_weapon(
            token
            for part in self.parts
            for argument in part.arguments
            if argument.role == "weapon"
            for token in part.head.doc[argument.start : argument.end]
        )

    @property
    def parts(self) -> list[Mention]:
        """Give mentions and harm words together, in text order."""
        return sorted([*self.mentions, *self.harm_words], key=lambda m: m.index)


BY_OUTCOME = {
    "killed": "killing",
    "injured": "armed_attack",
    "casualty": "armed_attack",
    "abducted": "abduction",
    "captured": "arrest",
    "missing": "other",
    "displaced": "expulsion",
    "detained": "arrest",
}
"""What a happening is that only its harm names."""

FROM_AFAR = frozenset({"air_strike", "shelling"})
"""Types that tell the means."""

ATTACKS = words("attacks")
"""Words that leave the means open."""

EXPLOSIVE = frozenset({"air_strike", "shelling", "bombing"})
"""Types that a bomber's own death tells better."""

BESIDES = frozenset({"abduction", "destruction", "territory_change"})
"""Types of what those who attack a place do there besides, unless more is told of it than of their attacking."""

OWN_DEATH = 0.8
"""Score from which a word for a suicide bombing is believed against others."""

RAIDS = frozenset({"raid"})
"""Lemmas that leave the means open where nothing in their sentence flies."""

AIRCRAFT = words("aircraft")
"""Words of what comes from the air."""


def _weapons_told(mentions: Iterable[Mention]) -> Iterator[Token]:
    """Yield the words for weapons that the model ties to some mentions, in the sentence of each."""
    for mention in mentions:
        start, end = syntax.sentence(mention.head)
        for argument in mention.arguments:
            if argument.role == "weapon" and start <= argument.start < end:
                yield from mention.head.doc[argument.start : argument.end]


OF_PERSONS = frozenset({"killing", "arrest", "abduction"})
"""Types of which each person's is a happening of its own, where persons are named."""

VAGUE = frozenset({"other", "armed_attack", "killing", "operation"})


def compatible(left: str, right: str) -> bool:
    """Tell whether two types can be one happening in different words."""
    return left == right or any(left in f and right in f for f in FAMILIES)


def is_actual(trigger: Trigger, head: Token) -> bool:
    """Tell whether a trigger names something that took place: the model's word, unless the grammar rules it out."""
    least = COUNTED if any(c.dep_ == "nummod" for c in head.children) else ACTUAL
    if trigger.actual < least and not (trigger.score >= ACTUAL and is_told_as_past(head)):
        return False
    if is_ruled_out(trigger, head):
        return False
    if head.pos_ in {"VERB", "AUX"}:
        word = syntax.modal(head)
        if word is not None and trigger.actual < 0.9:
            return False
        if syntax.negation(head) is not None and not trigger.outcome:
            return False
    elif any(c.lower_ in {"no", "any", "every", "each", "all"} and c.dep_ == "det" for c in head.children):
        return False
    return True


def is_told_as_past(head: Token) -> bool:
    """
    Tell a noun that the grammar puts into what has been, whatever is said of it.

    "Last week's attacks", "they retaliated with their own strikes", "they announced a truce".
    """
    if head.pos_ not in {"NOUN", "PROPN"}:
        return False
    if is_declared(head):
        return True
    if any(c.dep_ in {"nmod:poss", "poss"} and _is_past_time(c) for c in head.children):
        return True
    verb = head.head
    return (
        head.dep_ in syntax.OBLIQUE
        and verb.tag_ in {"VBD", "VBN"}
        and verb.lower_ in ANSWERS
        and syntax.preposition(head) in {"with", "by"}
        and syntax.modal(verb) is None
        and syntax.negation(verb) is None
    )


def _is_past_time(token: Token) -> bool:
    """Tell a time in the possessive that has been ("last week's", "Monday's"), a week or a month only if it says so."""
    if token.lower_ in PAST_DAYS:
        return not any(c.lower_ in {"next", "coming", "this"} for c in token.children)
    return token.lower_ in PERIODS and any(c.lower_ in {"last", "past", "previous"} for c in token.children)


PAST_DAYS = words("past_days")
"""Days whose own happenings have been, where a report tells of them: "Monday's raid"."""

PERIODS = words("periods")
"""Stretches of time that may be past or to come."""

ANSWERS = words("answers")
"""Verbs of what is done back, with or by something."""


def anchor(doc: Doc, trigger: Trigger) -> Token:
    """Give the syntactic head of a trigger's words."""
    return syntax.root(doc, trigger.start, trigger.end)


def determination(head: Token) -> tuple[bool, bool]:
    """Tell whether a noun is definite ("the attack", "Monday's strikes") and whether it is indefinite ("an attack")."""
    if head.pos_ not in {"NOUN", "PROPN"}:
        return False, head.lower_ == "one"
    definite = indefinite = False
    for child in head.children:
        word = child.lower_
        if child.dep_ in {"det", "det:predet", "predet"}:
            if word in {"the", "this", "that", "these", "those", "such", "both"}:
                definite = True
            elif word in {"a", "an", "another", "some"}:
                indefinite = True
        elif child.dep_ in {"nmod:poss", "poss"}:
            definite = True
        elif word in {"another", "other", "separate", "second", "third", "previous", "earlier", "similar"}:
            indefinite = True
    return definite and not indefinite, indefinite


def other_days(one: Mention, other: Mention) -> bool:
    """Tell whether two mentions tell of days that are never the same."""
    pairs = [(a, b) for a in one.days for b in other.days]
    return bool(pairs) and all(a[1] < b[0] or b[1] < a[0] for a, b in pairs)


def turns(head: Token) -> bool:
    """Tell whether the words go over to another happening ("Meanwhile, ...", "they also seized a village")."""
    acts = head.pos_ == "VERB" and not syntax.is_passive(head)
    if acts and any(c.lower_ in ALSO and c.dep_ == "advmod" for c in head.children):
        return True
    words = columns(head.doc)
    first = next((i for i in range(*syntax.sentence(head)) if words.texts[i].isalpha()), None)
    return first is not None and words.lowers[first] in MEANWHILE


def group(mentions: list[Mention]) -> list[Happening]:
    """Group mentions, given in text order; each joins the happening that it fits best, or opens one."""
    happenings: list[Happening] = []
    for mention in mentions:
        best, score = None, THRESHOLD
        for happening in happenings[-WINDOW:]:
            fit = sum(explain(happening, mention).values())
            if fit > score:
                best, score = happening, fit
        if best is None:
            best = Happening()
            happenings.append(best)
        best.mentions.append(mention)
    return happenings


def rejoin(happenings: Sequence[Happening]) -> list[Happening]:
    """
    Let mentions that stayed alone join what they fit best, now that all happenings are known; keep the order.

    What is told only once and without harm is mostly told elsewhere too: before the words that it fits, or in words
    that fit nothing well ("a weekend of strikes"). Harm tells the happenings of a list apart.
    """
    for at, alone in enumerate(happenings):
        if len(alone.mentions) != 1 or alone.harm_words or alone.mentions[0].trigger.outcome:
            continue
        mention = alone.mentions[0]
        best, score = None, ALONE
        for other in happenings[max(0, at - WINDOW) : at + WINDOW]:
            if other is not alone and other.mentions:
                fit = sum(explain(other, mention).values())
                if fit > score:
                    best, score = other, fit
        if best is not None:
            best.mentions = sorted([*best.mentions, mention], key=lambda m: m.index)
            alone.mentions = []
    return [h for h in happenings if h.parts]


def explain(happening: Happening, mention: Mention) -> dict[str, float]:
    """Give the observations for and against a mention's being of a happening, by name; they add up to the fit."""
    assert mention.trigger.type is not None
    seen: dict[str, float] = {}
    types = {m.trigger.type for m in happening.mentions if m.trigger.type}
    if not any(compatible(mention.trigger.type, t) for t in types):
        return {"type": -9.0}
    known = (mention.likeness(m) for m in happening.mentions)
    probabilities = sorted((p for p in known if p is not None), reverse=True)
    if probabilities:
        best = 0.6 * probabilities[0] + 0.4 * sum(probabilities) / len(probabilities)
        best = min(max(best, 0.01), 0.99)
        seen["same"] = WEIGHTS["same"] * math.log(best / (1 - best)) / 2
    word = any(not m.lemmas.isdisjoint(mention.lemmas) for m in happening.mentions)
    # "The airstrike" is what it was before, whatever type the model hears in it this time; not so "the attack".
    again = word and mention.definite and mention.head.lower_ not in GENERIC and not EXPLOSIVE.isdisjoint(types)
    alike = again or mention.trigger.type in types
    seen["type"] = WEIGHTS["type" if alike else "type_differs"]
    if word:
        seen["word"] = WEIGHTS["word"]
    if mention.definite and mention.head.lower_ in GENERIC:
        seen["definite"] = WEIGHTS["definite"]
    told = mention.times or mention.located or mention.initiators or mention.targets or mention.persons
    if not (told or mention.indefinite):
        seen["bare"] = WEIGHTS["bare"]
    if mention.indefinite:
        seen["indefinite"] = WEIGHTS["indefinite"]
    if mention.turns:
        seen["turn"] = WEIGHTS["turn"]
    if any(m.index in mention.apart for m in happening.mentions):
        seen["apart"] = WEIGHTS["apart"]
    time = _time_told(happening, mention)
    if time is not None:
        seen["time"] = WEIGHTS[time]
    places = [place for m in happening.mentions for place in m.located]
    countries = frozenset().union(*(m.countries for m in happening.mentions))
    if {p.place.name for p in places} & {p.place.name for p in mention.located}:
        seen["place"] = WEIGHTS["place"]
    elif countries and mention.countries and not countries & mention.countries:
        seen["place"] = WEIGHTS["country_conflict"]
    elif lie_apart(places, mention.located):
        seen["place"] = WEIGHTS["place_conflict"]
    for side in ("initiators", "targets"):
        mine = getattr(mention, side)
        theirs = frozenset().union(*(getattr(m, side) for m in happening.mentions))
        if mine & theirs:
            seen[side] = WEIGHTS["party"]
    sides = frozenset().union(*(m.sides for m in happening.mentions))
    if sides and mention.sides and not sides & mention.sides:
        seen["side"] = WEIGHTS["side_conflict"]
    persons = frozenset().union(*(m.persons for m in happening.mentions))
    if mention.persons & persons:
        seen["person"] = WEIGHTS["person"]
    elif mention.persons and persons and mention.trigger.type in OF_PERSONS:
        seen["person"] = WEIGHTS["other_person"]
    if happening.mentions[0].in_title and mention.sentence <= happening.mentions[0].sentence + 3:
        seen["title"] = WEIGHTS["title"]
    return seen


def _time_told(happening: Happening, mention: Mention) -> str | None:
    """Name what the times of a mention say of its being of a happening; none where they say nothing."""
    theirs = [time for m in happening.mentions for time in m.times]
    shared = {name for mine in mention.times for time in theirs for name, _ in mine & time}
    if shared:
        return "time" if shared.isdisjoint({"day", "weekday", "days on"}) else "day"
    fields = [dict(time) for time in theirs]
    if any(known.get(name, value) != value for known in fields for mine in mention.times for name, value in mine):
        return "time_conflict"
    if any(other_days(m, mention) for m in happening.mentions):
        return "time_conflict"
    if mention.times and theirs:
        return "own_time"
    dated = any(name in {"month", "year", "months on", "years on"} for mine in mention.times for name, _ in mine)
    return "own_date" if dated and len(happening.mentions) > 1 else None
