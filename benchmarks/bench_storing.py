"""
Measure what storing costs beside bare inserts of the same rows, and what the pages of that record cost.

    python benchmarks/bench_storing.py [--incidents 10000] [--database ADDRESS] [--keep FILE] [--json FILE]

A record is made up (see `archive`) and stored as the program stores it. Then every row of it is put, by the database's
own driver and nothing else, into tables of the same form that have the same indexes: on SQLite by `executemany`, on
PostgreSQL by `executemany` and by `COPY`, which is the fastest that there is. The pages are asked for as a browser
does: once right after something was written, when nothing can be remembered, and five times more.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from archive import Archive, fill
from bench_serve import PATHS
from machine import peak_memory, server_version, table
from sqlalchemy import select, text

from variorum.store import LogEntry, Store, open_store
from variorum.store.tables import metadata

STORED = (
    "reports accounts case_words actors actor_names incidents incident_tolls members incident_actors incident_places "
    "statements pairs"
).split()
AT_ONCE = 5000
ROUNDS = 5
AIM = {"sqlite": 500, "postgresql": 200}
"""Milliseconds that the slowest page may take."""


def rows_of(store: Store, name: str) -> Iterator[list[tuple[Any, ...]]]:
    """Give all rows of a table, some thousands at a time, as the driver takes them."""
    source = metadata.tables[name]
    plain = store.is_sqlite
    with store.reading() as connection:
        found = connection.execution_options(yield_per=AT_ONCE).execute(select(source))
        for some in found.partitions(AT_ONCE):
            if plain:
                yield [tuple(v.isoformat() if isinstance(v, date) else v for v in row) for row in some]
            else:
                yield list(map(tuple, some))


def columns_of(name: str) -> str:
    """Give the columns of a table in the order in which its rows are read."""
    return ", ".join(f'"{column.name}"' for column in metadata.tables[name].columns)


def bare_sqlite(store: Store, path: Path) -> float:
    """Give the seconds that bare inserts of the rows of *store* into a new file take."""
    open_store(path).close()
    seconds = 0.0
    connection = sqlite3.connect(path, isolation_level=None)
    for name in STORED:
        marks = ", ".join("?" * len(metadata.tables[name].columns))
        target = f'"{name}" ({columns_of(name)})'
        for some in rows_of(store, name):
            start = time.perf_counter()
            connection.execute("BEGIN")
            connection.executemany(f"INSERT INTO {target} VALUES ({marks})", some)  # noqa: S608 - names of our own
            connection.execute("COMMIT")
            seconds += time.perf_counter() - start
    connection.close()
    return seconds


def bare_postgresql(store: Store, *, copy: bool) -> float:
    """Give the seconds that bare inserts of the rows of *store* into a new schema take; the schema goes again."""
    schema = "variorum_bare"
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    url = store.engine.url.update_query_dict({"options": f"-csearch_path={schema}"}).set(drivername="postgresql")
    other = open_store(url.render_as_string(hide_password=False))
    seconds = 0.0
    with other, other.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        for name in STORED:
            target = f'"{name}" ({columns_of(name)})'
            for some in rows_of(store, name):
                start = time.perf_counter()
                with driver.cursor() as cursor:
                    if copy:
                        with cursor.copy(f"COPY {target} FROM STDIN") as stream:
                            for row in some:
                                stream.write_row(row)
                    else:
                        marks = ", ".join(["%s"] * len(metadata.tables[name].columns))
                        cursor.executemany(f"INSERT INTO {target} VALUES ({marks})", some)  # noqa: S608 - as above
                driver.commit()
                seconds += time.perf_counter() - start
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    return seconds


def ask_pages(store: Store) -> list[tuple[str, float, float]]:
    """Give, for each address, the milliseconds of the first answer after a change, and the median of the next."""
    from litestar.testing import TestClient

    from variorum.web.application import make_app

    found = []
    with TestClient(make_app(store), base_url="http://127.0.0.1") as client:
        (first,) = client.get("/api/v1/incidents?limit=1&sort=killed").json()["items"]
        for path in (*PATHS, f"/incidents/{first['id']}"):
            store.write_log(LogEntry(at="2031-01-01T00:00:00Z", user="bench", what="bench"))
            times = []
            for _ in range(1 + ROUNDS):
                start = time.perf_counter()
                answer = client.get(f"/api/v1{path}", headers={"Accept-Encoding": "gzip"})
                times.append(1000 * (time.perf_counter() - start))
                answer.raise_for_status()
            found.append((path if first["id"] not in path else "/incidents/ID", times[0], statistics.median(times[1:])))
            print(f"{found[-1][1]:8.0f} ms {found[-1][2]:8.0f} ms  {found[-1][0]}", flush=True)
    return found


def measure(store: Store, incidents: int, folder: Path, *, bare: bool = True) -> dict[str, Any]:
    """Fill *store*, which is empty, and give all figures."""
    start = time.perf_counter()
    fill(store, Archive(incidents))
    stored = time.perf_counter() - start
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if store.is_sqlite else "VACUUM ANALYZE"))
    counts = store.counts()
    print(f"{incidents:,} incidents of {counts.reports:,} reports stored in {stored:.0f} s", flush=True)
    found: dict[str, Any] = {
        "database": server_version(store),
        "incidents": incidents,
        "reports": counts.reports,
        "statements": counts.statements,
        "stored": stored,
        "memory": peak_memory(),
    }
    if bare:
        start = time.perf_counter()
        for _ in Archive(incidents).chunks():
            pass
        found["made"] = time.perf_counter() - start
        if store.is_sqlite:
            found["bare"] = bare_sqlite(store, folder / "bare.db")
        else:
            found["bare"] = bare_postgresql(store, copy=False)
            found["bare_copy"] = bare_postgresql(store, copy=True)
    found["pages"] = ask_pages(store)
    return found


def main() -> None:
    """Measure, and print or keep what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--database", help="an empty one; by default a file that goes again")
    parser.add_argument("--json", type=Path, help="keep the figures here")
    parser.add_argument("--no-bare", action="store_true", help="leave out the bare inserts")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, open_store(options.database or Path(folder) / "record.db") as store:
        found = measure(store, options.incidents, Path(folder), bare=not options.no_bare)
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(table(("", "first", "median"), [(p, f"{a:.0f} ms", f"{b:.0f} ms") for p, a, b in found.pop("pages")]))
    print(found)


if __name__ == "__main__":
    main()
