"""Lays out marked-up text as plain text: a blank line between blocks, one space between words."""

from __future__ import annotations

import re
from typing import Any

from variorum.sources.text import CONTROL

BLOCKS = frozenset(
    "address article aside blockquote body dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head "
    "header hr html item li list main nav ol p pre quote row section table tbody tfoot thead title tr ul".split()
)
SKIPPED = frozenset("script style noscript template svg math iframe object select button textarea".split())
CELLS = frozenset({"td", "th", "cell"})
BREAKS = frozenset({"br", "lb"})
_SPACES = re.compile(r"[^\S\n]+")
_AROUND_BREAK = re.compile(r" ?\n ?")


def blocks_of(root: Any) -> list[tuple[str, str]]:
    """Give the blocks of text below the element *root*, in order, each with the name of its element."""
    found: list[tuple[str, str]] = []
    words: list[str] = []
    inside = [_name(root)]

    def end() -> None:
        text = _AROUND_BREAK.sub("\n", _SPACES.sub(" ", "".join(words))).strip()
        words.clear()
        if text:
            found.append((inside[-1], text))

    # A stack of our own: hostile pages nest deeper than Python calls.
    work: list[tuple[str, Any]] = [("open", root)]
    while work:
        step, value = work.pop()
        if step == "tail":
            words.append(_flat(value))
        elif step == "close":
            end()
            inside.pop()
        elif not isinstance(value.tag, str) or (name := _name(value)) in SKIPPED:
            continue
        else:
            if name in BREAKS:
                words.append("\n")
            if name in CELLS and words and words[-1].strip():
                words.append(" | ")
            if name in BLOCKS:
                end()
                inside.append(name)
                work.append(("close", value))
            if value.text:
                words.append(_flat(value.text))
            for child in reversed(value):
                if child.tail:
                    work.append(("tail", child.tail))
                work.append(("open", child))
    end()
    return found


def joined(blocks: list[str]) -> str:
    """Give the blocks as one text."""
    return "\n\n".join(blocks)


def clean(text: str) -> str:
    """Give marked-up *text* without the control characters that no markup may hold."""
    return CONTROL.sub(" ", text)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _name(element: Any) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.rpartition("}")[2].lower()
