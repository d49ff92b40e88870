"""Phrases that belong together: names with "of", titles before a place, shared heads, what completes a noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from variorum.reading.actors.phrase import Phrase

if TYPE_CHECKING:
    from variorum.reading.actors.material import Material

_COMPLETING = frozenset({"of", "for", "from", "in", "with", "within", "representing", "belonging", "at", "by"})
_WITHIN = frozenset({"of", "for", "in", "on", "to", "without", "against"})
"""Prepositions within names."""
_SHARED_HEADS = frozenset({"official", "officer", "source", "commander", "leader", "spokesman", "minister"})

_LOCAL = frozenset({"local", "senior", "other", "provincial", "regional", "district", "village"})
"""What officials are called that is no body they share a head with."""

# "The" does not stand before a person's name, so in so long a one it ends with the person's two words.
_LONG_NAME = 4


class Joiner:
    """Makes one phrase of several base phrases where they are one, and notes which complete which."""

    def __init__(self, material: Material) -> None:
        self._m = material

    def join(self, phrases: list[Phrase]) -> list[Phrase]:
        """Tie each phrase to the one that completes it, and make one name of what is one."""
        joined: list[Phrase] = []
        for phrase in phrases:
            before = joined[-1] if joined else None
            if before is None or not 1 <= phrase.start - before.end <= 2:
                joined.append(phrase)
                continue
            word = self._m.doc[before.end].lower_
            whole = self._whole(before, phrase, word)
            if whole is not None:
                joined[-1] = whole
                continue
            if word in _COMPLETING and not self._is_deed(before, phrase):
                self._m.completed_by[before.head] = (word, phrase)
            elif word in {"on", "to"} and before.role is not None and before.role.kind == "people":
                self._m.attached[before.head] = phrase
            joined[-1] = self._sharing(before, phrase, word)
            joined.append(phrase)
        return joined

    def _is_deed(self, before: Phrase, phrase: Phrase) -> bool:
        """Tell whom something is done to from who completes a noun ("accused the group of kidnapping villagers")."""
        return phrase.start - before.end > 1 and self._m.doc[phrase.start - 1].tag_ == "VBG"

    def _whole(self, before: Phrase, phrase: Phrase, word: str) -> Phrase | None:
        """Make one phrase of two with a word between them; None where they are two."""
        if word in {"of", "for", "and", "&"} and self._is_one_name(before, phrase, word):
            return self._one_name(before, phrase)
        if word in _WITHIN and self._is_one_entity(before, phrase):
            return replace(self._one_name(before, phrase), kind="name", name=(before.core[0], phrase.end))
        if word in {"of", "for"}:
            if self._is_title_of(before, phrase):
                return _person_with_title(before, phrase, self._name_after_place(phrase))
            return self._one_possessor(before, phrase, word)
        if word == "and" and self._is_one_post(before, phrase):
            return self._post_and_post(before, phrase)
        return self._double(before, phrase) if word == "and" and self._is_double(before, phrase) else None

    def _sharing(self, before: Phrase, phrase: Phrase, word: str) -> Phrase:
        """Give "Malian" in "Malian and French troops" the noun that it shares."""
        owner = phrase.owner
        if word != "and" or before.kind != "adjective" or phrase.kind != "role" or owner is None:
            return before
        if owner.kind != "adjective":
            return before
        shared = (owner.end, phrase.end)
        return replace(before, role=phrase.role, plural=phrase.plural, modifiers=phrase.modifiers, shared=shared)

    def _is_one_name(self, before: Phrase, phrase: Phrase, word: str) -> bool:
        m = self._m
        if m.reader.is_of_its_own(m.reader.text(self._first_capital(before), phrase.end)):
            return True
        last = m.doc[before.end - 1]
        if word in {"and", "&"}:
            return word == "&" and before.kind == phrase.kind == "name"
        if before.role is None or before.role.kind != "bodies" or not last.text[:1].isupper():
            return False
        if phrase.kind not in {"name", "other", "role"} or phrase.determiner == "indefinite":
            return False
        text = m.reader.text(*phrase.core)
        if m.known.country(text) or m.known.capital(text) or m.known.actor(text):
            return False
        if m.is_upper:
            return before.role.lemma in {"ministry", "department", "army", "office", "secretariat"}
        return m.doc[phrase.end - 1].text[:1].isupper() and last.tag_.startswith("NN")

    def _is_one_entity(self, before: Phrase, phrase: Phrase) -> bool:
        """Whether the model has two phrases and what is between for one name ("the Mission in Freedonia")."""
        doc = self._m.doc
        inside = doc[before.core[0] + 1 : phrase.end]
        capital = all(doc[p.head].text[:1].isupper() for p in (before, phrase)) and not self._m.is_upper
        return capital and doc[before.core[0]].ent_type_ == "ORG" and all(t.ent_iob_ == "I" for t in inside)

    def _first_capital(self, phrase: Phrase) -> int:
        """Step over what is said of a name before it: "the ruling Justice and Development Party"."""
        doc, (start, end) = self._m.doc, phrase.core
        return next((i for i in range(start, end) if doc[i].text[:1].isupper()), start)

    def _one_name(self, before: Phrase, phrase: Phrase) -> Phrase:
        reader = self._m.reader
        core = (before.core[0], phrase.end)
        if reader.is_of_its_own(reader.text(self._first_capital(before), phrase.end)):
            core = (self._first_capital(before), phrase.end)
        named = before.role is None or reader.is_of_its_own(reader.text(*core))
        return Phrase(
            before.start,
            phrase.end,
            core,
            "name" if named else before.kind,
            before.role,
            core if named else None,
            before.determiner,
            before.plural,
            before.owner,
            before.owner_pronoun,
            (*before.modifiers, *reader.words(before.end, phrase.end)),
        )

    def _one_possessor(self, before: Phrase, phrase: Phrase, word: str) -> Phrase | None:
        """Read "the Board of Trade's report" as the board's report rather than as a board of somebody's report."""
        owner = phrase.owner
        if word not in {"of", "for"} or owner is None or owner.start != phrase.start or owner.end >= phrase.core[0]:
            return None
        if not self._is_one_name(before, owner, word):
            return None
        return replace(phrase, start=before.start, owner=self._one_name(before, owner))

    def _is_double(self, before: Phrase, phrase: Phrase) -> bool:
        """Whether "police and hospital officials" is one phrase: a body without article that shares the head."""
        if (
            before.kind != "role"
            or before.role is None
            or before.role.kind != "bodies"
            or before.determiner == "indefinite"
        ):
            return False
        role = phrase.role
        # "The army and local officials" are two.
        plain = before.determiner == phrase.determiner == "bare" and _LOCAL.isdisjoint(phrase.modifiers)
        plain = plain and (phrase.owner is not None or bool(phrase.modifiers))
        return role is not None and role.kind == "people" and role.plural and plain and role.lemma in _SHARED_HEADS

    def _is_one_post(self, before: Phrase, phrase: Phrase) -> bool:
        """Whether "the owner and manager" is one person: two posts under one article."""
        roles = (before.role, phrase.role)
        if before.kind != "role" or phrase.kind != "role" or before.determiner not in {"definite", "own"}:
            return False
        if phrase.determiner != "bare" or phrase.owner is not None:
            return False
        # "The Resident and Humanitarian Coordinator": capitals make a post of any noun.
        capital = all(self._m.doc[p.head].text[:1].isupper() for p in (before, phrase)) and not self._m.is_upper
        return all(
            r is not None
            and r.kind == "people"
            and not r.plural
            and (capital or r.type in {"government", "person", "other"})
            and self._m.lexicon.gender(r.lemma) is None
            for r in roles
        )

    def _post_and_post(self, before: Phrase, phrase: Phrase) -> Phrase:
        words = self._m.reader.words(before.core[0], phrase.end - 1)
        return replace(
            before, end=phrase.end, core=(before.core[0], phrase.end), role=phrase.role, modifiers=tuple(words)
        )

    def _double(self, before: Phrase, phrase: Phrase) -> Phrase:
        owner = before.owner
        left = owner.end if owner is not None and owner.start >= before.core[0] else before.core[0]
        return Phrase(
            before.start,
            phrase.end,
            (before.core[0], phrase.end),
            "role",
            phrase.role,
            determiner=before.determiner,
            plural=True,
            owner=owner,
            owner_pronoun=before.owner_pronoun,
            modifiers=tuple(self._m.reader.words(left, phrase.end - 1)),
        )

    def _is_title_of(self, before: Phrase, phrase: Phrase) -> bool:
        """Whether "Minister for Trade Jane Doe" was read as two phrases."""
        if before.role is None or before.role.kind != "people" or before.role.plural or before.kind != "role":
            return False
        if phrase.kind in {"name", "person"} and phrase.title is None and before.determiner == "bare":
            return self._name_after_place(phrase) is not None
        own_title = phrase.role is not None and phrase.role.kind == "people" and not phrase.role.plural
        person = phrase.kind == "person" or (
            phrase.kind == "name" and self._m.labels.get(phrase.head) in {"PER", "PERSON"} and phrase.name is not None
        )
        return person and phrase.title is not None and not own_title

    def _name_after_place(self, phrase: Phrase) -> int | None:
        """Find where a name begins that follows a place without a mark ("for the Lake Region Jane Doe")."""
        m = self._m
        if phrase.name is None or phrase.title is not None or phrase.kind == "adjective":
            return None
        start, end = phrase.name
        if m.reader.is_of_its_own(m.reader.text(start, end)) or m.gazetteer.find_exact(m.reader.text(start, end)):
            return None
        if phrase.determiner == "definite" and end - start >= _LONG_NAME:
            return end - 2
        for k in range(end - 2, max(end - 4, start), -1):
            text = m.reader.text(start, k)
            if m.known.country(text) or m.gazetteer.find_exact(text):
                return k
        return None


def _person_with_title(before: Phrase, phrase: Phrase, name: int | None) -> Phrase:
    """Give a person the title that begins before a preposition."""
    assert phrase.name is not None
    begin = phrase.name[0] if name is None else name
    return Phrase(
        before.start,
        phrase.end,
        (before.core[0], phrase.end),
        "person",
        before.role,
        (begin, phrase.end),
        before.determiner,
        owner=before.owner,
        owner_pronoun=before.owner_pronoun,
        title=(before.core[0], begin),
    )
