"""
Which cases are clustered together: those that pairs connect, up to a crowd.

Where chains of middling pairs connect too many cases, a weak resemblance says little, and only stronger pairs count:
a case is grouped with what is connected with it at the lowest of `LEVELS` at which that is no crowd. Groups do not meet
and follow from the pairs alone, and finding one costs no more in a large record than in a small one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from variorum.collation.blocking import Pair
from variorum.model.record import Member
from variorum.store import Store

EDGE = 0.5
"""The least probability at which a pair connects two cases: no merge needs a lesser one."""

LEVELS = (EDGE, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)

CROWD = 200
"""How many cases a group may have; those that the highest level connects are one group though they be more."""

KEPT_CASES = 50_000
"""Cases whose pairs are kept in memory; where there are more, all are asked for anew."""


class Groups:
    """The groups of a store's cases; the pairs that were asked for are kept, as they are added and dropped."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._near: dict[Member, dict[Member, float]] = {}
        self._joined: Mapping[Member, Collection[Member]] = {}

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

    def changed(self, cases: Iterable[Member], new: Collection[Pair], same: Iterable[Pair]) -> list[set[Member]]:
        """
        Give the groups of *cases*, and those of the cases that were grouped with one of them until they were a crowd.

        Args:
            cases: Among them the ends of all pairs that are *new*, of those that were dropped, and of the judgements
                that came or went.
            same: What people judged to be one, which is connected at every level.
        """
        joined: defaultdict[Member, set[Member]] = defaultdict(set)
        for a, b in same:
            joined[a].add(b)
            joined[b].add(a)
        self._joined = joined
        started = sorted(set(cases))
        fresh: defaultdict[Member, set[Member]] = defaultdict(set)
        for a, b in new:
            fresh[a].add(b)
            fresh[b].add(a)
        for a in started:
            # Which judgements are new is not known; that all are makes for more work at the worst.
            for b in joined.get(a, ()):
                fresh[a].add(b)
                fresh[b].add(a)
        waiting = set(started)
        for level in LEVELS[:-1]:
            seen: set[Member] = set()
            for case in started:
                if case not in seen and (before := self._reached(case, level, without=fresh)) is not None:
                    seen |= before
                    if len(before) > 1 and self._reached(case, level) is None:
                        waiting |= before
        groups: list[set[Member]] = []
        done: set[Member] = set()
        for case in sorted(waiting):
            if case not in done:
                groups.append(self._group(case))
                done |= groups[-1]
        return groups

    def _group(self, case: Member) -> set[Member]:
        for level in LEVELS[:-1]:
            if (found := self._reached(case, level)) is not None:
                return found
        found = self._reached(case, LEVELS[-1], bounded=False)
        assert found is not None
        return found

    def _reached(
        self,
        case: Member,
        level: float,
        *,
        without: Mapping[Member, Collection[Member]] | None = None,
        bounded: bool = True,
    ) -> set[Member] | None:
        """Give what pairs of *level* connect with *case*, but for those of *without*; None where that is a crowd."""
        found, frontier = {case}, [case]
        while frontier:
            self._load(frontier)
            reached: set[Member] = set()
            for a in frontier:
                apart = without.get(a, ()) if without else ()
                near = {b for b, probability in self._near[a].items() if probability >= level}
                reached.update(b for b in (*near, *self._joined.get(a, ())) if b not in apart)
                if bounded and len(found) + len(reached - found) > CROWD:
                    return None
            frontier = sorted(reached - found)
            found |= reached
        return found

    def _load(self, cases: Iterable[Member]) -> None:
        if len(self._near) > KEPT_CASES:
            self._near.clear()
        missing = {case for case in cases if case not in self._near}
        if not missing:
            return
        for case in missing:
            self._near[case] = {}
        for pair in self.store.pairs(missing, least=EDGE):
            for a, b in ((pair.left, pair.right), (pair.right, pair.left)):
                if a in missing:
                    self._near[a][b] = pair.probability
