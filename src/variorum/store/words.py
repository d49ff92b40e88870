"""Words as they are compared: in names, places, searches."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

NOT_WORD = re.compile(r"[\W_]+")
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
PHRASE = re.compile(r'"([^"]*)"?|([^\s"]+)')


def storable(text: str) -> str:
    """Put U+FFFD for each character that a database cannot hold in a text; offsets stay."""
    return UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def folded(text: str) -> str:
    """Give the words of *text* without case, accents and punctuation, with one space around each."""
    apart = unicodedata.normalize("NFKD", storable(text))
    bare = "".join(character for character in apart if not unicodedata.combining(character))
    return " ".join(["", *NOT_WORD.sub(" ", bare.casefold()).split(), ""])


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must follow one another; `open` where the last may go on ("insur*")."""

    words: tuple[str, ...]
    open: bool = False


def phrases(query: str) -> tuple[Phrase, ...]:
    """Give what *query* asks for: words and "quoted phrases", all of which must be there; no other syntax."""
    found = []
    for match in PHRASE.finditer(query):
        part = match[1] if match[1] is not None else match[2]
        if words := tuple(folded(part).split()):
            found.append(Phrase(words, open=match[1] is None and part.endswith("*")))
    return tuple(found)
