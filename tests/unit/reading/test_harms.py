from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from spacy.tokens import Span

from parses import make_context, make_doc
from variorum.reading.happenings import Mention
from variorum.reading.harms import find_harms
from variorum.reading.people import count, group_of
from variorum.reading.voices import Voice, Voices
from variorum_en.annotations import Argument, Trigger

WOMEN_AND_CHILDREN = make_doc(
    "Shells:NOUN/NNS:nsubj:1 killed:VERB:root:0 five:NUM:nummod:1 women:NOUN/NNS:obj:-2 and:CCONJ:cc:2 "
    "three:NUM:nummod:1 children:NOUN/NNS:conj:-3 .:PUNCT:punct:-6"
)
AT_LEAST = make_doc(
    "At:ADP:case:1 least:ADJ/JJS:nmod:1 seven:NUM:nummod:1 soldiers:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 "
    "killed:VERB/VBN:root:0 .:PUNCT:punct:-1"
)
NONE = make_doc(
    "No:DET:det:1 civilians:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 hurt:VERB/VBN:root:0 .:PUNCT:punct:-1"
)
OR = make_doc(
    "Several:ADJ:amod:1 refugees:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 killed:VERB/VBN:root:0 or:CCONJ:cc:1 "
    "injured:VERB/VBN:conj:-2 .:PUNCT:punct:-3"
)


def lemmatised(doc):  # type: ignore[no-untyped-def]
    for token in doc:
        token.lemma_ = {"killed": "kill", "injured": "injure"}.get(token.text, token.lemma_)
    return doc


def harms(doc, at: int, outcome: str, voices: Voices | None = None):  # type: ignore[no-untyped-def]
    trigger = Trigger(at, at + 1, None, outcome, 0.9, 0.9, ())
    word = Mention(0, trigger, doc[at], 0, False, False)
    return list(find_harms(make_context(lemmatised(doc)), word, voices or Voices(()), outcome))


def test_each_counted_group_is_a_harm():
    """Two counted groups, "five women and three children", are two harms."""
    found = harms(WOMEN_AND_CHILDREN, 1, "killed")

    assert [(h.subgroup, h.low, h.high) for h in found] == [("women", 5, 5), ("children", 3, 3)]


def test_at_least_is_open_above():
    """A lower bound leaves the upper one null, and the quote holds the whole count."""
    [harm] = harms(AT_LEAST, 5, "killed")

    assert (harm.group, harm.low, harm.high, harm.quote) == ("military", 7, None, "At least seven soldiers")


def test_no_one_is_zero():
    """A group with "no" is a count of none, not an unknown one."""
    [harm] = harms(NONE, 3, "injured")

    assert (harm.low, harm.high, harm.stance) == (0, 0, "asserts")


def test_killed_or_injured_is_not_told_apart():
    """One count for dead and hurt together is a count of casualties."""
    [harm] = harms(OR, 3, "killed")

    assert (harm.outcome, harm.low, harm.high) == ("casualty", 3, None)


def test_a_harm_has_the_speaker_of_its_words():
    """Within a saying the figure is the speaker's."""
    [harm] = harms(AT_LEAST, 5, "killed", Voices([Voice(0, 6, "army", "asserts")]))

    assert harm.speaker == "army"


def test_a_denied_harm_counts_none():
    """What a speaker denies is a figure of zero on the speaker's account."""
    [harm] = harms(AT_LEAST, 5, "killed", Voices([Voice(0, 6, "army", "denies")]))

    assert (harm.low, harm.high, harm.stance) == (0, 0, "denies")


@pytest.mark.parametrize(
    ("written", "at", "group"),
    [
        ("police:NOUN:compound:1 officers:NOUN/NNS:root:0", 1, "police"),
        ("military:ADJ:amod:1 personnel:NOUN/NNS:root:0", 1, "military"),
        ("rebel:NOUN:compound:1 fighters:NOUN/NNS:root:0", 1, "militant"),
        ("old:ADJ:amod:1 people:NOUN/NNS:root:0", 1, "unknown"),
    ],
)
def test_the_noun_and_its_modifiers_tell_the_group(written, at, group):  # type: ignore[no-untyped-def]
    """Who the harmed are is read from the words for them."""
    assert group == group_of(make_doc(written)[at])[0]


def test_things_are_not_counted_as_people():
    """A noun that is no word for people gives no count."""
    doc = make_doc("houses:NOUN/NNS:root:0")

    assert count(make_context(doc), doc[0]) is None


def test_others_are_of_the_group_counted_before():
    """Two "others" beside a rebel who was killed are rebels too."""
    doc = make_doc(
        "A:DET:det:1 rebel:NOUN/NN:nsubj:pass:2 was:AUX:aux:pass:1 killed:VERB/VBN:root:0 and:CCONJ:cc:4 "
        "two:NUM:nummod:1 others:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 hurt:VERB/VBN:conj:-5 .:PUNCT:punct:-6"
    )

    [harm] = harms(doc, 8, "injured")

    assert (harm.group, harm.low, harm.high) == ("militant", 2, 2)


def test_others_are_not_of_the_group_that_harmed_them():
    """Who is not counted, but acts, lends "others" no group."""
    doc = make_doc(
        "Rebels:NOUN/NNS:nsubj:1 killed:VERB:root:0 three:NUM:obj:-1 and:CCONJ:cc:1 hurt:VERB:conj:-3 "
        "two:NUM:nummod:1 others:NOUN/NNS:obj:-2 .:PUNCT:punct:-6"
    )

    [harm] = harms(doc, 4, "injured")

    assert harm.group == "unknown"


