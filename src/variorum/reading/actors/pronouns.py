"""Whom a pronoun means."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from variorum.codebook.forms import all_forms
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.actors.lexicon import ARMED
from variorum.reading.measures import lexicon as lexicon_of_counts
from variorum.reading.partywords import party_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from variorum.reading.actors.entities import Entity
    from variorum.reading.actors.lexicon import Gender
    from variorum.reading.actors.material import Material
    from variorum.reading.actors.naming import Naming

_PERSONAL = frozenset({"PRP", "PRP$"})
_THIRD = frozenset({"male", "female", "thing", "plural"})
_AGAINST = frozenset({"at", "on", "upon", "against", "by", "from"})
"""Prepositions before somebody else than the subject; "they took it with them" may mean the same."""
_REBELS = frozenset({"armed_group"})
_UNHARMED = frozenset({"civilians", "military", "police", "government"})
"""Types of people whom a state's forces do not say that they harmed."""
_FIRE = frozenset({"fire", "ablaze", "alight"})
"""What is opened or set by who does violence."""
_HOLDS = all_forms(("arrest", "detain", "apprehend", "nab", "seize", "capture"))
"""Verbs of those who tell of it as often as of others."""
_RELATIVE_CLAUSES = frozenset({"acl:relcl", "relcl", "advcl:relcl", "acl"})


