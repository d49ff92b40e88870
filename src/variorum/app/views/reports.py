"""Lists reports, and gives one with its text."""

from __future__ import annotations

from variorum.app.views import shapes
from variorum.app.views.names import summaries
from variorum.app.views.shapes import ReportList, ReportPage
from variorum.errors import ReportUnknown
from variorum.store import IncidentFilter, ReportOrder, ReportRow, ReportState, Store

MOST_INCIDENTS = 500
"""Incidents that are listed beside a report."""


def report_list(
    store: Store,
    *,
    name: str | None = None,
    state: ReportState | None = None,
    sort: ReportOrder = "id",
    limit: int = 50,
    cursor: str | None = None,
) -> ReportList:
    """
    Give a page of the reports.

    Raises:
        CursorBad: If *cursor* was not given out for this order.
    """
    page = store.report_rows(name=name, state=state, order=sort, limit=limit, cursor=cursor)
    return ReportList(items=tuple(map(_line, page.entries)), next=page.cursor, total=page.total)


def report_page(store: Store, wanted: str) -> ReportPage:
    """
    Give a report with its text and the incidents that it tells of; *wanted* is its id or the hash of its text.

    Raises:
        ReportUnknown: If there is none.
    """
    with store.snapshot():
        row = report_row(store, wanted)
        told = store.incidents(
            IncidentFilter(report=row.report.id, rejected=None), order="oldest", limit=MOST_INCIDENTS
        )
        return ReportPage(report=_line(row), text=row.report.text, incidents=summaries(store, told.entries))


def report_row(store: Store, wanted: str) -> ReportRow:
    """
    Give what is known of the report that has this id, or this hash of its text.

    Raises:
        ReportUnknown: If there is none.
    """
    report = store.report(wanted)
    if report is None:
        raise ReportUnknown(id=wanted)
    (row,) = store.report_rows(ids=(report.id,)).entries
    return row


def _line(row: ReportRow) -> shapes.ReportRow:
    known = row.report
    return shapes.ReportRow(
        id=known.id,
        sha256=known.sha256,
        title=known.title,
        publisher=known.publisher,
        authors=known.authors,
        published=known.published,
        dated_by=known.dated_by,
        state=row.state,
        message=row.message,
        words=len(known.text.split()),
        incidents=row.incidents,
        statements=row.statements,
    )
