from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from parses import make_doc
from variorum.model import Place
from variorum.reading.apart import tell_apart
from variorum.reading.happenings import (
    Happening,
    Mention,
    anchor,
    compatible,
    determination,
    explain,
    group,
    is_actual,
    other_days,
    rejoin,
    turns,
)
from variorum.reading.places import PlaceMention
from variorum_en.annotations import Argument, Trigger

ATTACK = make_doc("The:DET:det:1 attack:NOUN:nsubj:1 failed:VERB:root:0 .:PUNCT:punct:-1")
AN_ATTACK = make_doc("An:DET:det:1 attack:NOUN:nsubj:1 failed:VERB:root:0 .:PUNCT:punct:-1")
MALI, KIDAL, GAO = (
    PlaceMention(0, 1, Place(name=name, level=level, country="ML"))
    for name, level in (("Mali", "country"), ("Kidal", "settlement"), ("Gao", "settlement"))
)
COULD = make_doc("They:PRON:nsubj:2 could:AUX/MD:aux:1 bomb:VERB/VB:root:0 it:PRON:obj:-1 .:PUNCT:punct:-2")


def trigger(start: int, kind: str, *, actual: float = 0.9, same: tuple[tuple[int, float], ...] = ()) -> Trigger:
    return Trigger(
        start=start, end=start + 1, type=kind, outcome=None, score=0.9, actual=actual, arguments=(), same=same
    )


def mention(index: int, kind: str, doc=ATTACK, at: int = 1, same=(), **known) -> Mention:  # type: ignore[no-untyped-def]
    definite, indefinite = determination(doc[at])
    return Mention(
        index=index,
        trigger=trigger(at, kind, same=same),
        head=doc[at],
        sentence=index,
        definite=definite,
        indefinite=indefinite,
        **known,
    )


def test_an_article_tells_old_from_new():
    """Nouns with "the" are definite, nouns with "an" are not."""
    assert [determination(d[1]) for d in (ATTACK, AN_ATTACK)] == [(True, False), (False, True)]


def test_a_verb_is_neither_definite_nor_indefinite():
    """Only nouns have articles."""
    assert determination(ATTACK[2]) == (False, False)


def test_what_could_happen_did_not():
    """A modal verb outweighs a lukewarm model."""
    assert not is_actual(trigger(2, "air_strike", actual=0.7), COULD[2])


def test_the_model_is_heard_about_plain_verbs():
    """Without a modal the probability decides."""
    assert is_actual(trigger(2, "other"), ATTACK[2])
    assert not is_actual(trigger(2, "other", actual=0.2), ATTACK[2])
    assert is_actual(trigger(2, "other", actual=0.35), ATTACK[2])


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (("armed_attack", "abduction"), "armed_attack"),
        (("armed_attack", "destruction"), "armed_attack"),
        (("armed_attack", "abduction", "abduction"), "abduction"),
        (("armed_attack", "bombing"), "bombing"),
    ],
)
def test_what_attackers_do_besides_is_not_what_the_attack_is(kinds: tuple[str, ...], expected: str):
    """Who attacks a village and takes people away attacks it; the means tell an attack better than the verb."""
    doc = make_doc("They:PRON:nsubj:1 attacked:VERB:root:0 it:PRON:obj:-1")
    told = Happening(mentions=[mention(i, kind, doc=doc, at=1) for i, kind in enumerate(kinds)])
    assert told.type == expected


def test_what_is_numbered_may_be_a_series():
    """Of "35 raids" the model must be surer than of "raids" that they are no count over a period."""
    doc = make_doc("Police:NOUN:nsubj:1 made:VERB:root:0 35:NUM:nummod:1 raids:NOUN/NNS:obj:-2")
    assert not is_actual(trigger(3, "armed_attack", actual=0.4), doc[3])
    assert is_actual(trigger(3, "armed_attack", actual=0.5), doc[3])


def test_anchor_is_the_head_of_the_words():
    """Of several words the one that governs the others stands for them."""
    assert ATTACK[1] == anchor(ATTACK, Trigger(0, 2, "armed_attack", None, 0.9, 0.9, ()))


def test_an_air_strike_may_be_called_an_attack_but_not_talks():
    """Types of one family merge, others never do."""
    assert compatible("air_strike", "armed_attack")
    assert not compatible("air_strike", "talks")


def test_a_definite_mention_joins_the_happening_before_it():
    """After "an attack", "the attack" is of the same happening."""
    found = group([mention(0, "armed_attack", AN_ATTACK), mention(1, "armed_attack", same=((0, 0.8),))])

    assert [[m.index for m in h.mentions] for h in found] == [[0, 1]]


