"""
Parties and offices that reports name: states and their organs, armed groups, agencies, institutes, outlets.

A state's organs are not listed but composed: "Malian air force", "Mali's air force" and "the air force of Mali" are the
same organ of the same state. The curated files override them where an organ has a name of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import get_args

import msgspec

from variorum.knowledge.additions import Additions, in_use
from variorum.knowledge.countries import Countries, Country, load_countries
from variorum.knowledge.names import fold
from variorum.model.account import ActorType
from variorum.model.knowledge import KnownActor

_TYPES: frozenset[str] = frozenset(get_args(ActorType))

# Short names that are also words: they count only when written in capitals or exactly as listed.
_WORDS = frozenset(
    "is us who au ap pa aa ai act up cd sl app map ice time site sa un fc ft x rand fox sky punch nation bild dawn it "
    "labour wagner rangers levies emergency independent telegraph guardian vanguard inquirer trend spot care".split()
)
# Words before or inside the name of an organ that leave it the same organ.
_MODIFIERS = frozenset(
    "interim caretaker transitional de facto senior top local former new current then neighbouring neighboring ruling "
    "powerful internationally recognised recognized civilian elected own country s".split()
)


class ActorEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One actor; `parent` is the name of another entry, `organ` what part of a state it is ("air_force")."""

    name: str
    type: ActorType
    country: str | None = None
    parent: str | None = None
    organ: str | None = None
    aliases: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return the name as an identifier ("rapid-support-forces")."""
        return fold(self.name).replace(" ", "-")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A time in which a movement was the state, both days included; open where `until` is None."""

    name: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class _Organ:
    """A kind of office that every state may have, with the phrases that name it."""

    key: str
    type: ActorType
    template: str
    phrases: tuple[str, ...]


