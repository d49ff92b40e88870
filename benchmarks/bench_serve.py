"""
Measure what the pages of a large record cost: makes up a record, and asks for what each page asks.

    python benchmarks/bench_serve.py [--incidents 10000] [--keep FILE]

Prints, for each address, the median of five answers in milliseconds of wall and of processor time, and their size.
Where a Chromium is installed, prints how long each page takes in it until it can be used, and until all of it is there.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

from litestar.testing import TestClient

from variorum.model import Account, Actor, Harm, Incident, Place, Published, Report, Span, When
from variorum.model.account import IncidentType
from variorum.model.record import (
    ActorEntry,
    Basis,
    Contest,
    Estimate,
    IncidentEntry,
    Member,
    Origin,
    Position,
    StatementEntry,
)
from variorum.store import Pair, Store, open_store
from variorum.web.application import make_app

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

PLACES = [(f"Town {n}", "ABCDEFGHIJ"[n % 10] + "AF"[n % 2], f"Province {n % 40}") for n in range(400)]
ACTORS = 1200
PATHS = (
    "/status",
    "/incidents",
    "/incidents?sort=killed&contested=true",
    "/incidents?text=market",
    "/incidents?actor=actor-17&after=2015-01-01",
    "/incidents?bbox=10,10,40,40&limit=200",
    "/incidents/points",
    "/incidents/points?type=air_strike",
    "/incidents/facets",
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
                fill(store, options.incidents)
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


def fill(store: Store, incidents: int) -> None:
    """Put a made-up record into *store*: three reports on two incidents."""
    chance = random.Random(7)
    reports = incidents * 3 // 2
    with store.transaction():
        for n in range(reports):
            account = make_account(n, chance)
            store.add_report(account.report)
            store.save_account(account, reader="made up")
        store.replace_actors(
            None,
            (
                ActorEntry(
                    id=f"actor-{n}", name=f"Actor {n}", type="armed_group", parent=f"actor-{n // 10}" if n > 9 else None
                )
                for n in range(ACTORS)
            ),
        )
        entries = list(make_entries(incidents, chance))
        store.replace_incidents(None, entries)
        store.replace_statements(None, make_statements(entries, chance))
        store.save_pairs(
            Pair(left=entries[n].members[0], right=entries[n + 1].members[0], probability=chance.uniform(0.5, 1))
            for n in range(0, incidents - 1, 5)
        )
        store.mark_collated(f"report-{n:06d}.txt" for n in range(reports))
        store.set_meta(settled="yes", policy="ucdp", batches="1")


def make_account(n: int, chance: random.Random) -> Account:
    """Make what one report says."""
    place, _, province = chance.choice(PLACES)
    text = f"An attack near the market of {place} killed {n % 50} people on Monday, officials of {province} said. " * 12
    harm = Harm(outcome="killed", group="civilian", low=n % 50, high=n % 50, start=0, end=9, quote=text[:9])
    incident = Incident(
        id="i1",
        type="armed_attack",
        where=(Place(name=place, level="settlement", quote=place),),
        harms=(harm,),
        mentions=(Span(start=0, end=9, quote=text[:9]),),
    )
    day = date(2010, 1, 1) + timedelta(days=n % 4000)
    published = Published(start=day, end=day, basis="metadata")
    report = Report(id=f"report-{n:06d}.txt", text=f"{text}{n}", title=f"Attack in {place}", published=published)
    return Account(report=report, actors=(Actor(id="a1", name="Actor", type="armed_group"),), incidents=(incident,))


def make_entries(number: int, chance: random.Random) -> Iterator[IncidentEntry]:
    """Make incidents, every other one of two reports."""
    types = get_args(IncidentType)
    for n in range(number):
        members = [Member(report=f"report-{n * 3 // 2 + k:06d}.txt", incident="i1") for k in range(1 + n % 2)]
        name, country, province = chance.choice(PLACES)
        day = date(2010, 1, 1) + timedelta(days=chance.randrange(4000))
        killed = chance.randrange(40)
        basis = tuple(
            Basis(report=m.report, incident="i1", low=killed, high=killed + 3, start=0, end=9, quote="An attack")
            for m in members
        )
        estimate = Estimate(
            outcome="killed",
            group="civilian",
            low=killed,
            best=killed + 1,
            high=killed + 3 if n % 9 else None,
            policy="ucdp",
            contested=n % 4 == 0,
            reason="The middle of what is said.",
            basis=basis,
        )
        said: dict[str, Any] = {
            "side": "third",
            "report": members[0].report,
            "start": 0,
            "end": 9,
            "quote": "An attack",
        }
        positions = tuple(Position(speaker=f"actor-{k}", value=str(killed + k), **said) for k in range(2))
        yield IncidentEntry(
            id=f"i-{chance.getrandbits(48):012x}",
            type=chance.choice(types),
            when=When(start=day, end=day, precision="day", quote="Monday") if n % 7 else When(),
            where=(
                Place(
                    name=name,
                    level="settlement",
                    country=country,
                    province=province,
                    latitude=round(chance.uniform(-50, 60), 3),
                    longitude=round(chance.uniform(-170, 170), 3),
                    radius_km=4.0,
                ),
            ),
            initiators=(f"actor-{chance.randrange(ACTORS)}",),
            targets=(f"actor-{chance.randrange(ACTORS)}",),
            members=tuple(members),
            estimates=(estimate,),
            origins=tuple(Origin(kind="report", name="x", reports=(m.report,), reason="Its own.") for m in members),
            contested=(Contest(field="harms killed civilian", positions=positions),) if n % 4 == 0 else (),
            confidence=1.0 if len(members) == 1 else round(chance.uniform(0.5, 1), 6),
        )


def make_statements(entries: list[IncidentEntry], chance: random.Random) -> Iterator[StatementEntry]:
    """Make three statements of each report on each incident."""
    for entry in entries:
        for member in entry.members:
            for start in (0, 100, 200):
                yield StatementEntry(
                    report=member.report,
                    speaker=f"actor-{chance.randrange(ACTORS)}",
                    stance="asserts",
                    start=start,
                    end=start + 20,
                    quote="people at the market",
                    incident=entry.id,
                )


if __name__ == "__main__":
    main()
