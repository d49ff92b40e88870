import pytest
from spacy.tokens import Span

from parses import make_context, make_doc
from variorum.model import Link
from variorum.reading.links import find_links, told_apart
from variorum.reading.referents import MentionRef

STRIKES_AFTER_RAID = make_doc(
    "Jets:NOUN/NNS:nsubj:1 bombed:VERB:root:0 the:DET:det:1 port:NOUN:obj:-2 in:ADP:case:1 response:NOUN:obl:-4 "
    "to:ADP:case:2 the:DET:det:1 raid:NOUN:nmod:-3 .:PUNCT:punct:-8"
)
SHELLING_AFTER = (
    "Gunners:NOUN/NNS:nsubj:1 shelled:VERB:root:0 Oruba:PROPN:obj:-1 after:ADP:case:2 the:DET:det:1 "
    "{}:NOUN:obl:-4 .:PUNCT:punct:-5"
)


def pairs(links: tuple[Link, ...]) -> list[tuple[str, str, str]]:
    return [(link.from_, link.type, link.to) for link in links]


def test_an_explicit_response_is_linked():
    """What is done "in response to" a happening answers it."""
    refs = [MentionRef("jets", 1, 2, "air_strike"), MentionRef("raid", 7, 9, "armed_attack")]

    assert pairs(find_links(make_context(STRIKES_AFTER_RAID), refs)) == [("jets", "response_to", "raid")]


def test_the_quote_reaches_from_one_mention_to_the_other():
    """A link quotes the words that say so, at their offsets."""
    context = make_context(STRIKES_AFTER_RAID)
    refs = [MentionRef("jets", 1, 2, "air_strike"), MentionRef("raid", 7, 9, "armed_attack")]

    [link] = find_links(context, refs)

    assert link.quote == "bombed the port in response to the raid"
    assert context.report.text[link.start : link.end] == link.quote


def test_a_fronted_phrase_is_answered_by_the_main_clause():
    """A phrase such as "In retaliation for X," links as it does behind the clause."""
    doc = make_doc(
        "In:ADP:case:1 retaliation:NOUN:obl:6 for:ADP:case:2 the:DET:det:1 ambush:NOUN:nmod:-3 ,:PUNCT:punct:2 "
        "troops:NOUN/NNS:nsubj:1 burned:VERB:root:0 two:NUM:nummod:1 villages:NOUN/NNS:obj:-2 .:PUNCT:punct:-3"
    )
    refs = [MentionRef("ambush", 3, 5, "armed_attack"), MentionRef("arson", 7, 10, "destruction")]

    assert pairs(find_links(make_context(doc), refs)) == [("arson", "response_to", "ambush")]


def test_a_passive_trigger_is_linked():
    """The subject of "were triggered by" is the reaction."""
    doc = make_doc(
        "The:DET:det:1 riots:NOUN/NNS:nsubj:3 ,:PUNCT:punct:-1 were:AUX:aux:pass:1 triggered:VERB/VBN:root:0 "
        "by:ADP:case:3 the:DET:det:2 police:NOUN:compound:1 shooting:NOUN:obl:-4 .:PUNCT:punct:-5"
    )
    refs = [MentionRef("riots", 0, 2, "riot"), MentionRef("shooting", 6, 9, "killing")]

    assert pairs(find_links(make_context(doc), refs)) == [("riots", "response_to", "shooting")]


def test_an_active_trigger_is_linked_the_other_way():
    """The object of "sparked" is the reaction."""
    doc = make_doc(
        "The:DET:det:1 shooting:NOUN:nsubj:1 sparked:VERB:root:0 days:NOUN/NNS:obj:-1 of:ADP:case:1 "
        "riots:NOUN/NNS:nmod:-2 .:PUNCT:punct:-4"
    )
    refs = [MentionRef("shooting", 0, 2, "killing"), MentionRef("riots", 3, 6, "riot")]

    assert pairs(find_links(make_context(doc), refs)) == [("riots", "response_to", "shooting")]


def test_responded_with_names_both():
    """What is "responded to" comes first, the response behind "with"."""
    doc = make_doc(
        "The:DET:det:1 army:NOUN:nsubj:1 responded:VERB:root:0 to:ADP:case:2 the:DET:det:1 ambush:NOUN:obl:-3 "
        "with:ADP:case:2 artillery:NOUN:compound:1 fire:NOUN:obl:-6 .:PUNCT:punct:-7"
    )
    refs = [MentionRef("ambush", 4, 6, "armed_attack"), MentionRef("fire", 7, 9, "shelling")]

    assert pairs(find_links(make_context(doc), refs)) == [("fire", "response_to", "ambush")]


