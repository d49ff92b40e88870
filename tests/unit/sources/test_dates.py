from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.sources.dates import date_in_address, stated_date


@pytest.mark.parametrize(
    "value",
    [
        "2031-05-09",
        "2031-05-09T23:59:59-11:00",
        "2031-05-09 10:00",
        "2031/05/09",
        "20310509",
        "20310509T101500Z",
        "Fri, 09 May 2031 21:30:00 -0400",
        "Fri, 9 May 2031",
        "9 May 2031",
        "May 9, 2031",
        "May 9th, 2031 at noon",
        " 09 may 2031 ",
    ],
)
def test_stated_date_reads(value: str) -> None:
    """A day in any of the usual forms, in the time zone in which it is stated."""
    published = stated_date(value)
    assert published is not None
    assert (published.start, published.end) == (date(2031, 5, 9), date(2031, 5, 9))


@pytest.mark.parametrize(
    "value",
    ["03/04/2031", "9.5.31", "yesterday", "1970-01-01T00:00:00Z", "0001-01-01", "2031-13-45", "", "99999999", None],
)
def test_stated_date_refuses(value: str | None) -> None:
    """What may be two days, is none, or is what a program writes that knows none."""
    assert stated_date(value) is None


def test_stated_date_keeps_months() -> None:
    """A month or a year is an interval."""
    month, year = stated_date("2031-02"), stated_date("2031")
    assert month is not None
    assert year is not None
    assert (month.start, month.end) == (date(2031, 2, 1), date(2031, 2, 28))
    assert (year.start, year.end) == (date(2031, 1, 1), date(2031, 12, 31))


@pytest.mark.parametrize(
    ("path", "end"),
    [
        ("/2031/05/09/mill", date(2031, 5, 9)),
        ("/world/2031/may/9/mill", date(2031, 5, 9)),
        ("/mill-2031-05-09.html", date(2031, 5, 9)),
        ("/mill-20310509", date(2031, 5, 9)),
        ("/2031/05/mill", date(2031, 5, 31)),
        ("/article/20315509", None),
        ("/1234567890", None),
        ("/mill?date=2031-05-09", None),
    ],
)
def test_date_in_address(path: str, end: date | None) -> None:
    """The path of an address may have a day or a month in it; long numbers are none."""
    published = date_in_address(f"https://courier.example{path}")
    assert (published and published.end) == end


@given(st.text())
def test_dates_raise_nothing(text: str) -> None:
    """Any words give a date or none."""
    for published in (stated_date(text), date_in_address(f"https://x.example/{text}"), date_in_address(text)):
        assert published is None or (published.start is not None and published.start <= published.end)  # type: ignore[operator]
