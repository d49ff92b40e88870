"""Readers of lists of places and of actors that a record is given; what they find wrong has its row and cause."""

from variorum.sources.lists.actors import ActorFormat, format_of, read_actors, write_actors
from variorum.sources.lists.places import PLACE_FIELDS, pack_places, read_places
from variorum.sources.lists.rows import Found

__all__ = [
    "PLACE_FIELDS",
    "ActorFormat",
    "Found",
    "format_of",
    "pack_places",
    "read_actors",
    "read_places",
    "write_actors",
]
