import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.store.words import Phrase, folded, phrases, storable


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Old-Market, TELTÓW", " old market teltow "),
        ("snake_case 3.5", " snake case 3 5 "),
        ("straße", " strasse "),
        ("", " "),
        ("?!", " "),
    ],
)
def test_folded(text: str, wanted: str) -> None:
    """Words are compared without case, accents and punctuation, with a space around each."""
    assert folded(text) == wanted


@given(st.text(st.characters()))
def test_folded_holds_words_alone(text: str) -> None:
    """Whatever the text, its words hold letters and digits alone, and folding them again changes nothing."""
    once = folded(text)
    assert all(word.isalnum() for word in once.split()) or not once.isascii()
    assert once.startswith(" ")
    assert once.endswith(" ")
    assert storable(once) == once


@given(st.text(st.characters()))
def test_storable_keeps_offsets(text: str) -> None:
    """What a database cannot hold is replaced one for one, and the result is UTF-8."""
    kept = storable(text)
    assert len(kept) == len(text)
    assert b"\x00" not in kept.encode()


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("two words", [Phrase(("two",)), Phrase(("words",))]),
        ('"two words" more', [Phrase(("two", "words")), Phrase(("more",))]),
        ("ak-47", [Phrase(("ak", "47"))]),
        ("insur*", [Phrase(("insur",), open=True)]),
        ('"not open*"', [Phrase(("not", "open"))]),
        ('"unclosed words', [Phrase(("unclosed", "words"))]),
        ('"" - *', []),
    ],
)
def test_phrases(query: str, wanted: list[Phrase]) -> None:
    """A query is words, quoted phrases and beginnings of words."""
    assert list(phrases(query)) == wanted
