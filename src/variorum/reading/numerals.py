"""Split text into words with offsets, and read numerals ("1,500", "twenty-three", "half a million") off them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")
_WORD = re.compile(r"[0-9]+|[^\W\d_]+|\S")
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")
_LONGEST_DIGITS = 15
_LONGEST_NUMERAL = 16
_TIES = frozenset("\u00a0\u202f\u2009")
_MOST_GROUPS = 4

_UNITS = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINALS = """
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
sixteenth seventeenth eighteenth nineteenth twentieth
"""
UNITS = {word: value for value, word in enumerate(_UNITS.split())}
TENS = {word: 10 * value for value, word in enumerate(_TENS.split(), start=2)}
# Written as one word: "twentythree".
UNITS |= {ten + one: high + low for ten, high in TENS.items() for one, low in UNITS.items() if 0 < low < 10}
SCALES = {
    "thousand": 1_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}
ORDINALS = {word: value for value, word in enumerate(_ORDINALS.split(), start=1)} | {
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "sixtieth": 60,
    "hundredth": 100,
    "thousandth": 1000,
}


NUMBER_WORDS = frozenset({*UNITS, *TENS, "a", "an", "half", "dozen"})


class Word(NamedTuple):
    """
    A run of letters, a run of ASCII digits or one other sign, at `[start, end)` of the text.

    `gap` is what stands before it: 0 nothing, 1 white space, 2 a line break, 3 a blank line or the start of the text.
    """

    text: str
    lower: str
    start: int
    end: int
    gap: int

    @property
    def is_digits(self) -> bool:
        """Say whether this is a run of ASCII digits."""
        return "0" <= self.text[0] <= "9"

    @property
    def is_letters(self) -> bool:
        """Say whether this is a run of letters."""
        return self.text[0].isalpha()

    @property
    def is_dash(self) -> bool:
        """Say whether this is a hyphen or a dash."""
        return self.text in _DASHES


_NO_WORD = Word("\n", "\n", -1, -1, 3)


class Words(dict[int, Word]):
    """The words of a text by their index; one outside them gives a line break, which no phrase contains."""

    def __init__(self, text: str) -> None:
        super().__init__(enumerate(_split(text)))
        self.text = text

    def __missing__(self, index: int) -> Word:
        return _NO_WORD

    def quote(self, first: int, end: int) -> str:
        """Give the text from word *first* up to, not including, word *end*."""
        return self.text[self[first].start : self[end - 1].end]

    def phrase(self, first: int, length: int) -> str:
        """Join words in small letters as they stand, any white space as one space; empty where a paragraph ends."""
        said = self[first].lower
        for index in range(first + 1, first + length):
            word = self[index]
            if word.gap == 3:
                return ""
            said += " " + word.lower if word.gap else word.lower
        return said


@lru_cache(maxsize=4)
def words_of(text: str) -> Words:
    """Give the words of a text; the last few are kept, for several readers ask about the same report in turn."""
    return Words(text)


class Phrases(Generic[T]):
    """A table of phrases, looked up by the words of a text, the longest first."""

    def __init__(self, phrases: Mapping[str, T]) -> None:
        self._values = phrases
        lengths: dict[str, set[int]] = {}
        for phrase in phrases:
            words = [word.lower for word in Words(phrase).values()]
            lengths.setdefault(words[0], set()).add(len(words))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    @property
    def first_words(self) -> frozenset[str]:
        """The words that a phrase begins with."""
        return frozenset(self._lengths)

    def find(self, words: Words, index: int) -> tuple[T, int] | None:
        """Give the value of the longest phrase at word *index*, and the index of the word after it."""
        for length in self._lengths.get(words[index].lower, ()):
            said = words.phrase(index, length)
            if said in self._values:
                return self._values[said], index + length
        return None


def _split(text: str) -> Iterator[Word]:
    end = 0
    for match in _WORD.finditer(text):
        start, stop = match.span()
        if end and start == end:
            gap = 0
        else:
            lines = text.count("\n", end, start)
            gap = 3 if end == 0 or lines > 1 else 2 if lines else 1
        word = match.group()
        yield Word(word, word.lower(), start, stop, gap)
        end = stop


class Numeral(NamedTuple):
    """A number and the index of the first word after it; `value` is None where it is no whole number ("7.62")."""

    value: int | None
    end: int
    spelled: bool


def read_numeral(words: Words, index: int) -> Numeral | None:
    """Read the cardinal number that begins at word *index*, in digits, in letters or in both ("1.5 million")."""
    if words[index].is_digits:
        return _read_digits(words, index)
    return _read_spelled(words, index)


def read_ordinal(words: Words, index: int) -> Numeral | None:
    """Read the ordinal number that begins at word *index*: "3rd", "fifth", "twenty-first"."""
    word = words[index]
    if word.is_digits:
        if len(word.text) <= _LONGEST_DIGITS and words[index + 1].gap == 0 and _is_suffix(word.text, words[index + 1]):
            return Numeral(int(word.text), index + 2, False)
        return None
    if word.lower in ORDINALS:
        return Numeral(ORDINALS[word.lower], index + 1, True)
    if word.lower in TENS and words[index + 1].is_dash and 0 < ORDINALS.get(words[index + 2].lower, 0) < 10:
        return Numeral(TENS[word.lower] + ORDINALS[words[index + 2].lower], index + 3, True)
    return None


def _is_suffix(digits: str, word: Word) -> bool:
    if word.lower == "d":  # "2d", "23d", as American offices write them
        return digits[-1] in "23" and digits[-2:] not in ("12", "13")
    if word.lower not in ("st", "nd", "rd", "th"):
        return False
    if digits[-2:] in ("11", "12", "13"):
        return word.lower == "th"
    return word.lower == {"1": "st", "2": "nd", "3": "rd"}.get(digits[-1], "th")


def _read_digits(words: Words, index: int) -> Numeral | None:
    first = words[index]
    if len(first.text) > _LONGEST_DIGITS:
        return None
    digits, end = first.text, index + 1
    while (
        words[end].text == ","
        and words[end].gap == words[end + 1].gap == 0
        and words[end + 1].is_digits
        and len(words[end + 1].text) in (2, 3)
        and len(first.text) <= 3
        and len(digits) < _LONGEST_DIGITS
    ):
        digits += words[end + 1].text
        end += 2
    if len(words[end - 1].text) == 2 and end > index + 1:
        return None
    if end == index + 1:
        end = _end_of_groups(words, index)
        digits = "".join(words[i].text for i in range(index, end))
    fraction = ""
    if words[end].text == "." and words[end].gap == words[end + 1].gap == 0 and words[end + 1].is_digits:
        fraction = words[end + 1].text
        end += 2
    scale = SCALES.get(words[end].lower)
    if scale and words[end].gap <= 2:
        shift = str(scale).count("0")
        if len(fraction) <= shift and len(digits) <= _LONGEST_DIGITS:
            exact = int(digits + fraction) * scale // 10 ** len(fraction)
            return Numeral(exact, end + 1, False)
    if fraction:
        return Numeral(None, end, False)
    if words[end].lower == "hundred":
        return Numeral(int(digits) * 100, end + 1, False)
    return Numeral(int(digits), end, False)


def _end_of_groups(words: Words, index: int) -> int:
    """
    Give the index after a number whose thousands stand apart ("12 500", as the ISO and South African papers write).

    A space that does not break a line says so by itself; a plain one does not after a number or a word with a capital:
    "On May 2 900 men" and "Brigade 12 300 men" hold two numbers.
    """
    end = index + 1
    before = words[index - 1]
    tied = words.text[words[index].end : words[index + 1].start] in _TIES
    named = before.is_digits or (before.is_letters and not before.text.islower())
    if len(words[index].text) > 3 or words[index].text[0] == "0" or (named and not tied):
        return end
    while words[end].gap == 1 and words[end].is_digits and len(words[end].text) == 3 and end - index < _MOST_GROUPS:
        end += 1
    return end if not words[end].is_digits else index + 1


def _read_spelled(words: Words, index: int) -> Numeral | None:
    if words[index].lower == "half":
        article = words[index + 1].lower in ("a", "an")
        scale = SCALES.get(words[index + 2].lower) if article else None
        if scale:
            return Numeral(scale // 2, index + 3, True)
        if words[index + (2 if article else 1)].lower == "dozen":
            return Numeral(6, index + (3 if article else 2), True)
        return None
    total = current = 0
    end = i = index
    if words[i].lower in ("a", "an"):
        following = words[i + 1].lower
        if following not in SCALES and following not in ("hundred", "dozen"):
            return None
        current, i = 1, i + 1
    room = 1_000_000
    while i - index < _LONGEST_NUMERAL:
        word = words[i]
        if i > index and word.gap == 3:
            break
        if word.lower in UNITS and room > UNITS[word.lower] and room > 1:
            current += UNITS[word.lower]
            room = 1
        elif word.lower in TENS and room > 10:
            current += TENS[word.lower]
            room = 10
        elif word.lower == "hundred" and 0 < current < 100:
            current *= 100
            room = 100
        elif word.lower == "dozen" and total == 0 and current < 100 and (current or i == index):
            return Numeral(12 * (current or 1), i + 1, True)
        elif word.lower in SCALES and current:
            total += current * SCALES[word.lower]
            current, room = 0, 1_000_000
        elif end > index and (word.is_dash or (word.lower == "and" and room in (100, 1_000_000))):
            i += 1
            if words[i].lower not in UNITS and words[i].lower not in TENS and not word.is_dash:
                break
            if word.is_dash and (word.gap or words[i].gap or room != 10 or words[i].lower not in UNITS):
                break
            continue
        else:
            break
        i += 1
        end = i
    return Numeral(total + current, end, True) if end > index else None
