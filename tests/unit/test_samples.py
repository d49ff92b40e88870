"""The bundled sample reports."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from variorum.reading.layout import find_layout
from variorum.samples import MANIFEST, sample_paths

MARK = "Sample report written for Variorum from public facts; not an article of any outlet."
by_name = pytest.mark.parametrize("path", sample_paths(), ids=lambda path: path.stem)


def rows() -> dict[str, dict[str, str]]:
    """Return the manifest's rows by file name."""
    with MANIFEST.open(encoding="utf-8", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def test_the_manifest_lists_every_sample_in_order() -> None:
    """No sample lacks a row and no row lacks its file."""
    assert list(rows()) == [path.name for path in sample_paths()]


def test_the_manifest_has_the_documented_columns() -> None:
    """The columns are those that a reader's manifest may have."""
    assert MANIFEST.read_text("utf-8").splitlines()[0] == "file,published,publisher,title"


def test_one_sample_has_no_date() -> None:
    """Exactly one report has to be dated by what it shares with others."""
    assert [name for name, row in rows().items() if not row["published"]] == ["01-kunduz-captured.txt"]


@by_name
def test_a_sample_says_what_it_is(path: Path) -> None:
    """The last line marks the text as a sample."""
    assert path.read_text("utf-8").rstrip("\n").splitlines()[-1] == MARK


@by_name
def test_a_sample_is_short(path: Path) -> None:
    """A sample takes a minute to read."""
    assert 150 <= len(path.read_text("utf-8").split()) <= 450


@by_name
def test_the_title_of_a_sample_is_the_one_of_its_row(path: Path) -> None:
    """The title that the page shows is the manifest's."""
    assert (find_layout(path.read_text("utf-8")).title or "") == rows()[path.name]["title"]


@by_name
def test_the_publisher_of_a_sample_is_the_one_of_its_row(path: Path) -> None:
    """Where the page names its publisher, or the agency of its dateline, the manifest has the same name."""
    layout = find_layout(path.read_text("utf-8"))
    assert (layout.publisher or layout.agency or "").casefold() in rows()[path.name]["publisher"].casefold()


def test_three_samples_share_one_passage() -> None:
    """The wire's passage stands word for word in two other reports."""
    passage = "and more than 80 members of its staff were in the building"
    assert [path.name[:2] for path in sample_paths() if passage in path.read_text("utf-8")] == ["02", "03", "04"]
