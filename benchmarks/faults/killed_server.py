"""
Kill -9 the server while reports are handed in to it, start it again, and look for all that it had acknowledged.

    python benchmarks/faults/killed_server.py [--reports 120] [--kills 4]
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
from common import HERE, clock, environment, lines_until, open_store, reports, tell

from variorum.model import Report

CALM = 120.0
"""Seconds that the server has at the end to read what is left."""


def serving(path: Path) -> tuple[subprocess.Popen[str], httpx.Client]:
    """Start a server and wait until it answers."""
    process = subprocess.Popen(
        [sys.executable, str(HERE / "serving.py"), str(path)], stdout=subprocess.PIPE, text=True, env=environment()
    )
    port = lines_until(process, "port", 1)[-1].split()[1]
    client = httpx.Client(base_url=f"http://127.0.0.1:{port}/api/v1", timeout=60)
    client.get("/status").raise_for_status()
    return process, client


def hand_in(client: httpx.Client, report: Report) -> bool:
    """Hand a report in; False where the server has gone."""
    try:
        day = report.published.start
        said = {"text": report.text, "name": report.id, **({"published": day.isoformat()} if day else {})}
        return client.post("/reports", json=said).status_code == 202
    except httpx.TransportError:
        return False


def main() -> None:
    """Hand in, kill, and go on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=120)
    parser.add_argument("--kills", type=int, default=4)
    options = parser.parse_args()
    waiting, chance = reports(options.reports), random.Random(2)
    acknowledged: set[str] = set()
    recovery = 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.db"
        open_store(path).close()
        process, client = serving(path)
        for _ in range(options.kills):
            for _ in range(chance.randrange(3, max(4, options.reports // (options.kills + 1)))):
                if waiting and hand_in(client, waiting[-1]):
                    acknowledged.add(waiting.pop().sha256)
            time.sleep(chance.uniform(0, 0.3))
            process.send_signal(signal.SIGKILL)
            process.wait()
            with clock() as took:
                process, client = serving(path)
            recovery = max(recovery, took[0])
        while waiting:
            hand_in(client, waiting[-1])
            acknowledged.add(waiting.pop().sha256)
        end = time.monotonic() + CALM
        while time.monotonic() < end and client.get("/status").json()["counts"]["waiting"]:
            time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        process.wait()
        with open_store(path) as store:
            there = {report.sha256 for report in store.reports()}
            unread = store.counts().waiting
    lost = len(acknowledged - there) + unread
    tell("kill -9 of the server", lost=lost, of=f"{len(acknowledged)} reports", recovery=recovery, kills=options.kills)


if __name__ == "__main__":
    main()
