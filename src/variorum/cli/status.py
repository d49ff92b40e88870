"""Shows how a record stands: what ``variorum`` alone prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from variorum.cli.output import console, print_json, wants_json
from variorum.cli.record import opened
from variorum.cli.terminal import printable, shortened
from variorum.errors import StoreMissing

if TYPE_CHECKING:
    from variorum.app.status import Status

WELCOME = """\
Variorum reads reports of armed violence and keeps a record of what happened, who says so, in which words,
and where the accounts part. There is no record at {record} yet.

  variorum demo             see what it does, on sample reports
  variorum add FOLDER       make a record of the reports (.txt) in a folder
  variorum read FILE        see what one report says, without keeping it
  variorum --help           all commands"""


def print_status(address: str, format_: str | None) -> None:
    """Print how the record at *address* stands, or how to begin where there is none."""
    from variorum.app.status import status

    try:
        with opened(address) as store:
            found = status(store)
    except StoreMissing as missing:
        click.echo(WELCOME.format(record=printable(str(missing.values["store"]))))
        return
    if wants_json(format_):
        print_json(found)
    else:
        show_status(found)
        console().print("", next_step(found), sep="\n")


def show_status(found: Status) -> None:
    """Print the table of what a record holds, with what could not be read."""
    from rich.table import Table
    from rich.text import Text

    c = found.counts
    rows = [
        ("reports", c.reports, _apart((c.failed, "could not be read"), (c.waiting, "wait to be read"))),
        ("", c.undated, "without a date of publication") if c.undated else None,
        ("incidents", c.incidents, _apart((c.rejected, "more rejected"))),
        ("", c.contested, "on which the accounts part") if c.contested else None,
        ("actors", c.actors, ""),
        ("statements", c.statements, ""),
        ("statistics", c.statistics, ""),
        ("forecasts", c.forecasts, ""),
        ("judgements", c.judgements, "by people") if c.judgements else None,
    ]
    table = Table(box=None, show_header=False, pad_edge=False)
    for row in filter(None, rows):
        name, number, note = row
        table.add_row(Text(name, style="bold"), Text(f"{number:,}", justify="right"), Text(note))
    heading = Text.assemble((printable(found.record), "bold underline"), f"  estimates: {found.policy}")
    terminal = console()
    terminal.print(heading, table, sep="\n")
    for failure in found.failures:
        terminal.print(Text(f"  {shortened(failure.message, 300)}", style="yellow"))
    if (more := c.failed - len(found.failures)) > 0:
        terminal.print(Text(f"  … and {more:,} more", style="yellow"))


def next_step(found: Status) -> str:
    """Say what to type next."""
    counts = found.counts
    if counts.waiting or counts.uncollated:
        return "Go on with: variorum add"
    if not counts.reports:
        return "Begin with: variorum add FOLDER"
    if counts.contested:
        return "See where accounts part: variorum incidents --contested"
    return "See what happened: variorum incidents"


def _apart(*some: tuple[int, str]) -> str:
    return ", ".join(f"{number:,} {what}" for number, what in some if number)
