"""
Days that things said allow: of each report a day of publication, of each incident the day that it happened.

A fact ties the days of one or two of them. Facts are taken in one by one and followed through all that they bear on;
one that would leave nothing is dropped.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

Resolver = Callable[[str, date], tuple[date, date] | None]
"""Gives the first and last day that the words of a time mean in a report of a given day; None where they fix none."""

FRESH_DAYS = 30
"""How old, at the most, what a report opens with is presumed to be where the report does not say."""
COPY_DAYS = 3
"""How far apart near-copies are presumed to be published."""
AROUND = 30
"""The days before and after among which two happenings of one conflict might as well have met."""

_MOST_DAYS = 800
_LATEST_AFTER = 400

Variable = tuple[str, str, str]
Days = frozenset[int]
_Domains = dict[Variable, Days]


@dataclass(frozen=True, slots=True)
class Fact:
    """
    Something said that ties days: `kind` says how, `days` and `words` with what.

    "in": the first variable is one of `days`. "said": `words` in a report of the first are of the second's day.
    "fresh": the second is not older than `FRESH_DAYS` and not later than the first. "past": only the latter.
    "after": the first is not before the second. "copy": the two are a few days apart. "same": the two are one day.
    "late": the first is in no month before the first of `days`.
    """

    strength: float
    kind: str
    variables: tuple[Variable, ...]
    days: tuple[int, int] = (0, 0)
    words: str = ""
    why: str = ""
    reports: tuple[str, ...] = ()


class Meanings:
    """Remembers what words mean on a day."""

    def __init__(self, resolve: Resolver) -> None:
        self.resolve = resolve
        self.known: dict[tuple[str, int], tuple[int, int] | None] = {}

    def __call__(self, words: str, day: int) -> tuple[int, int] | None:
        """Give the first and last day that *words* mean on a day; None where they fix none."""
        if (words, day) not in self.known:
            found = self.resolve(words, date.fromordinal(day))
            self.known[words, day] = (found[0].toordinal(), found[1].toordinal()) if found else None
        return self.known[words, day]


@dataclass
class Solver:
    """Takes facts in one by one; a variable without a domain may be of any day."""

    meaning: Meanings
    domains: _Domains = field(default_factory=dict)
    facts: dict[Variable, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    _chances: dict[tuple[Days, Days], float] = field(default_factory=dict)
    _possible: dict[tuple[tuple[str, ...], range], Days] = field(default_factory=dict)

    def take_in(self, fact: Fact) -> bool:
        """Take a fact in with all that follows; give False where it contradicts former ones, and is dropped."""
        for variable in fact.variables:
            self.facts[variable].append(fact)
        before: dict[Variable, Days | None] = {}
        waiting = deque([fact])
        while waiting:
            for variable, days in self._narrowed(waiting.popleft()).items():
                if days == self.domains.get(variable):
                    continue
                before.setdefault(variable, self.domains.get(variable))
                if not days:
                    self._undo(before, fact)
                    return False
                self.domains[variable] = days
                waiting.extend(other for other in self.facts[variable] if other not in waiting)
        return True

    def chance(self, one: Variable, other: Variable) -> float:
        """
        Give how probable it is that the days of two different incidents allow them to be one.

        That is the share of days by which one could be moved, `AROUND` either way, and still meet the other. Where
        either may be of any day, nothing could keep them apart.
        """
        first, second = self.domains.get(one), self.domains.get(other)
        first = first or self._worded(one, second)
        second = second or self._worded(other, first)
        if not first or not second:
            return 1.0
        if (first, second) not in self._chances:
            self._chances[first, second] = _chance(first, second)
        return self._chances[first, second]

    def _worded(self, incident: Variable, other: Days | None) -> Days | None:
        """Give the days around *other* that the words for an incident can mean, whenever its report was published."""
        words = tuple(fact.words for fact in self.facts.get(incident, ()) if fact.kind == "said")
        if not words or not other:
            return None
        near = range(min(other) - AROUND, max(other) + AROUND + 1)
        if (words, near) not in self._possible:
            possible: set[int] = set()
            for said in words:
                found = {self.meaning(said, day) for day in range(near.start, near.stop + _LATEST_AFTER)}
                meant = {day for days in found if days for day in range(days[0], days[1] + 1) if day in near}
                # Words that fix no day rule none out.
                possible = possible & meant if possible and meant else possible | meant
            self._possible[words, near] = frozenset(possible)
        return self._possible[words, near]

    def _undo(self, before: Mapping[Variable, Days | None], fact: Fact) -> None:
        for variable, days in before.items():
            if days is None:
                self.domains.pop(variable, None)
            else:
                self.domains[variable] = days
        for variable in fact.variables:
            self.facts[variable].remove(fact)

    def _narrowed(self, fact: Fact) -> _Domains:
        first = self.domains.get(fact.variables[0])
        if fact.kind == "in":
            low, high = fact.days
            if first is not None:
                return {fact.variables[0]: frozenset(d for d in first if low <= d <= high)}
            return {fact.variables[0]: frozenset(range(low, high + 1))} if high - low < _MOST_DAYS else {}
        if fact.kind == "late":
            month = fact.days[0]
            late = frozenset(d for d in first if date.fromordinal(d).month >= month) if first is not None else None
            return {} if late is None else {fact.variables[0]: late}
        second = self.domains.get(fact.variables[1])
        match fact.kind:
            case "same":
                shared = first & second if first is not None and second is not None else first or second
                return {} if shared is None else dict.fromkeys(fact.variables, shared)
            case "said":
                return self._said(fact, first, second)
            case "fresh":
                return self._apart(fact, first, second, -1, FRESH_DAYS)
            case "copy":
                return self._apart(fact, first, second, -COPY_DAYS, COPY_DAYS)
            case "past":
                return self._apart(fact, first, second, -1, None)
            case _:
                return self._apart(fact, first, second, 0, None)

    def _said(self, fact: Fact, published: Days | None, of: Days | None) -> _Domains:
        """Keep the days of publication on which the words mean a day of the incident, and the days that they mean."""
        me, it = fact.variables
        if published is None and of is None:
            return {}
        tried = published if published is not None else range(min(of or ()) - 1, max(of or ()) + _LATEST_AFTER)
        fitting: set[int] = set()
        meant: set[int] = set()
        for day in tried:
            days = self.meaning(fact.words, day)
            if days is None:
                continue
            shared = set(range(days[0], min(days[1], days[0] + _MOST_DAYS) + 1))
            if of is not None:
                shared &= of
            if shared and days[0] <= day + 1:
                fitting.add(day)
                meant |= shared
        if not fitting and all(self.meaning(fact.words, day) is None for day in tried):
            return {}
        return {me: frozenset(fitting), it: frozenset(meant)}

    @staticmethod
    def _apart(fact: Fact, first: Days | None, second: Days | None, least: int, most: int | None) -> _Domains:
        """Keep what lets the first lie from *least* to *most* days after the second."""
        a, b = fact.variables
        found: _Domains = {}
        if second is not None:
            low, high = min(second) + least, None if most is None else max(second) + most
            if first is not None:
                found[a] = frozenset(d for d in first if d >= low and (high is None or d <= high))
            elif high is not None:
                found[a] = frozenset(range(low, high + 1))
        if first is not None:
            low_b, high_b = None if most is None else min(first) - most, max(first) - least
            if second is not None:
                found[b] = frozenset(d for d in second if d <= high_b and (low_b is None or d >= low_b))
            elif low_b is not None:
                found[b] = frozenset(range(low_b, high_b + 1))
        return found


def _chance(first: Days, second: Days) -> float:
    """Give the share of days, `AROUND` either way, by which the second can be moved and still meet the first."""
    least = min(min(first), min(second)) - AROUND
    here, there = (sum(1 << (day - least) for day in days) for days in (first, second))
    met = sum(bool(here << AROUND & there << shift) for shift in range(2 * AROUND + 1))
    return met / (2 * AROUND + 1)
