"""The words around names of places, from `reading/data/places.toml`."""

from __future__ import annotations

import tomllib
from functools import cached_property, lru_cache
from importlib import resources

import msgspec


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Lower-case words by what they tell; see the comments in the file."""

    locative: frozenset[str]
    near: frozenset[str]
    directions: frozenset[str]
    direction_joiners: frozenset[str]
    persons: frozenset[str]
    border: frozenset[str]
    border_adjectives: frozenset[str]
    border_fillers: frozenset[str]
    units: dict[str, float]
    connectors: frozenset[str]
    never: frozenset[str]
    peoples: frozenset[str]
    buildings: frozenset[str]
    owners: frozenset[str]
    missions: frozenset[str]
    streets: frozenset[str]
    blocks: frozenset[str]
    sides: frozenset[str]
    things: frozenset[str]
    shows: frozenset[str]
    articles: frozenset[str]
    offices: dict[str, frozenset[str]]

    @cached_property
    def country_of_office(self) -> dict[str, str]:
        """The country of each office that only one has."""
        return {office: country for country, offices in self.offices.items() for office in offices}


@lru_cache(maxsize=1)
def place_words() -> Words:
    """Return the words, read once."""
    text = (resources.files("variorum.reading") / "data" / "places.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), Words)
