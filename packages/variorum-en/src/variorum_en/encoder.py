"""The exported network behind one small interface: chunks of words in, arrays out; ONNX Runtime and NumPy alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from variorum_en.encoding import Chunk, WordPieces, collate

Floats = npt.NDArray[np.float32]

TAG_HEADS = ("upos", "xpos", "lemma", "entity", "cue", "type", "actual", "outcome", "sentence", "predicate")
"""Heads that label each word, in the order in which their logits are joined into one row."""

SIDES = ("label", "pointer", "role", "same")
"""Kinds of vectors that pair heads compare, each of a left and a right side."""

BATCH_PIECES = 3_000
"""Padded pieces a batch holds at most: large enough to fill two cores, small enough to stay in cache."""


@dataclass(frozen=True)
class Output:
    """
    Arrays of one chunk of n words.

    `tags` holds, a head, [n, labels]; `arcs` is [1 + n, 1 + n], dependant by head; `left` and `right` hold, a pair
    head, [1 + n, size] with the root first; `mentions` is [n, size], of unit length; `words` is [n, hidden].
    """

    tags: dict[str, Floats]
    arcs: Floats
    left: dict[str, Floats]
    right: dict[str, Floats]
    mentions: Floats
    words: Floats


class Encoder:
    """Runs the network; `threads` 0 leaves their number to the runtime."""

    def __init__(self, folder: Path, *, threads: int = 0) -> None:
        self.folder = folder
        self.threads = threads
        self.labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.pieces = WordPieces(folder / "tokenizer.json")
        with np.load(folder / "pairs.npz") as arrays:
            self.pairs: dict[str, Floats] = {name: arrays[name].astype(np.float32) for name in arrays.files}
        self.likeness = self.pairs.pop("likeness")
        self.hidden = 384
        sizes = [len(self.labels[name]) for name in TAG_HEADS]
        self.cuts = np.cumsum(sizes)[:-1]

    @cached_property
    def session(self) -> onnxruntime.InferenceSession:
        """Open the network on first use, so that asking for its labels costs nothing."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.threads
        options.inter_op_num_threads = 1
        # Waiting threads must not burn the core that the readers, or another process, need.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(
            str(self.folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def run(self, chunks: Sequence[Chunk]) -> list[Output]:
        """Run chunks in batches of like length; the result does not depend on what else is in the batch's order."""
        order = sorted(range(len(chunks)), key=lambda i: (len(chunks[i].ids), i))
        results: list[Output | None] = [None] * len(chunks)
        for batch in _batches(order, chunks):
            for i, output in zip(batch, self._batch([chunks[i] for i in batch]), strict=True):
                results[i] = output
        return [r for r in results if r is not None]

    def _batch(self, chunks: Sequence[Chunk]) -> Iterator[Output]:
        tags, arcs, *sides, mentions, words = self.session.run(None, collate(chunks))
        for b, chunk in enumerate(chunks):
            n = len(chunk.first)
            split = np.split(tags[b, 1:n], self.cuts, axis=-1)
            yield Output(
                tags=dict(zip(TAG_HEADS, split, strict=True)),
                arcs=arcs[b, :n, :n],
                left={name: sides[2 * k][b, :n] for k, name in enumerate(SIDES)},
                right={name: sides[2 * k + 1][b, :n] for k, name in enumerate(SIDES)},
                mentions=mentions[b, 1:n],
                words=words[b, 1:n],
            )

    def score(self, head: str, left: Floats, right: Floats) -> Floats:
        """Score every pair: [n, d] and [m, d] give [out, n, m]."""
        weight = self.pairs[head]
        return (with_one(left) @ weight) @ with_one(right).T  # type: ignore[no-any-return]

    def alike(self, left: Floats, right: Floats) -> Floats:
        """Give the probability, for every pair of mention vectors, that both name one happening: [n, m]."""
        scale, shift = self.likeness
        return 1 / (1 + np.exp(-(scale * (left @ right.T) + shift)))  # type: ignore[no-any-return]

    def score_at(self, head: str, left: Floats, right: Floats, at: npt.NDArray[np.int64] | None = None) -> Floats:
        """Score given pairs: [k, d] and [k, d] give [k, out]; with *at* the other of each is that row of [m, d]."""
        weight = self.pairs[head]
        out, size, _ = weight.shape
        # Several words hang on one, which is multiplied but once.
        used, which = np.unique(np.arange(len(right)) if at is None else at, return_inverse=True)
        projected = (with_one(right[used]) @ weight.transpose(2, 0, 1).reshape(size, out * size)).reshape(-1, out, size)
        return np.matmul(projected[which], with_one(left)[:, :, None])[:, :, 0]  # type: ignore[no-any-return]


def with_one(vectors: Floats) -> Floats:
    """Append the constant that gives a bilinear form its linear part."""
    return np.concatenate([vectors, np.ones((len(vectors), 1), dtype=np.float32)], axis=1)


def softmax(logits: Floats) -> Floats:
    """Normalise the last axis."""
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    return shifted / shifted.sum(-1, keepdims=True)  # type: ignore[no-any-return]


def _batches(order: list[int], chunks: Sequence[Chunk]) -> Iterator[list[int]]:
    batch: list[int] = []
    for i in order:
        if batch and (len(batch) + 1) * len(chunks[i].ids) > BATCH_PIECES:
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
