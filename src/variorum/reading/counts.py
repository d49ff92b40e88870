"""The counts of a report: each number with the noun that it counts, also where the noun was said before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from variorum.nlp import syntax
from variorum.reading.measures import Kind, lexicon
from variorum.reading.people import group_of

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from variorum.model.account import Group
    from variorum.reading.context import Context
    from variorum.reading.quantities import Quantity

_SKIPPED: Final = frozenset({"boilerplate", "byline", "publisher", "date", "title"})
_LONGEST_PHRASE: Final = 8
_WHOLES: Final = frozenset({"them", "these", "those", "whom", "which"})
_SUFFERED: Final = frozenset({"die", "perish", "flee", "drown"})
"""Verbs whose subject came to harm."""
_FURTHEST_NUMBER: Final = 20
"""Words between "the number of" and the number."""


@dataclass(frozen=True)
class Count:
    """
    A quantity and the noun that it counts; where the noun is left out, `noun` is the number's last word.

    `told` is the noun that was said in its place.
    """

    quantity: Quantity
    noun: Token
    kind: Kind
    measure: str
    told: Token | None = None

    @cached_property
    def sentence(self) -> Span:
        """The sentence of its noun, which a token takes long to give."""
        return self.noun.sent

    @cached_property
    def group(self) -> Group | None:
        """Who is counted; null where no people are, or the words do not say."""
        if self.kind in ("events", "objects"):
            return None
        noun = self.told or self.noun
        if self.kind == "tolls":
            of = [t for word, t in syntax.phrases(noun) if word in {"of", "among"}]
            before = [c for c in noun.children if c.dep_ in {"amod", "compound"}]
            groups = [group for token in (*of, *before) if (group := group_of(token)[0]) != "unknown"]
            return groups[0] if groups else None
        group, _ = group_of(noun)
        return None if group == "unknown" else group

    @cached_property
    def harm(self) -> str | None:
        """The measure of the harm that a verb does to the people counted."""
        for noun in (self.noun, self.told):
            if noun is None:
                continue
            participles = [c for c in noun.children if c.dep_ in {"acl", "amod", "acl:relcl", "relcl"}]
            if any(is_driven(t) for t in (*participles, *governors(noun))):
                return "displaced"
            for token in (noun, *participles, *governors(noun)):
                if token.lower_ in {"lost", "lose", "losing"} and any(
                    c.lower_ in {"life", "lives"} and c != noun for c in token.children
                ):
                    return "deaths"
                if token.pos_ == "VERB" and _does(noun, token):
                    # "Three soldiers killed 13 villagers".
                    continue
                measure = lexicon().verbs.get(token.lower_, "hit")
                if measure == "hit" and token is not noun and token.pos_ == "NOUN":
                    measure = lexicon().losses.get(token.lower_, "hit")
                if measure != "hit":
                    return measure
        return None


def find_counts(context: Context) -> Iterator[Count]:
    """Give the counts of a report in text order, without those on its furniture."""
    skipped = [(zone.start, zone.end) for zone in context.layout.zones if zone.kind in _SKIPPED]
    last: Count | None = None
    for quantity in context.quantities:
        if quantity.kind not in ("count", "ordinal", "measure") or quantity.article:
            continue
        if quantity.quote.lower() in lexicon().words["vague"]:
            continue
        if any(start <= quantity.start < end for start, end in skipped):
            continue
        found = _counted(context, quantity)
        count = Count(quantity, *found) if found is not None else _elliptical(context, quantity, last)
        if count is not None:
            last = count
            yield count


def _does(people: Token, verb: Token) -> bool:
    """Tell whether people do what a verb says to others."""
    first = syntax.first_conjunct(people)
    return (
        first.dep_ == "nsubj"
        and first.head.i in {verb.i, syntax.first_conjunct(verb).i}
        and not syntax.is_passive(verb)
        and any(c.dep_ in syntax.OBJECT for c in verb.children)
    )


def governors(noun: Token) -> list[Token]:
    """List what governs a noun up to its verb, nouns of action included ("the loss of 12 vehicles")."""
    found: list[Token] = []
    below = noun
    for token in syntax.ancestors(noun):
        if token.pos_ == "VERB":
            return [*found, token]
        if below.dep_ == "conj" or syntax.preposition(below) == "of":
            found.append(token)
        below = token
    return found


def _counted(context: Context, quantity: Quantity) -> tuple[Token, Kind, str] | None:
    """Find the noun after a number: the last that is known in the run of words that can stand before a noun."""
    doc = context.doc
    nouns = lexicon().nouns if quantity.kind == "ordinal" else lexicon().plurals
    _, at = context.tokens(quantity.start, quantity.end)
    if at + 1 < len(doc) and doc[at].lower_ == "times":
        return _deed(doc[at])
    if quantity.kind == "measure":
        return None
    if at < len(doc) and doc[at].lower_ == "of":
        at += 1
    found = None
    for token in doc[at : at + _LONGEST_PHRASE]:
        if found is not None and token.tag_ == "VBG":
            break
        if token.lower_ == "or" and found is None and token.i + 1 < len(doc) and token.nbor().pos_ in {"NOUN", "ADJ"}:
            # "35 gun or bomb attacks".
            continue
        if token.is_space or not _is_inside(token) or context.times_in(token.idx, token.idx + len(token.text)):
            break
        measure = nouns.get(token.lower_)
        if token.i > at:
            measure = nouns.get(f"{token.nbor(-1).lower_} {token.lower_}", measure)
        if measure is None and token.tag_ in {"NNS", "NNPS"} and quantity.kind == "count":
            measure = _people(token, at) or (_harmed(token) if found is None else None)
        if measure is not None and _is_name(context, quantity, at, measure):
            return None
        if measure is not None:
            found = token, *measure
        elif found is not None and token.pos_ == "NOUN":
            found = None
    return found


def _is_name(context: Context, quantity: Quantity, at: int, measure: tuple[Kind, str]) -> bool:
    """Tell a number that is a name: "the 444 and 111 brigades", "the 2008 attacks", "the 9/11 attacks"."""
    doc = context.doc
    start, _ = context.tokens(quantity.start, quantity.end)
    before = [t.lower_ for t in doc[max(0, start - 3) : start]]
    if measure[1] == "battalions":
        return "the" in before
    if measure[0] != "events" or not quantity.quote.isdigit():
        return False
    year = len(quantity.quote) == 4 and 1900 <= int(quantity.quote) < 2100
    parted = before[-1:] in (["/"], ["-"]) or (at < len(doc) and doc[at].text in {"/", "-"} and doc[at].nbor().like_num)
    return year or parted


def _deed(times: Token) -> tuple[Token, Kind, str] | None:
    """Read "attacked the port 33 times": a number of the happenings that the verb names."""
    if times.nbor().lower_ in lexicon().words["more"]:
        return None
    for token in (times, *syntax.ancestors(times)):
        if token.pos_ == "VERB":
            measure = lexicon().deeds.get(token.lower_)
            return (times, "events", measure) if measure is not None else None
    return None


def _harmed(token: Token) -> tuple[Kind, str] | None:
    """Tell people of whatever name by what was done to them ("45 lumberjacks were killed")."""
    verb = next((t for t in syntax.ancestors(token) if t.pos_ == "VERB"), None)
    if token.dep_ not in syntax.OBJECT | syntax.PASSIVE_SUBJECT | {"nsubj"} or verb is None or token.head != verb:
        return None
    harm = lexicon().verbs.get(verb.lower_, "hit")
    return ("people", token.lower_) if harm != "hit" and token in syntax.patients(verb) else None


def _people(token: Token, at: int) -> tuple[Kind, str] | None:
    """Tell people by a noun that has a group ("farmers") or, right after the number, by a name ("Malians")."""
    if group_of(token)[0] != "unknown":
        return "people", token.lower_
    return ("people", "people") if token.tag_ == "NNPS" and token.i == at else None


def is_driven(verb: Token) -> bool:
    """Tell a verb by which people come away from their homes: "driven from their homes", "left their villages"."""
    if verb.pos_ != "VERB" or verb.lower_ not in lexicon().driving:
        return False
    away = syntax.OBJECT if not syntax.is_passive(verb) else frozenset({"obl"})
    return any(
        c.lower_ in lexicon().words["homes"]
        and (c.dep_ in away or c.dep_ == "obl")
        and any(k.lower_ in {"their", "its"} for k in c.children)
        for c in verb.children
    )


def _driven(number: Token, after: Token) -> bool:
    """Tell a number that stands for people driven out: "700,000 driven from their homes", "two million have left"."""
    verb = number.head if number.dep_ in syntax.SUBJECT else after
    return is_driven(verb) and verb.i - number.i <= _LONGEST_PHRASE


def _shifted(number: Token, start: int) -> tuple[str, Token] | None:
    """Read both figures of "attacks rose from 40 to 90": what is counted, and its noun."""
    doc, known = number.doc, lexicon()
    if start <= number.sent.start or doc[start - 1].lower_ not in {"from", "to", "by"}:
        return None
    verb = next((t for t in syntax.ancestors(number) if t.pos_ == "VERB"), None)
    if verb is None or verb.lower_ not in known.changing or doc[start - 1].lower_ == "by":
        return None
    for subject in syntax.subjects(verb):
        kind, measure = known.plurals.get(subject.lower_, (None, ""))
        if kind in ("events", "tolls"):
            return measure, subject
    return None


def _elliptical(context: Context, quantity: Quantity, last: Count | None) -> Count | None:
    """
    Read a number whose noun was said before.

    "645 in 2023", "and 72 wounded", "air strikes: eight this week", "the number of deaths rose to 90", "and 31 before".
    """
    doc, known = context.doc, lexicon()
    start, end = context.tokens(quantity.start, quantity.end)
    if quantity.kind != "count" or end >= len(doc):
        return None
    number, after = doc[end - 1], doc[end]
    told = last if last is not None and last.sentence == number.sent else None
    harm = known.verbs.get(after.lower_, "hit")
    if last is not None and after.lower_ == "of" and end + 1 < len(doc) and doc[end + 1].lower_ in _WHOLES:
        ahead = number.sent.start - 1
        if told is not None or (ahead >= 0 and doc[ahead].sent == last.sentence):
            return Count(quantity, number, last.kind, last.harm or last.measure, last.told or last.noun)
    if _driven(number, after):
        return Count(quantity, number, "people", "displaced")
    shifted = _shifted(number, start)
    if shifted is not None:
        # Two figures of a measure tell a series, however low they are.
        return Count(quantity, number, "events", *shifted)
    done = next((t for t in doc[end : end + 4] if t.pos_ not in {"AUX", "ADV"}), after)
    if after.pos_ == "AUX" and done.tag_ == "VBN" and known.verbs.get(done.lower_, "hit") != "hit":
        return Count(quantity, number, "people", known.verbs[done.lower_])
    if told is not None and told.kind in ("forces", "people", "tolls", "events") and harm != "hit":
        return Count(quantity, number, "people", harm)
    before = doc[max(number.sent.start, start - _LONGEST_PHRASE) : start]
    if after.lower_ in known.words["since"] and context.times_in(after.idx, doc[min(end + 3, len(doc) - 1)].idx):
        for token in before[-4:]:
            kind, measure = known.plurals.get(token.lower_, (None, ""))
            if kind == "events":
                return Count(quantity, number, "events", measure)
        if told is not None and told.kind in ("events", "tolls"):
            return Count(quantity, number, told.kind, told.measure)
    if told is not None and told.kind == "tolls" and after.lower_ in known.words["shared"]:
        return Count(quantity, number, "tolls", told.measure)
    if told is not None and len(before) > 0 and before[-1].lower_ in known.words["against"]:
        compared = before[-1].lower_ not in {"from", "to", "with"} or before[-2:][0].lower_ in known.words["against"]
        if compared and after.text in {",", ".", "in", "during", "over", "for", "the", "last"}:
            return Count(quantity, number, told.kind, told.harm or told.measure, told.told or told.noun)
    if told is not None and told.kind == "events" and after.lower_ == "in" and end + 1 < len(doc):
        # "Attacked 30 times: 12 times in Arauca, 18 in Tame".
        place = doc[end + 1] if doc[end + 1].lower_ != "the" else doc[min(end + 2, len(doc) - 1)]
        if place.ent_type_ == "LOC" and len(before) > 0 and before[-1].lower_ in {",", ":", "and"}:
            return Count(quantity, number, told.kind, told.measure, told.told or told.noun)
    numbered = _numbered(context, start, end)
    if numbered is not None:
        return Count(quantity, number, *numbered)
    suffers = number.dep_ == "nsubj" and number.head.lemma_.lower() in _SUFFERED
    if suffers or number.dep_ in syntax.OBJECT | syntax.PASSIVE_SUBJECT:
        harm = known.verbs.get(number.head.lower_, "hit")
        if harm != "hit":
            return Count(quantity, number, "people", harm)
        if last is not None and last.harm is not None and number.head.lower_ in known.documenting:
            return Count(quantity, number, "people", last.harm, last.told or last.noun)
    if any(token.lower_ == "toll" for token in before):
        return Count(quantity, number, "tolls", "deaths")
    return None


def _numbered(context: Context, start: int, end: int) -> tuple[Kind, str, Token] | None:
    """Find what "the number of" counts whose figure stands later in its clause ("rose to 90"), or right before it."""
    doc, known = context.doc, lexicon()
    sent = doc[start].sent
    leading = doc[start - 1].lower_ if start > sent.start else ""
    after = doc[end : min(end + 4, sent.end)]
    heads = [t for t in doc[max(sent.start, start - _FURTHEST_NUMBER) : start] if t.lower_ in known.words["numbers"]]
    if leading not in known.words["reaching"]:
        heads = []
    if not heads:
        heads = [
            t for t in after if t.lower_ in known.words["numbers"] and t.nbor(-1).lower_ in {"the", "its", "their"}
        ]
    for head in reversed(heads):
        of = next((t for word, t in syntax.phrases(head) if word == "of" and t.i < sent.end), None)
        if of is None:
            killed = doc[head.i + 1 : min(head.i + 2, sent.end)]
            measure = known.verbs.get(killed[0].lower_, "hit") if len(killed) else "hit"
            if measure != "hit":
                return "people", measure, head
            continue
        found = known.plurals.get(of.lower_) or _people(of, -1)
        if found is None and of.tag_ in {"NNS", "NNPS"}:
            done = [c for c in of.children if c.dep_ in {"acl", "acl:relcl", "relcl"}]
            hurt = any(known.verbs.get(t.lower_, "hit") != "hit" for t in done)
            found = ("people", "people") if hurt else None
        if found is not None:
            return *found, of
    return None


def _is_inside(token: Token) -> bool:
    if token.pos_ in {"ADJ", "NOUN", "PROPN", "DET", "NUM", "PRON", "ADV"} or token.lower_ in {"-", "’s", "'s"}:
        return token.tag_ not in {"WDT", "WP", "WRB", "PRP"}
    return (
        token.tag_ in {"VBN", "VBG"} and token.i + 1 < len(token.doc) and token.nbor().pos_ in {"NOUN", "ADJ", "PROPN"}
    )
