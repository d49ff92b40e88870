"""What the grammar says of whether something took place."""

import pytest

from parses import make_doc
from variorum.reading.actuality import is_declared, is_ruled_out
from variorum_en.annotations import Trigger


def ruled_out(written: str, at: int, kind: str) -> bool:
    """Tell whether a word of a written parse is ruled out as a happening."""
    doc = make_doc(written)
    trigger = Trigger(at, at + 1, type=kind, outcome=None, score=0.9, actual=0.9, arguments=(), same=())
    return is_ruled_out(trigger, doc[at])


OF = "A:DET:det:1 {}:NOUN:nsubj:3 of:ADP:case:1 {}:nmod:-2 began:VERB/VBD:root:0"


@pytest.mark.parametrize(
    ("course", "of", "expected"),
    [
        ("campaign", "terror:NOUN", True),
        ("wave", "killings:NOUN/NNS", True),
        ("wave", "drones:NOUN/NNS", False),
        ("raid", "terror:NOUN", False),
    ],
)
def test_a_course_of_conduct_is_no_happening(course: str, of: str, expected: bool):
    """A campaign of terror and a wave of killings are many; a wave of drones is one attack."""
    assert ruled_out(OF.format(course, of), 1, "operation") is expected


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        ("surge:NOUN:nsubj:3 in:ADP:case:1", True),
        ("surge:NOUN:nsubj:3 after:ADP:case:1", False),
        ("town:NOUN:nsubj:3 in:ADP:case:1", False),
    ],
)
def test_what_has_become_more_is_no_single_happening(of: str, expected: bool):
    """A surge in attacks tells of their number; a surge after attacks follows them."""
    written = f"A:DET:det:1 {of} attacks:NOUN/NNS:nmod:-2 worried:VERB/VBD:root:0"
    assert ruled_out(written, 3, "armed_attack") is expected


@pytest.mark.parametrize(("kind", "expected"), [("protest", True), ("agreement", False)])
def test_a_gathering_that_is_announced_is_yet_to_be_held(kind: str, expected: bool):
    """Rallies are announced before they are held, and a truce is made by being announced."""
    written = "Students:NOUN/NNS:nsubj:1 announced:VERB/VBD:root:0 rallies:NOUN/NNS:obj:-1"
    assert ruled_out(written, 2, kind) is expected


def test_what_is_vowed_has_not_been_done():
    """To vow to march is not to march."""
    written = "They:PRON:nsubj:1 vowed:VERB/VBD:root:0 to:PART:mark:1 march:VERB/VB:xcomp:-2"
    assert ruled_out(written, 3, "protest")


def test_a_planned_meeting_has_not_been_held():
    """An adjective of what is to come rules a noun out."""
    written = "The:DET:det:2 planned:VERB/VBN:amod:1 meeting:NOUN:nsubj:1 failed:VERB/VBD:root:0"
    assert ruled_out(written, 2, "talks")


def test_an_arrest_that_a_reward_is_for_has_not_been_made():
    """Information that leads to an arrest is only wanted."""
    written = (
        "Information:NOUN:root:0 leading:VERB/VBG:acl:-1 to:ADP:case:2 the:DET:det:1 arrest:NOUN:obl:-3 "
        "of:ADP:case:2 the:DET:det:1 killers:NOUN/NNS:nmod:-3"
    )
    assert ruled_out(written, 4, "arrest")


@pytest.mark.parametrize(("article", "expected"), [("", True), ("the:DET:det:1 ", False)])
def test_a_crime_by_its_bare_name_is_a_charge(article: str, expected: bool):
    """Who is wanted for murder is charged with one; who is wanted for the murder of somebody, with that one."""
    step = -3 if article else -2
    case = f"for:ADP:case:{2 if article else 1}"
    written = f"He:PRON:nsubj:pass:1 wanted:VERB/VBN:root:0 {case} {article}murder:NOUN:obl:{step}"
    assert ruled_out(written, 4 if article else 3, "killing") is expected


