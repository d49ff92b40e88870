"""Lists of places and of actors that a record was given."""

from __future__ import annotations

from typing import Literal

from variorum.model.account import ActorType, Value

KnowledgeKind = Literal["places", "actors"]


class KnownActor(Value, frozen=True, kw_only=True):
    """
    An actor of a list; `parent` is the name of another, `organ` what part of a state it is ("air_force").

    `domains` are web addresses of an outlet ("courier.example").
    """

    name: str
    type: ActorType
    country: str | None = None
    parent: str | None = None
    organ: str | None = None
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


class KnowledgeList(Value, frozen=True, kw_only=True):
    """
    One version of a list; the first of a name is 1, and what is removed goes on with a version that is `removed`.

    `source` is the name of the file, `sha256` the hash of its bytes, `digest` that of what was taken from it.
    """

    kind: KnowledgeKind
    name: str
    version: int
    source: str
    sha256: str
    digest: str
    entries: int
    at: str
    user: str
    removed: bool = False


class KnowledgeState(Value, frozen=True, kw_only=True):
    """The lists that accounts were read with whose reader ends with ``knowledge`` and this `digest`, oldest first."""

    digest: str
    lists: tuple[KnowledgeList, ...] = ()
