"""
Measure making a record of all its accounts at once, as `variorum rebuild` does.

    python benchmarks/bench_making.py [--sizes 10000 30000 100000]

The reports are those of `happenings.py`, of which a twentieth tell of one strike. They and their accounts are in the
database before; what is measured is linking, estimating and storing, in processor time. Each is dated.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import os
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from happenings import World
from machine import exponent, peak_memory
from msgspec import structs

from variorum.app.collate import Collator
from variorum.model import Account
from variorum.store import Store, open_store

TOGETHER = 5000
"""Accounts that are stored in one transaction."""


def accounts(size: int) -> Iterator[Account]:
    """Give *size* accounts of reports as they are captured, each with the hash of its text."""
    for account, _ in World(size).told():
        sha256 = hashlib.sha256(account.report.text.encode()).hexdigest()
        yield structs.replace(account, report=structs.replace(account.report, sha256=sha256))


def fill(store: Store, size: int) -> None:
    """Keep *size* accounts and their reports, without collating them."""
    rest = accounts(size)
    while some := list(islice(rest, TOGETHER)):
        with store.transaction():
            store.add_reports(account.report for account in some)
            store.save_accounts(((account, ()) for account in some), reader="bench")


def measure(address: str | Path, size: int) -> float:
    """Give the seconds that making the record of *size* reports takes."""
    with open_store(address) as store:
        fill(store, size)
        gc.collect()
        start = time.process_time()
        made = len(Collator(store).collate_all().made)
        seconds = time.process_time() - start
    figures = f"{seconds:>12.0f} s{1000 * seconds / size:>13.2f} ms{made:>12,}{peak_memory() / 1e9:>12.2f} GB"
    print(f"{size:>10,}{figures}{os.getloadavg()[1]:>8.0f}", flush=True)
    return seconds


def main() -> None:
    """Print a line for each size and the exponent of growth over all sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=[10_000, 30_000])
    options = parser.parse_args()
    sizes = sorted(options.sizes)
    print(f"{'reports':>10}{'made in':>14}{'a report':>16}{'incidents':>12}{'memory':>15}{'load':>8}")
    seconds = []
    for size in sizes:
        with TemporaryDirectory() as folder:
            seconds.append(measure(Path(folder) / "record.db", size))
    if len(sizes) > 1:
        print(f"growth exponent {exponent(sizes, seconds):.2f}")


if __name__ == "__main__":
    main()
