from datetime import date

import pytest

from factory import make_account
from variorum.cli import words
from variorum.cli.words import Names
from variorum.model import Harm, Place, When
from variorum.model.account import Group
from variorum.model.record import Estimate


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (7, 7, "7"),
        (7, None, "at least 7"),
        (0, 200, "up to 200"),
        (0, 0, "none"),
        (3, 5, "3 to 5"),
        (0, None, "an unknown number"),
        (2000, 2000, "2,000"),
    ],
)
def test_count_says_its_bounds(low: int, high: int | None, said: str) -> None:
    """Unknown, none, open and closed counts read differently."""
    assert words.count(low, high) == said


def test_count_says_that_it_is_approximate() -> None:
    """An approximate count opens with 'about'."""
    assert words.count(200, 200, approximate=True) == "about 200"


def test_harm_gives_group_subgroup_and_names() -> None:
    """A harm says how many of whom, which of them and their names."""
    harm = Harm(
        outcome="killed",
        group="civilian",
        subgroup="women",
        low=2,
        high=2,
        names=("Ada Orr", "Eve Orr"),
        start=0,
        end=1,
        quote="x",
    )
    assert words.harm(harm) == "2 civilian killed (women): Ada Orr, Eve Orr"


def test_place_gives_radius_with_coordinates() -> None:
    """A located place says what its coordinates may be off by."""
    place = Place(name="Marada", level="settlement", country="TD", latitude=14.123, longitude=15.3, radius_km=5)
    assert words.place(place) == "Marada (settlement in TD) 14.12, 15.30 ± 5 km"


def test_place_says_that_it_is_not_located() -> None:
    """A place without coordinates says so."""
    assert words.place(Place(name="the bridge", level="site")) == "the bridge (site), not located"


def test_place_is_not_in_itself() -> None:
    """A country has its code and is in nothing."""
    assert words.place(Place(name="Chad", level="country", country="TD")) == "Chad (country, TD), not located"


def test_range_says_its_days() -> None:
    """A range is as precise as its days."""
    nights = When(start=date(2031, 5, 5), end=date(2031, 5, 6), precision="range")
    assert words.when(nights) == "2031-05-05 to 2031-05-06"


def test_when_says_its_precision() -> None:
    """An interval says how precise it is, unless its days say so."""
    week = When(start=date(2031, 5, 5), end=date(2031, 5, 11), precision="week")
    assert words.when(week) == "2031-05-05 to 2031-05-11 (to the week)"


def test_when_says_that_it_is_unknown() -> None:
    """A date that is not known is not left blank."""
    assert words.when(When()) == "date unknown"


def test_parties_of_symmetric_incident_have_no_order() -> None:
    """The parties of a clash stand side by side."""
    account = make_account()
    assert Names(account.actors).parties(account.incidents[1]) == "the army – Marada council"


def test_parties_name_the_unknown_side() -> None:
    """A side that the report does not name is unknown, not absent."""
    account = make_account()
    assert Names(account.actors).parties(account.incidents[0]) == "unknown → Marada council"


def test_name_shows_id_of_no_actor() -> None:
    """An id that no actor bears is shown, so that the fault can be seen."""
    assert Names(make_account().actors).name("a99") == "a99"


def estimate(group: Group, low: int, best: int, high: int | None) -> Estimate:
    return Estimate(outcome="killed", group=group, low=low, best=best, high=high, policy="ucdp")


@pytest.mark.parametrize(
    ("estimates", "said"),
    [
        ([], ""),
        ([estimate("civilian", 8, 8, 8)], "8"),
        ([estimate("civilian", 0, 19, 42)], "19 (0–42)"),
        ([estimate("civilian", 9, 9, None)], "9 (9+)"),
        ([estimate("civilian", 3, 3, 3), estimate("militant", 2, 2, 4)], "5 (5–7)"),
        ([estimate("civilian", 3, 3, 3), estimate("unknown", 9, 10, 10)], "10 (9–10)"),
        ([estimate("security_forces", 3, 3, 3), estimate("police", 2, 2, 2)], "3"),
    ],
)
def test_toll_counts_nobody_twice(estimates: list[Estimate], said: str) -> None:
    """Groups add up, but for those that another group holds, and a total of all stands for its parts."""
    assert words.toll(estimates, "killed") == said


def test_tolls_tell_groups_apart() -> None:
    """Group by group, each figure has its bounds."""
    found = [estimate("civilian", 0, 19, 42), estimate("militant", 10, 10, 15)]
    assert words.tolls(found, "killed") == "civilians 19 (0–42), militants 10 (10–15)"


@pytest.mark.parametrize(
    ("days", "said"), [((0, 0), "the same day"), ((1, 1), "1 day later"), ((0, 3), "0 to 3 days later")]
)
def test_lag_says_how_long_after(days: tuple[int, int], said: str) -> None:
    """A lag is exact or between two bounds."""
    assert words.lag(days) == said
