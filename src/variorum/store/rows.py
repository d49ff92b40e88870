"""Puts many rows into a table at once: by COPY on PostgreSQL, by one prepared statement on SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from variorum.store.database import batches

AT_ONCE = 5000
FEW = 8
"""Rows that a plain statement puts in as fast as COPY, which takes three messages there and back."""


def add_rows(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Put *rows* into *table*; all have the same columns, and its keys where it has some."""
    copies = connection.dialect.name == "postgresql"
    for batch in batches(rows, AT_ONCE):
        if copies and len(batch) > FEW:
            _copy(connection, table, batch)
        else:
            connection.execute(insert(table), batch)


def take_keys(connection: Connection, table: Table, count: int) -> range | Sequence[int]:
    """Give *count* keys that *table* has not used, rising; they are the transaction's own."""
    if connection.dialect.name == "postgresql":
        asked = text("SELECT nextval(pg_get_serial_sequence(:name, 'key')) FROM generate_series(1, :count)")
        return connection.scalars(asked, {"name": table.name, "count": count}).all()
    last = connection.scalar(select(func.max(table.c.key))) or 0
    return range(last + 1, last + 1 + count)


def _copy(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    names = list(rows[0])
    quote = connection.dialect.identifier_preparer.quote_identifier
    columns = ", ".join(map(quote, names))
    driver: Any = connection.connection.driver_connection
    fault: type[Exception] = connection.dialect.loaded_dbapi.Error
    try:
        with driver.cursor() as cursor, cursor.copy(f"COPY {quote(table.name)} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row([row[name] for name in names])
    except fault as error:
        raise DBAPIError("COPY", None, error, hide_parameters=True) from error
