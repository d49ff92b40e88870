from pathlib import Path

import pytest

from shellings import Run, make_plain
from variorum.cli.demo import show_pages, show_record
from variorum.store import open_store


def test_demo_makes_a_record_where_it_is_told(run: Run) -> None:
    """The samples are added to a record that stays, and the commands that show more name it."""
    result = run("demo", "--db", "demo.db", reader=make_plain)
    assert result.exit_code == 0
    assert "variorum --db demo.db incidents" in result.stdout
    assert Path("demo.db").exists()


def test_demo_leaves_other_records_alone(run: Run, record: Path) -> None:
    """A record with reports of its own is no place for the samples."""
    assert run("demo", "--db", str(record)).exit_code == 2


def test_demo_shows_an_incident_as_the_accounts_have_it(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The incident on which most voices part is shown side by side."""
    with open_store(record) as store:
        show_record(store, "demo.db")
    shown = capsys.readouterr().out
    assert "the accounts side by side" in shown
    assert "mayor of Marada" in shown


@pytest.mark.parametrize(("opens", "opened"), [(True, 1), (False, 0), (None, 0)])
def test_demo_writes_its_pages(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opens: bool | None, opened: int
) -> None:
    """The pages are one file, opened where that is asked for; unasked, only where somebody sits before a terminal."""
    seen: list[str] = []
    monkeypatch.setattr("webbrowser.open", seen.append)
    with open_store(record) as store:
        show_pages(store, tmp_path / "pages.html", opens=opens)
    assert "Marada" in (tmp_path / "pages.html").read_text(encoding="utf-8")
    assert len(seen) == opened
