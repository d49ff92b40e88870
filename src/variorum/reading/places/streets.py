"""Streets, roads and crossings that are named by numbers, or two at a time."""

from __future__ import annotations

import re

from variorum.reading.places.named import DASHES, Named, Surroundings

_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
_BEARINGS = frozenset(
    "north south east west northeast northwest southeast southwest n n. s s. e e. w w. ne nw se sw".split()
)
_NUMBERED = frozenset({"highway", "route", "interstate", "road", "hwy", "freeway"})
_OWNERS = frozenset({"county", "state", "provincial", "national", "federal", "u.s.", "us"})
_FAST = frozenset({"freeway", "expressway", "turnpike", "motorway", "highway"})
_WAYS = frozenset("road highway motorway expressway freeway route corridor axis railway border boundary".split())
_LONGEST = 3
_FIRST = _BEARINGS | _OWNERS | _NUMBERED


class Streets(Surroundings):
    """Finds what no list of places has and no entity recogniser takes for a place."""

    def street(self, i: int) -> Named | None:
        """Find "East 223rd Street", "45th and Peoria avenues", "the 101 Freeway", "the Orrel–Arbin road"."""
        word = self.lowers[i]
        digit = word[0].isdigit()
        end = None
        if (digit or word in _FIRST) and (digit or self.texts[i][0].isupper() or not self.cased):
            end = self._by_ordinal(i) or self._by_number(i)
        if end is None and self.lower(i + 1) in {"and", "&"}:
            end = self._crossing(i)
        way = self._way(i) if end is None else None
        end = end or way
        if end is None or end > len(self.doc):
            return None
        return Named(start=i, end=end, name=self.text(i, end), level="region" if way else "site", kind="street")

    def _by_ordinal(self, i: int) -> int | None:
        k = i + 1 if self.lower(i) in _BEARINGS else i
        return k + 2 if _ORDINAL.fullmatch(self.lower(k)) and self._is_street(k + 1) else None

    def _by_number(self, i: int) -> int | None:
        k = i + 1 if self.lower(i) in _OWNERS else i
        if self.lower(k) in _NUMBERED and (k > i or self.lower(k) != "road") and self._is_number(k + 1):
            return k + 2
        fast = self._is_number(i) and self.lower(i + 1) in _FAST and self.texts[i + 1][0].isupper()
        return i + 2 if fast else None

    def _crossing(self, i: int) -> int | None:
        """Find the end of two streets that share their word ("Orrel and Arbin Streets")."""
        if not self._is_name(i) or not self._is_name(i + 2):
            return None
        word = self.lower(i + 3)
        plural = word.endswith("s") and word[:-1] in self.words.streets
        return i + 4 if plural and self.lower(i - 1) in self.words.locative else None

    def _way(self, i: int) -> int | None:
        """Find the end of a road or a border that is named for what lies at its two ends ("the Orrel–Arbin road")."""
        dash = self._end_of_name(i)
        end = self._end_of_name(dash + 1) if dash > i and self.lower(dash) in DASHES else 0
        if end <= dash + 1 or self.lower(end) not in _WAYS:
            return None
        return end + 1 if self.country_starting(i) is None else None

    def _end_of_name(self, i: int) -> int:
        end = i
        while end < min(i + _LONGEST, len(self.doc)) and self.namelike(end) and self.lower(end) not in _WAYS:
            end += 1
        return end

    def _is_name(self, i: int) -> bool:
        return i < len(self.doc) and (_ORDINAL.fullmatch(self.lower(i)) is not None or self.namelike(i))

    def _is_street(self, i: int) -> bool:
        return self.lower(i).rstrip(".") in self.words.streets

    def _is_number(self, i: int) -> bool:
        return i < len(self.doc) and self.texts[i].isdecimal() and len(self.texts[i]) <= 4
