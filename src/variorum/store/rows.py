"""Puts many rows into a table at once: by COPY on PostgreSQL, by one prepared statement on SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import ARRAY, ColumnElement, Connection, Date, Table, any_, func, insert, literal, select, text
from sqlalchemy.exc import DBAPIError

from variorum.store.database import BULK_MEMORY, batches

AT_ONCE = 5000
MUCH = 2500
"""Rows that are put in at many places of a large file: what does not fit memory is put out and read in again."""

FEW = 8
"""Rows that a plain statement puts in as fast as COPY, which takes three messages there and back."""


def among(connection: Connection, column: ColumnElement[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """Ask whether *column* is one of *values*, which go as one: to lay out a place for each takes long."""
    if connection.dialect.name == "sqlite":
        given = func.json_each(literal(msgspec.json.encode(list(values)).decode())).table_valued("value")
        return column.in_(select(given.c.value))
    return column == any_(literal(list(values), ARRAY(column.type)))


def add_rows(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> int:
    """Put *rows* into *table*; all have the same columns, and its keys where it has some. Gives how many there are."""
    number = 0
    for batch in batches(rows, AT_ONCE):
        names = list(batch[0])
        _put(connection, table, names, [tuple(row.values()) for row in batch])
        number += len(batch)
    return number


def add_tuples(connection: Connection, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    """Put *rows* into *table*; each has a value for all of its columns, in their order."""
    names = [column.name for column in table.columns]
    for batch in batches(rows, AT_ONCE):
        _put(connection, table, names, batch)


def _put(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    if connection.dialect.name == "sqlite":
        _prepare(connection, table, names, rows)
    elif len(rows) > FEW:
        _copy(connection, table, names, rows)
    else:
        connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])


def _prepare(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    quote = connection.dialect.identifier_preparer.quote
    columns, marks = ", ".join(map(quote, names)), ", ".join("?" * len(names))
    if days := [n for n, name in enumerate(names) if isinstance(table.c[name].type, Date)]:
        rows = [_dated(row, days) for row in rows]
    if len(rows) >= MUCH:
        connection.exec_driver_sql(f"PRAGMA cache_size = -{BULK_MEMORY}")
    # The driver by itself: to have each row looked at on its way takes as long as to put it in.
    connection.exec_driver_sql(
        f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({marks})",  # noqa: S608 - names of our own
        list(rows),
    )


def _dated(row: tuple[Any, ...], days: Sequence[int]) -> tuple[Any, ...]:
    line = list(row)
    for n in days:
        if line[n] is not None:
            line[n] = line[n].isoformat()
    return tuple(line)


def take_keys(connection: Connection, table: Table, count: int) -> range | Sequence[int]:
    """Give *count* keys that *table* has not used, rising; they are the transaction's own."""
    if connection.dialect.name == "postgresql":
        asked = text("SELECT nextval(pg_get_serial_sequence(:name, 'key')) FROM generate_series(1, :count)")
        return connection.scalars(asked, {"name": table.name, "count": count}).all()
    last = connection.scalar(select(func.max(table.c.key))) or 0
    return range(last + 1, last + 1 + count)


def _copy(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    quote = connection.dialect.identifier_preparer.quote_identifier
    columns = ", ".join(map(quote, names))
    driver: Any = connection.connection.driver_connection
    fault: type[Exception] = connection.dialect.loaded_dbapi.Error
    try:
        with driver.cursor() as cursor, cursor.copy(f"COPY {quote(table.name)} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    except fault as error:
        raise DBAPIError("COPY", None, error, hide_parameters=True) from error
