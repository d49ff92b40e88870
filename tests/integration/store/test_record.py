from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from variorum.errors import StoreError
from variorum.model import Interval, Report
from variorum.model.record import (
    ActorEntry,
    Forecast,
    IncidentEntry,
    LinkEntry,
    Member,
    StatementEntry,
    StatisticEntry,
)
from variorum.store import StatementFilter, Store

SPAN: dict[str, Any] = {"start": 3, "end": 9, "quote": "the words"}


@pytest.fixture
def store(store: Store) -> Store:
    """A store with three reports."""
    for id_ in "abc":
        store.add_report(Report(id=id_, text=f"text {id_}"))
    return store


def incident(id_: str, *members: tuple[str, str], **rest: Any) -> IncidentEntry:
    return IncidentEntry(id=id_, type="clash", members=tuple(Member(report=r, incident=i) for r, i in members), **rest)


def statement(report: str = "a", **rest: Any) -> StatementEntry:
    return StatementEntry(report=report, **{"speaker": "p1", "stance": "asserts", **SPAN, **rest})


def statistic(report: str = "a", **rest: Any) -> StatisticEntry:
    return StatisticEntry(report=report, measure="deaths", low=3, **SPAN, **rest)


def forecast(report: str = "a", **rest: Any) -> Forecast:
    horizon = Interval(start=date(2031, 1, 1), end=date(2031, 2, 1))
    return Forecast(statement=statement(report, stance="predicts"), horizon=horizon, **rest)


PARTS: list[tuple[str, Callable[[Store], object], list[Any]]] = [
    ("incidents", lambda s: list(s.incident_entries()), [incident("x", ("a", "i1")), incident("y", ("b", "i1"))]),
    ("actors", lambda s: list(s.actors()), [ActorEntry(id="p1", name="A", type="state", members=(("a", "a1"),))]),
    ("links", lambda s: list(s.links()), [LinkEntry(from_="x", to="y", type="part_of", lag_days=(0, 2))]),
    ("statistics", lambda s: list(s.statistics()), [statistic("a"), statistic("b", flags=("too few",))]),
    ("statements", lambda s: list(s.statements()), [statement("a", said_on=date(2031, 1, 1)), statement("b")]),
    ("forecasts", lambda s: list(s.forecasts()), [forecast("a"), forecast("b", places=("somewhere",))]),
]
NAMES = [part[0] for part in PARTS]


@pytest.mark.parametrize(("name", "read", "entries"), PARTS, ids=NAMES)
def test_entries_come_back_as_they_were(
    store: Store, name: str, read: Callable[[Store], object], entries: list[Any]
) -> None:
    """What the record holds is given as it was put in, in an order of its own."""
    getattr(store, f"replace_{name}")(None, entries[::-1])
    assert read(store) == entries


@pytest.mark.parametrize(("name", "read", "entries"), PARTS, ids=NAMES)
def test_replacing_all_drops_the_old(
    store: Store, name: str, read: Callable[[Store], object], entries: list[Any]
) -> None:
    """Where all is replaced, nothing of the old is left, and what was there can be put in again."""
    replace = getattr(store, f"replace_{name}")
    replace(None, entries)
    replace(None, entries)
    assert read(store) == entries
    replace(None, [])
    assert read(store) == []


@pytest.mark.parametrize(("name", "read", "entries"), PARTS, ids=NAMES)
def test_clearing_drops_every_part(
    store: Store, name: str, read: Callable[[Store], object], entries: list[Any]
) -> None:
    """The whole record can be dropped, and the reports stay."""
    getattr(store, f"replace_{name}")([], entries)
    store.clear_record()
    assert (read(store), store.counts().reports) == ([], 3)


def test_incident_makes_way_for_another_of_its_members(store: Store) -> None:
    """In one step an incident goes, and another takes its cases and one more."""
    store.replace_incidents([], [incident("x", ("a", "i1")), incident("z", ("c", "i1"))])
    store.replace_incidents(["x"], [incident("y", ("a", "i1"), ("b", "i1"))])
    assert [entry.id for entry in store.incident_entries()] == ["y", "z"]
    assert store.incidents_of(["a", "b"]) == {
        Member(report="a", incident="i1"): "y",
        Member(report="b", incident="i1"): "y",
    }


def test_case_in_two_incidents_changes_nothing(store: Store) -> None:
    """A step that would put a case into two incidents is refused as a whole."""
    store.replace_incidents([], [incident("x", ("a", "i1")), incident("w", ("b", "i1"))])
    with pytest.raises(StoreError):
        store.replace_incidents(["w"], [incident("y", ("c", "i1")), incident("z", ("a", "i1"))])
    assert [entry.id for entry in store.incident_entries()] == ["w", "x"]


