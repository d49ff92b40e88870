"""
Keeps reports, accounts, judgements and the record in a database: a file of SQLite's, or a server of PostgreSQL's.

Reports and judgements are primary and never change; all else can be made again from them. Each method that writes does
so wholly or not at all, and several processes may write at once: one waits for another.
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

from variorum.errors import StoreMissing, StoreRefused
from variorum.store.address import parse_address, shown
from variorum.store.datasets import Datasets
from variorum.store.fetches import Fetches
from variorum.store.grid import FINEST
from variorum.store.incidents import Incidents
from variorum.store.journal import Journal
from variorum.store.knowledge import Knowledge
from variorum.store.linking import Linking
from variorum.store.lists import Lists
from variorum.store.overview import Overview
from variorum.store.record import Record
from variorum.store.reports import Reports
from variorum.store.schema import migrate
from variorum.store.search import Search
from variorum.store.told import Told
from variorum.store.unsent import Unsent
from variorum.store.users import Users
from variorum.store.values import (
    ActorOrder,
    ActorRow,
    Box,
    Cell,
    Counts,
    DayCount,
    Doubt,
    Failure,
    Hit,
    IncidentFilter,
    IncidentOrder,
    LogEntry,
    Page,
    Pair,
    Part,
    Point,
    ReportOrder,
    ReportRow,
    ReportState,
    Role,
    Session,
    StatementFilter,
    Sum,
    Token,
    Totals,
    User,
)

__all__ = [
    "FINEST",
    "ActorOrder",
    "ActorRow",
    "Box",
    "Cell",
    "Counts",
    "DayCount",
    "Doubt",
    "Failure",
    "Hit",
    "IncidentFilter",
    "IncidentOrder",
    "LogEntry",
    "Page",
    "Pair",
    "Part",
    "Point",
    "ReportOrder",
    "ReportRow",
    "ReportState",
    "Role",
    "Session",
    "StatementFilter",
    "Store",
    "Sum",
    "Token",
    "Totals",
    "User",
    "open_store",
]

DEFAULT = "variorum.db"


class Store(
    Reports,
    Linking,
    Record,
    Told,
    Incidents,
    Overview,
    Lists,
    Search,
    Journal,
    Fetches,
    Unsent,
    Users,
    Datasets,
    Knowledge,
):
    """
    The database of one record, open; close it by leaving its ``with`` block.

    Threads may share it. Strings that come back are those that went in, but for names, ids and quotes that are looked
    up: in these U+FFFD stands for what no database holds.
    """

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(address: str | Path = DEFAULT, *, create: bool = True, wait: float = 30.0) -> Store:
    """
    Open the record at *address*, a file's name or a ``postgresql://`` URL, and bring its tables up to date.

    Where no file is there it is made, unless *create* is False. A writer waits up to *wait* seconds for another.

    Raises:
        StoreError: If the address, the database or its tables cannot be used.
    """
    url = parse_address(address)
    if url.get_backend_name() == "sqlite":
        path = Path(str(url.database))
        if path.is_dir():
            raise StoreRefused(store=shown(url), reason="it is a folder")
        if not create and not path.exists():
            raise StoreMissing(store=shown(url))
    store = Store(url, wait=wait)
    try:
        migrate(store, store.derive)
    except BaseException:
        store.close()
        raise
    return store
