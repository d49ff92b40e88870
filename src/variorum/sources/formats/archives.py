"""ZIP and gzip: the files in them, unpacked in memory one at a time, never on disk."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from lzma import LZMAError
from pathlib import PurePosixPath

import msgspec

from variorum.errors import FormatUnread, ReportLocked, UnpacksTooFar
from variorum.settings import IntakeLimits
from variorum.sources.formats.docx import read_docx
from variorum.sources.formats.warc import read_wacz
from variorum.sources.items import Captured, Fault, Items, damaged
from variorum.sources.kinds import CONTAINERS, SUFFIXES, taken_in

PIECE = 1 << 20
ENCRYPTED = 0x1
OFFICE = {
    "xl/workbook.xml": "an Excel workbook",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "META-INF/container.xml": "an electronic book",
    "content.xml": "an OpenDocument file",
}


def read_zip(captured: Captured, limits: IntakeLimits) -> Items:
    """Give each file in a ZIP archive that may be a report; a ZIP that is a document is read as that."""
    try:
        with captured.open() as file, zipfile.ZipFile(file) as archive:
            names = set(archive.namelist()[: limits.max_parts])
            if "word/document.xml" in names:
                yield from read_docx(captured, limits)
            elif "datapackage.json" in names and any(name.startswith("archive/") for name in names):
                yield from read_wacz(captured, limits)
            elif kind := next((kind for name, kind in OFFICE.items() if name in names), None):
                raise FormatUnread(path=captured.name, kind=kind, advice="Save it as DOCX, PDF, CSV or plain text")
            else:
                yield from _members(archive, captured, limits)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise damaged(captured.name, "a ZIP archive", error) from error


def _members(archive: zipfile.ZipFile, captured: Captured, limits: IntakeLimits) -> Items:
    unpacked = 0
    wanted = [info for info in archive.infolist() if not info.is_dir() and taken_in(info.filename)]
    if len(wanted) > limits.max_parts:
        raise UnpacksTooFar(path=captured.name, limit=limits.max_parts, unit="files")
    for info in sorted(wanted, key=lambda info: info.filename):
        name = f"{captured.name}/{info.filename}"
        if info.flag_bits & ENCRYPTED:
            yield Fault.of(ReportLocked(path=name))
            continue
        holds_many = SUFFIXES.get(PurePosixPath(info.filename).suffix.lower()) in CONTAINERS
        limit = limits.max_nested_bytes if holds_many else limits.max_bytes
        content = bytearray()
        try:
            with archive.open(info) as member:
                while len(content) <= limit and (piece := member.read(min(PIECE, limit + 1 - len(content)))):
                    content += piece
                    unpacked += len(piece)
                    if unpacked > limits.max_unpacked:
                        raise UnpacksTooFar(path=captured.name, limit=limits.max_unpacked, unit="bytes")
        except (
            zipfile.BadZipFile,
            zlib.error,
            LZMAError,
            NotImplementedError,
            RuntimeError,
            EOFError,
            OSError,
        ) as error:
            yield Fault.of(damaged(name, "a file of the archive", error))
            continue
        if len(content) > limit:
            yield Fault.of(UnpacksTooFar(path=name, limit=limit, unit="bytes"))
            continue
        yield Captured(name=name, content=bytes(content), known=captured.known, columns=captured.columns)


def read_gzip(captured: Captured, limits: IntakeLimits) -> Items:
    """Give the one file in a gzip archive."""
    content = bytearray()
    try:
        with captured.open() as file, gzip.GzipFile(fileobj=file) as packed:
            while len(content) <= limits.max_nested_bytes and (piece := packed.read(PIECE)):
                content += piece
    except (OSError, EOFError, zlib.error) as error:
        raise damaged(captured.name, "a gzip archive", error) from error
    if len(content) > limits.max_nested_bytes:
        raise UnpacksTooFar(path=captured.name, limit=limits.max_nested_bytes, unit="bytes")
    name = captured.name[:-3] if captured.name.lower().endswith(".gz") else captured.name
    yield msgspec.structs.replace(captured, name=name, content=bytes(content), path=None, kind=None, media_type=None)
