"""What ``variorum add --engine ray`` does before the rest of ``add``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from variorum.cli.add import Run, note_intake, note_outcome
from variorum.cli.progress import Watch
from variorum.cli.read import INTERRUPTED
from variorum.model import Published
from variorum.sources import Manifest

if TYPE_CHECKING:
    from variorum.app.add import Adder
    from variorum.app.gather import Wishes


def work_folder(db: str, folder: Path | None) -> Path:
    """
    Give where results are kept.

    Raises:
        click.UsageError: If the record is no file, and no folder is named.
    """
    if folder is None and "://" in db:
        raise click.UsageError("The record is no file to keep results beside; say where: --work FOLDER")
    return folder or Path(f"{db}.work")


def add_by_ray(
    context: click.Context,
    adder: Adder,
    files: tuple[str | Path, ...],
    run: Run,
    *,
    folder: Path,
    workers: int | None,
    wishes: Wishes,
    published: Published | None,
    publisher: str | None,
    manifest: Manifest,
) -> tuple[str | Path, ...]:
    """Read and store the files among *files*; gives what is left to take in here: addresses and standard input."""
    from variorum.app.add import Intake
    from variorum.app.bulk.cutting import Plan
    from variorum.app.bulk.reading import Engine
    from variorum.app.bulk.storing import store_results

    mine = [file for file in files if isinstance(file, Path) and str(file) != "-"]
    plan = Plan(
        reader=adder.version,
        pipeline=adder.pipeline,
        wishes=wishes,
        published=published,
        publisher=publisher,
        manifest=manifest,
    )
    engine = Engine(folder=folder, plan=plan, workers=workers, patience=adder.patience, make_reader=adder.make_reader)
    visible = sys.stderr.isatty()
    try:
        with Watch(0, visible=visible) as watch:
            for progress in engine.read(mine):
                watch.grow(watch.done + progress.read + progress.failed)
                watch.step(watch.done + progress.read + progress.failed)
        with Watch(0, visible=visible, label="Storing") as watch:
            for one in store_results(adder, engine, mine):
                if isinstance(one, Intake):
                    note_intake(run, watch, one)
                    watch.grow(watch.done + 1)
                    watch.step()
                else:
                    note_outcome(run, watch, one)
    except KeyboardInterrupt:
        click.echo("Interrupted. What was read is kept; go on with the same command.", err=True)
        context.exit(INTERRUPTED)
    return tuple(file for file in files if file not in set(mine))
