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

from collections.abc import Iterable, Iterator
from itertools import combinations
from zlib import crc32

from variorum.collation.cases import Case
from variorum.collation.profiles import Days, Profile, Spot, profile_of
from variorum.model.record import Member

WINDOW = 5
"""How far apart two cases of a block may stand and still be compared."""

Pair = tuple[Member, Member]
"""Two cases, the lesser first."""

_MOST_PLACES = 3
_MOST_PARTIES = 4
_MOST_NAMES = 4
_MOST_FIGURES = 3
_LONGEST_WEEKS = 16
_LONGEST_MONTHS = 100
_ORDERS = 6
_CELL = 0.5
_SEPARATOR = "\x1f"
"""Comes before any character of a name, so that the parts of a place compare one by one."""


def keys(case: Case) -> frozenset[str]:
    """
    Give the keys of the blocks that *case* stands in: some thirty, in rare cases four times as many.

    Two cases of one happening share a key though one of them has no place ("month" with a country or a party), no day
    ("month" or "year"), or neither (a figure, a name or two parties with a place). A time that is not known is taken
    to be the days before publication, and where that is unknown too, only keys without a time can bring it to others.
    They are made on the first call and kept with the case.
    """
    kept = case.__dict__.get("_keys")
    if kept is None:
        kept = case.__dict__["_keys"] = _keys(profile_of(case))
    assert isinstance(kept, frozenset)
    return kept


def _keys(profile: Profile) -> frozenset[str]:
    wheres = sorted({token for spot in _places(profile) for token in _place_keys(spot)})
    wide = sorted(profile.countries or profile.party_countries)[:_MOST_PLACES]
    parties = sorted(profile.parties)[:_MOST_PARTIES]
    sides = [f"{a}&{b}" for a, b in combinations(parties, 2)]
    figures = [f"{o}{n}" for o, n, _ in sorted(profile.figures, key=lambda f: (-f[1], f[0])) if n > 2][:_MOST_FIGURES]
    found: set[str] = set()
    for family in profile.families:
        for time in (*_weeks(profile.about), *_months(profile.about)):
            found.update(f"{time}/{family}/{where}" for where in (*wheres, *wide))
            found.update(f"{time}/{family}/{party}" for party in parties)
        for year in _years(profile.about):
            found.update(f"{year}/{family}/{pair}" for pair in sides)
            found.update(f"{year}/{family}/{where}" for where in wheres)
        if profile.days is None:
            found.update(f"undated/{family}/{where}" for where in (*wheres, *wide, *parties))
        found.update(f"{family}/{figure}/{where}" for figure in figures for where in (*wheres, *wide, *parties))
        found.update(f"{family}/{where}/{party}" for where in wheres[:_MOST_PLACES] for party in parties)
        found.update(f"{family}/{pair}" for pair in sides)
        found.update(f"{family}/name/{name}" for name in sorted(profile.names)[:_MOST_NAMES])
        found.update(f"{family}/in/{where}" for where in wheres[:_MOST_PLACES])
        found.update(f"{family}/{like}" for like in _likes(profile))
    # The incidents of one report are few and may be one happening each with another.
    found.add(f"report/{profile.member.report}")
    return frozenset(found)


def candidates(cases: Iterable[Case]) -> Iterator[Pair]:
    """Give each candidate pair once, in order; *cases* may come in any order."""
    ranked = sorted({case.member: case for case in cases}.values(), key=standing)
    blocks: dict[str, list[int]] = {}
    for rank, case in enumerate(ranked):
        for key in keys(case):
            blocks.setdefault(key, []).append(rank)
    near: list[set[int]] = [set() for _ in ranked]
    for block in blocks.values():
        for at, rank in enumerate(block):
            near[rank].update(block[at + 1 : at + 1 + WINDOW])
    # Numbers sort faster than names.
    members = sorted(case.member for case in ranked)
    number_of = {member: number for number, member in enumerate(members)}
    numbers = [number_of[case.member] for case in ranked]
    pairs = ((numbers[rank], numbers[other]) for rank, others in enumerate(near) for other in others)
    for a, b in sorted((a, b) if a < b else (b, a) for a, b in pairs):
        yield members[a], members[b]


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


def _weeks(days: Days | None) -> list[str]:
    if days is None or days[1] - days[0] > _LONGEST_WEEKS:
        return []
    return [f"w{week}" for week in range((days[0] - 1) // 7, (days[1] + 1) // 7 + 1)]


def _months(days: Days | None) -> list[str]:
    """Give the stretches of thirty days, half overlapping, that are near enough to the months of a calendar."""
    if days is None or days[1] - days[0] > _LONGEST_MONTHS:
        return []
    return [f"m{half}" for half in range((days[0] - 2) // 15, (days[1] + 2) // 15 + 1)][:10]


def _years(days: Days | None) -> list[str]:
    if days is None:
        return []
    return [f"y{year}" for year in range(days[0] * 4 // 1461, days[1] * 4 // 1461 + 1)][:3]
