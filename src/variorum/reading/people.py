"""People as the words of a report count and name them: how many, of what group, under which names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from variorum.model.account import Group
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.actors.lexicon import lexicon as actor_lexicon
from variorum.reading.context import Context
from variorum.reading.peoplewords import lexicon
from variorum.reading.quantities import Quantity
from variorum.reading.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PEOPLE = words("people")
"""Nouns that tell of people without telling who they are."""

MAY_FIGHT = frozenset({"people", "person", "persons", "individual", "individuals"})
"""Those of them that leave open whether they fight: that "people" died does not tell that they were civilians."""

ANAPHORS = words("anaphors")
"""Nouns that stand for people who were named just before, or for whom the harm alone names."""

ANYBODY = frozenset({"any", "anybody", "anyone"})
"""Pronouns for people who may be none."""

_HARMED = frozenset({"dead", "wounded", "injured", "missing", "living"})
"""Adjectives that with an article stand for people in the plural."""

_DEAD = frozenset({"dead", "bodies", "corpses"})
"""Words for the dead that are counted."""

_AGED = 5
"""Words behind "aged" that may be an age: "aged 13 months and 13"."""

_PERSONS = frozenset({"man", "woman", "boy", "girl", "youth"})
"""Nouns for one person, of so many years."""

_PLACES = frozenset({"city", "town", "village", "camp", "settlement", "population", "community", "country"})
"""Nouns of what has so many inhabitants."""

REACH = 60
"""Words behind a count among which its parts are told."""

RANKS = frozenset("deputy general major private chief secretary senior local elder principal".split())
"""Words that before a common noun tell a rank ("the deputy leader"); before a name they tell who bears it."""

DEPUTIES = frozenset({"deputy", "deputies"})
_SHERIFF = "variorum.sheriff"

OFFICERS = frozenset({"officer", "officers"})
_ARMY = "variorum.army"

SOLDIERS = words("soldiers")
"""Words of an army, among which officers are soldiers."""

GUARDIANS = words("guardians")
"""Words of the police and of others who have officers, among which they are none."""

ALIAS = frozenset({"alias", "aka", "nicknamed", "as", "called", "dubbed"})
"""Words before another name of somebody."""

PARTING = frozenset({"including", "with", "besides", "except", "like"})
"""Prepositions of some among many."""

THINGS = frozenset({"WEAPON", "PLATFORM", "TIME"})
"""Entities that are counted, but are not people ("three drones")."""


@dataclass(frozen=True)
class Counted:
    """People with their number: the noun at their head (or the numeral that stands for it) and the words."""

    head: Token
    start: int
    end: int
    low: int
    high: int | None
    approximate: bool
    names: tuple[str, ...]
    bare: bool = False
    """Whether nothing but the plural tells that they were several."""
    part: bool = False
    """Whether they are told apart from others who were counted just before."""

    @property
    def dead(self) -> bool:
        """Whether their own words say that they are dead, whatever they stand beside ("nine wounded and 12 dead")."""
        return self.head.doc[self.end - 1].lower_ in _DEAD


def group_of(head: Token) -> tuple[Group, str | None]:
    """
    Give the group and subgroup of people by the noun that names them and what modifies it.

    A named person has the group of the title before the name or of the apposition after it.
    """
    nouns, subgroups, adjectives = lexicon()
    word, lemma = head.lower_, head.lemma_.lower()
    # What stands behind a number in apposition is a share of it, and what "including" brings in one of many.
    kinds = {"amod", "compound", "nmod", "flat", "nmod:desc"} | ({"appos"} if head.pos_ != "NUM" else set())
    modifiers = [c.lower_ for c in head.children if c.dep_ in kinds and not (c.i > head.i and _is_share(head, c))]
    before = f"{head.nbor(-1).lower_} {word}" if head.i > syntax.sentence(head)[0] else word
    subgroup = next((w for w in (before, word) if w in subgroups), None)
    for w in (before, word, lemma):
        if w in nouns:
            group = nouns[w]
            armed = next((g for m in modifiers if (g := adjectives.get(m)) in {"military", "police", "militant"}), None)
            # An "army commander" is a soldier; guerrillas of whatever army are guerrillas.
            if (
                group in {"police", "official", "military", "militant"}
                and armed is not None
                and lemma not in adjectives
            ):
                group = armed
            elif lemma == "officer" and _beside_soldiers(head, nouns):
                group = "military"
            elif w in DEPUTIES and not _has_sheriff(head.doc):
                group = "official"
            elif w in OFFICERS and armed is None and _is_of_army(head):
                group = "military"
            return group, subgroup
    named = {c.lower_ for c in head.children if c.ent_type_ == "ORG" and c.text[:1].isupper()}
    for m in modifiers:
        # The men of "Islamic State" are no state's.
        if m in adjectives and not (adjectives[m] == "official" and m in named):
            return adjectives[m], subgroup
    for child in head.children:
        pair = f"{child.nbor(-1).lower_} {child.lower_}" if child.i > syntax.sentence(head)[0] else ""
        if child.lower_ in modifiers and pair in nouns:
            # An attorney general is no general.
            return nouns[pair], subgroup
    for m in modifiers:
        if m in nouns and (m not in RANKS or head.pos_ == "PROPN"):
            group = "official" if m in DEPUTIES and not _has_sheriff(head.doc) else nouns[m]
            return group, m if m in subgroups else subgroup
    for child in head.children:
        of = child.dep_ == "nmod" and syntax.preposition(child) in {"", "of", "among"}
        if of and child.lower_ in nouns and not _is_share(head, child):
            return nouns[child.lower_], child.lower_ if child.lower_ in subgroups else subgroup
    if head.dep_ == "appos":
        return group_of(head.head)
    return "unknown", subgroup


def _beside_soldiers(officer: Token, nouns: dict[str, Group]) -> bool:
    """Tell officers of an army by those told of with them ("a general and two officers")."""
    beside = [t.lower_ for t in syntax.conjuncts(syntax.first_conjunct(officer)) if t.i != officer.i]
    return any(nouns.get(word) == "military" for word in beside) and "police" not in beside


def _is_share(head: Token, kind: Token) -> bool:
    """Tell what only some of the people were ("60 people, among them five policemen") from what all of them were."""
    if kind.dep_ == "nmod" and syntax.preposition(kind) in PARTING:
        return True
    them = next((t for t in head.doc[head.i + 1 : kind.i] if t.lower_ in {"them", "whom"}), None)
    return them is not None and (them.nbor(-1).lower_ == "among" or them.nbor(-2).pos_ == "NUM")


def is_told_apart(people: Token) -> bool:
    """Tell some of those told before: "including a policeman", "among them two nurses", "three of them children"."""
    first = syntax.first_conjunct(people)
    if syntax.preposition(first) == "including":
        return True
    doc, (start, end) = people.doc, syntax.base(first)
    behind = [t.lower_ for t in doc[first.i + 1 : first.i + 3]]
    if behind in (["of", "them"], ["of", "whom"]):
        return True
    before = doc[max(syntax.sentence(people)[0], min(start, end) - 3) : start]
    return any(t.lower_ in {"them", "whom"} and t.nbor(-1).lower_ in {"among", "of"} for t in before if t.i)


def _is_of_army(officer: Token) -> bool:
    """Tell whether an officer is a soldier, as the words of his sentence tell, or else those of the report."""
    doc = officer.doc
    around = set(columns(doc).lowers[slice(*syntax.sentence(officer))])
    if not around.isdisjoint(GUARDIANS):
        return False
    if not around.isdisjoint(SOLDIERS):
        return True
    known = doc.user_data.get(_ARMY)
    if known is None:
        told = set(columns(doc).lowers)
        known = doc.user_data[_ARMY] = told.isdisjoint(GUARDIANS) and not told.isdisjoint(SOLDIERS)
    return bool(known)


def is_excepted(people: Token) -> bool:
    """Tell who is said to be the only ones: "no casualties other than the driver", "nobody but a guard was hurt"."""
    lowers = columns(people.doc).lowers
    start = min(syntax.base(people)[0], people.i)
    before = lowers[max(syntax.sentence(people)[0], start - 2) : start]
    return before[-1:] in _EXCEPT or before in _BESIDES


_EXCEPT = [["except"], ["save"], ["besides"], ["bar"], ["barring"]]
_BESIDES = [
    *(["other", "than"], ["apart", "from"], ["aside", "from"], ["except", "for"], ["save", "for"], ["but", "for"]),
    *(["nobody", "but"], ["one", "but"], ["none", "but"]),
]
"""Words before those of whom alone something is told."""


def _has_sheriff(doc: Doc) -> bool:
    """Tell whether a report has a sheriff, whose men its deputies are; elsewhere deputies sit in parliament."""
    known = doc.user_data.get(_SHERIFF)
    if known is None:
        known = doc.user_data[_SHERIFF] = not {"sheriff", "sheriffs", "county"}.isdisjoint(columns(doc).lowers)
    return bool(known)


def count(context: Context, head: Token, *, people: bool = False) -> Counted | None:
    """
    Count people: numeral or its absence, article, name, plural; null where the words are not people.

    *people* says that the noun stands for people whatever its sense ("86 arrests").
    """
    doc = context.doc
    start, end = syntax.base(head)
    quantity = _quantity(context, start, end, head) if head.tag_ not in {"WP", "WDT"} else None
    names = _names(head)
    nouns, _, _ = lexicon()
    if (head.ent_type_ in THINGS and not people) or _is_age(head) or head.lower_ in {"toll", "tolls"}:
        # A toll is a count, and nobody who is counted.
        return None
    named = (head.lower_, head.lemma_.lower())
    known = people or any(word in nouns or word in PEOPLE for word in named) or head.ent_type_ == "NORP"
    if quantity is not None and doc[max(0, context.tokens(quantity.start, quantity.end)[0] - 1)].lower_ == "how":
        return None
    if head.lower_ == "couple" and (quantity is None or quantity.article):
        return Counted(head, start, end, 2, 2, False, names)
    several = head.lower_ in GROUPS and not names and (quantity is None or quantity.article)
    if quantity is not None and not several:
        if not known and not names and head.pos_ != "NUM" and not _is_party(context, head):
            return None
        qs, qe = context.tokens(quantity.start, quantity.end)
        return Counted(head, min(start, qs), max(end, qe), quantity.low, quantity.high, quantity.approximate, names)
    if head.pos_ == "NUM" and head.lower_ == "one" and any(word == "of" for word, _ in syntax.phrases(head)):
        return Counted(head, start, end, 1, 1, False, ())
    if head.pos_ == "PROPN" and head.ent_type_ in {"PER", ""} and names:
        return Counted(head, start, end, len(names), len(names), False, names)
    if head.lower_ in syntax.NOBODY or (head.lower_ == "one" and any(c.lower_ == "no" for c in head.children)):
        return Counted(head, start, end, 0, 0, False, ())
    if is_any(head):
        return Counted(head, start, end, 1, None, False, ())
    if head.pos_ == "PRON":
        return _pronoun(context, head)
    if head.pos_ not in {"NOUN", "PROPN"} or head.ent_type_ == "LOC":
        return None
    if not known:
        return None
    if any(c.lower_ == "no" for c in head.children) or (people and syntax.counts_none(head)):
        return Counted(head, start, end, 0, 0, False, ())
    if people:
        return None
    if head.lower_ in _HARMED and any(c.dep_ == "det" and c.lower_ in {"the", "these", "those"} for c in head.children):
        # "The wounded" are those who were told of before.
        return None
    if head.tag_ in {"NNS", "NNPS"} or head.lower_ in {"people", "police", "personnel", "troops", "staff"}:
        if any(c.dep_ == "det" and c.lower_ in {"the", "these", "those"} for c in head.children) and not names:
            return None
        return Counted(head, start, end, 2, None, False, names, bare=not names)
    number = max(1, len(names))
    return Counted(head, start, end, 2 if several else number, None if several else number, False, names)


def is_any(people: Token) -> bool:
    """Tell people of whom it is only denied, or asked, whether there were any ("anyone", "any civilians")."""
    return people.lower_ in ANYBODY or any(c.lower_ == "any" and c.dep_ == "det" for c in people.children)


def noun_after(numeral: Token) -> Token | None:
    """Give the noun that a number counts though the parse parts them: "between 10 and 15 “terrorists” had hidden"."""
    doc, i = numeral.doc, numeral.i + 1
    while i < len(doc) and (doc[i].pos_ in {"NUM", "CCONJ"} or doc[i].text in {"“", '"', "‘", "'", "to", "-", "–"}):
        i += 1
    known = i < len(doc) and i <= numeral.i + 4 and doc[i].pos_ == "NOUN" and doc[i].lower_ in lexicon()[0]
    return doc[i] if known and numeral.pos_ == "NUM" else None


GROUPS = frozenset({"family", "group", "crew", "team", "patrol", "squad", "party"})
"""Nouns for people together, which a number behind them counts."""


def _is_age(numeral: Token) -> bool:
    """Tell whether a number is an age, or how many a place has: "Isa Haddad, 10, was found dead", "28 to 31 years"."""
    if numeral.pos_ != "NUM":
        return False
    doc, i = numeral.doc, numeral.i
    if any(t.lower_ == "aged" for t in doc[max(syntax.sentence(numeral)[0], i - _AGED) : i]):
        return True
    of = numeral.dep_ == "nmod" and syntax.preposition(numeral) == "of"
    one = numeral.head.tag_ == "NN" and numeral.head.lower_ in lexicon()[0] and numeral.head.lower_ not in GROUPS
    if of and (
        one or numeral.head.lower_ in _PERSONS or numeral.head.ent_type_ == "LOC" or numeral.head.lower_ in _PLACES
    ):
        # "A man of 23", and "a city of 200,000".
        return True
    if 1 < i < len(doc) - 1 and doc[i - 1].text == "," and doc[i + 1].text in {",", "."} and doc[i - 2].pos_ == "PROPN":
        return True
    i += 1
    while i < len(doc) and (doc[i].pos_ in {"NUM", "CCONJ"} or doc[i].text in {",", "to", "-"}):
        i += 1
    return i < len(doc) and doc[i].lower_ in {"year", "years"}


def is_site(noun: Token) -> bool:
    """Tell a noun for a place, a building or a vehicle: who "captured two villages" took nobody."""
    role = actor_lexicon().role([noun.lower_])
    return role is not None and role.kind == "sites"


def _is_party(context: Context, head: Token) -> bool:
    if is_site(head):
        return False
    actor = context.actors.resolve_head(head, create=False)
    return actor is not None and context.actors.get(actor).type not in {"other", "state", "media"}


def _pronoun(context: Context, head: Token) -> Counted | None:
    """Count the one person that "he" or "she" stands for, where the report names that person."""
    if head.lower_ not in {"he", "she", "him", "her"}:
        return None
    actor = context.actors.resolve_head(head, create=False)
    if actor is None or not (context.actors.get(actor).type == "person" or context.actors.is_one(actor)):
        return None
    names = (context.actors.get(actor).name,) if context.actors.is_named(actor) else ()
    return Counted(head, head.i, head.i + 1, 1, 1, False, names)


def _quantity(context: Context, start: int, end: int, head: Token) -> Quantity | None:
    """Find the count of a noun phrase: in it, reaching into it ("at least" may lie before), or right before it."""
    doc = context.doc
    a, b = doc[start].idx, doc[end - 1].idx + len(doc[end - 1].text)
    best = None
    for quantity in context.quantities_in(doc[syntax.sentence(head)[0]].idx, b):
        reaches = quantity.end > a or context.report.text[quantity.end : a].strip() in {"", "of"}
        if reaches and (quantity.kind == "count" or (head.pos_ == "NUM" and quantity.kind not in {"money", "percent"})):
            best = quantity
    return best


def _names(head: Token) -> tuple[str, ...]:
    """List the persons that a phrase names, its appositions included."""
    found: list[str] = []
    for token in (head, *(c for c in head.children if c.dep_ in {"appos", "flat", "flat:name", "compound"})):
        if token is not head and token.i > 0 and token.nbor(-1).lower_.rstrip(".:") in ALIAS:
            continue
        name = _person(token)
        if name is not None and name not in found:
            found.append(name)
    return tuple(found)


def _person(token: Token) -> str | None:
    """Give the whole name of a person that a token is part of."""
    if token.ent_type_ != "PER":
        return None
    doc, start, end = token.doc, token.i, token.i + 1
    while start > 0 and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return columns(doc).text(start, end)


def parts(context: Context, whole: Counted, told: Sequence[int], spoken: int) -> Iterator[Counted]:
    """
    Count the people of a whole who are told apart.

    "Five patients, including one woman", "four persons, three of them women", "three people, a man and two women".

    Args:
        context: The report.
        whole: Who is told apart; one person alone has no parts.
        told: Token indices of the other words of harm around: what stands behind one of them is its own.
        spoken: Token index of the word of harm itself.
    """
    if whole.low == whole.high == 1:
        return
    doc, sentence_end = whole.head.doc, syntax.sentence(whole.head)[1]
    first = max(whole.head.i, spoken)
    last = min((i for i in told if i > first), default=min(sentence_end, first + REACH))
    heads: dict[int, Token] = {}
    for child in whole.head.children:
        if syntax.preposition(child) in {"including", "among"} or (child.dep_ == "appos" and _is_list(child)):
            heads |= {t.i: t for t in syntax.conjuncts(child)}
    for token in doc[whole.head.i + 1 : max(last, whole.end)]:
        word = token.lower_
        if token.i >= last and token.i > whole.end:
            break
        if word in {"including", "among"} and token.head.i > token.i and token.dep_ in {"case", "mark"}:
            if token.head.pos_ in {"NOUN", "PROPN", "NUM"}:
                heads |= {t.i: t for t in syntax.conjuncts(token.head)}
            elif token.head.lower_ in {"them", "whom"}:
                found = _after(doc, token.head.i + 1, sentence_end)
                if found is not None:
                    heads |= {t.i: t for t in syntax.conjuncts(found)}
        elif word in {"them", "whom"} and doc[token.i - 1].lower_ == "of":
            part = _share(context, token)
            if part is not None:
                heads.pop(part.head.i, None)
                yield part
                # "Three of them women and two children".
                heads |= {t.i: t for t in _counted_after(part)}
    for _, head in sorted(heads.items()):
        if is_of_later(head, whole.head) or (len(whole.names) > 1 and head.i < whole.end):
            continue
        part = count(context, head)
        if part is not None and not part.bare and part.head.i != whole.head.i:
            yield part


def is_of_later(part: Token, told: Token) -> bool:
    """Tell some of a later verb's subject: "three died and nine others, including two nurses, were hurt"."""
    owner = syntax.first_conjunct(part.head if part.dep_ == "nummod" else part).head
    return owner.i > told.i and owner.dep_ in syntax.SUBJECT and owner.head.i > part.i


