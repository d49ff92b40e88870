"""The sentences and quotations of a report in tokens, as a reader of speech needs them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from variorum.nlp.columns import columns
from variorum.nlp.syntax import AUXILIARY, SUBJECT
from variorum.reading.layout import Layout
from variorum.reading.speech.quotations import find_quotations
from variorum.reading.units import find_units

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

TokenSpan = tuple[int, int]
"""First token and the one after the last."""

_ENDS = frozenset(".!?…")
_CLOSERS = frozenset(['"', "'", "”", "’", "»", ")", "]", "''"])
_BEHIND = 16
"""Tokens that a sentence may begin behind its full stop, which are gone back over: it bounds the cost."""
_TITLES = frozenset(
    "mr mrs ms dr prof lt col gen maj capt sgt cpl pvt cmdr cdr adm brig supt insp det rep sen gov rev hon st jr sr no "
    "nos vs lieut comdr pres amb sec msgr fr".split()
)
_LONGEST = 250
"""Words after which a sentence without a full stop ends where the parser ends one, or at twice as many anyway."""
_ASIDE = 8
"""How far after a quoted question its speaker may be named."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The tokens `[start, end)` of a quotation without its marks, which are at `open` and `close` (null: missing)."""

    start: int
    end: int
    open: int
    close: int | None
    continues: bool


class Passages:
    """
    Sentences that quotation marks do not break, and the sentences within quotations.

    `sentences` are spans in order; a quotation belongs to one of them even if it holds several sentences. Where the
    parser ends a sentence without a full stop it is not followed; a line's end and the end of a dateline always count.
    `opening` and `closing` give a quotation by the token of its mark.
    """

    def __init__(self, doc: Doc, layout: Layout) -> None:
        self.doc = doc
        self._columns = columns(doc)
        self.quotes = tuple(_to_tokens(doc))
        self._quote_starts = [q.open for q in self.quotes]
        self.opening = {q.open: q for q in self.quotes}
        self.closing = {q.close: q for q in self.quotes if q.close is not None}
        self.paragraphs = tuple(_paragraphs(doc, layout))
        self._paragraph_starts = [p[0] for p in self.paragraphs]
        outer: list[TokenSpan] = []
        inner: list[TokenSpan] = []
        for start, end in self.paragraphs:
            outer += self._cut(start, end)
        for quote in self.quotes:
            inner += self._cut_plain(quote.start, quote.end)
        self.sentences = tuple(outer)
        self._outer_starts = [s[0] for s in outer]
        self._inner = inner
        self._inner_starts = [s[0] for s in inner]

    def quote_at(self, token: int) -> Quote | None:
        """Give the quotation that a token stands in, its marks not included."""
        k = bisect_right(self._quote_starts, token) - 1
        if k >= 0 and self.quotes[k].start <= token < self.quotes[k].end:
            return self.quotes[k]
        return None

    def sentence_at(self, token: int) -> TokenSpan:
        """Give the sentence that a token stands in: within a quotation the quoted sentence alone."""
        if self.quote_at(token) is not None:
            k = bisect_right(self._inner_starts, token) - 1
            return self._inner[k]
        return self.outer_at(token)

    def outer_at(self, token: int) -> TokenSpan:
        """Give the sentence that a token stands in, whatever is quoted there."""
        k = max(0, bisect_right(self._outer_starts, token) - 1)
        return self.sentences[k] if self.sentences else (0, len(self.doc))

    def paragraph_at(self, token: int) -> int:
        """Give the number of the paragraph that a token stands in."""
        return max(0, bisect_right(self._paragraph_starts, token) - 1)

    def _cut(self, start: int, end: int) -> list[TokenSpan]:
        """Cut a paragraph into sentences, each quotation whole."""
        cuts = [start]
        for i in range(start + 1, end):
            length = i - cuts[-1]
            if length <= _LONGEST and not self._is_behind_stop(i):
                continue
            long = length > _LONGEST and bool(self.doc[i].is_sent_start)
            if length > 2 * _LONGEST or (
                self.quote_at(i) is None and not self._is_close(i) and (long or self._begins(i, start, end))
            ):
                cuts.append(i)
        return [(a, b) for a, b in zip(cuts, [*cuts[1:], end], strict=True) if b > a]

    def _cut_plain(self, start: int, end: int) -> list[TokenSpan]:
        behind = (i for i in range(start + 1, end) if self._is_behind_stop(i))
        cuts = [start, *(i for i in behind if self._begins(i, start, end))]
        return [(a, b) for a, b in zip(cuts, [*cuts[1:], end], strict=True) if b > a]

    def _is_behind_stop(self, i: int) -> bool:
        """Whether what ends a sentence, or may stand behind it, is right before a token; hardly any word is that."""
        words = self._columns
        return words.texts[i - 1][-1] in _ENDS or words.texts[i - 1] in _CLOSERS or words.is_space[i - 1]

    def _is_close(self, i: int) -> bool:
        k = bisect_right(self._quote_starts, i) - 1
        return k >= 0 and self.quotes[k].close == i

    def _begins(self, i: int, start: int, end: int) -> bool:
        """Whether a sentence begins at a token: after a full stop, where the next word can open one."""
        words = self._columns
        before = i - 1
        least = max(start, i - _BEHIND)
        while before > least and (words.is_space[before] or words.texts[before] in _CLOSERS):
            before -= 1
        if words.texts[before][-1] not in _ENDS:
            return False
        token, last = self.doc[i], self.doc[before]
        if token.is_space or (token.text in _CLOSERS and not self._opens(i)):
            return False
        quoted = any(self._is_close(k) for k in range(before + 1, i))
        if quoted and (last.text[-1] in "!?" or token.text[0].islower()) and self._names_speaker(i, end):
            return False
        if last.text == "." and before > start and not quoted and self._is_abbreviated(before):
            return False
        opens = token.text[0].isupper() or token.text[0].isdigit() or self._opens(i) or token.text[0] in '([“‘"'
        if len(last.text) > 1 and any(c.isalpha() for c in last.text):
            return (bool(token.is_sent_start) and opens) or self._opens(i)
        return opens or bool(token.is_sent_start)

    def _is_abbreviated(self, stop: int) -> bool:
        """Whether a full stop belongs to a title or an initial before it: "Lt. Doe", "J. Doe"."""
        word = self.doc[stop - 1]
        joined = word.idx + len(word.text) == self.doc[stop].idx
        return joined and (word.lower_ in _TITLES or (len(word.text) == 1 and word.text.isupper()))

    def _opens(self, i: int) -> bool:
        k = bisect_right(self._quote_starts, i) - 1
        return k >= 0 and self.quotes[k].open == i

    def _names_speaker(self, i: int, end: int) -> bool:
        """Whether a verb follows soon, as one does in '"Why?" the mayor asked'."""
        for k in range(i, min(end, i + _ASIDE)):
            if self.doc[k].pos_ == "VERB":
                return True
            if self.doc[k].text in {".", "?", "!"}:
                return False
        return False


