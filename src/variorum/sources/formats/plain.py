"""Plain text: decoded, unchanged."""

from __future__ import annotations

from variorum.settings import IntakeLimits
from variorum.sources.items import Captured, Document, Items, Remark
from variorum.sources.text import decode


def read_text(captured: Captured, limits: IntakeLimits) -> Items:  # noqa: ARG001 - all readers have one signature
    """Give a plain text as it is."""
    remarks: list[Remark] = []
    with captured.open() as file:
        text = decode(file.read(), captured.name, lambda issue: remarks.append(Remark.of(issue)))
    yield from remarks
    yield Document(name=captured.name, text=text, facts=captured.known, media_type="text/plain", url=captured.url)