def test_retaliation_without_an_object_answers_what_was_told_before():
    """Where nothing says what for, "they retaliated" answers the other side's last act."""
    doc = make_doc(
        "Jets:NOUN/NNS:nsubj:1 bombed:VERB:root:0 Oruba:PROPN:obj:-1 .:PUNCT:punct:-2 "
        "The:DET:det:1 rebels:NOUN/NNS:nsubj:1 retaliated:VERB:root:0 with:ADP:case:2 rocket:NOUN:compound:1 "
        "fire:NOUN:obl:-3 .:PUNCT:punct:-4"
    )
    refs = [MentionRef("jets", 1, 2, "air_strike", ("army",)), MentionRef("rockets", 8, 10, "shelling", ("rebels",))]

    assert pairs(find_links(make_context(doc), refs)) == [("rockets", "response_to", "jets")]


def test_nobody_answers_an_act_of_their_own():
    """Two acts of one side are no act and answer."""
    doc = make_doc(SHELLING_AFTER.format("ambush"))
    refs = [
        MentionRef("shelling", 1, 2, "shelling", ("rebels",)),
        MentionRef("ambush", 4, 6, "armed_attack", ("rebels",)),
    ]

    assert find_links(make_context(doc), refs) == ()


def test_violence_after_violence_is_linked():
    """An act of force that comes after another counts as its answer."""
    doc = make_doc(SHELLING_AFTER.format("ambush"))
    refs = [MentionRef("shelling", 1, 2, "shelling"), MentionRef("ambush", 4, 6, "armed_attack")]

    assert pairs(find_links(make_context(doc), refs)) == [("shelling", "response_to", "ambush")]


def test_violence_after_talks_is_not_linked():
    """What merely follows a meeting is no answer to it."""
    doc = make_doc(SHELLING_AFTER.format("talks"))
    refs = [MentionRef("shelling", 1, 2, "shelling"), MentionRef("talks", 4, 6, "talks")]

    assert find_links(make_context(doc), refs) == ()


def test_a_threatened_reaction_is_not_linked():
    """A verb with a modal tells what may happen."""
    doc = make_doc(
        "The:DET:det:1 raid:NOUN:nsubj:2 could:AUX/MD:aux:1 trigger:VERB/VB:root:0 new:ADJ:amod:1 "
        "clashes:NOUN/NNS:obj:-2 .:PUNCT:punct:-3"
    )
    refs = [MentionRef("raid", 0, 2, "armed_attack"), MentionRef("clashes", 4, 6, "clash")]

    assert find_links(make_context(doc), refs) == ()


def test_speech_parts_a_connective_from_a_happening():
    """Nothing answers the raid in "after officials announced the raid"."""
    doc = make_doc(
        "Gunners:NOUN/NNS:nsubj:1 shelled:VERB:root:0 Oruba:PROPN:obj:-1 after:SCONJ:mark:2 "
        "officials:NOUN/NNS:nsubj:1 announced:VERB:advcl:-4 the:DET:det:1 raid:NOUN:obj:-2 .:PUNCT:punct:-7"
    )
    refs = [MentionRef("shelling", 1, 2, "shelling"), MentionRef("raid", 6, 8, "armed_attack")]

    assert find_links(make_context(doc), refs) == ()


def test_a_part_is_linked_to_its_operation():
    """The words "part of" link a happening to the operation that it belongs to."""
    doc = make_doc(
        "The:DET:det:1 strikes:NOUN/NNS:nsubj:2 were:AUX:cop:1 part:NOUN:root:0 of:ADP:case:3 a:DET:det:2 "
        "border:NOUN:compound:1 operation:NOUN:nmod:-4 .:PUNCT:punct:-5"
    )
    refs = [MentionRef("strikes", 0, 2, "air_strike"), MentionRef("operation", 5, 8, "operation")]

    assert pairs(find_links(make_context(doc), refs)) == [("strikes", "part_of", "operation")]


def test_a_pronoun_stands_for_what_the_sentence_before_told():
    """In "This came in response to X" the link is from what "this" stands for."""
    doc = make_doc(
        "Jets:NOUN/NNS:nsubj:1 bombed:VERB:root:0 Oruba:PROPN:obj:-1 .:PUNCT:punct:-2 "
        "This:PRON:nsubj:1 came:VERB:root:0 in:ADP:case:1 response:NOUN:obl:-2 to:ADP:case:2 a:DET:det:1 "
        "raid:NOUN:nmod:-3 .:PUNCT:punct:-6"
    )
    refs = [MentionRef("jets", 1, 2, "air_strike"), MentionRef("raid", 9, 11, "armed_attack")]

    assert pairs(find_links(make_context(doc), refs)) == [("jets", "response_to", "raid")]


