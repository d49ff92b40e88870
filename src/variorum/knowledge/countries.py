"""Countries, present and former: codes, names, adjectives, peoples and capitals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from variorum.knowledge.names import fold


@dataclass(frozen=True, slots=True)
class Country:
    """One country; a former one (SU, YU, CS, DD) carries the code that ISO 3166-3 withdrew."""

    code: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    latitude: float
    longitude: float
    neighbours: tuple[str, ...] = ()

    @property
    def adjective(self) -> str | None:
        """Return the usual adjective ("Afghan"), or None where there is none."""
        return self.adjectives[0] if self.adjectives else None


class Countries:
    """Every country, found by code, name, adjective or capital."""

    def __init__(self, countries: tuple[Country, ...]) -> None:
        self.all = countries
        self._by_code = {country.code: country for country in countries}
        self._by_name: dict[str, Country] = {}
        self._by_adjective: dict[str, Country] = {}
        self._by_capital: dict[str, Country] = {}
        for country in countries:
            # The first country of the file keeps a name that two share ("Congolese").
            for name in (country.name, *country.aliases):
                self._by_name.setdefault(fold(name), country)
            for word in (*country.adjectives, *country.people):
                self._by_adjective.setdefault(fold(word), country)
            for capital in country.capitals:
                self._by_capital.setdefault(fold(capital), country)

        self._all_names = frozenset((*self._by_name, *self._by_adjective, *self._by_capital))
        names = [name.split() for name in (*self._by_name, *self._by_adjective) if name]
        self._first, self._last = frozenset(n[0] for n in names), frozenset(n[-1] for n in names)
        self._first_or_capital = self._first | {name.split()[0] for name in self._by_capital}

    def may_mean(self, text: str) -> bool:
        """Tell whether a text is a name, an adjective or a capital of a country; most are told apart by this."""
        return fold(text) in self._all_names

    def may_begin(self, word: str, *, capitals: bool = False) -> bool:
        """
        Tell whether a name or adjective of a country may begin with a word; most words are told apart by this.

        Args:
            capitals: Whether the name of a capital may begin with it, too.
        """
        folded = fold(word)
        known = self._first_or_capital if capitals else self._first
        return folded in known or len(folded) < 2 or folded == "the" or " " in folded

    def may_end(self, word: str) -> bool:
        """Tell whether a name or adjective of a country may end with a word."""
        folded = fold(word)
        return folded in self._last or len(folded) < 2

    def by_code(self, code: str) -> Country | None:
        """Return the country with an ISO 3166-1 alpha-2 code."""
        return self._by_code.get(code)

    def by_name(self, name: str) -> Country | None:
        """Return the country of that name or short form, in any case of letters."""
        return self._by_name.get(fold(name))

    def by_adjective(self, word: str) -> Country | None:
        """Return the country of an adjective or of a people ("Malian", "Afghans")."""
        return self._by_adjective.get(fold(word))

    def by_capital(self, name: str) -> Country | None:
        """Return the country whose capital stands for its government ("Islamabad")."""
        return self._by_capital.get(fold(name))


def _cell(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


@lru_cache(maxsize=1)
def load_countries() -> Countries:
    """Return the countries that ship with the package."""
    lines = (resources.files("variorum.knowledge") / "data" / "countries.psv").read_text("utf-8").splitlines()[1:]
    countries = []
    for line in lines:
        code, name, aliases, adjectives, people, capitals, latitude, longitude, neighbours = line.split("|")
        countries.append(
            Country(
                code=code,
                name=name,
                aliases=_cell(aliases),
                adjectives=_cell(adjectives),
                people=_cell(people),
                capitals=_cell(capitals),
                latitude=float(latitude),
                longitude=float(longitude),
                neighbours=_cell(neighbours),
            )
        )
    return Countries(tuple(countries))