def test_who_suffers_injuries_is_harmed():
    """A noun of harm befalls who suffers it, and who is told to have it."""
    suffered = make_doc(
        "Two:NUM:nummod:1 guards:NOUN/NNS:nsubj:1 suffered:VERB:root:0 burns:NOUN/NNS:obj:-1 .:PUNCT:punct:-2"
    )
    treated = make_doc(
        "Medics:NOUN/NNS:nsubj:1 treated:VERB:root:0 five:NUM:nummod:1 patients:NOUN/NNS:obj:-2 with:ADP:case:1 "
        "wounds:NOUN/NNS:nmod:-2 .:PUNCT:punct:-5"
    )
    for token in suffered:
        token.lemma_ = "suffer" if token.text == "suffered" else token.lemma_

    assert [h.low for h in harms(suffered, 3, "injured")] == [2]
    assert [h.low for h in harms(treated, 5, "injured")] == [5]


def test_things_are_no_casualties():
    """Aircraft that are counted are nobody's harm."""
    doc = make_doc(
        "Gunners:NOUN/NNS:nsubj:1 downed:VERB:root:0 three:NUM:nummod:1 drones:NOUN/NNS:obj:-2 .:PUNCT:punct:-3"
    )
    doc.set_ents([Span(doc, 3, 4, label="PLATFORM")])

    assert harms(doc, 1, "casualty") == []


def test_an_age_is_no_count():
    """A number between commas after a name, or before "years", is how old somebody is."""
    named = make_doc(
        "Isa:PROPN:nsubj:4 ,:PUNCT:punct:1 10:NUM:appos:-2 ,:PUNCT:punct:-1 died:VERB:root:0 .:PUNCT:punct:-1"
    )
    years = make_doc(
        "The:DET:det:1 dead:NOUN:nsubj:5 were:AUX:cop:4 28:NUM:nummod:3 and:CCONJ:cc:1 31:NUM:conj:-2 "
        "years:NOUN:obl:1 old:ADJ:root:0 .:PUNCT:punct:-1"
    )

    assert count(make_context(named), named[2]) is None
    assert count(make_context(years), years[3]) is None


def test_who_speaks_lends_others_no_group():
    """People without a noun are not of the kind of who tells of them."""
    doc = make_doc(
        "A:DET:det:1 minister:NOUN/NN:nsubj:1 said:VERB:root:0 that:SCONJ:mark:3 seven:NUM:nsubj:pass:2 "
        "were:AUX:aux:pass:1 killed:VERB/VBN:ccomp:-4 .:PUNCT:punct:-5"
    )

    assert [h.group for h in harms(doc, 6, "killed")] == ["unknown"]


@pytest.mark.parametrize(
    ("written", "at", "found"),
    [
        (
            "Shells:NOUN/NNS:nsubj:1 killed:VERB:root:0 four:NUM:nummod:1 guests:NOUN/NNS:obj:-2 ,:PUNCT:punct:2 "
            "three:NUM:appos:-2 of:ADP:case:1 them:PRON:nmod:-2 women:NOUN/NNS:appos:-3 .:PUNCT:punct:-8",
            1,
            [(None, 4), ("women", 3)],
        ),
        (
            "Four:NUM:nummod:1 guests:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 killed:VERB/VBN:root:0 "
            ",:PUNCT:punct:2 including:VERB/VBG:case:2 three:NUM:nummod:1 women:NOUN/NNS:obl:-4 .:PUNCT:punct:-5",
            3,
            [(None, 4), ("women", 3)],
        ),
        (
            "Four:NUM:nummod:1 guests:NOUN/NNS:nsubj:pass:9 ,:PUNCT:punct:2 a:DET:det:1 soldier:NOUN:appos:-3 "
            "and:CCONJ:cc:2 three:NUM:nummod:1 women:NOUN/NNS:conj:-3 ,:PUNCT:punct:-7 were:AUX:aux:pass:1 "
            "killed:VERB/VBN:root:0 .:PUNCT:punct:-1",
            10,
            [(None, 4), ("soldier", 1), ("women", 3)],
        ),
        (
            "Shells:NOUN/NNS:nsubj:1 killed:VERB:root:0 four:NUM:nummod:1 children:NOUN/NNS:obj:-2 and:CCONJ:cc:1 "
            "teenagers:NOUN/NNS:conj:-2 .:PUNCT:punct:-5",
            1,
            [("children", 4)],
        ),
    ],
    ids=["of them", "including", "a list", "one number for both"],
)
def test_parts_of_a_count_are_counts(written: str, at: int, found: list[tuple[str | None, int]]) -> None:
    """Who is told apart within a number is counted again; a plural beside a number is in it."""
    assert [(h.subgroup, h.low) for h in harms(make_doc(written), at, "killed")] == found


def test_no_casualties_are_those_of_who_suffered_none():
    """Of soldiers who suffered no casualties none was harmed."""
    doc = make_doc(
        "Soldiers:NOUN/NNS:nsubj:1 suffered:VERB:root:0 no:DET:det:1 casualties:NOUN/NNS:obj:-2 .:PUNCT:punct:-3"
    )
    doc[1].lemma_ = "suffer"
    [harm] = harms(doc, 3, "casualty")
    assert (harm.group, harm.low, harm.high) == ("military", 0, 0)


def named(doc):  # type: ignore[no-untyped-def]
    doc.ents = [Span(doc, t.i, t.i + 1, label="PER") for t in doc if t.pos_ == "PROPN"]
    return doc