def test_an_indefinite_mention_opens_a_happening():
    """After "an attack", "an attack" is another one, even where the model wavers."""
    found = group([mention(0, "armed_attack", AN_ATTACK), mention(1, "armed_attack", AN_ATTACK, same=((0, 0.5),))])

    assert len(found) == 2


def test_different_times_part_happenings():
    """What was on Monday is not what was on Friday."""
    first = mention(0, "bombing", times=(frozenset({("weekday", 0)}),))
    found = group([first, mention(1, "bombing", same=((0, 0.9),), times=(frozenset({("weekday", 4)}),))])

    assert len(found) == 2


def test_what_two_sides_did_are_two_happenings():
    """What one state did is hardly what another did; what is said of nobody may be."""
    [happening] = group([mention(0, "shelling", sides=frozenset({"IN"}))])

    assert explain(happening, mention(1, "shelling", sides=frozenset({"PK"})))["side"] < 0
    assert "side" not in explain(happening, mention(1, "shelling", sides=frozenset({"IN", "PK"})))
    assert "side" not in explain(happening, mention(1, "shelling"))


def test_a_headline_tells_the_news_and_not_what_it_came_after():
    """What was shelled weeks before is not what the headline tells; what is told without a time may be."""
    doc = make_doc(
        "Shelling:NOUN:nsubj:1 spreads:VERB/VBZ:root:0 "
        "Weeks:NOUN/NNS:obl:7 after:SCONJ:mark:2 it:PRON:nsubj:1 shelled:VERB/VBD:advcl:4 Orsk:PROPN:obj:-1 "
        ",:PUNCT:punct:2 they:PRON:nsubj:1 shelled:VERB/VBD:root:0 Lask:PROPN:obj:-1"
    )
    title, before, news = (mention(n, "shelling", doc, at) for n, at in enumerate((0, 5, 9)))
    title.in_title = True
    tell_apart(doc, [title, before, news])
    assert [sorted(m.apart) for m in (title, before, news)] == [[1], [0, 2], [1]]
    title.in_title = False
    tell_apart(doc, [title, before, news])
    assert sorted(title.apart) == []
    # A headline that tells of two may tell of both.
    title.in_title = before.in_title = True
    tell_apart(doc, [title, before, news])
    assert sorted(title.apart) == []


def test_a_date_of_its_own_speaks_for_another_happening():
    """A date that nothing before gave speaks for another happening, once a happening has been told of twice."""
    told = group([mention(0, "bombing"), mention(1, "bombing", same=((0, 0.9),))])[0]
    dated = mention(2, "bombing", times=(frozenset({("month", 1), ("day", 25)}),))

    assert "time" not in explain(group([mention(0, "bombing")])[0], dated)
    assert explain(told, dated)["time"] < 0


def test_what_answers_an_attack_is_another():
    """However alike the model finds them, what responds to an attack is not that attack."""
    answer = mention(1, "air_strike", same=((0, 0.9),), apart=frozenset({0}))
    found = group([mention(0, "armed_attack", AN_ATTACK), answer])

    assert len(found) == 2


def test_the_same_word_for_a_strike_is_of_one_type():
    """An airstrike told of again is the same, whatever the model takes it for this time."""
    strike = make_doc("The:DET:det:1 airstrike:NOUN:nsubj:1 failed:VERB:root:0 .:PUNCT:punct:-1")
    told = Happening([mention(0, "air_strike", strike)])
    again, other = mention(1, "armed_attack", strike), mention(1, "armed_attack")
    assert explain(told, again)["type"] > explain(told, other)["type"]


def test_a_mention_left_alone_joins_what_it_fits_best():
    """Words that fit nothing well are of the happening that they fit best, told before or after, of the like kind."""
    alone = Happening([mention(0, "armed_attack")])
    told = [mention(1, "killing", same=((0, 0.5),)), mention(2, "armed_attack", same=((0, 0.4), (1, 0.9)))]
    raid, arrest = Happening(told), Happening([mention(3, "arrest")])
    found = rejoin([alone, raid, arrest])
    assert [[m.index for m in h.mentions] for h in found] == [[0, 1, 2], [3]]


