"""Lists of places and of actors that the record was given; each version of one stays until the list is removed."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import delete, func, insert, select, update

from variorum.model.knowledge import KnowledgeKind, KnowledgeList, KnowledgeState
from variorum.store.database import Database
from variorum.store.tables import knowledge, knowledge_states

_encode = msgspec.json.Encoder().encode
_list = msgspec.json.Decoder(KnowledgeList)
_state = msgspec.json.Decoder(KnowledgeState)


class Knowledge(Database):
    """What the store does with lists."""

    def save_knowledge(self, entry: KnowledgeList, content: bytes | None) -> None:
        """Keep a version of a list; without *content*, which says that it is removed, the others' content goes."""
        row = {"kind": entry.kind, "name": entry.name, "version": entry.version}
        with self.writing() as connection:
            connection.execute(insert(knowledge).values(entry=_encode(entry), content=content, **row))
            if content is None:
                mine = (knowledge.c.kind == entry.kind) & (knowledge.c.name == entry.name)
                connection.execute(update(knowledge).where(mine).values(content=None))

    def knowledge(self, kind: KnowledgeKind | None = None) -> tuple[KnowledgeList, ...]:
        """Give every version of every list, in the order in which they came, those of removed lists included."""
        asked = select(knowledge.c.entry).order_by(knowledge.c.key)
        if kind is not None:
            asked = asked.where(knowledge.c.kind == kind)
        with self.reading() as connection:
            return tuple(map(_list.decode, connection.scalars(asked).all()))

    def current_knowledge(self) -> tuple[KnowledgeList, ...]:
        """Give the last version of each list that is not removed, in the order in which they came."""
        last = select(func.max(knowledge.c.key)).group_by(knowledge.c.kind, knowledge.c.name)
        asked = select(knowledge.c.entry).where(knowledge.c.key.in_(last), knowledge.c.content.is_not(None))
        with self.reading() as connection:
            return tuple(map(_list.decode, connection.scalars(asked.order_by(knowledge.c.key)).all()))

    def knowledge_content(self, entry: KnowledgeList) -> bytes:
        """
        Give what was taken from a list.

        Raises:
            LookupError: If that version is not kept any more.
        """
        mine = (knowledge.c.kind == entry.kind) & (knowledge.c.name == entry.name)
        asked = select(knowledge.c.content).where(mine, knowledge.c.version == entry.version)
        with self.reading() as connection:
            found: bytes | None = connection.scalar(asked)
        if found is None:
            raise LookupError(f"version {entry.version} of {entry.name!r} is not kept")
        return found

    def save_knowledge_state(self, digest: str, lists: Sequence[KnowledgeList]) -> None:
        """Note which lists the digest in a reader's version stands for."""
        entry = _encode(KnowledgeState(digest=digest, lists=tuple(lists)))
        with self.writing() as connection:
            connection.execute(delete(knowledge_states).where(knowledge_states.c.digest == digest))
            connection.execute(insert(knowledge_states).values(digest=digest, entry=entry))

    def knowledge_states(self) -> tuple[KnowledgeState, ...]:
        """Give every state of the lists that there has been, by digest."""
        asked = select(knowledge_states.c.entry).order_by(knowledge_states.c.digest)
        with self.reading() as connection:
            return tuple(map(_state.decode, connection.scalars(asked).all()))
