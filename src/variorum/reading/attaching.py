"""Which happening each word of harm tells of."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.reading.actuality import GATHERINGS
from variorum.reading.connectives import answered_in
from variorum.reading.context import Context
from variorum.reading.finds import is_find
from variorum.reading.happenings import BY_OUTCOME, OF_PERSONS, Happening, Mention, compatible, other_days
from variorum.reading.harms import CUSTODY, find_harms
from variorum.reading.parties import AGAINST_PEOPLE
from variorum.reading.places import lie_apart
from variorum.reading.tolls import is_removed, read_toll
from variorum.reading.voices import Voices
from variorum.reading.where import phrase_places
from variorum.reading.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

LEAST = 0.35
"""What a happening must come to at least, for words of harm to be taken for its own."""

LEAST_SCORE = 0.4
"""The least score of the best of several triggers of an incident."""


def _last_before(happening: Happening, word: Mention) -> int:
    return max(m.trigger.start for m in happening.parts if m.trigger.start < word.trigger.start)


def attach(context: Context, happenings: list[Happening], harm_words: list[Mention], voices: Voices) -> None:
    """
    Give each harm word to the happening that it most likely tells of: the model's word, then nearness.

    A word that tells harm to counted people and fits no happening names one itself.
    """
    at_token = {i: h for h in happenings for m in h.parts for i in range(m.trigger.start, m.trigger.end)}
    at_sentence: dict[int, list[Happening]] = {}
    of_person: dict[str, list[Happening]] = {}

    def place(happening: Happening, mention: Mention) -> None:
        here = at_sentence.setdefault(mention.sentence, [])
        if happening not in here:
            here.append(happening)
        for i in range(mention.trigger.start, mention.trigger.end):
            at_token.setdefault(i, happening)
        for person in sorted(mention.persons):
            of_person.setdefault(person, []).append(happening)

    for happening in happenings:
        for mention in happening.mentions:
            place(happening, mention)
    first = min((m.sentence for h in happenings if h.type in AGAINST_PEOPLE for m in h.mentions), default=0)
    for word in harm_words:
        harmless = PEACEFUL | {"arrest"} if _is_charge(word) else PEACEFUL
        best = _host(word.head, at_token)
        if best is not None and best.type not in harmless and not _is_answered(best, word):
            best.harm_words.append(word)
            place(best, word)
            continue
        best, score = None, LEAST
        find = bool(word.located) and is_find(word.head)
        # "It struck two weeks after gunmen killed 26": these were not killed in what the clause hangs on.
        over = {t.i for t in islice(syntax.ancestors(word.head), ABOVE)} if _is_of_another_time(word.head) else set()
        persons = word.persons
        around = range(word.sentence - NEAR, word.sentence + NEAR + 1)
        near = [h for n in around for h in at_sentence.get(n, ())]
        theirs = [h for person in sorted(persons) for h in of_person.get(person, ())]
        for happening in {id(h): h for h in [*near, *theirs]}.values():
            kind = happening.type
            if kind in harmless or _is_answered(happening, word) or _was_struck(happening, word):
                continue
            if _is_beside(context, happening, word) or (find and (word.turns or _was_elsewhere(happening, word))):
                continue
            parts = happening.parts
            if over and any(m.head.i in over for m in parts):
                continue
            others = frozenset().union(*(p.persons for p in parts)) if persons else frozenset()
            if others and not others & persons and kind in OF_PERSONS:
                continue
            value = max((v for m in parts if (v := word.likeness(m)) is not None), default=0.0)
            distance = min(abs(m.sentence - word.sentence) for m in parts)
            value -= FURTHER * min(distance, 6)
            if first <= word.sentence < parts[0].sentence:
                # What the report has yet to come to: harm is told of what was told, but for a lead.
                value -= AHEAD
            if word.turns and parts[0].index < word.index:
                value -= TURN
            if _is_elsewhere(happening, word):
                value -= ELSEWHERE
            elif _is_apart(happening, word):
                value -= APART
            if others & persons and compatible(BY_OUTCOME[word.trigger.outcome or "killed"], kind):
                value += ONE_PERSON
            if value > score:
                best, score = happening, value
        if best is None:
            here = at_sentence.get(word.sentence, ())
            near = [h for h in here if h.mentions and h.type not in harmless and not _was_struck(h, word)]
            apart = len(near) != 1 or _is_answered(near[0], word) or _is_elsewhere(near[0], word)
            apart = apart or _is_beside(context, near[0], word)
            above = syntax.first_conjunct(word.head).head
            then = _is_of_another_time(word.head) or (word.head.tag_ == "VBG" and _is_of_another_time(above))
            best = None if apart or then else near[0]
        voice = voices.at(word.head.i)
        if best is None and voice is not None and voice.stance == "denies":
            # A denial answers what the report has told most of.
            violent = [h for h in happenings if h.mentions and h.type in AGAINST_PEOPLE | {"clash"}]
            before = [h for h in violent if h.parts[0].trigger.start < word.trigger.start]
            best = max(before or violent, key=lambda h: len(h.mentions), default=None)
        if best is None:
            before = [h for h in happenings if h.parts[0].trigger.start < word.trigger.start]
            # Nobody need be hurt by what burns a house, or where two sides fight.
            nobody = syntax.counts_none(word.head)
            told = [h for h in before if h.type in AGAINST_PEOPLE | {"clash"} or (nobody and h.type not in PEACEFUL)]
            if nobody or (read_toll(word.head) is not None and not is_removed(word.head)):
                # A toll, and harm to nobody, is told of what was told last, and names nothing by itself.
                told = [h for h in told if not _is_answered(h, word)]
                if find:
                    told = [h for h in told if not (word.turns or _was_elsewhere(h, word))]
                best = max(told, key=lambda h: _last_before(h, word), default=None)
                if best is None and not find and not word.apart:
                    continue
            elif _is_only_suffered(word) and not all(_is_another(h, word) for h in told):
                # "On the other side 25 civilians have died": a sum over what was told and more, of no happening.
                continue
        if best is None and word.trigger.score >= LEAST_SCORE and any(find_harms(context, word, Voices(()), "killed")):
            best = Happening()
            happenings.append(best)
        if best is not None:
            best.harm_words.append(word)
            place(best, word)


ABOVE = 8
"""Words above a clause of time among which is what it hangs on."""

NEAR = 8
"""Sentences around a harm word in which its happening is sought: about a chunk, within which mentions are compared."""

FURTHER = 0.12
"""Taken away for each sentence, up to six, between the words of harm and what is told of the happening."""

AHEAD = 0.2
"""Taken away where the report tells of the happening only in a later sentence, and of another before."""

PEACEFUL = frozenset({"talks", "agreement", "closure"})
"""Types of happening that harm nobody: harm told beside one is another's."""

