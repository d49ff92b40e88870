"""FollowTheMoney: one row a value, whose data set is the report that it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha1

from variorum.exports.codes import Codes
from variorum.exports.context import Context
from variorum.exports.parts import Export, Ground, Table
from variorum.knowledge.names import fold
from variorum.model.account import ActorType
from variorum.model.record import ActorEntry, IncidentEntry, Record

COLUMNS: tuple[str, ...] = tuple(
    """
    id entity_id canonical_id schema prop prop_type dataset value lang original_value external first_seen last_seen
    """.split()
)

SCHEMATA: dict[ActorType, str] = {
    "state": "PublicBody",
    "government": "PublicBody",
    "military": "PublicBody",
    "police": "PublicBody",
    "intelligence": "PublicBody",
    "armed_group": "Organization",
    "political_party": "Organization",
    "intergovernmental": "PublicBody",
    "media": "Organization",
    "research": "Organization",
    "civilians": "LegalEntity",
    "person": "Person",
    "other": "LegalEntity",
}
"""What an actor is; people who are named together and things are legal entities, the widest that can be involved."""

_TYPES = {
    "name": "name",
    "alias": "name",
    "country": "country",
    "parent": "entity",
    "summary": "text",
    "startDate": "date",
    "endDate": "date",
    "date": "date",
    "location": "address",
    "organizer": "entity",
    "involved": "entity",
}
_LANGUAGES = frozenset({"name", "text", "address"})
_GROUPS = {"unknown": "people", "civilian": "civilians", "militant": "militants", "official": "officials"}
_ISO3 = {"en": "eng"}


class _Rows:
    """Statements, each once."""

    def __init__(self, context: Context, export: Export) -> None:
        self.context, self.export = context, export
        self.rows: dict[str, dict[str, object]] = {}

    def add(self, schema: str, entity: str, prop: str, value: str, reports: Iterable[str], words: str = "") -> None:
        """State a value in each of *reports*."""
        for report in reports:
            self._add(schema, entity, prop, value, report, words)

    def _add(self, schema: str, entity: str, prop: str, value: str, report: str, words: str) -> None:
        dataset = dataset_of(report)
        known = self.context.reports.get(report)
        kind = _TYPES[prop]
        seen = known.published.start.isoformat() if known and known.published.start else None
        lang = _ISO3.get(known.language) if known and kind in _LANGUAGES else None
        key = f"{dataset}.{entity}.{prop}.{value}" + (f"@{lang}" if lang else "")
        identifier = sha1(key.encode("utf-8", "replace"), usedforsecurity=False)
        self.rows.setdefault(
            identifier.hexdigest(),
            {
                "id": identifier.hexdigest(),
                "entity_id": entity,
                "canonical_id": entity,
                "schema": schema,
                "prop": prop,
                "prop_type": kind,
                "dataset": dataset,
                "value": value,
                "lang": lang,
                "original_value": words if words and words != value else None,
                "external": "false",
                "first_seen": seen,
                "last_seen": seen,
            },
        )


def make(record: Record, codes: Codes) -> Export:
    """Give the incidents as events and the actors as entities, with a statement for each value and report."""
    context, export = Context(record, codes), Export()
    found = _Rows(context, export)
    for entry in context.incidents:
        _event(context, entry, export, found)
    for actor in record.actors:
        _actor(actor, found)
    export.tables.append(Table(file="", columns=COLUMNS, rows=tuple(found.rows.values())))
    return export


def dataset_of(report: str) -> str:
    """Give a report's name as a data set: small letters, digits and underscores, and what tells it from others."""
    name = fold(report).replace(" ", "_").encode("ascii", "ignore").decode()[:60].strip("_")
    mark = sha1(report.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()[:8]
    return f"{name or 'report'}_{mark}"


def _event(context: Context, entry: IncidentEntry, export: Export, found: _Rows) -> None:
    place = context.place(entry)
    name = entry.type.replace("_", " ").capitalize() + (f", {place.name}" if place else "")

    def state(prop: str, value: str, basis: Iterable[Ground], policy: str, words: str = "") -> None:
        grounds = tuple(basis)
        found.add("Event", entry.id, prop, value, dict.fromkeys(g.report for g in grounds), words)
        export.trace(entry.id, prop, value, policy, grounds)

    state("name", name, context.told(entry, field="type"), "type and place")
    _when(context, entry, export, state)
    for where in entry.where:
        full = ", ".join(filter(None, (where.name, where.province if where.province != where.name else None)))
        state("location", full, context.told(entry, where.quote, "where"), "places named", where.quote or "")
        if where.country:
            state("country", where.country.lower(), context.told(entry, where.quote, "where"), "country of the place")
    for prop, field in (("organizer", "initiators"), ("involved", "targets")):
        for actor in getattr(entry, field):
            state(prop, actor, context.told(entry, field=field), field)
    for summary, ground in _claims(context, entry):
        found.add("Event", entry.id, "summary", summary, [ground.report])
        export.trace(entry.id, "summary", summary, "as said", [ground])
    for estimate in entry.estimates:
        if estimate.contested:
            what = f"{estimate.outcome} {estimate.group}: {estimate.low}, {estimate.best}, {estimate.high}"
            export.warn(entry.id, "summary", "a statement has no field for an estimate, its range or its contest", what)


def _when(context: Context, entry: IncidentEntry, export: Export, state: Callable[..., None]) -> None:
    days = context.days(entry.when)
    basis = context.told(entry, entry.when.quote, "when")
    if days is None:
        export.warn(entry.id, "date", "the date is not known")
    elif days[0] == days[1]:
        state("date", days[0].isoformat(), basis, entry.when.precision, entry.when.quote or "")
    else:
        # An event's start and end are when it went on; a day that is not known exactly has no other place.
        export.warn(entry.id, "startDate", "a time that is not known to the day is written as a start and an end")
        state("startDate", days[0].isoformat(), basis, entry.when.precision, entry.when.quote or "")
        state("endDate", days[1].isoformat(), basis, entry.when.precision, entry.when.quote or "")


def _claims(context: Context, entry: IncidentEntry) -> Iterator[tuple[str, Ground]]:
    """Say each claim in a sentence: who holds that how many came to what, in which words."""
    for estimate in entry.estimates:
        for basis in estimate.basis:
            number = f"{basis.low}" if basis.low == basis.high else f"{basis.low} to {basis.high}"
            number = f"{basis.low} or more" if basis.high is None else number
            speaker = context.name(basis.speaker) or "The report"
            verb = "denies" if basis.stance == "denies" else "says"
            group = _GROUPS.get(estimate.group, estimate.group.replace("_", " "))
            outcome = "killed or injured" if estimate.outcome == "casualty" else estimate.outcome
            said = f"{speaker} {verb}: {number} {group} {outcome} (“{basis.quote}”)"
            yield said, context.ground(basis)


def _actor(actor: ActorEntry, found: _Rows) -> None:
    schema, reports = SCHEMATA[actor.type], sorted({report for report, _ in actor.members})
    found.add(schema, actor.id, "name", actor.name, reports)
    for alias in actor.aliases:
        if alias != actor.name:
            found.add(schema, actor.id, "alias", alias, reports)
    if actor.country:
        found.add(schema, actor.id, "country", actor.country.lower(), reports)
    if actor.parent and schema != "Person":
        found.add(schema, actor.id, "parent", actor.parent, reports)
