from builders import case, entries, entry, place
from variorum.collation.sides import Sides

ACTORS = entries(
    entry("norland", "state", "NO"),
    entry("ministry", "government", "NO", "norland"),
    entry("spokesman", "person", "NO", "ministry"),
    entry("airforce", "military", "NO", "norland"),
    entry("police", "police", "NO"),
    entry("activist", "person", "NO"),
    entry("rebels", "armed_group", "SE"),
    entry("wing", "armed_group", "SE", "rebels"),
    entry("southland", "state", "SE"),
    entry("ruler", "armed_group", "SE"),
    entry("charity", "other"),
    entry("loop", "person", None, "pool"),
    entry("pool", "person", None, "loop"),
)
STRIKE = case("a", initiators=("airforce",), targets=("rebels",), where=(place("Hult", country="SE"),))


def side(speaker, *cases):
    return Sides.of_cases(cases or (STRIKE,), ACTORS).side(speaker)


def test_a_report_speaks_for_itself():
    """A harm without a speaker is the reporter's."""
    assert side(None) == "reporter"


def test_a_spokesman_is_on_the_side_of_his_state():
    """Parents are followed from the spokesman to the ministry and the state that the air force is of."""
    assert side("spokesman") == "initiator"


def test_police_without_a_parent_are_on_the_side_of_their_country():
    """Organs of one country are on one side though nothing else links them."""
    assert side("police") == "initiator"


def test_a_person_of_the_country_is_not_on_its_side():
    """A country alone makes nobody a party who is no organ of the state."""
    assert side("activist") == "third"


def test_a_wing_is_on_the_side_of_its_movement():
    """A part of the group that was aimed at speaks for the targets."""
    assert side("wing") == "target"


def test_rulers_of_the_place_that_was_hit_from_abroad_are_on_the_targets_side():
    """A state and a group that rule where foreign aircraft struck speak for those who were hit."""
    assert (side("southland"), side("ruler")) == ("target", "target")


def test_rulers_of_a_place_are_no_party_to_what_happens_at_home():
    """Where an initiator is of the country, ruling there puts nobody on the other side."""
    home = case("a", initiators=("rebels",), targets=("charity",), where=(place("Hult", country="SE"),))
    assert side("ruler", home) == "third"


def test_others_are_third():
    """Who belongs to neither side is a third."""
    assert side("charity") == "third"


def test_the_side_that_more_accounts_give_counts():
    """An actor that one account has among the targets and two among the initiators is an initiator."""
    wrong = case("b", initiators=("rebels",), targets=("airforce",))
    assert side("airforce", STRIKE, wrong, case("c", initiators=("airforce",))) == "initiator"


def test_parents_that_go_in_a_circle_end():
    """A cycle of parents is followed once."""
    assert side("loop") == "third"
