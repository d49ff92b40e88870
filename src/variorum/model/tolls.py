"""Adds up an incident's estimates over the groups of people."""

from __future__ import annotations

from typing import get_args

from variorum.model.account import Outcome, Value
from variorum.model.record import Estimate, IncidentEntry


class Toll(Value, frozen=True, kw_only=True):
    """
    How many people an outcome befell, over all groups; `high` is None where it is open above.

    `contested` is true where speakers contradict one another on it.
    """

    outcome: Outcome
    low: int
    best: int
    high: int | None = None
    contested: bool = False


def tolls_of(entry: IncidentEntry) -> tuple[Toll, ...]:
    """
    Give the toll of each outcome that an incident has, in the order of `Outcome`.

    Groups add up; a figure for people of no stated group may be their sum, so the greater of the two counts. What a
    person set is the number of all.
    """
    judged = {correction.field for correction in entry.corrections}
    found = []
    for outcome in get_args(Outcome):
        told = [e for e in entry.estimates if e.outcome == outcome and (e.group == "unknown" or outcome not in judged)]
        if told:
            found.append(_added(outcome, told))
    return tuple(found)


def _added(outcome: Outcome, told: list[Estimate]) -> Toll:
    def over_groups(bound: str) -> int | None:
        whole: list[int | None] = [getattr(estimate, bound) for estimate in told if estimate.group == "unknown"]
        parts: list[int | None] = [getattr(estimate, bound) for estimate in told if estimate.group != "unknown"]
        if None in whole or None in parts:
            return None
        return max(sum(filter(None, whole)), sum(filter(None, parts)))

    return Toll(
        outcome=outcome,
        low=over_groups("low") or 0,
        best=over_groups("best") or 0,
        high=over_groups("high"),
        contested=any(estimate.contested for estimate in told),
    )
