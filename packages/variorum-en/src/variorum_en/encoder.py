"""The exported network behind one small interface: chunks of words in, arrays out; ONNX Runtime and NumPy alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
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
        return self._open("encoder.onnx")

    @cached_property
    def projections(self) -> dict[str, Floats]:
        """The weights of the pair heads in the order in which the right side of a pair is multiplied with them."""
        return {head: weight.transpose(2, 0, 1).reshape(weight.shape[2], -1) for head, weight in self.pairs.items()}

    @cached_property
    def comparison(self) -> onnxruntime.InferenceSession:
        """Open the small network that compares the mentions of a report."""
        return self._open("comparison.onnx")

    def _open(self, name: str) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.threads
        options.inter_op_num_threads = 1
        # Waiting threads must not burn the core that the readers, or another process, need.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(str(self.folder / name), options, providers=["CPUExecutionProvider"])

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Output]:
        """
        Run each chunk by itself.

        Batches would cost more: they need padding, and the int8 scales, which are taken over all words of a run, would
        make what is read in a chunk depend on what was read beside it.
        """
        for chunk in chunks:
            tags, arcs, *sides, mentions, words = (array[0] for array in self.session.run(None, collate([chunk])))
            yield Output(
                tags=dict(zip(TAG_HEADS, np.split(tags[1:], self.cuts, axis=-1), strict=True)),
                arcs=arcs,
                left=dict(zip(SIDES, sides[::2], strict=True)),
                right=dict(zip(SIDES, sides[1::2], strict=True)),
                mentions=mentions[1:],
                words=words[1:],
            )

    def score(self, head: str, left: Floats, right: Floats) -> Floats:
        """Score every pair: [n, d] and [m, d] give [out, n, m]."""
        weight = self.pairs[head]
        return (with_one(left) @ weight) @ with_one(right).T  # type: ignore[no-any-return]

    def roles(self, output: Output, at: npt.NDArray[np.int64]) -> Floats:
        """Give how likely each word has which role beside the words *at*, [n]: [n, words, 1 + roles], none first."""
        scores = self.score("role", output.left["role"][at + 1], output.right["role"])
        return softmax(scores[:, :, 1:].transpose(1, 2, 0))

    def compare(self, words: Floats, at: npt.NDArray[np.int64], fillers: Floats) -> Floats:
        """
        Give the log-odds that a mention and one before it name one happening: row and column of [n, n].

        *words* are `Output.words` of the mentions' last words, [n, hidden], in text order; *at* numbers these words;
        *fillers* are what `fillers` gives of them.
        """
        [scores] = self.comparison.run(None, {"words": words, "at": at, "fillers": fillers})
        return scores  # type: ignore[no-any-return]

    def score_at(self, head: str, left: Floats, right: Floats, at: npt.NDArray[np.int64] | None = None) -> Floats:
        """Score given pairs: [k, d] and [k, d] give [k, out]; with *at* the other of each is that row of [m, d]."""
        out, size, _ = self.pairs[head].shape
        # Several words hang on one, which is multiplied but once.
        used, which = np.unique(np.arange(len(right)) if at is None else at, return_inverse=True)
        projected = (with_one(right[used]) @ self.projections[head]).reshape(-1, out, size)
        return np.matmul(projected[which], with_one(left)[:, :, None])[:, :, 0]  # type: ignore[no-any-return]


SLIGHT = 0.15
"""Probability below which a word is not heard on what fills a role."""


def fillers(roles: Floats, words: Floats) -> Floats:
    """
    Tell what fills each role of some mentions: [n, roles, hidden + 1].

    *roles* are probabilities [n, words, 1 + roles], that of none first; *words* the words' vectors [words, hidden].
    What fills a role is the mean of the words that may, weighed by how likely it is; beside it stands how likely the
    surest one is, 0 (and a vector of zeros) where none is.
    """
    likely = np.where(roles > SLIGHT, roles, np.float32(0))[:, :, 1:].transpose(0, 2, 1)
    whole = likely.sum(-1, keepdims=True)
    vectors = np.divide(
        likely @ words, whole, out=np.zeros((*whole.shape[:2], words.shape[1]), np.float32), where=whole > 0
    )
    return np.concatenate([vectors, likely.max(-1, keepdims=True)], axis=-1)


def with_one(vectors: Floats) -> Floats:
    """Append the constant that gives a bilinear form its linear part."""
    return np.concatenate([vectors, np.ones((len(vectors), 1), dtype=np.float32)], axis=1)


def softmax(logits: Floats) -> Floats:
    """Normalise the last axis."""
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    return shifted / shifted.sum(-1, keepdims=True)  # type: ignore[no-any-return]
