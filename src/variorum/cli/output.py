"""Where output goes: tables and pages to a person, JSON to a program."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click
import msgspec

if TYPE_CHECKING:
    from rich.console import Console

F = TypeVar("F", bound=Callable[..., Any])

PIPED_WIDTH = 160
"""The width of a table or page that goes to a file, in columns."""

LINE_BREAKS = {"\x85": b"\\u0085", "\u2028": b"\\u2028", "\u2029": b"\\u2029"}
"""Line breaks that JSON allows inside a string, but that many readers of lines split at."""


def format_option(command: F) -> F:
    """Add the option that chooses between what a person and what a program reads."""
    add = click.option(
        "--format",
        "format_",
        type=click.Choice(["text", "json"]),
        help="text: for people; json: one value a line. [default: text on a terminal, else json]",
    )
    return add(command)


def wants_json(format_: str | None) -> bool:
    """Tell whether a program reads standard output."""
    return format_ == "json" or (format_ is None and not sys.stdout.isatty())


def json_line(value: object) -> bytes:
    """Encode *value* as one line of JSON in UTF-8, which no reader of lines takes for several."""
    line = msgspec.json.encode(value)
    for character, escape in LINE_BREAKS.items():
        line = line.replace(character.encode("utf-8"), escape)
    return line + b"\n"


def print_json(*values: object) -> None:
    """Write each of *values* as a line of JSON."""
    for value in values:
        sys.stdout.buffer.write(json_line(value))
    sys.stdout.buffer.flush()


def print_each(values: Iterable[object]) -> None:
    """Write *values* as lines of JSON, each as it comes."""
    for value in values:
        print_json(value)


def console() -> Console:
    """Make the console for pages and tables, which takes all that it is given for plain words."""
    from rich.console import Console

    wide = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else PIPED_WIDTH
    return Console(width=wide, highlight=False, markup=False, emoji=False)
