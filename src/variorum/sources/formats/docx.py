"""Word documents: paragraphs and tables in their order."""

from __future__ import annotations

import zipfile
from typing import Any

from variorum.errors import UnpacksTooFar
from variorum.settings import IntakeLimits
from variorum.sources.formats.blocks import clean, joined
from variorum.sources.formats.properties import people, real_title
from variorum.sources.items import Captured, Document, Facts, Items, damaged


def read_docx(captured: Captured, limits: IntakeLimits) -> Items:
    """Give the text of a Word document; when it was made is no date of publication, and is left alone."""
    import docx
    from docx.opc.exceptions import OpcError
    from lxml import etree

    try:
        with captured.open() as file:
            _check(file, captured.name, limits)
            file.seek(0)
            document = docx.Document(file)
        blocks = list(filter(None, (_block(item) for item in document.iter_inner_content())))
        title, author = document.core_properties.title, document.core_properties.author
    except (OpcError, etree.LxmlError, zipfile.BadZipFile, KeyError, ValueError, OSError, AttributeError) as error:
        raise damaged(captured.name, "a Word document", error) from error
    facts = Facts.of("properties", title=real_title(title), authors=people(author))
    yield Document(
        name=captured.name,
        text=joined(blocks),
        facts=facts.filled(captured.known),
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        url=captured.url,
    )


def _check(file: Any, name: str, limits: IntakeLimits) -> None:
    """Refuse one that unpacks too far; what it says of its sizes may be a lie, so its text parts are unpacked here."""
    size = 0
    with zipfile.ZipFile(file) as archive:
        for info in archive.infolist():
            if not info.filename.endswith((".xml", ".rels")):
                size += info.file_size
            else:
                with archive.open(info) as member:
                    while piece := member.read(1 << 20):
                        if (size := size + len(piece)) > limits.max_nested_bytes:
                            break
            if size > limits.max_nested_bytes:
                raise UnpacksTooFar(path=name, limit=limits.max_nested_bytes, unit="bytes")


def _block(item: Any) -> str:
    if hasattr(item, "rows"):
        rows = (" | ".join(dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)) for row in item.rows)
        return clean("\n".join(row for row in rows if row.strip(" |")))
    text: str = clean(item.text).strip()
    return f"- {text}" if text and "List" in str(getattr(item.style, "name", "")) else text
