"""Quantities are found in plain text with the bounds that their words give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.reading.numerals import Word, Words
from variorum.reading.quantities import Quantity, find_quantities


def counts(text: str) -> list[Quantity]:
    """Give what a text counts, without its articles."""
    return [found for found in find_quantities(text) if found.kind == "count" and not found.article]


@pytest.mark.parametrize(
    ("text", "quote", "low", "high"),
    [
        ("seven goats", "seven", 7, 7),
        ("twenty-three goats", "twenty-three", 23, 23),
        ("one hundred and five goats", "one hundred and five", 105, 105),
        ("TWO GOATS", "TWO", 2, 2),
        ("1,500 goats", "1,500", 1500, 1500),
        ("1.5 million goats", "1.5 million", 1_500_000, 1_500_000),
        ("at least seven goats", "at least seven", 7, None),
        ("no fewer than 12 goats", "no fewer than 12", 12, None),
        ("12 or more goats", "12 or more", 12, None),
        ("12-plus goats", "12-plus", 12, None),
        ("12+ goats", "12+", 12, None),
        ("more than 12 goats", "more than 12", 13, None),
        ("over a dozen goats", "over a dozen", 13, None),
        ("well over 100 goats", "well over 100", 101, None),
        ("topped 100 goats", "topped 100", 101, None),
        ("more than half a million goats", "more than half a million", 500_001, None),
        ("more than 5.5 million goats", "more than 5.5 million", 5_500_001, None),
        ("up to 200 goats", "up to 200", 0, 200),
        ("as many as 200 goats", "as many as 200", 0, 200),
        ("no more than three goats", "no more than three", 0, 3),
        ("fewer than 20 goats", "fewer than 20", 0, 19),
        ("between 20 and 30 goats", "between 20 and 30", 20, 30),
        ("20-30 goats", "20-30", 20, 30),
        ("20 to 30 goats", "20 to 30", 20, 30),
        ("five or six goats", "five or six", 5, 6),
        ("two or three dozen goats", "two or three dozen", 24, 36),
        ("two to three hundred goats", "two to three hundred", 200, 300),
        ("at least 20 to 30 goats", "at least 20 to 30", 20, None),
        ("a dozen goats", "a dozen", 12, 12),
        ("two dozen goats", "two dozen", 24, 24),
        ("dozens of goats", "dozens", 24, None),
        ("at least dozens of goats", "at least dozens", 24, None),
        ("several goats", "several", 3, None),
        ("a few goats", "a few", 3, None),
        ("scores of goats", "scores", 40, None),
        ("hundreds of goats", "hundreds", 200, None),
        ("several hundred goats", "several hundred", 300, None),
        ("thousands of goats", "thousands", 2000, None),
        ("tens of thousands of goats", "tens of thousands", 20_000, None),
        ("a couple of goats", "a couple", 2, 2),
        ("both goats", "both", 2, 2),
        ("no goats", "no", 0, 0),
        ("none of the goats", "none", 0, 0),
        ("nobody came", "nobody", 0, 0),
        ("not a single goat", "not a single", 0, 0),
        ("one goat", "one", 1, 1),
        ("one of the goats", "one", 1, 1),
        ("it lost goats—20 in all", "20", 20, 20),
        ("a 12-goat herd", "12", 12, 12),
        ("killed 2000 goats", "2000", 2000, 2000),
        ("they handed over 20 goats", "20", 20, 20),
        ("4 goats, 2019", "4", 4, 4),
    ],
)
def test_bounds_a_count(text: str, quote: str, low: int, high: int | None) -> None:
    """The words beside a number set its bounds and stand in its quote."""
    assert [(found.quote, found.low, found.high) for found in counts(text)] == [(quote, low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "about 80 goats",
        "around 80 goats",
        "some 80 goats",
        "approximately 80 goats",
        "an estimated 80 goats",
        "roughly 80 goats",
        "nearly 80 goats",
        "almost 80 goats",
        "80 or so goats",
        "80-odd goats",
    ],
)
def test_marks_an_approximate_count(text: str) -> None:
    """A number said to be near the true one keeps its value and is marked."""
    (found,) = counts(text)
    assert (found.low, found.high, found.approximate) == (80, 80, True)


def test_reads_each_count_of_a_list() -> None:
    """A bound holds for the number that it stands before, not for the next one."""
    found = counts("At least 5 ewes and 3 lambs died, 12 others fled and six hid.")
    assert [(count.low, count.high) for count in found] == [(5, None), (3, 3), (12, 12), (6, 6)]


def test_reads_a_change_as_two_counts() -> None:
    """From one number to another is a change, not a range."""
    assert [(found.low, found.high) for found in counts("The herd grew from 20 to 30.")] == [(20, 20), (30, 30)]


def test_an_ordinal_may_be_the_least() -> None:
    """The fifth at least is the fifth or a later one."""
    [found] = find_quantities("At least the fifth raid")
    assert (found.kind, found.low, found.high) == ("ordinal", 5, None)


@pytest.mark.parametrize(
    ("text", "kind", "low"),
    [
        ("the fifth raid", "ordinal", 5),
        ("the 22nd raid", "ordinal", 22),
        ("a 23-year-old herder", "age", 23),
        ("a herder aged 45", "age", 45),
        ("Anna Ruiz, 45, a herder", "age", 45),
        ("Anna Ruiz (45) herds", "age", 45),
        ("she is 45 years old", "age", 45),
        ("20% of it", "percent", 20),
        ("20 per cent of it", "percent", 20),
        ("two-thirds of it", "percent", 2),
        ("one in five", "percent", 1),
        ("$25,000 of it", "money", 25_000),
        ("20 million pesos", "money", 20_000_000),
        ("Rs 500", "money", 500),
        ("80 km north", "measure", 80),
        ("a 20-foot wall", "measure", 20),
        ("7.62mm rounds", "measure", 7),
        ("three times", "measure", 3),
    ],
)
def test_tells_what_is_no_count(text: str, kind: str, low: int) -> None:
    """Ordinals, ages, shares, money and measures are told from counts."""
    found = next(found for found in find_quantities(text) if not found.article)
    assert (found.kind, found.low) == (kind, low)


@pytest.mark.parametrize(
    "text",
    [
        "on 4 July 2019 at 5:30 p.m.",
        "after two days",
        "in 2015",
        "an AK-47",
        "M16 and F-16s and Su-25",
        "Highway 5",
        "Resolution 1701",
        "No. 4",
        "call 555-1234",
        "call +99 300 1234567",
        "call (202) 555-0101",
        "911 calls",
        "2136 North Elm Ave",
        "the 400 block of Elm Street",
        "won 2-1",
        "[5]",
        "the 3D map",
        "this one",
        "one another",
        "no longer",
        "at 0300",
        "a lot",
    ],
)
def test_passes_over_numbers_that_count_nothing(text: str) -> None:
    """Times and numbers that are names are no quantities."""
    assert counts(text) == []


@pytest.mark.parametrize("text", ["a goat", "an ox", "another goat"])
def test_marks_an_article(text: str) -> None:
    """An article counts one, and says that it is an article."""
    (found,) = find_quantities(text)
    assert (found.low, found.high, found.article) == (1, 1, True)


FRAGMENTS = st.sampled_from(
    "at least more than between 20 30 1,500 and to or a an one two hundred dozen several half million no - + % $ . , "
    "( ) year old km 2019 May both some over of \n".split(" ")
)


@given(st.text() | st.lists(FRAGMENTS).map(" ".join) | st.lists(FRAGMENTS).map("".join))
def test_quotes_every_quantity_of_any_text(text: str) -> None:
    """Quantities quote the text, in order and apart, with bounds in order."""
    end = 0
    for found in find_quantities(text):
        assert text[found.start : found.end] == found.quote
        assert end <= found.start < found.end
        assert found.low >= 0
        assert found.high is None or found.low <= found.high
        end = found.end


class CountingWords(Words):
    """Words that count how often any of them is looked at."""

    looks = 0

    def __getitem__(self, index: int) -> Word:
        CountingWords.looks += 1
        return super().__getitem__(index)


@pytest.mark.parametrize(
    "unit", ["one ", "twenty-", "1,", "1-", "555 ", "more than ", "between 2 and ", "a ", "12, ", "some 3 to ", "(2) "]
)
def test_looks_at_each_word_a_bounded_number_of_times(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The work on a text of one repeated phrase grows with its length and no faster."""
    monkeypatch.setattr("variorum.reading.quantities.words_of", CountingWords)
    looks = []
    for times in (50, 100):
        CountingWords.looks = 0
        find_quantities(unit * times)
        looks.append(CountingWords.looks)
    assert 0 < looks[1] <= 2.2 * looks[0] + 100


def test_a_count_after_a_time_is_no_part_of_its_name() -> None:
    """The year of "this year 27 farmers" is no label of the number."""
    assert [q.low for q in find_quantities("This year 27 farmers died.")] == [27]
