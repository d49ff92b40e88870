"""The commands ``variorum import`` and ``variorum compare``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from variorum.cli.output import console, format_option, print_json, wants_json
from variorum.cli.record import db_option, opened
from variorum.cli.terminal import printable, shortened
from variorum.model.dataset import Compared, Comparison, DatasetKind, Standing

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

SHOWN = 60
"""Rows of a comparison's table where no other number is asked for."""

_TITLES: dict[Standing, str] = {
    "same": "in both",
    "shared": "in both, part of an incident that another event fits better",
    "lacking": "in the data set alone",
    "beyond": "in the record alone",
}


def mapping(_context: click.Context, _parameter: click.Parameter, value: str | None) -> dict[str, str]:
    """Read ``FIELD=COLUMN,...``; what is none is wrong usage."""
    found: dict[str, str] = {}
    for part in (value or "").split(","):
        field, equals, column = part.partition("=")
        if part.strip() and not (equals and field.strip() and column.strip()):
            raise click.BadParameter(f"{part.strip()!r} is not FIELD=COLUMN")
        if part.strip():
            found[field.strip()] = column.strip()
    return found


@click.command("import")
@click.argument("kind", type=click.Choice(get_args(DatasetKind)))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", metavar="NAME", help="What it is called from now on. [default: the file's name]")
@click.option(
    "--map",
    "names",
    metavar="FIELD=COLUMN,...",
    callback=mapping,
    help="csv: which column is what: date (needed), id, end, type, place, province, country, latitude, longitude, "
    "radius_km, side_a, side_b, killed, killed_low, killed_high, source.",
)
@click.option("--replace", is_flag=True, help="Put it in the place of one of its name.")
@format_option
@db_option
def import_(
    kind: DatasetKind, file: Path, name: str | None, names: dict[str, str], replace: bool, format_: str | None, db: str
) -> None:
    """
    Keep a published data set beside the record, to compare them: UCDP GED, ACLED, or any CSV.

    Nothing of the record changes by it; see `variorum compare`.
    """
    from variorum.app.datasets import import_dataset

    if names and kind != "csv":
        raise click.UsageError(f"--map is for csv; the columns of {kind} are known.")
    with opened(db) as store:
        made = import_dataset(store, file, kind, names=names, name=name, replace=replace)
    if wants_json(format_):
        print_json({"dataset": made.dataset, "skipped": made.skipped})
        return
    click.echo(f"{printable(made.dataset.name)}: {made.dataset.events:,} events")
    for reason, count in sorted(made.skipped.items(), key=lambda item: (-item[1], item[0]))[:8]:
        click.echo(f"  {count:,} row{'s' * (count != 1)} left out: {printable(reason)}")
    click.echo(f"next: variorum compare {printable(made.dataset.name)}")


@click.command()
@click.argument("dataset", metavar="[NAME|FILE]", required=False)
@click.option(
    "--only",
    type=click.Choice(get_args(Standing)),
    multiple=True,
    help="same: in both; lacking: the record lacks it; beyond: the data set lacks it; shared: see the reference.",
)
@click.option("--differing", is_flag=True, help="Of those in both, only those on which the two part.")
@click.option(
    "--all", "everything", is_flag=True, help="Also events of days and countries that the record has none of."
)
@click.option(
    "--least",
    metavar="SCORE",
    type=click.FloatRange(0.0, 1.0),
    default=0.6,
    help="The least score at which two are one. [default: 0.6]",
)
@click.option("--why", is_flag=True, help="Tell what each score is made of.")
@click.option("--limit", metavar="N", type=click.IntRange(1), help=f"How many rows of the table. [default: {SHOWN}]")
@format_option
@db_option
def compare(
    dataset: str | None,
    only: tuple[Standing, ...],
    differing: bool,
    everything: bool,
    least: float,
    why: bool,
    limit: int | None,
    format_: str | None,
    db: str,
) -> None:
    """
    Lay a published data set beside the record: what both have, what either lacks, where their figures differ.

    NAME is one that was brought in with `variorum import`; a FILE of UCDP GED or ACLED is compared without keeping it.
    Without either, lists the data sets that the record keeps.
    """
    from variorum.app.datasets import compare_dataset

    with opened(db) as store:
        if dataset is None:
            kept = store.datasets()
            if wants_json(format_):
                print_json(*kept)
            for known in kept if not wants_json(format_) else ():
                click.echo(f"{printable(known.name)}  {known.kind}, {known.events:,} events, {known.at[:10]}")
            if not kept and not wants_json(format_):
                click.echo("no data sets; bring one in with `variorum import`")
            return
        _, found = compare_dataset(store, dataset, everything=everything, least=least)
    rows = [
        row
        for row in found.rows
        if (not only or row.standing in only) and (not differing or row.standing != "same" or row.differences)
    ]
    if wants_json(format_):
        import msgspec

        print_json(msgspec.structs.replace(found, rows=tuple(rows)))
        return
    _print(found, rows, limit or SHOWN, why=why)


def _print(found: Comparison, rows: list[Compared], limit: int, *, why: bool) -> None:
    from rich.text import Text

    terminal = console()
    if found.since and found.until:
        named = ", ".join(_country(code) for code in found.countries) or "no country known"
        covered = f"{found.since} to {found.until}, {named}"
        terminal.print(Text(f"what the record covers: {covered}"))
    counts = {standing: sum(row.standing == standing for row in found.rows) for standing in get_args(Standing)}
    differing = sum(bool(row.differences) for row in found.rows)
    for standing, title in _TITLES.items():
        if counts[standing]:
            more = f", {differing} differing" if standing == "same" and differing else ""
            terminal.print(Text(f"{counts[standing]:>7,}  {title}{more}"))
    if found.left_out:
        left = "event of other days or countries is" if found.left_out == 1 else "events of other days or countries are"
        terminal.print(Text(f"{found.left_out:>7,}  {left} left out"))
    if found.unplaced:
        lacking = (
            "incident without a day or a place is" if found.unplaced == 1 else "incidents without a day or a place are"
        )
        terminal.print(Text(f"{found.unplaced:>7,}  {lacking} not compared"))
    if rows:
        terminal.print()
        terminal.print(comparison_table(rows[:limit], why=why))
    if len(rows) > limit:
        terminal.print(f"{limit} of {len(rows):,}; see more with --limit")


def _country(code: str) -> str:
    from variorum.knowledge import load_countries

    found = load_countries().by_code(code)
    return found.name if found else code


def comparison_table(rows: list[Compared], *, why: bool = False) -> Table:
    """Build the table of a comparison."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("the data set", ratio=3)
    table.add_column("the record", ratio=3)
    table.add_column("where they part: data set / record", ratio=2)
    for row in rows:
        parted = Text()
        for difference in row.differences:
            parted.append(f"{printable(difference.field)}: ", "dim")
            parted.append(f"{printable(difference.dataset)} / {printable(difference.record)}\n", "red")
        if why:
            for likeness in row.likenesses:
                parted.append(f"{likeness.name} {likeness.value:.2f} × {likeness.weight:.2f}: ", "dim")
                parted.append(f"{shortened(likeness.said, 120)}\n")
        parted.rstrip()
        score = "" if row.score is None else f"{row.score:.2f}"
        table.add_row(Text(score), _event(row), _incident(row), parted)
    return table


def _event(row: Compared) -> Text:
    from rich.text import Text

    if row.event is None:
        return Text("–", style="dim")
    event = row.event
    days = event.start.isoformat() if event.start == event.end else f"{event.start} to {event.end}"
    said = Text(f"{days} ", style="bold")
    said.append(shortened(", ".join(filter(None, (event.type, event.place))), 80), "not bold")
    killed = "" if event.killed_best is None else f"killed {event.killed_best}"
    if told := "; ".join(filter(None, (shortened(" – ".join(event.sides[:3]), 100), killed))):
        said.append(f"\n{told}", "not bold")
    said.append(f"\n{shortened(event.id, 40)}", "not bold cyan")
    return said


def _incident(row: Compared) -> Text:
    from rich.text import Text

    if row.incident is None:
        return Text("–", style="dim")
    said = Text(shortened(row.summary or "", 160))
    said.append(f"\n{printable(row.incident)}", "cyan")
    if row.standing == "shared":
        said.append(" (shared)", "yellow")
    return said
