"""Marks of where a list goes on: opaque to who gets them, checked when they come back."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, Any

import msgspec

from variorum.errors import CursorBad
from variorum.store.words import UNSTORABLE

Whole = Annotated[int, msgspec.Meta(ge=-(2**62), le=2**62)]
"""A number that a database can take."""

SHOWN = 80
"""Characters of a bad mark that a message repeats."""


def marked(order: str, place: tuple[Any, ...]) -> str:
    """Give the mark of *place*, the keys of the last row shown, in a list of this *order*."""
    return urlsafe_b64encode(msgspec.json.encode((order, place))).decode()


def taken(cursor: str, order: str, kind: Any) -> Any:
    """
    Give the place that `marked` put into *cursor*: a value of *kind*, a type of tuples.

    Raises:
        CursorBad: If it was not given out for this *order*, or does not hold a *kind*.
    """
    try:
        given, place = msgspec.json.decode(urlsafe_b64decode(cursor.encode("ascii")), type=tuple[str, Any])
        if given == order and not any(isinstance(key, str) and UNSTORABLE.search(key) for key in place):
            return msgspec.convert(place, kind)
    except (ValueError, TypeError, RecursionError):  # of base64, of ASCII, of JSON and of its form
        pass
    raise CursorBad(cursor=cursor[:SHOWN])
