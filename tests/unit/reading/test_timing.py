"""When a happening was, from hand-written parses."""

from datetime import date

import pytest

from parses import make_context, make_doc
from variorum.model import When
from variorum.reading.happenings import Happening, Mention
from variorum.reading.neighbours import Neighbours
from variorum.reading.timing import find_when, shared_times
from variorum_en.annotations import Trigger

PUBLISHED = date(2010, 3, 19)
BURNED = (
    "On:ADP:case:1 Monday:PROPN:obl:3 rebels:NOUN/NNS:nsubj:1 entered:VERB:root:0 a:DET:det:1 village:NOUN:obj:-2 "
    "and:CCONJ:cc:1 burned:VERB:conj:-4 houses:NOUN/NNS:obj:-1 .:PUNCT:punct:-6"
)
SAID = (
    "Rebels:NOUN/NNS:nsubj:1 fled:VERB:root:0 on:ADP:case:1 Monday:PROPN:obl:-2 and:CCONJ:cc:1 burned:VERB:conj:-4 "
    "houses:NOUN/NNS:obj:-1 .:PUNCT:punct:-6"
)


def mention(written: str, word: str, index: int = 0) -> Mention:
    """Make a mention of one word of a sentence."""
    doc = make_doc(written)
    head = next(token for token in doc if token.text == word)
    return Mention(index, Trigger(head.i, head.i + 1, "destruction", None, 0.9, 0.9, ()), head, 0, False, False)


@pytest.mark.parametrize(("written", "found"), [(BURNED, ["Monday"]), (SAID, [])])
def test_the_time_at_the_head_of_a_sentence_holds_for_its_later_clauses(written: str, found: list[str]) -> None:
    """What several verbs share stands before the first of them."""
    told = mention(written, "burned")
    assert [time.quote for time in shared_times(make_context(told.head.doc), told)] == found


def when(written: str, *words: str) -> When:
    """Tell when the happening was that words of one sentence name."""
    first = mention(written, words[0])
    others = [mention(written, word, i) for i, word in enumerate(words[1:], 1)]
    for other in others:
        other.head = first.head.doc[other.head.i]
    happening = Happening([first, *others])
    context = make_context(first.head.doc, PUBLISHED)
    return find_when(context, happening, Neighbours(first.head.doc, [happening]))


def test_a_later_clause_is_of_the_day_at_the_head() -> None:
    """The shared time is taken where a mention has none of its own."""
    assert when(BURNED, "burned").start == date(2010, 3, 15)


def test_the_first_of_two_times_counts_that_cannot_be_one() -> None:
    """A later mention with another time does not move what the first one tells."""
    written = (
        "Rebels:NOUN/NNS:nsubj:1 struck:VERB:root:0 on:ADP:case:1 Monday:PROPN:obl:-2 and:CCONJ:cc:1 "
        "raided:VERB:conj:-4 it:PRON:obj:-1 in:ADP:case:1 2008:NUM:obl:-3 .:PUNCT:punct:-8"
    )
    assert when(written, "struck", "raided").start == date(2010, 3, 15)
