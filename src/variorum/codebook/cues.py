"""The lexicon of reported speech: what introduces a saying, what it takes as its content, what stance it lends."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal, cast, get_args

from variorum.codebook.forms import forms
from variorum.model.account import Stance

Complement = Literal[
    "clause", "finding", "quotation", "object", "infinitive", "gerund", "request", "charge", "label", "phrase"
]

_COMPLEMENTS: tuple[Complement, ...] = get_args(Complement)


@dataclass(frozen=True)
class Cues:
    """
    The lexicon, by lemma.

    A phrasal verb's lemma holds its particle ("point_out"); under "phrase" it ends in its preposition ("call:for").
    """

    verbs: dict[Complement, dict[str, Stance]]
    nouns: dict[str, Stance]
    expression_verbs: frozenset[str]
    expression_nouns: dict[str, Stance]
    expression_prepositions: frozenset[str]
    forms: dict[str, str]
    noun_forms: dict[str, str]
    bare: frozenset[str]
    continuing: frozenset[str]
    minding: frozenset[str]
    proceeding: frozenset[str]
    tolls: frozenset[str]
    speaking: frozenset[str]
    blaming: frozenset[str]
    naming: frozenset[str]
    laying: frozenset[str]
    counting: frozenset[str]
    revising: frozenset[str]
    traces: frozenset[str]
    quoting: frozenset[str]
    addressing: frozenset[str]
    describing: frozenset[str]
    manners: frozenset[str]
    responsibility: frozenset[str]
    standards: frozenset[str]
    claiming: frozenset[str]
    analysts: frozenset[str]
    subordinators: frozenset[str]
    hearers: frozenset[str]
    channels: frozenset[str]
    confiding: frozenset[str]
    networks: frozenset[str]
    pages: frozenset[str]
    asking: frozenset[str]

    @cached_property
    def telling(self) -> frozenset[str]:
        """Give all lemmas of verbs that take something said, those with a particle or a preposition among them."""
        taking = (lemma for stances in self.verbs.values() for lemma in stances)
        return frozenset(taking) | self.expression_verbs | self.claiming | self.laying

    @cached_property
    def words(self) -> frozenset[str]:
        """Give all words, in lower case, that may be a cue by themselves or begin one."""
        return frozenset((*self.forms, *self.noun_forms, "according", "in", "for"))

    def verb(self, word: str) -> str | None:
        """Give the lemma that a lower-case word is a form of, null if it is no form of a verb of the lexicon."""
        return self.forms.get(word)

    def noun(self, word: str) -> str | None:
        """Give the singular of a lower-case noun of the lexicon."""
        return self.noun_forms.get(word)

    def takes(self, lemma: str) -> dict[Complement, Stance]:
        """Give what a verb may take as its content, and the stance with each."""
        return {kind: stances[lemma] for kind, stances in self.verbs.items() if lemma in stances}


@cache
def cues() -> Cues:
    """Read the lexicon once."""
    raw = tomllib.loads((files("variorum.codebook") / "cues.toml").read_text(encoding="utf-8"))
    words = {key: frozenset(value.split()) for key, value in raw["words"].items()}
    expression = raw["expression"]
    verbs = {kind: _by_lemma(raw[kind]) for kind in _COMPLEMENTS}
    nouns = _by_lemma(raw["nouns"])
    lemmas = {lemma.split(":")[0].split("_")[0] for stances in verbs.values() for lemma in stances}
    lemmas |= words["claiming"] | words["laying"] | set(expression["verbs"].split())
    return Cues(
        verbs=verbs,
        nouns=nouns,
        forms={form: lemma for lemma in sorted(lemmas) for form in sorted(forms(lemma))},
        noun_forms={form: noun for noun in nouns for form in (noun, _with_s(noun))},
        expression_verbs=frozenset(expression["verbs"].split()),
        expression_nouns=_by_lemma(expression["nouns"]),
        expression_prepositions=frozenset(expression["prepositions"].split()),
        **words,
    )


def _by_lemma(stances: dict[str, str]) -> dict[str, Stance]:
    """Invert "stance = lemmas"; a lemma that is listed twice keeps its last stance."""
    return {lemma: cast(Stance, stance) for stance, lemmas in stances.items() for lemma in lemmas.split()}


def _with_s(word: str) -> str:
    if word.endswith(("s", "sh", "ch", "x", "z", "go")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeiou" else word + "s"