class ActorCatalogue:
    """Finds actors by the names that reports give them."""

    def __init__(
        self,
        curated: tuple[ActorEntry, ...],
        outlets: tuple[tuple[ActorEntry, tuple[str, ...]], ...],
        organs: tuple[_Organ, ...],
        rules: tuple[_Rule, ...],
        countries: Countries,
    ) -> None:
        self._rules = rules
        self._countries = countries
        self._organs = {organ.key: organ for organ in organs}
        self._phrases = {fold(phrase): organ.key for organ in organs for phrase in organ.phrases}
        self._longest_phrase = max(len(phrase.split()) for phrase in self._phrases)
        self._own_organs = {(entry.country, entry.organ): entry for entry in reversed(curated) if entry.organ}
        self._by_alias: dict[str, list[ActorEntry]] = {}
        for entry in curated:
            self._index(self._by_alias, entry)
        self._outlets: dict[str, list[ActorEntry]] = {}
        self._domains: dict[str, ActorEntry] = {}
        for entry, domains in outlets:
            self._index(self._outlets, entry)
            for domain in domains:
                self._domains.setdefault(domain, entry)
        self._organ_entry = lru_cache(maxsize=4096)(self._compose_entry)

    @staticmethod
    def _index(table: dict[str, list[ActorEntry]], entry: ActorEntry) -> None:
        for name in dict.fromkeys(fold(alias) for alias in (entry.name, *entry.aliases)):
            table.setdefault(name, []).append(entry)

    def find(self, name: str, *, country: str | None = None, on: date | None = None) -> ActorEntry | None:
        """
        Return the actor that a report names so, or None.

        Args:
            country: The country that the passage is about. It decides between namesakes ("ELN"), and whose organ
                "the foreign ministry" is; without it an organ with no country in its name is not found.
            on: The day that the report speaks of: a movement that was the state then (the Taliban) has type "state".
        """
        folded = fold(name)
        if not folded or (folded in _WORDS and not self._as_listed(name, folded)):
            return None
        for candidate in dict.fromkeys((folded, fold(_without_possessive(name)))):
            named = self._choose(self._by_alias.get(candidate), country)
            if named is not None:
                return self._dated(named, on)
        return self._composed(name, country) or self.outlet(name)

    def _as_listed(self, name: str, folded: str) -> bool:
        listed = (*self._by_alias.get(folded, ()), *self._outlets.get(folded, ()))
        stated = name.strip("'’\"“” ")
        return stated.isupper() or any(stated in (entry.name, *entry.aliases) for entry in listed)

    def _dated(self, entry: ActorEntry, on: date | None) -> ActorEntry:
        if entry.organ is not None and entry.country is not None:
            organ = self.organ(entry.country, entry.organ)
            if organ is not None and organ.name == entry.name:
                return organ
        for rule in self._rules if on is not None else ():
            if rule.name == entry.name and on is not None and rule.since <= on <= (rule.until or date.max):
                return msgspec.structs.replace(entry, type="state")
        return entry

    def outlet(self, name: str) -> ActorEntry | None:
        """Return the news outlet or agency of that name, or of that web address ("www.bbc.co.uk/news")."""
        host = name.strip().casefold().partition("://")[2] or name.strip().casefold()
        host = host.partition("/")[0].partition(":")[0].removeprefix("www.")
        while host.count(".") >= 1:
            if host in self._domains:
                return self._domains[host]
            host = host.partition(".")[2]
        folded = fold(name)
        if folded in _WORDS and not self._as_listed(name, folded):
            return None
        return self._choose(self._outlets.get(folded), None)

    def state(self, country: str) -> ActorEntry | None:
        """Return a state by its ISO 3166-1 alpha-2 code."""
        return self.organ(country, "state")

    def organ(self, country: str, organ: str) -> ActorEntry | None:
        """Return an organ of a state by its key in `organs.psv` ("foreign_ministry", "air_force")."""
        return self._organ_entry(country, organ)

    def organ_phrase(self, phrase: str) -> str | None:
        """Return the key of the organ that a phrase without a country names ("defence ministry"), or None."""
        return self._phrases.get(fold(phrase))

    @staticmethod
    def _choose(entries: list[ActorEntry] | None, country: str | None) -> ActorEntry | None:
        if not entries:
            return None
        for entry in entries:
            if country is not None and entry.country == country:
                return entry
        return entries[0]

    def _composed(self, name: str, country: str | None) -> ActorEntry | None:
        words = fold(_without_possessive(name)).split()
        words = [word for word in words if word not in _MODIFIERS] or words
        if not words or len(words) > self._longest_phrase + 8:
            return None
        whole = " ".join(words)
        owner = self._country_named(whole, alone=True)
        if owner is not None:
            return self.organ(owner.code, "state")
        if whole in self._phrases:
            return self.organ(country, self._phrases[whole]) if country is not None else None
        for cut in range(1, len(words)):
            left, right = " ".join(words[:cut]), " ".join(words[cut:])
            # Of the latter kind: "foreign ministry of Mali", "Ministry of Defense (Afghanistan)".
            kinds = ((left, right), (right, left.removesuffix(" of").removesuffix(" of the")))
            for said, phrase in kinds:
                organ = self._phrases.get(phrase)
                owner = self._country_named(said) if organ is not None else None
                if owner is not None and organ is not None:
                    return self.organ(owner.code, organ)
        return None

    def _country_named(self, folded: str, *, alone: bool = False) -> Country | None:
        """Find the country that a name, adjective or capital stands for; alone, an adjective is no state."""
        by_name = self._countries.by_name(folded) or self._countries.by_capital(folded)
        if by_name is not None or alone:
            return by_name
        return self._countries.by_adjective(folded)

    def _compose_entry(self, code: str, key: str) -> ActorEntry | None:
        country, organ = self._countries.by_code(code), self._organs.get(key)
        if country is None or organ is None:
            return None
        own = self._own_organs.get((code, key))
        adjective = country.adjective or country.name
        name = organ.template.format(country=country.name, adjective=adjective)
        owners = (*country.adjectives, country.name, country.name + "'s")
        composed = [f"{owner} {phrase}" for owner in owners for phrase in organ.phrases[:3]]
        parent = country.name
        if key == "state":
            composed = [*country.aliases, *country.capitals, f"Government of {country.name}", *composed]
        if own is not None:
            aliases = tuple(dict.fromkeys((*own.aliases, name, *composed)))
            return msgspec.structs.replace(own, aliases=aliases, parent=own.parent or parent)
        return ActorEntry(
            name=name,
            type=organ.type,
            country=code,
            parent=None if key == "state" else parent,
            organ=key,
            aliases=tuple(alias for alias in dict.fromkeys(composed) if alias != name),
        )


