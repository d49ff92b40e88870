import sqlite3
import sys
import traceback
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

import variorum.store
from variorum.errors import (
    StoreAddressBad,
    StoreDamaged,
    StoreDriverMissing,
    StoreForeign,
    StoreMissing,
    StoreNewer,
    StoreRefused,
    StoreUnreachable,
)
from variorum.model import Report
from variorum.store import Store, open_store, schema
from variorum.store.tables import metadata


def test_new_database_gets_tables_and_keeps_them(address: str) -> None:
    """A database that was made once is opened again with all that is in it."""
    with open_store(address) as store:
        store.add_report(Report(id="a", text="b"))
    with open_store(address) as store:
        assert store.counts().reports == 1


def test_migrations_make_the_tables_of_the_code(store: Store) -> None:
    """What the migrations make is what the code uses."""

    def ours(_object: object, name: str, kind: str, *_: object) -> bool:
        return not (kind == "table" and (name.endswith("_schema") or "_search" in name))

    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, metadata) == []


def test_newest_migration_is_the_known_one() -> None:
    """The migration that the code takes for the newest is that."""
    folder = Path(schema.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_heads() == [schema.HEAD]


def test_database_up_to_date_needs_no_alembic(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening a record whose tables are up to date does not load what changes tables."""
    monkeypatch.setitem(sys.modules, "alembic", None)
    schema.migrate(store, store.derive)


def test_rows_are_written_again_where_they_got_columns(store: Store) -> None:
    """A migration that gives incidents no new column leaves those of a large record alone."""
    with store.engine.begin() as connection:
        connection.execute(text("DROP TABLE unsent"))
        connection.execute(text(f"UPDATE {schema.VERSION_TABLE} SET version_num = '0008'"))
    schema.migrate(store, lambda: pytest.fail("it is written again"))
    store.save_unsent("https://desk.example/", [b"{}"])
    assert store.unsent("https://desk.example/") == (b"{}",)


def test_newer_tables_are_left_alone(address: str) -> None:
    """A record that a newer version wrote is not opened."""
    with open_store(address) as store, store.engine.begin() as connection:
        connection.execute(text(f"UPDATE {schema.VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(StoreNewer, match="at 9999"):
        open_store(address)


def test_database_of_another_program_is_left_alone(address: str) -> None:
    """A database in which a table of another program is in the way is not touched."""
    with open_store(address) as store, store.engine.begin() as connection:
        connection.execute(text(f"DROP TABLE {schema.VERSION_TABLE}"))
    with pytest.raises(StoreForeign, match="another program"):
        open_store(address)


def test_killed_while_making_tables(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables whose making was broken off are made the next time."""
    upgrade = schema._upgrade

    def broken_off(connection: Any) -> None:
        upgrade(connection)
        raise KeyboardInterrupt

    monkeypatch.setattr(schema, "_upgrade", broken_off)
    with pytest.raises(KeyboardInterrupt):
        open_store(address)
    monkeypatch.undo()
    with open_store(address) as store:
        assert store.counts().reports == 0


def test_file_is_made_only_when_wanted(tmp_path: Path) -> None:
    """Where there is no record and none is to be made, a message says so and nothing is made."""
    with pytest.raises(StoreMissing):
        open_store(tmp_path / "none.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_other_file_is_left_alone(tmp_path: Path) -> None:
    """A file that is no database stays as it is."""
    path = tmp_path / "notes.txt"
    path.write_text("These are notes, and not a database. " * 50, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(StoreForeign):
        open_store(path)
    assert path.read_bytes() == before


def test_folder_is_refused(tmp_path: Path) -> None:
    """The name of a folder is refused with a message."""
    with pytest.raises(StoreRefused, match="folder"):
        open_store(tmp_path)


def test_missing_folder_is_named(tmp_path: Path) -> None:
    """A file in a folder that is not there is refused with a message."""
    with pytest.raises(StoreRefused, match="nowhere"):
        open_store(tmp_path / "nowhere" / "record.db")


def test_damaged_file_is_named(tmp_path: Path) -> None:
    """A file with broken pages is reported as damaged."""
    path = tmp_path / "record.db"
    with open_store(path) as store:
        for n in range(50):
            store.add_report(Report(id=str(n), text=f"{n} " + "words " * 500))
    sqlite3.connect(path).execute("PRAGMA wal_checkpoint(TRUNCATE)").connection.close()
    content = bytearray(path.read_bytes())
    content[4096 * 3 :] = b"\xa5" * (len(content) - 4096 * 3)
    path.write_bytes(content)
    with pytest.raises(StoreDamaged), open_store(path) as store:
        list(store.reports())


@pytest.mark.parametrize("name", ["with space?.db", "per%20cent#.db", "ünï.db", "file:x.db"])
def test_names_of_files_mean_themselves(tmp_path: Path, name: str) -> None:
    """No character of a file's name is taken for something else."""
    open_store(tmp_path / name).close()
    assert (tmp_path / name).is_file()


SECRET = "hunter2"


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        (f"postgresql://ana:{SECRET}@127.0.0.1:1/record", StoreUnreachable),
        (f"postgresql://ana@127.0.0.1:1/record?password={SECRET}", StoreUnreachable),
        (f"postgresql://ana:{SECRET}@127.0.0.1:1/record?nonsense={SECRET}", Exception),
        (f"postgresql://ana:{SECRET}@[::1:x/record", StoreAddressBad),
        (f"mysql://ana:{SECRET}@host/record", StoreAddressBad),
        (f"sqlite://ana:{SECRET}@host/record", StoreAddressBad),
        ("sqlite://", StoreAddressBad),
        (":memory:", StoreAddressBad),
        ("", StoreAddressBad),
    ],
)
def test_address_that_leads_nowhere(address: str, kind: type[Exception]) -> None:
    """An address that cannot be used is refused with a message, and no password is in it or in what led to it."""
    with pytest.raises(kind) as caught:
        open_store(address, wait=2)
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_missing_driver_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PostgreSQL's driver is not installed a message says how to get it."""
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreDriverMissing, match=r"variorum\[postgresql\]"):
        variorum.store.open_store("postgresql://host/record")
