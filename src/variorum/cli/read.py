"""The command ``variorum read``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from variorum.cli.intake import JOBS, intake_options, named, wishes_of
from variorum.cli.output import console, json_line
from variorum.cli.progress import Watch
from variorum.errors import DateInvalid
from variorum.model import Account, Published
from variorum.sources import Kind, Manifest, parse_published, read_manifest

if TYPE_CHECKING:
    from variorum.app.read import MakeReader

INTERRUPTED = 130
"""The exit code after Ctrl-C."""


def parse_date(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Published | None:
    """Read the option for a date; one that is none is wrong usage."""
    try:
        return parse_published(value) if value is not None else None
    except DateInvalid as error:
        raise click.BadParameter(error.message) from error


@click.command()
@click.argument("files", nargs=-1, metavar="FILE|URL...", type=named)
@click.option("--samples", is_flag=True, help="Read the sample reports that come with Variorum.")
@click.option("--published", metavar="DATE", callback=parse_date, help="When the reports were published.")
@click.option("--publisher", metavar="NAME", help="Who published the reports.")
@click.option(
    "--manifest",
    "manifest_path",
    metavar="CSV",
    type=click.Path(path_type=Path),
    help="What is known of each report, with the columns file, published, publisher, title, authors; "
    "counts before the options above. Without FILE, the files that it lists are read.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["json", "tree", "table"]),
    help="json: one account a line. [default: tree on a terminal, else json]",
)
@intake_options
@click.option("--pipeline", metavar="NAME", help="A spaCy pipeline to read with. [default: variorum_en]")
@click.option("--record", metavar="FILE|URL", help="Read with the places and actors that this record was given.")
@click.option("--jobs", metavar="N", type=click.IntRange(1, 256), help=JOBS)
@click.pass_context
def read(
    context: click.Context,
    files: tuple[str | Path, ...],
    samples: bool,
    published: Published | None,
    publisher: str | None,
    manifest_path: Path | None,
    format_: str | None,
    columns: Mapping[str, str],
    kind: Kind | None,
    no_fetch: bool,
    most: int,
    pipeline: str | None,
    record: str | None,
    jobs: int | None,
) -> None:
    """
    Tell what each report says: incidents, harms, statements and statistics, with who says so and in which words.

    A FILE is a report, or holds some: plain text, Markdown, HTML, PDF, DOCX, a message or mailbox, a feed or sitemap,
    WARC or WACZ, a table (CSV, JSON lines, Parquet), a ZIP of these, a folder, or - for standard input. A URL is
    fetched. What cannot be read is reported in one line on standard error, and the others are read; the exit code is
    then 1.

    DATE is a day (2024-03-18), a month (2024-03), a year (2024) or a range of two of them with a slash between.
    """
    from variorum.app.add import files_of
    from variorum.app.gather import Gatherer
    from variorum.app.read import ReadFailure, make_reader, read_paths

    if samples:
        if files or manifest_path:
            raise click.UsageError("--samples reads the bundled reports alone: give it no FILE and no --manifest.")
        from variorum.samples import MANIFEST, sample_paths

        files, manifest_path = tuple(sample_paths()), MANIFEST
    if not files and not manifest_path:
        raise click.UsageError("Name a FILE to read, or use --samples.")
    manifest = read_manifest(manifest_path) if manifest_path else Manifest()
    files = files_of(files) if files else tuple(row.file for row in manifest.rows)
    show, finish = _writer(format_ or ("tree" if sys.stdout.isatty() else "json"))
    visible = sys.stderr.isatty() and not sys.stdout.isatty()
    faults = len(manifest.errors)
    with Watch(len(files), visible=visible) as watch:
        for error in manifest.errors:
            watch.say(error)
        # Tests put a reader of their own there, for most of what happens here needs no language model.
        maker: MakeReader = context.obj if context.obj is not None else make_reader
        if record is not None:
            maker = _knowing(record, maker)
        try:
            outcomes = read_paths(
                files,
                published=published,
                publisher=publisher,
                manifest=manifest,
                pipeline=pipeline,
                jobs=jobs,
                make_reader=maker,
                gatherer=Gatherer(wishes_of(columns, kind, no_fetch=no_fetch, most=most)),
            )
            for outcome in outcomes:
                for issue in outcome.issues:
                    watch.say(issue)
                if isinstance(outcome, ReadFailure):
                    watch.say(outcome.error)
                    faults += 1
                else:
                    show(outcome.account)
                watch.grow(watch.done + 1)
                watch.step()
        except KeyboardInterrupt:
            watch.say(f"Interrupted: {watch.done} of {watch.total} reports are done.")
            context.exit(INTERRUPTED)
        finally:
            finish()
    context.exit(1 if faults else 0)


def _knowing(record: str, maker: MakeReader) -> MakeReader:
    from variorum.app.knowledge import knowing
    from variorum.store import open_store

    with open_store(record, create=False) as store:
        return knowing(store, maker)


def _writer(format_: str) -> tuple[Callable[[Account], None], Callable[[], None]]:
    """Give what shows one account at once, and what ends the output."""
    if format_ == "json":
        stream = sys.stdout.buffer

        def write_line(account: Account) -> None:
            stream.write(json_line(account))
            stream.flush()

        return write_line, lambda: None

    from variorum.cli.table import accounts_table
    from variorum.cli.tree import account_tree

    terminal = console()
    accounts: list[Account] = []

    def print_tree(account: Account) -> None:
        terminal.print(account_tree(account), "", sep="\n")

    def print_table() -> None:
        if accounts:
            terminal.print(accounts_table(accounts))

    if format_ == "tree":
        return print_tree, lambda: None
    return accounts.append, print_table
