"""
On which side of a mention words name somebody, by its two witnesses.

They are the arguments of the trigger and the grammar around it; `reading.parties` weighs what they say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.actors.lexicon import lexicon as actor_lexicon
from variorum.reading.aims import COME, Side, aimed, charged, hit, is_under, shot_at, sought, taken_from
from variorum.reading.backgrounds import parted
from variorum.reading.bystanders import HARM_WORDS, OF_ANYBODY
from variorum.reading.happenings import Mention
from variorum.reading.measures import lexicon as lexicon_of_counts
from variorum.reading.partywords import PartyWords, party_words
from variorum.reading.wordlists import words
from variorum_en.annotations import Argument

if TYPE_CHECKING:
    from spacy.tokens import Token

EQUALS = frozenset({"clash", "talks", "agreement"})
"""Types whose parties are equals: both lists are filled, and their order carries nothing."""

OWN_VICTIM = frozenset({"killing", "arrest", "abduction", "expulsion", "sexual_violence"})
"""Types whose noun may be owned by the one it befell."""

BEFALLS = words("befalls")
"""Nouns of violence that may be owned by the person whom it befell, whatever its type ("the teenager's shooting")."""

MEANWHILE = frozenset({"in", "during"})
"""Prepositions of the deed in which somebody was killed or hurt."""

BY_GRAMMAR = 1.85
"""Weight of a party that grammar gives; the model's arguments weigh their probability."""

BY_KIND = 0.9
"""Weight of one that only a word before a noun names ("military campaign"), which may say of what kind it is."""


def near(mention: Mention, argument: Argument) -> bool:
    """Tell whether an argument stands in the mention's own sentence; further ones are too often another happening's."""
    sentences = columns(mention.head.doc).sentences
    inside = sentences[argument.start] == sentences[mention.head.i]
    return inside and not parted(mention.head, argument.start, argument.end)


def by_argument(mention: Mention, role: str) -> Iterator[tuple[Token, float]]:
    """Yield the head tokens of the model's arguments in a role, coordinated ones each, with their probability."""
    for argument in mention.arguments:
        if argument.role == role and near(mention, argument):
            root = syntax.root(mention.head.doc, argument.start, argument.end)
            # A part stands for its phrase: "seven" of "seven soldiers", but not "Pakistani" of "Pakistani planes".
            behind = root.pos_ == "NUM" and root.head.i < root.i
            if (root.dep_ in {"nummod", "det"} and not behind) or (root.dep_ == "amod" and not root.ent_type_):
                root = root.head
            for token in syntax.conjuncts(root):
                if token is root or argument.start <= token.i < argument.end:
                    yield token, argument.score


def by_grammar(mention: Mention, kind: str) -> Iterator[tuple[Side, Token, float]]:
    """Yield the parties that the parse gives a mention of a happening of a type, with their weight."""
    for side, token in _by_grammar(mention, kind):
        yield side, token, BY_GRAMMAR
    for token in sought(mention.head) if kind == "operation" else ():
        yield "target", token, BY_GRAMMAR
    head = mention.head
    if head.pos_ in {"VERB", "AUX"}:
        return
    for child in head.children:
        if tells_kind(child, head):
            yield "initiator", child, BY_KIND


def tells_kind(word: Token, head: Token) -> bool:
    """Tell whether a word before a noun may say who did it or of what kind it is ("military campaign")."""
    is_modifier = word.dep_ in {"compound", "amod"} and word.head.i == head.i
    return is_modifier and word.lower_ in party_words().doers and not word.ent_type_


def _doers(verb: Token, lexicon: PartyWords) -> list[Token]:
    """Give who does what a verb says; what explodes or falls does nothing, and who averts a thing does not do it."""
    if verb.lower_ in lexicon.happens and not syntax.patients(verb):
        return []
    if is_under(verb, lexicon):
        return []
    above = verb.head
    if verb.dep_ in syntax.CLAUSE and above.lower_ in lexicon.accuse:
        return syntax.patients(above)
    if verb.dep_ in syntax.CLAUSE and above.lower_ in lexicon.by_object and not syntax.is_passive(above):
        own = any(child.dep_ in syntax.SUBJECT for child in verb.children)
        return syntax.agents(verb) if own else syntax.patients(above)
    return [t for doer in syntax.agents(verb) for t in (_whose(doer) if _is_deed(doer) else [doer])]


