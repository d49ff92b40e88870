"""
Questions about a dependency parse, answered alike for Universal Dependencies and for spaCy's older English labels.

Every function takes and gives tokens of one `Doc`, in text order, and never leaves the sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from variorum.nlp.columns import columns, remembered, remembered_tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

SUBJECT = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "nsubjpass", "csubj", "csubj:pass"})
PASSIVE_SUBJECT = frozenset({"nsubj:pass", "nsubjpass", "csubj:pass"})
OBJECT = frozenset({"obj", "iobj", "dobj", "dative"})
OBLIQUE = frozenset(
    {"obl", "obl:agent", "obl:tmod", "obl:npmod", "obl:unmarked", "nmod", "nmod:tmod", "nmod:unmarked", "npadvmod"}
)
CLAUSE = frozenset({"ccomp", "xcomp", "advcl", "acl", "acl:relcl", "advcl:relcl", "relcl", "parataxis", "csubj"})
AUXILIARY = frozenset({"aux", "aux:pass", "auxpass"})
_PASSIVE = PASSIVE_SUBJECT | {"aux:pass", "auxpass"}
INNER = frozenset(
    "det det:predet amod nummod compound compound:prt flat flat:name nmod:poss poss case advmod quantmod nummod:gov "
    "nmod:unmarked fixed goeswith nmod:npmod punct npadvmod predet nmod:desc".split()
)
"""Relations that stay inside a base noun phrase."""


_MODIFIER = 6
"""Words that a modifier may reach back; a longer one is a clause that the parse hung in the wrong place."""


def _hanging(token: Token) -> list[tuple[int, str]]:
    """Give what hangs on a token and by which relation, far sooner than `token.children` does."""
    return columns(token.doc).children[token.i]


def sentence(token: Token) -> tuple[int, int]:
    """Give the token span of a token's sentence, far sooner than `token.sent` does."""
    return columns(token.doc).sentences[token.i]


def root(doc: Doc, start: int, end: int) -> Token:
    """
    Give the token of a span that is nearest to the root of its sentence, the first of several.

    Marks and white space on which nothing hangs count only where nothing else is there, as with `Span.root`, which
    takes long; of no words it is the one behind.
    """
    if end - start <= 1:
        return doc[start]
    words = columns(doc)
    heads, tops = words.heads, []
    for i in range(start, end):
        if heads[i] == i:
            return doc[i]
        if not start <= heads[i] < end:
            tops.append(i)
    if len(tops) > 1:
        solid = [i for i in tops if i in words.bearing or not (words.is_punct[i] or words.is_space[i])]
        tops = [min(solid or tops, key=lambda i: _depth(heads, i))]
    return doc[tops[0]]


def _depth(heads: Sequence[int], i: int) -> int:
    """Count the steps from a token to the root of its sentence."""
    steps = 0
    while heads[i] != i:
        i = heads[i]
        steps += 1
    return steps


def base(token: Token) -> tuple[int, int]:
    """Give the token span of the base noun phrase around a head: modifiers before it and name parts after it."""
    start = end = token.i
    for i, relation in _hanging(token):
        if relation in INNER and relation != "punct":
            child = token.doc[i]
            if i < token.i and relation != "case" and i - child.left_edge.i <= _MODIFIER:
                start = min(start, child.left_edge.i)
            elif relation in {"flat", "flat:name", "compound", "nummod", "fixed", "goeswith"} and i == end + 1:
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


@remembered
def preposition(token: Token) -> str:
    """Give the lower-cased preposition of a phrase ("" if bare), joined where it is several words ("because_of")."""
    words = columns(token.doc)
    for i, relation in words.children[token.i]:
        if relation == "case" and i < token.i:
            parts = sorted([i, *(k for k, bound in words.children[i] if bound == "fixed")])
            return "_".join(words.lowers[k] for k in parts)
    if token.dep_ == "pobj":
        return token.head.lower_
    return ""


def conjuncts(token: Token) -> list[Token]:
    """Give a token and what is coordinated with it ("A, B and C" from A), in text order."""
    doc, words = token.doc, columns(token.doc)
    if token.i not in words.joined:
        return [token]
    children, found, stack = words.children, [token.i], [token.i]
    while stack:
        for i, relation in children[stack.pop()]:
            if relation == "conj":
                found.append(i)
                stack.append(i)
    return [token if i == token.i else doc[i] for i in sorted(found)]


def first_conjunct(token: Token) -> Token:
    """Climb to the first of a coordination."""
    while token.dep_ == "conj":
        token = token.head
    return token


@remembered_tokens
def subjects(verb: Token) -> list[Token]:
    """Give the subjects of a verb, shared ones of a coordination or a control verb included."""
    seen = 0
    current = verb
    while seen < 6:
        own = [i for i, relation in _hanging(current) if relation in SUBJECT]
        if own:
            return [t for i in own for t in conjuncts(verb.doc[i])]
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


@remembered
def is_passive(verb: Token) -> bool:
    """Tell whether a verb is passive, reduced relatives ("a man killed in the raid") included."""
    relations = {relation for _, relation in _hanging(verb)}
    if not _PASSIVE.isdisjoint(relations):
        return True
    if verb.tag_ != "VBN" or not AUXILIARY.isdisjoint(relations) or not OBJECT.isdisjoint(relations):
        return False
    if verb.dep_ in {"acl", "amod"}:
        return True
    # "Two were killed and one hurt", "nobody was reported hurt".
    return verb.dep_ in {"conj", "xcomp"} and is_passive(verb.head) and SUBJECT.isdisjoint(relations)


