"""
Find quantities in plain text: numbers with the words that bound them, and the words that stand for a number.

Time expressions, and numbers that are names (routes, rifles, telephones), are left out.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any, Final, Literal, NamedTuple

from variorum.model.account import Value
from variorum.reading.numerals import (
    NUMBER_WORDS,
    ORDINALS,
    SCALES,
    Numeral,
    Phrases,
    read_numeral,
    read_ordinal,
    words_of,
)
from variorum.reading.times import find_times

QuantityKind = Literal["count", "ordinal", "age", "percent", "money", "measure"]
_Sense = Literal["at_least", "more_than", "up_to", "fewer_than", "approximately"]

_DATA: Final[Mapping[str, Any]] = tomllib.loads(
    files(__package__).joinpath("data/quantities.toml").read_text(encoding="utf-8")
)
_WORDS: Final[Mapping[str, frozenset[str]]] = {name: frozenset(words) for name, words in _DATA["words"].items()}
_INDEFINITE: Final[Phrases[list[int]]] = Phrases(_DATA["indefinite"])
_MODIFIERS: Final[Phrases[_Sense]] = Phrases(
    {phrase: sense for sense, phrases in _DATA["modifiers"].items() for phrase in phrases}
)
_FIRST_WORDS: Final = frozenset(
    {*_MODIFIERS.first_words, *_INDEFINITE.first_words, *NUMBER_WORDS, *ORDINALS, "another", "no", "between"}
)
"""Words that a quantity begins with, where it does not begin with digits."""
_OLDEST: Final = 120
_FEW: Final = 10


class Quantity(Value, frozen=True):
    """
    A number as said, from its first modifier to its last word, and what it may be: `low` to `high`.

    A null `high` is open above. `article` marks a bare "a" or "an", which counts one only before a noun that is one.
    """

    start: int
    end: int
    quote: str
    low: int
    high: int | None
    approximate: bool = False
    kind: QuantityKind = "count"
    article: bool = False


class _Core(NamedTuple):
    """A number before its modifiers are applied, and the index of the word after it."""

    low: int
    high: int | None
    end: int
    approximate: bool = False
    kind: QuantityKind = "count"
    article: bool = False


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Find the quantities in a text, in its order and without overlaps."""
    return tuple(_Finder(text).quantities())