def _is_list(apposed: Token) -> bool:
    """Tell whether words in apposition count people one kind after another ("a man and two women")."""
    known = apposed.lower_ in lexicon()[0] or apposed.lower_ in PEOPLE
    counts = any(c.dep_ == "nummod" or c.lower_ in {"a", "an"} for c in apposed.children)
    return known and counts


def _after(doc: Doc, start: int, end: int) -> Token | None:
    """Give the first noun for people among the next few words ("among them nine children")."""
    return next((t for t in doc[start : min(start + 6, end)] if t.lower_ in lexicon()[0] or t.lower_ in PEOPLE), None)


def is_person_noun(noun: Token) -> bool:
    """Tell whether a noun, or what it is of, is for people: "a gathering of rebels", but no "rebel bombing"."""
    nouns, _, _ = lexicon()
    told = [noun, *(t for word, t in syntax.phrases(noun) if word == "of")]
    known = any(w in nouns or w in PEOPLE for t in told for w in (t.lower_, t.lemma_.lower()))
    return known or any(t.ent_type_ in {"NORP", "PER"} for t in told)


def share_of(number: Token) -> Token | None:
    """Give the noun of a share ("five of them children")."""
    them = number.i + 2
    if number.pos_ != "NUM" or them + 1 >= len(number.doc) or number.doc[them].lower_ not in {"them", "whom"}:
        return None
    noun = number.doc[them + 1]
    return noun if noun.lower_ in lexicon()[0] and noun.pos_ == "NOUN" else None


