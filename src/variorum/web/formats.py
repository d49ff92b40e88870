"""What the lists are as tables and on maps."""

from __future__ import annotations

from collections.abc import Iterable

from variorum.app.views.shapes import (
    ActorList,
    CellList,
    DatasetPage,
    DayList,
    ForecastList,
    IncidentList,
    JudgementList,
    LogList,
    Name,
    PointList,
    ReportList,
    StatementList,
    StatisticList,
    Summary,
    TollList,
)
from variorum.model import Published
from variorum.model.record import StatementEntry
from variorum.store import Cell as MapCell
from variorum.store import DayCount, Point
from variorum.web.tables import Cell, Features, Table

BETWEEN = "; "
"""Stands between several values in one cell."""

PLACE = ("place", "level", "country", "province", "latitude", "longitude", "radius_km")
FIGURES = tuple(f"{outcome}_{bound}" for outcome in ("killed", "injured") for bound in ("low", "best", "high"))
INCIDENT = (
    *("id", "type", "certainty", "start", "end", "precision", *PLACE, "initiators", "targets", *FIGURES, "contested"),
    *("contested_fields", "reports", "origins", "confidence", "judged", "rejected"),
)
POINT = ("id", "type", "start", "end", "precision", *PLACE[:2], *PLACE[4:], *FIGURES, "contested", "origins")
CELL = ("exact", "latitude", "longitude", "west", "south", "east", "north", "incidents", "contested", "killed")
DAY = ("day", "incidents", "contested", "low", "best", "high")
PUBLISHED = ("published_start", "published_end", "published_basis")
WORDS = ("report", "start", "end", "quote")


def incident_table(page: IncidentList) -> Table:
    """Give incidents as rows."""
    return Table(INCIDENT, map(_incident, page.items))


def incident_features(page: IncidentList) -> Features:
    """Give incidents on a map, each at its first place."""
    return Features((row["latitude"], row["longitude"], row) for row in map(_incident, page.items))  # type: ignore[misc]


def point_table(page: PointList) -> Table:
    """Give points as rows."""
    return Table(POINT, map(_point, page.items))


def point_features(page: PointList) -> Features:
    """Give points on a map."""
    return Features((point.latitude, point.longitude, _point(point)) for point in page.items)


def cell_table(page: CellList) -> Table:
    """Give cells as rows."""
    return Table(CELL, map(_cell, page.items))


def cell_features(page: CellList) -> Features:
    """Give cells on a map, each at the mean of its incidents."""
    return Features((cell.latitude, cell.longitude, {"id": cell.key, **_cell(cell)}) for cell in page.items)


def day_table(page: DayList) -> Table:
    """Give days as rows."""
    return Table(DAY, (_row(DAY, day) for day in page.items))


def series_table(page: TollList) -> Table:
    """Give the figures of an incident as rows."""
    voice = ("outcome", "group", "speaker", "speaker_name", "publisher", "side", *PUBLISHED)
    figure_ = ("low", "high", "approximate", "stance", "certainty", "superseded", "reversed")
    called = _called(page.actors)
    rows: Iterable[dict[str, Cell]] = (
        {
            "outcome": series.outcome,
            "group": series.group,
            "speaker": series.speaker,
            "speaker_name": called.get(series.speaker or ""),
            "publisher": series.publisher,
            "side": series.side,
            **_published(figure.published),
            "low": figure.low,
            "high": figure.high,
            "approximate": figure.approximate,
            "stance": figure.stance,
            "certainty": figure.certainty,
            "superseded": figure.superseded,
            "reversed": figure.reversed,
            "report": figure.source.report,
            "start": figure.source.start,
            "end": figure.source.end,
            "quote": figure.source.quote,
        }
        for series in page.items
        for figure in series.figures
    )
    return Table((*voice, *figure_, *WORDS), rows)


def report_table(page: ReportList) -> Table:
    """Give reports as rows."""
    columns = ("id", "title", "publisher", "authors", *PUBLISHED, "state", "message", "words", "incidents")
    rows: Iterable[dict[str, Cell]] = (
        {
            "id": report.id,
            "title": report.title,
            "publisher": report.publisher,
            "authors": BETWEEN.join(report.authors),
            **_published(report.published),
            "state": report.state,
            "message": report.message,
            "words": report.words,
            "incidents": report.incidents,
            "statements": report.statements,
            "sha256": report.sha256,
        }
        for report in page.items
    )
    return Table((*columns, "statements", "sha256"), rows)


def actor_table(page: ActorList) -> Table:
    """Give actors as rows."""
    counts = ("statements", "claims", "contested", "initiator", "target")
    rows: Iterable[dict[str, Cell]] = (
        {
            "id": actor.id,
            "name": actor.name,
            "type": actor.type,
            "country": actor.country,
            "parent": actor.parent.id if actor.parent else None,
            "parent_name": actor.parent.name if actor.parent else None,
            "aliases": BETWEEN.join(actor.aliases),
            **{name: getattr(actor, name) for name in counts},
        }
        for actor in page.items
    )
    return Table(("id", "name", "type", "country", "parent", "parent_name", "aliases", *counts), rows)


STATEMENT = ("speaker", "speaker_name", "stance", "incident", "said_on", "via", "cue", *WORDS)


def statement_table(page: StatementList) -> Table:
    """Give statements as rows."""
    called = _called(page.actors)
    return Table(STATEMENT, (_statement(statement, called) for statement in page.items))


