"""
Give a general spaCy pipeline what the readers need and it does not have: attributions and triggers.

They come from the codebook's words over its parse, so that they are poorer than those of a pipeline that learned them:
every match scores `SCORE`, and no two triggers are compared.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from variorum.codebook.cues import cues
from variorum.codebook.forms import all_forms, forms
from variorum.errors import PipelineLacks
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.nlp.relations import to_universal
from variorum_en.annotations import Argument, Attribution, Trigger, register

SCORE: Final = 0.75
"""Score of everything found by words alone."""

_NEAR: Final = 60
"""Words that a harm may lie behind the happening that did it."""

_COMPONENT: Final = "variorum_lexical"
_PROBE: Final = "Rebels attacked the town on Monday, the army said."
_NEEDED: Final = (("DEP", "dependency parse"), ("ENT_IOB", "entities"), ("POS", "parts of speech"))
_ENTITIES: Final = {
    "PERSON": "PER",
    "PER": "PER",
    "ORG": "ORG",
    "NORP": "NORP",
    "MISC": "NORP",
    "GPE": "LOC",
    "LOC": "LOC",
    "FAC": "LOC",
    "DATE": "TIME",
    "TIME": "TIME",
    "CARDINAL": "QUANTITY",
    "QUANTITY": "QUANTITY",
    "PRODUCT": "PLATFORM",
    "WEAPON": "WEAPON",
    "PLATFORM": "PLATFORM",
}
"""The readers' label of each entity label in use (OntoNotes, CoNLL-2003, ours); entities of others are dropped."""

_Part = Literal["verb", "noun", "adjective"]
_PARTS: Final[tuple[_Part, ...]] = ("verb", "noun", "adjective")
_SIDES: Final = frozenset({"between", "with", "and"})
_VICTIMS: Final = frozenset({"of"})
_TARGETS: Final = frozenset({"on", "against", "at", "upon"})
_PLACES: Final = frozenset({"in", "at", "near", "outside", "inside", "around", "across", "on", "along", "over", "into"})
_MEANS: Final = frozenset({"with", "by", "from", "using"})
_POSSESSIVE: Final = frozenset({"nmod:poss", "compound", "amod", "nmod:desc"})


def add_missing(nlp: Language) -> Language:
    """
    Add to a pipeline what the readers need beyond a parse and entities, and give it back.

    A pipeline that sets triggers of its own is left as it is. Otherwise relations and entity labels are turned into
    the readers' too.

    Raises:
        PipelineLacks: If the pipeline sets no dependency parse, no entities or no parts of speech.
    """
    register()
    doc = nlp(_PROBE)
    missing = [name for attribute, name in _NEEDED if not doc.has_annotation(attribute)]
    if missing:
        raise PipelineLacks(name=nlp.meta.get("name") or nlp.lang, missing=" and no ".join(missing))
    if not doc._.triggers and _COMPONENT not in nlp.pipe_names:
        Language.component(_COMPONENT, func=annotate)
        nlp.add_pipe(_COMPONENT)
    return nlp


def annotate(doc: Doc) -> Doc:
    """Set relations, entity labels, attributions and triggers of a parsed doc."""
    to_universal(doc)
    doc.ents = [
        Span(doc, entity.start, entity.end, label=_ENTITIES[entity.label_])
        for entity in doc.ents
        if entity.label_ in _ENTITIES
    ]
    doc._.attributions = tuple(_attributions(doc))
    doc._.triggers = tuple(lexical_triggers(doc))
    return doc


# Attributions


def _attributions(doc: Doc) -> Iterator[Attribution]:
    lexicon = cues()
    for token in doc:
        lemma = lexicon.verb(token.lower_)
        if lemma is None or token.pos_ not in {"VERB", "AUX"} or not lexicon.takes(lemma):
            continue
        content = _content(token)
        if content is None:
            continue
        speakers = syntax.agents(token)
        source = syntax.full(speakers[0]) if speakers else None
        if source is not None and source[0] <= token.i < source[1]:
            source = syntax.base(speakers[0])
        yield Attribution(cue=(token.i, token.i + 1), source=source, content=content, score=SCORE)


def _content(cue: Token) -> tuple[int, int] | None:
    """Find the clause that a verb of speech has as its complement, or the one that it is put into."""
    for child in cue.children:
        if child.dep_ in {"ccomp", "xcomp"} or (child.dep_ == "parataxis" and child.i < cue.i):
            return syntax.full(child)
    if cue.dep_ == "parataxis":
        sentence = cue.sent
        before = cue.left_edge.i > sentence.start
        return (sentence.start, cue.left_edge.i) if before else (cue.right_edge.i + 1, sentence.end)
    return None


