"""
The parties of a happening: who did it and whom it was aimed at.

Two witnesses are heard for every mention (`reading.sides`); what both say weighs most. One party keeps one side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from variorum.nlp import syntax
from variorum.reading.actors.lexicon import lexicon
from variorum.reading.aims import (
    Side,
    fell_attacking,
    is_helped,
    is_source,
    side_of,
)
from variorum.reading.bystanders import OF_ANYBODY, SOME, is_nobody, only_harmed, only_tells
from variorum.reading.context import Context
from variorum.reading.doubles import (
    FORCES,
    without_doubles,
    without_instances,
    without_loose_doers,
    without_roles,
    without_states,
)
from variorum.reading.happenings import Mention
from variorum.reading.owners import bearer, body_of, holder, joint, of_whom, others_of
from variorum.reading.partywords import ARMS, party_words
from variorum.reading.sides import BY_GRAMMAR, BY_KIND, EQUALS, blamed, by_argument, by_grammar, tells_kind
from variorum.reading.speech.spans import is_medium
from variorum.reading.voices import Voices

if TYPE_CHECKING:
    from spacy.tokens import Token

AGAINST_PEOPLE = frozenset(
    "armed_attack killing bombing suicide_bombing shelling air_strike abduction arrest sexual_violence "
    "expulsion".split()
)
"""Types whose victims are the target where no other is said."""

NOT_TOLD = frozenset({"dateline", "byline", "publisher"})
"""Parts of a page whose names are no parties, though the parse may hang them on the next verb."""

CIVIL = frozenset({"talks", "agreement", "closure", "protest", "other"})
"""Types to which also a town or an outlet may be a party."""

FIGHTERS = FORCES | {"armed_group"}
"""Types of actors of whom those who fall in a clash fought in it."""

AUTHORITIES = FORCES | {"state", "government", "intelligence", "intergovernmental"}
"""Types of actors that arrest; where one is named, nobody else did."""

PRONOUNS = frozenset({"he", "she", "they", "him", "her", "them", "it"})

FIRST = frozenset({"i", "me", "we", "us"})
"""Pronouns by which a witness tells of what befell him among others."""

LEAST = 0.5
"""Weight below which a party is dropped, whoever else is heard."""

APART = 0.66
"""Share of the weight of the best heard on its side below which a party is dropped."""

TOGETHER = 0.4
"""The same for one named together with the best, and where both sides do one thing."""

BY_CLAIM = 2.0
"""Weight of one who claims responsibility."""

SUFFERED = 0.9
"""Probability of a victim from which the grammar that makes a doer of it is not heard ("4 People Shot")."""


def parties(
    context: Context, mentions: Sequence[Mention], kind: str, voices: Voices, claimants: Sequence[str] = ()
) -> tuple[list[str], list[str]]:
    """
    Weigh who is named on each side over all mentions of a happening; give initiators and targets.

    *claimants* have claimed responsibility for it.
    """
    weights: dict[tuple[Side, str], float] = defaultdict(float)
    order: dict[tuple[Side, str], int] = {}
    same: dict[tuple[Side, str], str] = {}
    told: set[tuple[Side, str]] = set()
    heard_in: defaultdict[str, set[int]] = defaultdict(set)
    doing: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    beside_whom: set[str] = set()

    def hear(side: Side, actor: str, weight: float, *, by_pronoun: bool = False) -> None:
        # The same words for a thing met twice ("a petrol station") are one party.
        actor = same.setdefault((side, context.actors.get(actor).name.casefold()), actor)
        weights[side, actor] += weight
        if not by_pronoun:
            told.add((side, actor))
        order.setdefault((side, actor), len(order))

    def listen(mention: Mention, side: Side | None, token: Token, weight: float) -> None:
        side = fell.get(token.i, side and side_of(mention.head, token, side, kind, in_title=mention.in_title))
        whom = token if joint(context, token) else of_whom(token)
        token = whom if whom is token or _parties(context, whom, side or "target", kind) else token
        if side is None or syntax.counts_none(token) or context.zone_at(token.idx) in NOT_TOLD or is_medium(token):
            return
        if side == "target" and (is_source(token, party_words()) or is_helped(token)):
            return
        for actor in _parties(context, token, side, kind):
            if _speaks_of_another(token, actor, voices) or (side == "initiator" and only_tells(token, mention.head)):
                continue
            if (kind not in CIVIL or (side == "target" and kind in {"closure", "protest"})) and is_nobody(
                context, token, actor, side, kind
            ):
                continue
            if side == "target" and kind not in CIVIL and _is_place_before(context, token, actor):
                continue
            if side == "target" and only_harmed(context, mention, token, actor, kind):
                continue
            if side == "initiator" and token.dep_ not in {"compound", "amod"} and kind not in EQUALS:
                doing[mention.index, actor].add(token.i)
            elif side == "target" and doing.get((mention.index, actor), {token.i}) - {token.i}:
                # Who does it does not do it to himself: in "militiamen burned their stalls" they are not the militia's.
                continue
            heard_in[actor].add(mention.index)
            if side == "target" and kind not in OF_ANYBODY and _is_with_another(token):
                beside_whom.add(actor)
            hear(
                side,
                actor,
                weight,
                by_pronoun=token.lower_ in PRONOUNS | FIRST and not _is_own_word(context, token, actor),
            )

    sides: tuple[Side, Side] = ("initiator", "target")
    fell = fell_attacking(context, [mention.head for mention in mentions])
    for mention in mentions:
        by_parse = list(by_grammar(mention, kind)) if mention.trigger.type is not None else []
        for side, token, _ in by_parse if kind not in EQUALS else ():
            if side == "initiator" and token.dep_ in {*syntax.SUBJECT, "obl:agent", "conj"}:
                for actor in _parties(context, token, side, kind):
                    doing[mention.index, actor].add(token.i)
        for side in sides:
            for token, score in by_argument(mention, side):
                listen(mention, side, token, score * BY_KIND / BY_GRAMMAR if tells_kind(token, mention.head) else score)
        for token, score in blamed(mention):
            if (voice := voices.at(token.i)) is None or voice.stance != "denies":
                listen(mention, "initiator", token, score)
        if mention.trigger.type is not None:
            suffered = {t.i for t, score in by_argument(mention, "victim") if score >= SUFFERED}
            suffered -= {t.i for t, _ in by_argument(mention, "initiator")}
            for side, token, weight in by_parse:
                if side == "target" or kind in EQUALS or token.i not in suffered:
                    listen(mention, side, token, weight)
    for actor in claimants:
        hear("initiator", actor, BY_CLAIM)
    found: dict[Side, list[str]] = {"initiator": [], "target": []}
    for side, actor in sorted(weights, key=lambda k: order[k]):
        other: Side = "target" if side == "initiator" else "initiator"
        mine, theirs = weights[side, actor], weights.get((other, actor), 0.0)
        if mine > theirs or (mine == theirs and side == "initiator"):
            found[side].append(actor)
    for side in sides:
        best = max((weights[side, a] for a in found[side]), default=0.0)
        if kind in EQUALS:
            # Two witnesses who put a party on different sides agree that it is one.
            for a in found[side]:
                weights[side, a] += weights.get(("target" if side == "initiator" else "initiator", a), 0.0)
        first = next((a for a in found[side] if weights[side, a] == best), None)
        # Who did it together is named together once, and by one of the names from then on.
        beside = heard_in.get(first, set()) if side == "initiator" and first is not None else set()
        found[side] = [
            a
            for a in found[side]
            if weights[side, a] >= max(LEAST, best * (TOGETHER if kind in EQUALS or heard_in[a] & beside else APART))
            or (side == "initiator" and a in claimants)
        ]
        # Whom a pronoun means is less sure than whom a noun does.
        found[side] = [a for a in found[side] if (side, a) in told] or found[side]
        weighed = {a: weights[side, a] for a in found[side]}
        found[side] = without_doubles(context, found[side], weighed)
        if kind not in EQUALS:
            found[side] = without_states(context, found[side], weighed)
        if kind not in EQUALS and side == "initiator":
            found[side] = without_loose_doers(context, found[side], weighed, heard_in)
        if kind == "arrest" and side == "initiator":
            found[side] = [a for a in found[side] if context.actors.get(a).type in AUTHORITIES] or found[side]
        if kind not in EQUALS and side == "target":
            found[side] = without_instances(context, without_roles(context, found[side], heard_in), heard_in)
            # Who was with those who were aimed at, as their wives and drivers, shared what they suffered.
            found[side] = [a for a in found[side] if a not in beside_whom] or found[side]
            # The church where worshippers were shot is where it was done; alone it stands for them.
            found[side] = [a for a in found[side] if not _is_site(context, a)] or found[side]
    if kind == "clash":
        sure = [a for side in sides for a in found[side] if _fights(context, a)]
        if len(sure) > 1:
            # Where both sides are named, "soldiers" are of one of them, and whoever else fell did not fight.
            return [a for a in found["initiator"] if a in sure], [a for a in found["target"] if a in sure]
    return found["initiator"], found["target"]


def _is_with_another(token: Token) -> bool:
    """Tell people without a name who are told of as another's, behind whom they stand ("a judge and his driver")."""
    own = any(c.tag_ == "PRP$" for c in token.children)
    return own and token.dep_ == "conj" and token.tag_ in {"NN", "NNS"}


