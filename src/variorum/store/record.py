"""The record: what collation made of all accounts. All of it can be dropped and made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, Table, delete, false, or_, select

from variorum.model.account import Outcome
from variorum.model.record import (
    ActorEntry,
    IncidentEntry,
    LinkEntry,
    Member,
)
from variorum.model.tolls import Toll, tolls_of
from variorum.store.database import Database, batches
from variorum.store.grid import cell_of
from variorum.store.linking import report_keys
from variorum.store.rows import AT_ONCE, add_rows, add_tuples, take_keys
from variorum.store.running import Running, count_claims, count_incidents, forget_incidents, recount
from variorum.store.tables import (
    accounts,
    actor_members,
    actor_names,
    actors,
    case_keys,
    forecasts,
    incident_actors,
    incident_entries,
    incident_places,
    incident_tolls,
    incidents,
    links,
    members,
    pairs,
    reports,
    statements,
    statistics,
    undated,
)
from variorum.store.versions import note_change
from variorum.store.words import folded, storable

MAX_WORDS = 200
"""Characters of a name that are compared; an index takes no longer ones."""

MAX_COUNT = 2**31 - 1
"""The largest figure by which incidents are sorted; the entry has the figure itself."""

SORTED: tuple[Outcome, ...] = ("killed", "injured")
"""The outcomes by which incidents are sorted."""

T = TypeVar("T")

_encode = msgspec.json.Encoder().encode
_actor = msgspec.json.Decoder(ActorEntry)
_incident = msgspec.json.Decoder(IncidentEntry)
_link = msgspec.json.Decoder(LinkEntry)


class Record(Database):
    """
    What the store does with the record's parts, but for the choosing of incidents.

    Each ``replace`` drops some and adds others in one step; None drops all. Several of them make one whole inside of
    `transaction`.
    """

    def clear_record(self) -> None:
        """
        Drop the record with all that linking and dating left, and count every account as uncollated.

        The accounts stay as they are: those made with an inferred date as well.
        """
        with self.writing() as connection:
            note_change(connection)
            for table in (forecasts, statements, statistics, links, incidents, actors, pairs, case_keys, undated):
                connection.execute(delete(table))
            connection.execute(accounts.update().values(collated=False))
            recount(connection)

    def replace_incidents(self, removed: Iterable[str] | None, entries: Iterable[IncidentEntry]) -> None:
        """
        Drop the incidents with the ids *removed* and add *entries*; a case may be in one incident only.

        Raises:
            LookupError: If a member is of a report that has not been added.
        """
        with self.writing() as connection:
            note_change(connection)
            running = Running()
            _drop_incidents(connection, running, removed)
            for batch in batches(entries, AT_ONCE):
                _add_incidents(connection, running, batch)
            running.write(connection)

    def derive(self) -> None:
        """Write again the rows and counts that follow from others, for tables that have come to hold more."""
        with self.transaction(), self.writing() as connection:
            note_change(connection)
            asked = select(incidents.c.id, incident_entries.c.entry).join(incident_entries).order_by(incidents.c.id)
            last = ""
            while rows := connection.execute(asked.where(incidents.c.id > last).limit(AT_ONCE)).all():
                connection.execute(delete(incidents).where(incidents.c.id >= rows[0].id, incidents.c.id <= rows[-1].id))
                _add_incidents(connection, Running(), [_incident.decode(row.entry) for row in rows])
                last = rows[-1].id
            recount(connection)

    def replace_actors(self, removed: Iterable[str] | None, entries: Iterable[ActorEntry]) -> None:
        """
        Drop the actors with the ids *removed* and add *entries*; an actor of an account may be one actor only.

        Raises:
            LookupError: If a member is of a report that has not been added.
        """
        with self.writing() as connection:
            note_change(connection)
            _drop(connection, actors, actors.c.id, removed)
            for batch in batches(entries):
                made = take_keys(connection, actors, len(batch))
                rows = [
                    {
                        "key": key,
                        "id": entry.id,
                        "name": storable(entry.name),
                        "type": entry.type,
                        "country": entry.country,
                        "entry": _encode(entry),
                    }
                    for key, entry in zip(made, batch, strict=True)
                ]
                add_rows(connection, actors, rows)
                known = report_keys(connection, (report for entry in batch for report, _ in entry.members))
                keyed = list(zip(made, batch, strict=True))
                add_rows(
                    connection,
                    actor_members,
                    (
                        {"actor": key, "report": known[report], "mentioned": mentioned}
                        for key, entry in keyed
                        for report, mentioned in entry.members
                    ),
                )
                add_rows(
                    connection,
                    actor_names,
                    (
                        {"actor": key, "name": name}
                        for key, entry in keyed
                        for name in sorted({_compared(name) for name in (entry.name, *entry.aliases)})
                    ),
                )

    def replace_links(self, removed: Iterable[str] | None, entries: Iterable[LinkEntry]) -> None:
        """Drop the links from or to the incidents *removed* and add *entries*."""
        with self.writing() as connection:
            note_change(connection)
            running = Running()
            if removed is None:
                running.rows(links, -connection.execute(delete(links)).rowcount)
            else:
                for some in batches(removed):
                    mine = or_(links.c.source.in_(some), links.c.target.in_(some))
                    running.rows(links, -connection.execute(delete(links).where(mine)).rowcount)
            rows = (
                {"source": entry.from_, "target": entry.to, "type": entry.type, "entry": _encode(entry)}
                for entry in entries
            )
            running.rows(links, add_rows(connection, links, rows))
            running.write(connection)

    def incidents_of(self, ids: Iterable[str]) -> dict[Member, str]:
        """Give the id of the incident that each case of the reports *ids* is in."""
        found = {}
        for some in batches(sorted(set(ids))):
            asked = select(reports.c.id, members.c.mentioned, incidents.c.id).join_from(members, reports)
            asked = asked.join(incidents).where(reports.c.id.in_(some)).order_by(reports.c.id, members.c.mentioned)
            with self.reading() as connection:
                for report, mentioned, incident in connection.execute(asked):
                    found[Member(report=report, incident=mentioned)] = incident
        return found

    def actors_of(self, ids: Iterable[str]) -> dict[tuple[str, str], str]:
        """Give the record's id of each actor of the reports *ids*, by (report id, actor id of its account)."""
        found = {}
        for some in batches(sorted(set(ids))):
            asked = select(reports.c.id, actor_members.c.mentioned, actors.c.id).join_from(actor_members, reports)
            asked = asked.join(actors).where(reports.c.id.in_(some))
            with self.reading() as connection:
                for report, mentioned, actor in connection.execute(asked):
                    found[report, mentioned] = actor
        return dict(sorted(found.items()))

    def actor(self, actor: str) -> ActorEntry | None:
        """Give the actor with this id."""
        with self.reading() as connection:
            entry = connection.scalar(select(actors.c.entry).where(actors.c.id == actor))
        return None if entry is None else _actor.decode(entry)

    def actors(
        self,
        *,
        ids: Iterable[str] | None = None,
        name: str | None = None,
        type: str | None = None,  # noqa: A002
    ) -> tuple[ActorEntry, ...]:
        """Give the actors, or those with these ids, whole words of a name or alias, or this type; by name."""
        asked = select(actors.c.entry).order_by(actors.c.name, actors.c.id)
        if name is not None:
            asked = asked.where(actors.c.key.in_(named(name)))
        if type is not None:
            asked = asked.where(actors.c.type == type)
        if ids is None:
            return tuple(decoded(self, asked, _actor))
        parts = (asked.where(actors.c.id.in_(some)) for some in batches(sorted(set(ids))))
        found = [entry for part in parts for entry in decoded(self, part, _actor)]
        return tuple(sorted(found, key=lambda entry: (entry.name, entry.id)))

    def links(self, incident: str | None = None) -> tuple[LinkEntry, ...]:
        """Give the links, or those from or to *incident*."""
        asked = select(links.c.entry).order_by(links.c.source, links.c.target, links.c.type, links.c.entry)
        if incident is not None:
            asked = asked.where(or_(links.c.source == incident, links.c.target == incident))
        return tuple(decoded(self, asked, _link))


