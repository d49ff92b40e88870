"""The words of a document as plain lists: a reader that goes over all of them often asks these, not `Token`s."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KEY = "variorum.columns"


@dataclass(frozen=True, slots=True)
class Columns:
    """What every reader asks of tokens, each list as long as the document; `whole` is its text."""

    whole: str
    texts: list[str]
    lowers: list[str]
    starts: list[int]
    tags: list[str]
    parts: list[str]
    is_space: list[bool]
    is_punct: list[bool]
    sentences: list[tuple[int, int]]
    """The sentence of each token, half-open."""
    children: list[list[tuple[int, str]]]
    """What hangs on each token, in text order, with its relation; white space hangs by none, and is left out."""

    def text(self, start: int, end: int) -> str:
        """Give the text of the tokens `start` to `end` (half-open), as a `Span` does."""
        return self.whole[self.starts[start] : self.starts[end - 1] + len(self.texts[end - 1])] if start < end else ""


def columns(doc: Doc) -> Columns:
    """Give the columns of a document that is annotated already; the second call is free."""
    found = doc.user_data.get(_KEY)
    if found is None:
        tokens = list(doc)
        children: list[list[tuple[int, str]]] = [[] for _ in tokens]
        for i, token in enumerate(tokens):
            head, relation = token.head.i, token.dep_
            if head != i and relation:
                children[head].append((i, relation))
        found = doc.user_data[_KEY] = Columns(
            whole=doc.text,
            texts=[token.text for token in tokens],
            lowers=[token.lower_ for token in tokens],
            starts=[token.idx for token in tokens],
            tags=[token.tag_ for token in tokens],
            parts=[token.pos_ for token in tokens],
            is_space=[token.is_space for token in tokens],
            is_punct=[token.is_punct for token in tokens],
            sentences=_sentences([token.is_sent_start is True for token in tokens]),
            children=children,
        )
    assert isinstance(found, Columns)
    return found


def _sentences(starts: list[bool]) -> list[tuple[int, int]]:
    cuts = [0, *(i for i, starts_here in enumerate(starts) if starts_here and i), len(starts)]
    return [(a, b) for a, b in pairwise(cuts) for _ in range(a, b)]
