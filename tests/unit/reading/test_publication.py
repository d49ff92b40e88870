"""The day of publication is told from what came with a report and from the dates on its page."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.model.account import Published
from variorum.reading.layout import Layout, Zone, find_layout
from variorum.reading.publication import infer_published, written_on


def published(*lines: str, kind: str = "date") -> str:
    """Infer the publication of a page of date lines and a line of body, as "start end basis"."""
    zones, text = [], ""
    for line in lines:
        zones.append(Zone(len(text), len(text) + len(line), kind))  # type: ignore[arg-type]
        text += line + "\n"
    body = "Shells fell on 9 May 2001, a year after the raid of 4 June 2000."
    zones.append(Zone(len(text), len(text) + len(body), "body"))
    found = infer_published(Published(), Layout(zones=tuple(zones)), text + body)
    return f"{found.start} {found.end} {found.basis}"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Thursday, 10 May 2001"], "2001-05-10 2001-05-10 text"),
        (["LIMA, 10 MAY 01 (XYZ)"], "None None unknown"),
        (["LIMA, 10 MAY 91 (XYZ)"], "1991-05-10 1991-05-10 text"),
        (["Published: 2001-05-10T08:00:00Z"], "2001-05-10 2001-05-10 text"),
        (["Posted 10 May 2001, updated 12 May 2001"], "2001-05-10 2001-05-10 text"),
        (["Updated: 12 May 2001", "Published: 10 May 2001"], "2001-05-10 2001-05-10 text"),
        (["Last updated: 12 May 2001"], "2001-05-12 2001-05-12 text"),
        (["10 May 2001", "11 May 2001"], "2001-05-10 2001-05-10 text"),
        (["2001", "10 May 2001"], "2001-05-10 2001-05-10 text"),
        (["May 2001"], "2001-05-01 2001-05-31 text"),
        (["07/05/2001"], "2001-05-07 2001-07-05 text"),
        (["10 May"], "None None unknown"),
        (["2 hours ago"], "None None unknown"),
        ([], "None None unknown"),
    ],
)
def test_reads_the_page_date(lines: list[str], expected: str) -> None:
    """The first full date of a date line counts, one of a change only where there is no other."""
    assert published(*lines) == expected


def test_reads_a_date_in_the_dateline() -> None:
    """A dateline may hold the date."""
    assert published("LIMA, May 10, 2001 --", kind="dateline") == "2001-05-10 2001-05-10 text"


def test_keeps_a_date_that_came_with_the_report() -> None:
    """What the metadata say wins over the page."""
    known = Published(start=date(2001, 5, 11), end=date(2001, 5, 12), basis="metadata")
    assert infer_published(known, Layout(zones=(Zone(0, 11, "date"),)), "10 May 2001") == known


@pytest.mark.parametrize("text", ["The army said today, 10 May 2001, that", "On May 10, 2001 (today) it said"])
def test_infers_the_date_that_the_text_calls_today(text: str) -> None:
    """A full date beside today is the day of publication."""
    expected = Published(start=date(2001, 5, 10), end=date(2001, 5, 10), basis="inferred")
    assert infer_published(Published(), Layout(), text) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("Mine kills two\nEnglish edition - Friday, August 22, 2025 - City desk\n{}", "2025-08-22 2025-08-22 text"),
        ("Mine kills two\nLive updates, Saturday 10 May 2025. All times local\n{}", "2025-05-10 2025-05-10 text"),
        ("Front for Change\n{}\nDone at Arbin, 27 February 2025\nThe spokesman", "2025-02-27 2025-02-27 text"),
        ("Report\n{}\nIssued by the council on 27 February 2025", "2025-02-27 2025-02-27 text"),
        ("Report\nCovering 11-20 July 2025 | Lowland Institute\n{}", "2025-07-20 2025-07-20 inferred"),
        ("Mine kills two\n14.04.2025, 11:40 • Arbin • Text: Ana Lind\n{}", "2025-04-14 2025-04-14 text"),
        ("Mine kills two\nApril 14, 2025 / 11:39 AM EDT / Lowland News\n{}", "2025-04-14 2025-04-14 text"),
        ("Mines\nWeekly bulletin no. 11, 7-13 April 2025\n{}", "2025-04-13 2025-04-13 inferred"),
        ("Mines\nFound by 7-13 April 2025\n{}", "None None unknown"),
        ("Mine kills two\nAda Moor Published March 14, 2025\n{}", "2025-03-14 2025-03-14 text"),
        ("Mine kills two\nAda Moor Published March 14, 2025 Updated March 15, 2025\n{}", "2025-03-14 2025-03-14 text"),
        ("Mine kills two\nThe rules were published March 14, 2025\n{}", "None None unknown"),
        ("Mine kills two\nPublished on March 14, 2025, Lowland News Desk\n{}", "2025-03-14 2025-03-14 text"),
        ("Mine kills two\nPosted on 14 March 2025 by editor\n{}", "2025-03-14 2025-03-14 text"),
        ("Mine kills two\nBy The Lowland Post 14 March 2025\n{}", "2025-03-14 2025-03-14 text"),
        ("Mine kills two\nBy Ada Moor and Karl Rennick March 14, 2025 6:12 AM\n{}", "2025-03-14 2025-03-14 text"),
        ("Mine kills two\nLowland Wire March 14, 2025 4:12 PM GMT\n{}", "2025-03-14 2025-03-14 text"),
        ("Mines\nDeaths in Arbin March 14, 2025\n{}", "None None unknown"),
        ("Mines\nThe town was shelled by Lowland 14 March 2025\n{}", "None None unknown"),
        ("Mine kills two\n14 March 2025, Arbin\n{}", "2025-03-14 2025-03-14 text"),
        ("Mine kills two\nMar. 14, 2025Updated 5:12 p.m. ET\n{}", "2025-03-14 2025-03-14 text"),
        ("Mines\n14 March 2025, the day the mines blew up\n{}", "None None unknown"),
        ("Mines\nPublished on 14 March 2025, the ban is in force\n{}", "None None unknown"),
        ("Mines\nPeriod: 7-13 April 2025\n{}", "2025-04-13 2025-04-13 inferred"),
        ("Mines\nReporting period: 7 April (2025)\n{}", "None None unknown"),
        ("Report\nLowland Review, March 2025 issue\n{}", "2025-03-01 2025-03-31 text"),
        ("Report\nMines found on 27 February 2025 near the river\n{}", "None None unknown"),
        ("Report\n{0}\n2 March 2010\n{0}", "2010-03-02 2010-03-02 text"),
        ("Report\n{0}\n2 March 2010\n{0}\n3 March 2010\n{0}", "None None unknown"),
        ("Mines\nPublished on 14 March 2025, at 9:14 am (Paris)\n{}", "2025-03-14 2025-03-14 text"),
        ("Case 7\nIncident date: 2 March 2010\n{}", "None None unknown"),
        ("Report\n3 March 2010: Rebels enter the port of Arbin\n{}", "None None unknown"),
        ("Report\nThis Thursday, 27 February 2025, shells fell.\n{}", "2025-02-27 2025-03-02 inferred"),
    ],
)
def test_finds_the_date_in_the_matter_around_the_text(page: str, expected: str) -> None:
    """A date apart from other words in a short line at the head or foot counts, one in a sentence does not."""
    text = page.format("The army said that it had lost no men and that it would hold the town. " * 4)
    found = infer_published(Published(), Layout(), text)
    assert f"{found.start} {found.end} {found.basis}" == expected


@given(st.text())
def test_infers_something_of_any_text(text: str) -> None:
    """No text makes it fail, and a start never comes without an end."""
    found = infer_published(Published(), Layout(zones=(Zone(0, len(text), "date"),)), text)
    assert (found.start is None) == (found.end is None)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("September 10, 2030 10: 14 AM Police say that two people fled.", date(2030, 9, 10)),
        ("7: 00pm UK, Wednesday 05 May 2030 Three people fled from a fire.", date(2030, 5, 5)),
        ("September 10, 2030 Jane Doe fled from a fire.", date(2030, 9, 10)),
        ("September 10, 2030 was a day of fires.", None),
        ("September 10, 2030: Police say that two people fled.", None),
        ("Since September 10, 2030 Jane Doe has fled.", None),
    ],
    ids=["hour behind", "hour before", "alone", "subject", "entry", "in a sentence"],
)
def test_a_day_before_the_first_sentence_is_the_page_s(line: str, day: date | None) -> None:
    """A page that lost its line breaks prints its day, with or without the hour, right before its text."""
    text = f"Fire in Orrel\n\n{line} More fled later."
    assert infer_published(Published(), find_layout(text), text).start == day


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Operational information as of 08:00 on 10.05.2001 on the war", date(2001, 5, 10)),
        ("Situation as of 6 a.m., 10 May 2001", date(2001, 5, 10)),
        ("Losses as of May", None),
        ("Harbour daily note: Tuesday 20 February 2018", date(2018, 2, 20)),
        ("Situation report for 20 February 2018", date(2018, 2, 20)),
        ("Security update (20 February 2018)", date(2018, 2, 20)),
        ("LOWLAND: Note on the mines, 7–20 February 2018", date(2018, 2, 20)),
        ("Army spokesman, Telegram, 20 February 2018, 06:12", date(2018, 2, 20)),
        ("Fighting in Arbin, 7–20 February 2018", None),
        ("The raid of 20 February 2018", None),
        ("A report on the raid of 20 February 2018 is out", None),
    ],
)
def test_the_title_of_what_comes_out_day_by_day_has_its_day(title: str, day: date | None) -> None:
    """Where nothing else on the page tells it; a date in any other title is of what it tells."""
    assert infer_published(Published(), Layout(title=title), title + "\n\nShells fell.").start == day


@pytest.mark.parametrize(
    ("line", "body", "expected"),
    [
        ("LIMA, Oct 16 -", "Shells fell on Wednesday. The war began in May 2023.", "2024-10-16 2024-10-16 inferred"),
        ("LIMA, Oct 16 -", "Shells fell on Monday. The war began in May 2023.", "2023-10-16 2023-10-16 inferred"),
        ("LIMA, Oct 16 -", "Shells fell on Friday. The war began in May 2023.", "None None unknown"),
        ("LIMA, Oct 16 -", "Shells fell on Wednesday.", "None None unknown"),
        ("LIMA, Oct 16 -", "Shells fell. The war began in May 2023.", "None None unknown"),
        ("LIMA, Oct 16 -", "Shells fell last Wednesday. The war began in May 2023.", "None None unknown"),
        ("LIMA, Oct 16 -", "Shells fell on Wednesday. Troops stay until May 2024.", "None None unknown"),
        ("LIMA, Wednesday, Oct 16 -", "It was the first raid since May 2020.", "2024-10-16 2024-10-16 inferred"),
        ("LIMA, Wednesday, Oct 16 -", "It was the first raid since May 2008.", "2013-10-16 2013-10-16 inferred"),
        ("LIMA, Wednesday, Oct 16 -", "It was the first raid since 1940.", "None None unknown"),
        (
            "LIMA, Wednesday, Oct 16 -",
            "It was 9, against 7 in the same period of 2023.",
            "2024-10-16 2024-10-16 inferred",
        ),
        ("LIMA, Sunday, Feb 29 -", "It was the first raid since May 2013.", "None None unknown"),
    ],
)
def test_infers_the_year_of_a_date_without_one(line: str, body: str, expected: str) -> None:
    """The latest year that the text tells of and the day of the week fix the year, or leave it open."""
    text = f"{line} {body}"
    layout = Layout(zones=(Zone(0, len(line), "dateline"), Zone(len(line) + 1, len(text), "body")))
    found = infer_published(Published(), layout, text)
    assert f"{found.start} {found.end} {found.basis}" == expected


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("ARBIN, May 9 (XYZ) -", date(2001, 5, 9)),
        ("ARBIN, May 7 --", date(2001, 5, 7)),
        ("ARBIN, May 1 --", date(2001, 5, 10)),
        ("ARBIN, May 11 --", date(2001, 5, 10)),
        ("ARBIN (XYZ) -", date(2001, 5, 10)),
    ],
)
def test_a_report_counts_from_the_day_of_its_dateline(dateline: str, day: date) -> None:
    """What was printed a day or two later calls the day of the dateline today; a day far off is another's."""
    text = f"Shells fall\n\nMay 10, 2001\n\n{dateline} Shells fell on the town of Orrel today, officials said there.\n"
    layout = find_layout(text)
    found = written_on(infer_published(Published(), layout, text), layout, text)
    assert found is not None
    assert (found.start, found.end) == (day, day)
