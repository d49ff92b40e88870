"""Shows many accounts as one table, a row for each incident."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from variorum.cli import words
from variorum.cli.terminal import printable, shortened
from variorum.cli.words import Names
from variorum.model import Account, Harm

COLUMNS = ("report", "published", "incident", "when", "where", "who → whom", "harms")


def accounts_table(accounts: Iterable[Account]) -> Table:
    """Build the table of *accounts*; a report of no incident has one row that says so."""
    table = Table(*COLUMNS)
    for account in accounts:
        names = Names(account.actors)
        report = (shortened(account.report.id, 40), words.published(account.report.published))
        for incident in account.incidents:
            _add_row(
                table,
                *report,
                words.term(incident.type) + ("?" if incident.certainty == "alleged" else ""),
                words.when(incident.when),
                ", ".join(printable(place.name) for place in incident.where) or "unknown",
                names.parties(incident),
                "; ".join(_harm_of(harm, names) for harm in incident.harms),
            )
        if not account.incidents:
            _add_row(table, *report, "none", "", "", "", "")
    return table


def _harm_of(harm: Harm, names: Names) -> str:
    said = words.harm(harm)
    if harm.stance == "denies":
        return f"{said} (denied by {names.name(harm.speaker)})"
    return f"{said} ({names.name(harm.speaker)})" if harm.speaker else said


def _add_row(table: Table, *cells: str) -> None:
    table.add_row(*map(Text, cells))
