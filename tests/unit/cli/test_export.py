import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from shellings import Run

CODES = files("variorum.exports.codes")


def test_export_keeps_to_the_schema(run: Run, record: Path) -> None:
    """The whole record is one object, as the published schema has it."""
    schema = json.loads(run("schema", "record").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    found = json.loads(run("export").stdout)
    jsonschema.validate(found, schema)
    assert len(found["reports"]) == 2


def test_export_writes_a_file(run: Run, record: Path) -> None:
    """A file gets what standard output would."""
    assert run("export", "-o", "out.json").exit_code == 0
    assert Path("out.json").read_text(encoding="utf-8") == run("export").stdout


def test_export_keeps_what_is_there(run: Run, record: Path) -> None:
    """A file that is there is written over only when that is asked for."""
    Path("out.json").write_text("mine", encoding="utf-8")
    assert run("export", "-o", "out.json").exit_code == 2
    assert Path("out.json").read_text(encoding="utf-8") == "mine"
    assert run("export", "-o", "out.json", "--force").exit_code == 0
    assert Path("out.json").read_text(encoding="utf-8") != "mine"


def test_export_says_what_it_cannot_write(run: Run, record: Path) -> None:
    """A folder that is not there is one line and no success."""
    result = run("export", "-o", "none/out.json")
    assert (result.exit_code, len(result.stderr.splitlines())) == (1, 1)


def test_export_refuses_statements_that_the_format_has_not(run: Run, record: Path) -> None:
    """An option that would change nothing is wrong usage, not silence."""
    result = run("export", "--format", "ged", "--statements", "-o", "out.csv")
    assert (result.exit_code, Path("out.csv").exists()) == (2, False)
    assert run("export", "--format", "plover", "--statements", "-o", "out.jsonl").exit_code == 0


@pytest.mark.parametrize("format_", ["ged", "acled", "plover", "geojson", "ftm"])
def test_export_writes_side_files(run: Run, record: Path, format_: str) -> None:
    """A format of one file has its bases and warnings beside it, one JSON object a line."""
    result = run("export", "--format", format_, "-o", "out.txt")
    assert result.exit_code == 0
    assert Path("out.txt").exists()
    for name in ("out.provenance.jsonl", "out.warnings.jsonl"):
        lines = Path(name).read_text(encoding="utf-8").splitlines()
        assert all(isinstance(json.loads(line), dict) for line in lines)
        assert all(json.loads(line)["file"] for line in lines)


@pytest.mark.parametrize("format_", ["airwars", "hxl", "parquet"])
def test_export_makes_a_folder(run: Run, record: Path, format_: str) -> None:
    """A format of several files goes into a folder, which is made."""
    assert run("export", "--format", format_, "-o", "out/deep").exit_code == 0
    names = {path.name for path in Path("out/deep").iterdir()}
    assert {f"{format_}.provenance.jsonl", f"{format_}.warnings.jsonl"} < names


def test_export_needs_a_place_for_side_files(run: Run, record: Path) -> None:
    """Only JSON goes to standard output; a folder and a file are not taken for one another."""
    Path("folder").mkdir()
    Path("file").write_text("mine", encoding="utf-8")
    assert run("export", "--format", "ged").exit_code == 2
    assert run("export", "--format", "ged", "-o", "folder").exit_code == 2
    assert run("export", "--format", "hxl", "-o", "file", "--force").exit_code == 2


def test_export_keeps_side_files(run: Run, record: Path) -> None:
    """A side file that is there is kept too, and nothing is written then."""
    Path("out.warnings.jsonl").write_text("mine", encoding="utf-8")
    assert run("export", "--format", "ged", "-o", "out.csv").exit_code == 2
    assert not Path("out.csv").exists()
    assert Path("out.warnings.jsonl").read_text(encoding="utf-8") == "mine"


def test_export_chooses_incidents(run: Run, record: Path) -> None:
    """Filters leave out incidents, and what is said of nothing else."""
    whole = json.loads(run("export").stdout)
    some = json.loads(run("export", "--type", "shelling", "--where", "Chad").stdout)
    assert {entry["type"] for entry in some["incidents"]} == {"shelling"}
    assert len(some["incidents"]) < len(whole["incidents"])
    assert json.loads(run("export", "--where", "NE").stdout)["incidents"] == []
    assert json.loads(run("export", "--since", "2031-07-01", "--until", "2031-07-31").stdout)["incidents"]


def test_export_estimates_anew(run: Run, record: Path) -> None:
    """Another policy gives the same incidents with other figures, and leaves the record as it is."""
    before = run("export").stdout
    found = json.loads(run("export", "--policy", "conservative").stdout)
    assert {e["policy"] for entry in found["incidents"] for e in entry["estimates"]} == {"conservative"}
    assert [entry["id"] for entry in found["incidents"]] == [entry["id"] for entry in json.loads(before)["incidents"]]
    assert run("export").stdout == before


def test_export_takes_own_codes(run: Run, record: Path) -> None:
    """A table in a folder of one's own takes the place of that of its name; a bad one is refused."""
    Path("codes").mkdir()
    Path("codes/types.csv").write_text("type,acled_event\n", encoding="utf-8")
    result = run("export", "--format", "acled", "-o", "out.csv", "--codes", "codes")
    assert getattr(result.exception, "code", None) == "E701"
    Path("codes/types.csv").unlink()
    Path("codes/countries.csv").write_text(CODES.joinpath("countries.csv").read_text("utf-8").replace("Chad", "Tchad"))
    assert run("export", "--format", "acled", "-o", "out.csv", "--codes", "codes").exit_code == 0
    assert ",Tchad," in Path("out.csv").read_text(encoding="utf-8")


def test_export_lists_what_acled_would_delete(run: Run, record: Path) -> None:
    """Written over, an ACLED export lists the ids that are no longer in it, once, until they are back."""
    asked = ("export", "--format", "acled", "-o", "out.csv", "--force")
    run(*asked)
    assert not Path("out_deleted.csv").exists()
    run(*asked, "--type", "talks")
    deleted = Path("out_deleted.csv").read_text(encoding="utf-8").splitlines()
    assert deleted[0] == "event_id_cnty,deleted_timestamp"
    assert len(deleted) == 2
    run(*asked, "--type", "talks")
    assert Path("out_deleted.csv").read_text(encoding="utf-8").splitlines() == deleted
    run(*asked)
    assert Path("out_deleted.csv").read_text(encoding="utf-8").splitlines() == deleted[:1]
