"""Lists incidents: lines, points, what the filters can be set to."""

from __future__ import annotations

from variorum.app.views.names import summaries
from variorum.app.views.shapes import CellList, DayList, Facet, Facets, IncidentList, PointList
from variorum.knowledge import load_countries
from variorum.store import FINEST, IncidentFilter, IncidentOrder, Store

MOST_POINTS, SOME_POINTS = 20_000, 5_000
"""That one answer holds, and that it holds unless more are asked for."""

MOST_CELLS = 4_000

CELLS_TO_A_TILE = 2
"""Halvings of a tile of 256 pixels."""

MOST_VALUES = 100
"""Values of one filter that are listed."""


def incident_list(
    store: Store,
    chosen: IncidentFilter | None = None,
    *,
    sort: IncidentOrder = "newest",
    limit: int = 50,
    cursor: str | None = None,
) -> IncidentList:
    """
    Give a page of the incidents that *chosen* chooses, with totals of all of them.

    Raises:
        CursorBad: If *cursor* was not given out for this order.
    """
    with store.snapshot():
        page = store.incidents(chosen, order=sort, limit=limit, cursor=cursor, count=False)
        return IncidentList(items=summaries(store, page.entries), next=page.cursor, totals=store.totals(chosen))


def point_list(
    store: Store, chosen: IncidentFilter | None = None, *, limit: int = MOST_POINTS, cursor: str | None = None
) -> PointList:
    """
    Give a light row for each incident that *chosen* chooses, *limit* at a time.

    Raises:
        CursorBad: If *cursor* was not given out with points.
    """
    with store.snapshot():
        items, following = store.points(chosen, limit=limit, cursor=cursor)
        return PointList(items=items, next=following, totals=store.totals(chosen))


def cell_list(store: Store, chosen: IncidentFilter | None = None, *, zoom: int) -> CellList:
    """Count the incidents that *chosen* chooses by cells that are 64 pixels wide on a map at *zoom*."""
    halvings = min(FINEST, zoom + CELLS_TO_A_TILE)
    return CellList(items=store.cells(chosen, halvings=halvings, limit=MOST_CELLS))


def day_list(store: Store, chosen: IncidentFilter | None = None) -> DayList:
    """Count the incidents that *chosen* chooses by day."""
    return DayList(items=store.by_day(chosen))


def facets(store: Store, chosen: IncidentFilter | None = None) -> Facets:
    """Give what the filters can be set to, each counted under the others."""
    with store.snapshot():
        found = {
            name: store.facet(name, chosen, limit=MOST_VALUES)
            for name in ("type", "country", "province", "outcome", "actor")
        }
        names = {actor.id: actor.name for actor in store.actors(ids={actor for actor, _ in found["actor"]})}
        days = store.days()
    countries = load_countries()
    called = {code: country.name for code, _ in found["country"] if (country := countries.by_code(code))}
    labels = {"country": called, "actor": names}
    made = {
        name: tuple(
            Facet(value=value, label=labels.get(name, {}).get(value, value.replace("_", " ")), incidents=number)
            for value, number in values
        )
        for name, values in found.items()
    }
    return Facets(
        types=made["type"],
        countries=made["country"],
        provinces=made["province"],
        outcomes=made["outcome"],
        actors=made["actor"],
        first=days and days[0],
        last=days and days[1],
    )
