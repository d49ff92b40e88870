"""Turns the phrases of a report into actors, in text order, and answers for the spans that come later."""

from __future__ import annotations

import re
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from msgspec.structs import replace

from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.actors.callings import APPOSITION, Callings
from variorum.reading.actors.joining import Joiner
from variorum.reading.actors.lexicon import singular
from variorum.reading.actors.naming import Naming
from variorum.reading.actors.nouns import OWNED_TYPES, Nouns
from variorum.reading.actors.phrase import Phrase
from variorum.reading.actors.pronouns import Pronouns
from variorum.reading.speech.spans import is_health_body

if TYPE_CHECKING:
    from spacy.tokens import Token

    from variorum.reading.actors.entities import Entity
    from variorum.reading.actors.material import Material

_COPULA = re.compile(r"\s*(?:is|was)\s+")
_ABROAD = frozenset({"embassy", "consulate", "mission", "delegation", "legation"})
"""Bodies that sit in the capitals of others."""
_AT = frozenset({"of", "at", "in", "from", "with", "within"})
"""Prepositions by which who has no name is told from others."""
_LONGEST = 16
"""Words of a clause that tells him from others."""
_OWNING = frozenset({"of", "for", "with", "from", "representing", "belonging"})
_DESCRIBED = frozenset({"armed_group", "political_party", "media", "research", "other"})
_LIST_JOINS = frozenset({"and", ", and", "&", "as well as", "or", "along with", "plus"})
_FURTHEST_ITEM = 12
_FURTHEST_STATE = 400
_DEEPEST = 4
"""Phrases, or pronouns, of which each leads to the next."""
_ACRONYM = 4
_AGE = 4
_OLD = frozenset({"old", "olds"})


def _is_name_or_word(token: Token) -> bool:
    """Tell the country "US" from "us", and "that" in another use from the pronoun."""
    return token.tag_ in {"DT", "IN"} or (token.pos_ == "PROPN" and token.text == "US") or is_health_body(token)


