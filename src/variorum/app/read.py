"""Reads reports into accounts: one outcome for each report, in the order in which they were named."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path
from typing import Protocol

import msgspec

from variorum.app.cycles import no_cycles
from variorum.app.gather import Found, Gatherer
from variorum.app.limit import OutOfTime, within
from variorum.errors import Issue, PipelineMissing, ReaderDied, ReaderFailed, ReaderSlow, ReportError, RequestError
from variorum.model import Account, Published, Report
from variorum.model.account import Bases
from variorum.settings import Settings
from variorum.sources import Manifest

PATIENCE = 60.0
"""Seconds that reading may take, whatever the length of a report."""

WORDS_A_SECOND = 100
"""A reader that is slower on a long report hangs; on one old core it reads ten times as many."""

STARTING = 120.0
"""Seconds that a process has beyond that, to start on a loaded machine, before it is killed."""


class ReportReader(Protocol):
    """Turns a report into its account; the seam at which another reader can take the place of the built-in one."""

    version: str

    def read(self, report: Report) -> Account:
        """Read *report*; never raises on what its text holds."""
        ...


MakeReader = Callable[[str | None, int], ReportReader]
"""Makes a reader from the name of a pipeline and the number of threads that it may use."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadSuccess:
    """The name of a report, and the account of it."""

    name: str
    account: Account
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadFailure:
    """The name of what there is no account of, and why."""

    name: str
    error: ReportError
    issues: tuple[Issue, ...] = ()


Outcome = ReadSuccess | ReadFailure


@dataclass(frozen=True, kw_only=True, slots=True)
class _Task:
    """One report, or what is wrong with it, and all that a process needs to read it."""

    name: str
    report: Report | None
    make_reader: MakeReader
    pipeline: str | None
    threads: int
    error: ReportError | None = None
    issues: tuple[Issue, ...] = ()
    patience: float = PATIENCE

    @property
    def seconds(self) -> float:
        """Give how long reading may take."""
        return self.patience + (self.report.text.count(" ") / WORDS_A_SECOND if self.report else 0)


def make_reader(pipeline: str | None, threads: int) -> ReportReader:
    """
    Make the built-in reader on *pipeline*, or on variorum-en where that is None.

    Raises:
        RequestError: If the pipeline does not load or lacks what reading needs.
    """
    try:
        with no_cycles():
            from variorum.nlp import load_pipeline
            from variorum.reading.reader import Reader

            reader = Reader(load_pipeline(pipeline, threads=threads))
            # What is loaded stays: the collector would go over all of it time and again as reports are read.
            gc.freeze()
            return reader
    except (ImportError, OSError) as error:
        reason = " ".join(str(error).split())[:200]
        raise PipelineMissing(name=pipeline or "variorum_en", reason=reason) from error


