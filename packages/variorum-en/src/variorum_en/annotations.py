"""What the pipeline adds to a `Doc` beyond tags, parse and entities; all indices are token indices of the `Doc`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

Floats = npt.NDArray[np.float32]

TokenSpan = tuple[int, int]
"""First token and the one after the last."""


@dataclass(frozen=True)
class Attribution:
    """
    Someone's saying as the speech head found it.

    `source` and `content` are hulls: a saying that its cue interrupts ("A," he said, "B") reaches over the cue.
    """

    cue: TokenSpan
    source: TokenSpan | None
    content: TokenSpan
    score: float


class Argument(NamedTuple):
    """Words that play a role (initiator, target, place, time, victim, weapon) in the happening of a trigger."""

    start: int
    end: int
    role: str
    score: float


@dataclass(frozen=True)
class Trigger:
    """
    Words that name a happening (`type` set), tell harm to people (`outcome` set), or both.

    `actual` is the probability that the words name something that took place rather than a threat, a plan, a habit or
    a series. `same` gives earlier triggers, by index, with the probability of one happening. `vector`, of unit length,
    is what `Encoder.alike` compares, in other reports too.
    """

    start: int
    end: int
    type: str | None
    outcome: str | None
    score: float
    actual: float
    arguments: tuple[Argument, ...]
    same: tuple[tuple[int, float], ...] = ()
    vector: Floats | None = field(default=None, compare=False, repr=False)


def register() -> None:
    """Declare the extension attributes ``doc._.attributions`` and ``doc._.triggers``; calling it again is harmless."""
    for name in ("attributions", "triggers"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=())
