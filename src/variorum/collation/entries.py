"""Makes the record's entry of one incident from its cases: headline, estimates, origins, contested fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from variorum.collation.actors import actor_ids, merge_actors
from variorum.collation.cases import Case
from variorum.collation.contests import contests
from variorum.collation.estimates import estimates_of
from variorum.collation.judgements import corrected
from variorum.collation.merge import merge
from variorum.collation.origins import origins
from variorum.collation.tallies import tallies
from variorum.model import Account
from variorum.model.record import IncidentEntry, Judgement, Member, PolicyName, StatementEntry


def incident_id(cases: Iterable[Case]) -> str:
    """Give an incident's id, which its cases alone decide: by the least of their reports' hashes."""
    first = min((case.account.report.sha256, case.incident.id) for case in cases)
    return "i-" + sha256("\0".join(first).encode()).hexdigest()[:12]


def make_entry(
    cases: Iterable[Case],
    *,
    confidence: float = 1.0,
    changes: Mapping[Member, Iterable[Judgement]] | None = None,
    policy: PolicyName = "ucdp",
) -> IncidentEntry:
    """
    Make the entry of the incident that *cases* are.

    Args:
        confidence: The least probability by which a case is joined to the others.
        changes: What people set or rejected, by case.
    """
    cases = sorted(cases, key=lambda case: case.member)
    accounts = list({case.account.report.id: case.account for case in cases}.values())
    actors = {entry.id: entry for entry in merge_actors(accounts).entries}
    identifier = incident_id(cases)
    named = {case.member: identifier for case in cases}
    statements = [s for account in accounts for s in statements_of(account, named) if s.incident]
    found = origins(cases)
    of_report = {report: str(number) for number, origin in reversed([*enumerate(found)]) for report in origin.reports}
    counted = tallies(cases, actors, of_report)
    headline = merge(cases, actors)
    entry = IncidentEntry(
        id=identifier,
        type=headline.type,
        certainty=headline.certainty,
        when=headline.when,
        where=headline.where,
        initiators=headline.initiators,
        targets=headline.targets,
        weapons=headline.weapons,
        members=tuple(case.member for case in cases),
        estimates=estimates_of(counted, actors, policy),
        origins=found,
        contested=contests(cases, actors, statements, origins=of_report, counted=counted),
        confidence=round(confidence, 6),
    )
    return corrected(entry, changes or {})


def statements_of(account: Account, incidents: Mapping[Member, str]) -> Iterator[StatementEntry]:
    """Give an account's statements in the record's terms; *incidents* gives the record's incident of each case."""
    ids, report = actor_ids(account), account.report.id
    for s in account.statements:
        yield StatementEntry(
            report=report,
            speaker=ids[s.speaker],
            stance=s.stance,
            start=s.start,
            end=s.end,
            quote=s.quote,
            cue=s.cue,
            speaker_quote=s.speaker_quote,
            incident=incidents.get(Member(report=report, incident=s.incident)) if s.incident else None,
            said_on=s.said_on,
            via=s.via,
        )
