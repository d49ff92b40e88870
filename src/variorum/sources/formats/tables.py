"""Tables: a report in each row, in CSV, JSON lines or Parquet; read a row at a time, however large the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO

import msgspec

from variorum.errors import ColumnsUnknown, DateInvalid, Issue, MapBad, ReportDamaged, RowBad, UnpacksTooFar
from variorum.model import Published
from variorum.settings import IntakeLimits
from variorum.sources.dates import stated_date
from variorum.sources.items import Captured, Document, Facts, Fault, Items, Remark, damaged
from variorum.sources.manifest import parse_published

FIELDS = ("text", "id", "title", "publisher", "authors", "published", "language", "url")
"""What a column can hold; a column of such a name holds it unless the person says otherwise."""

ALSO = {
    "text": ("body", "content", "fulltext", "full_text", "article"),
    "title": ("headline",),
    "authors": ("author", "byline"),
    "published": ("date", "published_at", "date_published", "publication_date", "pubdate"),
    "url": ("link",),
}
"""Other names by which a field is found where exactly one of them is there."""

PREVIEW = 1 << 16
DELIMITERS = ",;\t|"
SHOWN = 12
ROWS_AT_ONCE = 32


def parse_columns(value: str) -> dict[str, str]:
    """
    Parse what a person says of the columns of a table: ``text=body,published=date``.

    Raises:
        MapBad: If it is not in this form, names another field, or one twice.
    """
    found: dict[str, str] = {}
    for part in value.split(","):
        field, equals, column = (piece.strip() for piece in part.partition("="))
        if not equals or field not in FIELDS or not column or field in found:
            raise MapBad(value=value, fields=", ".join(FIELDS))
        found[field] = column
    return found


def read_csv(captured: Captured, limits: IntakeLimits) -> Items:
    """Give the report in each row of a table of comma-separated values; the delimiter is told by the header."""
    head = captured.head(PREVIEW)
    encoding = _encoding(head)
    with captured.open() as file:
        lines = _lines(file, encoding, captured.name, limits)
        first = next(lines, "").lstrip("\ufeff")
        delimiter = "\t" if captured.kind == "tsv" else max(DELIMITERS, key=first.count)
        rows = _cells(csv.reader(_again(first, lines), delimiter=delimiter), limits.max_bytes)
        try:
            header = next(rows, [])
            columns = _columns(captured, [name.strip() for name in header])
            for number, cells in enumerate(rows, 1):
                if not any(map(str.strip, cells)):
                    continue
                name = f"{captured.name}#{number}"
                if len(cells) != len(header):
                    reason = f"it has {len(cells)} cells under {len(header)} columns"
                    yield Fault.of(RowBad(path=name, reason=reason))
                    continue
                yield from _row(name, dict(zip((h.strip() for h in header), cells, strict=True)), columns, captured)
        except csv.Error as error:
            raise damaged(captured.name, "a table", error) from error


def read_json_lines(captured: Captured, limits: IntakeLimits) -> Items:
    """Give the report in each line of JSON lines, in each object of one JSON list, or in one object over many lines."""
    if captured.head(PREVIEW).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        yield from _json_list(captured, limits)
        return
    if (one := _one_object(captured, limits)) is not None:
        yield from _row(f"{captured.name}#1", _flat(one), _columns(captured, list(_flat(one))), captured)
        return
    columns: Mapping[str, str] | None = None
    with captured.open() as file:
        number = 0
        while line := file.readline(limits.max_bytes + 1):
            number += 1
            name = f"{captured.name}#{number}"
            if len(line) > limits.max_bytes:
                while line and not line.endswith(b"\n"):
                    line = file.readline(limits.max_bytes)
                yield Fault.of(UnpacksTooFar(path=name, limit=limits.max_bytes, unit="bytes in a line"))
                continue
            line = line.removeprefix(b"\xef\xbb\xbf").strip()
            if not line:
                continue
            try:
                row = msgspec.json.decode(line)
            except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
                yield Fault.of(RowBad(path=name, reason=f"it is no JSON: {error}"[:200]))
                continue
            if not isinstance(row, dict):
                yield Fault.of(RowBad(path=name, reason="it is no JSON object"))
                continue
            columns = columns or _columns(captured, list(_flat(row)))
            yield from _row(name, _flat(row), columns, captured)


def _one_object(captured: Captured, limits: IntakeLimits) -> dict[str, Any] | None:
    """Give the object that the whole file is; None where its first line is one by itself, or the whole is none."""
    with captured.open() as file:
        first = file.readline(limits.max_bytes + 1)
        if not first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{") or first.rstrip().endswith(b"}"):
            return None
        whole = first + file.read(limits.max_bytes + 1 - len(first))
    try:
        value = msgspec.json.decode(whole.removeprefix(b"\xef\xbb\xbf")) if len(whole) <= limits.max_bytes else None
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _json_list(captured: Captured, limits: IntakeLimits) -> Items:
    with captured.open() as file:
        content = file.read(limits.max_nested_bytes + 1)
    if len(content) > limits.max_nested_bytes:
        raise UnpacksTooFar(path=captured.name, limit=limits.max_nested_bytes, unit="bytes in one list")
    try:
        rows = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=list[dict[str, Any]])
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise damaged(captured.name, "a JSON list of objects", error) from error
    columns: Mapping[str, str] | None = None
    for number, row in enumerate(rows, 1):
        columns = columns or _columns(captured, list(_flat(row)))
        yield from _row(f"{captured.name}#{number}", _flat(row), columns, captured)


def read_parquet(captured: Captured, limits: IntakeLimits) -> Items:
    """Give the report in each row of a Parquet table."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with captured.open() as file:
            table = parquet.ParquetFile(file)
            columns = _columns(captured, list(table.schema_arrow.names))
            for index in range(table.num_row_groups):
                if table.metadata.row_group(index).total_byte_size > limits.max_unpacked:
                    raise UnpacksTooFar(path=captured.name, limit=limits.max_unpacked, unit="bytes")
            number = 0
            for batch in table.iter_batches(batch_size=ROWS_AT_ONCE, columns=sorted(set(columns.values()))):
                for row in batch.to_pylist():
                    number += 1
                    yield from _row(f"{captured.name}#{number}", row, columns, captured)
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise damaged(captured.name, "a Parquet table", error) from error


