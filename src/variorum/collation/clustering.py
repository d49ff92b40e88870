"""
Which cases are one incident.

The two clusters whose compared pairs speak loudest for one happening are merged first, by the mean of their log odds,
until no two are left that are more probably one than not. Only clusters that a pair joins are ever looked at, so each
component of the pairs is worked by itself. The result is a function of the set of cases, the pairs and the judgements:
ties go to the least members.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import exp, log

from variorum.collation.blocking import Pair
from variorum.model.record import Member

SAME = 0.5
"""The least mean probability at which two clusters are one, of all pairs and of those of one report by themselves."""
ALONE = 0.65
"""The least at which incidents of one report are one that no other report brings together."""

_SURE = 1e-6
_LEAST, _LEAST_ALONE = (log(least / (1 - least)) for least in (SAME, ALONE))


@dataclass(frozen=True, slots=True)
class Cluster:
    """Cases that are one incident; `confidence` is the least probability of the merges that made it."""

    members: tuple[Member, ...]
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Clustering:
    """Clusters in the order of their least members; `contradictions` are "different" pairs that "same" ones join."""

    clusters: tuple[Cluster, ...]
    contradictions: tuple[Pair, ...] = ()


@dataclass(slots=True)
class _Links:
    """
    What is known between two clusters: the sum of log odds and their number.

    `within` is the number of pairs of one report among them, and `within_total` the sum of their log odds.
    """

    total: float = 0.0
    count: int = 0
    within_total: float = 0.0
    within: int = 0
    barred: bool = False

    def absorb(self, other: _Links) -> None:
        self.total += other.total
        self.count += other.count
        self.within_total += other.within_total
        self.within += other.within
        self.barred |= other.barred


def cluster(
    members: Iterable[Member],
    pairs: Mapping[Pair, float],
    *,
    must: Iterable[Pair] = (),
    cannot: Iterable[Pair] = (),
) -> Clustering:
    """
    Cluster *members* by the probabilities of *pairs*, each with the lesser member first.

    What is judged one (*must*) is one whatever the machine holds. What is judged not to be (*cannot*) is kept apart,
    unless judgements of the other kind join it; those are reported. Judgements on cases that are not there count for
    nothing.

    Incidents of one report come into one cluster only where all of them were compared, and their pairs by themselves
    say that they are one: the reader told them apart. Where no other report's stand between them, it takes more.
    """
    everyone = sorted(set(members))
    there = set(everyone)
    firsts = _Firsts(everyone)
    for a, b in sorted(_ordered(must)):
        if a in there and b in there:
            firsts.join(a, b)
    apart = sorted((a, b) for a, b in _ordered(cannot) if a in there and b in there)
    contradictions = tuple((a, b) for a, b in apart if firsts.of(a) == firsts.of(b))
    groups = _Agglomeration({m: firsts.of(m) for m in everyone})
    for a, b in apart:
        groups.bar(a, b)
    for (a, b), probability in sorted(pairs.items()):
        if a in there and b in there:
            groups.know(a, b, probability)
    return Clustering(tuple(groups.merge()), contradictions)


def _ordered(pairs: Iterable[Pair]) -> set[Pair]:
    return {(min(pair), max(pair)) for pair in pairs}


class _Firsts:
    """Sets that are joined, each known by its least member."""

    def __init__(self, members: Iterable[Member]) -> None:
        self.parent = {member: member for member in members}

    def of(self, member: Member) -> Member:
        while self.parent[member] != member:
            self.parent[member] = member = self.parent[self.parent[member]]
        return member

    def join(self, a: Member, b: Member) -> None:
        first, second = sorted((self.of(a), self.of(b)))
        self.parent[second] = first


class _Agglomeration:
    """
    Merges clusters, the loudest pair first.

    The links of the cluster with fewer are moved to the other's, so that n links cost n log² n together, however they
    are spread: a component is bounded in cost by its pairs.
    """

    def __init__(self, groups: Mapping[Member, Member]) -> None:
        self.group = dict(groups)
        self.members: dict[Member, list[Member]] = {}
        for member, first in groups.items():
            self.members.setdefault(first, []).append(member)
        self.links: dict[Member, dict[Member, _Links]] = {first: {} for first in self.members}
        self.least: dict[Member, float] = dict.fromkeys(self.members, 1.0)
        # Only of reports with several cases can there be pairs of one report.
        several = {report for report, count in Counter(m.report for m in groups).items() if count > 1}
        self.reports = {
            first: Counter(m.report for m in members if m.report in several) for first, members in self.members.items()
        }

    def _between(self, a: Member, b: Member) -> _Links | None:
        first, second = self.group[a], self.group[b]
        if first == second:
            return None
        links = self.links[first].get(second)
        if links is None:
            links = self.links[first][second] = self.links[second][first] = _Links()
        return links

    def bar(self, a: Member, b: Member) -> None:
        """Keep the clusters of two cases apart."""
        if links := self._between(a, b):
            links.barred = True

    def know(self, a: Member, b: Member, probability: float) -> None:
        """
        Take in how probable it is that two cases are one.

        Cases that a person has called one count as one here: the loudest of their pairs speaks for all of them, or a
        judgement would part them from what one of them was joined with.
        """
        if links := self._between(a, b):
            sure = min(1 - _SURE, max(_SURE, probability))
            odds = log(sure / (1 - sure))
            if links.count and (len(self.members[self.group[a]]) > 1 or len(self.members[self.group[b]]) > 1):
                links.total = max(links.total, odds)
            else:
                links.total += odds
                links.count += 1
            if a.report == b.report:
                links.within_total += odds
                links.within += 1

    def merge(self) -> list[Cluster]:
        """Merge until no two clusters are probably one."""
        heap = [
            e for a in self.links for b, links in self.links[a].items() if a < b and (e := self._entry(a, b, links))
        ]
        heapify(heap)
        while heap:
            loud, a, b, count = heappop(heap)
            links = self.links.get(a, {}).get(b)
            if links is None or links.count != count or self._entry(a, b, links) != (loud, a, b, count):
                continue
            self._join(a, b, heap)
        return [
            Cluster(tuple(sorted(self.members[first])), self.least[first])
            for first in sorted(self.members, key=lambda f: min(self.members[f]))
        ]

    def _entry(self, a: Member, b: Member, links: _Links) -> tuple[float, Member, Member, int] | None:
        if links.barred or not links.count:
            return None
        mean = round(links.total / links.count, 9)
        least = _LEAST_ALONE if links.within == links.count else _LEAST
        if mean <= least or links.within < self._pairs_of_one_report(a, b):
            return None
        if links.within and round(links.within_total / links.within, 9) <= _LEAST:
            return None
        return -mean, min(a, b), max(a, b), links.count

    def _pairs_of_one_report(self, a: Member, b: Member) -> int:
        few, many = sorted((self.reports[a], self.reports[b]), key=len)
        return sum(count * many[report] for report, count in few.items())

    def _join(self, a: Member, b: Member, heap: list[tuple[float, Member, Member, int]]) -> None:
        links = self.links[a].pop(b)
        del self.links[b][a]
        keep, gone = (a, b) if (len(self.links[a]), b) >= (len(self.links[b]), a) else (b, a)
        mean = 1 / (1 + exp(-links.total / links.count))
        self.least[keep] = min(self.least[keep], self.least.pop(gone), mean)
        self.members[keep] += self.members.pop(gone)
        self.reports[keep].update(self.reports.pop(gone))
        for other, moved in self.links.pop(gone).items():
            del self.links[other][gone]
            if other in self.links[keep]:
                self.links[keep][other].absorb(moved)
            else:
                self.links[keep][other] = self.links[other][keep] = moved
            if entry := self._entry(keep, other, self.links[keep][other]):
                heappush(heap, entry)
