import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from variorum.store import Store, open_store
from variorum.store.tables import metadata

SERVER = os.environ.get("VARIORUM_TEST_POSTGRES")
SCHEMAS = count()


@contextmanager
def new_schema() -> Iterator[str]:
    """The address of a new schema on the server, which goes again."""
    if not SERVER:
        pytest.skip("VARIORUM_TEST_POSTGRES names no server")
    server = make_url(SERVER).set(drivername="postgresql+psycopg")
    schema = f"variorum_test_{os.getpid()}_{next(SCHEMAS)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
        mine = server.update_query_dict({"options": f"-csearch_path={schema}"}).set(drivername="postgresql")
        try:
            yield mine.render_as_string(hide_password=False)
        finally:
            connection.execute(text("SET lock_timeout = '10s'"))
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of each kind, without tables."""
    if request.param == "sqlite":
        yield str(tmp_path / "record.db")
        return
    with new_schema() as address:
        yield address


@pytest.fixture(scope="session")
def file_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "template.db"
    open_store(path).close()
    return path


@pytest.fixture(scope="session")
def schema_with_tables() -> Iterator[str]:
    with new_schema() as address:
        open_store(address).close()
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind; its tables are made once for all tests."""
    if request.param == "sqlite":
        path = shutil.copy(request.getfixturevalue("file_with_tables"), tmp_path / "record.db")
        with open_store(path) as store:
            yield store
        return
    with open_store(request.getfixturevalue("schema_with_tables")) as store:
        yield store
        with store.engine.begin() as connection:
            for table in reversed(metadata.sorted_tables):
                kept = table.name in {"judgements", "log"}
                if kept:
                    connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
                connection.execute(table.delete())
                if kept:
                    connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
