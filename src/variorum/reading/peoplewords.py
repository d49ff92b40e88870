"""The nouns for people and the groups that they are of: the words of `data/groups.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from variorum.model.account import Group


@lru_cache(maxsize=1)
def lexicon() -> tuple[dict[str, Group], frozenset[str], dict[str, Group]]:
    """Read the group of each noun, the nouns of subgroups, and the group of each adjective."""
    data = tomllib.loads(files("variorum.reading").joinpath("data/groups.toml").read_text(encoding="utf-8"))
    nouns = {word.replace("_", " "): group for group, words in data["groups"].items() for word in words.split()}
    subgroups = frozenset(w.replace("_", " ") for w in data["subgroups"]["words"].split())
    adjectives = {word: group for group, words in data["adjectives"].items() for word in words.split()}
    return nouns, subgroups, adjectives