class Linker:
    """Builds the actors of a report; afterwards it answers for any span."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self._m = material
        self.naming = Naming(material)
        self._nouns = Nouns(material, self.naming)
        self._pronouns = Pronouns(material, self.naming)
        self._completed: dict[int, Phrase] = {}
        """By the head of a phrase: the phrase that it completes ("director" by "district")."""
        self._callings = Callings(material, self._completed)

    def link_all(self) -> None:
        """Find every phrase, declare the full names, then link all mentions in order."""
        m = self._m
        read = (m.reader.read(a, b) for a, b in m.reader.chunks(m.joined_lines))
        phrases = Joiner(m).join([self._one_of_many(phrase) for phrase in read if phrase is not None])
        for phrase in phrases:
            for i in range(phrase.start, phrase.end):
                m.phrase_of[i] = phrase
        for phrase in phrases:
            self.naming.declare(phrase)
        for before, phrase in pairwise(phrases):
            self.naming.introduce(before, phrase)
        ending_at = {phrase.head: phrase for phrase in phrases}
        previous: Phrase | None = None
        for i in range(len(m.doc)):
            if i in self._pronouns.third:
                number = self._pronouns.link(i)
                if number is not None:
                    m.linked[i] = number
                    m.see(i, number)
            phrase_here = ending_at.get(i)
            if phrase_here is not None:
                self._link(phrase_here, previous)
                previous = phrase_here
        self._unify()

    def _one_of_many(self, phrase: Phrase) -> Phrase:
        """Make a name of an adjective for somebody of a people ("a Malian", "one Malian"), who is not the state."""
        words = columns(self._m.doc)
        if phrase.kind != "adjective" or words.tags[phrase.head] == "JJ":
            return phrase
        counted = phrase.determiner in {"indefinite", "again"} or words.tags[max(phrase.core[0] - 1, 0)] == "CD"
        hyphened = words.texts[phrase.end : phrase.end + 1] in (["-"], ["‐"], ["–"])
        return replace(phrase, kind="name") if counted and not hyphened else phrase

    # Linking

    def _link(self, phrase: Phrase, previous: Phrase | None, *, inside: bool = False) -> int | None:
        """Give a phrase its actor and put it on the trail; *inside* another phrase it stands out less."""
        m = self._m
        if phrase.head in m.linked:
            return m.linked[phrase.head]
        owner = self._owner_of(phrase)
        entity = self._described(phrase, previous, owner) or self._entity(phrase, owner, create=False)
        if entity is None:
            return None
        self._mention(phrase, entity)
        if previous is not None and previous.head in m.linked:
            entity = self._callings.identify(previous, phrase, entity, m.gap(previous, phrase))
        if previous is not None and entity.is_person:
            outer = self._post(previous)
            if outer is not None and outer.head in m.linked:
                entity = self._callings.identify(outer, phrase, entity, m.gap(previous, phrase))
        inner = m.completed_by[phrase.head][1] if phrase.head in m.completed_by else m.attached.get(phrase.head)
        if inner is not None:
            self._completed[inner.head] = phrase
        m.see(phrase.head, entity.number, inside=inside)
        return entity.number

    def _mention(self, phrase: Phrase, entity: Entity) -> None:
        linked = self._m.linked
        for i in range(*phrase.core):
            linked.setdefault(i, entity.number)
        linked[phrase.head] = entity.number
        if phrase.shared is not None:
            entity.mentions.append((phrase.start, phrase.shared[1]))
            return
        if phrase.kind == "adjective":
            return
        if phrase.kind in {"name", "person"} and phrase.name is not None:
            entity.mentions.append(phrase.name)
        else:
            end = self._nouns.extent(phrase, phrase.role)[1] if phrase.role is not None else phrase.end
            entity.mentions.append((phrase.start, max(end, self._told_by(phrase))))

    def _told_by(self, phrase: Phrase) -> int:
        """Find where it ends who speaks without a name: "a man of 38", "sources at the hospital", "a man who fled"."""
        m, end = self._m, phrase.end
        role = phrase.role
        if role is None or role.kind != "people" or phrase.determiner == "definite" or phrase.head not in m.speaking:
            return end
        if end + 1 < len(m.doc) and m.doc[end].lower_ == "of" and m.doc[end + 1].pos_ == "NUM":
            return end + 2
        head = phrase.head
        for _ in range(_DEEPEST):
            word, other = m.completed_by.get(head, ("", phrase))
            if word not in _AT or not 1 <= other.start - end <= 2:
                break
            end, head = other.end, other.head
        told = (c for c in m.doc[phrase.head].children if c.dep_ in {"acl", "acl:relcl"} and c.left_edge.i == end)
        return next((c.right_edge.i + 1 for c in told if c.right_edge.i < end + _LONGEST), end)

    def _owner_of(self, phrase: Phrase) -> Entity | None:
        """Give the party that a possessor, a demonym, a leading name or an of-phrase names."""
        m = self._m
        number: int | None = None
        if phrase.owner is not None and not self._is_part_of_name(phrase, phrase.owner):
            number = self._link(phrase.owner, None, inside=True)
        elif phrase.owner_pronoun is not None:
            number = m.linked.get(phrase.owner_pronoun)
        if number is None and phrase.role is not None and phrase.role.type == "armed_group":
            number = self._before_brackets(phrase)
        if number is not None:
            return m.entities[number]
        if phrase.role is not None and phrase.role.kind == "documents" and phrase.core[0] < phrase.head:
            issuer = m.reader.read(phrase.core[0], phrase.head)
            entity = self._entity(issuer, None, create=False) if issuer is not None else None
            if entity is not None:
                return entity
        if phrase.role is None or phrase.head not in m.completed_by:
            return None
        word, other = m.completed_by[phrase.head]
        country = m.known.country(m.reader.text(*other.core))
        if country is not None and (word in _OWNING or phrase.role.type in OWNED_TYPES):
            return self.naming.of_country(country)
        body = phrase.role.kind == "bodies" and phrase.role.type == "government" and phrase.role.lemma not in _ABROAD
        if word == "in" and body and phrase.owner is None:
            # "The defence ministry in Orsk" is that of the country whose capital it is.
            seat = m.known.capital(m.reader.text(*other.core))
            if seat is not None:
                return self.naming.of_country(seat)
        if other.kind == "other" and other.owner is not None and phrase.role.type == "armed_group":
            # "Fighters of the Hill Wolves operations room" are the Hill Wolves.
            other = other.owner
        issued = word in {"by", "from"} and phrase.role.kind == "documents"
        if (word not in _OWNING - {"from"} and not issued) or other.kind not in {
            "name",
            "person",
            "role",
        }:
            return None
        number = None if other.role is not None and other.role.kind == "sites" else self._link(other, None, inside=True)
        return None if number is None else m.entities[number]

    def _before_brackets(self, phrase: Phrase) -> int | None:
        """Give whom the name before a bracketed abbreviation means: "Northern Hill Front (NHF) fighters"."""
        doc, end = self._m.doc, phrase.start
        if end < 3 or doc[end - 1].text != ")":
            return None
        opening = next((i for i in range(end - 2, max(end - 6, 0), -1) if doc[i].text == "("), None)
        name = None if opening is None else self._m.phrase_of.get(opening - 1)
        return self._m.linked.get(name.head) if name is not None and name.kind == "name" else None

    def _is_part_of_name(self, phrase: Phrase, owner: Phrase) -> bool:
        """Whether a leading name has no other use in the report: "Harrow" in "the Harrow Battalion"."""
        m = self._m
        if phrase.role is None or phrase.role.kind != "bodies" or owner.kind != "name" or owner.start < phrase.core[0]:
            return False
        text = m.reader.text(*owner.core)
        known = m.known.country(text) or m.known.capital(text) or m.known.actor(text) or m.entities.named(text)
        return known is None and m.doc[phrase.head].text[:1].isupper()

    def _entity(self, phrase: Phrase, owner: Entity | None, *, create: bool) -> Entity | None:
        m = self._m
        if self._is_measure(phrase):
            number = self._link(m.completed_by[phrase.head][1], None)
            return None if number is None else m.entities[number]
        if phrase.kind == "adjective" and phrase.shared is not None and phrase.role is not None:
            country = m.known.demonym(m.reader.text(*phrase.core))
            own = self.naming.of_country(country) if country is not None else None
            return self._nouns.role(phrase, phrase.role, own, create=create)
        if phrase.kind == "adjective":
            country = m.known.demonym(m.reader.text(*phrase.core))
            return self.naming.of_country(country) if country is not None else None
        if phrase.kind == "person":
            entity = self.naming.person(phrase)
            self._nouns.belongs(entity, owner)
            return entity
        if phrase.kind == "name":
            return self.naming.name(phrase)
        if phrase.role is not None:
            return self._nouns.role(phrase, phrase.role, owner, create=create)
        if not create or m.labels.get(phrase.head) in {"TIME", "DATE", "QUANTITY"}:
            return None
        return self._nouns.other(phrase, owner)

    def _is_measure(self, phrase: Phrase) -> bool:
        """Whether a phrase only counts what its of-phrase names ("dozens of villagers", "a group of soldiers")."""
        m = self._m
        completed = m.completed_by.get(phrase.head)
        if completed is None or completed[0] != "of" or phrase.kind not in {"role", "other"}:
            return False
        other, whom = completed[1].role, completed[1]
        if singular(m.doc[phrase.head].lower_) not in m.lexicon.measures or phrase.owner is not None:
            return False
        if whom.kind == "name" and whom.plural and m.known.demonym(m.reader.text(*whom.core)) is not None:
            return True
        return other is not None and other.kind in {"people", "sites"} and other.plural

    def _described(self, phrase: Phrase, previous: Phrase | None, owner: Entity | None) -> Entity | None:
        """Give the named actor right before that a role describes ("Jane Doe, an analyst,")."""
        m = self._m
        role = phrase.role
        if previous is None or previous.head not in m.linked or phrase.kind != "role" or role is None:
            return None
        gap = m.gap(previous, phrase)
        comma = bool(APPOSITION.fullmatch(gap))
        if not comma and not _COPULA.fullmatch(gap):
            return None
        before = m.entities[m.linked[previous.head]]
        if before.is_person:
            fits = previous.kind in {"person", "name"} and role.kind == "people" and not role.plural
        else:
            fits = (
                previous.kind == "name" and before.type != "state" and role.kind == "bodies" and role.type in _DESCRIBED
            )
        if not fits or (comma and (self._goes_on(phrase) or self._callings.begins_clause(previous, phrase))):
            return None
        m.entities.describe(before, role)
        before.modifiers |= frozenset(phrase.modifiers)
        before.gender = before.gender or m.lexicon.gender(role.lemma)
        self._nouns.belongs(before, owner)
        return before

    def _goes_on(self, phrase: Phrase) -> bool:
        """Whether a phrase without article is an item of a list rather than an apposition."""
        following = self._m.doc[phrase.end : phrase.end + 1]
        return phrase.determiner == "bare" and len(following) > 0 and following[0].lower_ in {"and", "or"}

    def _post(self, last: Phrase) -> Phrase | None:
        """Give the post that a phrase ends ("the head of the mission" by "the mission"), None where it ends none."""
        outer = self._completed.get(last.head)
        for _ in range(_DEEPEST):
            if outer is None or (outer.kind == "role" and outer.role and outer.role.kind == "people"):
                return outer if outer is not None and not outer.plural else None
            outer = self._completed.get(outer.head)
        return None

    def _unify(self) -> None:
        """Give a group named by a bare plural to the one group of that noun whose owner is told, if there is one."""
        entities = self._m.entities
        for entity in list(entities):
            if entity.is_named or entity.owner is not None or entity.modifiers or not entity.plural:
                continue
            lemma = next(iter(entity.lemmas), None)
            if lemma is None:
                continue
            others = [e for e in entities.called(lemma) if e is not entity and e.plural and e.owner is not None]
            if len(others) == 1 and not others[0].is_person and not others[0].modifiers:
                entities.merge(entity, others[0])

    # Answers

    def at(self, start: int, end: int, *, create: bool, depth: int = 0) -> int | None:
        """Give the actor of a trimmed span that is not empty; *depth* counts the pronouns that led here."""
        m = self._m
        token = m.doc[start]
        if end - start == 1 and token.lower_ in m.lexicon.pronouns and not _is_name_or_word(token):
            return self._at_pronoun(start, depth) if depth < _DEEPEST else None
        phrase = self._phrase_at(start, end)
        if phrase is None:
            return self._aged(start) if create and end - start == 1 and token.lower_ in _OLD else None
        if end <= phrase.head:
            part = self._part(phrase, start, end)
            if part is not None:
                return part
        if phrase.head in m.linked:
            return m.entities.root(m.linked[phrase.head])
        entity = self._entity(phrase, self._owner_of(phrase), create=create)
        if entity is None:
            return None
        self._mention(phrase, entity)
        return entity.number

    def _aged(self, i: int) -> int | None:
        """Give the person of whom no more is said than an age ("a 14-year-old was shot")."""
        m = self._m
        old = m.doc[i]
        if i < _AGE or m.doc[i - 1].text not in {"-", "‐"} or m.doc[i - 3].text not in {"-", "‐"}:
            return None
        if old.dep_ not in syntax.SUBJECT | syntax.OBJECT | syntax.OBLIQUE | {"conj"}:
            return None
        name = "".join(t.text for t in m.doc[i - _AGE : i + 1])
        entity = m.entities.named(name) or m.entities.add(name, "person", plural=old.lower_ == "olds")
        entity.mentions.append((i - _AGE, i + 1))
        m.linked[i] = entity.number
        return entity.number

    def labelled(self, start: int, end: int) -> int:
        """Give the actor of a label: whom its words name, someone of its last name, or a person so called."""
        entities = self._m.entities
        text = " ".join(self._m.doc[start:end].text.split())
        upper = text.isupper() and len(text) > _ACRONYM
        name = " ".join(w.capitalize() if upper or (w.isupper() and len(w) > _ACRONYM) else w for w in text.split())
        number = self.at(start, end, create=True)
        entity = entities[number] if number is not None else entities.named(name) or self.naming.person_of(name)
        if entity is None:
            entity = entities.add(name, "person", is_person=True, is_named=True)
        elif entity.name.isupper() and entity.known is None and entity.name.casefold() in name.casefold():
            # The capitals are the label's, not the name's.
            entity.name = name[name.casefold().index(entity.name.casefold()) :][: len(entity.name)]
            entities.call(entity, entity.name)
        if (start, end) not in entity.mentions and number is None:
            entity.mentions.append((start, end))
        self._m.linked.update(dict.fromkeys(range(start, end), entity.number))
        return entity.number

    def unlisted(self, start: int, end: int) -> int | None:
        """Give the actor of words built on a noun outside the lexicon; null for pronouns, times and amounts."""
        m = self._m
        phrase = self._phrase_at(start, end) if start < end else None
        if (
            phrase is None
            or phrase.kind not in {"other", "name"}
            or m.labels.get(phrase.head) in {"TIME", "DATE", "QUANTITY", "MONEY"}
        ):
            return None
        words = m.reader.words(*phrase.core)
        if m.lexicon.is_no_party(words[-1]) if words else True:
            return None
        word, other = m.completed_by.get(phrase.head, ("", phrase))
        text = m.reader.text(phrase.core[0], other.end if word == "of" else phrase.end)
        entity = m.entities.named(text) or m.entities.add(text, "other", plural=phrase.plural)
        self._mention(phrase, entity)
        return entity.number

    def _at_pronoun(self, i: int, depth: int) -> int | None:
        m = self._m
        kind = m.lexicon.pronouns[m.doc[i].lower_]
        if kind == "speaker":
            if not m.quoted[i]:
                publisher = self.naming.publisher()
                return None if publisher is None else publisher.number
            source = self._pronouns.quoted_source(i)
            return None if source is None else self.at(*source, create=True, depth=depth + 1)
        if kind == "relative":
            back = self._pronouns.relative(i)
            return None if back is None else self.at(back, back + 1, create=False, depth=depth + 1)
        return m.entities.root(m.linked[i]) if i in m.linked else None

    def _phrase_at(self, start: int, end: int) -> Phrase | None:
        phrase_of = self._m.phrase_of
        root = syntax.root(self._m.doc, start, end).i
        found = next((phrase_of[i] for i in (root, *range(start, end)) if i in phrase_of), None)
        if found is None or found.kind not in {"role", "other"} or found.head in self._m.linked:
            return found
        after = phrase_of.get(found.end + 1)
        joined = found.end + 1 < end and self._m.doc[found.end].text in {"/", ","} and not found.plural
        return after if joined and after is not None and after.kind == "person" else found

    def _part(self, phrase: Phrase, start: int, end: int) -> int | None:
        """Give the party that a span before the head of a phrase names; None where it means the whole phrase."""
        m = self._m
        owner = phrase.owner
        named = owner is not None and (owner.kind in {"name", "person"} or owner.end < phrase.core[0])
        if owner is not None and start < owner.end and end <= owner.end and named:
            number = m.linked.get(owner.head)
            return None if number is None else m.entities.root(number)
        if phrase.head in m.linked or (phrase.role is not None and phrase.role.kind != "sites"):
            return None
        if owner is not None and end <= owner.end:
            number = m.linked.get(owner.head)
            return None if number is None else m.entities.root(number)
        read = m.reader.read(start, end)
        entity = None if read is None else self._entity(read, self._owner_of(read), create=False)
        if read is None or entity is None:
            return None
        entity.mentions.append((read.start, read.end))
        return entity.number

    def parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """Divide a span into its coordinated parts, without what stands in apposition or completes a part."""
        m = self._m
        spans: list[tuple[int, int]] = []
        last: Phrase | None = None
        i = start
        while i < end:
            phrase = m.phrase_of.get(i)
            if phrase is None:
                i += 1
                continue
            gap = " ".join(t.lower_ for t in m.doc[last.end : phrase.start]) if last is not None else "and"
            if gap in _LIST_JOINS or (gap == "," and self._has_more(phrase, end)):
                spans.append((max(phrase.start, start), min(phrase.end, end)))
            elif gap != ",":
                break
            last = phrase
            i = phrase.end
        return spans or ([(start, end)] if start < end else [])

    def _has_more(self, phrase: Phrase, end: int) -> bool:
        """Whether a list goes on to its "and" after this item."""
        m = self._m
        for i in range(phrase.end, min(end, phrase.end + _FURTHEST_ITEM)):
            if m.doc[i].lower_ == "and":
                return True
            if i not in m.phrase_of and not m.doc[i].is_punct:
                return False
        return False

    def several(self, start: int, end: int, *, create: bool) -> list[int]:
        """Give the actors of one part; two for "the two countries"."""
        m = self._m
        phrase = self._phrase_at(start, end)
        role = phrase.role if phrase is not None else None
        if (
            role is not None
            and role.type == "state"
            and role.plural
            and {"two", "both"} & set(m.reader.words(start, end))
        ):
            states: dict[int, None] = {}
            for seen in islice(m.entities.trail(start), _FURTHEST_STATE):
                if m.entities[seen.entity].type == "state":
                    states.setdefault(m.entities.root(seen.entity))
                if len(states) == 2:
                    return sorted(states)
        number = self.at(start, end, create=create)
        return [] if number is None else [number]

    def parent(self, number: int) -> int | None:
        """Give the parent of an actor: the one that the text gives, else the catalogue's, else its state."""
        m = self._m
        entity = m.entities[number]
        if entity.parent is not None:
            return m.entities.root(entity.parent)
        if entity.known is not None and entity.known.parent:
            known = m.known.actor(entity.known.parent)
            if known is not None and known.id != entity.known.id:
                return self.naming.of_catalogue(known, known.name).number
        country = m.known.by_code(entity.country) if entity.type in OWNED_TYPES else None
        return None if country is None else self.naming.of_country(country).number
