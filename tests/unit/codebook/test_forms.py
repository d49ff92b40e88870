import pytest

from variorum.codebook.forms import all_forms, forms


@pytest.mark.parametrize(
    ("lemma", "form"),
    [
        ("attack", "attacked"),
        ("raze", "razing"),
        ("raze", "razed"),
        ("fly", "flies"),
        ("bury", "buried"),
        ("clash", "clashes"),
        ("rob", "robbed"),
        ("strike", "struck"),
        ("say", "said"),
        ("agree", "agreed"),
    ],
)
def test_a_lemma_has_its_forms(lemma: str, form: str):
    """Regular endings are spelled as English spells them, and irregular forms are known."""
    assert form in forms(lemma)


def test_a_form_of_another_word_is_none():
    """Sharing a beginning makes no form."""
    assert "striker" not in forms("strike")


def test_forms_of_several_lemmas_are_one_set():
    """Lexicons are matched by the forms of all their lemmas."""
    assert {"bombed", "shelling"} <= all_forms(("bomb", "shell"))
