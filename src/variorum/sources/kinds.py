"""Tells what captured bytes are: by what they begin with, then by the name, then by what a server says."""

from __future__ import annotations

import codecs
import re
import zlib
from pathlib import PurePosixPath
from typing import get_args

from variorum.sources.items import Captured, Kind

SUFFIXES: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".eml": "email",
    ".mht": "email",
    ".mhtml": "email",
    ".mbox": "mbox",
    ".docx": "docx",
    ".rss": "feed",
    ".atom": "feed",
    ".rdf": "feed",
    ".xml": "feed",
    ".warc": "warc",
    ".wacz": "wacz",
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".parquet": "parquet",
    ".zip": "zip",
    ".gz": "gzip",
}
"""What is taken from folders and archives; the bytes decide what it is where they can."""

MEDIA_TYPES: dict[str, Kind] = {
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "message/rfc822": "email",
    "multipart/related": "email",
    "application/mbox": "mbox",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/rdf+xml": "feed",
    "application/warc": "warc",
    "application/wacz": "wacz",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/json": "jsonl",
    "application/vnd.apache.parquet": "parquet",
    "application/zip": "zip",
    "application/gzip": "gzip",
}
NAMES: dict[Kind, str] = {
    "text": "plain text",
    "markdown": "Markdown",
    "html": "a web page",
    "pdf": "a PDF document",
    "email": "a message",
    "mbox": "a mailbox",
    "docx": "a Word document",
    "feed": "a feed",
    "sitemap": "a sitemap",
    "warc": "a WARC archive",
    "wacz": "a WACZ archive",
    "csv": "a table",
    "tsv": "a table",
    "jsonl": "JSON lines",
    "parquet": "a Parquet table",
    "zip": "a ZIP archive",
    "gzip": "a gzip archive",
}
ROOTS: dict[str, Kind] = {
    "html": "html",
    "rss": "feed",
    "feed": "feed",
    "rdf": "feed",
    "urlset": "sitemap",
    "sitemapindex": "sitemap",
}
CONTAINERS: frozenset[Kind] = frozenset({"mbox", "warc", "wacz", "csv", "tsv", "jsonl", "parquet", "zip", "gzip"})
"""What holds many reports and may be larger than one."""

TABLES: frozenset[Kind] = frozenset({"csv", "tsv", "jsonl", "parquet"})

_PROLOGUE = re.compile(r"\s+|<\?[^>]{0,2000}>|<!--(?:[^-]|-(?!->)){0,4000}-->|<!doctype[^>\[]{0,1000}>", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!doctype\s+([A-Za-z_][\w.-]{0,40})", re.IGNORECASE)
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?([A-Za-z_][\w.-]{0,40})")
_PAGE = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_HEADER = re.compile(r"^(from|to|date|subject|received|mime-version|message-id|return-path)[ \t]*:", re.IGNORECASE)
_JSON = re.compile(r'\s*\{\s*"|\s*\[\s*\{\s*"')
assert set(NAMES) == set(get_args(Kind))


def kind_of(captured: Captured) -> Kind:
    """Tell what *captured* is; what nothing else fits is text, and is refused as such if it is none."""
    if captured.kind:
        return captured.kind
    head = captured.head()
    if found := _by_magic(head):
        return found
    suffix, said = _suffix(captured), MEDIA_TYPES.get((captured.media_type or "").partition(";")[0].strip().lower())
    text = _opening(head)
    if _PAGE.match(text):
        return "html"
    if (root := _root(text)) and (suffix not in ("text", "markdown", "html") or root != "html"):
        return root
    if suffix == "feed" or text.lstrip().startswith("<?xml"):
        return "feed"  # which says what is wrong with it, if it is none
    if suffix in ("csv", "tsv") and _JSON.match(text):
        return "jsonl"
    if suffix or said:
        return suffix or said or "text"
    if text.startswith("From ") and _headers(text.partition("\n")[2]) >= 2:
        return "mbox"
    if _headers(text) >= 2:
        return "email"
    return "jsonl" if _JSON.match(text) else "text"


_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def is_address(name: str) -> bool:
    """Tell whether *name* is an address, of whatever scheme, rather than the name of a file."""
    return _SCHEME.match(name) is not None


def taken_in(name: str) -> bool:
    """Tell whether a file of this name is taken from a folder or an archive; others are left alone."""
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any(part.startswith(".") or part == "__MACOSX" for part in path.parts if part not in (".", ".."))
    return not hidden and path.suffix.lower() in SUFFIXES


def _suffix(captured: Captured) -> Kind | None:
    # An address says little: /report.php may be anything.
    name = captured.path or captured.name
    return None if captured.url and captured.media_type else SUFFIXES.get(PurePosixPath(name).suffix.lower())


def _by_magic(head: bytes) -> Kind | None:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return "zip"
    if head.startswith(b"\x1f\x8b"):
        return "warc" if _inflated(head).startswith(b"WARC/") else "gzip"
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(b"PAR1"):
        return "parquet"
    # A PDF may begin with something else; what has another's signature may hold one.
    return "pdf" if b"%PDF-" in head[:1024] else None


def _inflated(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, 64)
    except zlib.error:
        return b""


def _opening(head: bytes) -> str:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, "replace")
    return head.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")


def _root(text: str) -> Kind | None:
    at = 0
    while found := _PROLOGUE.match(text, at):
        at = found.end()
    element = _DOCTYPE.match(text, at) or _ROOT.match(text, at)
    return ROOTS.get(element[1].lower()) if element else None


def _headers(text: str) -> int:
    """Count the known fields in the header that *text* begins with."""
    names = set()
    for line in text.splitlines()[:60]:
        if not line.strip():
            break
        if found := _HEADER.match(line):
            names.add(found[1].lower())
        elif not line.startswith((" ", "\t")) and ":" not in line:
            return 0
    return len(names)
