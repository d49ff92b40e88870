"""Verbs of speech and what they govern."""

from __future__ import annotations

from pathlib import Path

import pytest

from parses import make_doc
from variorum.nlp import load_pipeline
from variorum.reading.layout import find_layout
from variorum.reading.speech.clauses import Clauses
from variorum.reading.speech.finder import find_attributions
from variorum.reading.speech.frames import Frame, may_introduce
from variorum.reading.speech.passages import Passages
from variorum.samples import sample_paths
from variorum_en.annotations import Attribution

NLP = load_pipeline()


def clauses_of(text: str) -> Clauses:
    """Parse a text and cut it into the passages that its clauses lie in."""
    doc = NLP(text)
    return Clauses(doc, Passages(doc, find_layout(text)))


@pytest.mark.parametrize("path", sample_paths(), ids=lambda path: path.stem)
def test_no_live_frame_is_passed_over(path: Path) -> None:
    """Every verb whose frame is live is one that may introduce what is said."""
    clauses = clauses_of(path.read_text(encoding="utf-8"))
    verbs = [token for token in clauses.doc if clauses.is_verb(token)]
    assert [verb for verb in verbs if Frame(clauses, verb).is_live and not may_introduce(clauses, verb)] == []


def test_a_verb_far_from_speech_introduces_nothing() -> None:
    """A verb that the lexicon does not have, without a quotation near, is passed over."""
    clauses = clauses_of("Rebels shelled the market. The mayor spoke of nine dead.")
    shelled, spoke = (token for token in clauses.doc if token.text in {"shelled", "spoke"})
    assert (may_introduce(clauses, shelled), may_introduce(clauses, spoke)) == (False, True)


def test_a_comma_is_no_speaker() -> None:
    """A source that the pipeline gives as a comma alone is none, and not one without words."""
    doc = make_doc(",:PUNCT:punct:1 denied:VERB/VBD:root:0 that:SCONJ:mark:2 men:NOUN/NNS:nsubj:1 died:VERB:ccomp:-3")
    doc._.attributions = (Attribution((1, 2), (0, 1), (3, 5), 0.9),)
    assert list(find_attributions(doc, Passages(doc, find_layout(doc.text)))) == []