def test_a_pair_is_linked_once():
    """A link that the report repeats is given at its first place."""
    doc = make_doc(f"{SHELLING_AFTER.format('ambush')} {SHELLING_AFTER.format('ambush')}")
    refs = [
        MentionRef(incident, start + first, end + first, kind)
        for first in (0, 7)
        for incident, start, end, kind in (("shelling", 1, 2, "shelling"), ("ambush", 4, 6, "armed_attack"))
    ]

    assert [link.start for link in find_links(make_context(doc), refs)] == [doc[1].idx]


def test_in_retaliation_between_two_clauses_belongs_to_the_second():
    """After "and", the words "in retaliation" go with the clause that follows."""
    doc = make_doc(
        "Rebels:NOUN/NNS:nsubj:1 raided:VERB:root:0 Oruba:PROPN:obj:-1 and:CCONJ:cc:5 in:ADP:case:1 "
        "retaliation:NOUN:obl:3 the:DET:det:1 army:NOUN:nsubj:1 shelled:VERB:conj:-7 Beth:PROPN:obj:-1 .:PUNCT:punct:-9"
    )
    refs = [MentionRef("raid", 1, 2, "armed_attack"), MentionRef("shelling", 8, 9, "shelling")]

    assert pairs(find_links(make_context(doc), refs)) == [("shelling", "response_to", "raid")]


def test_what_a_clause_goes_on_with_is_no_trigger():
    """In "after which" the happening that follows comes later, so that nothing answers it."""
    doc = make_doc(
        "Gunners:NOUN/NNS:nsubj:1 shelled:VERB:root:0 Oruba:PROPN:obj:-1 after:ADP:case:1 which:PRON:obl:2 "
        "rebels:NOUN/NNS:nsubj:1 raided:VERB:acl:relcl:-5 Beth:PROPN:obj:-1 .:PUNCT:punct:-7"
    )
    refs = [MentionRef("shelling", 1, 2, "shelling"), MentionRef("raid", 6, 7, "armed_attack")]

    assert find_links(make_context(doc), refs) == ()


def test_what_is_done_in_turn_answers_what_was_told_before():
    """A phrase without a complement right before its verb ties that verb to the act told before."""
    doc = make_doc(
        "Rebels:NOUN/NNS:nsubj:1 seized:VERB:root:0 four:NUM:nummod:1 herders:NOUN/NNS:obj:-2 .:PUNCT:punct:-3 "
        "Herders:NOUN/NNS:nsubj:3 in:ADP:case:1 turn:NOUN:obl:1 abducted:VERB:root:0 two:NUM:obj:-1 .:PUNCT:punct:-2"
    )
    refs = [MentionRef("first", 1, 2, "abduction"), MentionRef("second", 8, 9, "abduction")]

    assert pairs(find_links(make_context(doc), refs)) == [("second", "response_to", "first")]


def test_what_is_said_of_an_attack_in_a_relative_clause_is_said_of_it():
    """Speech between a happening and a response parts them, but not in a clause about that happening."""
    doc = make_doc(
        "They:PRON:nsubj:1 claimed:VERB:root:0 the:DET:det:1 assault:NOUN:obj:-2 which:PRON:nsubj:5 they:PRON:nsubj:1 "
        "say:VERB:parataxis:3 is:AUX:cop:2 a:DET:det:1 response:NOUN:acl:relcl:-6 to:ADP:case:2 the:DET:det:1 "
        "raid:NOUN:nmod:-3 .:PUNCT:punct:-12"
    )
    refs = [MentionRef("assault", 3, 4, "armed_attack"), MentionRef("raid", 12, 13, "air_strike")]

    assert pairs(find_links(make_context(doc), refs)) == [("assault", "response_to", "raid")]


def test_a_retaliation_answers_those_whom_it_strikes():
    """Of two acts told before, what retaliates answers that of the side that it strikes, though the other is nearer."""
    doc = make_doc(
        "Jets:NOUN/NNS:nsubj:1 bombed:VERB:root:0 Oruba:PROPN:obj:-1 .:PUNCT:punct:-2 "
        "Gunmen:NOUN/NNS:nsubj:1 raided:VERB:root:0 it:PRON:obj:-1 .:PUNCT:punct:-2 "
        "It:PRON:nsubj:1 retaliated:VERB:root:0 with:ADP:case:1 rockets:NOUN/NNS:obl:-2 .:PUNCT:punct:-3"
    )
    refs = [
        MentionRef("jets", 1, 2, "air_strike", sides=frozenset({"XA"})),
        MentionRef("raid", 5, 6, "armed_attack"),
        MentionRef("rockets", 11, 12, "shelling", against=frozenset({"XA"})),
    ]

    assert pairs(find_links(make_context(doc), refs)) == [("rockets", "response_to", "jets")]


