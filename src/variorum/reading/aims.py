"""Whom the words of a deed aim at, beyond the object of the verb."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from variorum.codebook.forms import all_forms
from variorum.nlp import syntax
from variorum.reading.actors.lexicon import lexicon as actor_lexicon
from variorum.reading.bystanders import is_fighter
from variorum.reading.context import Context
from variorum.reading.partywords import PartyWords, party_words

if TYPE_CHECKING:
    from spacy.tokens import Token

Side = Literal["initiator", "target"]

COME = all_forms(("come", "be", "remain"))
"""Verbs of coming or being under fire."""


def is_under(verb: Token, lexicon: PartyWords) -> bool:
    """Tell whether a verb says that its subject is attacked ("came under fire", "was under attack")."""
    return verb.lower_ in COME and any(
        word == "under" and token.lower_ in lexicon.under for word, token in syntax.phrases(verb)
    )


def hit(verb: Token, lexicon: PartyWords) -> list[Token]:
    """Give what a verb is done to: who comes under fire, and neither what was fired nor the doer."""
    if verb.lower_ in lexicon.sends:
        return []
    found = syntax.subjects(verb) if is_under(verb, lexicon) else syntax.patients(verb)
    return [token for token in found if token.lower_ not in SELF]


SELF = frozenset({"himself", "herself", "itself", "themselves"})
"""Words of one who does it to nobody else ("blew herself up")."""


def shot_at(verb: Token, lexicon: PartyWords) -> list[Token]:
    """Give at whom a verb says that something was sent: "fired rockets at the army"."""
    if verb.lower_ not in lexicon.sends | SHOOTS:
        return []
    hung_on = (verb, *syntax.patients(verb))
    return [t for word in hung_on for link, t in syntax.phrases(word) if link in AT and t.ent_type_ != "TIME"]


SHOOTS = all_forms(("shoot",))
"""Verbs of sending that may name instead whom it hit."""

AT = frozenset({"at", "toward", "towards"})
"""Prepositions of at whom something is sent."""


def taken_from(verb: Token) -> list[Token]:
    """Give whom a place was taken from ("recaptured the town from rebels", "captured it after the army withdrew")."""
    if not syntax.patients(verb):
        return []
    gone = [t for c in verb.children if c.dep_ == "advcl" for t in syntax.subjects(c) if _gave_way(t)]
    return [*(t for word, t in syntax.phrases(verb) if word == "from"), *gone]


def _gave_way(token: Token) -> bool:
    """Tell whether somebody is said to have left when others came ("entered the town after the army fled")."""
    verb = token.head if token.dep_ != "conj" else syntax.first_conjunct(token).head
    others = syntax.subjects(verb.head) if verb.dep_ == "advcl" else []
    return (
        verb.lower_ in LEAVES
        and verb.head.lower_ in COMES_IN
        and token in syntax.subjects(verb)
        and bool(others)
        and token not in others
    )


COMES_IN = all_forms(tuple("capture seize take retake recapture enter overrun occupy regain liberate advance".split()))
"""Verbs of those who come when others leave."""

LEAVES = all_forms(tuple("withdraw flee retreat abandon leave pull evacuate quit desert surrender vacate".split()))
"""Verbs of those who give up a place."""


def aimed(head: Token, lexicon: PartyWords) -> Iterator[Token]:
    """Yield whom words after a happening say that it aimed at ("strikes targeting camps", "a bomb aimed at them")."""
    for child in head.children:
        if child.dep_ in {"acl", "advcl", "acl:relcl", "xcomp"} and child.lower_ in lexicon.aim:
            if child.tag_ == "VBN" or child.lower_ in {"aim", "aimed", "aiming"}:
                for preposition, token in syntax.phrases(child):
                    if preposition == "at":
                        yield token
            else:
                for token in syntax.patients(child):
                    yield token


def sought(head: Token) -> Iterator[Token]:
    """Yield whom an operation is to find ("a search for gunmen", "to root them out", "on the presence of rebels")."""
    before = {c.lower_ for c in head.children if c.dep_ in {"compound", "amod"}}
    if not HUNTS.isdisjoint({head.lower_, *before}):
        yield from (t for link, t in syntax.phrases(head) if link == "for" and t.ent_type_ != "TIME")
    hung_on = (head, head.head) if head.dep_ in syntax.OBJECT else (head,)
    for clause in (c for word in hung_on for c in word.children if c.dep_ in {"acl", "advcl", "xcomp"}):
        if clause.lower_ in ROOTS_OUT:
            yield from syntax.patients(clause)
    for token in head.doc[head.i + 1 : min(head.i + NEAR, syntax.sentence(head)[1])]:
        if token.lower_ == "presence":
            yield from (t for link, t in syntax.phrases(token) if link == "of")


HUNTS = all_forms(("hunt", "manhunt", "search", "pursuit"))
"""Nouns of what is done to find somebody."""

ROOTS_OUT = frozenset(
    "flush root hunt dislodge eliminate capture arrest detain neutralise neutralize crush defeat track oust".split()
)
"""Verbs, in the infinitive, of what an operation is to do to somebody."""

NEAR = 25
"""Words behind an operation among which it is told who was to be found."""


def is_source(token: Token, lexicon: PartyWords) -> bool:
    """Tell where something was sent from, which it was not aimed at ("fired from Freedonian positions")."""
    return token.head.lower_ in lexicon.sends and syntax.preposition(token) == "from"


def is_helped(token: Token) -> bool:
    """Tell for whom something was done, whom it was not aimed at ("an airstrike in support of the troops")."""
    return token.head.lower_ in HELP and syntax.preposition(token) == "of" and syntax.preposition(token.head) in FOR


HELP = frozenset("support aid help defence defense protection behalf favour favor memory honour honor".split())
"""Nouns of what is done for somebody."""

FOR = frozenset({"in", "on", "for", "to"})
"""Prepositions before them."""

LAID = all_forms(("mine", "landmine", "ied", "device", "bomb", "booby-trap", "ordnance"))
"""Nouns for explosives that lie in wait."""

STRIKES = all_forms(("hit", "strike"))
"""Verbs by which one comes upon what was laid, as their object ("their car hit a mine")."""

RUNS = all_forms(tuple("run drive roll ride step tread walk pass travel".split()))
"""Verbs by which one does so with a preposition ("their car ran over a mine")."""

SETS_OFF = all_forms(("trigger", "detonate", "activate", "set"))
"""Verbs of one who comes upon it or who laid it, as it is told who he is."""

ONTO = frozenset({"over", "on", "onto", "upon"})
"""Prepositions between such a verb and what was laid."""


def met(head: Token) -> tuple[list[Token], list[Token]]:
    """Give who came upon explosives that were laid, and the explosives; nobody where a happening is no such thing."""
    verb = head if head.pos_ == "VERB" or head.dep_ not in {*syntax.OBJECT, "obl"} else head.head
    if verb.pos_ != "VERB" or syntax.is_passive(verb):
        return [], []
    if verb.lower_ in RUNS:
        laid = [token for word, token in syntax.phrases(verb) if word in ONTO and token.lower_ in LAID]
    elif verb.lower_ in STRIKES | SETS_OFF:
        laid = [token for token in syntax.patients(verb) if token.lower_ in LAID]
    else:
        return [], []
    who = [token for token in syntax.subjects(verb) if token.lower_ not in LAID] if laid else []
    return [token for token in who if verb.lower_ not in SETS_OFF or _is_no_layer(token)], laid


def _is_no_layer(word: Token) -> bool:
    """Tell whether a word is for a vehicle or for people who lay no explosives."""
    role = actor_lexicon().role([word.lower_])
    return word.lower_ in party_words().platforms or (
        role is not None and (role.kind == "sites" or role.type == "civilians")
    )


def charged(deed: Token, lexicon: PartyWords) -> list[Token]:
    """
    Give at whose door a deed is laid that is the object of a verb which says so ("blamed the raid on rebels").

    The parse may hang them on the deed, or on what that was aimed at ("blamed the raid on a bank on rebels").
    """
    verb = deed.head
    if verb.lower_ not in lexicon.ascribe or deed.dep_ not in syntax.OBJECT:
        return []
    found = [token for word, token in syntax.phrases(verb) if word in DOOR]
    link, last = DOOR, deed
    for _ in range(DEEPEST) if not found else ():
        below = [(word, token) for word, token in syntax.phrases(last) if word in link]
        if not below:
            break
        link, last = frozenset({below[-1][0]}), below[-1][1]
        found = [token for _, token in below if syntax.first_conjunct(token) == syntax.first_conjunct(last)]
    return found


DOOR = frozenset({"on", "to"})
"""Prepositions of whom a deed is laid to."""

DEEPEST = 3
"""Phrases within one another in which they are sought."""


def side_of(head: Token, token: Token, side: Side, kind: str = "", *, in_title: bool = False) -> Side:
    """
    Give the side of a party: who comes upon a mine is whom it was meant for, and whose the mine is did it.

    So did at whose door the deed is laid. *kind* is the type of the happening: who leaves a place takes none.
    *in_title* says that the words are a headline's, which leave out the auxiliary of a passive.
    """
    if (in_title and _is_told_bare(token)) or (kind == "territory_change" and _gave_way(token)):
        return "target"
    if side == "target" and token in charged(head, party_words()):
        return "initiator"
    for word in (head, token.head):
        who, laid = met(word)
        if who and (token in who or token in laid):
            return "target" if token in who else "initiator"
    return side


def _is_told_bare(token: Token) -> bool:
    """Tell whether words are the subject, or whose it is, of a passive without auxiliary ("Army convoy ambushed")."""
    noun = token.head if token.dep_ in {"compound", "amod", "nmod:poss"} and token.i < token.head.i else token
    noun = syntax.first_conjunct(noun)
    verb = noun.head
    return (
        noun.dep_ in syntax.SUBJECT
        and verb.tag_ in {"VBD", "VBN"}
        and verb.lower_ in party_words().takes
        and not any(c.dep_ in UNLIKE for c in verb.children)
    )


UNLIKE = syntax.AUXILIARY | syntax.OBJECT | {"ccomp", "xcomp"}
"""What hangs on no passive whose auxiliary is left out."""


def fell_attacking(context: Context, heads: Sequence[Token]) -> dict[int, Side | None]:
    """Give the sides of those who fell while they attacked and of who killed them, over the words for one happening."""
    told = {head.i for head in heads}
    return {i: side for head in heads for i, side in _fell_attacking(context, head, told).items()}


def _fell_attacking(context: Context, attack: Token, told: Collection[int]) -> dict[int, Side | None]:
    """
    Give the sides of those who were killed while they attacked, and of who killed them, by their tokens.

    "Soldiers killed nine rebels who attacked their base", "rebels killed by soldiers when they attacked a post": the
    rebels attacked, and who killed them is on no side but where it was their own that was attacked. A pronoun may mean
    either; it means fighters sooner. *told* has the heads of what else tells of it.
    """
    if attack.pos_ != "VERB" or attack.lower_ not in party_words().takes or syntax.is_passive(attack):
        return {}
    own = [c for c in attack.children if c.dep_ in syntax.SUBJECT]
    if attack.dep_ == "acl:relcl" and any(c.tag_ in {"WP", "WDT"} for c in own):
        fallen = [attack.head]
        deed = syntax.first_conjunct(attack.head).head
    elif attack.dep_ == "advcl" and any(c.lower_ in {"they", "he"} for c in own) and _is_meanwhile(attack):
        deed = attack.head
        # "Nine rebels, killed by soldiers when ...": whom the participle hangs on.
        fallen = [t for t in syntax.patients(deed) if is_fighter(context, t)]
    else:
        return {}
    doers = [t for t in syntax.agents(deed) if t.pos_ != "PRON"] if deed.i in told else []
    if not doers or not fallen or not all(t in syntax.patients(deed) for t in fallen):
        return {}
    if attack.dep_ == "advcl" and any(is_fighter(context, t) for t in (*doers, *syntax.patients(attack))):
        return {}
    hit_at = syntax.patients(attack)
    theirs = not hit_at or any(c.tag_ == "PRP$" for t in hit_at for c in t.children)
    sides: dict[int, Side | None] = {t.i: "initiator" for t in (*fallen, *own)}
    return sides | {t.i: "target" if theirs else None for t in doers}


def _is_meanwhile(clause: Token) -> bool:
    return any(c.dep_ in {"mark", "advmod"} and c.lower_ in {"when", "as", "while", "after"} for c in clause.children)
