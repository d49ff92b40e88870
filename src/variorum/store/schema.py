"""Brings the tables of a database to what this version of the program uses."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, inspect, select, table, text
from sqlalchemy import column as named

from variorum.errors import StoreFailed, StoreForeign, StoreNewer
from variorum.store.database import Database
from variorum.store.tables import metadata

VERSION_TABLE = "variorum_schema"
HEAD = "0009"
"""The newest migration; Alembic, which takes long to load, is asked only where a database is at another one."""

DERIVED = "0007"
"""The newest that brought columns which follow from the entries beside them; in a large record that takes long."""


def migrate(database: Database, derive: Callable[[], None]) -> None:
    """
    Make the tables, or change them to this version's; at once where they are as they should be.

    *derive* writes the columns again that follow from the entries beside them; it runs where the tables had others.

    Raises:
        StoreForeign: If the database has tables of another program in the way.
        StoreNewer: If a newer version of this program has changed the tables.
        StoreError: If the database cannot be used for another reason.
    """
    with database.reading() as connection:
        if not database.is_sqlite:
            _check_encoding(connection, database.name)
        version = _version(connection, database)
    if version == HEAD:
        return
    _check_known(version, database)
    if database.is_sqlite:
        _use_write_ahead_log(database)
    with database.transaction(), database.writing() as connection:
        _check_known(version := _version(connection, database), database)  # another process may have been faster
        if version != HEAD:
            _upgrade(connection)
            if version is not None and version < DERIVED:
                derive()


def _check_encoding(connection: Connection, name: str) -> None:
    encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        raise StoreFailed(store=name, reason=f"its encoding is {encoding}, and must be UTF8")


def _version(connection: Connection, database: Database) -> str | None:
    tables = set(inspect(connection).get_table_names())
    if VERSION_TABLE in tables:
        version: str | None = connection.scalar(select(named("version_num")).select_from(table(VERSION_TABLE)))
        return version
    # A file is ours alone; on a server, others may have tables of other names beside ours.
    if foreign := sorted(tables if database.is_sqlite else tables & set(metadata.tables)):
        raise StoreForeign(store=database.name, reason=f"it has the tables of another program ({foreign[0]})")
    return None


def _check_known(version: str | None, database: Database) -> None:
    if version is not None and version > HEAD:
        raise StoreNewer(store=database.name, found=version, known=HEAD)


def _use_write_ahead_log(database: Database) -> None:
    """Let readers read while one writes; kept in the file. Nobody may be at work in it, so try for a while."""
    for attempt in range(50):
        with database.guarded():
            raw = database.engine.raw_connection()
            try:
                raw.cursor().execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError:
                if attempt == 49:
                    raise
            finally:
                raw.close()
        time.sleep(0.1)


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
