"""Find the happening that a noun of a link takes up again, where it was read as one of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from variorum.nlp import syntax

if TYPE_CHECKING:
    from spacy.tokens import Doc

POINTING = frozenset({"this", "that", "these", "those"})
_DEFINITE = frozenset({"the", *POINTING})
_NEAR = 30
"""Words before the sentence of "that attack" among which is the happening that it points back to."""
_LATELY = 60
"""Words before the sentence of "the strikes" among which are the last that may be meant."""
_GENERAL = frozenset({"armed_attack", "killing", "operation", "other"})
"""What any deed of violence may be called when it is taken up again: "the attack", "the killing", "the operation"."""
_LASTING = frozenset({"campaign", "campaigns", "offensive", "offensives", "war", "wars"})
"""What goes on over many deeds, and is never another word for one of them."""
_DEEDS = frozenset(
    {"air_strike", "shelling", "suicide_bombing", "bombing", "armed_attack", "clash", "killing", "operation"}
)


@dataclass(frozen=True, slots=True)
class MentionRef:
    """
    A mention of an incident, by the half-open token span of its words.

    A null type counts as any. `initiators` and `targets` are actor ids; where the former are known, nobody is taken to
    answer an act of their own. `sides` are those of the initiators, `against` those of the targets; `places` are the
    names of places below a province, in lower case, `provinces` those of the provinces that it lies in, and `days` the
    first and the last day.
    """

    incident: str
    start: int
    end: int
    type: str | None = None
    initiators: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    sides: frozenset[str] = frozenset()
    against: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    provinces: frozenset[str] = frozenset()
    days: tuple[date, date] | None = None


class Referents:
    """Answers which incident a mention of a report takes up again."""

    def __init__(self, doc: Doc, mentions: Iterable[MentionRef]) -> None:
        self._doc = doc
        self._mentions = tuple(mentions)
        self._named = frozenset(p for m in self._mentions for p in m.places)
        self._times = Counter(m.incident for m in self._mentions)

    def of(self, mention: MentionRef, other: MentionRef) -> MentionRef:
        """
        Give the mention of the happening that a noun takes up, or the noun's own where it takes up none.

        Only a noun that alone names its incident may take up another: "the assault on Arvan" what was done in Arvan,
        "that attack" what was told last, "the air strikes" the only air strikes told before. *other* is what it is
        linked to.
        """
        head = syntax.root(self._doc, mention.start, mention.end)
        if self._times[mention.incident] != 1 or head.pos_ not in {"NOUN", "PROPN"}:
            return mention
        while head.dep_ == "compound" and head.head.pos_ in {"NOUN", "PROPN"}:
            head = head.head
        words = {c.lower_ for c in head.children if c.dep_ == "det"}
        if not words & _DEFINITE and not any(c.dep_ == "nmod:poss" for c in head.children):
            return mention
        told = (m for m in self._mentions if m.end <= mention.start and m.incident != other.incident)
        # Who did one of the two, and when, is often read from what is said of the other beside it.
        sides = mention.sides - other.sides
        days = mention.days if mention.days != other.days else None
        before = [m for m in told if self._may_be(mention, m, sides, days)]
        if head.lower_ in _LASTING:
            before = [m for m in before if m.type == mention.type]
        if words & POINTING:
            near = [m for m in before if m.end > head.sent.start - _NEAR and m.end <= head.sent.start]
            alike = [m for m in near if self._doc[m.end - 1].lower_ == head.lower_]
            return (alike or near or [mention])[-1]
        named = self._places(mention, head.left_edge.i, head.right_edge.i + 1)
        if named:
            there = [m for m in before if not named.isdisjoint(m.places)]
            there = there or [m for m in before if not named.isdisjoint(m.provinces)]
            alike = [m for m in there if m.type == mention.type]
            return (alike or there or [mention])[0]
        if any(c.dep_ == "nmod" and c.i > head.i for c in head.children):
            # "The seizure of a tonne of cocaine" says itself which is meant.
            return mention
        alike = [m for m in before if m.type == mention.type]
        if len({m.incident for m in alike}) != 1:
            # "The strikes followed an ambush": of several, those that were told of last.
            lately = [m for m in alike or before if m.end > head.sent.start - _LATELY and m.end <= head.sent.start]
            alike = lately if alike or len({m.incident for m in lately}) == 1 else []
        return alike[-1] if alike else mention

    def _may_be(
        self, mention: MentionRef, other: MentionRef, sides: frozenset[str], days: tuple[date, date] | None
    ) -> bool:
        if other.incident == mention.incident or self._is_other_deed(mention.type, other.type):
            return False
        if sides and other.sides and sides.isdisjoint(other.sides):
            return False
        one, two = days, other.days
        return one is None or two is None or (one[0] <= two[1] and two[0] <= one[1])

    def _is_other_deed(self, one: str | None, two: str | None) -> bool:
        if one is None or two is None or one == two:
            return False
        return not (one in _DEEDS and two in _DEEDS and (one in _GENERAL or two in _GENERAL))

    def _places(self, mention: MentionRef, start: int, end: int) -> frozenset[str]:
        """Give the places that the phrase of a mention names."""
        said = {t.lower_ for t in self._doc[max(start, mention.start - 8) : min(end, mention.end + 12)]}
        mine = frozenset(p for p in mention.places if not said.isdisjoint(p.split()))
        named = {t.lower_ for t in self._doc[mention.end : min(end, mention.end + 8)] if t.ent_type_ == "LOC"}
        return mine | (self._named & named)
