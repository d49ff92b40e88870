from datetime import date

from parses import make_doc
from variorum.reading.referents import MentionRef, Referents

TAKEN_UP = make_doc(
    "Jets:NOUN/NNS:nsubj:1 bombed:VERB:root:0 Oruba:PROPN:obj:-1 .:PUNCT:punct:-2 "
    "The:DET:det:1 attack:NOUN:nsubj:3 on:ADP:case:1 Oruba:PROPN:nmod:-2 angered:VERB:root:0 many:ADJ:obj:-1 "
    ".:PUNCT:punct:-2"
)
POINTED_AT = make_doc(
    "Jets:NOUN/NNS:nsubj:1 bombed:VERB:root:0 Oruba:PROPN:obj:-1 .:PUNCT:punct:-2 "
    "That:DET:det:1 attack:NOUN:nsubj:1 angered:VERB:root:0 many:ADJ:obj:-1 .:PUNCT:punct:-2"
)
ORUBA = frozenset({"oruba"})
MARCH = MentionRef("march", 8, 9, "protest")


def bombing(**about: object) -> MentionRef:
    return MentionRef("bombed", 1, 2, "air_strike", places=ORUBA, **about)  # type: ignore[arg-type]


def test_a_noun_takes_up_what_was_done_at_the_place_it_names():
    """The words "the attack on Oruba" mean what was told of Oruba, whatever that was called."""
    attack = MentionRef("attack", 5, 6, "armed_attack", places=ORUBA)

    assert Referents(TAKEN_UP, [bombing(), attack]).of(attack, MARCH).incident == "bombed"


def test_what_was_done_on_another_day_is_not_taken_up():
    """Happenings whose days are known to differ stay apart."""
    attack = MentionRef("attack", 5, 6, "armed_attack", places=ORUBA, days=(date(2031, 5, 2), date(2031, 5, 2)))
    before = bombing(days=(date(2031, 4, 1), date(2031, 4, 1)))

    assert Referents(TAKEN_UP, [before, attack]).of(attack, MARCH) == attack


def test_what_others_did_is_not_taken_up():
    """Happenings whose doers act for different sides stay apart."""
    attack = MentionRef("attack", 5, 6, "armed_attack", places=ORUBA, sides=frozenset({"XA"}))

    assert Referents(TAKEN_UP, [bombing(sides=frozenset({"XB"})), attack]).of(attack, MARCH) == attack


def test_another_kind_of_deed_is_not_taken_up():
    """An abduction is never called an attack again."""
    attack = MentionRef("attack", 5, 6, "armed_attack", places=ORUBA)
    abducted = MentionRef("abducted", 1, 2, "abduction", places=ORUBA)

    assert Referents(TAKEN_UP, [abducted, attack]).of(attack, MARCH) == attack


def test_a_noun_that_points_takes_up_the_sentence_before():
    """The words "that attack" mean what was told last."""
    attack = MentionRef("attack", 5, 6, "armed_attack", places=ORUBA)

    assert Referents(POINTED_AT, [bombing(), attack]).of(attack, MARCH).incident == "bombed"


def test_a_noun_that_points_takes_up_the_like_before_what_was_told_last():
    """The words "that raid" mean a raid, be a murder told of between."""
    doc = make_doc(
        "Men:NOUN/NNS:nsubj:1 died:VERB:root:0 in:ADP:case:2 a:DET:det:1 raid:NOUN:obl:-3 after:ADP:case:2 "
        "a:DET:det:1 murder:NOUN:nmod:-3 .:PUNCT:punct:-7 "
        "That:DET:det:1 raid:NOUN:nsubj:1 angered:VERB:root:0 many:ADJ:obj:-1 .:PUNCT:punct:-2"
    )
    told = [MentionRef("raid", 4, 5, "armed_attack"), MentionRef("murder", 7, 8, "killing")]
    that = MentionRef("that", 10, 11, "armed_attack")

    assert Referents(doc, [*told, that]).of(that, MentionRef("march", 12, 13, "protest")).incident == "raid"


