from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from variorum_en import trees


def _is_tree(heads: np.ndarray) -> bool:
    for node in range(1, len(heads)):
        seen = set()
        while node != 0:
            if node in seen:
                return False
            seen.add(node)
            node = int(heads[node])
    return True


def _total(scores: np.ndarray, heads: tuple[int, ...]) -> float:
    return float(sum(scores[i, h] for i, h in enumerate(heads, 1)))


@given(st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_decode_gives_a_tree_with_one_root(words: int, seed: int) -> None:
    """Whatever the scores, the heads form a tree in which one word hangs on the root."""
    scores = np.random.default_rng(seed).normal(size=(words + 1, words + 1)).astype(np.float32)

    heads = trees.decode(scores)

    assert _is_tree(heads)
    assert int((heads[1:] == 0).sum()) == 1


@given(st.integers(0, 2**32 - 1))
def test_decode_finds_the_best_tree_for_its_root(seed: int) -> None:
    """Among all trees with the root that it chose, the one it gives scores highest."""
    scores = np.random.default_rng(seed).normal(size=(5, 5)).astype(np.float32)

    heads = tuple(int(h) for h in trees.decode(scores)[1:])

    root = heads.index(0)
    trees_with_root = [
        h
        for h in itertools.product(range(5), repeat=4)
        if h[root] == 0 and h.count(0) == 1 and all(x != i for i, x in enumerate(h, 1)) and _is_tree(np.array([0, *h]))
    ]
    best = max(_total(scores, h) for h in trees_with_root)
    assert abs(best - _total(scores, heads)) < 1e-4


def test_decode_breaks_a_cycle() -> None:
    """Two words that each prefer the other are opened where it costs least."""
    scores = np.array([[0, 0, 0], [1, 0, 5], [0, 5, 0]], dtype=np.float32)

    assert trees.decode(scores).tolist() == [0, 0, 1]
