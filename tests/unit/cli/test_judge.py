import json
from pathlib import Path

import pytest

from shellings import Run


def incidents(run: Run, *arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run("incidents", *arguments).stdout.splitlines()]


def test_different_parts_what_was_joined(run: Run, record: Path) -> None:
    """Two reports' own incidents that a person tells apart are two in the record."""
    assert len(incidents(run, "--type", "shelling")) == 1
    assert run("judge", "different", "marada.txt:i1", "second.txt:i1").exit_code == 0
    assert len(incidents(run, "--type", "shelling")) == 2


def test_same_joins_what_was_apart(run: Run, record: Path) -> None:
    """Incidents that a person calls one are one, whatever they look like."""
    run("judge", "same", "marada.txt:i1", "marada.txt:i2")
    members = max(len(entry["members"]) for entry in incidents(run))
    assert members >= 3


def test_set_shows_both_values(run: Run, record: Path) -> None:
    """The person's value is the record's, and the page has the machine's beside it."""
    before = incidents(run, "--type", "shelling")[0]
    run("judge", "set", str(before["id"]), "when", "2031-05-05", "--user", "ana", "--reason", "the town’s log")
    shown = run("show", str(before["id"]), "--format", "text").stdout
    assert "2031-05-05  set by a person; the machine has 2031-05-06" in shown
    assert "the town’s log" in shown


def test_reject_takes_out_of_the_list(run: Run, record: Path) -> None:
    """A rejected incident is listed only where that is asked for."""
    run("judge", "reject", str(incidents(run, "--type", "shelling")[0]["id"]))
    assert incidents(run, "--type", "shelling") == []
    assert len(incidents(run, "--rejected")) == 1


def test_undo_takes_back_the_latest(run: Run, record: Path) -> None:
    """Without an id the user's latest judgement is taken back."""
    before = incidents(run)
    run("judge", "reject", "marada.txt:i1", "--user", "ana")
    run("judge", "undo", "--user", "ana")
    assert incidents(run) == before


def test_judge_tells_how_to_take_it_back(run: Run, record: Path) -> None:
    """A person sees the judgement, what it speaks of, and how to undo it."""
    shown = run("judge", "reject", "marada.txt:i1", "--format", "text").stdout
    identifier = shown.split()[0]
    assert identifier.startswith("j-")
    assert f"variorum judge undo {identifier}" in shown
    assert "shelling (rejected)" in shown


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("same", "marada.txt:i1"), "E208"),
        (("set", "marada.txt:i1", "colour", "red"), "E208"),
        (("set", "marada.txt:i1", "type", "airstrike"), "E208"),
        (("set", "marada.txt:i1", "initiators", "nobody-known"), "E208"),
        (("reject", "i-ffffffff"), "E207"),
        (("undo", "j-none"), "E208"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_judge_refuses_what_makes_no_sense(run: Run, record: Path, arguments: tuple[str, ...], code: str) -> None:
    """A judgement that makes no sense is refused with what would, and nothing is kept."""
    assert getattr(run("judge", *arguments).exception, "code", None) == code
    assert json.loads(run().stdout)["counts"]["judgements"] == 0


def test_set_figure_is_the_one_listed(run: Run, record: Path) -> None:
    """The number of dead that a person sets stands in the list, however many the reports tell."""
    run("judge", "set", "marada.txt:i1", "killed", "1")
    row = next(line for line in run("incidents", "--format", "text").stdout.splitlines() if "shelling" in line)
    assert " 1  2 reports" in row
