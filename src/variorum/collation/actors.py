"""
Who is one actor over all reports.

The id of an account's actor follows from that account alone, so that a new report never renames an actor of the others:
two actors are one where their ids are equal. What the catalogue knows has the catalogue's id, whatever it is called; a
full name is its own id; whoever has no name of their own ("residents", "a security official", "police" of no stated
country, a surname alone) has an id that no other report can give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import TypeVar

from msgspec import structs

from variorum.knowledge import ActorCatalogue, Countries, load_actors, load_countries
from variorum.knowledge import ActorEntry as Known
from variorum.knowledge.names import fold
from variorum.model.account import Account, Actor
from variorum.model.record import ActorEntry

_T = TypeVar("_T", bound=str)

_Mentioned = tuple[str, str]
"""An actor of an account: the report's id, and its own."""

_SMALL = frozenset(
    "a al an and ash bin bint da dal de del della der di dos du e el et for i ibn in la le of on or ould the to ul und "
    "ur van von y".split()
)
# Organs of a state that are people rather than a body: two reports' "Afghan officials" need not be the same ones.
_PEOPLE = frozenset(
    "officials security_officials military_officials militants opposition civilians media analysts".split()
)
_STATE_BODIES = frozenset({"state", "government", "military", "police", "intelligence"})
_ONE_WORD = frozenset({"armed_group", "political_party", "intergovernmental", "media"})
_LONGEST_SLUG = 80
_PRIVATE = 10


@dataclass(frozen=True)
class ActorTable:
    """`ids` gives the record's id of (report id, actor id of its account); `entries` are the actors, by id."""

    ids: Mapping[tuple[str, str], str]
    entries: tuple[ActorEntry, ...]


def merge_actors(accounts: Iterable[Account]) -> ActorTable:
    """
    Make one actor of those that names, aliases, type and country show to be one; the order plays no part.

    Of *accounts* none is held: what most reports have in common of an actor is held once.
    """
    ids: dict[_Mentioned, str] = {}
    found: dict[str, list[tuple[_Mentioned, Actor]]] = {}
    known: dict[Actor, Actor] = {}
    names: dict[str, str] = {}
    for account in accounts:
        for actor in account.actors:
            identifier = record_id(account.report.id, actor)
            mentioned = account.report.id, names.setdefault(actor.id, actor.id)
            told = structs.replace(actor, mentions=())
            ids[mentioned] = names.setdefault(identifier, identifier)
            found.setdefault(ids[mentioned], []).append((mentioned, known.setdefault(told, told)))
    entries = {identifier: _entry(identifier, found.pop(identifier), ids) for identifier in sorted(found)}
    return ActorTable(ids, tuple(_without_circles(entries)))


def actor_ids(account: Account) -> dict[str, str]:
    """Give the record's id of each actor of one account, by its id in the account."""
    return {actor.id: record_id(account.report.id, actor) for actor in account.actors}


def record_id(report: str, actor: Actor) -> str:
    """Give the record's id of an actor of *report*: the same in every report that means the same actor."""
    known = catalogued(actor)
    if known is not None:
        return _known_id(known)
    name = _shared_name(actor)
    if name is not None:
        return _slug(name)
    private = sha256(f"{report}\0{actor.id}".encode("utf-8", "surrogatepass")).hexdigest()[:_PRIVATE]
    return f"{_slug(actor.name)}-{private}"


def catalogued(actor: Actor) -> Known | None:
    """Give the catalogue's entry of an actor; None for people, since the catalogue lists bodies and offices."""
    known = _found(actor)
    if known is None or known.organ in _PEOPLE:
        return None
    if actor.type == "person" and known.organ is None:
        return None
    return known


def forget_catalogued() -> None:
    """Forget what was looked up in the catalogue; to be called when another one comes into use."""
    _found_by.cache_clear()


def _found(actor: Actor) -> Known | None:
    return _found_by(actor.name, actor.country)


# The same few hundred names fill most reports of a war.
@lru_cache(maxsize=16384)
def _found_by(name: str, country: str | None) -> Known | None:
    return load_actors().find(name, country=country)


def _known_id(known: Known) -> str:
    """Tell namesakes of two countries apart: the catalogue finds only the first by name alone."""
    first = load_actors().find(known.name)
    if first is None or first.id != known.id or first.country == known.country or known.country is None:
        return known.id
    return f"{known.id}-{known.country.lower()}"


def _shared_name(actor: Actor) -> str | None:
    """Give the name under which other reports may mean the same actor, or None where it has none of its own."""
    words = [word for word in actor.name.split() if fold(word) not in _SMALL]
    known = _found(actor)
    if not words or actor.type == "civilians" or (known is not None and known.organ in _PEOPLE):
        return None
    proper = all(_is_capitalised(word) for word in words)
    if actor.type == "person":
        return actor.name if proper and len(words) > 1 else None
    if actor.type in _STATE_BODIES:
        return _state_body_name(actor, words, proper=proper)
    if len(words) == 1 and not _is_name(actor):
        return None
    return actor.name if proper else None


