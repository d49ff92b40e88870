"""Readers that turn what is on disk or was fetched into reports, strictly; nothing here interprets the text."""

from variorum.sources.formats.tables import parse_columns
from variorum.sources.guard import Guard
from variorum.sources.items import Captured, Document, Facts, Kind, Linked
from variorum.sources.kinds import SUFFIXES, is_address, taken_in
from variorum.sources.manifest import Manifest, ManifestRow, parse_published, read_manifest
from variorum.sources.text import check_length, load_text, make_report, report_of, shown
from variorum.sources.unpacking import Unpacked, original_of, report_of_document, unpack

__all__ = [
    "SUFFIXES",
    "Captured",
    "Document",
    "Facts",
    "Guard",
    "Kind",
    "Linked",
    "Manifest",
    "ManifestRow",
    "Unpacked",
    "check_length",
    "is_address",
    "load_text",
    "make_report",
    "original_of",
    "parse_columns",
    "parse_published",
    "read_manifest",
    "report_of",
    "report_of_document",
    "shown",
    "taken_in",
    "unpack",
]