def _without_possessive(name: str) -> str:
    """Turn "Mali's army" into "Mali army": the owner matters, not the mark."""
    return name.replace("’", "'").replace("'s ", " ").replace("s' ", "s ")


def _rows(file: str) -> list[list[str]]:
    text = (resources.files("variorum.knowledge") / "data" / file).read_text("utf-8")
    return [line.split("|") for line in text.splitlines()[1:] if line and not line.startswith("#")]


def _cell(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _type(text: str) -> ActorType:
    if text not in _TYPES:
        raise ValueError(f"{text!r} is no actor type; the types are {', '.join(sorted(_TYPES))}")
    return text  # type: ignore[return-value]


def load_actors() -> ActorCatalogue:
    """Return the catalogue that ships with the package, with what is in use beside it; the second call is free."""
    return _catalogue(in_use())


@lru_cache(maxsize=2)
def _catalogue(additions: Additions) -> ActorCatalogue:
    curated, outlets = listed_actors(additions)
    organs = tuple(_Organ(key, _type(kind), name, _cell(phrases)) for key, kind, name, phrases in _rows("organs.psv"))
    rules = tuple(
        _Rule(name, date.fromisoformat(since), date.fromisoformat(until) if until else None)
        for name, _, since, until in _rows("rule.psv")
    )
    return ActorCatalogue(curated, outlets, organs, rules, load_countries())


def listed_actors(
    additions: Additions,
) -> tuple[tuple[ActorEntry, ...], tuple[tuple[ActorEntry, tuple[str, ...]], ...]]:
    """Return the actors that are listed one by one, and the outlets with their domains; those added come first."""
    added = {_told(actor.name, actor.country): actor for actor in additions.actors}
    entries = [(_entry_of(actor), actor.domains) for actor in reversed(added.values())]
    mine = tuple(entry for entry, _ in entries if entry.type != "media")
    my_outlets = tuple((entry, domains) for entry, domains in entries if entry.type == "media")
    curated, outlets = _built_in()
    return (
        mine + tuple(entry for entry in curated if _told(entry.name, entry.country) not in added),
        my_outlets + tuple(pair for pair in outlets if _told(pair[0].name, pair[0].country) not in added),
    )


def organs() -> frozenset[str]:
    """Return the keys of what a state may have."""
    return frozenset(row[0] for row in _rows("organs.psv"))


def _told(name: str, country: str | None) -> tuple[str, str | None]:
    return fold(name), country


def _entry_of(actor: KnownActor) -> ActorEntry:
    return ActorEntry(
        name=actor.name,
        type=actor.type,
        country=actor.country,
        parent=actor.parent,
        organ=actor.organ,
        aliases=actor.aliases,
    )


@lru_cache(maxsize=1)
def _built_in() -> tuple[tuple[ActorEntry, ...], tuple[tuple[ActorEntry, tuple[str, ...]], ...]]:
    curated = tuple(
        ActorEntry(
            name=name,
            type=_type(kind),
            country=country or None,
            parent=parent or None,
            organ=organ or None,
            aliases=_cell(aliases),
        )
        for name, kind, country, parent, organ, aliases in _rows("actors.psv")
    )
    outlets = tuple(
        (ActorEntry(name=name, type="media", country=country or None, aliases=_cell(aliases)), _cell(domains))
        for name, country, domains, aliases in _rows("outlets.psv")
    )
    return curated, outlets
