"""
Let the disk run full while reports are added, make room, and go on.

    python benchmarks/faults/full_disk.py [--reports 300] [--size 3m]

The disk is a `tmpfs`, which only root can mount; elsewhere nothing is measured. A test does the same by a limit of
SQLite's.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from common import adding, clock, lines_until, tell, undisturbed, written

from variorum.store import open_store


def mount(folder: Path, how: str) -> bool:
    """Mount a disk of memory, or change it; False where that is not allowed."""
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", how, "tmpfs", str(folder)], capture_output=True, check=False)
    return done.returncode == 0


def main() -> None:
    """Fill it once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--size", default="3m")
    options = parser.parse_args()
    expected = undisturbed(options.reports)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not mount(folder, f"size={options.size}"):
            sys.exit("A tmpfs cannot be mounted here: nothing is measured")
        try:
            path = folder / "record.db"
            with adding(path, options.reports, stderr=subprocess.PIPE) as process:
                out, said = process.communicate()
            kept = {line.split(" ", 1)[1] for line in out.splitlines() if line.startswith("kept ")}
            told = said.strip().splitlines()[-1] if said.strip() else ""
            if process.returncode == 0:
                sys.exit("The disk did not run full: give it a smaller --size")
            mount(folder, "remount,size=1g")
            with clock() as took, adding(path, options.reports) as process:
                lines_until(process, "ready", 1)
                recovery = took[0] if took else 0.0
                process.communicate()
            with open_store(path) as store:
                lost = kept - {report.id for report in store.reports()}
                same = written(store) == expected
        finally:
            subprocess.run(["umount", str(folder)], check=True)
    tell(
        "a full disk", lost=len(lost) if same else options.reports, of=f"{len(kept)} reports and the record",
        recovery=recovery or took[0], message=told[:6],
    )  # fmt: skip


if __name__ == "__main__":
    main()
