"""
Find time expressions in plain text.

A descent over words that looks only a few words ahead, so that its cost grows with the length of the text alone.
An expression leaves out its preposition and takes in its determiner: "since *the summer of 2015*".
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from variorum.reading.numerals import words_of
from variorum.reading.times import lexicon
from variorum.reading.times.dates import Node, is_title
from variorum.reading.times.meanings import (
    Between,
    Calendar,
    Clock,
    Duration,
    FeastOf,
    Moved,
    Part,
    Relation,
    SeasonOf,
    Slice,
    Stretch,
    TimeExpression,
    Vague,
    Weekday,
    Years,
    is_day,
    narrowed,
)
from variorum.reading.times.periods import Periods

_RELATIONS: dict[str, Relation] = {
    "since": "since",
    "until": "until",
    "till": "until",
    "before": "before",
    "after": "after",
    "following": "after",
    "by": "by",
}
_TIMING = frozenset({"about", "around", "before", "after", "until", "by", "from", "since"})
_TO = frozenset({"to", "through", "until", "till"})


@lru_cache(maxsize=64)
def find_times(text: str, *, vague: bool = False) -> tuple[TimeExpression, ...]:
    """
    Find the expressions of time in a text, in its order and without overlaps.

    Several readers ask about the same report and its lines in turn, so that the last answers are kept.

    Args:
        vague: Also give words that no calendar fixes: "recently", "daily", "the same time".
    """
    found = Grammar(words_of(text)).expressions()
    return tuple(expression for expression in found if vague or not isinstance(expression.meaning, Vague))


class Grammar(Periods):
    """The time expressions among the words of one text."""

    def expressions(self) -> Iterator[TimeExpression]:
        """Give every expression, the vague ones too."""
        i = 0
        while i < len(self.words):
            node = self._whole(i) if self._may_begin(i) else None
            if node is None:
                i += 1
                continue
            if node.meaning is not None and not self._is_name(node):
                yield self.expression(self._with_later_year(node), self._relation(node))
            i = node.end

    def _with_later_year(self, node: Node) -> Node:
        """Give "28 February" the year of the date that it is told with ("28 February and 3 March 2025")."""
        joint, meaning = self.words[node.end], node.meaning
        if joint.lower not in ("and", "or") or joint.gap == 3 or not isinstance(meaning, Calendar) or not meaning.day:
            return node
        later = self._point(node.end + 1) if self.words[node.end + 1].gap < 3 else None
        if later is None or not isinstance(later.meaning, Calendar) or not later.meaning.day:
            return node
        return Node(_sharing_year(meaning, later.meaning), node.first, node.end)

    def _may_begin(self, i: int) -> bool:
        """Tell whether an expression may begin with a word; most are told apart by this."""
        word = self.words[i]
        if word.lower not in lexicon.FIRST_WORDS:
            return word.is_digits
        following = self.words[i + 1]
        return word.lower not in ("the", "that") or not following.is_letters or following.lower in lexicon.AFTER_THE

    def _relation(self, node: Node) -> Relation:
        relation = _RELATIONS.get(self.words[node.first - 1].lower, "in") if node.first else "in"
        if relation != "in":
            possessive = self.words[node.end].text in ("'", "’") and self.words[node.end].gap == 0
            if relation in ("before", "after") and self.words[node.end].lower in lexicon.RITES:
                return "in"  # "after Friday prayers" is on Friday
            if possessive or (relation in ("before", "after", "by") and self._daypart(node.first) is not None):
                return "in"
        return relation

    def _is_name(self, node: Node) -> bool:
        before, after = self.words[node.first - 1], self.words[node.end]
        if not isinstance(node.meaning, Calendar | Weekday | SeasonOf):
            return False
        if after.gap in (1, 2) and (
            (is_title(after) and after.lower in lexicon.NAMES_AFTER)
            or (before.lower == "the" and after.lower in lexicon.NAMES_ALWAYS)
        ):
            return True
        if before.lower in lexicon.NAMES_BEFORE and node.first and self.words[node.first].gap == 1:
            return is_title(before) and is_title(self.words[node.first])
        return False

    # A whole expression: a point in time, or two that are joined.

    def _whole(self, i: int) -> Node | None:
        shared = self.shared_range(i)
        if shared is not None:
            return shared
        node = self._point(i)
        if node is None or node.meaning is None:
            return node
        joined = self._joined(node)
        return self._of_a_night(joined) if joined is not None else node

    def _of_a_night(self, node: Node) -> Node:
        """Give "the night of Tuesday to Wednesday" and "overnight 3-4 May" their first day."""
        i = node.first + (self.words[node.first].lower == "the")
        if isinstance(node.meaning, Between) and self.words[i].lower in ("night", "overnight"):
            return Node(node.meaning.first.meaning, node.first, node.end)
        return node

    def _joined(self, first: Node) -> Node | None:
        joint = self.words[first.end]
        if joint.gap == 3 or not isinstance(first.meaning, Calendar | Weekday | SeasonOf | Years | Moved | FeastOf):
            return None
        before = self.words[first.first - 1].lower
        if before == "between":
            allowed = joint.lower == "and" or joint.is_dash
        elif before == "from":
            allowed = joint.lower in _TO or joint.is_dash
        else:
            allowed = (joint.lower in _TO and joint.lower != "until") or (joint.is_dash and joint.text != "\u2014")
        if not allowed:
            return None
        last = self._point(first.end + 1)
        if last is None or last.meaning is None or self.words[last.first].gap == 3:
            return None
        alike = type(last.meaning) is type(first.meaning)
        if not alike and before not in ("between", "from"):
            return None
        if isinstance(last.meaning, Clock | Duration | Vague | Stretch | Slice | Between):
            return None
        start = first.meaning
        if isinstance(start, Calendar) and isinstance(last.meaning, Calendar):
            start = _sharing_year(start, last.meaning)
        ends = self.expression(Node(start, first.first, first.end)), self.expression(last)
        return Node(Between(first=ends[0], last=ends[1]), first.first, last.end)

    # A point in time: a basic one, with the time of day before or after it, or a part ("early", "the end of").

    def _point(self, i: int) -> Node | None:
        if self.words[i].lower not in lexicon.FIRST_WORDS and not self.words[i].is_digits:
            return None
        return self._after_daypart(i) or self._after_part(i) or self._with_daypart(self.basic(i))

    def _after_daypart(self, i: int) -> Node | None:
        end = self._daypart(i)
        if end is None:
            return self._in_the_daypart(i)
        j = end
        if (self.words[j].lower in ("on", "of", ",", "around", "about") and self.words[j].gap < 2) or (
            self.words[j].lower == "into" and self.words[i].lower == "overnight"
        ):
            j += 1
        if self.words[j].gap < 3:
            day = self.shared_range(j) or self._day_level(j)
            if day is not None:
                return self._with_daypart(self._of_a_night(Node(day.meaning, i, day.end)))
        if self.words.phrase(i, end - i) == "overnight":
            return Node(Moved(unit="day", offset=0), i, end)
        if i and is_title(self.words[i]) and is_title(self.words[i - 1]) and self.words[i].gap == 1:
            return None
        fixed = any(self.words[k].lower in lexicon.FIXED_DAYPARTS or self.words[k].is_digits for k in range(i, end))
        adjective = self.words[i].lower in lexicon.PARTS and self.words[i + 1].is_dash
        return Node(Clock(), i, end) if fixed or adjective else None

    def _in_the_daypart(self, i: int) -> Node | None:
        """Read "the evening" of "in the evening", a time of day; "the morning prayers" are none."""
        told = self.words[i].lower == "the" and self.words[i - 1].lower in ("in", "during")
        after = self.words[i + 2]
        apart = not after.is_letters or after.gap == 3 or after.lower in lexicon.NOT_COUNTED - {"of", "from", "to"}
        return Node(Clock(), i, i + 2) if told and apart and self._is_daypart(i + 1) else None

    def _day_level(self, j: int) -> Node | None:
        node = self.basic(j)
        return node if node is not None and is_day(node.meaning) else None

    def _daypart(self, i: int) -> int | None:
        """Read a time of day without its day: "early morning", "the night of", "5.30 p.m.", "late"."""
        start = i
        if self.words[i].lower == "the":
            i += 1
        if self.words[i].lower in ("early", "mid", "late", "pre") and self.words[i + 1].is_dash:
            if self.words[i + 2].lower in lexicon.DAYPARTS:
                return i + 3
            return None
        early = self.words[i].lower in lexicon.PARTS
        if early:
            i += 1
        if self.words[i].lower in lexicon.DAYPARTS and (i == start or self.words[i].gap < 2):
            i += 1
            if self.words[i].lower in ("hours", "hour"):
                i += 1
            return i if self.words[start].lower != "the" or self.words[i].lower == "of" else None
        if early and self.words[i].lower == "hours" and self.words[i + 1].lower == "of":
            return i + 1
        if early:
            on = self.words[i].lower == "on"
            weekday = self.words[i + 1 if on else i].lower in lexicon.WEEKDAYS
            return i if weekday and self.words[start].lower != "the" else None
        return self._clock(i) if start == i else None

    def _clock(self, i: int) -> int | None:
        word = self.words[i]
        if not word.is_digits or len(word.text) not in (1, 2, 4):
            return None
        j = i + 1
        minutes = (
            len(word.text) <= 2
            and self.words[j].text in ":."
            and self.words[j].gap == 0
            and self.glued_digits(j + 1)
            and len(self.words[j + 1].text) == 2
        )
        if minutes:
            j += 2
        if self.words[j].lower in ("a", "p") and self.words[j + 1].text == "." and self.words[j + 2].lower == "m":
            return j + 4 if self.words[j + 3].text == "." and self.words[j + 3].gap == 0 else j + 3
        if self.words[j].lower in ("am", "pm") and len(word.text) <= 2:
            return j + 1
        if self.words[j].lower in lexicon.TIME_ZONES and (minutes or len(word.text) == 4):
            return j + 2 if self.words[j + 1].lower == "time" else j + 1
        hours = len(word.text) == 4 and self.words[j].gap and int(word.text[:2]) < 24 and int(word.text[2:]) < 60
        told = self.words[i - 1].lower
        zoned = self.words[j].text == "(" and self.words[j + 2].lower in lexicon.TIME_ZONES
        if hours and (told == "at" or zoned or (word.text[0] == "0" and told in _TIMING)):
            return j
        if minutes and self.words[i + 1].text == ":" and int(word.text) < 24 and int(self.words[i + 2].text) < 60:
            return j
        return None

    def _with_daypart(self, node: Node | None) -> Node | None:
        if node is None or not is_day(node.meaning):
            return node
        j = node.end
        if self.words[j].gap == 1 and self.words[j].lower in ("early", "late", "mid") and self._is_daypart(j + 1):
            return Node(node.meaning, node.first, j + 2)
        if self.words[j].gap == 1 and self._is_daypart(j):
            return Node(node.meaning, node.first, j + 1)
        if self.words[j].lower in (",", "at", "around"):
            j += 1
        clock = self._clock(j) if self.words[j].gap == 1 else None
        return Node(node.meaning, node.first, clock) if clock else node

    def _is_daypart(self, i: int) -> bool:
        return self.words[i].lower in lexicon.DAYPARTS and self.words[i].gap == 1

    def _after_part(self, i: int) -> Node | None:
        """Read "early March", "late last year", "the end of 2019", "the first half of the month"."""
        the = self.words[i].lower == "the" and self.words[i + 1].lower in lexicon.PARTS
        word = self.words[i + 1 if the else i]
        if word.lower in lexicon.PARTS and self.words[i + 1 + the].lower not in lexicon.UNITS:
            j = i + 2 if the else i + 1
            if self.words[j].is_dash or self.words[j].lower == "in":
                j += 1
            node = self.basic(j) if self.words[j].gap < 3 else None
            if the and node and isinstance(node.meaning, Calendar) and node.meaning.month:
                return None
            parted = narrowed(node.meaning, lexicon.PARTS[word.lower]) if node else None
            return Node(parted, i, node.end) if node and parted else None
        j = i + 1 if word.lower == "the" else i
        part: Part | None = lexicon.PART_NOUNS.get(self.words[j].lower)
        if part is None and self.words[j].lower in lexicon.PARTS and self.words[j + 1].lower in lexicon.UNITS:
            part = lexicon.PARTS[self.words[j].lower]
            j += 1
        if part is None or self.words[j + 1].lower != "of":
            return None
        node = self.basic(j + 2)
        parted = narrowed(node.meaning, part) if node else None
        return Node(parted, i, node.end) if node and parted else None


def _sharing_year(first: Calendar, last: Calendar) -> Calendar:
    """Give "March to June 2020" its year twice, and the year before to "December to March 2020"."""
    if first.year is not None or first.month is None or last.year is None or last.month is None:
        return first
    earlier = (first.month, first.day or 0) > (last.month, last.day or 32)
    return Calendar(year=last.year - earlier, month=first.month, day=first.day, weekday=first.weekday, part=first.part)
