"""
Find what stands in quotation marks: curly, straight, angular or single ones, over one paragraph or several.

A paragraph that opens and does not close goes on in the next one if that opens too, as printers do with long speech.
One pass over the characters of each paragraph; a mark that pairs with none is no quotation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from variorum.reading.units import find_units

_OPEN = {"“": "”", "„": "“”", "«": "»", "``": "''"}
_CLOSE = frozenset("”»")
_STRAIGHT = '"＂'
_ENDS = ".!?…"
_SINGLE_REACH = 600
_DOUBLE_MARKS = re.compile("[`'”»“„«\"＂]")
_SINGLE_MARKS = re.compile("[‘']")
"""What `_mark` and `_opens_single` may take for a mark: the characters between need not be looked at."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """
    Words between quotation marks, `[start, end)` in code points without the marks.

    `open` and `close` are the offsets of the marks themselves (`close` is `end` where the mark is missing);
    `continues` says that the quotation goes on in the next one.
    """

    start: int
    end: int
    open: int
    close: int
    continues: bool = False


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """Give the outermost quotations of a text in order, without overlaps."""
    found: list[Quotation] = []
    units = find_units(text)
    for number, unit in enumerate(units, start=1):
        opens = number < len(units) and _opens(text, units[number].start)
        doubles = _doubles(text, unit.start, unit.end, opens)
        singles = _singles(text, unit.start, unit.end, doubles)
        found += sorted([*doubles, *singles], key=lambda q: q.open)
    return tuple(found)


def _opens(text: str, at: int) -> bool:
    return text[at : at + 1] in _OPEN or text[at : at + 2] in _OPEN or text[at : at + 1] in _STRAIGHT


def _doubles(text: str, start: int, end: int, continued: bool) -> list[Quotation]:
    found: list[Quotation] = []
    opened: tuple[int, int] | None = None
    behind = start
    for mark in _DOUBLE_MARKS.finditer(text, start, end):
        at = mark.start()
        if at < behind:
            continue
        kind, width = _mark(text, at, start, end, opened is not None)
        behind = at + width
        if kind == "open":
            if opened is not None and _after_sentence(text, opened[1], at):
                # Paragraphs of one speech that were run together: each opens, only the last closes.
                found.append(Quotation(opened[1], _strip(text, opened[1], at), opened[0], at, continues=True))
            opened = (at, at + width)
        elif kind == "close" and opened is not None:
            found.append(Quotation(opened[1], at, opened[0], at))
            opened = None
    if opened is not None and (continued or _whole(text, opened[0], start)):
        found.append(Quotation(opened[1], end, opened[0], end, continues=continued))
    return [q for q in found if text[q.start : q.end].strip()]


def _mark(text: str, at: int, start: int, end: int, inside: bool) -> tuple[str, int]:
    """Say whether a quotation mark stands at an offset and which way it faces, and how many characters to go on."""
    char = text[at]
    if char in ("`", "'") and text[at : at + 2] in ("``", "''"):
        return ("open" if char == "`" else "close"), 2
    if char in _CLOSE:
        return "close", 1
    if char in _OPEN:
        return ("close" if char == "“" and inside and _faces_back(text, at, start, end) else "open"), 1
    if char not in _STRAIGHT:
        return "", 1
    if not inside:
        return ("" if _faces_back(text, at, start, end) and text[at - 1].isdigit() else "open"), 1
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    faces_on = before.isspace() and not after.isspace() and after.isalnum()
    return ("open" if faces_on or (before.isspace() and after == "[") else "close"), 1


def _faces_back(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return not before.isspace() and not after.isalnum()


def _after_sentence(text: str, start: int, at: int) -> bool:
    body = text[max(start, at - 3) : at].rstrip()
    return body.endswith(tuple(_ENDS))


def _whole(text: str, opened: int, start: int) -> bool:
    """Whether an unclosed quotation opens its paragraph or follows a colon, so that all the rest is quoted."""
    return not text[start:opened].strip() or text[max(start, opened - 2) : opened].rstrip().endswith(":")


def _strip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _singles(text: str, start: int, end: int, doubles: list[Quotation]) -> list[Quotation]:
    found: list[Quotation] = []
    behind = start
    pending = iter(doubles)
    double = next(pending, None)
    for mark in _SINGLE_MARKS.finditer(text, start, end):
        at = mark.start()
        while double is not None and at >= double.open:
            behind = max(behind, double.close + 1)
            double = next(pending, None)
        if at < behind or not _opens_single(text, at, start, end):
            continue
        limit = min(end, at + _SINGLE_REACH, double.open if double is not None else end)
        close = _closing_single(text, at, limit, end)
        if close is not None:
            found.append(Quotation(at + 1, close, at, close))
            behind = close + 1
    return found


def _opens_single(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return (before.isspace() or before in "([-–—:") and (after.isalpha() or after in "[(")


def _closing_single(text: str, opened: int, limit: int, end: int) -> int | None:
    """Find the mark that closes; one after a plural's s does only if no likelier one comes before the next opens."""
    fallback = None
    for at in range(opened + 2, limit):
        char = text[at]
        if char in "‘'’":
            after = text[at + 1] if at + 1 < end else " "
            if char == "‘" or (_opens_single(text, at, opened, end) and char == "'"):
                break
            if after.isalnum():
                continue
            if text[at - 1] == "s" and after.isspace():
                fallback = at if fallback is None else fallback
                continue
            return at
    return fallback
