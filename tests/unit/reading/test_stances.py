import pytest

from parses import make_doc
from variorum.reading.stances import is_analyst, stance_of


def stance(written: str, given: str = "asserts", cue: str = "say", complement: str = "clause", analyst: bool = False):
    """Choose the stance of a content that is written as a parse."""
    doc = make_doc(written)
    return stance_of(doc, (0, len(doc)), cue, given, complement, analyst=analyst)


WILL = "It:PRON:nsubj:2 will:AUX/MD:aux:1 {verb}:VERB/VB:root:0 soon:ADV/RB:advmod:-1"


def test_a_plain_saying_keeps_its_cues_stance():
    """Nothing in "rebels fled" is more than an assertion."""
    assert stance("Rebels:NOUN/NNS:nsubj:1 fled:VERB/VBD:root:0") == "asserts"


def test_we_condemn_condemns():
    """A first-person verb does what it says, whatever introduces it."""
    assert stance("We:PRON:nsubj:1 condemn:VERB/VBP:root:0 it:PRON:obj:-1") == "condemns"


def test_a_speakers_own_will_to_strike_threatens():
    """A future attack by the speaker is a threat."""
    assert stance(WILL.format(verb="retaliate")) == "threatens"


def test_what_will_happen_is_predicted():
    """A future without violence by the speaker is a prediction."""
    assert stance(WILL.format(verb="rain")) == "predicts"


def test_should_demands():
    """An obligation laid on another is a demand."""
    written = "Rebels:NOUN/NNS:nsubj:2 should:AUX/MD:aux:1 leave:VERB/VB:root:0"
    assert stance(written) == "demands"


def test_an_analyst_assesses():
    """An analyst's plain judgement is an assessment."""
    written = "The:DET:det:1 front:NOUN:nsubj:1 holds:VERB/VBZ:root:0"
    assert stance(written, analyst=True) == "assesses"


@pytest.mark.parametrize("given", ["denies", "condemns", "accuses"])
def test_a_telling_cue_is_kept(given):
    """The content does not soften what the verb says by itself."""
    assert stance(WILL.format(verb="rain"), given=given) == given


def test_a_name_given_may_condemn():
    """To call a thing a crime is to condemn it."""
    written = "the:DET:det:1 raid:NOUN:obj:0 a:DET:det:1 crime:NOUN:xcomp:-2"
    assert stance(written, cue="call", complement="label") == "condemns"


def test_claiming_a_raid_claims_responsibility():
    """A deed as the object of "claim" is owned up to."""
    written = "the:DET:det:1 raid:NOUN:root:0"
    assert stance(written, cue="claim", complement="object") == "claims_responsibility"


def test_analysts_are_known_by_their_trade():
    """A description that names the trade is enough."""
    assert is_analyst("a security analyst in Orsk".split())
    assert not is_analyst("a security guard in Orsk".split())


def test_what_a_speaker_will_do_or_could_is_no_forecast():
    """What "we will" do, and what "he could confirm", foretells nothing."""
    will = WILL.replace("It:PRON", "We:PRON").format(verb="pause")
    could = "he:PRON:nsubj:2 could:AUX/MD:aux:1 confirm:VERB/VB:root:0 nine:NUM:obj:-1"

    assert [stance(will), stance(could)] == ["asserts", "asserts"]


def test_there_was_no_blockade_denies_and_no_injuries_only_tells():
    """To say that there was none of what is charged denies it."""
    there = "There:PRON:expl:1 was:VERB/VBD:root:0 no:DET:det:1 {}:NOUN:nsubj:-2"

    assert [stance(there.format(word)) for word in ("blockade", "injuries")] == ["denies", "asserts"]


def test_a_deed_that_was_not_done_is_denied():
    """Who "did not target" people denies it."""
    written = "it:PRON:nsubj:3 did:AUX/VBD:aux:2 not:PART:advmod:1 target:VERB/VB:root:0 them:PRON:obj:-1"

    assert stance(written) == "denies"


def test_what_could_be_found_out_is_no_forecast():
    """That doctors "could confirm" a count tells what they found."""
    written = "Doctors:NOUN/NNS:nsubj:2 could:AUX/MD:aux:1 {}:VERB/VB:root:0 deaths:NOUN/NNS:obj:-1"
    assert [stance(written.format(verb)) for verb in ("confirm", "mean")] == ["asserts", "predicts"]


def test_what_somebody_refuses_is_no_forecast():
    """That Arland "would not stop" is its will, that the war would not is a forecast."""
    written = "{}:nsubj:3 would:AUX/MD:aux:2 not:PART:advmod:1 stop:VERB/VB:root:0"
    assert [stance(written.format(who)) for who in ("Arland:PROPN", "War:NOUN")] == ["asserts", "predicts"]


def test_what_we_are_not_going_to_do_is_no_forecast():
    """A speaker's "we are going to" is a will, "they are going to" a forecast."""
    written = "{}:PRON:nsubj:2 are:AUX/VBP:aux:1 going:VERB/VBG:root:0 to:PART:mark:1 leave:VERB/VB:xcomp:-2"
    assert [stance(written.format(who)) for who in ("We", "They")] == ["asserts", "predicts"]
