"""Time expressions are found in plain text and resolved against the day of publication."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.model.account import Interval, When
from variorum.reading.numerals import Word, Words
from variorum.reading.times import TimeExpression, find_times, period_of, resolve
from variorum.reading.times.grammar import Grammar

WEDNESDAY = date(2022, 6, 15)


def day(text: str) -> Interval:
    """Make the interval of one day."""
    return Interval(start=date.fromisoformat(text), end=date.fromisoformat(text))


def only(text: str) -> TimeExpression:
    """Give the one expression of a text."""
    (expression,) = find_times(text)
    return expression


def resolved(text: str, **settings: object) -> str:
    """Resolve the one expression of a text to "start end precision", by default against a Wednesday."""
    when: When = resolve(only(text), **({"anchor": Interval(start=WEDNESDAY, end=WEDNESDAY)} | settings))  # type: ignore[arg-type]
    return f"{when.start} {when.end} {when.precision}"


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Shells fell on 4 July 2019 near the mill.", "4 July 2019"),
        ("Shells fell on July 4, 2019, near the mill.", "July 4, 2019"),
        ("Shells fell on the 4th of July.", "the 4th of July"),
        ("Shells fell late on Friday night.", "late on Friday night"),
        ("Friday's shelling went on.", "Friday"),
        ("the 2008 attacks on the port", "2008"),
        ("It began in the summer of 2015.", "the summer of 2015"),
        ("It began at the end of 2015.", "the end of 2015"),
        ("It began around 4 a.m. Tuesday.", "4 a.m. Tuesday"),
        ("It began Tuesday at 4:30 pm.", "Tuesday at 4:30 pm"),
        ("It began between 5 and 9 August.", "5 and 9 August"),
        ("It ran from Friday to Sunday.", "Friday to Sunday"),
        ("It ran in the first three months of 2020.", "the first three months of 2020"),
        ("It ran on the night of 2 March.", "the night of 2 March"),
        ("It ran on the night of 2/3 March.", "the night of 2/3 March"),
        ("It ran on Nov. 29 and 30 in the hills.", "Nov. 29 and 30"),
        ("Hours later it began again.", "Hours later"),
        ("It began again in the evening.", "the evening"),
        ("the mid-March raid", "mid-March"),
        ("the late 1980s", "the late 1980s"),
        ("LIMA, 9 OCT 91 (XYZ) -- [TEXT]", "9 OCT 91"),
    ],
)
def test_quotes_an_expression_without_its_preposition(text: str, quote: str) -> None:
    """An expression takes in its determiner, time of day and range, and leaves out its preposition."""
    assert quote == only(text).quote


@pytest.mark.parametrize(
    "text",
    [
        "the August 9 Brigade",
        "the May 1 Organisation",
        "the 5 may movement",
        "at the Black October",
        "shortly before 1700",
        "Operation April Shield",
        "the Sunday Chronicle",
        "the Friday Mosque",
        "They may leave; they march against the law.",
        "the Long March to the coast",
        "20 MAY HAVE FLED",
        "Prime Minister May said so.",
        "The boy, a 14-year-old, is 14 years old.",
        "a three-year-old feud",
        "They counted 2000 people and 1900 cattle.",
        "He sat in the sun.",
        "a second blast",
        "prices fell and fall",
        "shares fell until the fall of the city",
        "room 2020b",
        "$2015",
        "recently, now and daily",
        "the anniversary of the raid",
    ],
)
def test_passes_over_words_that_are_no_time(text: str) -> None:
    """Names, ages, counts and other words of the same letters are no time."""
    assert find_times(text) == ()


@pytest.mark.parametrize("text", ["now", "recently", "daily", "every Friday"])
def test_gives_vague_words_on_request(text: str) -> None:
    """What no calendar fixes is found only where it is asked for."""
    assert not find_times(text)
    assert [text] == [found.quote for found in find_times(text, vague=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 4 July 2019", "2019-07-04 2019-07-04 day"),
        ("on July 4th, 2019", "2019-07-04 2019-07-04 day"),
        ("on 2019-07-04", "2019-07-04 2019-07-04 day"),
        ("on 2019/07/04", "2019-07-04 2019-07-04 day"),
        ("at 2001-05-10T08", "2001-05-10 2001-05-10 day"),
        ("on 04.07.2019", "2019-07-04 2019-07-04 day"),
        ("on 7/24/2019", "2019-07-24 2019-07-24 day"),
        ("on 24/7/2019", "2019-07-24 2019-07-24 day"),
        ("on 24-Jul-2019", "2019-07-24 2019-07-24 day"),
        ("LIMA, 9 OCT 91 (XYZ)", "1991-10-09 1991-10-09 day"),
        ("on Thursday, 4 July 2019", "2019-07-04 2019-07-04 day"),
        ("in July 2019", "2019-07-01 2019-07-31 month"),
        ("in 2019", "2019-01-01 2019-12-31 year"),
        ("in early 2019", "2019-01-01 2019-04-30 range"),
        ("in the 1980s", "1980-01-01 1989-12-31 range"),
        ("in the 19th century", "1801-01-01 1900-12-31 range"),
        ("in the spring of 2019", "2019-03-01 2019-05-31 range"),
        ("from 2017 to 2019", "2017-01-01 2019-12-31 range"),
        ("in 2017-19", "2017-01-01 2019-12-31 range"),
        ("on 3-7 May 2019", "2019-05-03 2019-05-07 range"),
        ("on May 3-7, 2019", "2019-05-03 2019-05-07 range"),
        ("from May to August 2019", "2019-05-01 2019-08-31 range"),
        ("from November to February 2019", "2018-11-01 2019-02-28 range"),
        ("from 28 December to 2 January 2019", "2018-12-28 2019-01-02 range"),
        ("in the second half of 2019", "2019-07-01 2019-12-31 range"),
        ("in the third quarter of 2019", "2019-07-01 2019-09-30 range"),
        ("in the first week of May 2019", "2019-05-01 2019-05-07 range"),
        ("in the last two months of 2019", "2019-11-01 2019-12-31 range"),
        ("on Easter Sunday 2019", "2019-04-21 2019-04-21 day"),
        ("on Thanksgiving 2019", "2019-11-28 2019-11-28 day"),
        ("before the September 11 attacks", "2001-09-11 2001-09-11 day"),
    ],
)
def test_resolves_a_full_date_without_a_publication_date(text: str, expected: str) -> None:
    """A date with its year needs no anchor."""
    assert expected == resolved(text, anchor=None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Wednesday", "2022-06-15 2022-06-15 day"),
        ("on Thursday", "2022-06-09 2022-06-09 day"),
        ("on Sunday the 5th, rebels", "2022-06-05 2022-06-05 day"),
        ("on Tuesday, the 31st", "2022-05-31 2022-05-31 day"),
        ("on Monday the 3rd brigade", "2022-06-13 2022-06-13 day"),
        ("since Monday evening's blast", "2022-06-13 2022-06-13 day"),
        ("on Monday night", "2022-06-13 2022-06-13 day"),
        ("early Tuesday", "2022-06-14 2022-06-14 day"),
        ("last Wednesday", "2022-06-08 2022-06-08 day"),
        ("next Wednesday", "2022-06-22 2022-06-22 day"),
        ("this Friday", "2022-06-17 2022-06-17 day"),
        ("today", "2022-06-15 2022-06-15 day"),
        ("overnight", "2022-06-15 2022-06-15 day"),
        ("this morning", "2022-06-15 2022-06-15 day"),
        ("last night", "2022-06-14 2022-06-14 day"),
        ("yesterday afternoon", "2022-06-14 2022-06-14 day"),
        ("the day before yesterday", "2022-06-13 2022-06-13 day"),
        ("tomorrow", "2022-06-16 2022-06-16 day"),
        ("two days ago", "2022-06-13 2022-06-13 day"),
        ("48 hours ago", "2022-06-13 2022-06-13 day"),
        ("three weeks ago", "2022-05-23 2022-05-29 week"),
        ("about two months ago", "2022-04-01 2022-04-30 month"),
        ("a year ago", "2021-01-01 2021-12-31 year"),
        ("this week", "2022-06-13 2022-06-19 week"),
        ("last week", "2022-06-06 2022-06-12 week"),
        ("last month", "2022-05-01 2022-05-31 month"),
        ("earlier this month", "2022-06-01 2022-06-30 month"),
        ("late last month", "2022-05-21 2022-05-31 range"),
        ("last year", "2021-01-01 2021-12-31 year"),
        ("late last year", "2021-09-01 2021-12-31 range"),
        ("at the weekend", "2022-06-11 2022-06-12 range"),
        ("last weekend", "2022-06-11 2022-06-12 range"),
        ("next weekend", "2022-06-18 2022-06-19 range"),
        ("on 14 June", "2022-06-14 2022-06-14 day"),
        ("on 16 June", "2022-06-16 2022-06-16 day"),
        ("on 17 June", "2021-06-17 2021-06-17 day"),
        ("on June 16 this year", "2022-06-16 2022-06-16 day"),
        ("on Friday, 13 May", "2022-05-13 2022-05-13 day"),
        ("the may 13 strike", "2022-05-13 2022-05-13 day"),
        ("in May 13 strikes failed", "2022-05-01 2022-05-31 month"),
        ("in June", "2022-06-01 2022-06-30 month"),
        ("in July", "2021-07-01 2021-07-31 month"),
        ("in early May", "2022-05-01 2022-05-10 range"),
        ("in mid-May", "2022-05-11 2022-05-20 range"),
        ("in late May", "2022-05-21 2022-05-31 range"),
        ("in May last year", "2021-05-01 2021-05-31 month"),
        ("last December", "2021-12-01 2021-12-31 month"),
        ("last summer", "2021-06-01 2021-08-31 range"),
        ("last winter", "2021-12-01 2022-02-28 range"),
        ("in the spring of last year", "2021-03-01 2021-05-31 range"),
        ("over the past two weeks", "2022-06-01 2022-06-15 range"),
        ("in the last 24 hours", "2022-06-14 2022-06-15 range"),
        ("in the past year", "2021-06-15 2022-06-15 range"),
        ("so far this year", "2022-01-01 2022-06-15 range"),
        ("since 2020", "2020-01-01 2022-06-15 range"),
        ("since Monday", "2022-06-13 2022-06-15 range"),
        ("from Friday to Sunday", "2022-06-10 2022-06-12 range"),
        ("between 30 May and 2 June", "2022-05-30 2022-06-02 range"),
        ("on Christmas Eve", "2021-12-24 2021-12-24 day"),
        ("in the first three months of this year", "2022-01-01 2022-03-31 range"),
        ("Shells fell after Friday prayers.", "2022-06-10 2022-06-10 day"),
        ("Shells fell overnight into Tuesday.", "2022-06-14 2022-06-14 day"),
        ("Shells fell on the night of Monday to Tuesday.", "2022-06-13 2022-06-13 day"),
        ("Shells fell on the night of 3/4 June.", "2022-06-03 2022-06-03 day"),
        ("Shells fell on January 1 and 2 last year.", "2021-01-01 2021-01-02 range"),
        ("Forty shells fell in the previous 24 hours.", "2022-06-14 2022-06-15 range"),
    ],
)
def test_resolves_against_the_day_of_publication(text: str, expected: str) -> None:
    """The past nearest to the day of publication is meant; weeks, months and years are the calendar's."""
    assert expected == resolved(text)


