import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from variorum.errors import StoreError
from variorum.store import open_store

# A program that is started in the background may be deaf to Ctrl-C.
PROGRAM = """
import signal
from factory import make_stub
from variorum.cli import commands
signal.signal(signal.SIGINT, signal.default_int_handler)
commands(obj=make_stub)
"""
REPORTS = 14


def start(*arguments: str) -> subprocess.Popen[str]:
    path = os.pathsep.join(filter(None, (str(Path(__file__).parents[2]), *sys.path)))
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        env={**os.environ, "PYTHONPATH": path, "VARIORUM_DB": "variorum.db"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_reports_read(number: int) -> None:
    for _ in range(600):
        try:
            with open_store("variorum.db", create=False) as store:
                if store.counts().read >= number:
                    return
        except StoreError:
            pass
        time.sleep(0.05)
    raise AssertionError("no report was read")


def test_interrupted_add_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the middle of reading keeps every report, and the command alone reads those that are left."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(REPORTS):
        text = f"SLOW Report {number}: two men were shot in the village of Orlo, and the police said so."
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")

    running = start("add", "reports")
    wait_for_reports_read(1)
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert errors.startswith("Interrupted: ")
    with open_store("variorum.db", create=False) as store:
        kept = store.counts()
    assert (kept.reports, kept.read < REPORTS) == (REPORTS, True)

    output, errors = start("add").communicate(timeout=60)
    assert errors == ""
    assert json.loads(output)["read"] == REPORTS - kept.read


def test_reader_of_a_list_may_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that reads the first line and goes leaves no noise behind."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Two men were shot in the village, and the police said so.", encoding="utf-8")
    start("add", "a.txt").communicate(timeout=60)
    running = start("export")
    assert running.stdout is not None
    running.stdout.close()
    assert running.stderr is not None
    assert running.stderr.read() == ""
    running.wait(timeout=60)
