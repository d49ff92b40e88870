"""
Infers when undated reports were published from what they share with dated ones, and with one another.

Each report without a date and each incident that it tells of has a set of days that it may be of. What is said narrows
them: "on Saturday" ties the day of an incident to the day of publication, another report of the same incident gives its
date, a reprisal follows what it answers, news is fresh. What is said is taken in by its strength and followed through
all reports and incidents that it bears on; what contradicts all that was taken in before is dropped. Then incidents
that are but probably one are taken for one where their days meet, and two different ones would hardly have met so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log

from variorum.collation.constraints import COPY_DAYS, FRESH_DAYS, Days, Fact, Meanings, Resolver, Solver, Variable
from variorum.model import Account, Incident, Published
from variorum.model.record import Member

SURE = 0.65
"""The probability from which two incidents may date a report by what is said of them."""
MET = 0.85
"""The probability from which they may where it is their days that make them one."""

_LONGEST_KNOWN = 31
_LONGEST_INFERRED = 92
_LAST_MONTH = 12
_LEAST = 0.4
_KNOWN, _COPY, _SAID, _PAST, _FRESH, _LINK, _JOINED = 5.0, 4.0, 3.0, 2.0, 1.0, 0.5, 0.25

_SO_FAR = re.compile(r"\bso far (?:in|during) ((?:19|20)\d\d)\b", re.IGNORECASE)
_FIRST = re.compile(
    r"\bfirst (half|quarter|(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven) months) of this year\b",
    re.IGNORECASE,
)
_MONTHS = {"quarter": 3, "half": 6} | {
    word: n for n, word in enumerate("two three four five six seven eight nine ten eleven".split(), 2)
}


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
    doubtful: Mapping[tuple[Member, Member], float] | None = None,
) -> dict[str, Dated]:
    """
    Infer the dates of the reports that have none, as far as the others fix them; none gets a longer one than a year.

    Args:
        clusters: Which incidents are one, as linking without the missing dates has it.
        resolve: Called with the words of unresolved times.
        copies: Pairs of reports that carry the same text.
        doubtful: How probable it is of pairs of incidents, of different clusters, that they are one.
    """
    by_id = {account.report.id: account for account in sorted(accounts, key=lambda a: a.report.id)}
    undated = [account for account in by_id.values() if is_undated(account.report.published)]
    if not undated:
        return {}
    solver = Solver(Meanings(resolve))
    doubtful = {pair: p for pair, p in (doubtful or {}).items() if pair[0].report != pair[1].report}
    joined = {member for pair, p in doubtful.items() if p >= _LEAST for member in pair}
    missing = {account.report.id for account in undated}
    told = [c for c in clusters if any(m.report in missing or m in joined for m in c)]
    facts = sorted(_facts(by_id, undated, told, copies), key=lambda f: (-f.strength, repr(f)))
    for fact in facts:
        solver.take_in(fact)
    _join(solver, told, doubtful)
    found: dict[str, Dated] = {}
    for account in undated:
        days, known = solver.domains.get(_report(account.report.id)), account.report.published
        if not days:
            continue
        start, end = date.fromordinal(min(days)), date.fromordinal(max(days))
        if (end - start).days >= _LONGEST_INFERRED or (start, end) == (known.start, known.end):
            continue
        reasons = _reasons(solver, _report(account.report.id))
        if reasons:
            found[account.report.id] = Dated(Published(start=start, end=end, basis="inferred"), reasons)
    return found


def _report(identifier: str) -> Variable:
    return "report", identifier, ""


def _incident(members: Sequence[Member]) -> Variable:
    least = min(members)
    return "incident", least.report, least.incident


def _facts(
    by_id: Mapping[str, Account],
    undated: Sequence[Account],
    clusters: Sequence[Sequence[Member]],
    copies: Iterable[tuple[str, str]],
) -> Iterator[Fact]:
    missing = {account.report.id for account in undated}
    of: dict[Member, Variable] = {}
    for members in clusters:
        variable = _incident(members)
        of.update(dict.fromkeys(members, variable))
        yield from _of_dated(variable, [m for m in members if m.report not in missing], by_id)
    for account in undated:
        published, me = account.report.published, _report(account.report.id)
        if published.start and published.end:
            days = (published.start.toordinal(), published.end.toordinal())
            yield Fact(_KNOWN + 1, "in", (me,), days, why="Its text gives a part of its date")
        yield from _of_text(account.report.text, me)
        for incident in account.incidents:
            it = of.get(Member(report=account.report.id, incident=incident.id))
            if it is not None:
                yield from _of_undated(account, incident, me, it)
        for link in account.links:
            ends = [of.get(Member(report=account.report.id, incident=i)) for i in (link.from_, link.to)]
            if link.type == "response_to" and ends[0] and ends[1] and ends[0] != ends[1]:
                yield Fact(_LINK, "after", (ends[0], ends[1]))
    for a, b in sorted({(min(pair), max(pair)) for pair in copies}):
        for one, other in ((a, b), (b, a)):
            if one in missing and other in by_id and other not in missing:
                dated = by_id[other].report.published
                assert dated.start
                assert dated.end
                days = (dated.start.toordinal() - COPY_DAYS, dated.end.toordinal() + COPY_DAYS)
                yield Fact(_COPY, "in", (_report(one),), days, why=f"It shares its text with {other}, which is dated")
        if a in missing and b in missing:
            yield Fact(_COPY, "copy", (_report(a), _report(b)))


def _of_dated(it: Variable, members: Sequence[Member], by_id: Mapping[str, Account]) -> Iterator[Fact]:
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
            yield Fact(strength + share, "in", (it,), days, reports=tuple(sorted(reports)))


def _of_undated(account: Account, incident: Incident, me: Variable, it: Variable) -> Iterator[Fact]:
    when = incident.when
    if when.start and when.end:
        yield Fact(_KNOWN, "in", (it,), (when.start.toordinal(), when.end.toordinal()))
    elif when.quote:
        yield Fact(_SAID, "said", (me, it), words=when.quote)
    yield Fact(_PAST, "past", (me, it))
    if not when.quote and _opens(account, incident):
        yield Fact(_FRESH, "fresh", (me, it))


def _of_text(text: str, me: Variable) -> Iterator[Fact]:
    """Give what a text says of the year that it is of: "so far in 2024", "the first ten months of this year"."""
    for match in _SO_FAR.finditer(text):
        days = (date(int(match[1]), 1, 1).toordinal(), date(int(match[1]), 12, 31).toordinal())
        yield Fact(_SAID, "in", (me,), days, why=f'It says "{match[0]}"')
    for match in _FIRST.finditer(text):
        count = match[1].casefold().split()[0]
        past = _MONTHS.get(count) or int(count)
        if past < _LAST_MONTH:
            yield Fact(_SAID, "late", (me,), (past + 1, _LAST_MONTH), why=f'It says "{match[0]}"')


def _opens(account: Account, incident: Incident) -> bool:
    first = min((span.start for span in incident.mentions), default=len(account.report.text))
    return first <= max(400, len(account.report.text) // 8)


def _join(
    solver: Solver, clusters: Iterable[Sequence[Member]], doubtful: Mapping[tuple[Member, Member], float]
) -> None:
    """
    Take incidents for one, the surest first, until none is left of which that is as probable as `MET`.

    Two that are different may meet by `Solver.chance`; where they meet, that makes it the more probable that they are
    one. Two of one report never come together so.
    """
    of: dict[Member, Variable] = {}
    reports: dict[Variable, set[str]] = {}
    for members in clusters:
        reports[_incident(members)] = {member.report for member in members}
        of.update(dict.fromkeys(members, _incident(members)))
    odds: defaultdict[tuple[Variable, Variable], list[float]] = defaultdict(list)
    for (a, b), p in sorted(doubtful.items()):
        if a in of and b in of and of[a] != of[b]:
            sure = min(1 - 1e-6, max(1e-6, p))
            odds[min(of[a], of[b]), max(of[a], of[b])].append(log(sure / (1 - sure)))
    waiting = {pair: sum(some) / len(some) for pair, some in odds.items()}
    waiting = {pair: mean for pair, mean in waiting.items() if mean >= log(_LEAST / (1 - _LEAST))}
    while waiting:
        sure, (one, other) = max((_sure(solver, pair, mean), pair) for pair, mean in waiting.items())
        if sure < MET:
            return
        del waiting[one, other]
        if not reports[one] & reports[other] and solver.take_in(Fact(_JOINED, "same", (one, other))):
            together = reports[one] | reports[other]
            reports.update(dict.fromkeys(_one_with(solver, one), together))


def _sure(solver: Solver, pair: tuple[Variable, Variable], odds: float) -> float:
    return 1 / (1 + solver.chance(*pair) * exp(-odds))


def _one_with(solver: Solver, incident: Variable) -> list[Variable]:
    """Give the incidents that were taken for one with *incident*, itself among them."""
    found = [incident]
    for one in found:
        near = (v for fact in solver.facts[one] if fact.kind == "same" for v in fact.variables)
        found.extend(v for v in dict.fromkeys(near) if v not in found)
    return found


def _reasons(solver: Solver, report: Variable) -> tuple[str, ...]:
    """Say what fixes a report's days, each thing once, what was strongest first."""
    told = (_reason(solver, fact) for fact in solver.facts.get(report, ()))
    return tuple(dict.fromkeys(sentence for sentence in told if sentence))