def test_words_that_say_so_link_though_one_side_is_read_as_the_doer_of_both():
    """An explicit response stands whoever was read to have done what it answers."""
    refs = [
        MentionRef("jets", 1, 2, "air_strike", initiators=("jets",)),
        MentionRef("raid", 7, 9, "armed_attack", initiators=("jets",)),
    ]

    assert pairs(find_links(make_context(STRIKES_AFTER_RAID), refs)) == [("jets", "response_to", "raid")]


def test_quotation_marks_do_not_break_the_words_of_a_response():
    """A reaction that is quoted ties two happenings as it does without quotation marks."""
    doc = make_doc(
        'Officials:NOUN/NNS:nsubj:1 called:VERB:root:0 the:DET:det:1 bombing:NOUN:obj:-2 a:DET:det:3 ":PUNCT:punct:2 '
        'desperate:ADJ:amod:1 reaction:NOUN:xcomp:-6 ":PUNCT:punct:-1 to:ADP:case:2 the:DET:det:1 '
        "offensive:NOUN:nmod:-4 .:PUNCT:punct:-11"
    )
    refs = [MentionRef("bombing", 3, 4, "bombing"), MentionRef("offensive", 11, 12, "operation")]

    assert pairs(find_links(make_context(doc), refs)) == [("bombing", "response_to", "offensive")]


def test_a_place_stands_for_what_happened_there():
    """Revenge for a place is for what was told of that place before; "it" is what its sentence told before."""
    doc = make_doc(
        "A:DET:det:1 bomb:NOUN:nsubj:1 hit:VERB:root:0 Oruba:PROPN:obj:-1 .:PUNCT:punct:-2 "
        "Guards:NOUN/NNS:nsubj:2 were:AUX:aux:pass:1 shot:VERB/VBN:root:0 and:CCONJ:cc:3 rebels:NOUN/NNS:nsubj:1 "
        "said:VERB:conj:-3 it:PRON:nsubj:3 was:AUX:cop:2 in:ADP:case:1 revenge:NOUN:ccomp:-4 for:ADP:case:1 "
        "Oruba:PROPN:nmod:-2 .:PUNCT:punct:-10"
    )
    for token in doc:
        if token.text == "Oruba":
            token.ent_type_ = "LOC"
    refs = [MentionRef("bomb", 2, 3, "bombing"), MentionRef("shooting", 7, 8, "killing")]

    assert pairs(find_links(make_context(doc), refs)) == [("shooting", "response_to", "bomb")]


def test_what_is_dated_by_another_does_not_answer_it():
    """Days or weeks after a happening is a date; hours after it is an answer."""
    written = (
        "Gunners:NOUN/NNS:nsubj:1 shelled:VERB:root:0 Oruba:PROPN:obj:-1 {}:NOUN/NNS:advmod:3 after:ADP:case:2 "
        "the:DET:det:1 raid:NOUN:obl:-5 .:PUNCT:punct:-6"
    )
    refs = [MentionRef("shelling", 1, 2, "shelling"), MentionRef("raid", 5, 7, "armed_attack")]

    found = {word: find_links(make_context(make_doc(written.format(word))), refs) for word in ("hours", "weeks")}

    assert pairs(found["hours"]) == [("shelling", "response_to", "raid")]
    assert found["weeks"] == ()


def test_a_closure_answers_the_attack_that_it_is_because_of():
    """What is shut because of an attack answers it; what is hit because of another is not said to."""
    doc = make_doc(
        "They:PRON:nsubj:1 closed:VERB:root:0 the:DET:det:1 crossing:NOUN:obj:-2 because:ADP:case:3 of:ADP:fixed:-1 "
        "the:DET:det:1 attack:NOUN:obl:-6 .:PUNCT:punct:-7"
    )
    shut = [MentionRef("first", 1, 2, "closure"), MentionRef("attack", 7, 8, "armed_attack")]
    hit = [MentionRef("first", 1, 2, "shelling"), MentionRef("attack", 7, 8, "armed_attack")]

    assert pairs(find_links(make_context(doc), shut)) == [("first", "response_to", "attack")]
    assert find_links(make_context(doc), hit) == ()


def test_a_killing_that_follows_an_attack_answers_it():
    """Forces that kill after an attack on them answer it, as those who bomb or arrest in large numbers do."""
    doc = make_doc(
        "Troops:NOUN/NNS:nsubj:1 executed:VERB:root:0 nine:NUM:nummod:1 villagers:NOUN/NNS:obj:-2 after:ADP:case:2 "
        "the:DET:det:1 ambush:NOUN:obl:-5 .:PUNCT:punct:-6"
    )
    refs = [MentionRef("killing", 1, 2, "killing"), MentionRef("ambush", 5, 7, "armed_attack")]

    assert pairs(find_links(make_context(doc), refs)) == [("killing", "response_to", "ambush")]


