"""The record: what collation made of all accounts. All of it can be dropped and made again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, Table, delete, false, insert, or_, select

from variorum.model.record import (
    ActorEntry,
    Forecast,
    IncidentEntry,
    LinkEntry,
    Member,
    StatementEntry,
    StatisticEntry,
)
from variorum.store.database import Database, batches
from variorum.store.linking import report_keys
from variorum.store.search import index_words
from variorum.store.tables import (
    accounts,
    actor_members,
    actor_names,
    actors,
    case_keys,
    forecasts,
    incident_actors,
    incident_places,
    incidents,
    links,
    members,
    pairs,
    reports,
    statements,
    statistics,
    undated,
)
from variorum.store.values import StatementFilter
from variorum.store.words import folded, storable

MAX_WORDS = 200
"""Characters of a name that are compared; an index takes no longer ones."""

MAX_COUNT = 2**31 - 1
"""The largest figure by which incidents are sorted; the entry has the figure itself."""

T = TypeVar("T")
Entry = TypeVar("Entry", StatisticEntry, StatementEntry, Forecast)

_encode = msgspec.json.Encoder().encode
_actor = msgspec.json.Decoder(ActorEntry)
_link = msgspec.json.Decoder(LinkEntry)
_statistic = msgspec.json.Decoder(StatisticEntry)
_statement = msgspec.json.Decoder(StatementEntry)
_forecast = msgspec.json.Decoder(Forecast)


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
            _drop(connection, incidents, incidents.c.id, removed)
            for batch in batches(entries):
                made = connection.scalars(
                    insert(incidents).returning(incidents.c.key, sort_by_parameter_order=True),
                    [_incident_row(entry) for entry in batch],
                ).all()
                known = report_keys(connection, (member.report for entry in batch for member in entry.members))
                keyed = list(zip(made, batch, strict=True))
                _insert(
                    connection,
                    members,
                    (
                        {"incident": key, "report": known[member.report], "mentioned": member.incident}
                        for key, entry in keyed
                        for member in entry.members
                    ),
                )
                _insert(
                    connection,
                    incident_actors,
                    (
                        {"incident": key, "actor": actor, "role": role}
                        for key, entry in keyed
                        for role, some in (("initiator", entry.initiators), ("target", entry.targets))
                        for actor in dict.fromkeys(some)
                    ),
                )
                _insert(
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

    def replace_actors(self, removed: Iterable[str] | None, entries: Iterable[ActorEntry]) -> None:
        """
        Drop the actors with the ids *removed* and add *entries*; an actor of an account may be one actor only.

        Raises:
            LookupError: If a member is of a report that has not been added.
        """
        with self.writing() as connection:
            _drop(connection, actors, actors.c.id, removed)
            for batch in batches(entries):
                rows = [
                    {
                        "id": entry.id,
                        "name": storable(entry.name),
                        "type": entry.type,
                        "country": entry.country,
                        "entry": _encode(entry),
                    }
                    for entry in batch
                ]
                made = connection.scalars(
                    insert(actors).returning(actors.c.key, sort_by_parameter_order=True), rows
                ).all()
                known = report_keys(connection, (report for entry in batch for report, _ in entry.members))
                keyed = list(zip(made, batch, strict=True))
                _insert(
                    connection,
                    actor_members,
                    (
                        {"actor": key, "report": known[report], "mentioned": mentioned}
                        for key, entry in keyed
                        for report, mentioned in entry.members
                    ),
                )
                _insert(
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
            if removed is None:
                connection.execute(delete(links))
            else:
                for some in batches(removed):
                    connection.execute(delete(links).where(or_(links.c.source.in_(some), links.c.target.in_(some))))
            _insert(
                connection,
                links,
                (
                    {"source": entry.from_, "target": entry.to, "type": entry.type, "entry": _encode(entry)}
                    for entry in entries
                ),
            )

    def replace_statistics(self, removed: Iterable[str] | None, entries: Iterable[StatisticEntry]) -> None:
        """Drop the statistics of the reports with the ids *removed* and add *entries*."""
        with self.writing() as connection:
            _drop_of_reports(connection, statistics, removed)
            for batch in batches(entries):
                known = report_keys(connection, (entry.report for entry in batch))
                _insert(
                    connection,
                    statistics,
                    (
                        {
                            "report": known[entry.report],
                            "position": entry.start,
                            "measure": storable(entry.measure),
                            "speaker": entry.speaker,
                            "start": entry.period and entry.period.start,
                            "end": entry.period and entry.period.end,
                            "flagged": bool(entry.flags),
                            "entry": _encode(entry),
                        }
                        for entry in batch
                    ),
                )

    def replace_statements(self, removed: Iterable[str] | None, entries: Iterable[StatementEntry]) -> None:
        """Drop the statements of the reports with the ids *removed* and add *entries*."""
        with self.writing() as connection:
            _drop_of_reports(connection, statements, removed)
            for batch in batches(entries):
                known = report_keys(connection, (entry.report for entry in batch))
                rows = [
                    {
                        "report": known[entry.report],
                        "position": entry.start,
                        "speaker": entry.speaker,
                        "stance": entry.stance,
                        "incident": entry.incident,
                        "said_on": entry.said_on,
                        "quote": storable(entry.quote),
                        "entry": _encode(entry),
                    }
                    for entry in batch
                ]
                made = connection.scalars(
                    insert(statements).returning(statements.c.key, sort_by_parameter_order=True), rows
                ).all()
                index_words(connection, "statement_search", zip(made, (entry.quote for entry in batch), strict=True))

    def replace_forecasts(self, removed: Iterable[str] | None, entries: Iterable[Forecast]) -> None:
        """Drop the forecasts of the reports with the ids *removed* and add *entries*."""
        with self.writing() as connection:
            _drop_of_reports(connection, forecasts, removed)
            for batch in batches(entries):
                known = report_keys(connection, (entry.statement.report for entry in batch))
                _insert(
                    connection,
                    forecasts,
                    (
                        {
                            "report": known[entry.statement.report],
                            "position": entry.statement.start,
                            "speaker": entry.statement.speaker,
                            "said": entry.said.start,
                            "start": entry.horizon and entry.horizon.start,
                            "end": entry.horizon and entry.horizon.end,
                            "entry": _encode(entry),
                        }
                        for entry in batch
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
            return tuple(self._decoded(asked, _actor))
        parts = (asked.where(actors.c.id.in_(some)) for some in batches(sorted(set(ids))))
        found = [entry for part in parts for entry in self._decoded(part, _actor)]
        return tuple(sorted(found, key=lambda entry: (entry.name, entry.id)))

    def links(self, incident: str | None = None) -> tuple[LinkEntry, ...]:
        """Give the links, or those from or to *incident*."""
        asked = select(links.c.entry).order_by(links.c.source, links.c.target, links.c.type, links.c.entry)
        if incident is not None:
            asked = asked.where(or_(links.c.source == incident, links.c.target == incident))
        return tuple(self._decoded(asked, _link))

    def statistics(self, report: str | None = None, *, flagged: bool | None = None) -> Iterator[StatisticEntry]:
        """Give the statistics, or those of *report*, or those on which something does (not) fit; as they are told."""
        asked = _as_told(statistics, report)
        if flagged is not None:
            asked = asked.where(statistics.c.flagged == flagged)
        return self._decoded(asked, _statistic)

    def statements(self, chosen: StatementFilter | None = None) -> Iterator[StatementEntry]:
        """Give the statements that are asked for, by report and as they are told."""
        chosen = chosen or StatementFilter()
        asked = _as_told(statements, chosen.report)
        for name in ("speaker", "stance", "incident"):
            if (value := getattr(chosen, name)) is not None:
                asked = asked.where(statements.c[name] == value)
        return self._decoded(asked, _statement)

    def forecasts(self, report: str | None = None, *, speaker: str | None = None) -> Iterator[Forecast]:
        """Give the forecasts, or those of *report* or *speaker*, by report and as they are told."""
        asked = _as_told(forecasts, report)
        if speaker is not None:
            asked = asked.where(forecasts.c.speaker == speaker)
        return self._decoded(asked, _forecast)

    def _decoded(self, asked: Select[Any], decoder: msgspec.json.Decoder[T]) -> Iterator[T]:
        """Run *asked*, whose first column is an entry; the rows are fetched at once, and decoded one by one."""
        with self.reading() as connection:
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


def _as_told(table: Table, report: str | None) -> Select[Any]:
    asked = select(table.c.entry).join_from(table, reports)
    asked = asked.order_by(reports.c.id, table.c.position, table.c.entry)
    return asked if report is None else asked.where(reports.c.id == report)


def _drop(connection: Connection, table: Table, column: ColumnElement[str], removed: Iterable[str] | None) -> None:
    if removed is None:
        connection.execute(delete(table))
        return
    for some in batches(removed):
        connection.execute(delete(table).where(column.in_(some)))


def _drop_of_reports(connection: Connection, table: Table, removed: Iterable[str] | None) -> None:
    if removed is None:
        connection.execute(delete(table))
        return
    for some in batches(removed):
        keys = select(reports.c.key).where(reports.c.id.in_(some))
        connection.execute(delete(table).where(table.c.report.in_(keys)))


def _insert(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    for batch in batches(rows, 5000):
        connection.execute(insert(table), batch)


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
        "entry": _encode(entry),
    }
    for outcome in ("killed", "injured"):
        row[f"{outcome}_low"], row[f"{outcome}_best"], row[f"{outcome}_high"] = _total(entry, outcome)
    return row


def _total(entry: IncidentEntry, outcome: str) -> tuple[int | None, int | None, int | None]:
    """
    Give low, best and high of an outcome over all groups, for sorting alone; None where it is not told or open.

    Groups add up; a figure for people of no stated group may be their sum, so the greater of the two counts.
    """
    told = [estimate for estimate in entry.estimates if estimate.outcome == outcome]

    def over_groups(bound: str) -> int | None:
        whole: list[int | None] = [getattr(estimate, bound) for estimate in told if estimate.group == "unknown"]
        parts: list[int | None] = [getattr(estimate, bound) for estimate in told if estimate.group != "unknown"]
        if not told or None in whole or None in parts:
            return None
        return min(max(sum(filter(None, whole)), sum(filter(None, parts))), MAX_COUNT)

    return over_groups("low"), over_groups("best"), over_groups("high")
