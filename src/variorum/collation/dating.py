"""
When undated reports were published, by what they share with others.

Each report without a date and each incident that it tells of has a set of days that it may be of. What is said narrows
them: "on Saturday" ties the day of an incident to the day of publication, another report of the same incident gives its
date, a reprisal follows what it answers, news is fresh. What is said is taken in by its strength and followed through
all reports and incidents that it bears on; what contradicts all that was taken in before is dropped.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from variorum.model import Account, Incident, Published
from variorum.model.record import Member

Resolver = Callable[[str, date], tuple[date, date] | None]
"""Gives the first and last day that the words of a time mean in a report of a given day; None where they fix none."""

FRESH_DAYS = 30
"""How old, at the most, what a report opens with is presumed to be where the report does not say."""
COPY_DAYS = 3
"""How far apart near-copies are presumed to be published."""

_LONGEST_KNOWN = 31
_LONGEST_INFERRED = 366
_MOST_DAYS = 800
_LATEST_AFTER = 400
_KNOWN, _COPY, _SAID, _PAST, _FRESH, _LINK = 5.0, 4.0, 3.0, 2.0, 1.0, 0.5

_Variable = tuple[str, str, str]
_Days = frozenset[int]
_Domains = dict[_Variable, _Days]


@dataclass(frozen=True, slots=True)
class Dated:
    """A report's interval of publication, with basis "inferred", and why, as sentences."""

    published: Published
    reasons: tuple[str, ...]


def is_undated(published: Published) -> bool:
    """Tell whether a report's date is missing, or read off its text as no more than a part of a date."""
    if not published.start or not published.end:
        return True
    return published.basis != "metadata" and (published.end - published.start).days > _LONGEST_KNOWN


def date_reports(
    accounts: Iterable[Account],
    clusters: Iterable[Sequence[Member]],
    resolve: Resolver,
    *,
    copies: Iterable[tuple[str, str]] = (),
) -> dict[str, Dated]:
    """
    Infer the dates of the reports that have none, as far as the others fix them; none gets a longer one than a year.

    Args:
        clusters: Which incidents are one, as linking without the missing dates has it.
        resolve: Called with the words of unresolved times.
        copies: Pairs of reports that carry the same text.
    """
    by_id = {account.report.id: account for account in sorted(accounts, key=lambda a: a.report.id)}
    undated = [account for account in by_id.values() if is_undated(account.report.published)]
    if not undated:
        return {}
    solver = _Solver(_Cache(resolve))
    facts = sorted(_facts(by_id, undated, clusters, copies), key=lambda f: (-f.strength, repr(f)))
    for fact in facts:
        solver.take_in(fact)
    found: dict[str, Dated] = {}
    for account in undated:
        days, known = solver.domains.get(_report(account.report.id)), account.report.published
        if not days:
            continue
        start, end = date.fromordinal(min(days)), date.fromordinal(max(days))
        if (end - start).days >= _LONGEST_INFERRED or (start, end) == (known.start, known.end):
            continue
        reasons = solver.reasons(_report(account.report.id))
        if reasons:
            found[account.report.id] = Dated(Published(start=start, end=end, basis="inferred"), reasons)
    return found


@dataclass(frozen=True, slots=True)
class _Fact:
    """
    Something said that ties days: `kind` says how, `days` and `words` with what.

    "in": the first variable is one of `days`. "said": `words` in a report of the first are of the second's day.
    "fresh": the second is not older than `FRESH_DAYS` and not later than the first. "past": only the latter.
    "after": the first is not before the second. "copy": the two are a few days apart.
    """

    strength: float
    kind: str
    variables: tuple[_Variable, ...]
    days: tuple[int, int] = (0, 0)
    words: str = ""
    why: str = ""
    reports: tuple[str, ...] = ()


def _report(identifier: str) -> _Variable:
    return "report", identifier, ""


def _incident(members: Sequence[Member]) -> _Variable:
    least = min(members)
    return "incident", least.report, least.incident


def _facts(
    by_id: Mapping[str, Account],
    undated: Sequence[Account],
    clusters: Iterable[Sequence[Member]],
    copies: Iterable[tuple[str, str]],
) -> Iterator[_Fact]:
    missing = {account.report.id for account in undated}
    of: dict[Member, _Variable] = {}
    for members in clusters:
        if any(member.report in missing for member in members):
            variable = _incident(members)
            of.update(dict.fromkeys(members, variable))
            yield from _of_dated(variable, [m for m in members if m.report not in missing], by_id)
    for account in undated:
        published, me = account.report.published, _report(account.report.id)
        if published.start and published.end:
            days = (published.start.toordinal(), published.end.toordinal())
            yield _Fact(_KNOWN + 1, "in", (me,), days, why="Its text gives a part of its date")
        for incident in account.incidents:
            it = of.get(Member(report=account.report.id, incident=incident.id))
            if it is not None:
                yield from _of_undated(account, incident, me, it)
        for link in account.links:
            ends = [of.get(Member(report=account.report.id, incident=i)) for i in (link.from_, link.to)]
            if link.type == "response_to" and ends[0] and ends[1] and ends[0] != ends[1]:
                yield _Fact(_LINK, "after", (ends[0], ends[1]))
    for a, b in sorted({(min(pair), max(pair)) for pair in copies}):
        for one, other in ((a, b), (b, a)):
            if one in missing and other in by_id and other not in missing:
                dated = by_id[other].report.published
                assert dated.start
                assert dated.end
                days = (dated.start.toordinal() - COPY_DAYS, dated.end.toordinal() + COPY_DAYS)
                yield _Fact(_COPY, "in", (_report(one),), days, why=f"It shares its text with {other}, which is dated")
        if a in missing and b in missing:
            yield _Fact(_COPY, "copy", (_report(a), _report(b)))


