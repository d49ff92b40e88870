"""What may be counted, and the words around counts: `data/measures.toml`, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from variorum.codebook.forms import all_forms

Kind = Literal["events", "tolls", "forces", "people", "objects"]
_KINDS: Final[tuple[Kind, ...]] = ("events", "tolls", "forces", "people", "objects")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of `data/measures.toml`."""

    nouns: Mapping[str, tuple[Kind, str]]
    plurals: Mapping[str, tuple[Kind, str]]
    verbs: Mapping[str, str]
    losses: Mapping[str, str]
    deeds: Mapping[str, str]
    documenting: frozenset[str]
    driving: frozenset[str]
    changing: frozenset[str]
    words: Mapping[str, frozenset[str]]

    def is_event(self, word: str) -> bool:
        """Tell whether a lower-case noun, in either number, is for something that happens or is done."""
        kind, _ = self.nouns.get(word) or self.plurals.get(word) or ("", "")
        return kind == "events"


@cache
def lexicon() -> Lexicon:
    """Read the lexicon once."""
    data = tomllib.loads((files("variorum.reading") / "data" / "measures.toml").read_text(encoding="utf-8"))
    words = {name: frozenset(listed) for name, listed in data["words"].items()}
    nouns: dict[str, tuple[Kind, str]] = {}
    plurals: dict[str, tuple[Kind, str]] = {}
    for kind in _KINDS:
        for measure, entries in data[kind].items():
            for noun in entries:
                nouns[noun] = plurals[_plural(noun)] = (kind, measure)
                if noun in words["invariant"] or noun == measure:
                    plurals[noun] = (kind, measure)
    measures = {"hit": "hit", "killed": "deaths", "injured": "injuries", "arrested": "arrests"}
    verbs = {
        form: measures.get(name, name)
        for name, lemmas in data["verbs"].items()
        for form in sorted(all_forms(tuple(lemmas)))
    }
    deeds = {form: measure for measure, lemmas in data["deeds"].items() for form in sorted(all_forms(tuple(lemmas)))}
    losses = {noun: measure for noun, (kind, measure) in (nouns | plurals).items() if kind == "tolls"}
    for measure, entries in data["losses"].items():
        losses |= {form: measures.get(measure, measure) for noun in entries for form in (noun, _plural(noun))}
    return Lexicon(
        nouns=nouns,
        plurals=plurals,
        verbs=verbs,
        losses=losses,
        deeds=deeds,
        documenting=frozenset(all_forms(tuple(sorted(words["documenting"])))),
        driving=frozenset(all_forms(tuple(sorted(words["driving"])))),
        changing=frozenset(all_forms(tuple(sorted(words["changing"])))),
        words=words,
    )


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("fe"):
        return noun[:-2] + "ves"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"
