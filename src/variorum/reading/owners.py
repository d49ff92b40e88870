"""Whose a thing is that is aimed at, or that aims: who sits in an office, mans a post, flies an aircraft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.reading.context import Context
from variorum.reading.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

PREMISES = words("premises")
"""What stands for the body that sits in it, or whose it is."""

HELD = words("held")
"""Participles between such a place and who is there ("posts manned by volunteers")."""

BODIES = frozenset("military police armed_group political_party media government research intergovernmental".split())
"""Types of actors for which their premises stand."""


def holder(context: Context, site: Token, actor: str) -> str:
    """Give the body whose premises are aimed at ("the offices of the daily"), else *actor*, who the words are for."""
    if site.lower_ not in PREMISES:
        return actor
    hands = (t for c in site.children if c.dep_ == "acl" and c.lower_ in HELD for t in syntax.agents(c))
    for hand in hands:
        if (found := context.actors.resolve_head(hand)) is not None:
            return found
    owners = [c for c in site.children if c.dep_ in {"compound", "nmod:poss", "poss"} and c.i < site.i]
    owners += [t for word, t in syntax.phrases(site) if word == "of"]
    for owner in owners:
        found = context.actors.resolve_head(owner)
        if found is not None and context.actors.get(found).type in BODIES:
            return found
    return actor


def bearer(context: Context, platform: Token, actor: str) -> str | None:
    """Give whose an aircraft or a vessel is; one that is nobody's is a weapon and no party."""
    found = context.actors.get(actor)
    if found.country is not None or found.parent is not None:
        return actor
    owners = (c for c in platform.children if c.ent_type_ in {"NORP", "LOC", "ORG"} and c.i < platform.i)
    return next((o for c in owners if (o := context.actors.resolve_head(c)) is not None), None)