def decoded(database: Database, asked: Select[Any], decoder: msgspec.json.Decoder[T]) -> Iterator[T]:
    """Run *asked*, whose first column is an entry; the rows are fetched at once, and decoded one by one."""
    with database.reading() as connection:
        rows = connection.execute(asked).all()
    return (decoder.decode(row[0]) for row in rows)


def named(name: str) -> Select[tuple[int]]:
    """Ask for the keys of the actors that have whole words of *name* in a name."""
    return select(actor_names.c.actor).where(holds(actor_names.c.name, name))


def holds(column: ColumnElement[str], words: str) -> ColumnElement[bool]:
    """Ask whether a column of folded names has *words* as whole words; what has no word is in none."""
    wanted = folded(words)
    return column.contains(wanted, autoescape=True) if wanted.strip() else false()


def _compared(name: str) -> str:
    return folded(name)[:MAX_WORDS]


def _drop(connection: Connection, table: Table, column: ColumnElement[str], removed: Iterable[str] | None) -> None:
    if removed is None:
        connection.execute(delete(table))
        return
    for some in batches(removed):
        connection.execute(delete(table).where(column.in_(some)))


def _drop_incidents(connection: Connection, running: Running, removed: Iterable[str] | None) -> None:
    if removed is None:
        connection.execute(delete(incidents))
        forget_incidents(connection)
        return
    for some in batches(removed):
        mine = select(incidents.c.key).where(incidents.c.id.in_(some)).order_by(incidents.c.key)
        keys = connection.scalars(mine).all()
        if keys:
            count_incidents(connection, running, -1, keys)
            connection.execute(delete(incidents).where(incidents.c.key.in_(keys)))


