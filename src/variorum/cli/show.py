"""The command ``variorum show``."""

from __future__ import annotations

import click

from variorum.cli.output import console, format_option, print_json, wants_json
from variorum.cli.record import db_option, opened


@click.command()
@click.argument("incident", metavar="INCIDENT")
@format_option
@db_option
def show(incident: str, format_: str | None, db: str) -> None:
    """
    Show one incident: who says what of it in which words, where they part, what the figures rest on.

    INCIDENT is an id or its beginning, as `variorum incidents` gives it, or a report's own: report.txt:i3.
    """
    from variorum.app.show import view_incident

    with opened(db) as store:
        view = view_incident(store, incident)
    if wants_json(format_):
        print_json(view)
        return

    from variorum.cli.page import incident_page

    terminal = console()
    for part in incident_page(view):
        terminal.print(part)
