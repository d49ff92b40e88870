"""
Who is named beside a happening and is no party to it.

Where it was done, who tells of it, and who was hurt without having been aimed at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from variorum.codebook.cues import cues
from variorum.codebook.forms import all_forms
from variorum.knowledge.names import fold
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.actors.lexicon import lexicon as actor_lexicon
from variorum.reading.actuality import CALLING
from variorum.reading.context import Context
from variorum.reading.figures import is_people
from variorum.reading.happenings import Mention
from variorum.reading.partywords import ARMS, party_words
from variorum.reading.people import group_of, is_site
from variorum.reading.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

OF_ANYBODY = frozenset({"arrest", "abduction", "expulsion", "sexual_violence", "talks", "agreement"})
"""Types of which anybody may be the target, also people of whom only the number is told."""

TO_PERSONS = frozenset({"arrest", "killing", "sexual_violence", "protest"})
"""Types of what is done to people alone, or against them, and to no place or thing."""

UNTOLD = all_forms(("person", "people", "victim", "casualty", "individual", "other", "life", "body")) | {
    "men",
    "women",
    "children",
}
"""Forms of nouns for people that say nothing of who they are."""

SOME = frozenset("person persons people man men woman women child children".split())
"""Those of them that stand for whoever was met."""

HARMED = frozenset("dead wounded injured killed deceased victim victims casualty casualties fatalities".split())
"""What people are called after what befell them."""

HARM_WORDS = words("harm")
"""Words of harm, which tell whom violence befell."""

LEADS = frozenset("led headed commanded backed supported sponsored armed funded financed trained equipped".split())
"""What is said of those who act to tell who is behind them."""

LAYS = frozenset("planted laid placed hidden left fired launched thrown hurled dropped".split())
"""What is said of arms to tell who used them."""

OTHERS = frozenset({"other", "more", "many", "several", "some"})
"""Words before them that do not either."""

NOBODIES = frozenset({"other", "civilians", "military"})
"""Types that a site is given which is nobody's in particular."""


def is_fighter(context: Context, token: Token) -> bool:
    """Tell whether a word is for fighters of no state."""
    found = context.actors.resolve_head(token)
    return found is not None and context.actors.get(found).type == "armed_group"


def is_nobody(context: Context, token: Token, actor: str, side: str, kind: str) -> bool:
    """Tell whether a word is for no party to violence: a town is where it was done, an outlet tells of it."""
    found = context.actors.get(actor)
    if found.type == "media":
        return side == "initiator"
    if side == "initiator" and not context.actors.is_named(actor) and _is_no_doer(token):
        return True
    if token.lower_ in party_words().settlements or (token.lower_ in HARMED and kind not in OF_ANYBODY):
        return True
    if side == "initiator" and _is_of_none(token):
        return True
    if side == "target" and kind in TO_PERSONS and is_site(token) and not context.actors.is_named(actor):
        # Who "raided a house and arrested two men" arrested no house.
        return True
    if side == "initiator" and _is_struck(context, token):
        return True
    if token.ent_type_ == "LOC" and syntax.preposition(token) == "from" and kind != "territory_change":
        # What is fired from a country need not be fired by it.
        return True
    if side == "initiator" and token.dep_ == "obl:agent":
        # Whom "by" says to have done it is no place.
        return False
    if found.type == "other" and (token.ent_type_ == "LOC" or found.name.lower().startswith("operation ")):
        # "Led Operation Thunder" names what was done, and nobody whom it was done to.
        return True
    ground = token.pos_ == "NOUN" and token.lower_ in party_words().grounds
    if ground and kind != "destruction" and found.type in NOBODIES:
        # Who lives in a house is aimed at, and not the house.
        owners = [c for c in token.children if c.dep_ in {"nmod:poss", "poss"}]
        owners += [t for word, t in syntax.phrases(token) if word == "of"]
        return all(context.actors.resolve_head(t, create=False) != actor for t in owners)
    if found.type not in {"other", "person", "civilians"}:
        return False
    # What is listed behind a place is one: "shelled Tarvel and Nod".
    listed = {token.i, syntax.first_conjunct(token).i} if token.pos_ == "PROPN" else {token.i}
    named = any(p.start <= i < p.end for i in listed for p in context.places_in(i, i + 1))
    # A headline's capitals hide what its name is; the text says it of the same name.
    return named or (
        found.type == "other" and any(fold(p.place.quote or "") == fold(found.name) for p in context.places)
    )


