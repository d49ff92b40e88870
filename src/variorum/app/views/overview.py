"""Says how the record stands."""

from __future__ import annotations

from variorum.app.status import status
from variorum.app.views.shapes import Overview
from variorum.model import Interval
from variorum.store import Store


def overview(store: Store, *, reading: int = 0) -> Overview:
    """Say how the record stands; *reading* is how many reports are being read."""
    with store.snapshot():
        known, days = status(store), store.days()
        return Overview(
            name=known.record.replace("\\", "/").rpartition("/")[2],
            version=store.version(),
            counts=known.counts,
            policy=known.policy,
            days=Interval(start=days[0], end=days[1]) if days else None,
            pending=store.meta().get("settled") == "no",
            reading=reading,
            failures=known.failures,
            last=known.last,
        )
