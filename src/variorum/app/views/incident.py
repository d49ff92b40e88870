"""Gives one incident with all that bears on it, and how its figures moved."""

from __future__ import annotations

from itertools import groupby

from variorum.app.show import IncidentView, full_id, view_incident
from variorum.app.views.names import names, summaries
from variorum.app.views.shapes import Figure, IncidentPage, Series, TollList
from variorum.errors import IncidentMissing
from variorum.model.record import Basis, IncidentEntry, SourceSpan
from variorum.store import Store


def incident_page(store: Store, incident: str) -> IncidentPage:
    """
    Give all that the record knows of an incident; *incident* is what `full_id` understands.

    Raises:
        IncidentMissing: If there is none.
        IncidentAmbiguous: If several ids begin so.
    """
    with store.snapshot():
        view = view_incident(store, incident)
        (summary,) = summaries(store, (view.incident,))
        return IncidentPage(
            summary=summary,
            entry=view.incident,
            reports=view.reports,
            actors=view.actors,
            tellings=view.tellings,
            toll=toll_series(view.incident, _publishers(view)),
            before=view.before,
            after=view.after,
            comparisons=view.comparisons,
            judgements=view.judgements,
        )


def toll_list(store: Store, incident: str) -> TollList:
    """
    Give how the figures of an incident moved, voice by voice.

    Raises:
        IncidentMissing: If there is none.
        IncidentAmbiguous: If several ids begin so.
    """
    with store.snapshot():
        entry = store.incident(full_id(store, incident))
        if entry is None:
            raise IncidentMissing(id=incident)
        rows = store.report_rows(ids=tuple({b.report for e in entry.estimates for b in e.basis}), limit=1000)
        items = toll_series(entry, {row.report.id: row.report.publisher for row in rows.entries})
        return TollList(items=items, actors=names(store, (series.speaker for series in items)))


def toll_series(entry: IncidentEntry, publishers: dict[str, str | None]) -> tuple[Series, ...]:
    """Give the figures of an incident by outcome, group and voice, each by day; *publishers* are by report."""
    found = []
    for estimate in entry.estimates:

        def voice(basis: Basis) -> tuple[str, str]:
            return basis.speaker or "", "" if basis.speaker else publishers.get(basis.report) or basis.report

        for (speaker, publisher), some in groupby(sorted(estimate.basis, key=voice), key=voice):
            told = sorted(some, key=lambda b: (str(b.published.start), b.report, b.start))
            found.append(
                Series(
                    outcome=estimate.outcome,
                    group=estimate.group,
                    speaker=speaker or None,
                    publisher=publisher or None,
                    side=told[0].side,
                    figures=tuple(map(_figure, told)),
                )
            )
    return tuple(found)


def _figure(basis: Basis) -> Figure:
    return Figure(
        published=basis.published,
        low=basis.low,
        high=basis.high,
        approximate=basis.approximate,
        stance=basis.stance,
        certainty=basis.certainty,
        superseded=basis.superseded_by is not None,
        reversed=basis.reversed,
        source=SourceSpan(report=basis.report, start=basis.start, end=basis.end, quote=basis.quote),
    )


def _publishers(view: IncidentView) -> dict[str, str | None]:
    return {report.id: report.publisher for report in view.reports}