def test_named_dead_are_one_count():
    """Three who are named one after another are three dead, with their names."""
    doc = named(
        make_doc(
            "Ismet:PROPN:nsubj:pass:6 ,:PUNCT:punct:1 Lena:PROPN:conj:-2 and:CCONJ:cc:1 Odo:PROPN:conj:-4 "
            "were:AUX:aux:pass:1 killed:VERB/VBN:root:0 .:PUNCT:punct:-1"
        )
    )
    context = replace(make_context(doc), actors=SimpleNamespace(resolve_head=lambda token: None))
    word = Mention(0, Trigger(6, 7, None, "killed", 0.9, 0.9, ()), lemmatised(doc)[6], 0, False, False)
    [harm] = find_harms(context, word, Voices(()), "killed")
    assert (harm.names, harm.low, harm.high) == (("Ismet", "Lena", "Odo"), 3, 3)


@pytest.mark.parametrize(("noun", "group"), [("leader:NOUN", "unknown"), ("Odo:PROPN", "official")])
def test_a_rank_before_a_noun_is_none(noun: str, group: str) -> None:
    """A deputy leader is no deputy; Deputy Odo is one."""
    doc = make_doc(f"Deputy:NOUN:compound:1 {noun}:root:0 .:PUNCT:punct:-1")
    assert group_of(doc[1])[0] == group


def of_group(written: str, at: int, **types: str):  # type: ignore[no-untyped-def]
    """Give the groups of the harm at a token, where the words named are actors of the types given."""
    doc = make_doc(written)
    actors = SimpleNamespace(
        resolve_head=lambda token, create=True: token.lower_ if token.lower_ in types else None,
        get=lambda name: SimpleNamespace(type=types[name], parent=None, mentions=()),
    )
    word = Mention(0, Trigger(at, at + 1, None, "killed", 0.9, 0.9, ()), doc[at], 0, False, False)
    context = replace(make_context(doc), actors=actors)
    return [h.group for h in find_harms(context, word, Voices(()), "killed")]


def test_members_are_of_the_group_of_their_body():
    """Two members of a front are militants, whatever its name is made of."""
    written = (
        "Two:NUM:nummod:1 members:NOUN/NNS:nsubj:pass:5 of:ADP:case:2 the:DET:det:1 Front:PROPN:nmod:-3 "
        "were:AUX:aux:pass:1 killed:VERB/VBN:root:0 .:PUNCT:punct:-1"
    )
    assert of_group(written, 6, front="armed_group") == ["militant"]


def test_the_men_whom_a_force_lost_are_its_own():
    """Of the men that an army lost all are soldiers."""
    written = "The:DET:det:1 army:NOUN:nsubj:1 lost:VERB:root:0 nine:NUM:nummod:1 men:NOUN/NNS:obj:-2 .:PUNCT:punct:-3"
    assert of_group(written, 2, army="military") == ["military"]


def test_an_attorney_general_is_no_general():
    """A rank of two words before a name is taken whole."""
    doc = make_doc("Attorney:PROPN:compound:2 General:PROPN:compound:1 Odo:PROPN:root:0 .:PUNCT:punct:-1")
    assert group_of(doc[2])[0] == "official"


def test_who_is_shot_at_is_not_hurt():
    """People who were shot at were aimed at and no more."""
    written = (
        "Two:NUM:nummod:1 nurses:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 shot:VERB/VBN:root:0 {}:ADV:advmod:-1 "
        ".:PUNCT:punct:-2"
    )

    assert harms(make_doc(written.format("at")), 3, "injured") == []
    assert [h.low for h in harms(make_doc(written.format("yesterday")), 3, "injured")] == [2]


def test_harm_that_was_done_to_nobody_since_is_of_other_times():
    """That no one had been killed since a happening is told of the years after it."""
    doc = make_doc(
        "No:DET:det:1 soldier:NOUN:nsubj:pass:3 had:AUX:aux:2 been:AUX:aux:pass:1 killed:VERB/VBN:root:0 "
        "since:SCONJ:case:1 1997:NUM:obl:-2 .:PUNCT:punct:-3"
    )

    assert harms(doc, 4, "killed") == []


def test_what_else_is_said_of_the_dead_takes_nothing_away():
    """Rebels who were arrested and then found dead are dead as well as arrested."""
    doc = make_doc(
        "Two:NUM:nummod:1 rebels:NOUN/NNS:nsubj:pass:5 arrested:VERB/VBN:acl:-1 in:ADP:case:1 May:PROPN:obl:-2 "
        "were:AUX:aux:pass:1 found:VERB/VBN:root:0 dead:ADJ:xcomp:-1 .:PUNCT:punct:-2"
    )
    arrest = Mention(1, Trigger(2, 3, None, "detained", 0.9, 0.9, ()), doc[2], 0, False, False)
    death = Mention(0, Trigger(7, 8, None, "killed", 0.9, 0.9, ()), doc[7], 0, False, False)

    found = find_harms(make_context(doc), death, Voices(()), "killed", [arrest])

    assert [(h.outcome, h.group, h.low) for h in found] == [("killed", "militant", 2)]