class Pronouns:
    """Resolves pronouns; those of the third person in text order, the others on demand."""

    def __init__(self, material: Material, naming: Naming) -> None:
        self._m = material
        self._naming = naming

    @cached_property
    def third(self) -> frozenset[int]:
        """The tokens that are pronouns which take up an earlier actor."""
        doc, kinds, words = self._m.doc, self._m.lexicon.pronouns, columns(self._m.doc)
        personal = (i for i, tag in enumerate(words.tags) if tag in _PERSONAL and kinds.get(words.lowers[i]) in _THIRD)
        return frozenset(i for i in personal if doc[i].dep_ != "expl")

    def link(self, i: int) -> int | None:
        """Find whom a pronoun of the third person takes up, and note what it tells of the sex."""
        m = self._m
        kind = m.lexicon.pronouns[m.doc[i].lower_]
        fits = self._without_subject(m.doc[i], _fits(kind))
        deed = _deed(m.doc[i]) if kind == "plural" and i not in m.speaking else None
        if deed is not None or (kind == "plural" and m.doc[i].dep_ == "nsubj:pass" and i not in m.speaking):
            found = m.entities.recent(self._without_source(i, fits, deed), m.sentence[i])
            if found is not None:
                return found.number
        if kind == "thing" and m.doc[i].dep_ == "nsubj":
            fits = self._without_struck(i, fits)
        found = None
        # Before what is said, "it" may as well be who just acted ("fired at what it said were rebels").
        if i in m.speaking and (kind != "thing" or (m.speaking[i][0] < i and m.doc[i - 1].is_punct)):
            found = m.entities.recent(fits, m.sentence[i], skip=m.speaking[i], speakers=True)
        if found is None and self._leads(i):
            found = self._ahead(i, fits)
        if found is None or (found.is_person and not found.is_named) or kind in {"male", "female"}:
            last = m.entities.recent(fits, m.sentence[i], skip=m.speaking.get(i))
            # Someone named who was told of last speaks sooner than a speaker without a name.
            if found is None or (last is not None and last.is_person and last.is_named and not found.is_named):
                found = last or self._ahead(i, fits)
        if found is None:
            return None
        if kind in {"male", "female"} and found.gender is None:
            found.gender = "male" if kind == "male" else "female"
        return found.number

    def _without_struck(self, i: int, fits: Callable[[Entity], bool]) -> Callable[[Entity], bool]:
        """Leave out what a deed was done to, for who acts then ("after the raid on the base it shelled the hills")."""
        m = self._m
        start = max(syntax.sentence(m.doc[i])[0], i - _STRUCK)
        struck = (k for k in range(start, i) if k in m.linked and _is_struck(m.doc[k]))
        barred = {m.entities.root(m.linked[k]) for k in struck}
        return (lambda e: fits(e) and e.number not in barred) if barred else fits

    def _without_source(self, i: int, fits: Callable[[Entity], bool], deed: Token | None) -> Callable[[Entity], bool]:
        """
        Leave out who only told, in the sentence before or around a pronoun, of those whom it is for.

        "Nine miners were kidnapped, officials said. They were freed": not the officials. "Residents said soldiers came.
        They burned the market": not the residents, who tell of a *deed*; those who bear arms may have done one.
        """
        m = self._m
        sources = list(self._sources.get(m.sentence[i] - 1, ()))
        around = m.sayer.get(i)
        if deed is not None and around is not None and m.sentence[around[0]] == m.sentence[i]:
            told = (m.entities[s.entity] for s in m.entities.trail_of(m.sentence[i]) if s.token >= around[1])
            # Where they tell of nobody else, it is what they did themselves.
            sources += [around] if any(fits(entity) for entity in told) else []
        barred = {m.entities.root(m.linked[k]) for start, end in sources for k in range(start, end) if k in m.linked}
        if deed is None:
            return (lambda e: fits(e) and e.number not in barred) if barred else fits
        phrases = (m.phrase_of.get(token.i) for token in syntax.patients(deed))
        hit = {phrase.role for phrase in phrases if phrase is not None and phrase.role is not None}
        # Who bears arms may tell of what he did himself, but of no harm to the state's own.
        armed = ARMED if {role.type for role in hit}.isdisjoint(_UNHARMED) else _REBELS
        barred = {number for number in barred if m.entities[number].type not in armed}
        called = {role.lemma for role in hit}
        return lambda e: fits(e) and e.number not in barred and e.lemmas.keys().isdisjoint(called)

    @cached_property
    def _sources(self) -> dict[int, list[tuple[int, int]]]:
        """The sources of what is said in each sentence, by its number."""
        found: dict[int, list[tuple[int, int]]] = {}
        for source, _ in self._m.sayings:
            found.setdefault(self._m.sentence[source[0]], []).append(source)
        return found

    def _without_subject(self, pronoun: Token, fits: Callable[[Entity], bool]) -> Callable[[Entity], bool]:
        """Leave out who does what a verb says, where a pronoun is for somebody else that it is done to."""
        m = self._m
        verb = self._done_to(pronoun)
        while verb is not None and verb.dep_ == "conj" and verb.head.i != verb.i and not _has_subject(verb):
            verb = verb.head
        if verb is None or not _has_subject(verb):
            # Who is accused of a deed, or made to do it, is not the subject of the verb above.
            return fits
        barred = {m.entities.root(m.linked[t.i]) for t in syntax.subjects(verb) if t.i in m.linked}
        return (lambda e: fits(e) and e.number not in barred) if barred else fits

    def _done_to(self, pronoun: Token) -> Token | None:
        """Give the verb that acts on whom a pronoun means ("hit them", "fired at it", "bombed their camp")."""
        if pronoun.dep_ in syntax.OBJECT:
            return pronoun.head
        if pronoun.dep_ in syntax.OBLIQUE and syntax.preposition(pronoun) in _AGAINST:
            return pronoun.head
        thing = pronoun.head
        if pronoun.tag_ != "PRP$" or thing.dep_ not in syntax.OBJECT or thing.head.lower_ not in party_words().aim:
            return None
        # One may kill one's brother, but does not bomb one's own camp.
        phrase = self._m.phrase_of.get(thing.i)
        is_site = phrase is not None and phrase.role is not None and phrase.role.kind == "sites"
        return thing.head if is_site else None

    def _leads(self, i: int) -> bool:
        """
        Tell a pronoun of somebody who is named after it: in the subject of a clause before the main one, in the lead.

        "Days after it shelled Arbin, Arland has bombed a camp": a headline above may name another last. Further down it
        as likely goes on from the sentence before.
        """
        m = self._m
        token = m.doc[i]
        start, _ = syntax.sentence(token)
        subject = token if token.tag_ == "PRP" else token.head
        verb = subject.head
        if subject.dep_ not in syntax.SUBJECT or verb.dep_ != "advcl" or verb.head.i < verb.i or i - start > _FRONT:
            return False
        body = next((zone for zone in m.layout.zones if zone.kind == "body"), None)
        return body is None or m.doc[start].idx <= body.start

    def _ahead(self, i: int, fits: Callable[[Entity], bool]) -> Entity | None:
        """Look on to the subject of the main clause for a pronoun in a clause before it ("After it fell, the town")."""
        m = self._m
        for k in range(i + 1, min(i + 30, len(m.doc))):
            if m.sentence[k] != m.sentence[i]:
                return None
            phrase = m.phrase_of.get(k)
            if phrase is not None and phrase.kind == "name" and m.doc[k].dep_.startswith("nsubj"):
                entity = self._naming.name(phrase)
                return entity if entity is not None and fits(entity) else None
        return None

    def relative(self, i: int) -> int | None:
        """Find the token that a relative pronoun refers back to."""
        m = self._m
        token = m.doc[i]
        people = token.lower_ in {"who", "whom"}
        for head in (token.head, token.head.head):
            if (
                head.dep_ in _RELATIVE_CLAUSES
                and head.head.i < i < head.head.i + 30
                and self._may(head.head.i, people, parsed=True)
            ):
                return head.head.i
        near = range(i - 1, max(i - (12 if people else 6), -1), -1)
        return next((k for k in near if k in m.phrase_of and self._may(k, people)), None)

    def _may(self, i: int, people: bool, *, parsed: bool = False) -> bool:
        """
        Whether a relative pronoun may refer back to a token: "who" to no state and no place.

        *parsed* says that the parse has it so: then it may be a plural noun that is no known word for people.
        """
        phrase = self._m.phrase_of.get(i)
        if not people or phrase is None:
            return True
        if phrase.kind == "person":
            return True
        if phrase.role is not None:
            return phrase.role.type != "state" and phrase.role.kind != "sites"
        if parsed and phrase.kind == "other" and phrase.plural:
            return True
        number = self._m.linked.get(i)
        return number is not None and self._m.entities[number].type != "state"

    def quoted_source(self, i: int) -> tuple[int, int] | None:
        """Find the source of the innermost saying around "we" or "I", which must stand in quotation marks."""
        return self._m.sayer.get(i) if self._m.quoted[i] else None


