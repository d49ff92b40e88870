"""Read calendar dates off words: days, months and years in all orders, and ranges that share a month or a year."""

from __future__ import annotations

from typing import NamedTuple

from variorum.reading.numerals import Word, Words, read_ordinal
from variorum.reading.times import lexicon
from variorum.reading.times.meanings import Between, Calendar, Either, Meaning, Relation, TimeExpression, Which

_ONE_SIGN = frozenset("-./\u2010\u2011\u2013")
_TO = frozenset({"to", "through", "until", "till", "thru"})
_FIRST_YEAR, _LAST_YEAR = 1000, 2100
# Four digits below it are an hour ("shortly before 1700") or a number, unless a preposition makes them a year.
_FIRST_PLAIN_YEAR = 1800
_NEXT_CENTURY_FROM = 50


class Node(NamedTuple):
    """A meaning of the words from `first` up to, not including, `end`; no meaning where they are no time at all."""

    meaning: Meaning | None
    first: int
    end: int


class _Month(NamedTuple):
    number: int
    end: int
    sure: bool


def is_title(word: Word) -> bool:
    """Say whether a word is written with a capital and small letters, the mark of a name."""
    return word.text[0].isupper() and not word.text.isupper()


class Dates:
    """The calendar dates among the words of one text."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def expression(self, node: Node, relation: Relation = "in") -> TimeExpression:
        """Make an expression of a node that has a meaning."""
        assert node.meaning is not None
        return TimeExpression(
            start=self.words[node.first].start,
            end=self.words[node.end - 1].end,
            quote=self.words.quote(node.first, node.end),
            meaning=node.meaning,
            relation=relation,
        )

    def calendar(self, i: int) -> Node | None:
        """Read the calendar date that begins at word *i*."""
        word = self.words[i]
        if word.is_digits:
            return self._numeric(i) or self._day_month(i) or self._year_alone(i)
        if word.lower in lexicon.WEEKDAYS or word.lower in lexicon.SHORT_WEEKDAYS:
            return self._after_weekday(i)
        if word.lower == "the":
            day = read_ordinal(self.words, i + 1)
            if day and self.words[day.end].lower == "of":
                date = self._day_month(i + 1)
                return Node(date.meaning, i, date.end) if date else None
            if self.words[i + 1].lower in ("year", "years"):
                year = self.year(i + 2)
                return Node(Calendar(year=year[0]), i, year[1]) if year else None
            return self._the_day(i)
        if word.lower in ("'", "’"):
            return None
        return self._month_day(i) or self._month_alone(i)

    def shared_range(self, i: int) -> Node | None:
        """Read a range whose ends share a month or a year: "3-7 May", "May 3 to 7, 2019", "2019-21"."""
        if self.words[i].is_digits:
            return None if self._numeric(i) else self._days_month(i) or self._years(i)
        return self._month_days(i)

    def year(self, i: int) -> tuple[int, int] | None:
        """Read a year in four digits, or in two after an apostrophe, and give the word after it."""
        word, after = self.words[i], self.words[i + 1]
        if word.text in ("'", "’") and after.is_digits and len(after.text) == 2 and after.gap == 0 and word.gap:
            return _full_year(int(after.text)), i + 2
        if not word.is_digits or len(word.text) != 4 or not _FIRST_YEAR <= int(word.text) <= _LAST_YEAR:
            return None
        glued = after.is_letters and not is_title(after)  # but "Aug. 26, 2010Updated 5:12 p.m."
        if after.gap == 0 and (glued or (after.text in ",.:" and self.glued_digits(i + 2))):
            return None
        return int(word.text), i + 1

    def glued_digits(self, i: int) -> bool:
        """Say whether word *i* is digits with nothing before them."""
        return self.words[i].is_digits and self.words[i].gap == 0

    def _day(self, i: int, *, slashed: bool = False) -> tuple[int, int] | None:
        word = self.words[i]
        if not word.is_digits or len(word.text) > 2 or not 1 <= int(word.text) <= 31:
            return None
        before = self.words[i - 1]
        if word.gap == 0 and before.text in ".,:/$£€#+" and not (slashed and before.text == "/"):
            return None
        ordinal = read_ordinal(self.words, i)
        end = ordinal.end if ordinal else i + 1
        after = self.words[end]
        if after.text == "%" or (after.gap == 0 and (after.is_letters or after.is_digits) and not self.month(end)):
            return None
        if after.gap == 0 and after.text in ",.:" and self.glued_digits(end + 1):
            return None
        return int(word.text), end

    def month(self, i: int) -> _Month | None:
        """Read the name of a month; it is not sure where the word may be another one or is cut short."""
        word = self.words[i]
        if number := lexicon.MONTHS.get(word.lower):
            doubtful = word.lower in ("march", "may") or (
                word.lower in ("august", "april", "june") and word.text.islower()
            )
            return _Month(number, i + 1, not doubtful)
        if number := lexicon.SHORT_MONTHS.get(word.lower):
            after = self.words[i + 1]
            return _Month(number, i + 2 if after.text == "." and after.gap == 0 else i + 1, False)
        return None

    def _numeric(self, i: int) -> Node | None:
        one, sign, two, sign_2, three = (self.words[i + k] for k in range(5))
        if (
            sign.text not in _ONE_SIGN
            or sign_2.text != sign.text
            or not (two.is_digits and three.is_digits)
            or any(word.gap for word in (sign, two, sign_2, three))
            or (self.words[i + 5].gap == 0 and (self.words[i + 5].is_digits or self.words[i + 5].text in "/-"))
            or (one.gap == 0 and self.words[i - 1].text in "/-.")
        ):
            return None
        lengths = (len(one.text), len(two.text), len(three.text))
        if lengths[1] > 2:
            return None
        if lengths[0] == 4 and lengths[2] <= 2:
            return self._checked(int(one.text), int(two.text), int(three.text), i)
        if lengths[0] > 2 or lengths[2] not in (2, 4) or (lengths[2] == 2 and sign.text != "/"):
            return None
        a, b = int(one.text), int(two.text)
        year = int(three.text) if lengths[2] == 4 else _full_year(int(three.text))
        if sign.text == "." or a > 12 or a == b:
            return self._checked(year, b, a, i)
        if b > 12:
            return self._checked(year, a, b, i)
        if not (a and b):
            return None
        readings = Calendar(year=year, month=a, day=b), Calendar(year=year, month=b, day=a)
        return Node(Either(first=readings[0], second=readings[1]), i, i + 5)

    def _checked(self, year: int, month: int, day: int, i: int) -> Node | None:
        if not (1 <= month <= 12 and 1 <= day <= 31 and year):
            return None
        return Node(Calendar(year=year, month=month, day=day), i, i + 5)

    def _after_weekday(self, i: int) -> Node | None:
        word = self.words[i]
        weekday = lexicon.WEEKDAYS.get(word.lower, lexicon.SHORT_WEEKDAYS.get(word.lower))
        j = i + 1
        if self.words[j].text == "." and self.words[j].gap == 0:
            j += 1
        if self.words[j].text == ",":
            j += 1
        if self.words[j].gap >= 2:
            return None
        date = self.calendar(j) if self.words[j].lower not in lexicon.WEEKDAYS else None
        if date and isinstance(date.meaning, Calendar) and date.meaning.day is not None:
            meaning = date.meaning
            return Node(
                Calendar(
                    year=meaning.year, month=meaning.month, day=meaning.day, weekday=weekday, year_of=meaning.year_of
                ),
                i,
                date.end,
            )
        return self._weekday_the(i, j, weekday)

    def _weekday_the(self, i: int, j: int, weekday: int | None) -> Node | None:
        """Read a weekday with the day of a month that is not said: "Wednesday the 15th", "Friday 3rd"."""
        j += self.words[j].lower == "the"
        day = self._ordinal_day(j)
        if day is None:
            return None
        after = self.words[day[1]]
        if after.is_letters and after.gap == 1 and (after.lower not in lexicon.NOT_COUNTED or is_title(after)):
            return None  # "on Monday the 3rd brigade"
        return Node(Calendar(day=day[0], weekday=weekday), i, day[1])

    def _the_day(self, i: int) -> Node | None:
        """Read the day of a month that is not said ("on the 13th", "the night of the 14th"); a 13th floor is none."""
        day, before = self._ordinal_day(i + 1), self.words[i - 1].lower
        of_day = before == "of" and self.words[i - 2].lower in lexicon.DAYPARTS
        if day is None or not i or not (of_day or before in lexicon.DAY_BEFORE):
            return None
        after = self.words[day[1]]
        if after.is_letters and after.gap == 1 and (after.lower not in lexicon.NOT_COUNTED or is_title(after)):
            return None
        listed = after.text in (",", "/") or after.lower in ("and", "or", "to") or after.is_dash
        if after.is_digits or (listed and (self.words[day[1] + 1].is_digits or self.words[day[1] + 1].lower == "the")):
            return None  # "on the 5th and 6th floors"
        return Node(Calendar(day=day[0]), i, day[1])

    def _ordinal_day(self, i: int) -> tuple[int, int] | None:
        """Read the day of a month in digits with its ending ("15th")."""
        day, ordinal = self._day(i), read_ordinal(self.words, i)
        return day if day is not None and ordinal is not None and ordinal.end == day[1] else None

    def _day_month(self, i: int, *, slashed: bool = False) -> Node | None:
        day = self._day(i, slashed=slashed)
        if day is None:
            return None
        j = day[1]
        if self.words[j].lower == "of" or (self.words[j].text in _ONE_SIGN and self.words[j].gap == 0):
            j += 1
        month = self.month(j) if self.words[j].gap < 3 else None
        if month is None or (not month.sure and not self._is_month_by_number(i, month, self.words[j])):
            return None
        return self._with_year(i, month.end, month.number, day[0])

    def _is_month_by_number(self, i: int, month: _Month, word: Word) -> bool:
        """Tell "5 May" from "20 MAY HAVE DIED" and "5 march in protest"."""
        if word.lower in lexicon.SHORT_MONTHS or is_title(word) or self.year(month.end):
            return True
        return self.words[i - 1].lower in lexicon.DAY_CUES or not self.words[month.end].is_letters

    def _month_day(self, i: int) -> Node | None:
        month = self.month(i)
        if month is None:
            return None
        j = month.end + 1 if self.words[month.end].lower == "the" else month.end
        day = self._day(j)
        if day is None or self.words[j].gap == 3:
            return None
        after = self.words[day[1]]
        counts = after.is_letters and after.gap == 1 and after.lower not in lexicon.NOT_COUNTED
        before = self.words[i - 1].lower
        doubtful = not (month.sure or is_title(self.words[i]) or before in lexicon.DAY_CUES)
        if counts and (before == "in" or doubtful):
            return None
        return self._with_year(i, day[1], month.number, day[0])

    def _month_alone(self, i: int) -> Node | None:
        month = self.month(i)
        if month is None:
            return None
        whole = self._with_year(i, month.end, month.number, None)
        assert isinstance(whole.meaning, Calendar)
        if whole.meaning.year is not None or whole.meaning.year_of is not None:
            return whole
        return whole if month.sure or self._is_month_alone(i, month) else None

    def _is_month_alone(self, i: int, month: _Month) -> bool:
        word, before = self.words[i], self.words[i - 1]
        if word.lower in lexicon.SHORT_MONTHS:
            return month.end > i + 1 and before.lower in lexicon.CUES
        if before.is_dash and before.gap == 0 and self.words[i - 2].lower in ("mid", "early", "late", "pre"):
            return True
        if before.lower in ("and", "or", "to") or before.is_dash:
            return self.words[i - 2].lower in lexicon.MONTHS
        if self.words[i + 1].is_dash and self.words[i + 2].lower in lexicon.MONTHS:
            return True
        if is_title(word) and before.lower in ("the", "a", "s"):
            after = self.words[i + 1]
            return after.text.islower() and after.lower not in ("on", "for", "of", "to", "in", "against", "from")
        return before.lower in lexicon.CUES and not (before.lower in ("to", "that", "this") and not is_title(word))

    def _with_year(self, first: int, end: int, month: int, day: int | None) -> Node:
        year, year_of, end = self._year_after(end, two_digits=day is not None)
        if year is None and year_of is None and day is not None and (month, day) in lexicon.NAMED_DAYS:
            named, before = lexicon.NAMED_DAYS[month, day]
            if self.words[end].lower in before:
                year = named
        return Node(Calendar(year=year, month=month, day=day, year_of=year_of), first, end)

    def _year_after(self, j: int, *, two_digits: bool) -> tuple[int | None, Which | None, int]:
        k = j
        if self.words[k].lower in (",", "of", "in") or (self.words[k].text in _ONE_SIGN and self.words[k].gap == 0):
            k += 1
        if self.words[k].gap < 3:
            if year := self.year(k):
                return year[0], None, year[1]
            if two_digits and k == j and self._is_short_year(k):
                return _full_year(int(self.words[k].text)), None, k + 1
            if self.words[k].lower == "the":
                k += 1
            which = lexicon.WHICH.get(self.words[k].lower)
            if which and self.words[k + 1].lower == "year" and self.words[k].lower not in ("past", "coming"):
                return None, which, k + 2
        return None, None, j

    def _is_short_year(self, i: int) -> bool:
        """Tell "13 FEB 90 (DPA)" from "on 13 February 90 people"."""
        word, after = self.words[i], self.words[i + 1]
        if not word.is_digits or len(word.text) != 2 or word.gap != 1 or int(word.text) <= 31:
            return False
        return after.gap >= 2 or (not after.is_letters and not after.is_digits and after.text not in ",.%:")

    def _year_alone(self, i: int) -> Node | None:
        year = self.year(i)
        if year is None:
            return None
        before, after = self.words[i - 1], self.words[year[1]]
        if after.text in "%°" or (before.gap == 0 and before.text in "$£€#" and self.words[i].gap == 0):
            return None
        if self.words[i].gap == 0 and before.text not in "('\"‘’“[-\u2013\u2014/":
            return None
        if before.is_dash and self.words[i].gap == 0 and before.gap == 0:
            prefix = self.words[i - 2]
            if prefix.is_letters and prefix.lower not in lexicon.PARTS:
                return None
        if before.lower in ("in", "since", "during") and year[0] % 100:
            return Node(Calendar(year=year[0]), i, year[1])
        if before.lower in lexicon.NOT_BEFORE_A_YEAR or (after.lower in lexicon.NOT_AFTER_A_YEAR and after.gap < 3):
            return None
        if year[0] < _FIRST_PLAIN_YEAR and before.lower not in ("in", "since", "of", "year", "from", "between", "and"):
            return None
        cued = before.lower in lexicon.CUES or before.text in ("(", ",") or before.is_dash
        counts = after.is_letters and after.text.islower() and after.gap == 1 and after.lower not in lexicon.NOT_COUNTED
        plural = counts and after.lower.endswith("s") and after.lower not in lexicon.AFTER_A_YEAR
        if not cued and (plural or (counts and before.lower not in lexicon.DETERMINERS)):
            return None
        return Node(Calendar(year=year[0]), i, year[1])

    def _days_month(self, i: int) -> Node | None:
        first = self._day(i)
        if first is None:
            return None
        joint = self._joint(first[1], ("and", "or", "&"), slash=True)
        second = self._day(joint, slashed=True) if joint else None
        if second is None or (self.month(second[1]) is None and self.words[second[1]].lower != "of"):
            return None
        last = self._day_month(joint or i, slashed=True)
        if last is None or not isinstance(last.meaning, Calendar):
            return None
        return self._between(Node(self._like(last.meaning, first[0]), i, first[1]), last)

    def _month_days(self, i: int) -> Node | None:
        month = self.month(i)
        first = self._day(month.end) if month else None
        if month is None or first is None:
            return None
        joint = self._joint(first[1], ("and", "or", "&"))
        second = self._day(joint) if joint else None
        if joint is None or second is None or second[0] <= first[0] or self.month(second[1]):
            return None
        after = self.words[second[1]]
        if (
            after.is_letters
            and after.gap == 1
            and not self.words[joint - 1].is_dash
            and after.lower not in lexicon.DAY_CUES | lexicon.NOT_COUNTED
        ):
            return None
        whole = self._with_year(joint, second[1], month.number, second[0])
        assert isinstance(whole.meaning, Calendar)
        return self._between(Node(self._like(whole.meaning, first[0]), i, first[1]), whole)

    def _years(self, i: int) -> Node | None:
        first = self._year_alone(i)
        if first is None or not isinstance(first.meaning, Calendar) or first.meaning.year is None:
            return None
        joint = self._joint(first.end, ("and",) if self.words[i - 1].lower == "between" else (), slash=True)
        if joint is None:
            return None
        second = self.year(joint)
        short = self.words[joint]
        if second is None and short.gap == 0 and short.is_digits and len(short.text) == 2:
            second = first.meaning.year // 100 * 100 + int(short.text), joint + 1
        if second is None or second[0] <= first.meaning.year:
            return None
        return self._between(first, Node(Calendar(year=second[0]), joint, second[1]))

    def _joint(self, i: int, conjunctions: tuple[str, ...], *, slash: bool = False) -> int | None:
        word = self.words[i]
        if word.gap == 3:
            return None
        if word.is_dash or word.lower in _TO or word.lower in conjunctions or (slash and word.text == "/"):
            return i + 1
        return None

    def _like(self, date: Calendar, day: int) -> Calendar:
        return Calendar(year=date.year, month=date.month, day=day, year_of=date.year_of)

    def _between(self, first: Node, last: Node) -> Node:
        return Node(Between(first=self.expression(first), last=self.expression(last)), first.first, last.end)


def _full_year(short: int) -> int:
    return short + (1900 if short >= _NEXT_CENTURY_FROM else 2000)
