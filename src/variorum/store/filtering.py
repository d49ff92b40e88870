"""Filters of incidents, as the state of the record lets a database find them best."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from variorum.store.choosing import Conditions, conditions
from variorum.store.grid import COARSE, covering
from variorum.store.running import Kind, counted, number_of
from variorum.store.tables import cell_counts, day_counts
from variorum.store.values import Box, IncidentFilter
from variorum.store.versions import Versions

MANY = 8
"""To fetch one of so many incidents by an index takes longer than to look through all of them where they lie."""


class Filtering(Versions):
    """What the store does to choose incidents."""

    def conditions(self, chosen: IncidentFilter | None, *, page: int | None = None) -> Conditions:
        """
        Give the conditions of a filter, as the database finds them best.

        That is for a *page* of so many, which come in the order of some index, or for all of them in no order.
        """
        chosen = chosen or IncidentFilter()
        # PostgreSQL knows the distribution of values, and can gather rows before it fetches them.
        if not self.is_sqlite:
            return conditions(chosen, "postgresql")
        with self.reading() as connection:
            total = number_of(connection, "incidents")
            if page is None:
                return conditions(chosen, "sqlite", through=MANY * _most(connection, chosen, total) > total)
            inside = 0 if chosen.box is None else _inside(connection, chosen.box)
            return conditions(chosen, "sqlite", broad=inside * inside > page * total)

    def grouped(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Give a column to group by, in such a way that SQLite does not take an index of it and fetch row after row."""
        return func.coalesce(column, column) if self.is_sqlite else column


def _most(connection: Connection, chosen: IncidentFilter, total: int) -> int:
    """Give how many incidents the narrowest of the conditions leaves that an index answers, or more of them."""
    found = [total]
    if chosen.box is not None:
        found.append(_inside(connection, chosen.box))
    countries = tuple(country.upper() for country in chosen.countries)
    kinds: dict[Kind, tuple[str, ...]] = {"type": chosen.types, "country": countries}
    kinds["province"] = () if chosen.province is None else (chosen.province,)
    for kind, values in kinds.items():
        if values:
            found.append(sum(row.number for row in counted(connection, kind, values=values).values()))
    if chosen.until is not None:
        before = select(func.sum(day_counts.c.number)).where(day_counts.c.day <= chosen.until)
        found.append(connection.scalar(before) or 0)
    return min(found)


def _inside(connection: Connection, box: Box) -> int:
    """Give how many incidents lie in a box, or somewhat more."""
    cell = cell_counts.c.cell
    within = or_(*(cell.between(first, last) for first, last in covering(box, COARSE)))
    return connection.scalar(select(func.sum(cell_counts.c.number)).where(within)) or 0
