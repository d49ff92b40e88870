"""Brings in data sets that others have published, and lays them beside the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from variorum.app.clock import current_user, now
from variorum.app.export import whole_record
from variorum.datasets.comparing import compare_with
from variorum.datasets.matching import LEAST
from variorum.datasets.reading import kind_of, read_events, skipped_reasons
from variorum.datasets.rows import MAX_BYTES
from variorum.errors import DatasetMissing, DatasetTaken, DatasetUnusable
from variorum.model.dataset import Comparison, Dataset, DatasetKind, PublishedEvent
from variorum.model.record import Record
from variorum.store import LogEntry, Store

MAX_NAME = 100


@dataclass(frozen=True, kw_only=True)
class Imported:
    """A data set that was brought in; `skipped` counts the rows that are no events, by reason."""

    dataset: Dataset
    skipped: Mapping[str, int]


def import_dataset(
    store: Store,
    path: Path,
    kind: DatasetKind,
    *,
    names: Mapping[str, str] | None = None,
    name: str | None = None,
    replace: bool = False,
    user: str | None = None,
) -> Imported:
    """
    Keep a data set beside the record; nothing of the record changes.

    Args:
        names: For ``csv``, the column of each field.
        name: What it is called from now on; by default as its file.
        replace: Put it in the place of one of its name.

    Raises:
        DatasetTaken: If there is one of its name, and *replace* is False.
        DatasetUnusable: If the file is no such data set.
    """
    called = (name or path.stem)[:MAX_NAME]
    if not replace and any(known.name == called for known in store.datasets()):
        raise DatasetTaken(name=called)
    content = _content(path)
    events, skipped = read_events(content, str(path), kind, names=names)
    if not events:
        raise DatasetUnusable(path=path, reason="it has no events" + _first(skipped))
    digest = sha256(content).hexdigest()
    made = Dataset(name=called, kind=kind, source=path.name, sha256=digest, at=now(), events=len(events))
    with store.transaction():
        store.save_dataset(made, events)
        detail = f"{called}: {len(events)} events of {path.name} ({kind})"
        store.write_log(LogEntry(at=made.at, user=user or current_user(), what="import", detail=detail))
    return Imported(dataset=made, skipped=skipped_reasons(skipped))


def compare_dataset(
    store: Store, wanted: str, *, everything: bool = False, least: float = LEAST
) -> tuple[Record, Comparison]:
    """
    Compare the record with a data set that it keeps, or with a file of UCDP GED or ACLED; give both.

    Raises:
        DatasetMissing: If *wanted* is the name of neither.
        DatasetUnusable: If the file is no such data set.
    """
    record = whole_record(store)
    return record, compare_with(record, _events(store, wanted), wanted, everything=everything, least=least)


def _events(store: Store, wanted: str) -> list[PublishedEvent]:
    known = [dataset.name for dataset in store.datasets()]
    if wanted in known:
        return list(store.dataset_events(wanted))
    path = Path(wanted)
    if not path.is_file():
        raise DatasetMissing(name=wanted, known=", ".join(known) or "none")
    content = _content(path)
    events, _ = read_events(content, wanted, kind_of(content, wanted))
    return events


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise DatasetUnusable(path=path, reason=error.strerror or str(error)) from error
    if len(content) > MAX_BYTES:
        raise DatasetUnusable(path=path, reason=f"it is larger than {MAX_BYTES:,} bytes")
    return content


def _first(skipped: list[tuple[int, str]]) -> str:
    return f"; row {skipped[0][0]}: {skipped[0][1]}" if skipped else ""
