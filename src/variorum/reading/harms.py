"""
Harms: how many of whom were killed, hurt, taken or driven out, by whose account.

A harm starts from a word that tells one (the trigger head's outcome) and from the people that it befell; each counted
group is a harm of its own, with the words of its count.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, get_args

from variorum.codebook.forms import all_forms
from variorum.model import Harm
from variorum.model.account import HarmStance, Outcome
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.befallen import BEFALLS, by_syntax, is_state, victims_of
from variorum.reading.context import Context
from variorum.reading.fates import are_counted_as_one
from variorum.reading.groups import by_actor, group_elsewhere, group_of_harmed
from variorum.reading.happenings import Mention
from variorum.reading.owners import BODIES
from variorum.reading.people import Counted, group_of, is_any, is_excepted
from variorum.reading.shots import is_aimed, is_fired
from variorum.reading.tolls import giver, is_died_of, is_lethal, is_spared
from variorum.reading.voices import Voice, Voices

if TYPE_CHECKING:
    from spacy.tokens import Token

OUTCOMES = frozenset(get_args(Outcome))


def find_harms(
    context: Context, mention: Mention, voices: Voices, outcome: str, rivals: Sequence[Mention] = ()
) -> Iterator[Harm]:
    """
    Yield the harms that one harm word tells.

    Of several harm words the nearest takes a victim: in "five soldiers were killed and seven wounded" each verb has its
    own, though the parse gives both to both. *rivals* are the other harm words around.
    """
    if outcome not in OUTCOMES or is_fired(mention.head) or is_aimed(mention.head) or is_died_of(mention.head):
        return
    voice = voices.telling(mention.head)
    as_one = are_counted_as_one(mention.head)
    outcome = "casualty" if as_one else _by_word(mention.head) or outcome
    if outcome in TAKEN:
        outcome = _by_taker(context, mention.head) or outcome
    seen: set[tuple[int, int]] = set()
    victims = list(victims_of(context, mention, rivals))
    told = any(not c.bare for c in victims)
    nobody = syntax.counts_none(mention.head) or is_spared(mention.head)
    lowers = columns(mention.head.doc).lowers[slice(*syntax.sentence(mention.head))]
    before = "since" in lowers or "until" in lowers
    alone = [c.head.i for c in victims if nobody and is_excepted(c.head)]
    whole = False
    for counted in victims:
        if alone and counted.head.i not in alone:
            # "No casualties other than the driver": one there was.
            continue
        if before and (nobody or counted.high == 0):
            # "No soldier had been killed there since 1997": that is told of other times.
            continue
        if outcome in CUSTODY and (nobody or counted.high == 0):
            # "No arrests have been made": nobody was harmed, or spared.
            continue
        if (counted.start, counted.end) in seen:
            continue
        if is_any(counted.head) and not (nobody or _is_denied(mention.head, voice)):
            # "Whether anyone was hurt" leaves it open.
            continue
        near = _nearest(counted, mention, rivals, outcome) or (counted.part and whole)
        whole = whole if counted.part else near
        if not near:
            continue
        if counted.bare and told:
            # In "12 children and teenagers" the number is for both.
            continue
        seen.add((counted.start, counted.end))
        if nobody and counted.low > 0 and not alone:
            counted = dataclasses.replace(counted, low=0, high=0)
        own, fate = voices.telling(counted.head), "killed" if counted.dead and not as_one else outcome
        if voice is not None and own is not None and not _takes(mention.head, counted.head):
            # "The police said 12 were killed, the rebels said 40": the verb is the police's, the second number is not.
            yield _harm(context, mention, counted, fate, own)
            continue
        # Who "gave 37" is answerable for the number, not for the verb.
        yield _harm(context, mention, counted, fate, voice or own)


_HANGING = frozenset({"acl", "acl:relcl", "amod"})
"""Relations of what is said of people by the way."""


def _nearest(counted: Counted, mention: Mention, rivals: Sequence[Mention], outcome: str) -> bool:
    mine = _distance(mention.head, counted.head)
    mine_by_grammar = _takes(mention.head, counted.head)
    for rival in rivals:
        if rival.head.i == counted.head.i:
            # "30 dead, 37 hurt": the word for one harm is not the victim of the other.
            return False
        if mine_by_grammar and rival.head.dep_ in _HANGING and rival.head.head.i == counted.head.i:
            # "Four rebels arrested in May were found dead": what else is said of them takes nothing away.
            continue
        differs = rival.trigger.outcome not in {None, mention.trigger.outcome}
        its = differs and _takes(rival.head, counted.head)
        joined = syntax.first_conjunct(rival.head) == syntax.first_conjunct(_verb(mention.head))
        if its and joined and mention.head.i > rival.head.i and by_syntax(mention.head) == by_syntax(rival.head)[:1]:
            # "A boy was hit and later died": both befell the one whom both are told of.
            continue
        if its != mine_by_grammar and not joined:
            if its:
                return False
            continue
        if differs and outcome != "casualty" and _distance(rival.head, counted.head) < mine:
            return False
    return True


def _verb(word: Token) -> Token:
    """Give the verb by which it is told that somebody is dead ("was pronounced dead")."""
    return word.head if word.pos_ == "ADJ" and word.dep_ == "xcomp" else word


def _takes(word: Token, victim: Token) -> bool:
    """Tell whether by the grammar a word of harm tells it of somebody."""
    return any(t.i == victim.i for t in by_syntax(word))


def _distance(word: Token, victim: Token) -> int:
    """Count the words between, and more on the wrong side: who is killed is before the verb, whom one kills after."""
    if word.i == victim.i or (word.tag_ == "VBN" and victim.i == word.i - 1 and victim.pos_ == "NUM"):
        # "12 killed, 30 injured".
        return 0
    counts = word.i + 1 < len(word.doc) and word.nbor(1).pos_ == "NUM"
    suffers = word.lower_ in BEFALLS or is_lethal(word) or (word.pos_ == "NOUN" and word.head.lower_ in BEFALLS)
    before = not counts and (is_state(word) or suffers or (word.pos_ == "VERB" and syntax.is_passive(word)))
    return abs(word.i - victim.i) + (0 if (victim.i < word.i) == before else 10)


def _by_word(head: Token) -> str | None:
    """Correct the outcome by the verb: who is shot is not told to be dead, who is captured is not detained."""
    lemma = told_by(head)
    if lemma == "casualty":
        around = (
            {c.lower_ for c in head.children}
            | {t.lower_ for t in syntax.conjuncts(head)}
            | {head.nbor(1).lower_ if head.i + 1 < len(head.doc) else ""}
        )
        if around & {"dead", "death", "fatally", "killed", "died", "to"} or _is_shot_dead(head):
            return "killed"
        return "casualty"
    return lemma


def told_by(head: Token) -> str | None:
    """Give the outcome that a word itself tells, whatever the model hears."""
    told = OUTCOME_OF.get(head.lower_)
    return "killed" if told in {None, "injured"} and _is_to_death(head) else told


def is_met(people: Token) -> bool:
    """Tell people whom somebody speaks to or looks after, who are alive ("interviewed 52 victims")."""
    return people.head.lower_ in _MEET and people in syntax.patients(people.head)


_MEET = all_forms(("interview", "meet", "question", "comfort", "assist", "treat", "help", "visit"))
"""Verbs of what is done to the living."""


def _is_to_death(verb: Token) -> bool:
    """Tell whether people died of what was done to them ("beaten to death", "burned alive")."""
    if verb.pos_ != "VERB":
        return False
    alive = columns(verb.doc).lowers[verb.i + 1 : verb.i + 2] == ["alive"]
    return (alive and verb.lower_ in _BURN) or any(
        link == "to" and t.lower_ == "death" for link, t in syntax.phrases(verb)
    )


_BURN = all_forms(("burn", "bury", "skin"))
"""Verbs of what nobody lives through to whom it is done alive."""


def _is_shot_dead(verb: Token) -> bool:
    """Tell whether behind those who were shot it is told that they died of it ("shot 30 people dead")."""
    for token in verb.doc[verb.i + 1 : verb.i + _FURTHEST_DEAD]:
        if token.is_punct or token.pos_ == "VERB" or token.lower_ in {"and", "but"}:
            return False
        if token.lower_ == "dead":
            return True
    return False


_FURTHEST_DEAD = 9
"""Words behind "shot" among which it is told that people are dead."""

TAKEN = frozenset({"abducted", "detained", "captured"})
"""Outcomes of people who are held against their will, which who holds them tells apart."""

HOLD = all_forms(("hold", "keep", "seize", "take"))
"""Verbs of holding that leave open by what right."""


def _by_taker(context: Context, verb: Token) -> str | None:
    """Tell the outcome of a verb of holding by who holds: the state's forces detain, others abduct."""
    if verb.lower_ not in HOLD:
        return None
    if any(t.lower_ in {"prisoner", "captive"} for t in verb.doc[verb.i + 1 : verb.i + _CAPTIVE]):
        return "captured"
    for taker in syntax.agents(verb):
        group = group_of(taker)[0]
        if group == "unknown":
            group = by_actor(context, taker) or group
        if group == "civilian" and verb.lower_ not in all_forms(("hold", "keep")):
            # Neighbours seize a thief.
            continue
        if group != "unknown" or taker.lower_ in PRISONERS:
            return "detained" if group in {"police", "military", "security_forces", "official"} else "abducted"
    return None


