"""
How many independent sources stand behind an incident, and why reports count as one.

Ten pages with one agency's text, or with one spokesman's figure and no other, are one origin. Where it is in doubt
whether two reports are independent, they are not: `docs/explanation/origins.md` has the rules and their reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from variorum.collation.cases import Case
from variorum.collation.credits import Credit, credits_of
from variorum.collation.lineage import Boilerplate, Overlap, Page, outlet_of, overlaps, page_of
from variorum.model.account import Actor, Harm
from variorum.model.record import Origin, OriginKind

COPIED_SHARE = 0.5
"""The part of a report's own words that must stand in another for it to be a near-copy."""

COPIED_WORDS = 24
"""
The fewest words in a row, outside quotation marks, that show one report to be copied from another.

Reports of different shootings by different newsrooms share up to 19 by formula ("was shot in the head and ...").
"""

_Basis = Literal["credited", "published", "repeated", "spoken"]
_ORDER: dict[OriginKind, int] = {"agency": 0, "copy": 1, "speaker": 2, "report": 3}


@dataclass(frozen=True)
class _Source:
    """Whom a report's account of an incident goes back to; `key` is an id of the record, or one of an outlet."""

    key: str
    name: str
    basis: _Basis


@dataclass(frozen=True)
class _Tie:
    """Why reports are one origin; `covers` are the reports that it concerns, sorted, `key` their source's if known."""

    kind: OriginKind
    name: str
    covers: tuple[str, ...]
    reason: str
    key: str | None = None


def origins(cases: Iterable[Case], *, ignored: Boilerplate = frozenset()) -> tuple[Origin, ...]:
    """
    Give the independent origins of the accounts of one incident, by the first of their reports.

    Every report is in one origin at least; one that credits several agencies is in the origin of each.

    Args:
        cases: What the reports say of the incident; a report may have several.
        ignored: The boilerplate of the outlets, as `lineage.boilerplate` finds it over the whole record.
    """
    by_report: dict[str, list[Case]] = {}
    for case in sorted(cases, key=lambda case: case.member):
        by_report.setdefault(case.member.report, []).append(case)
    credited = {report: credits_of(mine[0].account) for report, mine in by_report.items()}
    joint = {report: found for report, found in credited.items() if len(found) > 1}
    ties = _source_ties({report: _sources(mine, credited[report]) for report, mine in by_report.items()})
    ties += _copy_ties(by_report, ignored)
    groups = _Groups(by_report)
    for tie in ties:
        groups.join(tie.covers)
    guests = _seat_joint(joint, ties, groups)
    found = [
        _origin(members, [tie for tie in ties if set(tie.covers) <= set(members)], guests, joint, by_report)
        for members in groups.all()
        if not (len(members) == 1 and members[0] in guests)
    ]
    return tuple(sorted(found, key=lambda origin: (origin.reports, origin.name)))


# Sources


def _sources(cases: list[Case], credited: tuple[Credit, ...]) -> list[_Source]:
    """Give whom a report goes back to: all that bind it, and its publisher last, where nothing else does."""
    report = cases[0].account.report
    own = outlet_of(report.publisher, report.id)
    found: list[_Source] = []
    speaker = _only_speaker(cases, own)
    if speaker is not None:
        found.append(speaker)
    outlet = _only_outlet(cases, own)
    if outlet is not None:
        found.append(outlet)
    if len(credited) == 1:
        basis: _Basis = "published" if credited[0].kind == "publisher" else "credited"
        found.append(_Source(credited[0].outlet, credited[0].name, basis))
    return found


def _only_speaker(cases: list[Case], own: str | None) -> _Source | None:
    """
    Find the one speaker or office on whom all figures of a report rest, or None.

    A figure in the report's own voice that a speaker also gives in it ("Ten killed", in a headline) is the speaker's.
    """
    pairs = [(case, harm) for case in cases for harm in case.incident.harms]
    said = {_figure(harm) for _, harm in pairs if harm.speaker is not None}
    found: dict[str, _Source] = {}
    for case, harm in pairs:
        if harm.speaker is None:
            if _figure(harm) not in said:
                return None
            continue
        office = _office(case, harm.speaker)
        key = case.actors[office.id]
        if key == own:
            return None
        found[key] = _Source(key, office.name, "repeated" if office.type == "media" else "spoken")
    return next(iter(found.values())) if len(found) == 1 else None


def _figure(harm: Harm) -> tuple[object, ...]:
    return harm.outcome, harm.low, harm.high