def _fights(context: Context, actor: str) -> bool:
    """Tell whether an actor is surely a side of a clash: a state, or fighters with a name."""
    found = context.actors.get(actor)
    return found.type == "state" or (found.type in FIGHTERS and context.actors.is_named(actor))


def _is_arms(token: Token) -> bool:
    """Tell whether a word is for a weapon or for what carries one, which stands for whose it is."""
    return token.ent_type_ in ARMS or token.lower_ in party_words().platforms


def _party(context: Context, token: Token, side: Side, kind: str) -> str | None:
    """Give the actor that words for a party stand for, the owner of arms and of premises, and the body of its men."""
    actor = context.actors.resolve_head(token)
    if token.tag_ == "NNPS" and (side == "initiator" or kind == "clash") and _is_a_nation(token, kind):
        return context.actors.nation(token) or actor
    if _is_arms(token):
        return bearer(context, token, actor)
    if token.tag_ == "NN" and (actor is None or not context.actors.is_named(actor)):
        # "A barrister, John Doe, was shot": the name says who he is.
        names = (c for c in token.children if c.dep_ == "appos" and c.ent_type_ == "PER" and c.i > token.i)
        actor = next((a for c in names if (a := context.actors.resolve_head(c)) is not None), actor)
    if side == "target":
        actor = holder(context, token, actor)
    return body_of(context, token, actor) if actor is not None else None


