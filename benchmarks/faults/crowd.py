"""
Have 200 clients read the pages of a record while two write to it: one hands in reports, one judges.

    python benchmarks/faults/crowd.py [--clients 200] [--seconds 60] [--incidents 2000]

Each client asks for one page after another, with a pause of a second or so as a person makes. Prints how long answers
took, and whether any was refused or any report lost.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from common import HERE, environment, fill_up, lines_until, open_store, reports, tell

PATHS = (
    "/incidents",
    "/incidents?sort=killed&contested=true",
    "/incidents/points?type=air_strike",
    "/incidents/facets",
    "/reports?sort=newest",
    "/actors",
    "/search?q=market",
    "/status",
)


@dataclass
class Found:
    """What clients met."""

    times: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    handed_in: set[str] = field(default_factory=set)
    judged: int = 0
    again: int = 0


async def ask(client: httpx.AsyncClient, found: Found, method: str, path: str, **rest: Any) -> httpx.Response:
    """Ask, and once more where the connection was closed meanwhile, as a browser does: idle ones are, after seconds."""
    try:
        return await client.request(method, path, **rest)
    except httpx.TransportError:
        found.again += 1
        return await client.request(method, path, **rest)


async def read(client: httpx.AsyncClient, found: Found, end: float, seed: int) -> None:
    """Look at one page after another."""
    chance = random.Random(seed)
    await asyncio.sleep(chance.uniform(0, 2))
    while time.monotonic() < end:
        start = time.perf_counter()
        answer = await ask(client, found, "GET", chance.choice(PATHS))
        found.times.append(time.perf_counter() - start)
        if answer.status_code != 200:
            found.refused.append(answer.status_code)
        await asyncio.sleep(chance.uniform(0.5, 1.5))


async def hand_in(client: httpx.AsyncClient, found: Found, end: float) -> None:
    """Hand in a report a second."""
    for report in reports(int(end - time.monotonic()) + 1):
        if time.monotonic() >= end:
            return
        answer = await ask(client, found, "POST", "/reports", json={"text": report.text, "name": report.id})
        if answer.status_code == 202:
            found.handed_in.add(report.sha256)
        else:
            found.refused.append(answer.status_code)
        await asyncio.sleep(1)


async def judge(client: httpx.AsyncClient, found: Found, end: float) -> None:
    """Reject an incident every other second."""
    items = (await ask(client, found, "GET", "/incidents?limit=200&sort=oldest")).json()["items"]
    for item in items:
        if time.monotonic() >= end:
            return
        answer = await ask(client, found, "GET", f"/incidents/{item['id']}")
        if "ETag" not in answer.headers:  # it has been made anew with another id
            continue
        mark = {"If-Match": answer.headers["ETag"]}
        said = {"action": "reject", "incidents": [item["id"]], "reason": "an exercise"}
        answer = await ask(client, found, "POST", "/judgements", json=said, headers=mark)
        if answer.status_code < 300:
            found.judged += 1
        elif answer.status_code not in {404, 412}:  # it has gone, or changed, meanwhile, which is to be said
            found.refused.append(answer.status_code)
        await asyncio.sleep(2)


async def crowd(port: str, clients: int, seconds: float) -> Found:
    """Let them all at it."""
    found, end = Found(), time.monotonic() + seconds
    limits = httpx.Limits(max_connections=clients + 10)
    url = f"http://127.0.0.1:{port}/api/v1"
    async with httpx.AsyncClient(base_url=url, timeout=120, limits=limits) as client:
        readers = [read(client, found, end, n) for n in range(clients)]
        await asyncio.gather(*readers, hand_in(client, found, end), judge(client, found, end))
    return found


def computed_by(process: int) -> float:
    """Give the seconds that a process has computed, its reading of what was handed in included."""
    parts = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Serve, and let them come."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--incidents", type=int, default=2000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.db"
        with open_store(path) as store:
            fill_up(store, options.incidents)
        process = subprocess.Popen(
            [sys.executable, str(HERE / "serving.py"), str(path)], stdout=subprocess.PIPE, text=True, env=environment()
        )
        port = lines_until(process, "port", 1)[-1].split()[1]
        try:
            found = asyncio.run(crowd(port, options.clients, options.seconds))
            computed = computed_by(process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()
        with open_store(path) as store:
            lost = len(found.handed_in - {report.sha256 for report in store.reports()})
    times = sorted(found.times)
    slow = round(1000 * times[len(times) * 19 // 20])
    tell(
        f"{options.clients} clients reading while two write",
        lost=lost + len(found.refused),
        of=f"{len(times):,} answers and {len(found.handed_in)} reports",
        recovery=0.0,
        **({"refused_with": " ".join(map(str, found.refused))} if found.refused else {}),
        judgements=found.judged,
        asked_again=found.again,
        median_ms=round(1000 * statistics.median(times)),
        one_in_twenty_above_ms=slow,
        server_computed_ms_an_answer=round(1000 * computed / len(times)),
        load=round(os.getloadavg()[0]),
    )


if __name__ == "__main__":
    main()
