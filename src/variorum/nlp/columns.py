"""The words of a document as plain lists: a reader that goes over all of them often asks these, not `Token`s."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KEY = "variorum.columns"
_BITS = 0xFFFF_FFFF_FFFF_FFFF


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
        found = doc.user_data[_KEY] = _read(doc)
    assert isinstance(found, Columns)
    return found


def _read(doc: Doc) -> Columns:
    attributes: list[int | str] = [
        "ORTH",
        "LOWER",
        "IDX",
        "TAG",
        "POS",
        "IS_SPACE",
        "IS_PUNCT",
        "SENT_START",
        "DEP",
        "HEAD",
    ]
    values: list[list[int]] = doc.to_array(attributes).T.tolist() if len(doc) else [[] for _ in attributes]
    numbers = dict(zip(map(str, attributes), values, strict=True))
    strings = doc.vocab.strings
    names = {
        number: strings[number] for name in ("ORTH", "LOWER", "TAG", "POS", "DEP") for number in set(numbers[name])
    }
    texts, lowers, tags, parts, relations = (
        [names[number] for number in numbers[name]] for name in ("ORTH", "LOWER", "TAG", "POS", "DEP")
    )
    children: list[list[tuple[int, str]]] = [[] for _ in texts]
    for i, (relation, offset) in enumerate(zip(relations, numbers["HEAD"], strict=True)):
        if relation and offset:
            # Offsets back are read as the bits of an unsigned number.
            children[(i + offset) & _BITS].append((i, relation))
    return Columns(
        whole=doc.text,
        texts=texts,
        lowers=lowers,
        starts=numbers["IDX"],
        tags=tags,
        parts=parts,
        is_space=[number > 0 for number in numbers["IS_SPACE"]],
        is_punct=[number > 0 for number in numbers["IS_PUNCT"]],
        sentences=_sentences([number == 1 for number in numbers["SENT_START"]]),
        children=children,
    )


def _sentences(starts: list[bool]) -> list[tuple[int, int]]:
    cuts = [0, *(i for i, starts_here in enumerate(starts) if starts_here and i), len(starts)]
    return [(a, b) for a, b in pairwise(cuts) for _ in range(a, b)]
