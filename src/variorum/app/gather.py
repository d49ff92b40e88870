"""Gathers reports from whatever a person names: files, folders, addresses, standard input, and what is in them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

import msgspec

from variorum import __version__
from variorum.errors import (
    FetchError,
    FetchOff,
    Issue,
    LibraryMissing,
    ReportError,
    ReportIsDirectory,
    ReportMissing,
    ReportTooLarge,
    ReportUnreadable,
)
from variorum.model import Report
from variorum.model.fetch import Fetch
from variorum.settings import IntakeLimits, Settings
from variorum.sources import (
    Captured,
    Document,
    Guard,
    Kind,
    Linked,
    Unpacked,
    is_address,
    original_of,
    report_of_document,
    shown,
    taken_in,
    unpack,
)

if TYPE_CHECKING:
    from variorum.fetching import Fetched, Fetcher

STDIN = "-"
MOST = 100
"""Pages of one feed or sitemap that are fetched, unless more are asked for."""

TRUSTED_FOR = timedelta(days=1)
"""A page that a feed names without a date of change is not asked for again sooner."""


class Memory(Protocol):
    """What remembers the pages that were fetched before; a store does."""

    def fetched(self, url: str) -> Fetch | None:
        """Give what is kept of the page at *url*."""
        ...

    def save_fetch(self, fetch: Fetch) -> None:
        """Keep *fetch*."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """What a person says about what is gathered: columns of tables, the kind of all of it, whether to fetch."""

    columns: Mapping[str, str] = field(default_factory=dict)
    kind: Kind | None = None
    fetch: bool = True
    most: int = MOST


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """
    One report, or why it is none; `path` is the file that it is, or is in.

    `unchanged` marks a page that is as it was when it was fetched before.
    """

    name: str
    path: Path | None = None
    report: Report | None = None
    error: ReportError | None = None
    issues: tuple[Issue, ...] = ()
    unchanged: bool = False
    source: tuple[Document, Captured] | None = None

    def original(self) -> bytes:
        """Give the bytes that the report was captured as."""
        assert self.source is not None
        return original_of(*self.source)


@dataclass
class _Feed:
    """How far one thing that was named has been followed: pages fetched, and whether some are left for another time."""

    pages: int = 0
    left: bool = False
    seen: set[str] = field(default_factory=set)


def named_in(folder: Path) -> list[Path]:
    """Give the files below *folder* that may be or hold reports, sorted; hidden ones and other formats are left out."""
    return sorted(path for path in folder.rglob("*") if taken_in(str(path.relative_to(folder))) and path.is_file())


class Gatherer:
    """Gathers for one run; close it by leaving its ``with`` block, for the processes that it holds."""

    def __init__(
        self,
        wishes: Wishes | None = None,
        *,
        settings: Settings | None = None,
        limits: IntakeLimits | None = None,
        fetcher: Fetcher | None = None,
        memory: Memory | None = None,
        stdin: BinaryIO | None = None,
    ) -> None:
        self.wishes = wishes or Wishes()
        self.settings = settings or Settings()
        self.limits = limits or IntakeLimits()
        self.memory = memory
        self._fetcher, self._stdin = fetcher, stdin
        self._guard = Guard(self.limits)

    def __enter__(self) -> Gatherer:
        return self

    def __exit__(self, *_: object) -> None:
        self._guard.close()

    def gather(self, names: Iterable[str | Path]) -> Iterator[Found]:
        """Give the reports in each of *names*, lazily and in order; what cannot be read leaves the others alone."""
        for name in names:
            if isinstance(name, str) and is_address(name):
                yield from self._page(name.partition("#")[0])
            elif str(name) == STDIN:
                yield from self._standard_input()
            elif (path := Path(name)).is_dir():
                for file in named_in(path):
                    yield from self._file(file)
            else:
                yield from self._file(path)

    def take(self, name: str, content: bytes, media_type: str | None = None) -> Iterator[Found]:
        """Give the reports in *content*, which was handed in under a file's *name*."""
        wishes = self.wishes
        captured = Captured(name=name, content=content, kind=wishes.kind, media_type=media_type, columns=wishes.columns)
        yield from self._taken(captured, _Feed())

    def _file(self, path: Path) -> Iterator[Found]:
        name = shown(path)
        try:
            with path.open("rb") as file:
                file.read(1)
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            yield Found(name=name, path=path, error=_unreadable(path, error))
            return
        captured = Captured(name=name, path=str(path), kind=self.wishes.kind, columns=self.wishes.columns)
        folder = name[: -len(shown(Path(path.name)))]
        for found in self._taken(captured, _Feed()):
            report = found.report
            if report and folder and report.id.startswith(folder):
                report = msgspec.structs.replace(report, id=report.id[len(folder) :])
            yield replace(found, path=path, report=report)

    def _standard_input(self) -> Iterator[Found]:
        content = (self._stdin or sys.stdin.buffer).read(self.limits.max_nested_bytes + 1)
        if len(content) > self.limits.max_nested_bytes:
            error = ReportTooLarge(path="stdin", limit=self.limits.max_nested_bytes)
            yield Found(name="stdin", error=error)
            return
        yield from self.take("stdin", content)

    def _page(self, url: str, feed: _Feed | None = None, link: Linked | None = None, depth: int = 0) -> Iterator[Found]:
        """Fetch the page at *url*, which a feed may name by *link*, and give what it holds."""
        note = self.memory.fetched(url) if self.memory is not None else None
        try:
            page = self._fetch(url, note)
        except ReportError as error:
            if feed and isinstance(error, FetchError):
                feed.left = True
            yield Found(name=url, error=error)
            return
        if not page.changed:
            yield Found(name=url, unchanged=True)
            self._remember(page, link)
            return
        captured = Captured(
            name=url,
            content=page.content,
            kind=link.kind if link else self.wishes.kind,
            media_type=page.media_type,
            charset=page.charset,
            url=page.final_url,
            retrieved=page.retrieved,
            columns=self.wishes.columns,
        )
        if link:
            captured = msgspec.structs.replace(captured, known=link.facts)
        mine = feed or _Feed(seen={url})
        yield from self._taken(captured, mine, depth)
        if not mine.left or feed:
            self._remember(page, link)

    def _taken(self, captured: Captured, feed: _Feed, depth: int = 0) -> Iterator[Found]:
        """Give the reports in *captured*, and in the pages that it links to if it is a feed."""
        for unpacked in unpack(captured, self._guard.parse, self.limits, depth):
            if unpacked.link is None:
                yield self._found(unpacked)
            else:
                yield from self._linked(unpacked, feed, depth)

    def _linked(self, unpacked: Unpacked, feed: _Feed, depth: int) -> Iterator[Found]:
        link = unpacked.link
        assert link is not None
        url = link.url.partition("#")[0]
        if url in feed.seen:
            return
        feed.seen.add(url)
        if not self.wishes.fetch:
            yield self._without_fetching(unpacked, link)
        elif feed.pages >= self.wishes.most:
            if not feed.left:
                issue = Issue.of("W306", path=unpacked.captured.name if unpacked.captured else url, count=feed.pages)
                yield Found(name=url, unchanged=True, issues=(issue,))
            feed.left = True
        elif self._had(url, link):
            yield Found(name=url, unchanged=True)
        else:
            feed.pages += link.kind != "sitemap"
            yield from self._page(url, feed, link, depth + 1)

    def _without_fetching(self, unpacked: Unpacked, link: Linked) -> Found:
        if not link.text or unpacked.captured is None:
            return Found(name=link.url, error=FetchOff(path=link.url))
        document = Document(
            name=link.name,
            text=link.text,
            facts=link.facts,
            media_type="text/html",
            url=link.url,
            original=link.text.encode("utf-8", "replace"),
        )
        return self._found(replace(unpacked, document=document, link=None))

    def _found(self, unpacked: Unpacked) -> Found:
        if unpacked.error or unpacked.document is None or unpacked.captured is None:
            return Found(name=unpacked.name, error=unpacked.error, issues=unpacked.issues)
        issues = list(unpacked.issues)
        source = (unpacked.document, unpacked.captured)
        try:
            report = report_of_document(*source, settings=self.settings, warn=issues.append)
        except ReportError as error:
            return Found(name=unpacked.name, error=error, issues=tuple(issues))
        return Found(name=unpacked.name, report=report, issues=tuple(issues), source=source)

    def _fetch(self, url: str, note: Fetch | None) -> Fetched:
        if not self.wishes.fetch:
            raise FetchOff(path=url)
        try:
            # Loaded where something is fetched, for it needs a library that is not always there.
            from variorum.fetching import Fetcher, FetchSettings, Kept

            if self._fetcher is None:
                self._fetcher = Fetcher(FetchSettings(version=__version__, max_bytes=self.limits.max_nested_bytes))
            return self._fetcher.fetch(url, Kept(etag=note.etag, modified=note.modified) if note else None)
        except ImportError as error:
            raise LibraryMissing(path=url, kind="pages", library=error.name or str(error)) from error

    def _had(self, url: str, link: Linked) -> bool:
        """Tell whether the page that *link* names was fetched before, and has not changed since by all that is said."""
        note = self.memory.fetched(url) if self.memory is not None and link.kind != "sitemap" else None
        if note is None:
            return False
        if link.stamp:
            return note.stamp == link.stamp
        return datetime.now(UTC) - datetime.fromisoformat(note.at) < TRUSTED_FOR

    def _remember(self, page: Fetched, link: Linked | None) -> None:
        if self.memory is not None:
            self.memory.save_fetch(
                Fetch(
                    url=page.url,
                    at=page.retrieved,
                    etag=page.kept.etag,
                    modified=page.kept.modified,
                    stamp=link.stamp if link else None,
                )
            )


def _unreadable(path: Path, error: OSError | ValueError) -> ReportError:
    name = shown(path)
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return ReportMissing(path=name)
        case IsADirectoryError():
            return ReportIsDirectory(path=name)
        case OSError() if error.strerror:
            return ReportUnreadable(path=name, reason=error.strerror)
        case _:
            return ReportUnreadable(path=name, reason=str(error))
