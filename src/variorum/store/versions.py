"""Tells one state of the record from another, and keeps answers that are the same as long as the state is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable, Sized
from typing import TypeVar, cast

from sqlalchemy import URL, Connection, func, select, text

from variorum.store.database import Database
from variorum.store.shelf import Shelf
from variorum.store.tables import judgements, log, meta, reports

T = TypeVar("T")
S = TypeVar("S", bound=Sized)

MOST_KEPT = 500
"""Counts that are kept, and answers; a count is some numbers, or at most a line for each actor."""

MOST_BYTES = 64_000_000
"""Of all answers that are kept together."""

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
        self._counts_kept = Shelf(MOST_KEPT)
        self._answers_kept = Shelf(MOST_KEPT, room=MOST_BYTES, size_of=lambda answer: len(cast("Sized", answer)))

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
            return self._counts_kept.get((self.version(), key), make)

    def kept_answer(self, key: Hashable, make: Callable[[], S]) -> S:
        """Give what *make* gave for *key*, which must say of which state of the record it is."""
        return self._answers_kept.get(key, make)


def note_change(connection: Connection) -> None:
    """Give the record another version, for a part of it is written."""
    connection.execute(_CHANGED)
