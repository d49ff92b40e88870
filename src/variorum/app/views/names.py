"""Says what ids of actors mean, and puts incidents into lines."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec

from variorum.app.views.shapes import Name, Summary
from variorum.model.record import ActorEntry, IncidentEntry
from variorum.model.tolls import tolls_of
from variorum.store import Store


def name_of(actor: ActorEntry) -> Name:
    """Give an actor by its name."""
    return Name(id=actor.id, name=actor.name, type=actor.type, country=actor.country, parent=actor.parent)


def names(store: Store, ids: Iterable[str | None]) -> tuple[Name, ...]:
    """Give the actors with these ids and their parents by name, sorted by id; None among the ids is left out."""
    wanted = {actor for actor in ids if actor is not None}
    found = {actor.id: actor for actor in store.actors(ids=wanted)} if wanted else {}
    if parents := {actor.parent for actor in found.values() if actor.parent} - found.keys():
        found |= {actor.id: actor for actor in store.actors(ids=parents)}
    return tuple(name_of(found[actor]) for actor in sorted(found))


def version_of(entry: IncidentEntry) -> str:
    """Give a mark that changes with an incident."""
    return hashlib.sha256(msgspec.json.encode(entry)).hexdigest()[:16]


def summaries(store: Store, entries: Iterable[IncidentEntry]) -> tuple[Summary, ...]:
    """Put *entries* into lines, in their order."""
    entries = tuple(entries)
    ids = {actor for entry in entries for actor in (*entry.initiators, *entry.targets)}
    known = {actor.id: name_of(actor) for actor in store.actors(ids=ids)} if ids else {}
    return tuple(_summary(entry, known) for entry in entries)


def _summary(entry: IncidentEntry, known: dict[str, Name]) -> Summary:
    return Summary(
        id=entry.id,
        version=version_of(entry),
        type=entry.type,
        certainty=entry.certainty,
        when=entry.when,
        where=entry.where,
        initiators=tuple(known.get(actor) or _unknown(actor) for actor in entry.initiators),
        targets=tuple(known.get(actor) or _unknown(actor) for actor in entry.targets),
        tolls=tolls_of(entry),
        fields=tuple(contest.field for contest in entry.contested),
        contested=bool(entry.contested),
        reports=len({member.report for member in entry.members}),
        origins=len(entry.origins),
        confidence=entry.confidence,
        judged=bool(entry.corrections),
        rejected=entry.rejected,
    )


def _unknown(actor: str) -> Name:
    """Name an actor that is not worked out yet."""
    return Name(id=actor, name=actor, type="other")
