"""Speech that no cue of its own introduces: quotations left over, paragraphs after a colon, embedded posts."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace


from variorum.codebook.cues import cues
from variorum.reading.speech.clauses import Clauses
from variorum.reading.speech.frames import Frame
from variorum.reading.speech.spans import Attribution, overlap, trim
from variorum.reading.speech.passages import Passages, Quote, TokenSpan, is_finite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_POST = re.compile(r"(?:—|–|--|&mdash;)\s(?P<name>[^\n@()]{2,60}) \(@\w{2,30}\),? [A-Z][a-z]{2,8} \d{1,2}, \d{4}")
_LEAST_WORDS = 4
_POST_SENTENCES = 3


def join_runs(passages: Passages, found: list[Attribution]) -> list[Attribution]:
    """Let a content that ends with a quotation go on into the next ones of its paragraph, where it does not close."""
    following = {q.end: n for q, n in zip(passages.quotes, passages.quotes[1:], strict=False) if q.continues}
    joined = []
    for one in found:
        end = one.end
        while (more := following.get(end) or following.get(end + 1)) is not None and (
            _same_paragraph(passages, more.start, one.start) and not _has_own_cue(more, found)
        ):
            end = more.end
        joined.append(replace(one, end=end) if end != one.end else one)
    return joined


def _has_own_cue(quote: Quote, found: list[Attribution]) -> bool:
    return any(quote.start <= a.start and a.end <= quote.end <= a.cue[0] for a in found)


def left_quoted(doc: Doc, passages: Passages, found: list[Attribution]) -> list[Attribution]:
    """
    Give the quotations that stand as sentences of their own and that no attribution covers.

    Each is its last speaker's in the same paragraph; one that makes up a paragraph is that of the paragraph before.
    """
    known = sorted(found, key=lambda a: a.cue)
    more: list[Attribution] = []
    run: Attribution | None = None
    for quote in passages.quotes:
        span = (quote.start, quote.end)
        if any(overlap(span, (a.start, a.end)) * 2 >= quote.end - quote.start for a in known):
            run = None
            continue
        if (
            run is not None
            and run.end <= quote.start <= run.end + 3
            and _same_paragraph(passages, run.start, quote.start)
        ):
            run = replace(run, end=quote.end)
            more[-1] = run
            continue
        run = None
        if not _stands_alone(doc, passages, quote):
            continue
        giver = _giver(doc, passages, quote, sorted([*known, *more], key=lambda a: (a.start, a.cue)))
        if giver is None:
            continue
        content = trim(doc, span)
        run = replace(giver, start=content[0], end=content[1], stance="asserts", complement="clause")
        more.append(run)
    return more


def _same_paragraph(passages: Passages, a: int, b: int) -> bool:
    return passages.paragraph_at(a) == passages.paragraph_at(b)


def _stands_alone(doc: Doc, passages: Passages, quote: Quote) -> bool:
    """Whether a quotation is a sentence or more by itself, not words picked out in the reporter's sentence."""
    words = [t for t in doc[quote.start : quote.end] if not t.is_punct and not t.is_space]
    if len(words) < _LEAST_WORDS or not any(is_finite(t) or t.tag_ == "VB" for t in words):
        return False
    start, end = passages.outer_at(quote.open)
    lead = [t for t in doc[start : quote.open] if not t.is_space]
    if lead and lead[-1].text not in {":", ","}:
        return False
    after = [t for t in doc[(quote.close or quote.end - 1) + 1 : end] if not t.is_space and not t.is_punct]
    return not after and (not lead or lead[-1].text == ":")


def _giver(doc: Doc, passages: Passages, quote: Quote, known: list[Attribution]) -> Attribution | None:
    paragraph = passages.paragraph_at(quote.open)
    before = [a for a in known if max(a.end, a.cue[1]) <= quote.open + 1 and passages.quote_at(a.cue[0]) is None]
    same = [a for a in before if passages.paragraph_at(a.start) == paragraph]
    if same:
        return same[-1]
    opens = not [t for t in doc[passages.paragraphs[paragraph][0] : quote.open] if not t.is_space]
    if not opens or not before:
        return None
    last = before[-1]
    ends = passages.paragraphs[passages.paragraph_at(last.end - 1)][1]
    near = passages.paragraph_at(last.start) == paragraph - 1
    return last if near and passages.outer_at(max(last.end - 1, last.cue[0]))[1] >= ends else None


def introduced(doc: Doc, passages: Passages, found: list[Attribution]) -> list[Attribution]:
    """Give what follows a paragraph that ends in a colon after a verb of speech, sentence by sentence, up to other speech."""
    clauses = Clauses(doc, passages)
    more: list[Attribution] = []
    for number, (_, end) in enumerate(passages.paragraphs[:-1]):
        if doc[end - 1].text != ":" or (frame := _last_frame(clauses, passages.outer_at(end - 1))) is None:
            continue
        cue = frame.cue()
        for first, last in passages.paragraphs[number + 1 :]:
            spoken = [a for a in found if first <= a.cue[0] < last and not _is_first_person(doc, a)]
            if any(q.open == first for q in passages.quotes) or doc[last - 1].text == ":":
                break
            if any(passages.quote_at(a.cue[0]) is None and a.complement == "clause" and _names(doc, a) for a in spoken):
                break
            if not any(t.text in {".", "!", "?"} for t in doc[first:last]):
                break
            for sentence in passages.sentences:
                if first <= sentence[0] < last:
                    content = trim(doc, sentence)
                    if content[1] - content[0] >= _LEAST_WORDS:
                        more.append(
                            Attribution(*content, cue, frame.source, frame.takes.get("clause", "asserts"), "clause")
                        )
    return more


def _is_first_person(doc: Doc, one: Attribution) -> bool:
    return one.source is not None and doc[one.source[0]].lower_ in {"i", "we", "my", "our"}


def _names(doc: Doc, one: Attribution) -> bool:
    """Whether an attribution tells of speech by a verb that always does, so that another voice has begun."""
    return cues().verb(doc[one.cue[1] - 1].lower_) in {"say", "tell", "add"}


def _last_frame(clauses: Clauses, sentence: TokenSpan) -> Frame | None:
    for i in range(sentence[1] - 1, max(sentence[0] - 1, sentence[1] - 14), -1):
        token = clauses.doc[i]
        if clauses.is_verb(token):
            frame = Frame(clauses, token)
            return frame if frame.source is not None and {"clause", "quotation"} & set(frame.takes) else None
    return None


def posts(doc: Doc, passages: Passages) -> list[Attribution]:
    """Give the embedded posts: words, a dash, the poster's name and handle, a date."""
    starts = [t.idx for t in doc]
    more = []
    for match in _POST.finditer(doc.text):
        dash = bisect_right(starts, match.start()) - 1
        name = (bisect_right(starts, match.start("name")) - 1, bisect_right(starts, match.end("name") - 1))
        paragraph = passages.paragraphs[passages.paragraph_at(dash)]
        begun = max([paragraph[0], *(q.close + 1 for q in passages.quotes if q.close is not None and q.close < dash)])
        sentences = [s for s in passages.sentences if begun <= s[0] < dash]
        if not sentences:
            continue
        content = trim(doc, (sentences[-_POST_SENTENCES:][0][0], dash))
        if content[1] > content[0]:
            more.append(Attribution(*content, (dash, dash), name, "asserts", "clause"))
    return more
