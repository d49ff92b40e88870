"""The process in which parsers run: one order after another, until nobody is there to give one."""

from __future__ import annotations

import os
import signal
import sys
from datetime import date
from typing import IO, Any

import msgspec

from variorum.settings import IntakeLimits
from variorum.sources.guard import Done, Order, Ready, receive, send
from variorum.sources.items import Item
from variorum.sources.parsing import parse
from variorum.sources.text import REPLACEMENT, SURROGATE

_orders = msgspec.msgpack.Decoder(Order)


def main() -> None:
    """Answer the orders on standard input; what libraries print goes nowhere."""
    orders, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        serve(orders, answers)
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(0)


def serve(orders: IO[bytes], answers: IO[bytes]) -> None:
    """Parse what is ordered and send what comes out of it."""
    send(answers, Ready())
    bounded = False
    while (content := receive(orders)) is not None:
        order = _orders.decode(content)
        limits = IntakeLimits(**order.limits)  # type: ignore[arg-type]
        if not bounded:
            _bound(limits.memory)
            bounded = True
        for item in parse(order.captured, limits):
            try:
                send(answers, item)
            except UnicodeEncodeError:
                send(answers, _storable(item))
        send(answers, Done())


def _storable(item: Item) -> Item:
    """Give *item* with U+FFFD for half of a surrogate pair, which no encoding can store."""
    plain = _replaced(msgspec.to_builtins(item, builtin_types=(bytes, date)))
    return msgspec.convert(plain, type(item), builtin_types=(bytes, date))


def _replaced(value: Any) -> Any:
    if isinstance(value, str):
        return SURROGATE.sub(REPLACEMENT, value)
    if isinstance(value, dict):
        return {_replaced(k): _replaced(v) for k, v in value.items()}
    return [_replaced(v) for v in value] if isinstance(value, list | tuple) else value


def _bound(memory: int) -> None:
    try:
        import resource
    except ImportError:  # not on every platform
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    bound = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (bound, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
