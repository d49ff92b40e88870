"""Whose a thing is that is aimed at, or that aims: who sits in an office, flies an aircraft, laid a mine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.reading.actors.lexicon import ARMED, lexicon
from variorum.reading.bystanders import UNTOLD
from variorum.reading.context import Context
from variorum.reading.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

PREMISES = words("premises")
"""What stands for the body that sits in it, or whose it is."""

HELD = words("held")
"""Participles between such a place and who is there ("posts manned by volunteers")."""

CARRYING = frozenset({"carrying", "transporting", "ferrying"})
"""Participles between a vehicle and who rides in it."""

BODIES = frozenset("military police armed_group political_party media government research intergovernmental".split())
"""Types of actors for which their premises stand."""


HOMES = words("homes")
"""What stands for whoever lives in it or rides in it, also where that is no body."""

DWELLERS = BODIES | {"person", "civilians"}
"""Types of actors for which their homes and cars stand."""

MEN = words("men")
"""Words for people of a body that say no more of them than that they are of it ("men of the front")."""


HURT = frozenset({"dead", "wounded", "injured"})
"""Words that say of people only what befell them."""


GATHERED = words("gathered")
"""Nouns that only say of people or things that they are together, or a part of something."""

AREAS = frozenset({"area", "areas"})
"""Nouns that do so before one of them ("areas of concentration of troops")."""

DEEPEST = 4
"""Such nouns within one another that are gone through."""


def of_whom(word: Token) -> Token:
    """
    Give those whom a word only counts, gathers or divides, else the word itself.

    "Two of the kidnappers", "a column of rebels", "the roof of a clinic". A gathering of so many is one ("a crowd of
    300").
    """
    for _ in range(DEEPEST):
        of = [t for link, t in syntax.phrases(word) if link == "of" and t.ent_type_ != "TIME"]
        if word.pos_ == "NUM":
            of = [t for t in of if t.lower_ not in HURT]
        elif word.lower_ in GATHERED or (word.lower_ in AREAS and of and of[0].lower_ in GATHERED):
            of = [t for t in of if t.pos_ not in {"NUM", "PRON"}]
        else:
            return word
        if not of:
            return word
        word = of[0]
    return word


def holder(context: Context, site: Token, actor: str | None) -> str | None:
    """Give the body whose premises are aimed at ("a branch of the bank"), else *actor*, who the words are for."""
    riders = (t for c in site.children if c.lower_ in CARRYING for t in syntax.patients(c) if t.lower_ not in UNTOLD)
    for rider in riders:
        found = context.actors.resolve_head(rider)
        if found is not None and context.actors.get(found).type in DWELLERS:
            return found
    dwelt = site.lower_ in HOMES
    if site.lower_ not in PREMISES and not dwelt:
        return actor
    hands = (t for c in site.children if c.dep_ == "acl" and c.lower_ in HELD for t in syntax.agents(c))
    for hand in hands:
        if (found := context.actors.resolve_head(hand)) is not None:
            return found
    # Who is in it or has it comes before what it is called: "a command post of the fleet".
    owners = [c for c in site.children if c.dep_ in {"nmod:poss", "poss"} and c.i < site.i]
    owners += [t for word, t in syntax.phrases(site) if word == "of"]
    owners += [c for c in site.children if c.dep_ == "compound" and c.i < site.i]
    for owner in owners:
        found = context.actors.resolve_head(owner)
        own = owner.dep_ != "compound" and dwelt
        if found is None or (owner.dep_ == "compound" and _says_what_kind(context, found)):
            continue
        kind = context.actors.get(found).type
        if kind == "government" and actor is not None and _is_force_of(context, actor, found):
            return actor
        company = kind == "other" and owner.ent_type_ == "ORG" and context.actors.is_named(found)
        if company or kind in (DWELLERS if own else BODIES):
            return found
    return actor


def _is_force_of(context: Context, force: str, ministry: str) -> bool:
    """Tell whether a force is that of the state of a ministry, which mans its posts."""
    found = context.actors.get(force)
    same = found.country is not None and found.country == context.actors.get(ministry).country
    return same and found.type == "military" and context.actors.is_named(force)


def _says_what_kind(context: Context, owner: str) -> bool:
    """Tell a noun that only says what a place is for from whose it is ("a television studio")."""
    found = context.actors.get(owner)
    return found.type in {"media", "research"} and found.name.islower()


def bearer(context: Context, arms: Token, actor: str | None) -> str | None:
    """Give whose an aircraft, a vessel or a weapon is; one that is nobody's is a weapon and no party."""
    found = context.actors.get(actor) if actor is not None else None
    before = [c for c in arms.children if c.i < arms.i and (c.ent_type_ in NAMES or _is_force(c)) and not _is_make(c)]
    if found is not None and found.parent is not None and context.actors.get(found.parent).type != "state":
        # "Front drones" are the front's; "Freedonian jets" are the air force.
        return found.parent
    if found is not None and found.type == "armed_group" and not context.actors.is_named(found.id) and before:
        # "Freedonian B-9 bombers" are no fighters.
        return next((o for c in before if (o := context.actors.resolve_head(c)) is not None), actor)
    name = found.name.lower().split() if found is not None else []
    called = len(name) != 2 or name[1] != arms.lower_
    if found is not None and found.country is not None and before and called:
        # "Freedonian warplanes" are the air force, a "Freedonian tank" is Freedonia's.
        return actor
    if found is not None and found.parent is not None:
        return found.parent
    owners = (o for c in (*before, *_behind(arms)) if (o := context.actors.resolve_head(c)) is not None)
    return next(owners, actor if found is not None and found.country is not None else None)


NAMES = frozenset({"NORP", "LOC", "ORG"})
"""Entities that before arms say whose they are."""


def _is_force(word: Token) -> bool:
    """Tell whether a noun before arms is for a force or a government ("army convoy", "government drones")."""
    role = lexicon().role([word.lower_]) if word.dep_ in {"compound", "amod"} else None
    return role is not None and role.kind == "bodies" and (role.type in ARMED or role.type == "government")


def _is_make(word: Token) -> bool:
    """Tell whether a name says who made a thing, and not whose it is ("a Freedonian-made drone")."""
    after = [t.lower_ for t in word.doc[word.i + 1 : word.i + 3]]
    return after[:1] == ["-"] and after[1:] not in ([], ["led"], ["backed"])


def _behind(arms: Token) -> Iterator[Token]:
    """Give whose words after arms say that they are: "jets of the coalition", "mines laid by saboteurs"."""
    for part in (arms, *(c for c in arms.children if c.dep_ in {"flat", "flat:name"})):
        yield from (t for word, t in syntax.phrases(part) if word == "of" and t.ent_type_ != "TIME")
    for child in arms.children:
        if child.dep_ == "acl" and child.lower_ == "belonging":
            yield from (t for word, t in syntax.phrases(child) if word == "to")
        elif child.dep_ == "acl" and child.tag_ == "VBN":
            yield from syntax.agents(child)


def body_of(context: Context, men: Token, actor: str) -> str:
    """Give the armed body whose men words are for ("200 men of the front", "Front men"), else *actor*."""
    if men.lower_ not in MEN or context.actors.is_named(actor):
        return actor
    owners = [c for c in men.children if c.dep_ == "compound" and c.i < men.i]
    owners += [t for word, t in syntax.phrases(men) if word in {"of", "from"}]
    for owner in owners:
        named = any(t.ent_type_ in {"ORG", "NORP"} for t in (owner, *owner.children))
        found = context.actors.resolve_head(owner, create=False) if named else None
        if found is not None and context.actors.is_named(found) and context.actors.get(found).type in ARMED:
            return found
    return actor


def others_of(context: Context, men: Token, actor: str) -> list[str]:
    """Give the other bodies and states whose men words are for ("members of the Front and the Army")."""
    owners = [t for word, t in syntax.phrases(men) if word in {"of", "from"}]
    if len(owners) < 2 or men.tag_ not in {"NNS", "NNPS"}:
        return []
    first, *others = (context.actors.resolve_head(owner, create=False) for owner in owners)
    whole, land = context.actors.get(actor), context.actors.get(first).country if first is not None else None
    if first != actor and (whole.type not in ARMED or land is None or whole.country != land):
        return []
    found = (a for a in others if a is not None and a != actor and context.actors.is_named(a))
    return [a for a in found if context.actors.get(a).type in ARMED | {"state"}]


def joint(context: Context, team: Token) -> list[str]:
    """Give those of whom a team or a force is said to be ("a joint team of the police and the army")."""
    if team.lower_ not in TEAMS:
        return []
    found = [context.actors.resolve_head(t, create=False) for word, t in syntax.phrases(team) if word == "of"]
    told = [a for a in found if a is not None and (context.actors.is_named(a) or context.actors.get(a).type in ARMED)]
    armed = [a for a in told if context.actors.get(a).type in ARMED]
    return told if armed and (len(told) > 1 or context.actors.is_named(armed[0])) else []


TEAMS = frozenset("team teams force group column convoy contingent party".split())
"""Words for those who act together."""
