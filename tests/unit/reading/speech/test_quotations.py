import pytest

from variorum.reading.speech.quotations import find_quotations


def quoted(text: str) -> list[str]:
    """Give the words of each quotation."""
    return [text[q.start : q.end] for q in find_quotations(text)]


@pytest.mark.parametrize(
    "text",
    ["“We left at dawn,” she said.", '"We left at dawn," she said.', "«We left at dawn,» she said."],
    ids=["curly", "straight", "angular"],
)
def test_finds_quotations_of_every_style(text):
    """The words between the marks are given without them."""
    assert quoted(text) == ["We left at dawn,"]


def test_single_marks_are_no_apostrophes():
    """A genitive inside single quotation marks does not close them."""
    assert quoted("He called it the ‘envoy’s folly’ again.") == ["envoy’s folly"]


def test_apostrophes_alone_quote_nothing():
    """Contractions and genitives are no quotations."""
    assert quoted("The army's men didn't stop at the villagers' wells.") == []


def test_paragraphs_that_open_and_do_not_close_go_on():
    """Speech over two paragraphs is two quotations, of which the first goes on."""
    found = find_quotations("“First we ran.\n\n“Then we hid,” he said.")
    assert [q.continues for q in found] == [True, False]


def test_a_stray_mark_quotes_nothing():
    """A mark in the middle of a paragraph that nothing closes is no quotation."""
    assert quoted("The sign was 12” wide and hung over the gate.") == []


@pytest.mark.parametrize("text", ["", "“", '""', "'", "\n\n", "”“"])
def test_reads_degenerate_texts(text):
    """Texts of marks alone hold no quotations."""
    assert quoted(text) == []