def test_failed_step_leaves_the_transaction_whole(store: Store) -> None:
    """A step that fails inside of a transaction leaves nothing behind, and what else was done there counts."""
    with store.transaction():
        store.replace_incidents([], [incident("x", ("a", "i1"))])
        with pytest.raises(LookupError):
            store.replace_incidents(["x"], [incident("y", ("b", "i1")), incident("z", ("nowhere", "i1"))])
        store.set_meta(done="yes")
    assert ([entry.id for entry in store.incident_entries()], store.meta()) == (["x"], {"done": "yes"})


def test_transaction_that_raises_changes_nothing(store: Store) -> None:
    """Several steps in one transaction happen together or not at all."""

    def add_and_break_off() -> None:
        with store.transaction():
            store.replace_incidents([], [incident("x", ("a", "i1"))])
            store.add_report(Report(id="d", text="text d"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_and_break_off()
    assert (list(store.incident_entries()), store.counts().reports) == ([], 3)


def test_statements_of_one_report_are_replaced_alone(store: Store) -> None:
    """Replacing what is of one report leaves the others'."""
    store.replace_statements([], [statement("a"), statement("b")])
    store.replace_statements(["a"], [statement("a", stance="denies")])
    assert [(s.report, s.stance) for s in store.statements()] == [("a", "denies"), ("b", "asserts")]


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ({"report": "b"}, [3]),
        ({"speaker": "p2"}, [2, 3]),
        ({"stance": "denies"}, [2]),
        ({"incident": "x"}, [1]),
        ({"speaker": "p2", "report": "a"}, [2]),
    ],
)
def test_statements_are_chosen(store: Store, chosen: dict[str, Any], wanted: list[int]) -> None:
    """Statements are chosen by report, speaker, stance and incident."""
    said = [
        statement("a", incident="x", start=1),
        statement("a", speaker="p2", stance="denies", start=2),
        statement("b", speaker="p2", start=3),
    ]
    store.replace_statements([], said)
    assert [s.start for s in store.statements(StatementFilter(**chosen))] == wanted


def test_links_of_an_incident(store: Store) -> None:
    """The links of an incident are those from it and those to it."""
    made = [LinkEntry(from_=a, to=b, type="response_to") for a, b in (("x", "y"), ("y", "z"), ("z", "w"))]
    store.replace_links([], made)
    assert list(store.links("y")) == made[:2]


def test_links_go_with_an_incident(store: Store) -> None:
    """Dropping the links of an incident leaves those of others."""
    made = [LinkEntry(from_=a, to=b, type="response_to") for a, b in (("x", "y"), ("y", "z"), ("z", "w"))]
    store.replace_links([], made)
    store.replace_links(["y"], [])
    assert list(store.links()) == made[2:]


def test_flagged_statistics(store: Store) -> None:
    """Statistics on which something does not fit can be asked for."""
    store.replace_statistics([], [statistic("a"), statistic("b", flags=("too few",))])
    assert [s.report for s in store.statistics(flagged=True)] == ["b"]


def test_forecasts_of_a_report(store: Store) -> None:
    """Forecasts are chosen by report."""
    store.replace_forecasts([], [forecast("a"), forecast("b")])
    assert [f.statement.report for f in store.forecasts("b")] == ["b"]


@pytest.fixture
def people(store: Store) -> Store:
    """A store with three actors."""
    store.replace_actors(
        [],
        [
            ActorEntry(id="p1", name="Army of Ostrava", type="military", members=(("a", "a1"), ("b", "a4"))),
            ActorEntry(id="p2", name="Ostravan League", type="armed_group", aliases=("Sons of the Élan",)),
            ActorEntry(id="p3", name="Jan Novák", type="person"),
        ],
    )
    return store


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        ({}, ["p1", "p3", "p2"]),
        ({"name": "ostrava"}, ["p1"]),
        ({"name": "the elan"}, ["p2"]),
        ({"name": "novak"}, ["p3"]),
        ({"name": "%"}, []),
        ({"type": "person"}, ["p3"]),
        ({"ids": ["p2", "nobody"]}, ["p2"]),
    ],
)
def test_actors_are_chosen(people: Store, chosen: dict[str, Any], wanted: list[str]) -> None:
    """Actors are chosen by whole words of a name, without case and accents, by type and by id."""
    assert [actor.id for actor in people.actors(**chosen)] == wanted


def test_actors_of_reports(people: Store) -> None:
    """Each actor of a report's account leads to the record's."""
    assert people.actors_of(["a", "b", "c"]) == {("a", "a1"): "p1", ("b", "a4"): "p1"}


def test_one_actor(people: Store) -> None:
    """An actor is found by its id, and nothing is found by another."""
    found = people.actor("p3")
    assert found is not None
    assert (found.name, people.actor("p4")) == ("Jan Novák", None)
