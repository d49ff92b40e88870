"""What the pages and the API ask is answered by indexes: nothing looks at all of a table that grows with the record."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, get_args

import msgspec
import pytest
from sqlalchemy import event, text

from variorum.model import Account, Place, Published, Report, When
from variorum.model.record import Contest, Estimate, IncidentEntry, Member
from variorum.store import Box, IncidentFilter, IncidentOrder, StatementFilter, Store

LARGE = frozenset(
    "reports accounts case_words case_keys pairs incidents incident_tolls members incident_actors incident_places "
    "incident_entries statements statistics forecasts links actor_members".split()
)
"""The tables that grow with the record; of the others there is a line for each actor, user or list."""

FEW = tuple(
    f"SCAN accounts USING {kind}INDEX ix_accounts_{name}"
    for kind in ("", "COVERING ")
    for name in ("failed", "undated", "uncollated")
)
"""Indexes that hold the rows in question alone."""

DAY = date(2031, 5, 1)
MARADA = Place(
    name="Marada", level="settlement", country="TD", province="Kanem", latitude=13, longitude=15, radius_km=5
)
SOME = [Member(report=r, incident=i) for r in "ab" for i in ("i1", "i2")]

IN_ORDER: dict[str, Callable[[Store], object]] = {
    # Lists as they are first seen: in the order of an index, so that a page costs a page.
    **{f"incidents {o}": lambda s, o=o: s.incidents(order=o, limit=1) for o in get_args(IncidentOrder)},
    "incidents of a type": lambda s: s.incidents(IncidentFilter(types=("clash",)), limit=1),
    "incidents of a country": lambda s: s.incidents(IncidentFilter(countries=("TD",)), limit=1),
    "incidents of a province": lambda s: s.incidents(IncidentFilter(province="Kanem"), limit=1),
    "incidents that are contested": lambda s: s.incidents(IncidentFilter(contested=True), order="killed", limit=1),
    "incidents until": lambda s: s.incidents(IncidentFilter(until=DAY), limit=1),
    "incidents since": lambda s: s.incidents(IncidentFilter(since=DAY), limit=1),
    "points": lambda s: s.points(limit=1),
    "points of a type": lambda s: s.points(IncidentFilter(types=("clash",)), limit=1),
    "loosest": lambda s: s.loosest(most=0.9, limit=10),
    "incident ids": lambda s: s.incident_ids("i-4f"),
    "reports": lambda s: s.report_rows(),
    "reports newest": lambda s: s.report_rows(order="newest", limit=1),
    "reports oldest": lambda s: s.report_rows(order="oldest", limit=1),
    "actors": lambda s: s.actor_rows(),
    "log": lambda s: s.log_page(),
}  # fmt: skip

BY_INDEX: dict[str, Callable[[Store], object]] = {
    "incident": lambda s: s.incident("i-1"),
    "incidents in a box": lambda s: s.incidents(IncidentFilter(box=Box(west=1, south=2, east=3, north=4))),
    "incidents of an actor": lambda s: s.incidents(IncidentFilter(actor="army", part="target")),
    "incidents of a report": lambda s: s.incidents(IncidentFilter(report="a")),
    "incidents with words": lambda s: s.incidents(IncidentFilter(text="market")),
    "entries": lambda s: list(s.incident_entries(["i-1"])),
    "links": lambda s: s.links("i-1"),
    "report": lambda s: s.report("a"),
    "report entries": lambda s: list(s.report_entries(["a"])),
    "reader": lambda s: s.reader_of("a"),
    "failures": lambda s: list(s.failures()),
    "failed reports": lambda s: s.report_rows(state="failed"),
    "uncollated": lambda s: s.uncollated(),
    "actor": lambda s: s.actor_rows(id="p1"),
    "actor by id": lambda s: s.actor("p1"),
    "members of actors": lambda s: s.actors_of(["a"]),
    "members of incidents": lambda s: s.incidents_of(["a"]),
    "statements of a report": lambda s: s.statement_page(StatementFilter(report="a")),
    "statements of a speaker": lambda s: s.statement_page(StatementFilter(speaker="p1")),
    "statements on an incident": lambda s: s.statement_page(StatementFilter(incident="i-1")),
    "latest statements": lambda s: s.latest_statements("p1", limit=20),
    "statistics of a report": lambda s: s.statistic_page(report="a"),
    "statistics of a speaker": lambda s: s.statistic_page(speaker="p1"),
    "statistics that do not fit": lambda s: s.statistic_page(flagged=True),
    "forecasts of a report": lambda s: s.forecast_page(report="a"),
    "forecasts of a speaker": lambda s: s.forecast_page(speaker="p1"),
    "days of a type": lambda s: s.by_day(IncidentFilter(types=("riot",))),
    "cells": lambda s: s.cells(halvings=4, limit=100),
    "cells of a type": lambda s: s.cells(IncidentFilter(types=("riot",)), halvings=4, limit=100),
    "fine cells of a box": lambda s: s.cells(
        IncidentFilter(box=Box(west=1, south=2, east=3, north=4)), halvings=12, limit=100
    ),
    "doubts": lambda s: s.doubts(most=0.9, limit=10),
    "pairs of a case": lambda s: list(s.pairs(SOME, least=0.5)),
    "compared": lambda s: s.compared([(SOME[0], SOME[2]), (SOME[1], SOME[3])]),
    "keys": lambda s: s.keys_of(SOME),
    "neighbours": lambda s: s.cases_around([("block", "place")], 5),
    "search in reports": lambda s: s.search("market"),
    "search in statements": lambda s: s.search("market", kind="statement"),
    "log of a user": lambda s: s.log_page(user="ana"),
    "log of a kind": lambda s: s.log_page(what="add"),
    "version": lambda s: s.version(),
}

THROUGH: dict[str, Callable[[Store], object]] = {
    # What is counted of most of the record is read as it lies: to fetch each row by an index would take longer.
    f"{name} {of}": lambda s, count=count, chosen=chosen: count(s, chosen)
    for of, chosen in {
        "of a type": IncidentFilter(types=("clash",)),
        "of a country": IncidentFilter(countries=("TD",)),
        "in a box": IncidentFilter(box=Box(west=1, south=2, east=30, north=40)),
        "until": IncidentFilter(until=DAY),
    }.items()
    for name, count in {
        "totals": lambda s, c: s.totals(c),
        "days": lambda s, c: s.by_day(c),
        "provinces": lambda s, c: s.facet("province", c, limit=9),
    }.items()
}

COUNTED: dict[str, Callable[[Store], object]] = {
    # What is counted over all of the record comes from an index that covers it, not from the rows.
    "totals": lambda s: s.totals(),
    "totals of a type": lambda s: s.totals(IncidentFilter(types=("riot",))),
    "days": lambda s: s.days(),
    **{f"facet {n}": lambda s, n=n: s.facet(n, limit=100) for n in ("type", "country", "province")},
    "counts": lambda s: s.counts(),
}  # fmt: skip


@pytest.fixture
def store(store: Store) -> Store:
    """A store with a few of what lists begin with, so that the first page goes no further."""
    published = Published(start=DAY, end=DAY, basis="metadata")
    some = [Account(report=Report(id=i, text=i, published=published)) for i in "abc"]
    store.add_reports(account.report for account in some)
    store.save_accounts(((account, ()) for account in some), reader="r")
    entry = IncidentEntry(
        id="i-0",
        type="clash",
        when=When(start=DAY, end=DAY, precision="day"),
        where=(
            Place(
                name="Marada",
                level="settlement",
                country="TD",
                province="Kanem",
                latitude=13,
                longitude=15,
                radius_km=5,
            ),
        ),
        estimates=tuple(
            Estimate(outcome=o, group="unknown", low=1, best=2, high=3, policy="ucdp", contested=False, reason="")
            for o in ("killed", "injured")
        ),
        contested=(Contest(field="type", positions=()),),
    )
    store.replace_incidents(None, [msgspec.structs.replace(entry, id=f"i-{n}") for n in range(3)])
    return store


@contextmanager
def asked_of(store: Store) -> Iterator[list[tuple[str, Any]]]:
    found: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            found.append((statement, values))

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(store.engine, "before_cursor_execute", note)


def plans(store: Store, call: Callable[[Store], object], *, without: Sequence[str] = ("seqscan",)) -> list[str]:
    """The lines of the plans of all that a call asks; where PostgreSQL can do *without* something, it does."""
    with asked_of(store) as found:
        call(store)
    lines: list[str] = []
    with store.engine.connect() as connection:
        if not store.is_sqlite:
            for way in without:
                connection.execute(text(f"SET LOCAL enable_{way} = off"))
        for statement, values in found:
            way = "EXPLAIN QUERY PLAN" if store.is_sqlite else "EXPLAIN"
            rows = connection.exec_driver_sql(f"{way} {statement}", values).all()
            lines += [str(row[-1]) for row in rows]
    return lines


def looked_through(store: Store, lines: list[str], *, covered: bool) -> list[str]:
    """The large tables that are looked at row by row; *covered* lets those pass of which an index alone is."""
    if not store.is_sqlite:
        return [line for line in lines for table in re.findall(r"Seq Scan on (\w+)", line) if table in LARGE]
    whole = [line for line in lines if (m := re.match(r"SCAN (\w+)", line)) and m[1] in LARGE]
    return [
        line for line in whole if not (" COVERING INDEX " in line if covered else " USING " in line) and line not in FEW
    ]


@pytest.mark.parametrize("name", [*IN_ORDER, *BY_INDEX])
def test_asked_by_index(store: Store, name: str) -> None:
    """No question of the pages and the API has all rows of a large table looked at."""
    lines = plans(store, {**IN_ORDER, **BY_INDEX}[name])
    assert looked_through(store, lines, covered=False) == []


@pytest.mark.parametrize("name", IN_ORDER)
def test_listed_in_the_order_of_an_index(store: Store, name: str) -> None:
    """No list is sorted to give its first page."""
    lines = plans(store, IN_ORDER[name], without=("seqscan", "bitmapscan", "sort"))
    assert [line for line in lines if "Sort" in line or "TEMP B-TREE FOR ORDER BY" in line] == []


@pytest.mark.parametrize("name", COUNTED)
def test_counted_by_index(store: Store, name: str) -> None:
    """What is counted over the whole record comes from indexes."""
    if not store.is_sqlite and name.startswith("totals"):
        pytest.skip("PostgreSQL weighs an index against the table by their sizes, which are nothing here")
    lines = plans(store, COUNTED[name])
    assert looked_through(store, lines, covered=True) == []


@pytest.mark.parametrize("name", THROUGH)
def test_most_of_the_record_is_looked_through(store: Store, name: str) -> None:
    """SQLite takes no index to count what most incidents are among, which would fetch row after row."""
    if not store.is_sqlite:
        pytest.skip("PostgreSQL weighs the two itself")
    lines = plans(store, THROUGH[name])
    assert "SCAN incidents" in lines
    assert [line for line in lines if re.match(r"(SCAN|SEARCH) incidents USING INDEX", line)] == []


def test_few_of_a_box_are_found_by_their_places(store: Store) -> None:
    """SQLite looks at the places of few, not at those of all in the order of the list."""
    if not store.is_sqlite:
        pytest.skip("PostgreSQL weighs the two itself")
    lines = plans(store, lambda s: s.points(IncidentFilter(box=Box(west=1, south=2, east=3, north=4)), limit=100))
    assert any("COVERING INDEX ix_incidents_place" in line for line in lines)
