"""What a report's own publisher says in its own name: "We condemn ...", "The Federation urges ..."."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from variorum.codebook.cues import cues
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.layout import Layout
from variorum.reading.speech.passages import Passages, TokenSpan, is_finite
from variorum.reading.speech.spans import Attribution, overlap, trim

if TYPE_CHECKING:
    from spacy.tokens import Doc

_FIRST = frozenset({"we", "our", "i", "my"})
_PERFORMING = frozenset(
    "condemn denounce deplore welcome urge call express extend offer reaffirm reiterate mourn commend applaud regret "
    "appeal".split()
)
_TITLE = re.compile(r"\b(?:statement|communiqu[eé]|declaration|remarks|press release)\b", re.IGNORECASE)
_BY = re.compile(r"\bby (?:the )?(?=[A-Z])")
_ABOUT = re.compile(r"\s(?:on|about|over|regarding|concerning|following|after|marking|ahead|at|to)\s")
_LEAST_WORDS = 5


@dataclass(frozen=True)
class Release:
    """
    The publisher's own words.

    `name` is the span that names the speaker, null where the report does not; `sentences` are what is said beside
    the performed acts that the attributions hold.
    """

    name: TokenSpan | None
    sentences: tuple[Attribution, ...]


def read_release(doc: Doc, passages: Passages, layout: Layout, found: list[Attribution]) -> Release | None:
    """Read a report as a release; null where nobody speaks in it in the first person or under a statement's title."""
    own = [a for a in found if _performs(doc, passages, a)]
    first_person = any(a.source and doc[a.source[0]].lower_ in _FIRST for a in own)
    titled = layout.title is not None and _TITLE.search(layout.title) is not None and not _introduces(doc, passages)
    if not (first_person or (titled and _speaks_first(doc, passages))):
        return None
    sentences = []
    for start, end in passages.sentences:
        if _is_furniture(doc, layout, start) or passages.quote_at(start + 1) is not None:
            continue
        span = trim(doc, (start, end))
        if span[1] - span[0] < _LEAST_WORDS or any(_covers(doc, a, span) for a in found):
            continue
        if _is_own(doc, span):
            sentences.append(Attribution(*span, (start, start), None, "asserts", "clause"))
    return Release(_name(doc, layout, own), tuple(sentences))


def is_own(doc: Doc, passages: Passages, one: Attribution) -> bool:
    """Tell whether an attribution's speaker is "we" or "I" outside quotation marks."""
    return one.source is not None and passages.quote_at(one.source[0]) is None and doc[one.source[0]].lower_ in _FIRST


def _performs(doc: Doc, passages: Passages, one: Attribution) -> bool:
    verb = doc[one.cue[1] - 1] if one.cue[1] > one.cue[0] else None
    return (
        verb is not None
        and (verb.tag_ in {"VBP", "VBZ"} or verb.text.lower().endswith("s"))
        and (cues().verb(verb.lower_) or "") in _PERFORMING
        and passages.quote_at(verb.i) is None
    )


def _speaks_first(doc: Doc, passages: Passages) -> bool:
    return any(t.lower_ in {"we", "our"} and passages.quote_at(t.i) is None for t in doc)


def _introduces(doc: Doc, passages: Passages) -> bool:
    """Whether a paragraph ends in a colon, so that what follows has a speaker of its own."""
    return any(doc[end - 1].text == ":" for _, end in passages.paragraphs)


def _is_furniture(doc: Doc, layout: Layout, start: int) -> bool:
    zone = layout.zone_at(doc[start].idx)
    return zone is not None and zone.kind != "body"


def _covers(doc: Doc, one: Attribution, span: TokenSpan) -> bool:
    if one.cue[1] > one.cue[0] and not span[0] <= one.cue[0] < span[1]:
        return overlap((one.start, one.end), span) > 0
    verb = doc[one.cue[1] - 1]
    if verb.dep_ == "root" and one.complement == "object":
        # "We condemn the raid, in which nine people died": what is told by the way is not said by itself.
        return True
    return overlap((one.start, one.end), span) * 2 > span[1] - span[0] and verb.dep_ not in {"acl", "acl:relcl"}


def _is_own(doc: Doc, span: TokenSpan) -> bool:
    """Whether a sentence speaks in the first person, or judges and foretells rather than tells what happened."""
    words = doc[span[0] : span[1]]
    if any(t.lower_ in _FIRST and t.dep_ in syntax.SUBJECT | {"nmod:poss"} for t in words):
        return True
    main = next((t for t in words if is_finite(t) and t.dep_ not in {"acl:relcl", "relcl"}), None)
    return main is not None and main.tag_ in {"VBZ", "VBP", "MD"}


def _name(doc: Doc, layout: Layout, own: list[Attribution]) -> TokenSpan | None:
    """Find who speaks: whom the title gives the statement to, else the subject of most acts performed."""
    if layout.title and (by := _BY.search(layout.title)):
        at = columns(doc).whole.find(layout.title)
        if at >= 0:
            about = _ABOUT.search(layout.title, by.end())
            stop = about.start() if about else len(layout.title)
            named = [t for t in doc if t.idx >= at + by.end() and t.idx < at + stop and t.ent_type_]
            if named:
                first, last = named[0].i, named[-1].i
                people = (e for e in columns(doc).entities if e.label == "PER")
                person = next((e for e in people if first <= e.start <= last), None)
                return (person.start, person.end) if person is not None else (first, first + 1)
    sources = [a.source for a in own if a.source and doc[a.source[0]].lower_ not in _FIRST]
    if not sources:
        return None
    counts = Counter(doc[a:b].text.lower() for a, b in sources)
    return max(sources, key=lambda s: (counts[doc[s[0] : s[1]].text.lower()], -s[0]))
