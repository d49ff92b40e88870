"""Whom the words of a deed aim at, beyond the object of the verb."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from variorum.codebook.forms import all_forms
from variorum.nlp import syntax
from variorum.reading.partywords import PartyWords

if TYPE_CHECKING:
    from spacy.tokens import Token

COME = all_forms(("come", "be", "remain"))
"""Verbs of coming or being under fire."""


def is_under(verb: Token, lexicon: PartyWords) -> bool:
    """Tell whether a verb says that its subject is attacked ("came under fire", "was under attack")."""
    return verb.lower_ in COME and any(
        word == "under" and token.lower_ in lexicon.under for word, token in syntax.phrases(verb)
    )


def hit(verb: Token, lexicon: PartyWords) -> list[Token]:
    """Give what a verb is done to: who comes under fire, and neither what was fired nor the doer."""
    if verb.lower_ in lexicon.sends:
        return []
    found = syntax.subjects(verb) if is_under(verb, lexicon) else syntax.patients(verb)
    return [token for token in found if token.lower_ not in SELF]


SELF = frozenset({"himself", "herself", "itself", "themselves"})
"""Words of one who does it to nobody else ("blew herself up")."""


def shot_at(verb: Token, lexicon: PartyWords) -> list[Token]:
    """Give at whom a verb says that something was sent: "fired rockets at the army"."""
    if verb.lower_ not in lexicon.sends:
        return []
    hung_on = (verb, *syntax.patients(verb))
    return [t for word in hung_on for link, t in syntax.phrases(word) if link in AT and t.ent_type_ != "TIME"]


AT = frozenset({"at", "toward", "towards"})
"""Prepositions of at whom something is sent."""


def taken_from(verb: Token) -> list[Token]:
    """Give whom a place was taken from ("recaptured the town from rebels")."""
    return [t for word, t in syntax.phrases(verb) if word == "from"] if syntax.patients(verb) else []


def aimed(head: Token, lexicon: PartyWords) -> Iterator[Token]:
    """Yield whom words after a happening say that it aimed at ("strikes targeting camps", "a bomb aimed at them")."""
    for child in head.children:
        if child.dep_ in {"acl", "advcl", "acl:relcl", "xcomp"} and child.lower_ in lexicon.aim:
            if child.tag_ == "VBN" or child.lower_ in {"aim", "aimed", "aiming"}:
                for preposition, token in syntax.phrases(child):
                    if preposition == "at":
                        yield token
            else:
                for token in syntax.patients(child):
                    yield token
