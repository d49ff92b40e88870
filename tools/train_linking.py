"""
Fit the weights by which incidents are linked, and measure linking on what was held out.

    python tools/train_linking.py --keys DIR TEXTS [--keys DIR TEXTS ...] --shootings FILE --events FILE --cache DIR
        [--reports 280] [--step 1] [--write]

Reports are read by the reader as it is; its incidents are aligned with the keys by the words of their mentions, so that
the weights fit what the reader gives, mistakes included. `--keys` are answer keys with their texts and
``clusters*.yaml``; `--shootings` is a gun-violence registry with its reports, which are read with their dates, without
them, and half of them without; `--events` is ECB+ as JSON lines. Half of the towns and of the topics is held out;
probabilities are calibrated on the one half and tabled on the other.
Accounts are kept in `--cache` and not read again. With `--step` below 1 the weights go that share of the way from those
in use to the fit.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import yaml

from variorum.collation import comparison
from variorum.collation.actors import merge_actors
from variorum.collation.blocking import Pair, candidates
from variorum.collation.cases import Case, cases_of
from variorum.collation.clustering import cluster
from variorum.collation.profiles import Profile, profile_of
from variorum.model import Account, Published, Report
from variorum.model.record import Member

WEIGHTS = Path(comparison.__file__).parent / "data" / "linking_weights.toml"
VIOLENT = {"armed_attack", "killing", "clash", "suicide_bombing", "other", "operation"}
RIDGE = 1.0
FOR = ("_same", "_shared", "_near", "_same_day", "_overlaps", "_words", "_alike", "report_names")
AGAINST = ("_apart", "_after_publication", "_swapped")
DOCUMENTS_OF_A_TOPIC = 9
MOST_PAIRS = 1500
"""The pairs that a set weighs as much as, at the most."""
OF_OTHERS = 2.0
"""How much a pair of keys or of ECB+ weighs against one of shootings, which are many and alike."""


@dataclass
class Labelled:
    """Cases of which some are known to be of one happening: those with the same label."""

    name: str
    cases: list[Case]
    labels: dict[Member, str]
    main: set[Member]
    weight: float = OF_OTHERS

    def pairs(self) -> list[tuple[Pair, bool]]:
        """Give the candidate pairs of which the truth is known."""
        return [
            ((a, b), self.labels[a] == self.labels[b])
            for a, b in candidates(self.cases)
            if a in self.labels and b in self.labels
        ]

    def profiles(self) -> dict[Member, Profile]:
        return {case.member: profile_of(case) for case in self.cases}


def unpack(path: Path) -> list[Any]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def shuffled(items: Iterable[Any]) -> list[Any]:
    return sorted(items, key=lambda item: hashlib.sha256(repr(item).encode()).hexdigest())


def read_all(name: str, reports: Callable[[], Iterator[Report]], cache: Path) -> list[Account]:
    kept = cache / f"{name}.jsonl"
    if not kept.exists():
        from variorum.app.read import kept_reader

        reader = kept_reader(None, 1)
        lines = []
        for report in reports():
            try:
                lines.append(msgspec.json.encode(reader.read(report)))
            except Exception as error:  # noqa: BLE001 - one report must not end the reading of the others
                print(f"not read: {report.id}: {str(error).splitlines()[0]}")
        cache.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(b"\n".join(lines))
    return [msgspec.json.decode(line, type=Account) for line in kept.read_bytes().splitlines() if line]


def make_report(identifier: str, text: str, published: Published) -> Report:
    text = text.replace("\r", "").encode("utf-8", "replace").decode()
    return Report(id=identifier, text=text, published=published, sha256=hashlib.sha256(text.encode()).hexdigest())


def to_cases(accounts: list[Account]) -> list[Case]:
    return list(cases_of(accounts, merge_actors(accounts).ids))


# Answer keys with clusters.


def keyed(keys: Path, texts: Path, cache: Path) -> Labelled:
    def reports() -> Iterator[Report]:
        for path in sorted(texts.glob("*.txt")):
            yield make_report(path.name, path.read_text(encoding="utf-8"), Published())

    accounts = read_all(f"keys-{keys.name}", reports, cache)
    one = {
        incident: str(number)
        for number, group in enumerate(g for f in sorted(keys.glob("clusters*.yaml")) for g in _yaml(f))
        for incident in group
    }
    by_report = {account.report.id: account for account in accounts}
    labels, main = {}, set()
    for path in sorted(keys.glob("*.yaml")):
        if path.name.startswith("clusters"):
            continue
        key = _yaml(path)
        account = by_report[key["report"]]
        spans = {
            g["id"]: [s for quote in g["mentions"] if (s := _locate(account.report.text, quote))]
            for g in key["incidents"]
        }
        for incident, hits in _aligned(account, spans).items():
            label = one.get(f"{key['report']}:{hits[0]}")
            if label is not None:
                member = Member(report=key["report"], incident=incident)
                labels[member] = label
                if hits[1]:
                    main.add(member)
    return Labelled(keys.name, to_cases(accounts), labels, main)


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _locate(text: str, quote: str) -> tuple[int, int] | None:
    match = re.match(r"(.*)\|\|(\d+)$", quote, re.DOTALL)
    words, times = (match.group(1), int(match.group(2))) if match else (quote, 1)
    at = -1
    for _ in range(times):
        at = text.find(words, at + 1)
        if at < 0:
            return None
    return at, at + len(words)


def _aligned(account: Account, spans: dict[str, list[tuple[int, int]]]) -> dict[str, tuple[str, bool]]:
    """Give each incident's key and whether it is the one that the key would be paired with."""
    hits = sorted(
        (-count, name, number, incident.id)
        for number, incident in enumerate(account.incidents)
        for name, places in spans.items()
        if (
            count := sum(
                any(2 * (min(e, m.end) - max(s, m.start)) >= min(e - s, m.end - m.start) for s, e in places)
                for m in incident.mentions
            )
        )
    )
    found: dict[str, tuple[str, bool]] = {}
    paired: set[str] = set()
    for _, name, _, incident in hits:
        if incident not in found:
            found[incident] = (name, name not in paired)
            paired.add(name)
    return found


