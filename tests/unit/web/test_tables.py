import csv
import io
import json
from datetime import date

import pytest

from variorum.web.tables import Cell, Features, Table, csv_bytes, geojson_bytes


def read(*rows: dict[str, Cell]) -> list[list[str]]:
    content = csv_bytes(Table(("a", "b"), rows)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content, newline="")))


def test_what_a_row_lacks_is_empty() -> None:
    """A cell without a value is empty, and no value is mistaken for another."""
    rows = read({"a": None, "b": False}, {"b": 0}, {"a": date(2031, 5, 6), "b": 1.5})
    assert rows == [["a", "b"], ["", "false"], ["", "0"], ["2031-05-06", "1.5"]]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")'])
def test_no_cell_is_a_formula(words: str) -> None:
    """Words of others that a spreadsheet would run are words in it."""
    assert read({"a": words})[1][0] == f"'{words}"


@pytest.mark.parametrize("words", ['a "quoted" word', "a, b; c", "two\r\nlines", "\u202eright to left", "🙂"])
def test_words_come_back(words: str) -> None:
    """Whatever stands in a cell is read back as it was."""
    assert read({"a": words})[1][0] == words


def test_numbers_stay_numbers() -> None:
    """A negative number is no formula."""
    assert read({"a": -5, "b": -1.5})[1] == ["-5", "-1.5"]


def test_lone_surrogate_does_not_raise() -> None:
    """What cannot be encoded is replaced."""
    assert read({"a": "x\ud800\x00"})[1][0] == "x?\N{REPLACEMENT CHARACTER}"


def test_features_without_a_place_stand_nowhere() -> None:
    """One coordinate is no place."""
    features = Features([(1.0, 2.0, {"id": "a"}), (None, 2.0, {"id": "b"})])
    made = json.loads(geojson_bytes(features))["features"]
    assert [some["geometry"] for some in made] == [{"type": "Point", "coordinates": [2.0, 1.0]}, None]
