"""What the commands that take reports in share: naming them, and saying what they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from variorum.errors import MapBad
from variorum.sources import Kind, is_address, parse_columns

if TYPE_CHECKING:
    from variorum.app.gather import Wishes

F = TypeVar("F", bound=Callable[..., Any])


JOBS = "Processes to read with. [default: 1, and beyond 16 reports one a core, 4 at most]"


def named(value: str) -> str | Path:
    """Take an address, of whatever scheme, as it is, and all else as a file, a folder, or ``-`` for standard input."""
    return value if is_address(value) else Path(value)


def _columns(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Mapping[str, str]:
    try:
        return parse_columns(value) if value is not None else {}
    except MapBad as error:
        raise click.BadParameter(error.message) from error


def intake_options(command: F) -> F:
    """Add the options that say what is taken in and how."""
    for add in reversed(
        (
            click.option(
                "--map",
                "columns",
                metavar="FIELD=COLUMN,...",
                callback=_columns,
                help="Which column of a table holds what, such as text=body,published=date.",
            ),
            click.option(
                "--as",
                "kind",
                type=click.Choice(get_args(Kind)),
                help="What all of it is. [default: what its bytes, its name and its server say]",
            ),
            click.option("--no-fetch", is_flag=True, help="Fetch nothing; of feeds, take what they have of the text."),
            click.option(
                "--most",
                metavar="N",
                type=click.IntRange(1, 100_000),
                default=100,
                help="Pages of one feed or sitemap to fetch. [default: 100]",
            ),
        )
    ):
        command = add(command)
    return command


def wishes_of(columns: Mapping[str, str], kind: Kind | None, *, no_fetch: bool, most: int) -> Wishes:
    """Put together what a person says about what is taken in."""
    from variorum.app.gather import Wishes

    return Wishes(columns=columns, kind=kind, fetch=not no_fetch, most=most)