# Triggers


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[frozenset[str], ...]
    part: _Part
    type: str | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class _Lexicon:
    entries: Mapping[str, tuple[_Entry, ...]]
    begins: frozenset[str]
    unreal: Mapping[str, frozenset[str]]
    needs: Mapping[str, frozenset[str]]
    projectiles: Mapping[str, frozenset[str]]
    bearers: frozenset[str]
    weapons: frozenset[str]
    open: Mapping[str, frozenset[str]]
    leading: Mapping[str, frozenset[str]]


def lexical_triggers(doc: Doc) -> Iterator[Trigger]:
    """Yield the triggers of a doc; those killed of whom nothing else is told are a killing."""
    found = list(_named(doc))
    typed = [trigger.start for trigger in found if trigger.type]
    sentences = columns(doc).sentences
    for trigger in found:
        if trigger.type is None and trigger.outcome == "killed":
            head = syntax.root(doc, trigger.start, trigger.end)
            start, end = sentences[head.i]
            if head.pos_ == "VERB" and not any(start - _NEAR <= other < end for other in typed):
                yield replace(trigger, type="killing")
                continue
        yield trigger


def may_name(head: Token, kind: str) -> bool:
    """Tell whether a word of open meaning may name a happening of a type, where a model hears one in it."""
    lexicon = _lexicon()
    if kind not in lexicon.open.get(head.lower_, ()) or not _is_meant(head, kind, lexicon):
        return False
    patients = syntax.patients(head) if head.pos_ == "VERB" and kind in lexicon.needs["to_place"] else []
    return not patients or _is_place(patients, lexicon)


def arguments_of(head: Token, kind: str | None) -> Iterator[Argument]:
    """Yield by the grammar who did what a word names, to whom, where, when and with what."""
    return _arguments(head, kind, _lexicon())


def _named(doc: Doc) -> Iterator[Trigger]:
    """Yield what the lexicon's words name: the longest entry at each place, its type and its outcome."""
    lexicon = _lexicon()
    words = columns(doc).lowers
    position = 0
    while position < len(words):
        if words[position] not in lexicon.begins:
            position += 1
            continue
        entries = [e for e in lexicon.entries.get(words[position], ()) if _matches(doc, position, e)]
        length = max((len(e.words) for e in entries), default=1)
        entries = [e for e in entries if len(e.words) == length]
        end = position + length
        head = syntax.root(doc, position, end)
        kind = next((e.type for e in entries if e.type and _is_meant(head, e.type, lexicon)), None)
        kind = kind or _projectile(head, lexicon)
        outcome = next((e.outcome for e in entries if e.outcome), None)
        if kind is None and outcome is None and _is_led_away(head, lexicon):
            kind, outcome = "abduction", "abducted"
        if kind is None and outcome is None:
            position += 1
            continue
        yield Trigger(
            start=position,
            end=end,
            type=kind,
            outcome=outcome,
            score=SCORE,
            actual=SCORE if _is_actual(head, kind, lexicon) else 1 - SCORE,
            arguments=tuple(_arguments(head, kind, lexicon)),
            same=(),
        )
        position = end


def _matches(doc: Doc, position: int, entry: _Entry) -> bool:
    lowers = columns(doc).lowers[position : position + len(entry.words)]
    if len(lowers) < len(entry.words) or any(low not in w for low, w in zip(lowers, entry.words, strict=True)):
        return False
    words = [doc[i] for i in range(position, position + len(lowers))]
    if any(t.ent_type_ in {"TIME", "ORG", "PER"} for t in words):
        return False
    if entry.part == "verb":
        verb = words[0].pos_ == "VERB" or (words[0].tag_.startswith("VB") and words[0].pos_ != "AUX")
        return verb and words[0].dep_ not in {"amod", "compound"}
    if entry.part == "noun":
        return words[-1].pos_ in {"NOUN", "PROPN"} and words[-1].dep_ != "compound"
    return words[0].pos_ in {"ADJ", "VERB"}


def _is_meant(head: Token, kind: str, lexicon: _Lexicon) -> bool:
    """Tell by a verb's object whether it is meant in the sense of a type."""
    if head.pos_ not in {"VERB", "AUX"}:
        return True
    patients = syntax.patients(head)
    if kind in lexicon.needs["place"] and not _is_place(patients, lexicon):
        return False
    if (
        kind == "arrest"
        and head.lower_ in lexicon.needs["people"]
        and not any(t.ent_type_ == "PER" or t.pos_ == "NUM" or t.lower_ in lexicon.needs["captives"] for t in patients)
    ):
        return False
    if kind == "abduction" and head.lower_ in lexicon.leading["off"]:
        return any(_is_person(t, lexicon) for t in patients)
    if kind in lexicon.needs["no_object"] and (patients or any(c.dep_ == "ccomp" for c in head.children)):
        return False
    return bool(patients) or kind not in lexicon.needs["object"]


