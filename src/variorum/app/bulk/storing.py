"""Stores what was read elsewhere, many reports at a time, in the order in which a single process would have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from variorum.app.add import Adder, Intake
from variorum.app.bulk.cutting import shards
from variorum.app.bulk.reading import Engine
from variorum.app.bulk.results import Result
from variorum.app.read import Outcome, ReadFailure, ReadSuccess


def store_results(adder: Adder, engine: Engine, files: Sequence[Path]) -> Iterator[Intake | Outcome]:
    """
    Keep the reports of *files* with their accounts and link them; gives what became of each.

    What is in the record already is left alone, so that storing may be interrupted and begun again. Where it has no
    incident yet, nothing is linked before all is kept, and then all at once.

    Raises:
        StoreError: If the database cannot keep it.
    """
    empty = not adder.store.counts().incidents
    for shard in shards(files):
        results = engine.results(shard)
        for window in range(len(results.windows() or ())):
            yield from _store(adder, results.read(window))
            if not empty:
                adder.collate()
    adder.collate()


def _store(adder: Adder, some: Sequence[Result]) -> list[Intake | Outcome]:
    told: list[Intake | Outcome] = []
    store, reader = adder.store, adder.version
    with store.transaction():
        reports = [one.report for one in some if one.report]
        new = iter(store.add_reports(reports))
        wanted = store.unread([report.sha256 for report in reports], reader)
        accounts = []
        for one in some:
            if one.report is None:
                assert one.fault is not None
                told.append(Intake(name=one.name, error=one.fault.error(), issues=one.issues))
                continue
            told.append(Intake(name=one.name, new=next(new), issues=one.issues))
            if one.report.sha256 not in wanted:
                continue
            wanted.discard(one.report.sha256)  # the same text may be there twice
            if one.account is not None:
                accounts.append((one.account, ()))
                told.append(ReadSuccess(name=one.name, account=one.account))
            else:
                assert one.fault is not None
                error = one.fault.error()
                store.save_failure(one.report, error, reader=reader)
                told.append(ReadFailure(name=one.name, error=error))
        store.save_accounts(accounts, reader=reader)
    return told
