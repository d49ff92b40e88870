"""The command ``variorum export``."""

from __future__ import annotations

import sys
import time
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from variorum.cli.record import db_option, opened
from variorum.cli.terminal import printable
from variorum.model.account import IncidentType
from variorum.model.record import PolicyName

if TYPE_CHECKING:
    from variorum.app.export import Written

FORMATS = ("json", "ged", "acled", "plover", "airwars", "hxl", "geojson", "parquet", "ftm")
SHOWN = 12
"""Reasons for warnings that are shown."""


def _day(_context: click.Context, _parameter: click.Parameter, value: datetime | None) -> date | None:
    return value.date() if value else None


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    default="json",
    help="json: one object, the record; the others as the data sets of that name. [default: json]",
)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="A file; for airwars, hxl and parquet, a folder. [default: standard output, for json alone]",
)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), callback=_day, metavar="DAY", help="On this day or later.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), callback=_day, metavar="DAY", help="On this day or before.")
@click.option("--where", metavar="PLACE", help="In a country, by name or two letters, or in a place or province.")
@click.option(
    "--type",
    "types",
    metavar="TYPE",
    multiple=True,
    type=click.Choice(get_args(IncidentType)),
    help="Of a type, such as air_strike; may be given several times.",
)
@click.option(
    "--policy", type=click.Choice(get_args(PolicyName)), help="Estimate under another rule than the record does."
)
@click.option("--statements", is_flag=True, help="plover: give also statements that accuse, threaten or demand.")
@click.option(
    "--codes",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Tables of names and codes of one's own, in place of those that are installed.",
)
@click.option("--force", is_flag=True, help="Write over files that are there.")
@db_option
def export(
    format_: str,
    output: Path | None,
    since: date | None,
    until: date | None,
    where: str | None,
    types: tuple[IncidentType, ...],
    policy: PolicyName | None,
    statements: bool,
    codes: Path | None,
    force: bool,
    db: str,
) -> None:
    """
    Write out the record, whole or in part, in the form of another data set.

    Beside the data stand NAME.provenance.jsonl, which says what each value rests on, and NAME.warnings.jsonl, which
    lists what the format cannot hold. The same record gives the same bytes.
    """
    from variorum.app.export import chosen_record, export_filter, with_deleted, write_out
    from variorum.exports.codes import Codes
    from variorum.exports.formats import FORMATS as KNOWN

    known = KNOWN[format_]
    if output is None and format_ != "json":
        raise click.UsageError(f"{format_} has files beside it; name where they go with -o.")
    if output is not None and known.ending and output.is_dir():
        raise click.UsageError(f"{output} is a folder; name a file in it.")
    if statements and format_ != "plover":
        raise click.UsageError("--statements is for plover; the other formats have no such events.")
    if output is not None and not known.ending and output.is_file():
        raise click.UsageError(f"{output} is a file, and {format_} is written to a folder.")
    if output is not None and known.ending and output.exists() and not force:
        raise click.UsageError(f"{output} is there already; --force writes over it.")
    with opened(db) as store:
        record = chosen_record(store, export_filter(since=since, until=until, where=where, types=types), policy)
    name = output.name if output is not None and known.ending else format_
    written = write_out(record, format_, name, codes=Codes(codes), statements=statements)
    if output is None:
        sys.stdout.buffer.write(written.files[name])
        sys.stdout.buffer.flush()
        return
    if format_ == "acled":
        written = with_deleted(written, _before(output), name, int(time.time()))
    _save(written, output, force=force)
    _report(written, output)


def _before(output: Path) -> dict[str, bytes]:
    """Give the side file and the deletions of a former export of the same name."""
    beside = (output.with_name(f"{output.stem}{ending}") for ending in (".provenance.jsonl", "_deleted.csv"))
    try:
        return {path.name: path.read_bytes() for path in beside if path.is_file()}
    except OSError as error:
        raise click.FileError(str(output), error.strerror or str(error)) from error


def _save(written: Written, output: Path, *, force: bool) -> None:
    from variorum.app.export import save

    folder = output if written.folder else output.parent
    paths = {folder / name: content for name, content in written.files.items()}
    taken = [path for path in paths if path.exists()]
    if taken and not force:
        raise click.UsageError(f"{taken[0]} is there already; --force writes over it.")
    try:
        if written.folder:
            folder.mkdir(parents=True, exist_ok=True)
        save(paths)
    except OSError as error:
        raise click.FileError(str(output), error.strerror or str(error)) from error


def _report(written: Written, output: Path) -> None:
    """Say on standard error how much was written, and what could not be."""
    for name, rows in written.rows.items():
        click.echo(f"{printable(name)}: {rows:,} row{'s' * (rows != 1)}", err=True)
    total = sum(written.warnings.values())
    if total:
        listed = sorted(written.warnings.items(), key=lambda item: (-item[1], item[0]))
        click.echo(f"{total:,} warning{'s' * (total != 1)}, in {printable(_warnings(written, output))}:", err=True)
        for reason, count in listed[:SHOWN]:
            click.echo(f"  {count:>6,}  {printable(reason)}", err=True)
        if len(listed) > SHOWN:
            click.echo(f"          and {len(listed) - SHOWN} other reasons", err=True)


def _warnings(written: Written, output: Path) -> str:
    name = next(name for name in written.files if name.endswith(".warnings.jsonl"))
    return str((output if written.folder else output.parent) / name)
