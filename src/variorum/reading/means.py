"""What kind a happening is, by who or what did it: aircraft, a bomb, a bomber who dies, or people who lay down work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from variorum.codebook.forms import all_forms
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.nlp.lexical import type_by_weapon
from variorum.reading.aims import is_under
from variorum.reading.happenings import AIRCRAFT, ATTACKS, Happening, Mention
from variorum.reading.partywords import party_words
from variorum.reading.shots import MINES
from variorum.reading.sides import by_argument
from variorum.reading.triggers import SURE
from variorum.reading.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

OPEN = frozenset({"killing", "armed_attack", "other"})
"""Types that leave the means open."""

MEANS = frozenset({"air_strike", "shelling", "bombing", "suicide_bombing"})
"""Types that say by what it was done."""

CRAFT = AIRCRAFT - {"air", "aerial", "airborne", "dropped", "sortie", "sorties", "bomber", "bombers", "airforce"}
"""Words of what flies and shoots."""

FIREARMS = words("firearms")
"""Words for guns, which go off as bombs do."""

WALKOUTS = words("walkouts")
"""Words before a strike that is no attack ("a general strike")."""


def type_of(happening: Happening) -> str:
    """Tell the type of a happening by its words, and by what did it where these leave the means open."""
    kind = happening.type
    if _by_suicide_bomber(happening, kind):
        return "suicide_bombing"
    rammed = any(map(_is_rammed, happening.parts))
    if kind == "suicide_bombing" and not _tells_own_death(happening, rammed):
        return "armed_attack" if rammed else "bombing"
    if kind in {"killing", "destruction"} and rammed:
        return "armed_attack"
    if (
        kind == "destruction"
        and happening.mentions
        and all(is_under(m.head, party_words()) for m in happening.mentions)
    ):
        # Who comes under fire is not burnt.
        return "armed_attack"
    if kind == "air_strike" and any(_is_armed_strike(m.head) for m in happening.mentions):
        return "closure"
    if kind == "air_strike" and any(_is_walkout(m.head) for m in happening.mentions):
        return "protest"
    if kind == "clash" and happening.mentions and all(_is_swap(m.head) for m in happening.mentions):
        return "agreement"
    if kind in {"bombing", "shelling"} and _is_of_firearm(happening, kind):
        return "armed_attack"
    if kind == "territory_change" and _is_of_vessel(happening):
        return "abduction"
    if kind == "bombing" and _is_of_shell(happening):
        return "shelling"
    if kind in OPEN and not happening.mentions and (heard := _heard_of_harm(happening)):
        return heard
    if kind == "armed_attack" and (means := _by_means(happening)):
        return means
    if kind in OPEN or kind == "bombing":
        doer = _by_doer(happening)
        return doer if doer == "air_strike" or (doer and kind in OPEN) else kind
    return kind


def _is_swap(head: Token) -> bool:
    """Tell what is given for one another from fire that is exchanged ("exchanged 200 prisoners")."""
    return head.lower_ in EXCHANGES and any(token.lower_ in HELD for token in syntax.patients(head))


EXCHANGES = all_forms(("exchange", "swap", "trade"))
"""Verbs of giving one thing for another."""

HELD = all_forms(("prisoner", "hostage", "captive", "detainee", "body", "pow"))
"""Whom two sides give back to one another."""


def _heard_of_harm(happening: Happening) -> str | None:
    """Give the means that the model hears in the words for a happening that only harm tells ("a bomber killed six")."""
    trigger = happening.harm_words[0].trigger
    return trigger.type if trigger.type in MEANS and trigger.score >= SURE else None


def by_sides(happening: Happening, kind: str, initiators: Iterable[str], targets: Iterable[str]) -> str:
    """
    Tell by the types of both sides what else a word may be for.

    "The rebels bombed two posts": nothing flies in the whole report, and no weapon is told. Fighters who are driven out
    lose a place, and are not expelled.
    """
    driven = set(targets)
    if kind == "expulsion" and driven and driven <= FIGHTING:
        return "territory_change"
    if kind != "air_strike" or set(initiators) != {"armed_group"}:
        return kind
    voters = [m.head for m in happening.mentions if m.trigger.type == kind]
    if (
        not voters
        or any(head.lower_ not in BOMBED for head in voters)
        or not FLOWN.isdisjoint(columns(voters[0].doc).distinct)
    ):
        return kind
    return "bombing"


FIGHTING = frozenset({"armed_group", "military"})
"""Types of who holds a place by arms."""

BOMBED = all_forms(("bomb",)) | {"bombing", "bombings"}
"""Words for what bombs do, dropped or laid."""

FLOWN = AIRCRAFT | {"airplane", "missile", "missiles", "rocket", "rockets", "shell", "shells", "shelling", "artillery"}
"""Words of what hits from afar."""


def of_harm(happening: Happening, kind: str, outcomes: Iterable[str]) -> str:
    """Tell a shooting from a killing, and an abduction from an arrest, by its harm alone."""
    outcomes = set(outcomes)
    if kind == "arrest" and outcomes == {"abducted"}:
        return "abduction"
    if kind != "killing" or outcomes != {"injured"}:
        return kind
    return "armed_attack" if all(part.head.lower_ in HURT for part in happening.parts) else kind


HURT = all_forms(("shoot", "stab", "wound", "injure", "knife", "hurt", "hit"))
"""Verbs of what people may live through, in every form."""


def _tells_own_death(happening: Happening, rammed: bool) -> bool:
    """Tell whether a report says anywhere that a bomber died, or that explosives were in what he drove."""
    told = columns((happening.mentions or happening.harm_words)[0].head.doc).distinct
    return not DYING.isdisjoint(told) or (rammed and not LOADED.isdisjoint(told))


DYING = words("dying")
"""Words of a bomber who dies in the blast."""

LOADED = frozenset({"explosive", "explosives", "bomb", "bombs"})
"""What a vehicle that is driven at people may carry."""


def _is_rammed(part: Mention) -> bool:
    """Tell a vehicle that is driven at people: by the word itself, or what its outcome hangs on ("drove, killing")."""
    above = syntax.first_conjunct(part.head).head
    return any(
        verb.lower_ in RAMMING and any(word in INTO for word, _ in syntax.phrases(verb)) for verb in (part.head, above)
    )


RAMMING = all_forms(("ram", "drive", "plough", "plow", "crash", "smash", "slam", "career", "veer", "swerve"))
"""Verbs of how a vehicle is driven at somebody, in every form."""

INTO = frozenset({"into", "at", "through"})
"""Prepositions before what a vehicle hits."""


def _is_of_firearm(happening: Happening, kind: str) -> bool:
    """Tell a gun that went off from a bomb that did: the words for the blast are of a firearm, none of a bomb."""
    named = [m.head for m in happening.mentions if m.trigger.type == kind]
    of = [token for head in named for token in (head, *head.children, *_subjects(head))]
    return any(token.lower_ in FIREARMS for token in of) and type_by_weapon([*named, *of]) is None


def _is_of_vessel(happening: Happening) -> bool:
    """Tell the seizure of a ship or an aircraft with those on board from that of a place."""
    taken = [
        token
        for m in happening.mentions
        if m.trigger.type == "territory_change"
        for token in (*syntax.patients(m.head), *(t for word, t in syntax.phrases(m.head) if word == "of"))
    ]
    return bool(taken) and all(token.lower_ in VESSELS for token in taken)


VESSELS = words("vessels")
"""What people travel in, and are taken with."""


def _is_of_shell(happening: Happening) -> bool:
    """Tell a shell that was fired, and a rocket, which burst where they hit, from what was laid or left behind."""
    blasts = [token for m in happening.mentions if m.trigger.type == "bombing" for token in _subjects(m.head)]
    if any(token.lower_ in ROCKETS for token in blasts):
        return True
    fired = any(m.trigger.type == "shelling" or m.head.lower_ in SENT for m in happening.mentions)
    return fired and type_by_weapon(blasts) == "shelling"


ROCKETS = all_forms(("rocket", "missile"))
"""What bursts where it was sent."""

SENT = frozenset({"fired", "launched", "lobbed"})
"""Participles of what was sent there."""


def _subjects(head: Token) -> list[Token]:
    """Give the subjects of a verb, and what it is said of in a relative clause."""
    if head.pos_ != "VERB":
        return []
    return [*syntax.subjects(head), *([head.head] if head.dep_.startswith("acl") else [])]


def _by_doer(happening: Happening) -> str | None:
    """Tell the type by what is said first to have done it ("a mine killed six", "shot by a helicopter")."""
    for token in _acting(happening.parts[0].head):
        if token.pos_ not in {"NOUN", "PROPN"}:
            continue
        if token.lower_ in CRAFT:
            return "air_strike"
        if token.lower_ in MINES:
            return "bombing"
        if kind := type_by_weapon([token]):
            return kind
    return None


def _by_means(happening: Happening) -> str | None:
    """Tell the type by all that somebody attacked with, where it is of one kind ("attacked it with two drones")."""
    kinds = {
        type_by_weapon([token]) if token.lower_ not in CARRIED else None
        for m in happening.mentions
        if m.head.pos_ == "VERB" and m.head.lemma_.lower() in ATTACKS
        for above in (m.head, *syntax.patients(m.head))
        for word, token in syntax.phrases(above)
        if word == "with"
    }
    return next(iter(kinds)) if len(kinds) == 1 else None


CARRIED = all_forms(("grenade", "explosive", "jet", "plane", "tank"))
"""What those who attack a place bring with them."""


def _acting(head: Token) -> list[Token]:
    """Give who does what a verb says: "from" brings in who fires on those who come under fire."""
    if head.pos_ not in {"VERB", "AUX"}:
        return []
    if is_under(head, party_words()):
        fire = [t for word, t in syntax.phrases(head) if word == "under"]
        return [t for above in (head, *fire) for word, t in syntax.phrases(above) if word == "from"]
    return syntax.agents(head) if head.pos_ == "VERB" else []


def _by_suicide_bomber(happening: Happening, kind: str) -> bool:
    """Tell whether a suicide bomber did it, whatever the words for the happening itself."""
    if kind not in {"bombing", "killing", "armed_attack", "other"}:
        return False
    return any(
        child.lower_ == "suicide"
        for part in happening.parts
        for token in _doers(part)
        if token.lemma_.lower() in {"bomber", "attacker"}
        for child in token.children
    )


def _doers(part: Mention) -> Iterator[Token]:
    yield from (token for token, _ in by_argument(part, "initiator"))
    if part.head.pos_ == "VERB":
        yield from syntax.agents(part.head)


def _is_armed_strike(head: Token) -> bool:
    """Tell the closing of roads and shops that a group enforces ("a three-day armed strike")."""
    return head.lower_ in {"strike", "strikes"} and head.i > 0 and head.nbor(-1).lower_ == "armed"


def _is_walkout(head: Token) -> bool:
    """Tell a strike of those who lay down work."""
    if head.lemma_.lower() != "strike" or head.pos_ != "NOUN":
        return False
    return any(child.lower_ in WALKOUTS for child in head.children if child.i < head.i) or (
        head.lower_ == "strike" and syntax.preposition(head) == "on" and not any(c.dep_ == "det" for c in head.children)
    )
