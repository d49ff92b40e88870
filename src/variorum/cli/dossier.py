"""The command ``variorum dossier``."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import get_args

import click

from variorum.cli.record import db_option, opened
from variorum.cli.terminal import printable
from variorum.model.account import IncidentType


def _day(_context: click.Context, _parameter: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


@click.command()
@click.option(
    "-o", "--output", metavar="FILE", type=click.Path(path_type=Path), required=True, help="The file to make."
)
@click.option("--title", metavar="TEXT", default="", help="What it is called. [default: the record's name]")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), callback=_day, metavar="DAY", help="On this day or later.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), callback=_day, metavar="DAY", help="On this day or before.")
@click.option("--place", metavar="NAME", help="In a place or province of this name.")
@click.option("--country", metavar="CODE", multiple=True, help="In a country, by its two letters; several times.")
@click.option("--actor", metavar="NAME|ID", help="By or against an actor.")
@click.option(
    "--type", "types", metavar="TYPE", multiple=True, type=click.Choice(get_args(IncidentType)), help="Of a type."
)
@click.option("--contested/--uncontested", default=None, help="On which the accounts part, or do not.")
@click.option("--text", metavar="WORDS", help="Of which a report says these words.")
@click.option("--report", metavar="ID", help="Of which this report tells.")
@click.option("--force", is_flag=True, help="Write over a FILE that is there.")
@db_option
def dossier(
    output: Path,
    title: str,
    since: date | None,
    until: date | None,
    place: str | None,
    country: tuple[str, ...],
    actor: str | None,
    types: tuple[IncidentType, ...],
    contested: bool | None,
    text: str | None,
    report: str | None,
    force: bool,
    db: str,
) -> None:
    """
    Make one HTML file of the record, or of some incidents, that opens offline in any browser.

    It holds the pages with all that they show, the reports' texts too, and asks for nothing from anywhere.
    """
    from variorum.app.export import save
    from variorum.app.views.dossier import make_dossier
    from variorum.store import IncidentFilter
    from variorum.web.dossier import dossier_page

    if output.is_dir():
        raise click.UsageError(f"{output} is a folder; name a file in it.")
    if output.exists() and not force:
        raise click.UsageError(f"{output} is there already; --force writes over it.")
    chosen = IncidentFilter(
        since=since,
        until=until,
        place=place,
        countries=country,
        actor=actor,
        types=types,
        contested=contested,
        text=text,
        report=report,
    )
    with opened(db) as store:
        made = make_dossier(store, None if chosen == IncidentFilter() else chosen, title=title)
    content = dossier_page(made)
    try:
        save({output: content})
    except OSError as error:
        raise click.FileError(str(output), error.strerror or str(error)) from error
    click.echo(
        f"{printable(str(output))}: {len(made.incidents)} incidents, {len(made.reports)} reports, {_size(content)}"
    )


def _size(content: bytes) -> str:
    return f"{len(content) / 1e6:.1f} MB"
