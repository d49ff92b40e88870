"""
Which cases are clustered together: those that pairs connect, up to a crowd.

Where chains of middling pairs connect too many cases, a weak resemblance says little, and only stronger pairs count:
a case is grouped with what is connected with it at the lowest of `LEVELS` at which that is no crowd. Groups do not meet
and follow from the pairs alone, and finding one costs no more in a large record than in a small one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar

from variorum.collation.blocking import Pair
from variorum.model.record import Member
from variorum.store import Store

T = TypeVar("T", Member, str)

EDGE = 0.5
"""The least probability at which a pair connects: no merge needs a lesser one."""

LEVELS = (EDGE, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)

CROWD = 200
"""How many cases a group may have; those that the highest level connects are one group though they be more."""

KEPT_CASES = 50_000
"""Cases whose pairs are kept in memory; where there are more, all are asked for anew."""

Near = Callable[[Collection[T]], Mapping[T, Mapping[T, float]]]
"""Gives what each of some is connected with, and how strongly."""


def regroup(changed: Iterable[T], near: Near[T], *, crowd: int) -> list[set[T]]:
    """
    Give the groups of *changed*, and of what was grouped with one of them until it was a crowd, in order.

    Both ends of all connections that came or went are among *changed*.
    """
    started = set(changed)
    near(started)  # what is asked for at once costs less
    waiting = set(started)
    for level in LEVELS[:-1]:
        seen: set[T] = set()
        for one in sorted(started):
            if one not in seen:
                # Without any connection between those that changed: with what had been so before, there is no crowd.
                before = _reached(one, level, near, crowd=crowd, parted=started)
                seen |= before or {one}
                if before and len(before) > 1 and _reached(one, level, near, crowd=crowd) is None:
                    waiting |= before
    groups: list[set[T]] = []
    done: set[T] = set()
    for one in sorted(waiting):
        if one not in done:
            groups.append(_group(one, near, crowd))
            done |= groups[-1]
    return groups


def _group(one: T, near: Near[T], crowd: int) -> set[T]:
    for level in LEVELS[:-1]:
        if (found := _reached(one, level, near, crowd=crowd)) is not None:
            return found
    found = _reached(one, LEVELS[-1], near)
    assert found is not None
    return found


def _reached(
    one: T, level: float, near: Near[T], *, crowd: int | None = None, parted: Collection[T] = frozenset()
) -> set[T] | None:
    """Give what is connected with *one*, but not by what connects two of *parted*; None where that is a crowd."""
    found, frontier = {one}, {one}
    while frontier:
        reached: set[T] = set()
        around = near(frontier)
        for a in frontier:
            apart = parted if a in parted else ()
            reached.update(b for b, strength in around[a].items() if strength >= level and b not in apart)
            if crowd is not None and len(found | reached) > crowd:
                return None
        frontier = reached - found
        found |= reached
    return found


class Pairs:
    """The stored pairs of cases; those that were asked for are kept, as they are added and dropped."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._near: dict[Member, dict[Member, float]] = {}

    def forget(self) -> None:
        """Ask for all pairs anew."""
        self._near.clear()

    def add(self, pair: Pair, probability: float) -> None:
        """Take in a pair that was stored."""
        for a, b in (pair, pair[::-1]):
            if a in self._near:
                self._near[a][b] = probability

    def drop(self, pairs: Iterable[Pair]) -> None:
        """Take in that pairs were dropped."""
        for a, b in pairs:
            self._near.get(a, {}).pop(b, None)
            self._near.get(b, {}).pop(a, None)

    def near(self, same: Iterable[Pair]) -> Near[Member]:
        """Give a way to ask what cases are paired with; what people judged to be the *same* is so beyond doubt."""
        joined: defaultdict[Member, dict[Member, float]] = defaultdict(dict)
        for a, b in same:
            joined[a][b] = joined[b][a] = 1.0

        def near(cases: Collection[Member]) -> Mapping[Member, Mapping[Member, float]]:
            self._load(cases)
            return {case: self._near[case] | joined[case] if case in joined else self._near[case] for case in cases}

        return near

    def _load(self, cases: Iterable[Member]) -> None:
        if len(self._near) > KEPT_CASES:
            self._near.clear()
        missing = {case for case in cases if case not in self._near}
        for case in missing:
            self._near[case] = {}
        for pair in self.store.pairs(missing, least=EDGE) if missing else ():
            for a, b in ((pair.left, pair.right), (pair.right, pair.left)):
                if a in missing:
                    self._near[a][b] = pair.probability
