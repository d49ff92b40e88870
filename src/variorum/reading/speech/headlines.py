"""Headlines that name their speaker beside a colon or a dash: "Police: Two dead in blast", "Two dead – army"."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from variorum.codebook.cues import cues
from variorum.nlp.columns import columns
from variorum.reading.actors.lexicon import lexicon
from variorum.reading.speech.passages import is_finite
from variorum.reading.speech.spans import Attribution, TokenSpan, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from variorum.reading.layout import Layout

_BEFORE: Final = re.compile(r"(?P<who>[^:\n.!?]{2,60}?)(?P<to> to [A-Z][^:\n]{2,40})?:\s+(?=\S)")
_AFTER: Final = re.compile(r"(?::\s|\s[-–—]\s)(?P<who>[^:\n]{2,50})$")
_MOST_WORDS: Final = 6
_LEAST_WORDS: Final = 3
_STATES: Final = frozenset({"dead", "missing", "wounded", "injured", "hurt", "killed"})


def read_headlines(doc: Doc, layout: Layout) -> Iterator[tuple[Attribution, bool]]:
    """Give what titles and subheads say, each with its speaker, and whether the speaker stands before it."""
    whole, starts = columns(doc).whole, columns(doc).starts

    def tokens(start: int, end: int) -> TokenSpan:
        return max(0, bisect_right(starts, start) - 1), bisect_right(starts, end - 1)

    for zone in layout.zones:
        if zone.kind not in {"title", "subhead"}:
            continue
        text = whole[zone.start : zone.end]
        before, after = _BEFORE.match(text), _AFTER.search(text)
        lead = before.end() if before else 0
        for match, said in ((before, (lead, len(text))), (after, (lead, after.start() if after else 0))):
            # A topic goes before what is said: "Border war: Two dead - army".
            start = said[0] if said[0] < said[1] else 0
            if match is None or start >= said[1]:
                continue
            who = tokens(zone.start + match.start("who"), zone.start + match.end("who"))
            content = trim(doc, tokens(zone.start + start, zone.start + said[1]))
            if _may_speak(doc, who) and _tells(doc, content):
                at = who[1] if match is before else who[0]
                yield Attribution(*content, (at, at), who, "asserts", "clause"), match is before
                break


def _may_speak(doc: Doc, who: TokenSpan) -> bool:
    """Whether words name a post or a body that can speak, or are a name."""
    words = [t for t in doc[who[0] : who[1]] if not t.is_punct and not t.is_space]
    if not 0 < len(words) <= _MOST_WORDS or cues().asking & {t.lower_ for t in words}:
        return False
    role = lexicon().role([t.lower_ for t in words])
    if role is not None:
        return role.kind in {"people", "bodies"}
    return words[-1].text[0].isupper() and words[-1].tag_.startswith("NNP")


def _tells(doc: Doc, content: TokenSpan) -> bool:
    """Whether words say that something is so."""
    words = [t for t in doc[content[0] : content[1]] if not t.is_punct and not t.is_space]
    verbal = any(is_finite(t) or t.tag_ in {"VBN", "VBD", "VBZ"} or t.lower_ in _STATES for t in words)
    return len(words) >= _LEAST_WORDS and verbal
