"""Parsed sentences written by hand, so that readers are tested without a language model."""

from datetime import date
from types import SimpleNamespace

from spacy.lang.en import English
from spacy.tokens import Doc

from variorum.model import Published, Report
from variorum.reading.context import Context
from variorum.reading.layout import Layout
from variorum.reading.quantities import find_quantities
from variorum.reading.times import find_times

_VOCAB = English().vocab
_TAGS = {"NOUN": "NN", "PROPN": "NNP", "VERB": "VBD", "NUM": "CD", "ADP": "IN", "DET": "DT", "ADJ": "JJ", "PRON": "PRP"}


def make_doc(written: str) -> Doc:
    """
    Make a doc of ``word:POS:relation:offset`` for each token, the offset being that of its head, 0 for a root.

    A tag may stand after the part of speech (``raids:NOUN/NNS:obj:-1``); no space is put before punctuation.
    """
    rows = [(*token.split(":", 2)[:2], *token.split(":", 2)[2].rsplit(":", 1)) for token in written.split()]
    words = [row[0] for row in rows]
    kinds = [row[1].partition("/") for row in rows]
    return Doc(
        _VOCAB,
        words=words,
        spaces=[not following.startswith((".", ",")) for following in [*words[1:], "."]],
        pos=[kind[0] for kind in kinds],
        tags=[kind[2] or _TAGS.get(kind[0], kind[0]) for kind in kinds],
        lemmas=[word.lower() for word in words],
        deps=[row[2] for row in rows],
        heads=[i + int(row[3]) for i, row in enumerate(rows)],
    )


def make_context(doc: Doc, published: date | None = None) -> Context:
    """Make a context of a doc that is all body text and names no place."""
    return Context(
        report=Report(id="report.txt", text=doc.text),
        doc=doc,
        layout=Layout(),
        published=Published(start=published, end=published),
        times=find_times(doc.text),
        quantities=find_quantities(doc.text),
        places=(),
        actors=SimpleNamespace(),  # type: ignore[arg-type]
    )
