"""Find the happening that a connective governs, among the mentions of one report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.connectives import Match, lexicon
from variorum.reading.referents import MentionRef
from variorum.reading.told import Told

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WINDOW = 14
_NEXT = 4
"""Words behind a connective that stands right behind what answers."""
_FAR = 600
"""Words before its name alone among which a happening is sought."""
_SEPARATORS = frozenset({",", ";", ":", "“", "”", '"', "--", "—", "–", "(", ")"})
_NAMED = frozenset({"LOC", "PER"})
_SAYING = frozenset({"VERB", "AUX", "NOUN"})
_STATES = frozenset({"state", "states"})


def governed(match: Match, doc: Doc) -> Token | None:
    """Find the head of what a connective governs."""
    last = doc[match.end - 1]
    if last.dep_ == "fixed":
        last = last.head
    if last.dep_ in {"case", "mark"} and last.head.i >= match.end:
        return last.head
    for child in last.children:
        if child.i >= match.end and child.dep_ in syntax.OBJECT | syntax.OBLIQUE | {"pobj", "pcomp"}:
            return child
    return None


def is_saying(token: Token) -> bool:
    """Tell a word of speech from a name and from a state: "Islamic State", "state television"."""
    if token.lower_ not in lexicon().speech or token.pos_ not in _SAYING:
        return False
    return token.pos_ != "NOUN" or token.lower_ not in _STATES


class Complements:
    """Answers which mention a connective governs."""

    def __init__(self, doc: Doc, told: Told) -> None:
        self._doc = doc
        self._told = told
        self._lexicon = lexicon()

    def of(self, match: Match) -> MentionRef | None:
        """Find the mention that follows the connective as what it governs."""
        limit = min(self._told.sentence_end(match.end), match.end + (_NEXT if match.connective.close else _WINDOW))
        if any(t.lower_ == "which" for t in self._doc[match.end : match.end + 1]):
            return None
        head = governed(match, self._doc)
        inside = range(head.left_edge.i, head.right_edge.i + 1) if head is not None else range(0)
        named = match.connective.explicit and match.connective.type == "response_to"
        for mention in self._told.over(match.start, limit):
            if mention.end <= match.end or mention.start < match.start:
                continue
            if named and head is not None and head.ent_type_ in _NAMED and mention.start not in inside:
                # "Retaliated for Harrow with air strikes": it is the place that stands for what is answered.
                break
            between = self._doc[match.end : max(match.end, mention.start)]
            # "In response to what they called air strikes" says that these were answered.
            free = any(t.lower_ == "what" for t in between[:1])
            if any(is_saying(t) for t in between) and not free:
                return None
            if any(t.text in _SEPARATORS for t in between) and mention.start not in inside:
                return None
            if match.connective.temporal and head is not None:
                # "Following an argument", "after condemning the raid": what comes next is not what it governs.
                outside = head.pos_ == "NOUN" and mention.start not in inside and not mention.start <= head.i
                if outside or self._is_told_of(head, mention):
                    return None
            if match.connective.type == "part_of" and head is not None and not self._is_within(mention, head):
                return None
            return mention
        return self._by_name(match, head) if named else None

    def _is_within(self, mention: MentionRef, head: Token) -> bool:
        """Tell whether a noun is, or holds, a mention, and no clause on it does: "the alliance that led the raid"."""
        for token in (root := syntax.root(self._doc, mention.start, mention.end), *syntax.ancestors(root)):
            if token.i == head.i:
                return True
            if token.dep_.startswith("acl"):
                return False
        return False

    def _by_name(self, match: Match, head: Token | None) -> MentionRef | None:
        """Find the happening that a place or a person stands for: "in revenge for Harrow"."""
        if head is None or head.i >= match.end + _NEXT or head.ent_type_ not in _NAMED:
            return None
        there = [m for m in self._told.mentions if head.lower_ in m.places and m.end <= match.start]
        if there:
            return there[0]
        words = columns(self._doc)
        for i in range(match.start - 1, max(0, match.start - _FAR) - 1, -1):
            if words.lowers[i] == words.lowers[head.i] and words.numbers[i] != words.numbers[head.i]:
                told = self._told.within(*words.sentences[i])
                if told:
                    return min(told, key=lambda m: abs(m.start - i))
        return None

    def _is_told_of(self, verb: Token, mention: MentionRef) -> bool:
        """Tell whether a clause is about something else that is done with a happening: "after condemning the raid"."""
        if verb.pos_ != "VERB" or mention.start <= verb.i < mention.end or verb.lower_ in self._lexicon.bearers:
            return False
        objects = [c for c in verb.children if c.dep_ in syntax.OBJECT | syntax.OBLIQUE]
        return any(c.left_edge.i <= mention.start <= c.right_edge.i for c in objects)