# Shootings: the incident of each report that the registry has it for.


def towns_of(rows: list[Any]) -> list[Any]:
    """Give the towns of the registry; linking is fitted on every other, from the first."""
    return shuffled({(r.get("state"), r.get("city_or_county")) for r in rows if r.get("city_or_county")})


def reports_of(rows: list[Any], towns: list[Any], most: int) -> dict[str, tuple[Any, Any]]:
    """Give by its id each report of *towns* as the registry has it, with its incident."""
    chosen: list[Any] = []
    for town in towns:
        docs = [(r, d) for r in rows if (r.get("state"), r.get("city_or_county")) == town for d in r["docs"]]
        if 4 <= len(docs) <= 50 and len(chosen) + len(docs) <= most:
            chosen += docs
    return {f"{row['incident_id']}-{doc['id'][:10]}": (row, doc) for row, doc in chosen}


def registered(name: str, doc: Any, *, dated: bool = True) -> Report:
    """Make a report of the registry, with its date or without."""
    published = _published(doc["dct"]) if dated else Published()
    return make_report(name, f"{doc['title'] or ''}\n{doc['content'] or ''}", published)


def shootings(rows: list[Any], towns: list[Any], name: str, most: int, cache: Path, *, dated: bool = True) -> Labelled:
    chosen = reports_of(rows, towns, most)

    def reports() -> Iterator[Report]:
        for identifier, (_, doc) in chosen.items():
            yield registered(identifier, doc, dated=dated)

    name = f"shootings-{name}" + "-undated" * (not dated)
    accounts = read_all(name, reports, cache)
    labels = {}
    for account in accounts:
        row, _ = chosen[account.report.id]
        if (main := _main(account, datetime.strptime(row["date"], "%B %d, %Y").date())) is not None:
            labels[Member(report=account.report.id, incident=main)] = str(row["incident_id"])
    return Labelled(name, to_cases(accounts), labels, set(labels), weight=1.0)


def mixed(dated: Labelled, undated: Labelled) -> Labelled:
    """Give every other report as it is read without its date, beside dated ones."""
    reports = sorted({case.member.report for case in dated.cases})
    hidden = set(reports[::2])
    kept = [(data, member) for data in (dated, undated) for member in data.labels]
    kept = [(data, member) for data, member in kept if (member.report in hidden) == (data is undated)]
    cases = [case for case in dated.cases if case.member.report not in hidden]
    cases += [case for case in undated.cases if case.member.report in hidden]
    labels = {member: data.labels[member] for data, member in kept}
    return Labelled(f"{dated.name}-mixed", cases, labels, set(labels), weight=dated.weight)


def _published(day: str | None) -> Published:
    try:
        start = date.fromisoformat(day or "")
    except ValueError:
        return Published()
    return Published(start=start, end=start, basis="metadata")


