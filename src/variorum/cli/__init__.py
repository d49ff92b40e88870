"""The command line: a thin layer over the use cases, with one module for each command."""

from __future__ import annotations

import sys

import click

from variorum import __version__
from variorum.cli.add import add, rebuild
from variorum.cli.datasets import compare, import_
from variorum.cli.demo import demo
from variorum.cli.doctor import doctor
from variorum.cli.dossier import dossier
from variorum.cli.export import export
from variorum.cli.incidents import incidents
from variorum.cli.judge import judge
from variorum.cli.knowledge import actors, places
from variorum.cli.lists import forecasts, log, search, statistics
from variorum.cli.output import format_option
from variorum.cli.read import read
from variorum.cli.record import DEFAULT, VARIABLE, address_of
from variorum.cli.schema import schema
from variorum.cli.serve import serve
from variorum.cli.show import show
from variorum.cli.status import print_status
from variorum.cli.terminal import printable
from variorum.cli.user import user
from variorum.cli.watch import watch
from variorum.errors import VariorumError


class Sections(click.Group):
    """A group whose help lists the commands in sections, in the order in which a person needs them."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the sections."""
        for title, some in COMMANDS.items():
            with formatter.section(title):
                formatter.write_dl([(command.name or "", command.get_short_help_str(200)) for command in some])


@click.group(cls=Sections, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--db", metavar="FILE|URL", help=f"The record, for any command. [default: {VARIABLE}, else {DEFAULT}]")
@format_option
@click.version_option(__version__, prog_name="variorum")
@click.pass_context
def commands(context: click.Context, db: str | None, format_: str | None) -> None:
    """
    Read reports of armed violence, and keep a record: what happened, who says so, in which words, where they part.

    Without a command, tells how the record stands.
    """
    if context.invoked_subcommand is None:
        print_status(address_of(context, db), format_)


COMMANDS: dict[str, tuple[click.Command, ...]] = {
    "Begin": (demo, read, add, watch),
    "The record": (incidents, show, search, actors, statistics, forecasts, log),
    "Your word": (judge, places),
    "In a browser": (serve, user, dossier),
    "All of it": (export, import_, compare, rebuild, schema, doctor),
}
for some in COMMANDS.values():
    for command in some:
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
