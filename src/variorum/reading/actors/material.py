"""What the parts of the actor index share about one report."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.actors.entities import Entities
from variorum.reading.actors.lexicon import Lexicon, lexicon
from variorum.reading.actors.phrases import PhraseReader
from variorum.reading.units import count_letters, find_units

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from variorum.knowledge.gazetteer import Gazetteer
    from variorum.reading.actors.known import Known
    from variorum.reading.actors.phrase import Phrase
    from variorum.reading.layout import Layout

TokenSpan = tuple[int, int]


_WITHIN_NAME = frozenset({"flat", "flat:name"})
_THROUGH = frozenset({"on", "via", "through", "over"})
"""Prepositions of the medium by which something is said."""
_CREDITS = frozenset({"dateline", "byline", "publisher", "boilerplate"})
"""Parts of a page that name whose report it is."""


@dataclass
class Material:
    """One report, what is known of the world, and whom the report has spoken of so far."""

    doc: Doc
    layout: Layout
    known: Known
    gazetteer: Gazetteer
    lexicon: Lexicon = field(default_factory=lexicon)
    entities: Entities = field(default_factory=Entities)
    phrase_of: dict[int, Phrase] = field(default_factory=dict)
    completed_by: dict[int, tuple[str, Phrase]] = field(default_factory=dict)
    """By the head of a phrase: the preposition and the phrase that come right after it."""
    attached: dict[int, Phrase] = field(default_factory=dict)
    """By the head of a post: the phrase that follows it with "on" or "to" ("envoy to Mali")."""
    linked: dict[int, int] = field(default_factory=dict)
    """The actor of each token that is part of a mention, by its number."""

    @cached_property
    def text(self) -> str:
        """The report's text, which a `Doc` puts together anew each time it is asked."""
        return columns(self.doc).whole

    @cached_property
    def reader(self) -> PhraseReader:
        """The reader of noun phrases."""
        return PhraseReader(self.doc, self.lexicon, self.known, is_upper=self.is_upper)

    @cached_property
    def sentence(self) -> list[int]:
        """The number of each token's sentence."""
        return [*columns(self.doc).numbers, 0]

    @cached_property
    def labels(self) -> dict[int, str]:
        """The entity label of each token that has one."""
        return {i: ent.label for ent in columns(self.doc).entities for i in range(ent.start, ent.end)}

    @cached_property
    def sayings(self) -> list[tuple[TokenSpan, TokenSpan]]:
        """The source and the content of each saying that has a source; a verb's own subject goes before another one."""
        if not self.doc.has_extension("attributions"):
            return []
        return [(self._own_source(a.cue, a.source), a.content) for a in self.doc._.attributions if a.source]

    def _own_source(self, cue: TokenSpan, source: TokenSpan) -> TokenSpan:
        """Give the subject of a cue whose source the pipeline found in another sentence, where it is a noun."""
        verb = self.doc[cue[1] - 1]
        if self.sentence[source[0]] == self.sentence[cue[0]] or verb.pos_ != "VERB":
            return source
        own = next((c for c in verb.children if c.dep_ == "nsubj" and c.pos_ in {"NOUN", "PROPN"}), None)
        return source if own is None else syntax.base(own)

    @cached_property
    def speaking(self) -> dict[int, TokenSpan]:
        """For each token of a source, the content of what it says."""
        return {i: content for source, content in reversed(self.sayings) for i in range(*source)}

    @cached_property
    def sayer(self) -> dict[int, TokenSpan]:
        """For each token of a content, the source of the innermost saying that it is in."""
        outer_first = sorted(self.sayings, key=lambda saying: saying[1][0] - saying[1][1])
        return {i: source for source, content in outer_first for i in range(*content) if not source[0] <= i < source[1]}

    @cached_property
    def quoted(self) -> list[bool]:
        """Whether each token lies within quotation marks; a line break closes them."""
        inside = False
        flags = []
        for text in columns(self.doc).texts:
            if text in {"“", "„", "«"} or (text == '"' and not inside):
                inside = True
            elif text in {"”", "»", '"'} or "\n" in text:
                inside = False
            flags.append(inside)
        return flags

    @cached_property
    def is_upper(self) -> bool:
        """Whether the report is written in capitals."""
        letters, capitals = count_letters(self.text[:4000])
        return letters >= 20 and capitals > 0.8 * letters

    @cached_property
    def joined_lines(self) -> frozenset[int]:
        """The tokens that are line breaks within a paragraph whose lines are wrapped."""
        units = find_units(self.text)
        found = []
        k = 0
        words = columns(self.doc)
        for i, (text, start) in enumerate(zip(words.texts, words.starts, strict=True)):
            if "\n" not in text or not words.is_space[i]:
                continue
            while k < len(units) and units[k].end <= start:
                k += 1
            if k < len(units) and units[k].start < start:
                found.append(i)
        return frozenset(found)

    def gap(self, before: Phrase, phrase: Phrase) -> str:
        """Give the text between two phrases, or a long run of dots where it is too long to matter."""
        last = self.doc[before.end - 1]
        start, end = last.idx + len(last.text), self.doc[phrase.start].idx
        return self.text[start:end] if end - start <= 40 else "." * 41

    def weight(self, i: int) -> float:
        """Say how much a mention stands out: speakers and subjects more than objects and the rest."""
        weight = 0.5 if i in self.speaking else 0.0
        token = self.doc[i]
        while token.dep_ in _WITHIN_NAME and token.head.i < token.i:
            # The last word of a name stands for it, the first has its relation.
            token = token.head
        relation = token.dep_
        if relation.startswith("nsubj"):
            return weight + 0.6
        return weight + (0.2 if relation in {"obj", "dobj", "iobj"} else 0.0)

    def see(self, i: int, number: int, *, inside: bool = False) -> None:
        """
        Put a mention on the trail that pronouns follow back; one *inside* a phrase neither acts nor speaks.

        Neither who prints a report nor a medium through which somebody speaks leaves a trail ("in a statement on
        Telegram, it said").
        """
        if self.entities[number].type == "media":
            zone = self.layout.zone_at(self.doc[i].idx)
            if (zone is not None and zone.kind in _CREDITS) or syntax.preposition(self.doc[i]) in _THROUGH:
                return
        weight = 0.0 if inside else self.weight(i)
        speaks = not inside and i in self.speaking
        self.entities.see(i, self.sentence[i], self.entities[number], weight, speaks=speaks)
