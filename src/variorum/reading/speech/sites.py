"""One verb of speech in its sentence: who its subject is, and what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.reading.actors.lexicon import lexicon
from variorum.reading.speech.clauses import Clauses, turns_back
from variorum.reading.speech.passages import Quote, is_finite, is_relative
from variorum.reading.speech.spans import DASHES, QUOTE_MARKS, TokenSpan, is_health_body, overlap, trim

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_NOBODY = frozenset(
    "no nobody none those everyone everybody anyone anybody there what nothing neither whoever this these".split()
)
_UNREAL = frozenset("would could should may might must can will 'll ’ll wo ca".split())
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight early late earlier later "
    "overnight morning afternoon evening night".split()
)
_FAR = 40
"""Words that may lie between a subject and its verb."""
_LONGEST_SOURCE = 30
_LONGEST_DATELINE = 8


class Site:
    """
    A cue verb with its sentence (`region`), its subject (`source`) and the tokens that it takes up (`left`, `right`).

    `takes` holds the complements that the lexicon knows for the verb, each with its stance.
    """

    def __init__(self, clauses: Clauses, verb: Token) -> None:
        self.clauses = clauses
        self.doc = clauses.doc
        self.verb = verb
        self.lexicon = clauses.lexicon
        self.region = clauses.passages.sentence_at(verb.i)
        self.head = clauses.heads.get(verb.i)
        self.lemma = clauses.lemma(verb)
        self.takes = self.lexicon.takes(self.lemma)
        self.phrasal_end = verb.i + 1
        following = self.doc[verb.i + 1].lower_ if verb.i + 1 < len(self.doc) else ""
        if more := self.lexicon.takes(f"{self.lemma}_{following}"):
            self.takes |= more
            self.phrasal_end = verb.i + 2
        self.passive = syntax.is_passive(verb) or self._is_participle()
        self.source = self._find_source()
        self.left, self.right = self._group()

    @property
    def is_spoken(self) -> bool:
        """Whether the verb tells of words that were spoken: not "did not say", "may say", "to say", "nobody said"."""
        if self.source is None or self._is_negated():
            return False
        first = self.doc[self.source[0]]
        if first.lower_ in _NOBODY and not (
            first.lower_ in {"those", "these", "this"} and self.source[1] - self.source[0] > 1
        ):
            return False
        auxiliaries = [c.lower_ for c in self.verb.children if c.dep_ in syntax.AUXILIARY and c.i < self.verb.i]
        near = [
            t.lower_ for t in self.doc[max(self.region[0], self.verb.i - 3) : self.verb.i] if t.pos_ in {"AUX", "PART"}
        ]
        if _UNREAL & {*auxiliaries, *near} or {"not", "n't", "n’t", "never"} & set(near):
            return False
        if self.verb.i == self.region[0]:
            return True
        before = self.doc[self.verb.i - 1]
        if self.verb.tag_ == "VBG" and (before.pos_ == "ADP" or before.tag_ == "IN") and before.lower_ != "as":
            return False
        return before.lower_ != "to" or self.verb.tag_ not in {"VB", "VBP"} or self._goes_on_to()

    def _is_negated(self) -> bool:
        """Whether the verb is negated, or joined to a negated one: "has not confirmed or denied"."""
        if syntax.negation(self.verb) is not None:
            return True
        joined = self.verb.dep_ == "conj" and any(
            c.lower_ in {"or", "nor"} for c in self.verb.children if c.dep_ == "cc"
        )
        return joined and syntax.negation(self.verb.head) is not None

    def _goes_on_to(self) -> bool:
        """Whether the infinitive tells what was done: "went on to say", "continued to deny"."""
        back = self.doc[max(self.region[0], self.verb.i - 4) : self.verb.i - 1]
        return any(t.lower_ in self.lexicon.proceeding for t in back)

    @property
    def is_by_speaker(self) -> bool:
        """Whether the subject is a person, a body or a document, which can speak, by its name or noun."""
        return self.source is not None and self._can_speak(self.source)

    def _can_speak(self, span: TokenSpan) -> bool:
        head = syntax.root(self.doc, *span)
        if head.pos_ == "PRON" and not is_health_body(head):
            return head.lower_ in {"he", "she", "they", "we", "i", "who"}
        if head.ent_type_ in {"PER", "ORG", "NORP", "LOC"} or head.pos_ == "PROPN":
            return True
        role = lexicon().role([t.lower_ for t in self.doc[span[0] : head.i + 1]][-3:])
        return role is not None and role.kind != "sites"

    @property
    def speaks_of_itself(self) -> bool:
        """Whether the subject is "I" or "we"."""
        return self.source is not None and self.doc[self.source[0]].lower_ in {"i", "we"}

    def cue(self) -> TokenSpan:
        """Give the words of the cue: the verb with the auxiliaries and adverbs before it, and its particle."""
        start = self.verb.i
        while start > self.region[0] and self.doc[start - 1].pos_ in {"AUX", "ADV"}:
            if self.doc[start - 1].head != self.verb:
                break
            start -= 1
        return start, self.phrasal_end

    def _is_participle(self) -> bool:
        """Whether a bare participle has no subject of its own: "arrested and charged", "as determined by"."""
        if self.verb.tag_ != "VBN" and not (self.verb.tag_ == "VBD" and self.verb.dep_ == "acl"):
            return False
        if self.verb.i + 1 < self.region[1] and self.doc[self.verb.i + 1].lower_ == "by":
            return True
        return not any(
            c.dep_ in syntax.SUBJECT | syntax.AUXILIARY | syntax.OBJECT
            for verb in (self.verb, syntax.first_conjunct(self.verb))
            for c in verb.children
        )

    # Who

    def _find_source(self) -> TokenSpan | None:
        verb, region = self.verb, self.region
        if (quoted := self._quoted_person()) is not None:
            return quoted
        if self.passive:
            agents = [t for word, t in syntax.phrases(verb) if word == "by" and region[0] <= t.i < region[1]]
            return syntax.base(agents[0]) if agents and agents[0].pos_ != "NUM" else None
        if (inverted := self._inverted_source()) is not None:
            return inverted
        piped = self._piped_source()
        subjects = [t for t in syntax.subjects(verb) if region[0] <= t.i < region[1] and abs(t.i - verb.i) <= _FAR]
        spans = []
        for subject in sorted(
            dict.fromkeys(map(syntax.first_conjunct, subjects)), key=lambda t: (t.i > verb.i, abs(t.i - verb.i))
        ):
            named = self._antecedent(subject) if _is_pronoun(subject) else subject
            if named.i == verb.i or self._is_content(named):
                continue
            spans.append(self._span_of(named))
            # The parser cuts long names and titles short; the pipeline's attribution does not.
            if subject is named and piped is not None and overlap(spans[-1], piped):
                joined = spans[-1][0] < piped[0] and self.doc[piped[0] - 1].lower_ in {"and", "or"}
                return spans[-1] if joined else piped
        loose = verb.tag_ == "VBG" or (piped is not None and self._is_joined_to(piped))  # "said A left, adding"
        if spans and piped is not None and loose and not overlap(spans[0], piped):
            return piped
        joined = verb.dep_ == "conj" and bool(spans) and not self._can_speak(spans[0])
        if spans and (joined or self._is_joined_to_own(verb) or turns_back(verb, self.takes.values())):
            first = self._first_source()
            if first is not None:
                return first
        if verb.tag_ == "VBG" and spans and not any(self._can_speak(s) for s in spans):
            spans = self._nearer_speakers() or spans
        return spans[0] if spans else piped or self._source_beside() or self._carried_source()

    def _carried_source(self) -> TokenSpan | None:
        """Find who "first claimed the raid, then said" so: the subject of the verb before."""
        if self.verb.tag_ not in {"VBD", "VBZ"} or self.doc[self.verb.i - 1].lower_ not in {"then", "later", "and"}:
            return None
        for i in range(self.verb.i - 2, self.region[0], -1):
            token = self.doc[i]
            if token.tag_ == self.verb.tag_ and token.dep_ not in {"acl:relcl", "relcl"}:
                subjects = [t for t in syntax.subjects(token) if self.region[0] <= t.i < i]
                if subjects:
                    return self._span_of(subjects[0])
        return None

    def _is_joined_to(self, source: TokenSpan) -> bool:
        """Whether the verb is joined by "and" to an earlier cue, whose source the pipeline gives it too."""
        if self.verb.dep_ != "conj" or self.verb.tag_ not in {"VBD", "VBZ"}:
            return False
        earlier = (self.clauses.heads[i] for i in range(self.region[0], self.verb.i) if i in self.clauses.heads)
        return any(h.source is not None and overlap(h.source, source) for h in earlier)

    def _is_joined_to_own(self, verb: Token) -> bool:
        """Whether the verb before tells what a speaker's own did: "said his men had left and accused the army"."""
        if verb.dep_ != "conj" or "clause" not in self.takes or any(c.dep_ in syntax.SUBJECT for c in verb.children):
            return False
        return any(
            c.dep_ in {"nmod:poss", "poss"} and c.tag_ == "PRP$"
            for subject in syntax.subjects(syntax.first_conjunct(verb))
            for c in subject.children
        )

    def _first_source(self) -> TokenSpan | None:
        """Give the source of the nearest earlier cue of the sentence."""
        for i in range(self.verb.i - 1, self.region[0], -1):
            head = self.clauses.heads.get(i)
            if head is None or head.source is None or not self.region[0] <= head.source[0] < i:
                continue
            start, end = trim(self.doc, head.source)
            if start < end:
                return start, end
        return None

    def _inverted_source(self) -> TokenSpan | None:
        """Find who speaks in "It was over, said the mayor." where nothing else follows the verb."""
        i = self.verb.i
        if i <= self.region[0] or self.lemma in self.lexicon.addressing:
            return None
        before = self.doc[i - 1].text
        if before not in QUOTE_MARKS and before != ",":
            return None
        sentence = any(is_finite(t) and not is_relative(t) for t in self.doc[self.region[0] : i])
        if before not in QUOTE_MARKS and not sentence:
            return None
        after = self.clauses.noun_phrase(i + 1, self.region[1])
        if (
            after is None
            or after[0] != i + 1
            or self.doc[i + 1].pos_ not in {"DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM"}
            or not all(
                t.is_punct or t.is_space or t.lower_ in {"on", "late", "early"} or self._is_time(t.i)
                for t in self.doc[after[1] : self.region[1]]
            )
        ):
            return None
        return after if "clause" in self.takes or "quotation" in self.takes else None

    def _quoted_person(self) -> TokenSpan | None:
        """Find who speaks in "the paper quoted her as saying", "she was cited by it as saying"."""
        i = self.verb.i
        if self.verb.tag_ != "VBG" or i - 2 < self.region[0] or self.doc[i - 1].lower_ != "as":
            return None
        for k in range(i - 2, max(self.region[0] - 1, i - 14), -1):
            if self.clauses.lemma(self.doc[k]) in self.lexicon.quoting:
                people = syntax.patients(self.doc[k])
                return self._span_of(people[0]) if people else self.clauses.noun_phrase(k + 1, i - 1)
        return None

    def _nearer_speakers(self) -> list[TokenSpan]:
        """Find the subject that a participle goes with, where the parse gives it one that cannot speak."""
        for i in range(self.verb.i - 1, self.region[0], -1):
            token = self.doc[i]
            if token.dep_ in syntax.SUBJECT:
                span = self._span_of(self._antecedent(token) if _is_pronoun(token) else token)
                if self._can_speak(span):
                    return [span]
        return []

    def _piped_source(self) -> TokenSpan | None:
        """Give the source of the pipeline's attribution, if it is one phrase of this sentence."""
        if self.head is None or self.head.source is None:
            return None
        start, end = self.head.source
        if start < self.region[0] < end:
            # The place of a dateline that the layout has cut off.
            start = self.region[0]
        end = self._source_end(start, end)
        start = self._past_joint(start, min(end, self.verb.i))
        if not self.region[0] <= start < end <= self.region[1] or end - start > _LONGEST_SOURCE:
            return None
        words = self.doc[start:end]
        if start <= self.verb.i < end or any(_is_told(t) for t in words):
            return None
        start, end = trim(self.doc, (self._past_dateline(start, end), end))
        # The pipeline may take a comma alone for somebody.
        return (start, end) if start < end else None

    def _past_joint(self, start: int, end: int) -> int:
        """Step over another saying that the pipeline took in with a source: "They condemned it and the mayor said"."""
        told = next((i for i in range(start, end) if i in self.clauses.heads and _is_told(self.doc[i])), end)
        return next((i + 1 for i in range(told, end - 1) if self.doc[i].lower_ in {"and", "but"}), start)

    def _is_content(self, subject: Token) -> bool:
        """Whether the parse's subject is part of what is said: quoted, or in the pipeline's own content."""
        quote = self.clauses.passages.quote_at(subject.i)
        if quote is not None and not quote.start <= self.verb.i < quote.end:
            return True
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
        if previous is not None and (previous.text == "," or previous.text in QUOTE_MARKS):
            after = self.clauses.noun_phrase(i + 1, self.region[1])
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
            near = self._named_before(pronoun)
            return near if near is not None and not self._can_speak(syntax.base(verb.head)) else verb.head
        k = pronoun.i - 1
        while k > self.region[0] and self.doc[k].pos_ not in {"NOUN", "PROPN", "PRON"}:
            k -= 1
        return self.doc[max(k, 0)]

    def _named_before(self, pronoun: Token) -> Token | None:
        """Give the name or person right before a relative pronoun: "the bounty from the ministry, which says"."""
        k = pronoun.i - 1
        while k > self.region[0] and (self.doc[k].is_punct or self.doc[k].is_space):
            k -= 1
        token = self.doc[k]
        while token.dep_ in {"flat", "flat:name", "compound", "appos"} and token.head.i < token.i:
            token = token.head
        return token if self._can_speak(syntax.base(token)) else None

    def _span_of(self, token: Token) -> TokenSpan:
        start, end = syntax.full(token)
        start, end = max(start, self.region[0]), min(end, self.region[1])
        while start < token.i and self.doc[start].ent_type_ == "TIME":
            start += 1
        if start <= self.verb.i < end or end - start > _FAR:
            return syntax.base(token)
        return self._past_dateline(start, end), self._source_end(start, end)

    def _past_dateline(self, start: int, end: int) -> int:
        """Step over the place that a report opens with: "Harrow – The council said"."""
        if start != self.region[0]:
            return start
        for i in range(start + 1, min(start + _LONGEST_DATELINE, end - 1)):
            if self.doc[i].text in DASHES and self.doc[i].whitespace_ and self.doc[i - 1].whitespace_:
                return i + 1
        return start

    def _source_end(self, start: int, end: int) -> int:
        """Find where a source ends: before its relative clause, and before the outlet that quotes it."""
        for i in range(start + 1, end):
            token = self.doc[i]
            if (token.lower_ in {"who", "which"} and not is_health_body(token)) or (
                token.tag_ in {"VBN", "VBD"} and self.clauses.lemma(token) in self.lexicon.quoting
            ):
                return i
        return end

    def _group(self) -> TokenSpan:
        """Give the tokens that the cue, its auxiliaries and an adjoining source take up."""
        start, end = self.verb.i, self.phrasal_end
        while start > self.region[0] and (
            self.doc[start - 1].pos_ in {"AUX", "ADV"} or self.doc[start - 1].lower_ in {"to", "not"}
        ):
            start -= 1
        if self.source is not None:
            first, last = self.source
            if self._quoted_person() is not None:
                mark = next((k for k in range(start - 1, self.region[0], -1) if self.clauses.is_mark(k)), None)
                return (mark + 1 if mark is not None else min(first, start)), end
            if last <= start and self._is_aside(last, start):
                start = first
                while start > self.region[0] and self.doc[start - 1].lower_ in {"the", "a", "an"}:
                    start -= 1
            elif first >= end and first - end <= 1:
                end = last
        return start, end

    def _is_aside(self, start: int, end: int) -> bool:
        """Whether nothing but an apposition or a few words stand between a subject and its verb."""
        between = self.doc[start:end]
        if any(is_finite(t) and not is_relative(t) for t in between):
            return False
        return len(between) <= 2 or (self.doc[start].text in {",", "("} and self.doc[end - 1].text in {",", ")"})

    # What stands around

    def child(self, *relations: str) -> Token | None:
        """Find the first dependent to the right of the cue with one of the relations, in their order."""
        for relation in relations:
            for child in self.verb.children:
                if child.dep_ == relation and self.phrasal_end <= child.i < self.region[1]:
                    return child
        return None

    @property
    def object(self) -> Token | None:
        """The verb's object to its right."""
        return self.child("obj", "dobj", "iobj", "dative")

    @property
    def is_relative(self) -> bool:
        """Whether the verb heads a relative clause with its pronoun."""
        return self.verb.dep_ in {"acl:relcl", "relcl"} and any(
            _is_pronoun(c) and c.i < self.verb.i for c in self.verb.children
        )

    def clip(self, span: TokenSpan) -> TokenSpan | None:
        """Give the part of a span that lies in the sentence, null where that is less than two tokens."""
        start, end = max(span[0], self.region[0]), min(span[1], self.region[1])
        return (start, end) if end - start >= 2 else None

    def bound(self, start: int, *, verbal: bool = False) -> int:
        """Find where a content that begins at a token ends at the latest."""
        return self.clauses.right_bound(start, self.region, self.verb, verbal=verbal)

    def past_time(self, at: int) -> int:
        """Step over an expression of time."""
        while at < self.region[1] and (self._is_time(at) or self.doc[at].is_space):
            at += 1
        return at

    def _is_time(self, at: int) -> bool:
        return bool(self.doc[at].ent_type_ == "TIME" or self.doc[at].lower_ in _DAYS)

    def past_adjuncts(self, at: int) -> int:
        """Step over what stands between a cue and its content: hearers, times, "in a statement", a comma or colon."""
        for _ in range(6):
            while at < self.region[1] and self._is_joint(at):
                at += 1
            step = self._past_adjunct(at)
            if step == at:
                return at
            at = step
        return at

    def _is_joint(self, at: int) -> bool:
        token = self.doc[at]
        return bool(
            token.is_space or token.text in {",", ":"} or (token.lower_ == "that" and token.tag_ not in {"DT", "PDT"})
        )

    def _past_adjunct(self, at: int) -> int:
        """Give the token after the adjunct that begins at a token, or the same token where none does."""
        end = self.region[1]
        if at >= end:
            return at
        token = self.doc[at]
        if self.lemma in self.lexicon.addressing and at <= self.phrasal_end + 1 and (stop := self._past_hearer(at)):
            return stop
        if self._is_time(at):
            return self.past_time(at)
        if token.pos_ == "ADV" and token.lower_ not in {"there", "not"} and token.head == self.verb:
            return at + 1
        return self._past_phrase(at) if token.pos_ == "ADP" or token.lower_ == "to" else at

    def _past_hearer(self, at: int) -> int | None:
        hearer = self.clauses.noun_phrase(at, self.region[1])
        if hearer is None or hearer[1] >= self.region[1] or self.clauses.is_mark(at):
            return None
        for i in range(hearer[0] + 1, hearer[1]):
            if self.doc[i].dep_ in syntax.SUBJECT or self.doc[i - 1].lower_ in self.lexicon.hearers:
                return i
        return hearer[1]

    def _past_phrase(self, at: int) -> int:
        end, token = self.region[1], self.doc[at]
        stop = at + 1
        while stop < end and stop - at < 14:
            follower = self.doc[stop]
            if follower.lower_ == "that" or follower.text in {",", ":", ".", ";"} or self.opening(stop) is not None:
                return stop
            if follower.dep_ in syntax.SUBJECT or is_finite(follower):
                break
            stop += 1
        if stop >= end:
            return stop
        edge = token.head.right_edge.i + 1
        if token.dep_ == "case" and token.head.head == self.verb and at < edge < end:
            return edge
        return at

    # Quotations

    def opening(self, at: int) -> Quote | None:
        """Give the quotation whose first mark is at a token."""
        return self.clauses.passages.opening.get(at)

    def ending(self, at: int) -> Quote | None:
        """Give the quotation whose last mark is at a token, or just before a comma or full stop there."""
        closing = self.clauses.passages.closing
        return closing.get(at) or (closing.get(at - 1) if self.doc[at].text in {",", "."} else None)


def _is_pronoun(token: Token) -> bool:
    return token.lower_ in _RELATIVE and not is_health_body(token)


def _is_told(token: Token) -> bool:
    """Whether a word is the verb of a main clause; "a man reached by telephone" has none, whatever its tag."""
    reduced = token.tag_ == "VBD" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "by"
    return is_finite(token) and not is_relative(token) and not reduced
