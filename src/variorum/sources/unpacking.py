"""Takes captures apart to the documents in them, however deep these are packed, and makes reports of documents."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec

from variorum.errors import Issue, ReportError, UnpacksTooFar
from variorum.model import Capture, Report
from variorum.settings import IntakeLimits, Settings
from variorum.sources.items import Captured, Document, Fault, Items, Linked, Remark
from variorum.sources.text import IssueSink, ignore, report_of_text

Parse = Callable[[Captured], Items]


@dataclass(frozen=True, kw_only=True, slots=True)
class Unpacked:
    """One thing that came out: a document with the bytes it was taken from, a link, or an error."""

    name: str
    document: Document | None = None
    captured: Captured | None = None
    link: Linked | None = None
    error: ReportError | None = None
    issues: tuple[Issue, ...] = ()


def unpack(captured: Captured, parse: Parse, limits: IntakeLimits, depth: int = 0) -> Iterator[Unpacked]:
    """Give all documents and links in *captured*, in their order; what cannot be read leaves the others alone."""
    if depth > limits.max_depth:
        too_deep = UnpacksTooFar(path=captured.name, limit=limits.max_depth, unit="files within files")
        yield Unpacked(name=captured.name, error=too_deep)
        return
    issues: list[Issue] = []
    for item in parse(captured):
        match item:
            case Remark():
                issues.append(item.issue())
                continue
            case Captured():
                yield from unpack(item, parse, limits, depth + 1)
            case Document():
                yield Unpacked(name=item.name, document=item, captured=captured, issues=tuple(issues))
            case Linked():
                yield Unpacked(name=item.url, link=item, captured=captured, issues=tuple(issues))
            case Fault():
                error = item.error()
                yield Unpacked(name=str(item.values.get("path", captured.name)), error=error, issues=tuple(issues))
        issues.clear()


def report_of_document(
    document: Document, captured: Captured, *, settings: Settings | None = None, warn: IssueSink = ignore
) -> Report:
    """
    Make a report of a document.

    Raises:
        ReportError: If it cannot be read as one English report.
    """
    report = report_of_text(document.text, document.name, settings=settings or Settings(), warn=warn)
    facts = document.facts
    known = {
        "title": facts.title,
        "publisher": facts.publisher,
        "authors": facts.authors,
        "published": facts.published,
    }
    if document.media_type == "text/plain" and not captured.url and not any(known.values()):
        return report
    capture = Capture(
        sha256=hashlib.sha256(original_of(document, captured)).hexdigest(),
        media_type=document.media_type,
        url=document.url or captured.url,
        retrieved=captured.retrieved,
        # The text is English, whatever the page says; the basis is told only where it says the same.
        basis=facts.basis if facts.language == "en" else msgspec.structs.replace(facts.basis, language=None),
    )
    return msgspec.structs.replace(report, capture=capture, **{name: value for name, value in known.items() if value})


def original_of(document: Document, captured: Captured) -> bytes:
    """Give the bytes that a document was taken from."""
    if document.original is not None:
        return document.original
    with captured.open() as file:
        return file.read()