@pytest.mark.parametrize(("verb", "expected"), [("have:AUX:aux:1 staged:VERB/VBN", True), ("staged:VERB/VBD", False)])
def test_what_has_been_done_several_times_is_a_series(verb: str, expected: bool):
    """What they have staged several of is a series; several staged at one time are not."""
    subject = "They:PRON:nsubj:2" if " " in verb else "They:PRON:nsubj:1"
    written = f"{subject} {verb}:root:0 several:ADJ:amod:1 raids:NOUN/NNS:obj:-2"
    assert ruled_out(written, len(written.split()) - 1, "armed_attack") is expected


TRUCE = "They:PRON:nsubj:{} {} a:DET:det:1 {}:NOUN:obj:-2"


@pytest.mark.parametrize(
    ("verb", "noun", "expected"),
    [
        ("announced:VERB/VBD:root:0", "ceasefire", True),
        ("declared:VERB/VBD:root:0", "truce", True),
        ("may:AUX:aux:1 announce:VERB/VB:root:0", "truce", False),
        ("rejected:VERB/VBD:root:0", "ceasefire", False),
        ("announced:VERB/VBD:root:0", "plan", False),
    ],
)
def test_a_truce_that_is_declared_has_been_made(verb: str, noun: str, expected: bool):
    """To announce a ceasefire is to make one; to be able to, to reject one or to announce a plan is not."""
    doc = make_doc(TRUCE.format(len(verb.split()), verb, noun))
    assert is_declared(doc[-1]) is expected


def test_a_truce_that_takes_effect_has_been_made():
    """What came into force has begun."""
    doc = make_doc("A:DET:det:1 truce:NOUN:nsubj:1 came:VERB/VBD:root:0 into:ADP:case:1 force:NOUN:obl:-2")
    assert is_declared(doc[1])


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("of:ADP:case:1 deaths:NOUN/NNS:obl:-2", True),
        ("with:ADP:case:1 residents:NOUN/NNS:obl:-2", True),
        ("with:ADP:case:1 rebels:NOUN/NNS:obl:-2", False),
    ],
)
def test_to_speak_of_something_or_with_witnesses_is_no_meeting(phrase: str, expected: bool):
    """To speak of deaths is to say, to speak with residents to ask; to speak with rebels is to hold talks."""
    assert ruled_out(f"They:PRON:nsubj:1 spoke:VERB/VBD:root:0 {phrase}", 1, "talks") is expected


def test_a_gathering_that_tells_what_a_place_is_is_a_scene():
    """A hall where officers met is a place."""
    written = (
        "A:DET:det:1 hall:NOUN:root:0 where:ADV:advmod:3 officers:NOUN/NNS:nsubj:2 were:AUX:aux:1 "
        "meeting:VERB/VBG:acl:relcl:-4"
    )
    assert ruled_out(written, 5, "talks")


@pytest.mark.parametrize(("burnt", "expected"), [("flags", True), ("houses", False)])
def test_what_is_burnt_to_be_seen_is_not_destroyed(burnt: str, expected: bool):
    """Flags are burnt in protest, houses are destroyed."""
    written = f"They:PRON:nsubj:1 burned:VERB/VBD:root:0 {burnt}:NOUN/NNS:obj:-1"
    assert ruled_out(written, 1, "destruction") is expected


@pytest.mark.parametrize(("holder", "expected"), [("prison", True), ("army", False)])
def test_a_place_that_holds_people_has_not_just_arrested_them(holder: str, expected: bool):
    """A prison holds people all along."""
    written = f"The:DET:det:1 {holder}:NOUN:nsubj:1 held:VERB/VBD:root:0 600:NUM:obj:-1"
    assert ruled_out(written, 2, "arrest") is expected


def test_a_place_where_people_are_held_is_no_arrest():
    """Where people were locked up tells of a place."""
    written = (
        "A:DET:det:1 hall:NOUN:root:0 where:ADV:advmod:3 migrants:NOUN/NNS:nsubj:pass:2 were:AUX:aux:pass:1 "
        "held:VERB/VBN:acl:relcl:-4"
    )
    assert ruled_out(written, 5, "arrest")


def test_what_something_is_called_is_nothing_new():
    """To call a blast an attack tells of one thing."""
    written = "He:PRON:nsubj:1 called:VERB/VBD:root:0 the:DET:det:1 blast:NOUN:obj:-2 an:DET:det:1 attack:NOUN:xcomp:-4"
    assert ruled_out(written, 5, "armed_attack")
    assert not ruled_out(written, 3, "bombing")


