"""Tells English from other languages by the words that every sentence needs."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

WORD = re.compile(r"[^\W\d_]+")
SAMPLE_CHARACTERS = 100_000
FEWEST_WORDS = 25
"""With fewer words a list of names cannot be told from another language, and the text is taken as English."""

CLEARLY_ENGLISH = 0.2
"""A text whose words are function words of English in this share is English, whatever else it resembles."""

CLEARLY_NOT = 0.03
OTHER_SCRIPT = 0.5
"""The share of letters outside the Latin script from which a text is not English."""


def foreign_language(text: str) -> str | None:
    """
    Name the language or script that *text* seems to be in, or give None where it can be read as English.

    Judges the first 100,000 characters: upper-case wires, lists of names and quoted foreign phrases pass.
    """
    counts = Counter(WORD.findall(text[:SAMPLE_CHARACTERS].casefold()))
    if script := _other_script(counts):
        return f"{script} script"
    if counts.total() < FEWEST_WORDS:
        return None
    shares = {
        language: sum(counts[word] for word in function_words) / counts.total()
        for language, function_words in _function_words().items()
    }
    english = shares.pop("English")
    nearest = max(shares, key=lambda language: shares[language])
    if english >= CLEARLY_ENGLISH:
        return None
    if shares[nearest] > english:
        return f"more like {nearest}"
    return "hardly any English word" if english < CLEARLY_NOT else None


@cache
def _function_words() -> dict[str, frozenset[str]]:
    data = tomllib.loads(files(__package__).joinpath("languages.toml").read_text(encoding="utf-8"))
    return {language: frozenset(words.split()) for language, words in data.items()}


def _other_script(words: Counter[str]) -> str | None:
    letters: Counter[str] = Counter()
    for word, count in words.items():
        letters[_script(word[0])] += len(word) * count
    script, most = max(letters.items(), key=lambda item: (item[1], item[0]), default=("Latin", 0))
    return script if script != "Latin" and most > OTHER_SCRIPT * letters.total() else None


def _script(letter: str) -> str:
    # A letter's Unicode name opens with its script: "CYRILLIC SMALL LETTER A".
    return unicodedata.name(letter, "UNKNOWN").partition(" ")[0].capitalize()
