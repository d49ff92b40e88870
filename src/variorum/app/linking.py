"""
Links all incidents of many accounts at once, in little memory.

What comes of it is what adding the accounts one by one would make of them. Of each case only numbers are held once all
are taken in: the blocks that it stands in, its place among all, its days. Cases themselves come and go, in the order in
which they stand, so that those that are compared with one another are asked for together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import numpy as np

from variorum.app import groups
from variorum.app.cases import Cases, KnownCase
from variorum.app.cycles import no_cycles
from variorum.app.groups import EDGE, LEVELS
from variorum.collation import blocking
from variorum.collation.blocking import Pair, keys, standing
from variorum.collation.clustering import Cluster, cluster
from variorum.collation.comparison import FAR_DAYS, likely, probability
from variorum.collation.judgements import Decisions
from variorum.collation.profiles import profile_of
from variorum.model.record import Member

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Probabilities = NDArray[np.float64]

TOGETHER = 20_000
"""Pairs that are compared before other cases are asked for, and half the number of cases that are taken in at once."""

_HALF = 32
_REST = (1 << _HALF) - 1
_UNKNOWN = -1


Placed = Mapping[Member, tuple[str, frozenset[str]]]
"""Where each of some cases stands, and in which blocks."""

Edge = Callable[[KnownCase, KnownCase], object]
"""Is told of two cases, the lesser first."""

Told = Callable[[float], object]
"""Is told what share is done."""


class Linking:
    """
    Links cases of reports, as *cases* gives them.

    Cases are known by their rank in the order in which they stand; a pair by both ranks in one number, the lesser in
    its upper half.
    """

    def __init__(self, cases: Cases) -> None:
        self.cases = cases
        self.compared = 0
        self.contradictions: list[Pair] = []
        self._numbers: dict[str, int] = {}
        self._places: list[tuple[str, Member]] = []
        self._blocks: list[Numbers] = []
        self._counts: list[int] = []
        self._spans: list[tuple[int, int]] = []

    def take_in(self, reports: Iterable[str], *, placed: Callable[[Placed], object] = lambda _: None) -> None:
        """Take from the cases of *reports* what is held of them; *placed* is told where they stand, many at a time."""
        ids = iter(reports)
        with no_cycles():
            while some := list(islice(ids, TOGETHER // 2)):
                self.cases.load(some)
                spots: dict[Member, tuple[str, frozenset[str]]] = {}
                numbers: list[int] = []
                for case in (case for report in some for case in self.cases.of(report).values()):
                    place, found = spots[case.member] = standing(case), keys(case)
                    self._places.append((place, case.member))
                    numbers += [self._numbers.setdefault(key, len(self._numbers)) for key in found]
                    self._counts.append(len(found))
                    self._spans.append(profile_of(case).days or (_UNKNOWN, _UNKNOWN))
                self._blocks.append(np.array(numbers, dtype=np.int64))
                placed(spots)

    def arrange(self) -> None:
        """Put all that was taken in into its order; nothing more can be taken in then."""
        order = sorted(range(len(self._places)), key=self._places.__getitem__)
        self.members = [self._places[n][1] for n in order]
        ranks = np.empty(len(order), dtype=np.int64)
        ranks[order] = np.arange(len(order))
        self.blocks = np.concatenate(self._blocks) if self._blocks else np.empty(0, dtype=np.int64)
        self.ranks = np.repeat(ranks, self._counts)
        self._days = np.array(self._spans, dtype=np.int64).reshape(-1, 2)[order]
        for held in (self._numbers, self._places, self._blocks, self._counts, self._spans):
            held.clear()

    def clusters(
        self, decisions: Decisions | None = None, *, edge: Edge = lambda *_: None, told: Told = lambda _: None
    ) -> list[Cluster]:
        """
        Give what is one incident, under people's *decisions*.

        *edge* is told of each pair that probably is, and *told* hears how far the comparing is.
        """
        said = decisions or Decisions()
        with no_cycles():
            self.arrange()
            edges, strengths = self._edges(edge, told)
            group = grouped(len(self.members), *self._joined(said.same, edges, strengths))
            pairs = self._within(group)
            scored = self._score(pairs, probability, (edges, strengths))
            return list(self._clustered(group, pairs, scored, said))

    def _edges(self, edge: Edge, told: Told) -> tuple[Numbers, Probabilities]:
        """Give the pairs that are probable, and how probable."""

        def compare(a: KnownCase, b: KnownCase) -> float:
            found = likely(a, b, EDGE) or 0.0
            if found >= EDGE:
                edge(*((a, b) if a.member < b.member else (b, a)))
            return found

        pairs = neighbours(self.blocks, self.ranks, self._near)
        self.compared = len(pairs)
        found = self._score(pairs, compare, told=told)
        there = found >= EDGE
        return pairs[there], found[there]

    def _joined(
        self, same: Collection[Pair], edges: Numbers, strengths: Probabilities
    ) -> tuple[Numbers, Probabilities]:
        """Add to *edges* what people judged to be the *same*, which is so beyond doubt."""
        if not same:
            return edges, strengths
        spoken_of = {member for pair in same for member in pair}
        rank = {member: n for n, member in enumerate(self.members) if member in spoken_of}
        ends = [sorted((rank[a], rank[b])) for a, b in sorted(same) if a in rank and b in rank]
        joined = np.array([low << _HALF | high for low, high in ends], dtype=np.int64)
        return np.concatenate((edges, joined)), np.concatenate((strengths, np.ones(len(joined))))

    def _near(self, pairs: Numbers) -> Numbers:
        """Leave out the pairs whose days are known to be too far apart, which `likely` would."""
        one, other = self._days[pairs >> _HALF], self._days[pairs & _REST]
        gap = np.maximum(one[:, 0] - other[:, 1], other[:, 0] - one[:, 1])
        near: NDArray[np.bool_] = (one[:, 0] == _UNKNOWN) | (other[:, 0] == _UNKNOWN) | (gap <= FAR_DAYS)
        return pairs[near]

    def _within(self, group: Numbers) -> Numbers:
        """Give the candidate pairs of each group by itself."""
        _, blocks = np.unique(self.blocks << _HALF | group[self.ranks], return_inverse=True)
        return neighbours(blocks, self.ranks)

    def _score(
        self,
        pairs: Numbers,
        compare: Callable[[KnownCase, KnownCase], float],
        known: tuple[Numbers, Probabilities] | None = None,
        told: Told = lambda _: None,
    ) -> Probabilities:
        """Give how probable each of *pairs* is, as *compare* has it, or as is *known* of some of them."""
        found = np.empty(len(pairs))
        asked = np.arange(len(pairs))
        if known is not None and len(known[0]):
            at = np.minimum(np.searchsorted(known[0], pairs), len(known[0]) - 1)
            there = known[0][at] == pairs
            found[there] = known[1][at[there]]
            asked = asked[~there]
        for start in range(0, len(asked), TOGETHER):
            some = asked[start : start + TOGETHER]
            left, right = pairs[some] >> _HALF, pairs[some] & _REST
            ranks = _each_once(np.concatenate((left, right))).tolist()
            cases = self.cases.find(self.members[rank] for rank in ranks)
            there_are = {rank: cases[self.members[rank]] for rank in ranks}
            found[some] = [
                compare(there_are[a], there_are[b]) for a, b in zip(left.tolist(), right.tolist(), strict=True)
            ]
            told((start + len(some)) / len(asked))
        return found

    def _clustered(
        self, group: Numbers, pairs: Numbers, scored: Probabilities, decisions: Decisions
    ) -> Iterator[Cluster]:
        order = np.argsort(group[pairs >> _HALF], kind="stable")
        ends = np.searchsorted(group[pairs[order] >> _HALF], np.arange(len(group)), side="right").tolist()
        must, cannot = _by_first(decisions.same), _by_first(decisions.different)
        start = 0
        members = np.argsort(group, kind="stable")
        bounds = np.flatnonzero(np.diff(group[members], prepend=-1, append=-1)).tolist()
        for low, high in pairwise(bounds):
            mine = [self.members[rank] for rank in members[low:high].tolist()]
            if len(mine) == 1:
                yield Cluster((mine[0],))
                continue
            end = ends[int(group[members[low]])]
            some = order[start:end]
            start = end
            known = {
                self.pair(pair): probable
                for pair, probable in zip(pairs[some].tolist(), scored[some].tolist(), strict=True)
            }
            joined, parted = ([pair for m in mine for pair in said.get(m, ())] for said in (must, cannot))
            found = cluster(mine, known, must=joined, cannot=parted)
            self.contradictions += found.contradictions
            yield from found.clusters

    def pair(self, pair: int) -> Pair:
        """Give a pair by its cases, the lesser first."""
        a, b = self.members[pair >> _HALF], self.members[pair & _REST]
        return (a, b) if a < b else (b, a)


def _by_first(pairs: Iterable[Pair]) -> Mapping[Member, list[Pair]]:
    found: defaultdict[Member, list[Pair]] = defaultdict(list)
    for pair in sorted(pairs):
        found[pair[0]].append(pair)
    return found


def neighbours(blocks: Numbers, ranks: Numbers, keep: Callable[[Numbers], Numbers] | None = None) -> Numbers:
    """
    Give the pairs of which, in some block, no more than the window lies between, each once and in order.

    Case by case, *blocks* and *ranks* say what stands where; of the pairs of one distance *keep* leaves some out.
    """
    standing_ = np.sort(blocks << _HALF | ranks)
    block, rank = standing_ >> _HALF, standing_ & _REST
    found = []
    for distance in range(1, blocking.WINDOW + 1):
        at = np.flatnonzero(block[:-distance] == block[distance:])
        pairs = rank[at] << _HALF | rank[at + distance]
        found.append(keep(pairs) if keep else pairs)
    return _each_once(np.concatenate(found))


def _each_once(numbers: Numbers) -> Numbers:
    """Sort *numbers*, where they are; `np.unique` takes ten times as long."""
    numbers.sort()
    new = np.ones(len(numbers), dtype=bool)
    np.not_equal(numbers[1:], numbers[:-1], out=new[1:])
    return numbers[new]


def grouped(size: int, pairs: Numbers, strengths: Probabilities) -> Numbers:
    """
    Give the group of each of *size* cases, named by its least, as `groups.regroup` would.

    *strengths* are those of *pairs*, of which none is less than the least level.
    """
    group = np.arange(size)
    left, right = pairs >> _HALF, pairs & _REST
    crowded = np.ones(size, dtype=bool)
    for level in LEVELS:
        connecting = crowded[left] & (strengths >= level)
        found = _connected(size, left[connecting], right[connecting])
        group[crowded] = found[crowded]
        crowded &= np.bincount(found, minlength=size)[found] > groups.CROWD
    return group


def _connected(size: int, left: Numbers, right: Numbers) -> Numbers:
    """Give for each of *size* the least that it is connected with."""
    found = np.arange(size)
    while True:
        a, b = found[left], found[right]
        apart = a != b
        if not apart.any():
            return found
        left, right, a, b = left[apart], right[apart], a[apart], b[apart]
        np.minimum.at(found, np.maximum(a, b), np.minimum(a, b))
        while not np.array_equal(further := found[found], found):
            found = further
