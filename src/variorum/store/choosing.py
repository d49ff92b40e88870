"""What a filter of incidents means in SQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, column, false, func, or_, select, text

from variorum.store.record import holds, named
from variorum.store.search import match
from variorum.store.tables import (
    actors,
    case_words,
    incident_actors,
    incident_places,
    incident_tolls,
    incidents,
    members,
    reports,
)
from variorum.store.values import Box, IncidentFilter
from variorum.store.words import phrases, storable

Conditions = tuple[list[ColumnElement[bool]], dict[str, Any]]


def chooses_all(chosen: IncidentFilter | None) -> bool:
    """Tell whether a filter leaves all incidents that are not rejected: these are counted already."""
    return chosen is None or chosen == IncidentFilter()


def conditions(chosen: IncidentFilter, dialect: str, *, broad: bool = False, through: bool = False) -> Conditions:
    """
    Give the conditions that *chosen* makes, and the values of those that are text of their own.

    *broad* tells that many incidents lie in its box, so that an index of places is of no use; *through*, that no index
    of any value is, for all incidents are to be looked through.
    """
    where = [*_of_row(chosen, dialect, broad=broad or through, through=through), *_of_parts(chosen)]
    if chosen.text is None:
        return where, {}
    found, values = _holding(chosen.text, dialect)
    return [*where, incidents.c.key.in_(found)], values


def _of_row(chosen: IncidentFilter, dialect: str, *, broad: bool, through: bool) -> list[ColumnElement[bool]]:
    def wide(column: ColumnElement[Any]) -> ColumnElement[Any]:
        # Most rows fulfil such a condition. SQLite would take any index for it rather than that of the list's order.
        return func.coalesce(column, column) if dialect == "sqlite" else column

    def valued(column: ColumnElement[Any]) -> ColumnElement[Any]:
        return wide(column) if through else column

    where: list[ColumnElement[bool]] = []
    if chosen.since is not None:
        where.append(wide(incidents.c.end) >= chosen.since)
    if chosen.until is not None:
        where.append(valued(incidents.c.start) <= chosen.until)
    if chosen.countries:
        where.append(valued(incidents.c.country).in_([storable(country).upper() for country in chosen.countries]))
    if chosen.province is not None:
        where.append(valued(incidents.c.province) == storable(chosen.province))
    if chosen.types:
        where.append(valued(incidents.c.type).in_(chosen.types))
    if chosen.contested is not None:
        where.append(wide(incidents.c.contested) == chosen.contested)
    if chosen.rejected is not None:
        where.append(wide(incidents.c.rejected) == chosen.rejected)
    if chosen.origins is not None:
        where.append(wide(incidents.c.origins) >= chosen.origins)
    if chosen.box is not None and dialect == "sqlite" and not broad:
        # Apart, for SQLite would rather go through the order of the list, and look at the place of each.
        there = incidents.alias("there")
        where.append(incidents.c.key.in_(select(there.c.key).where(*_within(there.c, chosen.box))))
    elif chosen.box is not None:
        where += _within(incidents.c, chosen.box, wide)
    return where


def _of_parts(chosen: IncidentFilter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if chosen.place is not None:
        there = holds(incident_places.c.words, chosen.place)
        where.append(incidents.c.key.in_(select(incident_places.c.incident).where(there)))
    if chosen.actor is not None:
        who = select(actors.c.id).where(actors.c.key.in_(named(chosen.actor)))
        involved = or_(incident_actors.c.actor == storable(chosen.actor), incident_actors.c.actor.in_(who))
        if chosen.part is not None:
            involved = and_(involved, incident_actors.c.role == chosen.part)
        where.append(incidents.c.key.in_(select(incident_actors.c.incident).where(involved)))
    if chosen.outcomes:
        befell = select(incident_tolls.c.incident).where(incident_tolls.c.outcome.in_(chosen.outcomes))
        where.append(incidents.c.key.in_(befell.where(incident_tolls.c.best > 0)))
    if chosen.report is not None:
        tells = select(members.c.incident).join(reports).where(reports.c.id == storable(chosen.report))
        where.append(incidents.c.key.in_(tells))
    return where


def _within(
    columns: Any, box: Box, seen: Callable[[ColumnElement[Any]], ColumnElement[Any]] = lambda column: column
) -> list[ColumnElement[bool]]:
    latitude, longitude = seen(columns.latitude), columns.longitude
    east, west = longitude <= box.east, longitude >= box.west
    across = or_(east, west) if box.west > box.east else and_(east, west)
    return [latitude.between(box.south, box.north), across]


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