def cores() -> int:
    """Count the processor cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every platform
        return os.cpu_count() or 1


def read_paths(
    paths: Iterable[str | Path],
    *,
    published: Published | None = None,
    publisher: str | None = None,
    manifest: Manifest | None = None,
    pipeline: str | None = None,
    jobs: int | None = 1,
    patience: float = PATIENCE,
    settings: Settings | None = None,
    make_reader: MakeReader = make_reader,
    gatherer: Gatherer | None = None,
) -> Iterator[Outcome]:
    """
    Read the reports in each of *paths*, which may be addresses, lazily and in their order.

    What cannot be read gives a `ReadFailure`, and the others are read. What the manifest says of a file counts before
    *published* and *publisher*, and these before what the report says of itself. With *jobs* above 1 the reports are
    read by that many processes, which share the cores between them; *make_reader* must then be importable by name. With
    None the first `FEW` are read by this process and any further ones by a process a core, `MOST_JOBS` at the most. A
    report may take *patience* seconds and one more for each hundred words.

    Raises:
        RequestError: When the first report is read, if the pipeline cannot be used.
    """
    threads = max(1, cores() // (jobs or 1))

    def outcomes() -> Iterator[Outcome]:
        with gatherer or Gatherer(settings=settings) as gathering:
            tasks = (
                _Task(
                    name=found.name,
                    report=found.report and with_known(found, published, publisher, manifest),
                    error=found.error,
                    issues=found.issues,
                    make_reader=make_reader,
                    pipeline=pipeline,
                    threads=threads,
                    patience=patience,
                )
                for found in gathering.gather(paths)
                if found.report or found.error
            )
            yield from _run(tasks, jobs)

    return outcomes()


def read_reports(
    reports: Iterable[Report],
    *,
    pipeline: str | None = None,
    jobs: int | None = 1,
    threads: int | None = None,
    patience: float = PATIENCE,
    make_reader: MakeReader = make_reader,
    apart: bool = False,
) -> Iterator[Outcome]:
    """
    Read *reports* that are in memory, as `read_paths` reads files; each outcome's name is the report's id.

    With *apart* one job too is a process of its own, which can die without harm.
    """
    tasks = (
        _Task(
            name=report.id,
            report=report,
            make_reader=make_reader,
            pipeline=pipeline,
            threads=threads or max(1, cores() // (jobs or 1)),
            patience=patience,
        )
        for report in reports
    )
    return _run(tasks, jobs, apart=apart)


def read_again(
    report: Report, *, pipeline: str | None, patience: float = PATIENCE, make_reader: MakeReader = make_reader
) -> Account:
    """
    Read one report in this process.

    Raises:
        ReportError: If it cannot be read.
    """
    (outcome,) = read_reports([report], pipeline=pipeline, patience=patience, make_reader=make_reader)
    if isinstance(outcome, ReadFailure):
        raise outcome.error
    return outcome.account


def _run(tasks: Iterator[_Task], jobs: int | None, *, apart: bool = False) -> Iterator[Outcome]:
    if jobs is None:
        return _read_as_many_as_come(tasks)
    return _read_in_processes(tasks, jobs) if jobs > 1 or apart else map(_read, tasks)


FEW = 16
"""Reports that are read sooner than processes have started and loaded what they read with."""

MOST_JOBS = 4
"""Processes that are started unasked: each takes half a gigabyte."""


def _read_as_many_as_come(tasks: Iterator[_Task]) -> Iterator[Outcome]:
    jobs = min(cores(), MOST_JOBS)
    yield from map(_read, islice(tasks, FEW if jobs > 1 else None))
    further = next(tasks, None)
    if further is not None:
        threads = max(1, cores() // jobs)
        yield from _read_in_processes((replace(task, threads=threads) for task in chain((further,), tasks)), jobs)


def with_known(found: Found, published: Published | None, publisher: str | None, manifest: Manifest | None) -> Report:
    """Give the report that was found with what a person knows of it: what the manifest says before the rest."""
    assert found.report is not None
    row = manifest.find(found.path) if manifest and found.path else None
    known = {
        "published": (row and row.published) or published,
        "publisher": (row and row.publisher) or publisher,
        "title": row and row.title,
        "authors": row and row.authors,
    }
    given = {name: value for name, value in known.items() if value}
    report = msgspec.structs.replace(found.report, **given)
    if report.capture is None or not given:
        return report
    basis: Bases = msgspec.structs.replace(report.capture.basis, **dict.fromkeys(given, "given"))
    return msgspec.structs.replace(report, capture=msgspec.structs.replace(report.capture, basis=basis))


def _read(task: _Task) -> Outcome:
    if task.report is None:
        assert task.error is not None
        return ReadFailure(name=task.name, error=task.error, issues=task.issues)
    try:
        reader = kept_reader(task.pipeline, task.threads, task.make_reader)
        with within(task.seconds):
            account = reader.read(task.report)
    except RequestError:
        raise
    except OutOfTime:
        return ReadFailure(name=task.name, error=_slow(task), issues=task.issues)
    except ReportError as error:
        return ReadFailure(name=task.name, error=error, issues=task.issues)
    except Exception as error:  # noqa: BLE001 - one report must not end the reading of the others
        reason = f"{type(error).__name__}: {' '.join(str(error).split())}"[:200]
        failure = ReaderFailed(path=task.name, reason=reason)
        failure.__cause__ = error
        return ReadFailure(name=task.name, error=failure, issues=task.issues)
    return ReadSuccess(name=task.name, account=account, issues=task.issues)


@cache
def kept_reader(pipeline: str | None, threads: int, make_reader: MakeReader = make_reader) -> ReportReader:
    """Make a reader as *make_reader* does, once for a process."""
    return make_reader(pipeline, threads)


def _slow(task: _Task) -> ReaderSlow:
    return ReaderSlow(path=task.name, seconds=round(task.seconds))


def _read_in_processes(tasks: Iterator[_Task], jobs: int) -> Iterator[Outcome]:
    """Read with *jobs* processes, a few tasks ahead; a task whose process dies is tried once more on its own."""
    under_way: deque[tuple[_Task, Future[Outcome]]] = deque()
    pool = _pool(jobs)
    try:
        while True:
            while len(under_way) < 2 * jobs and (task := next(tasks, None)):
                under_way.append((task, _begun(pool, task)))
            if not under_way:
                return
            task, future = under_way.popleft()
            try:
                # Tasks begin in their order: what is waited for has begun when the one before it was done.
                yield future.result(task.seconds + STARTING)
                continue
            except BrokenProcessPool:  # which of the tasks under way did it is not known
                outcome = _read_alone(task)
            except TimeoutError:
                outcome = ReadFailure(name=task.name, error=_slow(task), issues=task.issues)
                _kill(pool)
            yield outcome
            pool = _pool(jobs)
            under_way = deque((task, _begun(pool, task)) for task, _ in under_way)
    finally:
        pool.shutdown(cancel_futures=True)


def _begun(pool: ProcessPoolExecutor, task: _Task) -> Future[Outcome]:
    """Have *pool* read a task; where one of its processes has just died, that is found out by whoever waits for it."""
    try:
        return pool.submit(_read, task)
    except BrokenProcessPool as error:
        broken: Future[Outcome] = Future()
        broken.set_exception(error)
        return broken


def _read_alone(task: _Task) -> Outcome:
    pool = _pool(1)
    try:
        return pool.submit(_read, task).result(task.seconds + STARTING)
    except BrokenProcessPool:
        return ReadFailure(name=task.name, error=ReaderDied(path=task.name), issues=task.issues)
    except TimeoutError:
        _kill(pool)
        return ReadFailure(name=task.name, error=_slow(task), issues=task.issues)
    finally:
        pool.shutdown()


def _kill(pool: ProcessPoolExecutor) -> None:
    """End the processes of *pool* in the middle of what they do, which nothing but the system can."""
    for process in list(pool._processes.values()):
        process.kill()


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Spawned, not forked: a fork would copy the threads' locks of the ONNX runtime in whatever state they are.
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_parent)


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