_FRONT = 8
"""Words at the head of a sentence among which a pronoun is named after it."""

_STRUCK = 25
"""Words before a pronoun among which is what a deed was done to."""


def _is_struck(token: Token) -> bool:
    """Tell whether a word is for what a deed was done to ("the attack on the consulate")."""
    done_to = token.dep_ == "nmod" and syntax.preposition(token) in {"on", "of", "at", "against"}
    return done_to and lexicon_of_counts().is_event(token.head.lower_)


def _deed(pronoun: Token) -> Token | None:
    """Give the violence that a pronoun is the subject of ("they shot a guard", "one of them opened fire")."""
    doer = pronoun
    if pronoun.dep_ == "nmod" and syntax.preposition(pronoun) == "of" and pronoun.head.pos_ in {"NUM", "DET", "PRON"}:
        doer = pronoun.head
    if doer.dep_ != "nsubj":
        return None
    return next((verb for verb in syntax.conjuncts(doer.head) if _is_violent(verb)), None)


def _is_violent(verb: Token) -> bool:
    words = party_words()
    if verb.lower_ in words.takes | words.sends:
        return verb.lower_ not in _HOLDS
    return any(c.lower_ in _FIRE for c in verb.children)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in syntax.SUBJECT for child in verb.children)


def _fits(kind: str) -> Callable[[Entity], bool]:
    def one(gender: Gender) -> Callable[[Entity], bool]:
        return lambda e: e.is_one and e.gender in {None, gender} and e.type != "armed_group"

    match kind:
        case "male":
            return one("male")
        case "female":
            return one("female")
        case "thing":
            # A body may have a name in the plural ("the Northern Hill Brigades said ..., it said").
            return lambda e: not (e.is_one or (e.plural and not e.is_named) or e.type in {"person", "civilians"})
        case _:
            craft = party_words().platforms
            return lambda e: not e.is_person and (e.plural or (e.is_named and e.lemmas.keys().isdisjoint(craft)))
