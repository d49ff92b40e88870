"""Tells what has changed in the record: new incidents, revised tolls, new contradictions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from variorum.model.account import IncidentType, Outcome, Value, When
from variorum.model.record import IncidentEntry, Member, Position
from variorum.model.tolls import Toll, tolls_of


class NewIncident(Value, frozen=True, kw_only=True, tag_field="change", tag="new_incident"):
    """An incident none of whose reports told of one that the record had."""

    incident: str
    type: IncidentType
    when: When
    where: tuple[str, ...]
    tolls: tuple[Toll, ...]
    reports: tuple[str, ...]


class RevisedToll(Value, frozen=True, kw_only=True, tag_field="change", tag="revised_toll"):
    """
    Another estimate of what befell how many; `before` is None where nothing was known of it.

    `formerly` are the ids that the incident, or those that it was joined of, had before.
    """

    incident: str
    outcome: Outcome
    before: Toll | None
    after: Toll
    reports: tuple[str, ...]
    formerly: tuple[str, ...] = ()


class NewContradiction(Value, frozen=True, kw_only=True, tag_field="change", tag="new_contradiction"):
    """A field on which the accounts of an incident part, and did not part before; `formerly` as above."""

    incident: str
    field: str
    positions: tuple[Position, ...]
    reports: tuple[str, ...]
    formerly: tuple[str, ...] = ()


Change = NewIncident | RevisedToll | NewContradiction


@dataclass(frozen=True, slots=True)
class _Seen:
    tolls: Mapping[Outcome, Toll]
    fields: frozenset[str]


@dataclass(frozen=True)
class Look:
    """Incidents of a record that have changed since one moment, as they were then, as far as changes are told of."""

    incident_of: dict[Member, str] = field(default_factory=dict)
    seen: dict[str, _Seen] = field(default_factory=dict)

    def remember(self, entry: IncidentEntry) -> None:
        """Remember an incident as it was; it changes, or goes."""
        self.incident_of.update(dict.fromkeys(entry.members, entry.id))
        self.seen[entry.id] = _seen(entry)

    def changes(self, entries: Iterable[IncidentEntry]) -> tuple[Change, ...]:
        """
        Tell what is new in *entries*, those that have changed since, by their id.

        An incident whose reports were told of several before is compared with the one that it shares most with.
        """
        found: list[Change] = []
        for entry in sorted(entries, key=lambda entry: entry.id):
            if entry.rejected:
                continue
            shared = Counter(self.incident_of[m] for m in entry.members if m in self.incident_of)
            if shared:
                before = max(sorted(shared), key=lambda incident: shared[incident])
                formerly = tuple(sorted(incident for incident in shared if incident != entry.id))
                found += self._revised(entry, self.seen[before], formerly)
            else:
                found.append(
                    NewIncident(
                        incident=entry.id,
                        type=entry.type,
                        when=entry.when,
                        where=tuple(place.name for place in entry.where),
                        tolls=tolls_of(entry),
                        reports=_reports(entry),
                    )
                )
        return tuple(found)

    def _revised(self, entry: IncidentEntry, before: _Seen, formerly: tuple[str, ...]) -> Iterable[Change]:
        new = _reports(m for m in entry.members if m not in self.incident_of)
        for toll in tolls_of(entry):
            old = before.tolls.get(toll.outcome)
            if old is None or (old.low, old.best, old.high) != (toll.low, toll.best, toll.high):
                yield RevisedToll(
                    incident=entry.id, outcome=toll.outcome, before=old, after=toll, reports=new, formerly=formerly
                )
        for contest in entry.contested:
            if contest.field not in before.fields:
                yield NewContradiction(
                    incident=entry.id,
                    field=contest.field,
                    positions=contest.positions,
                    reports=new,
                    formerly=formerly,
                )


def _seen(entry: IncidentEntry) -> _Seen:
    tolls = {toll.outcome: toll for toll in tolls_of(entry)}
    return _Seen(tolls, frozenset(contest.field for contest in entry.contested))


def _reports(of: IncidentEntry | Iterable[Member]) -> tuple[str, ...]:
    members = of.members if isinstance(of, IncidentEntry) else of
    return tuple(sorted({member.report for member in members}))
