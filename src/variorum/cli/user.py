"""The command ``variorum user`` and those below it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, get_args

import click

from variorum.cli.output import console, format_option, print_each, wants_json
from variorum.cli.record import db_option
from variorum.cli.terminal import printable
from variorum.store.values import Role

if TYPE_CHECKING:
    from variorum.store import Store, User

ROLE = click.Choice(get_args(Role))


@click.group()
def user() -> None:
    """
    Say who may sign in to `variorum serve`, and what they may do.

    A viewer reads, a coder judges too, an editor adds reports too, an admin changes users too.
    """


@user.command("list")
@format_option
@db_option
def list_(format_: str | None, db: str) -> None:
    """List the users."""
    with _opened(db) as store:
        found = store.users()
    if wants_json(format_):
        print_each(found)
        return
    if not found:
        click.echo("nobody can sign in; see `variorum user add --help`")
        return
    console().print(_table(found))


@user.command()
@click.argument("name")
@click.option("--role", type=ROLE, default="viewer", help="What the user may do. [default: viewer]")
@db_option
def add(name: str, role: Role, db: str) -> None:
    """Add a user; the password is asked for, or read from standard input."""
    from variorum.app import users
    from variorum.app.clock import current_user

    with _opened(db) as store:
        made = users.add_user(store, name, role, _password(), by=current_user())
    click.echo(f"{printable(made.name)} is {made.role}")


@user.command()
@click.argument("name")
@db_option
def remove(name: str, db: str) -> None:
    """Remove a user; what it did stays in the log."""
    from variorum.app import users
    from variorum.app.clock import current_user

    with _opened(db) as store:
        users.remove_user(store, name, by=current_user())
    click.echo(f"{printable(name)} cannot sign in any more")


@user.command()
@click.argument("name")
@db_option
def password(name: str, db: str) -> None:
    """Give a user another password, and end its sessions."""
    from variorum.app import users
    from variorum.app.clock import current_user

    with _opened(db) as store:
        _known(store, name)
        users.change_user(store, name, password=_password(), by=current_user())
    click.echo(f"{printable(name)} has a new password")


@user.command()
@click.argument("name")
@click.argument("role", type=ROLE)
@db_option
def role(name: str, role: Role, db: str) -> None:
    """Give a user another role, and end its sessions."""
    from variorum.app import users
    from variorum.app.clock import current_user

    with _opened(db) as store:
        made = users.change_user(store, name, role=role, by=current_user())
    click.echo(f"{printable(made.name)} is {made.role}")


@user.command()
@click.argument("name")
@click.option("--for", "purpose", metavar="TEXT", default="made on the command line", help="What it is for.")
@click.option("--role", type=ROLE, help="At most that of the user. [default: that of the user]")
@click.option("--days", metavar="N", type=click.IntRange(1, 3660), default=90, help="When it ends. [default: 90]")
@db_option
def token(name: str, purpose: str, role: Role | None, days: int, db: str) -> None:
    """Make a token by which a program acts for a user; it is printed this once."""
    from variorum.app import users

    with _opened(db) as store:
        _, secret = users.add_token(store, _known(store, name), purpose, role=role, days=days)
    click.echo(secret)


def _opened(db: str) -> Store:
    from variorum.cli.serve import check_installed
    from variorum.store import open_store

    check_installed()
    return open_store(db, create=False)


def _known(store: Store, name: str) -> User:
    from variorum.errors import UserMissing

    found = store.user(name)
    if found is None:
        raise UserMissing(name=name)
    return found[0]


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


def _table(found: tuple[User, ...]) -> object:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for column in ("user", "role", "since", "last seen"):
        table.add_column(column)
    for some in found:
        table.add_row(printable(some.name), some.role, some.created[:10], (some.seen or "never")[:10])
    return table
