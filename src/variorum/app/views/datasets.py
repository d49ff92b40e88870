"""Published data sets beside the record, a page at a time."""

from __future__ import annotations

import threading
from collections import OrderedDict

from variorum.app.export import kept_record
from variorum.app.views.shapes import DatasetList, DatasetPage
from variorum.datasets.comparing import compare_with
from variorum.errors import CursorBad, DatasetMissing
from variorum.model.dataset import Compared, Comparison, Dataset, Standing
from variorum.store import Store

KEPT = 4
"""Comparisons that are kept: each is of the whole record, and pages of one are asked for one after another."""

_lock = threading.Lock()
_kept: OrderedDict[tuple[str, str, str], Comparison] = OrderedDict()


def dataset_list(store: Store) -> DatasetList:
    """Give the data sets that the record keeps, by name."""
    found = store.datasets()
    return DatasetList(items=found, total=len(found))


def dataset_page(
    store: Store,
    name: str,
    *,
    standing: Standing | None = None,
    differing: bool | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> DatasetPage:
    """
    Give a page of a data set beside the record, in order of days.

    Args:
        standing: Only rows that stand so.
        differing: Only rows on which the two part, or do not.

    Raises:
        DatasetMissing: If the record has none of that name.
        CursorBad: If *cursor* was not given out for it.
    """
    known = {dataset.name: dataset for dataset in store.datasets()}
    if name not in known:
        raise DatasetMissing(name=name, known=", ".join(known) or "none")
    found = _compared(store, known[name])
    rows = [row for row in found.rows if _fits(row, standing, differing)]
    start = _place(cursor, len(rows))
    counts = {kind: sum(row.standing == kind for row in found.rows) for kind in ("same", "shared", "lacking", "beyond")}
    return DatasetPage(
        dataset=known[name],
        since=found.since,
        until=found.until,
        countries=found.countries,
        left_out=found.left_out,
        unplaced=found.unplaced,
        same=counts["same"],
        shared=counts["shared"],
        lacking=counts["lacking"],
        beyond=counts["beyond"],
        differing=sum(bool(row.differences) for row in found.rows),
        items=tuple(rows[start : start + limit]),
        next=str(start + limit) if start + limit < len(rows) else None,
        total=len(rows),
    )


def _fits(row: Compared, standing: Standing | None, differing: bool | None) -> bool:
    return standing in (None, row.standing) and differing in (None, bool(row.differences))


def _place(cursor: str | None, length: int) -> int:
    if cursor is None:
        return 0
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 12 and int(cursor) < max(1, length)):
        raise CursorBad(cursor=cursor[:80])
    return int(cursor)


def _compared(store: Store, dataset: Dataset) -> Comparison:
    key = store.address, store.version(), f"{dataset.name} {dataset.sha256} {dataset.at}"
    with _lock:  # one at a time: a comparison takes all the memory that a whole record takes
        if key not in _kept:
            # Whoever asks writes nothing: actors are as they were worked out last.
            _kept[key] = compare_with(kept_record(store), list(store.dataset_events(dataset.name)), dataset.name)
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
        return _kept[key]
