import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError

from variorum.errors import (
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFailed,
    StoreForeign,
    StoreFull,
    StoreRefused,
    StoreUnreachable,
)
from variorum.store.failures import translated


def of_sqlite(code: int) -> DBAPIError:
    error = sqlite3.OperationalError("as it says")
    error.sqlite_errorcode = code
    return DBAPIError("SELECT 1", None, error)


class ServerError(Exception):
    """What a driver raises for what a server says."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__("as it says")
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_BUSY, StoreBusy),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreBusy),
        (sqlite3.SQLITE_FULL, StoreFull),
        (sqlite3.SQLITE_READONLY_DIRECTORY, StoreRefused),
        (sqlite3.SQLITE_CANTOPEN, StoreRefused),
        (sqlite3.SQLITE_NOTADB, StoreForeign),
        (sqlite3.SQLITE_CORRUPT, StoreDamaged),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, StoreFailed),
    ],
)
def test_what_sqlite_says(code: int, kind: type[StoreError]) -> None:
    """Each kind of SQLite's errors has its message, which ends with SQLite's own reason and what to do."""
    error = translated(of_sqlite(code), "record.db")
    assert type(error) is kind
    assert "record.db" in error.message
    assert "as it says" in error.message


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("53100", StoreFull),
        ("55P03", StoreBusy),
        ("40P01", StoreBusy),
        ("42501", StoreRefused),
        ("25006", StoreRefused),
        ("28P01", StoreRefused),
        ("57P01", StoreUnreachable),
        ("08006", StoreUnreachable),
        ("XX001", StoreDamaged),
        ("23505", StoreFailed),
    ],
)
def test_what_postgresql_says(state: str, kind: type[StoreError]) -> None:
    """Each kind of PostgreSQL's errors has its message."""
    assert type(translated(DBAPIError("SELECT 1", None, ServerError(state)), "postgresql://host/record")) is kind


def test_secret_is_taken_out_of_reason() -> None:
    """A password that a driver repeats does not get into the message."""
    error = translated(Exception("cannot log in with 'hunter2'\nas ana"), "postgresql://host/record", ["hunter2"])
    assert "hunter2" not in str(error)
    assert "cannot log in with '***' as ana" in str(error)