@pytest.mark.parametrize(
    "text",
    [
        "over the past few years",
        "a few days ago",
        "more than a year ago",
        "for two months",
        "at 0300",
        "at 2015",
        "it ended about 2015 (0115 GMT)",
        "at 5 pm",
        "an early-morning raid",
        "a day after the raid",
        "the day before the raid",
        "before March",
        "by Friday",
        "on 3/4/2021",
        "on 31 June",
        "30 February 2020",
        "nine thousand years ago",
        "in 900 trillion years from now",
    ],
)
def test_leaves_open_what_is_not_fixed(text: str) -> None:
    """Amounts that are not said, times of day, limits and days that do not exist resolve to nothing."""
    assert all(
        When(quote=found.quote) == resolve(found, anchor=Interval(start=WEDNESDAY, end=WEDNESDAY))
        for found in find_times(text)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Friday", "2022-06-17 2022-06-17 day"),
        ("on Wednesday", "2022-06-15 2022-06-15 day"),
        ("on 16 June", "2022-06-16 2022-06-16 day"),
        ("in July", "2022-07-01 2022-07-31 month"),
        ("at the weekend", "2022-06-18 2022-06-19 range"),
    ],
)
def test_looks_ahead_in_the_future_tense(text: str, expected: str) -> None:
    """In a clause about the future the nearest time to come is meant."""
    assert expected == resolved(text, tense="future")


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        ("the next day", "2019-07-04", "2019-07-05 2019-07-05 day"),
        ("that night", "2019-07-04", "2019-07-04 2019-07-04 day"),
        ("half an hour later", "2019-07-04", "2019-07-04 2019-07-04 day"),
        ("hours later", "2019-07-04", "2019-07-04 2019-07-04 day"),
        ("ten hours later", "2019-07-04", "None None unknown"),
        ("the same day", "2019-07-04", "2019-07-04 2019-07-04 day"),
        ("the day before", "2019-07-04", "2019-07-03 2019-07-03 day"),
        ("two days later", "2019-07-04", "2019-07-06 2019-07-06 day"),
        ("three weeks earlier", "2019-07-04", "2019-06-10 2019-06-16 week"),
        ("the following month", "2019-07-04", "2019-08-01 2019-08-31 month"),
        ("the previous year", "2019-07-04", "2018-01-01 2018-12-31 year"),
        ("the following Monday", "2019-07-04", "2019-07-08 2019-07-08 day"),
        ("in May of that year", "2019-07-04", "2019-05-01 2019-05-31 month"),
    ],
)
def test_resolves_against_the_time_spoken_of(text: str, context: str, expected: str) -> None:
    """Relative times without the day of publication go by the time spoken of before."""
    assert expected == resolved(text, context=day(context))


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        ("on 9 July", "2019-07-04", "2019-07-09 2019-07-09 day"),
        ("in January", "2019-12-04", "2020-01-01 2020-01-31 month"),
        ("on Monday", "2019-07-04", "None None unknown"),
        ("last week", "2019-07-04", "None None unknown"),
    ],
)
def test_takes_a_year_from_the_context_without_a_publication_date(text: str, context: str, expected: str) -> None:
    """Without an anchor a date takes the year nearest to the time spoken of; weekdays stay open."""
    assert expected == resolved(text, anchor=None, context=day(context))


