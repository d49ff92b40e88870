"""
Gives a record places and actors beside those that ship with the package, and has its reports read with them.

What accounts depend on is in their reader's version: a list that comes or goes has every report read again, by the next
`variorum add`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from variorum.app.clock import current_user, now
from variorum.app.read import MakeReader, ReportReader, kept_reader
from variorum.collation import lineage
from variorum.collation.actors import forget_catalogued
from variorum.errors import ListMissing, ListRowBad, ListUnusable
from variorum.knowledge import Additions, in_use, use
from variorum.knowledge.actors import listed_actors
from variorum.knowledge.gazetteer import load_gazetteer
from variorum.model import Account, Report
from variorum.model.knowledge import KnowledgeKind, KnowledgeList, KnownActor
from variorum.sources.lists import ActorFormat, Found, pack_places, read_actors, read_places
from variorum.store import LogEntry, Store, open_store

SHORT = 12
"""Digits of a digest in a reader's version."""

MARK = ", knowledge "
"""What stands before the digest in a reader's version."""

MAX_NAME = 100
_actors = msgspec.json.Decoder(tuple[KnownActor, ...])
_encode = msgspec.json.Encoder().encode


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """
    A list that was given to a record; `unchanged` where the record had all of it.

    `known` counts what was left out for it ships with the package, `other` what is of a kind that is not read with.
    """

    entry: KnowledgeList
    faults: tuple[ListRowBad, ...] = ()
    known: int = 0
    other: int = 0
    unchanged: bool = False


def give_places(
    store: Store,
    path: Path,
    *,
    name: str | None = None,
    columns: Mapping[str, str] | None = None,
    user: str | None = None,
) -> Given:
    """
    Give the record the places of a file, in the place of those of an older file of that name.

    Raises:
        ListUnusable: If the file is no list of places.
    """
    use(Additions())
    found = read_places(path, load_gazetteer(), columns=columns)
    content, digest = pack_places(found.entries)
    return _give(store, "places", path, name, found, content, digest, user)


def give_actors(
    store: Store,
    path: Path,
    *,
    name: str | None = None,
    form: ActorFormat | None = None,
    columns: Mapping[str, str] | None = None,
    user: str | None = None,
) -> Given:
    """
    Give the record the actors of a file, in the place of those of an older file of that name.

    Raises:
        ListUnusable: If the file is no list of actors.
    """
    found = read_actors(path, form=form, columns=columns)
    content = _encode(found.entries)
    return _give(store, "actors", path, name, found, content, sha256(content).hexdigest(), user)


def _give(
    store: Store,
    kind: KnowledgeKind,
    path: Path,
    name: str | None,
    found: Found[Any],
    content: bytes,
    digest: str,
    user: str | None,
) -> Given:
    entries = len(found.entries)
    called = (name or path.stem)[:MAX_NAME]
    try:
        with path.open("rb") as file:
            source = sha256()
            while piece := file.read(1 << 20):
                source.update(piece)
    except OSError as error:
        raise ListUnusable(path=path, reason=error.strerror or str(error), advice="Name a file") from error
    with store.transaction():
        mine = [known for known in store.knowledge(kind) if known.name == called]
        if mine and not mine[-1].removed and mine[-1].digest == digest:
            return _given(mine[-1], found, unchanged=True)
        entry = KnowledgeList(
            kind=kind,
            name=called,
            version=len(mine) + 1,
            source=path.name,
            sha256=source.hexdigest(),
            digest=digest,
            entries=entries,
            at=now(),
            user=user or current_user(),
        )
        store.save_knowledge(entry, content)
        _note(store, entry, f"{kind} {called}, version {entry.version}: {entries} of {path.name}")
    return _given(entry, found)


def _given(entry: KnowledgeList, found: Found[Any], *, unchanged: bool = False) -> Given:
    return Given(entry=entry, faults=tuple(found.faults), known=found.known, other=found.other, unchanged=unchanged)


def remove_list(store: Store, kind: KnowledgeKind, name: str, *, user: str | None = None) -> KnowledgeList:
    """
    Take a list from the record: reports are not read with it any more, and what it held goes.

    Raises:
        ListMissing: If the record has no such list.
    """
    with store.transaction():
        current = [known for known in store.current_knowledge() if known.kind == kind]
        mine = next((known for known in current if known.name == name), None)
        if mine is None:
            raise ListMissing(name=name, kind=kind, known=", ".join(known.name for known in current) or "none")
        gone = msgspec.structs.replace(
            mine, version=mine.version + 1, at=now(), user=user or current_user(), removed=True, entries=0
        )
        store.save_knowledge(gone, None)
        _note(store, gone, f"{kind} {name} removed")
    return gone


