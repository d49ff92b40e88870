"""
The content of one cue verb, be it a quotation, a clause, or what else the verb takes.

Three readings of a clause are compared: the parse, the pipeline's own attribution (``doc._.attributions``), and the
order of words and punctuation; of the contents they propose the one that the others bear out best is taken.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from variorum.nlp.syntax import SUBJECT
from variorum.reading.actors.lexicon import lexicon
from variorum.reading.speech import complements as other
from variorum.reading.speech.passages import Quote, is_finite
from variorum.reading.speech.sites import Site
from variorum.reading.speech.spans import DASHES, QUOTE_MARKS, Attribution, TokenSpan, best, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from variorum.codebook.cues import Complement
    from variorum.model.account import Stance
    from variorum.reading.speech.clauses import Clauses

Side = Literal["after", "before"]
_REFLEXIVE = frozenset({"itself", "himself", "herself", "themselves"})
_OPENING = 5
"""Words before a speaker among which a conjunction opens the sentence."""
_CALLING_OUT = frozenset({"chant", "shout", "yell", "cry", "scream"})
"""Verbs whose quotation is said, be it two words long: 'chanted "murderers out"'."""
_CLAIMED = frozenset({"life", "lives", "victim", "victims"})
"""What wars and mines claim, which say nothing."""
_ACTS = frozenset({"announce", "declare"})
_PROCLAIMED = frozenset("emergency curfew inquiry investigation probe mourning holiday".split())
"""What is brought about by being announced."""
_RECALLED = frozenset(
    "ambassador ambassadors envoy envoys diplomat diplomats troops reservists delegation staff".split()
)
"""Who is recalled, and not what."""
_REPORTED = frozenset("killed dead injured wounded hurt missing captured displaced abducted detained".split())
_BECAUSE = frozenset("because after when before since although though while until unless".split())
_ON_THE_SPOT = frozenset({"order", "command"})
_THEM = frozenset({"him", "her", "them", "us", "me", "everyone", "everybody"})
"""Whom troops order about where they stand, which is a deed of theirs and no statement."""
_MEASURING = frozenset({"number", "total"})
_SILENCE = 8
"""Words behind a request among which it is told that a source would not be named."""
_UNNAMED = frozenset({"condition", "anonymity", "anonymously"})
_HIDDEN = 4
"""Words behind a cue among which it begins to be told that the source would not be named, and why."""
_TAIL = 12
"""Words behind a cue at the end of a sentence that tell no more than where or when something was said."""
_ENDING = frozenset({",", "?", "!", ".", "…"}) | DASHES


def may_introduce(clauses: Clauses, verb: Token) -> bool:
    """
    Whether a verb may have a live frame, found out far sooner than by reading the frame.

    The lexicon has it, with or without the word after it, or a quotation is near.
    """
    lemma, telling = clauses.lemma(verb), clauses.lexicon.telling
    following = clauses.doc[verb.i + 1].lower_ if verb.i + 1 < len(clauses.doc) else ""
    if not telling.isdisjoint((lemma, f"{lemma}_{following}", f"{lemma}:{following}")):
        return True
    return clauses.has_mark_near(clauses.passages.sentence_at(verb.i))


def _is_somebody(noun: Token) -> bool:
    """Whether a noun or numeral is for people ("dismissed two generals"), who are sent away and not contradicted."""
    role = lexicon().role([noun.lower_])
    return noun.pos_ in {"NUM", "PROPN"} or noun.ent_type_ == "PER" or (role is not None and role.kind == "people")


class Frame(Site):
    """One verb of speech and what it governs."""

    def __init__(self, clauses: Clauses, verb: Token) -> None:
        super().__init__(clauses, verb)
        self.quote_beside = self._has_quote_beside()

    @property
    def is_live(self) -> bool:
        """Whether the verb may introduce words that someone spoke."""
        following = self.doc[self.verb.i + 1].lower_ if self.verb.i + 1 < len(self.doc) else ""
        phrase = f"{self.lemma}:{following}" in self.lexicon.verbs["phrase"]
        known = (
            self.takes
            or phrase
            or self.lemma in self.lexicon.expression_verbs | self.lexicon.claiming | self.lexicon.laying
        )
        if not (known or self.quote_beside) or not self.is_spoken or self._quotes_another():
            return False
        infinitive = following == "to" and any(
            t.tag_ == "VB" or t.lower_ in _MEASURING for t in self.doc[self.verb.i + 2 : self.verb.i + 3]
        )
        if self.lemma in self.lexicon.claiming and self.object is not None and self.object.lower_ in _CLAIMED:
            return False
        if self.lemma in _ACTS and self.object is not None and self.object.lower_ in _PROCLAIMED:
            return False
        if self.lemma in _ON_THE_SPOT and following in _THEM:
            return False
        if self.lemma == "dismiss" and self.object is not None and _is_somebody(self.object):
            return False
        if self.lemma == "admit" and following != "that" and other.is_taken_in(self.object):
            return False
        if self.lemma == "recall" and self.object is not None and self.object.lower_ in _RECALLED:
            return False
        if [t.lower_ for t in self.doc[self.verb.i + 1 : self.verb.i + 3]] == ["the", "same"]:
            return False
        if self.lemma == "hold" and "charge" in self.takes and not self._holds_that():
            return False
        if self.lemma == "report" and self._is_reported(following):
            return False
        if self.lemma == "say" and infinitive:
            # "The raiders, said to number a hundred": nobody's words are given.
            return False
        if following in {"no", "no.", "nos", "nr", "nr.", "№"} and self.doc[self.verb.i + 1].text != "no":
            return False
        # Who calls itself the Free Army gives its name.
        if "label" in self.takes and self.verb.i + 1 < len(self.doc) and self.verb.nbor(1).lower_ in _REFLEXIVE:
            return False
        if self.verb.tag_ == "VBG" and self.lemma in self.lexicon.minding and self.doc[self.left].pos_ != "AUX":
            return False
        weak = "finding" in self.takes and "clause" not in self.takes
        if self._asks_for_silence():
            return False
        loose = self.verb.tag_ == "VBG" and not self._describes()
        if weak and not self.quote_beside and (loose or not self.is_by_speaker):
            return False
        # "We urge" within a quotation says what the whole quotation does; it is no second voice.
        return not (self.speaks_of_itself and self.clauses.passages.quote_at(self.verb.i) is not None)

    def _describes(self) -> bool:
        """Whether a thing is called something: "describing the raid as cowardly"."""
        near = self.doc[self.verb.i + 1 : min(self.region[1], self.verb.i + _TAIL)]
        return self.lemma in self.lexicon.describing and any(t.lower_ == "as" for t in near)

    def _holds_that(self) -> bool:
        """Whether it is held that something is so, or someone responsible, and nothing else is held."""
        near = [t.lower_ for t in self.doc[self.verb.i + 1 : min(self.region[1], self.verb.i + _TAIL)]]
        return not {"that", "responsible", "accountable"}.isdisjoint(near)

    def _is_reported(self, following: str) -> bool:
        """Whether a bare participle says what is reported of its subject: "300 people reported killed"."""
        told = self.verb.tag_ in {"VBN", "VBD"} and following in _REPORTED
        return told and not any(c.dep_ in {"aux", "aux:pass", "ccomp"} for c in self.verb.children)

    def _asks_for_silence(self) -> bool:
        """Whether a source asks not to be named, which is no part of the news: "who requested anonymity"."""
        if self.takes.get("clause", self.takes.get("object")) != "demands":
            return False
        following = [t.lower_ for t in self.doc[self.right : min(self.region[1], self.right + _SILENCE)]]
        if "anonymity" in following or "anonymous" in following:
            return True
        named = any(w in {"named", "identified", "name", "identity", "quoted"} for w in following)
        return named and any(w in {"not", "n't", "withheld", "without"} for w in following)

    def _quotes_another(self) -> bool:
        """Whether the words belong to someone whom the subject quotes: "they quoted her as saying"."""
        following = self.doc[self.verb.i + 1 : min(self.region[1], self.verb.i + 14)]
        return self.lemma in self.lexicon.quoting and any(
            a.lower_ == "as" and b.tag_ == "VBG" for a, b in pairwise(following)
        )

    def read(self) -> Iterator[Attribution]:
        """Give the contents of the frame, each with the stance that its complement lends."""
        if self.passive:
            if (content := other.passive_content(self)) is not None:
                kind: Complement = "object" if "object" in self.takes or self.lemma == "claim" else "charge"
                stance = "claims_responsibility" if self.lemma == "claim" else self.takes[kind]
                yield from self._made(content, stance, kind)
            elif self.lemma in self.lexicon.addressing and (span := self._surface("after")) is not None:
                yield from self._made(span, "asserts", "clause")
        elif (content := other.responsibility(self)) is not None:
            yield from self._made(content, "claims_responsibility", "object")
        elif (expressed := other.expression(self)) is not None:
            yield from self._made(expressed[0], expressed[1], "object")
        else:
            for kind, spans in self._contents():
                for span in spans:
                    yield from self._made(span, self.takes.get(kind, "asserts"), kind)
                return

    def _made(self, span: TokenSpan, stance: Stance, kind: Complement) -> Iterator[Attribution]:
        content = trim(self.doc, span)
        if content[1] > content[0]:
            yield Attribution(*content, cue=self.cue(), source=self.source, stance=stance, complement=kind)

    def _contents(self) -> Iterator[tuple[Complement, list[TokenSpan]]]:
        """Propose contents, kind by kind, the likeliest kind first."""
        speaks = next((k for k in ("clause", "finding", "quotation") if k in self.takes), None)
        quoted = self._quoted() if "label" not in self.takes or self.quote_beside else []
        if "infinitive" in self.takes and self.child("xcomp") is not None and not any(map(self._is_whole, quoted)):
            # In 'vowed to answer with "all force"' more is told than is quoted.
            quoted = []
        if (
            speaks == "finding"
            and "quotation" not in self.takes
            and not any(_is_full(self.doc[a:b]) for a, b in quoted)
        ):
            quoted = []
        if speaks == "quotation":
            # "Began "a strong operation"" is not said by who began it; "continued, "a dark day"" is.
            called = self.lemma in _CALLING_OUT
            quoted = [
                (a, b) for a, b in quoted if called or a < self.left or self._is_set_off(a) or _is_full(self.doc[a:b])
            ]
        if quoted and (speaks or self.quote_beside):
            yield speaks or "clause", quoted
        for kind, span in other.complements(self):
            yield kind, [span]
        if speaks in {"clause", "finding"} and (clause := self._clause()) is not None:
            yield "clause" if speaks == "clause" else "finding", [clause]

    def _is_whole(self, span: TokenSpan) -> bool:
        return _is_full(self.doc[span[0] : span[1]])

    # Quotations

    def _is_set_off(self, start: int) -> bool:
        """Whether a comma or a colon parts a quotation from the cue before it."""
        return any(self.doc[i].text in {",", ":"} for i in range(max(self.right, start - 3), start))

    def _has_quote_beside(self) -> bool:
        """Whether a quotation adjoins the cue and its source with a comma, as only speech has it."""
        if self.source is None or self.passive:
            return False
        quote = self.ending(self.left - 1) if self.left > self.region[0] else None
        if quote is not None and quote.end - quote.start > 3:
            return self.doc[quote.end - 1].text in _ENDING or self.doc[self.left - 1].text == ","
        following = self.doc[self.right].text if self.right < self.region[1] else ""
        quote = self.opening(self.right + 1) if following in {",", ":"} else None
        return quote is not None and quote.end - quote.start > 3

    def _quoted(self) -> list[TokenSpan]:
        """Give what is quoted before and after the cue where a quotation adjoins its group."""
        if self.clauses.passages.quote_at(self.verb.i) is not None:
            return []
        found: list[TokenSpan] = []
        follows = (self.verb.tag_ == "VBG" and self.doc[self.verb.i - 1].lower_ != "as") or self.is_relative
        quote = self.ending(self.left - 1) if self.left > self.region[0] and not follows else None
        if quote is not None and quote.open >= self.region[0] and self._is_spoken_before(quote):
            found.append(self._with_lead(quote))
        at = self.past_adjuncts(self.right)
        following = self.opening(at) if at < self.region[1] else None
        if following is not None and not (found and _is_scare(self.doc[following.start : following.end])):
            found.append(self._with_rest(following))
            found += self._coordinated(following)
        return found

    def _is_spoken_before(self, quote: Quote) -> bool:
        """Whether a quotation before the cue ends as speech does, or nothing else is left to be said."""
        if self.doc[quote.end - 1].text in _ENDING or self.doc[self.left - 1].text == ",":
            return True
        return not any(is_finite(t) for t in self.doc[self.right : self.region[1]])

    def _with_lead(self, quote: Quote) -> TokenSpan:
        """Take in the words that lead up to a quotation within its sentence: 'the man held a "pipe with a knob,"'."""
        start = self.clauses.left_bound(quote.open, self.region)
        lead = trim(self.doc, (start, quote.open))
        words = [t for t in self.doc[lead[0] : lead[1]] if not t.is_punct]
        if len(words) >= 2 and not any(t.i in self.clauses.heads for t in words):
            return lead[0], quote.end
        return quote.start, quote.end

    def _with_rest(self, quote: Quote) -> TokenSpan:
        """Take in the words that a clause goes on with after a quotation: '"open" talks, and "soon"'."""
        end = (quote.close or quote.end - 1) + 1
        rest = [t for t in self.doc[end : self.region[1]] if not t.is_space]
        if (
            not rest
            or all(t.is_punct for t in rest)
            or self.doc[quote.end - 1].text in {",", ".", "!", "?"}
            or rest[0].text in {",", ";", "."}
            or self._coordinated(quote)
        ):
            return quote.start, quote.end
        return quote.open, self.bound(quote.end)

    def _coordinated(self, quote: Quote) -> list[TokenSpan]:
        """Give the quotations that "and" joins to one: 'banners read: "Out" and "Never again"'."""
        found: list[TokenSpan] = []
        while quote.close is not None and quote.close + 2 < self.region[1]:
            at = quote.close + 1
            if self.doc[at].lower_ not in {"and", ",", ";"} or (following := self.opening(at + 1)) is None:
                break
            found.append((following.start, following.end))
            quote = following
        return found

    # Clauses

    def _clause(self) -> TokenSpan | None:
        """Read the clause that the cue governs, or the sentence that it is put into."""
        if (around := self._around()) is not None:
            return around
        if self.doc[self.right : self.right + 2].text.lower() in {"this;", "that;", "it;"}:
            return None
        bare = "clause" in self.takes and self.lemma in self.lexicon.bare
        side = self._side() if bare or self._is_put_behind() or self._ends_sentence() else "after"
        surface = self._surface(side)
        candidates = [c for c in (surface, self._parsed(side), self._pipelined(side)) if c is not None]
        if not candidates or (side == "after" and not any(self._has_verb(c) or self._is_marked(c) for c in candidates)):
            return None
        if side == "after" and surface is not None:
            # A comma or a joint that ends the content does so whatever the parse hangs on it.
            candidates = [(a, min(b, surface[1])) for a, b in candidates if a < surface[1]]
        span = best(candidates)
        if side == "after" and surface is not None:
            span = self._with_second(span, surface[1])
        first = self.doc[trim(self.doc, span)[0]]
        begins = {"and", "but", "or"} if first.i > 0 and first.nbor(-1).lower_ == "that" else {"and", "but", "or", "to"}
        if side == "after" and (first.lower_ in begins or not self._is_open(first)):
            return None
        return span

    def _around(self) -> TokenSpan | None:
        """Give the sentence that the cue is put into: "The house, he said, was empty"."""
        doc, region = self.doc, self.region
        if "clause" not in self.takes or self.verb.tag_ == "VBG" or self.is_relative:
            return None
        right = self._past_adjunct(self.right)
        if self.left - region[0] < 2 or right >= region[1] - 2:
            return None
        if doc[self.left - 1].text != "," or doc[right].text != "," or self.source is None:
            return None
        if self.clauses.passages.quote_at(self.left - 1) is not None or self.source[0] > self.verb.i:
            return None
        before = (self.clauses.left_bound(self.left, region), self.left - 1)
        after = doc[right + 1]
        told = any(is_finite(t) and t.dep_ not in {"acl:relcl", "relcl"} for t in doc[before[0] : before[1]])
        if told:
            # "Nine died, the mayor said, while the army spoke of four."
            turned = after.lower_ in {"while", "although", "though"} and any(
                is_finite(doc[i]) and self.clauses.is_cue(doc[i]) for i in range(right + 2, region[1])
            )
            goes_on = after.lower_ in _BECAUSE and not turned and not self._is_introduced()
        else:
            goes_on = before[1] > before[0] and doc[before[0]].lower_ not in {"but", "and", "yet"}
        if not goes_on or not any(is_finite(t) for t in doc[right + 1 : region[1]]):
            return None
        return before[0], self.bound(right + 1)

    def _is_put_behind(self) -> bool:
        """Whether the pipeline found the content before the cue and its source, as in "They fled, the court found"."""
        return self.head is not None and self.head.content[1] <= min(self.verb.i, self.source[0] if self.source else 0)

    def _ends_sentence(self) -> bool:
        """Whether nothing but where or when it was told follows the cue: "They fled, the mayor wrote on Sunday"."""
        told = any(is_finite(t) for t in self.doc[self.region[0] : self.left])
        clause = "clause" in self.takes or ("finding" in self.takes and self.is_by_speaker and told)
        if not clause or self.left <= self.region[0] or self.doc[self.left - 1].text != ",":
            return False
        rest = self.doc[self.right : self.region[1]]
        return len(rest) <= _TAIL and not any(is_finite(t) or t.pos_ == "VERB" for t in rest)

    def _is_marked(self, span: TokenSpan) -> bool:
        """Whether "that" opens a span as it opens a clause, be its verb taken for a noun: "that the fighting stop"."""
        first = self.doc[span[0]]
        marks = [t for t in self.doc[max(self.right, span[0] - 1) : span[0] + 1] if t.lower_ == "that"]
        return first.i > 0 and any(t.dep_ == "mark" for t in marks)

    def _has_verb(self, span: TokenSpan) -> bool:
        """Whether a span holds a verb, or tells a figure as headlines do: "over 130 dead"."""
        words = self.doc[span[0] : span[1]]
        figure = (
            "clause" in self.takes
            and any(t.pos_ == "NUM" for t in words[:3])
            and words[0].pos_ in {"NUM", "ADV", "ADP", "ADJ"}
        )
        return figure or any(t.pos_ in {"VERB", "AUX"} for t in words)

    def _with_second(self, span: TokenSpan, bound: int) -> TokenSpan:
        """Take in "and ..." and "but that ..." up to the sentence's end where a content stops before it."""
        at = span[1] + (1 if span[1] < bound and self.doc[span[1]].text == "," else 0)
        if at + 2 >= bound or self.doc[at].lower_ not in {"and", "but"}:
            return span
        that = self.doc[at + 1].lower_ == "that"
        clause = any(t.dep_ in SUBJECT and t.head.i < bound for t in self.doc[at + 1 : bound])
        return (span[0], bound) if that or (self.doc[at].lower_ == "and" and clause) else span

    def _is_open(self, first: Token) -> bool:
        """Whether the verb may take its clause without "that", or has one with it."""
        if self.lemma in self.lexicon.bare or self.phrasal_end > self.verb.i + 1:
            return True
        return first.i > 0 and any(
            t.lower_ == "that" and t.tag_ != "WDT" for t in self.doc[max(self.right, first.i - 2) : first.i]
        )

    def _side(self) -> Side:
        """Decide whether the content follows the cue or goes before it."""
        doc, region = self.doc, self.region
        before = doc[self.left - 1] if self.left > region[0] else None
        left = trim(doc, (region[0], self.left))
        inverted = self.source is not None and self.source[0] >= self.phrasal_end
        parted = before is not None and (before.text in {",", "("} or before.text in DASHES | QUOTE_MARKS)
        if before is None or left[1] - left[0] < 2 or not (parted or (inverted and left[1] - left[0] >= 3)):
            return "after"
        if (
            self.verb.tag_ == "VBG"
            or (self.verb.dep_ == "conj" and before.lower_ in {"and", "but"})
            or self.is_relative
        ):
            return "after"
        at = self.past_time(self.right)
        if at < region[1] and (stop := self._past_adjunct(at)) < region[1] and doc[stop].text == ",":
            at = stop
        follower = doc[at] if at < region[1] else None
        behind = self.clauses.has_clause(left) or (self._is_put_behind() and not self.clauses.is_introduction(left))
        # "A raid in which, the mayor said, ten people died": who says so tells of the dead, not of the raid.
        relative = before.text == "," and doc[self.left - 2].tag_ in {"WDT", "WP", "WP$", "WRB"}
        if (follower is not None and follower.lower_ == "that") or not behind or relative:
            return "after"
        if not _UNNAMED.isdisjoint(t.lower_ for t in doc[self.right : self.right + _HIDDEN]):
            # "Said on condition of anonymity because he was not allowed to speak": that is not what was said.
            return "before"
        stop = next((i for i in range(self.right, region[1]) if doc[i].text == ";"), region[1])
        if not any(is_finite(t) for t in doc[self.right : stop]):
            return "before"
        if follower is not None and (follower.text in {",", ".", ";"} or follower.text in DASHES):
            told = [t for t in doc[left[0] : left[1]] if is_finite(t) and t.dep_ not in {"acl:relcl", "relcl"}]
            parted = at + 1 < region[1] and is_finite(doc[at + 1]) and doc[at + 1].dep_ not in {"acl:relcl", "relcl"}
            return "after" if self.clauses.is_introduction(left) or not told or (parted and len(told) < 2) else "before"
        return "before" if inverted else "after"

    def _is_introduced(self) -> bool:
        """Whether the cue stands in a clause that opens the sentence: "Hours after the mayor said it was over, ..."."""
        first = min(self.source[0], self.left) if self.source is not None else self.left
        opening = self.doc[self.region[0] : min(first, self.region[0] + _OPENING)]
        words = [t.lower_ for t in opening if not t.is_space]
        return bool(words) and any(w in self.lexicon.subordinators for w in words) and "," not in words

    def _surface(self, side: Side) -> TokenSpan | None:
        """Propose what stands beside the cue, as far as punctuation and other cues let it."""
        if side == "before":
            return self.clip((self.clauses.left_bound(self.left, self.region), self.left))
        start = self.past_adjuncts(self.right)
        end = self.bound(start)
        if self.is_relative or self.verb.dep_ == "advcl":
            stop = self.verb.right_edge.i + 1
            joined = [t.lower_ for t in self.doc[stop : stop + 3] if not t.is_punct][:2]
            if start < stop < end and joined != ["and", "that"]:
                end = stop
        if self._is_introduced():
            comma = next((i for i in range(start + 1, end) if self.doc[i].text == ","), None)
            if comma is not None and any(is_finite(t) for t in self.doc[comma:end]):
                end = comma
        return self.clip((start, end))

    def _parsed(self, side: Side) -> TokenSpan | None:
        """Propose what the parse makes the cue's clause."""
        if side == "after":
            child = self.child("ccomp", "parataxis", "xcomp")
            if child is None:
                return None
            return self.clip((max(self.right, min(child.left_edge.i, child.i)), child.right_edge.i + 1))
        heads = [c for c in self.verb.children if c.dep_ in {"ccomp", "parataxis", "dep"} and c.i < self.left]
        if not heads and self.verb.head.i < self.left:
            heads = [self.verb.head] if self.verb.dep_ in {"parataxis", "conj", "acl:relcl", "ccomp", "advcl"} else []
        return self.clip((heads[0].left_edge.i, min(self.left, heads[0].right_edge.i + 1))) if heads else None

    def _pipelined(self, side: Side) -> TokenSpan | None:
        """Propose what the pipeline's own attribution says, as far as it lies on the side and in the sentence."""
        if self.head is None:
            return None
        start, end = self.head.content
        least = (end - start) // 3
        if side == "after":
            start, end = max(start, self.right), min(end, self.region[1])
        else:
            start, end = max(start, self.region[0]), min(end, self.left)
        return (start, end) if end - start >= max(2, least) else None


def _is_scare(words: Span) -> bool:
    return len(words) < 4 and not any(is_finite(t) for t in words)


def _is_full(words: Span) -> bool:
    return any(is_finite(t) for t in words)
