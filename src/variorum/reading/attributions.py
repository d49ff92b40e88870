"""
Find who says what: each cue of speech with its source and its content, as token spans.

Three readings of a cue are compared: the parse, the pipeline's own attributions (``doc._.attributions``), and the order
of words and punctuation; of the contents they propose the one that the others bear out best is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TYPE_CHECKING


from variorum.codebook.cues import Complement, Cues, cues
from variorum.model.account import Stance
from variorum.nlp import syntax
from variorum.reading.passages import Passages, Quote, TokenSpan, is_finite

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_AUXILIARY = frozenset({"AUX"})
_QUOTES = frozenset("\"“”‘’«»„'`") | {"''", "``"}
_DASHES = frozenset({"-", "–", "—", "--"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_LEADING = frozenset({"that", ",", ":", ";", "-", "–", "—", "--", "“", "”"})
_FAR = 40
"""Words that may lie between a subject and its verb."""

Role = Literal["after", "before"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One saying: the spans of its content, cue and source (null: none in the sentence), and what the cue lends it."""

    start: int
    end: int
    cue: TokenSpan
    source: TokenSpan | None
    stance: Stance
    complement: Complement


def overlap(a: TokenSpan, b: TokenSpan) -> int:
    """Count the tokens that two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def likeness(a: TokenSpan, b: TokenSpan) -> float:
    """Give shared tokens over all tokens."""
    shared = overlap(a, b)
    return shared / (a[1] - a[0] + b[1] - b[0] - shared) if shared else 0.0


def trim(doc: Doc, span: TokenSpan) -> TokenSpan:
    """Take a leading "that" and outer punctuation off a content; marks of a quotation within it stay."""
    start, end = span
    while start < end:
        first = doc[start]
        if (
            first.is_space
            or first.lower_ in _LEADING
            or first.text in ",:;)]"
            or (first.text in _QUOTES and not _is_paired(doc, start, end, start))
        ):
            start += 1
        else:
            break
    while end > start:
        last = doc[end - 1]
        if (
            last.is_space
            or last.text in {",", ".", ";", ":", "(", "["}
            or last.text in _DASHES
            or (last.text in _QUOTES and not _is_paired(doc, start, end, end - 1))
            or (last.lower_ in {"and", "but", "or", "while"} and end - start > 1)
        ):
            end -= 1
        else:
            break
    return start, end


def _is_paired(doc: Doc, start: int, end: int, at: int) -> bool:
    """Whether the mark at an edge has its other half inside the span, though not at the other edge."""
    marks = [i for i in range(start, end) if doc[i].text in _QUOTES]
    if len(marks) % 2:
        return False
    if at == start:
        return len(marks) > 1 and marks[1] != end - 1
    return len(marks) > 1 and marks[-2] != start


class AttributionFinder:
    """Finds the attributions of one document."""

    def __init__(self, doc: Doc, passages: Passages) -> None:
        self.doc = doc
        self.passages = passages
        self.lexicon: Cues = cues()
        self.heads: dict[int, Any] = {}
        for attribution in getattr(doc._, "attributions", ()) or ():
            for i in range(*attribution.cue):
                self.heads[i] = attribution

    def find(self) -> list[Attribution]:
        """Give all attributions in the order of their cues."""
        found: list[Attribution] = []
        for start, end in self.passages.sentences:
            for token in self.doc[start:end]:
                found += self._read_token(token)
        return found

    def _read_token(self, token: Token) -> Iterator[Attribution]:
        if token.lower_ == "according" and token.i + 2 < len(self.doc) and self.doc[token.i + 1].lower_ == "to":
            yield from self._according(token)
        elif self.is_verb(token):
            frame = Frame(self, token)
            if frame.is_live:
                yield from frame.read()
        elif token.pos_ == "NOUN" and self.lexicon.noun(token.lower_):
            yield from self._noun(token)

    def lemma(self, token: Token) -> str:
        """Give a verb's lemma: the lexicon's for its words, so that it does not hang on the pipeline's."""
        return self.lexicon.verb(token.lower_) or token.lemma_.lower()

    def is_verb(self, token: Token) -> bool:
        return (token.pos_ == "VERB" or token.tag_.startswith("VB")) and token.pos_ not in _AUXILIARY

    # Cues that are no verbs

    def _according(self, token: Token) -> Iterator[Attribution]:
        region = self.passages.sentence_at(token.i)
        source = self._noun_phrase(token.i + 2, region[1])
        if source is None or self.doc[source[1] - 1].lower_ in self.lexicon.standards:
            return
        cue = (token.i, token.i + 2)
        left, right = (region[0], token.i), (source[1], region[1])
        # "quoting", "citing": the sentence goes on after the next comma but one.
        right = self._skip_participle(right)
        before, after = trim(self.doc, left), trim(self.doc, right)
        content = before if self._has_clause(before) else after
        if self._has_clause(before) and self._has_clause(after) and self._is_introduction(before):
            content = after
        if content == before:
            content = trim(self.doc, (self._left_bound(token.i, region), token.i))
        else:
            content = trim(self.doc, (right[0], self._right_bound(right[0], region)))
        if content[1] - content[0] >= 2:
            yield Attribution(*content, cue=cue, source=source, stance="asserts", complement="clause")

    def _skip_participle(self, span: TokenSpan) -> TokenSpan:
        start, end = span
        if start + 1 < end and self.doc[start].text == "," and self.doc[start + 1].tag_ == "VBG":
            for i in range(start + 2, end):
                if self.doc[i].text == ",":
                    return i, end
        return span

    def _noun(self, token: Token) -> Iterator[Attribution]:
        """Read "the army's claim that ..." and "a denial by the army that ..."."""
        owners = [c for c in token.children if c.dep_ in {"nmod:poss", "poss"}]
        owners += [t for word, t in syntax.phrases(token) if word in {"by", "from"}]
        clauses = [c for c in token.children if c.i > token.i and c.dep_ in {"acl", "ccomp", "acl:relcl"}]
        clauses = [c for c in clauses if any(k.lower_ == "that" and k.dep_ == "mark" for k in c.children)]
        governor = token.head
        if not owners or not clauses or self.lemma(governor) in self.lexicon.verbs["object"]:
            return
        content = trim(self.doc, (clauses[0].left_edge.i, clauses[0].right_edge.i + 1))
        if content[1] - content[0] >= 3:
            yield Attribution(
                *content,
                (token.i, token.i + 1),
                syntax.base(owners[0]),
                self.lexicon.nouns[self.lexicon.noun(token.lower_) or ""],
                "clause",
            )

    # What the frames ask

    def _has_clause(self, span: TokenSpan) -> bool:
        return any(is_finite(t) or t.tag_ in {"VBN", "VBG"} for t in self.doc[span[0] : span[1]])

    def _is_introduction(self, span: TokenSpan) -> bool:
        return span[1] > span[0] and self.doc[span[0]].lower_ in self.lexicon.subordinators

    def _noun_phrase(self, start: int, end: int) -> TokenSpan | None:
        """Take the noun phrase that begins at a token, its appositions and relative clauses left out."""
        i = start
        while i < end and (self.doc[i].is_space or self.doc[i].text in _QUOTES):
            i += 1
        head = next((t for t in self.doc[i : min(end, i + 12)] if t.pos_ in {"NOUN", "PROPN", "PRON"}), None)
        if head is None:
            return None
        first, depth = i, 0
        while i < end:
            token = self.doc[i]
            if token.text in "([":
                depth += 1
            elif token.text in ")]":
                depth -= 1
                if depth < 0:
                    break
            elif depth == 0 and (
                token.text in {",", ".", ";", ":", "!", "?"}
                or (token.text in _QUOTES and self.passages.quote_at(i) is None and i > first and self._is_mark(i))
                or token.text in _DASHES
                or is_finite(token)
                or token.lower_ in {"who", "which", "but", "while", "as", "that"}
                or (token.tag_ == "VBG" and i > first + 1)
                or (token.tag_ == "VBN" and token.dep_ == "acl" and i > first + 1)
            ):
                break
            i += 1
        while i > first and self.doc[i - 1].lower_ in {"and", "or", "on", "in", "at"}:
            i -= 1
        return (first, i) if i > first else None

    def _is_mark(self, i: int) -> bool:
        return any(q.open == i or q.close == i for q in self.passages.quotes)

    def _left_bound(self, at: int, region: TokenSpan) -> int:
        """Find where the content before a cue begins: after an earlier cue of the sentence, if there is one."""
        start = region[0]
        for i in range(region[0], at):
            token = self.doc[i]
            if token.text == ";":
                start = i + 1
            if self.passages.quote_at(i) is not None or not self.is_verb(token):
                continue
            if i in self.heads and self.lemma(token) in self.lexicon.verbs["clause"]:
                content = self.heads[i].content
                if (
                    content[0] > i
                    and content[1] <= at - 2
                    and any(
                        self.doc[k].lower_ in {"but", "and", "while"}
                        for k in range(content[1], min(at, content[1] + 2))
                    )
                ):
                    start = content[1]
        return start

    def _right_bound(self, start: int, region: TokenSpan) -> int:
        """Find where the content after a cue ends: before ", he said", ", adding", "and denied" or the sentence's end."""
        for i in range(start + 1, region[1]):
            token = self.doc[i]
            if self.passages.quote_at(i) is not None:
                continue
            lemma = self.lemma(token)
            if token.text == ";":
                return i
            if token.lower_ == "according" and self.doc[i - 1].text == ",":
                return i - 1
            if not self.is_verb(token) or token.lower_ not in self.lexicon.forms:
                continue
            before = self.doc[i - 1]
            if token.tag_ == "VBG" and before.text == "," and lemma in _CONTINUING:
                return i - 1
            back = i - 1
            while back > start and self.doc[back].pos_ in {"ADV", "AUX"} and self.doc[back].lower_ not in {"to", "not"}:
                back -= 1
            if self.doc[back].lower_ in {"and", "but"} and token.tag_ in {"VBD", "VBZ", "VBP"} and lemma in _CONTINUING:
                return back
        return region[1]


