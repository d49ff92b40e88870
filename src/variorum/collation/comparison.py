"""
How probable it is that two cases are of one happening, and why.

A logistic model over a handful of named observations. An observation that cannot be made (a place that one of the two
does not give) is absent: it speaks neither for nor against. The weights are in ``data/linking_weights.toml``, which
``tools/train_linking.py`` writes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log, log1p, log2, sqrt

from variorum.collation.cases import Case
from variorum.collation.profiles import Days, Profile, Spot, kilometres, profile_of, tables, weight

FAR_DAYS = 60
"""Cases further apart than this are of different happenings, whatever else they share."""

_SAME_SPOT_KM = 3.0
_WITHIN = "within_"
_AGAINST = "_apart"
_MUCH = 5.0
"""The natural logarithm of what equal figures multiply to where they say no more: 5 and 3, or 150."""
_OPEN = 10**9
_SLACK = 1e-3
"""More than rounding can add to the odds."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    The probability that two cases are of one happening.

    `evidence` has (name, value, contribution) of every observation made, the weightiest first; a contribution is in
    log odds, and with the constant they add up to those of the probability.
    """

    probability: float
    evidence: tuple[tuple[str, float, float], ...]


def compare(a: Case, b: Case) -> Comparison:
    """Compare two cases; the same in either order."""
    return compare_profiles(profile_of(a), profile_of(b))


def probability(a: Case, b: Case) -> float:
    """Give the probability of `compare` without its evidence, which costs less."""
    return _probability(_contributions(observe(profile_of(a), profile_of(b))))


def likely(a: Case, b: Case, least: float) -> float | None:
    """
    Give the probability of `compare` where it is *least* or more, else None.

    Most pairs are far from it, and show so before all is observed: even were all the rest to speak for one happening,
    it would not reach.
    """
    p, q = profile_of(a), profile_of(b)
    if _are_far(p, q):
        exact = _probability(_contributions(_far()))
        return exact if exact >= least else None
    prefix = _prefix(p, q)
    lacking = log(least / (1 - least)) - load_weights().get("constant", 0.0) - _SLACK
    observed: list[tuple[str, float]] = []
    for step, open_still in _steps(prefix):
        for name, value in step(p, q).items():
            if value > 0:
                full, weight_of_it = _weighed(prefix, name)
                observed.append((full, value))
                lacking -= weight_of_it * value
        if open_still < lacking:
            return None
    exact = _probability(_contributions({name: round(value, 6) for name, value in observed}))
    return exact if exact >= least else None


def compare_profiles(a: Profile, b: Profile) -> Comparison:
    """
    Compare two profiles; the same in either order.

    Of two whose known days are more than `FAR_DAYS` apart nothing else is looked at, since nothing could outweigh it.
    """
    weights = load_weights()
    found = observe(a, b)
    evidence = ((plain(name), value, weights.get(name, 0.0) * value) for name, value in found.items())
    return Comparison(_probability(_contributions(found)), tuple(sorted(evidence, key=lambda e: (-abs(e[2]), e[0]))))


def plain(name: str) -> str:
    """Give the name of an observation in evidence, which is the same for two incidents of one report."""
    return name.removeprefix(_WITHIN)


def _contributions(found: Mapping[str, float]) -> list[float]:
    """Give what observations contribute, in order of their names, so that the sum is always the same."""
    weights = load_weights()
    return [weights.get(name, 0.0) * found[name] for name in sorted(found)]


def _probability(contributions: Iterable[float]) -> float:
    odds = load_weights().get("constant", 0.0) + sum(contributions)
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))


@cache
def load_weights() -> dict[str, float]:
    """Load the weight of each observation, "constant" among them."""
    text = files("variorum.collation").joinpath("data/linking_weights.toml").read_text(encoding="utf-8")
    return {name: float(value) for name, value in tomllib.loads(text)["weights"].items()}


def observe(a: Profile, b: Profile) -> dict[str, float]:
    """
    Give the observations on two profiles by name, each from 0 to 1, those that are 0 left out.

    Those on two incidents of one report have names of their own, since they weigh otherwise: what a report tells apart
    is likely to be two, and its own words are like one another wherever they stand.
    """
    if _are_far(a, b):
        return _far()
    prefix = _prefix(a, b)
    return {name: value for step in _STEPS for name, value in _observed(step(a, b), prefix).items()}


def _observed(found: Mapping[str, float], prefix: str) -> dict[str, float]:
    return {_weighed(prefix, name)[0]: round(value, 6) for name, value in found.items() if value > 0}


@cache
def _weighed(prefix: str, name: str) -> tuple[str, float]:
    """Give the full name of an observation and its weight; what tells two happenings apart does so anywhere."""
    full = name if name.endswith(_AGAINST) else prefix + name
    return full, load_weights().get(full, 0.0)


def _prefix(a: Profile, b: Profile) -> str:
    return _WITHIN if a.member.report == b.member.report else ""


def _are_far(a: Profile, b: Profile) -> bool:
    return a.days is not None and b.days is not None and _gap(a.days, b.days) > FAR_DAYS


def _far() -> dict[str, float]:
    return {"time_apart": 1.0}


@cache
def _near_types() -> frozenset[tuple[str, str]]:
    return frozenset((a, b) for group in tables()["near"]["groups"] for a in group for b in group)


def _types_and_times(a: Profile, b: Profile) -> dict[str, float]:
    found = _times(a, b)
    if a.type == b.type:
        found["type_same"] = 1.0
    else:
        found["type_near" if (a.type, b.type) in _near_types() else "type_apart"] = 1.0
    if a.member.report == b.member.report:
        found["same_report"] = 1.0
    if not (a.days and b.days):
        found["time_unknown"] = 1.0
    return found


def _times(a: Profile, b: Profile) -> dict[str, float]:
    if a.days and b.days:
        found: dict[str, float] = {}
        gap = _gap(a.days, b.days)
        if gap > 0:
            found["time_apart"] = min(1.0, log1p(gap) / log(FAR_DAYS))
        else:
            widest = max(a.days[1] - a.days[0], b.days[1] - b.days[0]) + 1
            found["time_same_day" if widest <= 2 else "time_overlaps"] = 1.0 if widest <= 2 else 1 / log2(1 + widest)
        return found
    found = dict(_calendar(a, b))
    if a.about and b.about:
        found["time_presumed_near"] = exp(-_gap(a.about, b.about) / 7)
        found["time_presumed_apart"] = min(1.0, log1p(_gap(a.about, b.about)) / log(365))
    if (a.days and b.latest and a.days[0] > b.latest + 1) or (b.days and a.latest and b.days[0] > a.latest + 1):
        found["time_after_publication"] = 1.0
    return found


def _calendar(a: Profile, b: Profile) -> Iterator[tuple[str, float]]:
    """Compare weekdays and months as said, where the days themselves are not known on both sides."""
    if a.weekdays and b.weekdays:
        yield ("weekday_same" if a.weekdays & b.weekdays else "weekday_apart"), 1.0
    if a.months and b.months:
        yield ("month_same" if a.months & b.months else "month_apart"), 1.0


def _gap(a: Days, b: Days) -> int:
    return max(0, a[0] - b[1], b[0] - a[1])


def _places(a: Profile, b: Profile) -> dict[str, float]:
    if not a.spots or not b.spots:
        return {"place_unknown": 1.0}
    pairs = [(s, t) for s in a.spots for t in b.spots]
    distances = [(km, s, t) for s, t in pairs if s.fine and t.fine and (km := kilometres(s, t)) is not None]
    if shared := {s.name for s, t in pairs if _named_as(s, t)}:
        return {"place_same": _of_fewer(len(shared), a, b)}
    if distances and min(d[0] for d in distances) <= _SAME_SPOT_KM:
        return {"place_same": _of_fewer(1, a, b)}
    if a.countries and b.countries and not a.countries & b.countries:
        return {"country_apart": 1.0}
    if distances:
        excess = min(max(0.0, km - min(50.0, s.radius) - min(50.0, t.radius)) for km, s, t in distances)
        return {"place_near": exp(-excess / 10), "place_apart": min(1.0, log1p(excess / 10) / log(100))}
    if a.provinces and b.provinces:
        return {"province_same" if a.provinces & b.provinces else "province_apart": 1.0}
    return {"country_same": 1.0} if a.countries & b.countries else {}


def _named_as(s: Spot, t: Spot) -> bool:
    return s.fine and s.name == t.name and (not s.country or not t.country or s.country == t.country)


def _of_fewer(shared: int, a: Profile, b: Profile) -> float:
    """Give the share of the places of that profile which has fewer: one of several may be named for another reason."""
    return shared / max(1, min(len({s.name for s in p.spots if s.fine}) for p in (a, b)))


def _parties(a: Profile, b: Profile) -> dict[str, float]:
    """Compare who did it and to whom; within one report the same parties do many things."""
    if a.member.report == b.member.report:
        return {}
    found: dict[str, float] = {}
    if a.parties and b.parties:
        shared = len(a.parties & b.parties)
        found["parties_shared"] = shared / min(len(a.parties), len(b.parties))
        if not shared and a.party_countries and b.party_countries:
            name = "party_countries_shared" if a.party_countries & b.party_countries else "party_countries_apart"
            found[name] = 1.0
    if a.initiators & b.initiators:
        found["initiators_shared"] = 1.0
    elif a.initiators & b.targets or b.initiators & a.targets:
        found["sides_swapped"] = 1.0
    if a.targets & b.targets:
        found["targets_shared"] = 1.0
    return found


def _figures(a: Profile, b: Profile) -> dict[str, float]:
    """Compare counts of one outcome: equal ones speak the louder the larger, unequal ones the further apart."""
    equal: set[tuple[str, int]] = set()
    apart, compared = _OPEN * 1.0, False
    for outcome, low, high in a.figures:
        for other, least, most in b.figures:
            if other != outcome:
                continue
            compared = True
            if low == least:
                equal.add((outcome, low))
            highest, most_of_both = (_OPEN if high is None else high), (_OPEN if most is None else most)
            meets = low <= most_of_both and least <= highest
            apart = 0.0 if meets else min(apart, abs(log(low / least)) / log(5))
    if not compared:
        return {}
    if equal:
        return {"figures_same": min(1.0, sum(log1p(low) for _, low in sorted(equal)) / _MUCH)}
    return {"figures_apart": min(1.0, apart)}


def _names(a: Profile, b: Profile) -> dict[str, float]:
    if not a.names or not b.names:
        return {}
    return {"names_shared": 1.0} if a.names & b.names else {"names_apart": 1.0}


def _proper_nouns(a: Profile, b: Profile) -> dict[str, float]:
    if a.member.report == b.member.report:
        return {}
    found = {"report_names": _alike(a.capitals & b.capitals, a.capitals_weight, b.capitals_weight)}
    if a.leads and b.leads:
        found["both_lead"] = 1.0
        found["both_lead_alike"] = found["report_names"]
    return found


def _nearby(a: Profile, b: Profile) -> dict[str, float]:
    return {
        "nearby_words": _alike(a.nearby & b.nearby, a.nearby_weight, b.nearby_weight),
        "mention_words": len(a.heads & b.heads) / sqrt(len(a.heads) * len(b.heads)) if a.heads and b.heads else 0.0,
    }


def _shared_text(a: Profile, b: Profile) -> dict[str, float]:
    shared = a.sketch & b.sketch if a.member.report != b.member.report else None
    if not shared:
        return {}
    # Of the least hashes of both, the share that both have estimates the share of the text.
    least = sorted(a.sketch | b.sketch)[: max(len(a.sketch), len(b.sketch))]
    return {"text_shared": len(shared.intersection(least)) / len(least)}


def _alike(shared: frozenset[str], weight_of_one: int, weight_of_other: int) -> float:
    """Give the cosine of two sets of words by what they share, rare words weighing more."""
    product = weight_of_one * weight_of_other
    return weight(shared) / sqrt(product) if product else 0.0


_Step = Callable[[Profile, Profile], dict[str, float]]

# What is observed in turn: first what costs little and says much.
_STEPS: tuple[_Step, ...] = (
    _types_and_times,
    _names,
    _proper_nouns,
    _nearby,
    _figures,
    _places,
    _parties,
    _shared_text,
)

SPEAKING: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("names_shared",),),
    (("report_names", "both_lead", "both_lead_alike"),),
    (("nearby_words", "mention_words"),),
    (("figures_same",),),
    (("place_same",), ("place_unknown",), ("place_near",), ("province_same",), ("country_same",)),
    (("parties_shared", "party_countries_shared", "initiators_shared", "targets_shared"),),
    (("text_shared",),),
)
"""What each step after the first may observe that speaks for one happening: alternatives, of what goes together."""


@cache
def _steps(prefix: str) -> tuple[tuple[_Step, float], ...]:
    """Give the steps, each with the most that can be added to the odds after it, as no observation is more than 1."""
    most = [
        max(sum(max(0.0, _weighed(prefix, name)[1]) for name in names) for names in alternatives)
        for alternatives in SPEAKING
    ]
    return tuple((step, sum(most[done:])) for done, step in enumerate(_STEPS))
