"""
Harm that is counted without a verb of violence: tolls, losses, bodies, people in hospital, people who came off unhurt.

Each is a harm word for the readers of harm, which seek the happening that it tells of and never make one of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from variorum.codebook.forms import all_forms
from variorum.nlp import syntax
from variorum.nlp.columns import columns
from variorum.reading.counts import is_driven
from variorum.reading.figures import is_counted, is_people, is_risen_to, listed_below, risen_to
from variorum.reading.wounds import bearers, in_care, in_danger, is_nursed, unfound
from variorum_en.annotations import Argument, Trigger

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SCORE = 0.75
"""Score of a harm word that the words around it give away."""


@dataclass(frozen=True)
class Toll:
    """A word that tells harm by a count, and the heads of the words that count."""

    outcome: str
    counted: tuple[Token, ...]


@dataclass(frozen=True)
class _Lexicon:
    tolls: dict[str, str]
    words: dict[str, frozenset[str]]
    begins: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    data = tomllib.loads(files("variorum.reading").joinpath("data/tolls.toml").read_text(encoding="utf-8"))
    words = {name: frozenset(all_forms(tuple(listed.split()))) for name, listed in data["words"].items()}
    tolls = {word: outcome for outcome, listed in data["tolls"].items() for word in listed.split()}
    alone = (
        "inter treat carry bodies spared lose hurt among include cite numbers rate "
        "remove claim state wounds lead lodged care price martyrdom unfound drive"
    ).split()
    return _Lexicon(tolls, words, frozenset(tolls).union({"them"}, *(words[name] for name in alone)))


def find_tolls(doc: Doc) -> Iterator[Trigger]:
    """Yield the harm words that count without a verb of violence, in text order."""
    begins = _lexicon().begins
    for i, lower in enumerate(columns(doc).lowers):
        if lower not in begins:
            continue
        toll = read_toll(doc[i])
        if toll is not None:
            arguments = tuple(Argument(*syntax.base(token), "victim", SCORE) for token in toll.counted)
            yield Trigger(i, i + 1, None, toll.outcome, SCORE, 1.0, arguments)


def read_toll(word: Token) -> Toll | None:
    """Read what a word of a toll counts; null where it counts nothing."""
    lexicon = _lexicon()
    words, lower = lexicon.words, word.lower_
    if lower not in lexicon.begins:
        return None
    outcome = "killed"
    counted: list[Token] = []
    if lower in words["among"] and syntax.preposition(word) in {"among", "amongst"}:
        outcome, counted = _AMONG.get(lower, "killed"), _told_among(word)
    elif lower == "them" and syntax.preposition(word) in {"among", "amongst"}:
        outcome, counted = _of_those(word, _told_among(word))
    elif lower in words["include"] and word.pos_ == "VERB":
        outcome, counted = _included(word, words)
    elif (lower in words["among"] or lower == "them") and (shares := _shares(word)):
        outcome = (_told_before(word) if lower == "them" else None) or _AMONG.get(lower, "killed")
        counted = shares if lower != "them" or _told_before(word) is not None else []
    elif lower in lexicon.tolls and word.pos_ in {"NOUN", "PROPN", "ADJ", "VERB"}:
        counted = _put_beside(word, words) or _counted_itself(word, words) or listed_below(word)
        outcome = lexicon.tolls[lower]
        if not counted and lower in words["losses"] and syntax.counts_none(word):
            outcome, counted = "casualty", [word]
    elif lower in words["numbers"] and word.pos_ == "NOUN" and (figures := _figure(word, words)):
        told = _told_before(word)
        outcome, counted = told or "killed", figures if told is not None else []
    elif lower in words["lose"] and word.pos_ == "VERB":
        lost = syntax.patients(word)
        counted = [t for t in lost if is_counted(t) and t.lower_ not in words["lives"] and is_people(t)]
        # "No life was lost".
        none = [t for t in lost if t.lower_ in words["lives"] or is_people(t)] if syntax.counts_none(word) else []
        counted = counted or none
    elif lower in words["lose"] and any(t.lower_ in words["lives"] for _, t in syntax.phrases(word)):
        # "There was no loss of life".
        counted = [word] if syntax.counts_none(word) else []
    elif lower in words["martyrdom"] and word.dep_ in syntax.OBJECT and word.head.lower_ in words["embrace"]:
        counted = syntax.subjects(word.head)
    elif lower in words["lose"]:
        counted = [t for link, t in syntax.phrases(word) if link == "of" and is_counted(t) and is_people(t)]
    elif lower in words["claim"] and word.pos_ == "VERB" and (lives := _lives(word, words)):
        counted = lives
    elif lower in words["lead"] and word.pos_ == "VERB" and (led := _led_off(word, words)) is not None:
        outcome, counted = led
    elif lower in words["remove"] and word.pos_ == "VERB":
        # "Neutralised two of them", but not the 14 at which a number may stand for guns.
        whom = [t for t in syntax.patients(word) if t.pos_ != "NUM" or any(of == "of" for of, _ in syntax.phrases(t))]
        counted = [t for t in whom if is_people(t)]
    elif lower in words["price"] and any(c.lower_ in words["utmost"] for c in word.children):
        counted = syntax.subjects(word.head) if word.dep_ in syntax.OBJECT else []
    elif lower in words["cite"] and word.pos_ == "VERB":
        outcome, counted = _rival_figure(word, words)
    elif lower in words["rate"] and word.pos_ == "VERB":
        outcome, counted = _put_anew(word, words)
    elif lower in words["bodies"] and word.pos_ == "NOUN":
        counted = _bodies(word, words)
    elif lower in words["inter"] and word.pos_ == "VERB":
        counted = [t for t in syntax.patients(word) if is_counted(t) and t.lower_ not in words["bodies"]]
    elif lower in words["wounds"] and word.pos_ == "NOUN":
        outcome, counted = "injured", [t for t in bearers(word) if is_counted(t) and is_people(t)]
    elif lower in words["state"]:
        outcome, counted = "injured", in_danger(word, words)
    elif lower in words["drive"] and word.pos_ == "VERB":
        outcome, counted = "displaced", _driven_out(word, words)
    elif lower in words["unfound"]:
        outcome, counted = "missing", unfound(word)
    elif lower in words["lodged"] or lower in words["care"]:
        outcome, counted = "injured", in_care(word, words)
    elif word.pos_ == "VERB" and is_nursed(word, words):
        outcome = "injured"
        counted = [t for t in syntax.patients(word) if is_counted(t) and t.lower_ not in words["bodies"]]
    elif lower in words["spared"]:
        outcome, counted = "injured", [t for t in syntax.subjects(word) if t.tag_ in {"NNS", "NNPS"}]
    elif lower in words["hurt"] and syntax.counts_none(word):
        outcome, counted = "injured", syntax.patients(word)
    return Toll(outcome, tuple(counted)) if counted else None


def is_removed(word: Token) -> bool:
    """Tell whether a word says that fighters were put out of action."""
    return word.lower_ in _lexicon().words["remove"]


def giver(number: Token) -> Token | None:
    """Give who gives a number: the subject of a verb by which tolls are put, given and raised; null elsewhere."""
    words = _lexicon().words
    bare = number.pos_ == "NUM" or number.lower_ in _STAND
    told = words["rate"] | words["cite"] | words["speak"] if bare else words["rate"]
    said = [c for c in number.children if c.dep_ in syntax.SUBJECT and _is_toll(c)]
    if said and (source := _source(said[0])) is not None:
        return source
    above = number
    for _ in range(_CLIMB):
        above = above.head
        if _is_toll(above) and (source := _source(above)) is not None:
            return source
        if above.pos_ == "VERB" and above.lower_ in told:
            return next((t for t in syntax.agents(above) if t.pos_ != "PRON" or t.ent_type_), None)
        if above.pos_ == "VERB" and (above.lower_ not in _STAND or any(c.pos_ == "AUX" for c in above.children)):
            tolls = (t for t in syntax.subjects(above) if _is_toll(t))
            return next((source for toll in tolls if (source := _source(toll)) is not None), None)
    return None


def _is_toll(noun: Token) -> bool:
    return noun.pos_ == "NOUN" and noun.lower_ in _lexicon().words["numbers"]


def _source(toll: Token) -> Token | None:
    """Give whose a toll is ("the toll given by the province", "the ministry's toll", "it came from the clinic")."""
    given = [t for c in toll.children if c.dep_ == "acl" for link, t in syntax.phrases(c) if link in {"by", "from"}]
    owners = [c for c in toll.children if c.dep_ in {"nmod:poss", "poss"}]
    own = [t for link, t in syntax.phrases(toll) if link in {"by", "from"}]
    verb = toll.head
    came = toll.dep_ in syntax.SUBJECT and verb.lower_ in _COME
    reached = [t for link, t in syntax.phrases(verb) if link == "from"] if came else []
    return next(iter([*given, *owners, *own, *reached]), None)


_COME = all_forms(("come",))
"""What a toll does whose source is told."""


def is_put(number: Token) -> bool:
    """Tell whether a number is put on a toll by a verb ("raised it from 20 to 22")."""
    words = _lexicon().words
    return (
        number.pos_ == "NUM"
        and number.head.pos_ == "VERB"
        and number.head.lower_ in words["rate"] | words["rise"]
        and syntax.preposition(number) in {"from", "to", "at"}
    ) or is_risen_to(number)


_CLIMB = 5
"""Words above a number among which the verb is that gives it."""


def is_spared(word: Token) -> bool:
    """Tell whether a word says that nothing happened to people."""
    return word.lower_ in _lexicon().words["spared"]


def is_lost(word: Token) -> bool:
    """Tell whether a word says that a side lost people."""
    return word.lower_ in _lexicon().words["lose"]


def is_lethal(verb: Token) -> bool:
    """Tell whether a verb says that its subject died: "they lost their lives"."""
    words = _lexicon().words
    if verb.lower_ in words["embrace"] and any(t.lower_ in words["martyrdom"] for t in syntax.patients(verb)):
        return True
    lost = [t for t in syntax.patients(verb) if t.lower_ in words["lives"]] if verb.lower_ in words["part"] else []
    return any(c.dep_ in {"nmod:poss", "poss"} for t in lost for c in t.children)


def is_died_of(wounds: Token) -> bool:
    """Tell wounds that somebody died of, who is dead and not hurt ("succumbed to her injuries")."""
    words = _lexicon().words
    if wounds.pos_ != "NOUN" or syntax.preposition(wounds) not in {"to", "of", "from"}:
        return False
    return wounds.head.lower_ in words["succumb"] and (wounds.lower_ in words["wounds"] or wounds.lower_ in _HURT)


_HURT = frozenset({"injury", "injuries"})
"""What the hurt have, by its commonest name."""


def _lives(verb: Token, words: dict[str, frozenset[str]]) -> list[Token]:
    """Find the lives that something claims ("riots claimed 12 lives")."""
    return [t for t in syntax.patients(verb) if t.lower_ in words["lives"] and is_counted(t)]


def _led_off(verb: Token, words: dict[str, frozenset[str]]) -> tuple[str, list[Token]] | None:
    """Find those who are taken captive or led away ("took seven prisoner", "marched 60 farmers into the bush")."""
    doc = verb.doc
    patients = syntax.patients(verb)
    behind = doc[verb.i + 1 : verb.i + _BOUNDS]
    captive = next((t for t in behind if t.lower_ in words["captive"]), None)
    if captive is None:
        away = any(link in {"into", "to"} and t.lower_ in words["wilds"] for link, t in syntax.phrases(verb))
        if verb.lower_ not in words["march"] or not away:
            return None
    numbers = [c for c in captive.children if c.dep_ == "nummod"] if captive is not None else []
    found = [t for t in patients if t != captive and is_counted(t) and is_people(t)] or numbers
    if not found:
        return None
    return "captured" if captive is not None and captive.lemma_.lower() != "hostage" else "abducted", found


def _driven_out(verb: Token, words: dict[str, frozenset[str]]) -> list[Token]:
    """Find who is driven from home or made to flee ("forced 4,000 people from their homes", "forced 200 to leave")."""
    made = [c for c in verb.children if c.dep_ == "xcomp" and c.lower_ in words["flee"]]
    left = [t for c in made for t in syntax.patients(c)]
    # "Forced them to leave the car".
    away = bool(made) and all(t.ent_type_ == "LOC" or t.lower_ in words["home"] for t in left)
    driven = away or is_driven(verb)
    return [t for t in syntax.patients(verb) if is_counted(t) and is_people(t)] if driven else []


def _rival_figure(verb: Token, words: dict[str, frozenset[str]]) -> tuple[str, list[Token]]:
    """Find the bare number that somebody gives beside a toll told before: "the ministry spoke of 20"."""
    doc = verb.doc
    behind = doc[verb.i + 1 : verb.i + _BOUNDS]
    number = next(
        (t for t in behind if t.pos_ == "NUM" or (t.lower_ not in words["bounds"] and t.dep_ not in _BOUNDING)), None
    )
    if number is None or number.pos_ != "NUM" or number.dep_ == "nummod" or number.ent_type_ in {"TIME", "PER"}:
        return "killed", []
    after = doc[number.i + 1] if number.i + 1 < len(doc) else number
    if after.text in {"-", "%"} or not (after.is_punct or after.lower_ in _GOES_ON or _is_when(after)):
        return "killed", []
    outcome = _told_before(verb)
    return outcome or "killed", [number] if outcome is not None else []


_GOES_ON = frozenset({"and", "but", "while", "in", "at", "among"})
"""Words behind a number that counts what was told before ("spoke of 20 in two hospitals")."""


def _is_when(word: Token) -> bool:
    """Tell whether words behind a number begin to say when it was given ("the day before", "on Monday", "earlier")."""
    behind = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else word
    linked = word.lower_ in {"on", "at", "by"} and behind.ent_type_ == "TIME"
    return linked or word.ent_type_ == "TIME" or word.lower_ in _WHEN or behind.lower_ in {"day", "night", "previous"}


_WHEN = frozenset({"earlier", "later", "yesterday", "previously", "initially"})
"""Words that say when a number was given."""


def _told_before(verb: Token) -> str | None:
    """Tell what a number that needs no word counts, by what was counted before it."""
    told = {_TELLS.get(lower) for lower in columns(verb.doc).lowers[max(0, verb.i - _TOLD_BEFORE) : verb.i]}
    # Beside the hurt, such a number is that of the dead.
    return next((outcome for outcome in ("killed", "injured") if outcome in told), None)


def _figure(noun: Token, words: dict[str, frozenset[str]]) -> list[Token]:
    """Give the number of a figure of which it is not said what it counts ("the count was 23", "stood at 38")."""
    if noun.doc[noun.i + 1 : noun.i + 2].text in {"of", "who"} or noun.dep_ not in syntax.SUBJECT:
        return []
    return [noun.head] if noun.head.pos_ == "NUM" else _put_beside(noun, words)


def _put_anew(verb: Token, words: dict[str, frozenset[str]]) -> tuple[str, list[Token]]:
    """Find the number that somebody puts on a toll told before: "put the figure at 39", "corrected this to 34"."""
    figures = [t for t in syntax.patients(verb) if t.lower_ in words["figures"]]
    if not figures or any(link == "of" for figure in figures for link, _ in syntax.phrases(figure)):
        return "killed", []
    told = [t for link, t in syntax.phrases(verb) if link in words["at"] and t.pos_ == "NUM"]
    outcome = _told_before(verb)
    return outcome or "killed", [t for t in told if t.ent_type_ != "TIME"][:1] if outcome is not None else []


def _counted_itself(word: Token, words: dict[str, frozenset[str]]) -> list[Token]:
    """Give a word for the dead or hurt that somebody counts by itself ("spoke of 22 dead", "took in 40 wounded")."""
    if word.lower_ not in _STAND or not any(c.dep_ == "nummod" for c in word.children):
        return []
    verb = syntax.first_conjunct(word).head
    return [word] if verb.pos_ == "VERB" and verb.lower_ in words["cite"] | words["speak"] else []


_BOUNDS = 6
"""Words behind a verb among which its number stands: "said at least 20"."""

_BOUNDING = frozenset({"advmod", "case", "fixed", "nmod"})
"""Relations of the words that bound a number."""

_TOLD_BEFORE = 45
"""Words before a bare number among which it is told what is counted."""

_TELLS = dict.fromkeys("dead killed kills kill killing died die dies deaths bodies".split(), "killed") | dict.fromkeys(
    "wounded wounding injured injuring hurt".split(), "injured"
)
"""Words that tell what a bare number counts."""

_STAND = frozenset({"dead", "killed", "wounded", "injured"})
"""Words for harm that stand for the people whom it befell."""

_AMONG = {"injured": "injured", "wounded": "injured", "hurt": "injured"}
"""Outcomes of those who are told to be among others; of the rest, death."""


def _told_among(word: Token) -> list[Token]:
    """Find who was among the dead or hurt: "a musician was among the dead", "among the dead were two boys"."""
    subjects = [c for c in word.children if c.dep_ in syntax.SUBJECT]
    # In "nine people, among them two nurses, were wounded" the subject of what harmed them is the whole.
    if not subjects and word.dep_ in syntax.OBLIQUE and word.head.lower_ not in _TELLS:
        subjects = [c for c in word.head.children if c.dep_ in syntax.SUBJECT]
        if not subjects and any(c.dep_ == "cop" for c in word.head.children):
            subjects = [word.head]
    found = [t for s in subjects for t in syntax.conjuncts(s)]
    return [t for t in found if t.pos_ in {"NOUN", "PROPN"} and (is_people(t) or t.ent_type_ == "PER")]


def _included(verb: Token, words: dict[str, frozenset[str]]) -> tuple[str, list[Token]]:
    """Find who was among those whom the subject tells: "the dead included two boys", "they included a nurse"."""
    whole = next(iter(syntax.agents(verb)), None)
    counted = [t for t in syntax.patients(verb) if is_people(t) and (is_counted(t) or t.tag_ == "NN")]
    if whole is None or not counted:
        return "killed", []
    if whole.lower_ == "they":
        return _of_those(whole, counted)
    if whole.lower_ in words["among"]:
        victims = whole.lower_ not in _AMONG and not whole.lower_.startswith("dead")
        return (victims and _told_before(whole)) or _AMONG.get(whole.lower_, "killed"), counted
    done = next((_TELLS[c.lower_] for c in whole.children if c.dep_ == "acl" and c.lower_ in _TELLS), None)
    return done or "killed", counted if done is not None else []


def _of_those(pronoun: Token, counted: list[Token]) -> tuple[str, list[Token]]:
    """Take people for some of those for whom a pronoun stands, where these were harmed in one way just before."""
    doc = pronoun.doc
    here = pronoun.sent.start
    start = doc[here - 1].sent.start if here > 0 else here
    before = doc[start : pronoun.i]
    ways = {_TELLS[t.lower_] for t in before if t.lower_ in _TELLS}
    told = [t for t in before if t not in counted and (t.tag_ == "NNS" or t.pos_ == "NUM") and is_people(t)]
    told = [t for t in told if t.dep_ != "nummod" and t.ent_type_ != "TIME"]
    if len(ways) != 1 or not told:
        return "killed", []
    last = told[-1]
    harmed = last.lower_ in _TELLS or (last.head.lower_ in _TELLS and last in _patients_of(last.head))
    return ways.pop(), counted if harmed else []


def _patients_of(word: Token) -> list[Token]:
    """Give whom a word of harm befell: the subject of "died" and of "are dead" too."""
    active = syntax.patients(word) if word.pos_ == "VERB" else []
    return active or [c for c in word.children if c.dep_ in syntax.SUBJECT]


def _shares(word: Token) -> list[Token]:
    """Find the numbers of those among the dead or hurt who were something ("46 of the wounded were soldiers")."""
    number = word.head
    if syntax.preposition(word) != "of" or number.pos_ != "NUM" or number.dep_ not in syntax.SUBJECT:
        return []
    return [
        t
        for kind in syntax.conjuncts(number.head)
        if kind.pos_ == "NOUN" and is_people(kind) and any(c.dep_ == "cop" for c in kind.children)
        for t in kind.children
        if t.pos_ == "NUM" and t.dep_ in syntax.SUBJECT
    ]


def _put_beside(noun: Token, words: dict[str, frozenset[str]]) -> list[Token]:
    """Find the number that is put beside a noun of harm."""
    top = noun
    for above in (noun.head, noun.head.head):
        if above.lower_ in words["numbers"] and above.i < noun.i:
            top = above
    verb = top.head
    if verb.pos_ == "NUM" and top.dep_ in syntax.SUBJECT:
        return [verb]
    if top in syntax.patients(verb) and verb.lower_ in words["put"]:
        told = [*syntax.phrases(verb), *syntax.phrases(top), *(syntax.phrases(noun) if noun is not top else ())]
        return [t for link, t in told if link in words["at"] and _is_number(t)][:1]
    if top in syntax.subjects(verb) and verb.lower_ in words["rise"]:
        reached = [t for link, t in syntax.phrases(verb) if (link or _bound_by(t)) in {"to", "at", "above", "past"}]
        return [t for t in (*syntax.patients(verb), *reached) if _is_number(t)][:1]
    return risen_to(noun, verb)


def _bound_by(number: Token) -> str:
    """Give the preposition that the parse hangs on the bound of a number ("to at least 12")."""
    return next((link for c in number.children if c.i < number.i and (link := syntax.preposition(c))), "")


def _bodies(noun: Token, words: dict[str, frozenset[str]]) -> list[Token]:
    """Find whose bodies were found: those that the words name, else as many as there are."""
    found = noun.head.lower_ in words["find"] and (
        noun in syntax.patients(noun.head) or noun in syntax.subjects(noun.head)
    )
    found = found or (noun.head.lower_ in words["speak"] and syntax.preposition(noun) == "of")
    if not found and not (noun.head.pos_ == "AUX" or any(c.lower_ == "there" for c in noun.children)):
        return []
    of = [t for link, t in syntax.phrases(noun) if link == "of" and is_people(t)]
    return [t for t in of if is_counted(t) or _is_one(t)] or ([noun] if is_counted(noun) else [])


def _is_one(person: Token) -> bool:
    return person.tag_ == "NN" and any(c.lower_ in {"a", "an"} for c in person.children)


def _is_number(token: Token) -> bool:
    return token.pos_ == "NUM" or is_counted(token)