def test_adjectives_with_a_number_are_counted_by_it():
    """In "40 dead and 80 wounded" each number is of its own word."""
    doc = make_doc(
        "A:DET:det:1 toll:NOUN:root:0 of:ADP:case:2 40:NUM:nummod:1 dead:ADJ:nmod:-3 and:CCONJ:cc:2 80:NUM:nummod:1 "
        "wounded:ADJ:conj:-3 .:PUNCT:punct:-7"
    )
    victims = (Argument(3, 4, "victim", 0.9), Argument(6, 7, "victim", 0.9))
    words = [
        Mention(n, Trigger(at, at + 1, None, outcome, 0.9, 0.9, victims), doc[at], 0, False, False)
        for n, (at, outcome) in enumerate([(4, "killed"), (7, "injured")])
    ]

    context = replace(make_context(doc), actors=SimpleNamespace(resolve_head=lambda token: None))

    pairs = zip(words, reversed(words), strict=True)
    found = [h for m, other in pairs for h in find_harms(context, m, Voices(()), m.trigger.outcome, [other])]

    assert {(h.outcome, h.low) for h in found} == {("killed", 40), ("injured", 80)}


@pytest.mark.parametrize(
    ("taker", "outcome"), [("Soldiers", "detained"), ("Rebels", "abducted"), ("Inmates", "abducted")]
)
def test_who_holds_tells_custody_from_abduction(taker, outcome):  # type: ignore[no-untyped-def]
    """The state's forces detain those whom they hold; others abduct them."""
    doc = make_doc(
        f"{taker}:NOUN/NNS:nsubj:1 held:VERB:root:0 two:NUM:nummod:1 teachers:NOUN/NNS:obj:-2 .:PUNCT:punct:-3"
    )
    context = replace(make_context(doc), actors=SimpleNamespace(resolve_head=lambda token, create: None))
    word = Mention(0, Trigger(1, 2, None, "detained", 0.9, 0.9, ()), doc[1], 0, False, False)

    assert [h.outcome for h in find_harms(context, word, Voices(()), "detained")] == [outcome]


def test_a_number_has_the_group_of_those_attacked():
    """Six who were killed by firing on pupils were pupils."""
    doc = make_doc(
        "Gunmen:NOUN/NNS:nsubj:1 fired:VERB:root:0 on:ADP:case:1 pupils:NOUN/NNS:obl:-2 ,:PUNCT:punct:1 "
        "killing:VERB/VBG:advcl:-4 six:NUM:obj:-1 .:PUNCT:punct:-6"
    )

    [harm] = harms(doc, 5, "killed")

    assert (harm.group, harm.low) == ("civilian", 6)


def test_the_wounded_are_no_one_person():
    """An adjective that with an article stands for people counts nobody."""
    doc = make_doc("They:PRON:nsubj:1 fetched:VERB:root:0 the:DET:det:1 wounded:NOUN:obj:-2 .:PUNCT:punct:-3")

    assert count(make_context(doc), doc[3]) is None


@pytest.mark.parametrize(
    "written",
    [
        "A:DET:det:1 man:NOUN:root:0 of:ADP:case:1 23:NUM:nmod:-2",
        "a:DET:det:1 city:NOUN:root:0 of:ADP:case:1 200,000:NUM:nmod:-2",
        "aged:ADJ:root:0 13:NUM:nummod:1 months:NOUN/NNS:obl:-2 and:CCONJ:cc:1 13:NUM:conj:-2",
    ],
)
def test_years_and_inhabitants_are_nobody_who_was_harmed(written):  # type: ignore[no-untyped-def]
    """How old somebody is, and how many a place has, counts no victims."""
    doc = make_doc(written)

    assert count(make_context(doc), doc[len(doc) - 1]) is None


def test_a_number_has_the_group_of_what_the_number_of_counts():
    """Eight at which the number of children killed is put are children."""
    doc = make_doc(
        "They:PRON:nsubj:1 put:VERB:root:0 the:DET:det:1 number:NOUN:obj:-2 of:ADP:case:1 children:NOUN/NNS:nmod:-2 "
        "killed:VERB/VBN:acl:-1 at:ADP:case:1 eight:NUM:obl:-2 .:PUNCT:punct:-8"
    )
    victim = (Argument(8, 9, "victim", 0.9),)
    word = Mention(0, Trigger(6, 7, None, "killed", 0.9, 0.9, victim), doc[6], 0, False, False)

    assert ("civilian", 8) in {(h.group, h.low) for h in find_harms(make_context(doc), word, Voices(()), "killed")}


def test_who_gives_a_number_is_answerable_for_it():
    """A verb outside of what is said has its figure on the account of whoever says it."""
    found = harms(AT_LEAST, 5, "killed", Voices([Voice(0, 4, "army", "asserts")]))

    assert [h.speaker for h in found] == ["army"]


def test_that_nobody_was_arrested_is_no_harm():
    """No arrests are the absence of news, and nobody's fate."""
    doc = make_doc(
        "No:DET:det:1 suspects:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 arrested:VERB/VBN:root:0 .:PUNCT:punct:-1"
    )

    assert harms(doc, 3, "detained") == []


def test_people_are_of_the_word_that_they_hang_on():
    """In "two bodies and 100 wounded men" the men are the wounded's."""
    doc = make_doc(
        "Two:NUM:nummod:1 bodies:NOUN/NNS:nsubj:pass:5 and:CCONJ:cc:3 100:NUM:nummod:2 wounded:ADJ:amod:1 "
        "men:NOUN/NNS:conj:-4 were:AUX:aux:pass:1 brought:VERB/VBN:root:0 .:PUNCT:punct:-1"
    )
    victims = (Argument(0, 2, "victim", 0.9), Argument(3, 6, "victim", 0.9))
    context = replace(make_context(doc), actors=SimpleNamespace(resolve_head=lambda token: None))
    bodies, wounded = (
        Mention(n, Trigger(at, at + 1, None, outcome, 0.9, 0.9, victims), doc[at], 0, False, False)
        for n, (at, outcome) in enumerate([(1, "killed"), (4, "injured")])
    )

    assert [h.low for h in find_harms(context, bodies, Voices(()), "killed", [wounded])] == [2]
    assert [h.low for h in find_harms(context, wounded, Voices(()), "injured", [bodies])] == [100]