def _is_a_nation(people: Token, kind: str) -> bool:
    """Tell whether a people that nobody counts is its state: "the Freedonians", or who has guns and aircraft."""
    said = [c for c in people.children if c.i < people.i and c.dep_ not in {"punct", "cc", "case"}]
    definite = kind not in CIVIL and [c.lower_ for c in said] == ["the"]
    return definite or (kind in OF_STATES and not said)


OF_STATES = frozenset({"air_strike", "shelling", "territory_change"})
"""Types of what is done with the arms that states have."""


def _parties(context: Context, token: Token, side: Side, kind: str) -> list[str]:
    """Give the actors that words for a party stand for: two where names share a noun ("Malian and Chadian troops")."""
    if token.tag_ in {"NNS", "NNPS"}:
        for child in token.children:
            if child.i < token.i and child.dep_ in {"amod", "compound"} and syntax.conjuncts(child)[1:]:
                several = context.actors.parties(child.i, token.i + 1)
                if len(several) > 1 or (several and _party(context, token, side, kind) is None):
                    return several
    if team := joint(context, token):
        return team
    actor = _party(context, token, side, kind)
    return [actor, *others_of(context, token, actor)] if actor is not None else []


def befallen(
    context: Context,
    mentions: Sequence[Mention],
    kind: str,
    initiators: Sequence[str],
    targets: list[str],
    voices: Voices,
) -> list[str]:
    """
    Give the *targets* of a happening, or those whom it befell where no other is said.

    Fighters whom it befell also come before the place where they were found ("stormed a camp and killed two bandits").
    """
    if kind not in AGAINST_PEOPLE | {"operation"} or not all(_is_site(context, target) for target in targets):
        return targets
    ways: tuple[Literal["told", "anybody"], ...] = ("told",) if targets else ("told", "anybody")
    for befell in ways:
        for mention in mentions:
            tokens = [t for t, _ in by_argument(mention, "victim")]
            if befell == "anybody":
                tokens += [t for t, _ in by_argument(mention, "target") if t.lower_ in SOME]
            # That fighters died in a building that was hit may only be what somebody says.
            tokens = [t for t in tokens if not targets or voices.at(t.i) is None]
            heard = [(t, a) for t in tokens if (a := context.actors.resolve_head(t))]
            if targets or kind not in AGAINST_PEOPLE:
                heard = [(t, a) for t, a in heard if context.actors.get(a).type == "armed_group"]
            elif befell == "anybody" and mention.trigger.outcome == "displaced":
                continue
            aimed = [a for t, a in heard if not only_harmed(context, mention, t, a, kind, befell=befell)]
            victims = [v for v in dict.fromkeys(aimed) if v not in initiators]
            if victims:
                return victims[:2]
    return targets


