"""What the grammar says of whether a word names something that took place, whatever the model hears."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from variorum.codebook.forms import all_forms
from variorum.nlp import syntax
from variorum.reading.connectives import answered_in
from variorum.reading.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from variorum_en.annotations import Trigger

GATHERINGS = frozenset({"protest", "talks"})
"""Types of happenings that are announced before they are held."""

HOLDING = frozenset({"arrest", "abduction"})
"""Types of happenings after which people are kept."""


def is_ruled_out(trigger: Trigger, head: Token) -> bool:
    """Tell a plan, a course of conduct or a charge from a happening."""
    if trigger.type in GATHERINGS and _is_ahead(head):
        return True
    if head.pos_ == "VERB":
        if trigger.type in GATHERINGS:
            return _is_vowed(head) or _is_scene(head) or _is_saying(head)
        if trigger.type in HOLDING:
            return _is_state(head) or _is_brought_to_care(head)
        if trigger.type == "clash":
            return _is_against_ills(trigger, head)
        if trigger.type == "territory_change":
            return _is_aimed_at(head) or _is_find(head)
        if head.lower_ in COMING:
            return _is_criticised(head)
        return trigger.type == "destruction" and _is_symbolic(head)
    if head.pos_ not in {"NOUN", "PROPN"}:
        return False
    before = [c.lower_ for c in head.children if c.i < head.i]
    if not PLANNED.isdisjoint(before):
        return True
    if trigger.type in GATHERINGS and _is_announced(head):
        return True
    if trigger.type == "territory_change" and _is_find(head):
        return True
    if _is_demanded(head) or _is_blaze(head) or _is_of_title(head) or _is_rule(head) or _is_counted_off(head):
        return True
    if _is_conduct(head) or _is_trend(head) or _is_wanted(head) or _is_charge(head) or _is_repeated(head, before):
        return True
    return _is_label(head) or _is_of_ideas(head) or _is_manner(head) or _is_feigned(head) or is_paid_for(head)


def is_declared(head: Token) -> bool:
    """Tell a truce that was declared or took effect: "they announced a ceasefire", "a truce came into force"."""
    if head.lower_ not in TRUCES:
        return False
    if any(c.tag_ == "VBN" and c.dep_.startswith("acl") and c.lower_ in DECLARED for c in head.children):
        return True
    verb = head.head
    if verb.tag_ not in {"VBD", "VBN"} or syntax.modal(verb) is not None or syntax.negation(verb) is not None:
        return False
    if any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether", "until"} for c in verb.children):
        return False
    if head.dep_ == "nsubj":
        return verb.lower_ in BEGUN
    agreed = head.dep_ in syntax.OBLIQUE and syntax.preposition(head) in {"to", "on", "upon"}
    return verb.lower_ in DECLARED and (agreed or head in syntax.patients(verb))


def _is_scene(head: Token) -> bool:
    """Tell a gathering that only says what a place is: "a hall where officers were meeting"."""
    if not head.dep_.startswith(("acl", "advcl")):
        return False
    return any(c.lower_ == "where" for c in head.children)


def _is_saying(head: Token) -> bool:
    """Tell to speak of something, or with somebody who is asked: "spoke of 20 dead", "spoke with residents"."""
    if head.lower_ not in SPEAKING:
        return False
    partners = [t for word, t in syntax.phrases(head) if word in {"with", "to"}]
    if partners:
        return all(t.lower_ in ASKED for t in partners)
    return any(word in {"of", "about", "against", "for"} for word, _ in syntax.phrases(head))


def _is_state(head: Token) -> bool:
    """Tell where somebody was kept from who was taken: "the cells where they were held", "a jail that held 600"."""
    if head.lower_ not in KEEPING:
        return False
    if head.dep_.startswith("acl") and any(c.lower_ == "where" for c in head.children):
        return True
    if syntax.is_passive(head):
        return any(c.lower_ in {"has", "have", "had"} for c in head.children) and any(
            word == "for" and t.ent_type_ == "TIME" for word, t in syntax.phrases(head)
        )
    holders = syntax.agents(head)
    if head.dep_.startswith("acl:relcl"):
        holders = [*holders, head.head] if not holders or holders[0].lower_ in {"which", "that"} else holders
    return any(t.lower_ in PRISONS for t in holders)


def _is_brought_to_care(head: Token) -> bool:
    """Tell who is brought where they are cared for from who is carried off: "took the wounded to hospital"."""
    return any(word in {"to", "into"} and t.lower_ in HOSPITALS for word, t in syntax.phrases(head))


def _is_manner(head: Token) -> bool:
    """Tell the coup in which the verb already tells that power was seized."""
    return head.lower_ in {"coup", "putsch"} and head.head.lower_ in SEIZED and syntax.preposition(head) in {"in", "by"}


def _is_symbolic(head: Token) -> bool:
    """Tell what is burnt to be seen to burn: "they burned flags", "tyres were set alight"."""
    burnt = syntax.patients(head)
    return bool(burnt) and all(t.lower_ in SYMBOLS for t in burnt)


def _is_against_ills(trigger: Trigger, head: Token) -> bool:
    """
    Tell to fight fire, disease or want from to fight: "crews battled the flames", "fought to contain the blaze".

    In "exchanged fire" the fire is part of what names the fight.
    """
    verbs = [head, *(c for c in head.children if c.dep_ in {"xcomp", "advcl"} and c.tag_ == "VB")]
    fought = [t for verb in verbs for t in syntax.patients(verb)]
    fought += [t for word, t in syntax.phrases(head) if word in {"with", "against"}]
    return bool(fought) and all(t.lower_ in ILLS and t.i >= trigger.end for t in fought)


def _is_label(head: Token) -> bool:
    """Tell what something told of is called: "he called it an attack", "condemned the killings as a massacre"."""
    verb = head.head
    if head.dep_ in {"xcomp", "obj"} and verb.lower_ in CALLING:
        others = [c for c in verb.children if c.dep_ in {"obj", "nsubj:pass"} and c.i != head.i]
        return any(c.i < head.i for c in others)
    return (
        verb.lower_ in LABELLING
        and head.dep_ in {*syntax.OBLIQUE, "advcl", "xcomp"}
        and (
            syntax.preposition(head) == "as"
            or any(c.lower_ == "as" and c.dep_ in {"mark", "case"} for c in head.children)
        )
    )


def _is_of_ideas(head: Token) -> bool:
    """Tell what is done to an idea: "an attack on our values", "an assault on democracy"."""
    return any(word in {"on", "upon", "against"} and t.lower_ in IDEAS for word, t in syntax.phrases(head))


def _is_vowed(head: Token) -> bool:
    """Tell what is vowed or planned: "they had vowed to march"."""
    return head.dep_ == "xcomp" and head.head.lower_ in INTENDING and any(c.lower_ == "to" for c in head.children)


def _is_ahead(head: Token) -> bool:
    """Tell what is yet to be held where something was: "days before the city hosts a summit", "before they meet"."""
    verb = syntax.clause_of(head)
    if verb.tag_ not in {"VBZ", "VBP"} or verb.dep_ != "advcl":
        return False
    before = any(c.dep_ == "mark" and c.lower_ in {"before", "until"} for c in verb.children)
    return before and verb.head.tag_ in {"VBD", "VBN"}


def _is_feigned(head: Token) -> bool:
    """Tell what was only rumoured or played: "false reports of an attack", "a drill simulating a missile strike"."""
    head = head.head if head.dep_ == "compound" else head
    above = head.head
    if head.dep_ in syntax.OBJECT and above.lower_ in FEIGNING:
        return True
    if syntax.preposition(head) not in {"of", "about"}:
        return False
    return above.lower_ in RUMOURS or any(c.lower_ in FALSE and c.i < above.i for c in above.children)


def is_paid_for(head: Token) -> bool:
    """Tell what somebody would be paid for: "bounties for the killing of officers"."""
    return head.head.lower_ in REWARDS and syntax.preposition(head) == "for"


def _is_aimed_at(head: Token) -> bool:
    """Tell a capture that was only aimed at: "vowed to retake it", "an offensive to retake the town"."""
    if head.tag_ != "VB" or not any(c.lower_ == "to" and c.i < head.i for c in head.children):
        return False
    if head.dep_ == "xcomp":
        return head.head.lower_ in INTENDING
    if head.dep_ == "acl":
        return head.head.lower_ in TRIES
    # "Withdrew, allowing the army to take control" and "went on to seize it" tell a capture.
    aimed = head.dep_ == "advcl" and head.i > head.head.i and head.head.lower_ not in GOING_ON
    return aimed and not any(c.dep_ in syntax.SUBJECT for c in head.children)


def _is_find(head: Token) -> bool:
    """Tell the seizure of goods from that of a place: "seized a large quantity of arms", "the seizure of drugs"."""
    taken = [*syntax.patients(head)] if head.pos_ == "VERB" else []
    taken += [t for above in (head, *taken) for word, t in syntax.phrases(above) if word == "of"]
    return any(t.lower_ in GOODS for t in taken)


def _is_demanded(head: Token) -> bool:
    """Tell what somebody wants done: "demanded the expulsion of the envoy", "pressed for a truce"."""
    first = syntax.first_conjunct(head)
    verb = first.head
    if verb.pos_ != "VERB" or any(c.dep_ in {"xcomp", "ccomp"} for c in verb.children):
        return False
    if first.dep_ in syntax.OBJECT:
        return verb.lower_ in DEMANDING
    if verb.lower_ not in PRESSING or first.dep_ not in syntax.OBLIQUE or syntax.preposition(first) != "for":
        return False
    # "In what they called revenge for the bombing": what is answered took place.
    return first.i not in answered_in(first.doc, outright=True)


def _is_blaze(head: Token) -> bool:
    """Tell what burns from what is shot: "a fire broke out", "caught fire"."""
    if head.lower_ not in {"fire", "fires"}:
        return False
    if head.dep_ in syntax.OBJECT and head.head.lower_ in CATCHING:
        return True
    return any(c.lower_ in {"a", "another"} and c.dep_ == "det" for c in head.children)


def _is_of_title(head: Token) -> bool:
    """Tell the field of an officer from an operation: "SSP Operations Ann Doe said"."""
    if head.lower_ not in {"operations", "operation"} or not head.text[:1].isupper():
        return False
    after = head.nbor() if head.i + 1 < len(head.doc) else head
    return after.ent_type_ == "PER" and after.ent_iob_ == "B"


def _is_rule(head: Token) -> bool:
    """Tell the state of being occupied from an occupation: "forces of occupation", "under occupation"."""
    if head.lower_ != "occupation" or any(c.dep_ == "det" for c in head.children):
        return False
    return head.dep_ == "compound" or syntax.preposition(head) in {"of", "under"}


def _is_counted_off(head: Token) -> bool:
    """Tell the number that one told of already has: "it was the third such attack this year"."""
    if not any(c.dep_ == "cop" for c in head.children):
        return False
    subject = next((c for c in head.children if c.dep_ == "nsubj"), None)
    if subject is None or subject.lower_ not in {"it", "this", "that"}:
        return False
    return any(c.lower_ in ORDINALS or ORDINAL.fullmatch(c.lower_) for c in head.children if c.i < head.i)


def _is_criticised(head: Token) -> bool:
    """Tell blame from bullets: "came under fire for his handling of the war"."""
    told = dict(syntax.phrases(head))
    return "under" in told and (
        not {"for", "over"}.isdisjoint(told)
        or any(t.lower_ in CRITICS for word, t in syntax.phrases(head) if word == "from")
    )


def _is_announced(head: Token) -> bool:
    """Tell what was announced and not yet held: "students announced rallies", "more protests ahead"."""
    if any(c.lower_ in {"ahead", "planned", "scheduled"} and c.i > head.i for c in head.children):
        return True
    verb = head.head
    return head.dep_ in syntax.OBJECT and verb.lower_ in ANNOUNCING and not syntax.is_passive(verb)


def _is_conduct(head: Token) -> bool:
    """Tell a course of conduct: "a campaign of terror", "a wave of killings"."""
    if head.lower_ not in COURSES:
        return False
    return any(word == "of" and t.lower_ in CONDUCT for word, t in syntax.phrases(head))


def _is_trend(head: Token) -> bool:
    """Tell what has become more or less ("a surge in attacks"), without a number, from one happening."""
    return (
        head.tag_ in {"NNS", "NNPS"}
        and head.head.lower_ in TRENDS
        and syntax.preposition(head) == "in"
        and not any(c.dep_ in {"det", "nummod"} for c in head.children)
        and not any(t.ent_type_ == "TIME" for t in head.subtree)
    )


def _is_repeated(head: Token, before: list[str]) -> bool:
    """Tell what has been done time and again: "it has conducted several raids"."""
    if head.tag_ not in {"NNS", "NNPS"} or SEVERAL.isdisjoint(before) or head.dep_ not in syntax.OBJECT:
        return False
    perfect = any(c.lower_ in {"has", "have", "had"} and c.dep_ == "aux" for c in head.head.children)
    return perfect and not any(t.ent_type_ == "TIME" for t in head.head.subtree)


def _is_wanted(head: Token) -> bool:
    """Tell what a reward is for: "information leading to the arrest of the killers"."""
    first = syntax.first_conjunct(head)
    verb = first.head
    led = verb.lower_ in {"leading", "leads", "lead"} and syntax.preposition(first) == "to"
    return led and verb.head.lower_ in {"information", "tip", "tips", "reward", "evidence", "clues"}


def _is_charge(head: Token) -> bool:
    """Tell a crime by its bare name, of which somebody is accused: "wanted for murder and rape"."""
    if head.lower_ not in CRIMES or any(c.dep_ in {"det", "nmod:poss", "nmod", "nummod"} for c in head.children):
        return False
    first = syntax.first_conjunct(head)
    return first.head.lower_ in CHARGING and syntax.preposition(first) in {"for", "of", "with", "on", "including"}


DEMANDING = all_forms(tuple(words("demanding")))
"""Verbs of wanting something done, which it is not yet, in every form."""

PRESSING = all_forms(tuple(words("pressing")))
"""Verbs of wanting it with "for", in every form."""

GOING_ON = all_forms(("go", "return", "advance", "proceed", "continue"))
"""Verbs of who then does what follows, in every form."""

TRIES = words("tries")
"""Nouns of trying, and of what is done to take a place."""

COMING = all_forms(("come", "be"))
"""Verbs of who is under fire, in every form."""

GOODS = words("goods")
"""What is seized and is no place."""

CRITICS = words("critics")
"""From whom one comes under fire without a shot."""

CATCHING = all_forms(("catch",))
"""What burns does so to fire."""

ORDINALS = words("ordinals")
"""Words of the place in a row."""

ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
"""The same in figures."""

PLANNED = words("planned")
"""Adjectives of what is to come, or may."""

INTENDING = words("intending")
"""Verbs of an intention, in every form."""

ANNOUNCING = words("announcing")
"""Verbs by which a gathering is made known before it is held, in every form."""

FEIGNING = words("feigning")
"""Verbs of playing what is not so, in every form."""

RUMOURS = words("rumours")
"""Nouns of what may not be so."""

FALSE = frozenset({"false", "fake", "bogus", "unfounded", "baseless", "hoax", "erroneous"})
"""Adjectives of reports of what was not so."""

REWARDS = frozenset({"bounty", "bounties", "reward", "rewards"})
"""What is paid for a deed to come."""

TRENDS = words("trends")
"""Nouns of becoming more or less."""

SEVERAL = words("several")
"""Adjectives of a number that is not told."""

COURSES = words("courses")
"""Nouns of what goes on over many happenings."""

CONDUCT = words("conduct")
"""What such a course may be of."""

CRIMES = words("crimes")
"""Names of crimes."""

CHARGING = words("charging")
"""Verbs of who is charged with one, in every form."""

TRUCES = words("truces")
"""Nouns of an agreement that fighting stops."""

DECLARED = words("declared")
"""Participles of how a truce is made known or made."""

BEGUN = words("begun")
"""Pasts of how a truce starts or ends."""

SPEAKING = words("speaking")
"""Verbs of talking, in every form."""

ASKED = words("asked")
"""Whom reporters and researchers speak with, and whom speakers address."""

KEEPING = words("keeping")
"""Participles of who is kept somewhere."""

PRISONS = words("prisons")
"""Places that hold people."""

ILLS = words("ills")
"""What is fought without a fight."""

SYMBOLS = words("symbols")
"""What is burnt to be seen to burn, or to bar a road."""

CALLING = words("calling")
"""Verbs that give something a name, in every form."""

LABELLING = words("labelling")
"""Verbs that say what something is taken as, in every form."""

IDEAS = words("ideas")
"""What is attacked in a figure of speech."""

HOSPITALS = words("hospitals")
"""Where people are brought to be cared for."""

SEIZED = frozenset({"seized", "seize", "seizing", "seizes"})
"""Forms of the verb by which power changes hands."""
