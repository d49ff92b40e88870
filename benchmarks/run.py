"""
Run the benchmarks and write docs/benchmarks.md.

    python benchmarks/run.py [--parts reading linking adding storing faults] [--incidents 20000] [--largest 50000]
        [--linking-minutes 180]

What a part finds is kept in `benchmarks/results.json`, so that one can be run by itself and the page has the rest as it
was found before. PostgreSQL is measured where `VARIORUM_TEST_POSTGRES` names a server (`scripts/with_postgresql.sh`).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from machine import exponent, memory, processor, table, versions

from variorum.app.read import cores

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
PAGE = HERE.parent / "docs" / "benchmarks.md"
PARTS = ("reading", "linking", "adding", "making", "storing", "faults")
SIZES = (1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
FAULTS = (
    "killed_adder.py --reports 100 --kills 3",
    "killed_server.py --reports 80 --kills 3",
    "killed_database.py --reports 100",
    "full_disk.py --reports 100 --size 2m",
    "clock_jumps.py --reports 100",
    "poisoned.py --reports 100",
    "crowd.py --clients 200 --seconds 40 --incidents 2000",
    "feed_day.py --looks 96 --new 6",
)
LONGEST = 1800
"""Seconds that one program may take."""

BEFORE = (
    "Figures given before were of another generator: 3,000 towns, 60 parties, 1,500 days and 45 words for all names, "
    "whatever the number of cases, so that ever more happenings could not be told apart. There the power was 1.22 to "
    "100,000 cases, 30,000 took 37.5 s with a B-cubed of 0.866, and 100,000 took 194 s with 0.733. Of the same 30,000 "
    "linking takes 30.3 s by now, with 0.863."
)


def child(*arguments: str, longest: int = LONGEST) -> str:
    """Run a program, and give what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, timeout=longest, check=False, cwd=HERE
    )
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
    return done.stdout


def reading(_options: argparse.Namespace) -> Any:
    """Measure the reader."""
    return child("bench_read.py", "--reports", "20", "--rounds", "2", "--longest", "20000").strip()


def linking(options: argparse.Namespace) -> Any:
    """
    Measure linking at growing sizes, each in a process of its own, up to the one that there is no time for.

    Or take what `bench_linking.py` kept.
    """
    found: list[Any] = []
    if options.found:
        found = [json.loads(line) for path in options.found for line in path.read_text(encoding="utf-8").splitlines()]
        return sorted(found, key=lambda one: one["size"])
    end = time.monotonic() + options.linking_minutes * 60
    for size in SIZES:
        if size > options.largest:
            break
        try:
            longest = max(1, int(end - time.monotonic()))
            printed = child("bench_linking.py", "--sizes", str(size), "--json", longest=longest)
        except subprocess.TimeoutExpired:
            print(f"{size:,} cases: no time", flush=True)
            break
        found.append(json.loads(printed.strip().splitlines()[-1]))
        print(found[-1], flush=True)
    return found


def adding(options: argparse.Namespace) -> Any:
    """Measure what one more report costs in a record that grows."""
    return child("bench_record.py", "--sizes", *map(str, options.records)).strip()


def making(options: argparse.Namespace) -> Any:
    """Measure making a record of all its accounts at once."""
    return child("bench_making.py", "--sizes", *map(str, options.makings)).strip()


def storing(options: argparse.Namespace) -> Any:
    """Measure storing and the pages on each database that is there, or take the figures of measurements before."""
    if options.found:
        # What each chunk took is for another run to go on with.
        kept = [json.loads(path.read_text(encoding="utf-8")) for path in options.found]
        return [{name: value for name, value in one.items() if name != "cost"} for one in kept]
    found = []
    server = os.environ.get("VARIORUM_TEST_POSTGRES")
    for database in (None, server) if server else (None,):
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            more = ("--database", database) if database else ()
            print(child("bench_storing.py", "--incidents", str(options.incidents), "--json", file.name, *more))
            found.append(json.loads(Path(file.name).read_text(encoding="utf-8")))
    return found


def faults(options: argparse.Namespace) -> Any:
    """Cause each fault, or take what programs of some of them printed in place of what was found before."""
    if options.found:
        lines = [line for path in options.found for line in path.read_text(encoding="utf-8").splitlines()]
        anew = {one["fault"]: one for one in map(json.loads, (line for line in lines if line.startswith("{")))}
        known = json.loads(RESULTS.read_text(encoding="utf-8"))["faults"]["found"]
        return [anew.pop(one["fault"], one) for one in known] + list(anew.values())
    found = []
    for name in FAULTS:
        script, *rest = name.split()
        for line in child(f"faults/{script}", *rest).splitlines():
            if line.startswith("{"):
                found.append(json.loads(line))
                print(line, flush=True)
    return found


