"""Web archives: WARC, and WACZ, which is a ZIP of them with a list of pages."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any, BinaryIO

import msgspec

from variorum.errors import ReportDamaged, UnpacksTooFar
from variorum.settings import IntakeLimits
from variorum.sources.dates import stated_date
from variorum.sources.items import Captured, Fault, Items, damaged
from variorum.sources.kinds import MEDIA_TYPES

WANTED = frozenset({"html", "pdf", "text", "docx", "markdown"})
LONGEST_LINE = 1 << 16


def read_warc(captured: Captured, limits: IntakeLimits) -> Items:
    """Give each page and document that an archive has an answer of."""
    with captured.open() as file:
        yield from _records(file, captured, limits, None)


def read_wacz(captured: Captured, limits: IntakeLimits) -> Items:
    """Give the pages that an archive lists, or all that it has where it lists none."""
    try:
        with captured.open() as file, zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            pages = _pages(archive, [name for name in names if re.fullmatch(r"pages/[^/]+\.jsonl", name)], limits)
            for name in names:
                if re.fullmatch(r"archive/[^/]+\.warc(\.gz)?", name):
                    with archive.open(name) as member:
                        yield from _records(member, captured, limits, pages)  # type: ignore[arg-type]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise damaged(captured.name, "a WACZ archive", error) from error


def _records(file: BinaryIO, captured: Captured, limits: IntakeLimits, pages: set[str] | None) -> Items:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    count = 0
    bounded = io.BufferedReader(_Bounded(file, limits.max_unpacked))
    try:
        for record in ArchiveIterator(bounded):
            if item := _record(record, captured, limits, pages):
                count += 1
                yield item
    except _TooFar as error:
        raise UnpacksTooFar(path=captured.name, limit=limits.max_unpacked, unit="bytes") from error
    except (ArchiveLoadFailed, EOFError, ValueError, OSError) as error:
        raise damaged(captured.name, "a WARC archive", error) from error
    if not count and pages is None:
        raise ReportDamaged(path=captured.name, kind="a WARC archive", reason="it has no answer that is a page")


def _record(record: Any, captured: Captured, limits: IntakeLimits, pages: set[str] | None) -> Captured | Fault | None:
    headers = record.rec_headers
    url = (headers.get_header("WARC-Target-URI") or "").strip("<>")[:2000]
    if record.rec_type not in ("response", "resource", "conversion") or not url.startswith(("http://", "https://")):
        return None
    if (pages is not None and url not in pages) or url.endswith("/robots.txt"):
        return None
    stated = headers.get_header("Content-Type")
    if record.http_headers is not None:
        if not str(record.http_headers.get_statuscode()).startswith("200"):
            return None
        stated = record.http_headers.get_header("Content-Type")
    media_type, _, rest = (stated or "").partition(";")
    media_type = media_type.strip().lower()
    if MEDIA_TYPES.get(media_type) not in WANTED:
        return None
    stream = record.content_stream()
    content = stream.read(limits.max_bytes + 1)
    while len(content) <= limits.max_bytes and (more := stream.read(limits.max_bytes + 1 - len(content))):
        content += more
    if len(content) > limits.max_bytes:
        return Fault.of(UnpacksTooFar(path=url, limit=limits.max_bytes, unit="bytes"))
    charset = re.search(r"charset=\"?([\w.:-]{1,40})", rest, re.IGNORECASE)
    when = headers.get_header("WARC-Date")
    return Captured(
        name=url,
        content=content,
        media_type=media_type,
        charset=charset[1] if charset else None,
        url=url,
        retrieved=when if when and stated_date(when) else None,
        known=captured.known,
    )


def _pages(archive: zipfile.ZipFile, names: list[str], limits: IntakeLimits) -> set[str] | None:
    """Give the addresses of the pages that the archive lists; None where it lists none."""
    found: set[str] = set()
    for name in names:
        with archive.open(name) as file:
            while (line := file.readline(LONGEST_LINE)) and len(found) < limits.max_parts:
                try:
                    page = msgspec.json.decode(line)
                except (msgspec.MsgspecError, UnicodeError, RecursionError):
                    continue
                if isinstance(page, dict) and isinstance(page.get("url"), str):
                    found.add(page["url"])
    return found or None


class _TooFar(Exception):
    """More was read than may come out of one file."""


class _Bounded(io.RawIOBase):
    """Reads from a stream until a limit."""

    def __init__(self, file: BinaryIO, limit: int) -> None:
        self._file, self._left = file, limit

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what fits."""
        if self._left <= 0:
            raise _TooFar
        piece = self._file.read(min(len(buffer), self._left))
        self._left -= len(piece)
        buffer[: len(piece)] = piece
        return len(piece)
