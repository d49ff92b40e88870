"""The word lists of `data/happenings.toml`, by name."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _lists() -> dict[str, str]:
    lists: dict[str, str] = tomllib.loads(
        files("variorum.reading").joinpath("data/happenings.toml").read_text(encoding="utf-8")
    )
    return lists


def words(name: str) -> frozenset[str]:
    """
    Give a list of words.

    Raises:
        KeyError: If there is no list of that name.
    """
    return frozenset(_lists()[name].split())
