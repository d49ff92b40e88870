"""Readers that turn what is on disk into reports, strictly; nothing here interprets the text."""

from variorum.sources.manifest import Manifest, ManifestRow, parse_published, read_manifest
from variorum.sources.text import load_text, make_report

__all__ = ["Manifest", "ManifestRow", "load_text", "make_report", "parse_published", "read_manifest"]
