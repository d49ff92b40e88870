"""
Measure how the search for shared text grows with the number of reports.

    python benchmarks/bench_lineage.py [--sizes 1000 2000 5000 10000 20000] [--words 300]

The reports are made up: a fifth are edited copies or take over a passage of an earlier one, a hundred outlets print
their own notices at the foot of each page, and all draw on one stock of set phrases. The exponent is fitted to the
processor time of the whole search (1 is linear, 2 is each with each); beside it stands what it costs to add one more
report to an index that holds the others, alignments included.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Sequence
from itertools import accumulate

from variorum.collation.lineage import Index, Page, align, boilerplate, candidates, signature

OUTLETS = 100
NOTICES = 4
PHRASES = 2000
COPIES = 0.2
LAST = 200
VOCABULARY = 20_000


class Press:
    """Writes reports, each a function of its number and of those before it."""

    def __init__(self, words: int) -> None:
        self.words = words
        self.rng = random.Random(words)
        letters = "bcdfghjklmnprstvz", "aeiou"
        self.vocabulary = ["".join(self.rng.choice(letters[n % 2]) for n in range(6)) for _ in range(VOCABULARY)]
        # Few words make up most of a text (Zipf).
        self.weights = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))
        self.phrases = [self.sentence(self.rng.randint(5, 14)) for _ in range(PHRASES)]
        self.notices = [[self.sentence(15) for _ in range(NOTICES)] for _ in range(OUTLETS)]
        self.bodies: list[list[str]] = []

    def sentence(self, length: int) -> str:
        """Write a sentence."""
        return " ".join(self.rng.choices(self.vocabulary, cum_weights=self.weights, k=length)).capitalize() + "."

    def page(self) -> Page:
        """Write the next report."""
        number = len(self.bodies)
        body = [self.sentence(20) for _ in range(self.words // 20)]
        if self.bodies and self.rng.random() < COPIES:
            source = self.rng.choice(self.bodies)
            if self.rng.random() < 0.5:
                body = [sentence for sentence in source if self.rng.random() < 0.9] + body[:2]
            else:
                start = self.rng.randrange(len(source))
                body[3:3] = source[start : start + 3]
        body.insert(self.rng.randrange(len(body)), self.rng.choice(self.phrases))
        self.bodies.append(body)
        outlet = self.rng.randrange(OUTLETS)
        return Page(f"r{number:06}", "\n".join([*body, *self.notices[outlet]]), f"outlet{outlet}")


def search(pages: Sequence[Page]) -> tuple[float, int, int]:
    """Search all *pages* for shared text; give the seconds, the pairs compared and those that share a passage."""
    start = time.process_time()
    ignored = boilerplate(pages)
    by_id = {page.id: page for page in pages}
    pairs = candidates({page.id: signature(page, ignored) for page in pages})
    found = sum(bool(align(by_id[left], by_id[right], ignored).passages) for left, right in pairs)
    return time.process_time() - start, len(pairs), found


class Growing:
    """An index that holds more and more of the reports."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.pages = {page.id: page for page in pages}
        self.ids = [page.id for page in pages]
        self.ignored = boilerplate(pages)
        self.index = Index()
        self.held = 0

    def grow(self, size: int) -> float:
        """Add reports until *size* are held; give the seconds that each of the last took, on average."""
        start = 0.0
        while self.held < size:
            if self.held == size - LAST:
                start = time.process_time()
            page = self.pages[self.ids[self.held]]
            for other in self.index.add(page.id, signature(page, self.ignored)):
                align(page, self.pages[other], self.ignored)
            self.held += 1
        return (time.process_time() - start) / LAST


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """Fit the power of the size with which the time grows, by least squares on logarithms."""
    xs, ys = [math.log(size) for size in sizes], [math.log(second) for second in seconds]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def fresh(pages: Sequence[Page]) -> list[Page]:
    """Copy pages without what they remember, so that each measurement does the same work."""
    return [Page(page.id, page.text, page.outlet) for page in pages]


def main() -> None:
    """Run all sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 2000, 5000, 10_000, 20_000])
    parser.add_argument("--words", type=int, default=300)
    options = parser.parse_args()

    press = Press(options.words)
    pages = [press.page() for _ in range(max(options.sizes))]
    search(fresh(pages[:200]))  # fills the cache of word hashes
    times: list[float] = []
    growing = Growing(fresh(pages))
    print(f"{'reports':>8}{'seconds':>10}{'ms a report':>13}{'compared':>10}{'shared':>9}{'ms to add one':>15}")
    for size in sorted(options.sizes):
        seconds, compared, shared = search(fresh(pages[:size]))
        added = growing.grow(size)
        times.append(seconds)
        print(f"{size:>8,}{seconds:>10.2f}{1e3 * seconds / size:>13.2f}{compared:>10,}{shared:>9,}{1e3 * added:>15.2f}")
    if len(times) > 1:
        print(f"time grows with the {exponent(sorted(options.sizes), times):.2f}th power of the number of reports")


if __name__ == "__main__":
    main()
