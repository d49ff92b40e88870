"""The index of a report's actors: built once in text order, asked by token spans."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from variorum.knowledge.names import fold
from variorum.model import Actor, Span
from variorum.nlp.columns import columns
from variorum.reading.actors.known import Known
from variorum.reading.actors.linking import Linker
from variorum.reading.actors.material import Material

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from spacy.tokens import Doc, Token

    from variorum.knowledge.actors import ActorCatalogue
    from variorum.knowledge.gazetteer import Gazetteer
    from variorum.reading.actors.entities import Entity
    from variorum.reading.layout import Layout

_LEADING = frozenset({"IN", "TO", "CC", "RB", "POS"})


class ActorIndex:
    """
    Says who every phrase of one report is.

    Ids are slugs of the canonical names, in the order of the first mention; they are settled when the index is built
    or an actor is added, and never change afterwards.
    """

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._doc = linker.material.doc
        self._entities = linker.material.entities
        self._ids: dict[int, str] = {}
        self._numbers: dict[str, int] = {}
        self._reporters: tuple[str, ...] | None = None
        self._printed: dict[int, tuple[tuple[object, ...], Actor]] = {}

    @classmethod
    def build(
        cls, doc: Doc, layout: Layout, catalogue: ActorCatalogue, gazetteer: Gazetteer, *, on: date | None = None
    ) -> ActorIndex:
        """
        Read all names, role nouns and pronouns of a report once, in time linear in its length.

        Args:
            on: The day that the report speaks of; it decides what a movement that ruled for a time was then.
        """
        linker = Linker(Material(doc, layout, Known(catalogue, on=on), gazetteer))
        linker.link_all()
        return cls(linker)

    def resolve(self, start: int, end: int, *, create: bool = True) -> str | None:
        """
        Give the actor of a token span: a name, a noun phrase, a pronoun, or part of one.

        None where the words are no party. With *create*, a concrete target not met before ("a convoy") becomes one.
        """
        start, end = self._trim(start, end)
        if start >= end:
            return None
        number = self._linker.at(start, end, create=create)
        return None if number is None else self._id(number)

    def resolve_head(self, token: Token, *, create: bool = True) -> str | None:
        """Give the actor of the noun phrase that a token heads."""
        return self.resolve(token.i, token.i + 1, create=create)

    def nation(self, people: Token) -> str | None:
        """Give the state whose people a word names ("the Freedonians"); None where it is no such word."""
        material = self._linker.material
        country = material.known.demonym(people.text)
        if country is None:
            return None
        state = self._linker.naming.of_country(country)
        state.mentions.append((people.i, people.i + 1))
        return self._id(state.number)

    def parties(self, start: int, end: int, *, create: bool = True) -> list[str]:
        """Give the actors of a token span, one for each part of a coordination, in text order."""
        ids: dict[str, None] = {}
        for a, b in self._linker.parts(*self._trim(start, end)):
            for number in self._linker.several(a, b, create=create):
                ids.setdefault(self._id(number))
        return list(ids)

    def speaker(self, start: int, end: int) -> list[str]:
        """Give the speakers of a source span; several for "Mali and Niger", one for "Jane Doe, a teacher"."""
        found = self.parties(start, end)
        if not found:
            # "Figures from the ministry" are the ministry's.
            at = next((i + 1 for i in range(start + 1, end - 1) if self._doc[i].lower_ in {"from", "by"}), end)
            found = self.parties(at, end) if at < end else found
        return found

    def unlisted(self, start: int, end: int) -> str | None:
        """Give whoever a source names by a noun that is no known role ("the response room"), as an actor of its own."""
        number = self._linker.unlisted(*self._trim(start, end))
        return None if number is None else self._id(number)

    def labelled(self, start: int, end: int) -> list[str]:
        """Give the speaker whom a label names ("Ms Hale", "THE SECRETARY"), who becomes an actor if he is none yet."""
        several = self.speaker(start, end)
        return several if len(several) > 1 else [self._id(self._linker.labelled(start, end))]

    def get(self, identifier: str) -> Actor:
        """Give an actor by its id, with all its mentions."""
        return self._actor(self._numbers[identifier])

    def is_named(self, identifier: str) -> bool:
        """Tell whether an actor goes by a name of its own, not by a noun alone."""
        return self._entities[self._numbers[identifier]].is_named

    def is_one(self, identifier: str) -> bool:
        """Tell whether an actor is a single person."""
        return self._entities[self._numbers[identifier]].is_one

    def may_be_one(self, one: str, other: str) -> bool:
        """Tell whether two may be the same person: each a single person, neither of another sex."""
        a, b = (self._entities[self._numbers[i]] for i in (one, other))
        if not (self._is_one_person(a) and self._is_one_person(b)):
            return False
        return a.gender is None or b.gender is None or a.gender == b.gender

    def _is_one_person(self, entity: Entity) -> bool:
        role = self._linker.material.lexicon.role
        called = [role([lemma]) for lemma in entity.lemmas]
        return entity.is_person or (entity.is_one and any(r is not None and r.kind == "people" for r in called))

    def unite(self, gone: str, kept: str) -> None:
        """Make one actor of two; ids given before are turned into the one that stays by `now`."""
        self._entities.merge(self._entities[self._numbers[gone]], self._entities[self._numbers[kept]])

    def now(self, identifier: str) -> str:
        """Give the id that an actor goes by, after actors were made one."""
        return self._id(self._numbers[identifier])

    def account(self, ids: Iterable[str]) -> tuple[Actor, ...]:
        """Give the actors to print, their parents included, in the order of their first mention."""
        wanted: dict[int, None] = {}
        for identifier in ids:
            number: int | None = self._entities.root(self._numbers[identifier])
            while number is not None and number not in wanted:
                wanted[number] = None
                number = self._parent(number)

        def order(number: int) -> tuple[int, int]:
            mentions = self._entities[number].mentions
            return (min(mentions)[0] if mentions else len(self._doc), number)

        return tuple(self._actor(number) for number in sorted(wanted, key=order))

    @property
    def publisher_id(self) -> str | None:
        """The actor that publishes the report in its own name, whom "we" outside quotations means."""
        publisher = self._linker.naming.publisher()
        return None if publisher is None else self._id(publisher.number)

    @property
    def reporter_ids(self) -> tuple[str, ...]:
        """The ids of the report's publisher and authors where the text mentions them as actors."""
        if self._reporters is None:
            layout = self._linker.material.layout
            names = [n for n in (layout.publisher, *layout.authors) if n]
            found = [self._entities.named(n) for n in names]
            self._reporters = tuple(self._id(e.number) for e in found if e is not None)
        return self._reporters

    # Ids and printing

    def _id(self, number: int) -> str:
        entity = self._entities[number]
        if entity.number not in self._ids:
            base = _slug(entity.name) or "actor"
            identifier, n = base, 1
            while identifier in self._numbers:
                n += 1
                identifier = f"{base}-{n}"
            self._ids[entity.number] = identifier
            self._numbers[identifier] = entity.number
        return self._ids[entity.number]

    def _parent(self, number: int) -> int | None:
        """Give an actor's parent; where words put two above each other, the first named stands above."""
        parent = self._linker.parent(number)
        line = [number]
        while parent is not None and parent not in line:
            line.append(parent)
            parent = self._linker.parent(parent)
        first = parent is not None and number == min(line[line.index(parent) :])
        return line[1] if len(line) > 1 and not first else None

    def _actor(self, number: int) -> Actor:
        entity = self._entities[number]
        parent = self._parent(entity.number)
        # Readers ask for the same few actors again and again, and a long report mentions them often.
        state = (entity.name, entity.type, entity.country, parent, len(entity.mentions))
        former, actor = self._printed.get(entity.number, (None, None))
        if actor is None or former != state:
            actor = Actor(
                id=self._id(entity.number),
                name=entity.name,
                type=entity.type,
                country=entity.country,
                parent=None if parent is None else self._id(parent),
                mentions=tuple(self._span(a, b) for a, b in sorted(set(entity.mentions))),
            )
            self._printed[entity.number] = state, actor
        return actor

    def _span(self, start: int, end: int) -> Span:
        text = self._linker.material.text
        a, b = self._doc[start].idx, self._doc[end - 1].idx + len(self._doc[end - 1].text)
        return Span(start=a, end=b, quote=text[a:b])

    def _trim(self, start: int, end: int) -> tuple[int, int]:
        """Drop what cannot belong to a party from both ends: prepositions, punctuation, blanks."""
        words = columns(self._doc)
        start, end = max(start, 0), min(end, len(words.tags))
        while start < end and (words.is_space[start] or words.is_punct[start] or words.tags[start] in _LEADING):
            start += 1
        while end > start and (
            words.is_space[end - 1] or words.is_punct[end - 1] or words.tags[end - 1] in {"POS", "IN"}
        ):
            end -= 1
        return start, end


def _slug(name: str) -> str:
    return re.sub(r"[^\w]+", "-", fold(name)).strip("-")[:60]
