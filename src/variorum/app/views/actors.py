"""Lists actors with what they say and do, and gives one with what it belongs to."""

from __future__ import annotations

from variorum.app.views import shapes
from variorum.app.views.names import name_of, names, summaries
from variorum.app.views.shapes import ActorList, ActorPage, Name
from variorum.errors import ActorMissing
from variorum.model.account import ActorType
from variorum.store import ActorOrder, ActorRow, IncidentFilter, Store

LATEST = 20
"""Incidents and statements beside an actor."""

DEEPEST = 20
"""Parents of parents that are followed: names that were put together wrongly may go round in a circle."""


def actor_list(
    store: Store,
    *,
    name: str | None = None,
    type: ActorType | None = None,  # noqa: A002
    country: str | None = None,
    sort: ActorOrder = "name",
    limit: int = 50,
    cursor: str | None = None,
) -> ActorList:
    """
    Give a page of the actors.

    Raises:
        CursorBad: If *cursor* was not given out for this order.
    """
    with store.snapshot():
        page = store.actor_rows(name=name, type=type, country=country, order=sort, limit=limit, cursor=cursor)
        parents = {known.id: known for known in names(store, (row.actor.parent for row in page.entries))}
    items = tuple(_line(row, parents) for row in page.entries)
    return ActorList(items=items, next=page.cursor, total=page.total)


def actor_page(store: Store, actor: str) -> ActorPage:
    """
    Give an actor with its parents and children, its latest incidents and statements.

    Raises:
        ActorMissing: If there is none.
    """
    with store.snapshot():
        found = store.actor_rows(id=actor).entries
        if not found:
            raise ActorMissing(id=actor)
        parents = _parents(store, found[0])
        incidents = store.incidents(IncidentFilter(actor=actor), limit=LATEST).entries
        statements = store.latest_statements(actor, limit=LATEST)
        return ActorPage(
            actor=_line(found[0], {parent.id: parent for parent in parents}),
            parents=parents,
            children=tuple(map(name_of, store.children(actor))),
            incidents=summaries(store, incidents),
            statements=statements,
            actors=names(store, {actor, *(statement.speaker for statement in statements)}),
        )


def _parents(store: Store, row: ActorRow) -> tuple[Name, ...]:
    """Give what an actor belongs to, the nearest first."""
    found: dict[str, Name] = {}
    above = row.actor.parent
    while above and above not in found and len(found) < DEEPEST and (entry := store.actor(above)):
        found[above] = name_of(entry)
        above = entry.parent
    return tuple(found.values())


def _line(row: ActorRow, parents: dict[str, Name]) -> shapes.ActorRow:
    known = row.actor
    return shapes.ActorRow(
        id=known.id,
        name=known.name,
        type=known.type,
        country=known.country,
        parent=parents.get(known.parent or ""),
        aliases=known.aliases,
        statements=row.statements,
        claims=row.claims,
        contested=row.contested,
        initiator=row.initiator,
        target=row.target,
    )
