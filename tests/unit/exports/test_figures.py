from exportable import basis, estimate, incident
from variorum.exports.figures import toll
from variorum.model.record import Correction


def test_toll_adds_up_groups() -> None:
    """Groups that are told apart add up, best by best, low by low and high by high."""
    found = toll(incident(estimate("civilian", 1, 2, 3), estimate("militant", 4, 5, 6)), "killed")
    assert found is not None
    assert (found.low, found.best, found.high) == (5, 7, 9)


def test_toll_counts_all_people_once() -> None:
    """A figure for all people holds the groups, and only the rest of it is of no known group."""
    found = toll(incident(estimate("civilian", 2, 2, 2), estimate("unknown", 9, 9, 9)), "killed")
    assert found is not None
    assert (found.best, found.of("civilian")[1], found.of("unknown")[1]) == (9, 2, 7)


def test_toll_keeps_groups_beyond_the_figure_for_all() -> None:
    """Groups may come to more than an older figure for all people."""
    found = toll(incident(estimate("civilian", 8, 8, 8), estimate("unknown", 3, 3, 3)), "killed")
    assert found is not None
    assert (found.low, found.best, found.of("unknown")[1]) == (8, 8, 0)


def test_toll_counts_security_forces_once() -> None:
    """Military and police are among the security forces."""
    told = (estimate("military", 2, 2, 2), estimate("police", 1, 1, 1), estimate("security_forces", 5, 5, 5))
    found = toll(incident(*told), "killed")
    assert found is not None
    assert (found.best, found.of("security_forces")[1]) == (5, 2)


def test_toll_of_an_open_figure_is_the_highest_number_said() -> None:
    """Where a figure is open above, high is the highest number that stands, and says that it is no bound."""
    told = estimate("civilian", 4, 4, None, basis(4, open_=True), basis(11, superseded_by=0), basis(7))
    found = toll(incident(told), "killed")
    assert found is not None
    assert (found.high, found.open) == (7, True)


def test_toll_is_what_a_person_sets() -> None:
    """A person's figure is of all people; groups that come to more no longer fit."""
    set_ = Correction(field="killed", machine="9-9", person="3", judgement="j1")
    entry = incident(estimate("civilian", 9, 9, 9), estimate("unknown", 3, 3, 3), corrections=(set_,))
    found = toll(entry, "killed")
    assert found is not None
    assert (found.low, found.best, found.high, found.policy) == (3, 3, 3, "judgement")
    assert found.of("civilian")[1] == 0


def test_toll_is_none_where_nothing_is_said() -> None:
    """No figure is not zero."""
    assert toll(incident(estimate("civilian", 1, 1, 1)), "injured") is None