def _office(case: Case, actor: str) -> Actor:
    """Give the body that a person speaks for; a state's officials are not one office, so they stand for themselves."""
    actors = {a.id: a for a in case.account.actors}
    at = actors[actor]
    seen = {actor}
    while at.type == "person" and at.parent is not None and at.parent not in seen:
        above = actors.get(at.parent)
        if above is None or above.type in {"state", "civilians", "other"}:
            break
        seen.add(above.id)
        at = above
    return at


def _only_outlet(cases: list[Case], own: str | None) -> _Source | None:
    """Find the one outlet that everything said of the incident was said to ("told Al Jazeera"), or None."""
    incidents = {case.incident.id for case in cases}
    statements = [s for s in cases[0].account.statements if s.incident in incidents]
    speakers = {harm.speaker for case in cases for harm in case.incident.harms}
    names = {s.via for s in statements}
    if len(names) != 1 or not speakers or not speakers <= {s.speaker for s in statements}:
        return None
    name = names.pop()
    key = outlet_of(name)
    return _Source(key, name, "repeated") if name and key and key != own else None


def _source_ties(sources: Mapping[str, list[_Source]]) -> list[_Tie]:
    """_Tie together the reports of each source; a publisher binds only those that nothing else binds to others."""
    held: dict[str, dict[str, _Source]] = {}
    for report in sorted(sources):
        for source in sources[report]:
            if source.basis != "published":
                held.setdefault(source.key, {}).setdefault(report, source)
    binding = {key for key, holders in held.items() if len(holders) > 1}
    others = frozenset(held)
    for report in sorted(sources):
        bound = any(source.key in binding for source in sources[report] if source.basis != "published")
        for source in sources[report]:
            if source.basis == "published" and (source.key in others or not bound):
                held.setdefault(source.key, {}).setdefault(report, source)
    return [tie for key in sorted(held) if (tie := _source_tie(key, held[key])) is not None]


def _source_tie(key: str, holders: Mapping[str, _Source]) -> _Tie | None:
    """Say what binds the reports of one source; a single report's own publisher or speaker binds nothing."""
    bases = {source.basis for source in holders.values()}
    if len(holders) == 1 and bases & {"published", "spoken"}:
        return None
    name = min(source.name for source in holders.values())
    parts = []
    for basis, one, many in (
        ("credited", "carries the text of {name}", "carry the text of {name}"),
        ("published", "is published by {name}", "are published by {name}"),
        ("repeated", "gives only what {name} reported", "give only what {name} reported"),
        ("spoken", "has its figures from {name} alone", "have their figures from {name} alone"),
    ):
        reports = [report for report, source in holders.items() if source.basis == basis]
        if reports:
            parts.append(f"{_listed(reports)} {(one if len(reports) == 1 else many).format(name=name)}")
    kind: OriginKind = "speaker" if "spoken" in bases else "agency"
    return _Tie(kind, name, tuple(sorted(holders)), "; ".join(parts), key)


# Copies


def _copy_ties(by_report: Mapping[str, list[Case]], ignored: Boilerplate) -> list[_Tie]:
    """_Tie each two reports of which one copies the other, the closest first."""
    pages = [page_of(cases[0].account) for cases in by_report.values()]
    by_id: dict[str, Page] = {page.id: page for page in pages}
    found: list[tuple[float, _Tie]] = []
    for overlap in overlaps(pages, ignored):
        reason = _copied(overlap, by_report, by_id)
        if reason is not None:
            left, right = overlap.copied
            source = overlap.right if left >= right else overlap.left
            pair = (overlap.left, overlap.right)
            found.append((max(left, right), _Tie("copy", _title(by_report[source]), pair, reason)))
    return [tie for _, tie in sorted(found, key=lambda scored: (-scored[0], scored[1].covers))]


def _copied(overlap: Overlap, by_report: Mapping[str, list[Case]], pages: Mapping[str, Page]) -> str | None:
    """
    Say why one of two reports is a copy of the other, or None where what they share does not show it.

    Nothing does that leaves the incident out: the outlets of one company print one notice on all their pages.
    """
    told = [_told(by_report[report]) for report in (overlap.left, overlap.right)]
    own = [p for p in overlap.passages if not p.quoted]
    telling = [p for p in own if _holds(p.left, told[0]) or _holds(p.right, told[1])]
    if not telling or sum(p.words for p in own) < COPIED_WORDS:
        return None
    left, right = overlap.copied
    if max(left, right) >= COPIED_SHARE:
        copy, source = (overlap.left, overlap.right) if left >= right else (overlap.right, overlap.left)
        return f"{max(left, right):.0%} of {copy} stands in {source}"
    passage = min(telling, key=lambda p: (-p.words, p))
    if passage.words < COPIED_WORDS:
        return None
    words = " ".join(pages[overlap.left].text[slice(*passage.left)].split()[:8])
    return f"{overlap.left} and {overlap.right} share {passage.words} words on it, from “{words}”"


