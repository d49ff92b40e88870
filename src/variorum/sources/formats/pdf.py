"""PDF: the text of the pages, without what is printed on each of them, in paragraphs."""

from __future__ import annotations

import logging
import re
from collections import Counter
from statistics import quantiles

from variorum.errors import ReportLocked, ReportTooLong, TextMissing, UnpacksTooFar
from variorum.settings import IntakeLimits, Settings
from variorum.sources.formats.blocks import clean, joined
from variorum.sources.formats.properties import people, real_title
from variorum.sources.items import Captured, Document, Facts, Items, damaged

FEWEST_PAGES = 3
REPEATED = 0.5
"""A first or last line that this share of the pages has is printed on each."""

AT_EDGE = 2
FULL = 0.8
"""A line of this share of the usual length goes on in the next."""

_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"\s*(?:page\s*)?[\divxlc]{1,6}(?:\s*(?:of|/|\|)\s*\d{1,5})?\s*$", re.IGNORECASE)
_ENDS = re.compile(r"[.!?:;][\"'”’)\]]*$")
_STARTS = re.compile(r"\s*(?:[•▪◦*–-]\s|\d{1,2}[.)]\s|\(\w{1,3}\)\s)")
_HYPHEN = re.compile(r"(?<=[a-z])-$")


def read_pdf(captured: Captured, limits: IntakeLimits) -> Items:
    """Give the text of a PDF; its date of making is that of no publication, and is left alone."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    most = Settings().max_characters
    pages: list[list[str]] = []
    size = 0
    try:
        with captured.open() as file:
            reader = PdfReader(file, strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                raise ReportLocked(path=captured.name)
            if len(reader.pages) > limits.max_pages:
                raise UnpacksTooFar(path=captured.name, limit=limits.max_pages, unit="pages")
            for page in reader.pages:
                text = clean(page.extract_text() or "")
                if (size := size + len(text)) > most:
                    raise ReportTooLong(path=captured.name, count=size, unit="characters", limit=most)
                pages.append(text.splitlines())
            properties = reader.metadata
            title, author = (properties.title, properties.author) if properties else (None, None)
    except DependencyError as error:
        raise ReportLocked(path=captured.name) from error
    except (PyPdfError, OSError, RecursionError) as error:
        raise damaged(captured.name, "a PDF document", error) from error
    if not any(character.isalpha() for page in pages for line in page for character in line):
        raise TextMissing(path=captured.name, kind="a PDF document")
    facts = Facts.of("properties", title=real_title(title), authors=people(author))
    yield Document(
        name=captured.name,
        text=joined(_paragraphs(_without_edges(pages))),
        facts=facts.filled(captured.known),
        media_type="application/pdf",
        url=captured.url,
    )


def _without_edges(pages: list[list[str]]) -> list[str]:
    """Give the lines of all pages without page numbers and without what stands at the edge of most pages."""
    trimmed = [[line.rstrip() for line in page] for page in pages]
    for page in trimmed:
        while page and not page[0]:
            del page[0]
        while page and not page[-1]:
            del page[-1]
    seen = Counter(line for page in trimmed for line in {_form(line) for line in (*page[:AT_EDGE], *page[-AT_EDGE:])})
    often = {form for form, n in seen.items() if len(pages) >= FEWEST_PAGES and n >= max(2, REPEATED * len(pages))}
    lines: list[str] = []
    for page in trimmed:
        last = len(page) - 1
        for index, line in enumerate(page):
            edge = index < AT_EDGE or index > last - AT_EDGE
            outermost = index in (0, last)
            if (edge and _form(line) in often) or (outermost and last > 0 and _PAGE_NUMBER.match(line)):
                continue
            lines.append(line)
    return lines


def _form(line: str) -> str:
    return _NUMBER.sub("#", line.strip().casefold())


def _paragraphs(lines: list[str]) -> list[str]:
    """Join lines that were broken to fit the page."""
    lengths = [len(line) for line in lines if len(line) > 20]
    usual = quantiles(lengths, n=10)[7] if len(lengths) > 1 else 0
    found: list[str] = []
    goes_on = False
    for line in lines:
        words = " ".join(line.split())
        if not words:
            goes_on = False
        elif goes_on and not _STARTS.match(line):
            found[-1] = _HYPHEN.sub("", found[-1]) + words if _HYPHEN.search(found[-1]) else f"{found[-1]} {words}"
            goes_on = _continues(words, usual)
        else:
            found.append(words)
            goes_on = _continues(words, usual)
    return found


def _continues(line: str, usual: float) -> bool:
    return len(line) >= FULL * usual or (len(line) >= 0.5 * usual and not _ENDS.search(line))
