"""The commands ``variorum places`` and ``variorum actors``, and those below them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from variorum.cli.datasets import mapping
from variorum.cli.lists import list_actors
from variorum.cli.output import console, format_option, print_each, print_json, wants_json
from variorum.cli.record import db_option
from variorum.cli.terminal import printable
from variorum.model.knowledge import KnowledgeKind, KnowledgeList

if TYPE_CHECKING:
    from rich.table import Table

    from variorum.app.knowledge import Given
    from variorum.sources.lists import ActorFormat
    from variorum.store import Store

SHOWN = 20
"""Rows that are wrong, of which the terminal tells."""

FORMATS = click.Choice(["csv", "yaml", "ftm"])

_file = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
_name = click.option("--name", metavar="NAME", help="What the list is called. [default: the file's name]")


class _Listing(click.Group):
    """A group of which ``list`` is meant where no command below it is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put ``list`` in front of what is no command."""
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Listing)
def places() -> None:
    """
    Give the record places beside those that it knows: villages, camps, other spellings.

    Without a command, lists what it was given.
    """


@click.group(cls=_Listing)
def actors() -> None:
    """
    List the parties, offices and people of the record, or give it others to know.

    Without a command, lists them, as `variorum actors list` does.
    """


actors.add_command(list_actors)


@places.command("list")
@format_option
@db_option
def list_places(format_: str | None, db: str) -> None:
    """List what places the record was given."""
    _list("places", format_, db)


@actors.command("given")
@format_option
@db_option
def given(format_: str | None, db: str) -> None:
    """List what actors the record was given."""
    _list("actors", format_, db)


@places.command("import")
@_file
@_name
@click.option(
    "--map",
    "names",
    metavar="FIELD=COLUMN,...",
    callback=mapping,
    help="Of a table: which column is what: name, latitude, longitude, country (needed), level, province, radius_km, "
    "population, aliases (with ; between).",
)
@format_option
@db_option
def import_places(file: Path, name: str | None, names: dict[str, str], format_: str | None, db: str) -> None:
    """
    Give the record the places of FILE: a dump of GeoNames (PK.zip, PK.txt), or any CSV.

    A file of the same name takes the place of the one before, as its next version. `variorum add` then reads the
    reports again. A place of the list counts before one of its name and neighbourhood that Variorum knows.
    """
    from variorum.app.knowledge import give_places
    from variorum.store import open_store

    with open_store(db) as store:
        made = give_places(store, file, name=name, columns=names)
    _tell(made, "place", format_)


@actors.command("import")
@_file
@_name
@click.option("--as", "form", type=FORMATS, help="The format. [default: as the file is called]")
@click.option(
    "--map",
    "names",
    metavar="FIELD=COLUMN,...",
    callback=mapping,
    help="Of a table: which column is what: name, type (needed), country, parent, organ, aliases and domains (with ; "
    "between).",
)
@format_option
@db_option
def import_actors(
    file: Path, name: str | None, form: ActorFormat | None, names: dict[str, str], format_: str | None, db: str
) -> None:
    """
    Give the record the actors of FILE: CSV, YAML, or entities of FollowTheMoney, one a line.

    A file of the same name takes the place of the one before, as its next version. `variorum add` then reads the
    reports again. An actor of the list takes the place of the one of its name and country that Variorum knows.
    """
    from variorum.app.knowledge import give_actors
    from variorum.store import open_store

    if names and form not in (None, "csv"):
        raise click.UsageError("--map is for tables.")
    with open_store(db) as store:
        made = give_actors(store, file, name=name, form=form, columns=names)
    _tell(made, "actor", format_)


@actors.command("export")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--as", "form", type=FORMATS, help="The format. [default: as the file is called]")
@click.option(
    "--of",
    "what",
    type=click.Choice(["known", "given", "record"]),
    default="known",
    help="known: all that reports are read with; given: those of the record's lists; record: those that its reports "
    "name. [default: known]",
)
@db_option
def export_actors(file: Path, form: ActorFormat | None, what: str, db: str) -> None:
    """Write actors to FILE (- for standard output), to be edited and given back with `variorum actors import`."""
    from variorum.app.knowledge import known_actors, met_actors
    from variorum.sources.lists import format_of, write_actors

    wanted = form or ("csv" if str(file) == "-" else format_of(file))
    with _opened(db, what) as store:
        found = met_actors(store) if what == "record" else known_actors(store, added=what == "given")
    content = write_actors(found, wanted).encode("utf-8", "replace")
    if str(file) == "-":
        sys.stdout.buffer.write(content)
        return
    try:
        file.write_bytes(content)
    except OSError as error:
        raise click.FileError(str(file), error.strerror or str(error)) from error
    click.echo(f"{printable(str(file))}: {len(found):,} actors")


@places.command("remove")
@click.argument("name")
@db_option
def remove_places(name: str, db: str) -> None:
    """Take the list NAME from the record; what it held goes, that it was there stays in the log."""
    _remove("places", name, db)


@actors.command("remove")
@click.argument("name")
@db_option
def remove_actors(name: str, db: str) -> None:
    """Take the list NAME from the record; what it held goes, that it was there stays in the log."""
    _remove("actors", name, db)


def _opened(db: str, what: str) -> Store:
    from variorum.app.settle import settle
    from variorum.store import open_store

    store = open_store(db, create=False)
    if what == "record":
        settle(store)
    return store


def _remove(kind: KnowledgeKind, name: str, db: str) -> None:
    from variorum.app.knowledge import remove_list
    from variorum.store import open_store

    with open_store(db, create=False) as store:
        gone = remove_list(store, kind, name)
    click.echo(f"{printable(gone.name)}: removed. The reports are read again without it by: variorum add")


def _list(kind: KnowledgeKind, format_: str | None, db: str) -> None:
    from variorum.store import open_store

    with open_store(db, create=False) as store:
        found = store.knowledge(kind)
        current = {(known.name, known.version) for known in store.current_knowledge() if known.kind == kind}
    if wants_json(format_):
        print_each(found)
        return
    if not found:
        click.echo(f"no lists of {kind}; give the record one with `variorum {kind} import`")
        return
    console().print(_table(found, current))


def _table(found: tuple[KnowledgeList, ...], current: set[tuple[str, int]]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for title in ("list", "version", "entries", "file", "given", "by", ""):
        table.add_column(title, justify="right" if title in ("version", "entries") else "left")
    for known in found:
        used = (known.name, known.version) in current
        state = "in use" if used else "removed" if known.removed else ""
        cells = (known.name, str(known.version), f"{known.entries:,}" if not known.removed else "", known.source,
                 known.at[:16].replace("T", " "), known.user, state)  # fmt: skip
        table.add_row(*(Text(printable(cell), style="" if used else "dim") for cell in cells))
    return table


def _tell(made: Given, what: str, format_: str | None) -> None:
    for fault in made.faults[:SHOWN]:
        click.echo(printable(str(fault)), err=True)
    if len(made.faults) > SHOWN:
        click.echo(f"… and {len(made.faults) - SHOWN:,} more rows that are wrong", err=True)
    if wants_json(format_):
        print_json({"list": made.entry, "known": made.known, "other": made.other, "faults": len(made.faults)})
    else:
        entry = made.entry
        said = "as before, nothing changes" if made.unchanged else f"version {entry.version}"
        click.echo(f"{printable(entry.name)}: {entry.entries:,} {what}{'s' * (entry.entries != 1)}, {said}")
        for count, why in ((made.known, "known already"), (made.other, f"that no report is read for as a {what}")):
            if count:
                click.echo(f"  {count:,} left out: {why}")
        if not made.unchanged:
            click.echo("next: variorum add, which reads the reports again")
    sys.exit(1 if made.faults else 0)
