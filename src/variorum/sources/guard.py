"""
Runs parsers in a process of their own, which is stopped where it takes too long or too much memory.

Items cross as messages of a schema, never as objects that could run code: a parser may have been taken over.
"""

from __future__ import annotations

import contextlib
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import IO

import msgspec

from variorum.errors import ParserDied, ParserSlow
from variorum.settings import IntakeLimits
from variorum.sources.items import Captured, Document, Fault, Item, Items, Linked, Remark
from variorum.sources.kinds import kind_of
from variorum.sources.parsing import OWN, parse

START_SECONDS = 180.0
"""A loaded machine takes its time to start a process."""

MOST_BYTES = 1 << 29
"""Of one message."""


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The process is there."""


class Done(msgspec.Struct, frozen=True, tag=True):
    """All items of one capture have been sent."""


class Order(msgspec.Struct, frozen=True):
    """What is to be parsed."""

    captured: Captured
    limits: dict[str, int | float]


Answer = Captured | Document | Linked | Fault | Remark | Ready | Done
_answers: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)
_encode = msgspec.msgpack.Encoder().encode


def send(stream: IO[bytes], value: object) -> None:
    """Write one message."""
    content = _encode(value)
    stream.write(len(content).to_bytes(4, "big") + content)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Read one message; None where the other side has gone, or sends what is none."""
    head = stream.read(4)
    size = int.from_bytes(head, "big")
    if len(head) < 4 or size > MOST_BYTES:
        return None
    content = stream.read(size)
    return content if len(content) == size else None


class Guard:
    """Parses captures, those that are hostile to parse in processes that it keeps; close it when done."""

    def __init__(self, limits: IntakeLimits | None = None) -> None:
        self.limits = limits or IntakeLimits()
        self._idle: list[_Parser] = []

    def __enter__(self) -> Guard:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop the processes."""
        while self._idle:
            self._idle.pop().stop()

    def parse(self, captured: Captured) -> Items:
        """Give what `parse` gives; what stops a process is a fault of the capture."""
        if kind_of(captured) in OWN:
            yield from parse(captured, self.limits)
            return
        parser = self._idle.pop() if self._idle else _Parser(self.limits)
        done = False
        try:
            yield from parser.parse(captured)
            done = True
        finally:
            if done and parser.alive:
                self._idle.append(parser)
            else:
                parser.stop()


class _Parser:
    """One process, and the thread that reads what it sends."""

    def __init__(self, limits: IntakeLimits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.Queue[bytes | None] = queue.Queue(maxsize=2)

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def parse(self, captured: Captured) -> Iterator[Item]:
        try:
            if self._process is None:
                self._start()
            process = self._process
            assert process is not None
            assert process.stdin is not None
            limits = {name: getattr(self._limits, name) for name in self._limits.__slots__}
            send(process.stdin, Order(captured, limits))
            while not isinstance(answer := self._next(self._limits.seconds), Done):
                if isinstance(answer, Ready):
                    raise _Gone
                yield answer
        except _Late:
            self.stop()
            yield Fault.of(ParserSlow(path=captured.name, seconds=self._limits.seconds))
        except (_Gone, OSError, ValueError):
            self.stop()
            yield Fault.of(ParserDied(path=captured.name))

    def stop(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        with contextlib.suppress(queue.Empty):
            while True:
                self._answers.get_nowait()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from variorum.sources.parser_process import main; main()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()
        if not isinstance(self._next(START_SECONDS), Ready):
            raise _Gone

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout is not None
        content: bytes | None = b""
        while content is not None:
            try:
                content = receive(process.stdout)
            except (OSError, ValueError):
                content = None
            while True:
                try:
                    self._answers.put(content, timeout=1)
                    break
                except queue.Full:
                    if process.poll() is not None:
                        return

    def _next(self, seconds: float) -> Answer:
        try:
            content = self._answers.get(timeout=seconds)
        except queue.Empty:
            raise _Late from None
        if content is None:
            raise _Gone
        try:
            return _answers.decode(content)
        except msgspec.MsgspecError:
            raise _Gone from None


class _Late(Exception):
    """No answer came in time."""


class _Gone(Exception):
    """The process has ended, or talks nonsense."""