AVENGED = make_doc(
    "They:PRON:nsubj:1 burned:VERB/VBD:root:0 huts:NOUN/NNS:obj:-1 to:PART:mark:1 avenge:VERB/VB:advcl:-3 "
    "the:DET:det:1 killing:NOUN:obj:-2 of:ADP:case:2 a:DET:det:1 trader:NOUN:nmod:-3 .:PUNCT:punct:-9"
)


def test_a_killing_that_is_avenged_is_another_than_what_avenges_it():
    """A word of harm that is said to be answered is told apart from what answers it."""
    burned, killing = MentionRef("1", 1, 2, "destruction"), MentionRef("2", 6, 7, "killing")

    assert list(told_apart(AVENGED, [burned], [killing])) == [("1", "2")]


def test_those_killed_after_a_blast_are_not_told_apart_from_it():
    """Harm that only follows what did it answers nothing."""
    doc = make_doc(
        "Three:NUM:nsubj:1 died:VERB/VBD:root:0 after:ADP:case:2 the:DET:det:1 blast:NOUN:obl:-3 .:PUNCT:punct:-4"
    )
    died, blast = MentionRef("1", 1, 2, "killing"), MentionRef("2", 4, 5, "bombing")

    assert list(told_apart(doc, [blast], [died])) == []


def test_a_clause_of_harm_with_a_doer_is_another_happening():
    """When troops shell a camp "after rebels killed two men", the shelling killed others."""
    doc = make_doc(
        "Troops:NOUN/NNS:nsubj:1 shelled:VERB/VBD:root:0 Oruba:PROPN:obj:-1 after:SCONJ:mark:2 rebels:NOUN/NNS:nsubj:1 "
        "killed:VERB/VBD:advcl:-4 two:NUM:nummod:1 men:NOUN/NNS:obj:-2 .:PUNCT:punct:-7"
    )
    shelled, killed = MentionRef("1", 1, 2, "shelling"), MentionRef("2", 5, 6, "killing")

    assert list(told_apart(doc, [shelled], [killed])) == [("1", "2")]


def test_what_is_said_not_to_answer_is_not_linked():
    """What was "not in retaliation for the ambush" does not answer it."""
    doc = make_doc(
        "The:DET:det:1 raid:NOUN:nsubj:4 was:AUX:cop:3 not:PART:advmod:2 in:ADP:case:1 retaliation:NOUN:root:0 "
        "for:ADP:case:2 the:DET:det:1 ambush:NOUN:nmod:-3 .:PUNCT:punct:-4"
    )
    refs = [MentionRef("raid", 1, 2, "armed_attack"), MentionRef("ambush", 8, 9, "armed_attack")]

    assert find_links(make_context(doc), refs) == ()


def test_a_response_that_is_denied_is_not_linked():
    """What somebody "denied was in response to the ambush" does not answer it."""
    doc = make_doc(
        "He:PRON:nsubj:1 denied:VERB/VBD:root:0 that:SCONJ:mark:5 the:DET:det:1 raid:NOUN:nsubj:3 was:AUX:cop:2 "
        "in:ADP:case:1 response:NOUN:ccomp:-6 to:ADP:case:2 the:DET:det:1 ambush:NOUN:nmod:-3 .:PUNCT:punct:-10"
    )
    refs = [MentionRef("raid", 4, 5, "armed_attack"), MentionRef("ambush", 10, 11, "armed_attack")]

    assert find_links(make_context(doc), refs) == ()


def test_what_comes_after_is_the_clause_that_says_so():
    """A raid told before "but they fled after shells hit the port" came after nothing."""
    doc = make_doc(
        "Nobody:PRON:nsubj:1 died:VERB/VBD:root:0 in:ADP:case:2 the:DET:det:1 raid:NOUN:obl:-3 ,:PUNCT:punct:3 "
        "but:CCONJ:cc:2 they:PRON:nsubj:1 fled:VERB/VBD:conj:-7 after:SCONJ:mark:2 shells:NOUN/NNS:nsubj:1 "
        "hit:VERB/VBD:advcl:-3 it:PRON:obj:-1 .:PUNCT:punct:-12"
    )
    refs = [MentionRef("raid", 4, 5, "armed_attack"), MentionRef("shells", 11, 12, "shelling")]

    assert find_links(make_context(doc), refs) == ()


def test_what_follows_an_attack_answers_it_and_what_is_followed_does_not():
    """A raid that "followed the ambush" answers it; one "followed by shelling" answers nothing."""
    followed = make_doc(
        "The:DET:det:1 raid:NOUN:nsubj:1 followed:VERB/VBD:root:0 the:DET:det:1 ambush:NOUN:obj:-2 .:PUNCT:punct:-3"
    )
    by = make_doc(
        "The:DET:det:1 raid:NOUN:nsubj:pass:2 was:AUX:aux:pass:1 followed:VERB/VBN:root:0 by:ADP:case:1 "
        "shelling:NOUN:obl:-2 .:PUNCT:punct:-3"
    )
    raid, ambush = MentionRef("raid", 1, 2, "armed_attack"), MentionRef("ambush", 4, 5, "armed_attack")
    shelling = MentionRef("shelling", 5, 6, "shelling")

    assert pairs(find_links(make_context(followed), [raid, ambush])) == [("raid", "response_to", "ambush")]
    assert find_links(make_context(by), [raid, shelling]) == ()


