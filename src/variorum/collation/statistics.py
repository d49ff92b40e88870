"""Published counts beside what the record holds, and what does not add up in them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from variorum.collation.figures import bounds
from variorum.collation.regions import lies_in
from variorum.collation.words import measures
from variorum.knowledge import load_countries
from variorum.knowledge.names import fold, split_type
from variorum.model import Account, Interval, Statistic
from variorum.model.account import Group
from variorum.model.record import Estimate, IncidentEntry, StatisticEntry

_ADJACENT = 400
"""How many characters after a whole its parts may stand."""
_NEARLY = 0.1
"""Parts that make up all but a tenth of a whole are taken to be all of it."""

_ABOVE: dict[Group, Group] = {"military": "security_forces", "police": "security_forces"}

Recorded = tuple[int, int | None]


def reconcile(
    accounts: Iterable[Account], actors: Mapping[tuple[str, str], str], incidents: Iterable[IncidentEntry]
) -> tuple[StatisticEntry, ...]:
    """
    Give every published count with what the record holds for the same measure, place and period, and its flags.

    Without a place or a period, or where the measure is none of incidents or of harms, nothing is recorded beside it.

    Args:
        actors: The record's id of (report id, actor id).
    """
    holdings = _Holdings(incidents)
    entries = []
    for account in sorted(accounts, key=lambda account: account.report.id):
        told = sorted(account.statistics, key=lambda s: (s.start, s.end, s.measure, s.group or "", s.low))
        for statistic in told:
            recorded, matched = holdings.of(statistic)
            flags = [*_sums(statistic, told), *_short(statistic, recorded)]
            entries.append(_entry(account, statistic, actors, recorded, matched, tuple(flags)))
    return tuple(entries)


def _entry(
    account: Account,
    statistic: Statistic,
    actors: Mapping[tuple[str, str], str],
    recorded: Recorded | None,
    incidents: tuple[str, ...],
    flags: tuple[str, ...],
) -> StatisticEntry:
    report = account.report.id
    return StatisticEntry(
        report=report,
        measure=statistic.measure,
        group=statistic.group,
        low=statistic.low,
        high=statistic.high,
        approximate=statistic.approximate,
        period=statistic.period,
        place=statistic.place,
        speaker=actors[report, statistic.speaker] if statistic.speaker else None,
        start=statistic.start,
        end=statistic.end,
        quote=statistic.quote,
        recorded=recorded,
        incidents=incidents,
        flags=flags,
    )


def _sums(whole: Statistic, told: Sequence[Statistic]) -> list[str]:
    """Compare a count with the counts of groups told after it that make up all of it, or more."""
    parts: list[Statistic] = []
    for part in told:
        if whole.end <= part.start <= whole.end + _ADJACENT and _part_of(part, whole):
            if any(_same(part, known) for known in parts):
                continue
            if any(part.group == known.group for known in parts):
                break
            parts.append(part)
    total = sum(part.low for part in parts)
    if len(parts) < 2 or any(part.high == 0 for part in parts):
        return []
    least, most = bounds(whole.low, whole.low, whole.approximate or any(p.approximate for p in parts))
    if least <= total <= most or total < whole.low * (1 - _NEARLY):
        return []
    listed = ", ".join(f"{p.low:,}" for p in parts[:-1]) + f" and {parts[-1].low:,}"
    return [f"the parts told, {listed}, add up to {total:,} and not to {whole.low:,}"]


def _part_of(part: Statistic, whole: Statistic) -> bool:
    alike = part.measure == whole.measure and part.group is not None and part.group != whole.group
    same_scope = part.period in (None, whole.period) and part.place in (None, whole.place)
    return alike and whole.group in (None, "unknown") and same_scope and part.speaker in (None, whole.speaker)


def _same(left: Statistic, right: Statistic) -> bool:
    return (left.group, left.low, left.high) == (right.group, right.low, right.high)


def _short(statistic: Statistic, recorded: Recorded | None) -> list[str]:
    if recorded is None or statistic.high is None:
        return []
    most = bounds(statistic.low, statistic.high, statistic.approximate)[1]
    return [f"the record holds at least {recorded[0]:,}, more than this"] if recorded[0] > most else []


class _Holdings:
    """The record's incidents by country, province and place, in the order of their days."""

    def __init__(self, incidents: Iterable[IncidentEntry]) -> None:
        self._by_place: dict[str, list[IncidentEntry]] = defaultdict(list)
        for incident in sorted(incidents, key=lambda i: (str(i.when.start), i.id)):
            if incident.rejected or not incident.when.start:
                continue
            keys = {key for place in incident.where for key in _keys(place.country, place.province, place.name)}
            for key in keys:
                self._by_place[key].append(incident)

    def of(self, statistic: Statistic) -> tuple[Recorded | None, tuple[str, ...]]:
        outcomes, types = measures()
        harms, kinds = outcomes.get(statistic.measure), types.get(statistic.measure)
        if not (harms or kinds) or statistic.period is None or not statistic.place:
            return None, ()
        country = load_countries().by_name(statistic.place)
        listed = self._by_place.get(country.code if country else fold(split_type(statistic.place)[0]), [])
        # Those that began after the period's end cannot be of it.
        listed = listed[: bisect_right(listed, str(statistic.period.end), key=lambda i: str(i.when.start))]
        low, high = 0, 0
        is_open = False
        matched = []
        for incident in listed:
            within = _within(incident, statistic.period)
            if within is None or not any(lies_in(place, statistic.place) for place in incident.where):
                continue
            counted = _held(incident, harms, statistic.group) if harms else _one(incident, kinds or ())
            if counted is None:
                continue
            matched.append(incident.id)
            low += counted[0] if within else 0
            high += counted[1] or 0
            is_open = is_open or counted[1] is None
        return (low, None if is_open else high), tuple(matched)


