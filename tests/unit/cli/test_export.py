import json
from pathlib import Path

import jsonschema

from shellings import Run


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
