"""What could not be sent to where it is to go, until it can be."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from sqlalchemy import delete, select

from variorum.store.database import Database
from variorum.store.rows import add_rows
from variorum.store.tables import unsent


class Unsent(Database):
    """What the store does with messages that wait; an address is known by its hash alone, for it may hold a secret."""

    def unsent(self, address: str) -> tuple[bytes, ...]:
        """Give what waits for *address*, the oldest first."""
        asked = select(unsent.c.message).where(unsent.c.address == _hashed(address)).order_by(unsent.c.key)
        with self.reading() as connection:
            return tuple(connection.scalars(asked))

    def save_unsent(self, address: str, messages: Sequence[bytes]) -> None:
        """Let *messages* wait for *address* in place of all that did."""
        mine = _hashed(address)
        with self.writing() as connection:
            connection.execute(delete(unsent).where(unsent.c.address == mine))
            add_rows(connection, unsent, ({"address": mine, "message": message} for message in messages))


def _hashed(address: str) -> str:
    return hashlib.sha256(address.encode("utf-8", "surrogatepass")).hexdigest()