def _row(name: str, row: Mapping[str, Any], columns: Mapping[str, str], captured: Captured) -> Items:
    values = {field: row.get(column) for field, column in columns.items()}
    text = values.get("text")
    if not isinstance(text, str) or not any(map(str.isalnum, text)):
        yield Fault.of(RowBad(path=name, reason=f"its column '{columns['text']}' holds no text"))
        return
    published = _published(values.get("published"))
    if published is None and str(values.get("published") or "").strip():
        yield Remark.of(Issue.of("W305", path=name))
    url = str(values.get("url") or "").strip()[:2000]
    given = str(values.get("id") or "").strip()[:400]
    authors = values.get("authors")
    people = authors if isinstance(authors, list) else str(authors or "").split(";")
    facts = Facts.of(
        "row",
        title=_line(values.get("title")),
        publisher=_line(values.get("publisher")),
        authors=tuple(who for part in people if (who := _line(part))),
        published=published,
        language=(_line(values.get("language")) or "")[:2].lower() or None,
    )
    yield Document(
        name=given or (url if url.startswith(("http://", "https://")) else name),
        text=text,
        facts=facts.filled(captured.known),
        media_type="application/json",
        url=url if url.startswith(("http://", "https://")) else None,
        original=msgspec.json.encode({column: _plain(value) for column, value in row.items()}),
    )


def _columns(captured: Captured, names: Sequence[str]) -> dict[str, str]:
    """
    Tell which column holds what.

    Raises:
        ColumnsUnknown: If that cannot be told, or the person names a column that is not there.
    """
    shown = ", ".join(names[:SHOWN])[:500] + (" …" if len(names) > SHOWN else "")

    def refuse(reason: str) -> ColumnsUnknown:
        return ColumnsUnknown(path=captured.name, reason=reason, columns=shown or "none")

    for field, column in captured.columns.items():
        if column not in names:
            raise refuse(f"it has no column '{column}' for the {field}")
    by_name = {name.casefold(): name for name in reversed(names)}
    found = {field: by_name[field] for field in FIELDS if field in by_name} | dict(captured.columns)
    for field, others in ALSO.items():
        likely = [by_name[name] for name in others if name in by_name]
        if field not in found and len(likely) == 1:
            found[field] = likely[0]
    if "text" not in found:
        raise refuse("it is not plain which column holds the text")
    return found


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a row whose objects are taken apart one level deep: ``meta.date``."""
    flat: dict[str, Any] = {}
    for key, value in row.items():
        flat[key] = value
        if isinstance(value, dict):
            flat |= {f"{key}.{inner}": v for inner, v in value.items()}
    return flat


def _published(value: Any) -> Published | None:
    if isinstance(value, date):  # a moment is a date too
        return stated_date(value.isoformat())
    text = str(value or "").strip()[:100]
    try:
        return parse_published(text)
    except DateInvalid:
        return stated_date(text)


def _line(value: Any) -> str | None:
    return " ".join(str(value).split())[:500] or None if value is not None else None


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)


def _encoding(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for cut in range(4):  # the preview may end inside a character
        try:
            head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return "utf-8"
    return "cp1252"


def _lines(file: BinaryIO, encoding: str, name: str, limits: IntakeLimits) -> Iterator[str]:
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    while line := text.readline(limits.max_bytes):
        if len(line) >= limits.max_bytes and not line.endswith("\n"):
            raise UnpacksTooFar(path=name, limit=limits.max_bytes, unit="characters in a line")
        if "\x00" in line:
            raise ReportDamaged(path=name, kind="a table", reason="it has bytes that no text has")
        yield line


def _cells(rows: Iterator[list[str]], limit: int) -> Iterator[list[str]]:
    """Give *rows*, with cells as long as a report; the usual limit, which is less, is one for all readers of tables."""
    while True:
        usual = csv.field_size_limit(limit)
        try:
            row = next(rows, None)
        finally:
            csv.field_size_limit(usual)
        if row is None:
            return
        yield row


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
