"""Dependency trees from arc scores: greedy where that is a tree already, else Chu-Liu and Edmonds."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


_NEVER = 1e9


def decode(scores: Floats) -> Ints:
    """
    Find the best tree with one root.

    Args:
        scores: [1 + n, 1 + n], dependant by head; row 0 is unused and column 0 is the artificial root.

    Returns:
        [1 + n] heads; entry 0 is 0.
    """
    scores = scores.astype(np.float64)
    np.fill_diagonal(scores, -np.inf)
    heads = scores.argmax(1)
    heads[0] = 0
    roots = np.flatnonzero(heads[1:] == 0) + 1
    if len(roots) == 1 and _cycle(heads) is None:
        return heads
    # One word must be the root: the one that would lose most by hanging elsewhere.
    candidates = roots if len(roots) else np.arange(1, len(scores))
    others = np.max(scores[candidates, 1:], axis=1, initial=-_NEVER)
    root = int(candidates[(scores[candidates, 0] - others).argmax()])
    scores[1:, 0] = -_NEVER
    scores[root] = -_NEVER
    scores[root, 0] = 0.0
    return _maximum(scores)


def _cycle(heads: Ints) -> list[int] | None:
    above: list[int] = heads.tolist()
    state = [0] * len(above)
    state[0] = 2
    for start in range(1, len(above)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = above[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return None


def _maximum(scores: npt.NDArray[np.float64]) -> Ints:
    """Contract one cycle at a time, solve the smaller problem, and open the cycle where the solution enters it."""
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    ring = np.array(cycle)
    size = len(outside)
    smaller = np.full((size + 1, size + 1), -np.inf)
    smaller[:size, :size] = scores[np.ix_(outside, outside)]
    leaving = scores[np.ix_(outside, ring)]
    smaller[:size, size] = leaving.max(1)
    exits = ring[leaving.argmax(1)]
    kept = scores[ring, heads[ring]]
    entering = scores[np.ix_(ring, outside)] - kept[:, None]
    smaller[size, :size] = entering.max(0)
    entries = ring[entering.argmax(0)]
    smaller[0, :] = -np.inf
    solved = _maximum(smaller)
    result = heads.copy()
    for i, node in enumerate(outside):
        if node == 0:
            continue
        head = int(solved[i])
        result[node] = exits[i] if head == size else outside[head]
    enter = int(solved[size])
    result[entries[enter]] = outside[enter]
    return result
