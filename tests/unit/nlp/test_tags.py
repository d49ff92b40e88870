"""Tags of names are chosen together, a run at a time."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from variorum_en.tags import SURE, best_path

LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG")


def logits(*rows: dict[str, float]) -> np.ndarray:
    return np.array([[row.get(label, 0.0) for label in LABELS] for row in rows], dtype=np.float32)


def named(rows: np.ndarray, starts: set[int] | None = None) -> list[str]:
    return [LABELS[i] for i in best_path(rows, LABELS, starts or {0})]


def makes_sense(tags: tuple[str, ...], starts: set[int]) -> bool:
    return all(
        not tag.startswith("I-") or (k not in starts and k > 0 and tags[k - 1][2:] == tag[2:])
        for k, tag in enumerate(tags)
    )


def test_a_name_is_of_one_kind() -> None:
    """A word that wavers goes with the rest of its name."""
    rows = logits({"B-ORG": 5}, {"I-ORG": 3, "I-PER": 3.5}, {"I-ORG": 4})
    assert named(rows) == ["B-ORG", "I-ORG", "I-ORG"]


def test_a_name_ends_with_its_sentence() -> None:
    """The first word of a sentence goes on with no name."""
    rows = logits({"B-ORG": 5}, {"I-ORG": 5, "B-ORG": 1})
    assert named(rows, {0, 1}) == ["B-ORG", "B-ORG"]


def test_no_words_have_no_tags() -> None:
    """Nothing is tagged where nothing is."""
    assert best_path(np.zeros((0, len(LABELS)), dtype=np.float32), LABELS, {0}) == []


@given(
    st.lists(st.lists(st.integers(-4, 4), min_size=5, max_size=5), min_size=1, max_size=5), st.sets(st.integers(0, 4))
)
def test_no_other_run_adds_up_to_more(rows: list[list[int]], starts: set[int]) -> None:
    """Of all runs that make sense none is better; no word here is surely outside."""
    scores = np.array(rows, dtype=np.float32)
    scores[:, 0] = np.minimum(scores[:, 0], scores[:, 1:].max(axis=1) + SURE - 1)
    every = (run for run in itertools.product(LABELS, repeat=len(rows)) if makes_sense(run, starts))
    best = max(sum(scores[k][LABELS.index(tag)] for k, tag in enumerate(run)) for run in every)
    found = tuple(named(scores, starts))
    assert makes_sense(found, starts)
    assert sum(scores[k][LABELS.index(tag)] for k, tag in enumerate(found)) == best
