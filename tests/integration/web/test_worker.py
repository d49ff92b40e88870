"""What is handed in is read at once; what needs the whole record waits until nothing more comes."""

import time
from collections.abc import Callable

import pytest

from served import telling
from variorum.model import Report
from variorum.store import Store
from variorum.web.worker import Worker

TEXT = "Shelling killed four people in Marada on Tuesday, the mayor said."


def wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(3000):
        if condition():
            return
        time.sleep(0.01)
    pytest.fail("it never came about")


@pytest.mark.parametrize(("quiet", "settled"), [(600.0, "no"), (0.0, "yes")])
def test_whole_record_waits_for_quiet(store: Store, quiet: float, settled: str) -> None:
    """A report is in the record before what follows from all of it has been worked out."""
    store.add_report(Report(id="new.txt", text=TEXT))
    worker = Worker(store, telling, quiet=quiet)
    worker.start()
    try:
        worker.read("ana")
        wait_for(lambda: store.log(what="add", limit=1) != ())
        assert store.uncollated() == ()
        if settled == "yes":
            wait_for(lambda: store.meta()["settled"] == "yes")
        assert store.meta()["settled"] == settled
    finally:
        worker.stop()
