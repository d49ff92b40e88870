"""Lines and paragraphs of a plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.reading.units import ends_sentence, find_units, is_headline_cased, is_upper


def test_each_line_is_a_unit_where_lines_are_paragraphs() -> None:
    """Pages with a paragraph a line are divided at every line break."""
    text = "A mine went off.\n\n  The road is shut.  \r\nEngineers search it."
    assert [u.text for u in find_units(text)] == ["A mine went off.", "The road is shut.", "Engineers search it."]


def test_list_items_are_not_joined() -> None:
    """Lines that begin with a bullet stay apart even where they are as wide as wrapped text."""
    text = "\n".join(["- two soldiers of the coastal brigade were wounded"] * 5)
    assert len(find_units(text)) == 5


def test_a_line_that_left_room_for_the_next_word_ends_its_paragraph() -> None:
    """In wrapped text a short line ends a paragraph though no blank line follows."""
    text = "\n".join(
        [
            "The mine went off on the coast road at about noon and broke",
            "the axle of a lorry that was carrying water to a post in the",
            "hills above it.",
            "Nobody claimed to have laid it and the army did not say who",
            "might have done so, but it has blamed the rebels for others",
            "found on the same stretch.",
        ]
    )
    assert [u.text.split()[0] for u in find_units(text)] == ["The", "Nobody"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The road is shut.", True),
        ("“The road is shut.”", True),
        ("Is the road shut?", True),
        ("It closed at 3 p.m.", True),
        ("Mine wounds two", False),
        ("A base of the U.S.", False),
        ("The minister said:", False),
        ("", False),
    ],
)
def test_the_end_of_a_sentence(line: str, expected: bool) -> None:
    """Closing quotes do not hide a full stop, and initials do not make one."""
    assert ends_sentence(line) is expected


def test_capitals() -> None:
    """Text is in capitals when nearly all its letters are."""
    assert is_upper("THE MINE WENT OFF AT 3")
    assert not is_upper("THE Mine went off")
    assert not is_upper("12 – 3")


def test_headline_case_needs_several_longer_words() -> None:
    """Short words may be small, and one capital proves nothing."""
    assert is_headline_cased("Mine Wounds Two on the Coast Road")
    assert not is_headline_cased("Mine wounds two on the coast road")
    assert not is_headline_cased("Northport")


@given(st.text())
def test_units_quote_the_text_in_order(text: str) -> None:
    """Each unit's words stand at its offsets, after those of the unit before."""
    at = 0
    for unit in find_units(text):
        assert text[unit.start : unit.end] == unit.text == unit.text.strip()
        assert not text[at : unit.start].strip()
        at = unit.end
    assert not text[at:].strip()
