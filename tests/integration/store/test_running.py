"""Counts that run along: what is written by and by is counted as if it were counted at the end."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from variorum.model import Account, Place, Report, When
from variorum.model.account import Outcome
from variorum.model.record import Contest, Estimate, IncidentEntry, LinkEntry, Member, StatementEntry
from variorum.store import Store
from variorum.store.running import recount
from variorum.store.tables import cell_counts, counts, day_counts, toll_counts

REPORTS = "abcd"


def incident(n: int, **changed: Any) -> IncidentEntry:
    entry = IncidentEntry(
        id=f"i-{n}",
        type="clash",
        when=When(start=date(2031, 1, n), end=date(2031, 1, n), precision="day"),
        where=(
            Place(
                name="Vik", level="settlement", country="TD", province="East", latitude=12.5 + n, longitude=15.25 - n
            ),
        ),
        initiators=("p1",),
        targets=("p1", f"p{n}"),
        members=(Member(report=REPORTS[n - 1], incident="i1"),),
        estimates=(estimate("killed", n, None), estimate("injured", 0, 2)),
        contested=(Contest(field="type", positions=()),) if n % 2 else (),
    )  # fmt: skip
    return msgspec.structs.replace(entry, **changed)


def estimate(outcome: Outcome, best: int, high: int | None) -> Estimate:
    return Estimate(
        outcome=outcome, group="unknown", low=best, best=best, high=high, policy="ucdp", contested=False, reason=""
    )


def statement(report: str, speaker: str, on: str | None = None, start: int = 0) -> StatementEntry:
    return StatementEntry(
        report=report, speaker=speaker, stance="asserts", start=start, end=start + 1, quote="x", incident=on
    )


def fill(store: Store) -> None:
    store.add_reports(Report(id=i, text=f"text {i}") for i in REPORTS)
    store.save_accounts(((Account(report=Report(id=i, text=f"text {i}")), ()) for i in "abc"), reader="r")
    store.save_failure(Report(id="d", text="text d"), "no", reader="r")
    store.replace_incidents(None, [incident(1), incident(2), incident(3, rejected=True)])
    store.replace_statements(
        None, [statement("a", "p1", "i-1"), statement("a", "p1", "i-2", 5), statement("b", "p2"), statement("c", "p1")]
    )
    store.replace_links(None, [LinkEntry(from_="i-1", to="i-2", type="same_series")])


CHANGES: dict[str, Callable[[Store], object]] = {
    "nothing": lambda _: None,
    "an incident goes": lambda s: s.replace_incidents(["i-1"], []),
    "an incident is contested no more": lambda s: s.replace_incidents(["i-1"], [incident(1, contested=())]),
    "an incident is rejected": lambda s: s.replace_incidents(["i-2"], [incident(2, rejected=True)]),
    "one is not rejected any more": lambda s: s.replace_incidents(["i-3"], [incident(3)]),
    "an incident without place and date": lambda s: s.replace_incidents(["i-2"], [incident(2, where=(), when=When())]),
    "all incidents go": lambda s: s.replace_incidents(None, []),
    "an incident that is not there": lambda s: s.replace_incidents(["i-9"], []),
    "statements come before the incident": lambda s: (
        s.replace_statements(["b"], [statement("b", "p3", "i-4")]),
        s.replace_incidents((), [incident(4, contested=(Contest(field="type", positions=()),))]),
    ),
    "statements go": lambda s: s.replace_statements(["a"], []),
    "all statements go": lambda s: s.replace_statements(None, [statement("c", "p4", "i-1")]),
    "an account is made again": lambda s: s.save_account(Account(report=Report(id="d", text="text d")), reader="r2"),
    "an account fails": lambda s: s.save_failure(Report(id="a", text="text a"), "no", reader="r2"),
    "a link goes": lambda s: s.replace_links(["i-2"], []),
    "the record is cleared": lambda s: s.clear_record(),
    "rows are written again": lambda s: s.derive(),
}  # fmt: skip


def counted(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    with store.reading() as connection:
        tables = (counts, toll_counts, day_counts, cell_counts)
        return {
            table.name: [tuple(r) for r in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in tables
        }


@pytest.mark.parametrize("name", CHANGES)
def test_counts_run_along(store: Store, name: str) -> None:
    """After any change, the counts are those that a look at the whole record gives."""
    fill(store)
    CHANGES[name](store)
    running = counted(store)
    with store.transaction(), store.writing() as connection:
        recount(connection)
    recounted = counted(store)
    recounted["counts"] = [row for row in recounted["counts"] if row[2]]
    running["counts"] = [row for row in running["counts"] if row[2]]
    assert running == recounted


def test_counts_are_undone_with_the_rest(store: Store) -> None:
    """What is written and undone is not counted."""
    fill(store)
    before = counted(store)
    with suppress(InterruptedError), store.transaction():
        store.replace_incidents(["i-1"], [])
        raise InterruptedError
    assert counted(store) == before
