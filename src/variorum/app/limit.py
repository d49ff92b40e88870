"""
Bounds how long a piece of work may take, in the thread that does it.

The main thread is interrupted by a timer of the system's, another one by a thread that watches it. Python is then
interrupted, in the main thread inside of a regular expression too; what a library does by itself ends first. Whoever
must be sure works in a process that can be killed.
"""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN = 1.0
"""Seconds after which it is interrupted once more, for what it ran just then may have swallowed the exception."""


class OutOfTime(BaseException):
    """The time is up; no `Exception`, so that what is interrupted does not take it for a fault of its own."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """
    Interrupt what runs inside when it has taken *seconds*.

    Raises:
        OutOfTime: When the time is up.
    """
    if threading.current_thread() is threading.main_thread() and hasattr(signal, "setitimer"):
        with _alarmed(seconds):
            yield
    else:
        with _watched(seconds):
            yield


@contextmanager
def _alarmed(seconds: float) -> Iterator[None]:
    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise OutOfTime

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    worker, done, turn = threading.get_ident(), threading.Event(), threading.Lock()

    def watch() -> None:
        pause = seconds
        while not done.wait(pause):
            with turn:
                if not done.is_set():
                    _raise_in(worker, OutOfTime)
            pause = AGAIN

    threading.Thread(target=watch, name="variorum-limit", daemon=True).start()
    try:
        yield
    finally:
        with turn:
            done.set()
            # What was sent and has not arrived must not arrive outside.
            _raise_in(worker, None)


def _raise_in(thread: int, kind: type[BaseException] | None) -> None:
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(kind) if kind else None)