def _main(account: Account, day: date) -> str | None:
    """Give the incident that the report is about: violent, of that day or of none, told early and often."""
    best: tuple[float, int] | None = None
    for number, incident in enumerate(account.incidents):
        when = incident.when
        if incident.type not in VIOLENT or not incident.mentions:
            continue
        if when.start and when.end and not when.start.toordinal() - 1 <= day.toordinal() <= when.end.toordinal() + 1:
            continue
        score = len(incident.mentions) + 2 * bool(incident.harms) + 2 * bool(when.start) - number
        if best is None or score > best[0]:
            best = (score, number)
    return None if best is None else account.incidents[best[1]].id


# ECB+: topics of two like happenings each, without dates.


def events(docs: list[Any], topics: set[int], name: str, most: int, cache: Path) -> Labelled:
    by_subtopic: dict[str, list[Any]] = defaultdict(list)
    for doc in docs:
        if doc["topic"] in topics:
            by_subtopic[doc["subtopic"]].append(doc)
    chosen = [d for s in sorted(by_subtopic) for d in shuffled(by_subtopic[s])[:DOCUMENTS_OF_A_TOPIC]][:most]
    told = {doc["doc_id"]: _told(doc) for doc in chosen}

    def reports() -> Iterator[Report]:
        for doc in chosen:
            yield make_report(doc["doc_id"], told[doc["doc_id"]][0], Published())

    accounts = read_all(f"events-{name}", reports, cache)
    labels, main = {}, set()
    for account in accounts:
        for incident, hit in _aligned(account, told[account.report.id][1]).items():
            member = Member(report=account.report.id, incident=incident)
            labels[member] = hit[0]
            if hit[1]:
                main.add(member)
    return Labelled(f"events-{name}", to_cases(accounts), labels, main)


def _told(doc: Any) -> tuple[str, dict[str, list[tuple[int, int]]]]:
    """Give the text and the spans of each happening that other documents may tell of too."""
    text, offsets = "", []
    for token, sentence, before in zip(doc["tokens"], doc["sent"], [None, *doc["sent"][:-1]], strict=True):
        if before is not None:
            text += "\n" if before == 0 and sentence != 0 else " "
        offsets.append((len(text), len(text) + len(token)))
        text += token
    happening = {
        m: r["note"]
        for r in doc["relations"]
        if r["type"].startswith("CROSS") and r["note"][:3] == "ACT"
        for m in r["src"]
    }
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for mention in doc["mentions"]:
        if mention["m"] in happening and mention["tok"]:
            name = f"{doc['topic']}:{happening[mention['m']]}"
            spans[name].append((offsets[mention["tok"][0]][0], offsets[mention["tok"][-1]][1]))
    return text, dict(spans)


# Fitting and measuring.


def design(sets: list[Labelled]) -> tuple[list[str], Any, Any, Any]:
    """Give names, observations, truth and weights; none of the sets weighs more than `MOST_PAIRS` of its pairs."""
    rows, truth, weights = [], [], []
    for data in sets:
        profiles, pairs = data.profiles(), data.pairs()
        for (a, b), same in pairs:
            rows.append(comparison.observe(profiles[a], profiles[b]))
            truth.append(same)
            weights.append(data.weight * min(1.0, MOST_PAIRS / len(pairs)))
    names = sorted({name for row in rows for name in row})
    matrix = np.array([[row.get(name, 0.0) for name in names] + [1.0] for row in rows])
    return [*names, "constant"], matrix, np.array(truth, float), np.array(weights)


def fit(names: list[str], matrix: Any, truth: Any, weights: Any) -> dict[str, float]:
    """Fit, leaving out what comes to speak against its name: what is apart cannot speak for one happening."""
    while True:
        found = newton(names, matrix, truth, weights)
        wrong = {n for n, w in found.items() if (w < 0 and n.endswith(FOR)) or (w > 0 and n.endswith(AGAINST))}
        if not wrong:
            return found
        keep = [i for i, name in enumerate(names) if name not in wrong]
        names, matrix = [names[i] for i in keep], matrix[:, keep]


def newton(names: list[str], matrix: Any, truth: Any, weights: Any) -> dict[str, float]:
    """Fit by Newton's method with a ridge that leaves the constant free."""
    beta = np.zeros(len(names))
    ridge = np.diag([RIDGE] * (len(names) - 1) + [1e-6])
    for _ in range(40):
        p = 1 / (1 + np.exp(-matrix @ beta))
        gradient = matrix.T @ (weights * (truth - p)) - ridge @ beta
        hessian = (matrix * (weights * p * (1 - p))[:, None]).T @ matrix + ridge
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-8:
            break
    return {name: round(float(value), 3) for name, value in zip(names, beta, strict=True)}