_CAPTIVE = 5
"""Words behind a verb of holding among which it is told as what they are held."""

PRISONERS = all_forms(("inmate", "prisoner", "convict", "detainee"))

CUSTODY = frozenset({"detained", "captured"})
"""Outcomes of people who may well not be civilians."""

OUTCOME_OF = {
    "shot": "casualty",
    "stabbed": "casualty",
    "captured": "captured",
    "capture": "captured",
    "capturing": "captured",
    "arrested": "detained",
    "detained": "detained",
    "arrest": "detained",
    "arrests": "detained",
    "arresting": "detained",
    "raped": "injured",
    "poisoned": "injured",
    "poisoning": "injured",
    "raping": "injured",
    "tortured": "injured",
    "beaten": "injured",
    "kidnapped": "abducted",
    "abducted": "abducted",
    "hijacked": "abducted",
}


def _is_denied(word: Token, voice: Voice | None) -> bool:
    """Tell harm that is denied, or told not to have been done."""
    if voice is not None and voice.stance == "denies":
        return True
    return word.pos_ in {"VERB", "AUX", "ADJ"} and syntax.negation(word) is not None


def _harm(context: Context, mention: Mention, counted: Counted, outcome: str, voice: Voice | None) -> Harm:
    group, subgroup = group_of_harmed(context, mention.head, counted.head)
    if group == "unknown":
        group = group_elsewhere(context, counted.head)
        if group == "civilian" and outcome in CUSTODY:
            # "31 people were arrested": of whom they are nothing is told.
            group = "unknown"
    low, high = counted.low, counted.high
    stance: HarmStance = "asserts"
    denied = voice is not None and voice.stance == "denies"
    negated = _is_denied(mention.head, None)
    if denied or (negated and low > 0):
        low, high, stance = 0, 0, "denies" if denied else "asserts"
    span = context.span(counted.start, counted.end)
    speaker = voice.speaker if voice is not None else _giver(context, counted.head)
    return Harm(
        outcome=outcome,  # type: ignore[arg-type]
        group=group,
        subgroup=subgroup,
        low=low,
        high=high,
        approximate=counted.approximate,
        names=counted.names,
        speaker=speaker,
        stance=stance,
        start=span.start,
        end=span.end,
        quote=span.quote,
    )


def _giver(context: Context, number: Token) -> str | None:
    """Give who is told to give a number where no voice is heard ("the police raised the toll to 31")."""
    subject = giver(number)
    actor = context.actors.resolve_head(subject) if subject is not None else None
    kind = context.actors.get(actor).type if actor is not None else ""
    named = kind == "other" and actor is not None and context.actors.is_named(actor)
    return actor if kind in SPEAKING or named else None


SPEAKING = BODIES | {"intelligence", "person"}
"""Types of actors that give tolls."""