def _counted_after(part: Counted) -> Iterator[Token]:
    """Give the nouns that go on with a share of people, each with its own number."""
    doc, i, end = part.head.doc, part.end, part.head.sent.end
    while i + 1 < end and (doc[i].text == "," or doc[i].lower_ == "and"):
        i += 1
        if doc[i].lower_ == "and" and i + 1 < end:
            i += 1
        if doc[i].pos_ != "NUM":
            return
        noun = next((t for t in doc[i + 1 : min(i + 4, end)] if t.lower_ in lexicon()[0]), None)
        if noun is None or any(t.is_punct for t in doc[i : noun.i]):
            return
        yield noun
        i = noun.i + 1


def _share(context: Context, them: Token) -> Counted | None:
    """Count "three of them women", "of whom three were women"."""
    doc, sent = them.doc, them.sent
    if them.lower_ == "whom" and (them.i < 2 or doc[them.i - 2].pos_ != "NUM"):
        number = next((t for t in doc[them.i + 1 : min(them.i + 5, sent.end)] if t.pos_ == "NUM"), None)
        at = number.i + 1 if number is not None else 0
    else:
        number = doc[them.i - 2] if them.i - 2 >= sent.start and doc[them.i - 2].pos_ == "NUM" else None
        at = them.i + 1
    if number is None:
        return None
    noun = next((t for t in doc[at : min(at + 4, sent.end)] if t.lower_ in lexicon()[0]), None)
    quantity = _quantity(context, number.i, number.i + 1, number)
    if noun is None or quantity is None or any(t.text in {",", ";", "."} for t in doc[at : noun.i]):
        return None
    start, end = min(number.i, context.tokens(quantity.start, quantity.end)[0]), noun.i + 1
    return Counted(noun, start, end, quantity.low, quantity.high, quantity.approximate, ())
