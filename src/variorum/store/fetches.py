"""What is kept of pages that were fetched, so that none is fetched again that has not changed."""

from __future__ import annotations

import hashlib

import msgspec
from sqlalchemy import delete, insert, select

from variorum.model.fetch import Fetch
from variorum.store.database import Database
from variorum.store.tables import fetches
from variorum.store.words import storable

MAX_URL = 400
"""A longer address is told apart by its hash, for an index takes no more."""

_encode = msgspec.json.Encoder().encode
_fetch = msgspec.json.Decoder(Fetch)


class Fetches(Database):
    """What the store does with pages that were fetched."""

    def fetched(self, url: str) -> Fetch | None:
        """Give what is kept of the page at *url*."""
        with self.reading() as connection:
            entry = connection.scalar(select(fetches.c.entry).where(fetches.c.url == _key(url)))
        return None if entry is None else _fetch.decode(entry)

    def save_fetch(self, fetch: Fetch) -> None:
        """Keep *fetch* in place of what was kept of the same page."""
        key = _key(fetch.url)
        row = {"url": key, "at": fetch.at, "entry": _encode(fetch)}
        with self.writing() as connection:
            connection.execute(delete(fetches).where(fetches.c.url == key))
            connection.execute(insert(fetches).values(row))


def _key(url: str) -> str:
    short = storable(url)
    digest = hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
    return short if len(short) <= MAX_URL else f"{short[:MAX_URL]}~{digest}"
