from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum_en import lemmas


@pytest.mark.parametrize(
    ("form", "lemma"), [("attacks", "attack"), ("was", "be"), ("Children", "child"), ("said", "say")]
)
def test_apply_undoes_script(form: str, lemma: str) -> None:
    """The script of a pair turns its form into its lemma."""
    assert lemma == lemmas.apply(form, lemmas.script(form, lemma), keep_case=False)


def test_apply_keeps_the_case_of_names() -> None:
    """A proper noun keeps its capitals."""
    assert lemmas.apply("Americans", "1|", keep_case=True) == "American"


@given(st.text(max_size=20), st.text(alphabet="abcdefgh", max_size=6), st.integers(0, 9))
def test_apply_never_raises(form: str, added: str, cut: int) -> None:
    """Any script may meet any word."""
    assert isinstance(lemmas.apply(form, f"{cut}|{added}", keep_case=False), str)
