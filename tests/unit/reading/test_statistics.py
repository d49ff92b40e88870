from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
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


def lows(written: str, *, taken: tuple[str, ...] = ()) -> list[int]:
    """Give the least value of each statistic of a hand-written parse."""
    return [s.low for s in find(make_doc(written), taken=taken)]


SOLDIERS_DIED = "{}:NUM:nummod:1 soldiers:NOUN/NNS:nsubj:1 died:VERB:root:0 "


def test_the_dead_of_a_month_alone_are_a_statistic():
    """A month that stands for itself is a period, whatever took the count for an incident's."""
    doc = SOLDIERS_DIED.format("17") + "in:ADP:case:1 May:PROPN:obl:-2 alone:ADV:advmod:-1 .:PUNCT:punct:-4"

    assert lows(doc, taken=("17",)) == [17]


def test_a_happening_dated_by_its_month_is_no_statistic():
    """The dead of one raid in May are that raid's."""
    doc = (
        SOLDIERS_DIED.format("17") + "in:ADP:case:2 a:DET:det:1 raid:NOUN:obl:-3 in:ADP:case:1 May:PROPN:nmod:-2 "
        ".:PUNCT:punct:-6"
    )

    assert lows(doc, taken=("17",)) == []


def test_a_count_set_beside_an_earlier_one_is_a_statistic():
    """What is compared with another year's counts more than one happening; both figures are given."""
    doc = (
        SOLDIERS_DIED.format("40") + ",:PUNCT:punct:1 up:ADV:advmod:-2 from:ADP:case:1 31:NUM:obl:-2 in:ADP:case:1 "
        "2029:NUM:nmod:-2 .:PUNCT:punct:-7"
    )

    assert lows(doc, taken=("40",)) == [40, 31]


@pytest.mark.parametrize(
    "behind",
    [
        ",:PUNCT:punct:1 up:ADV:advmod:-2 from:ADP:case:1 31:NUM:obl:-2 announced:VERB:acl:-1 before:ADV:advmod:-1",
        "and:CCONJ:cc:5 more:ADJ:advmod:2 than:ADP:fixed:-1 30:NUM:nsubj:1 "
        "lay:VERB:conj:-5 in:ADP:case:1 hospital:NOUN:obl:-2",
    ],
    ids=["up from what was announced", "more than a number"],
)
def test_a_toll_that_rises_is_no_statistic(behind: str):
    """What a toll was before, and "more than" a number, sets no count beside another time's."""
    assert lows(SOLDIERS_DIED.format("40") + behind + " .:PUNCT:punct:-1", taken=("40",)) == []


def test_a_superlative_takes_no_sum():
    """In "the worst raid since 2029" the count is the raid's."""
    doc = (
        "In:ADP:case:3 the:DET:det:2 worst:ADJ/JJS:amod:1 raid:NOUN:obl:5 since:ADP:case:1 2029:NUM:nmod:-2 "
        ",:PUNCT:punct:2 40:NUM:nummod:1 soldiers:NOUN/NNS:nsubj:1 died:VERB:root:0 .:PUNCT:punct:-1"
    )
    assert lows(doc, taken=("40",)) == []


def test_a_comparison_lends_a_count_no_period():
    """The year behind "up from" is the other figure's."""
    doc = make_doc(
        SOLDIERS_DIED.format("140") + ",:PUNCT:punct:1 up:ADV:advmod:-2 from:ADP:case:1 131:NUM:obl:-2 in:ADP:case:1 "
        "2029:NUM:nmod:-2 .:PUNCT:punct:-7"
    )

    assert [s.period and s.period.start.year for s in find(doc)] == [None, 2029]


def test_a_rate_is_a_statistic():
    """So many a day on average are of no one day."""
    doc = (
        "An:DET:det:1 average:NOUN:nsubj:4 of:ADP:case:2 nine:NUM:nummod:1 soldiers:NOUN/NNS:nmod:-3 died:VERB:root:0 "
        "a:DET:det:1 day:NOUN:obl:-2 .:PUNCT:punct:-3"
    )

    assert lows(doc, taken=("nine",)) == [9]


