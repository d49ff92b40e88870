"""Takes in reports: keeps each as it came, and has it read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from anyio import to_thread
from litestar.datastructures import UploadFile

from variorum.app.clock import now
from variorum.app.gather import Gatherer, Wishes
from variorum.app.read import with_known
from variorum.errors import Issue, RequestBad, TooMuch
from variorum.model import Published, Report
from variorum.settings import IntakeLimits, Settings
from variorum.sources import parse_published, report_of
from variorum.store import LogEntry, Store
from variorum.web.callers import Caller
from variorum.web.problems import problem_of
from variorum.web.shapes import Added, AddedList, NewReport
from variorum.web.worker import Worker

MOST_FILES = 50

MOST_BYTES = 64_000_000
"""Bytes of one request."""

MOST_REPORTS = 2_000
"""Reports of one request: archives, tables and feeds hold many."""

_LIMITS = IntakeLimits(max_unpacked=1_000_000_000, max_parts=MOST_REPORTS, seconds=20.0)


class Intake:
    """Takes in reports for one store."""

    def __init__(self, store: Store, worker: Worker, settings: Settings | None = None) -> None:
        self._store, self._worker, self._settings = store, worker, settings or Settings()

    def take_text(self, data: NewReport, caller: Caller) -> AddedList:
        """
        Take in a text.

        Raises:
            ReportError: If it cannot be read as one English report.
            DateInvalid: If its date is none.
        """
        name = _named(data.name or data.title or "report")
        published = None if data.published is None else parse_published(data.published)
        issues: list[Issue] = []
        report = report_of(data.text.encode("utf-8", "replace"), name, settings=self._settings, warn=issues.append)
        report = msgspec.structs.replace(report, published=published or Published(), **_facts(data))
        return AddedList(items=(self._keep(report, name, issues, caller),))

    async def take_files(
        self, files: Sequence[UploadFile], caller: Caller, *, publisher: str | None, published: str | None
    ) -> AddedList:
        """
        Take in files of any format that reports come in; a bad one leaves the others alone.

        *publisher* and *published* are of all of them. Nothing is fetched: of a feed, the texts that it holds itself.

        Raises:
            RequestBad: If there are none, or too many.
            TooMuch: If they are too large together.
            DateInvalid: If the date is none.
        """
        if not 0 < len(files) <= MOST_FILES:
            raise RequestBad(reason=f"{len(files)} files were sent; one to {MOST_FILES} are taken")
        day = None if published is None else parse_published(published)
        contents = [(_named(file.filename or "report"), await file.read()) for file in files]
        if sum(len(content) for _, content in contents) > MOST_BYTES:
            raise TooMuch(limit=MOST_BYTES)

        def take() -> AddedList:
            return AddedList(items=tuple(self._take_all(contents, day, (publisher or "").strip() or None, caller)))

        return await to_thread.run_sync(take)

    def _take_all(
        self,
        contents: Sequence[tuple[str, bytes]],
        published: Published | None,
        publisher: str | None,
        caller: Caller,
    ) -> Iterator[Added]:
        left = MOST_REPORTS
        with Gatherer(Wishes(fetch=False), settings=self._settings, limits=_LIMITS) as gatherer:
            for name, content in contents:
                for found in gatherer.take(name, content):
                    if left == 0:
                        error = RequestBad(reason=f"one request takes {MOST_REPORTS} reports; those after it are left")
                        yield Added(name=found.name, problem=problem_of(error))
                        return
                    left -= 1
                    if found.report is None:
                        if found.error is not None:
                            yield Added(name=found.name, problem=problem_of(found.error))
                        continue
                    report = with_known(found, published, publisher, None)
                    yield self._keep(report, found.name, found.issues, caller)

    def _keep(self, report: Report, name: str, issues: Iterable[Issue], caller: Caller) -> Added:
        with self._store.transaction():
            new = self._store.add_report(report)
            kept = self._store.report(report.sha256)
            assert kept is not None
            if new:
                self._store.write_log(LogEntry(at=now(), user=caller.user, what="hand in", detail=kept.id))
        if new:
            self._worker.read(caller.user)
        return Added(name=name, id=kept.id, new=new, warnings=tuple(issue.message for issue in issues))


def _facts(known: NewReport) -> dict[str, object]:
    return {
        "title": (known.title or "").strip() or None,
        "publisher": (known.publisher or "").strip() or None,
        "authors": tuple(name for author in known.authors if (name := author.strip())),
    }


def _named(name: str) -> str:
    """Give a name without folders and without characters that nobody sees."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable()).strip()[:200] or "report"
