import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factory import StubReader, make_account, make_nothing, make_stub
from variorum.cli import commands
from variorum.errors import PipelineMissing
from variorum.model import Account, Report

PROSE = "Two men were shot in the village of Orlo on Friday, and the police said that they had no suspect.\n"


def write(folder: Path, **texts: str) -> list[str]:
    paths = []
    for name, text in texts.items():
        path = folder / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    return paths


def run(*arguments: str, reader: object = make_stub) -> Result:
    return CliRunner().invoke(commands, ["read", *arguments], obj=reader)


def test_read_prints_one_account_a_line(tmp_path: Path) -> None:
    """Without a terminal, each report is one line of JSON in the order of the files, and nothing else is printed."""
    result = run(*write(tmp_path, b=PROSE, a=PROSE))
    assert [json.loads(line)["report"]["id"] for line in result.stdout.splitlines()] == ["b.txt", "a.txt"]
    assert (result.exit_code, result.stderr) == (0, "")


def test_read_goes_on_after_bad_file(tmp_path: Path) -> None:
    """A bad file is one line on standard error, the others are read, and the exit code is 1."""
    good, empty, last = write(tmp_path, good=PROSE, empty="", last=PROSE)
    result = run(good, empty, str(tmp_path / "none.txt"), last)
    assert [json.loads(line)["report"]["id"] for line in result.stdout.splitlines()] == ["good.txt", "last.txt"]
    assert [line[:6] for line in result.stderr.splitlines()] == ["[E104]", "[E101]"]
    assert result.exit_code == 1


def test_read_warns_and_succeeds(tmp_path: Path) -> None:
    """A warning goes to standard error, and the run is still a success."""
    result = run(*write(tmp_path, a=300 * PROSE.replace("\n", " ")))
    assert result.stderr.startswith("[W304]")
    assert result.exit_code == 0


def test_read_passes_what_is_known(tmp_path: Path) -> None:
    """The options for date and publisher reach the report."""
    result = run(*write(tmp_path, a=PROSE), "--published", "2031-05", "--publisher", "Courier")
    report = json.loads(result.stdout)["report"]
    assert report["published"] == {"start": "2031-05-01", "end": "2031-05-31", "basis": "metadata"}
    assert report["publisher"] == "Courier"


def test_read_takes_files_from_manifest(tmp_path: Path) -> None:
    """Without FILE, the files of the manifest are read, with what it says of them."""
    write(tmp_path, a=PROSE)
    manifest = tmp_path / "m.csv"
    manifest.write_text("file,title\na.txt,Shots in Orlo\n", encoding="utf-8")
    assert json.loads(run("--manifest", str(manifest)).stdout)["report"]["title"] == "Shots in Orlo"


def test_read_goes_on_after_bad_manifest(tmp_path: Path) -> None:
    """A manifest that cannot be used is reported, the files are read without it, and the exit code is 1."""
    result = run(*write(tmp_path, a=PROSE), "--manifest", str(tmp_path / "none.csv"))
    assert result.stderr.startswith("[E204]")
    assert len(result.stdout.splitlines()) == 1
    assert result.exit_code == 1


@pytest.mark.parametrize(
    "arguments",
    [(), ("--samples", "a.txt"), ("a.txt", "--published", "Friday"), ("a.txt", "--format", "xml"), ("--jobs", "0")],
    ids=" ".join,
)
def test_read_refuses_wrong_usage(arguments: tuple[str, ...]) -> None:
    """A request that makes no sense ends with exit code 2 before anything is read."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")


def test_read_stops_where_no_pipeline_loads(tmp_path: Path) -> None:
    """Without a pipeline no file can be read, so the run stops with the reason."""
    result = run(*write(tmp_path, a=PROSE), "--pipeline", "xx", reader=make_nothing)
    assert isinstance(result.exception, PipelineMissing)
    assert result.stdout == ""


def test_read_ends_cleanly_when_interrupted(tmp_path: Path) -> None:
    """Ctrl-C keeps what was done, says how much that is, and exits with 130."""
    result = run(*write(tmp_path, a=PROSE, b="INTERRUPT " + PROSE, c=PROSE))
    assert [json.loads(line)["report"]["id"] for line in result.stdout.splitlines()] == ["a.txt"]
    assert result.stderr == "Interrupted: 1 of 3 reports are done.\n"
    assert result.exit_code == 130


@pytest.mark.parametrize("format_", ["tree", "table"])
def test_read_shows_accounts_for_people(tmp_path: Path, format_: str) -> None:
    """Tree and table can be asked for without a terminal, and hold no terminal codes then."""

    class Telling(StubReader):
        def read(self, report: Report) -> Account:
            return make_account()

    result = run(*write(tmp_path, a=PROSE), "--format", format_, reader=lambda _pipeline, _threads: Telling())
    assert "shelling" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("name", ["line\nbreak", "\x1b[31mred", "\u202etxt"])
def test_read_reports_hostile_file_name_in_one_line(tmp_path: Path, name: str) -> None:
    """A file name cannot break the line of its error or steer the terminal."""
    result = run(str(tmp_path / name))
    assert len(result.stderr.splitlines()) == 1
    assert not {"\x1b", "\u202e"} & set(result.stderr)
