"""
Measure what dates reports get whose dates are hidden.

    python tools/evaluate_dating.py [--keys KEYS TEXTS ...] [--shootings FILE] [--reports 280] [--write docs/scores.md]

KEYS are answer keys that say when each of the reports in TEXTS was published: all are read without their dates. FILE is
a gun-violence registry with its reports: of towns that linking was not fitted on, every other report is read without
its date beside the others with theirs, and then the other way round. An inferred date is right where its days hold one
of those on which the report was published.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from statistics import median

import yaml
from scores import write_block
from train_linking import make_report, registered, reports_of, towns_of, unpack

from variorum.app.add import Adder
from variorum.collation.dating import is_undated
from variorum.model import Published, Report
from variorum.store import open_store

Days = tuple[date, date]


def inferred(reports: Iterable[Report]) -> tuple[dict[str, Published], int]:
    """Make a record of *reports*; give the dates that it infers, and how many have none of their own."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "variorum.db") as store:
        for report in reports:
            store.add_report(report)
        adder = Adder(store)
        for _ in adder.read(adder.waiting()):
            pass
        adder.finish(user="evaluation")
        accounts = list(store.accounts())
        dated = {a.report.id: a.report.published for a in accounts if a.report.published.basis == "inferred"}
        return dated, sum(a.report.id in dated or is_undated(a.report.published) for a in accounts)


def of_keys(keys: Path, texts: Path) -> tuple[list[Report], dict[str, Days]]:
    known = [
        yaml.safe_load(p.read_text(encoding="utf-8")) for p in sorted(keys.glob("*.yaml")) if "clusters" not in p.stem
    ]
    truth = {k["report"]: (k["published"]["start"], k["published"]["end"]) for k in known if k["published"]["start"]}
    paths = [path for path in sorted(texts.glob("*.txt")) if path.name in truth]
    return [make_report(p.name, p.read_text(encoding="utf-8"), Published()) for p in paths], truth


def row(name: str, rounds: Iterable[tuple[Iterable[Report], Mapping[str, Days]]]) -> str:
    undated, right, wrong, widths = 0, 0, 0, []
    for reports, truth in rounds:
        found, without = inferred(reports)
        undated += without
        for report, published in sorted(found.items()):
            assert published.start
            assert published.end
            start, end = truth[report]
            good = published.start <= end and start <= published.end
            right, wrong = right + good, wrong + (not good)
            if good:
                widths.append((published.end - published.start).days + 1)
            else:
                print(f"{report}: {start} to {end}, dated {published.start} to {published.end}")
    return f"| {name} | {undated} | {right + wrong} | {right} | {median(widths) if widths else 0:.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", nargs=2, type=Path, action="append", default=[])
    parser.add_argument("--shootings", type=Path)
    parser.add_argument("--reports", type=int, default=280)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    lines = [
        "| reports without their dates | undated | dated | of these right | days in the median of the right |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for keys, texts in options.keys:
        lines.append(row(f"{keys.name}, all hidden", [of_keys(keys, texts)]))
    if options.shootings:
        rows = unpack(options.shootings)
        chosen = reports_of(rows, towns_of(rows)[1::2], options.reports)
        known = {name: doc for name, (_, doc) in sorted(chosen.items()) if registered(name, doc).published.start}
        truth = {name: (date.fromisoformat(doc["dct"]),) * 2 for name, doc in known.items()}
        rounds = [
            ([registered(name, doc, dated=n % 2 != turn) for n, (name, doc) in enumerate(known.items())], truth)
            for turn in (0, 1)
        ]
        lines.append(row("shootings, every other hidden", rounds))
    print("\n".join(lines))
    if options.write:
        write_block(options.write, "dating scores", lines)


if __name__ == "__main__":
    main()