def page(results: dict[str, Any]) -> str:
    """Write the page."""
    parts = [
        "# Benchmarks",
        "Written by `just benchmarks`; do not edit. Each part says when it was measured. The programs are in "
        "`benchmarks/`, and say how they measure. Times are of the wall clock unless said otherwise.",
    ]
    for name, write in (
        ("reading", of_reading),
        ("linking", of_linking),
        ("adding", of_adding),
        ("making", of_making),
        ("storing", of_storing),
        ("faults", of_faults),
    ):
        if name in results:
            parts += write(results[name]["found"])
            at = results[name]
            parts.append(
                f"Measured on {at['day']}: {at['processor']}, {at['cores']} cores, {at['memory']:.0f} GB, "
                + (f"at a load of {at['load']:.0f}; " if at.get("load", 0) >= 1.5 else "")
                + ", ".join(f"{library} {number}" for library, number in at["versions"].items())
                + "."
            )
    return "\n\n".join(parts) + "\n"


def of_reading(found: str) -> list[str]:
    """Lay out what was found on reading."""
    return ["## Reading", f"```text\n{found}\n```"]


def of_linking(found: list[dict[str, Any]]) -> list[str]:
    """Lay out what was found on linking."""
    rows = [
        (
            f"{one['size']:,}", f"{one['seconds']:.1f} s", f"{1000 * one['seconds'] / one['size']:.2f} ms",
            f"{one['pairs'] / one['size']:.1f}", f"{one['clusters']:,}",
            f"{one['agreement']:.3f}" if "agreement" in one else "",
            f"{one['memory'] / 1e9:.2f} GB", f"{one['load']:.0f}" if "load" in one else "",
        )
        for one in found
    ]  # fmt: skip
    said = [
        "## Linking",
        "All cases at once (`variorum.app.linking`), by one process, in its own processor time, up to 10,000 the "
        "median of five runs. The accounts lie in a file and are decoded as they are asked for; 300,000 at most are "
        "kept, which are most of the memory. B-cubed F1 says how well the incidents agree with the happenings that the "
        "cases were made of. The aim is a power of 1.15 from 1,000 to 1,000,000.",
        "The cases are those of `benchmarks/happenings.py`: a few towns, parties and weeks have most of what happens, "
        "and a twentieth of all cases tell of one strike. Towns and parties become more as an archive grows; its "
        "twelve years stay, so that its days become fuller.",
        table(("cases", "time", "a case", "compared with", "incidents", "B-cubed", "memory", "load"), rows),
    ]
    if len(found) > 1:
        power = exponent([one["size"] for one in found], [one["seconds"] for one in found])
        last = exponent(*zip(*[(one["size"], one["seconds"]) for one in found[-2:]], strict=True))
        said.append(
            f"Time grows with the power **{power:.2f}** of the number of cases, fitted over all sizes, and {last:.2f} "
            f"between the last two. {found[-1]['size']:,} was the largest size tried."
        )
    said.append(BEFORE)
    return said


def of_adding(found: str) -> list[str]:
    """Lay out what was found on adding."""
    return [
        "## Adding to a record",
        "What one more report costs besides reading: keeping, dating, linking, estimating, storing, in processor time; "
        "alone and in a batch of 50; and where all of the record is made again at once. Settling is what needs the "
        "whole record, at the end of a run.",
        f"```text\n{found}\n```",
    ]


def of_making(found: str) -> list[str]:
    """Lay out what was found on making a record at once."""
    return [
        "## Making a record again",
        "What `variorum rebuild` does but for settling, in one transaction and one process, in processor time: "
        "linking, estimating and storing what is read and dated already, on SQLite. The reports are those of linking, "
        "a twentieth of which tell of one strike; 30,000 accounts at most are kept in memory.",
        f"```text\n{found}\n```",
    ]


