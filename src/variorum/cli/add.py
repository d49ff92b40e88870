"""The commands that make the record: ``variorum add`` and ``variorum rebuild``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from variorum.cli import words
from variorum.cli.intake import JOBS, intake_options, named, wishes_of
from variorum.cli.output import format_option, print_json, wants_json
from variorum.cli.progress import Watch
from variorum.cli.read import INTERRUPTED, parse_date
from variorum.cli.record import db_option
from variorum.cli.terminal import printable, shortened
from variorum.errors import StoreMissing
from variorum.model import Published
from variorum.model.account import Value
from variorum.model.record import PolicyName
from variorum.sources import Kind, Manifest, read_manifest

if TYPE_CHECKING:
    from variorum.app.add import Adder, Intake
    from variorum.app.collate import Changes
    from variorum.app.gather import Gatherer
    from variorum.app.originals import Originals
    from variorum.app.read import Outcome
    from variorum.store import Store

MOST_DATED = 5
MOST_REASONS = 6

policy_option = click.option(
    "--policy",
    type=click.Choice(get_args(PolicyName)),
    help="How estimates are chosen. [default: that of the record, at first ucdp]",
)
pipeline_option = click.option(
    "--pipeline", metavar="NAME", help="A spaCy pipeline to read with. [default: variorum_en]"
)


class DatedReport(Value, frozen=True, kw_only=True):
    """A report whose date of publication was inferred, and why."""

    report: str
    published: Published
    reasons: tuple[str, ...]


class AddSummary(Value, frozen=True, kw_only=True):
    """What a run of ``variorum add`` did; `incidents` are the ids of those that were made or changed."""

    added: int
    known: int
    read: int
    failed: int
    incidents: tuple[str, ...]
    dated: tuple[DatedReport, ...]


@dataclass
class Run:
    """How far a run is; for tests and the demo it can be watched."""

    added: int = 0
    known: int = 0
    read: int = 0
    failed: int = 0
    faults: int = 0


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH|URL...", type=named)
@click.option("--samples", is_flag=True, help="Add the sample reports that come with Variorum.")
@click.option("--published", metavar="DATE", callback=parse_date, help="When the reports were published.")
@click.option("--publisher", metavar="NAME", help="Who published the reports.")
@click.option(
    "--manifest",
    "manifest_path",
    metavar="CSV",
    type=click.Path(path_type=Path),
    help="What is known of each report, as for `variorum read`. Without PATH, the files that it lists are added.",
)
@intake_options
@click.option("--keep-original", is_flag=True, help="Keep the captured bytes too, by their hash, beside the record.")
@click.option(
    "--originals",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep them there. [default: the record's name and .originals]",
)
@click.option("--retry", is_flag=True, help="Try those again that could not be read before.")
@policy_option
@pipeline_option
@click.option("--jobs", metavar="N", type=click.IntRange(1, 4096), help=f"{JOBS} With Ray: one a core.")
@click.option(
    "--engine",
    type=click.Choice(["local", "ray"]),
    default="local",
    help="What reads: this program, or Ray on this machine or the cluster that RAY_ADDRESS names. [default: local]",
)
@click.option(
    "--work",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where Ray keeps what it has read. [default: the record's name and .work]",
)
@click.option(
    "--patience",
    metavar="SECONDS",
    type=click.FloatRange(0.01, 86_400),
    default=60.0,
    help="How long reading a report may take, besides a second for each hundred words. [default: 60]",
)
@click.option("--user", metavar="NAME", help="Who does it, for the log. [default: your login]")
@click.option("-v", "--verbose", is_flag=True, help="Tell why reports were dated as they were.")
@format_option
@db_option
@click.pass_context
def add(
    context: click.Context,
    paths: tuple[str | Path, ...],
    samples: bool,
    published: Published | None,
    publisher: str | None,
    manifest_path: Path | None,
    columns: Mapping[str, str],
    kind: Kind | None,
    no_fetch: bool,
    most: int,
    keep_original: bool,
    originals: Path | None,
    retry: bool,
    policy: PolicyName | None,
    pipeline: str | None,
    jobs: int | None,
    engine: str,
    work: Path | None,
    patience: float,
    user: str | None,
    verbose: bool,
    format_: str | None,
    db: str,
) -> None:
    """
    Add reports to the record: keep them, read them, find what they have in common, and estimate anew.

    A PATH is a report, or holds some: plain text, Markdown, HTML, PDF, DOCX, a message or mailbox, a feed or sitemap,
    WARC or WACZ, a table (CSV, JSON lines, Parquet), a ZIP of these, a folder, or - for standard input. A URL is
    fetched, and fetched again only if it has changed. A report is added once, whatever its file is called. Ctrl-C loses
    nothing: the same again goes on where it ended, `variorum add` alone with what was taken in. What cannot be read is
    one line on standard error, and the exit code is then 1.
    """
    from variorum.app.add import files_of
    from variorum.app.clock import current_user
    from variorum.app.gather import Gatherer
    from variorum.store import open_store

    if samples:
        if paths or manifest_path:
            raise click.UsageError("--samples adds the bundled reports alone: give it no PATH and no --manifest.")
        from variorum.samples import MANIFEST, sample_paths

        paths, manifest_path = tuple(sample_paths()), MANIFEST
    manifest = read_manifest(manifest_path) if manifest_path else Manifest()
    files = files_of(paths) if paths else tuple(row.file for row in manifest.rows)
    if paths and not files:
        raise click.UsageError("No PATH holds a file that may be a report.")
    kept = originals_of(db, originals, keep=keep_original)
    wishes = wishes_of(columns, kind, no_fetch=no_fetch, most=most)
    if engine == "ray" and kept:
        raise click.UsageError("--engine ray keeps no originals; leave out --keep-original and --originals.")
    run = Run(faults=len(manifest.errors))
    for error in manifest.errors:
        click.echo(printable(str(error)), err=True)
    try:
        store = open_store(db, create=bool(files))
    except StoreMissing as missing:
        if manifest_path:
            raise
        raise click.UsageError("Name a PATH to add, or use --samples; no record is there to go on with.") from missing
    with store:
        adder = make_adder(context, store, pipeline=pipeline, jobs=jobs, policy=policy, patience=patience)
        if engine == "ray":
            from variorum.cli.bulk import add_by_ray, work_folder

            files = add_by_ray(
                context,
                adder,
                files,
                run,
                folder=work_folder(db, work),
                workers=jobs,
                wishes=wishes,
                published=published,
                publisher=publisher,
                manifest=manifest,
            )
        take_files(
            context,
            store,
            files,
            run,
            published=published,
            publisher=publisher,
            manifest=manifest,
            gatherer=Gatherer(wishes, memory=store),
            originals=kept,
        )
        read_waiting(context, adder, run, retry=retry)
        try:
            changes = adder.finish(user=user or current_user())
        except KeyboardInterrupt:
            click.echo("Interrupted: all reports are read. Nothing is lost; go on with: variorum add", err=True)
            context.exit(INTERRUPTED)
        if wants_json(format_):
            print_json(summary_of(run, changes))
        else:
            tell(store, run, changes, verbose=verbose)
    context.exit(1 if run.faults else 0)


def originals_of(db: str, folder: Path | None, *, keep: bool) -> Originals | None:
    """
    Give where captured bytes are kept, if they are.

    Raises:
        click.UsageError: If the record is no file, and no folder is named.
    """
    from variorum.app.originals import Originals

    if folder is None and not keep:
        return None
    if folder is None and "://" in db:
        raise click.UsageError("The record is no file to keep them beside; say where: --originals FOLDER")
    return Originals(folder or Path(f"{db}.originals"))


def make_adder(
    context: click.Context,
    store: Store,
    *,
    pipeline: str | None,
    jobs: int | None = None,
    policy: PolicyName | None = None,
    patience: float = 60.0,
) -> Adder:
    """
    Make what adds to *store*, under the policy that its estimates have.

    Raises:
        click.UsageError: If *policy* is another.
    """
    from variorum.app.add import Adder
    from variorum.app.judge import policy_of
    from variorum.app.read import make_reader

    kept = policy_of(store)
    if policy not in (None, kept) and store.counts().incidents:
        raise click.UsageError(
            f"The estimates of this record follow {kept}; change them all with: variorum rebuild --policy {policy}"
        )
    # Tests put a reader of their own there.
    maker = context.obj if context.obj is not None else make_reader
    return Adder(store, pipeline=pipeline, jobs=jobs, patience=patience, policy=policy or kept, make_reader=maker)


def take_files(
    context: click.Context,
    store: Store,
    files: tuple[str | Path, ...],
    run: Run,
    *,
    published: Published | None = None,
    publisher: str | None = None,
    manifest: Manifest | None = None,
    gatherer: Gatherer | None = None,
    originals: Originals | None = None,
) -> None:
    """Keep the reports in *files*, and count them in *run*; what is wrong with one is said in a line."""
    from variorum.app.add import take_in

    with Watch(len(files), visible=sys.stderr.isatty(), label="Taking in") as watch:
        try:
            for intake in take_in(
                store,
                files,
                published=published,
                publisher=publisher,
                manifest=manifest,
                gatherer=gatherer,
                originals=originals,
            ):
                note_intake(run, watch, intake)
                watch.grow(watch.done + 1)
                watch.step()
        except KeyboardInterrupt:
            watch.say(f"Interrupted: {watch.done} of {watch.total} reports are taken in, and kept. {_goes_on(files)}")
            context.exit(INTERRUPTED)


def read_waiting(context: click.Context, adder: Adder, run: Run, *, retry: bool = False) -> None:
    """Read the reports that wait, and count them in *run*."""
    store = adder.store
    before = store.counts()
    if not before.reports:
        return
    waiting = adder.waiting(retry=retry)
    with Watch(len(waiting), visible=sys.stderr.isatty()) as watch:
        again = len(waiting) - before.waiting - (before.failed if retry else 0)
        if again > 0:
            watch.say(f"{again:,} reports are read again, for another version of the reader read them.")
        try:
            for outcome in adder.read(waiting):
                note_outcome(run, watch, outcome)
                watch.step()
        except KeyboardInterrupt:
            watch.say(
                f"Interrupted: {watch.done} of {watch.total} reports are read. Nothing is lost; "
                "go on with: variorum add"
            )
            context.exit(INTERRUPTED)


def note_intake(run: Run, watch: Watch, intake: Intake) -> None:
    """Count a report that was taken in, and say what is wrong with it."""
    for issue in intake.issues if intake.new or intake.unchanged else ():
        watch.say(issue)
    if intake.error:
        watch.say(intake.error)
        run.faults += 1
        run.failed += 1
    elif intake.new:
        run.added += 1
    else:
        run.known += 1


def note_outcome(run: Run, watch: Watch, outcome: Outcome) -> None:
    """Count a report that was read, or could not be, and say why."""
    from variorum.app.read import ReadFailure

    for issue in outcome.issues:
        watch.say(issue)
    if isinstance(outcome, ReadFailure):
        watch.say(outcome.error)
        run.faults += 1
        run.failed += 1
    else:
        run.read += 1


def _goes_on(files: tuple[str | Path, ...]) -> str:
    return "Go on with the same command." if files else ""


def summary_of(run: Run, changes: Changes) -> AddSummary:
    """Put together what a run did."""
    return AddSummary(
        added=run.added,
        known=run.known,
        read=run.read,
        failed=run.failed,
        incidents=tuple(changes.made),
        dated=tuple(
            DatedReport(report=report, published=dated.published, reasons=tuple(dated.reasons))
            for report, dated in sorted(changes.dated.items())
        ),
    )


def tell(store: Store, run: Run, changes: Changes, *, verbose: bool = False) -> None:
    """Say in a few lines what a run did."""
    counts = store.counts()
    parts = [f"{_reports(run.added)} added"]
    parts += [f"{run.known:,} already there"] if run.known else []
    parts += [f"{run.failed:,} could not be read"] if run.failed else []
    click.echo(", ".join(parts) + ".")
    if changes.made:
        click.echo(f"{_incidents(len(changes.made))} made or changed.")
    click.echo(
        f"The record holds {_incidents(counts.incidents)} from {_reports(counts.read)}; "
        f"the accounts part on {counts.contested:,}."
    )
    if changes.dated:
        why = "" if verbose else " (-v says why)"
        click.echo(f"{_reports(len(changes.dated))} dated by what they share with others{why}:")
        shown = sorted(changes.dated.items())
        for report, dated in shown if verbose else shown[:MOST_DATED]:
            click.echo(f"  {shortened(report, 60)}  {words.days(dated.published.start, dated.published.end)}")
            for reason in dated.reasons[:MOST_REASONS] if verbose else ():
                click.echo(f"    {printable(reason)}")
        if not verbose and len(shown) > MOST_DATED:
            click.echo(f"  … and {len(shown) - MOST_DATED:,} more")
    if changes.contradictions:
        click.echo(f"Judgements contradict one another on {len(changes.contradictions)} pairs; see: variorum log")
    if counts.incidents:
        click.echo("See: variorum incidents")


def _reports(number: int) -> str:
    return f"{number:,} report{'s' * (number != 1)}"


def _incidents(number: int) -> str:
    return f"{number:,} incident{'s' * (number != 1)}"


@click.command()
@policy_option
@pipeline_option
@db_option
@click.pass_context
def rebuild(context: click.Context, policy: PolicyName | None, pipeline: str | None, db: str) -> None:
    """
    Make the record again from its reports' accounts and people's judgements, which stay as they are.

    The same accounts and judgements give the same record, byte for byte.
    """
    from variorum.app.add import Adder
    from variorum.app.add import rebuild as make_again
    from variorum.app.clock import current_user
    from variorum.app.judge import policy_of
    from variorum.app.read import make_reader
    from variorum.store import open_store

    with open_store(db, create=False) as store:
        maker = context.obj if context.obj is not None else make_reader
        adder = Adder(store, pipeline=pipeline, policy=policy or policy_of(store), make_reader=maker)
        reports = store.counts().read
        with Watch(reports, visible=sys.stderr.isatty(), label="Rebuilding") as watch:
            try:
                make_again(adder, user=current_user(), told=lambda share: watch.step(round(share * reports)))
            except KeyboardInterrupt:
                watch.say("Interrupted: the record is as it was before.")
                context.exit(INTERRUPTED)
        counts = store.counts()
    click.echo(f"The record holds {_incidents(counts.incidents)} from {_reports(counts.read)}.")
