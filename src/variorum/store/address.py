"""Which database is meant: a file's name or a URL."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from variorum.errors import StoreAddressBad

SECRET = ("password", "passfile", "sslpassword")


def parse_address(address: str | Path) -> URL:
    """
    Give the URL of the database that *address* names.

    Raises:
        StoreAddressBad: If it is neither a file's name nor a URL of a database that can be used.
    """
    if isinstance(address, Path) or "://" not in address:
        if not str(address) or str(address) == ":memory:":
            raise StoreAddressBad(store=str(address) or "''", reason="it names no file")
        return URL.create("sqlite", database=str(address))
    scheme = address.partition("://")[0].lower()
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise StoreAddressBad(store=f"{scheme}://...", reason="it is no URL") from None
    if scheme == "sqlite":
        if not url.database or url.database == ":memory:" or url.query or url.host:
            raise StoreAddressBad(store="sqlite://...", reason="it names no file")
        return URL.create("sqlite", database=url.database)
    if scheme in {"postgresql", "postgres", "postgresql+psycopg"}:
        return url.set(drivername="postgresql+psycopg")
    raise StoreAddressBad(store=f"{scheme}://...", reason="only sqlite and postgresql are known")


def shown(url: URL) -> str:
    """Give *url* for messages: a file's name, or what leads to a server, without passwords and parameters."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    bare = URL.create("postgresql", username=url.username, host=url.host, port=url.port, database=url.database)
    return bare.render_as_string()


def secrets(url: URL) -> tuple[str, ...]:
    """Give what of *url* must never be shown."""
    values = [url.password, *(url.query.get(name) for name in SECRET)]
    return tuple(sorted({str(value) for value in values if value}, key=len, reverse=True))
