"""Puts a dossier into the page that shows it: one file, which asks for nothing."""

from __future__ import annotations

import html
from importlib import resources

import msgspec

from variorum.app.views.dossier import Dossier
from variorum.errors import DataUnusable

PAGE = "pages/dossier.html"

PLACE = '<script type="application/json" id="variorum-dossier">{}</script>'
"""Where the built page has room for what it shows; `null` stands there."""

TITLE = "<title>{}</title>"


def dossier_page(dossier: Dossier) -> bytes:
    """
    Give the file that shows a dossier.

    Nothing in the data can end the element that holds it: there is no ``<`` left in it.

    Raises:
        DataUnusable: If the page was not built, or not for this version.
    """
    try:
        page = resources.files("variorum.web").joinpath(PAGE).read_text(encoding="utf-8")
    except OSError as error:
        raise DataUnusable(source=PAGE, reason="it is not there") from error
    title, place = TITLE.format("Variorum dossier"), PLACE.format("null")
    if page.count(place) != 1 or page.count(title) != 1:
        raise DataUnusable(source=PAGE, reason="it has no place for the record")
    data = msgspec.json.encode(dossier).decode().replace("<", "\\u003c")
    before, after = page.split(place)
    before, after = (part.replace(title, TITLE.format(html.escape(dossier.title))) for part in (before, after))
    return f"{before}{PLACE.format(data)}{after}".encode()
