"""Whose side a speaker is on towards an incident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from variorum.collation.cases import Case
from variorum.model.record import ActorEntry, Side

_ORGANS = frozenset({"state", "government", "military", "police", "intelligence"})
_RULERS = _ORGANS | {"armed_group"}


def lineage(actor: str, actors: Mapping[str, ActorEntry]) -> tuple[str, ...]:
    """Give an actor and those that it belongs to, nearest first; a cycle of parents ends where it closes."""
    chain: list[str] = []
    current: str | None = actor
    while current is not None and current not in chain:
        chain.append(current)
        entry = actors.get(current)
        current = entry.parent if entry else None
    return tuple(chain)


def office(actor: str, actors: Mapping[str, ActorEntry]) -> str:
    """Give the body that an actor speaks for: the outermost one it belongs to that is not a state."""
    chain = lineage(actor, actors)
    offices = [a for a in chain if a not in actors or actors[a].type != "state"]
    return offices[-1] if offices else chain[0]


def akin(left: str, right: str, actors: Mapping[str, ActorEntry]) -> bool:
    """Tell whether two speakers are one voice: the same, of the same office, or one within the other."""
    return (
        left == right
        or office(left, actors) == office(right, actors)
        or left in lineage(right, actors)
        or right in lineage(left, actors)
    )


@dataclass(frozen=True)
class Sides:
    """
    The two sides of an incident, by all its accounts.

    An actor that some accounts have on one side and some on the other is on the side that more of them give it.
    `soil` are the countries where the incident was, left empty where an initiator is of one of them.
    """

    actors: Mapping[str, ActorEntry]
    initiators: tuple[str, ...]
    targets: tuple[str, ...]
    soil: frozenset[str]

    @classmethod
    def of_cases(cls, cases: Iterable[Case], actors: Mapping[str, ActorEntry]) -> Sides:
        """Find the sides of one incident."""
        cases = list(cases)
        did = Counter(a for case in cases for a in case.initiators)
        hit = Counter(a for case in cases for a in case.targets)
        initiators = tuple(sorted(a for a in did if did[a] >= hit[a]))
        targets = tuple(sorted(a for a in hit if hit[a] > did[a]))
        where = frozenset(p.country for case in cases for p in case.incident.where if p.country)
        homes = {c for a in initiators for c in _countries(a, actors)}
        return cls(actors, initiators, targets, frozenset() if not homes or homes & where else where)

    def side(self, speaker: str | None) -> Side:
        """
        Give a speaker's side: by identity, by the body or state it belongs to, then by country.

        Of several matches the one with the fewest steps counts, the initiators' before the targets' where they are
        equal. A state's organs are on the side of its other organs; against an attack from abroad, those who rule
        where it struck are on the targets' side.
        """
        if speaker is None:
            return "reporter"
        chain = lineage(speaker, self.actors)
        ours = self._steps(chain, self.initiators)
        theirs = self._steps(chain, self.targets)
        if ours is not None and (theirs is None or ours <= theirs):
            return "initiator"
        if theirs is not None:
            return "target"
        organ = self._country(chain, _ORGANS)
        if organ and any(organ == self._country(lineage(a, self.actors), _ORGANS) for a in self.initiators):
            return "initiator"
        if organ and any(organ in _countries(a, self.actors) for a in self.targets):
            return "target"
        ruler = self._country(chain, _RULERS)
        return "target" if ruler and ruler in self.soil else "third"

    def _steps(self, chain: tuple[str, ...], parties: tuple[str, ...]) -> int | None:
        steps = [
            chain.index(a) + i for party in parties for i, a in enumerate(lineage(party, self.actors)) if a in chain
        ]
        return min(steps, default=None)

    def _country(self, chain: tuple[str, ...], types: frozenset[str]) -> str | None:
        entries = [self.actors[a] for a in chain if a in self.actors]
        return next((e.country for e in entries if e.type in types and e.country), None)


def _countries(actor: str, actors: Mapping[str, ActorEntry]) -> list[str]:
    entries = [actors[a] for a in lineage(actor, actors) if a in actors]
    return [entry.country for entry in entries if entry.country]
