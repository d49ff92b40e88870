"""What a verb of speech takes besides a clause: "condemned the raid", "urged them to stop", "accused them of lying"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.reading.actors.lexicon import lexicon
from variorum.reading.speech.ends import adds, before_aside, end_of, figures_end, governed, is_clause_of
from variorum.reading.speech.passages import is_finite
from variorum.reading.speech.spans import QUOTE_MARKS, TokenSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from variorum.codebook.cues import Complement
    from variorum.model.account import Stance
    from variorum.reading.speech.sites import Site

_EMPTY = frozenset({"it", "this", "that", "them", "him", "her", "which", "what", "so", "us", "me", "you", "one"})
_WARDS = frozenset({"hospital", "hospitals", "clinic", "clinics", "ward", "wards", "infirmary", "icu"})
"""Where patients are admitted, by which nobody admits anything."""

_AT = frozenset({"on", "upon", "at", "with"})
"""What stands between the blame and whom it is laid on."""
_COMMISSION = frozenset({"order", "request", "demand", "ask"})
"""Verbs whose object may be a thing made for a purpose: "ordered an inquiry to clear it up"."""
_DONE = frozenset({"has", "have", "had", "is", "was", "did", "does"})
_REACH = 30
_FIGURES = 12
"""Words behind a toll that is given among which its figure stands: "the toll as of Monday evening as 40 dead"."""
_OF = {
    "accuse": {"of"},
    "charge": {"with"},
    "suspect": {"of"},
    "attribute": {"to"},
    "ascribe": {"to"},
    "blame": {"for", "on"},
    "hold": {"responsible", "accountable"},
    "threaten": {"with"},
}
"""What stands between who is charged and the charge; "for" and "over" after other verbs."""


def complements(site: Site) -> Iterator[tuple[Complement, TokenSpan]]:
    """Give the contents that the lexicon lets the verb take, the most telling complement first."""
    readers = {
        "charge": _charge,
        "request": _request,
        "infinitive": _infinitive,
        "gerund": _gerund,
        "label": _label,
        "object": _object,
    }
    if (phrase := _phrase(site)) is not None:
        yield "phrase", phrase
    for kind in ("charge", "request", "infinitive", "gerund", "label", "object"):
        if kind in site.takes and (span := readers[kind](site)) is not None:
            yield kind, span


def responsibility(site: Site) -> TokenSpan | None:
    """Give what is claimed in "claimed responsibility for the raid", or before "for which X claimed responsibility"."""
    doc, verb = site.doc, site.verb
    if site.lemma not in site.lexicon.claiming:
        return None
    following = doc[verb.i + 1 : min(site.region[1], verb.i + 5)]
    noun = next((t for t in following if t.lower_ in site.lexicon.responsibility), None)
    if noun is None:
        return None
    for i in range(noun.i + 1, min(site.region[1] - 1, noun.i + 8)):
        if doc[i].lower_ == "for":
            end = end_of(site, governed(site, i), i + 1, verbal=True)
            return i + 1, before_aside(site, i + 1, end)
    for i in range(site.left - 1, max(site.region[0], site.left - 4), -1):
        if doc[i].lower_ == "which" and doc[i - 1].lower_ == "for":
            return _noun_before(site, i - 1)
    # "The group claimed responsibility": for what was told before.
    return (noun.i, noun.i + 1) if site.lemma == "claim" else None


def expression(site: Site) -> tuple[TokenSpan, Stance] | None:
    """Read "expressed regret over the deaths" and "laid the blame on the rebels": the deaths, and the stance."""
    noun, doc = site.object, site.doc
    if site.lemma in site.lexicon.laying and noun is not None and noun.lower_ in {"blame", "responsibility"}:
        at = next((i for i in range(noun.i + 1, min(site.region[1] - 1, noun.i + 6)) if doc[i].lower_ in _AT), None)
        if at is None:
            return None
        end = end_of(site, governed(site, at), at + 1, verbal=True)
        return (at + 1, next((i for i in range(at + 1, end) if doc[i].text == ":"), end)), "accuses"
    if site.lemma not in site.lexicon.expression_verbs or noun is None or site.passive:
        return None
    nouns = site.lexicon.expression_nouns
    stance = nouns.get(noun.lower_) or nouns.get(noun.lower_.removesuffix("s"))
    if stance is None or (
        site.clauses.passages.quote_at(noun.i) is not None and doc[noun.left_edge.i].lower_ in {"our", "my"}
    ):
        return None
    for i in range(noun.i + 1, min(site.region[1] - 1, noun.i + 4)):
        if is_finite(doc[i]):
            break
        if doc[i].lower_ == "that":
            return (i, site.bound(i, verbal=True)), stance
        if doc[i].lower_ in {"to", "with"} and doc[i + 1].tag_ != "VB":
            return (noun.left_edge.i, end_of(site, noun, noun.i, verbal=True)), stance
        if doc[i].lower_ in site.lexicon.expression_prepositions and governed(site, i).ent_type_ != "TIME":
            return (i + 1, end_of(site, governed(site, i), i + 1, verbal=True)), stance
    if stance in {"regrets", "condemns"} and not any(c.dep_ in {"acl", "acl:relcl"} for c in noun.children):
        # "Expressed its horror": over what was told before.
        return (max(site.phrasal_end, noun.left_edge.i), end_of(site, noun, noun.i, verbal=True)), stance
    return None


def passive_content(site: Site) -> TokenSpan | None:
    """Give what an agent says in "attacks claimed by the group", "the raid was condemned by the union"."""
    if "charge" in site.takes and site.source is not None and "object" not in site.takes:
        return _passive_charge(site)
    if ("object" not in site.takes and site.lemma != "claim") or site.lemma in site.lexicon.revising | {"find"}:
        return None
    if site.lemma in site.lexicon.counting and not any(
        t.pos_ == "NUM" for t in site.doc[slice(*site.region)][: site.verb.i]
    ):
        return None
    if site.verb.dep_ in {"acl", "acl:relcl"}:
        return syntax.base(site.verb.head)
    patients = [t for t in syntax.subjects(site.verb) if site.region[0] <= t.i < site.region[1]]
    if not patients or patients[0].lower_ in _EMPTY:
        return None
    start, end = syntax.full(patients[0])
    return syntax.base(patients[0]) if start <= site.verb.i < end else (start, end)


def _passive_charge(site: Site) -> TokenSpan | None:
    """Read "he is accused by the union of theft": the theft."""
    wanted = _OF.get(site.lemma, {"for", "over"})
    for i in range(site.phrasal_end, min(site.region[1] - 1, site.phrasal_end + _REACH)):
        if site.doc[i].lower_ in wanted:
            return i + 1, end_of(site, governed(site, i), i + 1, verbal=True)
        if site.doc[i].text in {",", ";"}:
            return None
    return None


def _object(site: Site) -> TokenSpan | None:
    if (relative := _relative_object(site)) is not None:
        return relative
    noun = site.object
    start = site.past_time(site.right)
    if noun is None and (quote := site.opening(site.right)) is not None:
        return quote.start, quote.end
    if noun is None and site.lemma in site.lexicon.counting and start < site.region[1]:
        noun = next((t for t in site.doc[start : min(start + 4, site.region[1])] if t.pos_ == "NUM"), None)
    if noun is None:
        noun = _head_noun(site) or _after_manner(site) or _beside(site)
    if noun is not None and site.source is not None and site.source[0] <= noun.i < site.source[1]:
        return None
    if noun is None or noun.ent_type_ == "TIME" or (noun.pos_ == "PRON" and noun.lower_ in _EMPTY):
        return None
    if site.lemma == "admit" and any(t.lower_ in _WARDS for t in site.doc[slice(*site.region)]):
        return None
    if site.lemma == "find" and not _is_found_lacking(site, noun):
        return None
    if site.lemma in site.lexicon.revising:
        return _revised(site, noun)
    if site.lemma == "put" and noun.lower_ not in site.lexicon.tolls and not _is_put_at(site):
        return None
    if site.lemma in site.lexicon.counting and not _is_figure(site, noun):
        return None
    if site.lexicon.noun(noun.lower_) and (clause := _clause_under(site, noun)) is not None:
        return clause
    bare = site.lemma in site.lexicon.bare and site.child("ccomp") is not None
    that = start < site.region[1] and site.doc[start].lower_ == "that" and site.doc[start].dep_ != "det"
    if "clause" in site.takes and (bare or that):
        return None
    start = max(site.phrasal_end, noun.left_edge.i)
    if site.lemma in site.lexicon.counting or site.lemma == "put":
        return start, figures_end(site, start)
    end = end_of(site, noun, start, verbal=True)
    if site.takes["object"] == "condemns":
        end = before_aside(site, start, end)
    end = next((i for i in range(noun.i + 1, end) if site.doc[i].lower_ == "as" and is_clause_of(site.doc[i])), end)
    if site.lemma == "claim":
        # When, where and through whom a deed is claimed is told of the claim ("claimed the raid within the hour").
        phrases = (t for word, t in syntax.phrases(site.verb) if word and t.dep_ == "obl")
        end = min([end, *(t.left_edge.i for t in phrases if noun.i < t.left_edge.i)])
    # What the reporter adds to a confirmation or a condemnation: "confirmed the raid, raising fears".
    if site.takes["object"] != "asserts":
        end = next((i for i in range(noun.i + 1, end) if adds(site, i)), end)
    return start, end


def is_taken_in(noun: Token | None) -> bool:
    """Whether it is people who are admitted, as into a house for the sick: "admitted 17 wounded"."""
    if noun is None or not (noun.pos_ == "NUM" or any(c.dep_ == "nummod" for c in noun.children)):
        return False
    role = lexicon().role([noun.lower_])
    return noun.pos_ == "NUM" or (role is not None and role.kind == "people")


def _is_found_lacking(site: Site, noun: Token) -> bool:
    """Whether it is said that there is none: "found no evidence of it"."""
    return site.is_by_speaker and noun.lower_ in site.lexicon.traces and any(c.lower_ == "no" for c in noun.children)


def _revised(site: Site, noun: Token) -> TokenSpan | None:
    """Read "raised the toll to 60": the toll, and to what."""
    if not site.is_by_speaker or noun.lower_ not in site.lexicon.tolls:
        return None
    for i in range(noun.i + 1, min(site.region[1] - 1, noun.i + _REACH)):
        if site.doc[i].lower_ in {"to", "from"} and any(t.pos_ == "NUM" for t in site.doc[i + 1 : i + 4]):
            start = max(site.phrasal_end, noun.left_edge.i)
            return start, figures_end(site, start)
        if site.doc[i].text in {",", ";"}:
            break
    return None


def _is_put_at(site: Site) -> bool:
    """Whether a number is put to something: "put the rebels' strength at about 300"."""
    return any(
        word == "at" and t.ent_type_ != "TIME" and (t.pos_ == "NUM" or any(c.dep_ == "nummod" for c in t.children))
        for word, t in syntax.phrases(site.verb)
    )


def _is_figure(site: Site, noun: Token) -> bool:
    """Whether what is counted is a number of things, or a toll or losses, told by who can count."""
    if not site.is_by_speaker or noun.pos_ not in {"NOUN", "PROPN", "NUM", "ADJ"}:
        return False
    if site.lemma == "give":
        behind = site.doc[noun.i + 1 : min(site.region[1], noun.i + _FIGURES)]
        toll = noun.lower_ in site.lexicon.tolls and any(t.pos_ == "NUM" for t in behind)
        return noun.pos_ == "NUM" or toll
    counted = noun.pos_ == "NUM" or any(c.dep_ == "nummod" or c.pos_ == "NUM" for c in noun.children)
    told = (noun, *(c for c in noun.children if c.i < noun.i))
    return counted or any(t.lower_ in site.lexicon.tolls for t in told)


def _head_noun(site: Site) -> Token | None:
    """Take the noun that the pipeline's attribution names, where the parse has no object."""
    span = site.clip(site.head.content) if site.head is not None else None
    if span is None:
        return None
    root = syntax.root(site.doc, *span)
    return root if root.pos_ in {"NOUN", "PROPN"} and root.left_edge.i >= site.right else None


