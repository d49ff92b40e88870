"""Says in our own messages what a database says in its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from sqlalchemy.exc import DBAPIError, NoSuchModuleError

from variorum.errors import (
    StoreBusy,
    StoreDamaged,
    StoreDriverMissing,
    StoreError,
    StoreFailed,
    StoreForeign,
    StoreFull,
    StoreRefused,
    StoreUnreachable,
)

SQLITE: dict[int, type[StoreError]] = {
    sqlite3.SQLITE_PERM: StoreRefused,
    sqlite3.SQLITE_BUSY: StoreBusy,
    sqlite3.SQLITE_LOCKED: StoreBusy,
    sqlite3.SQLITE_READONLY: StoreRefused,
    sqlite3.SQLITE_CORRUPT: StoreDamaged,
    sqlite3.SQLITE_FULL: StoreFull,
    sqlite3.SQLITE_CANTOPEN: StoreRefused,
    sqlite3.SQLITE_AUTH: StoreRefused,
    sqlite3.SQLITE_NOTADB: StoreForeign,
}

POSTGRESQL: tuple[tuple[str, type[StoreError]], ...] = (
    # The beginnings of its codes of five characters (SQLSTATE), the longer ones first.
    ("25006", StoreRefused),  # the server is read-only
    ("40001", StoreBusy),
    ("40P01", StoreBusy),
    ("42501", StoreRefused),
    ("53100", StoreFull),
    ("53300", StoreBusy),  # too many connections
    ("55P03", StoreBusy),
    ("57P", StoreUnreachable),
    ("08", StoreUnreachable),
    ("28", StoreRefused),
    ("3D", StoreUnreachable),
    ("XX001", StoreDamaged),
    ("XX002", StoreDamaged),
)


def translated(error: Exception, store: str, secrets: Iterable[str] = ()) -> StoreError:
    """Give *error*, raised by a database or its driver, as ours; *store* is how the database is named in messages."""
    if isinstance(error, (ImportError, NoSuchModuleError)):
        return StoreDriverMissing(store=store)
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    reason = " ".join(str(cause).split())[:300] or type(cause).__name__
    for secret in secrets:
        reason = reason.replace(secret, "***")
    return _kind(cause, isinstance(error, DBAPIError) and error.connection_invalidated)(store=store, reason=reason)


def _kind(cause: BaseException, broken: bool) -> type[StoreError]:
    if isinstance(cause, sqlite3.Error):
        # Extended codes hold the plain one in their lowest byte.
        return SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF, StoreFailed)
    if state := getattr(cause, "sqlstate", None):
        return next((kind for beginning, kind in POSTGRESQL if state.startswith(beginning)), StoreFailed)
    if broken or type(cause).__name__ in {"OperationalError", "ConnectionTimeout"}:
        return StoreUnreachable
    return StoreFailed
