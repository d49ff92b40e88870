"""Who did it, as those say who claim it, deny it or blame others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from variorum.collation.cases import Case
from variorum.collation.naming import Names
from variorum.collation.positions import mention, spoken
from variorum.collation.sides import Sides, akin, lineage
from variorum.knowledge import load_countries
from variorum.model.record import ActorEntry, Position, StatementEntry

_ORGANS = frozenset({"state", "government", "military", "police", "intelligence"})
_ARMED = _ORGANS | {"armed_group"}


def on_initiators(
    cases: Sequence[Case], actors: Mapping[str, ActorEntry], told: Iterable[StatementEntry], sides: Sides
) -> list[Position]:
    """Bring together who claims it, who denies it and whom others blame; denials alone make no contest."""
    around = {a for case in cases for actor in case.actors.values() for a in lineage(actor, actors)}
    around = {a for a in around if a in actors and actors[a].type in _ARMED}
    known = Names(actors[a] for a in sorted(around))
    held: list[tuple[str, bool, Position]] = []
    for s in told:
        if s.stance == "claims_responsibility":
            held.append((s.speaker, True, spoken(s, sides, f"{_name(s.speaker, actors)} did it")))
        elif s.stance == "denies" and sides.side(s.speaker) == "initiator":
            held.append((s.speaker, False, spoken(s, sides, f"{_name(s.speaker, actors)} did not do it")))
        elif s.stance == "accuses":
            blamed = next((a for a in known.within(s.quote) if not akin(a, s.speaker, actors)), None)
            blamed = blamed or _of_country(s.quote, around, actors)
            if blamed:
                held.append((blamed, True, spoken(s, sides, f"{_name(blamed, actors)} did it")))
    for case in cases:
        own = sorted(a for a in case.initiators if a in actors and actors[a].country)
        held += [(a, True, mention(case, f"{_name(a, actors)} did it")) for a in own]
    blame: dict[str | None, set[str]] = defaultdict(set)
    for a, did, position in held:
        if did:
            blame[position.speaker].add(a)
    # Outlets that name others in their own voice are left to the headline's vote.
    rivals = any(not any(_of_one(a, b, actors) for a in x for b in y) for x, y in combinations(blame.values(), 2))
    refuted = any(_of_one(a, b, actors) for a, did, _ in held if not did for b, did_it, _ in held if did_it)
    return [position for _, _, position in held] if rivals or refuted else []


def _of_country(quote: str, around: Iterable[str], actors: Mapping[str, ActorEntry]) -> str | None:
    """Find the state, or its organ, that an adjective stands for: "Norlandic forces"."""
    for word in quote.split():
        country = load_countries().by_adjective(word)
        organs = [a for a in around if country and actors[a].country == country.code and actors[a].type in _ORGANS]
        if organs:
            return min(organs, key=lambda a: (actors[a].type != "military", actors[a].type != "state", a))
    return None


def _of_one(left: str, right: str, actors: Mapping[str, ActorEntry]) -> bool:
    """Tell whether two are of one body, or organs of one state."""
    if akin(left, right, actors) or left not in actors or right not in actors:
        return akin(left, right, actors)
    one, other = actors[left], actors[right]
    return one.country is not None and one.country == other.country and "armed_group" not in (one.type, other.type)


def _name(actor: str, actors: Mapping[str, ActorEntry]) -> str:
    return actors[actor].name if actor in actors else actor
