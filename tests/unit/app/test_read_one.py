from datetime import date, datetime

import pytest

import variorum
from factory import StubReader
from variorum.app import read_one
from variorum.errors import DateInvalid, ReportTooLong
from variorum.model import Published

DAY = Published(start=date(2031, 5, 9), end=date(2031, 5, 9), basis="metadata")


@pytest.fixture(autouse=True)
def stub_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_one, "kept_reader", lambda _pipeline, _threads: StubReader())


@pytest.mark.parametrize("value", [date(2031, 5, 9), datetime(2031, 5, 9, 23, 0), "2031-05-09", DAY])
def test_read_takes_date_in_any_form(value: date | str | Published) -> None:
    """A date, a string and an interval say the same."""
    assert variorum.read("A text.", published=value).report.published == DAY


def test_read_takes_no_date_as_unknown() -> None:
    """A date that is not given is unknown."""
    assert variorum.read("A text.").report.published == Published()


def test_read_refuses_what_is_no_date() -> None:
    """A string that is no date is refused."""
    with pytest.raises(DateInvalid):
        variorum.read("A text.", published="Friday")


def test_read_refuses_text_beyond_limits() -> None:
    """A text that is no single report is refused before any model is loaded."""
    with pytest.raises(ReportTooLong):
        variorum.read("word " * 60_000)


@pytest.mark.parametrize("text", ["", "\ud800", "Привет", "\x00"])
def test_read_takes_any_text(text: str) -> None:
    """Text that no file of reports would hold is read all the same."""
    assert len(variorum.read(text).report.text) == len(text)
