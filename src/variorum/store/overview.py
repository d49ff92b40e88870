"""Incidents counted and added up: for maps, timelines, and what filters can be set to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, get_args

import msgspec
from sqlalchemy import BigInteger, ColumnElement, Connection, Row, Select, case, cast, func, select

from variorum.model.account import Outcome
from variorum.store.choosing import chooses_all, conditions
from variorum.store.running import counted, most, number_of
from variorum.store.tables import incident_actors, incident_tolls, incidents, toll_counts
from variorum.store.values import IncidentFilter, Point, Sum, Totals
from variorum.store.versions import Versions

Facet = Literal["type", "country", "province", "outcome", "actor"]

ROW = (
    "id type start end precision latitude longitude radius_km level place contested origins "
    "killed_low killed_best killed_high injured_low injured_best injured_high"
)
OWN_FILTER: dict[Facet, str] = {
    "type": "types",
    "country": "countries",
    "province": "province",
    "outcome": "outcomes",
    "actor": "actor",
}


class Overview(Versions):
    """What the store does to count incidents; nothing of them is read but what is asked for."""

    def points(self, chosen: IncidentFilter | None = None, *, limit: int) -> tuple[Point, ...]:
        """Give what a map needs of the incidents that are asked for, by id; *limit* of them at the most."""
        where, values = self._where(chosen)
        asked = select(*(incidents.c[name] for name in ROW.split())).where(*where).order_by(incidents.c.id).limit(limit)
        with self.reading() as connection:
            return tuple(map(_point, connection.execute(asked, values)))

    def totals(self, chosen: IncidentFilter | None = None) -> Totals:
        """Count the incidents that are asked for and add up their tolls."""
        return self.kept(("totals", chosen), lambda: self._totals(chosen))

    def _totals(self, chosen: IncidentFilter | None) -> Totals:
        if chooses_all(chosen):
            return self._all_totals()
        where, values = self._where(chosen)
        counted = select(
            func.count().label("incidents"),
            _number(incidents.c.contested).label("contested"),
            _number(incidents.c.start.is_(None)).label("undated"),
            _number(incidents.c.latitude.is_(None)).label("unplaced"),
        ).where(*where)
        low, best, high = (incident_tolls.c[bound] for bound in ("low", "best", "high"))
        added = select(
            incident_tolls.c.outcome,
            func.count().label("incidents"),
            *(cast(func.sum(bound), BigInteger).label(bound.name) for bound in (low, best)),
            cast(func.sum(func.coalesce(high, best)), BigInteger).label("high"),
            _number(high.is_(None)).label("open"),
        ).join_from(incident_tolls, incidents)
        with self.reading(steady=True) as connection:
            row = connection.execute(counted, values).one()
            sums = connection.execute(added.where(*where).group_by(incident_tolls.c.outcome), values).all()
        return Totals(**row._mapping, tolls=_in_order(Sum(**some._mapping) for some in sums))

    def _all_totals(self) -> Totals:
        columns = (toll_counts.c[name] for name in ("outcome", "low", "best", "high", "open"))
        with self.reading(steady=True) as connection:
            known = counted(connection, "incidents").get("")
            sums = connection.execute(select(*columns, toll_counts.c.number.label("incidents"))).all()
            return Totals(
                incidents=known.number if known else 0,
                contested=known.contested if known else 0,
                undated=number_of(connection, "undated"),
                unplaced=number_of(connection, "unplaced"),
                tolls=_in_order(Sum(**some._mapping) for some in sums),
            )

    def days(self, chosen: IncidentFilter | None = None) -> tuple[date, date] | None:
        """Give the first and the last day of the incidents that are asked for."""
        return self.kept(("days", chosen), lambda: self._days(chosen))

    def _days(self, chosen: IncidentFilter | None) -> tuple[date, date] | None:
        where, values = self._where(chosen)
        # Each by itself: an index gives one end of it at once.
        ends = func.min(incidents.c.start), func.max(incidents.c.end)
        with self.reading() as connection:
            asked = select(*(select(end).where(*where).scalar_subquery() for end in ends))
            first, last = connection.execute(asked, values).one()
        return None if first is None else (first, last)

    def facet(self, name: Facet, chosen: IncidentFilter | None = None, *, limit: int) -> tuple[tuple[str, int], ...]:
        """
        Give the values that a filter can take and how many incidents each would leave, the most first.

        What *chosen* has for this filter itself counts for nothing.
        """
        return self.kept(("facet", name, chosen, limit), lambda: self._facet(name, chosen, limit))

    def _facet(self, name: Facet, chosen: IncidentFilter | None, limit: int) -> tuple[tuple[str, int], ...]:
        cleared: Any = None if name in {"province", "actor"} else ()
        chosen = msgspec.structs.replace(chosen or IncidentFilter(), **{OWN_FILTER[name]: cleared})
        if chooses_all(chosen):
            with self.reading() as connection:
                return tuple(_all_of(connection, name, limit))
        where, values = self._where(chosen)
        column, asked = _counted(name)
        asked = asked.where(column.is_not(None), *where).group_by(column)
        with self.reading() as connection:
            ordered = asked.order_by(asked.selected_columns[1].desc(), column).limit(limit)
            rows: list[Any] = [*connection.execute(ordered, values)]
            return tuple((str(row[0]), int(row[1])) for row in rows)

    def _where(self, chosen: IncidentFilter | None) -> tuple[list[ColumnElement[bool]], dict[str, Any]]:
        return conditions(chosen or IncidentFilter(), self.engine.dialect.name)


def _in_order(sums: Iterable[Sum]) -> tuple[Sum, ...]:
    order = get_args(Outcome)
    return tuple(sorted(sums, key=lambda some: order.index(some.outcome)))


def _all_of(connection: Connection, name: Facet, limit: int) -> list[tuple[str, int]]:
    if name != "outcome":
        return most(connection, name, limit)
    harmed = toll_counts.c.harmed
    asked = select(toll_counts.c.outcome, harmed).where(harmed > 0).order_by(harmed.desc(), toll_counts.c.outcome)
    return [(row.outcome, row.harmed) for row in connection.execute(asked.limit(limit))]


def _counted(name: Facet) -> tuple[ColumnElement[str], Select[tuple[str, int]]]:
    if name == "outcome":
        column = incident_tolls.c.outcome
        asked = select(column, func.count()).join_from(incident_tolls, incidents)
        return column, asked.where(incident_tolls.c.best > 0)
    if name == "actor":
        column = incident_actors.c.actor
        number = func.count(incidents.c.key.distinct())
        return column, select(column, number).join_from(incident_actors, incidents)
    column = incidents.c[name]
    return column, select(column, func.count())


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _point(row: Row[*tuple[Any, ...]]) -> Point:
    return Point(
        id=row.id,
        type=row.type,
        start=row.start,
        end=row.end,
        precision=row.precision,
        latitude=row.latitude,
        longitude=row.longitude,
        radius_km=row.radius_km,
        level=row.level,
        place=row.place,
        killed=None if row.killed_best is None else (row.killed_low, row.killed_best, row.killed_high),
        injured=None if row.injured_best is None else (row.injured_low, row.injured_best, row.injured_high),
        contested=row.contested,
        origins=row.origins,
    )
