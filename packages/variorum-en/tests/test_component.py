from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import variorum_en
from variorum_en import component
from variorum_en.component import CHUNK_WORDS, split

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load("variorum_en")


def test_split_covers_every_word_once() -> None:
    """Chunks hold all tokens that are not white space, in order, none longer than the limit."""
    doc = spacy.blank("en")("One two.\n\nThree four five. " + "word " * 400 + "\nEnd")

    pieces = split(doc)

    assert [t.i for t in doc if not t.is_space] == [i for p in pieces for i in p.tokens]
    assert all(len(p.tokens) <= CHUNK_WORDS for p in pieces)


def test_split_begins_a_sentence_at_each_paragraph() -> None:
    """A paragraph that shares a chunk with another is marked as a break."""
    doc = spacy.blank("en")("A headline\nA sentence.")

    assert [{0, 2}] == [set(p.breaks) for p in split(doc)]


def test_pipe_and_call_agree(nlp: Language) -> None:
    """A text is read alike alone and in company."""
    texts = ["Gunmen killed six soldiers near Mopti on Friday.", "Rain fell.", "The minister denied it, AFP said."]

    together = [doc.to_json() for doc in nlp.pipe(texts)]

    assert [nlp(t).to_json() for t in texts] == together


def test_sentences_do_not_cross_lines(nlp: Language) -> None:
    """A headline without a full stop is a sentence of its own."""
    doc = nlp("Strike kills nine in market\nOfficials said on Monday that nine people had died.")

    assert [s.text for s in doc.sents if s.start == 0] == ["Strike kills nine in market\n"]


def test_attribution_names_source_and_content(nlp: Language) -> None:
    """A plain saying gives its speaker and its words."""
    doc = nlp("The defence ministry said that its aircraft had bombed a depot.")

    (attribution,) = doc._.attributions
    assert attribution.source is not None
    assert doc[slice(*attribution.source)].text == "The defence ministry"
    assert doc[slice(*attribution.content)].text.endswith("its aircraft had bombed a depot")


def test_mentions_are_compared_over_the_whole_report(nlp: Language) -> None:
    """A mention is compared with every one before it, of other chunks too, and likest to the one that it takes up."""
    bombing = "A car bomb went off at the market of Arbin on Monday. "
    other = "The minister opened a school in Dara and spoke of the price of bread for an hour. " * (CHUNK_WORDS // 15)
    arrest, again = "In Dara, police arrested two smugglers.", "The car bomb at the market was huge."
    doc = nlp("\n\n".join((bombing, other, arrest, again)))

    begins = len(doc) - len(nlp.make_doc(again))
    n, taking_up = next((n, t) for n, t in enumerate(doc._.triggers) if t.start >= begins)
    same = dict(taking_up.same)

    assert [i for i, _ in taking_up.same] == list(range(n))
    assert len(split(doc)) > 1
    assert same[0] == max(same.values())


def test_a_long_report_is_compared_in_windows(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each mention is compared with so many before it as the limit says, and with no more than twice as many."""
    monkeypatch.setattr(component, "COMPARED", 4)
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    doc = nlp("\n\n".join(f"Gunmen attacked a post on {day}. Troops shelled their camp." for day in days))

    triggers = doc._.triggers

    assert len(triggers) > 8
    for n, trigger in enumerate(triggers):
        before = [i for i, _ in trigger.same]
        assert before == list(range(n - len(before), n))
        assert min(n, 4) <= len(before) < 8


def test_trigger_has_type(nlp: Language) -> None:
    """A word that names a happening carries its type."""
    doc = nlp("Government aircraft bombed the town of Kidal on Tuesday, killing four children.")

    assert "air_strike" in {t.type for t in doc._.triggers}


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_annotated(text: str) -> None:
    """Arbitrary Unicode gives a parsed document with every index in range."""
    doc = _shared()(text)

    assert text == doc.text
    for attribution in doc._.attributions:
        assert 0 <= attribution.content[0] < attribution.content[1] <= len(doc)
    for trigger in doc._.triggers:
        assert 0 <= trigger.start < trigger.end <= len(doc)
        assert all(0 <= i < len(doc._.triggers) for i, _ in trigger.same)


_NLP: list[Language] = []


def _shared() -> Language:
    if not _NLP:
        _NLP.append(variorum_en.load())
    return _NLP[0]


def test_words_of_many_pieces_fit_the_network(nlp: Language) -> None:
    """A chunk of odd words, which make more pieces than the network has positions, is read all the same."""
    words = [f"xqzj{n}kvwpt{n * 7}" for n in range(CHUNK_WORDS)]

    doc = nlp(" ".join(words))

    assert all(token.has_head() and token.pos_ for token in doc)
