import json
from pathlib import Path

from shellings import Run

PLACES = "Dorf,country,latitude,longitude\nZarmakai,AF,33.5,70.0\nNowhere,XX,1,1\n"


def test_places_come_are_listed_and_go(run: Run, record: Path) -> None:
    """A list of places is given with a mapping, its wrong rows are told of, and it can be removed again."""
    Path("villages.csv").write_text(PLACES, encoding="utf-8")
    made = run("places", "import", "villages.csv", "--map", "name=Dorf")
    assert made.exit_code == 1
    assert json.loads(made.stdout)["list"]["entries"] == 1
    assert "villages.csv: row 3: 'XX' is no country" in made.stderr
    assert "villages" in run("places", "--format", "text").stdout
    assert "removed" in run("places", "remove", "villages").stdout
    shown = run("places", "list").stdout.splitlines()
    assert [json.loads(line)["removed"] for line in shown] == [False, True]


def test_actors_go_round(run: Run, record: Path) -> None:
    """What is exported can be given back, and is listed as given."""
    assert run("actors", "export", "mine.yaml", "--of", "record").exit_code == 0
    assert run("actors", "import", "mine.yaml", "--format", "text").exit_code == 0
    assert json.loads(run("actors", "given").stdout)["name"] == "mine"
    again = run("actors", "export", "-", "--of", "given", "--as", "ftm").stdout
    named = {json.loads(line)["properties"]["name"][0] for line in again.splitlines()}
    assert named == {json.loads(line)["name"] for line in run("actors").stdout.splitlines()}


def test_actors_without_command_lists_those_of_the_record(run: Run, record: Path) -> None:
    """`variorum actors NAME --type TYPE` lists as it does with `list`."""
    assert run("actors", "--type", "military").stdout == run("actors", "list", "--type", "military").stdout != ""


def test_file_that_is_no_list_is_refused(run: Run, record: Path) -> None:
    """What is no list ends with the code of the error."""
    Path("x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert getattr(run("places", "import", "x.csv").exception, "code", None) == "E706"
