"""Who a report speaks of so far, and whom a pronoun or a role noun takes up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from variorum.knowledge.names import fold
from variorum.model.account import ActorType
from variorum.knowledge.actors import ActorEntry
from variorum.reading.actors.lexicon import Gender, Role

_WINDOW = 120
_REACH = 3

# What a definite noun may take up besides what was called by the same noun.
_TAKES_UP: dict[str, frozenset[str]] = {
    "armed_group": frozenset({"armed_group"}),
    "military": frozenset({"military"}),
    "police": frozenset({"police"}),
    "political_party": frozenset({"political_party"}),
    "media": frozenset({"media"}),
    "intelligence": frozenset({"intelligence"}),
    "research": frozenset({"research"}),
    "intergovernmental": frozenset({"intergovernmental"}),
    "state": frozenset({"state"}),
}
_ANY_GROUP = frozenset("group organisation organization movement outfit faction wing".split())
_STATE_GOVERNS = frozenset("government authority authorities administration regime side state".split())


@dataclass
class Entity:
    """One actor while the report is read; numbers of other entities are in `parent` and `owner`."""

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
    names: dict[str, None] = field(default_factory=dict)
    mentions: list[tuple[int, int]] = field(default_factory=list)

    @property
    def is_one(self) -> bool:
        """Whether "he" or "she" may take it up."""
        return self.is_person or (
            not self.plural and self.type not in {"state", "media", "military"} and not self.is_named
        )


@dataclass(frozen=True, slots=True)
class Seen:
    """One mention on the trail: its token, its sentence, whom it is of, whether it is a subject or a speaker."""

    token: int
    sentence: int
    entity: int
    weight: float


class Entities:
    """The actors of one report in the order of their first mention, with the indexes that find them."""

    def __init__(self) -> None:
        self.all: list[Entity] = []
        self._same: dict[int, int] = {}
        self._by_name: dict[str, int] = {}
        self._by_lemma: dict[str, list[int]] = {}
        self._by_known: dict[str, int] = {}
        self._by_state: dict[str, int] = {}
        self._by_initials: dict[str, int] = {}
        self.trail: list[Seen] = []

    def __getitem__(self, number: int) -> Entity:
        return self.all[self.root(number)]

    def root(self, number: int) -> int:
        """Follow what a number was merged into."""
        while number in self._same:
            number = self._same[number]
        return number

    def add(self, name: str, type: ActorType, **fields: object) -> Entity:
        """Add an actor and index its name."""
        entity = Entity(len(self.all), name, type, **fields)  # type: ignore[arg-type]
        self.all.append(entity)
        for lemma in entity.lemmas:
            self._by_lemma.setdefault(lemma, []).append(entity.number)
        if entity.type == "state" and entity.country and entity.known is None:
            self._by_state.setdefault(entity.country, entity.number)
        if entity.known is not None:
            self._by_known[entity.known.id] = entity.number
        return entity

    def call(self, entity: Entity, name: str) -> None:
        """Index another name of an actor; the first actor of a name keeps it."""
        key = fold(name)
        if not key:
            return
        entity.names.setdefault(name)
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
        kept.mentions = sorted({*kept.mentions, *gone.mentions})
        for lemma in gone.lemmas:
            if lemma not in kept.lemmas:
                kept.lemmas[lemma] = None
                self._by_lemma.setdefault(lemma, []).append(kept.number)
        kept.names.update(gone.names)
        kept.modifiers |= gone.modifiers
        kept.country = kept.country or gone.country
        kept.gender = kept.gender or gone.gender
        if kept.parent is None and gone.parent is not None and self.root(gone.parent) != kept.number:
            kept.parent = gone.parent
        if kept.owner is None and gone.owner is not None and self.root(gone.owner) != kept.number:
            kept.owner = gone.owner
        return kept

    def named(self, name: str) -> Entity | None:
        """Find the actor of exactly that name once folded."""
        number = self._by_name.get(fold(name))
        return None if number is None else self[number]

    def catalogued(self, identifier: str) -> Entity | None:
        """Find the actor that stands for a catalogue entry."""
        number = self._by_known.get(identifier)
        return None if number is None else self[number]

    def state(self, country: str) -> Entity | None:
        """Find the state with a country code."""
        number = self._by_state.get(country)
        return None if number is None else self[number]

    def abbreviated(self, letters: str) -> Entity | None:
        """Find the actor whose name has these initials."""
        number = self._by_initials.get(letters.replace(".", "").upper())
        return None if number is None else self[number]

    def called(self, lemma: str, reach: int = 40) -> Iterator[Entity]:
        """Give the actors called by a noun, the latest first."""
        seen: set[int] = set()
        for number in islice(reversed(self._by_lemma.get(lemma, ())), reach):
            entity = self[number]
            if entity.number not in seen:
                seen.add(entity.number)
                yield entity

    def see(self, token: int, sentence: int, entity: Entity, weight: float) -> None:
        """Put a mention on the trail."""
        self.trail.append(Seen(token, sentence, entity.number, weight))

    def recent(
        self, fits: Callable[[Entity], bool], sentence: int, *, skip: tuple[int, int] | None = None
    ) -> Entity | None:
        """
        Find the most salient fitting actor of the last few sentences.

        Subjects and speakers outweigh others, near sentences far ones; mentions within the token span *skip* do not count.
        """
        best: Entity | None = None
        best_score = float("-inf")
        for distance, seen in enumerate(islice(reversed(self.trail), _WINDOW)):
            away = sentence - seen.sentence
            if away > _REACH:
                break
            if skip and skip[0] <= seen.token < skip[1]:
                continue
            entity = self[seen.entity]
            score = seen.weight - away - 0.002 * distance
            if score > best_score and fits(entity):
                best, best_score = entity, score
        return best

    def latest(self, fits: Callable[[Entity], bool]) -> Entity | None:
        """Find the last mentioned fitting actor, however far back (within a bounded number of mentions)."""
        for seen in islice(reversed(self.trail), 4 * _WINDOW):
            entity = self[seen.entity]
            if fits(entity):
                return entity
        return None

    def taken_up(self, role: Role, modifiers: frozenset[str]) -> Entity | None:
        """Find whom "the" with a role noun means where nobody was called by that noun: by type, nearest first."""
        if role.lemma in _STATE_GOVERNS:
            return self.latest(lambda e: "government" in e.lemmas) or self.latest(lambda e: e.type == "state")
        if role.lemma in _ANY_GROUP:
            return self.latest(
                lambda e: e.is_named and e.type in {"armed_group", "political_party", "intergovernmental", "other"}
            )
        types = _TAKES_UP.get(role.type)
        if types is None or modifiers:
            return None
        if role.kind == "people" and not role.plural:
            return None
        return self.latest(lambda e: e.type in types and (e.plural or not e.is_one))


def initials(name: str) -> str:
    """Give the initials of a name of several words ("RSF"), or "" where it has too few."""
    words = [w for w in name.replace("-", " ").replace("’", "'").split() if w[:1].isalpha()]
    letters = [w[0].upper() for w in words if w[0].isupper() or len(words) > 2 and w.lower() not in _SMALL]
    return "".join(letters) if len(letters) > 1 else ""


_SMALL = frozenset("of the and for in on de la el e i al a an to".split())
