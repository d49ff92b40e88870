"""Dead and hurt who are counted as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variorum.nlp import syntax

if TYPE_CHECKING:
    from spacy.tokens import Token


def are_counted_as_one(head: Token) -> bool:
    """Tell whether dead and hurt are counted as one ("were killed or injured", "killed and wounded 60")."""
    start, end = syntax.sentence(head)
    beside = [t for t in (head.i - 2, head.i + 2) if start <= t < end]
    for t in beside:
        # Side by side, whatever the parse makes of it, and no number behind them ("left 12 dead and wounded 30").
        between, later = head.doc[(t + head.i) // 2].lower_, head.doc[max(t, head.i)]
        other = between == "and" and any(c.dep_ in syntax.OBJECT | syntax.SUBJECT for c in later.children)
        if between in {"or", "and"} and not other and {head.lower_, head.doc[t].lower_} in _DEAD_OR_HURT:
            return True
    first = syntax.first_conjunct(head)
    verbs = syntax.conjuncts(first)
    if len(verbs) < 2 or not all(v.lemma_.lower() in HARM_LEMMAS for v in verbs):
        return False
    kinds = {HARM_LEMMAS[v.lemma_.lower()] for v in verbs}
    if kinds != {"killed", "injured"}:
        return False
    own = [v for v in verbs if any(c.dep_ in syntax.OBJECT or c.dep_ in syntax.SUBJECT for c in v.children)]
    return len(own) <= 1


_DEAD_OR_HURT = [{dead, hurt} for dead in ("killed", "dead") for hurt in ("injured", "wounded", "hurt")]

HARM_LEMMAS = {
    "kill": "killed",
    "die": "killed",
    "slay": "killed",
    "injure": "injured",
    "wound": "injured",
    "hurt": "injured",
}
