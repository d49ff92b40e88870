"""
Reads manifests: what is known of reports besides their text.

A manifest is a CSV file in UTF-8 with a header. Its columns are ``file``, which must be there, and any of
``published``, ``publisher``, ``title`` and ``authors`` (separated by semicolons). Files are named from the manifest's
own folder.
"""

from __future__ import annotations

import calendar
import csv
import io
import os
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from variorum.errors import DateInvalid, ManifestError, ManifestRowBad, ManifestUnusable
from variorum.model import Published

COLUMNS = ("file", "published", "publisher", "title", "authors")
MAX_BYTES = 50_000_000
DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")


@dataclass(frozen=True, kw_only=True, slots=True)
class ManifestRow:
    """What the manifest says of one report; None and the empty tuple where it says nothing."""

    file: Path
    line: int
    published: Published | None = None
    publisher: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """The usable rows of a manifest, in its order, and what was wrong with the others."""

    rows: tuple[ManifestRow, ...] = ()
    errors: tuple[ManifestError, ...] = ()
    _by_file: dict[str, ManifestRow] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self._by_file.update((_key(row.file), row) for row in self.rows)

    def find(self, path: Path) -> ManifestRow | None:
        """Find the row of the report in *path*."""
        return self._by_file.get(_key(path))


def parse_published(value: str) -> Published:
    """
    Parse a day, a month, a year, or a range of two of them, such as ``2024-03-18/2024-03-21``.

    Raises:
        DateInvalid: If *value* is none of these.
    """
    first, slash, last = value.strip().partition("/")
    start = _interval(first)
    end = _interval(last) if slash else start
    if start is None or end is None or start[0] > end[1]:
        raise DateInvalid(value=value)
    return Published(start=start[0], end=end[1], basis="metadata")


def read_manifest(path: Path) -> Manifest:
    """
    Read the manifest *path*; never raises on what it holds.

    A row that cannot be used is left out and stands in `Manifest.errors` with its line, as does a manifest of which
    nothing can be used.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            return _unusable(path, f"it is larger than {MAX_BYTES:,} bytes")
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return _unusable(path, f"line {line} is not UTF-8")
    except (OSError, ValueError) as error:
        return _unusable(path, getattr(error, "strerror", None) or str(error))
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        start = 1  # a quoted cell may run over several lines
        for cells in reader:
            lines.append((start, cells))
            start = reader.line_num + 1
    except csv.Error as error:
        return _unusable(path, f"line {reader.line_num}: {error}")
    header = [name.strip().casefold() for name in lines[0][1]] if lines else []
    if reason := _header_fault(header):
        return _unusable(path, reason)
    return _read_rows(path, header, lines[1:])


def _read_rows(path: Path, header: list[str], lines: list[tuple[int, list[str]]]) -> Manifest:
    rows: dict[str, ManifestRow] = {}
    errors: list[ManifestError] = []
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        row = _read_row(path.parent, header, cells, line)
        if isinstance(row, ManifestRow) and (earlier := rows.get(_key(row.file))):
            row = f"'{row.file.name}' is listed already in line {earlier.line}"
        if isinstance(row, str):
            errors.append(ManifestRowBad(path=path, line=line, reason=row))
        else:
            rows[_key(row.file)] = row
    return Manifest(rows=tuple(rows.values()), errors=tuple(errors))


def _read_row(folder: Path, header: list[str], cells: list[str], line: int) -> ManifestRow | str:
    """Read one row, or say what is wrong with it."""
    if len(cells) != len(header):
        return f"{len(cells)} cells under {len(header)} columns (a value with a comma needs quotes)"
    values = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    if not values["file"] or "\x00" in values["file"]:
        return "no file is named"
    try:
        published = parse_published(values["published"]) if values.get("published") else None
    except DateInvalid as error:
        return error.message.rstrip(".")
    return ManifestRow(
        file=folder / values["file"],
        line=line,
        published=published,
        publisher=values.get("publisher") or None,
        title=values.get("title") or None,
        authors=tuple(name.strip() for name in values.get("authors", "").split(";") if name.strip()),
    )


def _header_fault(header: list[str]) -> str | None:
    if not any(header):
        return "it is empty"
    if unknown := [name for name in header if name not in COLUMNS]:
        return f"unknown column '{unknown[0]}' in line 1"
    if "file" not in header:
        return "line 1 has no column 'file'"
    if len(set(header)) != len(header):
        return "a column stands twice in line 1"
    return None


def _key(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - `resolve` raises on names that no file can have


def _interval(value: str) -> tuple[date, date] | None:
    """Give the first and the last day of the day, month or year *value*."""
    if not (parts := DATE.fullmatch(value.strip())):
        return None
    year, month, day = (int(part) if part else None for part in parts.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    last_month = month or 12
    return first, first if day else date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])


def _unusable(path: Path, reason: str) -> Manifest:
    return Manifest(errors=(ManifestUnusable(path=path, reason=reason),))
