from datetime import date

import pytest
from sqlalchemy import select

from factory import make_account
from variorum.errors import Issue, StoreError, StoreFailed
from variorum.model import Account, Published, Report
from variorum.store import Store
from variorum.store.database import BULK_MEMORY, WRITER_MEMORY
from variorum.store.rows import MUCH, add_rows, take_keys
from variorum.store.tables import accounts, links, reports

MANY = 40
AWKWARD = "a tab\t, a line\nend, a back\\slash, \\N, \\., a quote ' and \" – and ü 𝄞"


def texts(number: int) -> list[Report]:
    return [Report(id=f"r{n:02}", text=f"Report {n}. {AWKWARD}") for n in range(number)]


def test_rows_come_back_as_they_went_in(store: Store) -> None:
    """Whatever a row holds is the same after many were put in at once: days, bytes, nothing, and odd characters."""
    added = [
        {
            "report": None,
            "reader": AWKWARD,
            "failure": None if n % 2 else AWKWARD,
            "account": bytes(range(256)),
            "published_start": date(2031, 5, 1 + n % 28) if n % 3 else None,
            "published_end": None,
            "published_basis": "metadata",
            "dated_by": b"",
            "issues": b"\\N",
            "collated": bool(n % 2),
        }
        for n in range(MANY)
    ]
    store.add_reports(texts(MANY))
    with store.writing() as connection:
        keys = connection.scalars(select(reports.c.key).order_by(reports.c.id)).all()
        add_rows(connection, accounts, ({**row, "report": key} for row, key in zip(added, keys, strict=True)))
        found = connection.execute(select(accounts).order_by(accounts.c.report)).mappings().all()
    expected = [{**row, "report": key} for row, key in zip(added, keys, strict=True)]
    assert [dict(row) for row in found] == sorted(expected, key=lambda row: row["report"])


def test_keys_are_taken_once(store: Store) -> None:
    """Keys that were taken are not given again, whether rows came with them or not from the hand of another."""
    store.add_reports(texts(3))
    with store.writing() as connection:
        used = set(connection.scalars(select(reports.c.key)))
        assert used.isdisjoint(take_keys(connection, reports, 5))
    store.add_report(Report(id="x", text="another"))
    assert store.counts().reports == 4


def test_rows_that_cannot_be_are_refused_as_ours(store: Store) -> None:
    """What a table does not take is an error of the store's own, and nothing of it stays."""
    row = {"source": "a", "target": None, "type": "c", "entry": b"d"}
    with pytest.raises(StoreError) as caught, store.writing() as connection:
        add_rows(connection, links, [{**row, "target": "b"}] * MANY + [row])
    assert isinstance(caught.value, StoreFailed)
    assert store.links() == ()


def test_many_reports_are_added_as_one_by_one(store: Store) -> None:
    """Each text is kept once, and the later of two with one id is told apart by its hash, within one call too."""
    store.add_report(Report(id="a", text="first"))
    some = [("a", "second"), ("b", "first"), ("a", "third"), ("c", "second"), ("c", "half \ud800 pair")]
    assert store.add_reports(Report(id=i, text=t) for i, t in some) == [True, False, True, False, True]
    kept = {report.text: report.id for report in store.reports()}
    assert kept["first"] == "a"
    assert kept["second"].startswith("a~")
    assert kept["third"].startswith("a~")
    assert kept["half \ud800 pair"] == "c"
    assert [hit.report for hit in store.search("pair")] == ["c"]


def test_many_accounts_are_kept_as_one_by_one(store: Store) -> None:
    """Accounts kept together replace former ones, are findable, and are no longer wanted of their reader."""
    some = [make_account(f"{report.text} {make_account().report.text}") for report in texts(MANY)]
    store.add_reports(account.report for account in some)
    hashes = [report.sha256 for report in store.reports()]
    store.save_account(some[0], reader="old")
    assert store.unread(hashes, "new") == set(hashes)
    issue = Issue.of("W305", path="x")
    store.save_accounts(((account, [issue]) for account in some), reader="new")
    assert store.unread(hashes, "new") == set()
    kept = {account.report.text: account.incidents for account in store.accounts()}
    assert kept == {account.report.text: account.incidents for account in some}
    assert len(list(store.issues())) == MANY
    assert len(store.uncollated()) == MANY


def test_accounts_of_unknown_reports_are_a_mistake(store: Store) -> None:
    """An account of a report that was not added is refused, with all that came with it."""
    store.add_report(Report(id="a", text="a"))
    published = Published()
    accounts_ = [Account(report=Report(id=i, text=i, published=published)) for i in ("a", "b")]
    with pytest.raises(LookupError, match="'b'"):
        store.save_accounts(((account, []) for account in accounts_), reader="x")
    assert list(store.accounts()) == []


def test_memory_is_for_those_who_write_much(store: Store) -> None:
    """On SQLite a transaction that writes many rows holds more of the file, and those after it no longer do."""
    if not store.is_sqlite:
        pytest.skip("PostgreSQL holds what its server is set to")
    held = []
    for number in (MANY, MUCH, MANY):
        with store.transaction(), store.writing() as connection:
            store.add_reports(Report(id=f"r{number} {n}", text=f"{len(held)} {n}") for n in range(number))
            held.append(-connection.exec_driver_sql("PRAGMA cache_size").scalar_one())
    assert held == [WRITER_MEMORY, BULK_MEMORY, WRITER_MEMORY]