@pytest.mark.parametrize(("text", "start"), [("in December", date(2018, 12, 1)), ("in June", None)])
def test_a_month_far_from_the_context_has_no_year(text: str, start: date | None) -> None:
    """Told after October of a year, December is of that year; June may be of it or of the next."""
    (found,) = find_times(text)
    assert resolve(found, context=day("2018-10-31")).start == start


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Monday", "2022-06-13 2022-06-13 day"),
        ("last week", "2022-06-06 2022-06-12 week"),
        ("in May", "2022-05-01 2022-05-31 month"),
        ("since 2020", "2020-01-01 2022-06-16 range"),
        ("today", "None None unknown"),
        ("on Thursday", "None None unknown"),
        ("2019", "2019-01-01 2019-12-31 year"),
    ],
)
def test_needs_both_ends_of_an_uncertain_publication_date_to_agree(text: str, expected: str) -> None:
    """What the two ends of the publication interval read differently stays open."""
    anchor = Interval(start=WEDNESDAY, end=date(2022, 6, 16))
    assert expected == resolved(text, anchor=anchor)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Tuesday, 14 June", "2022-06-14 2022-06-14 day"),
        ("on Monday, 14 June", "2021-06-14 2021-06-14 day"),
        ("on Saturday, 14 June", "2022-06-14 2022-06-14 day"),
    ],
)
def test_lets_a_weekday_choose_between_two_years(text: str, expected: str) -> None:
    """A weekday that fits the year before moves a date there; one that fits neither is taken for a slip."""
    assert resolved(text) == expected


