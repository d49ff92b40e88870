"""Runs the reader of a format, so that nothing but items comes out of it, whatever it meets."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from variorum.errors import LibraryMissing, ReportError, ReportTooLarge, UnpacksTooFar
from variorum.settings import IntakeLimits
from variorum.sources.items import Captured, Fault, Items, Kind, damaged
from variorum.sources.kinds import CONTAINERS, NAMES, kind_of

Reader = Callable[[Captured, IntakeLimits], Items]

READERS: dict[Kind, tuple[str, str]] = {
    "text": ("plain", "read_text"),
    "markdown": ("markdown", "read_markdown"),
    "html": ("pages", "read_page"),
    "pdf": ("pdf", "read_pdf"),
    "email": ("mail", "read_message"),
    "mbox": ("mail", "read_mailbox"),
    "docx": ("docx", "read_docx"),
    "feed": ("feeds", "read_feed"),
    "sitemap": ("feeds", "read_sitemap"),
    "warc": ("warc", "read_warc"),
    "wacz": ("warc", "read_wacz"),
    "csv": ("tables", "read_csv"),
    "tsv": ("tables", "read_csv"),
    "jsonl": ("tables", "read_json_lines"),
    "parquet": ("tables", "read_parquet"),
    "zip": ("archives", "read_zip"),
    "gzip": ("archives", "read_gzip"),
}
"""Which module and function reads a format; a module is loaded when its format is met, with the libraries it needs."""

OWN = frozenset[Kind]({"text", "csv", "tsv", "jsonl", "mbox"})
"""What is read by this program and the standard library alone, within bounds, and needs no process of its own."""


def parse(captured: Captured, limits: IntakeLimits) -> Items:
    """
    Give what *captured* holds: documents, captures within it, links, and faults for what cannot be read.

    Never raises on what is in it, nor on a library that is not installed.
    """
    kind = kind_of(captured)
    try:
        if kind not in CONTAINERS and (size := _size(captured)) > limits.max_bytes:
            raise ReportTooLarge(path=captured.name, limit=limits.max_bytes, size=size)
        module, function = READERS[kind]
        reader: Reader = getattr(import_module(f"variorum.sources.formats.{module}"), function)
        for number, item in enumerate(reader(captured, limits)):
            if number >= limits.max_parts:
                raise UnpacksTooFar(path=captured.name, limit=limits.max_parts, unit="reports")
            yield item
    except ReportError as error:
        yield Fault.of(error)
    except ImportError as error:
        yield Fault.of(LibraryMissing(path=captured.name, kind=NAMES[kind], library=error.name or str(error)))
    except MemoryError:
        yield Fault.of(UnpacksTooFar(path=captured.name, limit=limits.memory, unit="bytes of memory"))
    except Exception as error:  # noqa: BLE001 - parsers of hostile formats raise whatever they like
        yield Fault.of(damaged(captured.name, NAMES[kind], error))


def _size(captured: Captured) -> int:
    with captured.open() as file:
        return file.seek(0, 2)
