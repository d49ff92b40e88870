"""Turn a parse with spaCy's older English relations into one with Universal Dependencies, which the readers expect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OLDER: Final = frozenset({"dobj", "pobj", "prep", "nsubjpass", "auxpass", "relcl", "npadvmod", "poss"})
_RENAMED: Final = {
    "ROOT": "root",
    "acomp": "xcomp",
    "agent": "advmod",
    "attr": "xcomp",
    "auxpass": "aux:pass",
    "csubjpass": "csubj:pass",
    "dative": "iobj",
    "dobj": "obj",
    "intj": "discourse",
    "meta": "dep",
    "neg": "advmod",
    "nmod": "compound",
    "nmod_": "nmod",
    "npadvmod": "obl:unmarked",
    "nsubjpass": "nsubj:pass",
    "oprd": "xcomp",
    "pcomp": "advcl",
    "pobj": "obl",
    "poss": "nmod:poss",
    "preconj": "cc:preconj",
    "predet": "det:predet",
    "prep": "advmod",
    "prt": "compound:prt",
    "quantmod": "advmod",
    "relcl": "acl:relcl",
}
_NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_PREPOSITIONAL: Final = frozenset({"prep", "agent", "dative"})
_BITS: Final = 0xFFFF_FFFF_FFFF_FFFF
"""spaCy reads negative offsets back from the bits of an unsigned number."""


def to_universal(doc: Doc) -> None:
    """Relabel and rehang the parse of a doc in place where its relations are the older ones; else do nothing."""
    if not any(token.dep_ in _OLDER for token in doc):
        return
    tree = _Tree(doc)
    tree.lift_objects()
    tree.lift_predicates()
    tree.hang_conjunctions()
    strings = doc.vocab.strings
    rows: Any = np.zeros((len(doc), 2), dtype=np.uint64)
    for i, (head, dep) in enumerate(zip(tree.heads, tree.deps, strict=True)):
        rows[i] = [(head - i) & _BITS, strings.add(_RENAMED.get(dep, dep))]
    doc.from_array(["HEAD", "DEP"], rows)


class _Tree:
    """Heads and relations by token index, open to change."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.heads = [token.head.i for token in doc]
        self.deps = [token.dep_ for token in doc]
        self.children: list[list[int]] = [[] for _ in doc]
        for i, head in enumerate(self.heads):
            if head != i:
                self.children[head].append(i)

    def move(self, child: int, head: int) -> None:
        """Hang a token on another."""
        if self.heads[child] != child:
            self.children[self.heads[child]].remove(child)
        self.heads[child] = head
        if child != head:
            self.children[head].append(child)

    def depth(self, token: int) -> int:
        """Count the steps to the root."""
        steps = 0
        while self.heads[token] != token:
            token = self.heads[token]
            steps += 1
        return steps

    def lift_objects(self) -> None:
        """Put the object of a preposition above it, the innermost first ("from inside the camp")."""
        found = [i for i, dep in enumerate(self.deps) if dep in _PREPOSITIONAL]
        for i in sorted(found, key=self.depth, reverse=True):
            inside = [c for c in self.children[i] if self.deps[c] in ("pobj", "pcomp")]
            if not inside or self.heads[i] == i:
                continue
            lifted, head = inside[0], self.heads[i]
            if self.deps[head] in _PREPOSITIONAL and self.heads[head] != head:
                dep = self.deps[lifted]
            elif self.deps[lifted] == "pcomp":
                dep = "acl" if self.doc[head].pos_ in _NOMINAL else "advcl"
            elif self.deps[i] == "agent":
                dep = "obl:agent"
            else:
                # The older "nmod" is another relation, a modifier before its noun.
                dep = "nmod_" if self.doc[head].pos_ in _NOMINAL else "obl"
            self.deps[i] = "mark" if self.deps[lifted] == "pcomp" else "case"
            self.deps[lifted] = dep
            self.move(lifted, head)
            for child in list(self.children[i]):
                self.move(child, lifted)
            self.move(i, lifted)

    def lift_predicates(self) -> None:
        """Put what "to be" links to its subject above it; "there is" stays as it is."""
        for i, token in enumerate(self.doc):
            if token.lower_ not in {"is", "are", "was", "were", "be", "been", "being", "am", "'s", "’s", "'re", "’re"}:
                continue
            inside = [c for c in self.children[i] if self.deps[c] in ("attr", "acomp")]
            if not inside:
                continue
            if any(self.deps[c] == "expl" for c in self.children[i]):
                self.deps[inside[0]] = "nsubj"
                continue
            lifted = inside[0]
            self.deps[lifted] = self.deps[i]
            self.move(lifted, lifted if self.heads[i] == i else self.heads[i])
            for child in list(self.children[i]):
                self.move(child, lifted)
            self.deps[i] = "cop"
            self.move(i, lifted)

    def hang_conjunctions(self) -> None:
        """Hang "and" on the conjunct that follows it."""
        for i, dep in enumerate(self.deps):
            if dep == "cc":
                following = [c for c in self.children[self.heads[i]] if self.deps[c] == "conj" and c > i]
                if following:
                    self.move(i, min(following))
