import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.cli.terminal import UNPRINTABLE, printable, quoted, shortened


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u200bb", "a\\u200bb"),
        ("a\ud800b", "a\\ud800b"),
        ("a\n\tb  c", "a b c"),
        ("a\x07", "a\\x07"),
        ("[bold]Élan[/] :smile:", "[bold]Élan[/] :smile:"),
    ],
)
def test_printable_spells_out_what_steers_a_terminal(text: str, shown: str) -> None:
    """Controls and direction marks are spelt out, and all that is visible stays."""
    assert printable(text) == shown


@given(text=st.text(alphabet=st.characters(), max_size=100))
def test_printable_leaves_nothing_that_steers(text: str) -> None:
    """Whatever goes in, what comes out is one line of visible characters."""
    assert not UNPRINTABLE & {unicodedata.category(character) for character in printable(text)}


@given(text=st.text(max_size=100), limit=st.integers(1, 50))
def test_shortened_keeps_to_its_limit(text: str, limit: int) -> None:
    """The limit holds after escapes have made the text longer."""
    assert len(shortened(text, limit)) <= limit


def test_quoted_marks_what_it_cuts() -> None:
    """A long quote ends with an ellipsis inside its quotation marks."""
    assert quoted("one two three", 8) == "“one two…”"