def test_whom_another_verb_governs_is_no_victim():
    """Where a verb has an object of its own, neither its doer nor another verb's object was harmed by it."""
    doc = make_doc(
        "They:PRON:nsubj:1 tied:VERB:root:0 five:NUM:nummod:1 children:NOUN/NNS:obj:-2 and:CCONJ:cc:1 "
        "shot:VERB:conj:-4 two:NUM:nummod:1 guards:NOUN/NNS:obj:-2 dead:ADJ:xcomp:-3 .:PUNCT:punct:-8"
    )
    victims = (Argument(2, 4, "victim", 0.9), Argument(6, 8, "victim", 0.9))
    word = Mention(0, Trigger(5, 6, None, "killed", 0.9, 0.9, victims), doc[5], 0, False, False)

    assert [h.low for h in find_harms(make_context(doc), word, Voices(()), "killed")] == [2]


def test_one_of_them_is_one():
    """A person of several is counted, though "one" by itself is no number."""
    doc = make_doc(
        "One:NUM:nsubj:pass:4 of:ADP:case:1 them:PRON:nmod:-2 was:AUX:aux:pass:1 injured:VERB/VBN:root:0 "
        ".:PUNCT:punct:-1"
    )

    one = count(make_context(doc), doc[0])

    assert one is not None
    assert (one.low, one.high) == (1, 1)


@pytest.mark.parametrize(("body", "group"), [("sheriff", "police"), ("parliament", "official")])
def test_deputies_are_of_the_sheriff_or_of_parliament(body, group):  # type: ignore[no-untyped-def]
    """A deputy is a policeman where the report has a sheriff, and a politician elsewhere."""
    doc = make_doc(f"Two:NUM:nummod:1 deputies:NOUN/NNS:nsubj:1 left:VERB:root:0 the:DET:det:1 {body}:NOUN:obj:-2")

    assert group_of(doc[1])[0] == group


def test_somebody_is_what_any_mention_calls_him():
    """A name alone has the group of the title that it bears elsewhere."""
    doc = make_doc(
        "Constable:NOUN:compound:1 Roe:PROPN:nsubj:1 fell:VERB:root:0 .:PUNCT:punct:-1 "
        "Roe:PROPN:nsubj:1 died:VERB:root:0 .:PUNCT:punct:-1"
    )
    for at in (1, 4):
        doc[at].ent_type_ = "PER"
    mention = SimpleNamespace(start=0, end=13, quote="Roe")
    actors = SimpleNamespace(
        resolve_head=lambda token, create=True: "roe",
        get=lambda name: SimpleNamespace(type="person", parent=None, mentions=[mention]),
    )
    word = Mention(
        0, Trigger(5, 6, None, "killed", 0.9, 0.9, (Argument(4, 5, "victim", 0.9),)), doc[5], 1, False, False
    )

    [harm] = find_harms(replace(make_context(doc), actors=actors), word, Voices(()), "killed")

    assert harm.group == "police"


def test_a_number_before_the_word_of_harm_is_of_those_harmed():
    """In "46 people were killed and 129 hurt" the second number needs no noun."""
    doc = make_doc(
        "46:NUM:nummod:1 people:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 killed:VERB/VBN:root:0 and:CCONJ:cc:2 "
        "129:NUM:nummod:1 hurt:ADJ:conj:-3 .:PUNCT:punct:-4"
    )
    context = replace(make_context(doc), actors=SimpleNamespace(resolve_head=lambda token: None))
    killed, hurt = (
        Mention(n, Trigger(at, at + 1, None, outcome, 0.9, 0.9, ()), doc[at], 0, False, False)
        for n, (at, outcome) in enumerate([(3, "killed"), (6, "injured")])
    )

    assert [h.low for h in find_harms(context, hurt, Voices(()), "injured", [killed])] == [129]


def test_two_kinds_of_soldiers_are_two_counts():
    """In "two Kenyan and three Somali soldiers" each number is a harm of its own."""
    doc = make_doc(
        "Two:NUM:nummod:5 Kenyan:ADJ:amod:4 and:CCONJ:cc:1 three:NUM:conj:-2 Somali:ADJ:amod:1 "
        "soldiers:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 killed:VERB/VBN:root:0"
    )

    assert [(h.group, h.low) for h in harms(doc, 7, "killed")] == [("military", 2), ("military", 3)]


def test_the_named_dead_are_one_count_though_their_ages_are_told():
    """What is told of somebody behind the name parts no enumeration."""
    doc = make_doc(
        "Roe:PROPN:nsubj:pass:10 ,:PUNCT:punct:1 26:NUM:nmod:unmarked:-2 ,:PUNCT:punct:4 Poe:PROPN:conj:-4 "
        ",:PUNCT:punct:1 9:NUM:nmod:unmarked:-2 ,:PUNCT:punct:-1 indeed:ADV:advmod:2 were:AUX:aux:pass:1 "
        "killed:VERB/VBN:root:0"
    )
    for at in (0, 4):
        doc[at].ent_type_ = "PER"
    context = replace(make_context(doc), actors=SimpleNamespace(resolve_head=lambda token, create=True: None))
    word = Mention(0, Trigger(10, 11, None, "killed", 0.9, 0.9, ()), doc[10], 0, False, False)

    [harm] = find_harms(context, word, Voices(()), "killed")

    assert (harm.low, harm.names) == (2, ("Roe", "Poe"))


