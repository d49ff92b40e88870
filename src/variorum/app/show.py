"""Gives one incident with all that the record knows of it: who says what, why it is one, what came before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec

from variorum.collation.actors import actor_ids, merge_actors
from variorum.collation.cases import Case
from variorum.collation.judgements import member_at, standing
from variorum.collation.sides import Sides
from variorum.collation.words import sentence_around
from variorum.errors import IncidentAmbiguous, IncidentMissing
from variorum.model import Harm, Place, Published, When
from variorum.model.account import Certainty, IncidentType, Value
from variorum.model.record import (
    ActorEntry,
    Anchor,
    IncidentEntry,
    Judgement,
    LinkEntry,
    Member,
    Side,
    SourceSpan,
    StatementEntry,
)
from variorum.store import StatementFilter, Store

SIDES: tuple[Side, ...] = ("initiator", "target", "third", "reporter")
SHORTEST = 8
"""Characters of an incident's id that are shown at the least."""

_evidence = msgspec.json.Decoder(tuple[tuple[str, float, float], ...])


class Source(Value, frozen=True, kw_only=True):
    """A report, without its text."""

    id: str
    title: str | None = None
    publisher: str | None = None
    published: Published = Published()
    dated_by: tuple[str, ...] = ()


class Version(Value, frozen=True, kw_only=True):
    """What a report says of the incident in its own voice; actors are ids of the record."""

    type: IncidentType
    certainty: Certainty
    when: When
    where: tuple[Place, ...] = ()
    initiators: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


class Telling(Value, frozen=True, kw_only=True):
    """
    What one voice says of the incident in one report: a speaker, an actor of the record, or None for the report itself.

    `incidents` are the report's that are this one. `version` is of the report itself alone. `words` are the sentence in
    which the report names the incident, or the speaker's words, without those that stand within others.
    """

    report: str
    incidents: tuple[str, ...]
    speaker: str | None
    side: Side
    version: Version | None = None
    harms: tuple[Harm, ...] = ()
    statements: tuple[StatementEntry, ...] = ()
    words: tuple[SourceSpan, ...] = ()


class Observation(Value, frozen=True, kw_only=True):
    """Something that two cases have in common or not; `weight` is what it adds to the log odds that they are one."""

    name: str
    value: float
    weight: float


class Comparison(Value, frozen=True, kw_only=True):
    """How probable it is that two cases are one incident, and what that rests on, the weightiest first."""

    left: Member
    right: Member
    probability: float
    evidence: tuple[Observation, ...] = ()


class Neighbour(Value, frozen=True, kw_only=True):
    """A link from or to the incident, and the incident at its other end."""

    link: LinkEntry
    incident: IncidentEntry