def test_who_is_struck_twice_in_a_row_answered_nothing():
    """What only comes after an attack on the same side does not answer it."""
    doc = make_doc(SHELLING_AFTER.format("raid"))
    shelled = MentionRef("shelled", 1, 2, "shelling", against=frozenset({"AL"}))
    raid = MentionRef("raid", 4, 6, "armed_attack", against=frozenset({"AL"}))

    assert find_links(make_context(doc), [shelled, raid]) == ()


def test_what_an_attack_looks_like_is_said_of_it():
    """An act "in what appears to have been revenge" answers what was told before."""
    doc = make_doc(
        "Jets:NOUN/NNS:nsubj:1 bombed:VERB:root:0 Oruba:PROPN:obj:-1 .:PUNCT:punct:-2 "
        "Barns:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 burned:VERB/VBN:root:0 in:ADP:case:1 what:PRON:obl:-2 "
        "appears:VERB:acl:relcl:-1 to:PART:mark:3 have:AUX:aux:2 been:AUX:cop:1 revenge:NOUN:xcomp:-4 .:PUNCT:punct:-8"
    )
    refs = [MentionRef("jets", 1, 2, "air_strike"), MentionRef("barns", 6, 7, "destruction")]

    assert pairs(find_links(make_context(doc), refs)) == [("barns", "response_to", "jets")]


def test_one_side_does_not_answer_its_own_act_after_it():
    """What the same side does twice in a row is no act and answer, whoever of it did so."""
    doc = make_doc(SHELLING_AFTER.format("ambush"))
    side = frozenset({"XA"})
    refs = [
        MentionRef("shelling", 1, 2, "shelling", ("army",), sides=side),
        MentionRef("ambush", 4, 6, "armed_attack", ("navy",), sides=side),
    ]

    assert find_links(make_context(doc), refs) == ()


def test_a_retaliation_may_answer_what_is_told_next():
    """Those who retaliate answer what was done to them, even where it is told after."""
    doc = make_doc(
        "Gunmen:NOUN/NNS:nsubj:1 shelled:VERB:root:0 Oruba:PROPN:obj:-1 in:ADP:case:1 retaliation:NOUN:obl:-3 "
        ".:PUNCT:punct:-4 Villagers:NOUN/NNS:nsubj:1 ambushed:VERB/VBD:root:0 them:PRON:obj:-1 .:PUNCT:punct:-2"
    )
    refs = [
        MentionRef("shelled", 1, 2, "shelling", ("gunmen",)),
        MentionRef("ambush", 7, 8, "armed_attack", ("villagers",), targets=("gunmen",)),
    ]

    assert pairs(find_links(make_context(doc), refs)) == [("shelled", "response_to", "ambush")]


@pytest.mark.parametrize(("reaction", "found"), [("killing", []), ("protest", [("shots", "response_to", "search")])])
def test_what_comes_after_an_operation_came_of_it(reaction: str, found: list[tuple[str, str, str]]):
    """Those who are killed after a search were killed in its course; those who protest do so over it."""
    doc = make_doc(SHELLING_AFTER.format("search"))
    refs = [MentionRef("shots", 1, 2, reaction), MentionRef("search", 4, 6, "operation")]

    assert pairs(find_links(make_context(doc), refs)) == found


def test_parties_of_what_is_answered_are_none_of_the_answer_that_only_a_noun_names():
    """In "The strikes followed the bombing by the Front" the Front struck nobody; whose they were was told before."""
    doc = make_doc(
        "Jets:NOUN/NNS:nsubj:1 struck:VERB:root:0 Mora:PROPN:obj:-1 .:PUNCT:punct:-2 "
        "The:DET:det:1 strikes:NOUN/NNS:nsubj:1 followed:VERB:root:0 the:DET:det:1 bombing:NOUN:obj:-2 "
        ".:PUNCT:punct:-3"
    )
    front = {"initiators": ("front",), "sides": frozenset({"front"}), "against": frozenset({"XA"})}
    refs = [
        MentionRef("struck", 1, 2, "air_strike", ("jets",), sides=frozenset({"XA"})),
        MentionRef("strikes", 5, 6, "air_strike", **front),
        MentionRef("bombing", 8, 9, "bombing", **front),
    ]

    assert pairs(find_links(make_context(doc), refs)) == [("struck", "response_to", "bombing")]


