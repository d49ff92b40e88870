"""A noun phrase as it was read: its kind, its noun, its name, and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from variorum.reading.actors.lexicon import Role

Kind = Literal["name", "person", "role", "adjective", "other"]
Determiner = Literal["definite", "indefinite", "again", "own", "bare"]


class Phrase(msgspec.Struct, frozen=True):
    """
    One base noun phrase; all spans are half-open token spans of the `Doc`.

    `start` to `end` holds all of it, `core` what is left without determiner, number and possessor. `name` is the
    proper name of a kind "name" or "person", `title` what stands before it. `owner` is the party that a possessor, a
    demonym or a leading name gives ("Taliban" in "the Taliban spokesman"), `modifiers` the words between it and the
    head.
    """

    start: int
    end: int
    core: tuple[int, int]
    kind: Kind
    role: Role | None = None
    name: tuple[int, int] | None = None
    determiner: Determiner = "bare"
    plural: bool = False
    owner: Phrase | None = None
    owner_pronoun: int | None = None
    modifiers: tuple[str, ...] = ()
    title: tuple[int, int] | None = None
    shared: tuple[int, int] | None = None
    """For "Malian" in "Malian and French troops": the span that it shares with the other."""

    @property
    def head(self) -> int:
        """The token that the phrase is built on."""
        return self.end - 1
