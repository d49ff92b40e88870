"""
Adds reports to the record: keeps them, reads them, collates them. Each step is whole when it returns.

What is kept stays kept: a run that is killed loses at most the reading of the reports that were under way, and the next
one takes up where it ended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from variorum.app.clock import now
from variorum.app.collate import Changes, Collator
from variorum.app.difference import Look
from variorum.app.gather import Gatherer, named_in
from variorum.app.knowledge import knowing
from variorum.app.originals import Originals
from variorum.app.read import (
    PATIENCE,
    MakeReader,
    Outcome,
    ReadSuccess,
    cores,
    kept_reader,
    make_reader,
    read_again,
    read_reports,
    with_known,
)
from variorum.app.settle import settle
from variorum.errors import Issue, ReportError
from variorum.model import Account, Published, Report
from variorum.model.record import PolicyName
from variorum.sources import Manifest
from variorum.store import LogEntry, Store

BATCH = 50
"""Reports that are read before they are collated: a larger batch saves little and leaves more undone when killed."""

MOST = 200
"""Reports that are collated in one transaction where more are waiting."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Intake:
    """A report and what became of it: `new` is False where it was kept before; `error` says why it is not."""

    name: str
    new: bool = False
    unchanged: bool = False
    error: ReportError | None = None
    issues: tuple[Issue, ...] = ()


def files_of(names: Iterable[str | Path]) -> tuple[str | Path, ...]:
    """Give the files and addresses in *names*, each once: of a folder, the files below it that may hold reports."""
    found: list[str | Path] = []
    for name in names:
        if isinstance(name, Path) and name.is_dir():
            found += named_in(name)
        else:
            found.append(name)
    return tuple(dict.fromkeys(found))


def take_in(
    store: Store,
    names: Iterable[str | Path],
    *,
    published: Published | None = None,
    publisher: str | None = None,
    manifest: Manifest | None = None,
    gatherer: Gatherer | None = None,
    originals: Originals | None = None,
) -> Iterator[Intake]:
    """
    Keep the reports in each of *names* as they are, lazily and in their order; a bad one leaves the others alone.

    With *originals*, the bytes that each was captured as are kept there too.

    Raises:
        StoreError: If the database cannot keep it.
        OriginalsRefused: If its bytes cannot be kept.
    """
    with gatherer or Gatherer(memory=store) as gathering:
        for found in gathering.gather(names):
            if found.report is None:
                yield Intake(name=found.name, error=found.error, issues=found.issues, unchanged=found.unchanged)
                continue
            report = with_known(found, published, publisher, manifest)
            if originals:
                originals.keep(found.original())
            yield Intake(name=found.name, new=store.add_report(report), issues=found.issues)


class Adder:
    """Reads what waits in a store and collates it; keep it for a run, for the reader that it holds."""

    def __init__(
        self,
        store: Store,
        *,
        pipeline: str | None = None,
        jobs: int | None = 1,
        patience: float = PATIENCE,
        policy: PolicyName = "ucdp",
        make_reader: MakeReader = make_reader,
    ) -> None:
        self.store, self.pipeline, self.jobs, self._make_reader = store, pipeline, jobs, make_reader
        self.make_reader = knowing(store, make_reader)
        self.patience = patience
        self.collator = Collator(store, read=self._read, policy=policy)
        self.forget_changes()

    @property
    def version(self) -> str:
        """Name the reader; making it is the slow part of a short run."""
        return kept_reader(self.pipeline, cores(), self.make_reader).version

    def waiting(self, *, retry: bool = False) -> tuple[str, ...]:
        """
        Give the ids of the reports that are to be read; with *retry*, those too that could not be read before.

        From here on the lists of places and actors count that the store has now.
        """
        if (make_reader := knowing(self.store, self._make_reader)) != self.make_reader:
            self.make_reader = make_reader
            self.collator.forget()
        return tuple(report.id for report in self.store.waiting(self.version, retry=retry))

    def read(self, ids: Iterable[str]) -> Iterator[Outcome]:
        """Read the reports *ids*, keep each account as it comes, and collate them a batch at a time."""
        uncollated = len(self.store.uncollated())
        for outcome in read_reports(
            self.store.reports(ids),
            pipeline=self.pipeline,
            jobs=self.jobs,
            patience=self.patience,
            make_reader=self.make_reader,
        ):
            if isinstance(outcome, ReadSuccess):
                self.store.save_account(outcome.account, reader=self.version, issues=outcome.issues)
                uncollated += 1
            else:
                report = self.store.report(outcome.name)
                assert report is not None
                self.store.save_failure(report, outcome.error, reader=self.version, issues=outcome.issues)
            if uncollated >= BATCH:
                self.collate()
                uncollated = 0
            yield outcome

    def finish(self, *, user: str, what: str = "add", whole: bool = True) -> Changes:
        """
        Collate what is left, make what needs the *whole* record if that is asked for, and note the run in the log.

        Gives what all batches of the run changed.
        """
        self.collate()
        if whole:
            settle(self.store)
        counts = self.store.counts()
        detail = f"{counts.reports} reports, {counts.incidents} incidents, {counts.contested} contested"
        self.store.write_log(LogEntry(at=now(), user=user, what=what, detail=detail))
        self.changes.made, self.changes.dropped = [*self._made], [*self._dropped]
        return self.changes

    def forget_changes(self) -> None:
        """Begin another run: what `finish` gives next are the changes from here on."""
        self.changes, self.before = Changes(), Look()
        self._made: dict[str, None] = {}
        self._dropped: dict[str, None] = {}

    def collate(self) -> None:
        """
        Bring what was read and is not in the record yet into it.

        Where that is more than a batch, and no incident is there yet, all of it is linked at once, in one transaction.
        """
        waiting = self.store.uncollated()
        if len(waiting) > BATCH and not self.store.counts().incidents:
            self._note(self.collator.collate_all())
            return
        for start in range(0, len(waiting), MOST):
            self._note(self.collator.collate(only=waiting[start : start + MOST]))

    def _note(self, changes: Changes) -> None:
        """Add to what the run changed; not anew for each batch, of which there may be many thousands."""
        so_far = self.changes
        so_far.reports += changes.reports
        so_far.dated |= changes.dated
        for entry in changes.former:
            if entry.id not in self._made:
                self.before.remember(entry)
        for one in changes.dropped:
            self._made.pop(one, None)
        self._made |= dict.fromkeys(changes.made)
        self._dropped |= dict.fromkeys(changes.dropped)
        so_far.contradictions = [*dict.fromkeys([*so_far.contradictions, *changes.contradictions])]

    def _read(self, report: Report) -> tuple[Account, str]:
        account = read_again(report, pipeline=self.pipeline, patience=self.patience, make_reader=self.make_reader)
        return account, self.version


def rebuild(adder: Adder, *, user: str = "", told: Callable[[float], object] = lambda _: None) -> None:
    """
    Make the record of a store again from the accounts and judgements; *told* hears what share of it is done.

    Raises:
        StoreError: If the database fails; the record is as it was then.
    """
    adder.collator.collate_all(told)
    adder.finish(user=user, what="rebuild")
