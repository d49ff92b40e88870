"""
Brings new accounts into the record: dates them, links their incidents, makes the entries of those that changed.

What is written is a function of the accounts and judgements in the store alone, whatever the order in which they came:
candidates follow from the blocks as they stand, components from the candidates, clusters from the components. Only what
a new account touches is looked at, so that adding to a large record costs what adding to a small one does. What needs
the whole record (actors, chains, statistics, forecasts) is made by `settle`, when it is asked for.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from variorum.app.times import resolve_words
from variorum.collation.actors import actor_ids, merge_actors
from variorum.collation.blocking import WINDOW, candidates, keys, standing
from variorum.collation.blocking import Pair as CasePair
from variorum.collation.cases import Case
from variorum.collation.chains import chains
from variorum.collation.clustering import Cluster, cluster
from variorum.collation.comparison import compare
from variorum.collation.dating import Dated, date_reports, is_undated
from variorum.collation.entries import make_entry, statements_of
from variorum.collation.forecasts import forecasts
from variorum.collation.judgements import Decisions, decide, member_at
from variorum.collation.lineage import overlaps, page_of
from variorum.collation.origins import COPIED_SHARE
from variorum.collation.statistics import reconcile
from variorum.model import Account, Report
from variorum.model.record import Anchor, IncidentEntry, Member, PolicyName
from variorum.store import Pair, Store

EDGE = 0.5
"""The least probability at which a pair holds a component together: no merge needs a lesser one."""

LARGEST_WHOLE = 400
"""Cases of a block that is loaded whole; of a larger one only the neighbourhood of what is new."""

LARGEST_DATING = 300
"""Cases of a block that dating looks at; a larger one says too little to be worth its cost."""

KEPT_ACCOUNTS = 3000
"""Accounts that are kept in memory between batches."""

_REACH = 3 * WINDOW

Read = Callable[[Report], tuple[Account, str]]
"""Reads a report whose date was inferred, and gives the account with the version of the reader."""


@dataclass
class Changes:
    """What a batch changed: reports brought in, those dated anew, incidents made and dropped."""

    reports: int = 0
    dated: dict[str, Dated] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    contradictions: list[CasePair] = field(default_factory=list)


class Collator:
    """Collates the accounts of one store; keep it between batches, for what it has in memory."""

    def __init__(self, store: Store, *, read: Read | None = None, policy: PolicyName = "ucdp") -> None:
        self.store, self.read, self.policy = store, read, policy
        self._accounts: OrderedDict[str, Account] = OrderedDict()
        self._ids: dict[str, Mapping[str, str]] = {}

    def collate(self, only: Iterable[str] | None = None, *, touched: Iterable[Member] = ()) -> Changes:
        """
        Bring the uncollated accounts into the record, or those of the reports *only*, in one transaction.

        *touched* are cases already there that are to be looked at again, for a judgement speaks of them.
        """
        changes = Changes()
        with self.store.transaction():
            new = sorted(self.store.uncollated() if only is None else only)
            vacated: list[tuple[str, str]] = []
            if new:
                changes.reports = len(new)
                for report in new:
                    self._forget(report)
                again, vacated = self._date(new, changes)
                new = sorted({*new, *again})
            affected = self._link([c for r in new for c in self._cases_of(r)], vacated) | set(touched)
            self._make(new, affected, changes)
            self.store.mark_collated(new)
            if new or changes.made or changes.dropped:
                self.store.set_meta(settled="no", policy=self.policy)
        return changes

    # Accounts

    def _account(self, report: str) -> Account | None:
        if report not in self._accounts:
            self._load([report])
        return self._accounts.get(report)

    def _load(self, reports: Iterable[str]) -> None:
        wanted = sorted(set(reports))
        missing = [r for r in wanted if r not in self._accounts]
        for account in self.store.accounts(missing) if missing else ():
            self._accounts[account.report.id] = account
            self._ids[account.report.id] = actor_ids(account)
        for report in wanted:
            if report in self._accounts:
                self._accounts.move_to_end(report)
        while len(self._accounts) > max(KEPT_ACCOUNTS, len(wanted)):
            gone, _ = self._accounts.popitem(last=False)
            del self._ids[gone]

    def _forget(self, report: str) -> None:
        self._accounts.pop(report, None)
        self._ids.pop(report, None)

    def _cases_of(self, report: str) -> list[Case]:
        account = self._account(report)
        return [] if account is None else [Case(account, i, self._ids[report]) for i in account.incidents]

    def _cases(self, members: Iterable[Member]) -> dict[Member, Case]:
        """Give the cases of *members* that there are."""
        by_report: defaultdict[str, set[str]] = defaultdict(set)
        for member in members:
            by_report[member.report].add(member.incident)
        self._load(by_report)
        return {
            case.member: case
            for report in sorted(by_report)
            for case in self._cases_of(report)
            if case.incident.id in by_report[report]
        }

    # Dating

    def _date(self, new: Sequence[str], changes: Changes) -> tuple[set[str], list[tuple[str, str]]]:
        """
        Infer the dates of the undated reports that the *new* ones are among, or bear on.

        Gives the reports that were read again, and the places in blocks that their former cases leave.
        """
        known = self.store.undated_ids()
        fresh: dict[str, Account] = {}
        dated_keys: set[str] = set()
        self._load(new)
        for report in new:
            account = self._account(report)
            if account is None:
                continue
            if report not in known and is_undated(account.report.published):
                fresh[report] = account
            elif report not in known:
                dated_keys.update(k for case in self._cases_of(report) for k in keys(case))
        for account in fresh.values():
            self.store.save_undated(account)
        self._save_base_keys(fresh.values())
        bases = dict(fresh)
        frontier = {member.report for _, _, member in self.store.cases_in(map(_base, sorted(dated_keys)))} - set(bases)
        frontier |= set(fresh)
        mine: dict[str, set[str]] = {}
        while frontier:
            bases.update({a.report.id: a for a in self.store.undated(frontier - set(bases))})
            found: set[str] = set()
            for report in sorted(frontier):
                mine[report] = {k for case in _cases_in(bases[report]) for k in keys(case)}
                found |= mine[report]
            near = self.store.cases_in(map(_base, sorted(found)), largest=LARGEST_DATING)
            frontier = {member.report for _, _, member in near} - set(mine)
        if not bases:
            return set(), []
        undated = self.store.undated_ids()
        blocks = sorted({k for some in mine.values() for k in some})
        near = self.store.cases_in(blocks, largest=LARGEST_DATING)
        others = {member.report for _, _, member in near} - undated
        # New dated reports have no keys in the store yet.
        others |= {r for r in new if r not in undated and self._touches(r, set(blocks))}
        self._load(others)
        accounts = [*bases.values(), *(a for r in sorted(others) if (a := self._account(r)) is not None)]
        return self._read_again(bases, _dates(accounts), changes)

    def _touches(self, report: str, blocks: set[str]) -> bool:
        return any(not blocks.isdisjoint(keys(case)) for case in self._cases_of(report))

    def _save_base_keys(self, accounts: Iterable[Account]) -> None:
        self.store.save_case_keys(
            {
                Member(report=account.report.id, incident=_base(case.incident.id)): (
                    standing(case),
                    [_base(k) for k in sorted(keys(case))],
                )
                for account in accounts
                for case in _cases_in(account)
            }
        )

    def _read_again(
        self, bases: Mapping[str, Account], dates: Mapping[str, Dated], changes: Changes
    ) -> tuple[set[str], list[tuple[str, str]]]:
        again: set[str] = set()
        vacated: list[tuple[str, str]] = []
        for report, base in sorted(bases.items()):
            found = dates.get(report)
            want = found.published if found else base.report.published
            current = self._account(report)
            if self.read is None or current is None:
                continue
            if current.report.published == want:
                self.store.save_reasons(report, found.reasons if found else ())
                continue
            places = self.store.keys_of(case.member for case in self._cases_of(report))
            vacated += [(block, place) for place, blocks in places.values() for block in blocks]
            account, version = base, self.store.reader_of(report)
            if found:
                captured = self.store.report(report)
                assert captured is not None
                account, version = self.read(msgspec.structs.replace(captured, published=want))
                changes.dated[report] = found
            self.store.save_account(account, reader=version, dated_by=found.reasons if found else ())
            self._save_base_keys([base])
            self._forget(report)
            again.add(report)
        return again, vacated

    # Linking

    def _link(self, new: Sequence[Case], vacated: Sequence[tuple[str, str]]) -> set[Member]:
        """Compare the *new* cases with those around them in their blocks; give the cases whose company may change."""
        placed = {case.member: (standing(case), keys(case)) for case in new}
        self.store.save_case_keys(placed)
        touched: defaultdict[str, set[str]] = defaultdict(set)
        for place, blocks in placed.values():
            for block in blocks:
                touched[block].add(place)
        left: defaultdict[str, set[str]] = defaultdict(set)
        for block, place in vacated:
            touched[block].add(place)
            left[block].add(place)
        pairs: set[CasePair] = set()
        suspects: set[CasePair] = set()
        for block, stretch in self._stretches(touched):
            _window(stretch, placed.keys(), left.get(block, set()), pairs, suspects)
        stale = self._stale(suspects - pairs)
        self.store.drop_pairs(stale)
        edges = list(self._compared(pairs))
        self.store.save_pairs(edges)
        return {*placed, *(m for pair in stale for m in pair), *(m for e in edges for m in (e.left, e.right))}

    def _stretches(self, touched: Mapping[str, set[str]]) -> Iterator[tuple[str, list[tuple[str, Member]]]]:
        """Give, of each block, the runs of neighbours around the places touched."""
        sizes = self.store.block_sizes(touched)
        whole: defaultdict[str, list[tuple[str, Member]]] = defaultdict(list)
        for block, place, member in self.store.cases_in(b for b, n in sizes.items() if n <= LARGEST_WHOLE):
            whole[block].append((place, member))
        for block in sorted(touched):
            if sizes.get(block, 0) <= LARGEST_WHOLE:
                yield block, whole[block]
                continue
            run: list[tuple[str, Member]] = []
            for place in sorted(touched[block]):
                around = self.store.cases_around(block, place, _REACH)
                if run and around and around[0] > run[-1]:
                    yield block, run
                    run = []
                run = sorted({*run, *around})
            yield block, run

    def _stale(self, suspects: set[CasePair]) -> list[CasePair]:
        """Find the stored pairs among *suspects* that stand too far apart by now in every block that they share."""
        members = sorted({m for pair in suspects for m in pair})
        stored = {(p.left, p.right) for p in self.store.pairs(members)} & suspects
        places = self.store.keys_of({m for pair in stored for m in pair})
        gone = []
        for a, b in sorted(stored):
            (first, mine), (second, others) = places[a], places[b]
            low, high = sorted((first, second))
            if all(self.store.count_between(k, low, high) >= WINDOW for k in sorted(set(mine) & set(others))):
                gone.append((a, b))
        return gone

    def _compared(self, pairs: Iterable[CasePair]) -> Iterator[Pair]:
        ordered = sorted(pairs)
        for start in range(0, len(ordered), 5000):
            some = ordered[start : start + 5000]
            cases = self._cases({m for pair in some for m in pair})
            for a, b in some:
                if a in cases and b in cases:
                    result = compare(cases[a], cases[b])
                    if result.probability >= EDGE:
                        evidence = msgspec.json.encode(result.evidence)
                        yield Pair(left=a, right=b, probability=result.probability, evidence=evidence)

    # Entries

    def decisions(self) -> Decisions:
        """Give the judgements that stand, in terms of the cases as they are read now."""
        return decide(self.store.judgements(), self.find)

    def find(self, anchor: Anchor) -> Member | None:
        """Give the case that an anchor means, as its report is read now."""
        report = self.store.report_id(anchor.sha256)
        account = self._account(report) if report else None
        return member_at(anchor, account) if account else None

    def _make(self, new: Sequence[str], affected: set[Member], changes: Changes) -> None:
        """Cluster the components of the *affected* cases and write the entries that change."""
        decisions = self.decisions()
        former = self.store.incidents_of(new)
        old = {e.id: e for e in self.store.incident_entries(former.values())}
        everyone = affected | {m for entry in old.values() for m in entry.members}
        joined: defaultdict[Member, set[Member]] = defaultdict(set)
        for a, b in decisions.same:
            joined[a].add(b)
            joined[b].add(a)
        frontier, found = set(everyone), set(everyone)
        edges: list[CasePair] = [*decisions.same]
        while frontier:
            near = list(self.store.pairs(frontier, least=EDGE))
            edges += [(p.left, p.right) for p in near]
            reached = {m for p in near for m in (p.left, p.right)} | {m for f in frontier for m in joined[f]}
            frontier = reached - found
            found |= reached
        cases = self._cases(found)
        stale = set(former.values()) | set(self.store.incidents_of({m.report for m in found}).values())
        gone = set(former.values())
        old = {e.id: e for e in self.store.incident_entries(stale) if e.id in gone or not found.isdisjoint(e.members)}
        made: dict[str, IncidentEntry] = {}
        for component in _components(cases, edges):
            clusters, contradictions = self._cluster({m: cases[m] for m in component}, decisions)
            changes.contradictions += contradictions
            for found_cluster in clusters:
                mine = [cases[m] for m in found_cluster.members]
                entry = make_entry(
                    mine, confidence=found_cluster.confidence, changes=decisions.changes, policy=self.policy
                )
                made[entry.id] = entry
        same = {i for i, entry in made.items() if old.get(i) == entry}
        dropped = sorted(set(old) - same)
        written = [entry for i, entry in sorted(made.items()) if i not in same]
        self.store.replace_incidents(dropped, written)
        changes.dropped += [i for i in dropped if i not in made]
        changes.made += [entry.id for entry in written]
        reports = set(new) | {m.report for e in (*written, *(old[i] for i in dropped)) for m in e.members}
        self._say_again(sorted(reports))

    def _cluster(
        self, cases: Mapping[Member, Case], decisions: Decisions
    ) -> tuple[tuple[Cluster, ...], list[CasePair]]:
        if len(cases) == 1:
            return (Cluster(tuple(cases)),), []
        pairs = {(a, b): compare(cases[a], cases[b]).probability for a, b in candidates(cases.values())}
        found = cluster(cases, pairs, must=decisions.same, cannot=decisions.different)
        return found.clusters, list(found.contradictions)

    def _say_again(self, reports: Sequence[str]) -> None:
        """Write the statements of *reports* with the incidents that they are tied to now."""
        for start in range(0, len(reports), 200):
            some = reports[start : start + 200]
            incidents = self.store.incidents_of(some)
            self._load(some)
            accounts = [a for r in some if (a := self._account(r)) is not None]
            self.store.replace_statements(some, [s for a in accounts for s in statements_of(a, incidents)])


def settle(store: Store) -> None:
    """
    Make what needs the whole record: actors, chains, statistics beside the record's figures, forecasts.

    Nothing is done where nothing has changed since the last time.
    """
    if store.meta().get("settled") == "yes":
        return
    with store.transaction():
        accounts = list(store.accounts())
        table = merge_actors(accounts)
        store.replace_actors(None, table.entries)
        incidents = store.incidents_of(a.report.id for a in accounts)
        entries = tuple(store.incident_entries())
        actors = {entry.id: entry for entry in table.entries}
        reports = {report.id: report for report in store.report_entries()}
        store.replace_links(None, chains(accounts, incidents, {e.id: e.when for e in entries}))
        store.replace_statistics(None, reconcile(accounts, table.ids, entries))
        store.replace_forecasts(None, forecasts(store.statements(), reports, entries, actors))
        store.set_meta(settled="yes")


def _base(name: str) -> str:
    """Name a block or case of the accounts of undated reports as they were read without a date."""
    return f"~{name}"


def _cases_in(account: Account) -> list[Case]:
    ids = actor_ids(account)
    return [Case(account, incident, ids) for incident in account.incidents]


def _dates(accounts: Sequence[Account]) -> dict[str, Dated]:
    """Link the incidents of *accounts* as they are and infer the missing dates from that."""
    cases = {case.member: case for account in accounts for case in _cases_in(account)}
    pairs = {(a, b): compare(cases[a], cases[b]).probability for a, b in candidates(cases.values())}
    clusters = [c.members for c in cluster(cases, pairs).clusters]
    copies = [(o.left, o.right) for o in overlaps(page_of(a) for a in accounts) if max(o.copied) >= COPIED_SHARE]
    return date_reports(accounts, clusters, resolve_words, copies=copies)


def _window(
    run: Sequence[tuple[str, Member]],
    new: Iterable[Member],
    left: set[str],
    pairs: set[CasePair],
    suspects: set[CasePair],
) -> None:
    """
    Collect from neighbours in one block the pairs to compare, and those that may have been parted.

    A pair is to be compared where one of it is new, or where a case that stood between them has left; it may have been
    parted where new ones have come between.
    """
    fresh = set(new)
    at = [i for i, (_, member) in enumerate(run) if member in fresh]
    members = [member for _, member in run]
    for i in at:
        for j in range(max(0, i - WINDOW), min(len(run), i + WINDOW + 1)):
            if i != j:
                pairs.add((min(members[i], members[j]), max(members[i], members[j])))
    for place in left:
        split = sum(standing_ < place for standing_, _ in run)
        for i in range(max(0, split - WINDOW), split):
            for j in range(split, min(len(run), i + WINDOW + 1)):
                pairs.add((min(members[i], members[j]), max(members[i], members[j])))
    for i in range(len(run)):
        between = 0
        for j in range(i + 1, len(run)):
            if j - i > WINDOW + between:
                break
            if j - i > WINDOW and members[i] not in fresh and members[j] not in fresh:
                suspects.add((min(members[i], members[j]), max(members[i], members[j])))
            between += members[j] in fresh


def _components(cases: Iterable[Member], edges: Iterable[CasePair]) -> list[list[Member]]:
    """Give the connected components, each sorted, by their least members."""
    above = {member: member for member in cases}

    def root(member: Member) -> Member:
        while above[member] != member:
            above[member] = member = above[above[member]]
        return member

    for a, b in edges:
        if a in above and b in above:
            first, second = sorted((root(a), root(b)))
            above[second] = first
    groups: defaultdict[Member, list[Member]] = defaultdict(list)
    for member in sorted(above):
        groups[root(member)].append(member)
    return list(groups.values())