def _beside(site: Site) -> Token | None:
    """Take the noun right behind the verb, if no clause follows that it could be the subject of."""
    at, end = site.right, site.region[1]
    if at >= end or site.doc[at].pos_ not in {"DET", "NOUN", "PROPN", "ADJ", "NUM"} or site.doc[at].ent_type_ == "TIME":
        return None
    if any(is_finite(t) for t in site.doc[at:end]):
        return None
    phrase = site.clauses.noun_phrase(at, end)
    return syntax.root(site.doc, *phrase) if phrase is not None else None


def _after_manner(site: Site) -> Token | None:
    """Find the noun behind "in the strongest terms", which parsers make an adjunct of the verb like the terms."""
    doc, at = site.doc, site.right
    if at >= site.region[1] or doc[at].lower_ not in {"in", "with"}:
        return None
    stop = next((i for i in range(at, min(site.region[1], at + 8)) if doc[i].lower_ in site.lexicon.manners), None)
    phrase = site.clauses.noun_phrase(stop + 1, site.region[1]) if stop is not None else None
    return syntax.root(doc, *phrase) if phrase is not None else None


def _clause_under(site: Site, noun: Token) -> TokenSpan | None:
    """Give the clause of "the claim that ..."."""
    for child in noun.children:
        if child.i > noun.i and child.dep_ in {"acl", "ccomp", "acl:relcl"}:
            start = child.left_edge.i
            if site.doc[start].lower_ == "that":
                return start, end_of(site, child, start, verbal=True)
    return None


