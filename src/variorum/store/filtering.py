"""Filters of incidents, as the state of the record lets a database find them best."""

from __future__ import annotations

from sqlalchemy import func, or_, select

from variorum.store.choosing import Conditions, conditions
from variorum.store.grid import COARSE, covering
from variorum.store.running import number_of
from variorum.store.tables import cell_counts
from variorum.store.values import Box, IncidentFilter
from variorum.store.versions import Versions

A_PAGE = 200
"""Incidents that a list shows at the most."""


class Filtering(Versions):
    """What the store does to choose incidents."""

    def conditions(self, chosen: IncidentFilter | None) -> Conditions:
        """Give the conditions of a filter, as the database finds them best."""
        chosen = chosen or IncidentFilter()
        broad = chosen.box is not None and self.kept(("broad", chosen.box), lambda: self._is_broad(chosen.box))
        return conditions(chosen, self.engine.dialect.name, broad=broad)

    def _is_broad(self, box: Box | None) -> bool:
        """Tell whether incidents in a box are found sooner in the order of a list than by their places."""
        if box is None:
            return False
        cell = cell_counts.c.cell
        within = or_(*(cell.between(first, last) for first, last in covering(box, COARSE)))
        with self.reading() as connection:
            inside = connection.scalar(select(func.sum(cell_counts.c.number)).where(within)) or 0
            return bool(inside * inside > A_PAGE * number_of(connection, "incidents"))
