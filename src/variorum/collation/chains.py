"""Links between incidents over all reports: what answered what, and what was part of what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from variorum.model import Account, When
from variorum.model.account import LinkType
from variorum.model.record import LinkEntry, Member, SourceSpan

_Key = tuple[LinkType, str, str]


def chains(
    accounts: Iterable[Account], incidents: Mapping[Member, str], whens: Mapping[str, When]
) -> tuple[LinkEntry, ...]:
    """
    Give the links of all accounts between incidents of the record, each once with all its bases.

    No incident is linked to itself, and no chain of one type leads back to where it began: of links that would close a
    circle those go that fewer reports support, then those that the dates contradict.

    Args:
        incidents: The record's incident of each member; links of others are left out.
        whens: When each incident of the record was.
    """
    bases: dict[_Key, set[SourceSpan]] = defaultdict(set)
    for account in accounts:
        report = account.report.id
        for link in account.links:
            from_ = incidents.get(Member(report=report, incident=link.from_))
            to = incidents.get(Member(report=report, incident=link.to))
            if from_ and to and from_ != to:
                span = SourceSpan(report=report, start=link.start, end=link.end, quote=link.quote)
                bases[link.type, from_, to].add(span)
    kept: list[LinkEntry] = []
    after: dict[LinkType, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    lags = {key: lag(whens.get(key[1]), whens.get(key[2])) for key in bases}

    def preference(key: _Key) -> tuple[int, bool, _Key]:
        days = lags[key]
        return (-len({span.report for span in bases[key]}), days is not None and days[1] < 0, key)

    for key in sorted(bases, key=preference):
        kind, from_, to = key
        if _leads(after[kind], to, from_):
            continue
        after[kind][from_].append(to)
        days = lags[key] if kind == "response_to" else None
        if days is not None:
            days = (max(0, days[0]), days[1]) if days[1] >= 0 else None
        spans = tuple(sorted(bases[key], key=lambda s: (s.report, s.start, s.end)))
        kept.append(LinkEntry(from_=from_, to=to, type=kind, lag_days=days, basis=spans))
    return tuple(sorted(kept, key=lambda link: (link.from_, link.to, link.type)))


def lag(later: When | None, former: When | None) -> tuple[int, int] | None:
    """Give the least and the most days from one time to another, None where a bound is unknown."""
    if not (later and former and later.start and later.end and former.start and former.end):
        return None
    return ((later.start - former.end).days, (later.end - former.start).days)


def _leads(after: Mapping[str, list[str]], start: str, goal: str) -> bool:
    seen = {start}
    waiting = [start]
    while waiting:
        current = waiting.pop()
        if current == goal:
            return True
        fresh = [n for n in after.get(current, ()) if n not in seen]
        seen.update(fresh)
        waiting.extend(fresh)
    return False