def _reason(solver: Solver, fact: Fact) -> str:
    if fact.kind in ("in", "late"):
        return f"{fact.why}."
    if fact.kind == "copy":
        return "It shares its text with another report that has no date of its own."
    days = solver.domains.get(fact.variables[1])
    if not days or fact.kind == "past":
        return ""
    published = solver.domains.get(fact.variables[0], frozenset())
    if fact.kind == "said" and not any(solver.meaning(fact.words, day) for day in published):
        return ""
    about = [f for one in _one_with(solver, fact.variables[1]) for f in solver.facts[one]]
    told = {f.variables[0][1] for f in about if f.variables[0][0] == "report"}
    others = sorted(told.union(*(f.reports for f in about)))
    elsewhere = [other for other in others if other != fact.variables[0][1]]
    if not elsewhere and max(days) - min(days) > _LONGEST_KNOWN:
        return ""
    also = f", of which {_few(elsewhere)} also tell{'s' * (len(elsewhere) == 1)}" if elsewhere else ""
    when = _shown(days)
    if fact.kind == "said":
        return f'It says "{fact.words}" of what happened {when}{also}.'
    return f"It opens with what happened {when}{also}."


def _few(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def _shown(days: Days) -> str:
    start, end = date.fromordinal(min(days)).isoformat(), date.fromordinal(max(days)).isoformat()
    return f"on {start}" if start == end else f"between {start} and {end}"
