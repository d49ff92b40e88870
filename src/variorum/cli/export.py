"""The command ``variorum export``."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import click

from variorum.cli.record import db_option, opened


@click.command()
@click.option("--format", "format_", type=click.Choice(["json"]), default="json", help="json: one object, the record.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="[default: standard output]")
@click.option("--force", is_flag=True, help="Write over a FILE that is there.")
@db_option
def export(format_: str, output: Path | None, force: bool, db: str) -> None:  # noqa: ARG001 - one format so far
    """
    Write out the whole record: reports, actors, incidents, links, statistics, statements, forecasts.

    `variorum schema record` describes it. The same record gives the same bytes.
    """
    import msgspec

    from variorum.app.export import whole_record

    if output is not None and output.is_dir():
        raise click.UsageError(f"{output} is a folder; name a file in it.")
    if output is not None and output.exists() and not force:
        raise click.UsageError(f"{output} is there already; --force writes over it.")
    with opened(db) as store:
        content = msgspec.json.encode(whole_record(store)) + b"\n"
    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        _write(output, content)
    except OSError as error:
        raise click.FileError(str(output), error.strerror or str(error)) from error


def _write(path: Path, content: bytes) -> None:
    """Write *content* to *path* wholly, or leave what was there."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
