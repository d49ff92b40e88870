"""Counting incidents: points, totals, facets."""

from datetime import date
from typing import Any

import msgspec
import pytest

from variorum.model import Place, Report, When
from variorum.model.record import ActorEntry, Contest, Correction, Estimate, IncidentEntry, Member
from variorum.store import Box, DayCount, IncidentFilter, Store, Sum


def killed(low: int, best: int, high: int | None, **rest: Any) -> Estimate:
    return Estimate(
        **{"outcome": "killed", "group": "unknown", "policy": "ucdp", **rest}, low=low, best=best, high=high
    )


def place(name: str, latitude: float | None, longitude: float | None, **rest: Any) -> Place:
    return Place(**{"name": name, "level": "settlement", **rest}, latitude=latitude, longitude=longitude)


ENTRIES = (
    IncidentEntry(
        id="i-a",
        type="clash",
        when=When(start=date(2031, 1, 1), end=date(2031, 1, 3), precision="range"),
        where=(place("Vik", 60.0, 179.5, country="RU", province="East", radius_km=4.0),),
        initiators=("p1",),
        targets=("p1", "p2"),
        members=(Member(report="a", incident="i1"),),
        estimates=(killed(2, 3, 5), killed(1, 1, 1, outcome="injured")),
        contested=(Contest(field="type", positions=()),),
    ),
    IncidentEntry(
        id="i-b",
        type="bombing",
        where=(place("Oro", -10.0, -170.0, country="ID", level="province", radius_km=90.0),),
        targets=("p2",),
        members=(Member(report="b", incident="i1"),),
        estimates=(killed(4, 4, None), killed(0, 0, 0, outcome="missing")),
        confidence=0.6,
    ),
    IncidentEntry(id="i-c", type="clash", members=(Member(report="b", incident="i2"),), confidence=0.8),
    IncidentEntry(
        id="i-d",
        type="riot",
        members=(Member(report="c", incident="i1"),),
        estimates=(killed(90, 90, 90),),
        rejected=True,
    ),
)


ALIKE = [IncidentFilter(), IncidentFilter(origins=0), IncidentFilter(types=("clash", "bombing"))]
"""Filters that leave all of them but for the one rejected."""


@pytest.fixture
def store(store: Store) -> Store:
    """A store with four incidents, of which one was rejected."""
    for id_ in "abc":
        store.add_report(Report(id=id_, text=f"text {id_}"))
    store.replace_actors(None, [ActorEntry(id=i, name=f"name {i}", type="state") for i in ("p1", "p2")])
    store.replace_incidents(None, ENTRIES)
    return store


def test_totals_add_up(store: Store) -> None:
    """Incidents are counted and tolls added up; an open toll counts with its best figure, and is counted as open."""
    totals = store.totals()
    assert (totals.incidents, totals.contested, totals.undated, totals.unplaced) == (3, 1, 2, 1)
    assert totals.tolls == (
        Sum(outcome="killed", incidents=2, low=6, best=7, high=9, open=1),
        Sum(outcome="injured", incidents=1, low=1, best=1, high=1, open=0),
        Sum(outcome="missing", incidents=1, low=0, best=0, high=0, open=0),
    )


def test_totals_of_nothing(store: Store) -> None:
    """Of no incident all counts are 0."""
    totals = store.totals(IncidentFilter(types=("talks",)))
    assert (totals.incidents, totals.contested, totals.undated, totals.tolls) == (0, 0, 0, ())


def test_points_have_what_a_map_needs(store: Store) -> None:
    """A point is at the incident's first place, with its days and tolls; by id, and no more than asked for."""
    (first, second, third), following = store.points(limit=10)
    assert (first.id, first.latitude, first.longitude, first.radius_km) == ("i-a", 60.0, 179.5, 4.0)
    assert (first.start, first.end, first.precision) == (date(2031, 1, 1), date(2031, 1, 3), "range")
    assert (first.killed, first.injured, first.contested) == ((2, 3, 5), (1, 1, 1), True)
    assert (second.place, second.level, second.killed) == ("Oro", "province", (4, 4, None))
    assert (third.killed, third.latitude, third.place) == (None, None, None)
    assert following is None
    some, following = store.points(limit=1)
    assert (some, store.points(limit=5, cursor=following)[0]) == ((first,), (second, third))


@pytest.mark.parametrize("chosen", ALIKE)
def test_days_are_counted(chosen: IncidentFilter, store: Store) -> None:
    """Incidents are counted by the day on which they begin, whether that is kept or has to be asked for."""
    assert store.by_day(chosen) == (DayCount(day=date(2031, 1, 1), incidents=1, contested=1, low=2, best=3, high=5),)


@pytest.mark.parametrize("chosen", ALIKE)
@pytest.mark.parametrize("halvings", [4, 10, 15])
def test_cells_are_counted(chosen: IncidentFilter, halvings: int, store: Store) -> None:
    """Incidents with coordinates are counted where they are, whether that is kept or has to be asked for."""
    vague, exact = store.cells(chosen, halvings=halvings, limit=10)
    assert (exact.exact, exact.latitude, exact.longitude, exact.incidents) == (True, 60.0, 179.5, 1)
    assert (exact.contested, exact.killed, vague.exact, vague.killed) == (1, 3, False, 4)
    assert (vague.latitude, vague.longitude) == (-10.0, -170.0)
    for cell in (vague, exact):
        assert cell.box.south <= cell.latitude <= cell.box.north
        assert cell.box.west <= cell.longitude <= cell.box.east


