"""Gives all that the pages show of a record, or of a part of it, as one value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import field

from variorum.app.settle import settle
from variorum.app.views.actors import actor_list
from variorum.app.views.incident import incident_page
from variorum.app.views.incidents import facets
from variorum.app.views.journal import judgement_list, log_list
from variorum.app.views.marks import mark_list
from variorum.app.views.names import names, summaries
from variorum.app.views.overview import overview
from variorum.app.views.reports import report_page
from variorum.app.views.shapes import (
    ActorRow,
    Facets,
    IncidentPage,
    JudgementRow,
    MarkList,
    Name,
    Overview,
    ReportRow,
    Summary,
)
from variorum.errors import TooMuchForDossier
from variorum.model.account import Value
from variorum.model.record import Forecast, StatementEntry, StatisticEntry
from variorum.store import IncidentFilter, LogEntry, Point, StatementFilter, Store

MOST = 2000
"""Incidents that one file holds; a browser takes long to open more."""


class DossierReport(Value, frozen=True, kw_only=True):
    """A report with its text, the ids of its incidents that the dossier has, and what was read from it."""

    report: ReportRow
    text: str
    incidents: tuple[str, ...] = ()
    marks: MarkList


class Dossier(Value, frozen=True, kw_only=True):
    """
    What a dossier holds: the values that the API answers with.

    `incidents` and `points`, newest first, are those that were chosen; `pages` are theirs by id. `reports` are
    those that tell of them, by id; `statements`, `statistics` and `forecasts` those in these reports. `actors` are all
    that are spoken of, by name, and `names` say what their ids mean. `whole` tells that nothing was left out.
    """

    format: Literal[1] = 1
    title: str
    whole: bool
    overview: Overview
    facets: Facets
    incidents: tuple[Summary, ...] = ()
    points: tuple[Point, ...] = ()
    pages: dict[str, IncidentPage] = field(default_factory=dict)
    reports: tuple[DossierReport, ...] = ()
    actors: tuple[ActorRow, ...] = ()
    names: tuple[Name, ...] = ()
    statements: tuple[StatementEntry, ...] = ()
    statistics: tuple[StatisticEntry, ...] = ()
    forecasts: tuple[Forecast, ...] = ()
    judgements: tuple[JudgementRow, ...] = ()
    log: tuple[LogEntry, ...] = ()


def make_dossier(store: Store, chosen: IncidentFilter | None = None, *, title: str = "", most: int = MOST) -> Dossier:
    """
    Give what a dossier of the incidents that *chosen* chooses holds; of the whole record where that is None.

    Raises:
        TooMuchForDossier: If they are more than *most*.
    """
    settle(store)
    with store.snapshot():
        totals = store.totals(chosen)
        if totals.incidents > most:
            raise TooMuchForDossier(incidents=totals.incidents, limit=most)
        entries = store.incidents(chosen, limit=most).entries
        pages = {entry.id: incident_page(store, entry.id) for entry in entries}
        told = sorted({member.report for entry in entries for member in entry.members})
        reports = tuple(_report(store, report, pages) for report in (told if chosen else _reports(store)))
        ids = [some.report.id for some in reports]
        statements = tuple(s for report in ids for s in store.statements(StatementFilter(report=report)))
        statistics = tuple(s for report in ids for s in store.statistics(report))
        forecasts = tuple(f for report in ids for f in store.forecasts(report))
        spoken_of = {
            *(actor.id for page in pages.values() for actor in page.actors),
            *(item.actor for some in reports for item in some.marks.items if item.actor),
            *(statement.speaker for statement in statements),
            *(statistic.speaker for statistic in statistics if statistic.speaker),
            *(actor for forecast in forecasts for actor in forecast.actors),
        }
        known = overview(store)
        return Dossier(
            title=title or known.name,
            whole=chosen is None,
            overview=known,
            facets=facets(store, chosen),
            incidents=summaries(store, entries),
            points=store.points(chosen, limit=most)[0],
            pages=pages,
            reports=reports,
            actors=tuple(row for row in _actors(store) if chosen is None or row.id in spoken_of),
            names=names(store, spoken_of if chosen else {actor.id for actor in store.actors()}),
            statements=statements,
            statistics=statistics,
            forecasts=forecasts,
            judgements=tuple(
                row
                for row in judgement_list(store, limit=most).items
                if chosen is None or any(incident.id in pages for incident in row.incidents)
            ),
            log=log_list(store, limit=most).items if chosen is None else (),
        )


def _report(store: Store, report: str, pages: dict[str, IncidentPage]) -> DossierReport:
    page = report_page(store, report)
    mine = tuple(incident.id for incident in page.incidents if incident.id in pages)
    return DossierReport(report=page.report, text=page.text, incidents=mine, marks=mark_list(store, report))


def _reports(store: Store) -> list[str]:
    return [report.id for report in store.reports()]


def _actors(store: Store) -> Iterator[ActorRow]:
    cursor = None
    while True:
        page = actor_list(store, limit=200, cursor=cursor)
        yield from page.items
        if (cursor := page.next) is None:
            return