def _of_dated(it: _Variable, members: Sequence[Member], by_id: Mapping[str, Account]) -> Iterator[_Fact]:
    """Give what dated reports say of an incident's day: the more of them agree, the stronger."""
    known: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    fresh: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for member in members:
        account = by_id[member.report]
        incident = next(i for i in account.incidents if i.id == member.incident)
        published, when = account.report.published, incident.when
        assert published.start
        assert published.end
        if when.start and when.end:
            known[when.start.toordinal(), when.end.toordinal()].add(member.report)
        elif _opens(account, incident):
            fresh[published.start.toordinal() - FRESH_DAYS, published.end.toordinal() + 1].add(member.report)
    for told, strength in ((known, _KNOWN), (fresh, _FRESH)):
        for days, reports in told.items():
            share = len(reports) / (len(reports) + 1)
            yield _Fact(strength + share, "in", (it,), days, reports=tuple(sorted(reports)))


def _of_undated(account: Account, incident: Incident, me: _Variable, it: _Variable) -> Iterator[_Fact]:
    when = incident.when
    if when.start and when.end:
        yield _Fact(_KNOWN, "in", (it,), (when.start.toordinal(), when.end.toordinal()))
    elif when.quote:
        yield _Fact(_SAID, "said", (me, it), words=when.quote)
    yield _Fact(_PAST, "past", (me, it))
    if not when.quote and _opens(account, incident):
        yield _Fact(_FRESH, "fresh", (me, it))


def _opens(account: Account, incident: Incident) -> bool:
    first = min((span.start for span in incident.mentions), default=len(account.report.text))
    return first <= max(400, len(account.report.text) // 8)


class _Cache:
    """Remembers what words mean on a day."""

    def __init__(self, resolve: Resolver) -> None:
        self.resolve = resolve
        self.known: dict[tuple[str, int], tuple[int, int] | None] = {}

    def __call__(self, words: str, day: int) -> tuple[int, int] | None:
        if (words, day) not in self.known:
            found = self.resolve(words, date.fromordinal(day))
            self.known[words, day] = (found[0].toordinal(), found[1].toordinal()) if found else None
        return self.known[words, day]


@dataclass
class _Solver:
    """Takes facts in one by one; a variable without a domain may be of any day."""

    meaning: _Cache
    domains: _Domains = field(default_factory=dict)
    facts: dict[_Variable, list[_Fact]] = field(default_factory=lambda: defaultdict(list))

    def take_in(self, fact: _Fact) -> None:
        """Take a fact in with all that follows from it, or drop it where it contradicts what was taken in."""
        for variable in fact.variables:
            self.facts[variable].append(fact)
        before: dict[_Variable, _Days | None] = {}
        waiting = deque([fact])
        while waiting:
            for variable, days in self._narrowed(waiting.popleft()).items():
                if days == self.domains.get(variable):
                    continue
                before.setdefault(variable, self.domains.get(variable))
                if not days:
                    self._undo(before, fact)
                    return
                self.domains[variable] = days
                waiting.extend(other for other in self.facts[variable] if other not in waiting)

    def _undo(self, before: Mapping[_Variable, _Days | None], fact: _Fact) -> None:
        for variable, days in before.items():
            if days is None:
                self.domains.pop(variable, None)
            else:
                self.domains[variable] = days
        for variable in fact.variables:
            self.facts[variable].remove(fact)

    def _narrowed(self, fact: _Fact) -> _Domains:
        first = self.domains.get(fact.variables[0])
        if fact.kind == "in":
            low, high = fact.days
            if first is not None:
                return {fact.variables[0]: frozenset(d for d in first if low <= d <= high)}
            return {fact.variables[0]: frozenset(range(low, high + 1))} if high - low < _MOST_DAYS else {}
        second = self.domains.get(fact.variables[1])
        match fact.kind:
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

    def _said(self, fact: _Fact, published: _Days | None, of: _Days | None) -> _Domains:
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
    def _apart(fact: _Fact, first: _Days | None, second: _Days | None, least: int, most: int | None) -> _Domains:
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

    def reasons(self, report: _Variable) -> tuple[str, ...]:
        """Say what fixes a report's days, each thing once, what was strongest first."""
        told = (self._reason(fact) for fact in self.facts.get(report, ()))
        return tuple(dict.fromkeys(sentence for sentence in told if sentence))

    def _reason(self, fact: _Fact) -> str:
        if fact.kind == "in":
            return f"{fact.why}."
        if fact.kind == "copy":
            return "It shares its text with another report that has no date of its own."
        days = self.domains.get(fact.variables[1])
        if not days or fact.kind == "past":
            return ""
        published = self.domains.get(fact.variables[0], frozenset())
        if fact.kind == "said" and not any(self.meaning(fact.words, day) for day in published):
            return ""
        about = self.facts[fact.variables[1]]
        told = {f.variables[0][1] for f in about if f.variables[0][0] == "report"}
        others = sorted(told.union(*(f.reports for f in about)))
        elsewhere = [other for other in others if other != fact.variables[0][1]]
        also = f", of which {_few(elsewhere)} also tell{'s' * (len(elsewhere) == 1)}" if elsewhere else ""
        when = _shown(days)
        if fact.kind == "said":
            return f'It says "{fact.words}" of what happened {when}{also}.'
        return f"It opens with what happened {when}{also}."


def _few(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def _shown(days: _Days) -> str:
    start, end = date.fromordinal(min(days)).isoformat(), date.fromordinal(max(days)).isoformat()
    return f"on {start}" if start == end else f"between {start} and {end}"