def _relative_object(site: Site) -> TokenSpan | None:
    """Read "the strikes, which the envoy condemned" back to its noun."""
    if site.verb.dep_ not in {"acl:relcl", "relcl"}:
        return None
    pronouns = [c for c in site.verb.children if c.lower_ in {"which", "that", "whom"} and c.i < site.verb.i]
    if any(c.dep_ in syntax.OBJECT for c in pronouns) and site.child("ccomp", "xcomp", "obj") is None:
        return syntax.base(site.verb.head)
    return None


def _infinitive(site: Site) -> TokenSpan | None:
    at = site.past_time(site.right)
    if at + 1 < site.region[1] and site.doc[at].lower_ == "to" and site.doc[at + 1].pos_ in {"VERB", "AUX", "ADV"}:
        end = site.bound(at + 1, verbal=True)
        # "Promised to help but has not paid": what has not been done was not promised.
        turn = next((i for i in range(at + 2, end - 1) if _turns_to_deeds(site, i)), end)
        return at, turn
    return None


def _turns_to_deeds(site: Site, i: int) -> bool:
    """Whether at "and" or "but" a finite verb goes on with what the speaker has done."""
    following = site.doc[i + 1]
    return site.doc[i].lower_ in {"and", "but"} and following.pos_ == "AUX" and following.lower_ in _DONE


