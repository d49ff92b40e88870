"""A packed file gives back the rows that its keys lead to."""

from pathlib import Path

import pytest

from variorum.knowledge.packed import BLOCK_ROWS, PackedRows, write_packed


@pytest.fixture
def packed(tmp_path: Path) -> PackedRows:
    """Pack more rows than one block holds, each under its own key and one that all share."""
    rows = [f"row {number} é" for number in range(3 * BLOCK_ROWS + 1)]
    keys = [{f"key {number}", "all"} for number in range(len(rows))]
    path = tmp_path / "rows.bin"
    write_packed(path, rows, keys, {"AB": (2, 5)})
    return PackedRows(path.read_bytes(), source=path.name)


def test_every_row_is_found_by_its_key(packed: PackedRows) -> None:
    """The number that a key leads to is that of the row written under it."""
    assert all(f"row {n} é" in [packed.row(found) for found in packed.find(f"key {n}")] for n in range(len(packed)))


def test_a_shared_key_leads_to_all_rows_in_order(packed: PackedRows) -> None:
    """Rows with one key come back ascending."""
    assert packed.find("all") == list(range(3 * BLOCK_ROWS + 1))


def test_an_unknown_key_leads_nowhere(packed: PackedRows) -> None:
    """A key that no row was written under is not found."""
    assert packed.find("nothing of the kind") == []


def test_groups_are_kept(packed: PackedRows) -> None:
    """Ranges of rows that were named come back as written."""
    assert packed.groups == {"AB": (2, 5)}


def test_the_same_rows_make_the_same_file(tmp_path: Path) -> None:
    """A second build from the same rows differs in no byte."""
    for name in ("a.bin", "b.bin"):
        write_packed(tmp_path / name, ["one", "two"], [{"x", "y"}, {"y", "z"}], {})
    assert (tmp_path / "a.bin").read_bytes() == (tmp_path / "b.bin").read_bytes()


def test_another_file_is_refused() -> None:
    """Bytes that do not begin as a packed file does are named in the message."""
    with pytest.raises(ValueError, match=r"notes\.txt is not a packed gazetteer"):
        PackedRows(b"plain text", source="notes.txt")
