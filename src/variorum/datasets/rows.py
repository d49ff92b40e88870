"""Reads the rows of a table in CSV, by the names of its columns, within bounds."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from variorum.errors import DatasetUnusable

MAX_BYTES = 500_000_000
"""All of GED is half of this."""

MAX_ROWS = 5_000_000
MAX_COLUMNS = 1_000

Row = Mapping[str, str]


def header(content: bytes, path: str) -> tuple[str, ...]:
    """Give the names of the columns."""
    reader = csv.reader(_text(content, path))
    try:
        return tuple(name.strip() for name in next(reader, []))
    except csv.Error as error:
        raise DatasetUnusable(path=path, reason=f"its first line is no header ({error})") from error


def rows(content: bytes, path: str, wanted: frozenset[str]) -> Iterator[tuple[int, Row]]:
    """
    Give the rows with their numbers, from 1; columns are found in any case of letters, and named in small ones.

    Raises:
        DatasetUnusable: If a wanted column is not there, or a row cannot be read.
    """
    names = [name.casefold() for name in header(content, path)]
    if lacking := sorted(name for name in wanted if name.casefold() not in names):
        raise DatasetUnusable(path=path, reason=f"it has no column {', '.join(lacking)}")
    if len(names) > MAX_COLUMNS:
        raise DatasetUnusable(path=path, reason=f"it has {len(names):,} columns")
    reader = csv.reader(_text(content, path))
    try:
        next(reader, None)
        for number, cells in enumerate(reader, start=1):
            if number > MAX_ROWS:
                raise DatasetUnusable(path=path, reason=f"it has more than {MAX_ROWS:,} rows")
            if any(cells):
                short = [""] * (len(names) - len(cells))
                yield number, dict(zip(names, map(str.strip, [*cells, *short]), strict=False))
    except csv.Error as error:
        raise DatasetUnusable(path=path, reason=f"line {reader.line_num}: {error}") from error


def _text(content: bytes, path: str) -> io.StringIO:
    if len(content) > MAX_BYTES:
        raise DatasetUnusable(path=path, reason=f"it is larger than {MAX_BYTES:,} bytes")
    try:
        return io.StringIO(content.decode("utf-8-sig"), newline="")
    except UnicodeDecodeError as error:
        raise DatasetUnusable(path=path, reason=f"it is no UTF-8 (byte {error.start})") from error
