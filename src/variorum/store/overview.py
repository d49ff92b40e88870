"""Incidents counted and added up: for maps, timelines, and what filters can be set to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal, get_args

import msgspec
from sqlalchemy import BigInteger, ColumnElement, Connection, Row, Select, case, cast, func, or_, select

from variorum.model.account import Outcome
from variorum.store.choosing import chooses_all, conditions
from variorum.store.cursors import marked, taken
from variorum.store.grid import COARSE, FINEST, box_of, coarser, covering, is_exact
from variorum.store.running import DEGREE, counted, most, number_of
from variorum.store.tables import cell_counts, day_counts, incident_actors, incident_tolls, incidents, toll_counts
from variorum.store.values import Cell, DayCount, IncidentFilter, Point, Sum, Totals
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

    def points(
        self, chosen: IncidentFilter | None = None, *, limit: int, cursor: str | None = None
    ) -> tuple[tuple[Point, ...], str | None]:
        """
        Give what a map needs of the incidents that are asked for, by id, *limit* of them; and where they go on, if so.

        Raises:
            CursorBad: If *cursor* was not given out with points.
        """
        where, values = self._where(chosen)
        if cursor is not None:
            where.append(incidents.c.id > taken(cursor, "points", tuple[str])[0])
        asked = select(*(incidents.c[name] for name in ROW.split())).where(*where).order_by(incidents.c.id)
        with self.reading() as connection:
            found = tuple(map(_point, connection.execute(asked.limit(limit + 1), values)))
        return found[:limit], marked("points", (found[limit - 1].id,)) if len(found) > limit else None

    def cells(self, chosen: IncidentFilter | None = None, *, halvings: int, limit: int) -> tuple[Cell, ...]:
        """
        Count the incidents that are asked for by the cells of the grid with so many *halvings* of the map.

        A `box` asks for the cells that it touches, whole. The grid is coarser where there were more than *limit* cells.
        """
        asking = ("cells", chosen, halvings, limit)
        return self.kept(asking, lambda: self._cells(chosen or IncidentFilter(), halvings, limit))

    def _cells(self, chosen: IncidentFilter, halvings: int, limit: int) -> tuple[Cell, ...]:
        anywhere = msgspec.structs.replace(chosen, box=None)
        known = chooses_all(anywhere) and halvings <= COARSE
        fine = COARSE if known else halvings
        stretches = None if chosen.box is None else covering(chosen.box, halvings)
        with self.reading() as connection:
            if known:
                column: ColumnElement[int] = cell_counts.c.cell
                asked = select(cell_counts)
                values: dict[str, Any] = {}
            else:
                column = incidents.c.cell
                where, values = self._where(anywhere)
                asked = _by_cell(coarser(fine)).where(*where, column.is_not(None))
            if stretches is not None:
                longer = coarser(halvings, COARSE if known else FINEST)
                ends = ((first << longer, ((last + 1) << longer) - 1) for first, last in stretches)
                asked = asked.where(or_(*(column.between(first, last) for first, last in ends)))
            found = [tuple(row) for row in connection.execute(asked, values)]
        found = _folded(found, coarser(halvings, fine))
        while len(found) > limit and halvings > 1:
            halvings -= 1
            found = _folded(found, coarser(halvings, halvings + 1))
        return tuple(_cell(row, halvings) for row in found)

    def by_day(self, chosen: IncidentFilter | None = None) -> tuple[DayCount, ...]:
        """Count the incidents that are asked for by the day on which they began."""
        return self.kept(("by day", chosen), lambda: self._by_day(chosen))

    def _by_day(self, chosen: IncidentFilter | None) -> tuple[DayCount, ...]:
        if chooses_all(chosen):
            asked: Select[Any] = select(day_counts).order_by(day_counts.c.day)
            values: dict[str, Any] = {}
        else:
            where, values = self._where(chosen)
            low, best, high = (incidents.c[f"killed_{bound}"] for bound in ("low", "best", "high"))
            asked = select(
                incidents.c.start,
                func.count(),
                _number(incidents.c.contested),
                *(_summed(figure) for figure in (low, best, func.coalesce(high, best))),
            )
            asked = asked.where(*where, incidents.c.start.is_not(None))
            asked = asked.group_by(incidents.c.start).order_by(incidents.c.start)
        names = DayCount.__struct_fields__
        with self.reading() as connection:
            return tuple(DayCount(**dict(zip(names, row, strict=True))) for row in connection.execute(asked, values))

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


def _by_cell(shorter: int) -> Select[Any]:
    """Count incidents by the first bits of their cells; the coordinates are added up as `cell_counts` has them."""
    cell = incidents.c.cell.bitwise_rshift(shorter)
    sides = (cast(func.sum(incidents.c[side]) * DEGREE, BigInteger) for side in ("latitude", "longitude"))
    counted = func.count(), _number(incidents.c.contested), _summed(incidents.c.killed_best)
    return select(cell, *counted, *sides).group_by(cell)


def _folded(rows: Iterable[tuple[int, ...]], shorter: int) -> list[tuple[int, ...]]:
    """Add up the counts of cells that begin with the same bits."""
    sums: dict[int, list[int]] = {}
    for cell, *numbers in rows:
        if (line := sums.get(cell >> shorter)) is None:
            sums[cell >> shorter] = numbers
        else:
            for n, number in enumerate(numbers):
                line[n] += number
    return [(cell, *line) for cell, line in sorted(sums.items())]


def _cell(row: tuple[int, ...], halvings: int) -> Cell:
    cell, number, contested, killed, latitude, longitude = row
    return Cell(
        key=f"{halvings}-{cell}",
        exact=is_exact(cell, halvings),
        latitude=round(latitude / number / DEGREE, 4),
        longitude=round(longitude / number / DEGREE, 4),
        box=box_of(cell, halvings),
        incidents=number,
        contested=contested,
        killed=killed,
    )


def _summed(figure: ColumnElement[Any]) -> ColumnElement[int]:
    return cast(func.coalesce(func.sum(figure), 0), BigInteger)


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
