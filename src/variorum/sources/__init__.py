"""Readers that turn what is on disk into reports, strictly; nothing here interprets the text."""

from variorum.sources.manifest import Manifest, ManifestRow, parse_published, read_manifest
from variorum.sources.text import check_length, load_text, make_report, report_of, shown

__all__ = [
    "Manifest",
    "ManifestRow",
    "check_length",
    "load_text",
    "make_report",
    "parse_published",
    "read_manifest",
    "report_of",
    "shown",
]
