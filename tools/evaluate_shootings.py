"""
Make one record of a gun-violence registry's reports and compare it with the registry.

    python tools/evaluate_shootings.py FILE [--reports 1000] [--jobs 2] [--db FILE]

FILE holds an incident a line with its reports (`docs`: id, title, dct, content), its date and its counts of killed and
injured. The incident that a report is in the registry for is taken to be the first violent one that it tells of. Prints
how these are clustered (B-cubed) and how often the record's figures are the registry's. A database that a former run
left is gone on with. `--reports` takes the first so many reports alone.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path

from variorum.app.add import Adder
from variorum.model import Published, Report
from variorum.model.record import IncidentEntry, Member
from variorum.settings import Settings
from variorum.store import Store, open_store

VIOLENT = frozenset({"armed_attack", "killing", "clash", "abduction", "bombing", "riot"})
MOST_WORDS = 3000


def load(path: Path) -> dict[str, dict]:
    """Give the registry's incident of each report, by report id."""
    opener = gzip.open if path.suffix == ".gz" else open
    found = {}
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            for doc in row["docs"]:
                found[f"{row['incident_id']}-{doc['id'][:10]}"] = row | {"doc": doc}
    return found


def reports(rows: dict[str, dict]) -> Iterator[Report]:
    """Make the reports; texts beyond the limits of one report, or empty, are left out."""
    for name, row in rows.items():
        doc = row["doc"]
        text = f"{doc['title'] or ''}\n\n{doc['content'] or ''}".strip()
        if not text or len(text.split()) > MOST_WORDS or len(text) > Settings().max_characters:
            continue
        try:
            day = date.fromisoformat(doc["dct"])
        except (TypeError, ValueError):
            yield Report(id=name, text=text)
        else:
            yield Report(id=name, text=text, published=Published(start=day, end=day, basis="metadata"))


def main_cases(store: Store) -> dict[Member, str]:
    """Give, of each report that tells of violence, the first case, with the registry's incident."""
    found = {}
    for account in store.accounts():
        name = next((i.id for i in account.incidents if i.type in VIOLENT), None)
        if name is not None:
            found[Member(report=account.report.id, incident=name)] = account.report.id.split("-")[0]
    return found


def b_cubed(truth: dict[Member, str], mine: dict[Member, str]) -> tuple[float, float, float]:
    """Give precision, recall and F1."""
    gold, found = defaultdict(set), defaultdict(set)
    for case, name in truth.items():
        gold[name].add(case)
        found[mine[case]].add(case)
    p = sum(len(gold[n] & found[mine[c]]) / len(found[mine[c]]) for c, n in truth.items()) / len(truth)
    r = sum(len(gold[n] & found[mine[c]]) / len(gold[n]) for c, n in truth.items()) / len(truth)
    return p, r, 2 * p * r / (p + r)


def figure(entry: IncidentEntry, outcome: str) -> int:
    """Give the best figure of an outcome: of all people, else the sum over groups; 0 where none is told."""
    found = {e.group: e.best for e in entry.estimates if e.outcome == outcome}
    return found.get("unknown", sum(found.values()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--reports", type=int)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--db", type=Path)
    a = parser.parse_args()
    rows = dict(islice(load(a.file).items(), a.reports))
    address = a.db or Path(tempfile.mkdtemp()) / "variorum.db"
    with open_store(address) as store:
        for report in reports(rows):
            store.add_report(report)
        adder = Adder(store, jobs=a.jobs)
        waiting = adder.waiting()
        for number, _ in enumerate(adder.read(waiting), 1):
            if number % 200 == 0:
                print(f"{number} of {len(waiting)}", flush=True)
        adder.finish(user="evaluation")
        truth = main_cases(store)
        of = store.incidents_of(m.report for m in truth)
        print(store.counts())
        print(
            "{} reports with an incident; B-cubed P {:.3f} R {:.3f} F1 {:.3f}".format(len(truth), *b_cubed(truth, of))
        )
        entries = {e.id: e for e in store.incident_entries(of[m] for m in truth)}
        _compare_figures(rows, truth, of, entries.values())


def _compare_figures(
    rows: dict[str, dict], truth: dict[Member, str], of: dict[Member, str], entries: Iterable[IncidentEntry]
) -> None:
    by_id = {e.id: e for e in entries}
    facts = {row["incident_id"]: row for row in rows.values()}
    for outcome, column in (("killed", "num_killed"), ("injured", "num_injured")):
        compared = exact = near = inside = 0
        for name in sorted(set(truth.values())):
            row = facts[name]
            mine = [by_id[of[m]] for m, n in truth.items() if n == name]
            if row.get(column) is None or not mine:
                continue
            best = max(mine, key=lambda e: (len(e.members), e.id))
            wanted, got = int(row[column]), figure(best, outcome)
            bounds = [(e.low, e.high) for e in best.estimates if e.outcome == outcome] or [(0, 0)]
            compared += 1
            exact += wanted == got
            near += abs(wanted - got) <= 1
            inside += any(low <= wanted and (high is None or wanted <= high) for low, high in bounds)
        print(
            f"{outcome}: {compared} incidents; exactly the registry's {exact / compared:.3f}, "
            f"within one {near / compared:.3f}, within low and high {inside / compared:.3f}"
        )


if __name__ == "__main__":
    main()