def _is_deed(word: Token) -> bool:
    """Tell whether a word is for something that is done, and nobody who does it ("an Israeli strike hit a school")."""
    return word.pos_ == "NOUN" and not word.ent_type_ and lexicon_of_counts().is_event(word.lower_)


def _whose(deed: Token) -> list[Token]:
    """Give who does what a noun says: "an Israeli strike", "the army's raid", "shelling by rebels"."""
    before = [
        c
        for c in deed.children
        if c.i < deed.i and (c.dep_ in {"nmod:poss", "poss"} or (c.dep_ in {"amod", "compound"} and c.ent_type_ in WHO))
    ]
    return [*before, *(token for word, token in syntax.phrases(deed) if word == "by")]


WHO = frozenset({"NORP", "ORG", "PER", "LOC"})
"""Entities that before a deed say whose it is."""

OPPOSED = frozenset({"PER", "ORG", "NORP"})
"""Entities that a protest may be against."""


def _is_opposed(word: Token) -> bool:
    """Tell whether "anti" stands before a word ("anti-government")."""
    before = [t.lower_ for t in word.doc[max(0, word.i - 2) : word.i]]
    return before[-1:] == ["anti"] or before == ["anti", "-"]


def _accused(head: Token, lexicon: PartyWords) -> list[Token]:
    """Give whom somebody says to be behind it: "accused rebels of the raid", "blamed it on them", "is responsible"."""
    for child in head.children:
        # "The raid blamed on rebels", "an attack that the state ascribed to them".
        if child.dep_ in {"acl", "acl:relcl"} and child.lower_ in lexicon.ascribe:
            return [token for word, token in syntax.phrases(child) if word in {"on", "to"}]
    word, above = syntax.preposition(head), head.head
    if syntax.negation(above) is not None:
        return []
    if word in {"of", "for", "over", "with"} and above.lower_ in lexicon.accuse:
        return syntax.patients(above)
    if word == "for" and above.lower_ == "responsible":
        held = above.head
        return syntax.patients(held) if held.lower_ in {"hold", "holds", "held", "holding"} else syntax.subjects(above)
    if word == "behind":
        return syntax.subjects(head) or syntax.subjects(above)
    if above.lower_ in lexicon.ascribe and head in syntax.patients(above):
        return charged(head, lexicon) or [token for word, token in syntax.phrases(above) if word in {"on", "to"}]
    return []


def blamed(mention: Mention) -> Iterator[tuple[Token, float]]:
    """Yield whom the model ties to a mention from another sentence that says no more than who is to blame."""
    for argument in mention.arguments:
        if argument.role == "initiator" and not near(mention, argument):
            token = syntax.root(mention.head.doc, argument.start, argument.end)
            above = token.head
            if syntax.negation(above) is not None:
                continue
            blamed = above.lower_ in party_words().accuse and token in syntax.patients(above)
            if blamed or (token.dep_ == "nsubj" and (above.lower_ == "responsible" or _is_behind(above))):
                yield token, argument.score


def _is_behind(word: Token) -> bool:
    """Tell whether a predicate says that its subject did what was told ("were behind it")."""
    return word.lower_ == "behind" or syntax.preposition(word) == "behind"