def test_how_often_a_place_was_attacked_is_a_statistic():
    """A number of times counts the happenings that the verb names."""
    doc = make_doc(
        "Gunners:NOUN/NNS:nsubj:1 shelled:VERB:root:0 the:DET:det:1 port:NOUN:obj:-2 nine:NUM:nummod:1 "
        "times:NOUN/NNS:obl:-4 in:ADP:case:1 2030:NUM:obl:-6 .:PUNCT:punct:-7"
    )
    [shellings] = find(doc)

    assert (shellings.measure, shellings.low, shellings.quote) == ("shellings", 9, "nine times")


def test_a_bound_above_alone_is_a_statistic():
    """A loss of "up to 310 troops" has no lower bound, and is a count all the same."""
    doc = make_doc(
        "It:PRON:nsubj:1 lost:VERB:root:0 up:ADP:advmod:2 to:ADP:fixed:-1 310:NUM:nummod:1 troops:NOUN/NNS:obj:-4 "
        ".:PUNCT:punct:-5"
    )

    assert [(s.low, s.high) for s in find(doc)] == [(0, 310)]


def test_the_number_of_the_dead_is_found_behind_its_verb():
    """The figure of "the number of deaths" may stand after "rose to"."""
    doc = make_doc(
        "The:DET:det:1 number:NOUN:nsubj:3 of:ADP:case:1 deaths:NOUN/NNS:nmod:-2 rose:VERB:root:0 to:ADP:case:1 "
        "612:NUM:obl:-2 .:PUNCT:punct:-3"
    )

    assert [(s.measure, s.low) for s in find(doc)] == [("deaths", 612)]


def test_a_night_between_two_days_is_no_period():
    """The dead of "the night of Thursday to Friday" are those of one happening."""
    doc = (
        SOLDIERS_DIED.format("Nine") + "between:ADP:case:1 Thursday:PROPN:obl:-2 and:CCONJ:cc:1 Friday:PROPN:conj:-2 "
        ".:PUNCT:punct:-5"
    )

    assert lows(doc, taken=("Nine",)) == []


def test_a_war_that_began_in_a_year_gives_the_beginning_of_a_period():
    """What has happened since a war began reaches to the day of publication."""
    doc = make_doc(
        SOLDIERS_DIED.format("Nine") + "since:SCONJ:mark:3 the:DET:det:1 war:NOUN:nsubj:1 began:VERB:advcl:-4 "
        "in:ADP:case:1 2030:NUM:obl:-2 .:PUNCT:punct:-7"
    )

    assert [s.period for s in find(doc)] == [Interval(start=date(2030, 1, 1), end=PUBLISHED)]


DOCUMENTED = (
    "Monitors:NOUN/NNS:nsubj:1 documented:VERB:root:0 31:NUM:nummod:1 deaths:NOUN/NNS:obj:-2 in:ADP:case:1 "
    "2030:NUM:obl:-4 .:PUNCT:punct:-5 "
)


def test_a_tally_goes_on_in_the_next_sentence():
    """After "documented 31 deaths in 2030" small counts are of that year too."""
    doc = make_doc(DOCUMENTED + "Mines:NOUN/NNS:nsubj:1 killed:VERB:root:0 eight:NUM:obj:-1 .:PUNCT:punct:-2")

    assert [(s.low, s.period and s.period.start.year) for s in find(doc, taken=("eight",))] == [(31, 2030), (8, 2030)]


def test_a_tally_ends_where_one_happening_is_told():
    """A day, or a happening in the singular, is no part of a tally."""
    raid = (
        "A:DET:det:1 raid:NOUN:nsubj:1 killed:VERB:root:0 eight:NUM:nummod:1 farmers:NOUN/NNS:obj:-2 .:PUNCT:punct:-3"
    )

    assert lows(DOCUMENTED + raid, taken=("eight",)) == [31]


