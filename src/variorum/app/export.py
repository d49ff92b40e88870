"""Gives the record as one value, for exporting."""

from __future__ import annotations

from variorum.app.collate import settle
from variorum.model.record import Record
from variorum.store import Store


def whole_record(store: Store) -> Record:
    """
    Give the whole record as it is at one moment, every part in a fixed order.

    Raises:
        StoreError: If the database fails.
    """
    settle(store)
    with store.snapshot():
        return Record(
            reports=tuple(store.report_entries()),
            actors=tuple(sorted(store.actors(), key=lambda a: a.id)),
            incidents=tuple(store.incident_entries()),
            links=store.links(),
            statistics=tuple(store.statistics()),
            statements=tuple(store.statements()),
            forecasts=tuple(store.forecasts()),
        )