def _gerund(site: Site) -> TokenSpan | None:
    at = site.right
    if at < site.region[1] and site.doc[at].tag_ == "VBG":
        return at, end_of(site, site.doc[at], at, verbal=True)
    return None


def _request(site: Site) -> TokenSpan | None:
    doc, start = site.doc, site.past_time(site.phrasal_end)
    noun = site.object or site.child("obl", "nsubj")
    for i in range(start, min(site.region[1] - 1, start + _REACH)):
        token, following = doc[i], doc[i + 1]
        if token.text in {".", ";", ":"} or site.clauses.is_mark(i):
            return None
        if token.lower_ != "to" or following.tag_ not in {"VB", "RB"}:
            continue
        if i == start or (noun is None and i - start > 12) or (following.dep_ == "acl" and site.lemma in _COMMISSION):
            return None
        if any(is_finite(t) and t.dep_ not in {"acl:relcl", "relcl"} for t in doc[start:i]):
            return None
        pronoun = i - start == 1 and doc[start].pos_ == "PRON"
        hearer = site.lemma == "tell" and doc[start].lower_ in site.lexicon.hearers
        return i if pronoun or hearer else start, site.bound(i + 1, verbal=True)
    return None


def _charge(site: Site) -> TokenSpan | None:
    noun = site.object
    start = site.past_time(site.phrasal_end) if noun is None else max(site.phrasal_end, noun.left_edge.i)
    if start + 1 < site.region[1] and site.doc[start].text in QUOTE_MARKS:
        start += 1
    if start >= site.region[1] or site.doc[start].pos_ not in {"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM"}:
        return None
    if site.doc[start].lower_ == "each":
        # Who blame each other are told to, and say nothing of their own.
        return None
    wanted = _OF.get(site.lemma, {"for", "over"})
    for i in range(start + 1, min(site.region[1] - 1, start + _REACH)):
        if site.doc[i].lower_ in wanted and site.doc[i + 1].lower_ not in {"which", "whom"}:
            return start, end_of(site, governed(site, i), i + 1, verbal=True)
        if is_finite(site.doc[i]) and site.doc[i].dep_ not in {"acl:relcl", "relcl"}:
            break
        if site.doc[i].text == "," and site.lemma not in _OF:
            # "Condemned the raid and the mayor, a friend of his for years": no charge.
            break
    return _blamed(site, noun) if site.lemma in site.lexicon.blaming else None


def _blamed(site: Site, noun: Token | None) -> TokenSpan | None:
    """Give who or what is blamed where no deed is named: "blamed the rebels"."""
    if noun is None or noun.lower_ in _EMPTY:
        return None
    start = max(site.phrasal_end, noun.left_edge.i)
    end = end_of(site, noun, start, verbal=True)
    if start + 1 < end and site.doc[start].text in QUOTE_MARKS:
        start += 1
    stop = next((i for i in range(noun.i + 1, end) if site.doc[i].text in {",", ":", *QUOTE_MARKS}), end)
    if (
        stop < end - 1
        and site.doc[stop].text == ","
        and site.doc[stop + 1].lower_ in {"who", "whose", "a", "an", "the"}
    ):
        # Who they are goes with them: "blamed the clan, the largest in the province".
        stop = end
    elif stop < end - 2 and site.doc[stop + 1].lower_ == "which" and site.doc[stop + 2].pos_ in {"VERB", "AUX"}:
        stop = end
    return start, stop


