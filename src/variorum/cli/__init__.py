"""The command line: a thin layer over the use cases, with one module for each command."""

from __future__ import annotations

import sys

import click

from variorum import __version__
from variorum.cli.doctor import doctor
from variorum.cli.read import read
from variorum.cli.schema import schema
from variorum.cli.terminal import printable
from variorum.errors import VariorumError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="variorum")
def commands() -> None:
    """Read reports of armed violence: what each says happened, who says so, and in which words."""


for command in (read, schema, doctor):
    commands.add_command(command)


def main() -> None:
    """Run the command line; a request that cannot be carried out ends with one line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")  # a terminal that knows few characters shows the others escaped
    try:
        commands(prog_name="variorum")
    except VariorumError as error:
        click.echo(printable(str(error)), err=True)
        sys.exit(2)