def _is_place(tokens: Iterable[Token], lexicon: _Lexicon) -> bool:
    return any(t.ent_type_ == "LOC" or t.lower_ in lexicon.needs["places"] for t in tokens)


def _projectile(head: Token, lexicon: _Lexicon) -> str | None:
    """Read a verb of firing or hitting by the weapon that is its object or subject."""
    if head.pos_ != "VERB":
        return None
    weapons = []
    if head.lower_ in lexicon.projectiles["fire"]:
        weapons = syntax.patients(head)
    elif head.lower_ in lexicon.projectiles["hit"]:
        weapons = syntax.agents(head)
    hits = head.lower_ in lexicon.projectiles["hit"]
    for token in weapons:
        for kind in ("shelling", "air_strike"):
            if token.lower_ in lexicon.projectiles[kind]:
                return kind
        if token.lower_ in lexicon.projectiles["bombing"] and hits:
            return _of_bomb(token, lexicon)
    return None


def _of_bomb(bomb: Token, lexicon: _Lexicon) -> str:
    """Tell by the words before a bomb whether it was dropped ("a guided bomb"), fired ("a mortar bomb") or laid."""
    before = {child.lower_ for child in bomb.children if child.i < bomb.i}
    if before & lexicon.projectiles["dropped"]:
        return "air_strike"
    return "bombing" if before.isdisjoint(lexicon.projectiles["shelling"]) else "shelling"


def _is_led_away(head: Token, lexicon: _Lexicon) -> bool:
    """Tell who leads people off to where nobody finds them: "they marched 40 villagers into the bush"."""
    if head.pos_ != "VERB" or head.lower_ not in lexicon.leading["verbs"]:
        return False
    if not any(_is_person(t, lexicon) for t in syntax.patients(head)):
        return False
    for word, token in syntax.phrases(head):
        if word in {"into", "to", "towards", "toward", "through"} and token.lower_ in lexicon.leading["wilds"]:
            return True
        if word == "to" and not lexicon.leading["unknown"].isdisjoint(c.lower_ for c in token.children):
            return True
    return False


def _is_person(token: Token, lexicon: _Lexicon) -> bool:
    return token.ent_type_ == "PER" or token.pos_ in {"NUM", "PRON"} or token.lower_ in lexicon.leading["people"]


def type_by_weapon(weapons: Iterable[Token]) -> str | None:
    """Give the type of incident that the first weapon which tells one stands for ("a car bomb killed seven")."""
    lists = _lexicon().projectiles
    for token in weapons:
        for kind in ("bombing", "shelling", "air_strike"):
            if token.lower_ in lists[kind]:
                return kind
    return None


def _is_actual(head: Token, kind: str | None, lexicon: _Lexicon) -> bool:
    """Tell a happening from a threat, a plan, a habit or a series by the words around it."""
    around = {child.lower_ for child in head.children}
    if head.pos_ in {"VERB", "AUX"}:
        if syntax.modal(head) is not None or syntax.negation(head) is not None or around & lexicon.unreal["adverbs"]:
            return False
        if any(c.dep_ == "mark" and c.lower_ in lexicon.unreal["conjunctions"] for c in head.children):
            return False
        purpose = any(c.dep_ in {"mark", "aux"} and c.lower_ == "to" for c in head.children)
        if head.tag_ == "VB" and purpose and head.dep_ in {"advcl", "acl"}:
            return False
        if head.dep_ in {"xcomp", "ccomp"} and (purpose or head.tag_ == "VBG"):
            return head.head.lower_ not in lexicon.unreal["verbs"]
        return True
    if around & lexicon.unreal["adjectives"]:
        return False
    if kind in lexicon.needs["definite"] and head.tag_ == "NNS" and _is_general(head):
        return False
    governor = next(syntax.ancestors(head), None)
    if governor is None:
        return True
    if governor.pos_ in {"VERB", "AUX"}:
        return governor.lower_ not in lexicon.unreal["verbs"] and syntax.modal(governor) is None
    return governor.lower_ not in lexicon.unreal["nouns"]


def _is_general(noun: Token) -> bool:
    """Tell a plural that no article, number, name, place or time bounds, and that is not what someone did."""
    if any(c.dep_ in {"det", "nummod", "nmod:poss"} or c.ent_type_ for c in noun.children if c.i < noun.i):
        return False
    if any(token.ent_type_ in {"LOC", "TIME"} for _, token in syntax.phrases(noun)):
        return False
    return not (noun.head.tag_ == "VBD" and noun.dep_ in syntax.OBJECT)


