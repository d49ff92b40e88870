"""
Measure what storing costs beside bare inserts of the same rows, and what the pages of that record cost.

    python benchmarks/bench_storing.py [--incidents 10000] [--database ADDRESS] [--steps store bare pages] [--json FILE]

A record is made up (see `archive`) and stored as the program stores it. Then every row of it is put, by the database's
own driver and nothing else, into tables of the same form that have the same indexes: on SQLite by `executemany`, on
PostgreSQL by `executemany` and by `COPY`, which is the fastest that there is. The pages are asked for as a browser
does: once right after something was written, when nothing can be remembered, and five times more.

A step can be measured by itself: the record of a former `store` is then at ADDRESS, and its figures are in FILE.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from math import inf
from pathlib import Path
from typing import Any

from archive import CHUNK, Archive, Cost, fill
from bench_serve import PATHS
from machine import peak_memory, processor_time, server_version
from sqlalchemy import select, text

from variorum.store import LogEntry, Store, open_store
from variorum.store.database import BULK_MEMORY
from variorum.store.tables import metadata

STORED = (
    "reports accounts case_words actors actor_names incidents incident_entries incident_tolls members incident_actors "
    "incident_places statements pairs"
).split()
AT_ONCE = 5000
ROUNDS = 5
STEPS = ("store", "bare", "pages")


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


def bare_sqlite(store: Store, path: Path) -> tuple[float, float]:
    """Give the seconds, and those of the processor, that bare inserts of the rows of *store* into a new file take."""
    open_store(path).close()
    wall = processor = 0.0
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA cache_size = -{BULK_MEMORY}")
    for name in STORED:
        marks = ", ".join("?" * len(metadata.tables[name].columns))
        target = f'"{name}" ({columns_of(name)})'
        for some in rows_of(store, name):
            start, computed = time.perf_counter(), time.process_time()
            connection.execute("BEGIN")
            connection.executemany(f"INSERT INTO {target} VALUES ({marks})", some)  # noqa: S608 - names of our own
            connection.execute("COMMIT")
            wall, processor = wall + time.perf_counter() - start, processor + time.process_time() - computed
    connection.close()
    return wall, processor


def bare_postgresql(store: Store, *, copy: bool) -> tuple[float, float]:
    """Give the seconds, and those of the processors, of bare inserts into a new schema, which goes again."""
    schema = "variorum_bare"
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    url = store.engine.url.update_query_dict({"options": f"-csearch_path={schema}"}).set(drivername="postgresql")
    other = open_store(url.render_as_string(hide_password=False))
    wall = processor = 0.0
    with other:
        for name in STORED:
            target = f'"{name}" ({columns_of(name)})'
            for some in rows_of(store, name):
                start, computed = time.perf_counter(), processor_time(other)
                with other.engine.connect() as connection:
                    _put(connection.connection.driver_connection, target, some, copy=copy)
                wall, processor = wall + time.perf_counter() - start, processor + processor_time(other) - computed
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    return wall, processor


def _put(driver: Any, target: str, some: list[tuple[Any, ...]], *, copy: bool) -> None:
    with driver.cursor() as cursor:
        if copy:
            with cursor.copy(f"COPY {target} FROM STDIN") as stream:
                for row in some:
                    stream.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(some[0]))
            cursor.executemany(f"INSERT INTO {target} VALUES ({marks})", some)  # noqa: S608 - names of our own
    driver.commit()


def ask_pages(store: Store) -> list[tuple[str, float, float, float]]:
    """Give, of each address, the milliseconds of the first answer after a change, those computed, and a later one's."""
    from litestar.testing import TestClient

    from variorum.web.application import make_app

    found = []
    with TestClient(make_app(store), base_url="http://127.0.0.1") as client:
        (first,) = client.get("/api/v1/incidents?limit=1&sort=killed").json()["items"]
        for path in (*PATHS, f"/incidents/{first['id']}"):
            store.write_log(LogEntry(at="2031-01-01T00:00:00Z", user="bench", what="bench"))
            times, computed = [], [processor_time(store)]
            for _ in range(1 + ROUNDS):
                start = time.perf_counter()
                answer = client.get(f"/api/v1{path}", headers={"Accept-Encoding": "gzip"})
                times.append(1000 * (time.perf_counter() - start))
                answer.raise_for_status()
                computed.append(processor_time(store))
            name = path if first["id"] not in path else "/incidents/ID"
            one = (name, times[0], 1000 * (computed[1] - computed[0]), statistics.median(times[1:]))
            print(" ".join(f"{ms:8.0f} ms" for ms in one[1:]), name, flush=True)
            found.append(one)
    return found


def store_all(store: Store, incidents: int, found: dict[str, Any], keep: Callable[[], None], seconds: float) -> None:
    """Fill *store*, or go on with it, for so many *seconds* at the most, and put into *found* what it took."""
    end = time.monotonic() + seconds
    found.setdefault("cost", {})

    def tell(cost: Cost) -> bool:
        found["cost"] = {"wall": cost.wall, "processor": cost.processor}
        keep()
        if len(cost.wall) % 10 == 0:
            taken = f"{sum(cost.wall):.0f} s, {sum(cost.processor):.0f} s computed"
            print(f"{CHUNK * len(cost.wall):,} stored in {taken}", flush=True)
        return time.monotonic() < end

    cost = fill(store, Archive(incidents), cost=Cost(**found["cost"]), tell=tell)
    tenth = max(1, len(cost.processor) // 10)
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if store.is_sqlite else "VACUUM ANALYZE"))
        size = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        size = size if store.is_sqlite else "SELECT pg_database_size(current_database())"
        held = int(connection.scalar(text(size)) or 0)
    counts = store.counts()
    found |= {
        "database": server_version(store),
        "incidents": counts.incidents,
        "reports": counts.reports,
        "statements": counts.statements,
        "stored": sum(cost.wall),
        "processor": sum(cost.processor),
        "tenths": [sum(some) / len(some) / CHUNK for some in (cost.processor[:tenth], cost.processor[-tenth:])],
        "bytes": held,
        "memory": peak_memory(),
        "load": os.getloadavg()[2],
    }


def bare(store: Store, folder: Path) -> dict[str, Any]:
    """Give what bare inserts of the rows of *store* take."""
    if store.is_sqlite:
        return {"bare": {"executemany": bare_sqlite(store, folder / "bare.db")}}
    return {"bare": {name: bare_postgresql(store, copy=name == "COPY") for name in ("executemany", "COPY")}}


def main() -> None:
    """Measure, and print or keep what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--database", help="an empty one; by default a file that goes again")
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=STEPS)
    parser.add_argument("--seconds", type=float, default=inf, help="store no longer than this; another run goes on")
    parser.add_argument("--json", type=Path, help="the figures of former steps are here, and those found are kept here")
    options = parser.parse_args()
    found: dict[str, Any] = {}
    if options.json and options.json.exists() and options.json.stat().st_size:
        found = json.loads(options.json.read_text(encoding="utf-8"))

    def keep() -> None:
        if options.json:
            options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")

    with tempfile.TemporaryDirectory() as folder, open_store(options.database or Path(folder) / "record.db") as store:
        for step in options.steps:
            if step == "store":
                store_all(store, options.incidents, found, keep, options.seconds)
            elif step == "bare":
                found |= bare(store, Path(folder))
            else:
                found |= {"pages": ask_pages(store), "asked_at": os.getloadavg()[0]}
            keep()
    if "pages" in found:
        found.pop("pages")
    found.pop("cost", None)
    print(found)


if __name__ == "__main__":
    main()
