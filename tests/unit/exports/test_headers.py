from pathlib import Path

import pytest

from exportable import made, record
from variorum.exports.encode import encoded
from variorum.exports.formats import FORMATS

SNAPSHOT = Path(__file__).with_name("headers.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_headers_are_those_of_the_snapshot(format_: str) -> None:
    """A column that is renamed, moved, added or dropped shows in the snapshot."""
    blocks = [block.splitlines() for block in SNAPSHOT.strip().split("\n\n")]
    wanted = {block[1]: block[2:] for block in blocks if block[0] == format_}
    found = {}
    for table in made(format_, record()).tables:
        if table.form == "csv":
            found[table.file or "-"] = encoded(table).decode("utf-8").splitlines()
        elif table.columns:
            found[table.file] = [",".join(table.columns)]
    assert found == wanted
