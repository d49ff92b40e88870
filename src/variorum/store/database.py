"""Connections, transactions, and the two databases' ways of both."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from variorum.store.address import secrets, shown
from variorum.store.failures import translated

T = TypeVar("T")

BATCH = 500
"""Rows that are fetched, or values that are asked for, at a time."""

WRITERS = 0x7661_7269
"""The advisory lock of PostgreSQL that a writer holds for the length of its transaction."""


READER_MEMORY, WRITER_MEMORY, BULK_MEMORY = 8_000, 16_000, 128_000
"""Kilobytes of a file of SQLite that a connection holds in memory while it reads, writes, and writes very much."""


class Database:
    """A database of whichever kind, with transactions that nest: what runs inside one belongs to it."""

    def __init__(self, url: URL, *, wait: float) -> None:
        self.name = shown(url)
        self._secrets = secrets(url)
        self._wait = wait
        self._local = threading.local()
        with self.guarded():
            self.engine = _sqlite(url, wait) if url.get_backend_name() == "sqlite" else _postgresql(url, wait)

    @property
    def is_sqlite(self) -> bool:
        """Tell whether this is SQLite, not PostgreSQL."""
        return self.engine.dialect.name == "sqlite"

    @property
    def address(self) -> str:
        """Give what `open_store` takes to open it once more, with its password if it has one."""
        url = self.engine.url
        return str(url.database) if self.is_sqlite else url.render_as_string(hide_password=False)

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Raise what the database or its driver raises as a `StoreError`."""
        try:
            yield
        except (SQLAlchemyError, sqlite3.Error, ImportError) as error:
            raise translated(error, self.name, self._secrets) from error

    @contextmanager
    def reading(self, *, steady: bool = False) -> Iterator[Connection]:
        """
        Give a connection to read with: that of the transaction under way in this thread, or one of its own.

        With *steady* all that is read comes from one moment.
        """
        if (open_one := self._open) is not None:
            with self.guarded():
                yield open_one
            return
        with self.guarded(), self.engine.connect() as connection:
            if steady and not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """
        Give a connection to write with, in a transaction that is committed at the end, or undone on any exception.

        One writer at a time: the others wait, and see what this one wrote before they read. Inside a transaction of the
        same thread, joins it.
        """
        if (open_one := self._open) is not None:
            if not open_one.get_execution_options().get("writer"):
                raise RuntimeError("writing inside of a snapshot")
            with self.guarded(), _part(open_one):
                yield open_one
            return
        with self.guarded(), self.engine.connect().execution_options(writer=True) as connection, connection.begin():
            if not self.is_sqlite:
                connection.execute(text(f"SET LOCAL lock_timeout = {max(1, int(self._wait * 1000))}"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": WRITERS})
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """
        Make one whole of all that this thread does inside: it happens wholly or, on any exception, not at all.

        What is read inside cannot be changed by another writer before the end.
        """
        with self.writing() as connection, self._opened(connection):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all that this thread reads inside come from one moment; writing inside is a mistake."""
        with self.reading(steady=True) as connection, self._opened(connection):
            yield

    @contextmanager
    def _opened(self, connection: Connection) -> Iterator[None]:
        before, self._local.connection = self._open, connection
        try:
            yield
        finally:
            self._local.connection = before

    @property
    def _open(self) -> Connection | None:
        found: Connection | None = getattr(self._local, "connection", None)
        return found

    @property
    def _writing(self) -> bool:
        """Tell whether this thread is in a transaction that writes."""
        return self._open is not None and bool(self._open.get_execution_options().get("writer"))

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


@contextmanager
def _part(connection: Connection) -> Iterator[None]:
    """Undo what is done inside if it raises, so that whoever catches that is not left with half of it."""
    savepoint = connection.begin_nested()
    try:
        yield
    except BaseException as error:
        try:
            savepoint.rollback()
        except DBAPIError:
            connection.invalidate()
        if isinstance(error, DBAPIError) and getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
            # Now and then SQLite undoes the whole transaction then, and would keep each later statement by itself.
            connection.invalidate()
        raise
    savepoint.commit()


def _sqlite(url: URL, wait: float) -> Engine:
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": wait})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not guessed at by the driver
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes its lock at once: one that read first could find that what it read has changed.
        writer = connection.get_execution_options().get("writer")
        connection.exec_driver_sql(f"PRAGMA cache_size = -{WRITER_MEMORY if writer else READER_MEMORY}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")

    return engine


def _postgresql(url: URL, wait: float) -> Engine:
    query = {"connect_timeout": str(max(2, int(wait))), "application_name": "variorum", **url.query}
    return create_engine(url.set(query=query), hide_parameters=True, pool_pre_ping=True)


def batches(values: Iterable[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    """Cut *values* into lists of *size* values, the last one shorter."""
    rest = iter(values)
    while batch := list(islice(rest, size)):
        yield batch
