"""
Measure the reader: reports a second, its share of the bare encoder's speed, cold start, memory, growth with length.

    python benchmarks/bench_read.py [--reports 40] [--rounds 5] [--longest 50000]

Each figure stands beside what it has to reach. The texts are the words of the sample reports in ever new order, so
that no two reports are the same. Reports a second are those of `variorum add`, a process a core, once the processes
have started; the bare encoder runs, on one core, the very batches that a reader on one core gave it.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from variorum.app.read import cores, read_reports
from variorum.nlp import load_pipeline
from variorum.reading.reader import Reader
from variorum.samples import sample_paths
from variorum.sources import make_report

REPORT_WORDS = 500
SHORTEST = 500

COLD_START = """
import time; start = time.perf_counter()
import sys, variorum
text = sys.stdin.read()
variorum.read(text)
print(time.perf_counter() - start)
"""
MEMORY = """
import resource, sys, variorum
variorum.read(sys.stdin.read())
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak * (1 if sys.platform == "darwin" else 1024))
"""


class RecordingSession:
    """Stands in for the encoder's session and keeps what it is given."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.feeds: list[Any] = []

    def run(self, outputs: Any, feed: Any) -> Any:
        """Run *feed* and keep it."""
        self.feeds.append(feed)
        return self.session.run(outputs, feed)


def make_text(words: int, seed: int) -> str:
    """Make a text of at least *words* words from paragraphs of the samples in an order that *seed* decides."""
    paragraphs = [
        line for path in sample_paths() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    rng = random.Random(seed)
    chosen: list[str] = []
    count = 0
    while count < words:
        rng.shuffle(paragraphs)
        for paragraph in paragraphs:
            if count >= words:
                break
            kept = paragraph.split()[: words - count]
            chosen.append(" ".join(kept))
            count += len(kept)
    return "\n\n".join(chosen)


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Give the median wall time of *work*."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def in_child(code: str, text: str) -> float:
    """Give the number that *code* prints in a new process with *text* on its standard input."""
    done = subprocess.run([sys.executable, "-c", code], input=text, capture_output=True, text=True, check=True)
    return float(done.stdout)


def show(what: str, figure: str, target: str) -> None:
    """Print one figure."""
    print(f"{what:<46}{figure:>14}   {target}")


def main() -> None:
    """Run all measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--longest", type=int, default=50_000)
    options = parser.parse_args()

    text = make_text(REPORT_WORDS, 0)
    in_child(COLD_START, text)  # fills the caches of byte code and disk
    show("cold start to first account", f"{seconds_of_children(text, options.rounds):.2f} s", "under 3 s")

    show(f"reports of {REPORT_WORDS} words a second, {cores()} cores", f"{speed(options):.1f}", "at least 10")

    nlp = load_pipeline(None, threads=1)
    reader = Reader(nlp)
    encoder: Any = nlp.get_pipe("variorum_en").encoder
    recorder = RecordingSession(encoder.session)
    encoder.session = recorder
    reports = [make_report(make_text(REPORT_WORDS, seed), id=str(seed)) for seed in range(options.reports)]
    for report in reports:
        reader.read(report)
    encoder.session = recorder.session

    whole = seconds(lambda: [reader.read(report) for report in reports], options.rounds)
    bare = seconds(lambda: [recorder.session.run(None, feed) for feed in recorder.feeds], options.rounds)
    show("the same, one core", f"{len(reports) / whole:.1f}", "")
    show("the same words through the bare encoder", f"{len(reports) / bare:.1f}", "")
    show("the reader's share of the encoder's speed", f"{bare / whole:.2f}", "at least 0.4")

    baseline = None
    length = SHORTEST
    while length <= options.longest:
        report = make_report(make_text(length, length), id=str(length))
        cost = seconds(lambda report=report: reader.read(report), 1 if length > 5_000 else options.rounds) / length
        baseline = baseline or cost
        show(f"cost of a word at {length:,} words", f"{cost * 1e6:.0f} µs", f"{cost / baseline:.2f} of the shortest's")
        length *= 10 if length < 5_000 else 2
        if length > options.longest > length // 2:
            length = options.longest
    peak = in_child(MEMORY, make_text(options.longest, 1))
    show(f"peak memory, one report of {options.longest:,} words", f"{peak / 1e9:.2f} GB", "under 1.5 GB")


def speed(options: argparse.Namespace) -> float:
    """Give the reports a second that a process a core reads, once all of them have read a few."""
    begun = 4 * cores()
    count = begun + options.reports * options.rounds
    reports = (make_report(make_text(REPORT_WORDS, seed), id=str(seed)) for seed in range(count))
    start = 0.0
    for number, _ in enumerate(read_reports(list(reports), jobs=cores()), 1):
        if number == begun:
            start = time.perf_counter()
    return (count - begun) / (time.perf_counter() - start)


def seconds_of_children(text: str, rounds: int) -> float:
    """Give the median time of a new process from its first statement to its first account."""
    return statistics.median(in_child(COLD_START, text) for _ in range(rounds))


if __name__ == "__main__":
    main()
