"""Bodies that were found somewhere: a killing by itself, which nobody saw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variorum.codebook.forms import all_forms
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token


def is_find(word: Token) -> bool:
    """Tell bodies that were found ("the bodies of two men were found in a ditch"), not those under a fallen house."""
    if word.lower_ not in BODIES or word.pos_ != "NOUN" or word.head.lower_ not in FINDING:
        return False
    if word not in syntax.patients(word.head):
        return False
    return RUBBLE.isdisjoint(columns(word.doc).lowers[slice(*syntax.sentence(word))])


BODIES = words("bodies")
"""Nouns for the dead who are found."""

RUBBLE = words("rubble")
"""What the dead of an air strike or an earthquake lie under."""

FINDING = all_forms(("find", "discover", "locate", "dump", "unearth", "abandon", "spot"))
"""Verbs of how bodies come to light, in every form."""