def statistic_table(page: StatisticList) -> Table:
    """Give published counts as rows, with what the record has beside them."""
    told = ("measure", "group", "low", "high", "approximate", "period_start", "period_end", "place")
    beside = ("speaker", "speaker_name", "recorded_low", "recorded_high", "incidents", "flags")
    called = _called(page.actors)
    rows: Iterable[dict[str, Cell]] = (
        {
            "measure": some.measure,
            "group": some.group,
            "low": some.low,
            "high": some.high,
            "approximate": some.approximate,
            "period_start": some.period.start if some.period else None,
            "period_end": some.period.end if some.period else None,
            "place": some.place,
            "speaker": some.speaker,
            "speaker_name": called.get(some.speaker or ""),
            "recorded_low": some.recorded and some.recorded[0],
            "recorded_high": some.recorded and some.recorded[1],
            "incidents": BETWEEN.join(some.incidents),
            "flags": BETWEEN.join(some.flags),
            "report": some.report,
            "start": some.start,
            "end": some.end,
            "quote": some.quote,
        }
        for some in page.items
    )
    return Table((*told, *beside, *WORDS), rows)


def comparison_table(page: DatasetPage) -> Table:
    """Give a data set beside the record as rows; a difference is the field, the data set's value, the record's."""
    event = ("event", "start", "end", "type", "place", "country", "sides", "killed_low", "killed_best", "killed_high")
    rows: Iterable[dict[str, Cell]] = (
        {
            "standing": some.standing,
            "score": some.score,
            "incident": some.incident,
            "summary": some.summary,
            "differences": BETWEEN.join(f"{d.field}: {d.dataset} / {d.record}" for d in some.differences),
            **(
                {
                    "event": some.event.id,
                    "start": some.event.start,
                    "end": some.event.end,
                    "type": some.event.type,
                    "place": some.event.place,
                    "country": some.event.country,
                    "sides": BETWEEN.join(some.event.sides),
                    "killed_low": some.event.killed_low,
                    "killed_best": some.event.killed_best,
                    "killed_high": some.event.killed_high,
                }
                if some.event
                else {}
            ),
        }
        for some in page.items
    )
    return Table(("standing", "score", *event, "incident", "summary", "differences"), rows)


def forecast_table(page: ForecastList) -> Table:
    """Give forecasts as rows."""
    called = _called(page.actors)
    rows: Iterable[dict[str, Cell]] = (
        {
            **_statement(some.statement, called),
            **_published(some.said),
            "horizon_start": some.horizon.start if some.horizon else None,
            "horizon_end": some.horizon.end if some.horizon else None,
            "places": BETWEEN.join(some.places),
            "incidents": BETWEEN.join(some.incidents),
        }
        for some in page.items
    )
    return Table((*STATEMENT, *PUBLISHED, "horizon_start", "horizon_end", "places", "incidents"), rows)


def judgement_table(page: JudgementList) -> Table:
    """Give judgements as rows."""
    plain = ("id", "at", "user", "action", "field", "value", "undoes", "reason")
    rows: Iterable[dict[str, Cell]] = (
        {
            **{name: getattr(some.judgement, name) for name in plain},
            "stands": some.stands,
            "undone_by": some.undone_by,
            "incidents": BETWEEN.join(incident.id for incident in some.incidents),
        }
        for some in page.items
    )
    return Table((*plain, "stands", "undone_by", "incidents"), rows)


def log_table(page: LogList) -> Table:
    """Give what was done as rows."""
    columns = ("at", "user", "what", "detail")
    return Table(columns, ({name: getattr(some, name) for name in columns} for some in page.items))


def _incident(some: Summary) -> dict[str, Cell]:
    place = some.where[0] if some.where else None
    tolls = {toll.outcome: toll for toll in some.tolls}
    return {
        "id": some.id,
        "type": some.type,
        "certainty": some.certainty,
        "start": some.when.start,
        "end": some.when.end,
        "precision": some.when.precision,
        **{name: getattr(place, "name" if name == "place" else name, None) for name in PLACE},
        "initiators": _parties(some.initiators),
        "targets": _parties(some.targets),
        **{f"{o}_{b}": getattr(tolls.get(o), b, None) for o in ("killed", "injured") for b in ("low", "best", "high")},
        "contested": some.contested,
        "contested_fields": BETWEEN.join(some.fields),
        "reports": some.reports,
        "origins": some.origins,
        "confidence": some.confidence,
        "judged": some.judged,
        "rejected": some.rejected,
    }


def _row(columns: Iterable[str], value: MapCell | DayCount) -> dict[str, Cell]:
    return {column: getattr(value, column) for column in columns}


def _cell(cell: MapCell) -> dict[str, Cell]:
    sides = {side: round(getattr(cell.box, side), 4) for side in cell.box.__struct_fields__}
    return {**_row((column for column in CELL if column not in sides), cell), **sides}


def _point(some: Point) -> dict[str, Cell]:
    figures = (*(some.killed or (None, None, None)), *(some.injured or (None, None, None)))
    plain = [name for name in POINT if name not in FIGURES]
    return {**{name: getattr(some, name) for name in plain}, **dict(zip(FIGURES, figures, strict=True))}


def _statement(some: StatementEntry, called: dict[str, str]) -> dict[str, Cell]:
    return {
        "speaker": some.speaker,
        "speaker_name": called.get(some.speaker),
        "stance": some.stance,
        "incident": some.incident,
        "said_on": some.said_on,
        "via": some.via,
        "cue": some.cue,
        "report": some.report,
        "start": some.start,
        "end": some.end,
        "quote": some.quote,
    }


def _published(some: Published) -> dict[str, Cell]:
    return dict(zip(PUBLISHED, (some.start, some.end, some.basis), strict=True))


def _parties(some: Iterable[Name]) -> str:
    return BETWEEN.join(name.name for name in some)


def _called(some: Iterable[Name]) -> dict[str, str]:
    return {name.id: name.name for name in some}
