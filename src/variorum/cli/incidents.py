"""The command ``variorum incidents``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, get_args

import click

from variorum.cli import words
from variorum.cli.output import console, format_option, print_each, wants_json
from variorum.cli.record import db_option, opened
from variorum.cli.terminal import printable
from variorum.model.account import IncidentType
from variorum.model.record import IncidentEntry

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from variorum.store import IncidentFilter, IncidentOrder, Store

SHOWN = 40
"""Incidents in a table where no other number is asked for."""

PAGE = 200
MOST_PARTIES = 2


def _day(_context: click.Context, _parameter: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


@click.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), callback=_day, metavar="DAY", help="On this day or later.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), callback=_day, metavar="DAY", help="On this day or before.")
@click.option("--place", metavar="NAME", help="In a place or province of this name.")
@click.option("--country", metavar="CODE", help="In a country, by its two letters: AF.")
@click.option("--actor", metavar="NAME|ID", help="By or against an actor.")
@click.option(
    "--type",
    "types",
    metavar="TYPE",
    multiple=True,
    type=click.Choice(get_args(IncidentType)),
    help="Of a type, such as air_strike; may be given several times.",
)
@click.option("--contested/--uncontested", default=None, help="On which the accounts part, or do not.")
@click.option("--rejected", is_flag=True, help="Those that people have rejected, which are left out otherwise.")
@click.option("--text", metavar="WORDS", help="Of which a report says these words.")
@click.option(
    "--order",
    type=click.Choice(["newest", "oldest", "killed", "injured", "origins"]),
    default="newest",
    help="By date, or the most first. [default: newest]",
)
@click.option(
    "--limit", metavar="N", type=click.IntRange(1), help=f"How many. [default: {SHOWN} in a table, all in JSON]"
)
@click.option("--cursor", metavar="MARK", help="Go on where a list ended, which gives the mark.")
@format_option
@db_option
def incidents(
    since: date | None,
    until: date | None,
    place: str | None,
    country: str | None,
    actor: str | None,
    types: tuple[IncidentType, ...],
    contested: bool | None,
    rejected: bool,
    text: str | None,
    order: IncidentOrder,
    limit: int | None,
    cursor: str | None,
    format_: str | None,
    db: str,
) -> None:
    """
    List the incidents of the record, with what is contested and how many independent origins tell of each.

    JSON is one incident a line, as `variorum schema record` describes it.
    """
    from variorum.store import IncidentFilter

    chosen = IncidentFilter(
        since=since,
        until=until,
        place=place,
        countries=(country,) if country else (),
        actor=actor,
        types=types,
        contested=contested,
        rejected=rejected,
        text=text,
    )
    with opened(db) as store:
        if wants_json(format_):
            print_each(_all(store, chosen, order, limit, cursor))
            return
        page = store.incidents(chosen, order=order, limit=limit or SHOWN, cursor=cursor)
        terminal = console()
        if page.entries:
            terminal.print(incidents_table(store, page.entries))
        if page.cursor:
            shown = f"{len(page.entries)} of {page.total:,}; go on with: --order {order} --cursor {page.cursor}"
            terminal.print(shown, soft_wrap=True)
        else:
            terminal.print(_count(page.total) + ("" if page.total else "; see `variorum incidents --help` for filters"))


def _all(
    store: Store, chosen: IncidentFilter, order: IncidentOrder, limit: int | None, cursor: str | None
) -> Iterator[IncidentEntry]:
    left = limit
    while left is None or left > 0:
        page = store.incidents(chosen, order=order, limit=PAGE if left is None else min(PAGE, left), cursor=cursor)
        yield from page.entries
        if page.cursor is None:
            return
        cursor = page.cursor
        left = None if left is None else left - len(page.entries)


def _count(total: int) -> str:
    return "1 incident" if total == 1 else f"{total or 'no'} incidents" if total < 1000 else f"{total:,} incidents"


def incidents_table(store: Store, entries: Iterable[IncidentEntry]) -> Table:
    """Build the table of *entries*, whose ids are cut to what means no other incident."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from variorum.app.show import actors_of_incidents, short_ids

    entries = list(entries)
    ids = short_ids(store, (entry.id for entry in entries))
    names = words.Names(actors_of_incidents(store, entries))
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("id", no_wrap=True)
    table.add_column("when", no_wrap=True)
    table.add_column("what, where", ratio=3)
    table.add_column("who → whom", ratio=3)
    table.add_column("killed", justify="right", min_width=6)
    table.add_column("told by", min_width=7)
    for entry in entries:
        table.add_row(
            Text(ids[entry.id], style="cyan"),
            Text(_when(entry)),
            what(entry),
            Text(names.parties(entry, most=MOST_PARTIES)),
            Text(_killed(entry)),
            _told_by(entry),
        )
    return table


def what(entry: IncidentEntry) -> Text:
    """Say what happened and where, with the marks that a person should see at once."""
    from rich.text import Text

    said = Text(words.term(entry.type), style="bold")
    if entry.certainty == "alleged":
        said.append(" (alleged)", "not bold yellow")
    if entry.rejected:
        said.append(" (rejected)", "not bold red")
    places = ", ".join(printable(place.name) for place in entry.where[:2])
    more = f" and {len(entry.where) - 2} more" if len(entry.where) > 2 else ""
    return said.append(f", {places}{more}" if places else ", place unknown", "not bold")


def _killed(entry: IncidentEntry) -> str:
    if any(correction.field == "killed" for correction in entry.corrections):
        # What a person sets is the number of all.
        return words.toll((e for e in entry.estimates if e.group == "unknown"), "killed")
    return words.toll(entry.estimates, "killed")


def _when(entry: IncidentEntry) -> str:
    start, end = entry.when.start, entry.when.end
    if start is None or end is None:
        return "unknown"
    if start == end:
        return start.isoformat()
    return f"{start.isoformat()}\n– {end.isoformat()[5:] if start.year == end.year else end.isoformat()}"


def _told_by(entry: IncidentEntry) -> Text:
    from rich.text import Text

    reports, origins = len({member.report for member in entry.members}), len(entry.origins)
    said = Text(f"{reports} report{'s' * (reports != 1)}")
    if origins and origins != reports:
        said.append(f"\n{origins} origin{'s' * (origins != 1)}", "dim")
    if entry.contested:
        said.append("\ncontested", "red")
    if entry.corrections:
        said.append("\njudged", "magenta")
    return said
