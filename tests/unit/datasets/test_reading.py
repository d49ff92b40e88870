from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exportable import estimate, incident, made, record, table
from variorum.datasets.reading import kind_of, read_events
from variorum.errors import DatasetUnusable
from variorum.exports.encode import encoded

ENTRY = incident(estimate("civilian", 4, 4, 9), targets=("people",))
GED = encoded(table(made("ged", record(ENTRY))))
ACLED = encoded(table(made("acled", record(ENTRY))))


def test_ged_is_read_by_name() -> None:
    """A row of GED is an event with days, point, sides and figures."""
    (event,), skipped = read_events(GED, "ged.csv", "ucdp")
    assert skipped == []
    assert (event.start, event.end, event.country) == (date(2031, 5, 6), date(2031, 5, 6), "TD")
    assert (event.latitude, event.longitude, event.radius_km) == (14.1, 15.3, 5.0)
    assert (event.killed_low, event.killed_best, event.killed_high) == (4, 4, 9)
    assert event.sides == ("Government of Chad", "Civilians")
    assert event.type == "one-sided"


def test_acled_is_read_by_name() -> None:
    """A row of ACLED is an event of the types that its pair may be."""
    (event,), _ = read_events(ACLED, "acled.csv", "acled")
    assert (event.id, event.types, event.country, event.killed_best) == ("row 1", ("shelling",), "TD", 4)


@pytest.mark.parametrize("content", [GED, ACLED])
def test_kind_is_told_by_the_header(content: bytes) -> None:
    """The columns tell which of the two a file is."""
    assert kind_of(content, "x.csv") == ("ucdp" if content is GED else "acled")
    with pytest.raises(DatasetUnusable, match="neither"):
        kind_of(b"a,b\n1,2\n", "x.csv")


def test_vague_days_of_acled_are_a_stretch() -> None:
    """A week is three days to either side of the middle, a month fifteen."""
    lines = ACLED.decode().splitlines()
    week = f"{lines[0]}\n{lines[1].replace('2031-05-06,2031,1,', '06 May 2031,2031,2,')}\n"
    (event,), _ = read_events(week.encode(), "acled.csv", "acled")
    assert (event.start, event.end) == (date(2031, 5, 3), date(2031, 5, 9))


def test_any_table_is_read_by_a_map() -> None:
    """A table of one's own is read with the columns that are named, in any case of letters."""
    content = b"Day,Town,Land,Dead,By\n2031-05-06,Marada,Chad,4,Army; Police\n"
    names = {"date": "day", "place": "Town", "country": "LAND", "killed": "Dead", "side_a": "By"}
    (event,), _ = read_events(content, "x.csv", "csv", names=names)
    assert (event.place, event.country, event.killed_high, event.sides) == ("Marada", "TD", 4, ("Army", "Police"))


@pytest.mark.parametrize(
    ("dates", "wanted"),
    [
        (["03/04/2031", "25/04/2031"], ["2031-04-03", "2031-04-25"]),
        (["03/04/2031", "04/25/2031"], ["2031-03-04", "2031-04-25"]),
        (["04/04/2031", "03/04/2031"], ["2031-04-04"]),
        (["25/04/2031", "04/25/2031", "03/04/2031"], ["2031-04-25", "2031-04-25"]),
    ],
)
def test_dates_with_slashes_are_not_guessed(dates: list[str], wanted: list[str]) -> None:
    """The other rows tell whether day or month comes first; where they do not, a row that can be either is none."""
    content = "Day\n" + "\n".join(dates)
    events, skipped = read_events(content.encode(), "x.csv", "csv", names={"date": "Day"})
    assert [event.start.isoformat() for event in events] == wanted
    assert [reason for _, reason in skipped] == ["'03/04/2031' can be two days"] * (len(dates) - len(wanted))


def test_missing_column_is_named_as_it_was_asked_for() -> None:
    """What is said of a column that is not there has it in the letters that were given."""
    with pytest.raises(DatasetUnusable, match="no column Fatal"):
        read_events(b"Day\n2031-05-06\n", "x.csv", "csv", names={"date": "Day", "killed": "Fatal"})


@pytest.mark.parametrize("names", [{}, {"date": "Day", "colour": "Town"}, {"date": "Missing"}])
def test_map_must_fit(names: dict[str, str]) -> None:
    """A map needs a date, fields that there are, and columns that the file has."""
    with pytest.raises(DatasetUnusable):
        read_events(b"Day,Town\n2031-05-06,Marada\n", "x.csv", "csv", names=names)


def test_rows_that_are_none_are_told() -> None:
    """A row without a date, or with the id of another, is left out with its number and the reason."""
    content = b"id,Day\n1,2031-05-06\n2,soon\n1,2031-05-07\n\n3\n"
    events, skipped = read_events(content, "x.csv", "csv", names={"id": "id", "date": "Day"})
    assert [event.id for event in events] == ["1"]
    assert [number for number, _ in skipped] == [2, 3, 5]
    assert "'soon' is no date" in skipped[0][1]


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b'a,"b\n', b"Day\n" + b'"' + b"x" * 200_000 + b'"\n'])
def test_what_is_no_table_is_refused(content: bytes) -> None:
    """Other encodings, empty files, quotes without end and cells without end are refused in one line."""
    with pytest.raises(DatasetUnusable) as raised:
        read_events(content, "x.csv", "csv", names={"date": "Day"})
    assert len(str(raised.value).splitlines()) == 1


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: ("Day,n\n" + text).encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    """Whatever the bytes, there are events, rows left out, or a refusal."""
    try:
        events, skipped = read_events(content, "x.csv", "csv", names={"date": "Day", "killed": "n"})
    except DatasetUnusable:
        return
    assert all(event.start <= event.end for event in events)
    assert all(reason for _, reason in skipped)


@pytest.mark.parametrize("cell", ["nan", "inf", "91", "x", ""])
def test_coordinates_off_the_globe_are_none(cell: str) -> None:
    """Numbers that are none, or not on the globe, are no coordinates."""
    content = f"Day,y,x\n2031-05-06,{cell},10\n".encode()
    (event,), _ = read_events(content, "x.csv", "csv", names={"date": "Day", "latitude": "y", "longitude": "x"})
    assert (event.latitude, event.longitude) == (None, None)


@pytest.mark.parametrize(
    ("cell", "number"), [("4", 4), ("4.0", 4), ("-1", None), ("many", None), ("", None), ("9" * 30, None)]
)
def test_counts(cell: str, number: int | None) -> None:
    """A count is a whole number; what is not one is not known."""
    content = f"Day,n\n2031-05-06,{cell}\n".encode()
    (event,), _ = read_events(content, "x.csv", "csv", names={"date": "Day", "killed": "n"})
    assert event.killed_best == number