def test_a_mention_left_alone_that_answers_another_stays():
    """What is said to answer a happening is another."""
    two = [Happening([mention(i, "armed_attack", apart=frozenset({1 - i}))]) for i in (0, 1)]
    assert [len(h.mentions) for h in rejoin(two)] == [1, 1]
    two[0].mentions[0].apart = two[1].mentions[0].apart = frozenset()
    assert [len(h.mentions) for h in rejoin(two)] == [2]


def test_a_mention_left_alone_with_its_harm_stays():
    """An attack that killed somebody is told apart by that."""
    alone = Happening([mention(0, "armed_attack")], [mention(1, "killing")])
    raid = Happening([mention(i, "armed_attack", same=((0, 0.5),)) for i in (2, 3)])
    assert [len(h.mentions) for h in rejoin([alone, raid])] == [1, 2]
    alone.harm_words = []
    assert [len(h.mentions) for h in rejoin([alone, raid])] == [3]


@pytest.mark.parametrize(("kind", "one"), [("arrest", False), ("armed_attack", True)])
def test_each_named_person_is_arrested_by_himself(kind: str, one: bool):
    """The arrest of one named person is not that of another; an attack may befall both."""
    first = mention(0, kind, persons=frozenset({"marlow"}))
    second = mention(1, kind, same=((0, 0.9),), persons=frozenset({"hale"}))
    assert (len(group([first, second])) == 1) is one


def test_explanation_names_what_speaks_for_and_against():
    """The fit of a mention is the sum of named observations."""
    [happening] = group([mention(0, "bombing", located=(KIDAL,))])

    seen = explain(happening, mention(1, "bombing", located=(GAO,), same=((0, 0.9),)))

    assert {"same", "type", "definite", "place", "word"} == set(seen)
    assert seen["place"] < 0 < seen["same"]


def test_a_strike_is_named_by_its_noun_too():
    """A word is shared by "launched airstrikes" and "the airstrikes", whichever word the first is read by."""
    doc = make_doc("They:PRON:nsubj:1 launched:VERB/VBD:root:0 airstrikes:NOUN/NNS:obj:-1 .:PUNCT:punct:-2")
    later = make_doc("The:DET:det:1 airstrikes:NOUN/NNS:nsubj:1 failed:VERB/VBD:root:0 .:PUNCT:punct:-1")
    told = mention(0, "air_strike", doc)
    told.trigger = replace(told.trigger, end=3)
    assert "word" in explain(Happening([told]), mention(1, "air_strike", later))
    assert "word" not in explain(Happening([mention(0, "air_strike", doc)]), mention(1, "air_strike", later))


def test_a_place_within_another_is_no_conflict():
    """One attack may be told of a country and of a town in it; two towns are two places."""
    [happening] = group([mention(0, "bombing", located=(MALI,))])
    assert "place" not in explain(happening, mention(1, "bombing", located=(GAO,)))


def test_the_same_day_speaks_for_one_happening():
    """A shared weekday says more than a shared year."""
    [happening] = group([mention(0, "bombing", times=(frozenset({("weekday", 0), ("year", 2031)}),))])
    day, year = (
        explain(happening, mention(1, "bombing", times=(frozenset({time}),)))["time"]
        for time in (("weekday", 0), ("year", 2031))
    )
    assert day > year


def test_the_specific_type_wins_over_the_vague():
    """One "bombing" outweighs one "attack"."""
    [happening] = group([mention(0, "armed_attack"), mention(1, "bombing", same=((0, 0.9),))])

    assert happening.type == "bombing"


def test_the_word_attack_tells_no_means():
    """The model may take an attack in a report on air raids for one from the air; its words say nothing of it."""
    [happening] = group([mention(0, "air_strike"), mention(1, "air_strike", same=((0, 0.9),))])

    assert happening.type == "armed_attack"


ALSO = "They:PRON:nsubj:2 also:ADV:advmod:1 killed:VERB:root:0 a:DET:det:1 guard:NOUN:obj:-2 .:PUNCT:punct:-3"
PASSIVE_ALSO = (
    "A:DET:det:1 guard:NOUN:nsubj:pass:3 was:AUX:aux:pass:2 also:ADV:advmod:1 killed:VERB/VBN:root:0 .:PUNCT:punct:-1"
)
MEANWHILE = "Meanwhile:ADV:advmod:2 rebels:NOUN:nsubj:1 attacked:VERB:root:0 .:PUNCT:punct:-1"


@pytest.mark.parametrize(("written", "at", "found"), [(ALSO, 2, True), (PASSIVE_ALSO, 4, False), (MEANWHILE, 2, True)])
def test_words_go_over_to_another_happening(written, at, found):
    """Who "also" does something does another thing; who "was also killed" is one more of the same."""
    assert turns(make_doc(written)[at]) is found


