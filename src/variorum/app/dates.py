"""
Which undated reports a batch bears on, and what dates they get.

Two undated reports are connected where incidents of theirs, as they were read without a date, are probably one. A group
of them is dated at once, from each other and from the dated reports that tell of the same. A report's date so follows
from the set of accounts, and adding one asks only after those that it is connected with.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations

from variorum.app.cases import Cases, Comparisons, KnownCase
from variorum.app.groups import regroup
from variorum.app.times import resolve_words
from variorum.collation.blocking import candidates, standing, telling_keys
from variorum.collation.clustering import cluster
from variorum.collation.dating import SURE, Dated, date_reports, is_undated
from variorum.collation.lineage import overlaps, page_of
from variorum.collation.origins import COPIED_SHARE
from variorum.model import Account
from variorum.model.record import Member
from variorum.store import Store

CROWD = 25
"""Undated reports that are dated together."""

NEAREST = 5
"""Dated cases from which one of an undated report can have its date."""

LARGEST = 50
"""Cases of a block that dating looks at; a larger one says too little to be worth its cost."""

TOGETHER = 500
"""Undated reports whose neighbours are asked for at once, where all are dated."""


_Blocks = Mapping[str, Set[Member]]
"""Cases by the block that they stand in."""


def came_undated(account: Account) -> bool:
    """Tell whether an account was made without knowing the report's date."""
    return is_undated(account.report.published) and not was_dated(account)


def was_dated(account: Account) -> bool:
    """Tell whether an account was made with a date that had been inferred."""
    return account.report.published.basis == "inferred"


