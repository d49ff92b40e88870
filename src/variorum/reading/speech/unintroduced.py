"""Speech that no cue of its own introduces: quotations left over, paragraphs after a colon, embedded posts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from variorum.nlp.columns import columns
from variorum.reading.speech.clauses import Clauses
from variorum.reading.speech.frames import Frame
from variorum.reading.speech.passages import Passages, Quote, is_finite
from variorum.reading.speech.spans import Attribution, TokenSpan, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

_POST = re.compile(r"(?:—|–|--|&mdash;)\s(?P<name>[^\n@()]{2,60}) \(@\w{2,30}\),? [A-Z][a-z]{2,8} \d{1,2}, \d{4}")
_LEAST_WORDS = 4
_POST_SENTENCES = 3
_HEADING = 20
_HEADLINE = 9
"""Words that a quotation by itself may have to be a heading, where it ends without a full stop."""
_CUE_REACH = 14
"""Words before a colon among which its verb of speech is looked for."""


def join_runs(passages: Passages, found: Sequence[Attribution]) -> list[Attribution]:
    """Let a content that ends with a quotation go on into the next ones of its paragraph, where it does not close."""
    following = {q.end: n for q, n in zip(passages.quotes, passages.quotes[1:], strict=False) if q.continues}
    spoken = {a.start for a in found}
    joined = []
    for one in found:
        end = one.end
        while (more := following.get(end) or following.get(end + 1)) is not None:
            if more.start in spoken or not _same_paragraph(passages, more.start, one.start):
                break
            end = more.end
        joined.append(replace(one, end=end) if end != one.end else one)
    return joined


def left_quoted(doc: Doc, passages: Passages, found: Sequence[Attribution]) -> list[Attribution]:
    """
    Give the quotations that stand as sentences of their own and that no attribution covers.

    Each is its last speaker's in the same paragraph; one that makes up a paragraph is that of the paragraph before.
    """
    covered = bytearray(len(doc))
    givers: dict[int, list[Attribution]] = defaultdict(list)
    for one in sorted(found, key=lambda a: (a.start, a.cue)):
        covered[one.start : one.end] = b"\1" * (one.end - one.start)
        if passages.quote_at(one.cue[0]) is None:
            givers[passages.paragraph_at(one.start)].append(one)
    more: list[Attribution] = []
    run: Attribution | None = None
    for quote in passages.quotes:
        if sum(covered[quote.start : quote.end]) * 2 >= quote.end - quote.start:
            run = None
        elif run is not None and quote.start <= run.end + 3 and _same_paragraph(passages, run.start, quote.start):
            run = more[-1] = replace(run, end=quote.end)
        elif (giver := _giver(doc, passages, quote, givers)) is not None and _stands_alone(doc, passages, quote):
            start, end = trim(doc, (quote.start, quote.end))
            run = replace(giver, start=start, end=end, stance="asserts", complement="clause")
            more.append(run)
            givers[passages.paragraph_at(start)].append(run)
        else:
            run = None
    return more


def _same_paragraph(passages: Passages, a: int, b: int) -> bool:
    return passages.paragraph_at(a) == passages.paragraph_at(b)


def _stands_alone(doc: Doc, passages: Passages, quote: Quote) -> bool:
    """Whether a quotation is a sentence or more by itself, not words picked out in the reporter's sentence."""
    words = [t for t in doc[quote.start : quote.end] if not t.is_punct and not t.is_space]
    if len(words) < _LEAST_WORDS or not any(is_finite(t) or t.tag_ == "VB" for t in words):
        return False
    paragraph = passages.paragraphs[passages.paragraph_at(quote.open)]
    alone = quote.open == paragraph[0] and (quote.close or 0) + 1 >= paragraph[1]
    if alone and len(words) <= _HEADLINE and not doc[quote.end - 1].is_punct:
        return False
    start, end = passages.outer_at(quote.open)
    lead = [t for t in doc[start : quote.open] if not t.is_space]
    rest = doc[(quote.close or quote.end - 1) + 1 : end]
    return all(t.is_space or t.is_punct for t in rest) and (not lead or lead[-1].text == ":")


def _giver(doc: Doc, passages: Passages, quote: Quote, givers: dict[int, list[Attribution]]) -> Attribution | None:
    paragraph = passages.paragraph_at(quote.open)
    before = [a for a in givers.get(paragraph, [])[-12:] if max(a.end, a.cue[1]) <= quote.open + 1]
    if before:
        return before[-1]
    opens = not any(not t.is_space for t in doc[passages.paragraphs[paragraph][0] : quote.open])
    if not opens or not (previous := givers.get(paragraph - 1)):
        return None
    last = previous[-1]
    ends = passages.paragraphs[paragraph - 1][1]
    return last if passages.outer_at(max(last.end - 1, last.cue[0]))[1] >= ends else None


