"""
Adds reports to the record: keeps them, reads them, collates them. Each step is whole when it returns.

What is kept stays kept: a run that is killed loses at most the reading of the reports that were under way, and the next
one takes up where it ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from variorum.app.collate import Changes, Collator, settle
from variorum.app.read import MakeReader, Outcome, ReadSuccess, cores, kept_reader, known_of, make_reader, read_reports
from variorum.errors import Issue, ReportError
from variorum.model import Account, Published, Report
from variorum.model.record import PolicyName
from variorum.settings import Settings
from variorum.sources import Manifest, load_text
from variorum.store import LogEntry, Store

BATCH = 50
"""Reports that are read before they are collated: a larger batch saves little and leaves more undone when killed."""

SUFFIXES = frozenset({".txt"})
"""What is taken in from a folder."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Intake:
    """A file and what became of it: `new` is False where its text was kept before; `error` says why it was not."""

    path: Path
    new: bool = False
    error: ReportError | None = None
    issues: tuple[Issue, ...] = ()


def files_of(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Give the files that *paths* name: of a folder, those below it with a known suffix, sorted."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        else:
            found.append(path)
    return tuple(dict.fromkeys(found))


def take_in(
    store: Store,
    files: Iterable[Path],
    *,
    published: Published | None = None,
    publisher: str | None = None,
    manifest: Manifest | None = None,
    settings: Settings | None = None,
) -> Iterator[Intake]:
    """
    Keep the report in each of *files* as it is, lazily and in their order; a bad file leaves the others alone.

    Raises:
        StoreError: If the database cannot keep it.
    """
    for path in files:
        issues: list[Issue] = []
        try:
            report = load_text(path, settings=settings or Settings(), warn=issues.append)
        except ReportError as error:
            yield Intake(path=path, error=error, issues=tuple(issues))
            continue
        report = msgspec.structs.replace(report, **known_of(path, published, publisher, manifest))
        yield Intake(path=path, new=store.add_report(report), issues=tuple(issues))


class Adder:
    """Reads what waits in a store and collates it; keep it for a run, for the reader that it holds."""

    def __init__(
        self,
        store: Store,
        *,
        pipeline: str | None = None,
        jobs: int = 1,
        policy: PolicyName = "ucdp",
        make_reader: MakeReader = make_reader,
    ) -> None:
        self.store, self.pipeline, self.jobs, self.make_reader = store, pipeline, jobs, make_reader
        self.collator = Collator(store, read=self._read, policy=policy)
        self.changes = Changes()

    @property
    def version(self) -> str:
        """Name the reader; making it is the slow part of a short run."""
        return kept_reader(self.pipeline, cores(), self.make_reader).version

    def waiting(self, *, retry: bool = False) -> tuple[str, ...]:
        """Give the ids of the reports that are to be read; with *retry*, those too that could not be read before."""
        return tuple(report.id for report in self.store.waiting(self.version, retry=retry))

    def read(self, ids: Iterable[str]) -> Iterator[Outcome]:
        """Read the reports *ids*, keep each account as it comes, and collate them a batch at a time."""
        uncollated = len(self.store.uncollated())
        for outcome in read_reports(
            self.store.reports(ids), pipeline=self.pipeline, jobs=self.jobs, make_reader=self.make_reader
        ):
            if isinstance(outcome, ReadSuccess):
                self.store.save_account(outcome.account, reader=self.version, issues=outcome.issues)
                uncollated += 1
            else:
                report = self.store.report(str(outcome.path))
                assert report is not None
                self.store.save_failure(report, outcome.error, reader=self.version, issues=outcome.issues)
            if uncollated >= BATCH:
                self._collate()
                uncollated = 0
            yield outcome

    def finish(self, *, user: str, what: str = "add") -> Changes:
        """
        Collate what is left, make what needs the whole record, and note the run in the log.

        Gives what all batches of the run changed.
        """
        self._collate()
        settle(self.store)
        counts = self.store.counts()
        detail = f"{counts.reports} reports, {counts.incidents} incidents, {counts.contested} contested"
        self.store.write_log(LogEntry(at=now(), user=user, what=what, detail=detail))
        return self.changes

    def _collate(self) -> None:
        changes, so_far = self.collator.collate(), self.changes
        dropped = set(changes.dropped)
        self.changes = Changes(
            reports=so_far.reports + changes.reports,
            dated=so_far.dated | changes.dated,
            made=[*dict.fromkeys([*(i for i in so_far.made if i not in dropped), *changes.made])],
            dropped=[*dict.fromkeys([*so_far.dropped, *changes.dropped])],
            contradictions=[*dict.fromkeys([*so_far.contradictions, *changes.contradictions])],
        )

    def _read(self, report: Report) -> tuple[Account, str]:
        reader = kept_reader(self.pipeline, cores(), self.make_reader)
        return reader.read(report), reader.version


def rebuild(store: Store, adder: Adder, *, user: str = "", batch: int = BATCH) -> Iterator[int]:
    """
    Make the record again from the accounts and judgements; gives the number of reports done, batch by batch.

    Raises:
        StoreError: If the database fails; what was there before is gone then, and a second run makes it again.
    """
    with store.transaction():
        for account in list(store.undated()):
            store.save_account(account, reader=store.reader_of(account.report.id))
        store.clear_record()
    adder.collator.forget()
    waiting = list(store.uncollated())
    for start in range(0, len(waiting), batch):
        adder.collator.collate(only=waiting[start : start + batch])
        yield min(start + batch, len(waiting))
    adder.finish(user=user, what="rebuild")


def now() -> str:
    """Give the time as judgements and the log have it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
