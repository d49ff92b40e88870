import gc
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import variorum.app.read
from factory import StubReader, make_nothing, make_stub
from variorum.app.read import FEW, Outcome, ReadFailure, ReadSuccess, make_reader, read_paths
from variorum.errors import PipelineMissing
from variorum.model import Published
from variorum.sources import parse_published, read_manifest

PROSE = "Two men were shot in the village of Orlo on Friday, and the police said that they had no suspect.\n"


def write(folder: Path, **texts: str) -> list[Path]:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts]


def told(outcomes: list[Outcome]) -> list[str]:
    """Name each outcome: the report's id, or the code of its error."""
    return [
        outcome.account.report.id if isinstance(outcome, ReadSuccess) else outcome.error.code for outcome in outcomes
    ]


def published(outcomes: list[Outcome]) -> list[Published]:
    return [outcome.account.report.published for outcome in outcomes if isinstance(outcome, ReadSuccess)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_read_paths_keeps_order_past_failures(tmp_path: Path, jobs: int) -> None:
    """One outcome comes for each file, in order, whatever the number of processes and however long each file takes."""
    paths = write(tmp_path, a="SLOW " + PROSE, b="", c="FAIL " + PROSE, d=PROSE, e=PROSE, f=PROSE)
    outcomes = list(read_paths([*paths, tmp_path / "none"], jobs=jobs, make_reader=make_stub))
    assert told(outcomes) == ["a", "E104", "E110", "d", "e", "f", "E101"]


def test_read_paths_survives_death_of_process(tmp_path: Path) -> None:
    """A report that ends its process fails alone, and the others under way are read."""
    paths = write(tmp_path, a=PROSE, b="DIE " + PROSE, c=PROSE, d=PROSE)
    assert told(list(read_paths(paths, jobs=2, make_reader=make_stub))) == ["a", "E111", "c", "d"]


def test_read_paths_takes_more_processes_for_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless jobs are given, what comes after a few reports is read elsewhere, and all come in their order."""
    monkeypatch.setattr("variorum.app.read.cores", lambda: 2)
    names = [f"r{n:02}" for n in range(FEW + 3)]
    paths = write(tmp_path, **dict.fromkeys(names, PROSE))
    assert told(list(read_paths(paths, jobs=None, make_reader=make_stub))) == names
    assert told(list(read_paths(paths[:2], jobs=None, make_reader=make_stub))) == names[:2]


def test_read_paths_survives_death_before_a_task_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has died since the last report was given to it keeps none from being read."""
    submit, calls = ProcessPoolExecutor.submit, count()

    def broken_at_times(pool: ProcessPoolExecutor, *work: Any) -> Any:
        if next(calls) == 2:
            raise BrokenProcessPool
        return submit(pool, *work)

    monkeypatch.setattr(ProcessPoolExecutor, "submit", broken_at_times)
    paths = write(tmp_path, a=PROSE, b=PROSE, c=PROSE, d=PROSE, e=PROSE)
    assert told(list(read_paths(paths, jobs=2, make_reader=make_stub))) == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_read_paths_stops_what_hangs(tmp_path: Path, jobs: int) -> None:
    """A report that the reader never ends with fails alone, and says how long it was given."""
    paths = write(tmp_path, a=PROSE, b="HANG " + PROSE, c=PROSE)
    outcomes = list(read_paths(paths, jobs=jobs, patience=0.2, make_reader=make_stub))
    assert told(outcomes) == ["a", "E122", "c"]


def test_read_paths_stops_what_hangs_outside_of_the_main_thread(tmp_path: Path) -> None:
    """A server, which reads in a thread, is not kept by a report either."""
    paths = write(tmp_path, a=PROSE, b="HANG " + PROSE, c=PROSE)
    found: list[str] = []
    reading = threading.Thread(
        target=lambda: found.extend(told(list(read_paths(paths, patience=0.2, make_reader=make_stub)))), daemon=True
    )
    reading.start()
    reading.join(timeout=60)
    assert found == ["a", "E122", "c"]


def test_read_paths_kills_what_does_not_listen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is stuck in a library is killed, and the reports behind it are read."""
    monkeypatch.setattr(variorum.app.read, "STARTING", 8.0)
    paths = write(tmp_path, a=PROSE, b="STUCK " + PROSE, c=PROSE, d=PROSE)
    assert told(list(read_paths(paths, jobs=2, patience=0.2, make_reader=make_stub))) == ["a", "E122", "c", "d"]


def test_read_paths_is_lazy(tmp_path: Path) -> None:
    """The first account is there before the second file is read."""
    outcomes = read_paths(write(tmp_path, a=PROSE, b="INTERRUPT " + PROSE), make_reader=make_stub)
    assert told([next(outcomes)]) == ["a"]


def test_read_paths_says_what_went_wrong_in_the_reader(tmp_path: Path) -> None:
    """An exception that the reader should never raise names itself and stays attached."""
    (outcome,) = read_paths(write(tmp_path, a="FAIL " + PROSE), make_reader=make_stub)
    assert isinstance(outcome, ReadFailure)
    assert "RuntimeError: as ordered" in str(outcome.error)
    assert isinstance(outcome.error.__cause__, RuntimeError)


@pytest.mark.parametrize("jobs", [1, 2])
def test_read_paths_raises_where_no_reader_can_be_made(tmp_path: Path, jobs: int) -> None:
    """A pipeline that does not load is no fault of the file, and ends the run."""
    with pytest.raises(PipelineMissing):
        list(read_paths(write(tmp_path, a=PROSE), jobs=jobs, pipeline="xx", make_reader=make_nothing))


def test_read_paths_makes_one_reader(tmp_path: Path) -> None:
    """The pipeline is loaded once for all reports of a process."""
    made: list[StubReader] = []

    def count(_pipeline: str | None, _threads: int) -> StubReader:
        made.append(StubReader())
        return made[-1]

    list(read_paths(write(tmp_path, a=PROSE, b=PROSE), make_reader=count))
    assert len(made) == 1


def test_read_paths_prefers_manifest_to_options(tmp_path: Path) -> None:
    """What the manifest says of one file counts before what is said of all."""
    paths = write(tmp_path, a=PROSE, b=PROSE)
    (tmp_path / "m.csv").write_text("file,published\na,2031-05-09\n", encoding="utf-8")
    outcomes = list(
        read_paths(
            paths,
            published=parse_published("2030-01-01"),
            manifest=read_manifest(tmp_path / "m.csv"),
            make_reader=make_stub,
        )
    )
    assert [value.start for value in published(outcomes)] == [date(2031, 5, 9), date(2030, 1, 1)]


def test_read_paths_leaves_unknown_date_unknown(tmp_path: Path) -> None:
    """Without a date from anywhere, the report says that it is unknown."""
    outcomes = list(read_paths(write(tmp_path, a=PROSE), make_reader=make_stub))
    assert [value.basis for value in published(outcomes)] == ["unknown"]


def test_what_is_loaded_is_out_of_the_collectors_sight() -> None:
    """The collector goes on, but not over what a reader has loaded for good."""
    before = gc.get_freeze_count()
    try:
        make_reader(None, 1)
        assert gc.get_freeze_count() > before
        assert gc.isenabled()
    finally:
        gc.unfreeze()