def probability(weights: dict[str, float], a: Profile, b: Profile) -> float:
    odds = weights["constant"] + sum(weights.get(n, 0.0) * v for n, v in comparison.observe(a, b).items())
    return float(1 / (1 + np.exp(-odds)))


def b_cubed(data: Labelled, weights: dict[str, float]) -> tuple[float, float, float]:
    profiles = data.profiles()
    scored = {(a, b): probability(weights, profiles[a], profiles[b]) for a, b in candidates(data.cases)}
    found = cluster(profiles, scored)
    where = {m: n for n, c in enumerate(found.clusters) for m in c.members}
    known = sorted(data.main)
    precision = recall = 0.0
    for member in known:
        mine = {m for m in known if where[m] == where[member]}
        true = {m for m in known if data.labels[m] == data.labels[member]}
        precision += len(mine & true) / len(mine)
        recall += len(mine & true) / len(true)
    p, r = precision / len(known), recall / len(known)
    return p, r, 2 * p * r / (p + r)


def table(sets: list[Labelled], weights: dict[str, float]) -> None:
    """Print how often pairs of each probability are one happening."""
    rows: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for data in sets:
        profiles = data.profiles()
        for (a, b), same in data.pairs():
            p = probability(weights, profiles[a], profiles[b])
            rows[min(9, int(p * 10))].append((p, same))
    everything = [x for row in rows.values() for x in row]
    brier = sum((p - same) ** 2 for p, same in everything) / len(everything)
    print(f"  Brier {brier:.4f}, {len(everything)} pairs, {sum(s for _, s in everything)} of them one happening")
    for _, row in sorted(rows.items()):
        said, so = sum(p for p, _ in row) / len(row), sum(s for _, s in row) / len(row)
        print(f"  said {said:.2f}  were {so:.2f}  n {len(row)}")


def missed(data: Labelled) -> str:
    """Say how many pairs of one happening no block brings together; window and chain make up for some."""
    known = sorted(data.labels)
    same = {(a, b) for a in known for b in known if a < b and data.labels[a] == data.labels[b]}
    return f"{len(same & {pair for pair, _ in data.pairs()})} of {len(same)} pairs of one happening are candidates"


def stepped(former: dict[str, float], found: dict[str, float], share: float) -> dict[str, float]:
    """Go a share of the way from the former weights to those found; what either lacks counts nothing there."""
    names = {*former, *found}
    return {n: round(former.get(n, 0.0) * (1 - share) + found.get(n, 0.0) * share, 3) for n in names}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", nargs=2, type=Path, action="append", required=True)
    parser.add_argument("--shootings", type=Path, required=True)
    parser.add_argument("--events", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--reports", type=int, default=280)
    parser.add_argument("--step", type=float, default=1.0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()

    rows = unpack(options.shootings)
    towns = towns_of(rows)
    docs = unpack(options.events)
    topics = sorted({doc["topic"] for doc in docs})
    half = options.reports // 2
    train, held = (
        [
            with_dates := shootings(rows, some, name, options.reports, options.cache),
            without := shootings(rows, some, name, options.reports, options.cache, dated=False),
            mixed(with_dates, without),
            events(docs, set(told), name, half, options.cache),
        ]
        for name, some, told in (("train", towns[::2], topics[::2]), ("held", towns[1::2], topics[1::2]))
    )
    small = [keyed(keys, texts, options.cache) for keys, texts in options.keys]

    without = fit(*design(train))
    print("fitted without keys")
    for data in [*train, *held, *small]:
        print("  {:<20} B-cubed P {:.3f} R {:.3f} F1 {:.3f}; ".format(data.name, *b_cubed(data, without)), missed(data))
    for data in [*held, *small]:
        print("held out:", data.name)
        table([data], without)
    weights = stepped(comparison.load_weights(), fit(*design([*train, *small])), options.step)
    print("fitted with keys")
    for data in [*held, *small]:
        print("  {:<20} B-cubed P {:.3f} R {:.3f} F1 {:.3f}".format(data.name, *b_cubed(data, weights)))
    for name, value in sorted(weights.items(), key=lambda w: w[1]):
        print(f"  {name:<24}{value:+.3f}")
    if options.write:
        lines = [f"{name} = {weights[name]}" for name in sorted(weights)]
        head = "# Log odds of the observations that `variorum.collation.comparison.observe` names.\n"
        head += "# Written by tools/train_linking.py.\n\n[weights]\n"
        WEIGHTS.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