def test_what_also_followed_is_no_answer():
    """A happening that "also followed" another only stands in a row with it."""
    told = (
        "The:DET:det:1 raid:NOUN:nsubj:{} followed:VERB:root:0 an:DET:det:1 ambush:NOUN:obj:-2 .:PUNCT:punct:-3",
        "The:DET:det:1 raid:NOUN:nsubj:2 also:ADV:advmod:1 followed:VERB:root:0 an:DET:det:1 ambush:NOUN:obj:-2 "
        ".:PUNCT:punct:-3",
    )
    found = []
    for also, text in enumerate(told):
        refs = [MentionRef("raid", 0, 2, "armed_attack"), MentionRef("ambush", 3 + also, 5 + also, "armed_attack")]
        found.append(pairs(find_links(make_context(make_doc(text.format(1))), refs)))

    assert found == [[("raid", "response_to", "ambush")], []]


def test_what_a_semicolon_parts_does_not_answer_what_stands_first():
    """In "after the raid, markets shut; jets bombed the port" the jets answer nothing."""
    doc = make_doc(
        "After:ADP:case:2 the:DET:det:1 raid:NOUN:obl:3 ,:PUNCT:punct:2 markets:NOUN/NNS:nsubj:1 shut:VERB:root:0 "
        ";:PUNCT:punct:2 jets:NOUN/NNS:nsubj:1 bombed:VERB:parataxis:-3 the:DET:det:1 port:NOUN:obj:-2 .:PUNCT:punct:-6"
    )
    refs = [MentionRef("raid", 1, 3, "armed_attack"), MentionRef("bombed", 8, 9, "air_strike")]

    assert find_links(make_context(doc), refs) == ()


def test_who_belongs_to_those_who_did_something_does_no_part_of_it():
    """Fighters who are "part of the alliance that seized" a town do not raid as a part of its seizure."""
    doc = make_doc(
        "Fighters:NOUN/NNS:nsubj:9 ,:PUNCT:punct:1 part:NOUN:appos:-2 of:ADP:case:2 the:DET:det:1 "
        "alliance:NOUN:nmod:-3 that:PRON:nsubj:1 seized:VERB:acl:relcl:-2 Oruba:PROPN:obj:-1 raided:VERB:root:0 "
        "Arland:PROPN:obj:-1 .:PUNCT:punct:-2"
    )
    refs = [MentionRef("seizure", 7, 8, "territory_change"), MentionRef("raid", 9, 10, "armed_attack")]

    assert find_links(make_context(doc), refs) == ()


def test_a_part_of_a_place_is_no_part_of_what_happened_there():
    """A place stands for what happened in it where something answers it, and not where something is a part of it."""
    doc = make_doc(
        "Rebels:NOUN/NNS:nsubj:1 raided:VERB:root:0 Oruba:PROPN:obj:-1 .:PUNCT:punct:-2 "
        "Gunmen:NOUN/NNS:nsubj:1 shot:VERB:root:0 two:NUM:obj:-1 in:ADP:case:2 another:DET:det:1 part:NOUN:obl:-4 "
        "of:ADP:case:1 Oruba:PROPN:nmod:-2 .:PUNCT:punct:-7"
    )
    doc.set_ents([Span(doc, 2, 3, "LOC"), Span(doc, 11, 12, "LOC")])
    refs = [
        MentionRef("raid", 1, 2, "armed_attack", places=frozenset({"oruba"})),
        MentionRef("shooting", 5, 6, "armed_attack"),
    ]

    assert find_links(make_context(doc), refs) == ()


def test_what_only_others_did_after_a_blast_is_no_answer_but_two_happenings():
    """Guards who fire on men who ran after a blast do not answer the blast, and did not set it off."""
    doc = make_doc(
        "Guards:NOUN/NNS:nsubj:1 fired:VERB:root:0 on:ADP:case:1 men:NOUN/NNS:obl:-2 who:PRON:nsubj:1 "
        "ran:VERB:acl:relcl:-2 after:ADP:case:2 the:DET:det:1 blast:NOUN:obl:-3 .:PUNCT:punct:-8"
    )
    refs = [MentionRef("shots", 1, 2, "armed_attack"), MentionRef("blast", 8, 9, "bombing")]

    assert find_links(make_context(doc), refs) == ()
    assert list(told_apart(doc, refs)) == [("shots", "blast")]


