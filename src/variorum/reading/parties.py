"""
The parties of a happening: who did it and whom it was aimed at.

Two witnesses are heard for every mention, the trigger head's arguments and the grammar around the trigger; what both
say weighs most. One party keeps one side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.actors.lexicon import lexicon as actor_lexicon
from variorum.reading.aims import (
    COME,
    Side,
    aimed,
    charged,
    fell_attacking,
    hit,
    is_source,
    is_under,
    shot_at,
    side_of,
    taken_from,
)
from variorum.reading.backgrounds import parted
from variorum.reading.bystanders import HARM_WORDS, OF_ANYBODY, is_nobody, only_harmed, only_tells
from variorum.reading.context import Context
from variorum.reading.counts import lexicon as lexicon_of_counts
from variorum.reading.doubles import (
    FORCES,
    without_doubles,
    without_instances,
    without_loose_doers,
    without_roles,
    without_states,
)
from variorum.reading.happenings import Mention
from variorum.reading.owners import bearer, body_of, holder, of_whom
from variorum.reading.partywords import PartyWords, party_words
from variorum.reading.speech.spans import is_medium
from variorum.reading.voices import Voices
from variorum.reading.wordlists import words
from variorum_en.annotations import Argument

if TYPE_CHECKING:
    from spacy.tokens import Token

EQUALS = frozenset({"clash", "talks", "agreement"})
"""Types whose parties are equals: both lists are filled, and their order carries nothing."""

AGAINST_PEOPLE = frozenset(
    "armed_attack killing bombing suicide_bombing shelling air_strike abduction arrest sexual_violence "
    "expulsion".split()
)
"""Types whose victims are the target where no other is said."""

NOT_TOLD = frozenset({"dateline", "byline", "publisher"})
"""Parts of a page whose names are no parties, though the parse may hang them on the next verb."""

OWN_VICTIM = frozenset({"killing", "arrest", "abduction", "expulsion", "sexual_violence"})
"""Types whose noun may be owned by the one it befell."""

CIVIL = frozenset({"talks", "agreement", "closure", "protest", "other"})
"""Types to which also a town or an outlet may be a party."""

ARMS = frozenset({"WEAPON", "PLATFORM"})
"""Entities that are no party themselves."""

FIGHTERS = FORCES | {"armed_group"}
"""Types of actors of whom those who fall in a clash fought in it."""

AUTHORITIES = FORCES | {"state", "government", "intelligence", "intergovernmental"}
"""Types of actors that arrest; where one is named, nobody else did."""

BEFALLS = words("befalls")
"""Nouns of violence that may be owned by the person whom it befell, whatever its type ("the teenager's shooting")."""

MEANWHILE = frozenset({"in", "during"})
"""Prepositions of the deed in which somebody was killed or hurt."""

PRONOUNS = frozenset({"he", "she", "they", "him", "her", "them", "it"})

FIRST = frozenset({"i", "me", "we", "us"})
"""Pronouns by which a witness tells of what befell him among others."""

LEAST = 0.5
"""Weight below which a party is dropped, whoever else is heard."""

APART = 0.66
"""Share of the weight of the best heard on its side below which a party is dropped."""

TOGETHER = 0.4
"""The same for one named together with the best, and where both sides do one thing."""

BY_CLAIM = 2.0
"""Weight of one who claims responsibility."""

BY_GRAMMAR = 1.85
"""Weight of a party that grammar gives; the model's arguments weigh their probability."""

BY_KIND = 0.9
"""Weight of one that only a word before a noun names ("military campaign"), which may say of what kind it is."""

SUFFERED = 0.9
"""Probability of a victim from which the grammar that makes a doer of it is not heard ("4 People Shot")."""


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
    head = mention.head
    if head.pos_ in {"VERB", "AUX"}:
        return
    for child in head.children:
        if _tells_kind(child, head):
            yield "initiator", child, BY_KIND


def _tells_kind(word: Token, head: Token) -> bool:
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
    counts = lexicon_of_counts()
    told = counts.nouns.get(word.lower_) or counts.plurals.get(word.lower_)
    return told is not None and told[0] == "events" and word.pos_ == "NOUN" and not word.ent_type_


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


def _blamed(mention: Mention) -> Iterator[tuple[Token, float]]:
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


