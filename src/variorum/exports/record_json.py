"""The record as the record contract has it: one JSON object, which loses nothing."""

from __future__ import annotations

import msgspec

from variorum.exports.codes import Codes
from variorum.exports.context import Context
from variorum.exports.parts import Export, Table
from variorum.exports.traces import trace_estimates
from variorum.model.record import Record


def make(record: Record, codes: Codes) -> Export:
    """Give the whole record; every estimate has its basis in it, and the side file says the same by column."""
    context, export = Context(record, codes), Export()
    for entry in record.incidents:
        trace_estimates(context, export, entry)
    export.tables.append(Table(file="", form="json", rows=(msgspec.to_builtins(record),)))
    return export
