import json
from pathlib import Path

import pytest

from shellings import Run

CSV = "Day,Town,Land,Dead\n2031-05-06,Marada,Chad,30\n2031-05-08,Bol,Chad,2\nsoon,,,\n"
MAP = "date=Day,place=Town,country=Land,killed=Dead"


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    """Give a table of events of one's own."""
    path = tmp_path / "ours.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def test_import_then_compare(run: Run, record: Path, ours: Path) -> None:
    """A data set that was brought in is laid beside the record under its name."""
    made = json.loads(run("import", "csv", str(ours), "--map", MAP, "--format", "json").stdout)
    assert (made["dataset"]["events"], sum(made["skipped"].values())) == (2, 1)
    found = json.loads(run("compare", "ours", "--format", "json").stdout)
    standing = {row["event"]["place"]: row["standing"] for row in found["rows"] if row["event"]}
    assert standing == {"Marada": "same", "Bol": "lacking"}


def test_compare_shows_a_table(run: Run, record: Path, ours: Path) -> None:
    """A person sees counts, both sides, and what the score is made of."""
    run("import", "csv", str(ours), "--map", MAP)
    shown = run("compare", "ours", "--why", "--format", "text").stdout
    assert "in both" in shown
    assert "killed" in shown
    assert "days 1.00" in shown


def test_compare_speaks_of_one_and_of_many(run: Run, record: Path, ours: Path) -> None:
    """Countries are named, one event is not called events, and an event without sides begins with its dead."""
    ours.write_text(CSV + "2001-01-01,Bol,Chad,4\n", encoding="utf-8")
    run("import", "csv", str(ours), "--map", MAP)
    shown = run("compare", "ours", "--format", "text").stdout
    assert ", Chad" in shown
    assert "1  event of other days or countries is left out" in shown
    assert "; killed" not in shown


def test_compare_takes_a_file_as_it_is(run: Run, record: Path) -> None:
    """The record's own export is the same as the record."""
    assert run("export", "--format", "acled", "-o", "own.csv").exit_code == 0
    rows = json.loads(run("compare", "own.csv", "--format", "json").stdout)["rows"]
    assert [row["score"] for row in rows if row["standing"] == "same"] == [1.0]
    assert "lacking" not in {row["standing"] for row in rows}


def test_compare_lists_what_is_kept(run: Run, record: Path, ours: Path) -> None:
    """Without a name the data sets are listed."""
    assert "no data sets" in run("compare", "--format", "text").stdout
    run("import", "csv", str(ours), "--map", MAP, "--name", "mine")
    assert "mine  csv, 2 events" in run("compare", "--format", "text").stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("compare", "nothing"), "E704"),
        (("import", "ucdp", "ours.csv"), "E703"),
        (("import", "csv", "ours.csv"), "E703"),
    ],
)
def test_what_is_no_data_set_is_refused(
    run: Run, record: Path, ours: Path, arguments: tuple[str, ...], code: str
) -> None:
    """A name or file that is none is refused with what to do."""
    result = run(*arguments)
    assert result.exit_code != 0
    assert getattr(result.exception, "code", None) == code


def test_name_is_taken_once(run: Run, record: Path, ours: Path) -> None:
    """A data set takes the place of another only where that is asked for."""
    asked = ("import", "csv", str(ours), "--map", MAP)
    assert run(*asked).exit_code == 0
    assert getattr(run(*asked).exception, "code", None) == "E705"
    assert run(*asked, "--replace").exit_code == 0


def test_map_is_for_csv(run: Run, record: Path, ours: Path) -> None:
    """A map for a data set whose columns are known, or one that is none, is refused."""
    assert run("import", "ucdp", str(ours), "--map", MAP).exit_code == 2
    assert run("import", "csv", str(ours), "--map", "date").exit_code == 2
