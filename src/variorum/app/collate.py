"""
Brings new accounts into the record: dates them, links their incidents, makes the entries of those that changed.

What is written is a function of the accounts and judgements in the store alone, whatever the order in which they came:
candidates follow from the blocks as they stand, components from the candidates, clusters from the components. Only what
a new account touches is looked at, so that adding to a large record costs what adding to a small one does. What needs
the whole record (actors, chains, statistics, forecasts) is made by `settle`, when that is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import msgspec

from variorum.app import groups
from variorum.app.cases import Cases, Comparisons, KnownCase
from variorum.app.dates import Dating, came_undated, is_base_name
from variorum.app.groups import Pairs, regroup
from variorum.app.linking import Linking
from variorum.collation.blocking import WINDOW, candidates, keys, standing
from variorum.collation.blocking import Pair as CasePair
from variorum.collation.clustering import Cluster, cluster
from variorum.collation.comparison import compare
from variorum.collation.dating import Dated
from variorum.collation.entries import make_entry, statements_of
from variorum.collation.judgements import Decisions, decide, member_at
from variorum.errors import ReportError
from variorum.model import Account, Report
from variorum.model.record import (
    Anchor,
    IncidentEntry,
    Member,
    PolicyName,
)
from variorum.store import Pair, Store

Read = Callable[[Report], tuple[Account, str]]
"""Reads a report whose date was inferred, and gives the account with the version of the reader; or a `ReportError`."""

KEPT_AT_ONCE = 30_000
"""Accounts that are kept in memory while all of the record is made."""

AT_ONCE = 1000
"""Reports, pairs and incidents that are written together then."""

Run = Sequence[tuple[str, Member]]
"""Neighbours in a block, each with where it stands."""


T = TypeVar("T")


@dataclass
class Changes:
    """What a batch changed: reports brought in, those dated anew, incidents made, dropped, and as they were before."""

    reports: int = 0
    dated: dict[str, Dated] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    former: list[IncidentEntry] = field(default_factory=list)
    contradictions: list[CasePair] = field(default_factory=list)


@dataclass
class _Left:
    """What cases that are gone leave behind: the places in blocks where they stood, and what they were paired with."""

    places: set[tuple[str, str]] = field(default_factory=set)
    partners: set[Member] = field(default_factory=set)


class Collator:
    """Collates the accounts of one store; keep it between batches, for what it has in memory."""

    def __init__(self, store: Store, *, read: Read | None = None, policy: PolicyName = "ucdp") -> None:
        self.store, self.read, self.policy = store, read, policy
        self._cases = Cases(store.accounts)
        self._pairs = Pairs(store)
        self._probability = Comparisons()
        self._dating = Dating(store, self._cases, self._probability)
        self._report_ids: dict[str, str | None] = {}
        self._turn: str | None = None

    def collate(self, only: Iterable[str] | None = None, *, touched: Iterable[Member] = ()) -> Changes:
        """
        Bring the uncollated accounts into the record, or of them those of the reports *only*, in one transaction.

        *touched* are cases already there that are to be looked at again, for a judgement speaks of them.
        """
        changes = Changes()
        with self._turn_of_its_own():
            new = self.store.uncollated(only)  # another may have brought some of them in since they were asked for
            affected, again = set(touched), set[str]()
            if new:
                changes.reports = len(new)
                self._cases.forget(new)
                self._cases.load(new)
                left = self._take_out(new)
                again = self._date(new, left, changes)
                cases = [c for r in sorted({*new, *again}) for c in self._cases.of(r).values()]
                edges, stale = self._link(cases, left.places)
                affected |= {case.member for case in cases} | left.partners
                affected |= {m for pair in (*edges, *stale) for m in pair}
            self._make(sorted({*new, *again}), affected, changes)
            self.store.mark_collated(sorted({*new, *again}))
            if new or changes.made or changes.dropped:
                self.store.set_meta(settled="no", policy=self.policy)
        return changes

    def collate_all(self, told: Callable[[float], object] = lambda _: None) -> Changes:
        """
        Make the record of all accounts at once, in place of what is there, in one transaction.

        What comes of it is what bringing them in by batches makes, at less cost for each. Until it is done others see
        the record that was there, and none can write; where it is killed or fails, that record stays. *told* hears what
        share of it is done.
        """
        changes = Changes()
        with self._turn_of_its_own(), self._cases.keeping(KEPT_AT_ONCE):
            for account in self.store.undated():
                self.store.save_account(account, reader=self.store.reader_of(account.report.id))
            self.store.clear_record()
            self.forget()
            reports = self.store.uncollated()
            changes.reports = len(reports)
            linking = Linking(self._cases)
            self._take_in(reports, linking, changes, told)
            decisions = self.decisions()
            edges: list[Pair] = []

            def keep(*edge: KnownCase) -> None:
                edges.append(_compared(*edge))
                if len(edges) == AT_ONCE:
                    self.store.save_pairs(edges)
                    edges.clear()

            clusters = linking.clusters(decisions, edge=keep, told=lambda share: told((1 + share) / 3))
            self.store.save_pairs(edges)
            changes.contradictions += linking.contradictions
            for done, some in _parts(clusters, AT_ONCE):
                cases = self._cases.find(m for one in some for m in one.members)
                entries = [self._entry(one, cases, decisions) for one in some]
                self.store.replace_incidents((), entries)
                changes.made += [entry.id for entry in entries]
                told((2 + done) / 3)
            self._say_again(reports)
            self.store.mark_collated(reports)
            self.store.set_meta(settled="no", policy=self.policy)
            self.forget()
        return changes

    def _take_in(
        self, reports: Sequence[str], linking: Linking, changes: Changes, told: Callable[[float], object]
    ) -> None:
        """Let *linking* take in all *reports*, the undated ones once they are dated from one another and the others."""
        undated: list[str] = []
        for done, some in _parts(reports, AT_ONCE):
            self._cases.load(some)
            fresh = [r for r in some if (account := self._cases.account(r)) is not None and came_undated(account)]
            undated += fresh
            linking.take_in(sorted(set(some) - set(fresh)), placed=self.store.save_case_keys)
            told(done / 3)
        for bases, dates in self._dating.take_in_all(undated):
            for report, base in bases.items():
                if report in dates and self._read_again(report, base, dates[report], _Left()):
                    changes.dated[report] = dates[report]
        linking.take_in(undated, placed=self.store.save_case_keys)

    def forget(self) -> None:
        """Read anew whatever is asked for next: accounts may have changed without this collator's knowledge."""
        self._cases.forget()
        self._dating.forget()
        self._pairs.forget()
        self._probability.forget()
        self._turn = None

    @contextmanager
    def _turn_of_its_own(self) -> Iterator[None]:
        """Make a transaction of a batch, and forget what is in memory where another's came between, or it fails."""
        try:
            with self.store.transaction():
                last = self.store.meta().get("batches", "0")
                if last != self._turn:
                    self.forget()
                yield
                self._turn = str(int(last) + 1)
                self.store.set_meta(batches=self._turn)
        except BaseException:
            self.forget()
            raise

    # Dating

    def _date(self, new: Sequence[str], left: _Left, changes: Changes) -> set[str]:
        """
        Infer the dates of the undated reports that the *new* ones are among, or bear on; give those read again.

        Adds to *left* what their former cases leave.
        """
        again: set[str] = set()
        for bases, dates in self._dating.take_in(new, {block for block, _ in left.places}):
            for report, base in bases.items():
                if self._read_again(report, base, dates.get(report), left):
                    again.add(report)
                    if report in dates:
                        changes.dated[report] = dates[report]
        return again

    def _read_again(self, report: str, base: Account, found: Dated | None, left: _Left) -> bool:
        """Make a report's account what it is with its inferred date; tell whether that is another one."""
        want = found.published if found else base.report.published
        reasons = found.reasons if found else ()
        current = self._cases.account(report)
        if self.read is None or current is None:
            return False
        if current.report.published == want:
            self.store.save_reasons(report, reasons)
            return False
        account, version = base, self.store.reader_of(report)
        if found:
            captured = self.store.report(report)
            assert captured is not None
            try:
                account, version = self.read(msgspec.structs.replace(captured, published=want))
            except ReportError:  # it was read without a date; one report must not end the adding of the others
                return False
        gone = self._take_out([report])
        left.places |= gone.places
        left.partners |= gone.partners
        self.store.save_account(account, reader=version, dated_by=reasons)
        self._dating.save_keys([report])
        self._cases.forget([report])
        return True

    # Linking

    def _take_out(self, reports: Sequence[str]) -> _Left:
        """Drop what linking keeps of the former cases of *reports*."""
        former = self.store.keys_of_reports(reports)
        pairs = list(self.store.pairs(former)) if former else []
        self.store.save_case_keys(dict.fromkeys(former, ("", ())))
        self._drop([(p.left, p.right) for p in pairs])
        return _Left(
            {(block, place) for place, blocks in former.values() for block in blocks},
            {m for p in pairs for m in (p.left, p.right)},
        )

    def _link(
        self, new: Sequence[KnownCase], vacated: Collection[tuple[str, str]]
    ) -> tuple[list[CasePair], list[CasePair]]:
        """Compare the *new* cases with those around them in their blocks; give the pairs that came and that went."""
        placed = {case.member: (standing(case), keys(case)) for case in new}
        self.store.save_case_keys(placed)
        left: defaultdict[str, set[str]] = defaultdict(set)
        for block, place in vacated:
            if not is_base_name(block):
                left[block].add(place)
        touched = {(block, place) for place, blocks in placed.values() for block in blocks}
        touched |= {(block, place) for block, places in left.items() for place in places}
        pairs: set[CasePair] = set()
        suspects: set[CasePair] = set()
        for block, run in _runs(self.store.cases_around(touched, WINDOW)):
            _window(run, placed, left[block], pairs, suspects)
        stale = self._stale(suspects - pairs)
        self._drop(stale)
        edges = list(self._compared(pairs))
        self.store.save_pairs(edges)
        for edge in edges:
            self._pairs.add((edge.left, edge.right), edge.probability)
        return [(edge.left, edge.right) for edge in edges], stale

    def _drop(self, pairs: Sequence[CasePair]) -> None:
        self.store.drop_pairs(pairs)
        self._pairs.drop(pairs)

    def _stale(self, suspects: set[CasePair]) -> list[CasePair]:
        """Find the stored pairs among *suspects* that stand too far apart by now in every block that they share."""
        stored = sorted(self.store.compared(suspects))
        places = self.store.keys_of({m for pair in stored for m in pair})
        between = {(a, b): _ordered(places[a][0], places[b][0]) for a, b in stored}
        blocks = {(a, b): sorted(places[a][1] & places[b][1], reverse=True) for a, b in stored}
        gone: list[CasePair] = []
        # Most pairs are near in the first block that is looked at, and need no more.
        while blocks:
            asked = {pair: [(block, *between[pair]) for block in some[:4]] for pair, some in blocks.items()}
            counts = self.store.counts_between((s for some in asked.values() for s in some), WINDOW)
            far = [pair for pair, some in asked.items() if all(counts[stretch] >= WINDOW for stretch in some)]
            gone += [pair for pair in far if len(blocks[pair]) <= 4]
            blocks = {pair: blocks[pair][4:] for pair in far if len(blocks[pair]) > 4}
        return gone

    def _compared(self, pairs: Iterable[CasePair]) -> Iterator[Pair]:
        ordered = sorted(pairs)
        for start in range(0, len(ordered), 5000):
            some = ordered[start : start + 5000]
            cases = self._cases.find({m for pair in some for m in pair})
            for a, b in some:
                if a in cases and b in cases and self._probability.likely(cases[a], cases[b]) is not None:
                    yield _compared(cases[a], cases[b])

    # Entries

    def decisions(self) -> Decisions:
        """Give the judgements that stand, in terms of the cases as they are read now."""
        return decide(self.store.judgements(), self.find)

    def find(self, anchor: Anchor) -> Member | None:
        """Give the case that an anchor means, as its report is read now."""
        if self._report_ids.get(anchor.sha256) is None:
            self._report_ids[anchor.sha256] = self.store.report_id(anchor.sha256)
        report = self._report_ids[anchor.sha256]
        account = self._cases.account(report) if report else None
        return member_at(anchor, account) if account else None

    def _make(self, new: Sequence[str], affected: set[Member], changes: Changes) -> None:
        """Cluster the groups of the *affected* cases and write the entries that change."""
        decisions = self.decisions()
        old: dict[str, IncidentEntry] = {}
        former = set(self.store.incidents_of(new).values())
        together = self._company(affected, former, decisions, old)
        cases = self._cases.find(m for group in together for m in group)
        known = self._unchanged(old.values(), new, decisions)
        made: dict[str, IncidentEntry] = {}
        for group in together:
            clusters, contradictions = self._cluster({m: cases[m] for m in sorted(group) if m in cases}, decisions)
            changes.contradictions += contradictions
            for found_cluster in clusters:
                entry = known.get(found_cluster.members)
                if entry is None or entry.confidence != round(found_cluster.confidence, 6):
                    entry = self._entry(found_cluster, cases, decisions)
                made[entry.id] = entry
        same = {i for i, entry in made.items() if old.get(i) == entry}
        dropped = sorted(set(old) - same)
        written = [entry for i, entry in sorted(made.items()) if i not in same]
        self.store.replace_incidents(dropped, written)
        changes.dropped += [i for i in dropped if i not in made]
        changes.made += [entry.id for entry in written]
        changes.former += [old[i] for i in dropped]
        reports = set(new) | {m.report for e in (*written, *(old[i] for i in dropped)) for m in e.members}
        self._say_again(sorted(reports))

    def _entry(self, one: Cluster, cases: Mapping[Member, KnownCase], decisions: Decisions) -> IncidentEntry:
        mine = [cases[m] for m in one.members]
        return make_entry(mine, confidence=one.confidence, changes=decisions.changes, policy=self.policy)

    def _unchanged(
        self, entries: Iterable[IncidentEntry], new: Collection[str], decisions: Decisions
    ) -> dict[tuple[Member, ...], IncidentEntry]:
        """Give, by their members, the entries that stay what they are as long as they keep their members."""
        if self.store.meta().get("policy") != self.policy:
            return {}
        fresh = set(new)
        return {
            entry.members: entry
            for entry in entries
            if not (entry.rejected or entry.corrections)
            and not any(m.report in fresh or m in decisions.changes for m in entry.members)
        }

    def _company(
        self, cases: Iterable[Member], former: Iterable[str], decisions: Decisions, old: dict[str, IncidentEntry]
    ) -> list[set[Member]]:
        """
        Give the groups to cluster anew where *cases* are affected.

        The incidents that their cases are in, and those with the ids *former*, come into *old*, and all that those hold
        is in a group.
        """
        old.update((e.id, e) for e in self.store.incident_entries(former))
        wanted = set(cases) | {m for entry in old.values() for m in entry.members}
        near = self._pairs.near(decisions.same)
        while True:
            together = regroup(wanted, near, crowd=groups.CROWD)
            found = {m for group in together for m in group}
            of = self.store.incidents_of({m.report for m in found})
            more = {i for m in found if (i := of.get(m)) is not None} - old.keys()
            old.update((e.id, e) for e in self.store.incident_entries(more))
            lacking = {m for entry in old.values() for m in entry.members} - found
            if not lacking:
                return together
            wanted |= lacking

    def _cluster(
        self, cases: Mapping[Member, KnownCase], decisions: Decisions
    ) -> tuple[tuple[Cluster, ...], list[CasePair]]:
        if len(cases) < 2:
            return tuple(Cluster((m,)) for m in cases), []
        pairs = {(a, b): self._probability(cases[a], cases[b]) for a, b in candidates(cases.values())}
        found = cluster(cases, pairs, must=decisions.same, cannot=decisions.different)
        return found.clusters, list(found.contradictions)

    def _say_again(self, reports: Sequence[str]) -> None:
        """Write the statements of *reports* with the incidents that they are tied to now."""
        for _, some in _parts(reports, 200):
            incidents = self.store.incidents_of(some)
            self._cases.load(some)
            accounts = [a for r in some if (a := self._cases.account(r)) is not None]
            self.store.replace_statements(some, [s for a in accounts for s in statements_of(a, incidents)])


