"""Places that are named beside a happening though it was not there: landmarks, hospitals, ways, speakers' seats."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from variorum.codebook.forms import all_forms
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.context import Context
from variorum.reading.nesting import SETTLED
from variorum.reading.places import PlaceMention
from variorum.reading.places.named import DASHES
from variorum.reading.places.words import place_words
from variorum.reading.wordlists import words

if TYPE_CHECKING:
    from spacy.tokens import Token

NEARBY = frozenset({"above", "near", "close_to", "next_to", "bordering", "beside", "opposite", "between"})
"""Prepositions of a place that is not where it happened, if another is."""

AWAY = 9
"""Words before a place among which its distance stands ("20 km north of the capital")."""

ELSE = frozenset({"in", "at", "near", "to", "on", "into", ",", ";", "and", "when", "where"})
"""Words behind a distance after which a place is not what it is measured from."""

HOSPITALS = words("hospitals")
CARE = all_forms(tuple(words("care")))
"""Verbs of what is done for the wounded."""

BORNE = all_forms(tuple(words("borne")))
"""Verbs that in the passive say where people were brought."""

DWELLING = all_forms(tuple(words("dwelling")))
"""Verbs of where somebody or something belongs."""

OF_STATE = words("of_state")
SOMEBODY = words("somebody")

MOTION = all_forms(tuple(words("motion")))
"""Verbs of a way, whose ends are not where it happened."""

WAYS = frozenset({"from", "to", "toward", "towards", "via"})
"""Prepositions of the ends of a way."""

ENDS = WAYS | {"for", "into"}
"""Prepositions of the ends of a way, and of where somebody is bound."""

UNDER_WAY = all_forms(tuple(words("under_way")))
"""Verbs of those who were on a way when something befell them."""

WAY = words("ways")
"""Nouns of a way."""

BY_WAY = frozenset({"abduction", "expulsion", "arrest", "talks", "protest", "territory_change"})
"""Types of happenings that are where a way begins or ends: one is taken from a town, and visits another."""

FIRED = frozenset({"shelling", "air_strike"})
"""Types of happenings that are where something flew to ("fired rockets toward the town")."""

SENT = FIRED | {"bombing"}
"""Types of happenings by what may have flown from elsewhere: a shell that exploded may be told as a bombing."""

AT = frozenset({"at", "in", "to", "into"})

ABOVE = 8
"""Words above a place in the parse among which the verb is that it hangs on: it bounds the cost."""


WHO = frozenset({"by", "with", "against", "aboard"})
"""Prepositions of parties and ships, which may have names like those of places."""


def tells_where(context: Context, place: PlaceMention) -> bool:
    """
    Tell whether words that name a place may say where something happened.

    A dateline and a person's name do not, nor does who did something or was with whom ("by"), whose it is
    ("rebel-held"), or a name unknown to the gazetteer in a headline, whose words all begin with capitals.
    """
    tokens = context.doc[place.start : place.end]
    after = context.doc[place.end : place.end + 2]
    if len(after) > 1 and after[0].text in DASHES and not after[0].whitespace_ and after[1].tag_ in {"VBN", "VBD"}:
        return False
    if place.place.level != "site" and syntax.preposition(syntax.root(context.doc, place.start, place.end)) in WHO:
        return False
    zone = context.zone_at(tokens[0].idx)
    if zone == "dateline" or (zone == "title" and not place.candidates):
        return False
    return any(token.ent_type_ != "PER" for token in tokens)


def is_landmark(context: Context, place: PlaceMention) -> bool:
    """Tell whether a place is named for what lies near it ("in Arbin, near Dara", "the woods west of Dara")."""
    head = syntax.root(context.doc, place.start, place.end)
    if any(syntax.preposition(token) in NEARBY for token in (head, *islice(syntax.ancestors(head), 3))):
        return True
    around = columns(context.doc).lowers[max(place.start - 3, 0) : place.start]
    before = [word for word in around if word != "the"]
    if "overlooking" in around:
        return True
    bearing = len(before) > 1 and before[-2] in place_words().directions and before[-1] == "of"
    beside = len(before) > 1 and before[-2] in BESIDE.get(before[-1], ())
    return bearing or beside or is_away(context, place)


HEIGHTS = frozenset({"hill", "hills", "hilltop", "hilltops", "mountain", "mountains", "ridge", "ridges", "heights"})
"""Nouns of what stands over a town."""

BESIDE = {
    "of": frozenset({"border", "borders", "boundary"}),
    "with": frozenset({"border", "borders", "boundary", "frontier"}),
    "from": frozenset({"far", "away"}),
    "above": HEIGHTS,
    "over": HEIGHTS,
    "to": frozenset({"road", "highway", "motorway"}),
}
"""Words before a preposition with which it says what lies near it ("on the border of", "the hills above")."""


def is_away(context: Context, place: PlaceMention) -> bool:
    """Tell whether it happened at a distance from a place ("20 km north of the capital")."""
    head = syntax.root(context.doc, place.start, place.end)
    before = [token.lower_ for token in context.doc[max(place.start - AWAY, syntax.sentence(head)[0]) : place.start]]
    units = [i for i, word in enumerate(before) if word.lstrip("0123456789.,") in place_words().units]
    between = before[units[-1] + 1 :] if units else []
    # "North of the provincial capital Arbin", but not "from the base in Arbin".
    return not {"of", "from"}.isdisjoint(between) and ELSE.isdisjoint(between)


def is_elsewhere(
    context: Context, kind: str, told: Collection[int], place: PlaceMention, *, tied: bool = False
) -> bool:
    """
    Tell whether the words around a place say that something else was there than a happening.

    *kind* is the type of the happening, *told* holds the tokens at the head of its mentions; *tied* says that the model
    ties the place to one of them, which it does to no speaker's seat and no surname without cause.
    """
    head = syntax.root(context.doc, place.start, place.end)
    above = list(islice(syntax.ancestors(head), ABOVE))
    return (
        _is_of_care(context, place, head, above, told)
        or _is_of_way(kind, head, above, told)
        or _is_dwelling(head, above, told)
        or _is_of_before(above, told)
        or _is_of_loser(kind, head, above, told)
        or _is_of_state(place, head)
        or (not tied and (_is_speakers(context, place, head, above, told) or _is_surname(context, place, head)))
    )


def is_bare_border(context: Context, place: PlaceMention) -> bool:
    """Tell whether a border is not what something is at ("the border fence", "the border has been calm")."""
    head = syntax.root(context.doc, place.start, place.end)
    bare = place.place.level == "region" and not place.candidates and place.place.name.endswith(" border")
    return bare and syntax.preposition(head) not in {"on", "at", "along", "near", "across", "in"}


def _verb_of(above: Sequence[Token], told: Collection[int]) -> Token | None:
    """Give the verb, or the mention of the happening, that a place hangs on."""
    return next((token for token in above if token.pos_ == "VERB" or token.i in told), None)


def _is_of_care(
    context: Context, place: PlaceMention, head: Token, above: Sequence[Token], told: Collection[int]
) -> bool:
    """Tell whether the wounded are treated at a place or were brought to it."""
    verb = _verb_of(above, told)
    if verb is not None and verb.i not in told:
        brought = verb.lower_ in BORNE and syntax.is_passive(verb) and any(w == "to" for w, _ in syntax.phrases(verb))
        if verb.lower_ in CARE or brought:
            return True
    is_hospital = not HOSPITALS.isdisjoint(columns(context.doc).lowers[place.start : place.end])
    return is_hospital and syntax.preposition(head) in AT and not any(token.i in told for token in above[:2])


def _is_of_way(kind: str, head: Token, above: Sequence[Token], told: Collection[int]) -> bool:
    """Tell whether somebody, or what was fired, came from a place or went there."""
    preposition = syntax.preposition(head)
    if _is_told_of(head, told):
        return False
    if preposition == "of" and head.head.lower_ in SETTLED:
        # "From the villages of Arbin and Dara".
        preposition = syntax.preposition(head.head)
    if preposition in ENDS and any(t.lower_ in WAY for t in above[:2]):
        return True
    verb = _verb_of(above, told)
    if kind in SENT and verb is not None and (verb.lower_ in MOTION or verb.i in told):
        # "Fired from positions on the hill", "shelled the town from a base in the woods".
        within = (head, *takewhile(lambda token: token.i != verb.i, above))
        if any(syntax.preposition(token) == "from" for token in within):
            return True
    if verb is None or verb.lower_ not in MOTION or preposition not in WAYS:
        return False
    if kind in BY_WAY and (verb.i in told or not verb.dep_.startswith("acl")):
        # One is taken from a town, but not "off a coach travelling from Arbin to Dara", nor "men who came from Arbin".
        return False
    # "Fired rockets toward the town": they fell there, but nobody was there who "fled toward the town".
    return not (kind in FIRED and verb.i in told and preposition in {"toward", "towards"})


def _is_of_loser(kind: str, head: Token, above: Sequence[Token], told: Collection[int]) -> bool:
    """Tell whether a place stands for whom another was taken from, or where what was taken was brought."""
    verb = _verb_of(above, told) if kind == "territory_change" else None
    taken = syntax.patients(verb) if verb is not None and verb.pos_ == "VERB" else []
    if verb is None or not taken:
        return False
    # "Took it to the port of Orrel".
    preposition = syntax.preposition(head.head if syntax.preposition(head) == "of" else head)
    if preposition == "to":
        return verb.lower_ in BORNE
    return preposition == "from" and any(token.ent_type_ == "LOC" or token.lower_ in SETTLED for token in taken)


def _is_told_of(head: Token, told: Collection[int]) -> bool:
    """Tell whether a relative clause says that it happened there ("went to Arbin, which rebels had besieged")."""
    return any(child.dep_ == "acl:relcl" and child.i in told for child in head.children)


def is_bound_for(context: Context, place: PlaceMention, told: Collection[int]) -> bool:
    """
    Tell whether somebody was on the way to or from a place when it happened ("a convoy travelling to Arbin").

    *told* holds the tokens at the head of what tells of the happening.
    """
    head = syntax.root(context.doc, place.start, place.end)
    if syntax.preposition(syntax.first_conjunct(head)) not in ENDS or _is_told_of(head, told):
        return False
    for token in islice(syntax.ancestors(head), ABOVE):
        if token.i in told:
            return False
        if token.lower_ in WAY or (token.tag_ == "VBG" and token.lower_ in UNDER_WAY):
            return True
        if token.pos_ == "VERB":
            return False
    return False


def _is_speakers(
    context: Context, place: PlaceMention, head: Token, above: Sequence[Token], told: Collection[int]
) -> bool:
    """Tell whether a place is where somebody speaks or sits who tells of it ("sources in Arbin said")."""
    for attribution in context.sayings_at(place.start):
        source, cue = attribution.source, attribution.cue
        if source is not None and source[0] <= place.start < source[1]:
            inside = range(*source)
            if any(token.i in inside for token in above) and not any(i in inside for i in told):
                return True
        spoken = range(*cue)
        if place.start >= cue[1] and head.head.i in spoken and not any(i in spoken for i in told):
            return True
    return False


def _is_dwelling(head: Token, above: Sequence[Token], told: Collection[int]) -> bool:
    """Tell whether a place is where somebody lives or something belongs ("who resides at", "based in")."""
    verb = _verb_of(above, told)
    return verb is not None and verb.i not in told and verb.lower_ in DWELLING and syntax.preposition(head) != ""


def _is_of_before(above: Sequence[Token], told: Collection[int]) -> bool:
    """Tell whether a place is in a clause that tells of another time ("came a day after men died in Arbin")."""
    for token in above:
        if token.i in told:
            return False
        if token.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in WHILES for c in token.children):
            verb = token.head
            return verb.i in told or any(c.i in told for c in verb.children if c.i != token.i)
    return False


WHILES = frozenset({"after", "before", "since"})
"""Conjunctions of a clause that tells of another time than the one above it."""


def _is_of_state(place: PlaceMention, head: Token) -> bool:
    """Tell whether a country is named for what it has elsewhere ("the embassies of Mali and Niger")."""
    first = syntax.first_conjunct(head)
    return place.place.level == "country" and syntax.preposition(first) == "of" and first.head.lower_ in OF_STATE


def is_origin(context: Context, kind: str, place: PlaceMention) -> bool:
    """
    Tell whether somebody is said to be from a place ("a woman from Arbin", "Ada Moor, 23, of Arbin").

    Who is taken or driven "from Arbin" was there.
    """
    head = syntax.first_conjunct(syntax.root(context.doc, place.start, place.end))
    if head.dep_ in {"appos", "nmod"} and not syntax.preposition(head):
        head = syntax.first_conjunct(head.head)  # the state, in "of Arbin, Lowland"
    preposition, above = syntax.preposition(head), head.head
    if preposition == "from":
        return kind not in FROM_THERE and (above.ent_type_ == "PER" or above.lower_ in SOMEBODY)
    if preposition != "of":
        return False
    case = next((child.i for child in head.children if child.lower_ == "of"), head.i)
    aged = case > 2 and context.doc[case - 1].text == "," and context.doc[case - 2].like_num
    return above.ent_type_ == "PER" or aged


FROM_THERE = frozenset({"abduction", "expulsion"})
"""Types of happenings that are where people are taken from."""


def _is_surname(context: Context, place: PlaceMention, head: Token) -> bool:
    """Tell whether a place has the name of a person of the report, and nothing says that somebody is in it."""
    said = columns(context.doc).text(place.start, place.end).casefold()
    return said in context.surnames and syntax.preposition(head) not in AT | {"near", "from"}
