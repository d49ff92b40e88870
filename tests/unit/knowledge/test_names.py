"""Names are compared in one folded form, and parted from the words that say what they name."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from variorum.knowledge.names import fold, skeleton, split_type, without_article


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Côte d’Ivoire", "cote divoire"),
        ("Łódź", "LODZ"),
        ("Deir ez-Zor", "deir ez zor"),
        ("Saint Helier", "St. Helier"),
        ("U.S.", "US"),
        ("Washington, D.C.", "washington dc"),
        ("The Hague", "Hague"),
        ("Şırnak", "Sirnak"),
    ],
)
def test_fold_spells_a_name_one_way(left: str, right: str) -> None:
    """Case, diacritics, apostrophes, hyphens and dots do not tell two names apart."""
    assert fold(left) == fold(right)


@given(st.text(max_size=60) | st.text(alphabet="abefhmstT.& ", max_size=12))
@example("M%T")
@example("the the t.h.e. Orrel")
def test_fold_is_stable(name: str) -> None:
    """Folding what is folded changes nothing, whatever the text."""
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(("left", "right"), [("Gardez", "Gardiz"), ("Qalat", "Kalat"), ("Al-Jumhouriya", "Jumhuriyah")])
def test_skeleton_joins_transliterations(left: str, right: str) -> None:
    """Two spellings of one foreign name have one skeleton."""
    assert skeleton(fold(left)) == skeleton(fold(right))


def test_skeleton_keeps_other_names_apart() -> None:
    """Names that sound otherwise have other skeletons."""
    assert skeleton(fold("Gardez")) != skeleton(fold("Kardam"))


def test_without_article_leaves_a_name_of_one_word() -> None:
    """An article is dropped only where a name follows it."""
    assert (without_article("as samawah"), without_article("al")) == ("samawah", "al")


@pytest.mark.parametrize(
    ("name", "parted"),
    [
        ("Garissa County", ("Garissa", "district")),
        ("the village of Dori", ("Dori", "settlement")),
        ("State of Chiapas", ("Chiapas", "province")),
        ("Kumba tribal district", ("Kumba", "district")),
        ("Kumba airport", ("Kumba airport", "site")),
        ("Kumba", ("Kumba", None)),
        ("province", ("province", None)),
    ],
)
def test_split_type_parts_the_name_from_its_kind(name: str, parted: tuple[str, str | None]) -> None:
    """The type word fixes the level; a site keeps it in its name."""
    assert split_type(name) == parted
