"""The record: what collation made of all accounts. All of it can be dropped and made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
from variorum.model.tolls import tolls_of
from variorum.store.database import Database, batches
from variorum.store.linking import report_keys
from variorum.store.rows import add_rows, take_keys
from variorum.store.tables import (
    accounts,
    actor_members,
    actor_names,
    actors,
    case_keys,
    forecasts,
    incident_actors,
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

    def replace_incidents(self, removed: Iterable[str] | None, entries: Iterable[IncidentEntry]) -> None:
        """
        Drop the incidents with the ids *removed* and add *entries*; a case may be in one incident only.

        Raises:
            LookupError: If a member is of a report that has not been added.
        """
        with self.writing() as connection:
            note_change(connection)
            _drop(connection, incidents, incidents.c.id, removed)
            for batch in batches(entries):
                made = take_keys(connection, incidents, len(batch))
                rows = ({"key": key, **_incident_row(entry)} for key, entry in zip(made, batch, strict=True))
                add_rows(connection, incidents, rows)
                known = report_keys(connection, (member.report for entry in batch for member in entry.members))
                keyed = list(zip(made, batch, strict=True))
                add_rows(
                    connection,
                    members,
                    (
                        {"incident": key, "report": known[member.report], "mentioned": member.incident}
                        for key, entry in keyed
                        for member in entry.members
                    ),
                )
                add_rows(
                    connection,
                    incident_actors,
                    (
                        {"incident": key, "actor": actor, "role": role}
                        for key, entry in keyed
                        for role, some in (("initiator", entry.initiators), ("target", entry.targets))
                        for actor in dict.fromkeys(some)
                    ),
                )
                add_rows(
                    connection,
                    incident_tolls,
                    (
                        {
                            "incident": key,
                            "outcome": toll.outcome,
                            "low": _sorted_by(toll.low),
                            "best": _sorted_by(toll.best),
                            "high": _sorted_by(toll.high),
                        }
                        for key, entry in keyed
                        for toll in tolls_of(entry)
                    ),
                )
                add_rows(
                    connection,
                    incident_places,
                    (
                        {"incident": key, "words": words}
                        for key, entry in keyed
                        for words in sorted(
                            {_compared(name) for place in entry.where for name in (place.name, place.province) if name}
                        )
                    ),
                )

    def derive_incidents(self) -> None:
        """Write again the rows that follow from the entries of incidents, for tables that have come to hold more."""
        with self.transaction(), self.writing() as connection:
            entries = connection.scalars(select(incidents.c.entry).order_by(incidents.c.id)).all()
            self.replace_incidents(None, map(_incident.decode, entries))

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
            if removed is None:
                connection.execute(delete(links))
            else:
                for some in batches(removed):
                    connection.execute(delete(links).where(or_(links.c.source.in_(some), links.c.target.in_(some))))
            add_rows(
                connection,
                links,
                (
                    {"source": entry.from_, "target": entry.to, "type": entry.type, "entry": _encode(entry)}
                    for entry in entries
                ),
            )

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


def _incident_row(entry: IncidentEntry) -> dict[str, Any]:
    place = entry.where[0] if entry.where else None
    row: dict[str, Any] = {
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
        "entry": _encode(entry),
    }
    tolls = {toll.outcome: toll for toll in tolls_of(entry)}
    for outcome, bound in product(SORTED, ("low", "best", "high")):
        row[f"{outcome}_{bound}"] = _sorted_by(getattr(tolls.get(outcome), bound, None))
    return row


def _sorted_by(figure: int | None) -> int | None:
    return None if figure is None else min(figure, MAX_COUNT)