def _is_site(context: Context, actor: str) -> bool:
    """Tell whether an actor without a name is a place or a thing."""
    role = lexicon().role(context.actors.get(actor).name.lower().split()[-1:])
    return role is not None and role.kind == "sites" and not context.actors.is_named(actor)


def fighters_harmed(context: Context, mentions: Sequence[Mention], parties: Sequence[str]) -> list[str]:
    """Give the forces of whom a clash is said to have taken its victims, where only one side of it is told."""
    names = {context.actors.get(actor).name.casefold(): actor for actor in parties}
    for mention in mentions:
        for token, _ in by_argument(mention, "victim"):
            actor = context.actors.resolve_head(token)
            if actor is not None and len(names) < 2 and context.actors.get(actor).type in FIGHTERS:
                names.setdefault(context.actors.get(actor).name.casefold(), actor)
    return [actor for actor in names.values() if actor not in parties]


def _is_own_word(context: Context, pronoun: Token, actor: str) -> bool:
    """Tell whether a pronoun takes up who says so himself ("the group said it had killed the officer")."""
    verb = pronoun.head
    speakers = syntax.subjects(verb.head) if verb.dep_ in {"ccomp", "xcomp"} else []
    return any(context.actors.resolve_head(t, create=False) == actor for t in speakers)


def _is_place_before(context: Context, token: Token, actor: str) -> bool:
    """Tell whether "it" takes up the name of a place told after the actor: "surrounded Tarvel and shelled it"."""
    if token.lower_ != "it":
        return False
    last = max((m.end for m in context.actors.get(actor).mentions if m.end <= token.idx), default=0)
    places = context.places_in(syntax.sentence(token)[0], token.i)
    return any(token.doc[place.start].idx >= last for place in places)


def _speaks_of_another(token: Token, actor: str, voices: Voices) -> bool:
    """Tell whether a pronoun in quoted words was taken for their speaker ("He started shooting," she said)."""
    if token.lower_ not in PRONOUNS:
        return False
    voice = voices.at(token.i)
    if voice is None or voice.speaker != actor or voice.start == 0:
        return False
    return token.doc[voice.start - 1].text in {'"', "“", "'", "‘"}
