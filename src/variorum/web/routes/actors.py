"""Actors, and what they say: statements, statistics, forecasts."""

from __future__ import annotations

from typing import Annotated

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import PathParameter, QueryParameter
from litestar.response import Response

from variorum.app.views import actors as views
from variorum.app.views import told
from variorum.app.views.shapes import ActorList, ActorPage, ForecastList, StatementList, StatisticList
from variorum.model.account import ActorType, Stance
from variorum.store import ActorOrder, StatementFilter, Store
from variorum.web.answers import Asking, answer
from variorum.web.filters import Paging, Words
from variorum.web.formats import actor_table, forecast_table, statement_table, statistic_table
from variorum.web.gate import plain

Id = Annotated[str, PathParameter(max_length=500)]
OfReport = Annotated[str | None, QueryParameter(max_length=500, description="Told by this report, by its id.")]
Speaker = Annotated[str | None, QueryParameter(max_length=500, description="Said by this actor, by its id.")]


@get("/actors", operation_id="listActors", sync_to_thread=True)
def list_actors(
    request: Asking,
    store: NamedDependency[Store],
    page: NamedDependency[Paging],
    name: Annotated[Words, QueryParameter(description="Whole words of a name or alias.")] = None,
    kind: Annotated[ActorType | None, QueryParameter(name="type", description="Of this type.")] = None,
    country: Annotated[str | None, QueryParameter(max_length=2, description="ISO 3166-1 alpha-2.")] = None,
    sort: Annotated[ActorOrder, QueryParameter(description="By name, or the most first.")] = "claims",
) -> Response[ActorList]:
    """List actors a page at a time, with what they say and what they are part of. JSON or CSV."""
    return answer(
        request,
        store,
        lambda: views.actor_list(store, name=name, type=kind, country=country, sort=sort, **page),
        table=actor_table,
    )


@get("/actors/{actor:str}", operation_id="getActor", sync_to_thread=True)
def get_actor(request: Asking, store: NamedDependency[Store], actor: Id) -> Response[ActorPage]:
    """Give an actor: its claims, aliases, parents and children, its latest incidents and statements."""
    return answer(request, store, lambda: views.actor_page(store, plain(actor)))


@get("/statements", operation_id="listStatements", sync_to_thread=True)
def list_statements(
    request: Asking,
    store: NamedDependency[Store],
    page: NamedDependency[Paging],
    report: OfReport = None,
    speaker: Speaker = None,
    stance: Annotated[Stance | None, QueryParameter(description="With this stance.")] = None,
    incident: Annotated[str | None, QueryParameter(max_length=500, description="On this incident, by its id.")] = None,
) -> Response[StatementList]:
    """List statements a page at a time, by report and as they are told. JSON or CSV."""
    chosen = StatementFilter(report=report, speaker=speaker, stance=stance, incident=incident)
    return answer(
        request,
        store,
        lambda: told.statement_list(store, chosen, **page),
        table=statement_table,
    )


@get("/statistics", operation_id="listStatistics", sync_to_thread=True)
def list_statistics(
    request: Asking,
    store: NamedDependency[Store],
    page: NamedDependency[Paging],
    report: OfReport = None,
    speaker: Speaker = None,
    flagged: Annotated[bool | None, QueryParameter(description="On which something does not fit, or all fits.")] = None,
) -> Response[StatisticList]:
    """List published counts beside the record's own, a page at a time. JSON or CSV."""
    return answer(
        request,
        store,
        lambda: told.statistic_list(store, report=report, speaker=speaker, flagged=flagged, **page),
        table=statistic_table,
    )


@get("/forecasts", operation_id="listForecasts", sync_to_thread=True)
def list_forecasts(
    request: Asking,
    store: NamedDependency[Store],
    page: NamedDependency[Paging],
    report: OfReport = None,
    speaker: Speaker = None,
) -> Response[ForecastList]:
    """List forecasts with the later incidents that bear on them, a page at a time. JSON or CSV."""
    return answer(
        request,
        store,
        lambda: told.forecast_list(store, report=report, speaker=speaker, **page),
        table=forecast_table,
    )


routes = Router(
    "/",
    route_handlers=[list_actors, get_actor, list_statements, list_statistics, list_forecasts],
    tags=["Actors and what they say"],
)
