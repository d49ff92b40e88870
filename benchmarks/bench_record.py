"""
Measure the record: what adding a report costs, and how that grows with the number of reports that are there.

    python benchmarks/bench_record.py [--sizes 1000 3000 10000] [--database ADDRESS]

Adding is keeping a report, linking and storing; the reading is left out. At each size some reports are added in
batches, then some one at a time, and the record is made again of its accounts; the processor's time counts, for others
may be using the machine. The reports are made up, of a war that goes on as they do: the record grows in length, and its
days are as full at the end as at the beginning.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from itertools import islice, pairwise
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory

from generate import FormReader, War
from variorum.app.add import BATCH
from variorum.app.collate import Collator
from variorum.app.export import whole_record
from variorum.app.settle import settle
from variorum.model import Account, Report
from variorum.store import Store, open_store

AIM = 1.5
ALONE, BATCHED = 100, 300
"""Reports that are added at each size, one at a time and in batches."""


def add(store: Store, collator: Collator, accounts: Sequence[Account], batch: int) -> float:
    """Add the reports of *accounts*, *batch* at a time; give the seconds that one took."""
    start = time.process_time()
    for at in range(0, len(accounts), batch):
        for account in accounts[at : at + batch]:
            store.add_report(account.report)
            store.save_account(account, reader="bench")
        collator.collate()
    return (time.process_time() - start) / len(accounts)


def seconds(work: Callable[[], object]) -> float:
    """Give the processor's time that *work* takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def exponent(sizes: Sequence[int], costs: Sequence[float]) -> float:
    """Fit the power of the size by which a cost grows."""
    xs, ys = [log(size) for size in sizes], [log(cost) for cost in costs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def measure(address: str | Path, sizes: Sequence[int]) -> list[list[float]]:
    """Give, for each size, what a report costs alone, in a batch and made again, and settling, and the whole record."""
    reader = FormReader()

    def read(report: Report) -> tuple[Account, str]:
        return reader.read(report), reader.version

    accounts = map(reader.read, War().reports(sizes[-1]))
    rows = []
    with open_store(address) as store:
        collator, there = Collator(store, read=read), 0
        for size in sizes:
            while there < size - ALONE - BATCHED:
                some = list(islice(accounts, min(BATCH, size - ALONE - BATCHED - there)))
                add(store, collator, some, BATCH)
                there += len(some)
            batched = add(store, collator, list(islice(accounts, BATCHED)), BATCH)
            alone = add(store, collator, list(islice(accounts, ALONE)), 1)
            there = size
            again = seconds(collator.collate_all) / size
            rows.append([alone, batched, again, seconds(lambda: settle(store)), seconds(lambda: whole_record(store))])
            show(f"{size:,}", rows[-1])
    return rows


def show(what: str, figures: Sequence[float]) -> None:
    """Print a line of the table."""
    *each, settling, whole = figures
    costs = "".join(f"{1000 * cost:>16.1f} ms" for cost in each)
    print(f"{what:>10}{costs}{settling:>12.1f} s{whole:>12.1f} s", flush=True)


def main() -> None:
    """Print a line for each size, then how each cost grows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1000, 3000, 10000])
    parser.add_argument("--database", help="an empty one; by default a file that goes again")
    options = parser.parse_args()
    sizes = sorted(options.sizes)
    least = ALONE + BATCHED
    if sizes[0] < least or any(b - a < least for a, b in pairwise(sizes)):
        parser.error(f"each size is at least {least} more than the one before")
    heads = "".join(f"{head:>19}" for head in ("one, alone", f"one of {BATCH}", "one, made again"))
    print(f"{'reports':>10}{heads}{'settling':>14}{'whole record':>14}")
    with TemporaryDirectory() as folder:
        rows = measure(options.database or Path(folder) / "record.db", sizes)
    if len(sizes) > 1:
        for name, at in (("alone", 0), (f"one of {BATCH}", 1)):
            ratio, power = rows[-1][at] / rows[0][at], exponent(sizes, [row[at] for row in rows])
            print(
                f"report {sizes[-1]:,} / report {sizes[0]:,}, {name}: {ratio:.2f} (at most {AIM}), exponent {power:.2f}"
            )


if __name__ == "__main__":
    main()