def test_the_hurt_are_of_those_who_were_bombed_as_the_dead_are():
    """In "bombed soldiers, killing ten and wounding eight" both numbers are of soldiers."""
    doc = make_doc(
        "Jets:NOUN:nsubj:1 bombed:VERB:root:0 soldiers:NOUN/NNS:obj:-1 ,:PUNCT:punct:1 killing:VERB/VBG:advcl:-3 "
        "ten:NUM:obj:-1 and:CCONJ:cc:1 wounding:VERB/VBG:conj:-3 eight:NUM:obj:-1"
    )

    [harm] = harms(doc, 7, "injured")

    assert (harm.low, harm.group) == (8, "military")


def test_nobody_of_people_told_before_is_hurt():
    """In "the officers were not injured" none was, though their number is not told."""
    doc = make_doc(
        "The:DET:det:1 officers:NOUN/NNS:nsubj:pass:3 were:AUX:aux:pass:2 not:PART:advmod:1 injured:VERB/VBN:root:0"
    )

    [harm] = harms(doc, 4, "injured")

    assert (harm.group, harm.low, harm.high) == ("police", 0, 0)


def harms_of(doc, at: int, outcome: str):  # type: ignore[no-untyped-def]
    """Give the harms that a word tells of people who are no actors."""
    context = replace(make_context(doc), actors=SimpleNamespace(resolve_head=lambda token, create=True: None))
    word = Mention(0, Trigger(at, at + 1, None, outcome, 0.9, 0.9, ()), doc[at], 0, False, False)
    return list(find_harms(context, word, Voices(()), outcome))


def test_no_reports_of_deaths_are_none():
    """Harm of which there are no reports befell nobody."""
    doc = make_doc(
        "There:PRON:expl:1 were:VERB:root:0 no:DET:det:1 reports:NOUN/NNS:nsubj:-2 of:ADP:case:1 "
        "deaths:NOUN/NNS:nmod:-2"
    )

    [harm] = harms_of(doc, 5, "killed")

    assert (harm.low, harm.high) == (0, 0)


def test_shares_of_a_count_go_on():
    """In "30 people, 14 of them children and nine women" the second share is counted too."""
    doc = make_doc(
        "30:NUM:nummod:1 people:NOUN/NNS:nsubj:9 ,:PUNCT:punct:1 14:NUM:appos:-2 of:ADP:case:1 them:PRON:nmod:-2 "
        "children:NOUN/NNS:dep:-3 and:CCONJ:cc:2 nine:NUM:nummod:1 women:NOUN/NNS:conj:-3 died:VERB:root:0"
    )
    doc[10].lemma_ = "die"

    assert [(h.subgroup, h.low) for h in harms_of(doc, 10, "killed")] == [(None, 30), ("children", 14), ("women", 9)]


def test_shares_have_the_group_that_they_are_said_to_be_of():
    """In "46 of the wounded were soldiers" the number is of soldiers."""
    doc = make_doc(
        "46:NUM:nsubj:5 of:ADP:case:2 the:DET:det:1 wounded:NOUN:nmod:-3 were:AUX:cop:1 soldiers:NOUN/NNS:root:0"
    )

    [harm] = harms_of(doc, 3, "injured")

    assert (harm.group, harm.subgroup, harm.low) == ("military", "soldiers", 46)


def test_nobody_died():
    """Where no one died nobody was harmed, as where no one was killed."""
    doc = make_doc("Nobody:PRON:nsubj:1 died:VERB:root:0 there:ADV:advmod:-1")
    doc[1].lemma_ = "die"

    [harm] = harms_of(doc, 1, "killed")

    assert (harm.low, harm.high) == (0, 0)


def test_a_couple_of_nurses_are_two():
    """A noun that tells how many counts the people behind it."""
    doc = make_doc(
        "Shells:NOUN:nsubj:1 killed:VERB:root:0 a:DET:det:1 couple:NOUN:obj:-2 of:ADP:case:1 nurses:NOUN/NNS:nmod:-2"
    )

    assert [(h.group, h.low) for h in harms_of(doc, 1, "killed")] == [("civilian", 2)]


def test_the_police_that_raised_a_toll_are_its_speaker():
    """Where no saying is heard, who is told to give a number is answerable for it."""
    doc = make_doc("Police:NOUN:nsubj:1 raised:VERB:root:0 the:DET:det:1 toll:NOUN:obj:-2 to:ADP:case:1 31:NUM:obl:-4")
    actors = SimpleNamespace(
        resolve_head=lambda token, create=True: token.lower_ if token.pos_ == "NOUN" else None,
        get=lambda name: SimpleNamespace(type="police", parent=None, mentions=[]),
    )
    word = Mention(0, Trigger(3, 4, None, "killed", 0.9, 0.9, ()), doc[3], 0, False, False)

    [harm] = find_harms(replace(make_context(doc), actors=actors), word, Voices(()), "killed")

    assert (harm.low, harm.speaker) == (31, "police")


