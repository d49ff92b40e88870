"""Where contents begin and end: noun phrases and clauses by the order of words, whatever the parse says."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from variorum.codebook.cues import Cues, cues
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.furniture import furniture
from variorum.reading.speech.passages import Passages, is_finite
from variorum.reading.speech.spans import (
    BY_MEDIUM,
    DASHES,
    QUOTE_MARKS,
    TokenSpan,
    is_health_body,
    is_hyphen,
    is_medium,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Doc, Token

_TURN = 20
"""Words behind "but" among which the verb of its clause stands."""
_BESIDE = 40
"""Words around a sentence within which a quotation may belong to a cue in it, whose source may begin before it."""
_TURNS = frozenset({"but", "while", "whereas", "although", "though"})
"""Conjunctions that may turn to what somebody else says."""
_ACTS = frozenset({"accuse", "blame", "condemn", "demand", "deny", "expect", "predict", "threaten", "urge", "warn"})
"""Verbs of who goes on with an act of speech of another kind, be it behind a pronoun."""
_REFUSING = frozenset({"declined", "refused"})
_GIVING = frozenset({"gave", "offered", "provided", "gives"})
_TELLING = frozenset(
    {"comment", "confirm", "disclose", "discuss", "elaborate", "give", "identify", "name", "say", "specify"}
)
"""What who speaks would not do besides."""
_MEETINGS = frozenset({"conference", "briefing", "session", "hearing"})
"""At what something is said, where no article tells that it was told of before."""
_REACH = 6
"""Words behind "which" among which a cue shows that another one speaks."""


class Clauses:
    """
    The sentences of a document with the cues of speech that divide them.

    `heads` gives, for each token of a cue that the pipeline found, its ``doc._.attributions`` entry; `verbs` says of
    each token whether it is tagged as a full verb.
    """

    def __init__(self, doc: Doc, passages: Passages) -> None:
        self.doc = doc
        self.passages = passages
        self.lexicon: Cues = cues()
        self.heads: dict[int, Any] = {}
        for attribution in getattr(doc._, "attributions", ()) or ():
            for i in range(*attribution.cue):
                self.heads[i] = attribution
        words = columns(doc)
        self.verbs = [
            part == "VERB" or (part != "AUX" and tag.startswith("VB"))
            for part, tag in zip(words.parts, words.tags, strict=True)
        ]
        self._marks = {i for q in passages.quotes for i in (q.open, q.close) if i is not None}
        self._in_order = sorted(self._marks)

    def lemma(self, token: Token) -> str:
        """Give a verb's lemma, the lexicon's for its words, so that it does not hang on the pipeline's."""
        return self.lexicon.verb(token.lower_) or str(token.lemma_.lower())

    def is_verb(self, token: Token) -> bool:
        """Whether a token is tagged as a full verb."""
        return self.verbs[token.i]

    def has_mark_near(self, span: TokenSpan) -> bool:
        """Whether a mark of a quotation stands in a span or so near that its speaker's words may reach into it."""
        near = bisect_left(self._in_order, span[0] - _BESIDE)
        return near < len(self._in_order) and self._in_order[near] <= span[1] + _BESIDE

    def is_cue(self, token: Token) -> bool:
        """Whether a token is a form of a verb of speech."""
        return self.is_verb(token) and token.lower_ in self.lexicon.forms

    def is_mark(self, i: int) -> bool:
        """Whether a token is a mark of a quotation."""
        return i in self._marks

    def has_clause(self, span: TokenSpan) -> bool:
        """Whether a span holds a verb, be it a participle: headlines and wires leave out the auxiliary."""
        return any(is_finite(t) or t.tag_ in {"VBN", "VBG"} for t in self.doc[span[0] : span[1]])

    def is_introduction(self, span: TokenSpan) -> bool:
        """Whether a span begins as a subordinate clause does."""
        return span[1] > span[0] and self.doc[span[0]].lower_ in self.lexicon.subordinators

    def noun_phrase(self, start: int, end: int) -> TokenSpan | None:
        """Take the noun phrase that begins at a token, its appositions and relative clauses left out."""
        i = start
        while i < end and (self.doc[i].is_space or self.doc[i].text in QUOTE_MARKS):
            i += 1
        if not any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in self.doc[i : min(end, i + 12)]):
            return None
        first, depth, opened = i, 0, i
        while i < end:
            token = self.doc[i]
            if token.text in {"(", "["}:
                depth, opened = depth + 1, token.i
            elif token.text in {")", "]"}:
                depth -= 1
            elif depth and token.text == "):":
                # The tokens of "the office (RO):" leave the bracket no end of its own.
                i = opened
                break
            if depth < 0 or (depth == 0 and self._ends_phrase(token, first) and (i > first or token.is_punct)):
                break
            i += 1
        while i > first and self.doc[i - 1].lower_ in {"and", "or", "on", "in", "at"}:
            i -= 1
        return (first, i) if i > first else None

    def _ends_phrase(self, token: Token, first: int) -> bool:
        return bool(
            token.text in {",", ".", ";", ":", "!", "?"}
            or (token.text in DASHES and not (token.i > first and is_hyphen(token)))
            or (token.i > first and self.is_mark(token.i))
            or is_finite(token)
            or token.tag_ == "EX"
            or (token.lower_ in {"who", "which", "but", "while", "as", "that"} and not is_health_body(token))
            or (token.tag_ == "VBG" and token.i > first + 1)
            or (token.tag_ == "VBN" and token.dep_ == "acl" and token.i > first + 1)
        )

    def left_bound(self, at: int, region: TokenSpan) -> int:
        """Find where the content before a cue begins: after an earlier saying of the sentence, if there is one."""
        start, told = region[0], -1
        for i in range(region[0], at):
            token = self.doc[i]
            # "The mayor rejected the charge: the house, he said, was empty."
            if token.text == ";" or (token.text == ":" and told == i):
                start = i + 1
            if i not in self.heads or self.passages.quote_at(i) is not None or not self.is_cue(token):
                continue
            told = end = self.heads[i].content[1]
            if self.heads[i].content[0] > i and end <= at - 2:
                joints = self.doc[end : min(at, end + 2)]
                if any(t.lower_ in {"but", "and", "while"} for t in joints):
                    start = end
        return start

    def right_bound(self, start: int, region: TokenSpan, verb: Token, *, verbal: bool = False) -> int:
        """
        Find where the content after a cue ends, at the latest with the sentence.

        It ends before ", adding", "and denied", ", which he called", ", according to" and a semicolon.

        Args:
            verb: The cue.
            verbal: Whether the content is an infinitive or a noun, so that a finite verb after "and" is the speaker's.
        """
        for i in range(start + 1, region[1]):
            token = self.doc[i]
            if self.passages.quote_at(i) is not None:
                continue
            before = self.doc[i - 1]
            if token.text == ";" or self._is_free_relative(token, region):
                return i
            if verbal and token.text == ":" and i + 1 in self._marks:
                # "Condemned the raid: "It is a crime," he said": his words are told apart.
                return i
            if before.i in self._marks and self._is_channel(token, region):
                return i
            if before.text == "," and (
                self._goes_elsewhere(token, region, verbal=verbal)
                or self._turns_to_another(token, region)
                or self._is_judged(token, region)
                or self._is_relayed(token, region)
            ):
                return i - 1
            if token.lower_ in {"and", "but"} and (
                self._carries_on(token, region, verb, verbal=verbal) or self._is_taken_over(token, region, verb)
            ):
                return i - (before.text == ",")
            if verbal and self._is_channel(token, region):
                return i
            if verbal and token.lower_ == "to" and self._is_to_hearer(token, verb):
                return i
        return region[1]

    def _is_taken_over(self, joint: Token, region: TokenSpan, verb: Token) -> bool:
        """Whether behind "and" or "but" somebody else says something: "spoke of 40 dead, and the army said that"."""
        following = joint.nbor() if joint.i + 1 < region[1] else joint
        if following.lower_ in {"which", "whom", "who"}:
            return bool(verb.dep_ in {"acl:relcl", "relcl"})
        if following.lower_ == "that" and following.pos_ != "DET":
            return False
        for token in self.doc[joint.i + 1 : min(region[1], joint.i + _TURN)]:
            if self.is_mark(token.i) or token.text in {";", ":"}:
                return False
            if not is_finite(token) or token.dep_ in {"acl:relcl", "relcl"}:
                continue
            head = self.heads.get(token.i)
            if head is None or head.source is None or self.passages.quote_at(token.i) is not None:
                return False
            start, end = head.source
            mine = self.heads.get(verb.i)
            parted = joint.i < start or (mine is not None and mine.content[1] in {joint.i, joint.i - 1})
            named = not all(t.pos_ == "PRON" for t in self.doc[max(start, joint.i + 1) : end])
            # "She said that it was over, and she accused the army": two acts of one speaker.
            named = named or self.lemma(token) in _ACTS
            return bool(self.is_cue(token) and end <= token.i and parted and named and head.content[0] >= token.i)
        return False

    def _is_judged(self, token: Token, region: TokenSpan) -> bool:
        """Whether behind a comma somebody else judges what was said: ", a charge the army denies"."""
        noun = next((t for t in self.doc[token.i : min(region[1], token.i + 4)] if t.pos_ == "NOUN"), None)
        if noun is None or not (token.lower_ in {"a", "an"} or noun.i == token.i) or noun.dep_ == "nsubj":
            return False
        for follower in self.doc[noun.i + 1 : min(region[1], noun.i + 1 + _REACH + 2)]:
            if follower.is_punct:
                return False
            if is_finite(follower) and follower.pos_ != "AUX":
                head = self.heads.get(follower.i)
                relative = follower.dep_ in {"acl:relcl", "relcl"} and follower.head.i == noun.i
                if head is None or head.source is None:
                    named = any(t.pos_ != "PRON" and t.i > noun.i for t in syntax.subjects(follower))
                    return relative and named and self.is_cue(follower)
                return head.source[0] == noun.i + 1 or (relative and head.source[0] > noun.i)
        return False

    def _is_relayed(self, token: Token, region: TokenSpan) -> bool:
        """Whether what follows a comma only says who told all of it: "he said it was over, the report says"."""
        for i in range(token.i + 1, min(region[1], token.i + _REACH)):
            head = self.heads.get(i)
            if head is not None and head.source is not None and head.content[1] <= token.i <= head.source[0]:
                return not any(is_finite(t) for t in self.doc[i + 1 : region[1]])
            if self.doc[i].is_punct:
                return False
        return False

    def _goes_elsewhere(self, token: Token, region: TokenSpan, *, verbal: bool) -> bool:
        """Whether the words after a comma are no more of the content: ", adding", ", which he called", ", as"."""
        lemma = self.lemma(token)
        following = self.doc[token.i + 1 : min(region[1], token.i + 1 + _REACH)]
        if token.lower_ == "according" or self._is_channel(token, region):
            return True
        if token.lower_ == "after" and len(following) and following[0].lower_ in {"it", "he", "she", "they"}:
            return any(is_finite(t) and t.lower_ in self.lexicon.forms for t in following[1:])
        if token.tag_ == "VBG" and lemma in self.lexicon.continuing:
            return True
        if token.lower_ in {"which", "who", "whom", "where"}:
            return any(
                t.lower_ == "according"
                or (
                    self.lemma(t) in self.lexicon.bare | self.lexicon.verbs["label"].keys() - self.lexicon.naming
                    and is_finite(t)
                    and t.i > token.i + 1
                )
                for t in following
            )
        if token.lower_ in self.lexicon.forms and token.tag_ in {"VBD", "VBZ"} and lemma in self.lexicon.continuing:
            return True
        if token.lower_ == "as":
            return verbal and self.doc[token.i + 1 : token.i + 2].text != "well"
        return verbal and token.lower_ in {"since", "because", "although", "though", "while", "when"}

    def _is_free_relative(self, token: Token, region: TokenSpan) -> bool:
        """Whether a token begins "in what the union called a crime", where somebody gives a name to what was told."""
        if token.lower_ != "in" or token.i + 2 >= region[1] or token.nbor(1).lower_ != "what":
            return False
        following = self.doc[token.i + 2 : min(region[1], token.i + 2 + _REACH)]
        return any(is_finite(t) and self.lemma(t) in self.lexicon.verbs["label"] for t in following)

    def _is_channel(self, token: Token, region: TokenSpan) -> bool:
        """Whether words tell where it was said: ", in a statement on its website"."""
        if token.lower_ not in {"in", "on", "via", "during", "through", "at"}:
            return False
        channels = self.lexicon.channels if token.lower_ != "at" else _MEETINGS
        if token.lower_ == "at" and token.i + 1 < region[1] and token.nbor().lower_ in {"the", "that", "this"}:
            return False
        for follower in self.doc[token.i + 1 : min(region[1], token.i + 1 + _REACH)]:
            if follower.lower_ in channels or (token.lower_ in BY_MEDIUM and is_medium(follower)):
                return True
            if follower.pos_ not in {"DET", "ADJ", "PRON", "NUM"} and follower.dep_ not in {
                "compound",
                "nmod:poss",
                "case",
                "amod",
            }:
                return False
        return False

    def _is_to_hearer(self, token: Token, verb: Token) -> bool:
        """Whether "to" tells to whom it was said: "confirmed the raid to reporters", "to AFP"."""
        hearer = token.head
        if self.lemma(verb) not in self.lexicon.confiding or hearer.i <= token.i:
            return False
        return hearer.lower_ in self.lexicon.hearers or furniture().is_agency(hearer.text)

    def _turns_to_another(self, token: Token, region: TokenSpan) -> bool:
        """Whether "but" or "while" behind a comma turns to what somebody else says."""
        if token.lower_ not in _TURNS:
            return False
        if token.i + 1 < region[1] and token.nbor().lower_ == "according":
            return True
        for follower in self.doc[token.i + 1 : min(region[1], token.i + _TURN)]:
            if follower.lower_ in {"that", "which", "who"}:
                return False
            if is_finite(follower) and follower.pos_ != "AUX" and follower.dep_ not in {"acl:relcl", "relcl"}:
                phrase = (
                    f"{self.lemma(follower)}:{self.doc[follower.i + 1].lower_}" if follower.i + 1 < region[1] else ""
                )
                return (
                    self.lemma(follower)
                    in self.lexicon.continuing | self.lexicon.counting | {"put", "think", "believe"}
                    or phrase in self.lexicon.verbs["phrase"]
                )
        return False

    def turns(self, token: Token) -> bool:
        """Whether a conjunction right before a token turns to what somebody else says: "but according to"."""
        return token.i > 0 and token.nbor(-1).lower_ in _TURNS

    def _shares_source(self, token: Token, verb: Token) -> bool:
        """Whether the pipeline gives two cues, the second of them joined by "and", the same source."""
        first, second = self.heads.get(verb.i), self.heads.get(token.i)
        if first is None or second is None or first is second or not first.source or not second.source:
            return False
        return bool(first.source[0] < second.source[1] and second.source[0] < first.source[1])

    def _carries_on(self, joint: Token, region: TokenSpan, verb: Token, *, verbal: bool) -> bool:
        """Whether "and" or "but" goes on with what the same subject does next, not with the content."""
        i = joint.i + 1
        if joint.lower_ == "but" and self._is_withheld(i, region):
            return True
        while i < region[1] and (
            self.doc[i].pos_ in {"ADV", "PART"} or (self.doc[i].pos_ == "AUX" and self.doc[i].tag_ != "MD")
        ):
            i += 1
        if i >= region[1]:
            return False
        token = self.doc[i]
        if token.tag_ == "VB" and self.doc[i - 1].lower_ in {"not", "n't", "n’t"} and joint.lower_ == "but":
            return self.lemma(token) in self.lexicon.continuing | {
                "disclose",
                "give",
                "elaborate",
                "provide",
                "specify",
            }
        finite = token.tag_ in {"VBD", "VBZ", "VBP"} or (token.tag_ == "VBN" and self.doc[i - 1].pos_ == "AUX")
        if not finite or not self.is_verb(token):
            return False
        if (token.head == verb and token.dep_ == "conj") or self._shares_source(token, verb):
            return True
        if token.tag_ == verb.tag_ and self.lemma(token) in self.lexicon.continuing:
            return True
        return (verbal and syntax.first_conjunct(token) == verb) or (verbal and token.tag_ == verb.tag_)

    def _is_withheld(self, i: int, region: TokenSpan) -> bool:
        """Whether a token begins what a speaker kept back: "but gave no names", "but would not discuss it"."""
        words = [t.lower_ for t in self.doc[i : min(region[1], i + 3)]]
        if len(words) < 3:
            return False
        refused = words[0] in _REFUSING and words[1] == "to"
        return (
            refused
            or (words[0] in _GIVING and words[1] == "no")
            or (words[:2] == ["would", "not"] and words[2] in _TELLING)
        )


def turns_back(verb: Token, stances: Collection[str]) -> bool:
    """
    Whether the verb before a cue tells what befell somebody, so that the cue is the outer speaker's again.

    "She said three men were hurt and urged restraint", "he denied that his men were there, accusing the army", "he said
    the army had failed and called for an inquiry"; but who "were arrested and admitted it" spoke themselves.
    """
    before = syntax.first_conjunct(verb) if verb.dep_ == "conj" else verb.head
    if before.dep_ != "ccomp" or "acknowledges" in stances:
        return False
    if any(c.dep_ in {*syntax.SUBJECT, *syntax.AUXILIARY, "mark"} for c in verb.children):
        return False
    if verb.dep_ == "conj":
        goes_on = verb.tag_ in {"VBD", "VBZ"}
    else:
        goes_on = verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.doc[verb.i - 1].text == ","
    earlier = verb.dep_ == "conj" and any(c.lower_ == "had" and c.dep_ in syntax.AUXILIARY for c in before.children)
    return goes_on and (earlier or syntax.is_passive(before) or any(c.dep_ == "cop" for c in before.children))
