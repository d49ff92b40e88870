"""Who every phrase of a report is: names, offices, groups and persons, and the pronouns and nouns that take them up."""

from variorum.reading.actors.index import ActorIndex

__all__ = ["ActorIndex"]