def test_keeps_the_preposition_that_changes_the_sense() -> None:
    """Since, until, before, after and by are kept beside the quote."""
    text = "since May, until Friday, before 2020, after Monday, by June; after Monday's raid"
    assert [found.relation for found in find_times(text)] == ["since", "until", "before", "after", "by", "in"]


def test_gives_no_period_beyond_publication() -> None:
    """The period of a count ends on the day of publication at the latest."""
    anchor = Interval(start=WEDNESDAY, end=WEDNESDAY)
    assert Interval(start=date(2022, 1, 1), end=WEDNESDAY) == period_of(only("in 2022"), anchor=anchor)


def test_gives_no_period_where_none_is_fixed() -> None:
    """A count over an open time has no period."""
    assert period_of(only("in recent years")) is None


FRAGMENTS = st.sampled_from(
    "the last first 2019 12 31st of May March in Monday week two - , . ' since between and to ago later early year s "
    "half a so far this 5 pm Easter \n old morning '90".split(" ")
)


@given(st.text() | st.lists(FRAGMENTS).map(" ".join) | st.lists(FRAGMENTS).map("".join))
def test_quotes_every_expression_of_any_text(text: str) -> None:
    """Expressions quote the text, in order and apart, and resolve without failing."""
    end = 0
    for found in find_times(text, vague=True):
        assert text[found.start : found.end] == found.quote
        assert end <= found.start < found.end
        end = found.end
        when = resolve(found, anchor=Interval(start=WEDNESDAY, end=WEDNESDAY), context=day("2019-07-04"))
        assert (when.start is None) == (when.end is None)
        assert when.start is None or when.end is None or when.start <= when.end


