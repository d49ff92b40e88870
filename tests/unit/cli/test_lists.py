import json
from pathlib import Path

import pytest

from shellings import Run


@pytest.mark.parametrize("command", ["actors", "statistics", "forecasts", "log"])
def test_lists_print_one_a_line(run: Run, record: Path, command: str) -> None:
    """Piped, each list is lines of JSON, and it may be empty."""
    result = run(command)
    assert result.exit_code == 0
    assert all(isinstance(json.loads(line), dict) for line in result.stdout.splitlines())


def test_search_finds_reports_and_statements(run: Run, record: Path) -> None:
    """Words are found in reports and in what speakers say."""
    hits = [json.loads(line) for line in run("search", "killed", "people").stdout.splitlines()]
    assert {hit["statement"] is None for hit in hits} == {True, False}


def test_search_looks_where_it_is_told(run: Run, record: Path) -> None:
    """Either can be searched alone."""
    hits = [json.loads(line) for line in run("search", "killed", "--in", "statements").stdout.splitlines()]
    assert hits
    assert all(hit["statement"] for hit in hits)


def test_search_shows_words_in_context(run: Run, record: Path) -> None:
    """A person sees the words among their neighbours, and who says them."""
    shown = run("search", "hit houses", "--format", "text").stdout
    assert "Army denies" in shown
    assert "it had hit houses" in shown


def test_search_says_that_nothing_is_found(run: Run, record: Path) -> None:
    """A search without a hit says so, and is no error."""
    result = run("search", "zeppelin", "--format", "text")
    assert (result.exit_code, result.stdout) == (0, "Nothing in the record holds these words.\n")


def test_actors_finds_by_name(run: Run, record: Path) -> None:
    """Whole words of a name choose among the actors."""
    names = {json.loads(line)["name"] for line in run("actors", "council").stdout.splitlines()}
    assert names == {"Marada council"}


def test_actors_finds_by_id(run: Run, record: Path) -> None:
    """What another command calls an actor finds it."""
    first = json.loads(run("actors", "--limit", "1").stdout)
    assert json.loads(run("actors", first["id"]).stdout.splitlines()[0])["id"] == first["id"]


def test_statistics_stand_beside_the_record(run: Run, record: Path) -> None:
    """A person sees the count, its speaker and its words."""
    shown = run("statistics", "--format", "text").stdout
    assert "about 30 to 40 attacks" in shown
    assert "Marada council" in shown


def test_statistics_flagged_leaves_out_what_fits(run: Run, record: Path) -> None:
    """Only those with something that does not fit are asked for."""
    assert run("statistics", "--flagged").stdout == ""


def test_log_tells_the_latest_first(run: Run, record: Path) -> None:
    """What was done is listed with who did it."""
    run("judge", "reject", "marada.txt:i2", "--user", "ana", "--reason", "a duplicate")
    entry = json.loads(run("log", "--limit", "1").stdout)
    assert (entry["what"], entry["user"]) == ("judge", "ana")
    assert "a duplicate" in run("log", "--format", "text").stdout
