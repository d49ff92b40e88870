import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from store_writer import text_of
from variorum.errors import StoreBusy, StoreError, StoreFull
from variorum.model import Report
from variorum.model.record import Member
from variorum.store import Store, open_store

TESTS = Path(__file__).parents[2]


def start(address: str, first: int, last: int, prefix: str = "r") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "store_writer", address, str(first), str(last), prefix],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
    )


def texts(store: Store) -> dict[int, str]:
    return {int(report.text.split()[2].rstrip(".")): report.text for report in store.reports()}


def check_whole(store: Store) -> None:
    """Every report, account and incident is there wholly or not at all."""
    kept = texts(store)
    assert kept == {n: text_of(n) for n in kept}
    linked = store.incidents_of([report.id for report in store.reports()])
    assert set(linked) == {Member(report=a.report.id, incident=i.id) for a in store.accounts() for i in a.incidents}
    assert {entry.id for entry in store.incident_entries()} == set(linked.values())
    assert store.uncollated() == ()


@pytest.mark.parametrize("seed", [1])
def test_killed_writer_loses_nothing_it_said_was_safe(address: str, seed: int) -> None:
    """A process that is killed at any point leaves whole what it had said was safe, and the next one goes on."""
    moments = random.Random(seed)
    safe = 0
    open_store(address).close()
    for _ in range(3):
        with start(address, safe, 100_000) as writer:
            assert writer.stdout is not None
            said = [writer.stdout.readline()]
            killer = threading.Timer(moments.uniform(0, 0.3), writer.send_signal, [signal.SIGKILL])
            killer.start()
            said += list(writer.stdout)
        assert writer.returncode == -signal.SIGKILL
        added = [int(line.split()[1]) for line in said if line.startswith("added") and line.endswith("\n")]
        linked = [int(line.split()[1]) for line in said if line.startswith("linked") and line.endswith("\n")]
        with open_store(address) as store:
            assert set(added) <= set(texts(store))
            assert {f"i{n}" for n in linked} <= {entry.id for entry in store.incident_entries()}
            check_whole(store)
        safe = max(added) + 1
    assert safe >= 3


def test_two_writers_at_once_lose_nothing(address: str) -> None:
    """Two processes that make the tables and add many of the same reports both come to their end."""
    both = [start(address, 0, 30, "same"), start(address, 10, 40, "")]
    for writer in both:
        writer.communicate(timeout=60)
    assert [writer.returncode for writer in both] == [0, 0]
    with open_store(address) as store:
        assert sorted(texts(store)) == list(range(40))
        check_whole(store)


def test_waiting_too_long_says_who_is_in_the_way(address: str) -> None:
    """A writer that another one keeps waiting gives up with a message, and can go on later."""
    with open_store(address) as one, open_store(address, wait=0.1) as other:
        with one.transaction(), pytest.raises(StoreBusy, match="another process is writing"):
            other.add_report(Report(id="a", text="b"))
        assert other.add_report(Report(id="a", text="b"))


def test_reader_does_not_wait_for_writer(store: Store) -> None:
    """While one writes, another thread reads what was there before."""
    store.add_report(Report(id="a", text="a"))
    seen = []
    with store.transaction():
        store.add_report(Report(id="b", text="b"))
        reader = threading.Thread(target=lambda: seen.append(store.counts().reports))
        reader.start()
        reader.join(timeout=20)
    assert (seen, store.counts().reports) == ([1], 2)


def test_snapshot_does_not_move(store: Store) -> None:
    """All that is read in a snapshot is of one moment, whatever others write meanwhile."""
    store.add_report(Report(id="a", text="a"))
    with store.snapshot():
        before = store.counts().reports
        writer = threading.Thread(target=store.add_report, args=(Report(id="b", text="b"),))
        writer.start()
        writer.join(timeout=20)
        during = store.counts().reports
    assert (before, during, store.counts().reports) == (1, 1, 2)


def test_writing_in_snapshot_is_mistake(store: Store) -> None:
    """What writes says so when it is called where only reading makes sense."""
    with store.snapshot(), pytest.raises(RuntimeError, match="snapshot"):
        store.add_report(Report(id="a", text="a"))


@contextmanager
def little_room(pages: int) -> Iterator[None]:
    def limit(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


def fill(store: Store) -> None:
    for n in range(1000):
        store.add_report(Report(id=str(n), text=f"number {n}. " + "words " * 2000))


def test_full_disk_loses_nothing(tmp_path: Path) -> None:
    """Where no room is left a message says so; what was added before is whole, and with room it goes on."""
    path = tmp_path / "record.db"
    open_store(path).close()
    added = []
    with little_room(180), open_store(path) as store, pytest.raises(StoreFull, match="no room is left"):  # noqa: PT012 - which of them fails is not known
        while True:
            report = Report(id=f"{len(added):03}", text=f"number {len(added)}. " + "words " * 2000)
            store.add_report(report)
            added.append(report.text)
    with open_store(path) as store:
        assert added
        assert [report.text for report in store.reports()] == added
        assert store.add_report(Report(id="more", text="more"))
        assert [hit.report for hit in store.search("more")] == ["more"]


def test_transaction_stays_whole_on_full_disk(tmp_path: Path) -> None:
    """Of a transaction for which there is no room, nothing is kept."""
    path = tmp_path / "record.db"
    open_store(path).close()
    with little_room(180), open_store(path) as store, pytest.raises(StoreFull), store.transaction():
        fill(store)
    with open_store(path) as store:
        assert store.counts().reports == 0


def test_transaction_cannot_go_on_after_full_disk(tmp_path: Path) -> None:
    """Whoever catches inside of a transaction that no room was left can keep nothing more in it."""
    path = tmp_path / "record.db"
    open_store(path).close()

    def go_on(store: Store) -> None:
        with store.transaction():
            store.set_meta(before="yes")
            with pytest.raises(StoreFull):
                fill(store)
            store.set_meta(after="yes")

    with little_room(180), open_store(path) as store:
        with pytest.raises(StoreError):
            go_on(store)
        assert (store.meta(), store.counts().reports) == ({}, 0)