def _told(cases: list[Case]) -> list[tuple[int, int]]:
    """Give where a report tells of the incident."""
    spans = [(m.start, m.end) for case in cases for m in case.incident.mentions]
    return spans + [(h.start, h.end) for case in cases for h in case.incident.harms]


def _holds(passage: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    return any(passage[0] <= start and end <= passage[1] for start, end in spans)


# Groups


class _Groups:
    """Reports joined two by two into groups (a disjoint-set forest whose roots are the least ids)."""

    def __init__(self, reports: Iterable[str]) -> None:
        self._above = {report: report for report in reports}

    def root(self, report: str) -> str:
        while self._above[report] != report:
            self._above[report] = report = self._above[self._above[report]]
        return report

    def join(self, reports: Iterable[str]) -> None:
        roots = sorted({self.root(report) for report in reports})
        for root in roots:
            self._above[root] = roots[0]

    def all(self) -> list[tuple[str, ...]]:
        members: dict[str, list[str]] = {}
        for report in sorted(self._above):
            members.setdefault(self.root(report), []).append(report)
        return [tuple(group) for group in members.values()]


def _seat_joint(
    joint: Mapping[str, tuple[Credit, ...]], ties: list[_Tie], groups: _Groups
) -> dict[str, dict[str, str]]:
    """
    Seat the reports that credit several agencies with each agency's own reports: for each, a host and the agency.

    They do not join those groups: a page drawn from two agencies does not make the two one origin. Where no report
    carries one of the agencies alone, those that share an agency are one origin.
    """
    hosts = {tie.key: tie.covers[0] for tie in ties if tie.key is not None}
    seats: dict[str, dict[str, str]] = {}
    homeless: dict[str, list[str]] = {}
    for report in sorted(joint):
        mine = {hosts[credit.outlet]: credit.name for credit in joint[report] if credit.outlet in hosts}
        if mine:
            seats[report] = mine
        else:
            for credit in joint[report]:
                homeless.setdefault(credit.outlet, []).append(report)
    for outlet in sorted(homeless):
        groups.join(homeless[outlet])
    return seats


def _origin(
    members: tuple[str, ...],
    ties: list[_Tie],
    guests: Mapping[str, Mapping[str, str]],
    joint: Mapping[str, tuple[Credit, ...]],
    by_report: Mapping[str, list[Case]],
) -> Origin:
    """Describe a group by what binds most of its reports; the reason names every bond that is needed."""
    needed: list[_Tie] = []
    forest = _Groups(members)
    for tie in sorted(ties, key=lambda tie: (_ORDER[tie.kind], -len(tie.covers))):
        if len(tie.covers) == 1 or len({forest.root(report) for report in tie.covers}) > 1:
            forest.join(tie.covers)
            needed.append(tie)
    shared = [report for report in members if report in joint and report not in guests]
    reasons = [tie.reason for tie in needed]
    reasons += [f"{report} credits {_listed(c.name for c in joint[report])}" for report in shared]
    seated = {
        report: [name for host, name in sorted(hosts.items()) if host in members]
        for report, hosts in sorted(guests.items())
        if report not in members and any(host in members for host in hosts)
    }
    reasons += [f"{report} draws on {_listed(names)}" for report, names in seated.items()]
    reason = "; ".join(reasons) or "no other report of it shares its text, its agency or its only speaker"
    main = max(needed, key=lambda tie: (len(tie.covers), -_ORDER[tie.kind]), default=None)
    if main is not None:
        kind, name = main.kind, main.name
    elif shared:
        kind, name = "agency", _listed(sorted({c.name for report in shared for c in joint[report]}))
    else:
        kind, name = "report", _title(by_report[members[0]])
    return Origin(
        kind=kind,
        name=name,
        reports=tuple(sorted({*members, *seated})),
        reason=f"{reason[:1].upper()}{reason[1:]}." if not reasons else f"{reason}.",
    )


def _title(cases: list[Case]) -> str:
    report = cases[0].account.report
    return report.publisher or report.title or report.id


def _listed(names: Iterable[str]) -> str:
    *most, last = list(dict.fromkeys(names))
    return f"{', '.join(most)} and {last}" if most else last
