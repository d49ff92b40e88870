"""The times that the words around a mention give, from hand-written parses."""

import pytest

from parses import make_context, make_doc
from variorum.reading.happenings import Mention
from variorum.reading.times import find_times
from variorum.reading.timing import clause_times, meant_of, shared_times, time_facts, told_apart_by
from variorum_en.annotations import Attribution, Trigger, register

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


def test_a_year_before_a_noun_is_its_time() -> None:
    """A number that is a year dates what it stands before."""
    told = mention(
        "The:DET:det:2 2008:NUM:nummod:1 attacks:NOUN/NNS:nsubj:1 shook:VERB:root:0 it:PRON:obj:-1", "attacks"
    )
    assert [time.quote for time in clause_times(make_context(told.head.doc), told.head, own=True)] == ["2008"]


def test_a_time_that_is_counted_back_from_is_of_what_is_told_above() -> None:
    """They fled on Monday, and the raid a day before that was not then."""
    told = mention(
        "They:PRON:nsubj:1 fled:VERB:root:0 on:ADP:case:1 Monday:PROPN:obl:-2 ,:PUNCT:punct:-3 a:DET:det:1 "
        "day:NOUN:obl:3 after:SCONJ:mark:2 troops:NOUN/NNS:nsubj:1 raided:VERB:advcl:-8 it:PRON:obj:-1",
        "raided",
    )
    context = make_context(told.head.doc)
    monday = [time for time in context.times if time.quote == "Monday"]
    assert monday
    assert list(meant_of(context, told, monday)) == []


@pytest.mark.parametrize(
    ("word", "outcome", "found"), [("still", "missing", 0), ("now", "missing", 1), ("still", None, 1)]
)
def test_a_day_on_which_harm_goes_on_is_not_when_it_was_done(word: str, outcome: str | None, found: int) -> None:
    """They were missing before the day on which they still are; fighting that still goes on is of that day."""
    told = mention(
        f"They:PRON:nsubj:3 were:AUX:cop:2 {word}:ADV:advmod:1 out:ADJ:root:0 on:ADP:case:1 Monday:PROPN:obl:-2", "out"
    )
    told.trigger = Trigger(told.head.i, told.head.i + 1, None, outcome, 0.9, 0.9, ())
    context = make_context(told.head.doc)
    assert len(list(meant_of(context, told, context.times))) == found


def test_last_month_may_be_march() -> None:
    """What is counted from the day of publication is no date that another could contradict."""
    last, march = (dict(time_facts(time)) for text in ("last month", "5 March") for time in find_times(text))
    assert march == {"month": 3, "day": 5}
    assert last
    assert not last.keys() & march.keys()


def test_what_is_counted_from_a_happening_fixes_no_time() -> None:
    """A day after one raid and a day after another are two days, a week ago is one."""
    after, ago = (time_facts(time) for text in ("a day after the raid", "a week ago") for time in find_times(text))
    assert not after
    assert ago


@pytest.mark.parametrize(("cues", "found"), [(((1, 2),), []), ((), ["Monday"])])
def test_when_a_raid_is_denounced_it_was_before(cues: tuple[tuple[int, int], ...], found: list[str]) -> None:
    """The day on which somebody speaks of a happening is not its own."""
    register()
    told = mention(
        "Envoys:NOUN/NNS:nsubj:1 denounced:VERB:root:0 the:DET:det:1 raid:NOUN:obj:-2 on:ADP:case:1 "
        "Monday:PROPN:obl:-4 .:PUNCT:punct:-5",
        "raid",
    )
    told.head.doc._.attributions = tuple(Attribution(cue, (0, 1), (2, 4), 0.9) for cue in cues)
    assert [time.quote for time in told_apart_by(make_context(told.head.doc), told)] == found
