"""What kind a happening is by who or what did it, from hand-written parses."""

import pytest

from parses import make_doc
from variorum.reading.happenings import Happening, Mention
from variorum.reading.means import by_sides, of_harm, type_of
from variorum_en.annotations import Trigger


def named(written: str, word: str, told: str | None, outcome: str | None = None) -> Happening:
    """Give the happening that a word names, of a type or by harm alone."""
    doc = make_doc(written)
    head = next(token for token in doc if token.text == word)
    mention = Mention(0, Trigger(head.i, head.i + 1, told, outcome, 0.9, 0.9, ()), head, 0, False, False)
    return Happening([mention]) if told else Happening([], [mention])


def kind(written: str, word: str, told: str | None, outcome: str | None = None) -> str:
    """Tell the type of the happening that a word names."""
    return type_of(named(written, word, told, outcome))


KILLED = "{}:NOUN:nsubj:1 killed:VERB:root:0 six:NUM:obj:-1"
KILLED_BY = "Six:NUM:nsubj:pass:2 were:AUX:aux:pass:1 killed:VERB/VBN:root:0 by:ADP:case:1 {}:NOUN:obl:agent:-2"


@pytest.mark.parametrize("written", [KILLED, KILLED_BY], ids=["active", "passive"])
@pytest.mark.parametrize(
    ("doer", "expected"),
    [
        ("helicopters", "air_strike"),
        ("Warplanes", "air_strike"),
        ("rockets", "shelling"),
        ("mines", "bombing"),
        ("grenade", "bombing"),
        ("gunmen", "killing"),
        ("miners", "killing"),
    ],
)
def test_what_killed_tells_the_type(written: str, doer: str, expected: str) -> None:
    """Where only harm names a happening, the weapon or the craft that did it tells what it was."""
    assert kind(written.format(doer), "killed", None, "killed") == expected


def test_a_craft_tells_an_attack_from_the_air() -> None:
    """An attack by a gunship is one from the air, a drone's bomb too; one on a helicopter is not."""
    assert kind("Gunships:NOUN:nsubj:1 attacked:VERB:root:0 it:PRON:obj:-1", "attacked", "armed_attack") == "air_strike"
    assert kind("Drones:NOUN:nsubj:1 bombed:VERB:root:0 it:PRON:obj:-1", "bombed", "bombing") == "air_strike"
    shot = "Helicopters:NOUN:nsubj:pass:2 were:AUX:aux:pass:1 attacked:VERB/VBN:root:0"
    assert kind(shot, "attacked", "armed_attack") == "armed_attack"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("A:DET:det:1 pistol:NOUN:nsubj:1 exploded:VERB:root:0", "armed_attack"),
        ("A:DET:det:1 pistol:NOUN:root:0 that:PRON:nsubj:1 exploded:VERB:acl:relcl:-2", "armed_attack"),
        ("A:DET:det:1 bomb:NOUN:nsubj:1 exploded:VERB:root:0", "bombing"),
        ("A:DET:det:1 car:NOUN:nsubj:1 exploded:VERB:root:0", "bombing"),
    ],
    ids=["pistol", "of a pistol", "bomb", "car"],
)
def test_a_gun_that_goes_off_is_no_bomb(written: str, expected: str) -> None:
    """What is said of bombs is said of guns too."""
    assert kind(written, "exploded", "bombing") == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("A:DET:det:2 general:ADJ:amod:1 strike:NOUN:nsubj:1 began:VERB:root:0", "protest"),
        ("Teachers:NOUN:nsubj:2 are:AUX:cop:1 on:ADP:case:1 strike:NOUN:root:0", "protest"),
        ("A:DET:det:2 night:NOUN:compound:1 strike:NOUN:nsubj:1 began:VERB:root:0", "air_strike"),
        ("Talk:NOUN:nsubj:4 on:ADP:case:2 the:DET:det:1 strike:NOUN:nmod:-3 began:VERB:root:0", "air_strike"),
    ],
    ids=["general strike", "on strike", "night strike", "on the strike"],
)
def test_a_walkout_is_no_strike_from_the_air(written: str, expected: str) -> None:
    """Those who lay down work protest."""
    assert kind(written, "strike", "air_strike") == expected


def test_a_suicide_bomber_tells_a_suicide_bombing() -> None:
    """Whatever the words for what he did."""
    written = "A:DET:det:2 suicide:NOUN:compound:1 bomber:NOUN:nsubj:1 killed:VERB:root:0 six:NUM:obj:-1"
    assert kind(written, "killed", None, "killed") == "suicide_bombing"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("The:DET:det:1 bombing:NOUN:nsubj:1 killed:VERB:root:0 six:NUM:obj:-1", "bombing"),
        ("The:DET:det:1 bomber:NOUN:nsubj:2 's:PART:case:-1 bombing:NOUN:root:0", "suicide_bombing"),
        ("A:DET:det:1 bombing:NOUN:root:0 by:ADP:case:1 himself:PRON:nmod:-2", "suicide_bombing"),
    ],
    ids=["no word of a suicide", "bomber", "himself"],
)
def test_a_suicide_bombing_is_said_to_be_one(written: str, expected: str) -> None:
    """Where nothing in a report tells of a bomber's own death, a bomb was left there."""
    assert kind(written, "bombing", "suicide_bombing") == expected