@pytest.mark.parametrize(("aim", "expected"), [("democracy", True), ("Oruba", False)])
def test_what_is_done_to_an_idea_is_a_figure_of_speech(aim: str, expected: bool):
    """Nobody shoots at democracy."""
    written = f"An:DET:det:1 attack:NOUN:root:0 on:ADP:case:1 {aim}:NOUN:nmod:-2"
    assert ruled_out(written, 1, "armed_attack") is expected


@pytest.mark.parametrize(("where", "expected"), [("hospital", True), ("forest", False)])
def test_who_is_taken_to_hospital_is_not_abducted(where: str, expected: bool):
    """Medics take people to hospital, gunmen take them into the forest."""
    written = f"They:PRON:nsubj:1 took:VERB/VBD:root:0 her:PRON:obj:-1 to:ADP:case:1 {where}:NOUN:obl:-3"
    assert ruled_out(written, 1, "abduction") is expected


def test_the_coup_in_which_power_is_seized_is_told_by_its_verb():
    """Power seized in a coup is one happening."""
    written = "He:PRON:nsubj:1 seized:VERB/VBD:root:0 power:NOUN:obj:-1 in:ADP:case:2 a:DET:det:1 coup:NOUN:obl:-4"
    assert ruled_out(written, 5, "territory_change")


@pytest.mark.parametrize(("against", "expected"), [("flames", True), ("rebels", False)])
def test_to_fight_fire_is_no_clash(against: str, expected: bool):
    """Who battles flames fights nobody."""
    written = f"Crews:NOUN/NNS:nsubj:1 battled:VERB/VBD:root:0 {against}:NOUN/NNS:obj:-1"
    assert ruled_out(written, 1, "clash") is expected


def test_to_fight_to_contain_fire_is_no_clash():
    """What is fought for tells against what."""
    written = "They:PRON:nsubj:1 fought:VERB/VBD:root:0 to:PART:mark:1 contain:VERB/VB:xcomp:-2 fires:NOUN/NNS:obj:-1"
    assert ruled_out(written, 1, "clash")


@pytest.mark.parametrize(
    ("tag", "mark", "expected"), [("VBP", "before", True), ("VBD", "before", False), ("VBP", "as", False)]
)
def test_what_is_yet_to_be_held_is_no_happening(tag: str, mark: str, expected: bool) -> None:
    """Days before they meet they have not met; days before they met they have."""
    written = (
        f"It:PRON:nsubj:1 came:VERB/VBD:root:0 days:NOUN/NNS:obl:2 {mark}:SCONJ:mark:2 they:PRON:nsubj:1 "
        f"meet:VERB/{tag}:advcl:-4"
    )
    assert ruled_out(written, 5, "talks") is expected


@pytest.mark.parametrize(
    ("written", "at", "expected"),
    [
        ("False:ADJ:amod:1 reports:NOUN:root:0 of:ADP:case:2 an:DET:det:1 attack:NOUN:nmod:-3", 4, True),
        ("New:ADJ:amod:1 reports:NOUN:root:0 of:ADP:case:2 an:DET:det:1 attack:NOUN:nmod:-3", 4, False),
        ("Rumours:NOUN:root:0 of:ADP:case:2 an:DET:det:1 attack:NOUN:nmod:-3", 3, True),
        ("It:PRON:nsubj:1 simulated:VERB:root:0 an:DET:det:1 attack:NOUN:obj:-2", 3, True),
        ("It:PRON:nsubj:1 repelled:VERB:root:0 an:DET:det:1 attack:NOUN:obj:-2", 3, False),
        ("Bounties:NOUN:root:0 for:ADP:case:2 the:DET:det:1 killing:NOUN:nmod:-3", 3, True),
        ("Blame:NOUN:root:0 for:ADP:case:2 the:DET:det:1 killing:NOUN:nmod:-3", 3, False),
    ],
)
def test_what_is_rumoured_played_or_paid_for_is_no_happening(written: str, at: int, expected: bool) -> None:
    """False reports of an attack, a drill that simulates one and a bounty for one tell of none."""
    assert ruled_out(written, at, "armed_attack") is expected