def of_storing(found: list[dict[str, Any]]) -> list[str]:
    """Lay out what was found on storing and on pages."""
    rows = []
    for one in (some for some in found if "stored" in some):
        first, last = one["tenths"]
        stored = (
            one["database"], f"{one['incidents']:,}", f"{one['stored']:.0f} s", f"{one['processor']:.0f} s",
            f"{one['incidents'] / one['stored']:,.0f}", f"{1000 * first:.2f} and {1000 * last:.2f} ms",
            f"{one['bytes'] / 1e9:.1f} GB", f"{one['memory'] / 1e9:.2f} GB" if "memory" in one else "",
            f"{one['load']:.0f}",
        )  # fmt: skip
        rows.append(stored)
    beside = [
        (
            f"{one['database']}, {name}", f"{one['incidents']:,}", f"{one['processor']:.0f} s", f"{processor:.0f} s",
            f"{one['processor'] / processor:.2f}", f"{one['stored'] / wall:.2f}",
        )
        for one in found
        for name, (wall, processor) in one.get("bare", {}).items()
    ]  # fmt: skip
    pages = [one for one in found if "pages" in one]
    return [
        "## Storing",
        "Made-up records, uneven as real ones are (`benchmarks/archive.py`), stored as the program stores it: checked, "
        "encoded, indexed for search, counted, in transactions of 5,000 incidents, with two reports and four "
        "statements each. *Computed* is the time of the processors, the server's included, which others change less; "
        "*the first and the last* that of one incident in the first and in the last tenth.",
        table(
            (
                "", "incidents", "stored in", "computed", "incidents a second", "the first and the last", "on disk",
                "memory", "load",
            ),
            rows,
        ),
        "Beside it, the same rows put into tables of the same form and indexes by the driver alone. On SQLite these "
        "index the words too; on PostgreSQL what makes words findable is left out.",
        table(("", "incidents", "computed", "bare", "ratio", "ratio by the clock"), beside),
        "## Pages",
        "Asked as a browser asks. *First* is the first answer after something was written, *median* that of the five "
        "that follow: an answer is kept until the record changes. *Computed* is what the first took of the processors, "
        "which says more where others are at work: at a load of 10, one of ten gets a fifth of a processor.",
        *(part for incidents in sorted({one["incidents"] for one in pages}) for part in of_pages(pages, incidents)),
        "The aims, at 1,000,000 incidents, are a median of 200 ms on PostgreSQL and of 500 ms on SQLite.",
    ]  # fmt: skip


def of_pages(found: list[dict[str, Any]], incidents: int) -> list[str]:
    """Lay out what the pages of a record of so many *incidents* cost."""
    found = [one for one in found if one["incidents"] == incidents]
    rows = []
    for n, (path, *_) in enumerate(found[0]["pages"]):
        rows.append((f"`{path}`", *(f"{ms:.0f} ms" for one in found for ms in one["pages"][n][1:])))
    head = ("", *(f"{one['database']}, {when}" for one in found for when in ("first", "computed", "median")))
    slowest = []
    for one in found:
        for when, n in (("first", 1), ("computed for the first", 2), ("at the median", 3)):
            path, *times = max(one["pages"], key=lambda page: page[n])
            slowest.append(f"{times[n - 1]:.0f} ms {when} on {one['database']} (`{path}`)")
    loads = " and ".join(f"{one['asked_at']:.0f}" for one in found)
    return [
        f"With {incidents:,} incidents, at a load of {loads}:",
        table(head, rows),
        f"Slowest: {'; '.join(slowest)}.",
    ]


def of_faults(found: list[dict[str, Any]]) -> list[str]:
    """Lay out what was found on faults."""
    rows = []
    for one in found:
        rest = {k: v for k, v in one.items() if k not in {"fault", "lost", "of", "recovery"}}
        more = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in rest.items())
        rows.append((one["fault"], one["lost"], one["of"], f"{one['recovery']:.1f} s", more))
    return [
        "## Faults",
        "Each is a program in `benchmarks/faults/`, which fails where anything is lost; "
        "[faults](explanation/faults.md) says what is done and why nothing is.",
        table(("fault", "lost", "of", "going again after", "besides"), rows),
    ]


def main() -> None:
    """Run the parts asked for, keep what they find and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--parts", nargs="*", choices=PARTS, default=list(PARTS))
    parser.add_argument("--incidents", type=int, default=20_000, help="of the record that is stored")
    parser.add_argument("--records", type=int, nargs="+", default=[1000, 3000], help="reports of the records added to")
    parser.add_argument("--makings", type=int, nargs="+", default=[3000, 10_000], help="reports of records made again")
    parser.add_argument("--found", type=Path, nargs="+", help="what bench_storing.py kept, or faults printed")
    parser.add_argument("--largest", type=int, default=50_000, help="cases that are linked")
    parser.add_argument("--linking-minutes", type=int, default=180, help="for all sizes together")
    options = parser.parse_args()
    for name in options.parts:
        start, load = time.perf_counter(), os.getloadavg()[0]
        found = globals()[name](options)
        print(f"{name}: {time.perf_counter() - start:.0f} s", flush=True)
        # Another run may have kept the figures of its parts meanwhile.
        results: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
        results[name] = {
            "day": datetime.now(UTC).date().isoformat(),
            "processor": processor(),
            "cores": cores(),
            "memory": memory(),
            "versions": versions(),
            "load": load,
            "found": found,
        }
        RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        PAGE.write_text(page(results), encoding="utf-8")


if __name__ == "__main__":
    main()