def _is_name(actor: Actor) -> bool:
    """Whether a single word is a name: a noun with a capital at the head of a sentence is written small elsewhere."""
    said = [mention.quote for mention in actor.mentions if fold(actor.name) in fold(mention.quote).split()]
    return actor.type in _ONE_WORD and len(said) > 1 and all(map(_is_capitalised, said))


def _state_body_name(actor: Actor, words: list[str], *, proper: bool) -> str | None:
    """
    Give the name of an office or force that the catalogue lacks, with its state's name first.

    "Ministry of Works" alone may be any state's, "Brackwater police" is one town's.
    """
    catalogue, countries = load_actors(), load_countries()
    if proper and actor.country is not None and len(words) > 1:
        country = countries.by_code(actor.country)
        rest = _without_country(actor.name, actor.country, countries)
        if country is not None and " " in rest:
            return f"{country.name} {rest}"
    for cut in range(len(words) - 1, 0, -1):
        owner, body = words[:cut], " ".join(words[cut:])
        if all(map(_is_capitalised, owner)) and _is_body(catalogue, body):
            return actor.name
    return None


def _is_body(catalogue: ActorCatalogue, phrase: str) -> bool:
    """Whether a phrase without an owner names a kind of office ("police department", "police")."""
    organ = catalogue.organ_phrase(phrase) or catalogue.organ_phrase(phrase.split()[0])
    return organ is not None and organ not in _PEOPLE and organ != "state"


def _without_country(name: str, code: str, countries: Countries) -> str:
    """Take the owning country off a name: "Malian Ministry of Works" and "Ministry of Works of Mali" are one."""
    words = fold(name.replace("’", "'").replace("'s ", " ")).split()
    for size in range(min(4, len(words) - 1), 0, -1):
        head, tail = " ".join(words[:size]), " ".join(words[-size:])
        for country in (countries.by_name(head), countries.by_adjective(head)):
            if country is not None and country.code == code:
                return " ".join(words[size:])
        owner = countries.by_name(tail)
        if owner is not None and owner.code == code and words[-size - 1] in {"of", "in"} and len(words) > size + 1:
            return " ".join(words[: -size - 1])
    return " ".join(words)


def _is_capitalised(word: str) -> bool:
    letters = word.strip("'’‘\"“”()[].,")
    # "al-Kuwaiti" and "d'Arc" are as capitalised as "McNeely".
    return letters[:1].isupper() or letters[:1].isdigit() or any(c.isupper() for c in letters)


def _slug(name: str) -> str:
    """Write a name as an identifier; one that is cut short keeps a hash of the whole."""
    slug = fold(name).replace("&", "and").replace(" ", "-") or "actor"
    if len(slug) <= _LONGEST_SLUG:
        return slug
    return f"{slug[:_LONGEST_SLUG].rstrip('-')}-{sha256(slug.encode()).hexdigest()[:_PRIVATE]}"


def _entry(identifier: str, members: list[tuple[_Mentioned, Actor]], ids: Mapping[_Mentioned, str]) -> ActorEntry:
    """Describe an actor by the catalogue, else by what most accounts say of it; ties go to the first by alphabet."""
    members.sort(key=lambda member: member[0][0])
    actors = [actor for _, actor in members]
    known = next((found for found in map(catalogued, actors) if found is not None), None)
    names = Counter(actor.name for actor in actors)
    countries = Counter(actor.country for actor in actors if actor.country is not None)
    parents = Counter(
        ids[report, actor.parent]
        for (report, _), actor in members
        if actor.parent is not None and ids.get((report, actor.parent), identifier) != identifier
    )
    name = known.name if known is not None else _most(names)
    return ActorEntry(
        id=identifier,
        name=name,
        type=known.type if known is not None else _most(Counter(actor.type for actor in actors)),
        country=known.country if known is not None else _most(countries) if countries else None,
        parent=_most(parents) if parents else None,
        aliases=tuple(sorted(alias for alias in names if alias != name)),
        members=tuple(sorted(mentioned for mentioned, _ in members)),
    )


def _most(counts: Counter[_T]) -> _T:
    return min(counts, key=lambda value: (-counts[value], value))


def _without_circles(entries: Mapping[str, ActorEntry]) -> Iterator[ActorEntry]:
    """Take the parent off whoever would be their own ancestor; reports may see two bodies each above the other."""
    circular: set[str] = set()
    settled: set[str] = set()
    for identifier in entries:
        path: list[str] = []
        at: str | None = identifier
        while at is not None and at in entries and at not in settled and at not in path:
            path.append(at)
            at = entries[at].parent
        if at in path:
            circular.add(min(path[path.index(at) :]))
        settled.update(path)
    for identifier, entry in entries.items():
        yield structs.replace(entry, parent=None) if identifier in circular else entry
