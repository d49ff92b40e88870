"""Brings made-up reports into stores, and gives the record as bytes to compare."""

from collections.abc import Iterable, Sequence

import msgspec

from generate import FormReader
from variorum.app.collate import Changes, Collator
from variorum.app.export import whole_record
from variorum.model import Account, Report
from variorum.store import Store


def collator_of(store: Store, reader: FormReader | None = None) -> Collator:
    """Make a collator whose undated reports *reader* reads again."""
    chosen = reader or FormReader()

    def read(report: Report) -> tuple[Account, str]:
        return chosen.read(report), chosen.version

    return Collator(store, read=read)


def put(store: Store, reports: Iterable[Report], reader: FormReader | None = None) -> None:
    """Keep reports and what *reader* makes of them, without collating."""
    chosen = reader or FormReader()
    for report in reports:
        store.add_report(report)
        captured = store.report(report.sha256)
        assert captured is not None
        store.save_account(chosen.read(captured), reader=chosen.version)


def add(store: Store, *batches: Sequence[Report], reader: FormReader | None = None) -> Changes:
    """Add reports batch by batch; give what the last one changed."""
    collator, changes = collator_of(store, reader), Changes()
    for batch in batches:
        put(store, batch, reader)
        changes = collator.collate()
    return changes


def written(store: Store) -> bytes:
    """Give the whole record as it is exported."""
    return msgspec.json.encode(whole_record(store))
