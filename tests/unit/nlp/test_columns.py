"""Words of a document as lists."""

from __future__ import annotations

from spacy.tokens import Span, Token

from variorum.nlp import load_pipeline, syntax
from variorum.nlp.columns import columns, remembered, remembered_tokens

TEXT = "Rebels  shelled Arbin, twice.\n\nNobody was “hurt”."


def test_text_of_tokens_is_that_of_their_span() -> None:
    """The text of any run of tokens is the same as spaCy gives for the span."""
    doc = load_pipeline()(TEXT)
    words = columns(doc)
    spans = [(a, b) for a in range(len(doc)) for b in range(a, len(doc) + 1)]
    assert [words.text(a, b) for a, b in spans] == [doc[a:b].text for a, b in spans]


def test_columns_say_what_tokens_say() -> None:
    """Each list has what spaCy's attribute of the token has."""
    doc = load_pipeline()(TEXT)
    words = columns(doc)
    rows = zip(
        words.texts, words.lowers, words.starts, words.tags, words.parts, words.is_space, words.is_punct, strict=True
    )
    assert list(rows) == [(t.text, t.lower_, t.idx, t.tag_, t.pos_, t.is_space, t.is_punct) for t in doc]
    assert words.ends == [t.idx + len(t) for t in doc]


def test_what_hangs_on_a_word_is_its_children() -> None:
    """The children of each word come in text order with their relations, white space without one left out."""
    doc = load_pipeline()(TEXT)
    assert columns(doc).children == [[(c.i, c.dep_) for c in token.children if c.dep_] for token in doc]


def test_each_word_has_its_sentence() -> None:
    """The sentence of a word is the one that spaCy has it in."""
    doc = load_pipeline()(TEXT)
    assert columns(doc).sentences == [(token.sent.start, token.sent.end) for token in doc]
    assert [syntax.sentence(token) for token in doc] == columns(doc).sentences


def test_sentences_are_numbered() -> None:
    """Each word has the number of its sentence among those of the document."""
    doc = load_pipeline()(TEXT)
    assert columns(doc).numbers == [number for number, sentence in enumerate(doc.sents) for _ in sentence]


def test_an_empty_document_has_empty_columns() -> None:
    """A text without a word has no columns and no sentence."""
    words = columns(load_pipeline()(""))
    assert (words.whole, words.texts, words.sentences, words.children) == ("", [], [], [])


def test_the_root_of_a_run_of_words_is_that_of_its_span() -> None:
    """The root is the word that spaCy gives for the span, be it one word or several."""
    doc = load_pipeline()(TEXT)
    spans = [(a, b) for a in range(len(doc)) for b in range(a, len(doc) + 1)]
    assert [syntax.root(doc, a, b) for a, b in spans] == [doc[a:b].root for a, b in spans]


def test_each_word_has_what_it_hangs_on() -> None:
    """The head of a word is the one that spaCy gives, itself at the root; white space has the word before."""
    doc = load_pipeline()(TEXT)
    assert columns(doc).heads == [token.i - 1 if token.is_space else token.head.i for token in doc]


def test_names_are_those_of_the_document() -> None:
    """Each name has the tokens and the label that `Doc.ents` gives; neighbours are told apart."""
    doc = load_pipeline()(TEXT)
    doc.ents = [Span(doc, 0, 1, "ORG"), Span(doc, 3, 4, "LOC"), Span(doc, 4, 6, "TIME")]
    assert columns(doc).entities == ((0, 1, "ORG"), (3, 4, "LOC"), (4, 6, "TIME"))
    assert [tuple(e) for e in columns(doc).entities] == [(e.start, e.end, e.label_) for e in doc.ents]


def test_a_question_is_asked_but_once_of_a_word() -> None:
    """The second answer of a word comes from memory, that of another word does not."""
    asked: list[int] = []

    @remembered
    def after(token: Token) -> int:
        asked.append(token.i)
        return token.i + 1

    @remembered_tokens
    def beside(token: Token) -> list[Token]:
        asked.append(token.i)
        return [token, token.nbor()]

    doc = load_pipeline()(TEXT)
    assert [after(doc[0]), after(doc[0]), after(doc[2])] == [1, 1, 3]
    assert beside(doc[0]) == beside(doc[0]) == [doc[0], doc[1]]
    assert asked == [0, 2, 0]


def test_a_changed_answer_changes_no_other() -> None:
    """Each asker of the words has a list of its own."""
    doc = load_pipeline()(TEXT)
    verb = next(token for token in doc if token.dep_ == "ROOT" or token.dep_ == "root")
    whom = list(syntax.subjects(verb))
    syntax.subjects(verb).clear()
    assert whom
    assert syntax.subjects(verb) == whom