def _add_incidents(connection: Connection, running: Running, entries: Sequence[IncidentEntry]) -> None:
    made = take_keys(connection, incidents, len(entries))
    known = report_keys(connection, (member.report for entry in entries for member in entry.members))
    rows: list[dict[str, Any]] = []
    mine: list[Any]
    kept: list[tuple[Any, ...]] = []
    cases: list[tuple[Any, ...]] = []
    parties: list[tuple[Any, ...]] = []
    tolls: list[tuple[Any, ...]] = []
    places: list[tuple[Any, ...]] = []
    for key, entry in zip(made, entries, strict=True):
        told = tolls_of(entry)
        row = _incident_row(key, entry, told)
        roles = [
            (actor, role)
            for role, some in (("initiator", entry.initiators), ("target", entry.targets))
            for actor in dict.fromkeys(some)
        ]
        mine = [(t.outcome, _sorted_by(t.low), _sorted_by(t.best), _sorted_by(t.high)) for t in told]
        running.incident(1, row, mine, roles)
        rows.append(row)
        kept.append((key, _encode(entry)))
        cases += [(known[member.report], member.incident, key) for member in entry.members]
        parties += [(key, actor, role) for actor, role in roles]
        tolls += [(key, *toll) for toll in mine]
        names = {name for place in entry.where for name in (place.name, place.province) if name}
        places += [(key, words) for words in sorted(set(map(_compared, names)))]
    add_rows(connection, incidents, rows)
    for table, lines in (
        (incident_entries, kept),
        (members, cases),
        (incident_actors, parties),
        (incident_tolls, tolls),
        (incident_places, places),
    ):
        add_tuples(connection, table, lines)
    if made:
        count_claims(connection, running, 1, lambda asked: asked.where(incidents.c.key.between(made[0], made[-1])))


def _incident_row(key: int, entry: IncidentEntry, told: Iterable[Toll]) -> dict[str, Any]:
    place = entry.where[0] if entry.where else None
    row: dict[str, Any] = {
        "key": key,
        "id": entry.id,
        "type": entry.type,
        "certainty": entry.certainty,
        "start": entry.when.start,
        "end": entry.when.end or entry.when.start,
        "latitude": place and place.latitude,
        "longitude": place and place.longitude,
        "country": place and place.country,
        "province": place and place.province and storable(place.province),
        "contested": bool(entry.contested),
        "rejected": entry.rejected,
        "origins": len(entry.origins),
        "place": place and storable(place.name),
        "level": place and place.level,
        "radius_km": place and place.radius_km,
        "precision": entry.when.precision,
        "confidence": entry.confidence,
        "cell": None,
    }
    if place is not None and place.latitude is not None and place.longitude is not None:
        row["cell"] = cell_of(place.latitude, place.longitude, place.level)
    tolls = {toll.outcome: toll for toll in told}
    for outcome, bound in product(SORTED, ("low", "best", "high")):
        row[f"{outcome}_{bound}"] = _sorted_by(getattr(tolls.get(outcome), bound, None))
    return row


def _sorted_by(figure: int | None) -> int | None:
    return None if figure is None else min(figure, MAX_COUNT)
