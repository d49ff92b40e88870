"""
Replay a day's worth of feeds: every quarter of an hour a look, with what is new among what was there before.

    python benchmarks/faults/feed_day.py [--looks 96] [--new 10]

The feed is a file that is written anew before each look, as a server would give it: the latest 50 items with their
whole texts, most with their day. Prints the memory held after 1, 3, 5, 7, 9 and 10 tenths of the looks.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from datetime import UTC, datetime
from datetime import time as hour
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from common import Adder, make_form_reader, open_store, reports, tell

from variorum.app.gather import Gatherer, Wishes
from variorum.app.watch import poll
from variorum.model import Report

KEPT = 50
"""Items of the feed."""


def feed_of(some: list[Report]) -> str:
    """Write a feed that holds the texts of *some*."""
    items = "".join(
        f"<item><title>{escape(report.id)}</title><link>https://wire.example/{report.id}</link>"
        f"<guid>https://wire.example/{report.id}</guid>{dated(report)}"
        f"<description>{escape(paragraphs(report.text))}</description></item>"
        for report in some
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'


def dated(report: Report) -> str:
    """Give the element that says when a report was published, if that is known."""
    day = report.published.start
    at = day and datetime.combine(day, hour(12), UTC)
    return f"<pubDate>{format_datetime(at)}</pubDate>" if at else ""


def paragraphs(text: str) -> str:
    """Lay a text out as a page does."""
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n") if part.strip())


def held() -> int:
    """Give the bytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Look again and again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--looks", type=int, default=96)
    parser.add_argument("--new", type=int, default=10)
    options = parser.parse_args()
    events = reports(options.looks * options.new)
    memory: list[int] = []
    slowest = 0.0
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "record.db") as store:
        feed = Path(folder) / "feed.xml"
        adder = Adder(store, make_reader=make_form_reader)
        for look in range(options.looks):
            end = (look + 1) * options.new
            feed.write_text(feed_of(events[max(0, end - KEPT) : end]), encoding="utf-8")
            began = time.perf_counter()
            poll(adder, [feed], Gatherer(Wishes(fetch=False), memory=store), user="")
            slowest = max(slowest, time.perf_counter() - began)
            memory.append(held())
        counts = store.counts()
    tenths = (memory[max(0, len(memory) * tenth // 10 - 1)] for tenth in (1, 3, 5, 7, 9, 10))
    tell(
        f"{options.looks} looks at a feed", lost=len(events) - counts.read, of=f"{len(events)} reports", recovery=0.0,
        megabytes=" ".join(f"{held / 1e6:.0f}" for held in tenths), slowest_look_s=round(slowest, 1),
        seconds=round(time.perf_counter() - start),
    )  # fmt: skip


if __name__ == "__main__":
    main()
