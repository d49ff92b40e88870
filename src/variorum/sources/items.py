"""What is taken in, and what comes out of it: values that cross the border to the process in which parsers run."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from variorum.errors import Issue, IssueCode, ReportDamaged, ReportError
from variorum.model import Bases, Published

Kind = Literal[
    "text",
    "markdown",
    "html",
    "pdf",
    "email",
    "mbox",
    "docx",
    "feed",
    "sitemap",
    "warc",
    "wacz",
    "csv",
    "tsv",
    "jsonl",
    "parquet",
    "zip",
    "gzip",
]
PARTICULARS = ("title", "publisher", "authors", "published", "language")


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a report besides its text, and what each of it rests on."""

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: Published | None = None
    language: str | None = None
    basis: Bases = Bases()

    @classmethod
    def of(
        cls,
        basis: str,
        *,
        title: str | None = None,
        publisher: str | None = None,
        authors: tuple[str, ...] = (),
        published: Published | None = None,
        language: str | None = None,
    ) -> Facts:
        """Give facts that all rest on *basis*."""
        given = {
            "title": title or None,
            "publisher": publisher or None,
            "authors": authors,
            "published": published,
            "language": language or None,
        }
        bases = Bases(**{name: basis for name, value in given.items() if value})
        return cls(**given, basis=bases)  # type: ignore[arg-type]

    def filled(self, other: Facts) -> Facts:
        """Give these facts, and those of *other* where these say nothing."""
        missing = [name for name in PARTICULARS if not getattr(self, name)]
        basis = msgspec.structs.replace(self.basis, **{name: getattr(other.basis, name) for name in missing})
        return msgspec.structs.replace(self, basis=basis, **{name: getattr(other, name) for name in missing})


class Captured(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """
    Bytes as they were captured, in memory or in the file *path*, and what is said of them.

    `kind` is what a person or the container says that they are; `media_type` and `charset` are a server's words, and
    may be wrong. `name` is what the report is called, and what messages call it.
    """

    name: str
    content: bytes = b""
    path: str | None = None
    kind: Kind | None = None
    media_type: str | None = None
    charset: str | None = None
    url: str | None = None
    retrieved: str | None = None
    known: Facts = Facts()
    columns: Mapping[str, str] = {}
    """Of a table: which column holds what, as the person says."""

    def open(self) -> BinaryIO:
        """Open the bytes; they can be sought."""
        return io.BytesIO(self.content) if self.path is None else Path(self.path).open("rb")

    def head(self, size: int = 8192) -> bytes:
        """Give the first bytes."""
        with self.open() as file:
            return file.read(size)


class Document(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The text of one report and what is known of it. *original* is the part of the capture that it was taken from."""

    name: str
    text: str
    facts: Facts = Facts()
    media_type: str | None = None
    url: str | None = None
    original: bytes | None = None


class Linked(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A page that a feed or a sitemap names; `text` is what the feed has of it."""

    name: str
    url: str
    kind: Kind | None = None
    facts: Facts = Facts()
    text: str | None = None
    stamp: str | None = None
    """What changes when the page does, as the feed or the sitemap says."""


class Fault(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """What is wrong with one report, in values that can be sent."""

    code: str
    values: dict[str, str | int | float]

    @classmethod
    def of(cls, error: ReportError) -> Fault:
        """Take down *error*."""
        plain = {k: v if isinstance(v, str | int | float) else str(v) for k, v in error.values.items()}
        return cls(code=error.code, values=plain)

    def error(self) -> ReportError:
        """Give the error that it was."""
        return _errors()[self.code](**self.values)


class Remark(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """An issue with the report that comes next."""

    code: IssueCode
    message: str

    @classmethod
    def of(cls, issue: Issue) -> Remark:
        """Take down *issue*."""
        return cls(code=issue.code, message=issue.message)

    def issue(self) -> Issue:
        """Give the issue that it was."""
        return Issue(code=self.code, message=self.message)


Item = Captured | Document | Linked | Fault | Remark
Items = Iterator[Item]


def damaged(name: str, kind: str, error: BaseException) -> ReportDamaged:
    """Say that what a parser raised is the file's fault."""
    reason = " ".join(str(error).split())[:200] or type(error).__name__
    return ReportDamaged(path=name, kind=kind, reason=reason)


def _errors() -> dict[str, Callable[..., ReportError]]:
    found: dict[str, Callable[..., ReportError]] = {}
    waiting: list[type[ReportError]] = [ReportError]
    while waiting:
        kind = waiting.pop()
        found[kind.code] = kind
        waiting += kind.__subclasses__()
    return found
