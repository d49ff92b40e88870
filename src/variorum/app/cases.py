"""Keeps accounts and their cases in memory between batches, with what linking took from them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

from variorum.app.groups import EDGE
from variorum.collation.actors import actor_ids
from variorum.collation.cases import Case
from variorum.collation.comparison import likely, probability
from variorum.model import Account
from variorum.model.record import Member

KEPT_ACCOUNTS = 5000
"""Accounts that are kept in memory between batches."""

KEPT_COMPARISONS = 300_000
"""Comparisons that are kept; where there are more, all are made anew."""

_numbers = count()


@dataclass(frozen=True)
class KnownCase(Case):
    """A case in memory, told by its `number` from one of the same name that was read from another account."""

    number: int


class Cases:
    """The cases of accounts that *load* gives by report id; what is in memory stays as it is until it is forgotten."""

    def __init__(self, load: Callable[[Iterable[str]], Iterator[Account]], *, keep: int | None = None) -> None:
        """Keep *keep* accounts in memory instead of `KEPT_ACCOUNTS`."""
        self._load, self._keep = load, keep
        self._kept: OrderedDict[str, tuple[Account, dict[Member, KnownCase]]] = OrderedDict()

    def account(self, report: str) -> Account | None:
        """Give the account of *report*; None where there is none."""
        self.load([report])
        return self._kept[report][0] if report in self._kept else None

    def of(self, report: str) -> dict[Member, KnownCase]:
        """Give the cases of *report*."""
        self.load([report])
        return self._kept[report][1] if report in self._kept else {}

    def find(self, members: Iterable[Member]) -> dict[Member, KnownCase]:
        """Give those of *members* that there are, in order."""
        wanted = sorted(set(members))
        self.load({member.report for member in wanted})
        return {
            m: self._kept[m.report][1][m] for m in wanted if m.report in self._kept and m in self._kept[m.report][1]
        }

    def load(self, reports: Iterable[str]) -> None:
        """Have the accounts of *reports* in memory, read in one go."""
        wanted = set(reports)
        # Before others come, so that none of these has to make room for them. One by one: a set less the keys of a
        # dictionary goes through all of the dictionary.
        missing = []
        for report in sorted(wanted):
            if report in self._kept:
                self._kept.move_to_end(report)
            else:
                missing.append(report)
        if missing:
            for account in self._load(missing):
                self._kept[account.report.id] = account, _cases_of(account)
            most = max(KEPT_ACCOUNTS if self._keep is None else self._keep, len(wanted))
            while len(self._kept) > most:
                self._kept.popitem(last=False)

    @contextmanager
    def keeping(self, accounts: int) -> Iterator[None]:
        """Keep so many *accounts* in memory meanwhile."""
        before, self._keep = self._keep, accounts
        try:
            yield
        finally:
            self._keep = before

    def forget(self, reports: Iterable[str] | None = None) -> None:
        """Read the accounts of *reports*, or all, anew when they are next asked for."""
        if reports is None:
            self._kept.clear()
            return
        for report in reports:
            self._kept.pop(report, None)


class Comparisons:
    """How probable it is that two cases are one, remembered."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], float | None] = {}

    def __call__(self, a: KnownCase, b: KnownCase) -> float:
        """Give the probability; the same in either order."""
        found = self._known.get(_ends(a, b))
        if found is None:
            found = probability(a, b)
            self._keep(_ends(a, b), found)
        return found

    def likely(self, a: KnownCase, b: KnownCase) -> float | None:
        """Give the probability where it is `EDGE` or more; None elsewhere, which is cheaper to tell."""
        ends = _ends(a, b)
        if ends not in self._known:
            self._keep(ends, likely(a, b, EDGE))
        found = self._known[ends]
        return found if found is not None and found >= EDGE else None

    def forget(self) -> None:
        """Make all comparisons anew."""
        self._known.clear()

    def _keep(self, ends: tuple[int, int], found: float | None) -> None:
        if len(self._known) >= KEPT_COMPARISONS:
            self._known.clear()
        self._known[ends] = found


def _ends(a: KnownCase, b: KnownCase) -> tuple[int, int]:
    return (a.number, b.number) if a.number < b.number else (b.number, a.number)


def _cases_of(account: Account) -> dict[Member, KnownCase]:
    ids = actor_ids(account)
    cases = (KnownCase(account, incident, ids, next(_numbers)) for incident in account.incidents)
    return {case.member: case for case in cases}