def parties(
    context: Context, mentions: Sequence[Mention], kind: str, voices: Voices, claimants: Sequence[str] = ()
) -> tuple[list[str], list[str]]:
    """
    Weigh who is named on each side over all mentions of a happening; give initiators and targets.

    *claimants* have claimed responsibility for it.
    """
    weights: dict[tuple[Side, str], float] = defaultdict(float)
    order: dict[tuple[Side, str], int] = {}
    same: dict[tuple[Side, str], str] = {}
    told: set[tuple[Side, str]] = set()
    heard_in: defaultdict[str, set[int]] = defaultdict(set)

    def hear(side: Side, actor: str, weight: float, *, by_pronoun: bool = False) -> None:
        # The same words for a thing met twice ("a petrol station") are one party.
        actor = same.setdefault((side, context.actors.get(actor).name.casefold()), actor)
        weights[side, actor] += weight
        if not by_pronoun:
            told.add((side, actor))
        order.setdefault((side, actor), len(order))

    def listen(mention: Mention, side: Side | None, token: Token, weight: float) -> None:
        side = fell.get(token.i, side and side_of(mention.head, token, side, kind, in_title=mention.in_title))
        token = of_whom(token)
        if side is None or syntax.counts_none(token) or context.zone_at(token.idx) in NOT_TOLD or is_medium(token):
            return
        if side == "target" and is_source(token, party_words()):
            return
        for actor in _parties(context, token, side):
            if _speaks_of_another(token, actor, voices) or (side == "initiator" and only_tells(token, mention.head)):
                continue
            if (kind not in CIVIL or (kind, side) == ("closure", "target")) and is_nobody(
                context, token, actor, side, kind
            ):
                continue
            if side == "target" and kind not in CIVIL and _is_place_before(context, token, actor):
                continue
            if side == "target" and only_harmed(context, mention, token, actor, kind):
                continue
            heard_in[actor].add(mention.index)
            hear(
                side,
                actor,
                weight,
                by_pronoun=token.lower_ in PRONOUNS | FIRST and not _is_own_word(context, token, actor),
            )

    sides: tuple[Side, Side] = ("initiator", "target")
    fell = fell_attacking(context, [mention.head for mention in mentions])
    for mention in mentions:
        for side in sides:
            for token, score in by_argument(mention, side):
                listen(
                    mention, side, token, score * BY_KIND / BY_GRAMMAR if _tells_kind(token, mention.head) else score
                )
        for token, score in _blamed(mention):
            if (voice := voices.at(token.i)) is None or voice.stance != "denies":
                listen(mention, "initiator", token, score)
        if mention.trigger.type is not None:
            suffered = {t.i for t, score in by_argument(mention, "victim") if score >= SUFFERED}
            suffered -= {t.i for t, _ in by_argument(mention, "initiator")}
            for side, token, weight in by_grammar(mention, kind):
                if side == "target" or kind in EQUALS or token.i not in suffered:
                    listen(mention, side, token, weight)
    for actor in claimants:
        hear("initiator", actor, BY_CLAIM)
    found: dict[Side, list[str]] = {"initiator": [], "target": []}
    for side, actor in sorted(weights, key=lambda k: order[k]):
        other: Side = "target" if side == "initiator" else "initiator"
        mine, theirs = weights[side, actor], weights.get((other, actor), 0.0)
        if mine > theirs or (mine == theirs and side == "initiator"):
            found[side].append(actor)
    for side in sides:
        best = max((weights[side, a] for a in found[side]), default=0.0)
        if kind in EQUALS:
            # Two witnesses who put a party on different sides agree that it is one.
            for a in found[side]:
                weights[side, a] += weights.get(("target" if side == "initiator" else "initiator", a), 0.0)
        first = next((a for a in found[side] if weights[side, a] == best), None)
        # Who did it together is named together once, and by one of the names from then on.
        beside = heard_in.get(first, set()) if side == "initiator" and first is not None else set()
        found[side] = [
            a
            for a in found[side]
            if weights[side, a] >= max(LEAST, best * (TOGETHER if kind in EQUALS or heard_in[a] & beside else APART))
            or (side == "initiator" and a in claimants)
        ]
        # Whom a pronoun means is less sure than whom a noun does.
        found[side] = [a for a in found[side] if (side, a) in told] or found[side]
        weighed = {a: weights[side, a] for a in found[side]}
        found[side] = without_doubles(context, found[side], weighed)
        if kind not in EQUALS:
            found[side] = without_states(context, found[side], weighed)
        if kind not in EQUALS and side == "initiator":
            found[side] = without_loose_doers(context, found[side], weighed, heard_in)
        if kind == "arrest" and side == "initiator":
            found[side] = [a for a in found[side] if context.actors.get(a).type in AUTHORITIES] or found[side]
        if kind not in EQUALS and side == "target":
            found[side] = without_instances(context, without_roles(context, found[side], heard_in), heard_in)
    if kind == "clash":
        sure = [a for side in sides for a in found[side] if _fights(context, a)]
        if len(sure) > 1:
            # Where both sides are named, "soldiers" are of one of them, and whoever else fell did not fight.
            return [a for a in found["initiator"] if a in sure], [a for a in found["target"] if a in sure]
    return found["initiator"], found["target"]