def _by_grammar(mention: Mention, kind: str) -> Iterator[tuple[Side, Token]]:
    lexicon = party_words()
    head = mention.head
    if head.pos_ in {"VERB", "AUX"}:
        for token in _doers(head, lexicon):
            yield "initiator", token
        for token in hit(head, lexicon):
            yield "target", token
        for preposition, token in syntax.phrases(head):
            if (preposition in lexicon.together and kind in EQUALS) or (
                # Nobody is arrested or met on a target, but on a charge, a road or a matter.
                preposition in lexicon.target
                and preposition not in ({"at", "on"} if kind in OF_ANYBODY else {"at"})
                and token.ent_type_ not in {"TIME", "LOC"}
            ):
                yield "target", token
        for token in (*shot_at(head, lexicon), *(taken_from(head) if kind == "territory_change" else ())):
            yield "target", token
        for token in aimed(head, lexicon):
            yield "target", token
        return
    for token in (accused := _accused(head, lexicon)):
        yield "initiator", token
    if syntax.preposition(head) == "under" and head.head.lower_ in COME:
        for token in syntax.subjects(head.head):
            yield "target", token
    governed = {preposition for preposition, _ in syntax.phrases(head)}
    for child in head.children:
        if child.dep_ in {"nmod:poss", "poss"} or (
            child.dep_ in {"amod", "compound", "nmod"}
            and child.ent_type_ in {"NORP", "ORG", "PER", "LOC"}
            and child.i < head.i
        ):
            if child.ent_type_ == "TIME" or _is_of_object(child, head):
                continue
            if child.dep_ != "nmod:poss" and (kind == "protest" or _is_opposed(child)) and child.ent_type_ in OPPOSED:
                # An "anti-war protest", a "Meyer protest" and an "anti-rebel raid" name whom they are against.
                yield "target", child
                continue
            # "Rodriguez's murder" and "her arrest" name whom it befell, "Israel's killing of X" who did it.
            befell = (
                (kind in OWN_VICTIM or head.lower_ in BEFALLS)
                and "of" not in governed
                and (child.ent_type_ in {"PER", ""})
            )
            yield ("target" if befell else "initiator"), child
    for preposition, token in syntax.phrases(head):
        if preposition == "of":
            # "The killing of two of them by soldiers": whose deed it is may hang on whom it befell.
            for word, doer in syntax.phrases(token):
                if word == "by":
                    yield "initiator", doer
        if preposition == "from" and kind == "territory_change":
            yield "target", token
        elif preposition in lexicon.initiator:
            if preposition == "by" or token.ent_type_ != "LOC":
                yield "initiator", token
        elif token in accused:
            continue
        elif preposition in lexicon.target or (preposition == "of" and kind in lexicon.of_is_target):
            yield "target", token
        elif preposition in lexicon.together and kind in EQUALS:
            for t in syntax.conjuncts(token):
                yield "initiator", t
    for child in head.children:
        if child.dep_ == "acl" and child.tag_ == "VBN" and child.lower_ in lexicon.light:
            for token in syntax.agents(child):
                yield "initiator", token
    for token in aimed(head, lexicon):
        yield "target", token
    verb = head.head
    if head.dep_ == "obl" and verb.lower_ in HARM_WORDS and syntax.preposition(head) in MEANWHILE:
        # "It killed four rebels in a raid": who killed them raided.
        for token in _doers(verb, lexicon):
            yield "initiator", token
    if (
        verb.pos_ == "VERB"
        and verb.lower_ in (lexicon.light | lexicon.signs if kind == "agreement" else lexicon.light)
        and (head.dep_ in syntax.OBJECT | syntax.PASSIVE_SUBJECT or (head.dep_ == "obl" and _borne(head, lexicon)))
    ):
        for token in syntax.agents(verb):
            if token is not head and syntax.modal(verb) is None:
                yield "initiator", token
        for token in aimed(verb, lexicon):
            yield "target", token
        for preposition, token in syntax.phrases(verb):
            if preposition in {"on", "against"} and token.ent_type_ != "TIME":
                yield "target", token


def _is_of_object(word: Token, deed: Token) -> bool:
    """Tell whether a name before a deed is of what it was done to ("the Turkish bus attack")."""
    things = [c.lower_ for c in deed.children if c.dep_ == "compound" and word.i < c.i < deed.i]
    roles = [actor_lexicon().role([thing]) for thing in things]
    return any(r is not None and (r.kind == "sites" or r.type == "civilians") for r in roles)


def _borne(noun: Token, lexicon: PartyWords) -> bool:
    """Tell whether a noun in a phrase is what its verb does ("hold in talks"), not what came before or why."""
    return syntax.preposition(noun) not in lexicon.apart