def is_companion(token: Token) -> bool:
    """Tell who shares what is told of another: "killed along with three guards", "died alongside her son"."""
    cases = [c.i for c in token.children if c.dep_ in {"case", "fixed"} and c.i < token.i]
    lowers = columns(token.doc).lowers
    return any(
        lowers[i] == "alongside" or (lowers[i] == "with" and i and lowers[i - 1] in {"along", "together"})
        for i in cases
    )


def only_tells(token: Token, head: Token) -> bool:
    """
    Tell whether somebody only says what others did, or shared what they suffered.

    "The army said rebels shelled a town", "Hamas praised the shooting", "the mayor called the raid a massacre".
    """
    token = token.head if token.dep_ in {"amod", "compound"} else token
    verb = token.head
    if verb.lower_ in HARM_WORDS and is_companion(token):
        return True
    if verb.dep_ == "acl" and token in syntax.agents(verb):
        # "Militants led by a commander", but "a raid led by a commander" is his.
        leads = verb.lower_ in LEADS and is_people(verb.head) and verb.head.i != head.i
        # "They blew up a line used by the army", but "they set off a bomb laid by the army".
        return leads or (verb.head in syntax.patients(head) and verb.lower_ not in LAYS)
    if token.dep_ == "nsubj" and head in syntax.patients(verb) and _judges(verb):
        return True
    if token.dep_ != "nsubj" or cues().verb(verb.lower_) is None or verb.i not in {t.i for t in syntax.ancestors(head)}:
        return False
    clause = head if head.pos_ == "VERB" else syntax.clause_of(head)
    # "The front claimed to have killed six", "troops responded and killed six" tells what it did itself.
    doers = [doer for doer in syntax.agents(clause) if doer.i != token.i or clause.dep_ not in {"xcomp", "conj"}]
    return clause.i != verb.i and (any(_may_do(doer) for doer in doers) or _befell_own(clause))


def _befell_own(verb: Token) -> bool:
    """Tell what is told to have befallen somebody's own people ("the mission said nine of its staff were detained")."""
    if not syntax.is_passive(verb):
        return False
    people = [t for p in syntax.patients(verb) for t in (p, *(t for word, t in syntax.phrases(p) if word == "of"))]
    return any(c.lower_ in {"its", "their", "his", "her"} for t in people for c in t.children)


def _judges(verb: Token) -> bool:
    """Tell a verb of condemning or praising, or of calling something by a name."""
    lemma = cues().verb(verb.lower_)
    stances = {table.get(lemma) for table in cues().verbs.values()} if lemma is not None else set()
    named = verb.lower_ in CALLING and any(c.dep_ == "xcomp" for c in verb.children)
    return named or not stances.isdisjoint({"condemns", "welcomes"})


def _may_do(word: Token) -> bool:
    """Tell whether a word is for people or a body, who do things; arms and deeds are somebody's."""
    if word.pos_ == "PRON":
        return False
    role = actor_lexicon().role([word.lower_])
    return word.ent_type_ in {"ORG", "PER"} or (role is not None and role.kind in {"people", "bodies"})


def _is_of_none(pronoun: Token) -> bool:
    """Tell whether a pronoun stands for nobody ("no group has said it was behind the raid")."""
    if pronoun.lower_ not in {"it", "they", "he"}:
        return False
    clause = syntax.clause_of(pronoun)
    clause = clause.head if clause.dep_ in {"xcomp", "conj"} else clause
    return clause.dep_ in {"ccomp", "xcomp"} and any(syntax.counts_none(t) for t in syntax.subjects(clause.head))