@pytest.mark.parametrize("subject", ["", "jets:NOUN/NNS:nsubj:1 "])
def test_what_one_subject_did_before_is_not_answered_by_what_it_does_next(subject: str):
    """In "flew raids and hit camps in response" both answer something else, but not where each has its own subject."""
    at = 5 if subject else 4
    doc = make_doc(
        f"Planes:NOUN/NNS:nsubj:1 flew:VERB/VBD:root:0 raids:NOUN/NNS:obj:-1 and:CCONJ:cc:{at - 3} {subject}"
        f"hit:VERB/VBD:conj:{1 - at} camps:NOUN/NNS:obj:-1 in:ADP:case:1 response:NOUN:obl:-3 .:PUNCT:punct:-4"
    )
    refs = [MentionRef("raids", 1, 3, "air_strike"), MentionRef("hit", at, at + 1, "air_strike")]

    assert list(told_apart(doc, refs)) == ([("hit", "raids")] if subject else [])


@pytest.mark.parametrize(("verb", "tag"), [("denounce", "VB"), ("protest", "VB")])
def test_a_march_answers_what_it_denounces(verb: str, tag: str):
    """People march "to denounce" what happened."""
    doc = make_doc(
        f"Crowds:NOUN/NNS:nsubj:1 marched:VERB:root:0 to:PART:mark:1 {verb}:VERB/{tag}:advcl:-2 the:DET:det:1 "
        "raid:NOUN:obj:-2 .:PUNCT:punct:-5"
    )
    refs = [MentionRef("march", 1, 2, "protest"), MentionRef("raid", 5, 6, "armed_attack")]

    assert pairs(find_links(make_context(doc), refs)) == [("march", "response_to", "raid")]


def test_who_took_revenge_may_stand_before_what_for():
    """A reprisal "by the army for" an ambush answers the ambush."""
    doc = make_doc(
        "Troops:NOUN/NNS:nsubj:1 shelled:VERB:root:0 Oruba:PROPN:obj:-1 as:ADP:case:2 a:DET:det:1 reprisal:NOUN:obl:-4 "
        "by:ADP:case:2 the:DET:det:1 army:NOUN:nmod:-3 for:ADP:case:2 an:DET:det:1 ambush:NOUN:nmod:-6 "
        ".:PUNCT:punct:-11"
    )
    refs = [MentionRef("shelling", 1, 2, "shelling"), MentionRef("ambush", 11, 12, "armed_attack")]

    assert pairs(find_links(make_context(doc), refs)) == [("shelling", "response_to", "ambush")]


def test_who_is_angered_answers():
    """Villagers who are "angered by" a killing burn something over it."""
    doc = make_doc(
        "Villagers:NOUN/NNS:nsubj:1 burned:VERB:root:0 a:DET:det:1 bridge:NOUN:obj:-2 ,:PUNCT:punct:1 "
        "angered:VERB/VBN:advcl:-4 by:ADP:case:2 the:DET:det:1 killing:NOUN:obl:agent:-3 .:PUNCT:punct:-8"
    )
    refs = [MentionRef("arson", 1, 2, "destruction"), MentionRef("killing", 8, 9, "killing")]

    assert pairs(find_links(make_context(doc), refs)) == [("arson", "response_to", "killing")]


def test_clashes_break_out_over_a_killing():
    """What breaks out over a killing answers it."""
    doc = make_doc(
        "Clashes:NOUN/NNS:nsubj:1 erupted:VERB:root:0 over:ADP:case:2 the:DET:det:1 killing:NOUN:obl:-3 "
        ".:PUNCT:punct:-4"
    )
    refs = [MentionRef("clashes", 0, 1, "clash"), MentionRef("killing", 4, 5, "killing")]

    assert pairs(find_links(make_context(doc), refs)) == [("clashes", "response_to", "killing")]


def test_an_answer_may_have_its_time_before_what_was_done():
    """A side "responded on Tuesday with" something as it "responded with" it."""
    doc = make_doc(
        "Gunmen:NOUN/NNS:nsubj:1 raided:VERB:root:0 Oruba:PROPN:obj:-1 .:PUNCT:punct:-2 Arland:PROPN:nsubj:1 "
        "responded:VERB:root:0 on:ADP:case:1 Tuesday:PROPN:obl:-2 with:ADP:case:1 shelling:NOUN:obl:-4 .:PUNCT:punct:-5"
    )
    refs = [MentionRef("raid", 1, 2, "armed_attack"), MentionRef("shelling", 9, 10, "shelling")]

    assert pairs(find_links(make_context(doc), refs)) == [("shelling", "response_to", "raid")]


def test_over_a_number_ties_nothing():
    """The word "over" before a number says how many there were."""
    doc = make_doc(
        "Clashes:NOUN/NNS:nsubj:1 displaced:VERB:root:0 over:ADP:case:2 ninety:NUM:nummod:1 villagers:NOUN/NNS:obl:-3 "
        ".:PUNCT:punct:-4"
    )
    refs = [MentionRef("clashes", 0, 1, "clash"), MentionRef("flight", 4, 5, "expulsion")]

    assert find_links(make_context(doc), refs) == ()
