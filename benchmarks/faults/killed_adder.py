"""
Kill -9 what adds reports, again and again, and one of the processes that read; then compare with an undisturbed run.

    python benchmarks/faults/killed_adder.py [--reports 300] [--kills 5]
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import tempfile
from pathlib import Path

from common import adding, clock, lines_until, make_form_reader, reports, tell, undisturbed, written

from variorum.app.read import ReadSuccess, read_reports
from variorum.store import open_store


def kill_adder(number: int, kills: int) -> None:
    """Kill the whole of it at moments that nobody chose."""
    chance, seconds = random.Random(1), 0.0
    expected = undisturbed(number)
    said: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.db"
        for turn in range(kills):
            with adding(path, number) as process:
                lines = lines_until(process, "kept" if turn % 2 else "read", chance.randrange(1, number // 2))
                process.send_signal(signal.SIGKILL)
                assert process.stdout is not None
                lines += [line.strip() for line in process.stdout]
            said |= {line.split(" ", 1)[1] for line in lines if line.startswith("kept ")}
            with open_store(path) as store:
                lost = said - {report.id for report in store.reports()}
                if lost:
                    tell("kill -9 of the adding process", lost=len(lost), of=f"{len(said)} reports", recovery=0)
        with clock() as took, adding(path, number) as process:
            lines_until(process, "read", 1)
            seconds = took[0] if took else 0.0
            process.communicate()
        with open_store(path) as store:
            same = written(store) == expected
    tell(
        "kill -9 of the adding process", lost=0 if same else number, of=f"{number} reports and the record",
        recovery=seconds or took[0], kills=kills,
    )  # fmt: skip


def kill_reader(number: int) -> None:
    """Kill one of two processes that read."""
    outcomes = read_reports(reports(number), jobs=2, make_reader=make_form_reader)
    found = [next(outcomes)]
    children = [int(p) for p in Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()]
    victims = [p for p in children if b"spawn_main" in Path(f"/proc/{p}/cmdline").read_bytes()]
    os.kill(victims[0], signal.SIGKILL)
    with clock() as took:
        found += [next(outcomes) for _ in range(6)]
    found += list(outcomes)
    lost = number - sum(isinstance(outcome, ReadSuccess) for outcome in found)
    tell("kill -9 of a reading process", lost=lost, of=f"{number} reports", recovery=took[0])


def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--kills", type=int, default=5)
    options = parser.parse_args()
    kill_reader(options.reports)
    kill_adder(options.reports, options.kills)


if __name__ == "__main__":
    main()
