"""Token spans of what is said: the record of one attribution, and what its readers do with spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from variorum.codebook.cues import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from variorum.codebook.cues import Complement
    from variorum.model.account import Stance

TokenSpan = tuple[int, int]
"""First token and the one after the last."""

QUOTE_MARKS = frozenset("\"“”‘’«»„'`") | {"''", "``"}
DASHES = frozenset({"-", "–", "—", "--"})
_LEADING = DASHES | {"that", ",", ":", ";", ")", "]", "•", "·", "▪", "●", "‣", "*"}
_TRAILING = DASHES | {",", ".", ";", ":", "(", "["}
_ASIDE = 8
_CONJUNCTIONS = frozenset({"and", "but", "or", "while"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """
    One saying: the tokens `[start, end)` of its content, its cue and its source, and what the cue lends it.

    `source` is null where no words of the sentence name the speaker; an empty cue stands for none.
    """

    start: int
    end: int
    cue: TokenSpan
    source: TokenSpan | None
    stance: Stance
    complement: Complement


def overlap(a: TokenSpan, b: TokenSpan) -> int:
    """Count the tokens that two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def likeness(a: TokenSpan, b: TokenSpan) -> float:
    """Give shared tokens over all tokens of two spans."""
    shared = overlap(a, b)
    return shared / (a[1] - a[0] + b[1] - b[0] - shared) if shared else 0.0


def best(candidates: Sequence[TokenSpan]) -> TokenSpan:
    """Choose the span that the others are most like; of two, or of equals, the first."""
    if len(candidates) < 3:
        return candidates[0]
    return max(candidates, key=lambda c: sum(likeness(c, other) for other in candidates))


def trim(doc: Doc, span: TokenSpan) -> TokenSpan:
    """Take a leading "that" and outer punctuation off a content; marks of a quotation within it stay."""
    start, end = span
    while start < end:
        first = doc[start]
        if not (
            first.is_space
            or (first.lower_ in _LEADING and first.text != "That")
            or (first.text in QUOTE_MARKS and not _is_paired(doc, start, end, start))
        ):
            break
        start += 1
    if start < end and doc[start].text == "(":
        # A credit or a place that stands before the sentence: "(Photo: Doe)".
        aside = next((i for i in range(start, min(end, start + _ASIDE)) if doc[i].text == ")"), None)
        start = aside + 1 if aside is not None and end - aside > _ASIDE else start
    while end > start:
        last = doc[end - 1]
        if not (
            last.is_space
            or last.text in _TRAILING
            or (last.text in QUOTE_MARKS and not _is_paired(doc, start, end, end - 1))
            or (last.lower_ in _CONJUNCTIONS and end - start > 1)
        ):
            break
        end -= 1
    return start, end


def _is_paired(doc: Doc, start: int, end: int, at: int) -> bool:
    """Whether the mark at an edge has its other half inside the span, though not at the other edge."""
    marks = [i for i in range(start, end) if doc[i].text in QUOTE_MARKS]
    if len(marks) % 2 or len(marks) < 2:
        return False
    return marks[1] != end - 1 if at == start else marks[-2] != start


def is_hyphen(token: Token) -> bool:
    """Whether a dash only joins two words: "the Geneva-based centre"."""
    return not token.whitespace_ and not token.nbor(-1).whitespace_


def is_health_body(token: Token) -> bool:
    """Tell the World Health Organization's initials among words in small letters from the pronoun "who"."""
    if token.text != "WHO" or not token.i:
        return False
    beside = (token.doc[i].text for i in (token.i - 1, token.i + 1) if i < len(token.doc))
    return token.nbor(-1).lower_ == "the" or not any(word.isupper() for word in beside)


def is_medium(token: Token) -> bool:
    """Tell where something is posted: "on Telegram", "via its website", "on social media"; not "the website"."""
    word, known = token.lower_.rstrip("."), cues()
    if token.dep_ == "compound":
        return False
    if word == "media":
        return any(c.lower_ == "social" for c in token.children)
    if word in known.pages:
        return any(c.tag_ == "PRP$" or c.lower_ in known.networks for c in token.children)
    return word in known.networks and (word != "x" or token.text[0] == "X")


BY_MEDIUM = frozenset({"on", "via", "through", "over"})
"""Prepositions of the medium by which something is said."""
