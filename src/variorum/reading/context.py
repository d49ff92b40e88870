"""What the readers of one report share: its text, its parse, and what was found in it so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from variorum.model import Interval, Published, Report, Span
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.chronology import Chronology
from variorum.reading.publication import written_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from variorum.reading.actors import ActorIndex
    from variorum.reading.layout import Layout, ZoneKind
    from variorum.reading.places import PlaceMention
    from variorum.reading.quantities import Quantity
    from variorum.reading.times import TimeExpression
    from variorum_en.annotations import Attribution


REACH = 60
"""Words of a source that are looked at: it bounds the cost."""

BEHIND = 12
"""Words behind the cue of a saying among which a place hangs on it ("reported in Arbin that")."""


@dataclass
class Context:
    """
    One report in the middle of being read.

    Layout, times and quantities count characters, places and actors count tokens of `doc`. Each reader adds its part
    in the order of the fields and never changes an earlier one.
    """

    report: Report
    doc: Doc
    layout: Layout
    published: Published
    times: tuple[TimeExpression, ...]
    quantities: tuple[Quantity, ...]
    places: tuple[PlaceMention, ...]
    actors: ActorIndex
    own_times: dict[int, list[TimeExpression]] = field(default_factory=dict)
    """What `timing.own_times` has found, by the index of the mention."""

    def span(self, start: int, end: int) -> Span:
        """Quote tokens `start` to `end` (half-open) with their character offsets."""
        text = self.report.text
        a, b = self.doc[start].idx, self.doc[end - 1].idx + len(self.doc[end - 1].text)
        return Span(start=a, end=b, quote=text[a:b])

    def quantities_in(self, start: int, end: int) -> tuple[Quantity, ...]:
        """Give the quantities that lie within a character span."""
        first = bisect_left(self.quantities, start, key=lambda q: q.start)
        found = []
        for quantity in self.quantities[first:]:
            if quantity.start >= end:
                break
            if quantity.end <= end:
                found.append(quantity)
        return tuple(found)

    def zone_at(self, offset: int) -> ZoneKind:
        """Tell what the words at a character serve on the page."""
        zone = self.layout.zone_at(offset)
        return zone.kind if zone is not None else "body"

    def times_in(self, start: int, end: int) -> tuple[TimeExpression, ...]:
        """Give the time expressions that overlap a character span."""
        first = bisect_left(self.times, start, key=lambda t: t.end)
        found = []
        for time in self.times[first:]:
            if time.start >= end:
                break
            if time.end > start:
                found.append(time)
        return tuple(found)

    def places_in(self, start: int, end: int) -> tuple[PlaceMention, ...]:
        """Give the places that overlap a token span."""
        first = bisect_left(self.places, start + 1, key=lambda p: p.end)
        found = []
        for place in self.places[first:]:
            if place.start >= end:
                break
            found.append(place)
        return tuple(found)

    @cached_property
    def chronology(self) -> Chronology:
        """The times of the report one after another."""
        return Chronology(self.report.text, self.times, self.layout, self.anchor)

    @cached_property
    def anchor(self) -> Interval | None:
        """The day, or days, from which the report counts its times."""
        return written_on(self.published, self.layout, self.report.text)

    @cached_property
    def town_of_title(self) -> PlaceMention | None:
        """The one town, or part or site of one, that the title names, if no town is named more often."""
        starts = columns(self.doc).starts
        titled = [p for p in self.places if p.candidates and self.zone_at(starts[p.start]) == "title"]
        towns = [p for p in titled if p.place.level in {"site", "settlement", "district"}]
        if len({p.place.name for p in towns}) != 1:
            return None
        counts = Counter(p.place.name for p in self.places if p.place.level == "settlement")
        return towns[0] if counts[towns[0].place.name] == max(counts.values(), default=0) else None

    @cached_property
    def surnames(self) -> frozenset[str]:
        """The last and the whole names, in small letters, of persons named with more than one word."""
        words = columns(self.doc)
        people = [(e.start, e.end) for e in words.entities if e.label == "PER" and e.end - e.start > 1]
        return frozenset(name for a, b in people for name in (words.lowers[b - 1], words.text(a, b).casefold()))

    @cached_property
    def cues(self) -> frozenset[int]:
        """The tokens of the cues of sayings."""
        sayings = self.doc._.attributions if self.doc.has_extension("attributions") else ()
        return frozenset(i for saying in sayings for i in range(*saying.cue))

    def speech_above(self, start: int, end: int) -> Token | None:
        """Give the verb of speech that some tokens hang on, by their head; none where it is anything else."""
        word = syntax.root(self.doc, start, end)
        verb = word.head
        return verb if verb.pos_ == "VERB" and verb.i in self.cues and verb.i != word.i else None

    @cached_property
    def _sayings(self) -> dict[int, list[Attribution]]:
        found: dict[int, list[Attribution]] = {}
        for saying in self.doc._.attributions if self.doc.has_extension("attributions") else ():
            source = saying.source or saying.cue
            told = {*range(source[0], min(source[1], source[0] + REACH)), *range(saying.cue[1], saying.cue[1] + BEHIND)}
            for i in sorted(told):
                found.setdefault(i, []).append(saying)
        return found

    def sayings_at(self, token: int) -> Sequence[Attribution]:
        """Give the sayings whose source a token is in, or whose cue it stands right behind."""
        return self._sayings.get(token, ())

    def token_at(self, offset: int) -> int:
        """Give the token that covers a character or follows it; as many as there are where none does."""
        return bisect_right(columns(self.doc).ends, offset)

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """Turn a character span into the half-open token span that covers it."""
        first = self.token_at(start)
        last = self.token_at(max(start, end - 1))
        return first, min(last + 1, len(self.doc))