@pytest.mark.parametrize(
    "written",
    [
        "Shells:NOUN/NNS:nsubj:1 hurt:VERB:root:0 members:NOUN/NNS:obj:-1 of:ADP:case:2 one:NUM:nummod:1 "
        "family:NOUN:nmod:-3",
        "Many:ADJ:nsubj:pass:4 of:ADP:case:1 them:PRON:nmod:-2 were:AUX:aux:pass:1 hurt:VERB/VBN:root:0",
    ],
    ids=["of one family", "many of them"],
)
def test_words_that_count_nobody_anew(written: str) -> None:
    """The family that others were of, and a share without a number, are no count."""
    doc = make_doc(written)
    at = next(t.i for t in doc if t.text == "hurt")
    people = doc[0] if doc[0].text == "Many" else doc[5]
    trigger = Trigger(at, at + 1, None, "injured", 0.9, 0.9, (Argument(people.i, people.i + 1, "victim", 0.9),))
    word = Mention(0, trigger, doc[at], 0, False, False)
    context = replace(make_context(doc), actors=SimpleNamespace(resolve_head=lambda token, create=True: None))

    assert [h.quote for h in find_harms(context, word, Voices(()), "injured") if people.text in h.quote] == []


def test_the_injured_man_was_told_of_before():
    """One who with the article is called by his harm is nobody new; one without it is."""
    the, a = (
        make_doc(f"{word}:DET:det:2 injured:VERB/VBN:amod:1 man:NOUN/NN:nsubj:1 spoke:VERB:root:0")
        for word in ("The", "An")
    )

    assert [len(harms_of(doc, 1, "injured")) for doc in (the, a)] == [0, 1]


def test_who_says_so_is_not_harmed():
    """The speaker whom the model takes for a victim is none."""
    doc = make_doc(
        "Rebels:NOUN/NNS:nsubj:1 killed:VERB:root:0 nurses:NOUN/NNS:obj:-1 ,:PUNCT:punct:3 a:DET:det:1 "
        "woman:NOUN/NN:nsubj:1 said:VERB:parataxis:-5"
    )
    trigger = Trigger(1, 2, None, "killed", 0.9, 0.9, (Argument(4, 6, "victim", 0.9),))
    word = Mention(0, trigger, doc[1], 0, False, False)
    context = replace(make_context(doc), actors=SimpleNamespace(resolve_head=lambda token, create=True: None))

    assert [h.quote for h in find_harms(context, word, Voices(()), "killed")] == ["nurses"]


def test_who_speaks_of_the_dead_is_none_of_them():
    """In "the nurse spoke of eight dead" the nurse, whom the model takes for a victim, is alive."""
    doc = make_doc(
        "The:DET:det:1 nurse:NOUN/NN:nsubj:1 spoke:VERB:root:0 of:ADP:case:2 eight:NUM:nummod:1 dead:NOUN/NNS:obl:-3"
    )
    trigger = Trigger(5, 6, None, "killed", 0.9, 0.9, (Argument(0, 2, "victim", 0.9),))
    word = Mention(0, trigger, doc[5], 0, False, False)
    context = replace(make_context(doc), actors=SimpleNamespace(resolve_head=lambda token, create=True: None))

    assert [h.low for h in find_harms(context, word, Voices(()), "killed")] == [8]


def test_who_is_stabbed_counts_as_a_casualty_and_who_is_raped_as_hurt():
    """Violence that is not told to have killed has not."""
    stabbed, raped = (
        make_doc(f"Men:NOUN/NNS:nsubj:1 {verb}:VERB:root:0 two:NUM:nummod:1 nurses:NOUN/NNS:obj:-2")
        for verb in ("stabbed", "raped")
    )

    assert [harms_of(doc, 1, "killed")[0].outcome for doc in (stabbed, raped)] == ["casualty", "injured"]


def test_others_beside_a_mayor_hold_no_office():
    """In "killed the mayor and 15 others" the others are not officials."""
    doc = make_doc(
        "Jets:NOUN/NNS:nsubj:1 killed:VERB:root:0 a:DET:det:1 mayor:NOUN/NN:obj:-2 and:CCONJ:cc:2 15:NUM:nummod:1 "
        "others:NOUN/NNS:conj:-3"
    )

    assert [(h.group, h.low) for h in harms_of(doc, 1, "killed")] == [("official", 1), ("unknown", 15)]


def test_a_share_has_its_own_group():
    """In "five of them children" the number is of children, whatever was counted before."""
    doc = make_doc("Five:NUM:nsubj:4 of:ADP:case:1 them:PRON:nmod:-2 children:NOUN/NNS:appos:-3 died:VERB:root:0")
    doc[4].lemma_ = "die"

    assert {(h.group, h.subgroup) for h in harms_of(doc, 4, "killed")} == {("civilian", "children")}


def test_at_least_is_no_aim():
    """Who "shot at least two nurses" hit them; who shot at two nurses may have missed."""
    hit = make_doc(
        "Men:NOUN/NNS:nsubj:1 shot:VERB:root:0 at:ADP:case:1 least:ADJ:nmod:1 two:NUM:nummod:1 nurses:NOUN/NNS:obj:-4"
    )
    aimed = make_doc("Men:NOUN/NNS:nsubj:1 shot:VERB:root:0 at:ADP:case:2 two:NUM:nummod:1 nurses:NOUN/NNS:obj:-3")

    assert [[h.low for h in harms_of(doc, 1, "injured")] for doc in (hit, aimed)] == [[2], []]


def test_casualties_that_a_side_suffered_are_counted_by_themselves():
    """In "the army suffered 23 casualties" the number is of casualties, and not the army."""
    doc = make_doc("Soldiers:NOUN/NNS:nsubj:1 suffered:VERB:root:0 23:NUM:nummod:1 casualties:NOUN/NNS:obj:-2")

    assert [h.low for h in harms_of(doc, 3, "casualty")] == [23]


