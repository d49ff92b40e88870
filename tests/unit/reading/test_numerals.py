"""Numerals are read off words, in digits and in letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.reading.numerals import Words, read_numeral, read_ordinal


@pytest.mark.parametrize(
    ("text", "value", "quote"),
    [
        ("7 lorries", 7, "7"),
        ("1,500 lorries", 1500, "1,500"),
        ("1,00,000 lorries", 100_000, "1,00,000"),
        ("12, 13", 12, "12"),
        ("12 500 lorries", 12_500, "12 500"),
        ("1\u202f000\u202f000 lorries", 1_000_000, "1\u202f000\u202f000"),
        ("2012 900 lorries", 2012, "2012"),
        ("12 50 lorries", 12, "12"),
        ("12 500 6 lorries", 12, "12"),
        ("1.5 million homes", 1_500_000, "1.5 million"),
        ("2 crore", 20_000_000, "2 crore"),
        ("3 hundred", 300, "3 hundred"),
        ("seven", 7, "seven"),
        ("TWO GOATS", 2, "TWO"),
        ("twenty-three", 23, "twenty-three"),
        ("forty two", 42, "forty two"),
        ("FORTYTWO", 42, "FORTYTWO"),
        ("one hundred and five wells", 105, "one hundred and five"),
        ("one hundred and then", 100, "one hundred"),
        ("five and six", 5, "five"),
        ("three thousand five hundred", 3500, "three thousand five hundred"),
        ("two million three", 2_000_003, "two million three"),
        ("seventeen hundred", 1700, "seventeen hundred"),
        ("a hundred", 100, "a hundred"),
        ("a dozen", 12, "a dozen"),
        ("half a dozen", 6, "half a dozen"),
        ("three dozen", 36, "three dozen"),
        ("half a million", 500_000, "half a million"),
        ("twenty-", 20, "twenty"),
    ],
)
def test_reads_a_numeral(text: str, value: int, quote: str) -> None:
    """A numeral is read to its last word and no further."""
    words = Words(text)
    numeral = read_numeral(words, 0)
    assert numeral is not None
    assert (value, quote) == (numeral.value, words.quote(0, numeral.end))


@pytest.mark.parametrize("text", ["a goat", "hundred", "and", "", "half", "-", "٣", "9" * 5000])
def test_reads_no_numeral(text: str) -> None:
    """Words that are no number, and digits beyond any count, give none."""
    assert read_numeral(Words(text), 0) is None


def test_reads_a_fraction_as_no_whole_number() -> None:
    """A decimal has no whole value, but is passed over as one number."""
    numeral = read_numeral(Words("7.62 rounds"), 0)
    assert numeral is not None
    assert (numeral.value, numeral.end) == (None, 3)


@pytest.mark.parametrize(
    ("text", "value"), [("3rd", 3), ("11th", 11), ("22nd", 22), ("fifth", 5), ("twenty-first", 21), ("100th", 100)]
)
def test_reads_an_ordinal(text: str, value: int) -> None:
    """Ordinals are read in digits and in letters."""
    ordinal = read_ordinal(Words(text), 0)
    assert ordinal is not None
    assert value == ordinal.value


@pytest.mark.parametrize("text", ["11st", "3 rd", "five", "3"])
def test_reads_no_ordinal(text: str) -> None:
    """A wrong or a parted suffix makes no ordinal."""
    assert read_ordinal(Words(text), 0) is None


@given(st.integers(0, 10**12))
def test_reads_back_digits_with_commas(value: int) -> None:
    """Every whole number written with commas is read back."""
    numeral = read_numeral(Words(f"{value:,}"), 0)
    assert numeral is not None
    assert value == numeral.value


@given(st.text())
def test_words_stand_where_they_say(text: str) -> None:
    """Every word is quoted by its offsets, in order, and only white space is left out."""
    words = Words(text)
    assert all(text[word.start : word.end] == word.text for word in words.values())
    assert "".join(text.split()) == "".join("".join(word.text for word in words.values()).split())


@pytest.mark.parametrize(("text", "value"), [("Brigade 12 500", 12), ("May 2 900", 2), ("about 2 900", 2900)])
def test_a_number_behind_a_name_or_a_month_is_one_by_itself(text: str, value: int) -> None:
    """What follows "Brigade 12" or "May 2" is another number; thousands that stand apart are one."""
    numeral = read_numeral(Words(text), 1)
    assert numeral is not None
    assert numeral.value == value


@pytest.mark.parametrize(("text", "value"), [("2d", 2), ("23d", 23), ("12d", None), ("4d", None)])
def test_reads_an_ordinal_as_american_offices_write_it(text: str, value: int | None) -> None:
    """The second and the third end in a bare "d"."""
    ordinal = read_ordinal(Words(text), 0)
    assert (ordinal.value if ordinal is not None else None) == value