def test_what_is_answered_was_not_done_by_who_answered():
    """The doer of the answer may have been read as that of "the attack", too, which others did."""
    attack = MentionRef("attack", 5, 6, "armed_attack", places=ORUBA, sides=frozenset({"XA"}))
    march = MentionRef("march", 8, 9, "protest", sides=frozenset({"XA"}))

    assert Referents(TAKEN_UP, [bombing(sides=frozenset({"XB"})), attack]).of(attack, march).incident == "bombed"


def test_a_noun_takes_up_what_was_done_in_the_province_it_names():
    """What happened in a town of Oruba is "the attack on Oruba"."""
    attack = MentionRef("attack", 5, 6, "armed_attack", places=ORUBA)
    before = MentionRef("bombed", 1, 2, "air_strike", places=frozenset({"mora"}), provinces=ORUBA)

    assert Referents(TAKEN_UP, [before, attack]).of(attack, MARCH).incident == "bombed"


def test_the_day_of_what_is_answered_is_not_that_of_the_answer():
    """Beside "the strike of Monday", "the attack" was read to be of Monday, too."""
    monday = (date(2031, 5, 5), date(2031, 5, 5))
    attack = MentionRef("attack", 5, 6, "armed_attack", places=ORUBA, days=monday)
    before = bombing(days=(date(2031, 5, 9), date(2031, 5, 9)))

    march = MentionRef("march", 8, 9, "protest", days=monday)
    assert Referents(TAKEN_UP, [before, attack]).of(attack, march).incident == "bombed"


def test_the_strikes_are_those_told_of_last():
    """Of several air strikes told before, "the strikes" are the last that stand near."""
    doc = make_doc(
        "Jets:NOUN/NNS:nsubj:1 bombed:VERB:root:0 Oruba:PROPN:obj:-1 .:PUNCT:punct:-2 "
        "Others:NOUN/NNS:nsubj:1 struck:VERB:root:0 Mora:PROPN:obj:-1 .:PUNCT:punct:-2 "
        "The:DET:det:1 strikes:NOUN/NNS:nsubj:1 followed:VERB:root:0 talks:NOUN/NNS:obj:-1 .:PUNCT:punct:-2"
    )
    told = [MentionRef("bombed", 1, 2, "air_strike"), MentionRef("struck", 5, 6, "air_strike")]
    strikes = MentionRef("strikes", 9, 10, "air_strike")

    talks = MentionRef("talks", 11, 12, "talks")
    assert Referents(doc, [*told, strikes]).of(strikes, talks).incident == "struck"


def test_what_is_told_more_than_once_stands_for_itself():
    """An incident that other words name as well is not given up for another."""
    attack = MentionRef("attack", 5, 6, "armed_attack", places=ORUBA)
    again = MentionRef("attack", 7, 8, "armed_attack")

    assert Referents(POINTED_AT, [bombing(), attack, again]).of(attack, MARCH) == attack


def test_nothing_is_linked_to_itself():
    """What the noun is linked to is not what it takes up."""
    attack = MentionRef("attack", 5, 6, "armed_attack", places=ORUBA)

    assert Referents(POINTED_AT, [bombing(), attack]).of(attack, bombing()) == attack


def test_a_campaign_is_no_word_for_one_of_its_strikes():
    """What goes on over many deeds takes up none of them."""
    words = "The:DET:det:1 campaign:NOUN:nsubj:3 in:ADP:case:1 Oruba:PROPN:nmod:-2 angered:VERB:root:0 many:ADJ:obj:-1"
    doc = make_doc(f"Jets:NOUN/NNS:nsubj:1 bombed:VERB:root:0 Oruba:PROPN:obj:-1 .:PUNCT:punct:-2 {words}")
    campaign = MentionRef("campaign", 5, 6, "operation", places=ORUBA)

    assert Referents(doc, [bombing(), campaign]).of(campaign, MARCH) == campaign