def _label(site: Site) -> TokenSpan | None:
    """Read "called the raid a crime", "described it as a crime", "which he called a crime"."""
    doc, start = site.doc, site.phrasal_end
    bound = site.bound(start, verbal=True)
    if site.lemma in site.lexicon.naming and site.is_relative:
        # "Its leader, whom they named as Doe, fled": who he is, by the way.
        return None
    if site.lemma in site.lexicon.describing:
        for i in range(start, min(bound, start + _REACH)):
            if doc[i].lower_ == "as" and i + 1 < bound:
                if is_clause_of(doc[i]):
                    # "Condemned the raid as the town buried its dead": when, and not what it was called.
                    return None
                end = end_of(site, governed(site, i), i + 1, verbal=True)
                return (i + 1 if doc[start].lower_ in _EMPTY else start), end
            if doc[i].text in {",", ";"} or is_finite(doc[i]):
                break
        return None
    if site.is_relative and _is_own_name(site, start, bound):
        return None
    names = [c for c in site.verb.children if start <= c.i < bound and _is_name(c)]
    quoted = next((q for q in site.clauses.passages.quotes if start <= q.open < min(bound, start + 12)), None)
    if site.verb.dep_ in {"acl:relcl", "relcl", "acl"} or (quoted is not None and quoted.open == start):
        last = names[-1] if names else site.verb
        return start, end_of(site, last, start, verbal=True)
    if quoted is not None and names and site.object is not None and site.object.i < quoted.open:
        first = quoted.open if doc[start].lower_ in _EMPTY else start
        return first, end_of(site, names[-1], quoted.open, verbal=True)
    if site.object is not None and (len(names) >= 2 or (names and quoted is not None)):
        # "Calling it a crime": what it is called says more than "it".
        first = start + (doc[start].lower_ in _EMPTY and start + 1 < bound)
        return first, end_of(site, names[-1], first, verbal=True)
    for i in range(start + 1, min(bound, start + _REACH)):
        if doc[i].text in {",", ";"} or doc[i].pos_ == "ADP":
            break
        if doc[i].lower_ in {"a", "an"} and doc[i - 1].pos_ in {"NOUN", "PROPN", "PRON"}:
            return start, end_of(site, doc[i].head, i, verbal=True)
    return None


def _is_own_name(site: Site, start: int, bound: int) -> bool:
    """Whether a name is all that is given: "a town that its people call Oruba", which says nothing."""
    first = next((t for t in site.doc[start:bound]), None)
    return site.lemma == "call" and first is not None and first.pos_ == "PROPN" and first.text[:1].isupper()


def _is_name(token: Token) -> bool:
    """Whether a dependent may be what something is called: a second object, not a phrase with a preposition."""
    return token.dep_ in {"xcomp", "obj", "obl", "nmod", "ccomp"} and not any(c.dep_ == "case" for c in token.children)


def _phrase(site: Site) -> TokenSpan | None:
    """Read "called for talks": a preposition that the verb calls for, and what follows it."""
    doc, at = site.doc, site.past_time(site.phrasal_end)
    while at < site.region[1] and doc[at].pos_ == "ADV":
        at += 1
    if at + 1 >= site.region[1]:
        return None
    stance = site.lexicon.verbs["phrase"].get(f"{site.lemma}:{doc[at].lower_}")
    if stance is None:
        return None
    site.takes["phrase"] = stance
    end = end_of(site, governed(site, at), at + 1, verbal=True)
    if stance == "accuses":
        end = next((i for i in range(at + 2, end) if doc[i].text == ","), end)
    return at + 1, end


def _noun_before(site: Site, at: int) -> TokenSpan | None:
    """Give the noun phrase that ends before a token, back to the verb that governs it."""
    doc, i = site.doc, at - 1
    while i > site.region[0] and (doc[i].text == "," or doc[i].is_space):
        i -= 1
    end = i + 1
    while i > site.region[0] and not (doc[i].pos_ == "VERB" and is_finite(doc[i])):
        i -= 1
    return (i + 1, end) if end > i + 1 else None
