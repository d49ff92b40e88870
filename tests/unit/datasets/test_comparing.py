from datetime import timedelta

import msgspec

from exportable import DAY, MARADA, basis, estimate, event, incident, record
from variorum.datasets.comparing import compare_with
from variorum.model import Place, When
from variorum.model.dataset import Comparison, Difference

DEAD = estimate("civilian", 4, 6, 9)
LATER = DAY + timedelta(days=20)


def standings(found: Comparison) -> list[str]:
    """Give how each row stands, in order."""
    return [row.standing for row in found.rows]


def differences(killed: tuple[int, int, int], *told: object) -> tuple[Difference, ...]:
    """Give where an event with these figures and an incident part."""
    low, best, high = killed
    one = event(killed_low=low, killed_best=best, killed_high=high)
    entry = incident(*(told or (DEAD,)))  # type: ignore[arg-type]
    return compare_with(record(entry), [one], "x").rows[0].differences


def test_rows_say_what_either_lacks() -> None:
    """What both have, what the record lacks and what the data set lacks are told apart, in order of days."""
    entries = incident(DEAD, id="i-1"), incident(DEAD, id="i-2", when=When(start=LATER, end=LATER, precision="day"))
    between = DAY + timedelta(days=9)
    found = compare_with(record(*entries), [event("e1"), event("e2", start=between, end=between)], "x")
    assert standings(found) == ["same", "lacking", "beyond"]
    assert (found.since, found.until, found.countries) == (DAY, LATER, ("TD",))
    assert found.rows[0].incident == "i-1"


def test_events_beyond_what_the_record_covers_are_left_out() -> None:
    """Other days and countries are counted and not listed, unless that is asked for."""
    events = [event("e1"), event("e2", country="NE"), event("e3", start=LATER, end=LATER)]
    found = compare_with(record(incident(DEAD)), events, "x")
    assert (standings(found), found.left_out) == (["same"], 2)
    every = compare_with(record(incident(DEAD)), events, "x", everything=True)
    assert (sorted(standings(every)), every.left_out) == (["lacking", "lacking", "same"], 0)


def test_territory_and_state_are_compared() -> None:
    """What one has in a territory and the other under the state that it is counted to is compared, and may be one."""
    gaza = Place(name="Gaza", level="settlement", country="PS", latitude=31.5, longitude=34.46)
    at = {"place": "Gaza", "latitude": 31.5, "longitude": 34.46}
    for mine, theirs in (("PS", "IL"), ("IL", "PS")):
        entry = incident(DEAD, where=(msgspec.structs.replace(gaza, country=mine),))
        found = compare_with(record(entry), [event("e1", country=theirs, **at), event("e2", country="EG", **at)], "x")
        assert (standings(found), found.left_out) == (["same"], 1)


def test_equal_figures_do_not_differ() -> None:
    """The same best figure is no difference, whatever the ranges, if they meet."""
    assert differences((6, 6, 6)) == ()


def test_other_figures_differ() -> None:
    """Another best figure is told with both ranges."""
    assert differences((4, 5, 9)) == (Difference(field="killed", dataset="5 (4-9)", record="6 (4-9)"),)


def test_figures_far_apart_are_told_so() -> None:
    """Ranges that do not meet are told as such."""
    assert differences((20, 20, 30))[0].field == "killed (ranges apart)"


def test_open_figure_meets_any_higher_one() -> None:
    """A figure such as "at least four" does not exclude thirty."""
    told = estimate("civilian", 4, 4, None, basis(4, open_=True))
    assert differences((30, 30, 30), told)[0].field == "killed"


def test_places_that_lie_apart_differ() -> None:
    """Two points further apart than both allow are told, with the distance."""
    found = compare_with(record(incident(DEAD)), [event(latitude=14.6, radius_km=5)], "x")
    assert [d.field for d in found.rows[0].differences] == ["place"]
    assert "56 km" in found.rows[0].differences[0].record


def test_deaths_alone_are_missed_where_the_data_set_has_them_alone() -> None:
    """A data set of deaths lacks no incident without deaths; one of all events does."""
    far = Place(name="Bol", level="settlement", country="TD", latitude=10.0, longitude=14.7)
    entries = incident(DEAD, id="i-1"), incident(id="i-2", where=(far,))
    deadly = [event(killed_low=1, killed_best=1, killed_high=1)]
    assert standings(compare_with(record(*entries), deadly, "x")) == ["same"]
    mixed = [*deadly, event("e2", latitude=19.0, longitude=20.0, killed_low=0, killed_best=0, killed_high=0)]
    assert "beyond" in standings(compare_with(record(*entries), mixed, "x"))


def test_incidents_without_a_day_are_not_compared() -> None:
    """An incident whose day is not known is neither matched nor missed."""
    found = compare_with(record(incident(DEAD, when=When(), where=(MARADA,))), [event()], "x", everything=True)
    assert (standings(found), found.unplaced) == (["lacking"], 1)
