"""One way to compare names: folding, spelling skeletons, and the words that say what kind of place a name is."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from importlib import resources

from variorum.model.account import PlaceLevel

# Letters that NFKD leaves whole.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ə": "a",
        "ǝ": "a",
        "ħ": "h",
        "ŋ": "ng",
    }
)
_DROPPED = frozenset("'’‘`´ʼʿʾʻʹ′\"“”")
_SHORT_FORMS = {"saint": "st", "sainte": "ste", "mt": "mount", "ft": "fort", "&": "and"}
_ARTICLES = frozenset("al el ar as ash an ad adh at ath az ez es ed er ul ur us ud il".split())
# Countries whose names of places carry an Arabic article that English drops or spells in many ways.
ARABIC = frozenset("AE BH DJ DZ EG EH ER IL IQ IR JO KM KW LB LY MA MR OM PS QA SA SD SO SS SY TD TN YE".split())
_LINKING = frozenset("e i ye va wa de da do of the".split())
_DIGRAPHS = (
    ("dzh", "j"),
    ("tch", "c"),
    ("kh", "x"),
    ("gh", "g"),
    ("zh", "j"),
    ("dj", "j"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ei", "e"),
    ("ey", "e"),
    ("ay", "e"),
    ("ai", "e"),
    ("ck", "k"),
)
_LETTER_CLASSES = str.maketrans({"q": "k", "w": "v", "y": "i", "o": "u", "e": "i", "h": None, "z": "s"})


class _Kept(dict[int, str | None]):
    """What a character of a name is folded to: itself, a blank, or nothing."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        if character in _DROPPED or unicodedata.combining(character):
            kept = None
        else:
            kept = character if character.isalnum() or character == "&" else " "
        if code < _MET_OFTEN:  # the rest are a million, of which a hostile text may hold all
            self[code] = kept
        return kept


_MET_OFTEN = 0x3000
_KEPT = _Kept()


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """
    Return the form under which two spellings of a name are the same.

    Case, diacritics, apostrophes, hyphens, dots and a leading "the" go; "Saint" is "st". Letters of other scripts stay.
    """
    lowered = name.casefold()
    if not lowered.isascii():
        # Decomposing styled letters brings capitals back, so that both are done until nothing changes.
        for _ in range(3):
            lowered = unicodedata.normalize("NFKD", lowered.translate(_LETTERS)).casefold()
    words: list[str] = []
    initials = False
    for word in lowered.translate(_KEPT).split():
        # Initials hold together: "U.S." is "us", "Washington, D.C." is "washington dc".
        if len(word) == 1 and initials:
            words[-1] += word
        else:
            words.append(word)
        initials = len(word) == 1
    while len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(_SHORT_FORMS.get(word, word) for word in words)


def without_article(folded: str) -> str:
    """Drop a leading Arabic article ("al", "ash" ...) from a folded name of two words or more."""
    first, _, rest = folded.partition(" ")
    return rest if rest and first in _ARTICLES else folded


@lru_cache(maxsize=65536)
def skeleton(folded: str) -> str:
    """
    Return what the transliterations of one name have in common.

    Coarse on purpose ("kunduz", "qonduz"): use it only where the country is known.
    """
    words = [word for word in without_article(folded).split() if word not in _LINKING and word not in _ARTICLES]
    text = " ".join(words)
    for digraph, letter in _DIGRAPHS:
        text = text.replace(digraph, letter)
    text = text.translate(_LETTER_CLASSES)
    return "".join(letter for i, letter in enumerate(text) if letter != " " and letter != text[i - 1 : i])


@lru_cache(maxsize=1)
def type_words() -> dict[str, PlaceLevel]:
    """Return the words that follow or precede a place's name and fix its level, singular and plural, folded."""
    words: dict[str, PlaceLevel] = {}
    for line in (
        (resources.files("variorum.knowledge") / "data" / "place_types.psv").read_text("utf-8").splitlines()[1:]
    ):
        level, _, listed = line.partition("|")
        for word in listed.split(";"):
            words[fold(word)] = level  # type: ignore[assignment]
    return words


def split_type(name: str) -> tuple[str, PlaceLevel | None]:
    """
    Part a name from the word that says what it is: "Logar province" is ("Logar", "province").

    Sites keep their type word, since it is part of the name ("Kabul airport"). A name that is nothing but type
    words comes back whole, without a level.
    """
    words = name.split()
    types = type_words()
    for size in (3, 2, 1):
        if len(words) <= size:
            continue
        level = types.get(fold(" ".join(words[-size:])))
        if level is not None:
            return (name if level == "site" else " ".join(words[:-size])), level
    lowered = [fold(word) for word in words]
    if len(words) > 2 and lowered[1] == "of":
        level = types.get(lowered[0])
        if level is not None and level != "site":
            return " ".join(words[2:]), level
    if len(words) > 3 and lowered[0] == "the" and lowered[2] == "of":
        level = types.get(lowered[1])
        if level is not None and level != "site":
            return " ".join(words[3:]), level
    return name, None
