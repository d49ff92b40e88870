"""Times that go back to one told before them, and days that head the entries of a page."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.model import Interval
from variorum.reading.chronology import Chronology
from variorum.reading.layout import find_layout
from variorum.reading.times import find_times

MARCH = Interval(start=date(2010, 3, 20), end=date(2010, 3, 20))


def told(text: str, anchor: Interval | None = None) -> list[str]:
    """Give the first day of each time of a text, null where it is not fixed."""
    times = find_times(text)
    chronology = Chronology(text, times, find_layout(text), anchor)
    return [str(chronology.when(time).start) for time in times]


def headed(text: str, word: str, anchor: Interval | None = MARCH) -> str | None:
    """Give the day that heads the entry in which a word stands."""
    chronology = Chronology(text, find_times(text), find_layout(text), anchor)
    when = chronology.heading(text.index(word))
    return None if when is None else str(when.start)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("A mine killed a man on 3 May 2009. Police held two men on 7 May.", ["2009-05-03", "2009-05-07"]),
        (
            "It began in 2003. In June rebels struck again, a doctor in the valley says to this very day, and left in "
            "haste. " + "They came by boat. " * 6 + "In June they came back.",
            ["2003-01-01", "2003-06-01", "None"],
        ),
        ("On 3 May 2009 a mine went off. The next day shells fell.", ["2009-05-03", "2009-05-04"]),
        ("On 3 May 2009 a mine went off, and at 8:45 p.m. another.", ["2009-05-03", "2009-05-03"]),
        ("On 3 May 2009 a mine went off.\n\nBefore dawn another did.", ["2009-05-03", "2009-05-03"]),
        ("Mine kills two\n\n3 May 2009\n\nA mine went off at 8:45 p.m. in Arbin.", ["2009-05-03", "None"]),
        ("Shells fell at 8:45 p.m. on the hill.", ["None"]),
        ("On 28 March 2009 rebels took the pass, and on the 2nd the town.", ["2009-03-28", "2009-04-02"]),
        ("It began in May 2008. On the 9th, when it rained, they left.", ["2008-05-01", "2008-05-09"]),
        ("Shells fell on the 9th.", ["None"]),
    ],
)
def test_a_time_goes_back_to_one_told_before(text: str, days: list[str]) -> None:
    """A date without a year, a following day and a time of day take what they lack from the times before them."""
    assert told(text) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Rebels took the pass in May 2008. A year later they took the town.", ["2008-05-01", "2009-01-01"]),
        ("Rebels took the pass in May 2008. Two months later they fled.", ["2008-05-01", "2008-07-01"]),
        ("Rebels took the pass on 3 May 2008. A year later they fled.", ["2008-05-03", "2009-01-01"]),
        ("A bomb killed nine in May 2007. It went off on May 22.", ["2007-05-01", "2007-05-22"]),
        ("A bomb killed nine in May 2007. On June 3 a van hit men.", ["2007-05-01", "2007-06-03"]),
        ("A bomb killed nine in May 2007. On January 12 a van hit men.", ["2007-05-01", "2010-01-12"]),
        ("A bomb killed nine in March 2007. On March 12 a van hit men.", ["2007-03-01", "2010-03-12"]),
        ("A bomb killed nine in May 2007. In June a van hit men.", ["2007-05-01", "2009-06-01"]),
        (
            "A bomb killed nine in May 2007." + " They wept." * 120 + " On May 22 a van hit men.",
            ["2007-05-01", "2009-05-22"],
        ),
    ],
)
def test_a_time_is_of_the_year_told_before(text: str, days: list[str]) -> None:
    """A day that the report's own year would put far back is of the year told shortly before it."""
    assert told(text, MARCH) == days


def test_the_days_of_a_round_up_are_of_the_month_that_heads_it() -> None:
    """Where the day of publication is not known, the month is told with its year once."""
    text = (
        "Observatory | April 2025\n\n"
        + "Nothing else is new. " * 9
        + "\n2 April: shells fell.\n5-6 April: mines blew up."
    )
    assert told(text) == ["2025-04-01", "2025-04-02", "2025-04-05"]


CHRONOLOGY = """What happened

3 March. Rebels entered the port.
Two men died.
5 March. Shells fell.

Background

The war began long ago and has gone on since then without any end.
"""


@pytest.mark.parametrize(
    ("word", "day"), [("port", "2010-03-03"), ("Shells", "2010-03-05"), ("Two", None), ("war", None)]
)
def test_a_day_heads_the_rest_of_its_line(word: str, day: str | None) -> None:
    """A day at the head of a line holds for that line where several lines begin so."""
    assert headed(CHRONOLOGY, word) == day


def test_a_single_day_heads_nothing() -> None:
    """One line that begins with a date makes no chronology."""
    assert headed("3 March. Rebels entered the port.", "port") is None


LIVE = "09:10\nShells fell.\n11:20\nRebels fled.\n12:40\nA truce holds.\n"


def test_times_of_day_head_what_happened_on_the_day_of_the_page() -> None:
    """The entries of a live page are of the day it was published, if that is known."""
    assert headed(LIVE, "Rebels") == "2010-03-20"
    assert headed(LIVE, "Rebels", None) is None


@given(st.text(alphabet="3 March.:\n-–0123456789y"))
def test_any_text_has_a_chronology(text: str) -> None:
    """No text makes it fail."""
    assert len(told(text, MARCH)) == len(find_times(text))


def test_a_headline_may_follow_the_time_of_an_entry() -> None:
    """A live page may have its headlines on the line of the time."""
    text = "09:10 Army names officer\nShells fell.\n11:20 GMT Rebels flee\nThey ran.\n12:40 A truce\nIt holds.\n"
    assert headed(text, "ran") == "2010-03-20"


def test_that_year_is_the_year_told_before() -> None:
    """A year counts whatever stands before it."""
    assert told("The town has been under siege since 2003. On 21 August of that year shells fell.")[-1] == "2003-08-21"
