"""Messages and mailboxes, and web pages that a browser saved as a message (MHTML)."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import getaddresses
from typing import BinaryIO

import msgspec

from variorum.errors import TextMissing, UnpacksTooFar
from variorum.settings import IntakeLimits
from variorum.sources.dates import stated_date
from variorum.sources.formats.blocks import clean
from variorum.sources.formats.pages import read_page, text_of_piece
from variorum.sources.items import Captured, Document, Facts, Fault, Items
from variorum.sources.kinds import taken_in

SAVED_BY = re.compile(
    rb"^(?:Snapshot-)?Content-Location[ \t]*:[ \t]*(https?://\S{1,2000})", re.IGNORECASE | re.MULTILINE
)
MOST_ATTACHMENTS = 200
SIGNATURE = "-- "
LONGEST_SIGNATURE = 15


def read_message(captured: Captured, limits: IntakeLimits) -> Items:
    """Give a message as a report, or the page that is saved in it, and each document that is attached to it."""
    with captured.open() as file:
        content = file.read()
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    if page := _saved_page(message, content, captured):
        yield from read_page(page, limits)
        return
    found = False
    for item in _parts(message, captured):
        found = True
        yield item
    if not found:
        raise TextMissing(path=captured.name, kind="a message")


def _parts(message: EmailMessage, captured: Captured) -> Items:
    body = message.get_body(("plain", "html"))
    text = _body(body)
    if any(map(str.isalnum, text)):
        yield Document(
            name=captured.name,
            text=text,
            facts=_facts(message).filled(captured.known),
            media_type="message/rfc822",
            url=captured.url,
        )
    for number, part in enumerate(message.iter_attachments()):
        if number >= MOST_ATTACHMENTS:
            yield Fault.of(UnpacksTooFar(path=captured.name, limit=MOST_ATTACHMENTS, unit="attachments"))
            return
        name = _line(part.get_filename()) or ""
        if not (taken_in(name) or (not name and part.get_content_type() == "message/rfc822")):
            continue
        attached = part.get_content() if part.get_content_type() == "message/rfc822" else part.get_payload(decode=True)
        if isinstance(attached, EmailMessage):
            attached = attached.as_bytes()
        if isinstance(attached, bytes) and attached:
            shown = name.replace("\\", "/").rpartition("/")[2] or f"{number + 1}.eml"
            yield Captured(
                name=f"{captured.name}/{shown}", content=attached, media_type=part.get_content_type(), url=captured.url
            )


def _body(part: object) -> str:
    if not isinstance(part, EmailMessage):
        return ""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    source = _decoded(payload, part.get_content_charset())
    if part.get_content_type() == "text/html":
        return text_of_piece(source)
    lines = clean(source).replace("\r\n", "\n").split("\n")
    for index in range(len(lines) - 1, max(-1, len(lines) - LONGEST_SIGNATURE), -1):
        if lines[index] == SIGNATURE:
            del lines[index:]
            break
    while lines and (not lines[-1].strip() or lines[-1].startswith(">")):
        lines.pop()
    return "\n".join(lines).strip()


def _decoded(payload: bytes, charset: str | None) -> str:
    for name in ("utf-8", charset, "cp1252"):
        try:
            decoded = payload.decode(name) if name and name.lower() not in ("utf-7", "unicode_escape") else None
        except (UnicodeError, LookupError, ValueError, TypeError):
            continue
        if isinstance(decoded, str):
            return decoded
    return payload.decode("utf-8", "replace")


def _facts(message: EmailMessage) -> Facts:
    senders = [name or address for name, address in getaddresses([_header(message, "From")]) if name or address]
    lists = [name for name, _ in getaddresses([_header(message, "List-Id")]) if name]
    return Facts.of(
        "header",
        title=_line(_header(message, "Subject")),
        publisher=_line((lists or senders or [""])[0]),
        published=stated_date(_header(message, "Date")),
        language=(_header(message, "Content-Language")[:2].lower() or None),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, TypeError, AttributeError, LookupError, RecursionError):
        return ""  # the standard library trips over some damaged headers


def _line(value: str | None) -> str | None:
    return " ".join((value or "").split())[:500] or None


def _saved_page(message: EmailMessage, content: bytes, captured: Captured) -> Captured | None:
    """Give the page of a saved web page, which is a message of related parts, the page the first."""
    if message.get_content_type() != "multipart/related" or message.get("To"):
        return None
    for part in message.walk():
        if part.get_content_type() == "text/html" and isinstance(source := part.get_payload(decode=True), bytes):
            where = SAVED_BY.search(content[:4096])
            url = captured.url or (where[1].decode("ascii", "replace") if where else None)
            charset = part.get_content_charset()
            return msgspec.structs.replace(captured, content=source, path=None, kind="html", url=url, charset=charset)
    return None


def read_mailbox(captured: Captured, limits: IntakeLimits) -> Items:
    """Give each message of a mailbox, whose messages begin with a line ``From ...`` after an empty one."""
    with captured.open() as file:
        for number, content in enumerate(_messages(file, limits), 1):
            name = f"{captured.name}#{number}"
            if content is None:
                yield Fault.of(UnpacksTooFar(path=name, limit=limits.max_bytes, unit="bytes"))
            else:
                yield Captured(name=name, content=content, kind="email", media_type="message/rfc822")


def _messages(file: BinaryIO, limits: IntakeLimits) -> Iterator[bytes | None]:
    """Split at the marks; None stands for a message that is too large, of which nothing is held."""
    lines: list[bytes] = []
    size = 0
    empty_before, began = True, False
    while line := file.readline(limits.max_bytes):
        if empty_before and line.startswith(b"From "):
            if began:
                yield b"".join(lines) if size <= limits.max_bytes else None
            lines, size, began = [], 0, True
        elif began:
            size += len(line)
            if size > limits.max_bytes:
                lines.clear()
            else:
                lines.append(line[1:] if line.startswith(b">From ") else line)
        empty_before = not line.strip()
    if began:
        yield b"".join(lines) if size <= limits.max_bytes else None
