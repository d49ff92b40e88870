"""Figures of harm, and those that stand away from its word: in a list below it, behind a noun of rising."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.people import PEOPLE, group_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

BEFORE = 14
"""Words behind the word for the harm among which its line ends with a colon."""

LINES = 40
"""Lines of a list that are read: it bounds the cost."""

FAR = 6
"""Words behind the number of a line among which is the noun that it counts."""


RISES = frozenset({"rise", "increase", "jump", "climb", "surge", "spike"})
"""Nouns of a toll that becomes more."""


def risen_to(toll: Token, above: Token) -> list[Token]:
    """Give the number that a toll has risen to by a noun *above* it ("a rise in the toll of the clashes to 89")."""
    if above.pos_ != "NOUN" or above.lower_ not in RISES:
        return []
    behind = toll.doc[toll.i : min(toll.i + FURTHEST, syntax.sentence(toll)[1])]
    to = next((t for t in behind if t.lower_ == "to" and t.dep_ == "case" and t.head.pos_ == "NUM"), None)
    return [to.head] if to is not None else []


def is_risen_to(number: Token) -> bool:
    """Tell a number that a toll has risen to by a noun before it."""
    if number.pos_ != "NUM" or syntax.preposition(number) != "to":
        return False
    before = number.doc[max(syntax.sentence(number)[0], number.i - FURTHEST) : number.i]
    return any(t.lower_ in RISES and t.pos_ == "NOUN" for t in before)


FURTHEST = 20
"""Words behind a toll among which the number is that it has risen to."""


def listed_below(word: Token) -> list[Token]:
    """Give the people who are counted line by line below "The dead are as follows:"."""
    doc, lines = word.doc, columns(word.doc)
    at = next((i for i in range(word.i + 1, min(word.i + BEFORE, len(doc))) if lines.texts[i] == ":"), None)
    if at is None or any(_breaks(doc, i) for i in range(word.i, at)):
        return []
    found: list[Token] = []
    i = at + 1
    while len(found) < LINES and i < len(doc) and _breaks(doc, i):
        first = _first(doc, i + 1)
        counted = _counted(doc, first)
        if counted is None:
            break
        found.append(counted)
        i = next((k for k in range(first, min(first + 8 * FAR, len(doc))) if _breaks(doc, k)), len(doc))
    return found if len(found) > 1 else []


def _breaks(doc: Doc, i: int) -> bool:
    return "\n" in columns(doc).texts[i]


def _first(doc: Doc, i: int) -> int:
    """Step over what leads up to the number of a line: a bullet, "and"."""
    words = columns(doc)
    while i < len(doc) and (words.is_punct[i] or words.lowers[i] in {"and", "*", "•", "▪"}) and not _breaks(doc, i):
        i += 1
    return i


def _counted(doc: Doc, i: int) -> Token | None:
    """Give the people whom a line counts that begins with a number, and with none that only numbers the line."""
    if i + 1 >= len(doc) or doc[i].pos_ != "NUM" or doc[i + 1].text in {".", ")", "-", ":"}:
        return None
    for token in doc[i + 1 : i + FAR]:
        if token.is_punct or "\n" in token.text:
            return None
        if token.pos_ == "NOUN" and (token.lower_ in PEOPLE or group_of(token)[0] != "unknown"):
            return token
    return None


def is_counted(token: Token) -> bool:
    """Tell whether a number counts what a word tells, or stands for it."""
    return token.pos_ == "NUM" or any(c.dep_ == "nummod" for c in token.children)


def is_people(token: Token) -> bool:
    """Tell whether a noun is for people."""
    return token.pos_ == "NUM" or token.lower_ in PEOPLE or group_of(token)[0] != "unknown"
