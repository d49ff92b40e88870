"""A small record of one shelling that two reports tell of, and readers that need no language model."""

import csv
import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from click.testing import Result

from factory import TEXT, make_account
from variorum.app.collate import Collator
from variorum.app.datasets import import_dataset
from variorum.app.read import ReportReader
from variorum.app.settle import settle
from variorum.model import Account, Report, When
from variorum.store import Store, open_store

Run = Callable[..., Result]
"""What the fixture `run` gives: runs the command line with the arguments given."""

OTHER_TEXT = f"A market in the south was struck. {TEXT}"
LATER = date(2031, 7, 20)
HOSTILE = "\x1b[31mred\u202egnp.[bold]x[/bold] :smile:"


def account_of(text: str = TEXT, *, id: str = "marada.txt", **rest: Any) -> Account:  # noqa: A002
    """Make an account of *text* with something of every kind in it; its clash is weeks after its shelling."""
    account = make_account(text, **rest)
    shelling, clash = account.incidents
    clash = msgspec.structs.replace(clash, when=When(start=LATER, end=LATER, precision="day"))
    report = msgspec.structs.replace(account.report, id=id, sha256=hashlib.sha256(text.encode()).hexdigest())
    return msgspec.structs.replace(account, report=report, incidents=(shelling, clash))


def two_accounts() -> tuple[Account, Account]:
    """Make two accounts of one shelling, of which the second has more dead and tells of nothing else."""
    first, second = account_of(), account_of(OTHER_TEXT, id="second.txt", publisher="The Echo")
    shelling = second.incidents[0]
    most = msgspec.structs.replace(shelling.harms[0], low=9, high=9)
    told = msgspec.structs.replace(shelling, harms=(most, *shelling.harms[1:]))
    return first, msgspec.structs.replace(second, incidents=(told,), links=())


def make_record(path: Path, accounts: Iterable[Account] | None = None) -> Store:
    """Make the record of *accounts*, by default two of one shelling, at *path*; leaves it open."""
    store = open_store(path)
    for account in two_accounts() if accounts is None else accounts:
        store.add_report(account.report)
        store.save_account(account, reader="made up")
    Collator(store).collate()
    settle(store)
    return store


def import_events(store: Store, folder: Path, *, place: str = "Marada") -> str:
    """Bring a data set of two events at *place* into *store*, and give its name."""
    path = folder / "ours.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Day", "Town", "Land", "Dead"])
        rows.writerows([["2031-05-06", place, "Chad", "30"], ["2001-01-01", place, "Chad", "4"]])
    import_dataset(store, path, "csv", names={"date": "Day", "place": "Town", "country": "Land", "killed": "Dead"})
    return "ours"


class TellingReader:
    """Gives every report the same account, with something of every kind in it, whatever its text."""

    version = "telling 1"

    def read(self, report: Report) -> Account:
        """Read *report*, whose text must hold that of `factory.TEXT`."""
        return msgspec.structs.replace(make_account(report.text), report=report)


class PlainReader:
    """Gives each report an account of nothing, whatever its text."""

    version = "plain 1"

    def read(self, report: Report) -> Account:
        """Read *report*."""
        return Account(report=report)


def make_teller(_pipeline: str | None, _threads: int) -> ReportReader:
    """Make a reader that tells the same of every report; importable by name, as processes need it."""
    return TellingReader()


def make_plain(_pipeline: str | None, _threads: int) -> ReportReader:
    """Make a reader that finds nothing; importable by name, as processes need it."""
    return PlainReader()
