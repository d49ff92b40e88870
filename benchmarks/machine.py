"""Says on what a measurement was made, and keeps what it found."""

from __future__ import annotations

import os
import platform
import sqlite3
import time
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from math import log
from pathlib import Path
from typing import Any

from sqlalchemy import text

from variorum.store import Store

LIBRARIES = ("variorum", "variorum-en", "spacy", "onnxruntime", "sqlalchemy", "psycopg", "msgspec", "litestar", "ray")


def processor() -> str:
    """Name the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def memory() -> float:
    """Give the machine's memory in GB."""
    return float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9)


def versions() -> dict[str, str]:
    """Give the versions of what plays a part."""
    found = {"Python": platform.python_version(), "SQLite": sqlite3.sqlite_version, "system": platform.system()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def server_version(store: Store) -> str:
    """Name the database and its version."""
    if store.is_sqlite:
        return f"SQLite {sqlite3.sqlite_version}"
    with store.reading() as connection:
        return f"PostgreSQL {str(connection.scalar(text('SHOW server_version'))).partition(' ')[0]}"


def peak_memory() -> int:
    """Give the most bytes that this process has held."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def processor_time(store: Store) -> float:
    """Give the seconds that this process has computed, with those of a server on this machine on its behalf."""
    seconds = time.process_time()
    if not store.is_sqlite:
        asked = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'variorum'"
        with store.reading() as connection:
            servers = [Path(f"/proc/{pid}/stat") for pid in connection.scalars(text(asked))]
        for server in filter(Path.exists, servers):
            parts = server.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            seconds += (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Fit the power of the size by which a cost grows, by least squares on logarithms."""
    xs, ys = [log(size) for size in sizes], [log(cost) for cost in costs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Lay rows out as Markdown; all columns but the first are figures."""
    lines = [f"| {' | '.join(head)} |", f"| --- |{' ---: |' * (len(head) - 1)}"]
    lines += [f"| {' | '.join(map(str, row))} |" for row in rows]
    return "\n".join(lines)
