"""Turns of a transcript or an interview: "MS HALE: ...", "Q: ... A: ..."."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from variorum.codebook.cues import cues
from variorum.nlp.columns import columns
from variorum.reading.furniture import VERBATIM, furniture
from variorum.reading.speech.spans import Attribution, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from variorum.reading.layout import Layout
    from variorum.reading.speech.passages import Passages, TokenSpan

_LABEL: Final = re.compile(
    r"\W{0,3}(?P<label>[QA](?=\s?[.:]\s)|[^\W\d_a-z][^\n:;!?\"“”,()\[\]]{0,60})(?:\s?[(\[][^()\[\]\n]{1,60}[)\]])?"
    r"\s?(?::|(?<=[QA])\.)(?=\s|$)"
)
_STAGE: Final = re.compile(r"[(\[][^()\[\]]{1,80}[)\]]\.?")
_LONGEST_LABEL: Final = 7
_LONGEST_ABBREVIATION: Final = 4
_LEAST_TURNS: Final = 3
_LEAST_WORDS: Final = 2
_SMALL: Final = frozenset("of the for and de da del la le al el bin ibn van von to in".split())


@dataclass(frozen=True, slots=True)
class Turn:
    """
    What one speaker says until another one speaks.

    `label` is the span of the words that name the speaker, null where they are "A"; `contents` has a span for each
    paragraph. One who `asks` is the reporter or one of them.
    """

    label: TokenSpan | None
    colon: int
    contents: tuple[TokenSpan, ...]
    asks: bool

    @property
    def attributions(self) -> Iterator[Attribution]:
        """The sayings of the turn, which have no cue."""
        for content in self.contents:
            yield Attribution(*content, (self.colon, self.colon), self.label, "asserts", "clause")


@dataclass(frozen=True, slots=True)
class _Start:
    paragraph: int
    words: str
    label: TokenSpan
    colon: int


def read_turns(doc: Doc, passages: Passages, layout: Layout) -> tuple[Turn, ...]:
    """Read the turns of a report in which several are labelled; none where it is no transcript."""
    starts = _choose(list(_labelled(doc, passages, layout)))
    if not starts:
        return ()
    labels = dict.fromkeys(s.words for s in starts)
    asking = {label for label in labels if _asks(label, layout)}
    asking |= {label for label in labels if any(_is_short(label, other) for other in asking)}
    hidden = {k for k, p in enumerate(passages.paragraphs) if _is_furniture(doc, layout, p[0])}
    turns = []
    for n, start in enumerate(starts):
        number = start.paragraph
        # Behind the last turn the reporter may speak again.
        stop = starts[n + 1].paragraph if n + 1 < len(starts) else number + 1
        contents = []
        for k in range(number, max(stop, number + 1)):
            first, end = passages.paragraphs[k]
            content = _spoken(doc, start.colon + 1 if k == number else first, end)
            if content[1] - content[0] >= _LEAST_WORDS and (k == number or k not in hidden):
                contents.append(content)
        label = None if start.words.casefold() in {"a", "answer"} else start.label
        turns.append(Turn(label, start.colon, tuple(contents), asks=start.words in asking))
    return tuple(turns)


def _labelled(doc: Doc, passages: Passages, layout: Layout) -> Iterator[_Start]:
    """Give the paragraphs that begin with words which may name a speaker, and a colon."""
    whole = columns(doc).whole
    for number, (first, end) in enumerate(passages.paragraphs):
        offset, stop = doc[first].idx, doc[end - 1].idx + len(doc[end - 1].text)
        head = whole[offset : min(offset + 140, stop)]
        match = _LABEL.match(head) or VERBATIM.match(head)
        if match is None or not _names(match["label"]) or _is_furniture(doc, layout, first):
            continue
        span = doc.char_span(offset + match.start("label"), offset + match.end("label"), alignment_mode="expand")
        colon = doc.char_span(offset + match.end() - 1, offset + match.end(), alignment_mode="expand")
        if span is not None and colon is not None and span.start < span.end:
            label = (span.start, max(span.start + 1, min(span.end, colon.start)))
            yield _Start(number, " ".join(match["label"].split()), label, colon.end - 1)


def _names(label: str) -> bool:
    """Whether a label has the capitals of a name or a post, and is no sentence."""
    words = label.split()
    if not 0 < len(words) <= _LONGEST_LABEL or furniture().is_caption(f"{label}: "):
        return False
    if label.endswith(".") and len(words[-1]) > _LONGEST_ABBREVIATION:
        return False
    return all(w[0].isupper() or w.casefold() in _SMALL or w[0] in "'’" for w in words)


def _choose(found: list[_Start]) -> list[_Start]:
    """Keep the labels of a transcript: those told again, in capitals like them, or of questions and answers."""
    counts = Counter(s.words.casefold() for s in found)
    again = {words for words, n in counts.items() if n > 1}
    dialogue = bool({"q", "question"} & counts.keys()) and bool({"a", "answer"} & counts.keys())
    if not dialogue and (len(found) < _LEAST_TURNS or not again):
        return []
    upper = any(s.words.isupper() and s.words.casefold() in again for s in found)
    asking = cues().asking

    def fits(start: _Start) -> bool:
        word = start.words.casefold()
        if word in again or (upper and start.words.isupper()) or asking & set(word.split()):
            return True
        short = any(_is_short(start.words, other.words) for other in found if other.words.casefold() in again)
        return short or (dialogue and word in {"a", "answer"})

    return [s for s in found if fits(s)]


def _is_short(label: str, other: str) -> bool:
    """Whether a label is the initials, or a part, of another one."""
    initials = "".join(w[0] for w in other.split() if w[0].isupper())
    return label != other and (label == initials or set(label.split()) < set(other.split()))


def _asks(label: str, layout: Layout) -> bool:
    word = label.casefold()
    known = furniture()
    if cues().asking & set(re.findall(r"\w+", word)) or known.is_agency(label) or known.is_outlet_shaped(label):
        return True
    own = [n for n in (layout.publisher, *layout.authors) if n]
    return any(word == n.casefold() or _is_short(label, n) for n in own)


def _is_furniture(doc: Doc, layout: Layout, start: int) -> bool:
    zone = layout.zone_at(doc[start].idx)
    return zone is not None and zone.kind not in {"body", "subhead"}


def _spoken(doc: Doc, start: int, end: int) -> TokenSpan:
    """Trim what is said; stage directions alone are nothing: "(Laughter.)"."""
    while start < end and doc[start].is_space:
        start += 1
    if start >= end:
        return start, start
    text = columns(doc).whole[doc[start].idx : doc[end - 1].idx + len(doc[end - 1].text)]
    return (start, start) if _STAGE.fullmatch(text.strip()) else trim(doc, (start, end))
