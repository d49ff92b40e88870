import json
from pathlib import Path

import pytest

from shellings import Run
from variorum.cli.page import observation
from variorum.collation.comparison import load_weights, plain


def shelling(run: Run) -> str:
    found: str = json.loads(run("incidents", "--type", "shelling").stdout)["id"]
    return found


def test_show_gives_all_for_programs(run: Run, record: Path) -> None:
    """Piped, an incident comes with its tellings, sources, actors and comparisons."""
    view = json.loads(run("show", shelling(run)).stdout)
    assert {t["speaker"] is None for t in view["tellings"]} == {True, False}
    assert [report["id"] for report in view["reports"]] == ["marada.txt", "second.txt"]
    assert view["comparisons"][0]["evidence"]
    assert view["after"][0]["link"]["type"] == "response_to"


def test_show_puts_the_accounts_side_by_side(run: Run, record: Path) -> None:
    """A person sees who says what, in which words, where they part and why they are one."""
    shown = run("show", shelling(run), "--format", "text").stdout
    for part in (
        "where the accounts part",
        "civilians killed",
        "mayor of Marada",
        "“At least four people were killed”",
        "denies: no civilian killed",
        "independent origin",
        "answered by",
        "why these are one incident",
        "the same day",
    ):
        assert part in shown


@pytest.mark.parametrize("cut", [5, 9, 14])
def test_show_takes_beginning_of_id(run: Run, record: Path, cut: int) -> None:
    """An id need not be typed to its end, nor with what all ids begin with."""
    whole = shelling(run)
    assert json.loads(run("show", whole[:cut]).stdout)["incident"]["id"] == whole
    assert json.loads(run("show", whole[2:cut]).stdout)["incident"]["id"] == whole


def test_show_takes_an_incident_of_a_report(run: Run, record: Path) -> None:
    """A report's own incident leads to the one of the record that it is in."""
    assert json.loads(run("show", "second.txt:i1").stdout)["incident"]["id"] == shelling(run)


@pytest.mark.parametrize(("wanted", "code"), [("i-", "E209"), ("zzz", "E207"), ("marada.txt:i9", "E207"), ("", "E207")])
def test_show_refuses_what_means_none_or_several(run: Run, record: Path, wanted: str, code: str) -> None:
    """An id that means no incident, or several, is refused."""
    assert getattr(run("show", wanted).exception, "code", None) == code


def test_show_fits_eighty_columns(run: Run, record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line of the page is wider than the terminal."""
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, run("show", shelling(run), "--format", "text").stdout.splitlines())) <= 80


@pytest.mark.parametrize("name", sorted({plain(name) for name in load_weights()} - {"constant"}))
def test_every_observation_has_words(name: str) -> None:
    """What ties two accounts together is told in words."""
    assert observation(name) != name.replace("_", " ")
