"""What is known before any report is read: places, states with their organs, armed groups, agencies and outlets."""

from variorum.knowledge.actors import ActorCatalogue, ActorEntry, load_actors
from variorum.knowledge.additions import NOTHING, Additions, in_use, use
from variorum.knowledge.countries import Countries, Country, load_countries
from variorum.knowledge.gazetteer import Entry, Gazetteer, load_gazetteer

__all__ = [
    "NOTHING",
    "ActorCatalogue",
    "ActorEntry",
    "Additions",
    "Countries",
    "Country",
    "Entry",
    "Gazetteer",
    "in_use",
    "load_actors",
    "load_countries",
    "load_gazetteer",
    "use",
]