class _Finder:
    def __init__(self, text: str) -> None:
        self.words = words_of(text)
        self.times = [(time.start, time.end) for time in find_times(text)]
        self.time_end = 0

    def quantities(self) -> Iterator[Quantity]:
        i = 0
        times = iter([*self.times, (len(self.words.text) + 1,) * 2])
        start, end = next(times)
        while i < len(self.words):
            while end <= self.words[i].start:
                self.time_end = end
                start, end = next(times)
            word = self.words[i]
            if word.end > start or not (word.lower in _FIRST_WORDS or word.is_digits):
                i += 1
                continue
            found = self._quantity(i)
            if found is not None and self.words[found.end - 1].end > start:
                found = None
            if found is None:
                i = self._name_end(i)
                continue
            yield Quantity(
                start=self.words[i].start,
                end=self.words[found.end - 1].end,
                quote=self.words.quote(i, found.end),
                low=found.low,
                high=found.high,
                approximate=found.approximate,
                kind=found.kind,
                article=found.article,
            )
            i = found.end

    def _name_end(self, i: int) -> int:
        """Step over a word, and over all of a run of digits and signs such as a telephone number."""
        if not self.words[i].is_digits:
            return i + 1
        end = i + 1
        while end < len(self.words) and self.words[end].gap == 0 and not self.words[end].text.isspace():
            if not (self.words[end].is_digits or self.words[end].is_dash or self.words[end].text in ".,:/"):
                break
            end += 1
        return end

    def _quantity(self, i: int) -> _Core | None:
        senses: list[_Sense] = []
        j = i
        while len(senses) < 2 and (modifier := self._modifier(j)):
            senses.append(modifier[0])
            j = modifier[1]
        counted = j + 1 if senses and self.words[j].lower == "the" else j
        core = self._core(counted, plain=not senses)
        # "At least the third attack", but no "about third".
        if (
            core is None
            or (core.kind == "ordinal" and senses and counted == j)
            or (core.kind != "ordinal" and counted > j)
        ):
            return None
        if senses and core.low < _FEW and (core.high is None or self.words[j - 1].lower in _WORDS["spatial"]):
            return None
        for sense in reversed(senses):
            core = _bounded(core, sense)
        return core

    def _modifier(self, i: int) -> tuple[_Sense, int] | None:
        found = _MODIFIERS.find(self.words, i)
        if found is None:
            return None
        if self.words[i].lower == "over" and self.words[i - 1].lower in _WORDS["not_before_over"]:
            return None
        if self.words[i].lower == "up" and self.words[i - 1].lower in _WORDS["not_before_up"]:
            # "The number has gone up to 87".
            return None
        if self.words[i].lower == "approx" and self.words[found[1]].text == ".":
            return found[0], found[1] + 1
        return found

    def _core(self, i: int, *, plain: bool) -> _Core | None:
        indefinite = _INDEFINITE.find(self.words, i)
        if indefinite is not None:
            (low, *high), end = indefinite
            if self.words[i].lower == "many" and self.words[i - 1].lower in _WORDS["not_before_many"]:
                return None
            if self.words[i].lower == "scores" and self.words[end].lower in _WORDS["not_after_scores"]:
                return None
            return self._suffixed(_Core(low, high[0] if high else None, end))
        word, after = self.words[i], self.words[i + 1]
        ordinal = read_ordinal(self.words, i)
        if ordinal is not None and ordinal.value is not None:
            return _Core(ordinal.value, ordinal.value, ordinal.end, kind="ordinal") if self._apart(i) else None
        numbers = self._between(i) or self._numbers(i)
        if numbers is not None:
            return self._suffixed(numbers) if numbers.end else None
        following = after.is_letters and after.gap in (1, 2)
        if word.lower == "no" and plain and following and after.lower not in _WORDS["not_after_no"]:
            return _Core(0, 0, i + 1)
        if (
            word.lower in ("a", "an", "another")
            and plain
            and following
            and after.lower not in _WORDS["not_after_article"]
        ):
            return _Core(1, 1, i + 1, article=True) if read_numeral(self.words, i + 1) is None else None
        return None

    def _between(self, i: int) -> _Core | None:
        if self.words[i].lower != "between":
            return None
        first = self._number(i + 1)
        if first is None or self.words[first.end].lower != "and":
            return None
        second = self._number(first.end + 1)
        return self._range(i, first, second) if second else None

    def _numbers(self, i: int) -> _Core | None:
        """Read one number or a range; a core that ends nowhere, at 0, is a number that counts nothing."""
        first = self._number(i)
        if first is None or first.value is None:
            return self._measured(i, first) if first else None
        if not self._apart(i):
            return _Core(0, 0, 0)
        joint = self.words[first.end]
        if joint.is_dash or joint.lower in ("to", "or"):
            second = self._number(first.end + 1)
            dash = joint.is_dash and joint.gap == 0 and self.words[first.end + 1].gap == 0
            if second and (dash or (joint.lower == "to" and self.words[i - 1].lower != "from") or joint.lower == "or"):
                ranged = self._range(i, first, second)
                if ranged is not None:
                    return ranged
                if dash and not first.spelled and not second.spelled:
                    return _Core(0, 0, 0)
        return self._measured(i, first)

    def _range(self, i: int, first: Numeral, second: Numeral) -> _Core | None:
        low, high = first.value, second.value
        if low is None or high is None:
            return None
        unit = {"dozen": 12, "hundred": 100, **SCALES}.get(self.words[second.end - 1].lower)
        bare = self.words[first.end - 1].lower not in SCALES
        if unit and bare and low < 100 and low * unit <= high and high >= unit:
            low *= unit
        telephone = len(self.words[first.end - 1].text) == 3 and len(self.words[second.end - 1].text) == 4
        if high <= low or (telephone and self.words[first.end].is_dash):
            return None
        kind = self._kind(i, second.end, high, spelled=second.spelled)
        return _Core(low, high, second.end, kind=kind) if kind else None

    def _number(self, i: int) -> Numeral | None:
        word = self.words[i]
        if word.is_digits and len(word.text) > 1 and word.text[0] == "0":
            return None
        if word.lower == "one" and (
            self.words[i - 1].lower in _WORDS["not_before_one"] or self.words[i + 1].lower in ("another", "'", "’")
        ):
            return None
        return read_numeral(self.words, i)

    def _measured(self, i: int, number: Numeral) -> _Core | None:
        value = int(self.words[i].text) if number.value is None else number.value
        kind = self._kind(i, number.end, value, spelled=number.spelled) if self._apart(i) else None
        if kind is None or (number.value is None and kind == "count"):
            return _Core(0, 0, 0)
        return _Core(value, value, number.end, kind=kind)

    def _apart(self, i: int) -> bool:
        """Say whether a number stands on its own, not within a name such as "AK-47" or a run of signs."""
        word, before = self.words[i], self.words[i - 1]
        if i == 0 or word.gap:
            return True
        if before.is_dash:
            return before.gap > 0 or before.text == "\u2014" or self.words[i - 2].is_dash
        return before.text in "(\"'“‘«|" or before.text in _WORDS["currency_signs"]

    def _kind(self, i: int, end: int, value: int, *, spelled: bool) -> QuantityKind | None:
        """Say what a number counts; null where it counts nothing."""
        before, after = self.words[i - 1], self.words[end]
        j = end + 1 if after.is_dash and after.gap == 0 else end
        unit = self.words[j].lower if self.words[j].gap < 3 else ""
        if before.text in _WORDS["currency_signs"] or before.lower in _WORDS["currencies"]:
            return "money"
        if before.text == "." and self.words[i - 2].lower == "rs":
            return "money"
        if unit in _WORDS["currencies"]:
            return "money"
        if unit in _WORDS["percent"] or (unit == "per" and self.words[j + 1].lower == "cent"):
            return "percent"
        if unit in _WORDS["fractions"] and spelled:
            return "percent"
        if value == 1 and self.words[end].lower == "in" and read_numeral(self.words, end + 1):
            return "percent"
        if self._is_age(i, end, value):
            return "age"
        if unit in _WORDS["measures"]:
            return "measure"
        if not spelled and self._is_name(i, end):
            return None
        return "count"

    def _is_age(self, i: int, end: int, value: int) -> bool:
        if not 0 < value <= _OLDEST:
            return False
        j = end + 1 if self.words[end].is_dash else end
        if self.words[j].lower in ("year", "years", "yr", "month", "months"):
            j += 2 if self.words[j + 1].is_dash else 1
            return self.words[j].lower in ("old", "olds")
        before, after = self.words[i - 1], self.words[end]
        if before.lower in _WORDS["ages"] or (before.lower == "of" and self.words[i - 2].lower in _WORDS["ages"]):
            return True
        named = self.words[i - 2].text[0].isupper() or before.lower == "both"
        closed = after.text in (",", ".", ";", ")") and (after.text == ")" or self.words[end + 1].gap > 0)
        return named and before.text in (",", "(", "both") and closed and (before.text == "(") == (after.text == ")")

    def _is_name(self, i: int, end: int) -> bool:
        before, after = self.words[i - 1], self.words[end]
        if after.gap == 0 and (after.is_letters or after.text in "/:_@#" or self._more_digits(end)):
            return True
        if i and (before.text in "[#+" or self._is_split_number(i - 1)):
            return True
        if after.is_digits or (after.text == ")" and self.words[end + 1].is_digits):
            return True
        if self.words[i].gap >= 2 and after.text in ".)" and self.words[end + 1].gap == 1:
            return True
        if before.text == "." and self.words[i - 2].lower in ("no", "vol", "mk", "art"):
            return True
        labelled = before.lower in _WORDS["labels"] and self.words[i].gap and before.end != self.time_end
        if labelled or after.lower in _WORDS["named"]:
            return True
        if after.lower == "block" and self.words[end + 1].lower == "of":
            return True
        for k in range(end + 1, end + 4):
            if not self.words[k - 1].text[0].isupper():
                return False
            if self.words[k].lower in _WORDS["streets"] and self.words[k].text[0].isupper():
                return True
        return False

    def _is_split_number(self, i: int) -> bool:
        """Say whether digits stand before a number that are no date, as in a telephone number."""
        return self.words[i].is_digits and self.words[i].start >= self.time_end

    def _more_digits(self, end: int) -> bool:
        sign = self.words[end]
        return sign.text in ".,-" and self.words[end + 1].is_digits and self.words[end + 1].gap == 0

    def _suffixed(self, core: _Core) -> _Core:
        """Take in what follows a number: "or more", "-odd", "+"."""
        j = core.end
        dash = self.words[j].is_dash and self.words[j].gap == 0
        j += dash
        said = self.words[j].lower
        if said == "odd" and self.words[j].gap < 2:
            return core._replace(end=j + 1, approximate=True)
        if (dash and said == "plus") or (said == "+" and self.words[j].gap == 0):
            return core._replace(end=j + 1, high=None)
        if said in ("or", "and") and self.words[j + 1].lower == "more" and not dash:
            return core._replace(end=j + 2, high=None)
        if said == "or" and self.words[j + 1].lower == "so":
            return core._replace(end=j + 2, approximate=True)
        return core


def _bounded(core: _Core, sense: _Sense) -> _Core:
    match sense:
        case "at_least":
            return core._replace(high=None)
        case "more_than":
            return core._replace(low=core.low if core.high is None else core.low + 1, high=None)
        case "up_to":
            return core._replace(low=0)
        case "fewer_than":
            return core._replace(low=0, high=None if core.high is None else max(0, core.high - 1))
        case "approximately":
            return core._replace(approximate=True)
