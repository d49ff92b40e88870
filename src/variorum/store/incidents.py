"""The choosing of incidents: filters, orders, pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Column, Connection, func, select

from variorum.model.record import IncidentEntry
from variorum.store.choosing import chooses_all
from variorum.store.cursors import Whole, marked, taken
from variorum.store.database import batches
from variorum.store.filtering import Filtering
from variorum.store.ordering import in_order
from variorum.store.running import number_of
from variorum.store.tables import incident_entries, incidents
from variorum.store.values import IncidentFilter, IncidentOrder, Page

ORDERS: dict[IncidentOrder, tuple[Column[Any], bool]] = {
    # The column, and whether the greatest comes first.
    "newest": (incidents.c.start, True),
    "oldest": (incidents.c.start, False),
    "killed": (incidents.c.killed_best, True),
    "injured": (incidents.c.injured_best, True),
    "origins": (incidents.c.origins, True),
}

_ENTRY = select(incident_entries.c.entry).join(incidents)

_incident = msgspec.json.Decoder(IncidentEntry)


class Incidents(Filtering):
    """What the store does to find incidents."""

    def incident(self, incident: str) -> IncidentEntry | None:
        """Give the incident with this id."""
        with self.reading() as connection:
            entry = connection.scalar(_ENTRY.where(incidents.c.id == incident))
        return None if entry is None else _incident.decode(entry)

    def incident_ids(self, beginning: str, *, limit: int = 10) -> tuple[str, ...]:
        """Give the first ids that begin so, for one that was not typed to its end."""
        asked = select(incidents.c.id).where(incidents.c.id.startswith(beginning, autoescape=True))
        with self.reading() as connection:
            return tuple(connection.scalars(asked.order_by(incidents.c.id).limit(limit)))

    def incident_entries(self, ids: Iterable[str] | None = None) -> Iterator[IncidentEntry]:
        """Give all incidents, rejected ones too, or those of *ids* that there are, by id; a few at a time."""
        asked = select(incidents.c.id, incident_entries.c.entry).join(incident_entries).order_by(incidents.c.id)
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
        count: bool = True,
    ) -> Page[IncidentEntry]:
        """
        Give a page of the incidents that are asked for; where they are not to be *count*ed, its total is 0.

        Raises:
            CursorBad: If *cursor* was not given out with a page of this order.
        """
        by, falling = ORDERS[order]
        where, values = self.conditions(chosen, page=limit)
        # The entries are fetched apart: sorting would carry all of them along.
        asked = select(incidents.c.key, incidents.c.id, by.label("by")).where(*where)
        kind = tuple[date | None, str] if by is incidents.c.start else tuple[Whole | None, str]
        after = taken(cursor, order, kind) if cursor is not None else None
        with self.reading(steady=True) as connection:
            rows = in_order(
                connection,
                asked,
                asked.where(by.is_(None)),
                by=by,
                falling=falling,
                then=(incidents.c.id, incidents.c.id),
                after=after,
                limit=limit + 1,
                values=values,
            )
            keys = [row.key for row in rows[:limit]]
            found = connection.execute(select(incident_entries).where(incident_entries.c.incident.in_(keys)))
            entries = {row.incident: row.entry for row in found}
            total = self.kept(("incidents", chosen), lambda: self._number(connection, chosen)) if count else 0
        shown = rows[:limit]
        more = len(rows) > limit and shown
        return Page(
            entries=tuple(_incident.decode(entries[row.key]) for row in shown),
            total=total,
            cursor=marked(order, (shown[-1].by, shown[-1].id)) if more else None,
        )

    def _number(self, connection: Connection, chosen: IncidentFilter | None) -> int:
        if chooses_all(chosen):
            return number_of(connection, "incidents")
        where, values = self.conditions(chosen)
        return connection.scalar(select(func.count()).select_from(incidents).where(*where), values) or 0