def _is_struck(context: Context, token: Token) -> bool:
    """Tell whether the name of a place in a country stands before arms: in "the Tarvel drone strike" it was struck."""
    doc = token.doc
    if token.ent_type_ != "LOC" or token.dep_ not in {"compound", "amod"} or token.i + 1 == len(doc):
        return False
    after = doc[token.i + 1]
    arms = after.ent_type_ in ARMS or after.lower_ in party_words().platforms
    return arms and any(p.place.level != "country" for p in context.places_in(token.i, token.i + 1))


def _is_no_doer(token: Token) -> bool:
    """Tell whether a word says no more of who did it than that he did, or that he suffered it, or is for a paper."""
    role = actor_lexicon().role([token.lower_])
    nobodies = party_words().whoever | party_words().sufferers
    return token.lower_ in nobodies or (role is not None and role.kind == "documents")


def _is_passer_by(context: Context, token: Token, actor: str) -> bool:
    """Tell whether words are for one person without a name or an office, who was hit and not aimed at."""
    found = context.actors.get(actor)
    one = token.tag_ == "NN" and is_people(token) and group_of(token)[0] in {"civilian", "unknown"}
    # In whose house a shell falls was aimed at with it.
    one = one and context.actors.resolve_head(token, create=False) == actor
    return one and found.type in {"civilians", "person"} and not context.actors.is_named(actor)


INDISCRIMINATE = frozenset({"air_strike", "shelling", "bombing", "suicide_bombing"})
"""Types that strike whoever is there."""


def only_harmed(
    context: Context,
    mention: Mention,
    token: Token,
    actor: str,
    kind: str,
    *,
    befell: Literal["", "told", "anybody"] = "",
) -> bool:
    """
    Tell whether words are for people whom violence befell, and nothing says that it was aimed at them.

    *befell* says that the words are for a victim, whatever word of the happening they hang on: of whom it must be told
    who he is, or for anybody.
    """
    if kind in OF_ANYBODY or (not befell and _is_aimed_at(mention.head, token)):
        return False
    if befell and kind not in INDISCRIMINATE and (_tells_who(token) or (befell == "anybody" and token.lower_ in SOME)):
        # Gunmen who "attacked a village and killed 14 farmers" met them.
        return False
    if (
        _is_bare_count(token)
        or token.lower_ in HARMED
        or (kind in INDISCRIMINATE and _is_passer_by(context, token, actor))
    ):
        return True
    counted = befell and any(c.dep_ == "nummod" for c in token.children)
    if kind == "killing" or not (counted or mention.head.lower_ in HARM_WORDS) or context.actors.is_named(actor):
        return False
    return context.actors.get(actor).type in {"civilians", "person"} and token.tag_ in {"NNS", "NNPS", "CD"}


def _tells_who(token: Token) -> bool:
    """Tell whether a noun says who people are, beyond that they are some or somebody's."""
    anybody = token.lower_ in UNTOLD or group_of(token)[0] == "unknown" or token.lower_ in {"civilian", "civilians"}
    return not anybody and not any(c.dep_ in {"nmod:poss", "poss"} for c in token.children)


def _is_aimed_at(head: Token, token: Token) -> bool:
    """Tell whether a preposition says that somebody was aimed at ("fired on men", "an attack on five people")."""
    heads = (head, head.head) if head.dep_ in syntax.OBJECT else (head,)
    return any(word in party_words().target and t.i == token.i for h in heads for word, t in syntax.phrases(h))


def _is_bare_count(token: Token) -> bool:
    """Tell whether words only count people of whom nothing is told ("17 people"): harmed they were, not aimed at."""
    if token.pos_ == "NUM":
        return True
    return token.lower_ in UNTOLD and all(
        c.dep_ in {"nummod", "det", "punct", "case", "advmod", "acl", "acl:relcl", "conj", "cc"}
        or c.lower_ in OTHERS
        or (c.i > token.i and syntax.preposition(c) != "of")
        for c in token.children
    )
