"""The group of those who were harmed: by their own words, by those around them, by the actor that they are of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from variorum.codebook.forms import all_forms
from variorum.model.account import Group
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.befallen import BEFALLS
from variorum.reading.context import Context
from variorum.reading.figures import is_people
from variorum.reading.partywords import party_words
from variorum.reading.people import (
    ANAPHORS,
    MAY_FIGHT,
    PEOPLE,
    RANKS,
    group_of,
    is_person_noun,
    is_told_apart,
    noun_after,
    share_of,
)
from variorum.reading.peoplewords import lexicon
from variorum.reading.tolls import is_lost

if TYPE_CHECKING:
    from spacy.tokens import Token

GROUP_OF_ACTOR: dict[str, Group] = {
    "military": "military",
    "police": "police",
    "armed_group": "militant",
    "government": "official",
    "civilians": "civilian",
}
"""The group of people whom only their actor tells ("12 Somalis" of the pirates)."""

ARMED = frozenset({"military", "police", "militant", "security_forces"})
"""Groups of people who bear arms."""

MINISTRIES: dict[str, Group] = {"defence": "military", "defense": "military", "interior": "security_forces"}
"""The group of those whom a ministry has, where they are told by no more ("members of the defence ministry")."""


def by_actor(context: Context, word: Token) -> Group | None:
    """Give the group of the actor that a word is for."""
    name = context.actors.resolve_head(word, create=False)
    actor = context.actors.get(name) if name is not None else None
    if actor is not None and actor.type == "government":
        return next((g for w in actor.name.lower().split() if (g := MINISTRIES.get(w))), "official")
    return GROUP_OF_ACTOR.get(actor.type) if actor is not None else None


def group_of_harmed(context: Context, word: Token, head: Token) -> tuple[Group, str | None]:
    """Give the group and subgroup of those whom a *word* of harm befell, as far as their clause tells it."""
    group, subgroup = group_of(head)
    if group == "unknown" and (kind := _said_to_be(head) or share_of(head)) is not None:
        group, subgroup = group_of(kind)
    return _of_body(context, head) or _of_loser(context, word, head) or group, subgroup


def group_elsewhere(context: Context, head: Token, asked: frozenset[int] = frozenset()) -> Group:
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
            return group if (group := group_of(noun)[0]) != "unknown" else group_elsewhere(context, noun, asked)
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
            return group_elsewhere(context, told[-1], asked)
        if not before and (earlier := _told_before(head)) != "unknown":
            return earlier
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


def _told_before(others: Token) -> Group:
    """Give the group of the people, all of one kind, whom the sentence before counts: "Two died. Four others fled"."""
    doc, start = others.doc, syntax.sentence(others)[0]
    if start == 0 or not _goes_on(others) or syntax.preposition(others) == "with":
        return "unknown"
    first, last = syntax.sentence(doc[start - 1])
    tags = columns(doc).tags
    nouns = (doc[i] for i in range(first, last) if tags[i] in {"NN", "NNS"})
    told = [t for t in nouns if t.lower_ not in ANAPHORS and is_person_noun(t) and _counts(t) and not is_told_apart(t)]
    groups = {group_of(t)[0] for t in told}
    return groups.pop() if len(groups) == 1 else "unknown"


def _goes_on(others: Token) -> bool:
    """Tell words that go on with those told before: "four others", "another nine", "seven more"."""
    start = min(syntax.base(others)[0], others.i)
    return not _MORE.isdisjoint(columns(others.doc).lowers[start : others.i + 2])


_MORE = frozenset({"others", "other", "more", "another", "further"})
"""Words for people beside those who were told of before."""


def _of_them(share: Token) -> Token | None:
    """Give the pronoun of those of whom some are told apart: "killed several of them"."""
    return next((t for word, t in syntax.phrases(share) if word == "of" and t.lower_ in {"them", "whom"}), None)


def _of_those_before(context: Context, them: Token, asked: frozenset[int]) -> Group:
    """Give the group of those whom a pronoun stands for: the last people told of before it who do not do it."""
    verb = next((t for t in syntax.ancestors(them) if t.pos_ == "VERB"), None)
    doers = syntax.agents(verb) if verb is not None else []
    before = them.doc[syntax.sentence(them)[0] : them.i]
    told = [t for t in before if t.tag_ == "NNS" and t not in doers and is_person_noun(t)]
    group = group_of(told[-1])[0] if told else group_elsewhere(context, them, asked)
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
    suffers = next((t for t in _bearing(head) if t.lower_ in SUFFER and t.pos_ == "VERB"), None)
    verb = word if is_lost(word) and word.pos_ == "VERB" else suffers
    if head.lower_ not in PEOPLE | ANAPHORS | LOSSES and head.pos_ != "NUM":
        return None
    losers = syntax.agents(verb) if verb is not None else []
    for loser in (*losers, *_sides(head)):
        found = by_actor(context, loser)
        if found not in ARMED:
            found = group_of(loser)[0]
        if found in ARMED:
            return found
    return None


def _sides(head: Token) -> Iterator[Token]:
    """Yield on whose side people are told to have been lost ("no losses were reported on the army's side")."""
    for _, side in (*syntax.phrases(head), *syntax.phrases(head.head)):
        if side.lower_ in SIDES:
            yield from (c for c in side.children if c.dep_ in {"nmod:poss", "poss"})
            yield from (t for link, t in syntax.phrases(side) if link == "of")


LOSSES = frozenset({"losses"})
"""Nouns for those whom a force lost."""

SIDES = frozenset({"side", "part", "ranks"})
"""Nouns for a force, of whom it is told whose they are."""


def _bearing(head: Token) -> Iterator[Token]:
    """Yield what those who were lost hang on as objects, told one after another ("suffered three dead and 14 hurt")."""
    for _ in range(_ROWS):
        if head.dep_ not in syntax.OBJECT | {"conj", "nummod", "xcomp", "amod"}:
            return
        head = head.head
        yield head


_ROWS = 4
"""Words above the last of a row of the lost among which the verb is."""

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
