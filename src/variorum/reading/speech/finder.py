"""Find who says what: each cue of speech with its source and its content, as token spans."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.speech.clauses import Clauses
from variorum.reading.speech.frames import Frame, may_introduce
from variorum.reading.speech.passages import is_finite
from variorum.reading.speech.spans import Attribution, TokenSpan, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from variorum.reading.speech.passages import Passages


_TELLINGS = frozenset({"account", "version", "telling", "words", "view", "estimate", "estimation", "reckoning"})
"""What in somebody's words, or by somebody's account, is said."""
_AHEAD = 8
"""Words that "a charge" may stand before the verb by which somebody denies it."""
_JUDGE = 24
"""Words of who judges something, at the head of a sentence, with what he does."""
_LEAST = 3
"""Words that a clause has at the least."""


def find_attributions(doc: Doc, passages: Passages) -> list[Attribution]:
    """Give all sayings that a cue introduces, in the order of the cues."""
    clauses = Clauses(doc, passages)
    found: list[Attribution] = []
    for start, end in passages.sentences:
        for i in _cues(clauses, start, end):
            token = doc[i]
            if (answer := _answered(clauses, token, found, start)) is not None:
                found.append(answer)
                continue
            for one in _read(clauses, token):
                giver = _carried(clauses, token, found, start)
                found.append(one if giver is None else replace(one, source=giver.source))
            if (denial := _denied(clauses, token, found, start)) is not None:
                found.append(denial)
    return found


def _cues(clauses: Clauses, start: int, end: int) -> Iterator[int]:
    """Give the tokens of a sentence that may be a cue, which most are not."""
    lowers, known = columns(clauses.doc).lowers, clauses.lexicon.words
    return (i for i in range(start, end) if clauses.verbs[i] or lowers[i] in known)


def _answered(clauses: Clauses, token: Token, found: list[Attribution], start: int) -> Attribution | None:
    """Read "X said that Y, which the army denies": the army denies Y."""
    doc = clauses.doc
    if not found or clauses.lexicon.verbs["object"].get(clauses.lemma(token)) != "denies":
        return None
    which = next((i for i in range(token.i - 1, max(start, token.i - _AHEAD), -1) if doc[i].lower_ == "which"), None)
    if which is None or doc[which - 1].text != "," or which + 1 == token.i or token.dep_ not in {"acl:relcl", "relcl"}:
        return None
    said = found[-1]
    if any(c.dep_ in {"ccomp", "xcomp"} for c in token.children) or not (said.start >= start and said.end == which - 1):
        return None
    source = clauses.noun_phrase(which + 1, token.i)
    if source is None or any(t.pos_ == "VERB" for t in doc[source[1] : token.i]):
        return None
    return replace(said, cue=(token.i, token.i + 1), source=source, stance="denies", complement="object")


def _denied(clauses: Clauses, token: Token, found: list[Attribution], start: int) -> Attribution | None:
    """Read "X said that Y, a charge the army denies": the army denies Y, which X was given for."""
    doc = clauses.doc
    if not found or token.i < start + _LEAST or clauses.lexicon.verbs["object"].get(clauses.lemma(token)) != "denies":
        return None
    names = range(token.i - 2, max(start, token.i - _AHEAD), -1)
    noun = next((k for k in names if clauses.lexicon.noun(doc[k].lower_) and doc[k].pos_ == "NOUN"), None)
    if noun is None or doc[token.i - 1].pos_ not in {"NOUN", "PROPN"}:
        return None
    comma = noun - 1 - (doc[noun - 1].lower_ in {"a", "an"})
    said = next((one for one in reversed(found) if one.cue[0] < comma), None)
    if said is None or doc[comma].text != "," or said.start < start or not 0 <= comma - said.end <= 1:
        return None
    source = syntax.base(doc[token.i - 1])
    return replace(said, cue=(token.i, token.i + 1), source=source, stance="denies", complement="object")


def _carried(clauses: Clauses, token: Token, found: list[Attribution], start: int) -> Attribution | None:
    """
    Find whose words a participle carries on: "..., it said, adding that", "it said that they had left, adding that".

    That is who spoke at the cue that the sentence was put before, or whose content the pipeline ends at the participle,
    of which it tells nothing itself.
    """
    before = token.nbor(-1 if token.i else 0)
    if not found:
        return None
    last = found[-1]
    # "The mayor said the minister had failed and demanded that he go."
    joined = before.lower_ in {"and", "but"} and token.tag_ == clauses.doc[last.cue[1] - 1].tag_ != "VBG"
    if not joined and (token.tag_ != "VBG" or before.text != ","):
        return None
    if clauses.lemma(token) not in clauses.lexicon.continuing or clauses.passages.quote_at(token.i) is not None:
        return None
    head = clauses.heads.get(last.cue[1] - 1)
    untold = token.i not in clauses.heads and start <= last.cue[0] < last.start
    if head is not None and untold and head.content[1] == token.i - 1:
        return last
    return last if not joined and start <= last.start < last.end <= last.cue[0] else None


def _read(clauses: Clauses, token: Token) -> Iterator[Attribution]:
    if token.lower_ == "according" and token.i + 2 < len(token.doc) and token.nbor(1).lower_ == "to":
        yield from _according(clauses, token)
    elif token.lower_ in {"in", "for"} and token.i == clauses.passages.sentence_at(token.i)[0]:
        yield from (_account if token.lower_ == "in" else _judging)(clauses, token)
    elif clauses.is_verb(token):
        if may_introduce(clauses, token) and (frame := Frame(clauses, token)).is_live:
            yield from frame.read()
    elif token.pos_ == "NOUN" and clauses.lexicon.noun(token.lower_):
        yield from _noun(clauses, token)


def _is_had(verb: Token) -> bool:
    """Whether an infinitive tells what has been: "their claim to have shot it down"."""
    return any(c.lower_ == "have" and c.dep_ in syntax.AUXILIARY for c in verb.children)


def _account(clauses: Clauses, token: Token) -> Iterator[Attribution]:
    """Read "In the army's account, the raid was an answer"."""
    doc, region = clauses.doc, clauses.passages.sentence_at(token.i)
    near = range(token.i + 2, min(token.i + _AHEAD, region[1] - 1))
    noun = next((i for i in near if doc[i].lower_ in _TELLINGS and doc[i + 1].text == ","), None)
    if noun is None:
        return
    owner = next(
        (c for c in doc[noun].children if c.dep_ in {"nmod:poss", "poss"} and c.pos_ in {"NOUN", "PROPN"}), None
    )
    content = trim(doc, (noun + 2, region[1]))
    if owner is not None and clauses.has_clause(content):
        cue = (noun, noun + 1)
        yield Attribution(*content, cue=cue, source=syntax.base(owner), stance="asserts", complement="clause")


def _judging(clauses: Clauses, token: Token) -> Iterator[Attribution]:
    """Read "For Ann Doe, a researcher, the raid recalls an earlier one", of those who judge by trade."""
    doc, region = clauses.doc, clauses.passages.sentence_at(token.i)
    told = (t for t in doc[token.i + 1 : region[1]] if t.dep_ in syntax.SUBJECT)
    subject = next((t for t in told if any(is_finite(v) for v in (t.head, *t.head.children))), None)
    near = range(token.i + 2, min(token.i + _JUDGE, subject.left_edge.i if subject is not None else 0))
    comma = next((i for i in reversed(near) if doc[i].text == ","), None)
    if comma is None or subject is None or subject.left_edge.i != comma + 1:
        return
    source = (token.i + 1, comma)
    content = trim(doc, (comma + 1, region[1]))
    if not clauses.lexicon.analysts.isdisjoint(t.lower_ for t in doc[slice(*source)]):
        yield Attribution(*content, (token.i, token.i + 1), source, "assesses", "clause")


def _according(clauses: Clauses, token: Token) -> Iterator[Attribution]:
    doc, region = clauses.doc, clauses.passages.sentence_at(token.i)
    if doc[token.i + 2].lower_ == "which":
        yield from _according_to_which(clauses, token, region)
        return
    source = clauses.noun_phrase(token.i + 2, region[1])
    if source is None or doc[source[1] - 1].lower_ in clauses.lexicon.standards:
        return
    head = clauses.heads.get(token.i)
    if head is not None and head.source is not None and source[0] < head.source[1] < source[1]:
        # Where no comma parts them the pipeline tells who it is from what follows: "according to the mayor nine died".
        source = (source[0], head.source[1])
    source = _giver(clauses, source, region) or _with_name(doc, source, region)
    before = trim(doc, (region[0], token.i))
    opening = clauses.passages.opening.get(source[1] + 1)
    if opening is not None and doc[source[1]].text in {",", ":"} and doc[opening.end - 1].text in {",", "."}:
        yield Attribution(*trim(doc, (opening.start, opening.end)), (token.i, token.i + 2), source, "asserts", "clause")
        return
    right = _past_participle(doc, (source[1], region[1]))
    after = trim(doc, right)
    if (around := _around(clauses, token, before, right[0], region)) is not None:
        yield Attribution(*around, (token.i, token.i + 2), source, "asserts", "clause")
        return
    # "A raid in which, according to the mayor, ten people died": the mayor tells of the dead, not of the raid.
    parted = (
        doc[token.i - 1].text == "," and doc[token.i - 2].tag_ in {"WDT", "WP", "WP$", "WRB"} if before[1] else False
    )
    # "It said that four died, but according to the mayor nine did."
    begun = parted or clauses.is_introduction(before) or clauses.turns(token)
    if clauses.has_clause(before) and not (clauses.has_clause(after) and begun):
        content = trim(doc, (_aside(clauses, token, source[1], region) or clauses.left_bound(token.i, region), token.i))
    else:
        content = trim(doc, (right[0], clauses.right_bound(right[0], region, token)))
    if content[1] - content[0] >= 2:
        yield Attribution(*content, cue=(token.i, token.i + 2), source=source, stance="asserts", complement="clause")
    colon = next((i for i in range(source[1], min(source[1] + 4, region[1])) if doc[i].text.endswith(":")), None)
    if colon is not None and content[1] <= token.i and clauses.has_clause((colon + 1, region[1])):
        detail = trim(doc, (colon + 1, region[1]))
        yield Attribution(*detail, cue=(token.i, token.i + 2), source=source, stance="asserts", complement="clause")


def _with_name(doc: Doc, source: TokenSpan, region: TokenSpan) -> TokenSpan:
    """Take in the name behind a post: "according to the head of security, Colonel Ann Doe, nine died"."""
    end = source[1] + 1
    if end >= region[1] or doc[source[1]].text != ",":
        return source
    while end < region[1] and doc[end].pos_ == "PROPN" and end - source[1] < _AHEAD:
        end += 1
    named = doc[end - 1].ent_type_ == "PER" and doc[source[1] - 1].ent_type_ != "PER"
    return (source[0], end) if named and (end == region[1] or not is_finite(doc[end])) else source


def _around(clauses: Clauses, token: Token, before: TokenSpan, after: int, region: TokenSpan) -> TokenSpan | None:
    """Give the clause that it is put into: "The bridge, according to the army, was blown up"."""
    doc = clauses.doc
    if before[1] <= before[0] or doc[token.i - 1].text != "," or after + 2 >= region[1] or doc[after].text != ",":
        return None
    if clauses.has_clause(before) or not is_finite(doc[after + 1]):
        return None
    return before[0], clauses.right_bound(after + 1, region, token)


def _aside(clauses: Clauses, token: Token, end: int, region: TokenSpan) -> int | None:
    """Find where a relative clause begins that alone is given: "a dealer, who armed him, according to police, fled"."""
    doc = clauses.doc
    if end + 1 >= region[1] or doc[end].text != "," or doc[token.i - 1].text != ",":
        return None
    comma = next((i for i in range(token.i - 2, region[0], -1) if doc[i].text == ","), None)
    return comma + 1 if comma is not None and doc[comma + 1].lower_ in {"who", "which"} else None


def _according_to_which(clauses: Clauses, token: Token, region: TokenSpan) -> Iterator[Attribution]:
    """Read "a report by the ministry, according to which 40 had died,": a clause, of whom the noun before it is."""
    doc = clauses.doc
    clause = doc[token.i + 2].head
    while clause.i > region[0] and clause.dep_ not in {"acl:relcl", "relcl", "acl"} and clause.head.i != clause.i:
        clause = clause.head
    noun = clause.head
    end = next((i for i in range(token.i + 3, region[1]) if doc[i].text == ","), region[1])
    content = trim(doc, (token.i + 3, end))
    if noun.i >= token.i or noun.pos_ not in {"NOUN", "PROPN"} or content[1] - content[0] < _LEAST:
        return
    source = _giver(clauses, (noun.i, token.i), (region[0], token.i)) or syntax.base(noun)
    yield Attribution(*content, cue=(token.i, token.i + 2), source=source, stance="asserts", complement="clause")


def _giver(clauses: Clauses, source: TokenSpan, region: TokenSpan) -> TokenSpan | None:
    """Find who gave "figures released by the ministry"; null where the source is someone itself."""
    for at in range(source[0] + 1, min(region[1] - 2, source[1] + 1)):
        if clauses.doc[at].tag_ in {"VBN", "VBD"} and clauses.doc[at + 1].lower_ == "by":
            return clauses.noun_phrase(at + 2, region[1])
    return None


def _past_participle(doc: Doc, span: TokenSpan) -> TokenSpan:
    """Step over ", quoting the ministry," between a source and its content."""
    start, end = span
    if start + 1 < end and doc[start].text == "," and doc[start + 1].tag_ == "VBG":
        return next((i for i in range(start + 2, end) if doc[i].text == ","), start), end
    return span


def _noun(clauses: Clauses, token: Token) -> Iterator[Attribution]:
    """Read "the army's claim that ..." and "a denial by the army that ..."."""
    owners = [c for c in token.children if c.dep_ in {"nmod:poss", "poss"}]
    owners += [t for word, t in syntax.phrases(token) if word in {"by", "from"}]
    clause = next(
        (
            c
            for c in token.children
            if c.i > token.i
            and c.dep_ in {"acl", "ccomp", "acl:relcl"}
            and any(k.dep_ == "mark" and (k.lower_ == "that" or (k.lower_ == "to" and _is_had(c))) for k in c.children)
        ),
        None,
    )
    if not owners or clause is None or clauses.lemma(token.head) in clauses.lexicon.verbs["object"]:
        return
    content = trim(clauses.doc, (clause.left_edge.i, clause.right_edge.i + 1))
    if content[1] - content[0] >= 3:
        stance = clauses.lexicon.nouns[clauses.lexicon.noun(token.lower_) or ""]
        yield Attribution(*content, (token.i, token.i + 1), syntax.base(owners[0]), stance, "clause")