TURN = 0.5
"""Taken away where the words of harm go over to another happening."""

ELSEWHERE = 0.5
"""Taken away where the words of harm tell of another country or of other days."""

APART = 0.35
"""Taken away where they name another place, another side, or another time that may be the same."""

ONE_PERSON = 0.6
"""Added where a harm word and a happening name one person: nobody is killed twice, and few are hurt twice."""


def _host(head: Token, at_token: dict[int, Happening]) -> Happening | None:
    """Find the happening that a harm word hangs on by grammar: "the raid killed", "killed in the raid"."""
    around = [
        *syntax.subjects(head),
        *(t for word, t in syntax.phrases(head) if word in {"in", "by", "during", "from", "after"}),
    ]
    for token in around:
        if token.i in at_token and token.i != head.i:
            return at_token[token.i]
    if head.tag_ == "VBG":
        # "A was raided and B bombed, killing three": a participle follows what it is the outcome of, and not what that
        # came after ("bombed in reply to a raid, killing three").
        above = syntax.first_conjunct(head).head
        first = above.left_edge.i if _is_of_another_time(above) else syntax.sentence(head)[0]
        told = [
            i
            for i in range(head.i - 1, first - 1, -1)
            if i in at_token and at_token[i].mentions and not _is_struck(head, i, at_token[i].type)
        ]
        before = answered_in(head.doc)
        if told:
            return at_token[next((i for i in told if i not in before or i == head.head.i), told[0])]
    current = head
    for _ in range(4):
        if _is_of_another_time(current):
            return None
        if syntax.is_clause_beside(current):
            # "Gunmen killed nine, and a mine killed four": what has a doer of its own hangs on nothing.
            return None
        if current.dep_ not in {
            "acl",
            "acl:relcl",
            "advcl",
            "conj",
            "xcomp",
            "appos",
            "nmod",
            "nsubj",
            "nsubj:pass",
            "obj",
        }:
            return None
        current = current.head
        if current.i in at_token:
            return at_token[current.i]
    return None


def _is_struck(head: Token, gathering: int, kind: str) -> bool:
    """
    Tell a gathering that something else struck, of which a participle tells the outcome.

    "A bomb went off at a rally, killing two", "drove a van into a march, killing two".
    """
    above = syntax.first_conjunct(head).head
    if kind not in GATHERINGS or above.pos_ != "VERB":
        return False
    return any(word in STRUCK and t.i == gathering for word, t in syntax.phrases(above))