def _arguments(head: Token, kind: str | None, lexicon: _Lexicon) -> Iterator[Argument]:
    """Yield who did it, to whom, where, when and with what, each token once."""
    seen: set[int] = {head.i}
    found = _of_verb(head, kind) if head.pos_ in {"VERB", "AUX"} else _of_noun(head, kind, lexicon)
    for role, token in [*found, *_circumstances(head, lexicon)]:
        start, end = syntax.base(token)
        if not seen.isdisjoint(range(start, end)):
            continue
        seen.update(range(start, end))
        yield Argument(start=start, end=end, role=role, score=SCORE)


def _of_verb(verb: Token, kind: str | None) -> Iterator[tuple[str, Token]]:
    passive = syntax.is_passive(verb)
    patients, agents = syntax.patients(verb), syntax.agents(verb)
    if kind is None and not passive and not patients:
        # "Three people died": the subject of such a verb is who it befell.
        patients, agents = agents, []
    for token in agents:
        yield "initiator", token
    for token in patients:
        yield ("target" if kind else "victim"), token
    for word, token in syntax.phrases(verb):
        if word in _TARGETS | {"with"} and kind and token.ent_type_ not in {"LOC", "TIME"}:
            yield "target", token


def _of_noun(noun: Token, kind: str | None, lexicon: _Lexicon) -> Iterator[tuple[str, Token]]:
    for child in noun.children:
        if child.dep_ in _POSSESSIVE and child.ent_type_ in {"NORP", "ORG", "PER"}:
            yield "initiator", child
    sides = [token for word, token in syntax.phrases(noun) if word in _SIDES and token.ent_type_ != "TIME"]
    for number, token in enumerate(sides):
        yield ("target" if number else "initiator"), token
    for word, token in syntax.phrases(noun):
        if token.ent_type_ == "TIME":
            continue
        if word == "by":
            yield "initiator", token
        elif word in _VICTIMS:
            yield ("target" if kind else "victim"), token
        elif word in _TARGETS and token.ent_type_ != "LOC":
            yield "target", token
    verb = noun.head
    if verb.pos_ == "VERB" and verb.lower_ in lexicon.bearers and noun in syntax.patients(verb):
        for token in syntax.agents(verb):
            yield "initiator", token


def _circumstances(head: Token, lexicon: _Lexicon) -> Iterator[tuple[str, Token]]:
    clause = syntax.clause_of(head)
    for governor in (head,) if clause.i == head.i else (head, clause):
        for word, token in syntax.phrases(governor):
            if token.ent_type_ == "TIME":
                yield "time", token
            elif word in _PLACES and token.ent_type_ == "LOC":
                yield "place", token
            elif word in _MEANS and token.lower_ in lexicon.weapons:
                yield "weapon", token


@cache
def _lexicon() -> _Lexicon:
    data = tomllib.loads((files("variorum.codebook") / "triggers.toml").read_text(encoding="utf-8"))
    entries: dict[str, list[_Entry]] = {}
    for section in ("types", "outcomes"):
        for name, listed in data[section].items():
            for part in _PARTS:
                for phrase in listed.get(f"{part}s", ()):
                    kind, outcome = (name, None) if section == "types" else (None, name)
                    entry = _Entry(_inflected(phrase, part), part, kind, outcome)
                    for first in sorted(entry.words[0]):
                        entries.setdefault(first, []).append(entry)
    projectiles = {name: all_forms(words) for name, words in data["projectiles"].items()}
    leading = {name: all_forms(words) for name, words in data["leading"].items()}
    opened: dict[str, set[str]] = {}
    for name, listed in data["open"].items():
        for word in all_forms([*listed["verbs"], *listed["nouns"]]):
            opened.setdefault(word, set()).add(name)
    return _Lexicon(
        entries={first: tuple(found) for first, found in entries.items()},
        begins=frozenset(entries) | projectiles["fire"] | projectiles["hit"] | leading["verbs"],
        unreal={
            name: all_forms(words) if name in ("verbs", "nouns") else frozenset(words)
            for name, words in data["unreal"].items()
        },
        needs={
            name: all_forms(words) if name in ("places", "people", "captives") else frozenset(words)
            for name, words in data["needs"].items()
        },
        projectiles=projectiles,
        bearers=all_forms(data["bearers"]["verbs"]),
        weapons=all_forms(data["weapons"]["nouns"]),
        open={word: frozenset(types) for word, types in opened.items()},
        leading=leading,
    )


def _inflected(phrase: str, part: _Part) -> tuple[frozenset[str], ...]:
    """Give the forms of each word of a phrase; a noun's hyphens are tokens of their own."""
    words = phrase.replace("-", " - ").split() if part == "noun" else phrase.split()
    bent = {"verb": 0, "noun": len(words) - 1, "adjective": -1}[part]
    # The other words of a verb's phrase may be plural ("hostages"); "himself" and "the" have one form anyway.
    return tuple(
        forms(word) if i == bent or (part == "verb" and i == len(words) - 1) else frozenset({word})
        for i, word in enumerate(words)
    )
