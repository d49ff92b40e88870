"""
The counts of an incident by outcome and group, as the voices give them: what stands, what is replaced, who disagrees.

Counts of one and the same people are brought together here and never added up: a total of people of no known group
covers the groups that are told, security forces cover soldiers and police, casualties cover killed and injured.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from variorum.collation.cases import Case
from variorum.collation.claims import Claim, claims, condense, one_voice, supersede
from variorum.collation.figures import Figure, bounds, figures
from variorum.collation.reversals import reversals, seen_alive
from variorum.collation.sides import akin
from variorum.model.account import Group, Outcome
from variorum.model.record import ActorEntry

Cell = tuple[Outcome, Group]

_GROUPS: tuple[Group, ...] = ("civilian", "military", "police", "security_forces", "militant", "official")
_WITHIN: dict[Group, tuple[Group, ...]] = {"security_forces": ("military", "police"), "unknown": _GROUPS}


@dataclass(frozen=True)
class Tally:
    """
    All that is said of one outcome and group.

    `claims` are those that stand; `replaced` gives for a position in `figures` that of its replacement, `reversed` the
    positions of what was taken back, `denials` those of figures that deny. `clashes` are pairs of claims that cannot
    both be true, `denied` claims with the denials that they meet. `covers` are the cells counted in this one too.
    """

    outcome: Outcome
    group: Group
    figures: tuple[Figure, ...]
    claims: tuple[Claim, ...]
    denials: tuple[int, ...]
    replaced: Mapping[int, int]
    reversed: frozenset[int]
    clashes: tuple[tuple[Claim, Claim], ...]
    denied: tuple[tuple[Claim, int], ...]
    covers: tuple[Cell, ...] = ()

    @property
    def contested(self) -> bool:
        """Tell whether two voices contradict one another."""
        return bool(self.clashes or self.denied)


def tallies(
    cases: Iterable[Case], actors: Mapping[str, ActorEntry], origins: Mapping[str, str] | None = None
) -> tuple[Tally, ...]:
    """Give the tallies of one incident, ordered by outcome and group; *origins* as in `figures`."""
    cases = sorted(cases, key=lambda case: case.member)
    found = figures(cases, actors, origins)
    found = tuple(sorted((*found, *seen_alive(cases, found, actors, origins)), key=lambda f: f.key))
    cells: dict[Cell, list[Figure]] = defaultdict(list)
    for figure in found:
        cells[figure.outcome, figure.group].append(figure)
    _spread_zeros(cells)
    for outcome in sorted({outcome for outcome, _ in cells}):
        _gather_named(cells, outcome)
        _fold(cells, outcome, "security_forces")
        _fold(cells, outcome, "unknown")
    done: dict[Cell, Tally] = {}
    # The covered come before those that cover them.
    for cell in sorted(cells, key=lambda c: (c[0] == "casualty", c[1] == "unknown", c[1] == "security_forces", c)):
        covers = tuple(c for c in _covered(cell, done) if any(not claim.derived for claim in done[c].claims))
        done[cell] = _tally(cell, cells[cell], _floors(covers, done), covers, actors)
    return tuple(done[cell] for cell in sorted(done))


def _told(listed: Iterable[Figure]) -> bool:
    return any(f.stance == "asserts" and not f.zero for f in listed)


def _spread_zeros(cells: dict[Cell, list[Figure]]) -> None:
    """Let "no casualties" and "nobody was killed" stand beside every count that they contradict."""
    told = {cell for cell, listed in cells.items() if _told(listed)}
    for cell in sorted(cells):
        outcome, group = cell
        zeros = [f for f in cells[cell] if f.zero and f.part is None]
        outcomes: set[Outcome] = {outcome, "killed", "injured"} if outcome == "casualty" else {outcome}
        beside = sorted(c for c in told if c != cell and c[0] in outcomes and c[1] in (group, *_WITHIN.get(group, ())))
        if not zeros or not beside:
            continue
        for other in beside:
            cells[other] = sorted([*cells[other], *(f for f in zeros if f not in cells[other])], key=lambda f: f.key)
        if cell not in told and len(zeros) == len(cells[cell]):
            del cells[cell]


def _gather_named(cells: dict[Cell, list[Figure]], outcome: Outcome) -> None:
    """Count people who are named with the one group that anyone puts them in."""
    groups: dict[str, set[Group]] = defaultdict(set)
    for group in _GROUPS:
        for figure in cells.get((outcome, group), ()):
            if figure.names and figure.part:
                groups[figure.part].add(group)
    for figure in cells.get((outcome, "unknown"), [])[:]:
        known = groups.get(figure.part or "", set()) if figure.names else set()
        if len(known) == 1:
            (group,) = known
            cells[outcome, "unknown"].remove(figure)
            if figure not in cells[outcome, group]:
                cells[outcome, group] = sorted([*cells[outcome, group], figure], key=lambda f: f.key)
    if not cells.get((outcome, "unknown"), True):
        del cells[outcome, "unknown"]


def _fold(cells: dict[Cell, list[Figure]], outcome: Outcome, group: Group) -> None:
    """Take the counts of a covering group to the one group told under it, where they say no more than it does."""
    listed = cells.get((outcome, group))
    under = [g for g in _WITHIN[group] if _told(cells.get((outcome, g), ()))]
    if not listed or len(under) != 1:
        return
    child = (outcome, under[0])
    held = claims(cells[child])
    if all(_restates(f, held) for f in listed if f.stance == "asserts" and not f.zero):
        known = cells[child]
        cells[child] = sorted([*known, *(f for f in listed if f not in known)], key=lambda f: f.key)
        del cells[outcome, group]


def _restates(figure: Figure, held: Sequence[Claim]) -> bool:
    low, high = bounds(figure.low, figure.high, figure.approximate)
    return any(low <= bounds(c.low, c.low, c.approximate)[1] and c.low <= high for c in held)


def _covered(cell: Cell, done: Mapping[Cell, Tally]) -> list[Cell]:
    outcome, group = cell
    if outcome == "casualty":
        return [c for c in (("killed", group), ("injured", group)) if c in done]
    under = [(outcome, g) for g in _WITHIN.get(group, ()) if (outcome, g) in done]
    inner = {(outcome, g) for _, above in under for g in _WITHIN.get(above, ())}
    return [c for c in under if c not in inner]


def _floors(covers: Sequence[Cell], done: Mapping[Cell, Tally]) -> list[Claim]:
    """Add up what each voice holds of the groups that a cell covers: a least number for the whole."""
    least: dict[str, dict[Cell, Claim]] = defaultdict(dict)
    for covered in covers:
        for claim in done[covered].claims:
            known = least[claim.voice].get(covered)
            if claim.low and (known is None or claim.low < known.low):
                least[claim.voice][covered] = claim
    floors = []
    for voice in sorted(least):
        parts = [least[voice][c] for c in sorted(least[voice])]
        if parts:
            low = sum(p.low for p in parts)
            names = frozenset(" ".join(c) for c in least[voice])
            rough = any(p.approximate for p in parts)
            whole = replace(parts[0], low=low, high=None, approximate=rough, whole=False, parts=names, figures=())
            floors.append(replace(whole, derived=True))
    return floors


def _tally(
    cell: Cell,
    listed: Sequence[Figure],
    floors: Sequence[Claim],
    covers: tuple[Cell, ...],
    actors: Mapping[str, ActorEntry],
) -> Tally:
    standing, replaced = supersede(claims(listed), actors)
    taken_back = reversals(listed, actors)
    standing = [c for c in standing if not taken_back.issuperset(c.figures)]
    current = condense(standing, actors)
    voices = {c.voice for c in current}
    against = [*current, *(f for f in floors if f.voice not in voices)]
    denials = tuple(i for i, f in enumerate(listed) if f.stance == "denies")
    return Tally(
        outcome=cell[0],
        group=cell[1],
        figures=tuple(listed),
        claims=tuple(current),
        denials=denials,
        replaced=replaced,
        reversed=taken_back,
        clashes=_clashes(against, actors),
        denied=tuple((c, i) for i in denials for c in current if _denies(listed, i, c, actors)),
        covers=covers,
    )


def _clashes(current: Sequence[Claim], actors: Mapping[str, ActorEntry]) -> tuple[tuple[Claim, Claim], ...]:
    contents = {claim.content: claim for claim in current}
    against = {
        content: {other for other, one in contents.items() if not claim.agrees(one)}
        for content, claim in contents.items()
    }
    told = [(claim, claim.content) for claim in current]
    return tuple(
        (left, right)
        for i, (left, content) in enumerate(told)
        if (rivals := against[content])
        for right, other in told[i + 1 :]
        if other in rivals and not one_voice(left, right, actors) and not _updates(left, right)
    )


def _updates(left: Claim, right: Claim) -> bool:
    """Tell whether one is only what was known later: outlets on different days, or a count said to have changed."""
    for former, later in ((left, right), (right, left)):
        if later.after(former) and (later.newer or (later.speaker is None and former.speaker is None)):
            return True
    return False


def _denies(listed: Sequence[Figure], i: int, claim: Claim, actors: Mapping[str, ActorEntry]) -> bool:
    denial = listed[i]
    if claim.high == 0 or claim.voice == denial.voice:
        return False
    if claim.speaker and denial.speaker and akin(claim.speaker, denial.speaker, actors):
        return False
    # Who denies a part or a name contradicts those who tell of it, not the whole count.
    return denial.part is None or any(listed[j].part == denial.part for j in claim.figures)
