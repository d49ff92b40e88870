from datetime import date

from spacy.tokens import Doc

from parses import make_context, make_doc
from variorum.model import Interval, Statistic
from variorum.reading.statistics import find_statistics

PUBLISHED = date(2031, 5, 9)
SERIES = make_doc(
    "Monitors:NOUN/NNS:nsubj:1 counted:VERB:root:0 at:ADP:case:1 least:ADJ:advmod:1 310:NUM:nummod:2 armed:ADJ:amod:1 "
    "attacks:NOUN/NNS:obj:-5 in:ADP:case:1 2030:NUM:obl:-7 ,:PUNCT:punct:3 up:ADV:advmod:2 from:ADP:case:1 "
    "280:NUM:obl:-11 in:ADP:case:1 2029:NUM:nmod:-2 .:PUNCT:punct:-14"
)
FORCE = make_doc(
    "The:DET:det:1 front:NOUN:nsubj:1 has:VERB:root:0 about:ADV:advmod:1 2,500:NUM:nummod:1 fighters:NOUN/NNS:obj:-3 "
    ".:PUNCT:punct:-4"
)
KILLED = make_doc(
    "The:DET:det:1 blast:NOUN:nsubj:1 killed:VERB:root:0 four:NUM:nummod:1 soldiers:NOUN/NNS:obj:-2 .:PUNCT:punct:-3"
)
DESTROYED = make_doc(
    "The:DET:det:1 jets:NOUN/NNS:nsubj:1 destroyed:VERB:root:0 six:NUM:nummod:1 trucks:NOUN/NNS:obj:-2 .:PUNCT:punct:-3"
)


def find(
    doc: Doc, *, taken: tuple[str, ...] = (), speaker: str | None = None, published: date | None = PUBLISHED
) -> tuple[Statistic, ...]:
    return find_statistics(
        make_context(doc, published), lambda start, end: doc.text[start:end] in taken, lambda token: speaker
    )


def test_a_numbered_series_has_its_measure_and_period():
    """A number of happenings over a time is a statistic of that time."""
    first = find(SERIES)[0]

    assert (first.measure, first.low, first.high) == ("attacks", 310, None)
    assert first.period == Interval(start=date(2030, 1, 1), end=date(2030, 12, 31))


def test_a_statistic_quotes_number_and_noun():
    """The quote reaches from the words that bound the number to the noun."""
    first = find(SERIES)[0]

    assert first.quote == SERIES.text[first.start : first.end] == "at least 310 armed attacks"


def test_a_comparison_that_leaves_out_the_noun_is_a_statistic():
    """The number in "up from 280 in 2029" counts what was counted before."""
    second = find(SERIES)[1]

    assert (second.measure, second.low, second.quote) == ("attacks", 280, "280")
    assert second.period == Interval(start=date(2029, 1, 1), end=date(2029, 12, 31))


def test_a_force_has_its_size_and_group():
    """The number of a group's fighters is a statistic."""
    [force] = find(FORCE)

    assert (force.measure, force.group, force.low, force.approximate) == ("fighters", "militant", 2500, True)


def test_a_harm_is_not_counted_again():
    """A count that is a harm of an incident is no statistic."""
    assert find(FORCE, taken=("about 2,500",)) == ()


def test_the_dead_of_one_happening_are_no_statistic():
    """A small number of people who come to harm belongs to its incident."""
    assert find(KILLED) == ()


def test_things_destroyed_are_counted():
    """What a bulletin says was hit is a statistic."""
    assert [(s.measure, s.low, s.quote) for s in find(DESTROYED)] == [("vehicles", 6, "six trucks")]


def test_things_that_nothing_is_done_to_are_not_counted():
    """A number of things is no statistic unless they are hit, used, lost or found."""
    doc = make_doc("He:PRON:nsubj:1 owned:VERB:root:0 six:NUM:nummod:1 trucks:NOUN/NNS:obj:-2 .:PUNCT:punct:-3")

    assert find(doc) == ()


def test_a_plan_is_not_counted():
    """What will be done has not been counted yet."""
    doc = make_doc(
        "It:PRON:nsubj:2 will:AUX/MD:aux:1 send:VERB/VB:root:0 900:NUM:nummod:1 troops:NOUN/NNS:obj:-2 .:PUNCT:punct:-3"
    )

    assert find(doc) == ()


def test_the_dead_of_a_period_are_a_statistic():
    """A count of harm over a stretch of time is a sum, however small."""
    doc = make_doc(
        "Mines:NOUN/NNS:nsubj:2 have:AUX:aux:1 killed:VERB:root:0 nine:NUM:nummod:1 farmers:NOUN/NNS:obj:-2 "
        "since:ADP:case:1 January:PROPN:obl:-4 .:PUNCT:punct:-5"
    )
    [killed] = find(doc)

    assert (killed.measure, killed.group, killed.low) == ("deaths", "civilian", 9)
    assert killed.period == Interval(start=date(2031, 1, 1), end=PUBLISHED)


def test_the_parts_of_a_sum_share_its_period():
    """A sentence that begins "Among them" breaks down the count of the one before."""
    doc = make_doc(
        "Raids:NOUN/NNS:nsubj:2 have:AUX:aux:1 killed:VERB:root:0 90:NUM:nummod:1 people:NOUN/NNS:obj:-2 "
        "since:ADP:case:1 January:PROPN:obl:-4 .:PUNCT:punct:-5 "
        "Among:ADP:case:1 them:PRON:root:0 were:AUX:cop:-1 12:NUM:nummod:1 soldiers:NOUN/NNS:nsubj:-3 .:PUNCT:punct:-4"
    )
    whole, part = find(doc)

    assert (part.measure, part.group, part.low, part.period) == ("deaths", "military", 12, whole.period)


def test_a_count_told_again_counts_once():
    """The same number of the same thing is given at its first place."""
    again = (
        "Jets:NOUN/NNS:nsubj:1 destroyed:VERB:root:0 six:NUM:nummod:1 trucks:NOUN/NNS:obj:-2 .:PUNCT:punct:-3 "
        "Six:NUM:nummod:1 trucks:NOUN/NNS:nsubj:1 burned:VERB:root:0 .:PUNCT:punct:-1"
    )

    assert [s.start for s in find(make_doc(again))] == [len("Jets destroyed ")]


def test_the_speaker_is_asked_for():
    """A count in someone's statement is that speaker's."""
    assert [s.speaker for s in find(DESTROYED, speaker="a7")] == ["a7"]


def test_a_harm_over_a_period_is_a_statistic_all_the_same():
    """A count that hangs on "since January" sums many happenings, whoever took it for one."""
    doc = make_doc(
        "Mines:NOUN/NNS:nsubj:2 have:AUX:aux:1 killed:VERB:root:0 nine:NUM:nummod:1 farmers:NOUN/NNS:obj:-2 "
        "since:ADP:case:1 January:PROPN:obl:-4 .:PUNCT:punct:-5"
    )

    assert [s.low for s in find(doc, taken=("nine",))] == [9]