def _was_struck(happening: Happening, word: Mention) -> bool:
    """Tell whether a happening is a gathering that was struck by what harm came of."""
    return word.head.tag_ == "VBG" and any(_is_struck(word.head, m.head.i, happening.type) for m in happening.mentions)


STRUCK = frozenset({"at", "into", "on", "upon", "in", "near", "outside", "through", "against", "during"})
"""Prepositions before a gathering that was struck."""


def _is_of_another_time(clause: Token) -> bool:
    """
    Tell a clause that only says what came before or after: what it tells is not what it hangs on.

    "The deadliest raid since May, when a bomb killed nine", "it struck hours after rockets killed two".
    """
    if clause.pos_ not in {"VERB", "AUX"} or clause.dep_ not in {"advcl", "acl:relcl"}:
        return False
    for child in clause.children:
        if child.lower_ == "when" and child.dep_ == "advmod":
            time = next((t for t in reversed(child.doc[clause.sent.start : child.i]) if not t.is_punct), None)
            return (
                time is not None
                and time.ent_type_ == "TIME"
                and any(syntax.preposition(t) in BEYOND for t in (time, time.head))
            )
    own = any(child.dep_ in syntax.SUBJECT for child in clause.children)
    return own and any(child.dep_ == "mark" and child.lower_ in BEYOND for child in clause.children)


BEYOND = frozenset({"after", "before", "since", "until"})
"""Words that put one time, or one happening, before or after another."""


def _is_answered(happening: Happening, word: Mention) -> bool:
    """Tell whether harm is said to have been answered by a happening, or to answer it: it is of another."""
    return bool(word.apart) and any(m.index in word.apart for m in happening.parts)


def _is_elsewhere(happening: Happening, word: Mention) -> bool:
    """Tell whether a word of harm tells of another country or of other days than a happening."""
    countries = frozenset().union(*(m.countries for m in happening.mentions))
    apart = bool(countries and word.countries and not countries & word.countries)
    return apart or any(other_days(m, word) for m in happening.mentions)


def _is_beside(context: Context, happening: Happening, word: Mention) -> bool:
    """
    Tell harm that a clause of its own puts at another place than what its sentence tells of a happening.

    "A guard was killed in a riot in Arbin, and an agent was killed in Maru".
    """
    clause = word.head
    if clause.dep_ == "conj" and not syntax.is_clause_beside(clause):
        clause = syntax.first_conjunct(clause)
    told = [m for m in happening.parts if m.sentence == word.sentence]
    if not told or not any(
        map(syntax.is_clause_beside, (clause, *(m.head for m in told), *(syntax.clause_of(m.head) for m in told)))
    ):
        return False
    if any(syntax.clause_of(m.head).i == clause.i for m in told):
        return False
    here = [p for token in (word.head, *syntax.agents(word.head)) for p in phrase_places(context, token)]
    there = [p for m in told for p in m.located]
    return all(p.place.level in TOLD_APART for p in (*here, *there)) and lie_apart(here, there)


TOLD_APART = frozenset({"settlement", "district", "province"})
"""Kinds of places that tell one happening from another."""


def _was_elsewhere(happening: Happening, word: Mention) -> bool:
    return lie_apart([p for m in happening.parts for p in m.located], word.located)


def _is_apart(happening: Happening, word: Mention) -> bool:
    """Tell whether a word of harm names places, sides or times, none of which are a happening's."""
    if _was_elsewhere(happening, word):
        return True
    sides = frozenset().union(*(m.sides for m in happening.parts))
    if sides and word.sides and not sides & word.sides:
        return True
    times = [t for m in happening.parts for t in m.times]
    return bool(times and word.times) and not any(a & b for a in times for b in word.times)


def _is_another(happening: Happening, word: Mention) -> bool:
    """Tell whether a word of harm cannot be counting in what a happening did."""
    return _is_answered(happening, word) or _is_elsewhere(happening, word) or _is_apart(happening, word)


def _is_only_suffered(word: Mention) -> bool:
    """Tell harm that says how people are, not what was done to them, nor where: "25 have died", "1,300 dead"."""
    return not word.located and not word.persons and word.head.lower_ in SUFFERED


SUFFERED = words("suffered")
"""Words of being dead, hurt or gone, in every form, which leave open what was done."""


def _is_charge(word: Mention) -> bool:
    """Tell whether a word of harm says what somebody was arrested for ("charged with killing a guard")."""
    return word.trigger.outcome not in CUSTODY and any(
        c.lower_ in {"with", "of", "for", "over"} and c.dep_ in {"case", "mark"} for c in word.head.children
    )