def test_a_turn_keeps_mentions_apart():
    """A mention that goes over to something else opens a happening, where it would have joined one."""
    first, verb = mention(0, "armed_attack"), make_doc(MEANWHILE)
    assert len(group([first, mention(1, "armed_attack", verb, 2, same=((0, 0.5),))])) == 1
    assert len(group([first, mention(1, "armed_attack", verb, 2, same=((0, 0.5),), turns=True)])) == 2


def test_days_that_never_meet_are_other_days():
    """Where all that is told of the days of two mentions parts them, they are of two days; else they may be of one."""
    monday, friday = ((date(2031, 5, d), date(2031, 5, d)) for d in (12, 16))
    week = (date(2031, 5, 12), date(2031, 5, 18))
    one, other, either, open_ = (
        mention(i, "bombing", days=days) for i, days in enumerate([(monday,), (friday,), (week,), ()])
    )

    assert other_days(one, other)
    assert not other_days(one, either)
    assert not other_days(one, open_)


RAIDS = "A:DET:det:1 raid:NOUN:nsubj:{} {}struck:VERB:root:0 villages:NOUN:obj:-1 .:PUNCT:punct:-2"


@pytest.mark.parametrize(
    ("doc", "kind"),
    [
        (make_doc(RAIDS.format(1, "")), "armed_attack"),
        (make_doc(RAIDS.format(3, "by:ADP:case:1 jets:NOUN:nmod:-2 ")), "air_strike"),
    ],
    ids=["bare", "by jets"],
)
def test_a_raid_is_from_the_air_where_something_flies(doc, kind: str) -> None:  # type: ignore[no-untyped-def]
    """A raid leaves the means open, whatever the model heard, where its sentence names no aircraft."""
    (happening,) = group([mention(0, "air_strike", doc)])
    assert happening.type == kind


def test_a_bomber_s_own_death_tells_the_type():
    """What a suicide bomber did is no air strike, though more words were heard as one."""
    (happening,) = group([mention(0, "suicide_bombing"), mention(1, "air_strike", same=((0, 0.9),))])
    assert happening.type == "suicide_bombing"


def test_the_weapon_tells_a_strike_without_aircraft():
    """A strike with a missile, and nothing that flies in its sentence, is shelling."""
    doc = make_doc("Strikes:NOUN/NNS:nsubj:3 with:ADP:case:1 missiles:NOUN:nmod:-2 failed:VERB:root:0")
    one = mention(0, "air_strike", doc, at=0)
    one.trigger = replace(one.trigger, arguments=(Argument(2, 3, "weapon", 0.9),))
    (happening,) = group([one])
    assert happening.type == "shelling"


LAST_WEEK = "last:ADJ:amod:1 week:NOUN:nmod:poss:2 's:PART:case:-1 attacks:NOUN/NNS:obj:-5 .:PUNCT:punct:-6"


def test_an_attack_of_a_time_past_took_place():
    """An attack of "last week" has been, whatever the model hears."""
    doc = make_doc("They:PRON:nsubj:1 discussed:VERB/VBD:root:0 " + LAST_WEEK.replace("obj:-5", "obj:-4"))

    assert is_actual(trigger(5, "armed_attack", actual=0.1), doc[5])


def test_an_attack_of_a_time_to_come_is_left_to_the_model():
    """Talks such as "next week's" have not been held."""
    doc = make_doc("They:PRON:nsubj:1 prepare:VERB/VBP:root:0 " + LAST_WEEK.replace("last", "next").replace("-5", "-4"))

    assert not is_actual(trigger(5, "talks", actual=0.1), doc[5])


@pytest.mark.parametrize(("words", "actual"), [("", True), ("will:AUX/MD:aux:1 ", False)])
def test_what_they_retaliated_with_took_place(words: str, actual: bool):
    """The strikes that "they retaliated with" have been; those that they "will" have not."""
    verb = "retaliate:VERB/VB" if words else "retaliated:VERB/VBD"
    subject = "They:PRON:nsubj:2" if words else "They:PRON:nsubj:1"
    doc = make_doc(f"{subject} {words}{verb}:root:0 with:ADP:case:1 strikes:NOUN/NNS:obl:-2 .:PUNCT:punct:-3")

    assert is_actual(trigger(len(doc) - 2, "air_strike", actual=0.2), doc[len(doc) - 2]) is actual
