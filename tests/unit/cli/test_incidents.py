import json
from pathlib import Path

import pytest

from shellings import HOSTILE, Run, account_of, make_record


def listed(run: Run, *arguments: str) -> list[str]:
    return [json.loads(line)["type"] for line in run("incidents", *arguments).stdout.splitlines()]


def test_incidents_prints_one_a_line_for_programs(run: Run, record: Path) -> None:
    """Piped, each incident is a line of JSON."""
    assert sorted(set(listed(run))) == ["clash", "shelling"]


@pytest.mark.parametrize(
    ("arguments", "types"),
    [
        (("--type", "shelling"), ["shelling"]),
        (("--since", "2031-05-06", "--until", "2031-05-06"), ["shelling"]),
        (("--since", "2031-07-21"), []),
        (("--place", "Marada", "--country", "td"), ["shelling"]),
        (("--contested",), ["shelling"]),
        (("--text", "shells"), ["shelling"]),
        (("--rejected",), []),
        (("--order", "killed", "--limit", "1"), ["shelling"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_incidents_filters(run: Run, record: Path, arguments: tuple[str, ...], types: list[str]) -> None:
    """Each option leaves what fulfils it."""
    assert listed(run, *arguments) == types


def test_incidents_table_gives_toll_and_marks(run: Run, record: Path) -> None:
    """A person sees what happened where, the toll with its bounds, and that it is contested."""
    shown = run("incidents", "--format", "text").stdout
    assert all(part in shown for part in ("shelling", "Marada", "2031-05-06", "2 reports", "contested"))


def test_incidents_goes_on_from_its_mark(run: Run, record: Path) -> None:
    """A table that is cut says how to go on, and the rest follows."""
    first = run("incidents", "--format", "text", "--limit", "1").stdout
    mark = first.split("--cursor ")[1].split()[0]
    rest = run("incidents", "--format", "text", "--cursor", mark).stdout
    assert ("clash" in first, "shelling" in first) == (True, False)
    assert ("clash" in rest, "shelling" in rest) == (False, True)


def test_incidents_says_that_none_is_found(run: Run, record: Path) -> None:
    """An empty list says so."""
    assert run("incidents", "--format", "text", "--country", "XX").stdout.startswith("no incidents")


def test_incidents_fits_eighty_columns(run: Run, record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line of the table is wider than the terminal."""
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, run("incidents", "--format", "text").stdout.splitlines())) <= 80


@pytest.mark.parametrize("command", [[], ["incidents"], ["show", "i-"], ["search", "shells"], ["statistics"]])
def test_hostile_words_steer_no_terminal(run: Run, tmp_path: Path, command: list[str]) -> None:
    """What reports and their names hold is shown as plain words: no control, no direction mark, no markup."""
    account = account_of(id=f"{HOSTILE}.txt", title=HOSTILE, publisher=HOSTILE)
    with make_record(tmp_path / "variorum.db", [account]) as store:
        command = [next(store.incident_entries()).id if part == "i-" else part for part in command]
    result = run(*command, "--format", "text")
    assert result.exit_code == 0
    assert not {"\x1b", "\u202e"} & set(result.stdout)


def test_commands_need_a_record(run: Run) -> None:
    """Without a record, a command that reads one says so, and makes none."""
    result = run("incidents", "--db", "none.db")
    assert getattr(result.exception, "code", None) == "E401"
    assert not Path("none.db").exists()
