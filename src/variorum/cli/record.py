"""What the commands on a record share: which record it is, and opening it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from variorum.store import Store

F = TypeVar("F", bound=Callable[..., Any])

VARIABLE = "VARIORUM_DB"
DEFAULT = "variorum.db"


def address_of(context: click.Context, value: str | None) -> str:
    """Give the address of the record: the command's option, that of `variorum` itself, the variable, the default."""
    return value or context.find_root().params.get("db") or os.environ.get(VARIABLE) or DEFAULT


def _resolve(context: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    return address_of(context, value)


def db_option(command: F) -> F:
    """Add the option that says which record is meant."""
    add = click.option(
        "--db",
        metavar="FILE|URL",
        callback=_resolve,
        help=f"The record: a file, or a postgresql:// URL. [default: {VARIABLE}, else {DEFAULT}]",
    )
    return add(command)


@contextmanager
def opened(address: str, *, create: bool = False) -> Iterator[Store]:
    """
    Open the record at *address*, with all that is made of it up to date.

    Raises:
        StoreError: If it is not there, and *create* is False, or cannot be used.
    """
    from variorum.app.settle import settle
    from variorum.store import open_store

    with open_store(address, create=create) as store:
        settle(store)
        yield store
