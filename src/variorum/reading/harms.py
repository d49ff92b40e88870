"""
Harms: how many of whom were killed, hurt, taken or driven out, by whose account.

A harm starts from a word that tells one (the trigger head's outcome) and from the people that it befell; each counted
group is a harm of its own, with the words of its count.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, get_args

from variorum.codebook.forms import all_forms
from variorum.model import Harm
from variorum.model.account import Group, HarmStance, Outcome
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.befallen import BEFALLS, by_syntax, victims_of
from variorum.reading.context import Context
from variorum.reading.fates import are_counted_as_one
from variorum.reading.groups import ARMED, GROUP_OF_ACTOR, by_actor
from variorum.reading.happenings import Mention
from variorum.reading.owners import BODIES
from variorum.reading.partywords import party_words
from variorum.reading.people import (
    ANAPHORS,
    MAY_FIGHT,
    PEOPLE,
    RANKS,
    Counted,
    group_of,
    is_excepted,
    is_person_noun,
    is_told_apart,
    lexicon,
    noun_after,
    share_of,
)
from variorum.reading.shots import is_aimed, is_fired
from variorum.reading.tolls import giver, is_died_of, is_lethal, is_lost, is_people, is_spared
from variorum.reading.voices import Voice, Voices

if TYPE_CHECKING:
    from spacy.tokens import Token

OUTCOMES = frozenset(get_args(Outcome))


def _group_elsewhere(context: Context, head: Token, asked: frozenset[int] = frozenset()) -> Group:
    """
    Find the group of people whose own words do not tell it.

    A bare number belongs to the people counted before it ("five soldiers were killed and seven wounded"), as do others
    ("a rebel was killed and two others hurt"); the rest to what the report calls them in another place.
    """
    nouns, _, _ = lexicon()
    if head.i in asked:
        return "unknown"  # "a group of them", who are the group
    asked |= {head.i}
    if (them := _of_them(head)) is not None and (group := _of_those_before(context, them, asked)) != "unknown":
        return group
    if head.pos_ == "NUM" or head.lower_ in ANAPHORS or head.lower_ in {"prisoner", "captive"}:
        if (noun := noun_after(head)) is not None:
            return group_of(noun)[0]
        if (noun := _numbered(head)) is not None:
            return group if (group := group_of(noun)[0]) != "unknown" else _group_elsewhere(context, noun, asked)
        before = [
            t
            for t in head.doc[syntax.sentence(head)[0] : head.i]
            if t.pos_ == "NOUN"
            and t.lower_ not in ANAPHORS
            and is_person_noun(t)
            and _counts(t)
            and not is_told_apart(t)
        ]
        groups = {group for t in before if (group := group_of(t)[0]) != "unknown"}
        if not groups and (attacked := _attacked(context, head)) != "unknown":
            return attacked
        told = [t for t in before if (is_people(t) or t.ent_type_) and group_of(t)[0] == "unknown"]
        if told and not groups:
            return _group_elsewhere(context, told[-1], asked)
        # What holds an office is one, and others are not of his kind.
        groups -= {"official"}
        # Of two kinds of people before it, none can be said to be meant.
        return groups.pop() if len(groups) == 1 else "unknown"
    actor_id = context.actors.resolve_head(head)
    if actor_id is None:
        return "unknown"
    actor = context.actors.get(actor_id)
    for known in (actor, context.actors.get(actor.parent) if actor.parent else None):
        kind = GROUP_OF_ACTOR.get(known.type) if known is not None else None
        if kind is not None and kind != "civilian":
            return kind
    for mention in actor.mentions:
        for word in reversed(_PART.split(mention.quote.lower())[0].split()):
            if word in nouns and word not in RANKS:
                return nouns[word]
    for mention in actor.mentions[:_TOLD]:
        first, last = context.tokens(mention.start, mention.end)
        group = group_of(syntax.root(context.doc, first, last))[0]
        if group != "unknown":
            return group
    return "civilian" if actor.type == "civilians" and head.lower_ not in MAY_FIGHT else "unknown"


def _of_them(share: Token) -> Token | None:
    """Give the pronoun of those of whom some are told apart: "killed several of them"."""
    return next((t for word, t in syntax.phrases(share) if word == "of" and t.lower_ in {"them", "whom"}), None)


def _of_those_before(context: Context, them: Token, asked: frozenset[int]) -> Group:
    """Give the group of those whom a pronoun stands for: the last people told of before it who do not do it."""
    verb = next((t for t in syntax.ancestors(them) if t.pos_ == "VERB"), None)
    doers = syntax.agents(verb) if verb is not None else []
    before = them.doc[syntax.sentence(them)[0] : them.i]
    told = [t for t in before if t.tag_ == "NNS" and t not in doers and is_person_noun(t)]
    group = group_of(told[-1])[0] if told else _group_elsewhere(context, them, asked)
    # Officials are told of before anybody, for they speak.
    return group if group != "official" else "unknown"


_PART = re.compile(r"\b(?:including|among|with)\b")
"""What parts people from those among them who are told apart."""

_TOLD = 12
"""Mentions of somebody by which it is sought who he is."""


def _numbered(figure: Token) -> Token | None:
    """Find what "the number of" counts whose figure stands behind it: "put the number of children killed at eight"."""
    if figure.pos_ != "NUM":
        return None
    before = figure.doc[syntax.sentence(figure)[0] : figure.i]
    numbers = [t for t in before if t.lower_ in {"number", "total", "count", "toll"}]
    counted = (t for noun in numbers[-1:] for word, t in syntax.phrases(noun) if word == "of")
    return next((t for t in counted if t.i != figure.i), None)  # "a total of nine" counts nobody else


def _attacked(context: Context, number: Token) -> Group:
    """Give the group of those whom an attack is said to hit that killed a number: "fired on pupils, killing six"."""
    verb = number.head
    if number.dep_ not in syntax.OBJECT or verb.tag_ != "VBG":
        return "unknown"
    # "Bombed the troops, killing ten and wounding eight".
    verb = syntax.first_conjunct(verb)
    nouns = verb is not number.head and any(t.pos_ == "NOUN" for t in syntax.patients(verb))
    if nouns or verb.head.pos_ != "VERB" or verb.head.lower_ in party_words().accuse:
        return "unknown"
    attack = verb.head
    above = [attack, *(c for c in attack.children if c.dep_ == "conj" and c.i < verb.i)]
    for clause in reversed(above):
        hit = [*syntax.patients(clause), *(t for word, t in syntax.phrases(clause) if word in AGAINST)]
        for token in (t for t in hit if t.pos_ != "PRON"):
            group = group_of(token)[0]
            if group == "unknown":
                group = by_actor(context, token) or group
            if group != "unknown":
                return group
    return "unknown"


AGAINST = frozenset({"on", "upon", "at", "against"})
"""Prepositions of those whom an attack is aimed at."""


def _said_to_be(number: Token) -> Token | None:
    """Give what some of the dead or hurt are said to have been ("46 of the wounded were soldiers")."""
    kind = number.head
    share = number.pos_ == "NUM" and number.dep_ in syntax.SUBJECT and kind.pos_ == "NOUN"
    return kind if share and any(c.dep_ == "cop" for c in kind.children) else None


PARTS = frozenset(
    "commander commanders comrade comrades member members one man men some several both fighter fighters".split()
)
"""Words for people that leave to what comes after "of" who they are ("two members of the front")."""

LED = frozenset({"chief", "chiefs", "leader", "leaders", "head", "boss", "founder"})
"""Titles of those who are of what they lead ("a Front chief", "the chief of police")."""


def _of_body(context: Context, head: Token) -> Group | None:
    """Give the group of the members of a body by what the body is."""
    titles = (c for c in head.children if c.i < head.i and c.dep_ in {"compound", "nmod:desc"} and c.lower_ in LED)
    head = next(titles, head)
    if head.pos_ != "NUM" and head.lower_ not in PARTS | LED:
        return None
    bodies = [t for word, t in syntax.phrases(head) if word in {"of", "from"} and t.ent_type_ not in {"LOC", "TIME"}]
    bodies += [c for c in head.children if c.dep_ == "compound" and c.ent_type_ == "ORG"]
    # "Three of its men were wounded".
    men = [t for t in (head, *bodies) if t.lower_ in PARTS]
    bodies += [c for t in men for c in t.children if c.dep_ in {"nmod:poss", "poss"}]
    if head.lower_ in PARTS and any(c.lower_ in DOUBTED for c in head.children):
        return "militant"
    for token in (t for t in bodies if t.lower_ != "them"):  # who they are is told before
        found = by_actor(context, token)
        if found in ARMED:
            return found
    return None


DOUBTED = frozenset({"suspected", "alleged", "presumed"})
"""Words that say of members of whatever body that they were taken for fighters."""


def _of_loser(context: Context, word: Token, head: Token) -> Group | None:
    """Give the group of the men whom a force is said to have lost: its own."""
    suffers = head.head if head.dep_ in syntax.OBJECT and head.head.lower_ in SUFFER else None
    verb = word if is_lost(word) else suffers
    if verb is None or (head.lower_ not in PEOPLE and head.pos_ != "NUM"):
        return None
    for loser in syntax.agents(verb) if verb.pos_ == "VERB" else ():
        found = by_actor(context, loser)
        if found in ARMED:
            return found
    return None


SUFFER = all_forms(("suffer", "sustain"))
"""Verbs of a force that has casualties."""


def _counts(noun: Token) -> bool:
    """Tell whether a noun counts those to whom something is done: "five soldiers", "a soldier", "one of the rebels"."""
    main = noun.head if noun.dep_ == "appos" else noun
    if main.dep_ == "nsubj" and main.head.pos_ == "VERB" and main.head.lower_ not in BEFALLS:
        return False
    if any(c.dep_ == "nummod" or c.lower_ in {"a", "an"} for c in noun.children):
        return True
    if noun.dep_ in syntax.SUBJECT | syntax.OBJECT and noun.i > noun.sent.start and noun.nbor(-1).pos_ == "NUM":
        # "On 19 October 24 soldiers": the parse may give the number to the day.
        return True
    return noun.dep_ == "nmod" and noun.head.pos_ == "NUM" and syntax.preposition(noun) == "of"


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
    before = not counts and (word.pos_ == "ADJ" or suffers or (word.pos_ == "VERB" and syntax.is_passive(word)))
    return abs(word.i - victim.i) + (0 if (victim.i < word.i) == before else 10)


def _by_word(head: Token) -> str | None:
    """Correct the outcome by the verb: who is shot is not told to be dead, who is captured is not detained."""
    lemma = OUTCOME_OF.get(head.lower_)
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


def _harm(context: Context, mention: Mention, counted: Counted, outcome: str, voice: Voice | None) -> Harm:
    group, subgroup = group_of(counted.head)
    if group == "unknown" and (kind := _said_to_be(counted.head) or share_of(counted.head)) is not None:
        group, subgroup = group_of(kind)
    group = _of_body(context, counted.head) or _of_loser(context, mention.head, counted.head) or group
    if group == "unknown":
        group = _group_elsewhere(context, counted.head)
        if group == "civilian" and outcome in CUSTODY:
            # "31 people were arrested": of whom they are nothing is told.
            group = "unknown"
    low, high = counted.low, counted.high
    stance: HarmStance = "asserts"
    denied = voice is not None and voice.stance == "denies"
    negated = mention.head.pos_ in {"VERB", "AUX", "ADJ"} and syntax.negation(mention.head) is not None
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
