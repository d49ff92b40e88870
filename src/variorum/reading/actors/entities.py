"""Who a report speaks of so far, and whom a pronoun or a role noun takes up."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from variorum.knowledge.names import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from variorum.knowledge.actors import ActorEntry
    from variorum.model.account import ActorType
    from variorum.reading.actors.lexicon import Gender, Role

_WINDOW = 120
_REACH = 3

# Nouns for any organised group, and those that a country's name goes with.
_ANY_GROUP = frozenset("group organisation organization movement outfit faction wing network militia".split())
_GOVERNS = frozenset("government administration regime side".split())
_SEIZED = frozenset({"junta", "regime"})
# Bodies of which a report may name several: only the same noun takes them up.
_DISTINCT = frozenset(
    "army navy air-force airforce coast-guard coastguard national-guard police infantry corps marine-corps aircraft "
    "plane helicopter gunship jet fighter-jet warplane bomber-aircraft warship frigate destroyer submarine gunboat "
    "naval-vessel fleet drone patrol battalion brigade division regiment unit enemy "
    "international-community security-council union".split()
)
_GROUP_TYPES = frozenset({"armed_group", "political_party", "other"})
_ORGANISATIONS = frozenset({"organisation", "organization"})
_SMALL = frozenset("of the and for in on de la del el e i al a an to und et".split())


@dataclass
class Entity:
    """One actor while the report is read; `parent` and `owner` are numbers of other actors."""

    number: int
    name: str
    type: ActorType
    is_person: bool = False
    is_named: bool = False
    plural: bool = False
    country: str | None = None
    parent: int | None = None
    owner: int | None = None
    gender: Gender | None = None
    known: ActorEntry | None = None
    lemmas: dict[str, None] = field(default_factory=dict)
    modifiers: frozenset[str] = frozenset()
    mentions: list[tuple[int, int]] = field(default_factory=list)

    @property
    def is_one(self) -> bool:
        """Whether "he" or "she" may take it up."""
        return self.is_person or not (self.plural or self.is_named or self.type in {"state", "media"})


@dataclass(frozen=True, slots=True)
class Seen:
    """One mention on the trail: its token, its sentence, whom it is of, how much it stands out, whether it speaks."""

    token: int
    sentence: int
    entity: int
    weight: float
    speaks: bool


class Entities:
    """The actors of one report in the order in which they were added, with the indexes that find them."""

    def __init__(self) -> None:
        self._all: list[Entity] = []
        self._same: dict[int, int] = {}
        self._by_name: dict[str, int] = {}
        self._by_lemma: dict[str, list[int]] = {}
        self._by_known: dict[str, int] = {}
        self._by_state: dict[str, int] = {}
        self._by_initials: dict[str, int] = {}
        self._trail: list[Seen] = []

    def __getitem__(self, number: int) -> Entity:
        return self._all[self.root(number)]

    def __iter__(self) -> Iterator[Entity]:
        """Give the actors that were not merged into another."""
        return (entity for entity in self._all if entity.number not in self._same)

    def root(self, number: int) -> int:
        """Follow what a number was merged into."""
        root = number
        while root in self._same:
            root = self._same[root]
        while number != root:
            self._same[number], number = root, self._same[number]
        return root

    def add(self, name: str, actor_type: ActorType, **fields: Any) -> Entity:
        """Add an actor and index its name; *fields* are those of `Entity`."""
        entity = Entity(len(self._all), name, actor_type, **fields)
        self._all.append(entity)
        for lemma in entity.lemmas:
            self._by_lemma.setdefault(lemma, []).append(entity.number)
        if entity.known is not None:
            self._by_known[entity.known.id] = entity.number
        elif entity.type == "state" and entity.country:
            self._by_state.setdefault(entity.country, entity.number)
        self.call(entity, name)
        return entity

    def call(self, entity: Entity, name: str) -> None:
        """Index another name of an actor; the first actor of a name keeps it."""
        key = fold(name)
        if not key:
            return
        self._by_name.setdefault(key, entity.number)
        letters = initials(name)
        if letters:
            self._by_initials.setdefault(letters, entity.number)

    def describe(self, entity: Entity, role: Role) -> None:
        """Remember that an actor was called by a noun."""
        if role.lemma not in entity.lemmas:
            entity.lemmas[role.lemma] = None
            self._by_lemma.setdefault(role.lemma, []).append(entity.number)

    def merge(self, gone: Entity, kept: Entity) -> Entity:
        """Make one actor of two; *kept* gives name and type."""
        gone, kept = self[gone.number], self[kept.number]
        if gone is kept:
            return kept
        self._same[gone.number] = kept.number
        kept.mentions.extend(gone.mentions)
        for lemma in gone.lemmas:
            if lemma not in kept.lemmas:
                kept.lemmas[lemma] = None
                self._by_lemma.setdefault(lemma, []).append(kept.number)
        kept.modifiers |= gone.modifiers
        kept.country = kept.country or gone.country
        kept.gender = kept.gender or gone.gender
        if kept.parent is None and gone.parent is not None and self.root(gone.parent) != kept.number:
            kept.parent = gone.parent
        if kept.owner is None and gone.owner is not None and self.root(gone.owner) != kept.number:
            kept.owner = gone.owner
        return kept

    # Finding

    def named(self, name: str) -> Entity | None:
        """Find the actor of exactly that name once folded."""
        return self._get(self._by_name.get(fold(name)))

    def catalogued(self, identifier: str) -> Entity | None:
        """Find the actor that stands for a catalogue entry."""
        return self._get(self._by_known.get(identifier))

    def state(self, country: str) -> Entity | None:
        """Find the state with a country code."""
        return self._get(self._by_state.get(country))

    def abbreviated(self, letters: str) -> Entity | None:
        """Find the actor whose name has these initials."""
        return self._get(self._by_initials.get(letters.replace(".", "").upper()))

    def called(self, lemma: str, reach: int = 40) -> Iterator[Entity]:
        """Give the actors called by a noun, the latest first."""
        seen: set[int] = set()
        for number in islice(reversed(self._by_lemma.get(lemma, ())), reach):
            entity = self[number]
            if entity.number not in seen:
                seen.add(entity.number)
                yield entity

    def see(self, token: int, sentence: int, entity: Entity, weight: float, *, speaks: bool = False) -> None:
        """Put a mention on the trail."""
        seen = Seen(token, sentence, entity.number, weight, speaks)
        if self._trail and token < self._trail[-1].token:
            insort(self._trail, seen, key=lambda s: s.token)
        else:
            self._trail.append(seen)

    def trail(self, before: int | None = None) -> Iterator[Seen]:
        """Give the mentions seen so far, the latest first; only those before a token where one is given."""
        if before is None:
            return reversed(self._trail)
        at = bisect_left(self._trail, before, key=lambda seen: seen.token)
        return (self._trail[i] for i in range(at - 1, -1, -1))

    def trail_of(self, sentence: int) -> Iterator[Seen]:
        """Give the mentions of one sentence that were seen so far, the latest first."""
        for seen in islice(self.trail(), _WINDOW):
            if seen.sentence == sentence:
                yield seen
            elif seen.sentence < sentence:
                return

    def recent(
        self,
        fits: Callable[[Entity], bool],
        sentence: int,
        *,
        skip: tuple[int, int] | None = None,
        speakers: bool = False,
    ) -> Entity | None:
        """
        Find the most salient fitting actor of the last few sentences.

        Mentions within the token span *skip* do not count; with *speakers*, none but those of speakers do.
        """
        best: Entity | None = None
        best_score = float("-inf")
        for distance, seen in enumerate(islice(self.trail(), _WINDOW)):
            away = sentence - seen.sentence
            if away > _REACH:
                break
            if (skip and skip[0] <= seen.token < skip[1]) or (speakers and not seen.speaks):
                continue
            entity = self[seen.entity]
            score = seen.weight - away - 0.002 * distance
            if score > best_score and fits(entity):
                best, best_score = entity, score
        return best

    def latest(self, fits: Callable[[Entity], bool], *, before: int | None = None) -> Entity | None:
        """Find the last mentioned fitting actor, however far back (within a bounded number of mentions)."""
        for seen in islice(self.trail(before), 4 * _WINDOW):
            entity = self[seen.entity]
            if fits(entity):
                return entity
        return None

    def taken_up(self, role: Role, before: int) -> Entity | None:
        """Find whom "the" with a role noun means where nobody was called by that noun: by type, nearest first."""

        def latest(fits: Callable[[Entity], bool]) -> Entity | None:
            return self.latest(fits, before=before)

        if role.lemma == "regime" and (junta := latest(lambda e: not e.lemmas.keys().isdisjoint(_SEIZED))) is not None:
            return junta
        if role.lemma in _GOVERNS:
            return latest(lambda e: "government" in e.lemmas) or latest(
                lambda e: e.type == "state" and e.country is not None
            )
        if role.type == "state":
            return None if role.plural else self._main_state(before)
        if role.lemma in _ANY_GROUP:
            # States form an organisation, and no group or movement.
            types = _GROUP_TYPES | {"intergovernmental"} if role.lemma in _ORGANISATIONS else _GROUP_TYPES
            return latest(lambda e: e.is_named and e.type in types and not e.lemmas.keys() & _ANY_GROUP)
        if role.lemma in _DISTINCT or (role.kind == "people" and not role.plural):
            return None
        if role.type == "armed_group":
            return latest(lambda e: e.type == "armed_group" and e.known is not None) or self.latest(
                lambda e: e.type == "armed_group" and e.plural and not e.lemmas.keys() & _ANY_GROUP
            )
        if role.type in {"political_party", "media", "intelligence", "research", "intergovernmental"}:
            return latest(lambda e: e.type == role.type and e.is_named)
        if role.type in {"military", "police"}:
            return latest(lambda e: e.type == role.type and not e.is_one and not _is_distinct(e))
        return None

    def _main_state(self, before: int) -> Entity | None:
        """Find the state spoken of most often so far, the later of two."""
        counts: dict[int, int] = {}
        for seen in islice(self.trail(before), 4 * _WINDOW):
            entity = self[seen.entity]
            if entity.type == "state":
                counts[entity.number] = counts.get(entity.number, 0) + 1
        return self[max(counts, key=lambda number: counts[number])] if counts else None

    def _get(self, number: int | None) -> Entity | None:
        return None if number is None else self[number]


def _is_distinct(entity: Entity) -> bool:
    """Whether an actor was called by a noun that only itself takes up ("the military" is no fighter jet)."""
    return any(not {lemma, lemma.rpartition("-")[2]}.isdisjoint(_DISTINCT) for lemma in entity.lemmas)


def initials(name: str) -> str:
    """Give the initials of a name of several words ("RSF"), or "" where it has too few."""
    words = [w for w in name.replace("-", " ").split() if w[:1].isalpha() and w.lower() not in _SMALL]
    return "".join(w[0].upper() for w in words) if len(words) > 1 else ""
