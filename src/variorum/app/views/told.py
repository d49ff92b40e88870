"""Lists what reports tell: statements, statistics, forecasts."""

from __future__ import annotations

from variorum.app.views.names import names, summaries
from variorum.app.views.shapes import ForecastList, StatementList, StatisticList
from variorum.store import StatementFilter, Store


def statement_list(
    store: Store, chosen: StatementFilter | None = None, *, limit: int = 50, cursor: str | None = None
) -> StatementList:
    """
    Give a page of the statements.

    Raises:
        CursorBad: If *cursor* was not given out for them.
    """
    with store.snapshot():
        page = store.statement_page(chosen, limit=limit, cursor=cursor)
        actors = names(store, (statement.speaker for statement in page.entries))
    return StatementList(items=page.entries, next=page.cursor, total=page.total, actors=actors)


def statistic_list(
    store: Store,
    *,
    report: str | None = None,
    speaker: str | None = None,
    flagged: bool | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> StatisticList:
    """
    Give a page of the statistics.

    Raises:
        CursorBad: If *cursor* was not given out for them.
    """
    with store.snapshot():
        page = store.statistic_page(report=report, speaker=speaker, flagged=flagged, limit=limit, cursor=cursor)
        actors = names(store, (statistic.speaker for statistic in page.entries))
    return StatisticList(items=page.entries, next=page.cursor, total=page.total, actors=actors)


def forecast_list(
    store: Store, *, report: str | None = None, speaker: str | None = None, limit: int = 50, cursor: str | None = None
) -> ForecastList:
    """
    Give a page of the forecasts with the incidents that bear on them.

    Raises:
        CursorBad: If *cursor* was not given out for them.
    """
    with store.snapshot():
        page = store.forecast_page(report=report, speaker=speaker, limit=limit, cursor=cursor)
        wanted = {incident for forecast in page.entries for incident in forecast.incidents}
        spoken_of = {actor for forecast in page.entries for actor in (forecast.statement.speaker, *forecast.actors)}
        return ForecastList(
            items=page.entries,
            next=page.cursor,
            total=page.total,
            actors=names(store, spoken_of),
            incidents=summaries(store, store.incident_entries(wanted)),
        )
