"""
Which cases are worth comparing, without comparing all of them.

A case has a bounded number of keys. The cases under one key form its block, in an order that follows from each case
alone, and two cases are a candidate pair where, in some block, no more than `WINDOW` places lie between them. A block
of few cases so pairs all of them; one of thousands (a strike that a hundred reports a day tell of) pairs each with its
likest.

The candidate pairs are a function of the set of cases. Adding a case changes, in each of its blocks, only what stands
within `WINDOW` of the place where it comes to stand: it is paired with at most ``2 * WINDOW`` neighbours, and at most
`WINDOW` pairs that reached over that place by exactly `WINDOW` are no longer of that block. Nothing else changes, and
taking a case out undoes it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import combinations
from zlib import crc32

from variorum.collation.cases import Case
from variorum.collation.profiles import Profile, Spot, profile_of
from variorum.model.record import Member

WINDOW = 5
"""How far apart two cases of a block may stand and still be compared."""

Pair = tuple[Member, Member]
"""Two cases, the lesser first."""

_MOST_PLACES = 3
_MOST_PARTIES = 4
_MOST_NAMES = 4
_MOST_FIGURES = 3
_ORDERS = 6
_CELL = 0.5
_SEPARATOR = "\x1f"
"""Comes before any character of a name, so that the parts of a place compare one by one."""


def keys(case: Case) -> frozenset[str]:
    """
    Give the keys of the blocks that *case* stands in: some fifteen, in rare cases three times as many.

    Two cases of one happening share a key though one of them has no place (a country, a party, a figure), no parties (a
    place), or neither (a name, or proper nouns that both reports have). No key has a time, for blocks are in order of
    time: a key with a month would bring together who stand near one another under the same key without it.
    They are made on the first call and kept with the case.
    """
    kept = case.__dict__.get("_keys")
    if kept is None:
        kept = case.__dict__["_keys"] = _keys(profile_of(case))
    assert isinstance(kept, frozenset)
    return kept


def _keys(profile: Profile) -> frozenset[str]:
    wheres = sorted({token for spot in _places(profile) for token in _place_keys(spot)})
    towns = sorted({f"@{spot.name}" for spot in _places(profile) if spot.fine})
    wide = sorted(profile.countries or profile.party_countries)[:_MOST_PLACES]
    parties = sorted(profile.parties)[:_MOST_PARTIES]
    sides = [f"{a}&{b}" for a, b in combinations(parties, 2)]
    figures = [f"{o}{n}" for o, n, _ in sorted(profile.figures, key=lambda f: (-f[1], f[0])) if n > 2][:_MOST_FIGURES]
    found: set[str] = set()
    for family in profile.families:
        found.update(f"{family}/{one}" for one in (*wheres, *wide, *parties, *sides))
        found.update(f"{family}/{figure}/{where}" for figure in figures for where in (*towns, *(wide or parties)))
        found.update(f"{family}/name/{name}" for name in sorted(profile.names)[:_MOST_NAMES])
        found.update(f"{family}/{like}" for like in _likes(profile))
    # The incidents of one report are few and may be one happening each with another.
    found.add(f"report/{profile.member.report}")
    return frozenset(found)


def telling_keys(case: Case) -> frozenset[str]:
    """Give those of the `keys` of *case* that say more than one party or one country does, which many cases share."""
    profile = profile_of(case)
    wide = (*profile.parties, *profile.countries, *profile.party_countries)
    return keys(case) - {f"{family}/{one}" for family in profile.families for one in wide}


def candidates(cases: Iterable[Case]) -> Iterator[Pair]:
    """
    Give each candidate pair once, as its cases stand, so that pairs of one time follow one another.

    *cases* may come in any order. What is in memory at once are the keys.
    """
    ranked = sorted({case.member: case for case in cases}.values(), key=standing)
    blocks: dict[str, list[int]] = {}
    for rank, case in enumerate(ranked):
        for key in keys(case):
            blocks.setdefault(key, []).append(rank)
    for rank, case in enumerate(ranked):
        near: set[int] = set()
        for key in keys(case):
            block = blocks[key]
            if block[-1] > rank:
                after = bisect_right(block, rank)
                near.update(block[after : after + WINDOW])
        one = case.member
        for other in map(ranked.__getitem__, sorted(near)):
            yield (one, other.member) if one < other.member else (other.member, one)


def standing(case: Case) -> str:
    """
    Give where a case stands in its blocks: by day, then place, then figures, so that likes are neighbours.

    No two cases stand at one place; places compare by code point.
    """
    profile = profile_of(case)
    about = profile.about or (0, 0)
    where = min((s.name for s in profile.spots if s.fine), default=min((s.name for s in profile.spots), default=""))
    figure = max((low for _, low, _ in profile.figures), default=0)
    member = profile.member
    return _SEPARATOR.join((f"{about[1]:07}", where, f"{figure:010}", profile.type, member.report, member.incident))


def _places(profile: Profile) -> list[Spot]:
    return sorted(profile.spots, key=lambda s: (not s.fine, s.name))[:_MOST_PLACES]


def _place_keys(spot: Spot) -> Iterator[str]:
    """Give a place's name, its province, and two cells of grids that are half a cell apart, so that no edge divides."""
    if not spot.fine:
        yield f"@{spot.name}"
        return
    yield f"@{spot.name}"
    if spot.province:
        yield f"@{spot.province}"
    if spot.latitude is not None and spot.longitude is not None and spot.radius < 100:
        for shift in (0.0, _CELL / 2):
            yield f"#{shift}:{(spot.latitude + shift) // _CELL:.0f},{(spot.longitude + shift) // _CELL:.0f}"


def _likes(profile: Profile) -> Iterator[str]:
    """Give the least of the report's proper nouns in several orders: likely the same where two reports share many."""
    for turn in range(_ORDERS):
        if profile.capitals:
            yield f"like{turn}:{min(profile.capitals, key=lambda word: (crc32(word.encode(), turn), word))}"
