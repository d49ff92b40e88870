"""Tells one state of the record from another, and keeps answers that are the same as long as the state is."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from sqlalchemy import URL, Connection, func, select, text

from variorum.store.database import Database
from variorum.store.tables import judgements, log, meta, reports

T = TypeVar("T")

MOST_KEPT = 500
"""Answers that are kept; each is some numbers, or at most a line for each actor."""

CHANGES = "changes"
"""What counts, among the values that say how the record was made, how often a part of it was written."""

_CHANGED = text(
    "INSERT INTO meta (name, value) VALUES ('changes', '1') ON CONFLICT (name) "
    "DO UPDATE SET value = CAST(CAST(meta.value AS BIGINT) + 1 AS TEXT)"
)


class Versions(Database):
    """What the store does to count over the whole record once, not at each question."""

    def __init__(self, url: URL, *, wait: float) -> None:
        super().__init__(url, wait=wait)
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._turn = threading.Lock()

    def version(self) -> str:
        """
        Give a mark that changes with whatever the record gives: reports, accounts, entries, judgements, the log.

        Users, sessions and tokens are no part of the record.
        """
        newest = [func.max(table.c.key) for table in (reports, judgements, log)]
        with self.reading(steady=True) as connection:
            keys = tuple(connection.execute(select(*(select(key).scalar_subquery() for key in newest))).one())
            made = connection.execute(select(meta.c.name, meta.c.value).order_by(meta.c.name)).all()
        said = repr((keys, [tuple(row) for row in made]))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give what *make* gave for *key* when the record was as it is; what a writer sees is not kept."""
        if self._writing:
            return make()
        with self.snapshot():
            named = (self.version(), key)
            with self._turn:
                if named in self._kept:
                    self._kept.move_to_end(named)
                    return cast("T", self._kept[named])
            made = make()
        with self._turn:
            self._kept[named] = made
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return made


def note_change(connection: Connection) -> None:
    """Give the record another version, for a part of it is written."""
    connection.execute(_CHANGED)