def _parts(values: Sequence[T], size: int) -> Iterator[tuple[float, Sequence[T]]]:
    """Cut *values* into parts of *size*, each with the share of all that is done with it."""
    for start in range(0, len(values), size):
        yield min(1.0, (start + size) / len(values)), values[start : start + size]


def _compared(a: KnownCase, b: KnownCase) -> Pair:
    """Tell how two cases compare, the lesser one given first."""
    found = compare(a, b)
    evidence = msgspec.json.encode(found.evidence)
    return Pair(left=a.member, right=b.member, probability=found.probability, evidence=evidence)


def _runs(around: Mapping[tuple[str, str], Run]) -> Iterator[tuple[str, Run]]:
    """Give, of each block, the stretches of neighbours around the places touched, joined where they overlap."""
    open_block, run = "", list[tuple[str, Member]]()
    for block, place in sorted(around):
        near = around[block, place]
        if block == open_block and run and near and near[0] <= run[-1]:
            run = sorted({*run, *near})
            continue
        if run:
            yield open_block, run
        open_block, run = block, list(near)
    if run:
        yield open_block, run


def _window(
    run: Run, new: Collection[Member], left: Collection[str], pairs: set[CasePair], suspects: set[CasePair]
) -> None:
    """
    Collect from neighbours in one block the pairs to compare, and those that may have been parted.

    A pair is to be compared where one of it is new, or where a case that stood between them has left; it may have been
    parted where new ones have come between.
    """
    members = [member for _, member in run]
    for i, member in enumerate(members):
        if member in new:
            for other in members[max(0, i - WINDOW) : i + WINDOW + 1]:
                if other != member:
                    pairs.add((min(member, other), max(member, other)))
    for place in left:
        split = sum(standing_ < place for standing_, _ in run)
        for i in range(max(0, split - WINDOW), split):
            for other in members[split : i + WINDOW + 1]:
                pairs.add((min(members[i], other), max(members[i], other)))
    for i, member in enumerate(members):
        between = 0
        for j in range(i + 1, len(members)):
            if j - i > WINDOW + between:
                break
            if j - i > WINDOW and member not in new and members[j] not in new:
                suspects.add((min(member, members[j]), max(member, members[j])))
            between += members[j] in new


def _ordered(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)
