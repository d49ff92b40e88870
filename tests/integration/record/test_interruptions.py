import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

import record_adder
from record_adder import REPORTS
from records import add, written
from variorum.store import Store, open_store

NewStore = Callable[[], AbstractContextManager[Store]]

TESTS = Path(__file__).parents[2]


def start(address: str, step: int | str = 1) -> subprocess.Popen[str]:
    """Run an adder of its own, with a *step* of -1 in the other order; with "again", what makes the record again."""
    return subprocess.Popen(
        [sys.executable, record_adder.__file__, address, str(step)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent / "benchmarks")])},
    )


@pytest.fixture(scope="session")
def undisturbed(new_store: NewStore) -> bytes:
    """The record of an adding that nothing disturbs."""
    with new_store() as store:
        add(store, REPORTS)
        return written(store)


@pytest.mark.parametrize("seed", range(2))
def test_killed_adding_goes_on_to_the_same_record(address: str, undisturbed: bytes, seed: int) -> None:
    """An adding that is killed at any point, again and again, ends with the record of one that was not."""
    moments = random.Random(seed)
    killed = 0
    for last in (False, False, True):
        with start(address) as adder:
            assert adder.stdout is not None
            said = [adder.stdout.readline()]
            if not last:
                said += [adder.stdout.readline() for _ in range(moments.randrange(6))]
                killer = threading.Timer(moments.uniform(0, 0.1), adder.send_signal, [signal.SIGKILL])
                killer.start()
            said += list(adder.stdout)
        killed += adder.returncode == -signal.SIGKILL
    assert said[-1] == "done\n"
    assert killed
    with open_store(address) as store:
        assert written(store) == undisturbed


def test_two_adders_at_once_end_with_the_same_record(address: str, undisturbed: bytes) -> None:
    """Two processes that add the same reports at the same time, in other orders, come to the record of one."""
    open_store(address).close()
    both = [start(address), start(address, -1)]
    said = [adder.communicate(timeout=120)[0] for adder in both]
    assert [lines.splitlines()[-1] for lines in said] == ["done", "done"]
    with open_store(address) as store:
        assert written(store) == undisturbed


@pytest.mark.parametrize("seed", range(2))
def test_killed_rebuilding_leaves_the_record_as_it_was(address: str, undisturbed: bytes, seed: int) -> None:
    """While a record is made again it is there as it was, and stays so where that is killed."""
    moments = random.Random(seed)
    with open_store(address) as store:
        add(store, REPORTS)
        told, undated = written(store), list(store.undated())
        assert told == undisturbed
        for _ in range(3):
            with start(address, "again") as maker:
                assert maker.stdout is not None
                said = [maker.stdout.readline() for _ in range(moments.randrange(1, 4))]
                assert written(store) == undisturbed
                threading.Timer(moments.uniform(0, 0.05), maker.send_signal, [signal.SIGKILL]).start()
                said += list(maker.stdout)
            assert written(store) == undisturbed
            assert list(store.undated()) == undated
        with start(address, "again") as maker:
            assert maker.communicate(timeout=120)[0].endswith("done\n")
        assert written(store) == undisturbed
        assert list(store.undated()) == undated
