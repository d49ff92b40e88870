"""Lists incidents: lines, points, what the filters can be set to."""

from __future__ import annotations

from variorum.app.views.names import summaries
from variorum.app.views.shapes import Facet, Facets, IncidentList, PointList
from variorum.knowledge import load_countries
from variorum.store import IncidentFilter, IncidentOrder, Store

MOST_POINTS = 20_000
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
        page = store.incidents(chosen, order=sort, limit=limit, cursor=cursor)
        return IncidentList(items=summaries(store, page.entries), next=page.cursor, totals=store.totals(chosen))


def point_list(store: Store, chosen: IncidentFilter | None = None, *, most: int = MOST_POINTS) -> PointList:
    """Give a light row for each incident that *chosen* chooses, *most* of them."""
    with store.snapshot():
        items, totals = store.points(chosen, limit=most), store.totals(chosen)
        return PointList(items=items, more=totals.incidents > len(items), totals=totals)


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
