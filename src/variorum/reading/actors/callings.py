"""
What actors are called.

A noun and the name behind it are of one actor ("the chief, Jane Doe", "a gang known as the Lions").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from variorum.codebook.cues import cues
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.actors.phrases import HYPHENS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from variorum.reading.actors.entities import Entity
    from variorum.reading.actors.lexicon import Role
    from variorum.reading.actors.material import Material
    from variorum.reading.actors.phrase import Phrase

_ALIAS = re.compile(
    r",?+\s*+(?:(?:also|better|otherwise)\s++)?+(?:known|identified|named|called|dubbed)(?:\s++(?:\w{1,14}\s++)?as)?"
    r"\s*+(?:the\s*+)?+[\"“']?"
    r"|,?+\s*+(?:calling|styling|(?:which|that|who)\s++(?:call|style)s?+)\s++(?:itself|themselves)\s*+(?:the\s*+)?+[\"“']?"
    r"|,?+\s*+(?:alias|aka|a\.k\.a\.)\s*+"
)
APPOSITION = re.compile(r"(?:\s?-\s?(?:designate|elect))?\s*[,/]\s*")


class Callings:
    """Tells which names and nouns beside one another are of one actor."""

    def __init__(self, material: Material, completed: Mapping[int, Phrase]) -> None:
        self._m = material
        self._completed = completed
        """By the head of a phrase: the phrase that it completes."""

    def begins_clause(self, previous: Phrase, phrase: Phrase) -> bool:
        """
        Whether a phrase is the subject of what those before it lead up to.

        "On Telegram, the group said", and, whatever the parse, "killed a woman, Mayor Jane Doe said".
        """
        head, following = self._m.doc[phrase.head], self._m.doc[phrase.end : phrase.end + 1]
        if phrase.kind == "person" and any(t.tag_ in {"VBD", "VBZ"} and cues().verb(t.lower_) for t in following):
            return True
        return head.dep_ in syntax.SUBJECT and previous.head not in {t.i for t in head.ancestors}

    def identify(self, previous: Phrase, phrase: Phrase, entity: Entity, gap: str) -> Entity:
        """Merge a role with the name that follows it in apposition or after "known as"; *gap* stands between them."""
        m = self._m
        before = m.entities[m.linked[previous.head]]
        role = previous.role
        if before is entity or role is None or phrase.kind not in {"name", "person", "role"}:
            return entity
        if before.is_person or before.type == "state" or entity.type == "state":
            return entity
        alias = bool(_ALIAS.fullmatch(gap)) and (gap[:1] == "," or m.doc[previous.end].tag_ != "VBD")
        if phrase.kind == "role" and not (alias and self._is_capital(phrase)):
            return entity
        if not alias and self.begins_clause(previous, phrase):
            # "It was taken from the suspect, Doe said".
            return entity
        post = previous.kind == "role" or (before.known is not None and role.kind == "people")
        if not alias and not (APPOSITION.fullmatch(gap) and post):
            return entity
        if before.known is not None and entity.is_person and role.kind == "people" and not role.plural:
            self._is_holder(previous, entity, before)
            return entity
        if before.known is not None and before.known.organ is None:
            return entity
        if alias and (role.kind == "bodies" or role.plural):
            return self._is_called(previous, before, entity)
        if entity.is_person:
            fits = role.kind == "people" and not role.plural
        else:
            fits = alias or (role.kind == "bodies" and previous.determiner != "bare")
        return m.entities.merge(before, entity) if fits else entity

    def _is_capital(self, phrase: Phrase) -> bool:
        """Whether words built on a noun are a name for their capitals ("known as the Harbour Boys")."""
        return (
            phrase.determiner != "indefinite" and not self._m.is_upper and self._m.doc[phrase.head].text[:1].isupper()
        )

    def _is_called(self, previous: Phrase, before: Entity, entity: Entity) -> Entity:
        """Make one of people or a body and the name that they go by ("a militia known as the White Crows")."""
        m = self._m
        if entity.known is None:
            # They are several, whatever the name looks like.
            entity.is_person, entity.is_named = False, True
            entity.type = before.type if entity.type in {"other", "person", "civilians"} else entity.type
        if previous.determiner == "indefinite" and before.is_named and before.name.rpartition(" ")[2][:1].isupper():
            # "A militia known as" another name is another.
            self._rename(previous, before, entity)
            return entity
        outer = self._completed.get(previous.head)
        if outer is not None and previous.role is not None and previous.role.plural and outer.head in m.linked:
            # "A coalition of armed groups known as the Front" is called so itself.
            whole = m.entities[m.linked[outer.head]]
            if outer.role is not None and outer.role.kind == "bodies" and not whole.name[:1].isupper():
                m.entities.merge(whole, entity)
        return m.entities.merge(before, entity)

    def _rename(self, phrase: Phrase, was: Entity, now: Entity) -> None:
        """Let words mean another than they were taken to mean."""
        linked = self._m.linked
        linked.update((i, now.number) for i in range(*phrase.core) if linked.get(i) == was.number)
        was.mentions[:] = [span for span in was.mentions if not phrase.start <= span[0] < phrase.end]

    def _is_holder(self, post: Phrase, person: Entity, office: Entity) -> None:
        """Let the words of a post that named its office mean the person who holds it."""
        self._rename(post, office, person)
        if person.parent is None:
            person.parent = office.number


def name_in(material: Material, phrase: Phrase) -> str:
    """
    Give the name in words for a body, without what is said of it before ("the outlawed Hill Force").

    Whom it is for or against is not its name ("the pro-Hill administration").
    """
    start, end = phrase.core
    texts = columns(material.doc).texts
    first = next((i for i in range(start, end) if texts[i][:1].isupper() and texts[i - 1] not in HYPHENS), end)
    return material.reader.text(first, end) if start < first < end else ""


def numbered(material: Material, phrase: Phrase, span: tuple[int, int]) -> tuple[int, int]:
    """Give the span of words for a unit with the number that tells it from others ("444 Brigade", "Battalion 708")."""
    doc, (start, end), role = material.doc, span, phrase.role
    if role is None or role.kind != "bodies" or role.lemma not in _UNITS or role.plural:
        return span
    if phrase.start < phrase.core[0] and doc[phrase.core[0] - 1].text.isdigit():
        start = phrase.core[0] - 1
    behind = doc[phrase.end] if phrase.end < len(doc) else None
    if behind is not None and behind.text.isdigit() and behind.head.i == phrase.head:
        end = phrase.end + 1
    return start, end


def numbers(material: Material, phrase: Phrase) -> frozenset[str]:
    """Give the numbers of a unit."""
    start, end = numbered(material, phrase, phrase.core)
    around = (*range(start, phrase.core[0]), *range(phrase.core[1], end))
    return frozenset(material.doc[i].text for i in around if material.doc[i].text.isdigit())


_UNITS = frozenset("brigade battalion division regiment squadron corps company platoon infantry".split())
"""Nouns for units of an army, which go by numbers."""

SERVICES = frozenset("army navy air-force airforce military police".split())
"""Forces that every state has: "the army" is no movement that has the word in its name."""


def is_kind_of(entity: Entity, noun: str) -> bool:
    """Whether an actor was called by a noun that ends in another ("monitoring group")."""
    return any(lemma.endswith(f"-{noun}") for lemma in entity.lemmas)


def is_movement(entity: Entity, noun: str) -> bool:
    """Whether an actor is a movement that has the noun for a state's force in its name ("the Highland Army")."""
    return noun in SERVICES and entity.type == "armed_group" and entity.is_named


def goes_by_name(phrase: Phrase, role: Role, owner: Entity | None) -> bool:
    """Whether the name before a noun for an armed group is its own ("the Harbour gang")."""
    if role.type != "armed_group" or role.kind != "bodies" or owner is None or phrase.owner is None:
        return False
    return phrase.owner.kind == "name" and owner.type == "other"
