"""Tables as bytes: CSV that a spreadsheet does not run, JSON, JSON Lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from decimal import Decimal

import msgspec

from variorum.exports.parts import Table

FORMULA = "=+-@＝＋－＠"
"""What a spreadsheet takes for the start of a formula."""

GUARD = "'"
"""Stands before a text that begins so; a spreadsheet hides it and shows the text."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_BREAKS = {"\x85": b"\\u0085", "\u2028": b"\\u2028", "\u2029": b"\\u2029"}


def cell(value: object) -> str:
    """
    Give a cell of CSV: text made harmless, numbers in plain decimals, nothing for None.

    Text whose first character beside blanks begins a formula has `GUARD` in front. Line breaks become newlines, and
    U+FFFD stands for NUL and for lone surrogates, which UTF-8 does not have.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float | Decimal):
        return format((Decimal(repr(value)) if isinstance(value, float) else value) + 0, "f")  # no "-0"
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    text = whole(text)
    return GUARD + text if text.lstrip()[:1] in tuple(FORMULA) else text


def plain(value: str) -> str:
    """Give the text of a cell that `cell` has made harmless."""
    guarded = value.startswith(GUARD) and value[1:].lstrip()[:1] in tuple(FORMULA)
    return value[1:] if guarded else value


def to_csv(table: Table) -> bytes:
    """
    Encode a table: UTF-8 without a mark, rows that end in a newline, quotes as in RFC 4180.

    Raises:
        ValueError: If a row has a column that the table has not.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    if table.tags:
        writer.writerow(table.tags)
    known = set(table.columns)
    for row in table.rows:
        if not row.keys() <= known:
            raise ValueError(f"no such columns in {table.file or 'the table'}: {sorted(row.keys() - known)}")
        writer.writerow([cell(row.get(name)) for name in table.columns])
    return out.getvalue().encode("utf-8")


def to_json(value: object) -> bytes:
    """
    Encode a value as JSON in UTF-8, on one line that every way of splitting lines leaves whole.

    U+FFFD stands for a lone surrogate, so that every other character stays where it was.
    """
    try:
        line = msgspec.json.encode(value)
    except UnicodeEncodeError:
        line = msgspec.json.encode(_whole(msgspec.to_builtins(value)))
    for character, escape in _LINE_BREAKS.items():
        line = line.replace(character.encode("utf-8"), escape)
    return line + b"\n"


def whole(text: str) -> str:
    """Put U+FFFD for lone surrogates, which UTF-8 does not have."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _whole(value: object) -> object:
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, dict):
        return {key: _whole(some) for key, some in value.items()}
    return [_whole(some) for some in value] if isinstance(value, list | tuple) else value


def to_lines(values: Iterable[object]) -> bytes:
    """Encode values as JSON Lines."""
    return b"".join(map(to_json, values))


def encoded(table: Table) -> bytes:
    """Encode a table in its form."""
    if table.form == "csv":
        return to_csv(table)
    if table.form == "jsonl":
        return to_lines(table.rows)
    if table.form == "parquet":
        from variorum.exports.parquet import to_parquet

        return to_parquet(table)
    return to_json(table.rows[0])
