"""The command ``variorum watch``."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from variorum.cli import words
from variorum.cli.add import make_adder, originals_of, pipeline_option
from variorum.cli.intake import JOBS, named
from variorum.cli.output import format_option, print_json, wants_json
from variorum.cli.read import INTERRUPTED
from variorum.cli.record import db_option
from variorum.cli.terminal import printable, quoted

if TYPE_CHECKING:
    from variorum.app.difference import Change, NewContradiction, RevisedToll
    from variorum.model.tolls import Toll

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
LEAST_SECONDS = 60
MOST_POSITIONS = 4


def _seconds(_context: click.Context, _parameter: click.Parameter, value: str) -> int:
    found = re.fullmatch(r"\s*(\d{1,6})\s*([smhd]?)\s*", value)
    seconds = int(found[1]) * UNITS[found[2] or "s"] if found else 0
    if seconds < LEAST_SECONDS:
        raise click.BadParameter("Give a time of a minute or more, such as 15m or 2h.")
    return seconds


@click.command()
@click.argument("feeds", nargs=-1, required=True, metavar="FEED...", type=named)
@click.option(
    "--every", metavar="TIME", default="15m", callback=_seconds, help="How often to look: 15m, 2h. [default: 15m]"
)
@click.option("--once", is_flag=True, help="Look once, and end.")
@click.option("--webhook", metavar="URL", help="Post what changed there too, as JSON.")
@click.option("--webhook-private", is_flag=True, help="The webhook may be on this machine or a private network.")
@click.option(
    "--most", metavar="N", type=click.IntRange(1, 100_000), default=100, help="Pages of one feed. [default: 100]"
)
@click.option("--keep-original", is_flag=True, help="Keep the captured bytes, as for `variorum add`.")
@click.option(
    "--originals", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path), help="Keep them there."
)
@pipeline_option
@click.option("--jobs", metavar="N", type=click.IntRange(1, 256), help=JOBS)
@click.option("--user", metavar="NAME", help="Who does it, for the log. [default: your login]")
@format_option
@db_option
@click.pass_context
def watch(
    context: click.Context,
    feeds: tuple[str | Path, ...],
    every: int,
    once: bool,
    webhook: str | None,
    webhook_private: bool,
    most: int,
    keep_original: bool,
    originals: Path | None,
    pipeline: str | None,
    jobs: int | None,
    user: str | None,
    format_: str | None,
    db: str,
) -> None:
    """
    Look at feeds again and again, add what is new, and tell what that changed in the record.

    A FEED is the address of a feed, a sitemap or a page, or a file or folder. Told are new incidents, revised tolls and
    new contradictions, one a line. Ctrl-C ends it, and loses nothing.
    """
    from variorum.app.clock import current_user
    from variorum.app.gather import Gatherer, Wishes
    from variorum.app.watch import Webhook, poll
    from variorum.store import open_store

    kept = originals_of(db, originals, keep=keep_original)
    faults = 0
    try:
        with open_store(db) as store:
            adder = make_adder(context, store, pipeline=pipeline, jobs=jobs)
            hook = Webhook(webhook, store, private=webhook_private) if webhook else None
            while True:
                found = poll(
                    adder,
                    feeds,
                    Gatherer(Wishes(most=most), memory=store),
                    user=user or current_user(),
                    originals=kept,
                    said=lambda wrong: click.echo(printable(str(wrong)), err=True),
                )
                faults += found.failed
                if wants_json(format_):
                    print_json(*found.changes)
                else:
                    for line in lines_of(found.changes):
                        click.echo(line)
                if hook and (error := hook.send(found.changes)):
                    click.echo(printable(str(error)), err=True)
                    faults += 1
                if once:
                    break
                sys.stdout.flush()
                time.sleep(every)
    except KeyboardInterrupt:
        click.echo("Interrupted. Nothing is lost; go on with the same command.", err=True)
        context.exit(INTERRUPTED)
    context.exit(1 if faults else 0)


def lines_of(changes: Iterable[Change]) -> Iterable[str]:
    """Say each change in a line."""
    from variorum.app.difference import NewContradiction, NewIncident

    for change in changes:
        if isinstance(change, NewIncident):
            where = f" in {printable(', '.join(change.where))}" if change.where else ""
            when = words.days(change.when.start, change.when.end)
            tolls = "; ".join(f"{toll.outcome} {_figure(toll)}" for toll in change.tolls)
            what = change.type.replace("_", " ")
            yield f"New incident {change.incident}: {what}{where}, {when}" + (f": {tolls}" if tolls else "")
        elif isinstance(change, NewContradiction):
            stands = "; ".join(quoted(position.quote, 80) for position in change.positions[:MOST_POSITIONS])
            yield f"New contradiction in {change.incident}{_formerly(change)} on {change.field}: {stands}"
        else:
            before = _figure(change.before) if change.before else "unknown"
            after = _figure(change.after)
            yield f"Revised toll of {change.incident}{_formerly(change)}: {change.outcome} {before} → {after}"


def _formerly(change: RevisedToll | NewContradiction) -> str:
    return f" (before: {', '.join(change.formerly)})" if change.formerly else ""


def _figure(toll: Toll) -> str:
    high = "or more" if toll.high is None else str(toll.high)
    return str(toll.best) if toll.low == toll.best == toll.high else f"{toll.best} ({toll.low}–{high})"
