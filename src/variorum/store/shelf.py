"""Keeps what takes long to make; of several threads that ask for the same at once, one makes it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

T = TypeVar("T")


class Shelf:
    """The *most* values that were asked for last, of no more *room* than is given; `size_of` a value is its room."""

    def __init__(self, most: int, *, room: int = 0, size_of: Callable[[object], int] = lambda _: 0) -> None:
        self._most, self._room, self._size_of = most, room, size_of
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._turn = threading.Lock()
        self._held = 0

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Give what is kept for *key*, or what *make* gives, which must not ask for the same *key*."""
        with self._turn:
            if key in self._kept:
                self._kept.move_to_end(key)
                return cast("T", self._kept[key])
            mine = self._making.setdefault(key, threading.Lock())
        with mine:
            with self._turn:
                if key in self._kept:
                    return cast("T", self._kept[key])
            try:
                made = make()
                self._put(key, made)
            finally:
                with self._turn:
                    self._making.pop(key, None)
        return made

    def _put(self, key: Hashable, value: object) -> None:
        with self._turn:
            self._kept[key] = value
            self._held += self._size_of(value)
            while self._kept and (len(self._kept) > self._most or self._held > self._room):
                _, old = self._kept.popitem(last=False)
                self._held -= self._size_of(old)
