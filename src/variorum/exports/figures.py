"""
How many people, group by group, so that the groups add up and nobody is counted twice.

The record's estimates overlap: those of an `unknown` group are of all people, `security_forces` of military and police.
Formats that have a column for each group need parts of a whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from variorum.model.account import Group, Outcome
from variorum.model.record import Basis, Estimate, IncidentEntry

_INNER: tuple[Group, ...] = ("military", "police")
_OUTER: tuple[Group, ...] = ("civilian", "official", "militant", *_INNER)


@dataclass(frozen=True)
class Part:
    """People of one group whom no other part counts; `estimates` are those that the numbers come from."""

    group: Group
    low: int
    best: int
    high: int
    estimates: tuple[Estimate, ...]


@dataclass(frozen=True)
class Toll:
    """
    One outcome of an incident over all groups: ``low <= best <= high``, and the parts' best figures add up to `best`.

    `open` tells that somebody says "at least", so that `high` is the highest number said and no bound. `judged` tells
    that a person has set the figure.
    """

    low: int
    best: int
    high: int
    open: bool
    parts: tuple[Part, ...]
    judged: bool = False

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """Give the estimates that any part comes from, each once."""
        return tuple(dict.fromkeys(e for part in self.parts for e in part.estimates))

    @property
    def policy(self) -> str:
        """Name the rule that chose the figures."""
        return "judgement" if self.judged else self.estimates[0].policy

    @property
    def contested(self) -> bool:
        """Tell whether speakers contradict one another on any of it."""
        return any(e.contested for e in self.estimates)

    def of(self, *groups: Group) -> tuple[int, int, int]:
        """Add up low, best and high of some groups."""
        mine = [part for part in self.parts if part.group in groups]
        return sum(p.low for p in mine), sum(p.best for p in mine), sum(p.high for p in mine)

    def basis(self, *groups: Group) -> tuple[Basis, ...]:
        """Give what the figures of some groups rest on, or of all."""
        found = (e for p in self.parts if not groups or p.group in groups for e in p.estimates)
        return tuple(b for e in dict.fromkeys(found) for b in e.basis)


def toll(entry: IncidentEntry, outcome: Outcome) -> Toll | None:
    """Give an outcome of *entry* in parts that add up; None where no account has a figure for it."""
    told = {e.group: e for e in entry.estimates if e.outcome == outcome}
    if not told:
        return None
    judged = any(c.field == outcome for c in entry.corrections)
    whole = told.get("unknown")
    parts = list(_parts(told))
    if judged and whole and sum(p.best for p in parts) > whole.best:
        parts = []  # what a person sets is of all people, and the groups no longer fit
    used = [e for p in parts for e in p.estimates]
    least, best, most = sum(p.low for p in parts), sum(p.best for p in parts), sum(p.high for p in parts)
    if whole:
        rest = max(0, whole.best - best)
        lacking = max(0, min(rest, whole.low - least))
        ceiling = _high(whole)
        parts.append(Part("unknown", lacking, rest, max(rest, ceiling - most), (whole,)))
        used.append(whole)
        least = min(max(least, whole.low), best + rest) if not judged else whole.low
        most = max(most, ceiling, best + rest) if not judged else ceiling
        best += rest
    return Toll(
        low=min(least, best),
        best=best,
        high=max(most, best),
        open=any(e.high is None for e in used),
        parts=tuple(parts),
        judged=judged,
    )


def _parts(told: dict[Group, Estimate]) -> Iterable[Part]:
    for group in _OUTER:
        if group in told:
            yield _part(told[group])
    forces = told.get("security_forces")
    if forces is None:
        return
    inner = [told[g] for g in _INNER if g in told]
    best = sum(e.best for e in inner)
    if forces.best > best or not inner:
        rest = forces.best - best
        low = max(0, min(rest, forces.low - sum(e.low for e in inner)))
        high = max(rest, _high(forces) - sum(map(_high, inner)))
        yield Part("security_forces", low, rest, high, (forces,))


def _part(estimate: Estimate) -> Part:
    return Part(estimate.group, estimate.low, estimate.best, _high(estimate), (estimate,))


def _high(estimate: Estimate) -> int:
    """Give the high; of one that is open above, the highest number that anyone says."""
    if estimate.high is not None:
        return max(estimate.high, estimate.best)
    standing = (b for b in estimate.basis if b.superseded_by is None and not b.reversed and b.stance == "asserts")
    return max([estimate.best, *(b.low if b.high is None else b.high for b in standing)])