def test_a_rebel_bombing_lends_its_victims_no_group():
    """What did the harm is no kind of people that a bare number could be of."""
    doc = make_doc(
        "A:DET:det:2 rebel:NOUN:compound:1 bombing:NOUN/NN:nsubj:1 killed:VERB:root:0 others:NOUN/NNS:obj:-1"
    )

    assert {h.group for h in harms_of(doc, 3, "killed")} == {"unknown"}


def test_a_couple_is_two():
    """A couple who were killed are two people."""
    doc = make_doc("Men:NOUN/NNS:nsubj:1 killed:VERB:root:0 a:DET:det:2 frail:ADJ:amod:1 couple:NOUN/NN:obj:-3")

    assert [(h.low, h.high) for h in harms_of(doc, 1, "killed")] == [(2, 2)]


def test_suspected_members_of_any_body_are_fighters():
    """Who is killed as a suspected member was taken for a fighter, though the body is not known."""
    doc = make_doc(
        "Jets:NOUN/NNS:nsubj:1 killed:VERB:root:0 two:NUM:nummod:2 suspected:ADJ:amod:1 members:NOUN/NNS:obj:-3 "
        "of:ADP:case:1 Zenda:PROPN:nmod:-2"
    )

    assert [h.group for h in harms_of(doc, 1, "killed")] == ["militant"]


def test_who_is_shot_dead_is_killed():
    """In "shot 30 people dead" nobody is merely hurt."""
    doc = make_doc(
        "Men:NOUN/NNS:nsubj:1 shot:VERB:root:0 30:NUM:nummod:1 people:NOUN/NNS:obj:-2 dead:ADJ:xcomp:-1 "
        "in:ADP:case:1 town:NOUN/NN:obl:-5"
    )

    assert [(h.outcome, h.low) for h in harms_of(doc, 1, "injured")] == [("killed", 30)]


def test_some_of_them_are_of_those_told_of_before():
    """In "youths ambushed rebels and killed several of them" the dead are rebels, and not who did it."""
    doc = make_doc(
        "Youths:NOUN/NNS:nsubj:1 ambushed:VERB:root:0 rebels:NOUN/NNS:obj:-1 and:CCONJ:cc:1 killed:VERB:conj:-3 "
        "two:NUM:obj:-1 of:ADP:case:1 them:PRON:nmod:-2"
    )

    assert [(h.group, h.low) for h in harms_of(doc, 4, "killed")] == [("militant", 2)]


def test_who_does_what_a_relative_clause_says_is_no_victim():
    """In "soldiers, who captured it" nobody was captured, whatever the model hears."""
    doc = make_doc(
        "They:PRON:nsubj:1 drove:VERB:root:0 out:ADV:advmod:-1 twelve:NUM:nummod:1 soldiers:NOUN/NNS:obj:-3 "
        ",:PUNCT:punct:2 who:PRON/WP:nsubj:1 captured:VERB:acl:relcl:-3 it:PRON:obj:-1 .:PUNCT:punct:-8"
    )
    victim = (Argument(3, 5, "victim", 0.9),)
    word = Mention(0, Trigger(7, 8, "territory_change", "captured", 0.9, 0.9, victim), doc[7], 0, False, False)

    assert list(find_harms(make_context(doc), word, Voices(()), "captured")) == []


def harms_heard(doc, at: int, outcome: str, victim: tuple[int, int], score: float = 0.9):  # type: ignore[no-untyped-def]
    """Give the harms of a word with whom the model hears it befell, who are no actors."""
    context = replace(make_context(doc), actors=SimpleNamespace(resolve_head=lambda token, create=True: None))
    heard = (Argument(*victim, "victim", score),)
    word = Mention(0, Trigger(at, at + 1, None, outcome, 0.9, 0.9, heard), doc[at], 0, False, False)
    return list(find_harms(context, word, Voices(()), outcome))


def killed_six(noun: str, score: float) -> list[int]:
    """Give how many people "it killed six ..." tells of, by how sure the model is of them."""
    doc = make_doc(f"It:PRON:nsubj:1 killed:VERB:root:0 six:NUM:nummod:1 {noun}:NOUN/NNS:obj:-2")
    return [h.low for h in harms_heard(doc, 1, "killed", (2, 4), score)]


def test_a_noun_that_no_list_knows_is_for_people_where_the_model_is_sure():
    """In "killed six dishwashers" six people are dead, in "killed six goats" nobody is."""
    assert killed_six("dishwashers", 0.9) == [6]
    assert killed_six("dishwashers", 0.5) == []
    assert killed_six("goats", 0.9) == []


def test_another_is_one_of_the_kind_told_before():
    """In "one soldier was killed and another was hurt" the hurt one is a soldier."""
    doc = make_doc(
        "One:NUM:nummod:1 soldier:NOUN/NN:nsubj:pass:2 was:AUX:aux:pass:1 killed:VERB/VBN:root:0 and:CCONJ:cc:3 "
        "another:DET:nsubj:pass:2 was:AUX:aux:pass:1 hurt:VERB/VBN:conj:-4"
    )

    assert [(h.group, h.low) for h in harms_heard(doc, 7, "injured", (5, 6))] == [("military", 1)]


def test_who_has_wounds_is_hurt():
    """In "sixty had bullet wounds", told as one word of harm, sixty people are hurt."""
    doc = make_doc("Sixty:NUM:nsubj:1 had:VERB/VBD:root:0 bullet:NOUN:compound:1 wounds:NOUN/NNS:obj:-2")

    assert [h.low for h in harms_of(doc, 1, "injured")] == [60]