_CONTINUING = frozenset(
    "say add tell accuse deny call warn insist note urge claim condemn stress describe blame vow reiterate state argue "
    "demand explain declare maintain confirm emphasise emphasize".split()
)
"""Verbs that carry a speaker's words on: "..., adding that"."""


class Frame:
    """One verb of speech in its sentence."""

    def __init__(self, finder: AttributionFinder, verb: Token) -> None:
        self.finder = finder
        self.doc = finder.doc
        self.verb = verb
        self.lexicon = finder.lexicon
        self.region = finder.passages.sentence_at(verb.i)
        self.head = finder.heads.get(verb.i)
        lemma = finder.lemma(verb)
        following = self.doc[verb.i + 1].lower_ if verb.i + 1 < len(self.doc) else ""
        phrasal = f"{lemma}_{following}"
        self.lemma = lemma
        self.takes = dict(self.lexicon.takes(lemma))
        self.phrasal_end = verb.i + 1
        if more := self.lexicon.takes(phrasal):
            self.takes |= more
            self.phrasal_end = verb.i + 2
        self.passive = syntax.is_passive(verb)
        self.source = self._find_source()
        self.left, self.right = self._group()

    @property
    def is_live(self) -> bool:
        """Whether the verb tells of words that were spoken: not "did not say", "if they say", "to say"."""
        verb = self.verb
        if not self.takes and not self._quote_beside():
            return False
        if syntax.negation(verb) is not None:
            return False
        auxiliaries = [c.lower_ for c in verb.children if c.dep_ in syntax.AUXILIARY and c.i < verb.i]
        if any(a in {"would", "could", "should", "may", "might", "must", "can", "will"} for a in auxiliaries):
            return False
        before = self.doc[verb.i - 1].lower_ if verb.i > self.region[0] else ""
        if before == "to" and verb.tag_ == "VB":
            return False
        if verb.tag_ == "VB" and not auxiliaries and self.source is None:
            return False
        return self.source is not None

    # Who

    def _find_source(self) -> TokenSpan | None:
        verb, region = self.verb, self.region
        if self.passive:
            agents = [t for t in syntax.agents(verb) if region[0] <= t.i < region[1]]
            return self._span_of(agents[0]) if agents else None
        parsed = [t for t in syntax.subjects(verb) if region[0] <= t.i < region[1] and abs(t.i - verb.i) <= _FAR]
        if parsed:
            subject = parsed[0]
            if subject.lower_ in _RELATIVE and subject.pos_ in {"PRON", "DET", "SCONJ"}:
                subject = self._antecedent(subject)
            if subject.i != verb.i and not self._inside_content_of_head(subject):
                return self._span_of(subject)
        if self.head is not None and self.head.source is not None:
            start, end = max(self.head.source[0], region[0]), min(self.head.source[1], region[1])
            if 0 < end - start <= 30 and not start <= verb.i < end:
                return trim(self.doc, (start, end))
        return self._source_beside()

    def _inside_content_of_head(self, subject: Token) -> bool:
        head = self.head
        if head is None or head.source is None or head.score < 0.6:
            return False
        return bool(
            head.content[0] <= subject.i < head.content[1]
            and not head.source[0] <= subject.i < head.source[1]
            and self.region[0] <= head.source[0] < self.region[1]
        )

    def _source_beside(self) -> TokenSpan | None:
        """Find the noun phrase beside the verb by word order: '"...," said X' or "X said"."""
        i = self.verb.i
        previous = self.doc[i - 1] if i > self.region[0] else None
        if previous is not None and previous.text in _QUOTES | {","}:
            after = self.finder._noun_phrase(i + 1, self.region[1])
            if after is not None and after[0] <= i + 2:
                return after
        k = i - 1
        while k >= self.region[0] and (self.doc[k].pos_ in {"ADV", "AUX"} or self.doc[k].is_space):
            k -= 1
        if k >= self.region[0] and self.doc[k].pos_ in {"NOUN", "PROPN", "PRON"}:
            return syntax.base(self.doc[k])
        return None

    def _antecedent(self, pronoun: Token) -> Token:
        verb = syntax.clause_of(pronoun)
        if verb.dep_ in {"acl:relcl", "relcl"}:
            return verb.head
        k = pronoun.i - 1
        while k > self.region[0] and self.doc[k].pos_ not in {"NOUN", "PROPN", "PRON"}:
            k -= 1
        return self.doc[k]

    def _span_of(self, token: Token) -> TokenSpan:
        start, end = syntax.full(token)
        start, end = max(start, self.region[0]), min(end, self.region[1])
        if start <= self.verb.i < end or end - start > _FAR:
            return syntax.base(token)
        return start, end

    def _group(self) -> TokenSpan:
        """Give the tokens that the cue, its auxiliaries and an adjoining source take up."""
        start, end = self.verb.i, self.phrasal_end
        while start > self.region[0] and (
            self.doc[start - 1].pos_ in {"AUX", "ADV"} or self.doc[start - 1].lower_ in {"to", "not"}
        ):
            start -= 1
        if self.source is not None:
            first, last = self.source
            between = self.doc[last:start]
            if (
                last <= start
                and not any(is_finite(t) for t in between if t.dep_ not in {"acl:relcl", "relcl"})
                and (len(between) <= 2 or self._is_aside(last, start))
            ):
                start = first
                while start > self.region[0] and self.doc[start - 1].lower_ in {"the", "a", "an"}:
                    start -= 1
            elif first >= end and first - end <= 1:
                end = self._past_aside(last)
        return start, end

    def _is_aside(self, start: int, end: int) -> bool:
        return self.doc[start].text in {",", "("} and self.doc[end - 1].text in {",", ")"}

    def _past_aside(self, end: int) -> int:
        """Step over an apposition behind an inverted subject: "said X, a nurse," up to the full stop or quotation."""
        return end

    # What

    def read(self) -> Iterator[Attribution]:
        """Give the contents of the frame, each with the stance that its complement lends."""
        cue = self.cue()
        if self._claims_responsibility():
            content = self._responsibility()
            if content is not None:
                yield self._made(content, cue, "claims_responsibility", "object")
            return
        if (expressed := self._expression()) is not None:
            content, stance = expressed
            yield self._made(content, cue, stance, "object")
            return
        if self.passive:
            yield from self._passive(cue)
            return
        for kind, spans in self._contents():
            stance = self.takes.get(kind, "asserts")
            for span in spans:
                content = trim(self.doc, span)
                if content[1] > content[0]:
                    yield self._made(content, cue, stance, kind)
            if spans:
                return

    def _made(self, content: TokenSpan, cue: TokenSpan, stance: Stance, kind: Complement) -> Attribution:
        return Attribution(*content, cue=cue, source=self.source, stance=stance, complement=kind)

    def cue(self) -> TokenSpan:
        start = self.verb.i
        while (
            start > self.region[0]
            and self.doc[start - 1].pos_ in {"AUX", "ADV"}
            and self.doc[start - 1].head == self.verb
        ):
            start -= 1
        return start, self.phrasal_end

    def _contents(self) -> Iterator[tuple[Complement, list[TokenSpan]]]:
        """Propose contents, kind by kind, the likeliest kind first."""
        quoted = self._quoted()
        if quoted and ("clause" in self.takes or self._quote_beside()) and not self._names_something():
            yield "clause", quoted
        for kind, reader in (
            ("charge", self._charge),
            ("request", self._request),
            ("infinitive", self._infinitive),
            ("gerund", self._gerund),
            ("label", self._label),
            ("phrase", self._phrase),
            ("object", self._object),
            ("clause", self._clause),
        ):
            if kind == "phrase" or kind in self.takes:
                span = reader()
                if span is not None:
                    yield kind, [span]  # type: ignore[misc]

    def _child(self, *relations: str) -> Token | None:
        """Find the first dependent to the right of the cue with one of the relations, in their order."""
        for relation in relations:
            for child in self.verb.children:
                if child.dep_ == relation and child.i >= self.phrasal_end and child.i < self.region[1]:
                    return child
        return None

    def _object_head(self) -> Token | None:
        return self._child("obj", "dobj", "iobj", "dative")

    # Quotations

    def _quote_beside(self) -> bool:
        """Whether a quotation adjoins the cue and its source with a comma, as only speech has it."""
        if self.source is None or self.passive:
            return False
        left, right = self.left, self.right
        before = self.doc[left - 1] if left > self.region[0] else None
        quote = self._quote_ending(left - 1)
        if before is not None and quote is not None and quote.end - quote.start > 3:
            return self.doc[quote.end - 1].text in {",", "?", "!", ".", "…", "-", "–", "—"} or before.text == ","
        following = self.doc[right].text if right < self.region[1] else ""
        quote = self._quote_opening(right + 1) if following in {",", ":"} else None
        return quote is not None and quote.end - quote.start > 3

    def _quote_ending(self, at: int) -> Quote | None:
        """Give the quotation whose last mark is at a token, or just before a comma there."""
        for i in (at, at - 1):
            for quote in self.finder.passages.quotes:
                if quote.close == i and (i == at or self.doc[at].text in {",", "."}):
                    return quote
        return None

    def _quote_opening(self, at: int) -> Quote | None:
        return next((q for q in self.finder.passages.quotes if q.open == at), None)

    def _quoted(self) -> list[TokenSpan]:
        """Give what is quoted before and after the cue where a quotation adjoins its group."""
        if self.finder.passages.quote_at(self.verb.i) is not None:
            return []
        found: list[TokenSpan] = []
        quote = self._quote_ending(self.left - 1) if self.left > self.region[0] else None
        if quote is not None and quote.open >= self.region[0]:
            found.append(self._with_lead(quote))
        at = self._after_adjuncts(self.right)
        if at < self.region[1]:
            following = self._quote_opening(at)
            if following is not None:
                end = following.end
                if not found or not _is_scare(self.doc, following):
                    if not self._closes_sentence(following):
                        end = self.finder._right_bound(end, self.region)
                    found.append((following.start if end == following.end else following.open, end))
        return found

    def _with_lead(self, quote: Quote) -> TokenSpan:
        """Take in the words that lead up to a quotation within its sentence: 'the man held a "pipe with a knob,"'."""
        start = self.finder._left_bound(quote.open, self.region)
        lead = trim(self.doc, (start, quote.open))
        words = [t for t in self.doc[lead[0] : lead[1]] if not t.is_punct]
        if len(words) >= 2 and not any(self.finder.heads.get(t.i) and t.i != self.verb.i for t in words):
            return lead[0], quote.end
        return quote.start, quote.end

    def _closes_sentence(self, quote: Quote) -> bool:
        """Whether only punctuation or another attribution follows a quotation in the sentence."""
        end = (quote.close or quote.end - 1) + 1
        rest = [t for t in self.doc[end : self.region[1]] if not t.is_space]
        if not rest or all(t.is_punct for t in rest):
            return True
        return self.doc[quote.end - 1].text in {",", ".", "!", "?"} or rest[0].text in {",", ";", "."}

    def _names_something(self) -> bool:
        return self.lemma in {"call", "dub", "label", "brand", "term", "describe"} and "label" in self.takes

    # Clauses

    def _after_adjuncts(self, at: int) -> int:
        """Step over what stands between a cue and its content: hearers, times, "in a statement", a comma or colon."""
        doc, end = self.doc, self.region[1]
        for _ in range(6):
            while at < end and (doc[at].is_space or doc[at].text in {",", ":"} or doc[at].lower_ == "that"):
                at += 1
            step = self._adjunct(at, end)
            if step == at:
                return at
            at = step
        return at

    def _adjunct(self, at: int, end: int) -> int:
        """Give the token after the adjunct that begins at a token, or the same token where none does."""
        doc = self.doc
        if at >= end:
            return at
        token = doc[at]
        if self.lemma in {"tell", "inform", "assure", "remind", "notify", "brief"} and at <= self.phrasal_end + 1:
            hearer = self.finder._noun_phrase(at, end)
            if hearer is not None and hearer[1] < end:
                stop = hearer[1]
                for i in range(hearer[0] + 1, hearer[1]):
                    if doc[i].dep_ in syntax.SUBJECT or doc[i].lower_ == "that":
                        stop = i
                        break
                if stop > at and not self._quote_opening(at):
                    return stop
        if token.ent_type_ == "TIME" or token.lower_ in _DAYS:
            while at < end and (doc[at].ent_type_ == "TIME" or doc[at].lower_ in _DAYS):
                at += 1
            return at
        if token.pos_ == "ADV" and token.lower_ not in {"there", "not"} and token.head == self.verb:
            return at + 1
        if token.pos_ == "ADP" or token.lower_ in {
            "to",
            "in",
            "on",
            "at",
            "during",
            "by",
            "via",
            "through",
            "after",
            "with",
            "from",
        }:
            stop = at + 1
            while stop < end and stop - at < 14:
                follower = doc[stop]
                if follower.lower_ == "that" or follower.text in {",", ":", ".", ";"} or self._quote_opening(stop):
                    return stop
                if follower.dep_ in syntax.SUBJECT or is_finite(follower):
                    break
                stop += 1
            if stop >= end:
                return stop
            edge = token.head.right_edge.i + 1 if token.dep_ == "case" else stop
            if token.dep_ == "case" and token.head.head == self.verb and at < edge < end:
                return edge
        return at

    def _clause(self) -> TokenSpan | None:
        """Read the clause or the sentence that the cue governs."""
        side = self._side()
        surface = self._surface_after() if side == "after" else self._surface_before()
        candidates = [c for c in (surface, self._parsed(side), self._from_head(side)) if c is not None]
        candidates = [c for c in candidates if c[1] - c[0] >= 2]
        if not candidates:
            return None
        if side == "after" and not any(self.finder._has_clause(c) for c in candidates):
            return None
        return best(candidates)

    def _side(self) -> Role:
        """Decide whether the content follows the cue or goes before it."""
        doc, region = self.doc, self.region
        before = doc[self.left - 1] if self.left > region[0] else None
        after = self._past_time(self.right)
        follower = doc[after] if after < region[1] else None
        left = trim(doc, (region[0], self.left))
        if before is None or left[1] - left[0] < 2 or before.text not in {",", "–", "—", "--", "(", *_QUOTES}:
            if not (self.source is not None and self.source[0] >= self.phrasal_end and left[1] - left[0] >= 3):
                return "after"
        if self.verb.tag_ == "VBG" or (
            self.verb.dep_ == "conj" and before is not None and before.lower_ in {"and", "but"}
        ):
            return "after"
        if follower is not None and follower.lower_ == "that":
            return "after"
        if self._relative():
            return "after"
        if not self.finder._has_clause(left):
            return "after"
        rest = [t for t in doc[self.right : region[1]] if not t.is_space]
        if not rest or all(t.is_punct for t in rest) or not any(is_finite(t) for t in rest):
            return "before"
        if follower is not None and follower.text in {",", ".", "–", "—", "--", ";"}:
            return "after" if self.finder._is_introduction(left) else "before"
        if self.source is not None and self.source[0] >= self.phrasal_end:
            return "before"
        return "after"

    def _relative(self) -> bool:
        return self.verb.dep_ in {"acl:relcl", "relcl"} and any(
            c.lower_ in _RELATIVE and c.i < self.verb.i for c in self.verb.children
        )

    def _past_time(self, at: int) -> int:
        while at < self.region[1] and (
            self.doc[at].ent_type_ == "TIME" or self.doc[at].lower_ in _DAYS or self.doc[at].is_space
        ):
            at += 1
        return at

    def _surface_after(self) -> TokenSpan | None:
        start = self._after_adjuncts(self.right)
        end = self.finder._right_bound(start, self.region)
        if self._relative() or self.verb.dep_ == "advcl":
            clause = self.verb
            stop = clause.right_edge.i + 1
            if start < stop < end:
                end = stop
        return (start, end) if end - start >= 2 else None

    def _surface_before(self) -> TokenSpan | None:
        start = self.finder._left_bound(self.left, self.region)
        return (start, self.left) if self.left - start >= 2 else None

    def _parsed(self, side: Role) -> TokenSpan | None:
        """Propose what the parse makes the cue's clause."""
        if side == "after":
            child = self._child("ccomp", "parataxis", "xcomp")
            if child is None:
                return None
            start = max(self.right, min(child.left_edge.i, child.i))
            return self._clipped((start, child.right_edge.i + 1))
        heads = [c for c in self.verb.children if c.dep_ in {"ccomp", "parataxis", "dep"} and c.i < self.left]
        if (
            not heads
            and self.verb.dep_ in {"parataxis", "conj", "acl:relcl", "ccomp", "advcl"}
            and self.verb.head.i < self.left
        ):
            heads = [self.verb.head]
        if not heads:
            return None
        return self._clipped((heads[0].left_edge.i, min(self.left, heads[0].right_edge.i + 1)))

    def _from_head(self, side: Role) -> TokenSpan | None:
        """Propose what the pipeline's own attribution says, as far as it lies on the side and in the sentence."""
        if self.head is None:
            return None
        start, end = self.head.content
        length = end - start
        if side == "after":
            start, end = max(start, self.right), min(end, self.region[1])
        else:
            start, end = max(start, self.region[0]), min(end, self.left)
        return (start, end) if end - start >= max(2, length // 3) else None

    def _clipped(self, span: TokenSpan) -> TokenSpan | None:
        start, end = max(span[0], self.region[0]), min(span[1], self.region[1])
        return (start, end) if end - start >= 2 else None

    # Other complements

    def _phrase_of(self, token: Token) -> TokenSpan:
        """Give the whole phrase under a token to the right of the cue, as far as the sentence goes."""
        start = max(self.phrasal_end, token.left_edge.i)
        end = min(token.right_edge.i + 1, self.region[1])
        return start, max(end, token.i + 1)

    def _object(self) -> TokenSpan | None:
        relative = self._relative_object()
        if relative is not None:
            return relative
        obj = self._object_head()
        if obj is None or obj.ent_type_ == "TIME":
            return None
        if obj.pos_ == "PRON" and obj.lower_ in {"it", "this", "that", "them", "him", "her", "which", "what"}:
            return None
        if self.lexicon.noun(obj.lower_):
            clause = self._clause_under(obj)
            if clause is not None:
                return clause
        if self._child("ccomp") is not None and "clause" in self.takes:
            return None
        start, end = self._phrase_of(obj)
        bound = self.finder._right_bound(start, self.region)
        span = (start, min(end, bound))
        candidates = [span]
        if self.head is not None and self.head.content[0] >= self.phrasal_end:
            clipped = self._clipped(self.head.content)
            if clipped is not None:
                candidates.append((clipped[0], min(clipped[1], bound)))
        candidates.append((start, bound))
        return best([c for c in candidates if c[1] > c[0]])

    def _clause_under(self, noun: Token) -> TokenSpan | None:
        for child in noun.children:
            if child.i > noun.i and child.dep_ in {"acl", "ccomp", "acl:relcl"}:
                start = child.left_edge.i
                if self.doc[start].lower_ == "that":
                    return start, min(child.right_edge.i + 1, self.region[1])
        return None

    def _relative_object(self) -> TokenSpan | None:
        """Read "the strikes, which the envoy condemned" back to its noun."""
        if self.verb.dep_ not in {"acl:relcl", "relcl"}:
            return None
        noun = self.verb.head
        pronouns = [c for c in self.verb.children if c.lower_ in {"which", "that", "whom"} and c.i < self.verb.i]
        if any(c.dep_ in syntax.OBJECT for c in pronouns) and self._child("ccomp", "xcomp", "obj") is None:
            return syntax.base(noun)
        return None

    def _infinitive(self) -> TokenSpan | None:
        at = self._past_time(self.right)
        if at + 1 < self.region[1] and self.doc[at].lower_ == "to" and self.doc[at + 1].pos_ in {"VERB", "AUX", "ADV"}:
            end = self.finder._right_bound(at + 1, self.region)
            child = self._child("xcomp", "ccomp", "advcl")
            candidates = [(at, end)]
            if child is not None and child.i > at:
                candidates.append((at, min(child.right_edge.i + 1, end)))
            if (
                self.head is not None
                and self.head.content[0] >= at - 1
                and (clipped := self._clipped(self.head.content))
            ):
                candidates.append((at, min(clipped[1], end)))
            return best(candidates)
        return None

    def _gerund(self) -> TokenSpan | None:
        at = self.right
        if at < self.region[1] and self.doc[at].tag_ == "VBG":
            end = self.finder._right_bound(at, self.region)
            right = self.doc[at].right_edge.i + 1
            candidates = [(at, end), (at, min(right, end))]
            if self.head is not None and (clipped := self._clipped(self.head.content)):
                candidates.append((at, max(at + 1, min(clipped[1], end))))
            return best(candidates)
        return None

    def _request(self) -> TokenSpan | None:
        obj = self._object_head() or self._child("obl", "nsubj")
        start = self._past_time(self.phrasal_end)
        for i in range(start, min(self.region[1] - 1, start + 30)):
            token = self.doc[i]
            if (
                token.lower_ == "to"
                and self.doc[i + 1].pos_ in {"VERB", "AUX", "ADV"}
                and self.doc[i + 1].tag_ in {"VB", "RB"}
            ):
                if i == start or (obj is None and i - start > 12):
                    return None
                if any(is_finite(t) and t.dep_ not in {"acl:relcl", "relcl"} for t in self.doc[start:i]):
                    return None
                first = i if i - start == 1 and self.doc[start].pos_ == "PRON" else start
                if self.lemma == "tell" and self.doc[start].lower_ in self.lexicon.hearers:
                    first = i
                return first, self._end_of(self.doc[i + 1], i + 1)
            if token.text in {".", ";", ":"} or self.finder._is_mark(i):
                return None
        if self.lemma == "order" and obj is not None:
            return None
        return None

    def _end_of(self, token: Token, start: int) -> int:
        """Find the end of a verb phrase: the right bound of the sentence, or the parse's where the head agrees."""
        bound = self.finder._right_bound(start, self.region)
        ends = [bound, min(bound, token.right_edge.i + 1)]
        if self.head is not None and start < self.head.content[1] <= self.region[1]:
            ends.append(min(bound, self.head.content[1]))
        return best([(start, max(start + 1, e)) for e in ends])[1]

    def _charge(self) -> TokenSpan | None:
        obj = self._object_head()
        start = self.phrasal_end
        if obj is None:
            return None
        start = max(start, obj.left_edge.i) if obj.left_edge.i >= start else start
        wanted = {"accuse": {"of"}, "blame": {"for"}, "charge": {"with"}, "suspect": {"of"}, "fault": {"for"}}.get(
            self.lemma, {"for", "over"}
        )
        for i in range(start + 1, min(self.region[1], start + 30)):
            if self.doc[i].lower_ in wanted:
                return start, self._end_of(obj, i + 1) if self.doc[i + 1].i >= self.region[1] else self._charge_end(i)
            if is_finite(self.doc[i]) and self.doc[i].dep_ not in {"acl:relcl", "relcl"}:
                return None
        return None

    def _charge_end(self, preposition: int) -> int:
        bound = self.finder._right_bound(preposition + 1, self.region)
        token = self.doc[preposition]
        ends = [bound]
        if token.head.i > preposition:
            ends.append(min(bound, token.head.right_edge.i + 1))
        if self.head is not None and preposition < self.head.content[1] <= bound:
            ends.append(self.head.content[1])
        return best([(preposition, max(preposition + 2, e)) for e in ends])[1]

    def _label(self) -> TokenSpan | None:
        """Read "called the raid a crime", "described it as a crime", "which he called a crime"."""
        start = self.phrasal_end
        bound = self.finder._right_bound(start, self.region)
        if self.lemma in {
            "describe",
            "portray",
            "depict",
            "characterise",
            "characterize",
            "dismiss",
            "reject",
            "hail",
            "praise",
            "condemn",
            "denounce",
            "decry",
            "deplore",
            "slam",
            "refer",
        }:
            for i in range(start, min(bound, start + 30)):
                if self.doc[i].lower_ == "as":
                    return i + 1, self._end_of(self.doc[i].head, i + 1)
                if self.doc[i].text in {",", ";"} or is_finite(self.doc[i]):
                    break
            return None
        obj = self._object_head()
        names = [c for c in self.verb.children if c.i >= start and c.dep_ in {"xcomp", "obj", "obl", "nmod", "ccomp"}]
        if self._relative() or self.verb.dep_ in {"acl:relcl", "relcl"}:
            first = names[0].left_edge.i if names else start
            return (max(start, min(first, start + 2)), self._end_of(names[-1] if names else self.verb, start))
        quoted = any(q.open > start and q.close is not None and q.close <= bound for q in self.finder.passages.quotes)
        if obj is not None and (len(names) >= 2 or quoted):
            return start, self._end_of(names[-1] if names else obj, start)
        if self.head is not None and self.head.score >= 0.55 and self.head.content[0] == start and self.lemma == "call":
            return self._clipped(self.head.content)
        return None

    def _phrase(self) -> TokenSpan | None:
        """Read "called for talks": a preposition that the verb calls for, and what follows it."""
        at = self._past_time(self.phrasal_end)
        while at < self.region[1] and self.doc[at].pos_ == "ADV":
            at += 1
        if at + 1 >= self.region[1]:
            return None
        stance = self.lexicon.verbs["phrase"].get(f"{self.lemma}:{self.doc[at].lower_}")
        if stance is None:
            return None
        self.takes["phrase"] = stance
        head = self.doc[at].head if self.doc[at].head.i > at else self.doc[at + 1]
        return at + 1, self._end_of(head, at + 1)

    def _claims_responsibility(self) -> bool:
        obj = self._object_head()
        if self.lemma not in self.lexicon.claiming:
            return False
        if obj is not None and obj.lower_ in self.lexicon.responsibility:
            return True
        following = self.doc[self.verb.i + 1 : min(self.region[1], self.verb.i + 4)]
        return any(t.lower_ in self.lexicon.responsibility for t in following)

    def _responsibility(self) -> TokenSpan | None:
        """Give what responsibility was claimed for: the words after "for", or the noun before "for which"."""
        noun = next(t for t in self.doc[self.verb.i + 1 :] if t.lower_ in self.lexicon.responsibility)
        for i in range(noun.i + 1, min(self.region[1] - 1, noun.i + 8)):
            if self.doc[i].lower_ == "for":
                return i + 1, self._end_of(self.doc[i].head if self.doc[i].head.i > i else self.doc[i + 1], i + 1)
        for i in range(self.left - 1, max(self.region[0], self.left - 4), -1):
            if self.doc[i].lower_ == "which" and self.doc[i - 1].lower_ == "for":
                return self._noun_before(i - 1)
        return None

    def _noun_before(self, at: int) -> TokenSpan | None:
        """Give the noun phrase that ends before a token, back to the verb that governs it."""
        i = at - 1
        while i > self.region[0] and (self.doc[i].text == "," or self.doc[i].is_space):
            i -= 1
        end = i + 1
        while i > self.region[0] and not (self.doc[i].pos_ == "VERB" and is_finite(self.doc[i])):
            i -= 1
        return (i + 1, end) if end > i + 1 else None

    def _expression(self) -> tuple[TokenSpan, Stance] | None:
        """Read "expressed regret over the deaths"."""
        obj = self._object_head()
        if self.lemma not in self.lexicon.expression_verbs or obj is None or self.passive:
            return None
        stance = self.lexicon.expression_nouns.get(obj.lower_) or self.lexicon.expression_nouns.get(
            obj.lower_.removesuffix("s")
        )
        if stance is None:
            return None
        for i in range(obj.i + 1, min(self.region[1] - 1, obj.i + 4)):
            if self.doc[i].lower_ in self.lexicon.expression_prepositions:
                head = self.doc[i].head if self.doc[i].head.i > i else self.doc[i + 1]
                return (i + 1, self._end_of(head, i + 1)), stance
        return None

    def _passive(self, cue: TokenSpan) -> Iterator[Attribution]:
        """Read "attacks claimed by the group": what the agent says is the subject or the noun."""
        patients = [self.verb.head] if self.verb.dep_ in {"acl", "acl:relcl"} else syntax.patients(self.verb)
        if self.lemma == "claim" and patients:
            yield self._made(syntax.base(patients[0]), cue, "claims_responsibility", "object")
        elif "object" in self.takes and patients:
            yield self._made(trim(self.doc, self._span_of(patients[0])), cue, self.takes["object"], "object")


_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight early late earlier later overnight "
    "morning afternoon evening night".split()
)


def _is_scare(doc: Doc, quote: Quote) -> bool:
    return quote.end - quote.start < 4 and not any(is_finite(t) for t in doc[quote.start : quote.end])


def best(candidates: list[TokenSpan]) -> TokenSpan:
    """Choose the span that the others are most like; the first of equals."""
    if len(candidates) < 3:
        return candidates[0]
    return max(candidates, key=lambda c: sum(likeness(c, other) for other in candidates))
