"""
The triggers of a report, by two witnesses: the pipeline's model and the codebook's words.

The model hears context and compares mentions; the codebook is surer of what kind of happening a word names. A faint
model trigger needs the codebook's support, and a word that only the codebook knows counts where it is not hypothetical.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.nlp.lexical import arguments_of, lexical_triggers, may_name, type_by_weapon
from variorum.reading.shots import is_pit
from variorum.reading.tolls import find_tolls, is_removed
from variorum.reading.wordlists import words
from variorum_en.annotations import Argument, Trigger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

ALONE = 0.85
"""Score from which the model is believed without the codebook."""

SUPPORTED = 0.25
"""Score from which it is believed with it."""

HEARD = 0.4
"""Score from which it is believed about a word of open meaning, in a sense that the codebook lists."""

SURE = 0.9
"""Score from which the model's type counts before the codebook's."""

FIGURATIVE = words("figurative")
"""Modifiers of a word of violence that take the violence out of it."""

GENERAL = frozenset({"armed_attack", "killing", "other", "operation"})
"""Types that the codebook gives for want of a better one: a model that has a better one is heard."""


def find_triggers(doc: Doc) -> tuple[Trigger, ...]:
    """
    Give the triggers of a document in text order.

    `Trigger.same` of the result counts positions in the result.
    """
    lexical = tuple(t for t in lexical_triggers(doc) if not _is_figure(doc, t))
    at_token = {i: t for t in lexical for i in range(t.start, t.end)}
    kept: list[tuple[Trigger, int | None]] = []
    met: set[int] = set()
    for number, span in enumerate(doc._.triggers):
        trigger = _without_particle(doc, span)
        if _is_figure(doc, trigger):
            continue
        partner = next((at_token[i] for i in range(trigger.start, trigger.end) if i in at_token), None)
        if partner is None:
            if (trigger.score >= ALONE and _says_something(doc, trigger)) or _is_heard(doc, trigger):
                kept.append((_harm_is_actual(trigger), number))
            continue
        if partner.start in met:
            continue
        if trigger.score >= SUPPORTED:
            met.add(partner.start)
            kept.append((_merge(trigger, partner), number))
    unmet = [t for t in lexical if t.start not in met]
    named = {i for t in (*lexical, *(t for t, _ in kept)) for i in range(t.start, t.end)}
    kept += [(t, None) for t in _done_back(doc) if t.start not in named]
    kept += [(t, None) for t in unmet if t.type is not None or _of_nobody(doc, t)]
    kept += [(t, None) for t in _ones(doc, [t for t, _ in kept]) if t.start not in named]
    told = {i for trigger, _ in kept for i in range(trigger.start, trigger.end) if trigger.outcome is not None}
    tolls = tuple(find_tolls(doc))
    counted = {toll.start for toll in tolls if toll.start in told}
    kept = [(replace(t, actual=1.0), n) if not counted.isdisjoint(range(t.start, t.end)) else (t, n) for t, n in kept]
    kept += [(toll, None) for toll in tolls if toll.start not in told]
    removed = {toll.start for toll in tolls if is_removed(doc[toll.start])}
    kept = [(_as_removal(t), n) if not removed.isdisjoint(range(t.start, t.end)) else (t, n) for t, n in kept]
    kept.sort(key=lambda k: (k[0].start, k[0].end))
    place = {number: i for i, (_, number) in enumerate(kept) if number is not None}
    return tuple(
        replace(t, same=tuple((place[s], p) for s, p in t.same if s in place)) if number is not None else t
        for t, number in kept
    )


def _done_back(doc: Doc) -> Iterator[Trigger]:
    """Find what was done back with a weapon that alone names it: "they retaliated with barrel bombs"."""
    for i, word in enumerate(columns(doc).lowers):
        if word not in ANSWERED:
            continue
        verb = doc[i]
        if verb.pos_ != "VERB" or syntax.modal(verb) is not None or syntax.negation(verb) is not None:
            continue
        if word in STRUCK and not (i + 1 < len(doc) and doc[i + 1].lower_ == "back"):
            continue
        weapons = [t for p, t in syntax.phrases(verb) if p == "with" and t.i > i]
        if any(c.lower_ == "water" for t in weapons for c in t.children):
            continue
        kind = type_by_weapon(weapons)
        if kind is not None:
            at = weapons[0].i
            doers = [Argument(*syntax.base(t), role="initiator", score=SUPPORT) for t in syntax.agents(verb)[:1]]
            told = (*doers, Argument(at, at + 1, role="weapon", score=SUPPORT))
            yield Trigger(at, at + 1, type=kind, outcome=None, score=SUPPORT, actual=SUPPORT, arguments=told, same=())


def _ones(doc: Doc, told: list[Trigger]) -> Iterator[Trigger]:
    """Find what "one" stands for, with a time or an aim of its own: "several raids, including one on a bank"."""
    found: set[int] = set()
    for i in (i for i, word in enumerate(columns(doc).lowers) if word == "one"):
        one = doc[i]
        if one.pos_ not in {"NUM", "PRON"} or one.dep_ in {"nummod", "det", "compound"}:
            continue
        beside = list(syntax.phrases(one))
        if any(p == "of" for p, _ in beside) or not any(p in AIMED or t.ent_type_ == "TIME" for p, t in beside):
            continue
        if one.dep_ in syntax.SUBJECT and any(t.start <= one.head.i < t.end for t in told):
            # "One on Sunday hit a market" is told by its verb.
            continue
        start, _ = syntax.sentence(one)
        before = [t for t in told if t.type is not None and start <= t.start < i]
        nouns = [(doc[j], t) for t in before for j in range(t.start, min(t.end, i)) if doc[j].pos_ == "NOUN"]
        if not nouns:
            continue
        noun, first = max(nouns, key=lambda pair: pair[0].i)
        among = doc[i - 1].lower_ == "them" or syntax.preposition(one) == "including" or noun in one.ancestors
        besides = syntax.preposition(one) in BESIDE or one.head.lemma_.lower() in FOLLOW
        if besides or one.head.i in found or (among and noun.tag_ == "NNS"):
            found.add(i)
            arguments = tuple(arguments_of(one, first.type))
            yield Trigger(i, i + 1, first.type, None, score=SUPPORT, actual=SUPPORT, arguments=arguments, same=())


AIMED = frozenset({"on", "against"})
"""Prepositions of what violence is aimed at."""

BESIDE = frozenset({"after", "since", "before", "following", "like"})
"""Prepositions by which another happening of the kind is told."""

FOLLOW = frozenset({"follow", "precede", "recall", "echo", "resemble"})
"""Verbs that set one happening beside another."""

SUPPORT = 0.75
"""Score of what words alone tell."""

ANSWERED = words("answers")
"""Verbs of what was done back, with or by something."""

STRUCK = frozenset({"hit", "struck"})
"""Of these, those that answer only with "back"."""


def _is_figure(doc: Doc, trigger: Trigger) -> bool:
    """Tell whether a word of violence is said of words or of illness ("a verbal attack", "a heart attack")."""
    head = syntax.root(doc, trigger.start, trigger.end)
    head = head.head if head.pos_ == "DET" else head
    figure = any(child.lower_ in FIGURATIVE for child in head.children if child.i < head.i)
    return (head.pos_ == "NOUN" and figure) or is_pit(head)


def _of_nobody(doc: Doc, trigger: Trigger) -> bool:
    """Tell whether a word of harm is said of nobody, in which the model hears no happening."""
    return trigger.outcome is not None and syntax.counts_none(syntax.root(doc, trigger.start, trigger.end))


def _is_heard(doc: Doc, trigger: Trigger) -> bool:
    if trigger.score < HEARD or trigger.type is None:
        return False
    return may_name(syntax.root(doc, trigger.start, trigger.end), trigger.type)


def _without_particle(doc: Doc, trigger: Trigger) -> Trigger:
    """Leave out the particle of a verb that stands before a trigger: "out a strike", of "carried out a strike"."""
    if trigger.end - trigger.start == 1 or doc[trigger.start].dep_ != "compound:prt":
        return trigger
    rest = range(trigger.start + 1, trigger.end)
    start = next((i for i in rest if doc[i].dep_ != "det"), trigger.start)
    return replace(trigger, start=start)


def _says_something(doc: Doc, trigger: Trigger) -> bool:
    """Tell whether a trigger has a word of substance, and is not a piece of one ("out", "-in")."""
    return any(
        doc[i].pos_ in {"NOUN", "PROPN", "VERB", "ADJ"} and doc[i].is_alpha for i in range(trigger.start, trigger.end)
    )


def _merge(model: Trigger, codebook: Trigger) -> Trigger:
    kind = codebook.type
    if model.type is not None and (kind is None or model.score >= (ALONE if kind in GENERAL else SURE)):
        kind = model.type
    outcome = codebook.outcome or model.outcome
    if model.type is None and model.outcome is not None and codebook.outcome is not None:
        # The model takes the word for harm done in another happening, not for the naming of one.
        kind = None
    actual = model.actual if model.type is not None else codebook.actual
    return replace(model, type=kind, outcome=outcome, score=max(model.score, codebook.score), actual=actual)


def _as_removal(trigger: Trigger) -> Trigger:
    """Take who was put out of action for killed, and nothing for destroyed by it."""
    kind = "killing" if trigger.type == "destruction" else trigger.type
    return replace(trigger, type=kind, outcome="killed", score=max(trigger.score, ALONE))


def _harm_is_actual(trigger: Trigger) -> Trigger:
    """Take a word that only tells harm as real: the model learns of words that name happenings alone if they are."""
    return trigger if trigger.type is not None else replace(trigger, actual=1.0)