class Dating:
    """Dates the undated reports of a store; their accounts as they were read without a date are its own."""

    def __init__(self, store: Store, cases: Cases, probability: Comparisons) -> None:
        self.store, self.cases = store, cases
        self.bases = Cases(store.undated)
        self._probability = probability
        self._nearest: dict[str, dict[Member, list[tuple[float, Member]]]] = {}

    def forget(self) -> None:
        """Ask anew for whatever is in memory."""
        self.bases.forget()
        self._nearest.clear()

    def take_in(
        self, new: Sequence[str], left: Collection[str] = ()
    ) -> Iterator[tuple[dict[str, Account], dict[str, Dated]]]:
        """
        Take in the accounts of the reports *new*; give the sets of undated reports that they bear on, with their dates.

        Args:
            left: The blocks that former cases of theirs stood in, those of undated ones marked by `base_name`.
        """
        fresh = [r for r in new if (account := self.cases.account(r)) is not None and came_undated(account)]
        self._save(fresh, set(new) - set(fresh))
        dated = {m: case for r in sorted(set(new) - set(fresh)) for m, case in self.cases.of(r).items()}
        changed = set(fresh) | self._borne_on(fresh, dated, left)
        known: dict[str, dict[str, float]] = {}

        def near(reports: Collection[str]) -> Mapping[str, Mapping[str, float]]:
            if asked := [report for report in reports if report not in known]:
                known.update(self._near(asked))
            return known

        near(fresh)
        changed |= {other for report in fresh for other in known[report]}
        for together in regroup(changed, near, crowd=CROWD):
            yield self._of_group(together, dated)

    def take_in_all(self, undated: Sequence[str]) -> Iterator[tuple[dict[str, Account], dict[str, Dated]]]:
        """
        Take in all *undated* reports of a store that has none of them yet; gives what `take_in` does.

        The cases of the dated ones stand in their blocks.
        """
        known: dict[str, dict[str, float]] = {}
        for some in _some(undated):
            self._save(some, ())
        for some in _some(undated):
            known.update(self._near(some))
        for together in regroup(undated, lambda _: known, crowd=CROWD):
            yield self._of_group(together, {})
            self._forget_nearest(together)

    def _of_group(
        self, together: Collection[str], dated: Mapping[Member, KnownCase]
    ) -> tuple[dict[str, Account], dict[str, Dated]]:
        """Give the undated accounts of a group, and what dates they get; some of the *dated* may not be stored yet."""
        bases = {report: account for report in sorted(together) if (account := self.bases.account(report))}
        telling = sorted(self._dated_near(together, dated))
        self.cases.load(telling)
        others = [account for r in telling if (account := self.cases.account(r)) is not None]
        cases = [*(self.bases.of(r) for r in bases), *(self.cases.of(r) for r in telling)]
        return bases, self._dates([*bases.values(), *others], {m: c for some in cases for m, c in some.items()})

    def save_keys(self, reports: Iterable[str]) -> None:
        """Keep in which blocks the cases of undated reports stand as they were read without a date."""
        self.store.save_case_keys(
            {
                Member(report=m.report, incident=base_name(m.incident)): (
                    standing(case),
                    map(base_name, telling_keys(case)),
                )
                for report in reports
                for m, case in self.bases.of(report).items()
            }
        )

    def _save(self, fresh: Sequence[str], others: Collection[str]) -> None:
        for report in fresh:
            account = self.cases.account(report)
            assert account is not None
            self.store.save_undated(account)
        self.store.drop_undated(others)
        self.bases.forget([*fresh, *others])
        self._forget_nearest([*fresh, *others])
        self.save_keys(fresh)

    def _borne_on(self, fresh: Sequence[str], dated: Mapping[Member, KnownCase], left: Collection[str]) -> set[str]:
        """Give the undated reports whose date may change, short of those that are connected with them."""
        mine = _blocks(case for report in fresh for case in self.bases.of(report).values())
        known = {block: set(members) - set(mine[block]) for block, members in self._undated_in(mine, more=mine).items()}
        grown = {block: some for block, some in known.items() if len(some) <= LARGEST < len(some) + len(mine[block])}
        added = _blocks(dated.values())
        undated = self._undated_in(added)
        sizes = self.store.sizes(undated, LARGEST + 1, dated=True)
        filled = {b: set(some) for b, some in undated.items() if sizes[b] <= LARGEST < sizes[b] + len(added[b])}
        found = self._parted(grown, filled, added)
        for members in self._undated_in({plain_name(block) for block in left}).values():
            found.update(m.report for m in members)
        small = [b for b in undated if sizes[b] + len(added[b]) <= LARGEST]
        pairs = {(m, n) for b in small for m in undated[b] for n in added[b]}
        self._forget_nearest(found)
        bases = self.bases.find({m for m, _ in pairs})
        for m, n in sorted(pairs):
            if m not in bases or (probability := self._probability.likely(bases[m], dated[n])) is None:
                continue
            if m.report not in self._nearest or _enters(self._nearest[m.report].setdefault(m, []), (-probability, n)):
                found.add(m.report)
        return found

    def _parted(self, grown: _Blocks, filled: _Blocks, added: Mapping[str, Collection[Member]]) -> set[str]:
        """
        Give the undated reports that lost a neighbour because a block has come to hold too many cases.

        Args:
            grown: The undated cases that were in blocks which hold too many of them now.
            filled: Those in blocks that hold too many dated ones now.
            added: The dated cases that came, and are not stored yet.
        """
        bases = self.bases.find(m for some in (grown, filled) for members in some.values() for m in members)
        mine = {m: telling_keys(case) for m, case in bases.items()}
        stored = self.store.first_in({*grown, *filled}, LARGEST + 1, dated=True)
        stored = {block: members for block, members in stored.items() if len(members) <= LARGEST}
        theirs = self.store.keys_of(n for members in stored.values() for n in members)
        undated = {
            (m, n): mine[m] & mine[n]
            for members in grown.values()
            for m, n in combinations(sorted(mine.keys() & members), 2)
            if m.report != n.report
        }
        dated = {
            (m, n): mine[m] & theirs[n][1]
            for some in (grown, filled)
            for block in stored.keys() & some.keys()
            for m in mine.keys() & some[block]
            for n in stored[block]
        }
        shared = {block for some in (undated, dated) for blocks in some.values() for block in blocks}
        crowded = {b for b, size in self.store.sizes(map(base_name, shared), LARGEST + 1).items() if size > LARGEST}
        crowded = set(map(plain_name, crowded))
        sizes = self.store.sizes(shared, LARGEST + 1, dated=True)
        full = crowded | {b for b in shared if sizes[b] + len(added.get(b, ())) > LARGEST}
        found: set[str] = set()
        for m, n in sorted(pair for pair, blocks in undated.items() if blocks <= crowded):
            if self._probability.likely(bases[m], bases[n]) is not None:
                found |= {m.report, n.report}
        lost = sorted(pair for pair, blocks in dated.items() if blocks <= full)
        cases = self.cases.find(n for m, n in lost if m.report not in self._nearest)
        for m, n in lost:
            if m.report in self._nearest:
                gone = any(n == other for _, other in self._nearest[m.report].get(m, ()))
            else:
                gone = n in cases and self._probability.likely(bases[m], cases[n]) is not None
            if gone:
                found.add(m.report)
        return found

    def _near(self, reports: Collection[str]) -> dict[str, dict[str, float]]:
        """Give the undated reports that each of *reports* is connected with, and how strongly."""
        self.bases.load(reports)
        mine = {m: case for report in sorted(reports) for m, case in self.bases.of(report).items()}
        blocks = _blocks(mine.values())
        pairs = {
            (m, other)
            for block, others in self._undated_in(blocks).items()
            for m in blocks[block]
            for other in others
            if m.report != other.report
        }
        others = self.bases.find(other for _, other in pairs)
        found: dict[str, dict[str, float]] = {report: {} for report in reports}
        for m, other in pairs:
            if other in others and (probability := self._probability.likely(mine[m], others[other])) is not None:
                strongest = found[m.report].get(other.report, 0.0)
                found[m.report][other.report] = max(strongest, probability)
        return found

    def _dated_near(self, together: Collection[str], new: Mapping[Member, KnownCase]) -> set[str]:
        """Give the dated reports that tell of what the undated ones *together* tell of."""
        self._find_nearest([report for report in sorted(together) if report not in self._nearest], new)
        return {n.report for report in together for some in self._nearest[report].values() for _, n in some}

    def _find_nearest(self, reports: Collection[str], new: Mapping[Member, KnownCase]) -> None:
        mine = {m: case for report in reports for m, case in self.bases.of(report).items()}
        blocks, added = _blocks(mine.values()), _blocks(new.values())
        nearby: defaultdict[Member, set[Member]] = defaultdict(set)
        sizes = self.store.sizes(map(base_name, blocks), LARGEST + 1)
        small = [block for block in sorted(blocks) if sizes[base_name(block)] <= LARGEST]
        stored = self.store.first_in(small, LARGEST + 1, dated=True)
        for block in small:
            others = {*stored.get(block, ()), *added.get(block, ())}
            if len(others) <= LARGEST:
                for other in others:
                    nearby[other].update(blocks[block])
        for report in reports:
            self._nearest[report] = {}
        for other, case in self.cases.find(nearby).items():
            for m in nearby[other]:
                if (probability := self._probability.likely(mine[m], case)) is not None:
                    _enters(self._nearest[m.report].setdefault(m, []), (-probability, other))

    def _forget_nearest(self, reports: Iterable[str]) -> None:
        for report in reports:
            self._nearest.pop(report, None)

    def _dates(self, accounts: Sequence[Account], cases: Mapping[Member, KnownCase]) -> dict[str, Dated]:
        """
        Link the incidents of *accounts* as they are and infer the missing dates from that.

        What is not `SURE` to be one counts as two at first: a wrong link would date reports wrongly, a lost one leaves
        them so.
        """
        found = {(a, b): self._probability(cases[a], cases[b]) for a, b in candidates(cases.values())}
        pairs = {pair: p if p >= SURE else p / 2 for pair, p in found.items()}
        clusters = [c.members for c in cluster(cases, pairs).clusters]
        undated = {account.report.id for account in accounts if is_undated(account.report.published)}
        shared = overlaps(map(page_of, accounts), about=undated)
        copies = [(o.left, o.right) for o in shared if max(o.copied) >= COPIED_SHARE]
        return date_reports(accounts, clusters, resolve_words, copies=copies, doubtful=found)

    def _undated_in(
        self, blocks: Iterable[str], *, more: Mapping[str, Collection[Member]] | None = None
    ) -> dict[str, list[Member]]:
        """
        Give the cases of undated reports in those of *blocks* that are small enough, as they were read without a date.

        A block of *more* may be too large by so many cases as it has there.
        """
        most = LARGEST + max((len(members) for members in (more or {}).values()), default=0)
        found = self.store.first_in(map(base_name, blocks), most + 1)
        return {
            plain_name(block): [Member(report=m.report, incident=plain_name(m.incident)) for m in members]
            for block, members in sorted(found.items())
            if len(members) <= LARGEST + len((more or {}).get(plain_name(block), ()))
        }


def _some(reports: Sequence[str]) -> Iterator[Sequence[str]]:
    """Cut *reports* into as many at a time as are looked at together."""
    return (reports[start : start + TOGETHER] for start in range(0, len(reports), TOGETHER))


def base_name(name: str) -> str:
    """Name a block or case of undated reports as they were read without a date."""
    return f"~{name}"


def plain_name(name: str) -> str:
    """Undo `base_name`; another name stays what it is."""
    return name.removeprefix("~")


def is_base_name(name: str) -> bool:
    """Tell whether `base_name` made a name."""
    return name.startswith("~")


def _enters(nearest: list[tuple[float, Member]], one: tuple[float, Member]) -> bool:
    """Put one among the nearest if it is; tell whether it is."""
    if len(nearest) >= NEAREST and one > nearest[-1]:
        return False
    insort(nearest, one)
    del nearest[NEAREST:]
    return True


def _blocks(cases: Iterable[KnownCase]) -> dict[str, list[Member]]:
    found: defaultdict[str, list[Member]] = defaultdict(list)
    for case in cases:
        for key in telling_keys(case):
            found[key].append(case.member)
    return found
