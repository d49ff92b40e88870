"""The command ``variorum demo``."""

from __future__ import annotations

import shlex
import sys
import tempfile
import webbrowser
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from variorum.cli.add import Run, make_adder, pipeline_option, read_waiting, take_files
from variorum.cli.output import console
from variorum.cli.terminal import printable
from variorum.model.record import Forecast, IncidentEntry, StatisticEntry

if TYPE_CHECKING:
    from variorum.store import Store

INTRODUCTION = """\
{reports} short reports on real events, as outlets write them: they copy one another, give other tolls, deny what others
say, and one has no date. Variorum reads each of them, finds which tell of one incident, and keeps side by side who
says what, in which words."""

SHOWN = 6
HIGHLIGHTS = 3


@click.command()
@click.option("--db", metavar="FILE|URL", help="Where to make the record. [default: a new temporary folder]")
@click.option(
    "--open/--no-open",
    "opens",
    default=None,
    help="Open its pages in a browser at the end, or only say where they are. [default: open them from a terminal]",
)
@pipeline_option
@click.pass_context
def demo(context: click.Context, db: str | None, opens: bool | None, pipeline: str | None) -> None:
    """Make a record of the sample reports, and show what it knows: incidents, where accounts part, who says what."""
    from variorum.app.clock import current_user
    from variorum.samples import MANIFEST, sample_paths
    from variorum.sources import read_manifest
    from variorum.store import open_store

    address = db or str(Path(tempfile.mkdtemp(prefix="variorum-demo-")) / "variorum.db")
    paths = tuple(sample_paths())
    with open_store(address) as store:
        if any(report.id not in {path.name for path in paths} for report in store.reports()):
            raise click.UsageError("This record has reports of its own; name another place with --db.")
        say_hello(len(paths))
        run = Run()
        adder = make_adder(context, store, pipeline=pipeline)
        take_files(context, store, paths, run, manifest=read_manifest(MANIFEST))
        read_waiting(context, adder, run)
        adder.finish(user=current_user(), what="demo")
        show_record(store, address)
        if db is None:
            show_pages(store, Path(address).with_name("pages.html"), opens=opens)
    context.exit(1 if run.faults else 0)


def say_hello(reports: int) -> None:
    """Say what is about to be shown."""
    words = {12: "Twelve"}.get(reports, str(reports))
    console().print(INTRODUCTION.format(reports=words).replace("\n", " "), "", sep="\n")


def show_record(store: Store, address: str) -> None:
    """Show what a small record knows, and the commands that show more of it."""
    from variorum.app.show import view_incident
    from variorum.app.status import status
    from variorum.cli.incidents import incidents_table
    from variorum.cli.lists import forecasts_table, statistics_table
    from variorum.cli.page import incident_page
    from variorum.cli.status import show_status

    terminal = console()
    show_status(status(store))
    page = store.incidents(order="origins", limit=SHOWN)
    _title(f"What happened: {len(page.entries)} of {page.total} incidents, those that most reports tell of")
    terminal.print(incidents_table(store, page.entries))
    chosen = most_contested(store.incident_entries())
    if chosen:
        _title("One of them, as the accounts have it")
        for part in incident_page(view_incident(store, chosen.id), brief=True):
            terminal.print(part)
    if told := statistics_of_note(store.statistics()):
        _title("Published counts, beside what the record holds")
        terminal.print(statistics_table(store, told))
    if foretold := forecasts_of_note(store.forecasts()):
        _title("What was foretold, and what came after")
        terminal.print(forecasts_table(store, foretold))
    dated = [report for report in store.report_entries() if report.published.basis == "inferred"]
    for report in dated:
        _title("A report without a date gets one from what it shares with others")
        terminal.print(f"{printable(report.id)}: {report.published.start} to {report.published.end}")
        for reason in report.dated_by:
            terminal.print(f"  {printable(reason)}")
    _title("More of it")
    _commands(address, chosen)


def show_pages(store: Store, path: Path, *, opens: bool | None) -> None:
    """Write the record's pages to a file and open it; with *opens* None, where somebody sits before a terminal."""
    from variorum.app.views.dossier import make_dossier
    from variorum.web.dossier import dossier_page

    path.write_bytes(dossier_page(make_dossier(store, None, title="The sample reports")))
    _title("The same as pages")
    click.echo(f"  {printable(str(path))}")
    if opens or (opens is None and sys.stdout.isatty()):
        webbrowser.open(path.as_uri())


def _title(words: str) -> None:
    from rich.rule import Rule
    from rich.text import Text

    terminal = console()
    terminal.print("", Rule(Text(words, style="bold cyan"), align="left", style="cyan"), sep="\n")


def _commands(address: str, chosen: IncidentEntry | None) -> None:
    record = f"variorum --db {shlex.quote(printable(address))}"
    lines = [
        (f"{record} incidents --contested", "where accounts part"),
        (f"{record} show {chosen.id if chosen else 'INCIDENT'}", "all of it: figures, origins, why they are one"),
        (f"{record} search hospital", "words in reports and statements"),
        (f"{record} judge --help", "correct it; your word stands beside the machine's"),
        (f"{record} serve --open", "look at it, and judge it, in a browser"),
        (f"{record} export -o record.json", "all of it as JSON"),
        ("variorum add FOLDER", "a record of your own"),
    ]
    for command, what in lines:
        click.echo(f"  {command}\n      {what}")


def most_contested(entries: Iterable[IncidentEntry]) -> IncidentEntry | None:
    """Give the incident on which most voices disagree, among those of most reports; None where there is none."""
    return max(
        (entry for entry in entries if not entry.rejected),
        key=lambda e: (sum(len(c.positions) for c in e.contested) * len({m.report for m in e.members}), e.id),
        default=None,
    )


def statistics_of_note(found: Iterable[StatisticEntry]) -> tuple[StatisticEntry, ...]:
    """Give the first counts, those before others that do not add up or that the record has figures for."""
    ordered = sorted(found, key=lambda s: (not s.flags, not s.incidents, s.recorded is None, s.period is None))
    return tuple(ordered[:HIGHLIGHTS])


def forecasts_of_note(found: Iterable[Forecast]) -> tuple[Forecast, ...]:
    """Give the first forecasts, those before others on which later incidents bear or that name a time."""
    return tuple(islice(sorted(found, key=lambda f: (not f.incidents, f.horizon is None)), HIGHLIGHTS))
