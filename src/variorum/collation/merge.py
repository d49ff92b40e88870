"""What an incident is in short: the type, time, places and parties that most of its accounts support."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar, get_args

from msgspec import structs

from variorum.collation.cases import Case
from variorum.collation.regions import SIZES, contains, named_alike
from variorum.collation.sides import lineage
from variorum.knowledge.names import fold
from variorum.model import Place, When
from variorum.model.account import Certainty, IncidentType, TimePrecision
from variorum.model.record import ActorEntry

_T = TypeVar("_T")
_Days = tuple[date, date]
_VAGUE: dict[IncidentType, float] = {
    "other": 0.1,
    "operation": 0.3,
    "killing": 0.4,
    "armed_attack": 0.5,
    "destruction": 0.6,
    "clash": 0.8,
}
"""How much an account's type counts, where it may be said of what others call more precisely; 1 for the rest."""

_FINENESS: tuple[TimePrecision, ...] = ("day", "range", "week", "month", "year", "unknown")
_SHARE = 3
"""A place or party counts that has at least a third of the accounts of the one that has most."""

_BOTH_PARTIES = frozenset({"clash", "talks", "agreement"})


@dataclass(frozen=True)
class Headline:
    """The fields of an incident's entry that its accounts settle by their number."""

    type: IncidentType
    certainty: Certainty
    when: When
    where: tuple[Place, ...]
    initiators: tuple[str, ...]
    targets: tuple[str, ...]
    weapons: tuple[str, ...]


def merge(cases: Iterable[Case], actors: Mapping[str, ActorEntry]) -> Headline:
    """
    Give the headline of one incident; every report has one vote.

    It is alleged where no account reports it as a fact.

    Raises:
        ValueError: There is no case.
    """
    cases = sorted(cases, key=lambda case: case.member)
    if not cases:
        raise ValueError("an incident has at least one case")
    kind = _type(cases)
    initiators = _parties(cases, lambda case: case.initiators, actors)
    targets = _parties(cases, lambda case: case.targets, actors)
    if kind not in _BOTH_PARTIES:
        did = _votes(cases, lambda case: case.initiators)
        hit = _votes(cases, lambda case: case.targets)
        initiators = tuple(a for a in initiators if a not in targets or did[a] >= hit[a])
        targets = tuple(a for a in targets if a not in initiators)
    weapons = _votes(cases, lambda case: {fold(w): w for w in reversed(case.incident.weapons)}.keys())
    said = {fold(w): w for case in reversed(cases) for w in reversed(case.incident.weapons)}
    return Headline(
        type=kind,
        certainty="reported" if any(c.incident.certainty == "reported" for c in cases) else "alleged",
        when=_when(cases),
        where=_where(cases),
        initiators=initiators,
        targets=targets,
        weapons=tuple(said[w] for w in sorted(weapons, key=lambda w: (-weapons[w], w))),
    )


def _votes(cases: Sequence[Case], of: Callable[[Case], Iterable[_T]]) -> Counter[_T]:
    return Counter(value for _, value in {(case.account.report.id, value) for case in cases for value in of(case)})


def _type(cases: Sequence[Case]) -> IncidentType:
    votes = _votes(cases, lambda case: [case.incident.type])
    order = get_args(IncidentType)
    return min(votes, key=lambda kind: (-votes[kind] * _VAGUE.get(kind, 1.0), order.index(kind)))


def _when(cases: Sequence[Case]) -> When:
    """Take the finest interval that at least half as many reports agree with as with any, cut down by the others."""
    told: dict[_Days, list[tuple[str, When]]] = defaultdict(list)
    for case in cases:
        when = case.incident.when
        if when.start and when.end:
            told[when.start, when.end].append((case.account.report.id, when))
    if not told:
        return min((c.incident.when for c in cases if c.incident.when.quote), key=_order, default=When())
    support = {days: len({r for other in told if _meet(days, other) for r, _ in told[other]}) for days in told}
    least = max(support.values()) / 2
    backed = {days: min((w for _, w in told[days]), key=_order) for days in told if support[days] >= least}

    def rank(days: _Days) -> tuple[object, ...]:
        when = backed[days]
        votes = len({report for report, _ in told[days]})
        return (_FINENESS.index(when.precision), -support[days], -votes, _order(when))

    order = sorted(backed, key=rank)
    start, end = order[0]
    for days in order[1:]:
        if _meet((start, end), days):
            start, end = max(start, days[0]), min(end, days[1])
    chosen = backed[order[0]]
    if (start, end) == order[0]:
        return chosen
    return structs.replace(chosen, start=start, end=end, precision="day" if start == end else "range")


def _order(when: When) -> tuple[str, ...]:
    return (str(when.start), str(when.end), when.precision, when.quote or "")


def _meet(left: _Days, right: _Days) -> bool:
    return left[0] <= right[1] and right[0] <= left[1]


def _where(cases: Sequence[Case]) -> tuple[Place, ...]:
    told: list[tuple[Place, set[str]]] = []
    everywhere = [(place, case.account.report.id) for case in cases for place in case.incident.where]
    for place, report in sorted(everywhere, key=lambda pair: (SIZES[pair[0].level], _fullness(pair[0]), pair[1])):
        for known, reports in told:
            if known.level == place.level and named_alike(known.name, place.name):
                reports.add(report)
                break
        else:
            told.append((place, {report}))
    fine = [(p, r) for p, r in told if not any(contains(p, q) for q, _ in told)]
    # A region or a country says where only if nothing smaller does.
    if any(SIZES[p.level] < SIZES["country"] for p, _ in fine):
        fine = [(p, r) for p, r in fine if SIZES[p.level] < SIZES["country"]]
    top = max((len(r) for _, r in fine), default=0)
    kept = [(p, r) for p, r in fine if len(r) * _SHARE >= top]
    return tuple(p for p, r in sorted(kept, key=lambda pair: (-len(pair[1]), SIZES[pair[0].level], pair[0].name)))


def _fullness(place: Place) -> tuple[bool, bool, bool, str, str, str]:
    return (
        place.latitude is None,
        place.country is None,
        place.province is None,
        place.name,
        place.country or "",
        repr(place),
    )


def _parties(
    cases: Sequence[Case], of: Callable[[Case], Iterable[str]], actors: Mapping[str, ActorEntry]
) -> tuple[str, ...]:
    """Take those whom enough accounts name; of a body and its parent only the one that more of them name."""
    votes = _votes(cases, of)
    top = max(votes.values(), default=0)
    kept: list[str] = []
    for actor in sorted(votes, key=lambda a: (-votes[a], -len(lineage(a, actors)), a)):
        related = any(actor in lineage(other, actors) or other in lineage(actor, actors) for other in kept)
        if votes[actor] * _SHARE >= top and not related:
            kept.append(actor)
    return tuple(kept)
