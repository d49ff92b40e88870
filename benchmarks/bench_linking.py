"""
Measure linking: what a case costs, and how that grows with the number of cases.

    python benchmarks/bench_linking.py [--sizes 1000 3000 10000 30000] [--json]

The cases are those of `happenings.py`: most happenings are told of once, some often, and a twentieth of all cases tell
of one strike. They are linked as the accounts of a record are, which lie on a disk and are decoded when they are asked
for, some of them kept. Making them, reading reports and storing are left out. Beside the time stands how well the
incidents agree with the happenings (B-cubed), for comparing less costs less too.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import msgspec
from happenings import World
from machine import exponent, peak_memory

from variorum.app.cases import Cases
from variorum.app.linking import Linking
from variorum.model import Account
from variorum.model.record import Member

AIM = 1.15
KEPT = 300_000
"""Accounts that are kept in memory."""

SMALL, TIMES = 10_000, 5
"""Up to so many cases the figure is the median of so many runs."""


class Accounts:
    """Accounts in a file that goes again, with the happening that each tells of."""

    def __init__(self, told: Iterable[tuple[Account, int]]) -> None:
        self.happenings: dict[Member, int] = {}
        self._places: dict[str, tuple[int, int]] = {}
        self._decoder = msgspec.msgpack.Decoder(Account)
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as this
        at = 0
        for account, happening in told:
            encoded = msgspec.msgpack.encode(account)
            self._file.write(encoded)
            self._places[account.report.id] = at, len(encoded)
            at += len(encoded)
            for incident in account.incidents:
                self.happenings[Member(report=account.report.id, incident=incident.id)] = happening
        self._file.flush()

    def __iter__(self) -> Iterator[str]:
        """Give the ids of the reports."""
        return iter(self._places)

    def load(self, reports: Iterable[str]) -> Iterator[Account]:
        """Decode the accounts of *reports*."""
        for report in reports:
            at, length = self._places[report]
            yield self._decoder.decode(os.pread(self._file.fileno(), length, at))


@dataclass(frozen=True, kw_only=True)
class Found:
    """What linking *size* cases took and gave; `seconds` are the processor's, `agreement` is B-cubed F1."""

    size: int
    seconds: float
    pairs: int
    clusters: int
    agreement: float


def measure(size: int) -> Found:
    """Link *size* cases."""
    clusters_of(Accounts(World(100).told()))  # tables are loaded by then
    accounts = Accounts(World(size).told())
    gc.freeze()  # what is linked is there before, and no part of what is measured
    start = time.process_time()
    pairs, clusters = clusters_of(accounts)
    seconds = time.process_time() - start
    return Found(
        size=size,
        seconds=seconds,
        pairs=pairs,
        clusters=len(clusters),
        agreement=b_cubed(accounts.happenings, clusters),
    )


def clusters_of(accounts: Accounts) -> tuple[int, list[tuple[Member, ...]]]:
    """Link all *accounts*; give the number of comparisons too."""
    linking = Linking(Cases(accounts.load, keep=KEPT))
    linking.take_in(accounts)
    clusters = [one.members for one in linking.clusters()]
    return linking.compared, clusters


def b_cubed(truth: Mapping[Member, int], clusters: Iterable[Sequence[Member]]) -> float:
    """Give how well *clusters* agree with *truth*: the harmonic mean of precision and recall over the cases."""
    sizes = Counter(truth.values())
    precision = recall = 0.0
    for members in clusters:
        for happening, count in Counter(truth[member] for member in members).items():
            precision += count * count / len(members)
            recall += count * count / sizes[happening]
    return 2 * precision * recall / (precision + recall) / len(truth)


def main() -> None:
    """Print a line for each size and the exponent of growth over all sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1000, 3000, 10_000, 30_000])
    parser.add_argument("--json", action="store_true", help="print what was found at each size as a line of JSON")
    options = parser.parse_args()
    sizes = sorted(options.sizes)
    seconds = []
    for size in sizes:
        # What is small is measured several times, for others may be using the machine.
        found = sorted((measure(size) for _ in range(TIMES if size <= SMALL else 1)), key=lambda one: one.seconds)
        middle = found[len(found) // 2]
        seconds.append(middle.seconds)
        if options.json:
            more = {"memory": peak_memory(), "load": os.getloadavg()[1]}
            print(json.dumps(asdict(middle) | more), flush=True)
            continue
        print(f"{size:>9,} cases {middle.seconds:8.1f} s {1000 * middle.seconds / size:6.2f} ms each", end="")
        print(f" {middle.pairs / size:6.1f} pairs each {middle.clusters:>9,} incidents", end="")
        print(f" B-cubed {middle.agreement:.3f} {peak_memory() / 1e9:.2f} GB at most", flush=True)
    if len(sizes) > 1 and not options.json:
        print(f"growth exponent {exponent(sizes, seconds):.2f} (aim: at most {AIM})")


if __name__ == "__main__":
    main()