def test_a_car_driven_at_people_is_no_bomb() -> None:
    """Who rams people attacks them, unless explosives are told of."""
    rammed = "He:PRON:nsubj:1 rammed:VERB/VBD:root:0 it:PRON:obj:-1 into:ADP:case:1 {}:NOUN:obl:-3"
    assert kind(rammed.format("them"), "rammed", "suicide_bombing") == "armed_attack"
    assert kind(rammed.format("them") + " Explosives:NOUN:dep:-4", "rammed", "suicide_bombing") == "suicide_bombing"
    driven = rammed.replace("rammed", "drove").format("them") + " killing:VERB/VBG:advcl:-4"
    assert kind(driven, "killing", "killing") == "armed_attack"
    assert kind(driven, "drove", "destruction") == "armed_attack"
    assert kind("It:PRON:nsubj:1 drove:VERB:root:0 killing:VERB/VBG:advcl:-1", "killing", "killing") == "killing"


def test_an_armed_strike_closes_a_region() -> None:
    """A group that keeps people at home strikes nobody from the air."""
    written = "An:DET:det:2 armed:ADJ:amod:1 strike:NOUN:nsubj:1 began:VERB:root:0"
    assert kind(written, "strike", "air_strike") == "closure"


@pytest.mark.parametrize(
    ("written", "doers", "expected"),
    [
        ("They:PRON:nsubj:1 bombed:VERB:root:0 it:PRON:obj:-1", ["armed_group"], "bombing"),
        ("They:PRON:nsubj:1 bombed:VERB:root:0 it:PRON:obj:-1", ["military"], "air_strike"),
        ("They:PRON:nsubj:1 bombed:VERB:root:0 it:PRON:obj:-1", [], "air_strike"),
        ("Drones:NOUN:nsubj:1 bombed:VERB:root:0 it:PRON:obj:-1", ["armed_group"], "air_strike"),
    ],
    ids=["fighters", "an army", "nobody", "fighters with drones"],
)
def test_fighters_without_aircraft_lay_bombs(written: str, doers: list[str], expected: str) -> None:
    """What fighters bomb where nothing flies was not bombed from the air; harm by an aircraft alone was."""
    harm = named(written, "bombed", None, "killed")
    assert by_sides(harm, "air_strike", doers, []) == "air_strike"
    assert by_sides(named(written, "bombed", "air_strike"), "air_strike", doers, []) == expected


def test_who_was_shot_and_lived_was_not_killed() -> None:
    """A shooting that only hurt is an attack; a killing that is named one stays it."""
    shot = named("He:PRON:nsubj:pass:2 was:AUX:aux:pass:1 shot:VERB/VBN:root:0", "shot", "killing")
    assert of_harm(shot, "killing", ["injured"]) == "armed_attack"
    assert of_harm(shot, "killing", ["injured", "killed"]) == "killing"
    assert of_harm(shot, "killing", []) == "killing"
    slain = named("The:DET:det:1 assassination:NOUN:root:0", "assassination", "killing")
    assert of_harm(slain, "killing", ["injured"]) == "killing"


@pytest.mark.parametrize(
    ("targets", "expected"), [(["armed_group"], "territory_change"), (["civilians"], "expulsion"), ([], "expulsion")]
)
def test_fighters_who_are_driven_out_lose_a_place(targets: list[str], expected: str) -> None:
    """Families are expelled, rebels are beaten."""
    out = named("Troops:NOUN:nsubj:1 drove:VERB:root:0 them:PRON:obj:-1", "drove", "expulsion")
    assert by_sides(out, "expulsion", ["military"], targets) == expected


def test_who_was_only_abducted_was_not_arrested() -> None:
    """Rebels who hold somebody do not arrest him."""
    held = named("Rebels:NOUN:nsubj:1 held:VERB:root:0 two:NUM:obj:-1", "held", "arrest")
    assert of_harm(held, "arrest", ["abducted"]) == "abduction"
    assert of_harm(held, "arrest", ["detained"]) == "arrest"


def test_a_ship_is_seized_with_those_on_board() -> None:
    """A ship is no place that changes hands."""
    seized = "Pirates:NOUN:nsubj:1 seized:VERB:root:0 a:DET:det:1 {}:NOUN:obj:-2"
    assert kind(seized.format("tanker"), "seized", "territory_change") == "abduction"
    assert kind(seized.format("village"), "seized", "territory_change") == "territory_change"
