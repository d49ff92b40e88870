"""
Words as the encoder sees them: word pieces, and the case that an uncased vocabulary loses.

Training and run time share this module, so that a model never meets an encoding that it was not trained on.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

CLS, SEP = 101, 102
"""Piece ids that open and close a chunk in BERT's uncased vocabulary."""

CASES = ("none", "lower", "title", "upper", "mixed", "number", "punctuation", "initial")
"""Shapes of a word; `none` is for the opening and closing pieces."""

SHAPES = 2 * len(CASES)
"""Codes of a word's shape: those of `CASES`, and as many again for a word that begins a paragraph."""

MAX_PIECES_A_WORD = 8
"""A longer word keeps its first seven pieces and its last: huge words must not fill a chunk."""

_PLAIN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'", "–": "-", "—": "-", "−": "-"}
)

Ints = npt.NDArray[np.int64]


@lru_cache(maxsize=65_536)
def case_of(word: str) -> int:
    """Give the index in `CASES` of a word's shape."""
    if not any(c.isalpha() for c in word):
        return 5 if any(c.isdigit() for c in word) else 6
    if word.islower():
        return 1
    if word.isupper():
        return 7 if len(word) == 1 else 3
    if word[0].isupper() and word[1:].islower():
        return 2
    return 4


@dataclass(frozen=True)
class Chunk:
    """
    One run of words as arrays.

    `cases` are codes of shape, a piece; `first` and `last` hold the first and last pieces of the root and of each word.
    """

    ids: list[int]
    cases: list[int]
    first: list[int]
    last: list[int]


class WordPieces:
    """Turns words into pieces through the encoder's own tokenizer, remembering the words that it has met."""

    def __init__(self, path: Path) -> None:
        tokenizer = Tokenizer.from_file(str(path))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        unknown = tokenizer.token_to_id("[UNK]")

        @lru_cache(maxsize=65_536)
        def pieces(word: str) -> tuple[int, ...]:
            ids = tokenizer.encode(word[:200].translate(_PLAIN), add_special_tokens=False).ids or [unknown]
            if len(ids) > MAX_PIECES_A_WORD:
                ids = [*ids[: MAX_PIECES_A_WORD - 1], ids[-1]]
            return tuple(ids)

        self.pieces = pieces

    def chunk(self, words: Sequence[str], breaks: Collection[int] = (0,), cases: Sequence[int] | None = None) -> Chunk:
        """
        Encode words as one chunk; position 0 is the root, which stands on the opening piece.

        `breaks` are the words that begin a paragraph: what is a headline shows in them alone.
        """
        ids, shapes, first, last = [CLS], [0], [0], [0]
        for i, word in enumerate(words):
            pieces = self.pieces(word)
            first.append(len(ids))
            ids.extend(pieces)
            last.append(len(ids) - 1)
            shape = (cases[i] if cases is not None else case_of(word)) + len(CASES) * (i in breaks)
            shapes.extend([shape] * len(pieces))
        ids.append(SEP)
        shapes.append(0)
        return Chunk(ids, shapes, first, last)


def collate(chunks: Sequence[Chunk]) -> dict[str, Ints]:
    """Pad chunks into a batch: `ids`, `mask`, `cases` are [batch, pieces], `first`, `last` [batch, 1 + words]."""
    pieces = max(len(c.ids) for c in chunks)
    words = max(len(c.first) for c in chunks)
    out = {name: np.zeros((len(chunks), pieces), dtype=np.int64) for name in ("ids", "mask", "cases")}
    out |= {name: np.zeros((len(chunks), words), dtype=np.int64) for name in ("first", "last")}
    for i, chunk in enumerate(chunks):
        out["ids"][i, : len(chunk.ids)] = chunk.ids
        out["mask"][i, : len(chunk.ids)] = 1
        out["cases"][i, : len(chunk.cases)] = chunk.cases
        out["first"][i, : len(chunk.first)] = chunk.first
        out["last"][i, : len(chunk.last)] = chunk.last
    return out
