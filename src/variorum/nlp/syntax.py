"""
Questions about a dependency parse, answered alike for Universal Dependencies and for spaCy's older English labels.

Every function takes and gives tokens of one `Doc`, in text order, and never leaves the sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

SUBJECT = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "nsubjpass", "csubj", "csubj:pass"})
PASSIVE_SUBJECT = frozenset({"nsubj:pass", "nsubjpass", "csubj:pass"})
OBJECT = frozenset({"obj", "iobj", "dobj", "dative"})
OBLIQUE = frozenset(
    {"obl", "obl:agent", "obl:tmod", "obl:npmod", "obl:unmarked", "nmod", "nmod:tmod", "nmod:unmarked", "npadvmod"}
)
CLAUSE = frozenset({"ccomp", "xcomp", "advcl", "acl", "acl:relcl", "advcl:relcl", "relcl", "parataxis", "csubj"})
AUXILIARY = frozenset({"aux", "aux:pass", "auxpass"})
INNER = frozenset(
    "det det:predet amod nummod compound compound:prt flat flat:name nmod:poss poss case advmod quantmod nummod:gov "
    "nmod:unmarked fixed goeswith nmod:npmod punct npadvmod predet nmod:desc".split()
)
"""Relations that stay inside a base noun phrase."""


_MODIFIER = 6
"""Words that a modifier may reach back; a longer one is a clause that the parse hung in the wrong place."""


def base(token: Token) -> tuple[int, int]:
    """Give the token span of the base noun phrase around a head: modifiers before it and name parts after it."""
    start = end = token.i
    for child in token.children:
        if child.dep_ in INNER and child.dep_ != "punct":
            if child.i < token.i and child.dep_ != "case" and child.i - child.left_edge.i <= _MODIFIER:
                start = min(start, child.left_edge.i)
            elif child.dep_ in {"flat", "flat:name", "compound", "nummod", "fixed", "goeswith"} and child.i == end + 1:
                end = child.right_edge.i
    return start, end + 1


def full(token: Token) -> tuple[int, int]:
    """Give the token span of the whole phrase under a head, without a leading preposition or trailing punctuation."""
    start, end = token.left_edge.i, token.right_edge.i
    doc = token.doc
    while start < token.i and (doc[start].dep_ in {"case", "mark", "cc"} or doc[start].is_punct or doc[start].is_space):
        start += 1
    while end > token.i and (doc[end].is_space or (doc[end].is_punct and doc[end].text not in {'"', "”", ")", "]"})):
        end -= 1
    return start, end + 1


def preposition(token: Token) -> str:
    """Give the lower-cased preposition of a phrase ("" if bare), joined where it is several words ("because_of")."""
    words = [c for c in token.children if c.dep_ == "case" and c.i < token.i]
    if words:
        parts = [words[0], *(w for w in words[0].children if w.dep_ == "fixed")]
        return "_".join(w.lower_ for w in sorted(parts, key=lambda w: w.i))
    if token.dep_ == "pobj":
        return token.head.lower_
    return ""


def conjuncts(token: Token) -> list[Token]:
    """Give a token and what is coordinated with it ("A, B and C" from A), in text order."""
    found, stack = [token], [token]
    while stack:
        for child in stack.pop().children:
            if child.dep_ == "conj":
                found.append(child)
                stack.append(child)
    return sorted(found, key=lambda t: t.i)


def first_conjunct(token: Token) -> Token:
    """Climb to the first of a coordination."""
    while token.dep_ == "conj":
        token = token.head
    return token


def subjects(verb: Token) -> list[Token]:
    """Give the subjects of a verb, shared ones of a coordination or a control verb included."""
    seen = 0
    current = verb
    while seen < 6:
        own = [c for c in current.children if c.dep_ in SUBJECT]
        if own:
            return [t for s in own for t in conjuncts(s)]
        if current.dep_ in {"conj", "xcomp", "advcl", "parataxis"} and current.head.pos_ in {
            "VERB",
            "AUX",
            "ADJ",
            "NOUN",
        }:
            if current.dep_ == "parataxis":
                return []
            current = current.head
            seen += 1
            continue
        if current.dep_ in {"acl:relcl", "relcl", "acl"}:
            return [current.head]
        return []
    return []


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is passive, reduced relatives ("a man killed in the raid") included."""
    if any(c.dep_ in {"aux:pass", "auxpass"} or c.dep_ in PASSIVE_SUBJECT for c in verb.children):
        return True
    if verb.tag_ != "VBN" or any(c.dep_ in AUXILIARY | OBJECT for c in verb.children):
        return False
    if verb.dep_ in {"acl", "amod"}:
        return True
    return verb.dep_ == "conj" and is_passive(verb.head) and not any(c.dep_ in SUBJECT for c in verb.children)


def agents(verb: Token) -> list[Token]:
    """Give who acts: the subject of an active verb, the by-phrase of a passive one."""
    by = [
        t
        for c in verb.children
        if c.dep_ == "obl:agent" or (c.dep_ == "obl" and preposition(c) == "by")
        for t in conjuncts(c)
    ]
    by += [t for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj" for t in conjuncts(p)]
    if is_passive(verb):
        return by
    return subjects(verb)


def patients(verb: Token) -> list[Token]:
    """Give what is acted on: the object of an active verb, the subject of a passive one."""
    if is_passive(verb):
        return subjects(verb)
    return [t for c in verb.children if c.dep_ in OBJECT for t in conjuncts(c)]


def phrases(head: Token) -> Iterator[tuple[str, Token]]:
    """Yield (preposition, noun) of each prepositional phrase on a verb or noun, coordinated ones included."""
    for child in head.children:
        if child.dep_ in OBLIQUE:
            word = preposition(child)
            for t in conjuncts(child):
                yield preposition(t) or word, t
        elif child.dep_ in {"prep", "agent"}:
            for noun in child.children:
                if noun.dep_ == "pobj":
                    for t in conjuncts(noun):
                        yield child.lower_, t


def clause_of(token: Token) -> Token:
    """Climb to the verb (or other predicate) of the clause that a token is in."""
    current = token
    for _ in range(60):
        if current.pos_ in {"VERB", "AUX"} or current.dep_ in CLAUSE or current.head.i == current.i:
            return current
        current = current.head
    return current


def ancestors(token: Token) -> Iterator[Token]:
    """Yield the heads above a token, nearest first."""
    while token.head.i != token.i:
        token = token.head
        yield token


def counts_none(head: Token) -> bool:
    """
    Tell whether a word of harm is said of nobody.

    "No casualties", "no one was hurt", "none of them was wounded", "without causing injuries".
    """
    nouns = [head] if head.pos_ in {"NOUN", "PROPN"} else patients(head)
    if any(n.lower_ in NOBODY or any(c.lower_ == "no" for c in n.children) for n in nouns):
        return True
    above = (head, head.head) if head.dep_ in OBJECT else (head,)
    return any(c.lower_ == "without" and c.dep_ in {"case", "mark"} for t in above for c in t.children)


NOBODY = frozenset({"nobody", "none", "no-one"})
"""Words that stand for no person."""


def negation(token: Token) -> Token | None:
    """Find the word that negates a verb or noun ("not", "never", "no")."""
    for child in token.children:
        if child.dep_ == "neg" or child.lower_ in {"not", "n't", "n’t", "never", "no", "neither", "nor"}:
            return child
    return None


def modal(verb: Token) -> Token | None:
    """Find the modal auxiliary of a verb ("could", "will")."""
    for child in verb.children:
        if child.dep_ in AUXILIARY and child.tag_ == "MD":
            return child
    return None
