"""
Measure the reader: reports a second, its share of the bare encoder's speed, cold start, memory, growth with length.

    python benchmarks/bench_read.py [--reports 40] [--rounds 5] [--longest 50000]

Each figure stands beside what it has to reach. The texts are the words of the sample reports in ever new order, so
that no two reports are the same. Reports a second are those of `variorum add`, a process a core, once the processes
have started. What is said of one core is processor time: the bare encoder runs the very batches that a reader on one
core gave it, the tokeniser is that of a blank spaCy pipeline, which any pipeline needs, and the table accounts for what
a reader does.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import spacy

from variorum.app.read import cores, make_reader, read_reports
from variorum.reading import reader as steps
from variorum.reading.actors import ActorIndex
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
print(time.perf_counter() - start, time.process_time())
"""
MEMORY = """
import resource, sys, variorum
variorum.read(sys.stdin.read())
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak * (1 if sys.platform == "darwin" else 1024))
"""


STEPS = {
    "layout of the page": ("find_layout", "infer_published"),
    "dates": ("find_times",),
    "quantities": ("find_quantities",),
    "places: gazetteer look-ups and rules": ("find_places",),
    "statements and their speakers": ("find_statements", "to_statements"),
    "happenings": ("find_happenings",),
    "incidents and harms": ("find_incidents",),
    "statistics": ("find_statistics",),
    "links": ("find_links",),
}
"""The functions of the reader that each line of the table accounts for."""

LEMONADE = "LEMONADE, as published: $31 and 30 minutes for 500 events"


class RecordingSession:
    """Stands in for the encoder's session and keeps what it is given, and for how long it ran."""

    def __init__(self, session: Any) -> None:
        self.session = session
        self.feeds: list[Any] = []
        self.spent = 0.0

    def run(self, outputs: Any, feed: Any) -> Any:
        """Run *feed* and keep it."""
        self.feeds.append(feed)
        start = time.process_time()
        result = self.session.run(outputs, feed)
        self.spent += time.process_time() - start
        return result


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
    """Give the median processor time of *work*."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


class Stopwatch:
    """Adds up the processor time of functions that it wraps."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def wrap(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Give *work* with its time counted under *name*."""

        def timed(*args: Any, **options: Any) -> Any:
            start = time.process_time()
            try:
                return work(*args, **options)
            finally:
                self.spent[name] = self.spent.get(name, 0.0) + time.process_time() - start

        return timed


def account_for(reader: Reader, reports: list[Any], recorder: RecordingSession) -> list[tuple[str, float]]:
    """Give the processor seconds that each step of reading *reports* takes, and what no step accounts for."""
    watch, kept = Stopwatch(), {name: getattr(steps, name) for names in STEPS.values() for name in names}
    build, pipeline = ActorIndex.build, reader.pipeline
    recorder.spent = 0.0
    try:
        for line, names in STEPS.items():
            for name in names:
                setattr(steps, name, watch.wrap(line, kept[name]))
        ActorIndex.build = watch.wrap("actors: catalogue look-ups and rules", build)  # type: ignore[method-assign]
        # Only called, and asked for its meta data before: by the reader's own making.
        reader.pipeline = watch.wrap("pipeline", pipeline)  # type: ignore[assignment]
        start = time.process_time()
        for report in reports:
            reader.read(report)
        whole = time.process_time() - start
    finally:
        for name, function in kept.items():
            setattr(steps, name, function)
        ActorIndex.build, reader.pipeline = build, pipeline  # type: ignore[method-assign]
    around = watch.spent.pop("pipeline") - recorder.spent
    lines = [("the network", recorder.spent), ("tokens, tags, trees, triggers around it", around), *watch.spent.items()]
    return [*lines, ("the rest", whole - sum(spent for _, spent in lines))]


def in_child(code: str, text: str) -> list[float]:
    """Give the numbers that *code* prints in a new process with *text* on its standard input."""
    done = subprocess.run([sys.executable, "-c", code], input=text, capture_output=True, text=True, check=True)
    return [float(number) for number in done.stdout.split()]


def show(what: str, figure: str, target: str) -> None:
    """Print one figure."""
    print(f"{what:<50}{figure:>14}   {target}")


def main() -> None:
    """Run all measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--longest", type=int, default=50_000)
    options = parser.parse_args()

    text = make_text(REPORT_WORDS, 0)
    in_child(COLD_START, text)  # fills the caches of byte code and disk
    colds = [in_child(COLD_START, text) for _ in range(options.rounds)]
    start, work = (statistics.median(column) for column in zip(*colds, strict=True))
    show("cold start to first account", f"{start:.2f} s", f"under 3 s; {work:.2f} s of it are the processor's")
    seen, free = speed(options)
    show(f"reports of {REPORT_WORDS} words a second, {cores()} cores", f"{seen:.1f}", "at least 15")
    show("the same by processor time, if the cores were free", f"{free:.1f}", "")

    reader: Any = make_reader(None, 1)
    nlp = reader.pipeline
    encoder: Any = nlp.get_pipe("variorum_en").encoder
    recorder = RecordingSession(encoder.session)
    encoder.session = recorder
    reports = [make_report(make_text(REPORT_WORDS, seed), id=str(seed)) for seed in range(options.reports)]
    for report in reports:
        reader.read(report)
    feeds = list(recorder.feeds)
    table = account_for(reader, reports, recorder)
    encoder.session = recorder.session

    whole = seconds(lambda: [reader.read(report) for report in reports], options.rounds)
    bare = seconds(lambda: [recorder.session.run(None, feed) for feed in feeds], options.rounds)
    blank = spacy.blank("en")
    floor = seconds(lambda: [blank.make_doc(report.text) for report in reports], options.rounds)
    show("the same, one core", f"{len(reports) / whole:.1f}", "")
    show("the same words through the bare encoder", f"{len(reports) / bare:.1f}", "")
    show("the reader's share of the encoder's speed", f"{bare / whole:.2f}", "at least 0.6")
    show("the same words through spaCy's tokeniser alone", f"{len(reports) / floor:,.0f}", "the floor")
    show("processor time of 500 reports", f"{500 * whole / len(reports):.0f} s", LEMONADE)
    print("\nwhere a report's time goes")
    total = sum(spent for _, spent in table)
    for name, spent in table:
        show(f"  {name}", f"{1000 * spent / len(reports):.1f} ms", f"{spent / total:.0%}")
    print()

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
    (peak,) = in_child(MEMORY, make_text(options.longest, 1))
    show(f"peak memory, one report of {options.longest:,} words", f"{peak / 1e9:.2f} GB", "under 1.5 GB")


def speed(options: argparse.Namespace) -> tuple[float, float]:
    """
    Give the reports a second that a process a core reads, once all of them have read a few.

    The second number goes by the processor time of those processes, which what else the machine does hardly touches.
    """
    begun = 4 * cores()
    _, starting = read_apart(begun, begun)
    count = options.reports * options.rounds
    took, working = read_apart(begun + count, begun)
    return count / took, count * cores() / (working - starting)


def read_apart(count: int, begun: int) -> tuple[float, float]:
    """Read *count* reports by a process a core; give the seconds after the first *begun*, and all processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    reports = [make_report(make_text(REPORT_WORDS, seed), id=str(seed)) for seed in range(count)]
    start = 0.0
    for number, _ in enumerate(read_reports(reports, jobs=cores()), 1):
        if number == begun:
            start = time.perf_counter()
    end = time.perf_counter()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return end - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
