"""The words of a document as plain lists: a reader that goes over all of them often asks these, not `Token`s."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import wraps
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Doc, Token

_KEY = "variorum.columns"

T = TypeVar("T")


class Entity(NamedTuple):
    """A name and what it is one of, by its half-open tokens: `Doc.ents` goes over the document whenever it is asked."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Columns:
    """What every reader asks of tokens, each list as long as the document; `whole` is its text."""

    whole: str
    texts: list[str]
    lowers: list[str]
    starts: list[int]
    ends: list[int]
    tags: list[str]
    parts: list[str]
    is_space: list[bool]
    is_punct: list[bool]
    sentences: list[tuple[int, int]]
    """The sentence of each token, half-open."""
    numbers: list[int]
    """The number of each token's sentence."""
    entities: tuple[Entity, ...]
    """The names, in text order."""
    heads: list[int]
    """What each token hangs on, itself where it is a root; white space hangs on the word before it."""
    bearing: frozenset[int]
    """The tokens on which another hangs, be it white space."""
    children: list[list[tuple[int, str]]]
    """What hangs on each token, in text order, with its relation; white space hangs by none, and is left out."""
    joined: frozenset[int]
    """The tokens on which another hangs as coordinated with them."""
    distinct: frozenset[str]
    """Every word that occurs, in lower case."""
    answers: defaultdict[str, dict[int, Any]] = field(default_factory=lambda: defaultdict(dict))
    """What was asked of tokens before, by the question and the token; see `remembered`."""

    def text(self, start: int, end: int) -> str:
        """Give the text of the tokens `start` to `end` (half-open), as a `Span` does."""
        return self.whole[slice(*self.offsets(start, end))] if start < end else ""

    def offsets(self, start: int, end: int) -> tuple[int, int]:
        """Give the characters of the tokens `start` to `end`, of which there must be one at least."""
        return self.starts[start], self.ends[end - 1]


def columns(doc: Doc) -> Columns:
    """Give the columns of a document that is annotated already; the second call is free."""
    try:
        found: Columns = doc.user_data[_KEY]
    except KeyError:
        found = doc.user_data[_KEY] = _read(doc)
    return found


def remembered(ask: Callable[[Token], T]) -> Callable[[Token], T]:
    """
    Keep what a function of a token answers, for readers ask the same few over and over.

    An answer must hold no token: a document that is reached from itself stays in memory for long.
    """
    question = f"{ask.__module__}.{ask.__qualname__}"

    @wraps(ask)
    def answer(token: Token) -> T:
        known = columns(token.doc).answers[question]
        i = token.i
        if i not in known:
            known[i] = ask(token)
        return known[i]  # type: ignore[no-any-return]

    return answer


def remembered_tokens(ask: Callable[[Token], list[Token]]) -> Callable[[Token], list[Token]]:
    """Keep which tokens a function of a token gives; each answer is a list of its own."""
    question = f"{ask.__module__}.{ask.__qualname__}"

    @wraps(ask)
    def answer(token: Token) -> list[Token]:
        doc = token.doc
        known = columns(doc).answers[question]
        found = known.get(token.i)
        if found is None:
            tokens = ask(token)
            known[token.i] = [t.i for t in tokens]
            return tokens
        return [doc[i] for i in found]

    return answer


def _read(doc: Doc) -> Columns:
    # A column at a time: a number of NumPy's that becomes Python's by itself costs as much as a whole token.
    rows: Any = doc.to_array(
        ["ORTH", "SPACY", "IDX", "TAG", "POS", "IS_SPACE", "IS_PUNCT", "SENT_START", "DEP", "ENT_IOB", "ENT_TYPE"]
    )
    if not len(doc):
        rows = np.zeros((0, 11), dtype=np.uint64)
    strings = doc.vocab.strings

    def names(column: int) -> list[str]:
        numbers = rows[:, column].tolist()
        named = {number: strings[number] for number in set(numbers)}
        return [named[number] for number in numbers]

    texts, relations = names(0), names(8)
    starts = rows[:, 2].tolist()
    begins = [i for i in np.flatnonzero(rows[:, 7] == 1).tolist() if i]
    sentences = list(pairwise([0, *begins, len(texts)]))
    small = {text: text.lower() for text in set(texts)}
    children: list[list[tuple[int, str]]] = [[] for _ in texts]
    # Offsets back are kept as the bits of unsigned numbers.
    above: list[int] = (doc.to_array("HEAD").astype(np.int64) + np.arange(len(doc))).tolist() if texts else []
    for i, (relation, head) in enumerate(zip(relations, above, strict=True)):
        if relation and head != i:
            children[head].append((i, relation))
    return Columns(
        whole="".join(
            [f"{text} " if spaced else text for text, spaced in zip(texts, rows[:, 1].tolist(), strict=True)]
        ),
        texts=texts,
        lowers=[small[text] for text in texts],
        starts=starts,
        ends=[start + len(text) for start, text in zip(starts, texts, strict=True)],
        tags=names(3),
        parts=names(4),
        is_space=(rows[:, 5] > 0).tolist(),
        is_punct=(rows[:, 6] > 0).tolist(),
        sentences=[sentence for sentence in sentences for _ in range(*sentence)],
        numbers=[number for number, sentence in enumerate(sentences) for _ in range(*sentence)],
        entities=tuple(_entities(rows[:, 9].tolist(), names(10))),
        heads=above,
        bearing=frozenset(head for i, head in enumerate(above) if head != i),
        children=children,
        joined=frozenset(head for head, relation in zip(above, relations, strict=True) if relation == "conj"),
        distinct=frozenset(small.values()),
    )


def _entities(places: list[int], labels: list[str]) -> Iterator[Entity]:
    """Join tokens into names; *places* are the codes of "inside" (1) and "begins" (3), all else is outside."""
    start = None
    for i, (place, label) in enumerate(zip(places, labels, strict=True)):
        if place == _INSIDE:
            continue
        if start is not None:
            yield Entity(start, i, labels[start])
        start = i if place == _BEGINS and label else None
    if start is not None:
        yield Entity(start, len(labels), labels[start])


_INSIDE, _BEGINS = 1, 3
"""spaCy's codes of where in an entity a token is."""
