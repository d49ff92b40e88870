"""
Whom a word of harm befell: those whom the model hears and those whom the grammar gives, counted.

Who says so, whose a thing is, and who was told of before are not among them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from variorum.codebook.cues import cues
from variorum.codebook.forms import all_forms
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.bystanders import is_companion
from variorum.reading.context import Context
from variorum.reading.figures import is_counted, is_people
from variorum.reading.happenings import Mention
from variorum.reading.measures import lexicon as lexicon_of_counts
from variorum.reading.people import (
    GROUPS,
    PEOPLE,
    THINGS,
    Counted,
    count,
    group_of,
    is_of_later,
    is_site,
    is_told_apart,
    parts,
)
from variorum.reading.sides import by_argument
from variorum.reading.tolls import is_lethal, is_lost, is_put, is_spared, read_toll
from variorum.reading.wounds import bearers

if TYPE_CHECKING:
    from spacy.tokens import Token

DIES = all_forms(("die", "perish", "drown", "succumb"))
"""Verbs in the active voice whose subject is dead."""

BEFALLS = DIES | all_forms(("suffer", "sustain", "receive"))
"""Verbs in the active voice whose subject is harmed."""

FLEES = all_forms(("flee",))
"""Verbs whose subject is driven out."""

HAS = all_forms(("have",))
"""Verbs of who has the wounds that are told with them as one word of harm ("sixty had shrapnel wounds")."""

CERTAIN = 0.7
"""Score from which the model is believed that a noun which no list knows is for people ("killed two diners")."""


def victims_of(context: Context, mention: Mention, rivals: Sequence[Mention] = ()) -> Iterator[Counted]:
    """Count whom a harm word befell: those that the model gives it, and those that the grammar does."""
    told = [r.head.i for r in rivals if r.trigger.outcome is not None]
    state = is_state(mention.head)
    own = syntax.patients(mention.head) if mention.head.pos_ == "VERB" and not state else []
    suffered = own or [t for t in mention.head.children if t.dep_ in syntax.SUBJECT]
    arguments = list(by_argument(mention, "victim"))
    by_parse = by_syntax(mention.head) or _shared(mention)
    by_parse = [*by_parse, *_by_place(mention.head, by_parse)]
    people = frozenset(t.i for t, score in arguments if score >= CERTAIN) & frozenset(t.i for t in by_parse)
    if any(is_put(t) for t in by_parse):
        # "Killed eight children; a clinic put the number of dead at 13": of these it counts others.
        counted = {t.i for rival in rivals for t in by_syntax(rival.head)}
        arguments = [(t, score) for t, score in arguments if t in by_parse or t.i not in counted]
    taken = by_parse if _is_told_of(mention.head) else own
    mine = (t for t, _ in arguments if not _is_another(mention, t, taken) and not _is_part(t, suffered))
    heard = _counted(context, mention, mine, people)
    parsed = _counted(context, mention, [t for t in by_parse if not _is_part(t, suffered)], people)
    lists = [(c.start, c.end) for c in parsed if len(c.names) > 1]
    heard = [c for c in heard if not any(start <= c.start and c.end <= end for start, end in lists)]
    known = {counted.head.i for counted in heard}
    for whole in [*heard, *(c for c in parsed if c.head.i not in known)]:
        yield whole
        for part in parts(context, whole, told, mention.head.i):
            yield dataclasses.replace(part, part=True)


def _by_place(head: Token, victims: Sequence[Token]) -> list[Token]:
    """
    Find those who are counted at further places: "killed six people in Arbin, three in Tarvel and one in Nod".

    The parse hangs them on the place before them, or on the verb.
    """
    if head.pos_ != "VERB" or not victims:
        return []
    found: list[Token] = []
    above = [head, *(t for word in (head, *victims) for link, t in syntax.phrases(word) if link in THERE)]
    for word in islice(above, MOST):  # it grows
        for child in word.children:
            if child.dep_ not in {"conj", "appos"} or child.ent_type_ == "TIME" or child in victims or child in found:
                continue
            number = child.tag_ == "CD" or any(c.dep_ == "nummod" for c in child.children)
            places = [t for link, t in syntax.phrases(child) if link in THERE and t.ent_type_ != "TIME"]
            places = places or _place_behind(child)
            if number and places and not any(t.i < child.i for t in places):
                found.append(child)
                above += places
    return found


def _place_behind(word: Token) -> list[Token]:
    """Give the name of a place right behind a word, wherever the parse hangs it."""
    behind = word.doc[word.i + 1 : word.i + 3]
    return [behind[1]] if len(behind) == 2 and behind[0].lower_ in THERE and behind[1].ent_type_ == "LOC" else []


THERE = frozenset({"in", "at", "near"})
"""Prepositions of where people are counted."""

MOST = 12
"""Places in a sentence at which they are: it bounds the cost."""


def _shared(mention: Mention) -> list[Token]:
    """Find whom several verbs that name one deed share: "shot and killed the governor"."""
    joined = syntax.conjuncts(mention.head)[1:] if mention.head.pos_ == "VERB" else []
    return [t for verb in joined if verb.i < mention.trigger.end for t in syntax.patients(verb)]


def _is_part(victim: Token, own: Sequence[Token]) -> bool:
    """
    Tell some of those told before, or of those whom another verb tells.

    In "12 were killed, including two nurses, and 30 hurt" no nurse is hurt; in "12 were killed and 30, including two
    nurses, hurt" none is dead.
    """
    if not own or not is_told_apart(victim):
        return False
    behind = any(t.i > victim.i and (victim not in own or not is_told_apart(t)) for t in own)
    return behind or is_of_later(victim, own[-1])


def _is_another(mention: Mention, victim: Token, own: Sequence[Token]) -> bool:
    """
    Tell whether by the grammar somebody whom the model takes for a victim is none of this word's.

    That is who does it, whose a thing is, and the object of another verb where this one has its *own*.
    """
    head = mention.head
    top = syntax.first_conjunct(victim)
    if head.dep_ == "amod" and head.tag_ == "VBN" and head.i < head.head.i and is_people(head.head):
        # "Killed five bandits and freed 14 kidnapped villagers": it says no more than of the noun behind it.
        return head.head not in {victim, victim.head, top}
    if syntax.preposition(top) == "by" and top.head != head:
        return True
    if head.lower_ in FLEES and head.pos_ == "VERB" and victim.i > head.i:
        # Who "fled, abandoning nine hostages" is displaced, not who was left behind.
        return True
    # Who "spoke of eight dead" does not suffer what the verb governs.
    governed = head.dep_ in syntax.OBJECT | syntax.OBLIQUE
    acts = top.dep_ == "nsubj" and top.head != head and (governed or top.head != head.head)
    acts = acts and not syntax.is_passive(top.head)
    if acts and cues().verb(top.head.lower_) is not None:
        # Who says so is none of those harmed.
        return True
    if acts and head.pos_ == "NOUN" and top.head != head.head and top.head.lower_ not in BEFALLS | HAS:
        # "Eleven bodies were found and eight people escaped": these are alive.
        return True
    if victim.head != head and is_put(victim):
        # In "raised its toll from 20 to 22, with 50 wounded" the first two are no wounded.
        return True
    if victim.dep_ in {"nmod:poss", "poss"} and victim.head != head:
        return True
    suffers = head.lower_ in BEFALLS | HAS or is_lost(head)
    if own and not suffers and head.head in (victim, top) and _does(head):
        # "Rebels, who captured it": the rebels did it.
        return True
    if own and _is_told_of(head):
        first = top.left_edge.i
        if first > head.i and ":" in columns(head.doc).texts[first - 1 : first + 1]:
            # "Counted 16 dead: eight farmers and eight guards".
            return False
        return not {victim, top} & set(own) and top.dep_ in syntax.OBJECT | syntax.SUBJECT and top.head.pos_ == "VERB"
    if head.pos_ != "VERB" or victim in own or suffers or head.head in (victim, top):
        return False
    if any(t.tag_ in {"WP", "WDT", "PRP"} and t.lower_ != "him" for t in own) and victim.i < head.i:
        # Whom "who" or "they" stands for was told before.
        return False
    if top.dep_ == "nsubj" and top.head == head and not syntax.is_passive(head) and own:
        return True
    return bool(own) and top.dep_ in syntax.OBJECT | syntax.SUBJECT and top.head.pos_ == "VERB" and top.head != head


def _does(verb: Token) -> bool:
    """Tell whether who a relative clause is about does what its verb says ("rebels who captured a town")."""
    return (
        verb.dep_ == "acl:relcl"
        and not syntax.is_passive(verb)
        and any(t.tag_ in {"WP", "WDT"} for t in syntax.subjects(verb))
    )


def _counted(
    context: Context, mention: Mention, tokens: Iterable[Token], people: frozenset[int] = frozenset()
) -> list[Counted]:
    heads = {noun.i: noun for t in tokens for noun in (_numbered_by(t) or [t])}
    found: list[Counted] = []
    for _, token in sorted(heads.items()):
        counted = count(context, token, people=token is mention.head or is_put(token)) or _unharmed(mention, token)
        if counted is None and token.i in people and _may_be_people(token):
            counted = count(context, token, people=True) or _the_one(mention, token)
        if counted is None or _is_of_things(token) or _is_aside(mention, token):
            continue
        if found and _says_who(found[-1], counted):
            continue
        if (first := _first_of_two(context, counted)) is not None:
            found.append(first)
            counted = dataclasses.replace(counted, start=first.end + 1)
        if found and found[-1].end >= counted.start and counted.names:
            # A title and the name after it that the parse tore apart are one person; those whom a title in the plural
            # brings in are as many as are named ("Constables A and B").
            last, named = found[-1], len(counted.names)
            if last.bare:
                last = dataclasses.replace(last, low=named, high=named, bare=False)
            found[-1] = dataclasses.replace(last, end=counted.end, names=counted.names)
        elif found and _goes_on(found[-1], counted):
            # "A, B and C were killed" is one count, of three who are named.
            last, names = found[-1], (*found[-1].names, *counted.names)
            found[-1] = dataclasses.replace(last, end=counted.end, low=len(names), high=len(names), names=names)
        else:
            found.append(counted)
    return found


def _may_be_people(noun: Token) -> bool:
    """Tell a noun that no list knows, which may be for people, from things, beasts and "a string of commanders"."""
    if is_site(noun) or noun.ent_type_ in THINGS or noun.lower_ in BEASTS or noun.lower_ in lexicon_of_counts().plurals:
        return False
    several = any(word == "of" and t.tag_ == "NNS" and is_people(t) for word, t in syntax.phrases(noun))
    return (noun.pos_ in {"NOUN", "PROPN"} and not several) or noun.lower_ == "another"


def _the_one(mention: Mention, noun: Token) -> Counted | None:
    """Count one whom no list knows and of whom it is told as known ("the drug lord was shot dead")."""
    if mention.trigger.outcome not in {"killed", "injured"} or noun.tag_ != "NN":
        return None
    if not any(c.lower_ == "the" or c.dep_ in {"nmod:poss", "poss"} for c in noun.children):
        return None
    start, end = syntax.base(noun)
    return Counted(noun, start, end, 1, 1, False, ())


def _is_aside(mention: Mention, people: Token) -> bool:
    """
    Tell words that count nobody anew.

    The family that others were of, those told of before ("the injured man", "one of the injured men"), and shares
    without a number ("many of them", "many of the dead").
    """
    if people.lower_ == "family" and syntax.preposition(people) in {"of", "from"}:
        return True
    shares = people.lower_ in VAGUE
    if shares and any(t.lower_ in {"them", "whom"} or t == mention.head for _, t in syntax.phrases(people)):
        return True
    if mention.head.dep_ != "amod":
        return False
    noun = mention.head.head
    # "28 of the abducted children had escaped", "the injured man".
    share = any(word == "of" and t == noun for word, t in syntax.phrases(people))
    share = share or (noun == people and noun.dep_ == "nmod" and noun.head.pos_ == "NUM")
    told = share or (noun == people and people.tag_ == "NN")
    return told and any(c.dep_ == "det" and c.lower_ in {"the", "this", "that", "those"} for c in noun.children)


def _numbered_by(noun: Token) -> list[Token]:
    """Give the people whose number a noun tells ("a couple of nurses", "a score of fishermen", "a family of five")."""
    if noun.lower_ not in NUMBERS | GROUPS:
        return []
    told = [t for word, t in syntax.phrases(noun) if word == "of" and t.pos_ in {"NOUN", "PROPN", "NUM"}]
    if noun.lower_ in NUMBERS:
        return told
    return [t for t in told if t.pos_ == "NUM" or any(c.dep_ == "nummod" for c in t.children)]


VAGUE = frozenset({"many", "most", "some"})
"""Words for shares of which no number is told."""

BEASTS = frozenset(
    "animal animals bird birds bull bulls camel camels cow cows dog dogs donkey donkeys goat goats horse horses mule "
    "mules ox oxen sheep".split()
)
"""What is killed and counted, but no person."""

NUMBERS = frozenset({"couple", "score", "pair", "handful", "number", "total"})
"""Nouns that tell how many those are who are named behind them."""


def _unharmed(mention: Mention, people: Token) -> Counted | None:
    """Count none of the people told of before who came off unharmed ("the officers were not injured")."""
    head = mention.head
    if people.tag_ not in {"NNS", "NNPS"} or not is_people(people):
        return None
    if not is_spared(head) and (head.pos_ not in {"VERB", "ADJ"} or syntax.negation(head) is None):
        return None
    start, end = syntax.base(people)
    return Counted(people, start, end, 0, 0, False, ())


def _first_of_two(context: Context, counted: Counted) -> Counted | None:
    """Count the first of two kinds of people that share a noun ("two Kenyan and three Somali soldiers")."""
    doc = counted.head.doc
    joined = next((i for i in range(counted.start + 2, counted.head.i - 1) if doc[i].lower_ == "and"), None)
    if joined is None or doc[joined + 1].pos_ != "NUM" or doc[joined - 1].pos_ not in {"ADJ", "PROPN"}:
        return None
    numbers = context.quantities_in(doc[counted.start].idx, doc[joined].idx)
    number = next((q for q in numbers if q.kind == "count" and not q.article), None)
    if number is None:
        return None
    return Counted(counted.head, counted.start, joined, number.low, number.high, number.approximate, ())


def _is_of_things(number: Token) -> bool:
    """Tell a number of things: "one of the bullets"."""
    if number.pos_ != "NUM":
        return False
    of = [t for word, t in syntax.phrases(number) if word == "of"]
    return any(lexicon_of_counts().plurals.get(t.lower_, ("", ""))[0] in {"objects", "events"} for t in of)


def _goes_on(last: Counted, named: Counted) -> bool:
    """Tell whether a named person goes on with an enumeration of named people of one group."""
    if not (last.names and named.names and last.low == len(last.names) and named.low == len(named.names)):
        return False
    between = last.head.doc[last.end : named.start]
    listed = len(between) > 0 and all(t.lower_ in {",", ";", "and", "&"} or _is_beside_name(t) for t in between)
    group = group_of(named.head)[0]
    shared = group == "unknown" and last.head.tag_ == "NNS"
    return listed and (shared or group_of(last.head)[0] == group)


def _says_who(named: Counted, next_one: Counted) -> bool:
    """
    Tell words behind a name that say who it is from the next of a list, whatever the parse makes of them.

    "Jane Doe, 40, a teacher, and two boys were killed": who is brought in by "and" is another.
    """
    doc = named.head.doc
    between = doc[named.end : next_one.start]
    if not named.names or next_one.names or doc[next_one.start].lower_ not in {"a", "an"} or len(between) == 0:
        return False
    if any(t.text != "," and t.pos_ != "NUM" for t in between):
        return False
    behind = doc[next_one.end : next_one.end + _BEHIND]
    stop = next((t for t in behind if t.text in {",", ";", "."} or t.lower_ in {"and", "or"}), None)
    return stop is not None and stop.is_punct


_BEHIND = 8
"""Words behind a noun among which what is said of it ends."""


def _is_beside_name(token: Token) -> bool:
    """Tell whether a word is of an age, or of who somebody is, behind the name ("A, 26, and B, a farmer")."""
    while token.dep_ not in {"conj", "root", "cc"} and token.ent_type_ != "PER" and token.pos_ != "VERB":
        token = token.head
    return token.ent_type_ == "PER"


VICTIMS = frozenset({"victim", "victims"})
"""Nouns for the dead, where any are told of."""

MASS = frozenset({"massacres", "slaughters", "bloodbaths", "atrocities", "pogroms"})
"""Nouns for harm to many, whose number is not that of the harmed ("two massacres")."""


def by_syntax(head: Token) -> list[Token]:
    """Find who a harm word befalls by the parse alone, and with whom."""
    found = _by_syntax(head)
    if not found or head.pos_ != "VERB":
        return found
    with_them = [c for c in head.children if c.dep_.startswith("obl") and c.i > head.i and is_companion(c)]
    return [*found, *(t for c in with_them for t in syntax.conjuncts(c))]


def _is_told_of(word: Token) -> bool:
    """Tell a predicate of whoever is its subject: that they died, or are dead or missing."""
    if is_state(word):
        return word.dep_ != "amod"
    return word.pos_ == "VERB" and (word.lower_ in DIES or is_lethal(word))


def is_state(word: Token) -> bool:
    """Tell a word for how people are, "dead" or "missing", which the parse may take for a verb, from what was done."""
    return word.pos_ == "ADJ" or word.lower_ == "missing"


def _by_syntax(head: Token) -> list[Token]:
    if head.dep_ in syntax.OBJECT and is_lethal(head.head):
        # The lives that they laid down.
        return syntax.subjects(head.head)
    toll = read_toll(head)
    if toll is not None:
        return list(toll.counted)
    if head.dep_ == "amod" and head.i < head.head.i and head.head.pos_ == "NOUN":
        return [head.head]
    state = is_state(head)
    if head.pos_ in {"VERB", "AUX"} and not state:
        if head.lower_ in DIES or is_lethal(head):
            return syntax.subjects(head)
        if head.lower_ in BEFALLS | HAS and not any(is_counted(t) for t in syntax.patients(head)):
            # "Thirty others sustained injuries".
            return syntax.subjects(head)
        # "Spoke of 35 killed".
        return syntax.patients(head) or [head for c in head.children if c.dep_ == "nummod"][:1]
    if state:
        itself = any(c.dep_ == "nummod" for c in head.children)
        # "With 16 hurt, among them a boy": the boy is no subject.
        left = [c for c in head.children if c.dep_ in syntax.SUBJECT and (c.i < head.i or not itself)]
        if left:
            return [t for s in left for t in syntax.conjuncts(s)]
        if head.dep_ == "amod" and head.head.pos_ in {"VERB", "NOUN"}:
            return [head.head]
        if head.dep_ == "xcomp" and head.head.pos_ in {"VERB", "NOUN"} and (left := syntax.patients(head.head)):
            return left
        # "46 people were killed and 129 hurt": the word for the harm stands for those whom it befell.
        return [head] if itself else []
    counted = [c for c in head.children if c.dep_ == "nummod"]
    of = [t for word, t in syntax.phrases(head) if word in {"of", "to", "among", "against"}]
    if head.lower_ in VICTIMS:
        # What they are the victims of is nobody.
        of = []
    owners = [c for c in head.children if c.dep_ in {"nmod:poss", "poss"}]
    told = (counted and head.lower_ not in MASS) or head.lower_ in PEOPLE or syntax.counts_none(head)
    return of or owners or bearers(head) or ([head] if told else [])
