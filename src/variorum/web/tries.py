"""Slows down who guesses passwords."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

from variorum.errors import TooManyTries

WINDOW = 900.0
"""Seconds in which wrong tries count."""

MOST_KEPT = 10_000
"""Names and addresses that are remembered; beyond that the oldest are forgotten."""

PER_BOTH, PER_ADDRESS, PER_USER = 5, 20, 100
"""Wrong tries of one address on one user, of one address, on one user: who is guessed at from everywhere can go on."""


class Tries:
    """Counts wrong tries to sign in, in memory."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._wrong: dict[tuple[str, str], tuple[float, int]] = {}

    def check(self, user: str, address: str) -> None:
        """
        Let a try pass, and count it as a wrong one until `right` says otherwise.

        Raises:
            TooManyTries: If there were too many before.
        """
        with self._lock:
            now = self._clock()
            for key, most in _keys(user, address):
                since, number = self._wrong.get(key, (now, 0))
                if now - since < WINDOW and number >= most:
                    raise TooManyTries(seconds=max(1, int(since + WINDOW - now)))
            for key, _ in _keys(user, address):
                since, number = self._wrong.pop(key, (now, 0))
                self._wrong[key] = (since, number + 1) if now - since < WINDOW else (now, 1)
            while len(self._wrong) > MOST_KEPT:
                self._wrong.pop(next(iter(self._wrong)))

    def right(self, user: str, address: str) -> None:
        """Note that the last try was right: those of this address on this user are forgiven, and this one itself."""
        with self._lock:
            for (name, where), _ in _keys(user, address):
                since, number = self._wrong.pop((name, where), (0.0, 0))
                # Whoever can sign in as one user must not be let to guess at others for ever.
                if number > 1 and not (name and where):
                    self._wrong[name, where] = since, number - 1


def _keys(user: str, address: str) -> Iterator[tuple[tuple[str, str], int]]:
    name = user.casefold()[:100]
    yield (name, address), PER_BOTH
    yield ("", address), PER_ADDRESS
    yield (name, ""), PER_USER
