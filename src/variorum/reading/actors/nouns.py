"""Actors that a noun calls: soldiers, ministries, spokesmen, hideouts, statements."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from variorum.codebook.cues import cues
from variorum.reading.actors.callings import (
    SERVICES,
    goes_by_name,
    is_kind_of,
    is_movement,
    name_in,
    numbered,
    numbers,
)
from variorum.reading.actors.lexicon import ARMED, Role, person, plural
from variorum.reading.partywords import party_words

if TYPE_CHECKING:
    from variorum.knowledge.actors import ActorEntry
    from variorum.model.account import ActorType
    from variorum.reading.actors.entities import Entity
    from variorum.reading.actors.material import Material
    from variorum.reading.actors.naming import Naming
    from variorum.reading.actors.phrase import Phrase

OWNED_TYPES: frozenset[ActorType] = frozenset({"government", "military", "police", "intelligence"})
_FORCES: frozenset[ActorType] = frozenset({"military", "police"})
_TELLING: frozenset[ActorType] = frozenset({"military", "police", "intelligence", "government"})
# Nouns that say of people only that they are some.
_ANYBODY = frozenset("people person individual man woman child".split())
# Nouns for any group, which stand in many names.
_GROUPS = frozenset("group organisation organization movement network".split())
# Words for a body of another state: "the army" is no foreign one.
_FOREIGN = frozenset({"foreign", "neighbouring", "neighboring", "rival", "enemy", "opposing", "occupying", "invading"})
# Nouns for any body, which say of what kind it is only with those who made it.
_UNIONS = _GROUPS | frozenset({"union", "alliance", "coalition", "front", "collective"})
# Nouns that take up a person who was named with a post of their kind.
_RANKS = frozenset("officer official commander".split())
# Words in the name of a ministry that has an army.
_DEFENCE = frozenset({"defence", "defense", "war"})
# Nouns for fighters whom no state calls its own.
_OUTLAWS = frozenset("gunman militant rebel insurgent guerrilla terrorist extremist separatist".split())
# Nouns for those who fight with some weapon, whosever they are.
_ARMS = frozenset("sniper gunner sapper commando rifleman frogman".split())
# Nouns for all who serve in an army.
_TROOPS = frozenset("force troop soldier serviceman personnel military".split())
# Nouns for a part of a force, which says no more of who acted than the name of the whole.
_PARTS = frozenset("unit column squad patrol detachment contingent party".split())
# Nouns that go with the name of what rules without adding an actor ("the Harbour League regime").
_RULES = frozenset("government side leadership regime administration".split())


# What bodies put out in their own name, and which of them do.
_ISSUED = frozenset("statement communique communiqué message leaflet pamphlet release".split())
_ISSUERS: frozenset[ActorType] = frozenset({"armed_group", "political_party", "government", "military", "police"})


_ORDINAL = re.compile(r"\d{1,4}(?:st|nd|rd|th)")
_AGE = re.compile(r"^(?:\w{1,12}\s?-\s?)?(?:year|month|week|day)s?[\s-]{1,3}old\s+", re.IGNORECASE)
"""How old somebody is, which is no part of what to call them."""


class Nouns:
    """Gives phrases that are built on a common noun their actors."""

    def __init__(self, material: Material, naming: Naming) -> None:
        self._m = material
        self._naming = naming
        self._issuer: Entity | None = None
        self._paper: int | None = None

    def role(self, phrase: Phrase, role: Role, owner: Entity | None, *, create: bool) -> Entity | None:
        """Give the actor of a role noun; places, things and papers become one only where *create* asks for them."""
        if role.kind == "documents":
            return self._document(phrase, role, owner, create=create)
        if role.kind == "sites":
            return self._site(phrase, role, owner) if create else None
        compound = phrase.owner is not None and phrase.owner.start >= phrase.core[0]
        if owner is not None and self._is_of_owner(role, owner, compound=compound):
            if role.lemma in _OUTLAWS and owner.type == "military" and owner.known is None and owner.country is None:
                # "Gunmen of the Hill Volunteer Force" serve no state.
                owner.type = "armed_group"
            return owner
        if owner is not None and (force := self._own_force(phrase, role, owner)) is not None:
            return force
        known = self._designated(phrase, role, owner)
        if known is not None:
            text = self._m.reader.text(*phrase.core)
            entity = self._naming.of_catalogue(known, text)
            self._m.entities.describe(entity, role)
            if (short := text.rpartition(" of the ")[0]) and " of " in short:
                # "Ministry of Trade of the Republic" is "the Ministry of Trade" from here on.
                self._m.entities.call(entity, short)
            return entity
        if role.kind == "bodies":
            text = self._m.reader.text(*phrase.core)
            if role.lemma == "department" and self._is_district(phrase):
                return None
            whole = phrase.modifiers or phrase.owner is not None
            named = self._m.entities.named(text) or self._m.entities.named(name_in(self._m, phrase)) if whole else None
            if named is not None:
                self._m.entities.describe(named, role)
                return named
        found = self._called(phrase, role, owner)
        if found is None and role.kind == "bodies" and role.lemma in self._m.lexicon.never_alone:
            capital = self._m.doc[phrase.head].text[:1].isupper() and not self._m.is_upper
            if owner is None and not phrase.modifiers and phrase.owner is None and not capital:
                return None
        return found or self._new(phrase, role, owner)

    def other(self, phrase: Phrase, owner: Entity | None) -> Entity | None:
        """Give the actor of a noun outside the lexicon; None where it cannot be a party."""
        word = self._m.doc[phrase.head].lower_
        if self._m.lexicon.is_no_party(word):
            return None
        role = person(self._m.reader.words(*phrase.core), plural=phrase.plural)
        if role is None:
            return None
        return self._called(phrase, role, owner) or self._new(phrase, role, owner)

    def belongs(self, entity: Entity, owner: Entity | None) -> None:
        """Note whose an actor is."""
        if owner is None or owner.number == entity.number:
            return
        if entity.owner is None:
            entity.owner = owner.number
        entity.country = entity.country or owner.country
        # A brother's brother belongs to nobody.
        owned = entity.type in OWNED_TYPES or entity.type in {"person", owner.type}
        if entity.parent is None and owned and not owner.is_person:
            entity.parent = owner.number

    def _is_district(self, phrase: Phrase) -> bool:
        """Whether a department is a part of a country, named after a place."""
        owner = phrase.owner
        text = self._m.reader.text(*(owner.core if owner is not None else phrase.core))
        place = text.rpartition(" ")[2] if self._m.is_upper else text
        return any(entry.level in {"province", "district"} for entry in self._m.gazetteer.find(place))

    # Bodies and people

    def _designated(self, phrase: Phrase, role: Role, owner: Entity | None) -> ActorEntry | None:
        """Look a designation up in the forms that the catalogue may have it in."""
        core = self._m.reader.text(*phrase.core)
        if phrase.shared is not None:
            core = f"{core} {self._m.reader.text(*phrase.shared)}"
        known = self._m.known.actor(core) or self._m.known.actor(name_in(self._m, phrase))
        if role.kind != "bodies" or role.lemma in {"authority", "authorities"}:
            return known if known is not None and known.organ is None else None
        if known is not None:
            return known
        if owner is None or owner.type != "state" or owner.known is not None:
            return None
        country = self._m.known.by_code(owner.country)
        if country is None:
            return None
        left = phrase.owner.end if phrase.owner is not None and phrase.owner.start >= phrase.core[0] else phrase.core[0]
        rest = self._m.reader.text(left, phrase.core[1]) if left < phrase.core[1] else core
        craft = self._m.doc[phrase.head].lower_
        # "Freedonian F-16 jets" are Freedonian jets.
        return self._m.known.of_state(country, rest) or (
            self._m.known.of_state(country, craft) if craft in party_words().platforms else None
        )

    def _called(self, phrase: Phrase, role: Role, owner: Entity | None) -> Entity | None:
        """Find the actor that a role noun takes up, or that the same words named before."""
        if phrase.determiner == "again" or self._is_number(phrase, role):
            return None
        single = role.kind != "bodies" and not role.plural
        definite = phrase.determiner in {"definite", "own"}
        if single and not definite and not (phrase.determiner == "bare" and self._m.is_upper):
            return None
        qualifiers = self._m.lexicon.qualifiers
        same = {"same"} & set(phrase.modifiers) if role.type == "armed_group" or role.lemma == "source" else set()
        modifiers = self._modifiers(phrase, owner) - qualifiers - same
        named = goes_by_name(phrase, role, owner)
        for entity in self._m.entities.called(role.lemma):
            if owner is not None and entity.number == owner.number:
                continue
            personal = phrase.determiner == "own" and role.lemma == "office" and (owner is None or owner.is_person)
            if personal and entity.known is not None and not modifiers:
                # "His office" is not the Human Rights Office, whosever it is.
                continue
            if entity.is_person and single and self._names_another(phrase, role, entity):
                continue
            if entity.is_person and entity.is_named and single and self._is_elsewhere(phrase, entity):
                continue
            if (role.kind != "bodies" or role.type == "armed_group") and entity.plural != role.plural:
                # "The group" is none of the "several groups" told of before.
                continue
            if not definite and self._is_vague(role, entity):
                continue
            foreign = role.type in ARMED and not _FOREIGN.isdisjoint(entity.modifiers)
            if not modifiers and (foreign or is_movement(entity, role.lemma)):
                continue
            if not self._may_own(entity, owner):
                continue
            if named and entity.owner is None and not entity.modifiers:
                # "The Harbour gang" is not "a gang" told of before.
                continue
            theirs = entity.modifiers - qualifiers
            narrower = definite and (modifiers <= theirs or entity.is_person)
            if modifiers == theirs or narrower or (not modifiers and owner is None and not single):
                if entity.owner is None and not entity.is_named:
                    self.belongs(entity, owner)
                return entity
        if definite and role.lemma == "source" and same and not modifiers:
            return next((self._m.entities[s.entity] for s in self._m.entities.trail(phrase.start) if s.speaks), None)
        if not definite or owner is not None or modifiers or role.kind == "sites":
            return None
        if role.kind == "bodies" and role.lemma not in SERVICES:
            of_kind = self._m.entities.latest(lambda e: is_kind_of(e, role.lemma), before=phrase.start)
            if of_kind is not None and (role.lemma not in _GROUPS or self._speaks_for_itself(phrase, role, of_kind)):
                return of_kind
        if role.lemma in _RANKS:
            return self._m.entities.latest(lambda e: e.is_named and self._has_rank(e, role), before=phrase.start)
        return self._m.entities.taken_up(role, phrase.start)

    def _speaks_for_itself(self, phrase: Phrase, role: Role, of_kind: Entity) -> bool:
        """Whether "the group" is the rights group told of before: it speaks, and no other group was told of since."""
        if phrase.head not in self._m.speaking and not cues().verb(self._m.doc[phrase.head].head.lower_):
            return False
        other = self._m.entities.taken_up(role, phrase.start)
        return other is None or max(other.mentions, default=(0, 0)) < max(of_kind.mentions, default=(0, 0))

    def _is_vague(self, role: Role, entity: Entity) -> bool:
        """
        Whether a noun without an article is too vague to take an actor up.

        "No group" and "groups" mean none with "Group" in its name, and "hundreds of people" are not "the 40 people".
        """
        if role.lemma in _GROUPS:
            return entity.name.split()[-1][:1].isupper() and not self._m.is_upper
        return role.lemma in _ANYBODY and len(entity.name.split()) > 1

    def _names_another(self, phrase: Phrase, role: Role, entity: Entity) -> bool:
        """Whether the name in apposition to a post is another's than an actor's ("the deputy leader, Jane Doe,")."""
        m = self._m
        end = max(self.extent(phrase, role)[1], phrase.end)
        if end + 1 >= len(m.doc) or m.doc[end].text != ",":
            return False
        named = m.phrase_of.get(end + 1)
        if named is None or named.kind != "person" or named.start != end + 1 or named.name is None:
            return False
        closed = named.end >= len(m.doc) or m.doc[named.end].text in {",", ".", ";", ":", "\n"}
        return closed and m.doc[named.end - 1].lower_ not in entity.name.lower().split()

    def _is_elsewhere(self, phrase: Phrase, entity: Entity) -> bool:
        """Whether a post is of a place beside which its last holder was not told of ("the governor of Bryansk")."""
        m = self._m
        word, place = m.completed_by.get(phrase.head, ("", None))
        if place is None or word not in {"of", "for"} or place.kind != "name":
            return False
        name = m.reader.text(*place.core)
        return bool(m.gazetteer.find(name)) and not any(
            name.casefold() in m.doc[start].sent.text.casefold() for start, _ in entity.mentions
        )

    def _has_rank(self, entity: Entity, role: Role) -> bool:
        """Whether a person was called by a post of the kind of *role*: a colonel is an officer of an army."""
        if not entity.is_person:
            return False
        told = (self._m.lexicon.role([word]) for word in (*entity.lemmas, *sorted(entity.modifiers)))
        types = {"military", "police"} if role.type in {"military", "police"} else {role.type}
        return any(r is not None and r.type in types for r in told)

    def _modifiers(self, phrase: Phrase, owner: Entity | None) -> frozenset[str]:
        """The words that tell a phrase from others of its noun, a leading name that is no actor among them."""
        words = frozenset(phrase.modifiers) | numbers(self._m, phrase)
        if owner is None and phrase.owner is not None and phrase.shared is None:
            words |= frozenset(self._m.reader.words(*phrase.owner.core))
        return words

    def _is_of_owner(self, role: Role, owner: Entity, *, compound: bool) -> bool:
        """Whether a noun after the owner's name adds nothing to it ("the front's fighters", "members of the force")."""
        if compound and owner.name[:1].islower():
            # "A police party" goes on patrol.
            return role.lemma == "party" and owner.type in _FORCES
        if (
            owner.type == "armed_group"
            and role.kind == "people"
            and (role.type == "armed_group" or role.lemma in _ARMS)
        ):
            return True
        if role.lemma not in self._m.lexicon.members and (role.lemma != "party" or owner.type not in _FORCES):
            return False
        if owner.type == "civilians" and role.kind == "bodies":
            # The victims' organisations are no victims.
            return False
        if owner.type == "state" and owner.known is None:
            return role.lemma == "side"
        if owner.type in {"armed_group", "political_party"}:
            return role.kind != "bodies" or role.type != "military" or role.lemma in _PARTS | {"force"}
        if role.lemma in _RULES:
            return owner.known is not None
        if owner.type in ARMED and role.lemma in _PARTS:
            return True
        return role.lemma in {"member", "unit", "element"} or role.type == "armed_group"

    def _own_force(self, phrase: Phrase, role: Role, owner: Entity) -> Entity | None:
        """Give the force that "its forces" are: the one that says so, or that of the state of a ministry."""
        if phrase.owner_pronoun is None or phrase.modifiers or role.lemma not in _TROOPS:
            return None
        if owner.type == "military":
            return owner
        return self._force_of(owner)

    def _force_of(self, owner: Entity) -> Entity | None:
        """Give the armed forces of a state or of that of its ministry."""
        told = owner.type == "government" or (owner.type == "state" and owner.known is None)
        state = self._m.known.by_code(owner.country) if told else None
        force = self._m.known.of_state(state, "armed forces") if state is not None else None
        return None if force is None else self._naming.of_catalogue(force, force.name)

    def _may_own(self, entity: Entity, owner: Entity | None) -> bool:
        """Whether an actor called by a noun before may be the one that *owner* has."""
        if owner is None:
            return True
        theirs = entity.owner if entity.owner is not None else entity.parent
        if theirs is None:
            return None in {entity.country, owner.country} or entity.country == owner.country
        if self._m.entities.root(theirs) == owner.number:
            return True
        return owner.type == "state" and owner.known is None and entity.country == owner.country

    def _new(self, phrase: Phrase, role: Role, owner: Entity | None) -> Entity:
        actor_type = self._naming.body_type(role, self._m.reader.text(*phrase.core))
        if owner is not None and role.kind == "bodies" and role.type in ARMED and owner.type in ARMED:
            actor_type = owner.type
        elif role.kind == "bodies" and role.lemma in _UNIONS and self._is_of_civilians(phrase, owner):
            actor_type = "other"
        elif role.type == "other" and role.kind == "people":
            told = [self._m.lexicon.role([word]) for word in phrase.modifiers]
            actor_type = next((r.type for r in told if r is not None and r.type in _TELLING), role.type)
            if owner is not None and owner.type in ARMED:
                actor_type = owner.type
        entity = self._m.entities.add(
            self._designation(phrase, role),
            actor_type,
            plural=role.plural,
            gender=self._m.lexicon.gender(role.lemma),
            lemmas={role.lemma: None},
            modifiers=self._modifiers(phrase, owner),
            is_named=role.kind == "bodies",
        )
        self.belongs(entity, owner)
        return entity

    def _is_of_civilians(self, phrase: Phrase, owner: Entity | None) -> bool:
        """Whether words for a body say that people without arms made it ("a medics' group", "the teachers union")."""
        if owner is not None and owner.type == "civilians":
            return True
        told = [self._m.lexicon.role([word]) for word in phrase.modifiers]
        types = {r.type for r in told if r is not None}
        return "civilians" in types and types.isdisjoint(ARMED)

    def _designation(self, phrase: Phrase, role: Role) -> str:
        """Give the words that name a role: its owner where the words say it, no article, number or doubt."""
        start, end = self.extent(phrase, role)
        if role.kind != "people":
            after = self._m.reader.after_led(start, end)
            # "The Arbin-based group", "the rebel-led Hill Front", but "the Freedonian-led mission" is called so.
            whole = after + 1 < end and all(self._m.doc[i].text[:1].isupper() for i in (after, phrase.head))
            start = after if whole or self._m.doc[after - 1].lower_.endswith("based") else start
            told = self._m.reader.after_remarks(start, phrase.head)
            # "The 8th Infantry Division" is not any infantry division.
            start = next((i for i in range(start, told) if _ORDINAL.fullmatch(self._m.doc[i].lower_)), told)
            if start > 1 and self._m.doc[start - 1].text in {"-", "‐"} and self._m.doc[start - 2].tag_ == "CD":
                start -= 2  # "a nine-storey block"
        start, end = numbered(self._m, phrase, (start, end))
        text = _AGE.sub("", self._m.reader.text(start, end)) or role.lemma
        one = self._m.lexicon.role([role.lemma])
        if role.plural and text.lower().endswith(role.lemma) and one is not None and not one.plural:
            text = text[: -len(role.lemma)] + plural(role.lemma)
        if phrase.shared is not None:
            text = f"{text} {self._m.reader.text(*phrase.shared)}"
        if not self._m.is_upper:
            return text[:1].lower() + text[1:] if self._is_sentence_case(start) else text
        known = self._m.known
        return " ".join(
            w.capitalize() if known.demonym(w) or known.country(w) or known.capital(w) else w.lower()
            for w in text.split()
        )

    def _is_number(self, phrase: Phrase, role: Role) -> bool:
        """Whether a phrase tells no more of some people than how many they are ("seven people")."""
        if role.lemma not in _ANYBODY or phrase.modifiers or phrase.owner is not None:
            return False
        return any(self._m.doc[i].tag_ == "CD" for i in range(phrase.start, phrase.core[0]))

    def extent(self, phrase: Phrase, role: Role) -> tuple[int, int]:
        """Give the span that names a role: a single person's with whom he speaks for or commands."""
        start = phrase.core[0]
        if phrase.owner is not None and phrase.owner.end < phrase.core[0]:
            start = phrase.owner.core[0]
        elif self._is_number(phrase, role):
            start = phrase.start
        if phrase.owner is None and phrase.head in self._m.completed_by and role.kind == "people" and not role.plural:
            word, other = self._m.completed_by[phrase.head]
            portfolio = other.kind == "other" and role.type == "government" and other.determiner == "bare"
            if word in {"of", "for", "representing"} and (portfolio or other.kind in {"name", "person", "role"}):
                return start, other.end
        return start, phrase.end

    def _is_sentence_case(self, i: int) -> bool:
        """Whether a word has its capital from the beginning of a sentence alone."""
        token = self._m.doc[i]
        return (
            bool(token.is_sent_start)
            and token.text.istitle()
            and not token.tag_.startswith("NNP")
            and token.tag_ != "JJ"
        )

    # Places, things and papers

    def _site(self, phrase: Phrase, role: Role, owner: Entity | None) -> Entity | None:
        """Give what a place or thing counts as: the armed party that holds it, where the words say so."""
        if owner is not None and owner.type in ARMED:
            return owner
        for word in phrase.modifiers:
            holder = self._m.lexicon.role([word])
            if holder is None or holder.type not in ARMED or holder.kind == "sites":
                continue
            if word in self._m.lexicon.qualifiers:
                # A general hospital is no general's.
                continue
            called = (e for e in self._m.entities.called(holder.lemma) if not is_movement(e, holder.lemma))
            found = next(called, None) or self._holder(phrase, holder.type)
            if found is not None:
                return found
            break
        held = role.type == "military" and owner is not None and not _DEFENCE.isdisjoint(owner.name.lower().split())
        if held and owner is not None and (force := self._force_of(owner)) is not None:
            # The posts of a ministry of defence are those of the forces of its state.
            return force
        if role.lemma in self._m.lexicon.only_owned:
            if owner is not None and owner.type in OWNED_TYPES:
                return owner
            if role.type == "military" and owner is not None and (force := self._force_of(owner)) is not None:
                # "Malian positions" are those of its forces.
                return force
            # A school compound is the school's.
            before = self._m.lexicon.role([phrase.modifiers[-1]]) if phrase.modifiers else None
            if before is None or before.kind != "sites":
                return None
            role = replace(role, type=before.type)
        return self._called(phrase, role, owner) or self._new(phrase, role, owner)

    def _holder(self, phrase: Phrase, actor_type: ActorType) -> Entity | None:
        """Find the force last told of; an aircraft of it holds nothing."""
        craft = party_words().platforms
        return self._m.entities.latest(
            lambda e: e.type == actor_type and not e.is_one and not e.lemmas.keys() & craft, before=phrase.start
        )

    def _document(self, phrase: Phrase, role: Role, owner: Entity | None, *, create: bool) -> Entity | None:
        """Give whose a paper is; "the statement" is by whoever issued the last one."""
        if owner is not None and owner.type != "state":
            self._issuer, self._paper = owner, None
            return owner
        if phrase.determiner in {"definite", "own"} and (issuer := self._pending() or self._issuer) is not None:
            self._issuer = issuer
            return issuer
        i = phrase.head
        if phrase.determiner == "indefinite" and i not in self._m.speaking:
            sentence = self._m.sentence[i]
            said = self._teller(sentence)
            # "In a communique, the rebels said": who issued it comes behind.
            self._paper = sentence if said is None else None
            self._issuer = said or self._issuer
        elif phrase.determiner == "indefinite" and owner is None and role.lemma in _ISSUED:
            before = self._teller(self._m.sentence[i] - 1)
            named = before is not None and (before.is_named or before.type != "armed_group")
            if before is not None and named and not before.is_person and before.type in _ISSUERS:
                # "The Front said it was behind it. A statement sent to a newspaper said ..."
                self._issuer, self._paper = before, None
                return before
        if owner is not None:
            return owner
        return (self._called(phrase, role, None) or self._new(phrase, role, None)) if create else None

    def _pending(self) -> Entity | None:
        """Give who was told of, in a sentence read by now, as issuing the last paper; it is known from then on."""
        found = None if self._paper is None else self._teller(self._paper)
        self._paper = None
        return found

    def _teller(self, sentence: int) -> Entity | None:
        """Give the actor that stands out most in a sentence, if it does something there."""
        said = [s for s in self._m.entities.trail_of(sentence) if s.weight > 0.4]
        return self._m.entities[max(said, key=lambda s: s.weight).entity] if said else None
