from datetime import date, timedelta

import pytest

from exportable import DAY, days, event, incident, record
from variorum.datasets.matching import compare, match
from variorum.exports.codes import Codes
from variorum.exports.context import Context
from variorum.model import Place
from variorum.model.dataset import PublishedEvent
from variorum.model.record import IncidentEntry

CONTEXT = Context(record(), Codes())


def score(one: PublishedEvent, entry: IncidentEntry | None = None) -> float | None:
    """Give the score of an event and an incident, None where they cannot be one."""
    found = match(CONTEXT, [one], [entry or incident()], least=0.0)
    return found.same[0].score if found.same else None


def test_same_event_scores_one() -> None:
    """All that both tell fits."""
    assert score(event()) == 1.0


@pytest.mark.parametrize(("gap", "wanted"), [(1, 0.88), (2, 0.79), (3, None)])
def test_days_apart(gap: int, wanted: float | None) -> None:
    """A day or two apart costs, more makes them two."""
    day = DAY + timedelta(days=gap)
    assert score(event(start=day, end=day)) == wanted


@pytest.mark.parametrize(("north", "wanted"), [(0.1, 1.0), (0.6, 0.82), (2.0, None)])
def test_places_apart(north: float, wanted: float | None) -> None:
    """Within what both may be off by is one place; beyond it each kilometre costs, and far away makes them two."""
    found = score(event(latitude=14.1 + north))
    assert found == wanted if wanted is None else found == pytest.approx(wanted, abs=0.02)


def test_another_country_is_another_event() -> None:
    """Countries that differ make them two."""
    assert score(event(country="NE")) is None


def test_what_is_not_told_weighs_nothing() -> None:
    """Without coordinates, type and sides the days and the name of the place are compared alone."""
    bare = event(latitude=None, longitude=None, types=(), sides=())
    likenesses = compare(CONTEXT, bare, incident())
    assert likenesses is not None
    assert [(x.name, x.value) for x in likenesses] == [("days", 1.0), ("distance", 0.8)]


def test_nothing_is_said_without_a_place() -> None:
    """Days and sides alone make no two things one."""
    assert score(event(latitude=None, longitude=None, place="Bol")) is None
    assert score(event(), incident(where=())) is None


def test_country_alone_is_no_place() -> None:
    """That both are somewhere in a country adds nothing."""
    chad = Place(name="Chad", level="country", country="TD", latitude=15.0, longitude=19.0, radius_km=600)
    found = compare(CONTEXT, event(), incident(where=(chad,)))
    assert found is not None
    assert [x.value for x in found if x.name == "distance"] == [0.0]


@pytest.mark.parametrize("called", ["Civilians", "herders", "Herders of Kanem"])
def test_civilians_are_met_by_either_name(called: str) -> None:
    """People who bear no arms are a side under the name that data sets give them, and under their own."""
    sides = compare(CONTEXT, event(sides=("Chadian Army", called)), incident(targets=("people",)))
    assert sides is not None
    assert next(likeness.value for likeness in sides if likeness.name == "sides") == 1.0


def test_other_type_and_sides_cost() -> None:
    """A type that it cannot be, and sides that share nothing, are said and cost their weight."""
    other = event(types=("talks",), sides=("Hill Clan",))
    assert score(other) == pytest.approx(0.65)


def test_governments_are_one_under_any_name() -> None:
    """A government and its forces are one side, in UCDP's words or ACLED's."""
    for name in ("Government of Chad", "Military Forces of Chad (2021-)", "Police Forces of Chad"):
        assert score(event(sides=(name,))) == 1.0


def test_long_stretches_say_little() -> None:
    """That two months meet is little of a reason."""
    month = days("2031-05-01", "2031-05-31", "month")
    found = score(event(start=date(2031, 5, 1), end=date(2031, 5, 31)), incident(when=month))
    assert found == pytest.approx(0.85)


def test_best_pairs_come_first() -> None:
    """Of two events near one incident the better is the same, and the other shares it."""
    near, far = event("near"), event("far", start=DAY + timedelta(days=1), end=DAY + timedelta(days=1))
    found = match(CONTEXT, [far, near], [incident()])
    assert [m.event.id for m in found.same] == ["near"]
    assert [m.event.id for m in found.shared] == ["far"]


def test_order_does_not_matter() -> None:
    """Events and incidents in any order give the same pairs."""
    events = [event(f"e{n}") for n in range(3)]
    entries = [incident(id=f"i-{n}") for n in range(2)]
    assert match(CONTEXT, events, entries) == match(CONTEXT, events[::-1], entries[::-1])
