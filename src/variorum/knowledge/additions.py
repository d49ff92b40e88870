"""What a record was given beside what ships with the package: which of it this process reads with."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.model.knowledge import KnownActor


@dataclass(frozen=True, slots=True, eq=False)
class Additions:
    """
    Places and actors beside those that ship with the package; equal where their `digest` is.

    `places` are packed files, `actors` those of each list; what comes later counts before what comes earlier, and both
    before what ships with the package.
    """

    digest: str = ""
    places: tuple[bytes, ...] = ()
    actors: tuple[KnownActor, ...] = ()

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Additions) and other.digest == self.digest


NOTHING = Additions()


class _InUse:
    additions = NOTHING


def in_use() -> Additions:
    """Give what `load_gazetteer` and `load_actors` add."""
    return _InUse.additions


def use(additions: Additions) -> None:
    """Have `load_gazetteer` and `load_actors` add *additions*, and nothing else, from now on, in the whole process."""
    _InUse.additions = additions
