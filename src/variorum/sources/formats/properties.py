"""What the properties of a document tell: titles and authors that a person wrote, not those that programs fill in."""

from __future__ import annotations

import re

from variorum.knowledge.names import fold

_LONGEST = 500
_MADE = re.compile(r"\.(docx?|pdf|indd|rtf|odt|txt|xlsx?)$|^(microsoft word|untitled|document\d*$)", re.IGNORECASE)
_NOBODY = frozenset(
    {
        "admin",
        "administrator",
        "author",
        "microsoft",
        "microsoft office",
        "microsoft office user",
        "owner",
        "python docx",
        "unknown",
        "unknown author",
        "user",
        "utilisateur windows",
        "windows user",
    }
)


def real_title(title: str | None) -> str | None:
    """Give a title that an author wrote, not one that a program made of a file's name."""
    line = " ".join((title or "").split())[:_LONGEST]
    return None if _MADE.search(line) or not any(map(str.isalpha, line)) else line


def people(authors: str | None) -> tuple[str, ...]:
    """Give the names of authors, without those that programs and new computers come with."""
    names = (" ".join(part.split()) for part in re.split(r"[;,]| and ", (authors or "")[:_LONGEST]))
    return tuple(dict.fromkeys(name for name in names if any(map(str.isalpha, name)) and fold(name) not in _NOBODY))