def is_finite(token: Token) -> bool:
    """Whether a token is a finite verb or auxiliary."""
    words, i = columns(token.doc), token.i
    return words.tags[i] in {"VBD", "VBZ", "VBP", "MD"} or (
        words.tags[i] == "VBN" and any(relation in SUBJECT and k < i for k, relation in words.children[i])
    )


def is_relative(token: Token) -> bool:
    """Whether a finite word belongs to a relative clause."""
    heads = (token, token.head) if token.dep_ in AUXILIARY | {"cop"} else (token,)
    return any(t.dep_ in {"acl:relcl", "relcl"} for t in heads)


def _to_tokens(doc: Doc) -> list[Quote]:
    starts, text = columns(doc).starts, columns(doc).whole
    found: list[Quote] = []
    for quotation in find_quotations(text):
        opened = bisect_right(starts, quotation.open) - 1
        first = bisect_right(starts, quotation.start - 1)
        last = bisect_right(starts, quotation.end - 1)
        while last > first and doc[last - 1].is_space:
            last -= 1
        close: int | None = None
        if quotation.close < len(text) and quotation.close > quotation.end - 1 and last < len(doc):
            at = bisect_right(starts, quotation.close) - 1
            close = at if at >= last else None
        if last > first and opened < first:
            found.append(Quote(first, last, opened, close, quotation.continues))
    return found


def _paragraphs(doc: Doc, layout: Layout) -> list[TokenSpan]:
    """Give the token spans of the text's paragraphs, cut where the layout says that furniture ends."""
    starts = columns(doc).starts
    cuts = {unit.start for unit in find_units(columns(doc).whole)} | {zone.start for zone in layout.zones}
    marks = sorted({k for c in cuts if (k := bisect_right(starts, c - 1)) < len(doc)})
    spans = []
    for a, b in pairwise([*marks, len(doc)]):
        while b > a and doc[b - 1].is_space:
            b -= 1
        if b > a:
            spans.append((a, b))
    return spans