def _note(store: Store, entry: KnowledgeList, detail: str) -> None:
    current = store.current_knowledge()
    store.save_knowledge_state(_digest(current), current)
    store.write_log(LogEntry(at=entry.at, user=entry.user, what="knowledge", detail=detail))


def _digest(lists: tuple[KnowledgeList, ...]) -> str:
    """Give what stands in a reader's version for these lists: the same for the same content, whoever gave it when."""
    said = "\n".join(f"{known.kind} {known.name} {known.digest}" for known in lists)
    return sha256(said.encode("utf-8", "replace")).hexdigest()[:SHORT] if lists else ""


def use_knowledge(store: Store) -> str:
    """Have this process read and collate with what *store* was given; gives the digest of it, empty where nothing."""
    lists = store.current_knowledge()
    _use(store, digest := _digest(lists), lists)
    return digest


def _use(store: Store, digest: str, lists: tuple[KnowledgeList, ...]) -> None:
    if in_use().digest == digest:
        return
    use(_loaded(store, digest, lists))
    # What was looked up in other lists.
    forget_catalogued()
    lineage.outlet_of.cache_clear()
    lineage.publisher_of.cache_clear()


@dataclass(frozen=True)
class WithKnowledge:
    """Makes readers that read with the lists that `digest` stands for in the record at `address`, in any process."""

    make: MakeReader
    address: str = field(repr=False)
    digest: str

    def __call__(self, pipeline: str | None, threads: int) -> ReportReader:
        """Make a reader."""
        return _Knowing(kept_reader(pipeline, threads, self.make), self)

    def apply(self) -> None:
        """
        Have this process read with the lists.

        Raises:
            LookupError: If one of them has been removed since.
        """
        if in_use().digest == self.digest:
            return
        with open_store(self.address, create=False) as store:
            states = {state.digest: state.lists for state in store.knowledge_states()}
            _use(store, self.digest, states[self.digest] if self.digest else ())


class _Knowing:
    """A reader that says in its version what it reads with."""

    def __init__(self, reader: ReportReader, known: WithKnowledge) -> None:
        self._reader, self._known = reader, known
        self.version = f"{reader.version}{MARK}{known.digest}" if known.digest else reader.version

    def read(self, report: Report) -> Account:
        """Read *report* with the lists."""
        self._known.apply()
        return self._reader.read(report)


def knowing(store: Store, make: MakeReader) -> MakeReader:
    """Give what makes readers as *make* does, that read with what *store* was given; this process does so already."""
    return WithKnowledge(make, store.address, use_knowledge(store))


def _loaded(store: Store, digest: str, lists: tuple[KnowledgeList, ...]) -> Additions:
    places = tuple(store.knowledge_content(known) for known in lists if known.kind == "places")
    actors = (_actors.decode(store.knowledge_content(known)) for known in lists if known.kind == "actors")
    return Additions(digest=digest, places=places, actors=tuple(actor for some in actors for actor in some))


def known_actors(store: Store, *, added: bool = False) -> tuple[KnownActor, ...]:
    """Give the actors that the record's reports are read with, by name; with *added* only those of its lists."""
    lists = store.current_knowledge()
    additions = _loaded(store, _digest(lists), tuple(known for known in lists if known.kind == "actors"))
    if added:
        latest = {(actor.name, actor.country): actor for actor in additions.actors}
        return tuple(sorted(latest.values(), key=lambda actor: (actor.name, actor.country or "")))
    curated, outlets = listed_actors(additions)
    found = [(entry, ()) for entry in curated] + [(entry, domains) for entry, domains in outlets]
    return tuple(
        KnownActor(
            name=entry.name,
            type=entry.type,
            country=entry.country,
            parent=entry.parent,
            organ=entry.organ,
            aliases=entry.aliases,
            domains=domains,
        )
        for entry, domains in sorted(found, key=lambda pair: (pair[0].name, pair[0].country or ""))
    )


def met_actors(store: Store) -> tuple[KnownActor, ...]:
    """Give the parties, offices and people that the record's reports name, as a list that can be edited and given."""
    entries = {entry.id: entry for entry in store.actors()}
    return tuple(
        KnownActor(
            name=entry.name,
            type=entry.type,
            country=entry.country,
            parent=entries[entry.parent].name if entry.parent in entries else None,
            aliases=tuple(alias for alias in entry.aliases if alias != entry.name),
        )
        for entry in sorted(entries.values(), key=lambda entry: (entry.name, entry.id))
    )
