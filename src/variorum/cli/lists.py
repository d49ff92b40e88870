"""The commands that list parts of the record: search, actors, statistics, forecasts, log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, get_args

import click

from variorum.cli import words
from variorum.cli.output import console, format_option, print_each, wants_json
from variorum.cli.record import db_option, opened
from variorum.cli.terminal import printable, quoted, shortened
from variorum.model.account import ActorType
from variorum.model.record import ActorEntry, Forecast, StatisticEntry

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from variorum.store import Hit, Store

SHOWN = 40
"""Rows of a table where no other number is asked for."""

MOST_ALIASES = 6
MOST_BEARING = 4

limit_option = click.option(
    "--limit", metavar="N", type=click.IntRange(1), help=f"How many. [default: {SHOWN} in a table, all in JSON]"
)


@click.command()
@click.argument("query", metavar="WORDS...", nargs=-1, required=True)
@click.option(
    "--in", "kind", type=click.Choice(["reports", "statements", "both"]), default="both", help="Where. [default: both]"
)
@click.option("--limit", metavar="N", type=click.IntRange(1), default=10, help="How many of each. [default: 10]")
@format_option
@db_option
def search(query: tuple[str, ...], kind: str, limit: int, format_: str | None, db: str) -> None:
    """
    Find words in reports and in what speakers say, the best first.

    All WORDS must be there, in any form ("attacks", "attacked"); 'insur*' finds all that begin so, and words in double
    quotes stand together: variorum search '"air strike"' hospital.
    """
    asked = " ".join(query)
    with opened(db) as store:
        reports = store.search(asked, limit=limit) if kind != "statements" else ()
        statements = store.search(asked, kind="statement", limit=limit) if kind != "reports" else ()
        if wants_json(format_):
            print_each((*reports, *statements))
            return
        speakers = {hit.statement.speaker for hit in statements if hit.statement}
        names = words.Names(store.actors(ids=speakers))
    from rich.padding import Padding

    terminal = console()
    for title, hits in (("Reports", reports), ("Statements", statements)):
        if hits:
            terminal.print(_bold(title))
            for hit in hits:
                terminal.print(Padding(_hit(hit, names), (0, 0, 0, 2)))
            terminal.print()
    if not reports and not statements:
        terminal.print("Nothing in the record holds these words.")


def _bold(words_: str) -> Text:
    from rich.text import Text

    return Text(words_, style="bold")


def _hit(hit: Hit, names: words.Names) -> Text:
    from rich.text import Text

    said = Text()
    if hit.statement:
        said.append(names.name(hit.statement.speaker), "magenta")
        said.append(f" {words.term(hit.statement.stance)} ", "dim")
    else:
        said.append(shortened(hit.title or hit.report, 100), "bold")
        said.append("\n")
    for part, found in hit.snippet:
        said.append(_spaced(part), "bold yellow" if found else "")
    said.append(f"  [{shortened(hit.report, 60)}]", "dim")
    if hit.statement and hit.statement.incident:
        said.append(f" {hit.statement.incident}", "cyan")
    return said


def _spaced(part: str) -> str:
    """Make a part of a text printable with the blanks at its ends, which part it from the next."""
    return (" " if part[:1].isspace() else "") + printable(part) + (" " if part[-1:].isspace() and part.strip() else "")


@click.command("list")
@click.argument("name", required=False)
@click.option(
    "--type", "type_", metavar="TYPE", type=click.Choice(get_args(ActorType)), help="Of a type, such as military."
)
@limit_option
@format_option
@db_option
def list_actors(name: str | None, type_: str | None, limit: int | None, format_: str | None, db: str) -> None:
    """
    List the parties, offices and people of the record; with NAME, those that are called so.

    The ids are what `variorum incidents --actor` and `variorum judge set` take.
    """
    with opened(db) as store:
        found: tuple[ActorEntry, ...] = store.actors(name=name, type=type_)
        if name and (exact := store.actor(name)) and exact not in found and type_ in (None, exact.type):
            found = (exact, *found)
        if wants_json(format_):
            print_each(found[:limit])
            return
        # Whoever is spoken of most is sought most.
        found = tuple(sorted(found, key=lambda a: (-_reports(a), a.name, a.id)))
        parents = words.Names(store.actors(ids={a.parent for a in found if a.parent}))
    _print(_actors_table(found[: limit or SHOWN], parents), len(found), limit, "actor")


def _reports(actor: ActorEntry) -> int:
    return len({report for report, _ in actor.members})


def _actors_table(found: Iterable[ActorEntry], parents: words.Names) -> Table:
    from rich.text import Text

    table = _table("name, id", "what", "also called", "reports")
    for actor in found:
        name = Text(printable(actor.name), style="bold")
        name.append(f"\n{printable(actor.id)}", "not bold cyan")
        what = words.term(actor.type) + (f", {actor.country}" if actor.country else "")
        if actor.parent:
            what += f"\nof {parents.name(actor.parent)}"
        others = [printable(alias) for alias in actor.aliases if alias != actor.name]
        more = f" and {len(others) - MOST_ALIASES} more" if len(others) > MOST_ALIASES else ""
        table.add_row(name, Text(what), Text(", ".join(others[:MOST_ALIASES]) + more), Text(str(_reports(actor))))
    return table


@click.command()
@click.option("--flagged", is_flag=True, help="Only those on which something does not fit.")
@click.option("--report", metavar="ID", help="Only those of one report.")
@limit_option
@format_option
@db_option
def statistics(flagged: bool, report: str | None, limit: int | None, format_: str | None, db: str) -> None:
    """List the published counts, beside what the record holds for the same place and period, and what does not fit."""
    with opened(db) as store:
        found = tuple(store.statistics(report, flagged=True if flagged else None))
        if wants_json(format_):
            print_each(found[:limit])
            return
        table = statistics_table(store, found[: limit or SHOWN])
    _print(table, len(found), limit, "statistic")


def statistics_table(store: Store, found: Iterable[StatisticEntry]) -> Table:
    """Build the table of published counts."""
    from rich.text import Text

    found = list(found)
    names = words.Names(store.actors(ids={s.speaker for s in found if s.speaker}))
    table = _table("published", "who says so", "the record holds", "in which words")
    for statistic in found:
        said = Text(words.statistic(statistic))
        for flag in statistic.flags:
            said.append(f"\n! {printable(flag)}", "red")
        speaker = names.name(statistic.speaker)
        recorded = "" if statistic.recorded is None else words.count(*statistic.recorded)
        if statistic.incidents:
            recorded += f" in {len(statistic.incidents)} incident{'s' * (len(statistic.incidents) != 1)}"
        quote = Text(quoted(statistic.quote, 160), style="italic green")
        quote.append(f"\n{shortened(statistic.report, 60)}", "not italic dim")
        table.add_row(said, Text(speaker), Text(recorded), quote)
    return table


@click.command()
@click.option("--speaker", metavar="ID", help="Only those of one actor, by its id.")
@click.option("--report", metavar="ID", help="Only those of one report.")
@limit_option
@format_option
@db_option
def forecasts(speaker: str | None, report: str | None, limit: int | None, format_: str | None, db: str) -> None:
    """List what speakers said would or may happen, with the later incidents that bear on it, for a person to judge."""
    with opened(db) as store:
        found = tuple(store.forecasts(report, speaker=speaker))
        if wants_json(format_):
            print_each(found[:limit])
            return
        table = forecasts_table(store, found[: limit or SHOWN])
    _print(table, len(found), limit, "forecast")


def forecasts_table(store: Store, found: Iterable[Forecast]) -> Table:
    """Build the table of forecasts."""
    from rich.text import Text

    from variorum.app.show import short_ids

    found = list(found)
    names = words.Names(store.actors(ids={f.statement.speaker for f in found}))
    bearing = {i for f in found for i in f.incidents[:MOST_BEARING]}
    entries = {entry.id: entry for entry in store.incident_entries(bearing)}
    ids = short_ids(store, sorted(bearing))
    table = _table("said", "who", "what would happen", "what came after")
    for forecast in found:
        statement = forecast.statement
        quote = Text(quoted(statement.quote, 200), style="italic green")
        if forecast.horizon:
            quote.append(f"\nuntil {forecast.horizon.end.isoformat()}", "not italic")
        quote.append(f"\n{shortened(statement.report, 60)}", "not italic dim")
        later = Text()
        for identifier in forecast.incidents[:MOST_BEARING]:
            entry = entries[identifier]
            later.append(f"{ids[identifier]} ", "cyan")
            later.append(f"{words.term(entry.type)}, {words.days(entry.when.start, entry.when.end)}\n")
        if (more := len(forecast.incidents) - MOST_BEARING) > 0:
            later.append(f"and {more} more")
        later.rstrip()
        who = Text(names.name(statement.speaker), style="magenta")
        who.append(f"\n{words.term(statement.stance)}", "dim")
        table.add_row(Text(words.days(forecast.said.start, forecast.said.end)), who, quote, later)
    return table


@click.command()
@click.option("--what", metavar="KIND", help="Only entries of a kind: add, rebuild, judge.")
@click.option("--limit", metavar="N", type=click.IntRange(1), default=SHOWN, help=f"How many. [default: {SHOWN}]")
@format_option
@db_option
def log(what: str | None, limit: int, format_: str | None, db: str) -> None:
    """Tell what was done to the record, when and by whom, the latest first."""
    with opened(db) as store:
        found = store.log(limit=limit, what=what)
    if wants_json(format_):
        print_each(found)
        return
    from rich.text import Text

    table = _table("when (UTC)", "who", "what", "")
    for entry in found:
        when = printable(entry.at[:19].replace("T", " "))
        table.add_row(*map(Text, (when, shortened(entry.user, 30), printable(entry.what), printable(entry.detail))))
    console().print(table if found else "Nothing was done yet.")


def _table(*columns: str) -> Table:
    from rich import box
    from rich.table import Table

    return Table(*columns, box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))


def _print(table: Table, total: int, limit: int | None, what: str) -> None:
    terminal = console()
    if total:
        terminal.print(table)
    count = f"{total:,} {what}{'s' * (total != 1)}" if total else f"no {what}s"
    hidden = total > (limit or SHOWN)
    terminal.print(f"{limit or SHOWN} of {count}; see more with --limit" if hidden else count)
