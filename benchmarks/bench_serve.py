"""
Measure what the pages of a large record cost: makes up a record (see `archive`), and asks for what each page asks.

    python benchmarks/bench_serve.py [--incidents 10000] [--keep FILE]

Prints, for each address, the median of five answers in milliseconds of wall and of processor time, and their size.
Where a Chromium is installed, prints how long each page takes in it until it can be used, and until all of it is there.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

from archive import Archive, fill
from litestar.testing import TestClient

from variorum.store import Store, open_store
from variorum.web.application import make_app

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

PATHS = (
    "/status",
    "/incidents",
    "/incidents?sort=killed&contested=true",
    "/incidents?text=market",
    "/incidents?actor=actor-17&after=2015-01-01",
    "/incidents?bbox=10,10,40,40&limit=200",
    "/incidents/points?limit=2000",
    "/incidents/points?type=air_strike",
    "/incidents/points?bbox=12,10,12.5,10.5&limit=2000",
    "/incidents/cells?zoom=5",
    "/incidents/cells?zoom=9&bbox=12,10,14,12",
    "/incidents/cells?zoom=5&type=air_strike",
    "/incidents/days",
    "/incidents/days?type=air_strike",
    "/incidents/facets",
    "/incidents/facets?type=air_strike",
    "/reports",
    "/reports?sort=newest",
    "/actors",
    "/actors/actor-17",
    "/statements?speaker=actor-17",
    "/search?q=market",
    "/review",
    "/log",
)

PAGES = (
    ("/", "main ol.rows h3 a"),
    ("/incidents?contested=true&sort=killed", "main ol.rows h3 a"),
    ("/incidents/{id}", "main table tbody td"),
    ("/reports", "main tbody th a"),
    ("/actors", "main tbody th a"),
    ("/search?q=market", "main .words mark"),
    ("/review", "main .question mark"),
)
"""Pages, each with what a reader can use as soon as it is there."""


def main() -> None:
    """Make the record and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="make the record here, or take the one that is here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.keep or Path(folder) / "variorum.db"
        made = path.exists()
        with open_store(path) as store:
            if not made:
                start = time.perf_counter()
                fill(store, Archive(options.incidents))
                print(f"made {options.incidents} incidents in {time.perf_counter() - start:.0f} s")
            measure(store)
            look(store)


def measure(store: Store) -> None:
    """Ask for each address, and print what the answers cost."""
    with TestClient(make_app(store), base_url="http://127.0.0.1") as client:
        (first,) = client.get("/api/v1/incidents?limit=1&sort=killed").json()["items"]
        for path in (*PATHS, f"/incidents/{first['id']}"):
            walls, cpus = [], []
            for _ in range(5):
                wall, cpu = time.perf_counter(), time.process_time()
                answer = client.get(f"/api/v1{path}", headers={"Accept-Encoding": "gzip"})
                walls.append((time.perf_counter() - wall) * 1000)
                cpus.append((time.process_time() - cpu) * 1000)
                answer.raise_for_status()
            size = len(answer.content) // 1024
            print(f"{statistics.median(walls):7.0f} ms {statistics.median(cpus):7.0f} ms {size:6d} kB  {path}")


def look(store: Store) -> None:
    """Open each page in a fresh Chromium three times, and print how long it takes."""
    try:
        from playwright.sync_api import sync_playwright

        from browsing import find_chromium, launch, serving
    except ImportError:
        print("pages are not measured: Playwright is not installed")
        return
    if find_chromium() is None:
        print("pages are not measured: there is no Chromium")
        return
    incident = next(iter(store.incidents(order="killed", limit=1).entries)).id
    pages = [(f"/incidents/{incident}" if page == "/incidents/{id}" else page, usable) for page, usable in PAGES]
    with sync_playwright() as playwright, serving(store, quiet=60) as base:
        browser = launch(playwright)
        print("usable     whole")
        for path, usable in pages:
            times = []
            for _ in range(3):
                page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
                start = time.perf_counter()
                page.goto(base + path, wait_until="commit")
                page.locator(usable).first.wait_for()
                first = time.perf_counter() - start
                page.wait_for_load_state("networkidle")  # which it is after half a second of silence
                times.append((first * 1000, (time.perf_counter() - start - 0.5) * 1000))
                page.context.close()
            used, whole = (statistics.median(some) for some in zip(*times, strict=True))
            print(f"{used:6.0f} ms {whole:6.0f} ms  {path}")
        browser.close()


if __name__ == "__main__":
    main()