def introduced(doc: Doc, passages: Passages, found: Sequence[Attribution]) -> list[Attribution]:
    """Give the sentences that follow a paragraph which ends in a colon after a verb of speech, up to other speech."""
    clauses = Clauses(doc, passages)
    spoken: dict[int, list[Attribution]] = defaultdict(list)
    for one in found:
        spoken[passages.paragraph_at(one.cue[0])].append(one)
    sentences: dict[int, list[TokenSpan]] = defaultdict(list)
    for sentence in passages.sentences:
        sentences[passages.paragraph_at(sentence[0])].append(sentence)
    more: list[Attribution] = []
    for number, (_, end) in enumerate(passages.paragraphs):
        if doc[end - 1].text == ":" and (headed := _headed(clauses, passages, number)) is not None:
            more.append(headed)
            continue
        if doc[end - 1].text != ":" or (frame := _last_frame(clauses, passages.outer_at(end - 1))) is None:
            continue
        stance = frame.takes.get("clause", "asserts")
        contents = _following(doc, passages, number, spoken, sentences)
        more += [Attribution(*content, frame.cue(), frame.source, stance, "clause") for content in contents]
    return more


def _headed(clauses: Clauses, passages: Passages, number: int) -> Attribution | None:
    """Read a quotation under a line that only names its speaker: "The envoy, to Radio Lowland:"."""
    doc = clauses.doc
    first, end = passages.paragraphs[number]
    if number + 1 >= len(passages.paragraphs) or end - first > _HEADING or any(is_finite(t) for t in doc[first:end]):
        return None
    quote = passages.opening.get(passages.paragraphs[number + 1][0])
    source = clauses.noun_phrase(first, end)
    if quote is None or source is None:
        return None
    content = trim(doc, (quote.start, quote.end))
    return Attribution(*content, (end - 1, end - 1), source, "asserts", "clause") if content[1] > content[0] else None


def _following(
    doc: Doc,
    passages: Passages,
    number: int,
    spoken: dict[int, list[Attribution]],
    sentences: dict[int, list[TokenSpan]],
) -> Iterator[TokenSpan]:
    """Give the sentences of the paragraphs behind one, up to a quotation, a colon, a heading or another's words."""
    for later in range(number + 1, len(passages.paragraphs)):
        first, last = passages.paragraphs[later]
        if first in passages.opening or doc[last - 1].text == ":" or doc[last - 1].text.isalnum():
            return
        if any(_is_another(doc, passages, one) for one in spoken[later]):
            return
        for sentence in sentences[later]:
            content = trim(doc, sentence)
            if content[1] - content[0] >= _LEAST_WORDS:
                yield content


def _is_another(doc: Doc, passages: Passages, one: Attribution) -> bool:
    """Whether an attribution is the reporter's, so that the introduced speech is over."""
    if passages.quote_at(one.cue[0]) is not None or one.source is None:
        return False
    first_person = doc[one.source[0]].lower_ in {"i", "we", "my", "our"}
    return not first_person and doc[one.cue[1] - 1].lower_ in {"said", "says", "told", "added", "adds"}


def _last_frame(clauses: Clauses, sentence: TokenSpan) -> Frame | None:
    for i in range(sentence[1] - 1, max(sentence[0] - 1, sentence[1] - _CUE_REACH), -1):
        token = clauses.doc[i]
        if clauses.is_verb(token):
            frame = Frame(clauses, token)
            return frame if frame.source is not None and {"clause", "quotation"} & set(frame.takes) else None
    return None


def posts(doc: Doc, passages: Passages) -> list[Attribution]:
    """Give the embedded posts: words, a dash, the poster's name and handle, a date."""
    starts = columns(doc).starts
    more = []
    for match in _POST.finditer(columns(doc).whole):
        dash = bisect_right(starts, match.start()) - 1
        name = (bisect_right(starts, match.start("name")) - 1, bisect_right(starts, match.end("name") - 1))
        paragraph = passages.paragraphs[passages.paragraph_at(dash)]
        closed = (q.close + 1 for q in passages.quotes if q.close is not None and q.close < dash)
        begun = max(paragraph[0], *closed, 0)
        sentences = [s for s in passages.sentences if begun <= s[0] < dash]
        if sentences:
            content = trim(doc, (sentences[-_POST_SENTENCES:][0][0], dash))
            if content[1] > content[0]:
                more.append(Attribution(*content, (dash, dash), name, "asserts", "clause"))
    return more
