"""Finds words in reports and statements, incidents and actors."""

from __future__ import annotations

from typing import Literal

from variorum.app.views.actors import actor_list
from variorum.app.views.incidents import incident_list
from variorum.app.views.names import names
from variorum.app.views.shapes import Part, Passage, PassageList, SearchPage
from variorum.errors import CursorBad
from variorum.store import Hit, IncidentFilter, Store

FIRST = 10
"""Of each kind, on the first page."""

DEEPEST = 5000
"""Passages that can be paged through; who has not found it by then asks otherwise."""


def search_page(store: Store, q: str) -> SearchPage:
    """Give the first of each kind that hold the words of *q*."""
    with store.snapshot():
        return SearchPage(
            q=q,
            reports=passages(store, q, kind="report", limit=FIRST),
            statements=passages(store, q, kind="statement", limit=FIRST),
            incidents=incident_list(store, IncidentFilter(text=q), limit=FIRST),
            actors=actor_list(store, name=q, sort="claims", limit=FIRST),
        )


def passages(
    store: Store, q: str, *, kind: Literal["report", "statement"], limit: int = 20, cursor: str | None = None
) -> PassageList:
    """
    Give a page of the reports or statements that hold the words of *q*, the best first.

    Raises:
        CursorBad: If *cursor* was not given out with such a page.
    """
    skip = _skip(cursor, kind)
    with store.snapshot():
        hits = store.search(q, kind=kind, limit=limit + 1, skip=skip)
        items = tuple(map(_passage, hits[:limit]))
        actors = names(store, (item.statement.speaker for item in items if item.statement))
    more = len(hits) > limit and skip + limit < DEEPEST
    return PassageList(items=items, next=f"{kind}-{skip + limit}" if more else None, actors=actors)


def _skip(cursor: str | None, kind: str) -> int:
    if cursor is None:
        return 0
    given, _, number = cursor.partition("-")
    if given != kind or not (number.isascii() and number.isdecimal()) or len(number) > 5 or int(number) > DEEPEST:
        raise CursorBad(cursor=cursor[:80])
    return int(number)


def _passage(hit: Hit) -> Passage:
    parts = tuple(Part(text=text, found=found) for text, found in hit.snippet)
    return Passage(report=hit.report, title=hit.title, parts=parts, statement=hit.statement)