class IncidentView(Value, frozen=True, kw_only=True):
    """
    An incident of the record with all that bears on it.

    `tellings` are ordered by side, date and report. `before` are the incidents that it answers or is part of, `after`
    those that answer it or are part of it. `actors` are all that are spoken of. `judgements` are those that stand.
    """

    incident: IncidentEntry
    reports: tuple[Source, ...] = ()
    actors: tuple[ActorEntry, ...] = ()
    tellings: tuple[Telling, ...] = ()
    before: tuple[Neighbour, ...] = ()
    after: tuple[Neighbour, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    judgements: tuple[Judgement, ...] = ()


def full_id(store: Store, wanted: str) -> str:
    """
    Give the id of the incident that *wanted* means: the beginning of its id, or a case of a report (``a.txt:i3``).

    Raises:
        IncidentMissing: If there is none.
        IncidentAmbiguous: If several begin so.
    """
    report, colon, case = wanted.rpartition(":")
    if colon:
        found = store.incidents_of([report]).get(Member(report=report, incident=case))
        if found is None:
            raise IncidentMissing(id=wanted)
        return found
    beginning = wanted if wanted.startswith("i-") else f"i-{wanted}"
    ids = store.incident_ids(beginning, limit=4) if wanted else ()
    if not ids:
        raise IncidentMissing(id=wanted)
    if len(ids) > 1 and beginning not in ids:
        raise IncidentAmbiguous(id=wanted, ids=", ".join(ids[:3]) + (" and more" if len(ids) > 3 else ""))
    return beginning if beginning in ids else ids[0]


def short_ids(store: Store, ids: Iterable[str]) -> dict[str, str]:
    """Give for each of *ids* the shortest beginning that means no other incident, of `SHORTEST` characters or more."""
    found = {}
    for identifier in ids:
        length = SHORTEST
        while length < len(identifier) and len(store.incident_ids(identifier[:length], limit=2)) > 1:
            length += 1
        found[identifier] = identifier[:length]
    return found


def view_incident(store: Store, incident: str) -> IncidentView:
    """
    Give all that the record knows of an incident; *incident* is what `full_id` understands.

    Raises:
        IncidentMissing: If there is none.
        IncidentAmbiguous: If several ids begin so.
    """
    with store.snapshot():
        entry = store.incident(full_id(store, incident))
        if entry is None:
            raise IncidentMissing(id=incident)
        cases = _cases(store, entry)
        accounts = list({case.account.report.id: case.account for case in cases}.values())
        statements = list(store.statements(StatementFilter(incident=entry.id)))
        local = {actor.id: actor for actor in merge_actors(accounts).entries}
        sides = Sides.of_cases(cases, local)
        of_report = groupby(cases, key=lambda case: case.account.report.id)  # the members of an incident are sorted
        tellings = [telling for _, some in of_report for telling in _tellings(list(some), statements, sides)]
        days = {account.report.id: str(account.report.published.start) for account in accounts}
        tellings.sort(key=lambda t: (SIDES.index(t.side), days[t.report], t.report, t.speaker or ""))
        before, after = _neighbours(store, entry.id)
        return IncidentView(
            incident=entry,
            reports=tuple(
                Source(**{name: getattr(report, name) for name in Source.__struct_fields__})
                for report in store.report_entries({case.account.report.id for case in cases})
            ),
            actors=_actors(store, entry, tellings, [n.incident for n in (*before, *after)]),
            tellings=tuple(tellings),
            before=before,
            after=after,
            comparisons=tuple(_comparisons(store, entry)),
            judgements=tuple(_judgements(store, cases)),
        )


def judged(store: Store, judgement: Judgement) -> tuple[IncidentEntry, ...]:
    """Give the incidents that a judgement speaks of as they are now; for an undoing, those that it was undone for."""
    known = {j.id: j for j in store.judgements()}
    while judgement.undoes in known:
        judgement = known[judgement.undoes]
    ids = set()
    for anchor in judgement.anchors:
        if member := _at(store, anchor):
            ids.add(store.incidents_of([member.report]).get(member, ""))
    return tuple(store.incident_entries(ids - {""}))


def actors_of_incidents(store: Store, entries: Iterable[IncidentEntry]) -> tuple[ActorEntry, ...]:
    """Give the parties to *entries*."""
    return store.actors(ids={actor for entry in entries for actor in (*entry.initiators, *entry.targets)})


def _cases(store: Store, entry: IncidentEntry) -> list[Case]:
    accounts = {account.report.id: account for account in store.accounts(m.report for m in entry.members)}
    found = []
    for member in entry.members:
        account = accounts[member.report]
        ids = actor_ids(account)
        found += [Case(account, incident, ids) for incident in account.incidents if incident.id == member.incident]
    return found


def _tellings(cases: list[Case], statements: Iterable[StatementEntry], sides: Sides) -> Iterator[Telling]:
    """Give what each voice says in one report, of which *cases* are; its own voice once for each case."""
    for case in cases:
        yield _own(case)
    report, incidents = cases[0].account.report.id, tuple(case.incident.id for case in cases)
    told = [(speaker, harm) for case in cases for harm in case.incident.harms if (speaker := case.speaker(harm))]
    said = [s for s in statements if s.report == report]
    for speaker in sorted({speaker for speaker, _ in told} | {s.speaker for s in said}):
        harms = tuple(harm for voice, harm in told if voice == speaker)
        mine = tuple(s for s in said if s.speaker == speaker)
        spans = [*((s.start, s.end) for s in mine), *((h.start, h.end) for h in harms)]
        yield Telling(
            report=report,
            incidents=incidents,
            speaker=speaker,
            side=sides.side(speaker),
            harms=harms,
            statements=mine,
            words=tuple(_span(cases[0], *at) for at in _outermost(spans)),
        )


def _own(case: Case) -> Telling:
    """Give what a report says of a case in its own voice."""
    incident = case.incident
    own = tuple(harm for harm in incident.harms if harm.speaker is None)
    spans = [(words.start, words.end) for words in incident.mentions or own or incident.harms]
    return Telling(
        report=case.account.report.id,
        incidents=(incident.id,),
        speaker=None,
        side="reporter",
        version=Version(
            type=incident.type,
            certainty=incident.certainty,
            when=incident.when,
            where=incident.where,
            initiators=tuple(case.actors[a] for a in incident.initiators),
            targets=tuple(case.actors[a] for a in incident.targets),
        ),
        harms=own,
        words=(_span(case, *_bounds(case.account.report.text, *min(spans))),) if spans else (),
    )


def _bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the sentence around a span without the blanks around it."""
    left, right = sentence_around(text, start, end)
    words = text[left:right]
    return left + len(words) - len(words.lstrip()), right - len(words) + len(words.rstrip())


def _outermost(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the spans that lie in no other, in their order."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not found or end > found[-1][1]:
            found.append((start, end))
    return found


def _span(case: Case, start: int, end: int) -> SourceSpan:
    report = case.account.report
    return SourceSpan(report=report.id, start=start, end=end, quote=report.text[start:end])


def _neighbours(store: Store, incident: str) -> tuple[tuple[Neighbour, ...], tuple[Neighbour, ...]]:
    links = store.links(incident)
    entries = {e.id: e for e in store.incident_entries({i for link in links for i in (link.from_, link.to)})}
    before = (Neighbour(link=x, incident=entries[x.to]) for x in links if x.from_ == incident and x.to in entries)
    after = (Neighbour(link=x, incident=entries[x.from_]) for x in links if x.to == incident and x.from_ in entries)
    return tuple(sorted(before, key=_day)), tuple(sorted(after, key=_day))


def _day(neighbour: Neighbour) -> tuple[str, str]:
    return str(neighbour.incident.when.start), neighbour.incident.id


def _comparisons(store: Store, entry: IncidentEntry) -> Iterator[Comparison]:
    if len(entry.members) < 2:
        return
    members = set(entry.members)
    for pair in store.pairs(members):
        if pair.left in members and pair.right in members:
            made = _evidence.decode(pair.evidence) if pair.evidence != b"null" else ()
            evidence = tuple(Observation(name=name, value=value, weight=weight) for name, value, weight in made)
            yield Comparison(left=pair.left, right=pair.right, probability=pair.probability, evidence=evidence)


def _judgements(store: Store, cases: list[Case]) -> Iterator[Judgement]:
    accounts = {case.account.report.sha256: case.account for case in cases}
    members = {case.member for case in cases}
    for judgement in standing(store.judgements()):
        mine = [a for a in judgement.anchors if a.sha256 in accounts]
        if any(member_at(anchor, accounts[anchor.sha256]) in members for anchor in mine):
            yield judgement


def _at(store: Store, anchor: Anchor) -> Member | None:
    report = store.report_id(anchor.sha256)
    account = next(iter(store.accounts([report])), None) if report else None
    return member_at(anchor, account) if account else None


def _actors(
    store: Store, entry: IncidentEntry, tellings: Iterable[Telling], others: Iterable[IncidentEntry]
) -> tuple[ActorEntry, ...]:
    wanted = {a for e in (entry, *others) for a in (*e.initiators, *e.targets)}
    wanted |= {b.speaker for e in entry.estimates for b in e.basis if b.speaker}
    wanted |= {p.speaker for c in entry.contested for p in c.positions if p.speaker}
    for telling in tellings:
        wanted |= {telling.speaker} if telling.speaker else set()
        wanted |= {*telling.version.initiators, *telling.version.targets} if telling.version else set()
    found = store.actors(ids=wanted)
    parents = store.actors(ids={a.parent for a in found if a.parent} - wanted)
    return tuple(sorted((*found, *parents), key=lambda a: a.id))
