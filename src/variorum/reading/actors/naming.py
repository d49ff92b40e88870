"""Names: full and short ones, acronyms, spellings, and what is a place rather than a party."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from variorum.knowledge.gazetteer import edit_distance
from variorum.knowledge.names import fold

if TYPE_CHECKING:
    from variorum.knowledge.actors import ActorEntry
    from variorum.knowledge.countries import Country
    from variorum.model.account import ActorType
    from variorum.reading.actors.entities import Entity
    from variorum.reading.actors.lexicon import Role
    from variorum.reading.actors.material import Material
    from variorum.reading.actors.phrase import Phrase

_LOCATIVE = frozenset(
    "in at near inside outside around within across from to into towards toward via through over above of between "
    "northern southern eastern western central".split()
)
_OPEN = re.compile(r",?\s*[(\[]\s*[\"“'‘]?(?:the\s)?")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,9}s?|[A-Z][A-Za-z]{1,10}(?:-[A-Z]{2,8})?")
_NOT_NAMES = frozenset({"TIME", "DATE", "QUANTITY", "WEAPON", "PLATFORM", "CARDINAL", "MONEY", "PERCENT"})
_PLACES = frozenset({"LOC", "GPE", "FAC"})
_MOST_ALIKE = 50
_CAUSES = frozenset("liberation resistance independence freedom salvation".split())
"""Words in the names of the armies of movements."""
_CIVIC = frozenset("rights monitoring relief aid advocacy research study transparency".split())
"""Words in the names of groups that bear no arms."""
_OPPOSITE = {"north": "south", "south": "north", "east": "west", "west": "east"}


class Naming:
    """Gives names their actors; full names are declared before any mention is linked."""

    def __init__(self, material: Material) -> None:
        self._m = material
        self._short: dict[str, list[int]] = {}
        self._alike: dict[str, list[str]] = {}
        self._own: dict[str, Entity] = {}
        """By an acronym: whom the report says that it is short for, where the catalogue has another's."""
        self._halves: dict[str, Country] = {}
        """By "north" and the like: the state that the report calls so, where it names one half of a divided land."""

    def declare(self, phrase: Phrase) -> None:
        """Add the actor of a full name, so that a short name may come before it."""
        if phrase.owner is not None and not self._is_one_name(phrase, phrase.owner):
            self.declare(phrase.owner)
        if phrase.kind == "adjective" and (people := self._m.known.demonym(self._m.reader.text(*phrase.core))):
            self._halve(people)
        if phrase.kind not in {"name", "person"} or phrase.name is None:
            return
        text = self.text(phrase)
        country = self._m.known.country(text)
        if country is not None:
            self._halve(country)
        if country is not None or self._m.known.capital(text):
            return
        known = self._organ(phrase, text)
        if known is not None:
            self.of_catalogue(known, text)
        elif phrase.kind == "person" and len(text.split()) > 1:
            self._person_named(text)
        elif len(text.split()) > 1 and not self._is_place(phrase, text):
            self._thing_named(text, phrase)

    def _is_one_name(self, phrase: Phrase, owner: Phrase) -> bool:
        """Whether the recogniser takes a body and the words before it for one name: "the Highland Rights Group"."""
        inside = owner.kind == "name" and phrase.core[0] <= owner.start < owner.end <= phrase.head
        words = self._m.doc[owner.start : phrase.end]
        if self._m.known.actor(self._m.reader.text(*owner.core)) is not None or any(t.tag_ == "IN" for t in words):
            return False  # "The UN mission" is the United Nations', and "the UN mission in Mali" has a longer name.
        return (
            inside
            and words[-1].text[:1].isupper()
            and all(t.ent_type_ == "ORG" for t in words)
            and all(t.ent_iob_ == "I" for t in words[1:])
        )

    def introduce(self, before: Phrase, phrase: Phrase) -> None:
        """Learn the short name in "Relief Council (RC)" and the long one in "RC (Relief Council)"."""
        m = self._m
        if not _OPEN.fullmatch(m.gap(before, phrase)):
            return
        text = m.reader.text(phrase.start, phrase.end)
        last = m.doc[phrase.end - 1]
        end = last.idx + len(last.text)
        after = m.text[end : end + 3].lstrip("\"”'’ ")
        acronym = bool(_ACRONYM.fullmatch(text))
        if after[:1] not in {")", "]"} or not (acronym or len(text.split()) > 1):
            return
        first, second = self._declared(before), self._declared(phrase)
        if acronym and before.kind in {"name", "role", "other"} and m.doc[before.end - 1].text[:1].isupper():
            if m.known.country(text) or m.labels.get(phrase.head) in _NOT_NAMES:
                return
            entity = first or self._thing_named(self.text(before), before)
            m.entities.call(entity, text)
            if second is not None and second is not entity and self._is_foreign(second, entity):
                self._own[text] = entity
                return
            if second is not None and second is not entity:
                gone, kept = (entity, second) if second.known and not entity.known else (second, entity)
                m.entities.merge(gone, kept)
        elif first is not None and second is not None and first.name.isupper() and not first.is_person:
            gone, kept = (second, first) if first.known else (first, second)
            m.entities.merge(gone, kept)

    def _is_foreign(self, known: Entity, entity: Entity) -> bool:
        """Tell whether an acronym is in the catalogue for somebody else, of whose state the report says nothing."""
        state = self._m.known.by_code(known.country) if known.known is not None and entity.known is None else None
        if state is None or len(entity.name.split()) < 2:
            return False
        text = self._m.text.casefold()
        if state.name.casefold() in text or (state.adjective and state.adjective.casefold() in text):
            return False
        # A name in another spelling or language than the catalogue's is still its own.
        ours, theirs = set(fold(entity.name).split()), set(fold(known.name).split())
        return len(ours & theirs) * 2 < max(len(ours), len(theirs))

    def text(self, phrase: Phrase) -> str:
        """Give the words of a phrase's name; a person's in a text all in capitals with small letters."""
        text = self._m.reader.text(*(phrase.name or phrase.core))
        if self._m.is_upper and phrase.kind == "person":
            return "-".join(" ".join(w.capitalize() for w in part.split()) for part in text.split("-"))
        return text

    def of_catalogue(self, known: ActorEntry, text: str) -> Entity:
        """Give the actor of a catalogue entry."""
        entities = self._m.entities
        state = self._m.known.by_code(known.country) if known.organ == "state" else None
        if state is not None:
            return self.of_country(state)
        entity = entities.catalogued(known.id)
        if entity is None:
            entity = entities.add(known.name, known.type, country=known.country, known=known, is_named=True)
            role = self._body(known.name)
            if role is not None:
                entities.describe(entity, role)
        entities.call(entity, text)
        return entity

    def of_country(self, country: Country) -> Entity:
        """Give the actor of a state."""
        found = self._m.entities.state(country.code)
        return found or self._m.entities.add(country.name, "state", country=country.code, is_named=True)

    def person(self, phrase: Phrase) -> Entity:
        """Give the person of a name with or without a title, and remember what the title says."""
        m = self._m
        text = self.text(phrase)
        words = fold(text).split()
        found = m.entities.named(text) if len(words) > 1 else None
        found = found or self._shortened(words)
        if found is None and (same := m.entities.named(text)) is not None and same.is_person:
            found = same
        if found is None:
            found = m.entities.add(text, "person", is_person=True, is_named=True)
        elif not found.is_person and found.type == "other" and not found.lemmas:
            # The recogniser missed the full name and saw the short one.
            found.is_person, found.type = True, "person"
        for word in m.reader.words(*phrase.title) if phrase.title else []:
            found.gender = found.gender or m.lexicon.gender(word)
        if phrase.role is not None and phrase.role.kind == "people":
            m.entities.describe(found, phrase.role)
            found.modifiers |= frozenset(m.reader.words(*phrase.title) if phrase.title else ())
        return found

    def _organ(self, phrase: Phrase, text: str) -> ActorEntry | None:
        """Find a name in the catalogue; what a state owns is none of another's ("Ukraine's Security Service")."""
        known = self._m.known.actor(text)
        word, other = self._m.completed_by.get(phrase.head, ("", None))
        owner = phrase.owner or (other if word == "of" else None)
        if known is None or known.country is None or owner is None:
            return known
        whose = self._m.reader.text(*owner.core)
        state = self._m.known.country(whose) or self._m.known.demonym(whose)
        return known if state is None or state.code == known.country else self._m.known.of_state(state, text)

    def name(self, phrase: Phrase) -> Entity | None:
        """Give the actor of a name; None where it is a place."""
        m = self._m
        text = self.text(phrase)
        country = m.known.country(text)
        if country is not None:
            return self.of_country(country)
        half = self._halves.get(text.casefold())
        if half is not None and text[:1].isupper() and m.doc[phrase.start].lower_ in {"the", text.casefold()}:
            part = phrase.head in m.completed_by and m.completed_by[phrase.head][0] == "of"
            return None if part or not self._acts(phrase) else self.of_country(half)
        capital = m.known.capital(text)
        if capital is not None:
            return self.of_country(capital) if self._acts(phrase) else None
        if (own := self._own.get(text)) is not None:
            return m.entities[own.number]
        known = self._organ(phrase, text)
        if known is not None and text.isupper() and m.doc[phrase.start].tag_ == "CD" and not m.is_upper:
            # "14 KIA" counts the killed.
            return None
        if known is not None:
            return self.of_catalogue(known, text)
        label = m.labels.get(phrase.head)
        found = m.entities.named(text) or self._by_initials(text)
        if found is None and label not in _NOT_NAMES:
            found = self._shortened(fold(text).split())
            if found is not None and not found.is_person and label not in {"PER", "PERSON"}:
                found = None
        if found is not None:
            return found
        people = m.known.demonym(text)
        if people is not None:
            return m.entities.add(text, "civilians", country=people.code, plural=phrase.determiner != "indefinite")
        if self._is_place(phrase, text):
            return None
        if label in {"PER", "PERSON"} and (m.is_upper or not text.isupper()):
            return self._person_named(text)
        words = m.reader.words(*phrase.core)
        if (m.is_upper and m.reader.is_generic(words)) or (words and m.lexicon.is_no_party(words[-1])):
            return None
        return self._thing_named(text, phrase)

    def person_of(self, name: str) -> Entity | None:
        """Give the person named before whose last name ends a name ("GEN. MORRIS", "Mr Morris")."""
        words = fold(name).split()
        found = self._shortened(words[-1:]) if words else None
        return found if found is not None and found.is_person else None

    def publisher(self) -> Entity | None:
        """Give the actor that publishes the report, where the page names one."""
        name = self._m.layout.publisher
        if not name:
            return None
        known = self._m.known.actor(name)
        if known is not None:
            return self.of_catalogue(known, name)
        found = self._m.entities.named(name)
        return found or self._m.entities.add(name, self._guess(name), is_named=True)

    def _halve(self, country: Country) -> None:
        """Learn whom "the North" and "the South" mean from the name of one of them."""
        side, _, land = country.name.partition(" ")
        other = _OPPOSITE.get(side.casefold())
        if other is None or not land:
            return
        self._halves.setdefault(side.casefold(), country)
        counterpart = self._m.known.country(f"{other.capitalize()} {land}") or self._m.known.country(land)
        if counterpart is not None and counterpart.code != country.code:
            self._halves.setdefault(other, counterpart)

    # Persons and things

    def _declared(self, phrase: Phrase) -> Entity | None:
        text = self.text(phrase)
        known = self._organ(phrase, text)
        found = self._m.entities.catalogued(known.id) if known else None
        return found or self._m.entities.named(text)

    def _by_initials(self, text: str) -> Entity | None:
        if not _ACRONYM.fullmatch(text) or len(text) > 8 or (self._m.is_upper and len(text) > 5):
            return None
        found = self._m.entities.abbreviated(text)
        if found is not None:
            self._m.entities.call(found, text)
        return found

    def _person_named(self, text: str) -> Entity:
        entities = self._m.entities
        found = entities.named(text)
        if found is not None:
            return found
        words = fold(text).split()
        found = self._respelt(words) or self._with_both_surnames(words)
        found = found or entities.add(text, "person", is_person=True, is_named=True)
        entities.call(found, text)
        self._shorten([*(" ".join(words[k:]) for k in range(1, len(words))), *words[: len(words) - 1][:1]], found)
        if len(text) > len(found.name):
            found.name = text
        return found

    def _shorten(self, keys: list[str], entity: Entity) -> None:
        for key in keys:
            if key not in self._short:
                self._alike.setdefault(key[:2], []).append(key)
            self._short.setdefault(key, []).append(entity.number)

    def _respelt(self, words: list[str]) -> Entity | None:
        """Find a person whose name differs in one letter of one word ("Hasan Jalil", "Hassan Jalil")."""
        for number in dict.fromkeys(n for w in (words[0], words[-1]) for n in self._short.get(w, ())[:20]):
            entity = self._m.entities[number]
            other = fold(entity.name).split()
            if len(other) == len(words) and all(
                a == b or (len(a) > 3 and edit_distance(a, b, 1) <= 1) for a, b in zip(words, other, strict=True)
            ):
                return entity
        return None

    def _with_both_surnames(self, words: list[str]) -> Entity | None:
        """Find the person who is called by all but the first names, here or before ("Ortega Díaz", "bin Salman")."""
        entities = self._m.entities
        called = (entities.named(" ".join(words[k:])) for k in range(1, len(words) - 1))
        longer = (entities[n] for n in self._short.get(" ".join(words), ())) if len(words) > 1 else ()
        return next((e for e in (*called, *longer) if e is not None and e.is_person), None)

    def _shortened(self, words: list[str]) -> Entity | None:
        """Find the person of a short name: the latest mentioned of those whom it fits, else the first."""
        numbers = self._short.get(" ".join(words))
        if not numbers and len(words) == 1 and len(words[0]) > 3:
            word = words[0]
            alike = self._alike.get(word[:2], ())[:_MOST_ALIKE]
            close = [k for k in alike if abs(len(k) - len(word)) <= 1 and edit_distance(word, k, 1) <= 1]
            numbers = self._short[close[0]] if len(close) == 1 else None
        if not numbers:
            return None
        entities = self._m.entities
        candidates = list(dict.fromkeys(entities.root(n) for n in numbers[:_MOST_ALIKE]))
        candidates = [n for n in candidates if entities[n].is_person] or candidates
        if len(candidates) == 1:
            return entities[candidates[0]]
        return entities.latest(lambda e: e.number in candidates) or entities[candidates[0]]

    def _thing_named(self, text: str, phrase: Phrase) -> Entity:
        m = self._m
        found = m.entities.named(text)
        if found is None:
            role = phrase.role if phrase.role is not None and phrase.role.kind != "documents" else None
            named_type = self.body_type(role, text) if role else self._guess(text)
            found = m.entities.add(text, named_type, is_named=True)
            if role is not None:
                m.entities.describe(found, role)
            words = fold(text).split()
            if role is None and found.type == "other" and len(words) < 5:
                self._shorten(words[-1:], found)
            first, _, rest = text.partition(" ")
            country = m.known.demonym(first) or m.known.country(first)
            if country is not None and rest:
                found.country = country.code
                m.entities.call(found, rest)
        return found

    def _guess(self, text: str) -> ActorType:
        role = self._body(text)
        return self.body_type(role, text) if role is not None else "other"

    def body_type(self, role: Role, name: str) -> ActorType:
        """
        Give the type of a body by its noun.

        An army that has a cause in its name is a movement's, a rights group has no arms, and a state of a federation
        stands for who governs it.
        """
        if role.lemma == "state" and name.endswith(" State"):
            return "government"
        if role.type == "armed_group" and not _CIVIC.isdisjoint(fold(name).split()):
            return "research"
        of_movement = role.lemma in {"army", "force", "unit", "brigade", "battalion"} and not _CAUSES.isdisjoint(
            fold(name).split()
        )
        return "armed_group" if of_movement else role.type

    def _body(self, text: str) -> Role | None:
        """Find the noun in a name that says what kind of body it is, the last one first."""
        for word in reversed(text.lower().replace("-", " ").split()):
            role = self._m.lexicon.role([word])
            if role is not None and role.kind == "bodies":
                return role
        return None

    # Places

    def _is_place(self, phrase: Phrase, text: str) -> bool:
        """Whether a name is a place rather than a party, going by its label, its surroundings and the gazetteer."""
        m = self._m
        label = m.labels.get(phrase.head)
        if label in _NOT_NAMES:
            return True
        before = m.doc[phrase.start - 1].lower_ if phrase.start else ""
        listed = bool(m.gazetteer.find_exact(text))
        if label in {"PER", "PERSON", "NORP"}:
            return listed and before in _LOCATIVE
        if label in _PLACES:
            return listed or before in _LOCATIVE
        return listed and label != "ORG"

    def _acts(self, phrase: Phrase) -> bool:
        """Whether a capital stands for its government here: no preposition of place leads it in."""
        before = self._m.doc[phrase.start - 1].lower_ if phrase.start else ""
        if before in _LOCATIVE - {"between", "of", "from"}:
            return False
        relation = self._m.doc[phrase.head].dep_
        parts = ("nsubj", "nmod:poss", "poss", "obj", "dobj", "obl:agent", "iobj", "conj")
        return phrase.head in self._m.speaking or relation.startswith(parts)
