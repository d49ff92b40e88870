"""Where what a verb takes besides a clause ends: "condemned the raid, raising fears", "put the dead at 30, and ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.reading.speech.passages import is_finite
from variorum.reading.speech.spans import best

if TYPE_CHECKING:
    from spacy.tokens import Token

    from variorum.reading.speech.sites import Site

_WHICH = frozenset({"which", "where", "whose", "who"})


def governed(site: Site, preposition: int) -> Token:
    """Give the head of a prepositional phrase, the next word where the parse does not say."""
    head = site.doc[preposition].head
    return head if head.i > preposition else site.doc[preposition + 1]


def end_of(site: Site, token: Token, start: int, *, verbal: bool = False) -> int:
    """Find the end of what begins at a token: as the parse, the pipeline and the punctuation agree best."""
    bound = site.bound(start, verbal=verbal)
    ends = [min(bound, max(start + 1, token.right_edge.i + 1)), bound]
    if site.head is not None and start < site.head.content[1] <= site.region[1]:
        ends.append(min(bound, site.head.content[1]))
    return _whole(site, best([(start, max(start + 1, e)) for e in ends])[1], bound)


def _whole(site: Site, end: int, bound: int) -> int:
    """Move an end that falls within a phrase on to the next comma, joint or quotation mark."""
    doc = site.doc
    while end < bound and not (
        (doc[end].is_punct and doc[end].tag_ != "HYPH" and doc[end - 1].tag_ != "HYPH")
        or doc[end].is_space
        or doc[end].lower_ in {"and", "but", "or", "as", "while", "after", "who"}
    ):
        end += 1
    return end


def before_aside(site: Site, start: int, end: int) -> int:
    """Leave out what the reporter tells by the way behind a comma: "the raid in Jaffa, in which seven people died"."""
    doc = site.doc
    for i in range(start + 1, end - 2):
        if doc[i].text == "," and (doc[i + 1].lower_ in _WHICH or doc[i + 2].lower_ in {"which", "whom"}):
            return i
    return end


def adds(site: Site, i: int) -> bool:
    """Tell where the reporter goes on with what came of it: "confirmed the raid, raising fears"."""
    following = site.doc[i + 1] if i + 1 < site.region[1] else None
    return bool(
        site.doc[i].text == ","
        and following is not None
        and following.tag_ == "VBG"
        and following.pos_ == "VERB"
        and following.dep_ == "advcl"
        and following.lower_ not in {"including", "following"}
    )


def is_clause_of(token: Token) -> bool:
    """Whether "as" opens a clause with a subject and a verb of its own."""
    clause = token.head
    if token.dep_ != "mark" or not is_finite(clause):
        return False
    return any(c.dep_ in syntax.SUBJECT and c.i > token.i for c in clause.children)


def figures_end(site: Site, start: int) -> int:
    """Find where figures end: with the sentence, or before another one's ("30 dead, and the council 40")."""
    bound = site.bound(start, verbal=True)
    for i in range(start + 1, bound - 1):
        joint = site.doc[i].text == "," and site.doc[i + 1].lower_ in {"and", "but", "while"}
        if joint and not any(t.pos_ == "NUM" for t in site.doc[i + 2 : i + 5]):
            return i
    return bound
