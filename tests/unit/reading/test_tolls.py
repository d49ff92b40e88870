import pytest

from parses import make_doc
from variorum.reading.tolls import find_tolls, is_spared

RISEN = (
    "The:DET:det:1 toll:NOUN:nsubj:1 rose:VERB:root:0 to:ADP:case:1 nineteen:NUM:obl:-2 .:PUNCT:punct:-3",
    "killed",
    ["nineteen"],
)
PUT_AT = (
    "Doctors:NOUN/NNS:nsubj:1 put:VERB:root:0 the:DET:det:1 number:NOUN:obj:-2 of:ADP:case:1 wounded:NOUN:nmod:-2 "
    "at:ADP:case:1 31:NUM:obl:-6 .:PUNCT:punct:-7",
    "injured",
    ["31"],
)
LOST = (
    "The:DET:det:1 army:NOUN:nsubj:1 lost:VERB:root:0 nine:NUM:nummod:1 soldiers:NOUN/NNS:obj:-2 .:PUNCT:punct:-3",
    "killed",
    ["nine soldiers"],
)
BODIES = (
    "Teachers:NOUN/NNS:nsubj:1 counted:VERB:root:0 17:NUM:nummod:1 bodies:NOUN/NNS:obj:-2 .:PUNCT:punct:-3",
    "killed",
    ["17 bodies"],
)
BURIED = (
    "Forty:NUM:nummod:1 people:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 buried:VERB/VBN:root:0 .:PUNCT:punct:-1",
    "killed",
    ["Forty people"],
)
NURSED = (
    "Eight:NUM:nummod:1 people:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 taken:VERB/VBN:root:0 to:ADP:case:1 "
    "hospital:NOUN:obl:-2 .:PUNCT:punct:-3",
    "injured",
    ["Eight people"],
)
SPARED = (
    "All:DET:det:1 guests:NOUN/NNS:nsubj:2 were:AUX:cop:1 unharmed:ADJ:root:0 .:PUNCT:punct:-1",
    "injured",
    ["All guests"],
)

NOBODY = (
    "No:DET:det:1 one:PRON:nsubj:pass:2 was:AUX:aux:pass:1 hurt:ADJ:root:0 .:PUNCT:punct:-1",
    "injured",
    ["No one"],
)


@pytest.mark.parametrize(
    ("written", "outcome", "counted"),
    [RISEN, PUT_AT, LOST, BODIES, BURIED, NURSED, SPARED, NOBODY],
    ids=["rises", "put at", "lost", "bodies", "buried", "in hospital", "spared", "nobody"],
)
def test_harm_is_counted_without_a_word_of_violence(written: str, outcome: str, counted: list[str]):
    """A toll, losses, bodies and people in hospital tell harm by their number."""
    doc = make_doc(written)
    [toll] = find_tolls(doc)
    assert (toll.outcome, [doc[a.start : a.end].text for a in toll.arguments]) == (outcome, counted)


@pytest.mark.parametrize(
    "written",
    [
        "The:DET:det:1 party:NOUN:nsubj:1 lost:VERB:root:0 nine:NUM:nummod:1 seats:NOUN/NNS:obj:-2 .:PUNCT:punct:-3",
        "The:DET:det:1 toll:NOUN:nsubj:1 rose:VERB:root:0 again:ADV:advmod:-1 .:PUNCT:punct:-2",
        "Some:DET:det:1 guests:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 hurt:ADJ:root:0 .:PUNCT:punct:-1",
        "Eight:NUM:nummod:1 people:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 taken:VERB/VBN:root:0 home:ADV:obl:-1 "
        ".:PUNCT:punct:-2",
    ],
    ids=["seats", "no number", "told by its verb", "home"],
)
def test_other_losses_are_no_toll(written: str):
    """What is lost or taken elsewhere, and a toll without its number, harms nobody."""
    assert list(find_tolls(make_doc(written))) == []


def test_who_is_unharmed_was_spared():
    """That nothing happened to people is told by a word of its own."""
    doc = make_doc(SPARED[0])
    assert [is_spared(token) for token in doc] == [False, False, False, True, False]