@remembered_tokens
def agents(verb: Token) -> list[Token]:
    """Give who acts: the subject of an active verb, the by-phrase of a passive one."""
    if not is_passive(verb):
        return subjects(verb)
    doc, hanging = verb.doc, _hanging(verb)
    # A noun that the parse takes for the agent before the verb and without a preposition is its subject.
    by = [
        t
        for i, relation in hanging
        if (relation == "obl:agent" and preposition(doc[i])) or (relation == "obl" and preposition(doc[i]) == "by")
        for t in conjuncts(doc[i])
    ]
    nouns = [k for i, relation in hanging if relation == "agent" for k, bound in _hanging(doc[i]) if bound == "pobj"]
    return [*by, *(t for k in nouns for t in conjuncts(doc[k]))]


@remembered_tokens
def patients(verb: Token) -> list[Token]:
    """Give what is acted on: the object of an active verb, the subject of a passive one."""
    if is_passive(verb):
        return subjects(verb)
    return [t for i, relation in _hanging(verb) if relation in OBJECT for t in conjuncts(verb.doc[i])]


def phrases(head: Token) -> Iterator[tuple[str, Token]]:
    """Yield (preposition, noun) of each prepositional phrase on a verb or noun, coordinated ones included."""
    doc = head.doc
    for word, i in _phrases(head):
        yield word, doc[i]


@remembered
def _phrases(head: Token) -> tuple[tuple[str, int], ...]:
    return tuple(_find_phrases(head))


def _find_phrases(head: Token) -> Iterator[tuple[str, int]]:
    doc = head.doc
    for i, relation in _hanging(head):
        if relation in OBLIQUE:
            word = preposition(doc[i])
            for t in conjuncts(doc[i]):
                yield (word if t.i == i else preposition(t) or word), t.i
        elif relation in {"prep", "agent"}:
            for k, bound in _hanging(doc[i]):
                if bound == "pobj":
                    for t in conjuncts(doc[k]):
                        yield doc[i].lower_, t.i


def clause_of(token: Token) -> Token:
    """Climb to the verb (or other predicate) of the clause that a token is in."""
    current = token
    for _ in range(60):
        if current.pos_ in {"VERB", "AUX"} or current.dep_ in CLAUSE or current.head.i == current.i:
            return current
        current = current.head
    return current


def is_clause_beside(verb: Token) -> bool:
    """Tell a clause with a subject of its own beside another: "and four were hurt", "while a mine killed four"."""
    if verb.pos_ != "VERB" or not any(c.dep_ in SUBJECT for c in verb.children):
        return False
    if verb.dep_ == "advcl":
        return any(c.dep_ == "mark" and c.lower_ in {"while", "whereas", "whilst"} for c in verb.children)
    return verb.dep_ in {"conj", "parataxis"}


def clause_beside(token: Token) -> Token:
    """Climb to the verb of the clause that a token is in, of clauses side by side that have subjects of their own."""
    current = token
    for _ in range(60):
        if current.head.i == current.i or is_clause_beside(current):
            break
        current = current.head
    return current


def ancestors(token: Token) -> Iterator[Token]:
    """Yield the heads above a token, nearest first."""
    while token.head.i != token.i:
        token = token.head
        yield token


@remembered
def counts_none(head: Token) -> bool:
    """
    Tell whether a word of harm is said of nobody.

    "No casualties", "no one was hurt", "none of them was wounded", "without causing injuries", "no reports of deaths".
    """
    whom = subjects if head.lower_ in DIES else patients
    nouns = [head] if head.pos_ in {"NOUN", "PROPN"} else whom(head)
    lowers = columns(head.doc).lowers
    if any(n.lower_ in NOBODY or any(lowers[i] == "no" for i, _ in _hanging(n)) for n in nouns):
        return True
    told = first_conjunct(head).head
    link = preposition(first_conjunct(head))
    if ((told.lower_ in TOLD and link == "of") or (told.lower_ in REPORTS and link == "on")) and "no" in _lowers_on(
        told
    ):
        return True
    above = (head, head.head) if head.dep_ in OBJECT else (head,)
    if head.dep_ in OBJECT and head.head.lower_ in CAUSES and negation(head.head) is not None:
        # "The blast did not cause any casualties".
        return True
    return any(lowers[i] == "without" and relation in {"case", "mark"} for t in above for i, relation in _hanging(t))


def _lowers_on(token: Token) -> list[str]:
    lowers = columns(token.doc).lowers
    return [lowers[i] for i, _ in _hanging(token)]


TOLD = frozenset({"report", "reports", "word", "news", "sign", "signs", "indication", "indications", "information"})
"""Nouns of telling, of which none is said of what befell nobody."""

REPORTS = frozenset({"report", "reports"})
"""Of these, those of which none is said on what befell nobody; "no word on casualties" leaves them open."""

CAUSES = frozenset({"cause", "caused", "inflict", "inflicted", "suffer", "suffered", "claim", "claimed"})
"""Verbs of what comes to harm, or does it."""

DIES = frozenset({"die", "dies", "died", "dying", "perish", "perished", "drown", "drowned"})
"""Verbs whose subject comes to harm."""

NOBODY = frozenset({"nobody", "none", "no-one"})
"""Words that stand for no person."""


def negation(token: Token) -> Token | None:
    """Find the word that negates a verb or noun ("not", "never", "no")."""
    words = columns(token.doc)
    for i, relation in words.children[token.i]:
        if relation == "neg" or words.lowers[i] in {"not", "n't", "n’t", "never", "no", "neither", "nor"}:
            return token.doc[i]
    return None


def modal(verb: Token) -> Token | None:
    """Find the modal auxiliary of a verb ("could", "will")."""
    words = columns(verb.doc)
    for i, relation in words.children[verb.i]:
        if relation in AUXILIARY and words.tags[i] == "MD":
            return verb.doc[i]
    return None
