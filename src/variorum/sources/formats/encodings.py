"""Decodes marked-up text, whose encoding is stated in up to three places that may all be wrong."""

from __future__ import annotations

import codecs
import re

from variorum.sources.items import Captured
from variorum.sources.text import BYTE_ORDER_MARKS, IssueSink, decode

_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_KNOWN = re.compile(
    r"(iso8859-\d+|latin_?1|cp125\d|windows-125\d|cp86[56]|koi8-[ru]|utf-16(-[lb]e)?|gbk|gb2312|gb18030|big5(hkscs)?"
    r"|euc_(jp|kr)|shift_jis|cp932|cp949|mac-(roman|cyrillic)|tis-620)$"
)
"""Encodings in which pages are written; others that a program knows are transformations, or traps."""

PRESCAN = 4096


def decode_marked_up(captured: Captured, content: bytes, warn: IssueSink) -> str:
    """
    Decode the *content* of a page.

    A byte order mark counts first, then UTF-8 where all of it is that, then what the page says, then what the server
    says; text in none of these is decoded as a plain text is.

    Raises:
        ReportError: If it cannot be told what it says.
    """
    if not any(content.startswith(mark) for mark in BYTE_ORDER_MARKS):
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            pass
        for stated in (_stated(content), captured.charset):
            if (name := _encoding(stated)) is not None:
                try:
                    return content.decode(name)
                except (UnicodeError, LookupError):
                    continue
    return decode(content, captured.name, warn)


def _stated(content: bytes) -> str | None:
    head = content[:PRESCAN]
    found = _XML.match(head) or _META.search(head)
    return found[1].decode("ascii") if found else None


def _encoding(name: str | None) -> str | None:
    try:
        found = codecs.lookup(name or "").name
    except (LookupError, ValueError):
        return None
    if found in ("iso8859-1", "latin-1", "ascii"):
        return "cp1252"  # as browsers read it
    return found if _KNOWN.match(found) else None
