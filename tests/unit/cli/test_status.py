import json
from pathlib import Path

import pytest

from shellings import Run


def test_status_welcomes_where_no_record_is(run: Run) -> None:
    """Without a record, the bare command says how to begin, and makes none."""
    result = run()
    assert (result.exit_code, "variorum demo" in result.stdout) == (0, True)
    assert not Path("variorum.db").exists()


def test_status_counts_for_programs(run: Run, record: Path) -> None:
    """Piped, the status is one object with every count."""
    found = json.loads(run().stdout)
    assert (found["counts"]["reports"], found["policy"]) == (2, "ucdp")


def test_status_says_what_to_type_next(run: Run, record: Path) -> None:
    """A person is told how much there is, and where to go on."""
    shown = run("--format", "text").stdout
    assert "on which the accounts part" in shown
    assert "variorum incidents --contested" in shown


def test_status_tells_what_waits(run: Run) -> None:
    """Reports that are kept but not read are counted, and the way on is named."""
    Path("a.txt").write_text("INTERRUPT Two men were shot in the village, and the police said so.", encoding="utf-8")
    run("add", "a.txt")
    shown = run("--format", "text").stdout
    assert "1 wait to be read" in shown
    assert "Go on with: variorum add" in shown


def test_status_names_what_could_not_be_read(run: Run) -> None:
    """A report that the reader failed on stays in sight."""
    Path("a.txt").write_text("FAIL Two men were shot in the village, and the police said so.", encoding="utf-8")
    run("add", "a.txt")
    assert "[E110] a.txt" in run("--format", "text").stdout


@pytest.mark.parametrize("before", [True, False])
def test_record_is_named_before_or_after_the_command(run: Run, record: Path, before: bool) -> None:
    """The option for the record holds wherever it stands."""
    record.rename("other.db")
    arguments = ("--db", "other.db", "log") if before else ("log", "--db", "other.db")
    assert run(*arguments).exit_code == 0


def test_record_is_taken_from_the_environment(run: Run, record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The variable names the record where no option does."""
    record.rename("other.db")
    monkeypatch.setenv("VARIORUM_DB", "other.db")
    assert json.loads(run().stdout)["record"] == "other.db"
