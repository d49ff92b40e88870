"""Incidents counted and added up: for maps, timelines, and what filters can be set to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Literal, get_args

import msgspec
from sqlalchemy import BigInteger, ColumnElement, Connection, Row, Select, and_, case, cast, func, or_, select

from variorum.model.account import Outcome
from variorum.store.choosing import chooses_all
from variorum.store.cursors import marked, taken
from variorum.store.filtering import Filtering
from variorum.store.grid import COARSE, FINEST, box_of, coarser, covering, is_exact
from variorum.store.ordering import in_order
from variorum.store.record import SORTED
from variorum.store.running import DEGREE, counted, most, number_of
from variorum.store.tables import cell_counts, day_counts, incident_actors, incident_tolls, incidents, toll_counts
from variorum.store.values import Cell, DayCount, IncidentFilter, Point, Sum, Totals

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


RARE = tuple(outcome for outcome in get_args(Outcome) if outcome not in SORTED)


class Overview(Filtering):
    """What the store does to count incidents; nothing of them is read but what is asked for."""

    def points(
        self, chosen: IncidentFilter | None = None, *, limit: int, cursor: str | None = None
    ) -> tuple[tuple[Point, ...], str | None]:
        """
        Give what a map needs of the incidents that are asked for, the latest first; and where they go on, if they do.

        Raises:
            CursorBad: If *cursor* was not given out with points.
        """
        where, values = self.conditions(chosen, page=limit)
        asked = select(*(incidents.c[name] for name in ROW.split())).where(*where)
        start = incidents.c.start
        with self.reading(steady=True) as connection:
            rows = in_order(
                connection,
                asked,
                asked.where(start.is_(None)),
                by=start,
                falling=True,
                then=(incidents.c.id, incidents.c.id),
                after=None if cursor is None else taken(cursor, "points", tuple[date | None, str]),
                limit=limit + 1,
                values=values,
            )
        found = tuple(map(_point, rows[:limit]))
        return found, marked("points", (found[-1].start, found[-1].id)) if len(rows) > limit else None

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
                where, values = self.conditions(anywhere)
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
            where, values = self.conditions(chosen)
            low, best, high = (incidents.c[f"killed_{bound}"] for bound in ("low", "best", "high"))
            day = self.grouped(incidents.c.start)
            asked = select(
                day,
                func.count(),
                _number(incidents.c.contested),
                *(_summed(figure) for figure in (low, best, func.coalesce(high, best))),
            )
            asked = asked.where(*where, incidents.c.start.is_not(None))
            asked = asked.group_by(day).order_by(day)
        names = DayCount.__struct_fields__
        with self.reading() as connection:
            return tuple(DayCount(**dict(zip(names, row, strict=True))) for row in connection.execute(asked, values))

    def totals(self, chosen: IncidentFilter | None = None) -> Totals:
        """Count the incidents that are asked for and add up their tolls."""
        return self.kept(("totals", chosen), lambda: self._totals(chosen))

    def _totals(self, chosen: IncidentFilter | None) -> Totals:
        if chooses_all(chosen):
            return self._all_totals()
        where, values = self.conditions(chosen)
        counted = select(
            func.count().label("incidents"),
            _number(incidents.c.contested).label("contested"),
            _number(incidents.c.start.is_(None)).label("undated"),
            _number(incidents.c.latitude.is_(None)).label("unplaced"),
            *(figure.label(f"{outcome} {name}") for outcome in SORTED for name, figure in _sums_of(outcome).items()),
        ).where(*where)
        low, best, high = (incident_tolls.c[bound] for bound in ("low", "best", "high"))
        added = select(
            incident_tolls.c.outcome,
            func.count().label("incidents"),
            *(_summed(bound).label(bound.name) for bound in (low, best)),
            _summed(func.coalesce(high, best)).label("high"),
            _number(high.is_(None)).label("open"),
        ).join_from(incident_tolls, incidents, self._tolls_first())
        # Those by which incidents are sorted stand beside them; of the others there are few.
        added = added.where(*where, incident_tolls.c.outcome.in_(RARE)).group_by(incident_tolls.c.outcome)
        with self.reading(steady=True) as connection:
            row = connection.execute(counted, values).one()._mapping
            sums = [Sum(**some._mapping) for some in connection.execute(added, values)]
        names = Sum.__struct_fields__[1:]
        sums += [Sum(outcome=o, **{n: row[f"{o} {n}"] for n in names}) for o in SORTED if row[f"{o} incidents"]]
        own = ("incidents", "contested", "undated", "unplaced")
        return Totals(**{name: row[name] for name in own}, tolls=_in_order(sums))

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
        where, values = self.conditions(chosen, page=1)
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
        where, values = self.conditions(chosen)
        if name != "type" and name != "actor" and not (chosen.countries or chosen.province or chosen.outcomes):
            # None of the three clears a filter of its own, so that one look gives all of them.
            found = self.kept(("facets of rows", chosen), lambda: self._of_rows(where, values))
            return tuple(sorted(found[name].items(), key=lambda one: (-one[1], one[0]))[:limit])
        if name == "outcome":
            return self._harmed(where, values, limit)
        if name == "actor":
            column: ColumnElement[str] = incident_actors.c.actor
            mine = incident_actors.c.incident
            # Not joined: SQLite would look for each incident by itself, and count each actor's apart.
            asked = select(column, func.count(mine.distinct())).where(mine.in_(select(incidents.c.key).where(*where)))
        else:
            column = self.grouped(incidents.c[name])
            asked = select(column, func.count()).where(column.is_not(None), *where)
        asked = asked.group_by(column)
        with self.reading() as connection:
            ordered = asked.order_by(asked.selected_columns[1].desc(), column).limit(limit)
            rows: list[Any] = [*connection.execute(ordered, values)]
            return tuple((str(row[0]), int(row[1])) for row in rows)

    def _of_rows(self, where: list[ColumnElement[bool]], values: dict[str, Any]) -> dict[Facet, dict[str, int]]:
        """Count incidents by country, by province, and by the outcomes that befell anybody in them."""
        sides = self.grouped(incidents.c.country), self.grouped(incidents.c.province)
        asked = select(*sides, func.count(), *self._befallen()).where(*where).group_by(*sides)
        found: dict[Facet, dict[str, int]] = {"country": {}, "province": {}, "outcome": {}}
        with self.reading(steady=True) as connection:
            for country, province, number, *harmed in connection.execute(asked, values):
                for values_of, value in ((found["country"], country), (found["province"], province)):
                    if value is not None:
                        values_of[value] = values_of.get(value, 0) + number
                for outcome, some in zip(SORTED, harmed, strict=True):
                    if some:
                        found["outcome"][outcome] = found["outcome"].get(outcome, 0) + some
            found["outcome"] |= self._rarely_harmed(connection, where, values)
        return found

    def _befallen(self) -> Iterator[ColumnElement[int]]:
        return (_number(incidents.c[f"{outcome}_best"] > 0).label(outcome) for outcome in SORTED)

    def _rarely_harmed(
        self, connection: Connection, where: list[ColumnElement[bool]], values: dict[str, Any]
    ) -> dict[str, int]:
        rare = select(incident_tolls.c.outcome, func.count())
        rare = rare.join_from(incident_tolls, incidents, self._tolls_first())
        rare = rare.where(*where, incident_tolls.c.outcome.in_(RARE), incident_tolls.c.best > 0)
        return {row[0]: row[1] for row in connection.execute(rare.group_by(incident_tolls.c.outcome), values)}

    def _harmed(
        self, where: list[ColumnElement[bool]], values: dict[str, Any], limit: int
    ) -> tuple[tuple[str, int], ...]:
        """Count the incidents in which each outcome befell anybody."""
        with self.reading(steady=True) as connection:
            row = connection.execute(select(*self._befallen()).where(*where), values).one()
            found: dict[str, int] = dict(zip(SORTED, row, strict=True))
            found |= self._rarely_harmed(connection, where, values)
        return tuple(sorted(((o, n) for o, n in found.items() if n), key=lambda one: (-one[1], one[0]))[:limit])

    def _tolls_first(self) -> ColumnElement[bool]:
        """Join incidents to rare tolls: not these to those, of which there are many."""
        toll: ColumnElement[int] = incident_tolls.c.incident
        return incidents.c.key == (func.coalesce(toll, toll) if self.is_sqlite else toll)


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


def _sums_of(outcome: Outcome) -> dict[str, ColumnElement[int]]:
    low, best, high = (incidents.c[f"{outcome}_{bound}"] for bound in ("low", "best", "high"))
    return {
        "incidents": func.count(best),
        "low": _summed(low),
        "best": _summed(best),
        "high": _summed(func.coalesce(high, best)),
        "open": _number(and_(best.is_not(None), high.is_(None))),
    }


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
