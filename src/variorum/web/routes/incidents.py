"""Incidents: lists, points for map and timeline, one with all that bears on it."""

from __future__ import annotations

from typing import Annotated

from litestar import Router, get
from litestar.di import NamedDependency, Provide
from litestar.params import PathParameter, QueryParameter
from litestar.response import Response

from variorum.app.views import incident as one
from variorum.app.views import incidents as many
from variorum.app.views.dossier import make_dossier
from variorum.app.views.shapes import CellList, DayList, Facets, IncidentList, IncidentPage, PointList, TollList
from variorum.store import IncidentFilter, IncidentOrder, Store
from variorum.web.answers import OWN, Asking, answer
from variorum.web.dossier import dossier_page
from variorum.web.filters import Cursor, Paging, chosen_incidents
from variorum.web.formats import (
    cell_features,
    cell_table,
    day_table,
    incident_features,
    incident_table,
    point_features,
    point_table,
    series_table,
)
from variorum.web.gate import plain

Chosen = NamedDependency[IncidentFilter]
Id = Annotated[str, PathParameter(max_length=500, description="An id, its beginning, or one of a report: `a.txt:i3`.")]


@get("/", operation_id="listIncidents", sync_to_thread=True)
def list_incidents(
    request: Asking,
    store: NamedDependency[Store],
    page: NamedDependency[Paging],
    chosen: Chosen,
    sort: Annotated[IncidentOrder, QueryParameter(description="By date, or the most first.")] = "newest",
) -> Response[IncidentList]:
    """List incidents a page at a time, with totals of all that the filter chooses. JSON, CSV or GeoJSON."""
    return answer(
        request,
        store,
        lambda: many.incident_list(store, chosen, sort=sort, **page),
        table=incident_table,
        features=incident_features,
    )


@get("/points", operation_id="listPoints", sync_to_thread=True)
def list_points(
    request: Asking,
    store: NamedDependency[Store],
    chosen: Chosen,
    limit: Annotated[
        int, QueryParameter(ge=1, le=many.MOST_POINTS, description="How many at the most.")
    ] = many.SOME_POINTS,
    cursor: Cursor = None,
) -> Response[PointList]:
    """Give a light row for each incident, up to 20,000 at a time, for a map and a timeline. JSON, CSV or GeoJSON."""
    return answer(
        request,
        store,
        lambda: many.point_list(store, chosen, limit=limit, cursor=cursor),
        table=point_table,
        features=point_features,
    )


@get("/cells", operation_id="listCells", sync_to_thread=True)
def list_cells(
    request: Asking,
    store: NamedDependency[Store],
    chosen: Chosen,
    zoom: Annotated[int, QueryParameter(ge=0, le=20, description="Of the map: it is 256 · 2^zoom pixels wide.")] = 2,
) -> Response[CellList]:
    """
    Count the incidents by cells of a map, for one of more than can be drawn. JSON, CSV or GeoJSON.

    A cell is 64 pixels wide, or wider where they were more than 4,000. Of a `bbox` all cells come that it touches.
    """
    return answer(
        request, store, lambda: many.cell_list(store, chosen, zoom=zoom), table=cell_table, features=cell_features
    )


@get("/days", operation_id="listDays", sync_to_thread=True)
def list_days(request: Asking, store: NamedDependency[Store], chosen: Chosen) -> Response[DayList]:
    """Count the incidents by the day on which they began, for a timeline of more than can be drawn. JSON or CSV."""
    return answer(request, store, lambda: many.day_list(store, chosen), table=day_table)


@get("/facets", operation_id="listFacets", sync_to_thread=True)
def list_facets(request: Asking, store: NamedDependency[Store], chosen: Chosen) -> Response[Facets]:
    """Give the values that the filters can take, each with how many incidents it would leave."""
    return answer(request, store, lambda: many.facets(store, chosen))


@get("/{incident:str}", operation_id="getIncident", sync_to_thread=True)
def get_incident(request: Asking, store: NamedDependency[Store], incident: Id) -> Response[IncidentPage]:
    """Give an incident with all that bears on it: accounts, estimates, origins, contests, chain, judgements."""
    return answer(
        request, store, lambda: one.incident_page(store, plain(incident)), version=lambda p: p.summary.version
    )


@get("/{incident:str}/toll", operation_id="getToll", sync_to_thread=True)
def get_toll(request: Asking, store: NamedDependency[Store], incident: Id) -> Response[TollList]:
    """Give how the figures of each voice on an incident moved. JSON or CSV."""
    return answer(request, store, lambda: one.toll_list(store, plain(incident)), table=series_table)


@get(
    "/dossier",
    operation_id="getDossier",
    media_type="text/html",
    sync_to_thread=True,
    opt=dict.fromkeys(OWN, False),
)
def get_dossier(
    store: NamedDependency[Store],
    chosen: Chosen,
    title: Annotated[str, QueryParameter(max_length=200, description="What it is called.")] = "",
) -> Response[bytes]:
    """Give one HTML file of the incidents that the filter chooses, up to 2,000, which opens offline."""
    content = dossier_page(make_dossier(store, None if chosen == IncidentFilter() else chosen, title=title))
    headers = {"Content-Disposition": 'attachment; filename="dossier.html"', "Cache-Control": "no-store"}
    return Response(content, media_type="text/html", headers=headers)


routes = Router(
    "/incidents",
    route_handlers=[
        list_incidents,
        list_points,
        list_cells,
        list_days,
        list_facets,
        get_dossier,
        get_incident,
        get_toll,
    ],
    dependencies={"chosen": Provide(chosen_incidents, sync_to_thread=False)},
    tags=["Incidents"],
)
