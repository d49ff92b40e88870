"""
Let the clock jump by years, forth and back, while reports are added and judged.

    python benchmarks/faults/clock_jumps.py [--reports 200]

The clock of the system is left alone: what the program takes for the time is what jumps. The record must be that of a
quiet clock; the log keeps the order in which things were done, whatever the times in it say.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

from common import Adder, clock, make_form_reader, open_store, reports, tell, undisturbed, written

from variorum.app import add as adding


def main() -> None:
    """Add with a clock that jumps."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=200)
    number = parser.parse_args().reports
    expected, chance = undisturbed(number), random.Random(3)

    def jumping() -> str:
        moment = datetime.now(UTC) + timedelta(days=chance.uniform(-3650, 3650))
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    runs = 10
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "record.db") as store:
        some = reports(number)
        with mock.patch.object(adding, "now", jumping), clock() as took:
            for turn in range(runs):
                for report in some[turn::runs]:
                    store.add_report(report)
                adder = Adder(store, make_reader=make_form_reader)
                list(adder.read(adder.waiting()))
                adder.finish(user=str(turn))
        same = written(store) == expected
        order = [int(entry.user) for entry in store.log(limit=1000, what="add")]
    lost = 0 if same and order == sorted(order, reverse=True) else number
    tell("clock jumps of up to ten years", lost=lost, of=f"{number} reports and the record", recovery=0.0, runs=runs)
    assert took


if __name__ == "__main__":
    main()
