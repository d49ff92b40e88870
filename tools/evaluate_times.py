"""
Score the finder of time expressions on TIMEX2 spans.

    python tools/evaluate_times.py FILE.jsonl.gz [--exact] [--errors] [--write docs/scores.md]

A line of the file is a document: ``{"id", "text", "spans": [{"start", "end"}]}``. Strict F1 asks for equal spans,
lenient for spans that overlap, one to one.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from scores import f1, write_block

from variorum.reading.times import Between, TimeExpression, find_times

Span = tuple[int, int]


def spans_of(expression: TimeExpression) -> Iterator[Span]:
    """Give an expression's span, or those of both its ends, which TIMEX2 marks each on its own."""
    if isinstance(expression.meaning, Between):
        yield from spans_of(expression.meaning.first)
        yield from spans_of(expression.meaning.last)
    else:
        yield expression.start, expression.end


def overlapping(wanted: list[Span], found: list[Span]) -> int:
    """Count the pairs of overlapping spans, each span in one pair at most."""
    free = sorted(found)
    pairs = 0
    for start, end in sorted(wanted):
        match = next((span for span in free if span[0] < end and start < span[1]), None)
        if match is not None:
            free.remove(match)
            pairs += 1
    return pairs


def line(label: str, right: int, found: int, wanted: int) -> str:
    """Format precision, recall and F1."""
    precision, recall, both = f1(right, found, wanted)
    return f"{label:8} P {precision:5.1f}  R {recall:5.1f}  F1 {both:5.1f}"


def main() -> None:
    """Print the scores, and with ``--errors`` every span that differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--exact", action="store_true", help="leave out the vague words, which no calendar fixes")
    parser.add_argument("--write", type=Path, help="a Markdown file whose block of times is replaced")
    parser.add_argument("--errors", action="store_true", help="print every span that differs")
    arguments = parser.parse_args()
    totals = [0, 0, 0, 0]
    with gzip.open(arguments.file, "rt", encoding="utf-8") as file:
        for document in map(json.loads, file):
            text = document["text"]
            wanted = sorted({(span["start"], span["end"]) for span in document["spans"]})
            found = [
                span for expression in find_times(text, vague=not arguments.exact) for span in spans_of(expression)
            ]
            totals[0] += len(set(wanted) & set(found))
            totals[1] += overlapping(wanted, found)
            totals[2] += len(found)
            totals[3] += len(wanted)
            if arguments.errors:
                for start, end in sorted(set(wanted) ^ set(found)):
                    sign = "-" if (start, end) in wanted else "+"
                    around = text[max(0, start - 30) : start] + "[" + text[start:end] + "]" + text[end : end + 30]
                    print(sign, " ".join(around.split()))
    print(line("strict", totals[0], totals[2], totals[3]))
    print(line("lenient", totals[1], totals[2], totals[3]))
    if arguments.write:
        rows = (("same span", totals[0]), ("overlap", totals[1]))
        scored = [(name, *f1(right, totals[2], totals[3])) for name, right in rows]
        lines = ["| WikiWars, development half | P | R | F1 | items |", "| --- | ---: | ---: | ---: | ---: |"]
        lines += [f"| {name} | {p:.1f} | {r:.1f} | {f:.1f} | {totals[3]} |" for name, p, r, f in scored]
        write_block(arguments.write, "time scores", lines)


if __name__ == "__main__":
    main()
