"""The words that tie one happening to another, and where a text has them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from variorum.codebook.forms import all_forms
from variorum.model.account import LinkType
from variorum.nlp.columns import Columns, columns

if TYPE_CHECKING:
    from spacy.tokens import Doc

_GAP = 2
_KEY = "variorum.connectives"
_ANSWERED = ("variorum.answered", "variorum.answered.outright")
_BEHIND = 8
"""Words behind a connective among which stands what it governs."""
_QUOTES = frozenset("\"'“”‘’")
_Phrase = tuple[frozenset[str] | None, ...]
"""The words that may stand at each place; null takes as few words as will do, no more than `_GAP`."""


@dataclass(frozen=True, slots=True)
class Connective:
    """
    What a phrase says of two happenings.

    The types of those may be bound; *shape* says where they stand (see `data/connectives.toml`). A *temporal* one says
    no more than that one came after the other, a *close* one stands right behind what answers.
    """

    type: LinkType
    shape: str
    reactions: frozenset[str] | None
    triggers: frozenset[str] | None
    subject: bool = False
    temporal: bool = False
    close: bool = False

    @property
    def explicit(self) -> bool:
        """Whether it says that one happening answers another, and not only that it came after."""
        return not (self.temporal or self.close)


@dataclass(frozen=True, slots=True)
class Match:
    """A connective with the half-open token span of its words."""

    connective: Connective
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The connectives by the first word of each phrase, and the words by which what is around one is told apart."""

    phrases: Mapping[str, tuple[tuple[_Phrase, Connective], ...]]
    speech: frozenset[str]
    bearers: frozenset[str]
    intent: frozenset[str]
    stand_ins: frozenset[str]
    denial: frozenset[str]


def matches(doc: Doc) -> tuple[Match, ...]:
    """Give the connectives of a text, the longest at each place, none within another; they are sought but once."""
    found: tuple[Match, ...] | None = doc.user_data.get(_KEY)
    if found is None:
        found = doc.user_data[_KEY] = tuple(_matches(doc))
    return found


def answered_in(doc: Doc, *, outright: bool = False) -> frozenset[int]:
    """Give the tokens of what something is said to answer, or also to come after, right behind such words."""
    key = _ANSWERED[outright]
    found: frozenset[int] | None = doc.user_data.get(key)
    if found is None:
        told = (m for m in matches(doc) if m.connective.type == "response_to" and m.connective.shape == "after")
        behind = (m for m in told if m.connective.explicit or not outright)
        found = doc.user_data[key] = frozenset(i for m in behind for i in _phrase_behind(doc, m.end))
    return found


def _phrase_behind(doc: Doc, start: int) -> Iterator[int]:
    for token in doc[start : start + _BEHIND]:
        if token.is_punct and token.text != "-":
            return
        yield token.i


def _matches(doc: Doc) -> Iterator[Match]:
    position = 0
    words = columns(doc)
    while position < len(words.texts):
        best = _longest(words, position)
        if best is None:
            position += 1
            continue
        # "Called an answer to the raid": what begins within a phrase and goes on behind it says more.
        beyond = (found for i in range(position + 1, best.end) if (found := _longest(words, i)) is not None)
        best = next((found for found in beyond if found.end > best.end), best)
        yield best
        position = best.end


def _longest(words: Columns, position: int) -> Match | None:
    best: Match | None = None
    for phrase, connective in lexicon().phrases.get(words.lowers[position], ()):
        end = _phrase_end(words, position, phrase)
        if end is not None and (best is None or end > best.end):
            best = Match(connective, position, end)
    return best


def _phrase_end(words: Columns, position: int, phrase: _Phrase) -> int | None:
    """Match a phrase at a token."""
    at, gap, length = position, 0, len(words.lowers)
    for element in phrase:
        if element is None:
            gap = _GAP
            continue
        while at < length and words.lowers[at] not in element:
            if at > position and words.texts[at] in _QUOTES:
                at += 1
                continue
            # "In Idlib in answer to": a phrase begins at the last of the words that it may begin with.
            again = len(phrase) > 2 and words.lowers[at] in (phrase[0] or ())
            if gap == 0 or again or words.is_punct[at] or words.is_space[at]:
                return None
            at, gap = at + 1, gap - 1
        if at == length:
            return None
        at, gap = at + 1, 0
    return at


def _meant(element: str) -> frozenset[str] | None:
    if element == "*":
        return None
    words = element.lstrip("~").split("|")
    return all_forms(words) if element.startswith("~") else frozenset(words)


@cache
def lexicon() -> Lexicon:
    """Give the words of `data/connectives.toml`."""
    data = tomllib.loads((files("variorum.reading") / "data" / "connectives.toml").read_text(encoding="utf-8"))
    groups = {name: frozenset(types) for name, types in data["types"].items()}
    phrases: dict[str, list[tuple[_Phrase, Connective]]] = {}
    for entry in data["connective"]:
        connective = Connective(
            type=entry["type"],
            shape=entry["shape"],
            reactions=groups[entry["reactions"]] if "reactions" in entry else None,
            triggers=groups[entry["triggers"]] if "triggers" in entry else None,
            subject=entry.get("subject", False),
            temporal=entry.get("temporal", False),
            close=entry.get("close", False),
        )
        for phrase in entry["phrases"]:
            elements = tuple(_meant(element) for element in phrase.split())
            for word in sorted(elements[0] or ()):
                phrases.setdefault(word, []).append((elements, connective))
    words = data["words"]
    return Lexicon(
        phrases={key: tuple(found) for key, found in phrases.items()},
        speech=all_forms(words["speech"]),
        bearers=all_forms(words["bearers"]),
        intent=all_forms(words["intent"]),
        stand_ins=all_forms(words["stand_ins"]),
        denial=all_forms(words["denial"]),
    )
