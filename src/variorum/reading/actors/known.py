"""What is known of a name before the report is read: catalogued actors, countries, peoples, capitals."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from variorum.knowledge.actors import ActorCatalogue, ActorEntry
from variorum.knowledge.countries import Countries, Country, load_countries
from variorum.knowledge.names import fold

_LONGEST = 120


class Known:
    """Looks names up, each once a report; words without a capital are no names."""

    def __init__(
        self, catalogue: ActorCatalogue, *, on: date | None = None, countries: Countries | None = None
    ) -> None:
        self._catalogue = catalogue
        self._countries = countries or load_countries()
        self._on = on
        self.actor = lru_cache(maxsize=4096)(self._actor)

    def country(self, text: str) -> Country | None:
        """Give the country of a name ("Mali", "the U.S.")."""
        return self._countries.by_name(text) if _named(text) else None

    def demonym(self, text: str) -> Country | None:
        """Give the country of an adjective or a people ("Malian", "Malians")."""
        return self._countries.by_adjective(text) if _named(text) else None

    def capital(self, text: str) -> Country | None:
        """Give the country that a capital may stand for."""
        return self._countries.by_capital(text) if _named(text) else None

    def by_code(self, code: str | None) -> Country | None:
        """Give the country with a code."""
        return self._countries.by_code(code) if code else None

    def of_state(self, country: Country, text: str) -> ActorEntry | None:
        """Give the body of a state called so beside its name ("Malian Ministry of X", "Ministry of X of Mali")."""
        names = (f"{country.adjective or country.name} {text}", f"{text} of {country.name}")
        return next((found for name in names if (found := self.actor(name)) is not None), None)

    def _actor(self, text: str, country: str | None = None) -> ActorEntry | None:
        if not _named(text) or len(text) > _LONGEST:
            return None
        return self._catalogue.find(text, country=country, on=self._on)


def _named(text: str) -> bool:
    return len(text) <= _LONGEST and _has_capital(text)


@lru_cache(maxsize=16_384)
def _has_capital(text: str) -> bool:
    return any(c.isupper() for c in text) and bool(fold(text))