def _fights(context: Context, actor: str) -> bool:
    """Tell whether an actor is surely a side of a clash: a state, or fighters with a name."""
    found = context.actors.get(actor)
    return found.type == "state" or (found.type in FIGHTERS and context.actors.is_named(actor))


def _is_arms(token: Token) -> bool:
    """Tell whether a word is for a weapon or for what carries one, which stands for whose it is."""
    return token.ent_type_ in ARMS or token.lower_ in party_words().platforms


def _party(context: Context, token: Token, side: Side) -> str | None:
    """Give the actor that words for a party stand for, the owner of arms and of premises, and the body of its men."""
    actor = context.actors.resolve_head(token)
    if _is_arms(token):
        return bearer(context, token, actor)
    if token.tag_ == "NN" and (actor is None or not context.actors.is_named(actor)):
        # "A barrister, John Doe, was shot": the name says who he is.
        names = (c for c in token.children if c.dep_ == "appos" and c.ent_type_ == "PER" and c.i > token.i)
        actor = next((a for c in names if (a := context.actors.resolve_head(c)) is not None), actor)
    if actor is not None and side == "target":
        actor = holder(context, token, actor)
    return body_of(context, token, actor) if actor is not None else None


def _parties(context: Context, token: Token, side: Side) -> list[str]:
    """Give the actors that words for a party stand for: two where names share a noun ("Malian and Chadian troops")."""
    if token.tag_ in {"NNS", "NNPS"}:
        for child in token.children:
            if child.i < token.i and child.dep_ in {"amod", "compound"} and syntax.conjuncts(child)[1:]:
                several = context.actors.parties(child.i, token.i + 1)
                if len(several) > 1:
                    return several
    actor = _party(context, token, side)
    return [actor] if actor is not None else []


def fighters_harmed(context: Context, mentions: Sequence[Mention], parties: Sequence[str]) -> list[str]:
    """Give the forces of whom a clash is said to have taken its victims, where only one side of it is told."""
    names = {context.actors.get(actor).name.casefold(): actor for actor in parties}
    for mention in mentions:
        for token, _ in by_argument(mention, "victim"):
            actor = context.actors.resolve_head(token)
            if actor is not None and len(names) < 2 and context.actors.get(actor).type in FIGHTERS:
                names.setdefault(context.actors.get(actor).name.casefold(), actor)
    return [actor for actor in names.values() if actor not in parties]


def _is_own_word(context: Context, pronoun: Token, actor: str) -> bool:
    """Tell whether a pronoun takes up who says so himself ("the group said it had killed the officer")."""
    verb = pronoun.head
    speakers = syntax.subjects(verb.head) if verb.dep_ in {"ccomp", "xcomp"} else []
    return any(context.actors.resolve_head(t, create=False) == actor for t in speakers)


def _is_place_before(context: Context, token: Token, actor: str) -> bool:
    """Tell whether "it" takes up the name of a place told after the actor: "surrounded Tarvel and shelled it"."""
    if token.lower_ != "it":
        return False
    last = max((m.end for m in context.actors.get(actor).mentions if m.end <= token.idx), default=0)
    places = context.places_in(syntax.sentence(token)[0], token.i)
    return any(token.doc[place.start].idx >= last for place in places)


def _speaks_of_another(token: Token, actor: str, voices: Voices) -> bool:
    """Tell whether a pronoun in quoted words was taken for their speaker ("He started shooting," she said)."""
    if token.lower_ not in PRONOUNS:
        return False
    voice = voices.at(token.i)
    if voice is None or voice.speaker != actor or voice.start == 0:
        return False
    return token.doc[voice.start - 1].text in {'"', "“", "'", "‘"}
