"""Turns phrases into actors, in text order: names first, then what is called by a noun, then pronouns."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from variorum.knowledge.actors import ActorCatalogue, ActorEntry
from variorum.knowledge.countries import Country
from variorum.knowledge.gazetteer import Gazetteer, edit_distance
from variorum.knowledge.names import fold
from variorum.model.account import ActorType
from variorum.reading.actors.entities import Entities, Entity
from variorum.reading.actors.known import Known
from variorum.reading.actors.lexicon import Gender, Role, lexicon, singular
from variorum.reading.actors.phrases import Phrase, PhraseReader

if TYPE_CHECKING:
    from variorum.reading.layout import Layout

_LOCATIVE = frozenset(
    "in at near inside outside around within across from to into towards toward via through over above of between".split()
)
_ALIAS = re.compile(
    r",?\s*(?:also\s+|better\s+|otherwise\s+)?(?:known|identified|named|called|dubbed)(?:\s+as)?\s*(?:the\s*)?[\"“']?|,?\s*(?:alias|aka|a\.k\.a\.)\s*"
)
_APPOSITION = re.compile(r"\s*,\s*")
_OPEN = re.compile(r",?\s*[(\[]\s*[\"“'‘]?(?:the\s)?")
_BE = re.compile(r"\s*(?:is|was|are|were)\s+(?:the\s|a\s|an\s)?")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,9}s?|[A-Z][A-Za-z]{1,10}(?:-[A-Z]{2,8})?")
_OWNED: frozenset[ActorType] = frozenset({"government", "military", "police", "intelligence"})
_FOLLOWS = frozenset({"military", "armed_group", "police"})
_PREPOSITIONS = frozenset({"of", "for", "from", "in", "with", "within", "representing", "belonging"})


class Linker:
    """The work of building an index; afterwards it answers for spans that were not linked."""

    def __init__(
        self, doc: Doc, layout: Layout, catalogue: ActorCatalogue, gazetteer: Gazetteer, on: date | None = None
    ) -> None:
        self.doc = doc
        self.entities = Entities()
        self._layout = layout
        self._lexicon = lexicon()
        self._known = Known(catalogue, on=on)
        self._gazetteer = gazetteer
        self._reader = PhraseReader(doc, self._lexicon, self._known)
        self._phrase_of: dict[int, Phrase] = {}
        self._of: dict[int, tuple[str, Phrase]] = {}
        self._linked: dict[int, int] = {}
        self._sentence = [0] * (len(doc) + 1)
        self._short: dict[str, list[int]] = {}
        self._quoted = _quoted(doc)
        self._sources = (
            [(a.source, a.content) for a in doc._.attributions if a.source] if doc.has_extension("attributions") else []
        )
        self._speakers = {i for source, _ in self._sources for i in range(*source)}
        self._labels = {i: e.label_ for e in doc.ents for i in range(e.start, e.end)}
        self._is_upper = _is_upper(doc.text[:4000])

    # Building

    def link_all(self) -> None:
        """Find every phrase, declare the full names, then link all mentions in order."""
        phrases: list[Phrase] = []
        for number, sent in enumerate(self.doc.sents):
            for i in range(sent.start, sent.end):
                self._sentence[i] = number
            for a, b in self._reader.chunks(sent.start, sent.end):
                phrase = self._reader.read(a, b)
                if phrase is not None:
                    phrases.append(phrase)
        phrases = self._join(phrases)
        for phrase in phrases:
            for i in range(phrase.start, phrase.end):
                self._phrase_of[i] = phrase
        for before, phrase in zip([None, *phrases], phrases, strict=False):
            self._declare(phrase)
            if before is not None:
                self._introduce(before, phrase)
        pronouns = {
            t.i
            for t in self.doc
            if t.lower_ in self._lexicon.pronouns and t.tag_ in {"PRP", "PRP$", "WP", "WP$", "WDT"}
        }
        previous: Phrase | None = None
        starts = {p.end - 1: p for p in phrases}
        for i in range(len(self.doc)):
            if i in pronouns and self.doc[i].tag_ in {"PRP", "PRP$"}:
                number = self._pronoun(i)
                if number is not None:
                    self._linked[i] = number
                    self.entities.see(i, self._sentence[i], self.entities[number], self._weight(i))
            phrase = starts.get(i)
            if phrase is not None:
                self._link(phrase, previous)
                previous = phrase
        self._unify()

    def _join(self, phrases: list[Phrase]) -> list[Phrase]:
        """Tie each phrase to the one that completes it after a preposition, and make one name of what is one."""
        joined: list[Phrase] = []
        for phrase in phrases:
            before = joined[-1] if joined else None
            if before is not None and phrase.start - before.end in (1, 2):
                gap = self.doc[before.end : phrase.start]
                word = gap[0].lower_
                if word in {"of", "for", "and", "&"} and self._is_one_name(before, phrase, word):
                    joined[-1] = self._one_name(before, phrase)
                    continue
                if word in _PREPOSITIONS:
                    self._of[before.head] = (word, phrase)
            joined.append(phrase)
        return joined

    def _is_one_name(self, before: Phrase, phrase: Phrase, word: str) -> bool:
        whole = self._reader.text(before.core[0], phrase.end)
        if self._known.actor(whole):
            return True
        last = self.doc[before.end - 1]
        if word in {"and", "&"}:
            return word == "&" and before.kind == "name" and phrase.kind == "name"
        if (
            before.role is None
            or before.role.kind != "bodies"
            or not last.text[:1].isupper()
            or not last.tag_.startswith("NN")
        ):
            return False
        text = self._reader.text(*phrase.core)
        if self._is_upper:
            return before.role.lemma in {"ministry", "department", "army", "office"} and phrase.kind in {
                "other",
                "name",
            }
        return (
            self.doc[phrase.end - 1].text[:1].isupper()
            and not self._known.country(text)
            and phrase.kind in {"name", "other", "role"}
        )

    def _one_name(self, before: Phrase, phrase: Phrase) -> Phrase:
        whole = self._reader.text(before.core[0], phrase.end)
        known = self._known.actor(whole)
        kind = "name" if known or before.role is None else before.kind
        core = (before.core[0], phrase.end)
        return Phrase(
            before.start, phrase.end, core, kind, before.role, core if kind == "name" else None, before.determiner,
            before.plural, before.owner, before.owner_pronoun,
            (*before.modifiers, *self._reader.words(before.end, phrase.end)), before.title,
        )  # fmt: skip

    # Names

    def _declare(self, phrase: Phrase) -> None:
        """Add the actor of a full name before any mention is linked, so that a short name may come first."""
        if phrase.owner is not None:
            self._declare(phrase.owner)
        if phrase.kind not in {"name", "person"} or phrase.name is None:
            return
        text = self._name_text(phrase)
        if self._known.country(text) or self._known.capital(text):
            return
        known = self._known.actor(text)
        if known is not None:
            self._of_catalogue(known, text)
        elif phrase.kind == "person" and len(text.split()) > 1:
            self._person_named(text, phrase)
        elif len(text.split()) > 1 and not self._is_place(phrase, text):
            self._thing_named(text, phrase)

    def _introduce(self, before: Phrase, phrase: Phrase) -> None:
        """Learn the short name in "Northern Relief Council (NRC)", and the long one in "NRC (Northern Relief Council)"."""
        gap = self.doc.text[self._end(before) : self.doc[phrase.start].idx]
        if len(gap) > 8 or not _OPEN.fullmatch(gap):
            return
        text = self._reader.text(phrase.start, phrase.end)
        after = self.doc.text[self._end(phrase) :][:3].lstrip("\"”'’ ")
        if after[:1] not in {")", "]"} or not (_ACRONYM.fullmatch(text) or len(text.split()) > 1):
            return
        first, second = self._declared(before), self._declared(phrase)
        if _ACRONYM.fullmatch(text) and before.kind in {"name", "role"} and self.doc[before.end - 1].text[:1].isupper():
            if self._known.country(text) or self._labels.get(phrase.head) in {"TIME", "QUANTITY"}:
                return
            entity = first or self._thing_named(self._name_text(before), before)
            self.entities.call(entity, text)
            if second is not None and second is not entity:
                self.entities.merge(*((entity, second) if second.known and not entity.known else (second, entity)))
        elif first is not None and second is not None and first.name.isupper() and not first.is_person:
            self.entities.merge(*((second, first) if first.known else (first, second)))

    def _declared(self, phrase: Phrase) -> Entity | None:
        text = self._name_text(phrase)
        known = self._known.actor(text)
        found = self.entities.catalogued(known.id) if known else None
        return found or self.entities.named(text)

    def _name_text(self, phrase: Phrase) -> str:
        a, b = phrase.name or phrase.core
        text = self._reader.text(a, b)
        return _recase(text) if self._is_upper and phrase.kind == "person" else text

    def _of_catalogue(self, known: ActorEntry, text: str) -> Entity:
        state = self._known.by_code(known.country) if known.organ == "state" else None
        if state is not None:
            return self._of_country(state)
        entity = self.entities.catalogued(known.id)
        if entity is None:
            entity = self.entities.add(known.name, known.type, country=known.country, known=known, is_named=True)
            self.entities.call(entity, known.name)
            role = self._lexicon.role(known.name.lower().replace("-", " ").split())
            for word in known.name.lower().split():
                role = role or self._lexicon.role([word])
            if role is not None and role.kind == "bodies":
                self.entities.describe(entity, role)
        self.entities.call(entity, text)
        return entity

    def _of_country(self, country: Country) -> Entity:
        found = self.entities.state(country.code)
        if found is None:
            found = self.entities.add(country.name, "state", country=country.code, is_named=True)
            self.entities.call(found, country.name)
        return found

    def _person_named(self, text: str, phrase: Phrase) -> Entity:
        found = self.entities.named(text)
        if found is not None:
            return found
        words = fold(text).split()
        found = self._respelt(words)
        if found is None:
            found = self.entities.add(text, "person", is_person=True, is_named=True)
        self.entities.call(found, text)
        for k in range(1, len(words)):
            self._short.setdefault(" ".join(words[k:]), []).append(found.number)
        if len(words) > 1:
            self._short.setdefault(words[0], []).append(found.number)
        if len(text) > len(found.name) and fold(found.name) != fold(text):
            found.name = text
        return found

    def _respelt(self, words: list[str]) -> Entity | None:
        """Find a person whose name differs in one letter of one word ("Hasan Jalil", "Hassan Jalil")."""
        for number in dict.fromkeys(n for w in (words[0], words[-1]) for n in self._short.get(w, ())[:20]):
            entity = self.entities[number]
            other = fold(entity.name).split()
            if len(other) == len(words):
                away = sum(
                    a != b and (len(a) < 4 or edit_distance(a, b, 1) > 1) for a, b in zip(words, other, strict=True)
                )
                if not away:
                    return entity
        return None

    def _thing_named(self, text: str, phrase: Phrase) -> Entity:
        found = self.entities.named(text)
        if found is None:
            role = phrase.role
            actor_type: ActorType = role.type if role and role.kind != "documents" else self._guess(text, phrase)
            found = self.entities.add(text, actor_type, is_named=True)
            self.entities.call(found, text)
            if role is not None:
                self.entities.describe(found, role)
            first, _, rest = text.partition(" ")
            country = self._known.demonym(first) or self._known.country(first)
            if country is not None and rest:
                found.country = country.code
                self.entities.call(found, rest)
        return found

    def _guess(self, text: str, phrase: Phrase) -> ActorType:
        for word in reversed(text.lower().replace("-", " ").split()):
            role = self._lexicon.role([word])
            if role is not None and role.kind == "bodies":
                return role.type
        return "other"

    def _is_place(self, phrase: Phrase, text: str) -> bool:
        """Whether a name is a place rather than a party, going by its label, its surroundings and the gazetteer."""
        label = self._labels.get(phrase.head)
        if label in {"TIME", "DATE", "QUANTITY", "WEAPON", "PLATFORM"}:
            return True
        before = self.doc[phrase.start - 1].lower_ if phrase.start else ""
        listed = bool(self._gazetteer.find_exact(text))
        if label in {"PER", "PERSON", "NORP"}:
            return listed and before in _LOCATIVE
        if label in {"LOC", "GPE", "FAC"}:
            return listed or before in _LOCATIVE or phrase.role is None
        return listed and label != "ORG"

    # Linking

    def _link(self, phrase: Phrase, previous: Phrase | None) -> int | None:
        if phrase.head in self._linked:
            return self._linked[phrase.head]
        owner = self._owner_of(phrase)
        entity = self._apposed(phrase, previous, owner) or self._entity(phrase, owner, create=False)
        if entity is None:
            return None
        self._mention(phrase, entity)
        if previous is not None and previous.head in self._linked:
            entity = self._identify(previous, phrase, entity)
        self.entities.see(phrase.head, self._sentence[phrase.head], entity, self._weight(phrase.head))
        return entity.number

    def _mention(self, phrase: Phrase, entity: Entity) -> None:
        for i in range(*phrase.core):
            self._linked.setdefault(i, entity.number)
        self._linked[phrase.head] = entity.number
        if phrase.kind == "adjective":
            return
        span = phrase.name if phrase.kind in {"name", "person"} and phrase.name else (phrase.start, phrase.end)
        entity.mentions.append(span)

    def _owner_of(self, phrase: Phrase) -> Entity | None:
        """Give the party that a possessor, a demonym, a leading name or an of-phrase names."""
        owner: Entity | None = None
        if phrase.owner is not None:
            number = self._link(phrase.owner, None)
            owner = None if number is None else self.entities[number]
        elif phrase.owner_pronoun is not None:
            number = self._linked.get(phrase.owner_pronoun)
            owner = None if number is None else self.entities[number]
        if owner is None and phrase.head in self._of and phrase.role is not None:
            word, other = self._of[phrase.head]
            if word in {"of", "for", "with", "from", "representing", "belonging"} or (
                word == "in" and phrase.role.type in _OWNED
            ):
                country = self._known.country(self._reader.text(*other.core))
                if word in {"from", "in"} and country is None:
                    return None
                if country is not None:
                    return self._of_country(country)
                if other.kind in {"name", "person", "role"} and other.role != phrase.role:
                    number = self._link(other, None)
                    owner = None if number is None else self.entities[number]
        return owner

    def _entity(self, phrase: Phrase, owner: Entity | None, *, create: bool) -> Entity | None:
        match phrase.kind:
            case "adjective":
                country = self._known.demonym(self._reader.text(*phrase.core))
                return self._of_country(country) if country else None
            case "person":
                return self._person(phrase, owner)
            case "name":
                return self._name(phrase, create)
            case "role":
                return self._role(phrase, owner, create)
            case _:
                return self._other(phrase, owner) if create else None

    def _person(self, phrase: Phrase, owner: Entity | None) -> Entity:
        text = self._name_text(phrase)
        words = fold(text).split()
        found = self.entities.named(text) if len(words) > 1 else None
        if found is None:
            found = self._shortened(words)
        if found is None:
            found = self.entities.add(text, "person", is_person=True, is_named=True)
            self.entities.call(found, text)
        title = self._reader.words(*phrase.title) if phrase.title else []
        start = phrase.title[0] if phrase.title else phrase.core[0]
        honorific = self.doc[phrase.name[0] - 1].lower_ if phrase.name and phrase.name[0] > start else ""
        for word in (*title, honorific):
            found.gender = found.gender or self._lexicon.gender(word)
        if phrase.role is not None and phrase.role.kind == "people":
            self.entities.describe(found, phrase.role)
            found.modifiers |= frozenset(title)
        self._belongs(found, owner)
        return found

    def _shortened(self, words: list[str]) -> Entity | None:
        """Find the person of a short name: the latest mentioned of those it fits, else the first."""
        numbers = self._short.get(" ".join(words))
        if not numbers and len(words) == 1 and len(words[0]) >= 4:
            close = [k for k in self._short if abs(len(k) - len(words[0])) <= 1 and k[:2] == words[0][:2]]
            keys = [k for k in close[:50] if edit_distance(words[0], k, 1) <= 1]
            numbers = self._short[keys[0]] if len(keys) == 1 else None
        if not numbers:
            return None
        candidates = list(dict.fromkeys(self.entities.root(n) for n in numbers))
        if len(candidates) == 1:
            return self.entities[candidates[0]]
        return self.entities.latest(lambda e: e.number in candidates) or self.entities[candidates[0]]

    def _name(self, phrase: Phrase, create: bool) -> Entity | None:
        text = self._name_text(phrase)
        country = self._known.country(text)
        if country is not None:
            return self._of_country(country)
        capital = self._known.capital(text)
        if capital is not None:
            return self._of_country(capital) if self._acts(phrase) else None
        known = self._known.actor(text)
        if known is not None:
            return self._of_catalogue(known, text)
        found = self.entities.named(text)
        if found is not None:
            return found
        if text.isupper() or _ACRONYM.fullmatch(text) and len(text) <= 6:
            found = self.entities.abbreviated(text) if not self._is_upper or len(text) <= 6 else None
            if found is not None:
                self.entities.call(found, text)
                return found
        label = self._labels.get(phrase.head)
        found = self._shortened(fold(text).split()) if label in {None, "PER", "PERSON", "LOC", "ORG"} else None
        if found is not None:
            return found
        people = self._known.demonym(text)
        if people is not None:
            entity = self.entities.add(text, "civilians", country=people.code, plural=True)
            self.entities.call(entity, text)
            return entity
        if self._is_place(phrase, text) and not (
            create and self._labels.get(phrase.head) in {"LOC", "GPE", "FAC", None}
        ):
            return None
        if label in {"PER", "PERSON"}:
            return self._person_named(text, phrase)
        words = self._reader.words(*phrase.core)
        if self._is_upper and self._reader._is_generic(words) or words and self._lexicon.is_no_party(words[-1]):
            return None
        return self._thing_named(text, phrase)

    def _acts(self, phrase: Phrase) -> bool:
        """Whether a capital stands for its government here: it is no place that a preposition leads in."""
        before = self.doc[phrase.start - 1].lower_ if phrase.start else ""
        if before in _LOCATIVE - {"between", "of", "from"}:
            return False
        token = self.doc[phrase.head]
        return phrase.head in self._speakers or token.dep_.startswith(
            ("nsubj", "nmod:poss", "obj", "obl:agent", "iobj", "conj")
        )

    # What is called by a noun

    def _role(self, phrase: Phrase, owner: Entity | None, create: bool) -> Entity | None:
        role = phrase.role
        assert role is not None
        if role.kind == "documents":
            return self._document(phrase, role, owner) if create else None
        if role.kind == "sites":
            return self._site(phrase, role, owner) if create else None
        if owner is not None and role.lemma in self._lexicon.members and self._is_of_owner(role, owner):
            return owner
        known = self._designated(phrase, owner)
        if known is not None:
            entity = self._of_catalogue(known, self._reader.text(*phrase.core))
            self.entities.describe(entity, role)
            return entity
        if phrase.determiner != "again":
            found = self._called(phrase, role, owner)
            if found is not None:
                return found
        return self._new_role(phrase, role, owner)

    def _is_of_owner(self, role: Role, owner: Entity) -> bool:
        if owner.type == "state" and owner.known is None:
            return role.lemma in {"side"}
        if owner.type in {"armed_group", "political_party"} or role.lemma in {"member", "unit", "element"}:
            return True
        return role.type in {"state", "armed_group"} or role.lemma in {"government", "side", "leadership"}

    def _designated(self, phrase: Phrase, owner: Entity | None) -> ActorEntry | None:
        """Look a designation up in the forms that a catalogue may have it in."""
        core = self._reader.text(*phrase.core)
        known = self._known.actor(core)
        if phrase.role is None or phrase.role.kind != "bodies":
            return known if known is not None and known.organ is None else None
        if known is not None:
            return known
        country = self._known.by_code(owner.country) if owner is not None and owner.type == "state" else None
        if country is None or owner is None or owner.known is not None:
            return None
        left = phrase.owner.end if phrase.owner is not None and phrase.owner.end > phrase.core[0] else phrase.core[0]
        rest = self._reader.text(left, phrase.core[1]) if left < phrase.core[1] else core
        return (
            self._known.actor(f"{rest[:1].upper()}{rest[1:]}", country.code)
            or self._known.actor(f"{country.adjective or country.name} {rest}")
            or self._known.actor(f"{rest} of {country.name}")
        )

    def _called(self, phrase: Phrase, role: Role, owner: Entity | None) -> Entity | None:
        """Find the actor that a role noun takes up, or that the same words named before."""
        modifiers = frozenset(phrase.modifiers) - self._lexicon.qualifiers
        single = role.kind == "people" and not role.plural
        definite = phrase.determiner in {"definite", "own"}
        if single and not definite and not (phrase.determiner == "bare" and self._is_upper):
            return None
        for entity in self.entities.called(role.lemma):
            if owner is not None and entity.number == owner.number:
                continue
            if role.kind == "people" and entity.plural != role.plural:
                continue
            if not self._same_owner(entity, owner):
                continue
            mine = entity.modifiers - self._lexicon.qualifiers
            if (
                modifiers == mine
                or (definite and (modifiers <= mine or entity.is_person))
                or (not modifiers and owner is None)
            ):
                if owner is not None and entity.owner is None and not entity.is_named:
                    self._belongs(entity, owner)
                return entity
        if not definite or owner is not None:
            return None
        return self.entities.taken_up(role, modifiers)

    def _same_owner(self, entity: Entity, owner: Entity | None) -> bool:
        if owner is None:
            return True
        theirs = entity.owner if entity.owner is not None else entity.parent
        if theirs is None:
            return entity.country is None or entity.country == owner.country
        if self.entities.root(theirs) == owner.number:
            return True
        return owner.type == "state" and owner.known is None and entity.country == owner.country

    def _new_role(self, phrase: Phrase, role: Role, owner: Entity | None) -> Entity:
        name = self._designation(phrase, owner)
        gender = self._lexicon.gender(role.lemma)
        actor_type = role.type
        if owner is not None and role.kind == "bodies" and role.type in _FOLLOWS and owner.type in _FOLLOWS:
            actor_type = owner.type
        entity = self.entities.add(
            name, actor_type, plural=role.plural, gender=gender, lemmas={role.lemma: None}, modifiers=frozenset(phrase.modifiers),
            is_named=role.kind == "bodies",
        )  # fmt: skip
        self.entities.call(entity, name)
        self._belongs(entity, owner)
        return entity

    def _designation(self, phrase: Phrase, owner: Entity | None) -> str:
        """Give the words that name a role: with its owner where the words say it, without article and number."""
        start = phrase.core[0]
        if phrase.owner is not None and phrase.owner.end < phrase.core[0]:
            start = phrase.owner.core[0]
        text = self._reader.text(start, phrase.end)
        return text.lower() if self._is_upper else text

    def _belongs(self, entity: Entity, owner: Entity | None) -> None:
        if owner is None or owner.number == entity.number:
            return
        entity.owner = owner.number if entity.owner is None else entity.owner
        entity.country = entity.country or owner.country
        if entity.parent is None and (
            entity.is_person or entity.type in _OWNED or entity.type == owner.type or entity.type == "person"
        ):
            entity.parent = owner.number

    def _document(self, phrase: Phrase, role: Role, owner: Entity | None) -> Entity | None:
        """A document speaks for whose it is; "the statement" for the body that spoke last."""
        if owner is not None:
            return owner
        if phrase.determiner in {"definite", "own"} and not phrase.modifiers:
            found = self.entities.recent(
                lambda e: e.type not in {"civilians", "armed_group", "state"}, self._sentence[phrase.head]
            )
            if found is not None:
                return found
        return self._called(phrase, role, None) or self._new_role(phrase, role, None)

    def _site(self, phrase: Phrase, role: Role, owner: Entity | None) -> Entity:
        """A place or thing counts as the armed party that holds it, where the words say so."""
        if owner is not None and owner.type in {"armed_group", "military", "police"}:
            return owner
        for word in phrase.modifiers:
            holder = self._lexicon.role([word])
            if holder is not None and holder.type in {"armed_group", "military", "police"} and holder.kind != "sites":
                found = next(iter(self.entities.called(holder.lemma)), None)
                found = found or self.entities.latest(lambda e, t=holder.type: e.type == t and not e.is_one)  # type: ignore[misc]
                if found is not None:
                    return found
                break
        return self._called(phrase, role, owner) or self._new_role(phrase, role, owner)

    def _other(self, phrase: Phrase, owner: Entity | None) -> Entity | None:
        word = self.doc[phrase.head].lower_
        if self._lexicon.is_no_party(word) or self._labels.get(phrase.head) in {"TIME", "QUANTITY", "DATE"}:
            return None
        base = singular(word)
        role = Role(base, "people" if base.endswith(("er", "or", "ist", "man", "ian")) else "sites",
                    "civilians" if base.endswith(("er", "or", "ist", "man", "ian")) else "other", base != word)  # fmt: skip
        return self._called(phrase, role, owner) or self._new_role(phrase, role, owner)

    # Two phrases, one actor

    def _apposed(self, phrase: Phrase, previous: Phrase | None, owner: Entity | None) -> Entity | None:
        """Give the earlier named actor that a role in apposition describes ("Jane Doe, an analyst,")."""
        if previous is None or previous.head not in self._linked or phrase.kind != "role" or phrase.role is None:
            return None
        before = self.entities[self._linked[previous.head]]
        gap = self.doc.text[self._end(previous) : self.doc[phrase.start].idx]
        if len(gap) > 12:
            return None
        comma, copula = bool(_APPOSITION.fullmatch(gap)), bool(_BE.fullmatch(gap))
        if not comma and not copula:
            return None
        people = phrase.role.kind == "people" and not phrase.role.plural
        group = phrase.role.kind == "bodies" and phrase.role.type in {
            "armed_group",
            "political_party",
            "media",
            "research",
        }
        person = previous.kind == "person" or before.is_person
        if (person and people) or (
            previous.kind == "name" and not before.is_person and group and before.type != "state"
        ):
            if comma and self._is_list(phrase):
                return None
            self.entities.describe(before, phrase.role)
            before.modifiers |= frozenset(phrase.modifiers)
            before.gender = before.gender or self._lexicon.gender(phrase.role.lemma)
            self._belongs(before, owner)
            return before
        return None

    def _is_list(self, phrase: Phrase) -> bool:
        rest = self.doc[phrase.end : phrase.end + 1]
        return phrase.determiner == "bare" and bool(rest) and rest[0].lower_ in {"and", "or"}

    def _identify(self, previous: Phrase, phrase: Phrase, entity: Entity) -> Entity:
        """Merge a role and the name that follows it in apposition, in brackets or after "known as"."""
        before = self.entities[self._linked[previous.head]]
        if before is entity or phrase.kind not in {"name", "person"} or before.is_person or before.type == "state":
            return entity
        gap = self.doc.text[self._end(previous) : self.doc[phrase.start].idx]
        if len(gap) > 40:
            return entity
        alias = bool(_ALIAS.fullmatch(gap))
        if not alias and not (_APPOSITION.fullmatch(gap) and previous.kind == "role"):
            return entity
        role = previous.role
        if role is None or (before.known is not None and before.known.organ is None):
            return entity
        if entity.is_person:
            fits = role.kind == "people" and not role.plural
        else:
            fits = (
                entity.type != "state" and (role.kind == "bodies" or alias) and (alias or previous.determiner != "bare")
            )
        return self.entities.merge(before, entity) if fits else entity

    def _unify(self) -> None:
        """Give a group that is named by a bare plural to the one qualified group of that noun, where there is one."""
        entities = self.entities
        for entity in entities.all:
            if (
                entities.root(entity.number) != entity.number
                or entity.is_named
                or entity.owner is not None
                or entity.modifiers
            ):
                continue
            if not entity.plural or not entity.lemmas:
                continue
            lemma = next(iter(entity.lemmas))
            others = [
                e
                for e in entities.called(lemma)
                if e is not entity and e.plural and not e.is_person and e.owner is not None
            ]
            others = [e for e in others if not e.modifiers]
            if len(others) == 1:
                entities.merge(entity, others[0])

    # Pronouns

    def _weight(self, i: int) -> float:
        token = self.doc[i]
        weight = 0.0
        if i in self._speakers:
            weight += 0.5
        if token.dep_.startswith("nsubj"):
            weight += 0.6
        elif token.dep_ in {"obj", "dobj", "iobj"}:
            weight += 0.2
        return weight

    def _pronoun(self, i: int) -> int | None:
        kind = self._lexicon.pronouns[self.doc[i].lower_]
        if kind == "speaker":
            return None
        fits = _fits(kind)
        if fits is None:
            return None
        found = self.entities.recent(fits, self._sentence[i], skip=self._said_by(i))
        return None if found is None else self._note_gender(found, kind)

    def _note_gender(self, entity: Entity, kind: str) -> int:
        if kind in {"male", "female"} and entity.gender is None:
            entity.gender = "male" if kind == "male" else "female"
        return entity.number

    def _said_by(self, i: int) -> tuple[int, int] | None:
        """The content of the saying whose source a token is in: its speaker is not to be sought in there."""
        if i not in self._speakers:
            return None
        for source, content in self._sources:
            if source[0] <= i < source[1]:
                return content
        return None

    def _first_person(self, i: int) -> int | None:
        """Give the speaker of the quotation around "we" or "I"; the publisher outside quotations."""
        inside = [
            (content[1] - content[0], source) for source, content in self._sources if content[0] <= i < content[1]
        ]
        inside = [(size, source) for size, source in inside if not source[0] <= i < source[1]]
        if not self._quoted[i]:
            return self.publisher()
        if not inside:
            return None
        source = min(inside)[1]
        return self.at(*source, create=True)

    def publisher(self) -> int | None:
        """Give the actor that publishes the report, where the page names one."""
        name = self._layout.publisher
        if not name:
            return None
        known = self._known.actor(name)
        if known is not None:
            return self._of_catalogue(known, name).number
        found = self.entities.named(name)
        if found is None:
            found = self.entities.add(name, self._guess(name, Phrase(0, 1, (0, 1), "name")), is_named=True)
            self.entities.call(found, name)
        return found.number

    def _relative(self, i: int) -> int | None:
        token = self.doc[i]
        for head in (token.head, token.head.head):
            if head.dep_ in {"acl:relcl", "relcl", "advcl:relcl", "acl"} and head.head.i < i and i - head.head.i < 30:
                return self.at(head.head.i, head.head.i + 1, create=True)
        for k in range(i - 1, max(i - 6, -1), -1):
            if k in self._phrase_of:
                return self.at(k, k + 1, create=True)
        return None

    # Answers

    def at(self, start: int, end: int, *, create: bool) -> int | None:
        """Give the actor of a trimmed span."""
        if (
            end - start == 1
            and self.doc[start].lower_ in self._lexicon.pronouns
            and self.doc[start].tag_ not in {"DT", "IN"}
        ):
            return self._at_pronoun(start)
        phrase = self._phrase_at(start, end)
        if phrase is None:
            return None
        if end <= phrase.head and (end <= phrase.core[1]):
            part = self._part(phrase, start, end)
            if part is not None:
                return part
        if phrase.head in self._linked:
            return self.entities.root(self._linked[phrase.head])
        entity = self._entity(phrase, self._owner_of(phrase), create=create)
        if entity is None:
            return None
        self._mention(phrase, entity)
        return entity.number

    def _at_pronoun(self, i: int) -> int | None:
        kind = self._lexicon.pronouns[self.doc[i].lower_]
        if kind == "speaker":
            return self._first_person(i)
        if kind == "relative":
            return self._relative(i)
        number = self._linked.get(i)
        return None if number is None else self.entities.root(number)

    def _phrase_at(self, start: int, end: int) -> Phrase | None:
        span = self.doc[start:end]
        root = span.root.i
        for i in (root, *range(start, end)):
            phrase = self._phrase_of.get(i)
            if phrase is not None:
                return phrase
        return None

    def _part(self, phrase: Phrase, start: int, end: int) -> int | None:
        """Give the party that a span before the head of a phrase names, where the phrase itself is none."""
        owner = phrase.owner
        if owner is not None and owner.end <= phrase.core[0] and start < owner.end:
            number = self._linked.get(owner.head)
            return None if number is None else self.entities.root(number)
        if phrase.head in self._linked or (phrase.role is not None and phrase.role.kind != "sites"):
            return None
        if owner is not None and start < owner.end and owner.head in self._linked:
            return self.entities.root(self._linked[owner.head])
        read = self._reader.read(start, end)
        if read is None:
            return None
        entity = self._entity(read, self._owner_of(read), create=False)
        if entity is None:
            return None
        self._mention(read, entity)
        return entity.number

    def parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """Divide a span into its coordinated parts, without what stands in apposition or completes a part."""
        if start >= end:
            return []
        spans: list[tuple[int, int]] = []
        last: Phrase | None = None
        for i in range(start, end):
            phrase = self._phrase_of.get(i)
            if phrase is None or phrase is last:
                continue
            if last is None:
                spans.append((max(phrase.start, start), min(phrase.end, end)))
                last = phrase
                continue
            gap = " ".join(t.lower_ for t in self.doc[last.end : phrase.start])
            if gap in {"and", ", and", "&", "as well as", "or", "along with"} or (
                gap == "," and self._continues(phrase, end)
            ):
                spans.append((max(phrase.start, start), min(phrase.end, end)))
            elif gap not in {","}:
                break
            last = phrase
        return spans or [(start, end)]

    def _continues(self, phrase: Phrase, end: int) -> bool:
        """Whether a list goes on to its "and" after this item."""
        for i in range(phrase.end, min(end, phrase.end + 12)):
            if self.doc[i].lower_ == "and":
                return True
            if i not in self._phrase_of and not self.doc[i].is_punct:
                return False
        return False

    def several(self, start: int, end: int, *, create: bool) -> list[int]:
        """Give the actors of one part; two for "the two countries"."""
        phrase = self._phrase_at(start, end)
        words = self._reader.words(start, end)
        if (
            phrase is not None
            and phrase.role
            and phrase.role.type == "state"
            and phrase.role.plural
            and ({"two", "both"} & set(words))
        ):
            states: dict[int, None] = {}
            for seen in reversed(self.entities.trail[-200:]):
                entity = self.entities[seen.entity]
                if seen.token < start and entity.type == "state":
                    states.setdefault(entity.number)
                if len(states) == 2:
                    return sorted(states)
        number = self.at(start, end, create=create)
        return [] if number is None else [number]

    def parent(self, number: int) -> int | None:
        """Give the parent of an actor: the one the text gives, else the one the catalogue knows, else its state."""
        entity = self.entities[number]
        if entity.parent is not None:
            return self.entities.root(entity.parent)
        if entity.known is not None and entity.known.parent:
            known = self._known.actor(entity.known.parent)
            if known is not None and known.id != entity.known.id:
                return self._of_catalogue(known, known.name).number
        if entity.type in _OWNED and entity.country:
            country = self._known.by_code(entity.country)
            return self._of_country(country).number if country else None
        return None

    def _end(self, phrase: Phrase) -> int:
        last = self.doc[phrase.end - 1]
        return last.idx + len(last.text)


def _fits(kind: str) -> Callable[[Entity], bool] | None:
    def one(gender: Gender) -> Callable[[Entity], bool]:
        return lambda e: e.is_one and e.gender in {None, gender} and e.type != "armed_group"

    match kind:
        case "male":
            return one("male")
        case "female":
            return one("female")
        case "thing":
            return lambda e: not e.is_person and not e.plural and e.type not in {"person", "civilians"}
        case "plural":
            return lambda e: not e.is_person and (e.plural or e.is_named)
        case _:
            return None


def _quoted(doc: Doc) -> list[bool]:
    """Tell for each token whether it lies within quotation marks; a line break of two or more closes them."""
    inside = False
    flags = []
    for token in doc:
        if token.text in {"“", "„", "«"} or (token.text == '"' and not inside):
            inside = True
        elif token.text in {"”", "»"} or token.text == '"' or "\n" in token.text:
            inside = False
        flags.append(inside)
    return flags


def _is_upper(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 20 and sum(map(str.isupper, letters)) > 0.8 * len(letters)


def _recase(text: str) -> str:
    return "-".join(" ".join(w.capitalize() for w in part.split()) for part in text.split("-"))