@pytest.mark.parametrize("chosen", [{}, {"origins": 0}])
def test_cells_of_a_box(chosen: dict[str, Any], store: Store) -> None:
    """Of a box, which may cross 180 degrees, come the cells that it touches."""

    def found(west: float, south: float, east: float, north: float) -> list[float]:
        box = Box(west=west, south=south, east=east, north=north)
        return [cell.latitude for cell in store.cells(IncidentFilter(box=box, **chosen), halvings=8, limit=10)]

    assert found(170, 50, 180, 70) == [60.0]
    assert found(170, -20, -160, 70) == [-10.0, 60.0]
    assert found(0, 0, 10, 10) == []


def test_too_many_cells_become_larger(store: Store) -> None:
    """Where there were more cells than asked for, the grid is coarser; exact places stay apart from others."""
    more = [
        msgspec.structs.replace(ENTRIES[0], id=f"i-{n}", where=(place("P", n * 3.0, n * 4.0),), members=())
        for n in range(12)
    ]
    store.replace_incidents((), more)
    cells = store.cells(halvings=10, limit=6)
    assert len(cells) <= 6
    assert sum(cell.incidents for cell in cells) == 14
    assert {cell.exact for cell in cells} == {True, False}


@pytest.mark.parametrize(
    ("box", "found"),
    [
        ((170, 50, 180, 70), ["i-a"]),
        ((170, -20, -160, 70), ["i-a", "i-b"]),
        ((-180, -90, 180, 90), ["i-a", "i-b"]),
        ((0, 0, 10, 10), []),
    ],
)
def test_box_may_cross_the_date_line(box: tuple[float, float, float, float], found: list[str], store: Store) -> None:
    """A box holds what lies in it, on both sides of 180 degrees where it crosses them."""
    west, south, east, north = box
    chosen = IncidentFilter(box=Box(west=west, south=south, east=east, north=north))
    assert [point.id for point in store.points(chosen, limit=10)[0]] == found


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"actor": "p1", "part": "initiator"}, ["i-a"]),
        ({"actor": "p2", "part": "initiator"}, []),
        ({"actor": "p2", "part": "target"}, ["i-a", "i-b"]),
        ({"actor": "name p1", "part": "target"}, ["i-a"]),
        ({"outcomes": ("injured",)}, ["i-a"]),
        ({"outcomes": ("missing",)}, []),
        ({"outcomes": ("missing", "killed")}, ["i-a", "i-b"]),
        ({"countries": ("ru", "ID")}, ["i-a", "i-b"]),
        ({"province": "East"}, ["i-a"]),
        ({"province": "East\x00"}, []),
        ({"report": "b"}, ["i-b", "i-c"]),
        ({"report": "\x00"}, []),
        ({"rejected": None, "report": "c"}, ["i-d"]),
        ({"origins": 1}, []),
    ],
)
def test_new_filters_choose(chosen: dict[str, Any], found: list[str], store: Store) -> None:
    """Each filter leaves what fulfils it."""
    assert [point.id for point in store.points(IncidentFilter(**chosen), limit=10)[0]] == found


@pytest.mark.parametrize(
    ("name", "chosen", "found"),
    [
        ("type", {}, (("clash", 2), ("bombing", 1))),
        ("type", {"types": ("bombing",)}, (("clash", 2), ("bombing", 1))),
        ("type", {"report": "b"}, (("bombing", 1), ("clash", 1))),
        ("country", {}, (("ID", 1), ("RU", 1))),
        ("province", {"province": "North"}, (("East", 1),)),
        ("outcome", {}, (("killed", 2), ("injured", 1))),
        ("actor", {}, (("p2", 2), ("p1", 1))),
        ("actor", {"types": ("clash",)}, (("p1", 1), ("p2", 1))),
    ],
)
def test_facets_count(name: Any, chosen: dict[str, Any], found: tuple[tuple[str, int], ...], store: Store) -> None:
    """What a filter can be set to is counted under all others, each incident once, the most frequent first."""
    assert store.facet(name, IncidentFilter(**chosen), limit=10) == found
    assert store.facet(name, IncidentFilter(**chosen), limit=1) == found[:1]


def test_days_span_all(store: Store) -> None:
    """The days are those of the earliest beginning and the latest end."""
    assert store.days() == (date(2031, 1, 1), date(2031, 1, 3))
    assert store.days(IncidentFilter(types=("bombing",))) is None


def test_loosest_first(store: Store) -> None:
    """The incidents that hold together least come first, and no rejected one."""
    assert store.loosest(most=0.9, limit=10) == ("i-b", "i-c")
    assert store.loosest(most=0.7, limit=10) == ("i-b",)


def test_what_a_person_sets_is_the_number_of_all(store: Store) -> None:
    """A toll that a person set does not grow with what is told of groups."""
    corrected = IncidentEntry(
        id="i-e",
        type="clash",
        estimates=(killed(2, 2, 2), killed(9, 9, 9, group="civilian")),
        corrections=(Correction(field="killed", machine="", person="2", judgement="j"),),
    )
    store.replace_incidents(None, [corrected])
    assert store.points(limit=1)[0][0].killed == (2, 2, 2)
    assert store.totals().tolls[0].best == 2


def test_huge_figures_do_not_raise(store: Store) -> None:
    """A figure that no column holds counts as the largest that one does."""
    store.replace_incidents(
        None, [IncidentEntry(id=f"i-{n}", type="clash", estimates=(killed(10**12, 10**15, None),)) for n in range(3)]
    )
    (toll,) = store.totals().tolls
    assert (toll.low, toll.best, toll.open) == (3 * (2**31 - 1), 3 * (2**31 - 1), 3)


def test_columns_are_derived_again(store: Store) -> None:
    """What follows from the entries is the same when it is written again."""
    before = (store.points(limit=10), store.totals(), store.incidents_of("abc"))
    store.derive()
    assert (store.points(limit=10), store.totals(), store.incidents_of("abc")) == before
