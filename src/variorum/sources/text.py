"""
Loads plain-text files as reports.

The text of a report is the decoded content of its file, unchanged: line ends stay, and no character is dropped but a
byte order mark. A character that cannot be stored as Unicode is replaced one for one, so that offsets hold.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import msgspec

from variorum.errors import (
    Issue,
    ReportBinary,
    ReportEmpty,
    ReportIsDirectory,
    ReportMissing,
    ReportNotEnglish,
    ReportTooLarge,
    ReportTooLong,
    ReportUndecodable,
    ReportUnreadable,
)
from variorum.model import Published, Report
from variorum.settings import Settings
from variorum.sources.language import foreign_language

IssueSink = Callable[[Issue], object]

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
SURROGATE = re.compile("[\ud800-\udfff]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
WEB_PAGE = re.compile(r"\s*<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
MOST_CONTROLS = 0.01
MOST_REPLACED = 0.02
MOST_HIGH_BYTES = 0.1
"""English prose in Windows-1252 has a curly quote or an accent here and there; other code pages are full of them."""

MAGIC = {
    b"%PDF-": "a PDF document",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"{\\rtf": "a rich text document",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x7fELF": "a program",
    b"SQLite format 3\x00": "a database",
}
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def ignore(_issue: Issue) -> None:
    """Drop an issue that nobody asked for."""


def load_text(path: Path, *, settings: Settings | None = None, warn: IssueSink = ignore) -> Report:
    """
    Load the report in the plain-text file *path*, named by the file's name.

    Args:
        warn: Is handed each issue found in a file that can be read all the same.

    Raises:
        ReportError: If the file cannot be read as one English report; the subclass and its message say why.
    """
    settings = settings or Settings()
    report = report_of(_read_bytes(path, settings), shown(path), settings=settings, warn=warn)
    return msgspec.structs.replace(report, id=shown(Path(path.name)))


def report_of(content: bytes, name: str, *, settings: Settings | None = None, warn: IssueSink = ignore) -> Report:
    """
    Make a report of the *content* of a plain-text file, which messages call *name*, as its id is.

    Raises:
        ReportError: If it cannot be read as one English report; the subclass and its message say why.
    """
    settings = settings or Settings()
    if len(content) > settings.max_bytes:
        raise ReportTooLarge(path=name, limit=settings.max_bytes)
    return report_of_text(decode(content, name, warn), name, settings=settings, warn=warn)


def report_of_text(text: str, name: str, *, settings: Settings, warn: IssueSink = ignore) -> Report:
    """
    Make a report of *text*, which messages call *name*, as its id is.

    Raises:
        ReportError: If it is not one English report; the subclass and its message say why.
    """
    if not any(map(str.isalnum, text)):
        raise ReportEmpty(path=name, size=len(text.encode("utf-8")))
    if language := foreign_language(text):
        raise ReportNotEnglish(path=name, language=language)
    check_length(text, name, settings)
    if WEB_PAGE.match(text):
        warn(Issue.of("W303", path=name))
    if (longest := max(map(len, text.splitlines()))) > settings.long_line:
        warn(Issue.of("W304", path=name, count=longest))
    return make_report(text, id=name)


def make_report(
    text: str,
    *,
    id: str,  # noqa: A002 - the contract's word
    published: Published | None = None,
    publisher: str | None = None,
    title: str | None = None,
    authors: tuple[str, ...] = (),
) -> Report:
    """Make a report of *text*; half of a surrogate pair, which no encoding can store, becomes U+FFFD."""
    text = SURROGATE.sub(REPLACEMENT, text)
    return Report(
        id=id,
        text=text,
        title=title,
        publisher=publisher,
        authors=authors,
        published=published or Published(),
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
    )


def shown(path: Path) -> str:
    """Give *path* as text that can be stored, with U+FFFD for what its bytes do not spell."""
    return SURROGATE.sub(REPLACEMENT, str(path))


def check_length(text: str, name: str, settings: Settings) -> None:
    """Refuse a text beyond the limits: its cost would be out of proportion to any single report."""
    if len(text) > settings.max_characters:
        raise ReportTooLong(path=name, count=len(text), unit="characters", limit=settings.max_characters)
    words = text.split()
    if len(words) > settings.max_words:
        raise ReportTooLong(path=name, count=len(words), unit="words", limit=settings.max_words)
    if (longest := max(map(len, words), default=0)) > settings.max_word:
        raise ReportTooLong(path=name, count=longest, unit="characters without a space", limit=settings.max_word)


def decode(content: bytes, name: str, warn: IssueSink) -> str:
    """Decode *content* strictly, or with a warning where only one other reading is plausible."""
    for magic, kind in MAGIC.items():
        if content.startswith(magic):
            raise ReportBinary(path=name, kind=kind)
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            text = _replaced(content.decode(encoding, errors="replace"), name, warn)
            break
    else:
        text = _decode_unmarked(content, name, warn)
    if text is None:
        raise _undecodable(content, name)
    if "\x00" in text or len(CONTROL.findall(text)) > MOST_CONTROLS * len(text):
        raise ReportBinary(path=name, kind="a binary file")
    return text


def _read_bytes(path: Path, settings: Settings) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(settings.max_bytes + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ReportMissing(path=shown(path)) from error
    except IsADirectoryError as error:
        raise ReportIsDirectory(path=shown(path)) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        if path.is_dir():  # Windows says that access is denied
            raise ReportIsDirectory(path=shown(path)) from error
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ReportUnreadable(path=shown(path), reason=reason) from error
    if len(content) > settings.max_bytes:
        raise ReportTooLarge(path=shown(path), limit=settings.max_bytes)
    return content


def _decode_unmarked(content: bytes, name: str, warn: IssueSink) -> str | None:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if b"\x00" in content:
        raise ReportBinary(path=name, kind="a binary file or UTF-16 without a byte order mark")
    repaired = content.decode("utf-8", errors="replace")
    broken = repaired.count(REPLACEMENT)
    intact = sum(character > "\x7f" for character in repaired) - broken
    if intact > broken:  # UTF-8 with some damage: read as anything else, every sound accent would turn to noise
        return _replaced(repaired, name, warn)
    if sum(byte > 0x7F for byte in content) > MOST_HIGH_BYTES * len(content):
        return None
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        return None
    warn(Issue.of("W301", path=name))
    return text


def _replaced(text: str, name: str, warn: IssueSink) -> str | None:
    """Report the characters of *text* that were not decoded, or give None where they are too many."""
    count = text.count(REPLACEMENT)
    if count > max(1, MOST_REPLACED * len(text)):
        return None
    if count:
        warn(Issue.of("W302", path=name, count=count))
    return text


def _undecodable(content: bytes, name: str) -> ReportUndecodable:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return ReportUndecodable(path=name, position=error.start, byte=content[error.start])
    return ReportUndecodable(path=name, position=0, byte=content[0])
