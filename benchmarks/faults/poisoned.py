"""
Give the reader reports that it fails on, that it never ends with, and that kill it, among sound ones.

    python benchmarks/faults/poisoned.py [--reports 200]

Prints too what the time limit costs a report that needs none.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

import msgspec
from common import Adder, clock, open_store, reports, tell

from generate import FormReader
from variorum.app.limit import within
from variorum.model import Account, Report
from variorum.store import Store

PATIENCE = 1.0
POISON = ("RAISE", "HANG", "DIE")


class PoisonedReader(FormReader):
    """Does to the reader what a text orders."""

    def read(self, report: Report) -> Account:
        """Read *report*."""
        if "RAISE" in report.text:
            raise ValueError("as ordered")
        while "HANG" in report.text:
            sum(range(1000))
        if "DIE" in report.text:
            os._exit(9)
        return super().read(report)


def make_poisoned(_pipeline: str | None, _threads: int) -> PoisonedReader:
    """Make a reader; importable by name, as processes need it."""
    return PoisonedReader()


def read(store: Store, *, retry: bool = False, sound: bool = False) -> None:
    """Read what waits in two processes."""
    from common import make_form_reader

    maker = make_form_reader if sound else make_poisoned
    adder = Adder(store, jobs=2, patience=PATIENCE, make_reader=maker)
    list(adder.read(adder.waiting(retry=retry)))
    adder.finish(user="")


def cost() -> float:
    """Give the microseconds that the limit takes of a report."""
    rounds = 20_000
    start = time.perf_counter()
    for _ in range(rounds):
        with within(60):
            pass
    return 1e6 * (time.perf_counter() - start) / rounds


def main() -> None:
    """Read the sound ones past the others, then try these again with a reader that takes them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=200)
    number = parser.parse_args().reports
    some = reports(number)
    for n, poison in enumerate(POISON, 1):
        at = n * number // 4
        some[at] = msgspec.structs.replace(some[at], text=f"{some[at].text}{poison}\n")
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "record.db") as store:
        for report in some:
            store.add_report(report)
        with clock() as took:
            read(store)
        counts, codes = store.counts(), sorted(failure.message[1:5] for failure in store.failures())
        lost = number - counts.read - len(POISON) + (counts.reports - number)
        with clock() as again:
            read(store, retry=True, sound=True)
        lost += store.counts().failed
    tell(
        "reports that raise, hang and kill", lost=lost, of=f"{number} reports", recovery=again[0],
        marked=" ".join(codes), all_read_in_seconds=round(took[0], 1), limit_costs_microseconds=round(cost(), 1),
    )  # fmt: skip


if __name__ == "__main__":
    main()
