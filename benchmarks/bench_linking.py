"""
Measure linking: cases a second, and how its cost grows with the number of cases.

    python benchmarks/bench_linking.py [--sizes 1000 5000 20000 50000]

Happenings are of very unequal renown: of the cases of every size, a twentieth tell of one strike on one day, which is
what blocking has to bear. As in the record, what pairs connect is clustered together, and what linking took from a
case is kept for some of them only. Reading and storing are left out. Beside the time stands how well the clusters
agree with the happenings (B-cubed), for comparing less costs less too.
"""

from __future__ import annotations

import argparse
import gc
import random
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log

from variorum.app.groups import CROWD, EDGE, group_all
from variorum.collation.blocking import candidates
from variorum.collation.cases import Case
from variorum.collation.clustering import cluster
from variorum.collation.comparison import likely, probability
from variorum.model import Account, Actor, Harm, Incident, Place, Published, Report, Span, When
from variorum.model.record import Member

AIM = 1.15
KEPT = 50_000
"""Cases of which is kept what linking took from them."""

TYPES = ("air_strike", "shelling", "bombing", "armed_attack", "clash", "killing", "arrest")
WORDS = [
    f"{a}{b}{c}" for a in ("mor", "kal", "ver", "sut", "dan") for b in ("a", "o", "i") for c in ("ba", "rin", "sk")
]


def make_cases(size: int) -> tuple[list[Case], list[int]]:
    """Make *size* cases, each of its own report, of happenings from very renowned to hardly known; and give these."""
    chance = random.Random(size)
    happenings = max(1, size // 6)
    cases, told = [], []
    for n in range(size):
        told.append(0 if chance.random() < 0.05 else int(happenings * chance.random() ** 2))
        cases.append(_make_case(n, told[-1], chance))
    return cases, told


def _make_case(number: int, happening: int, chance: random.Random) -> Case:
    own = random.Random(happening)
    day = date(2020, 1, 1) + timedelta(days=own.randrange(1500))
    latitude, longitude = own.uniform(30, 38), own.uniform(60, 75)
    province = f"Province {own.randrange(40)}"
    place = Place(
        name=f"Town {own.randrange(3000)}",
        level="settlement",
        country=own.choice(("AF", "PK", "IR")),
        province=province,
        latitude=latitude,
        longitude=longitude,
        radius_km=5.0,
    )
    parties = [f"group-{own.randrange(60)}", f"group-{own.randrange(60)}"]
    killed = own.randrange(1, 30)
    names = [word.capitalize() for word in own.sample(WORDS, 6)] + [chance.choice(WORDS).capitalize()]
    words = [*names, *chance.sample(WORDS, 20), "strike", "killed"]
    chance.shuffle(words)
    text = " ".join(words)
    at = text.index("strike")
    told = chance.random() < 0.8
    incident = Incident(
        id="i1",
        type=own.choice(TYPES),
        when=When(start=day, end=day, precision="day") if told else When(),
        where=(place,) if chance.random() < 0.8 else (),
        initiators=tuple(parties[:1]),
        targets=tuple(parties[1:]),
        harms=(Harm(outcome="killed", group="unknown", low=killed, high=killed, start=0, end=1, quote=text[:1]),),
        mentions=(Span(start=at, end=at + 6, quote="strike"),),
    )
    published = day + timedelta(days=chance.randrange(4))
    report = Report(
        id=f"r{number:06}", text=text, published=Published(start=published, end=published, basis="metadata")
    )
    actors = tuple(Actor(id=p, name=p, type="armed_group") for p in sorted(set(parties)))
    return Case(Account(report=report, actors=actors, incidents=(incident,)), incident, {p: p for p in parties})


class Recent:
    """Keeps what linking takes from a case for a while: of the cases in use, pairs that follow one another have few."""

    def __init__(self) -> None:
        self.kept: dict[Member, Case] = {}

    def use(self, *cases: Case) -> None:
        """Count *cases* among those in use; where they become too many, what was taken from all is taken anew."""
        if len(self.kept) > KEPT:
            for case in self.kept.values():
                case.__dict__.pop("_profile", None)
            self.kept.clear()
        for case in cases:
            self.kept[case.member] = case


@dataclass(frozen=True, kw_only=True)
class Found:
    """What linking *size* cases took and gave; `seconds` are the processor's, `agreement` is B-cubed F1."""

    size: int
    seconds: float
    pairs: int
    clusters: int
    agreement: float


def measure(size: int) -> Found:
    """Link *size* cases."""
    cases, told = make_cases(size)
    happenings = {case.member: happening for case, happening in zip(cases, told, strict=True)}
    gc.freeze()  # what is linked is there before, and no part of what is measured
    start = time.process_time()
    by_member = {case.member: case for case in cases}
    near: dict[Member, dict[Member, float]] = {member: {} for member in by_member}
    recent = Recent()
    compared = 0
    for a, b in candidates(cases):
        compared += 1
        one, other = by_member[a], by_member[b]
        recent.use(one, other)
        if (found := likely(one, other, EDGE)) is not None:
            near[a][b] = near[b][a] = found
    clusters: list[tuple[Member, ...]] = []
    for group in group_all(near, crowd=CROWD):
        mine = [by_member[member] for member in group]
        recent.use(*mine)
        pairs = candidates(mine) if len(group) > 1 else ()
        scored = {(a, b): near[a].get(b) or probability(by_member[a], by_member[b]) for a, b in pairs}
        clusters += (one.members for one in cluster(group, scored).clusters)
    seconds = time.process_time() - start
    return Found(
        size=size, seconds=seconds, pairs=compared, clusters=len(clusters), agreement=b_cubed(happenings, clusters)
    )


def b_cubed(truth: Mapping[Member, int], clusters: Iterable[Sequence[Member]]) -> float:
    """Give how well *clusters* agree with *truth*: the harmonic mean of precision and recall over the cases."""
    sizes = Counter(truth.values())
    precision = recall = 0.0
    for members in clusters:
        for happening, count in Counter(truth[member] for member in members).items():
            precision += count * count / len(members)
            recall += count * count / sizes[happening]
    return 2 * precision * recall / (precision + recall) / len(truth)


def main() -> None:
    """Print a line for each size and the exponent of growth from the least to the greatest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1000, 5000, 20000, 50000])
    sizes = sorted(parser.parse_args().sizes)
    seconds = []
    for size in sizes:
        found = measure(size)
        seconds.append(found.seconds)
        print(f"{size:>7} cases {found.seconds:8.1f} s {1000 * found.seconds / size:6.2f} ms each", end="")
        print(
            f" {found.pairs / size:6.1f} pairs each {found.clusters:>7} clusters B-cubed {found.agreement:.3f}",
            flush=True,
        )
    if len(sizes) > 1:
        exponent = log(seconds[-1] / seconds[0]) / log(sizes[-1] / sizes[0])
        print(f"growth exponent {exponent:.2f} (aim: at most {AIM})")


if __name__ == "__main__":
    main()
