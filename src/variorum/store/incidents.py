"""The choosing of incidents: filters, orders, pages."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    Select,
    and_,
    column,
    false,
    func,
    or_,
    select,
    text,
)

from variorum.errors import CursorBad
from variorum.model.record import IncidentEntry
from variorum.store.database import Database, batches
from variorum.store.record import holds, named
from variorum.store.search import match
from variorum.store.tables import actors, case_words, incident_actors, incident_places, incidents, members
from variorum.store.values import IncidentFilter, IncidentOrder, Page
from variorum.store.words import phrases

ORDERS: dict[IncidentOrder, tuple[Column[Any], bool]] = {
    # The column, and whether the greatest comes first.
    "newest": (incidents.c.start, True),
    "oldest": (incidents.c.start, False),
    "killed": (incidents.c.killed_best, True),
    "injured": (incidents.c.injured_best, True),
    "origins": (incidents.c.origins, True),
}

_incident = msgspec.json.Decoder(IncidentEntry)
_cursor = msgspec.json.Decoder(tuple[IncidentOrder, date | int | None, str])


class Incidents(Database):
    """What the store does to find incidents."""

    def incident(self, incident: str) -> IncidentEntry | None:
        """Give the incident with this id."""
        with self.reading() as connection:
            entry = connection.scalar(select(incidents.c.entry).where(incidents.c.id == incident))
        return None if entry is None else _incident.decode(entry)

    def incident_ids(self, beginning: str, *, limit: int = 10) -> tuple[str, ...]:
        """Give the first ids that begin so, for one that was not typed to its end."""
        asked = select(incidents.c.id).where(incidents.c.id.startswith(beginning, autoescape=True))
        with self.reading() as connection:
            return tuple(connection.scalars(asked.order_by(incidents.c.id).limit(limit)))

    def incident_entries(self, ids: Iterable[str] | None = None) -> Iterator[IncidentEntry]:
        """Give all incidents, rejected ones too, or those of *ids* that there are, by id; a few at a time."""
        asked = select(incidents.c.id, incidents.c.entry).order_by(incidents.c.id)
        if ids is not None:
            for some in batches(sorted(set(ids))):
                with self.reading() as connection:
                    rows = connection.execute(asked.where(incidents.c.id.in_(some))).all()
                yield from (_incident.decode(row.entry) for row in rows)
            return
        last = ""
        while True:
            with self.reading() as connection:
                rows = connection.execute(asked.where(incidents.c.id > last).limit(200)).all()
            yield from (_incident.decode(row.entry) for row in rows)
            if not rows:
                return
            last = rows[-1].id

    def incidents(
        self,
        chosen: IncidentFilter | None = None,
        *,
        order: IncidentOrder = "newest",
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[IncidentEntry]:
        """
        Give a page of the incidents that are asked for.

        Raises:
            CursorBad: If *cursor* was not given out with a page of this order.
        """
        by, falling = ORDERS[order]
        where, values = _conditions(chosen or IncidentFilter(), "sqlite" if self.is_sqlite else "postgresql")
        asked = select(incidents.c.id, by.label("by"), incidents.c.entry).where(*where)
        if cursor is not None:
            asked = asked.where(_after(by, falling, *_mark(cursor, order)))
        asked = asked.order_by(by.is_(None), by.desc() if falling else by, incidents.c.id).limit(limit + 1)
        with self.reading(steady=True) as connection:
            rows = connection.execute(asked, values).all()
            total = connection.scalar(select(func.count()).select_from(incidents).where(*where), values)
        shown = rows[:limit]
        more = len(rows) > limit and shown
        return Page(
            entries=tuple(_incident.decode(row.entry) for row in shown),
            total=total or 0,
            cursor=_marked(order, shown[-1].by, shown[-1].id) if more else None,
        )


def _conditions(chosen: IncidentFilter, dialect: str) -> tuple[list[ColumnElement[bool]], dict[str, Any]]:
    """Give the conditions that *chosen* makes, and the values of those that are text of their own."""
    where: list[ColumnElement[bool]] = []
    values: dict[str, Any] = {}
    if chosen.since is not None:
        where.append(incidents.c.end >= chosen.since)
    if chosen.until is not None:
        where.append(incidents.c.start <= chosen.until)
    if chosen.place is not None:
        there = holds(incident_places.c.words, chosen.place)
        where.append(incidents.c.key.in_(select(incident_places.c.incident).where(there)))
    if chosen.country is not None:
        where.append(incidents.c.country == chosen.country.upper())
    if chosen.actor is not None:
        who = select(actors.c.id).where(actors.c.key.in_(named(chosen.actor)))
        involved = or_(incident_actors.c.actor == chosen.actor, incident_actors.c.actor.in_(who))
        where.append(incidents.c.key.in_(select(incident_actors.c.incident).where(involved)))
    if chosen.types:
        where.append(incidents.c.type.in_(chosen.types))
    if chosen.contested is not None:
        where.append(incidents.c.contested == chosen.contested)
    if chosen.rejected is not None:
        where.append(incidents.c.rejected == chosen.rejected)
    if chosen.text is not None:
        found, values = _holding(chosen.text, dialect)
        where.append(incidents.c.key.in_(found))
    return where, values


def _holding(query: str, dialect: str) -> tuple[Select[tuple[int]], dict[str, Any]]:
    """Ask for the keys of the incidents of which a report says the words of *query*."""
    same = and_(case_words.c.report == members.c.report, case_words.c.incident == members.c.mentioned)
    asked = select(members.c.incident).join_from(members, case_words, same)
    if not (wanted := phrases(query)):
        return asked.where(false()), {}
    condition, values = match(wanted, dialect)
    source = (
        f"SELECT rowid AS key FROM case_search WHERE case_search MATCH {condition}"  # noqa: S608 - values apart
        if dialect == "sqlite"
        else f"SELECT key FROM case_search WHERE words @@ {condition}"  # noqa: S608 - values apart
    )
    found = text(source).columns(column("key", Integer)).subquery()
    return asked.where(case_words.c.key.in_(select(found.c.key))), values


def _after(by: Column[Any], falling: bool, value: date | int | None, last: str) -> ColumnElement[bool]:
    """Say what comes after the incident *last*, whose value is *value*; those without a value come last."""
    beyond = incidents.c.id > last
    if value is None:
        return and_(by.is_(None), beyond)
    return or_(by < value if falling else by > value, and_(by == value, beyond), by.is_(None))


def _marked(order: IncidentOrder, value: date | int | None, last: str) -> str:
    return urlsafe_b64encode(msgspec.json.encode((order, value, last))).decode()


def _mark(cursor: str, order: IncidentOrder) -> tuple[date | int | None, str]:
    try:
        given_order, value, last = _cursor.decode(urlsafe_b64decode(cursor.encode("ascii")))
    except ValueError as error:  # of base64, of ASCII, of JSON and of its form
        raise CursorBad(cursor=cursor[:80]) from error
    dated = ORDERS[order][0] is incidents.c.start
    if given_order != order or not isinstance(value, (date if dated else int, type(None))):
        raise CursorBad(cursor=cursor[:80])
    return value, last
