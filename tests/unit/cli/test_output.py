import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.cli.output import console, json_line
from variorum.model import Account, Report


@given(text=st.text(max_size=100))
def test_json_line_is_one_line_and_round_trips(text: str) -> None:
    """No text makes its line of JSON several lines to any reader, and decoding gives the value back."""
    account = Account(report=Report(id="x", text=text + "\u2028\x85"))
    line = json_line(account)
    assert len(line.decode().splitlines()) == 1
    assert msgspec.json.decode(line, type=Account) == account


def test_console_keeps_to_width_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal, the variable COLUMNS says how wide a page is."""
    monkeypatch.setenv("COLUMNS", "71")
    assert console().width == 71
