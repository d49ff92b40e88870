"""The best run of tags over words, of those that make sense: an inside tag follows its own kind alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

SURE = 6.0
"""By how much "outside" leads on a word that is not weighed together with its neighbours."""


def best_path(logits: Floats, labels: Sequence[str], starts: Collection[int]) -> list[int]:
    """
    Give the tags, by index in *labels*, whose logits [n, labels] add up to the most; none reaches over *starts*.

    Viterbi's algorithm over each stretch of words that are not surely outside.
    """
    outside = labels.index("O")
    others = np.delete(logits, outside, axis=1).max(axis=1, initial=-np.inf)
    doubtful = logits[:, outside] - others < SURE
    first, after = _transitions(tuple(labels))
    greedy = logits.argmax(axis=1)
    fits = [False, *(after[greedy[:-1], greedy[1:]] == 0).tolist()]
    opens, likeliest = (first[greedy] == 0).tolist(), greedy.tolist()
    path = [outside] * len(logits)
    for start, end in _stretches(doubtful, starts):
        # Where the likeliest tags make sense, nothing adds up to more.
        if opens[start] and all(fits[start + 1 : end]):
            path[start:end] = likeliest[start:end]
        else:
            path[start:end] = _best(logits[start:end], first, after)
    return path


def _stretches(doubtful: npt.NDArray[np.bool_], starts: Collection[int]) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for k, here in enumerate(doubtful.tolist()):
        if start is not None and (not here or k in starts):
            yield start, k
            start = None
        if here and start is None:
            start = k
    if start is not None:
        yield start, len(doubtful)


@lru_cache(maxsize=8)
def _transitions(labels: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Give what is added for a tag at the start, and for a tag after another: [labels] and [labels, labels]."""
    inside = np.array([label.startswith("I-") for label in labels])
    after = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for i, former in enumerate(labels):
        for j, label in enumerate(labels):
            if label.startswith("I-") and former[2:] != label[2:]:
                after[i, j] = -np.inf
    return np.where(inside, -np.inf, 0.0).astype(np.float32), after


def _best(logits: Floats, first: Floats, after: Floats) -> list[int]:
    score = logits[0] + first
    back = []
    for row in logits[1:]:
        through = score[:, None] + after
        best = through.argmax(axis=0)
        back.append(best)
        score = through[best, np.arange(len(row))] + row
    path = [int(score.argmax())]
    for best in reversed(back):
        path.append(int(best[path[-1]]))
    return path[::-1]
