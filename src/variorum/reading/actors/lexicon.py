"""The nouns, titles and pronouns of `data/actors.toml`, asked one word or phrase at a time."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal

from variorum.model.account import ActorType, Group
from variorum.reading import peoplewords

if TYPE_CHECKING:
    from spacy.tokens import Token

RoleKind = Literal["people", "bodies", "sites", "documents"]
Gender = Literal["male", "female"]

_IRREGULAR = {
    "children": "child",
    "schoolchildren": "schoolchild",
    "wives": "wife",
    "lives": "life",
    "knives": "knife",
    "thieves": "thief",
    "staff": "staff",
    "militia": "militia",
    "militias": "militia",
    "buses": "bus",
    "gases": "gas",
}
_ALWAYS_PLURAL = frozenset(
    "people police troops forces authorities personnel brigades townspeople mujahideen staff public crew family crowd "
    "mob throng population community couple team youth".split()
)

ARMED: frozenset[ActorType] = frozenset({"armed_group", "military", "police"})
"""Types of bodies whose men are told by the name of the body."""

_PERSONAL_ENDINGS = ("er", "or", "ist", "man", "ian", "ee")
"""Endings of nouns for people that no list has."""

_OF_GROUP: dict[Group | None, ActorType] = {
    "official": "government",
    "military": "military",
    "police": "police",
    "militant": "armed_group",
}
"""What people of a group are as an actor; all others are civilians."""


@dataclass(frozen=True, slots=True)
class Role:
    """What a noun says about an actor: `lemma` is its singular with hyphens between words ("air-force")."""

    lemma: str
    kind: RoleKind
    type: ActorType
    plural: bool


class Lexicon:
    """The compiled tables."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._roles: dict[str, tuple[RoleKind, ActorType]] = {}
        for kind in ("people", "bodies", "sites"):
            for actor_type, words in table[kind].items():
                for word in words.split():
                    self._roles.setdefault(word, (kind, actor_type))
        for word in table["documents"]["nouns"].split():
            self._roles[word] = ("documents", "other")
        titles = table["titles"]
        self._honorifics = dict.fromkeys(titles["male"].split(), "male")
        self._honorifics |= dict.fromkeys(titles["female"].split(), "female")
        self.honorifics = frozenset(self._honorifics) | frozenset(titles["any"].split())
        self.qualifiers = frozenset(titles["qualifiers"].split())
        self.portfolios = frozenset(titles["portfolios"].split())
        self._gender = {w: g for g in ("male", "female") for w in table["gender"][g].split()}
        self.members = frozenset(table["kinship"]["members"].split())
        self._not_parties = frozenset(table["not_parties"]["nouns"].split())
        self._held = frozenset(f"{word}-party" for word in table["not_parties"]["held"].split())
        self._suffixes = tuple(table["not_parties"]["suffixes"].split())
        self.pronouns: dict[str, str] = {w: k for k, ws in table["pronouns"].items() for w in ws.split()}
        determiners = {k: frozenset(v.split()) for k, v in table["determiners"].items()}
        self.definite = determiners["definite"]
        self.indefinite = determiners["indefinite"]
        self.again = determiners["again"]
        self.quantity = determiners["quantity"]
        self.only_owned = frozenset(table["unnamed"]["sites"].split())
        self.times = frozenset(table["times"]["words"].split())
        self.never_alone = frozenset(table["unnamed"]["bodies"].split())
        self.hedges = determiners["hedges"]
        self.telling = determiners["telling"] | self.portfolios
        self.led = determiners["led"]
        self.measures = frozenset(table["measures"]["nouns"].split())
        self._role = lru_cache(maxsize=16_384)(self._read_role)

    def role(self, words: list[str]) -> Role | None:
        """Read the longest noun of the lexicon that ends a phrase of lower-cased words: "air force" before "force"."""
        if singular("-".join(words[-2:])) in self._held:
            return None
        for size in (3, 2, 1):
            if len(words) >= size:
                found = self._role("-".join(words[-size:]))
                if found:
                    return found
        return None

    def is_when(self, words: list[str]) -> bool:
        """Whether two words tell by the way when something was done ("the same night gunmen came")."""
        return len(words) == 2 and words[0] in _WHICH and words[1] in _SPANS

    def gender(self, word: str) -> Gender | None:
        """Tell what a title or a noun says about the sex of whom it is used of."""
        found = self._honorifics.get(word) or self._gender.get(word) or self._gender.get(singular(word))
        return "male" if found == "male" else "female" if found else None

    def is_title(self, word: str) -> bool:
        """Tell whether a lower-case word stands before a name: a title or a post."""
        return word in self.honorifics or self.role([word]) is not None

    def is_no_party(self, word: str) -> bool:
        """Whether a noun outside the roles cannot be a party: an event, a time, an abstraction."""
        base = singular(word)
        return (
            word in self._not_parties or base in self._not_parties or (len(base) > 5 and base.endswith(self._suffixes))
        )

    def _read_role(self, word: str) -> Role | None:
        entry = self._roles.get(word)
        if entry:
            return Role(word, entry[0], entry[1], word in _ALWAYS_PLURAL)
        base = singular(word)
        entry = self._roles.get(base)
        if entry:
            return Role(base, entry[0], entry[1], base != word)
        return None


_WHICH = frozenset({"same", "next", "following", "previous", "last", "that", "this"})
_SPANS = frozenset("day night week month year morning afternoon evening weekend".split())


@cache
def singular(word: str) -> str:
    """Give the singular of a lower-cased English noun by rule; only its last part where it has hyphens."""
    head, hyphen, last = word.rpartition("-")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith("men") and len(last) > 3:
        last = last[:-3] + "man"
    elif last == "men":
        last = "man"
    elif last.endswith("ies") and len(last) > 4:
        last = last[:-3] + "y"
    elif last.endswith(("ches", "shes", "sses", "xes")):
        last = last[:-2]
    elif last.endswith("s") and not last.endswith(("ss", "us", "is")) and len(last) > 3:
        last = last[:-1]
    return head + hyphen + last


@cache
def plural(word: str) -> str:
    """Give the regular plural of a lower-cased English noun; "-man" becomes "-men"."""
    if word.endswith("man"):
        return word[:-3] + "men"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def lexicon() -> Lexicon:
    """Load the tables once."""
    file = resources.files("variorum.reading") / "data" / "actors.toml"
    return Lexicon(tomllib.loads(file.read_text("utf-8")))


def person(words: list[str], *, plural: bool) -> Role | None:
    """
    Give what a noun outside the tables says of people: by the group that they are counted with, or by its ending.

    *words* are those of its phrase in lower case, *plural* tells that the phrase is.
    """
    word = words[-1] if words else ""
    base = singular(word)
    groups = peoplewords.lexicon()[0]
    group = next((groups[w] for w in (" ".join(words[-2:]), word, base) if w in groups), None)
    if group is None and (not base.endswith(_PERSONAL_ENDINGS) or len(base) < 5):
        return None
    return Role(base, "people", _OF_GROUP.get(group, "civilians"), plural or base != word)


def is_fate(word: Token) -> bool:
    """Tell "hostage" after those who were taken, which is no part of what they are called ("took guards hostage")."""
    return word.i > 0 and (word.nbor(-1).tag_ in {"NNS", "NNPS"} or word.nbor(-1).lower_ in _ALWAYS_PLURAL)
