"""Reads tables and archives of lists, within bounds; what is wrong with one row leaves the others alone."""

from __future__ import annotations

import csv
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from os import fstat
from pathlib import Path
from typing import IO, Generic, TypeVar

from variorum.errors import ListRowBad, ListUnusable
from variorum.sources.text import SURROGATE, shown

T = TypeVar("T")

MAX_BYTES = 800_000_000
"""Unpacked. The dump of the largest country is half of this; that of the whole world is refused."""

MAX_LINE = 200_000
MAX_COLUMNS = 200
MAX_FAULTS = 10_000
"""Rows that are wrong; a file with more is not what it is taken for."""


@dataclass(kw_only=True)
class Found(Generic[T]):
    """
    What a list holds, and what is wrong with some of its rows.

    `known` counts those that ship with the package already, `other` those of kinds that reports are not read with.
    """

    entries: list[T] = field(default_factory=list)
    faults: list[ListRowBad] = field(default_factory=list)
    known: int = 0
    other: int = 0


class RowFault(ValueError):
    """What is wrong with a row, in words that follow its number."""


def lines_of(path: Path) -> Iterator[str]:
    """
    Give the lines of a text file in UTF-8, or of the one that is in a ZIP archive.

    Raises:
        ListUnusable: If there is none, or it is too large.
    """
    name = shown(path)
    try:
        with path.open("rb") as file:
            if file.read(4) != b"PK\x03\x04":
                _check(fstat(file.fileno()).st_size, name)
                file.seek(0)
                yield from _decoded(file, name)
                return
            file.seek(0)
            with zipfile.ZipFile(file) as archive:
                wanted = [info for info in archive.infolist() if _may_be_list(info)]
                if len(wanted) != 1:
                    reason = f"the archive holds {len(wanted)} tables, not one"
                    raise ListUnusable(path=name, reason=reason, advice="Unpack it and name the file that is meant")
                _check(wanted[0].file_size, name)
                with archive.open(wanted[0]) as member:
                    yield from _decoded(member, name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        reason = getattr(error, "strerror", None) or " ".join(str(error).split())[:200] or type(error).__name__
        raise ListUnusable(path=name, reason=reason, advice="Fetch or save the file again") from error


def _may_be_list(info: zipfile.ZipInfo) -> bool:
    name = info.filename.lower()
    return name.endswith((".txt", ".csv", ".tsv")) and "readme" not in name and not name.startswith("__macosx")


def _check(size: int, name: str) -> None:
    if size > MAX_BYTES:
        raise ListUnusable(
            path=name, reason=f"it has more than {MAX_BYTES:,} bytes", advice="Import one country at a time"
        )


def _decoded(file: IO[bytes], name: str) -> Iterator[str]:
    total, first = 0, True
    while line := file.readline(MAX_LINE + 1):
        total += len(line)
        if len(line) > MAX_LINE:
            raise ListUnusable(
                path=name, reason=f"a line has more than {MAX_LINE:,} bytes", advice="Check that it is a table"
            )
        _check(total, name)  # what an archive says of its size may be a lie
        try:
            text = line.decode("utf-8-sig" if first else "utf-8")
        except UnicodeDecodeError as error:
            raise ListUnusable(path=name, reason="it is no UTF-8", advice="Save it as UTF-8") from error
        if "\x00" in text:
            raise ListUnusable(path=name, reason="it has bytes that no text has", advice="Save it as UTF-8")
        first = False
        yield text


def table_rows(
    lines: Iterator[str], name: str, fields: tuple[str, ...], columns: Mapping[str, str], needed: tuple[str, ...]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """
    Give the rows of a table with a header, by field, with the number of the line that each begins on.

    Args:
        columns: Which column holds a field where it is not called so.

    Raises:
        ListUnusable: If a needed column is not there, or the table cannot be read further.
    """
    header_line = next(lines, "")
    separator = max(",;\t", key=header_line.count)
    reader = csv.reader(_chained(header_line, lines), delimiter=separator)
    advice = f"Name the columns as the fields are called ({', '.join(fields)}), or say --map FIELD=COLUMN"
    try:
        header = [cell.strip().casefold() for cell in next(reader, [])]
        if len(header) > MAX_COLUMNS:
            raise ListUnusable(path=name, reason=f"it has {len(header):,} columns", advice=advice)
        if unknown := sorted(set(columns) - set(fields)):
            raise ListUnusable(path=name, reason=f"there is no field '{unknown[0]}'", advice=advice)
        at: dict[str, int] = {}
        for one in fields:
            column = columns.get(one, one).strip().casefold()
            if column in header:
                at[one] = header.index(column)
            elif one in columns or one in needed:
                raise ListUnusable(path=name, reason=f"it has no column '{columns.get(one, one)}'", advice=advice)
        start = reader.line_num + 1
        for cells in reader:
            if any(map(str.strip, cells)):
                yield start, {one: cells[i].strip() if i < len(cells) else "" for one, i in at.items()}
            start = reader.line_num + 1
    except csv.Error as error:
        reason = f"line {reader.line_num}: {error}"
        raise ListUnusable(path=name, reason=reason, advice="Check the quotes of that line") from error


def collect(rows: Iterator[tuple[int, T]], take: Callable[[int, T], None], name: str, faults: list[ListRowBad]) -> None:
    """Hand each row to *take*; what is wrong with one is kept in *faults*."""
    for number, row in rows:
        try:
            take(number, row)
        except RowFault as fault:
            faults.append(ListRowBad(path=name, row=number, reason=str(fault)))
            if len(faults) > MAX_FAULTS:
                raise ListUnusable(
                    path=name, reason=f"more than {MAX_FAULTS:,} rows are wrong; {fault}", advice="Check its columns"
                ) from fault


def one_line(text: str, what: str, longest: int) -> str:
    """
    Give *text* as one line that can be stored.

    Raises:
        RowFault: If it is too long.
    """
    line = SURROGATE.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))
    if len(line) > longest:
        raise RowFault(f"its {what} has {len(line):,} characters, more than {longest}")
    return line


def _chained(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