def _keys(country: str | None, province: str | None, name: str) -> list[str]:
    named = [fold(split_type(n)[0]) for n in (province, name) if n]
    return [*([country] if country else []), *named]


def _within(incident: IncidentEntry, period: Interval) -> bool | None:
    """Tell whether an incident was surely in a period; None where it surely was not."""
    start, end = incident.when.start, incident.when.end
    if start is None or end is None or end < period.start or start > period.end:
        return None
    return period.start <= start and end <= period.end


def _one(incident: IncidentEntry, kinds: Sequence[str]) -> Recorded | None:
    return (1, 1) if incident.type in kinds else None


def _held(incident: IncidentEntry, outcomes: Sequence[str], group: Group | None) -> Recorded | None:
    sums = [total_of(incident.estimates, outcome, group) for outcome in outcomes if outcome != "casualty"]
    told = [s for s in sums if s is not None]
    both = total_of(incident.estimates, "casualty", group) if "casualty" in outcomes else None
    if both is not None and both[0] >= sum(s[0] for s in told):
        return both
    if not told:
        return both
    highs = [s[1] for s in told]
    return sum(s[0] for s in told), None if None in highs else sum(h for h in highs if h is not None)


def total_of(estimates: Iterable[Estimate], outcome: str, group: Group | None = None) -> Recorded | None:
    """Give [low, high] of one outcome over all groups, or of one group; None where nothing is estimated."""
    found = {e.group: e for e in estimates if e.outcome == outcome}
    if group is not None:
        chosen = [found[group]] if group in found else [e for g, e in found.items() if _ABOVE.get(g) == group]
    elif "unknown" in found:
        chosen = [found["unknown"]]
    else:
        chosen = [e for g, e in found.items() if _ABOVE.get(g) not in found]
    if not chosen:
        return None
    highs = [e.high for e in chosen]
    return sum(e.low for e in chosen), None if None in highs else sum(h for h in highs if h is not None)
