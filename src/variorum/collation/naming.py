"""Which actors of the record a stretch of text names."""

from __future__ import annotations

from collections.abc import Iterable

from variorum.knowledge.names import fold
from variorum.model.record import ActorEntry

_LONGEST = 6


class Names:
    """
    The names and aliases of actors, found in text as whole words, the longest first.

    Names without a capital ("the police") are left out: they name somebody else in every report.
    """

    def __init__(self, actors: Iterable[ActorEntry]) -> None:
        self._ids: dict[str, str] = {}
        for actor in sorted(actors, key=lambda actor: actor.id):
            for name in (actor.name, *actor.aliases):
                if any(character.isupper() for character in name) and fold(name):
                    self._ids.setdefault(fold(name), actor.id)

    def within(self, text: str) -> tuple[str, ...]:
        """Give the ids of the actors named, in the order of their first mention."""
        words = fold(text.replace("’s", " ").replace("'s", " ")).split()
        found: dict[str, None] = {}
        i = 0
        while i < len(words):
            for size in range(min(_LONGEST, len(words) - i), 0, -1):
                actor = self._ids.get(" ".join(words[i : i + size]))
                if actor is not None:
                    found[actor] = None
                    i += size
                    break
            else:
                i += 1
        return tuple(found)
