import json
from pathlib import Path

import pytest

from factory import TEXT
from shellings import Run, make_teller


def test_watch_once_tells_of_new_incidents(run: Run) -> None:
    """One look adds what a folder holds, and says what is new, a line each."""
    Path("feeds").mkdir()
    Path("feeds/a.txt").write_text(TEXT, encoding="utf-8")
    result = run("watch", "feeds", "--once", "--format", "text", reader=make_teller)
    assert result.exit_code == 0
    assert any("shelling in Marada, 2031-05-06" in line for line in result.stdout.splitlines())
    assert run("watch", "feeds", "--once", "--format", "text", reader=make_teller).stdout == ""


def test_watch_gives_json(run: Run) -> None:
    """For a program, each change is a line of JSON that says what it is."""
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    result = run("watch", "a.txt", "--once", reader=make_teller)
    assert {json.loads(line)["change"] for line in result.stdout.splitlines()} == {"new_incident"}


@pytest.mark.parametrize("every", ["5", "1m30", "soon", "59s"])
def test_watch_refuses_to_look_too_often(run: Run, every: str) -> None:
    """Less than a minute is too often for any feed."""
    assert run("watch", "a.txt", "--every", every).exit_code == 2


def test_watch_refuses_private_webhook(run: Run) -> None:
    """A webhook in a private network is refused unless it is allowed, and the changes are told all the same."""
    Path("a.txt").write_text(TEXT, encoding="utf-8")
    result = run("watch", "a.txt", "--once", "--webhook", "http://127.0.0.1:9/", reader=make_teller)
    assert result.stderr.startswith("[E811]")
    assert result.stdout
    assert result.exit_code == 1
