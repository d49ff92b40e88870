import json
from decimal import Decimal

import pytest

from variorum.exports.encode import cell, encoded, plain, to_csv, to_json
from variorum.exports.parts import Table


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\n-1", "＝1"])
def test_cell_disarms_formulas(text: str) -> None:
    """Text that a spreadsheet would run gets an apostrophe in front, and reads back as it was."""
    assert cell(text) == "'" + text
    assert plain(cell(text)) == text


@pytest.mark.parametrize("text", ["'quoted'", "a=b", "4-5", "", "'tis"])
def test_cell_leaves_other_text(text: str) -> None:
    """Nothing is added to text that starts no formula, an apostrophe of its own among it."""
    assert cell(text) == text
    assert plain(text) == text


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (0, "0"),
        (-3, "-3"),
        (True, "true"),
        (-0.0, "0.0"),
        (1e-7, "0.0000001"),
        (Decimal("-6.500000"), "-6.500000"),
    ],
)
def test_cell_writes_numbers_plainly(value: object, shown: str) -> None:
    """Numbers have no exponent, no apostrophe and no minus before zero; nothing is an empty cell."""
    assert cell(value) == shown


def test_cell_replaces_what_utf8_and_csv_lack() -> None:
    """Lone surrogates and NUL become U+FFFD, carriage returns newlines."""
    assert cell("a\ud800b\0c\r\nd\re") == "a\ufffdb\ufffdc\nd\ne"


def test_csv_quotes_as_in_rfc_4180() -> None:
    """Commas, quotes and newlines are quoted, quotes doubled; rows end in a newline and the file has no mark."""
    shown = Table(file="", columns=("a", "b"), rows=({"a": 'x "y", z', "b": "1\n2"},))
    assert to_csv(shown) == b'a,b\n"x ""y"", z","1\n2"\n'


def test_csv_refuses_unknown_columns() -> None:
    """A row with a column that the table lacks is a fault of ours and is not dropped in silence."""
    with pytest.raises(ValueError, match="no such columns"):
        to_csv(Table(file="", columns=("a",), rows=({"b": 1},)))


def test_json_keeps_the_place_of_characters() -> None:
    """U+FFFD stands for a lone surrogate, and separators of lines are escaped."""
    line = to_json({"a": "x\ud800y\u2028"})
    assert json.loads(line) == {"a": "x\ufffdy\u2028"}
    assert len(line.decode("utf-8").splitlines()) == 1


def test_json_table_is_one_object() -> None:
    """A table of JSON is its one row."""
    assert encoded(Table(file="", form="json", rows=({"a": 1},))) == b'{"a":1}\n'
