"""The command ``variorum judge`` and those below it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from variorum.cli import words
from variorum.cli.output import console, format_option, print_json, wants_json
from variorum.cli.record import db_option, opened

if TYPE_CHECKING:
    from variorum.model.record import JudgementAction

F = TypeVar("F", bound=Callable[..., Any])


@click.group()
def judge() -> None:
    """
    Correct the record: say what is one incident and what is not, set a value, reject, undo.

    A judgement is kept for ever, with who made it, when and why. It outlives rebuilding and newer readers, and the
    record shows the machine's value and the person's side by side. INCIDENT is what `variorum show` takes.
    """


def _shared(command: F) -> F:
    """Add the options that every judgement has."""
    for option in (
        db_option,
        format_option,
        click.option("--user", metavar="NAME", help="Who judges. [default: your login]"),
        click.option("--reason", metavar="TEXT", default="", help="Why."),
    ):
        command = option(command)
    return command


@judge.command()
@click.argument("incidents", metavar="INCIDENT INCIDENT...", nargs=-1, required=True)
@_shared
def same(incidents: tuple[str, ...], **options: Any) -> None:
    """Say that two incidents or more are one."""
    _judge("same", incidents, **options)


@judge.command()
@click.argument("incidents", metavar="INCIDENT INCIDENT...", nargs=-1, required=True)
@_shared
def different(incidents: tuple[str, ...], **options: Any) -> None:
    """
    Say that two or more are not one incident.

    Those that the record has as one are told apart by the reports' own: a.txt:i1 b.txt:i3, as `variorum show` has them.
    """
    _judge("different", incidents, **options)


@judge.command("set")
@click.argument("incident")
@click.argument("field")
@click.argument("value")
@_shared
def set_(incident: str, field: str, value: str, **options: Any) -> None:
    """
    Set a field of an incident.

    FIELD is type, certainty, when (2024-03-18, or two days with a slash), initiators or targets (ids of actors with
    commas, from `variorum actors`), or an outcome such as killed or injured (8, 5-8, or 5- for at least 5).
    """
    _judge("set", (incident,), field=field, value=value, **options)


@judge.command()
@click.argument("incident")
@_shared
def reject(incident: str, **options: Any) -> None:
    """Say that this is no incident; it is kept, and shown with `variorum incidents --rejected`."""
    _judge("reject", (incident,), **options)


@judge.command()
@click.argument("judgement", required=False)
@_shared
def undo(judgement: str | None, **options: Any) -> None:
    """Take back a judgement, by default your latest; taking back that brings it back."""
    _judge("undo", (), undoes=judgement, **options)


def _judge(
    action: JudgementAction,
    incidents: tuple[str, ...],
    *,
    db: str,
    format_: str | None,
    user: str | None,
    reason: str,
    **rest: Any,
) -> None:
    from variorum.app.judge import judge as write
    from variorum.app.show import actors_of_incidents, full_id, judged

    with opened(db) as store:
        # A report's own is meant as it is; of it the judgement speaks, not of what it is joined with.
        named = [i if full_id(store, i) and ":" in i else full_id(store, i) for i in incidents]
        judgement = write(store, action, named, user=user, reason=reason, **rest)
        if wants_json(format_):
            print_json(judgement)
            return
        entries = judged(store, judgement)
        names = words.Names(actors_of_incidents(store, entries))

    from rich.padding import Padding

    from variorum.cli.incidents import what
    from variorum.cli.page import judgement_line

    terminal = console()
    terminal.print(judgement_line(judgement))
    for entry in entries:
        line = what(entry)
        line.append(f", {words.when(entry.when)}, {names.parties(entry, most=2)}  ", "not bold")
        line.append(entry.id, "not bold cyan")
        terminal.print(Padding(line, (0, 0, 0, 2)))
    terminal.print(f"Take it back with: variorum judge undo {judgement.id}", style="dim")
