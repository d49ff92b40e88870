"""
ACLED's number of dead: the lowest figure that anyone reports, with words read as ACLED reads them.

The record reads "dozens" as 24 or more; ACLED as 12. So the words decide, not the record's figure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from variorum.exports.context import Context
from variorum.exports.figures import toll
from variorum.model.account import Group
from variorum.model.record import Basis, Estimate, IncidentEntry

_WORD = re.compile(r"[^\W\d_]+")
_TWO = frozenset({"two", "couple", "pair", "both"})
_BARE = 3
"""What ACLED reads a plural without a number as, at the least; the record has 2."""


_FORCES: tuple[Group, ...] = ("military", "police")
_SIMPLE: tuple[Group, ...] = ("civilian", "official", "militant")


@dataclass(frozen=True)
class Fatalities:
    """The number, the rule that gave it, and the figures that it comes from."""

    number: int
    rule: str
    basis: tuple[Basis, ...] = ()


def fatalities(context: Context, entry: IncidentEntry) -> Fatalities:
    """Give the lowest number of dead of all sides together; none where nothing is said."""
    killed = toll(entry, "killed")
    if killed is None:
        return Fatalities(0, "nothing said counts as 0")
    if killed.judged:
        return Fatalities(killed.best, "judgement", killed.basis())
    numbers: dict[Group, tuple[int, bool]] = {}
    for estimate in (e for e in entry.estimates if e.outcome == "killed"):
        numbers[estimate.group] = _lowest(estimate, context.codes.quantities)
    number = max(_sum(numbers), numbers.get("unknown", (0, False))[0])
    read = any(by_words for _, by_words in numbers.values())
    rule = "lowest figure reported" + ("; words read as ACLED does" if read else "")
    return Fatalities(number, rule, killed.basis())


def _sum(numbers: dict[Group, tuple[int, bool]]) -> int:
    forces = sum(numbers.get(group, (0, False))[0] for group in _FORCES)
    forces = max(forces, numbers.get("security_forces", (0, False))[0])
    return forces + sum(numbers.get(g, (0, False))[0] for g in _SIMPLE)


def _lowest(estimate: Estimate, quantities: Mapping[tuple[str, int], int]) -> tuple[int, bool]:
    """Give the lowest figure of a group, and whether it is ACLED's reading of a word."""
    standing = [b for b in estimate.basis if b.stance == "asserts" and b.superseded_by is None and not b.reversed]
    low = estimate.low
    if low == 0 and standing and not any(b.low == 0 for b in standing):
        # A denial brings the record's low to 0; ACLED's figure is the lowest that is reported.
        low = min(_voices(standing), default=0)
    giving = [b for b in standing if b.low == low]
    words = [_by_words(b, quantities) for b in giving]
    if giving and all(number is not None for number in words):
        return min(number for number in words if number is not None), True
    return low, False


def _voices(standing: Iterable[Basis]) -> list[int]:
    """Give the highest figure of each voice in each report: lower ones beside it count parts of it."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    for basis in standing:
        voice = (basis.report, basis.speaker or "")
        found[voice] = max(found[voice], basis.low)
    return list(found.values())


def _by_words(basis: Basis, quantities: Mapping[tuple[str, int], int]) -> int | None:
    """Read a figure that is only a word; None where a number is said."""
    if basis.high is not None or any(c.isdigit() for c in basis.quote) or basis.names:
        return None
    words = _WORD.findall(basis.quote.casefold())
    said = [quantities[word, basis.low] for word in words if (word, basis.low) in quantities]
    if said:
        return max(said)
    return _BARE if basis.low == 2 and not _TWO & set(words) else None