def test_a_series_in_the_plural_makes_a_sum():
    """The dead of "a series of raids" are those of no single raid."""
    doc = (
        "A:DET:det:1 series:NOUN:nsubj:3 of:ADP:case:1 raids:NOUN/NNS:nmod:-2 killed:VERB:root:0 nine:NUM:nummod:1 "
        "farmers:NOUN/NNS:obj:-2 .:PUNCT:punct:-3"
    )

    assert lows(doc, taken=("nine",)) == [9]


def test_people_of_any_name_who_came_to_harm_are_counted():
    """Whoever was killed over a period is counted, whatever the noun."""
    doc = make_doc(
        "Squads:NOUN/NNS:nsubj:1 killed:VERB:root:0 45:NUM:nummod:1 lumberjacks:NOUN/NNS:obj:-2 since:ADP:case:1 "
        "January:PROPN:obl:-4 .:PUNCT:punct:-5"
    )

    assert [(s.measure, s.low) for s in find(doc)] == [("deaths", 45)]


def test_some_of_them_are_part_of_the_count_before():
    """Those "of them" are of the sentence before, and of its period."""
    doc = make_doc(
        DOCUMENTED + "Farmers:NOUN/NNS:nsubj:2 were:AUX:cop:1 12:NUM:root:0 of:ADP:case:1 them:PRON:nmod:-2 "
        ".:PUNCT:punct:-3"
    )

    assert [(s.measure, s.low, s.period and s.period.start.year) for s in find(doc)] == [
        ("deaths", 31, 2030),
        ("deaths", 12, 2030),
    ]


def test_the_dead_of_several_happenings_are_a_sum():
    """A number of happenings makes a sum of those who died in them."""
    doc = SOLDIERS_DIED.format("Nine") + "in:ADP:case:2 three:NUM:nummod:1 ambushes:NOUN/NNS:obl:-3 .:PUNCT:punct:-4"

    assert lows(doc, taken=("Nine",)) == [9]


def test_the_day_of_saying_is_no_period_of_the_count():
    """What was found in 2029 need not have happened in it."""
    doc = make_doc(
        "Judges:NOUN/NNS:nsubj:1 concluded:VERB:root:0 in:ADP:case:1 2029:NUM:obl:-2 that:SCONJ:mark:3 "
        "900:NUM:nummod:1 soldiers:NOUN/NNS:nsubj:1 died:VERB:ccomp:-6 .:PUNCT:punct:-7"
    )

    assert [(s.low, s.period) for s in find(doc)] == [(900, None)]


def test_the_dead_of_clashes_in_several_places_are_a_sum():
    """Happenings in the plural and in two places are more than one."""
    doc = (
        SOLDIERS_DIED.format("Nine") + "during:ADP:case:1 clashes:NOUN/NNS:obl:-2 in:ADP:case:1 Lasko:PROPN:nmod:-2 "
        "and:CCONJ:cc:1 Orsk:PROPN:conj:-2 .:PUNCT:punct:-7"
    )

    assert lows(doc, taken=("Nine",)) == [9]


def test_clashes_in_one_place_are_one_happening():
    """The dead of clashes in a town are those of one incident."""
    doc = (
        SOLDIERS_DIED.format("Nine") + "during:ADP:case:1 clashes:NOUN/NNS:obl:-2 in:ADP:case:1 Lasko:PROPN:nmod:-2 "
        ".:PUNCT:punct:-5"
    )

    assert lows(doc, taken=("Nine",)) == []


def test_hundreds_arrested_by_now_are_a_sum():
    """Of how many "have been arrested" no one raid took them all."""
    doc = (
        "Over:ADV:advmod:1 200:NUM:nummod:1 people:NOUN/NNS:nsubj:pass:3 have:AUX:aux:2 been:AUX:aux:pass:1 "
        "arrested:VERB/VBN:root:0 .:PUNCT:punct:-1"
    )

    assert lows(doc, taken=("Over 200",)) == [201]