class CountingWords(Words):
    """Words that count how often they are looked at."""

    looks = 0

    def __getitem__(self, index: int) -> Word:
        self.looks += 1
        return super().__getitem__(index)


@pytest.mark.parametrize(
    "unit",
    [
        "the first day of ",
        "one ",
        "early ",
        "12-",
        "May 3 - ",
        "1999-",
        "the ",
        "so far this ",
        "Monday to ",
        "'",
        "\n",
    ],
)
def test_looks_at_each_word_a_bounded_number_of_times(unit: str) -> None:
    """The work on a text of one repeated phrase grows with its length and no faster."""
    looks = []
    for times in (50, 100):
        words = CountingWords(unit * times)
        list(Grammar(words).expressions())
        looks.append(words.looks)
    assert looks[1] <= 2.2 * looks[0] + 100


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on 28 February and 3 March 2031", [date(2031, 2, 28), date(2031, 3, 3)]),
        ("on December 30 and January 2, 2031", [date(2030, 12, 30), date(2031, 1, 2)]),
        ("on 5 May 2029 or 6 June 2031", [date(2029, 5, 5), date(2031, 6, 6)]),
    ],
)
def test_a_day_has_the_year_of_the_day_that_it_is_told_with(text: str, days: list[date]) -> None:
    """The year is printed once, behind the last of them."""
    assert [resolve(time, anchor=None, tense="past").start for time in find_times(text)] == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Shells fell on the 13th.", "2022-06-13 2022-06-13 day"),
        ("It began on the night of the 14th, he said.", "2022-06-14 2022-06-14 day"),
        ("They have fled since the 21st, he said.", "2022-05-21 2022-06-15 range"),
        ("THE RAID ON THE 2D WAS THE LAST", "2022-06-02 2022-06-02 day"),
    ],
)
def test_a_day_without_its_month_is_the_last_of_its_number(text: str, days: str) -> None:
    """The month is that of the report or the one before."""
    assert resolved(text) == days


@pytest.mark.parametrize(
    "text",
    [
        "Fire broke out on the 13th floor.",
        "They were relieved by the 24th Division.",
        "Men from the 1st and 2nd battalions left.",
        "Fire broke out on the 5th, 6th and 7th floors.",
        "He finished the 3rd in his class.",
    ],
)
def test_an_ordinal_that_counts_something_is_no_day(text: str) -> None:
    """Floors, brigades and ranks are numbered too."""
    assert find_times(text) == ()
