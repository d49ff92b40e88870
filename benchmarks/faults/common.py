"""What the scripts of faults share: adding made-up reports in a process apart, and telling whether all is there."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))


from archive import Archive, fill  # noqa: E402

from generate import War, make_form_reader  # noqa: E402 - it lies in the folder above
from variorum.app.add import Adder  # noqa: E402
from variorum.app.export import whole_record  # noqa: E402
from variorum.errors import StoreError  # noqa: E402
from variorum.model import Report  # noqa: E402
from variorum.store import Store, open_store  # noqa: E402

ADD = "import sys; from common import add_all; add_all(sys.argv[1], int(sys.argv[2]))"


def reports(number: int) -> list[Report]:
    """Give the reports that are added: many on a few strikes, some without a date."""
    return [in_english(report) for report in War(5).reports(number, undated=0.1, words=60, renown=8)]


def fill_up(store: Store, incidents: int) -> None:
    """Put a made-up record into an empty *store*."""
    fill(store, Archive(incidents))


def in_english(report: Report) -> Report:
    """Give a report enough of English to be taken for it."""
    text = f"{report.text}\nThe people of the town said that they had heard of it, and that they would stay.\n"
    return msgspec.structs.replace(report, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())


def add_all(address: str, number: int) -> None:
    """Add the reports to the record at *address* as the command does; says how far it is."""
    try:
        with open_store(address, wait=60) as store:
            print("ready", flush=True)
            for report in reports(number):
                store.add_report(report)
                print("kept", report.id, flush=True)
            adder = Adder(store, make_reader=make_form_reader)
            for outcome in adder.read(adder.waiting()):
                print("read", outcome.name, flush=True)
            adder.finish(user="")
            print("done", flush=True)
    except StoreError as error:
        sys.exit(str(error))


def adding(address: str | Path, number: int, **rest: Any) -> subprocess.Popen[str]:
    """Start a process that adds the reports."""
    return subprocess.Popen(
        [sys.executable, "-c", ADD, str(address), str(number)], stdout=subprocess.PIPE, text=True,
        env=environment(), **rest,
    )  # fmt: skip


def environment() -> dict[str, str]:
    """Give the variables with which a child finds these modules."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(HERE), str(HERE.parent)))}


def written(store: Store) -> bytes:
    """Give the whole record as it is exported."""
    return msgspec.json.encode(whole_record(store))


def undisturbed(number: int) -> bytes:
    """Give the record of an adding that nothing disturbs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.db"
        with adding(path, number) as process:
            process.communicate()
        with open_store(path) as store:
            return written(store)


def lines_until(process: subprocess.Popen[str], kind: str, number: int) -> list[str]:
    """Wait until a process has said *number* lines of a *kind*; gives all that it said."""
    assert process.stdout is not None
    said: list[str] = []
    while sum(line.startswith(kind) for line in said) < number and (line := process.stdout.readline()):
        said.append(line.strip())
    return said


@contextmanager
def clock() -> Iterator[list[float]]:
    """Give a list that has, at the end, the seconds that it took."""
    found: list[float] = []
    start = time.perf_counter()
    yield found
    found.append(time.perf_counter() - start)


def tell(fault: str, *, lost: int, of: str, recovery: float, **rest: Any) -> None:
    """Print what was found as a line for people and one for programs; ends the script where anything was lost."""
    more = "".join(f", {name.replace('_', ' ')} {value}" for name, value in rest.items())
    print(f"{fault}: lost {lost} of {of}; going again after {recovery:.1f} s{more}")
    print(json.dumps({"fault": fault, "lost": lost, "of": of, "recovery": round(recovery, 2), **rest}), flush=True)
    if lost:
        sys.exit(1)