def test_what_the_dead_have_come_to_is_a_sum():
    """Hundreds who "have died" died in many happenings, those whom one raid killed in one."""
    come_to = make_doc(
        "At:ADP:case:1 least:ADJ:nmod:1 3,000:NUM:nummod:1 people:NOUN/NNS:nsubj:2 have:AUX/VBP:aux:1 "
        "died:VERB/VBN:root:0 .:PUNCT:punct:-1"
    )
    raid = make_doc(
        "A:DET:det:1 raid:NOUN:nsubj:2 has:AUX/VBZ:aux:1 killed:VERB/VBN:root:0 300:NUM:nummod:1 "
        "people:NOUN/NNS:obj:-2 .:PUNCT:punct:-3"
    )

    assert [(s.measure, s.low, s.high) for s in find(come_to, taken=("At least 3,000",))] == [("deaths", 3000, None)]
    assert find(raid, taken=("300",)) == ()


def test_a_war_in_which_many_died_is_no_happening():
    """Those who died in a war that a clause tells of are a sum."""
    doc = make_doc(
        "They:PRON:nsubj:1 lost:VERB:root:0 it:PRON:obj:-1 in:ADP:case:2 the:DET:det:1 war:NOUN:obl:-4 ,:PUNCT:punct:4 "
        "in:ADP:case:1 which:PRON:obl:2 30,000:NUM:nsubj:1 died:VERB:acl:relcl:-5 .:PUNCT:punct:-10"
    )
    doc[10].lemma_ = "die"

    assert [(s.measure, s.low) for s in find(doc, taken=("30,000",))] == [("deaths", 30000)]


def test_lives_are_counted():
    """Lives that a war has claimed are deaths."""
    doc = make_doc(
        "The:DET:det:1 war:NOUN:nsubj:2 has:AUX/VBZ:aux:1 claimed:VERB/VBN:root:0 40,000:NUM:nummod:1 "
        "lives:NOUN/NNS:obj:-2 .:PUNCT:punct:-3"
    )

    assert [(s.measure, s.low) for s in find(doc)] == [("deaths", 40000)]


def test_attacks_of_one_kind_or_another_are_counted_with_their_dead():
    """A number reaches over "or" to its noun; a number of dead beside it belongs to its period."""
    doc = make_doc(
        "35:NUM:nummod:4 gun:NOUN:compound:3 or:CCONJ:cc:1 bomb:NOUN:conj:-2 attacks:NOUN/NNS:nsubj:pass:3 "
        "have:AUX/VBP:aux:2 been:AUX:aux:pass:1 reported:VERB/VBN:root:0 this:DET:det:1 year:NOUN:obl:-2 "
        ",:PUNCT:punct:2 with:ADP:case:1 71:NUM:obl:-5 killed:VERB/VBN:acl:-1 .:PUNCT:punct:-7"
    )

    assert [(s.measure, s.low) for s in find(doc)] == [("attacks", 35), ("deaths", 71)]


def test_a_few_things_that_one_attack_hits_are_no_statistic():
    """Two checkpoints are what an attack was aimed at, two dozen over a year are a count."""
    doc = make_doc(
        "Bombs:NOUN/NNS:nsubj:1 hit:VERB:root:0 two:NUM:nummod:1 checkpoints:NOUN/NNS:obj:-2 .:PUNCT:punct:-3"
    )

    assert find(doc) == ()


def test_hundreds_in_one_town_in_a_month_are_of_one_happening():
    """A month is a period that people are counted over, unless the words name the town where it was."""
    written = (
        "In:ADP:case:1 May:PROPN:obl:4 170:NUM:nummod:1 students:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 "
        "abducted:VERB/VBN:root:0 in:ADP:case:1 Oruba:PROPN:obl:-2 .:PUNCT:punct:-3"
    )
    doc = make_doc(written)
    town = SimpleNamespace(start=7, end=8, place=SimpleNamespace(level="settlement", name="Oruba"))
    context = make_context(doc, PUBLISHED)

    over = find_statistics(context, lambda start, end: False, lambda token: None)
    there = find_statistics(replace(context, places=(town,)), lambda start, end: True, lambda token: None)

    assert [(s.measure, s.low) for s in over] == [("abducted", 170)]
    assert there == ()
