"""Takes in reports: keeps each as it came, and has it read."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from anyio import to_thread
from litestar.datastructures import UploadFile

from variorum.app.add import now
from variorum.errors import Issue, RequestBad, TooMuch, VariorumError
from variorum.model import Published
from variorum.settings import Settings
from variorum.sources import parse_published, report_of
from variorum.store import LogEntry, Store
from variorum.web.callers import Caller
from variorum.web.problems import problem_of
from variorum.web.shapes import Added, AddedList, NewReport
from variorum.web.worker import Worker

MOST_FILES = 50

MOST_BYTES = 64_000_000
"""Bytes of one request."""


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
        content = data.text.encode("utf-8", "replace")
        return AddedList(items=(self._take(content, name, data, published, caller),))

    async def take_files(self, files: Sequence[UploadFile], caller: Caller) -> AddedList:
        """
        Take in files; a bad one leaves the others alone.

        Raises:
            RequestBad: If there are none, or too many.
            TooMuch: If they are too large together.
        """
        if not 0 < len(files) <= MOST_FILES:
            raise RequestBad(reason=f"{len(files)} files were sent; one to {MOST_FILES} are taken")
        contents = [(_named(file.filename or "report"), await file.read()) for file in files]
        if sum(len(content) for _, content in contents) > MOST_BYTES:
            raise TooMuch(limit=MOST_BYTES)
        return await to_thread.run_sync(self._take_all, contents, caller)

    def _take_all(self, contents: Sequence[tuple[str, bytes]], caller: Caller) -> AddedList:
        items = []
        for name, content in contents:
            try:
                items.append(self._take(content, name, None, None, caller))
            except VariorumError as error:
                items.append(Added(name=name, problem=problem_of(error)))
        return AddedList(items=tuple(items))

    def _take(
        self, content: bytes, name: str, known: NewReport | None, published: Published | None, caller: Caller
    ) -> Added:
        issues: list[Issue] = []
        report = report_of(content, name, settings=self._settings, warn=issues.append)
        report = msgspec.structs.replace(report, published=published or Published(), **_facts(known))
        with self._store.transaction():
            new = self._store.add_report(report)
            kept = self._store.report(report.sha256)
            assert kept is not None
            if new:
                self._store.write_log(LogEntry(at=now(), user=caller.user, what="hand in", detail=kept.id))
        if new:
            self._worker.read(caller.user)
        return Added(name=name, id=kept.id, new=new, warnings=tuple(issue.message for issue in issues))


def _facts(known: NewReport | None) -> dict[str, object]:
    if known is None:
        return {}
    return {
        "title": (known.title or "").strip() or None,
        "publisher": (known.publisher or "").strip() or None,
        "authors": tuple(name for author in known.authors if (name := author.strip())),
    }


def _named(name: str) -> str:
    """Give a name without folders and without characters that nobody sees."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable()).strip()[:200] or "report"
