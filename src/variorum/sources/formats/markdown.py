"""Markdown: the words without the marks, headings on lines of their own."""

from __future__ import annotations

import re

from variorum.settings import IntakeLimits
from variorum.sources.dates import stated_date
from variorum.sources.formats.blocks import joined
from variorum.sources.items import Captured, Document, Facts, Items, Remark
from variorum.sources.text import decode

LONGEST = 500
"""Characters of what is said of a report."""

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.{0,10000}?)^---[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_PAIR = re.compile(r"([A-Za-z_]{1,40})[ \t]*:[ \t]*(.{1,1000})")


def read_markdown(captured: Captured, limits: IntakeLimits) -> Items:  # noqa: ARG001 - all readers have one signature
    """Give a Markdown file as one report; what stands between ``---`` at its beginning is known of it."""
    from markdown_it import MarkdownIt

    remarks: list[Remark] = []
    with captured.open() as file:
        source = decode(file.read(), captured.name, lambda issue: remarks.append(Remark.of(issue)))
    facts, source = _front(source)
    blocks: list[str] = []
    item = False
    for token in MarkdownIt("commonmark").enable("table").parse(source):
        if token.type in ("list_item_open", "list_item_close"):
            item = token.type == "list_item_open"
        elif token.type == "inline":
            words = "".join(
                "\n" if child.type == "hardbreak" else " " if child.type == "softbreak" else child.content
                for child in token.children or ()
                if child.type in ("text", "code_inline", "softbreak", "hardbreak")
            ).strip()
            if words:
                blocks.append(f"- {words}" if item else words)
            item = False
        elif token.type in ("fence", "code_block") and token.content.strip():
            blocks.append(token.content.rstrip())
    yield from remarks
    yield Document(
        name=captured.name,
        text=joined(blocks),
        facts=facts.filled(captured.known),
        media_type="text/markdown",
        url=captured.url,
    )


def _front(source: str) -> tuple[Facts, str]:
    found = _FRONT.match(source)
    if not found:
        return Facts(), source
    pairs = {
        p[1].lower(): p[2].strip().strip("'\"")[:LONGEST] for line in found[1].splitlines() if (p := _PAIR.match(line))
    }
    authors = pairs.get("authors") or pairs.get("author") or ""
    facts = Facts.of(
        "header",
        title=pairs.get("title"),
        publisher=pairs.get("publisher"),
        authors=tuple(name for part in authors.strip("[]").split(",") if (name := part.strip().strip("'\""))),
        published=stated_date(pairs.get("published") or pairs.get("date")),
        language=pairs.get("language") or pairs.get("lang"),
    )
    return facts, source[found.end() :]
