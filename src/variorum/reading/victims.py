"""
The one person whom a happening befell, whatever the report calls him.

A report says "a teenager was shot", then "the boy", then his name. Where a happening befell one person alone, all the
words for that person are one actor.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.reading.context import Context
from variorum.reading.happenings import Happening, Mention
from variorum.reading.sides import by_argument

if TYPE_CHECKING:
    from spacy.tokens import Token

FATES = {
    "killed": frozenset({"killed", "casualty", "killing", "armed_attack"}),
    "abducted": frozenset({"abducted", "abduction"}),
}
"""What befalls a person once: the outcomes that tell it, and the types of happening that do where none is told."""

SURE = 0.75
"""Probability from which the model's victim is heard."""


def unite_victims(context: Context, happenings: Iterable[Happening]) -> None:
    """Make one actor of the words for the only victim of each happening; the name is kept where one is told."""
    for happening in happenings:
        for fate, told in FATES.items():
            fates = [(m.trigger.outcome or m.trigger.type, m) for m in happening.parts]
            if all(word != fate for word, _ in fates):
                continue
            befallen = [_befallen(m) for word, m in fates if word in told]
            if all(len(tokens) <= 1 for tokens in befallen):
                _unite(context, [tokens[0] for tokens in befallen if tokens])


def _befallen(mention: Mention) -> list[Token]:
    """Give the heads of the words for those whom a mention says it befell."""
    head = mention.head
    found: dict[int, Token] = {}
    if head.pos_ == "VERB":
        tokens: Iterable[Token] = syntax.patients(head)
    else:
        tokens = _owned(head)
    for token in tokens:
        found.setdefault(token.i, token)
    if not found:
        for token, score in by_argument(mention, "victim"):
            if score >= SURE:
                found.setdefault(token.i, token)
    return list(found.values())


def _owned(noun: Token) -> Iterator[Token]:
    yield from (c for c in noun.children if c.dep_ in {"nmod:poss", "poss"})
    yield from (token for word, token in syntax.phrases(noun) if word == "of")


def _unite(context: Context, tokens: list[Token]) -> None:
    if any(_is_several(token) for token in tokens):
        return
    actors: dict[str, Token] = {}
    for token in tokens:
        actor = context.actors.resolve_head(token)
        if actor is not None:
            actors.setdefault(actor, token)
    named = [a for a, token in actors.items() if token.pos_ == "PROPN" or context.actors.is_named(a)]
    if len(actors) < 2 or len(named) > 1:
        return
    kept = named[0] if named else next(iter(actors))
    for actor in actors:
        if actor != kept and context.actors.may_be_one(actor, kept):
            context.actors.unite(actor, kept)


def _is_several(token: Token) -> bool:
    """Tell whether words count more than one, or set one apart from another ("another man")."""
    counted = any(c.dep_ == "nummod" and c.lower_ not in {"one", "1"} for c in token.children)
    apart = any(c.lower_ in {"another", "other", "second", "third"} for c in token.children)
    return counted or apart or token.tag_ in {"NNS", "NNPS", "CD"} or token.pos_ == "NUM"
