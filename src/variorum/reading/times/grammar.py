"""
Find time expressions in plain text.

A descent over words that looks only a few words ahead, so that its cost grows with the length of the text alone.
An expression leaves out its preposition and takes in its determiner: "since *the summer of 2015*".
"""

from __future__ import annotations

from collections.abc import Iterator

from variorum.reading.numerals import Words, read_numeral, read_ordinal
from variorum.reading.times import lexicon
from variorum.reading.times.dates import Dates, Node, is_title
from variorum.reading.times.meanings import (
    Between,
    Calendar,
    Clock,
    Duration,
    Elapsed,
    FeastOf,
    Meaning,
    Moved,
    Origin,
    Part,
    Relation,
    SeasonOf,
    Slice,
    Stretch,
    TimeExpression,
    Unit,
    Vague,
    Weekday,
    Which,
    Years,
)

_RELATIONS: dict[str, Relation] = {
    "since": "since",
    "until": "until",
    "till": "until",
    "before": "before",
    "after": "after",
    "following": "after",
    "by": "by",
}
_TO = frozenset({"to", "through", "until", "till"})


def find_times(text: str, *, vague: bool = False) -> tuple[TimeExpression, ...]:
    """
    Find the expressions of time in a text, in its order and without overlaps.

    Args:
        vague: Also give words that no calendar fixes: "recently", "daily", "the same time".
    """
    found = Grammar(Words(text)).expressions()
    return tuple(expression for expression in found if vague or not isinstance(expression.meaning, Vague))


class Grammar(Dates):
    """The time expressions among the words of one text."""

    def __init__(self, words: Words) -> None:
        super().__init__(words)

    def expressions(self) -> Iterator[TimeExpression]:
        """Give every expression, the vague ones too."""
        i = 0
        while i < len(self.words):
            node = self._whole(i)
            if node is None:
                i += 1
                continue
            if node.meaning is not None and not self._is_name(node):
                yield self.expression(node, self._relation(node))
            i = node.end

    def _relation(self, node: Node) -> Relation:
        relation = _RELATIONS.get(self.words[node.first - 1].lower, "in") if node.first else "in"
        if relation in ("before", "after", "by"):
            possessive = self.words[node.end].text in ("'", "’") and self.words[node.end].gap == 0
            if possessive or self._daypart(node.first) is not None:
                return "in"
        return relation

    def _is_name(self, node: Node) -> bool:
        before, after = self.words[node.first - 1], self.words[node.end]
        if not isinstance(node.meaning, Calendar | Weekday | SeasonOf):
            return False
        if after.lower in lexicon.NAMES_AFTER and after.gap in (1, 2):
            if is_title(after):
                return True
            if after.text.isupper() and before.lower == "the":
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
        return self._joined(node) or node

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
        return self._after_daypart(i) or self._after_part(i) or self._with_daypart(self._basic(i))

    def _after_daypart(self, i: int) -> Node | None:
        end = self._daypart(i)
        if end is None:
            return None
        j = end
        if self.words[j].lower in ("on", "of", ",", "around", "about") and self.words[j].gap < 2:
            j += 1
        if self.words[j].gap < 3:
            day = self.shared_range(j) or self._day_level(j)
            if day is not None:
                return self._with_daypart(Node(day.meaning, i, day.end))
        if self._plain(i, end - i) == "overnight":
            return Node(Moved(unit="day", offset=0), i, end)
        if i and is_title(self.words[i]) and is_title(self.words[i - 1]) and self.words[i].gap == 1:
            return None
        fixed = any(self.words[k].lower in lexicon.FIXED_DAYPARTS or self.words[k].is_digits for k in range(i, end))
        adjective = self.words[i].lower in lexicon.PARTS and self.words[i + 1].is_dash
        return Node(Clock(), i, end) if fixed or adjective else None

    def _day_level(self, j: int) -> Node | None:
        node = self._basic(j)
        return node if node is not None and _is_day(node.meaning) else None

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
        if self.words[i].lower in lexicon.DAYPARTS and self.words[i].gap < 2:
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
            and self._glued_digits(j + 1)
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
        if minutes and self.words[i + 1].text == ":" and int(word.text) < 24 and int(self.words[i + 2].text) < 60:
            return j
        return None

    def _with_daypart(self, node: Node | None) -> Node | None:
        if node is None or not _is_day(node.meaning):
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
            node = self._basic(j) if self.words[j].gap < 3 else None
            parted = _with_part(node.meaning, lexicon.PARTS[word.lower]) if node else None
            return Node(parted, i, node.end) if node and parted else None
        j = i + 1 if word.lower == "the" else i
        part: Part | None = lexicon.PART_NOUNS.get(self.words[j].lower)
        if part is None and self.words[j].lower in lexicon.PARTS and self.words[j + 1].lower in lexicon.UNITS:
            part = lexicon.PARTS[self.words[j].lower]
            j += 1
        if part is None or self.words[j + 1].lower != "of":
            return None
        node = self._basic(j + 2)
        parted = _with_part(node.meaning, part) if node else None
        return Node(parted, i, node.end) if node and parted else None

    # Basic expressions, by their first word.

    def _basic(self, i: int) -> Node | None:
        lower = self.words[i].lower
        if lower in lexicon.DEICTIC_DAYS:
            return Node(Moved(unit="day", offset=lexicon.DEICTIC_DAYS[lower]), i, i + 1)
        if lower in ("each", "every", "per") and self.words[i + 1].lower in {**lexicon.UNITS, **lexicon.WEEKDAYS}:
            return Node(Vague(), i, i + 2)
        if lower in lexicon.HABITS:
            return Node(Vague(), i, i + 1)
        if lower == "so":
            return self._so_far(i)
        return (
            self._feast(i)
            or self._decade(i)
            or self.calendar(i)
            or self._weekday(i)
            or self._season(i)
            or self._which(i)
            or self._slice(i)
            or self._amount(i)
            or self._vague(i)
        )

    def _so_far(self, i: int) -> Node | None:
        if self.words[i + 1].lower != "far":
            return None
        j = i + 3 if self.words[i + 2].lower == "in" else i + 2
        whole = self.calendar(j) or self._which(j)
        if whole is None or not isinstance(whole.meaning, Calendar | Moved):
            return None
        return Node(Elapsed(whole=whole.meaning), i, whole.end)

    def _feast(self, i: int) -> Node | None:
        which: Which | None = None
        j = i
        if self.words[i].lower in ("last", "this", "next") and not self.words[i + 1].is_dash:
            which, j = lexicon.WHICH[self.words[i].lower], i + 1
        for length in (5, 4, 3, 2, 1):
            name = self._plain(j, length)
            if name in lexicon.FEASTS or name in lexicon.MOVABLE_FEASTS:
                break
        else:
            return None
        end = j + length
        if is_title(self.words[end]) and self.words[end].gap == 1:
            return None
        year = self.year(end)
        if length == 1 and not (which or year or self.words[i - 1].lower in lexicon.CUES | {"on", "at"}):
            return None
        if year:
            which, end = None, year[1]
        if name in lexicon.MOVABLE_FEASTS:
            feast = lexicon.MOVABLE_FEASTS[name]
            return Node(FeastOf(feast=feast, year=year[0] if year else None, which=which), i, end)
        month, day, *named = lexicon.FEASTS[name]
        said = year[0] if year else named[0] if named else None
        return Node(Calendar(year=said, month=month, day=day, which=which), i, end)

    def _plain(self, i: int, length: int) -> str:
        """Join words as they stand in the tables: single spaces, small letters."""
        joined = ""
        for k in range(i, i + length):
            word = self.words[k]
            if word.gap == 3 and k > i:
                return ""
            joined += (" " if word.gap and k > i else "") + word.lower
        return joined

    def _decade(self, i: int) -> Node | None:
        j = i + 1 if self.words[i].lower == "the" else i
        if self.words[j].text in ("'", "’") and self.words[j + 1].gap == 0:
            j += 1
        digits = self.words[j]
        if digits.is_digits and len(digits.text) in (2, 4) and digits.text[-1] == "0":
            k = j + 1
            if self.words[k].text in ("'", "’") and self.words[k].gap == 0:
                k += 1
            if self.words[k].lower == "s" and self.words[k].gap == 0 and (len(digits.text) == 4 or j > i):
                first = int(digits.text) + (1900 if len(digits.text) == 2 else 0)
                if 1000 <= first <= 2100:
                    return Node(Years(first=first, last=first + 9), i, k + 1)
        ordinal = read_ordinal(self.words, j)
        if ordinal and ordinal.value and ordinal.value <= 21 and self.words[ordinal.end].lower == "century":
            first = (ordinal.value - 1) * 100 + 1
            return Node(Years(first=first, last=first + 99), i, ordinal.end + 1)
        return None

    def _weekday(self, i: int) -> Node | None:
        weekday = lexicon.WEEKDAYS.get(self.words[i].lower)
        return Node(Weekday(weekday=weekday), i, i + 1) if weekday is not None else None

    def _season(self, i: int, which: Which | None = None) -> Node | None:
        """Read a season; "spring" and "fall" are words of their own, so one needs a year, a sense or a preposition."""
        j = i + 1 if self.words[i].lower == "the" else i
        season = lexicon.SEASONS.get(self.words[j].lower)
        if season is None or (
            self.words[j].lower == "fall" and self.words[j + 1].lower == "of" and not self.year(j + 2)
        ):
            return None
        k = j + 1
        if self.words[k].lower in ("of", ","):
            k += 1
        if year := self.year(k):
            return Node(SeasonOf(season=season, year=year[0]), i, year[1])
        relative = lexicon.WHICH.get(self.words[k].lower)
        if relative and self.words[k + 1].lower == "year":
            shift = Moved(unit="year", offset=lexicon.OFFSETS[relative])
            return Node(SeasonOf(season=season, which=relative), i, k + 2) if shift.offset else None
        if which is not None:
            return Node(SeasonOf(season=season, which=which), i, j + 1)
        cues = ("in", "since", "during", "by", "until", "late", "early", "of")
        if self.words[i - 1].lower in cues and (j > i or self.words[j].lower in ("summer", "winter", "autumn")):
            return Node(SeasonOf(season=season), i, j + 1)
        return None

    def _which(self, i: int) -> Node | None:
        """Read what "last", "this", "the previous" and the like begin."""
        the = self.words[i].lower == "the"
        j = i + 1 if the else i
        which = lexicon.WHICH.get(self.words[j].lower)
        if which is None:
            if the and self.words[j].lower in ("day", "night", "week", "month", "year", "weekend"):
                return self._the_unit(i, j)
            return None
        if self.words[j].lower == "that" and self.words[j + 1].lower == "same":
            j += 1
        said = self.words[j].lower
        k = j + 1
        if self.words[k].lower == "past" and said == "this":
            k, said, which = k + 1, "past", "last"
        if self.words[k].gap == 3:
            return None
        word = self.words[k].lower
        unit = lexicon.UNITS.get(word)
        if said in ("this", "last", "that", "same", "next", "following", "previous") and word in lexicon.DAYPARTS:
            return self._which_daypart(i, k, which, the=the)
        if word in lexicon.WEEKDAYS and said not in ("past", "same"):
            relative: Which = "following" if the and which == "next" else which
            return Node(Weekday(weekday=lexicon.WEEKDAYS[word], which=relative), i, k + 1)
        if (month := self.month(k)) and (month.sure or is_title(self.words[k])):
            date = self.calendar(k)
            if date and isinstance(date.meaning, Calendar) and date.meaning.year is None:
                meaning = date.meaning
                return Node(Calendar(month=meaning.month, day=meaning.day, which=which), i, date.end)
            return None
        if word in lexicon.SEASONS:
            return self._season_after(i, k, which)
        if unit and word not in ("weeks", "days", "months", "years", "hours", "minutes", "decades", "nights"):
            return self._which_unit(i, k, unit, which, said, the=the)
        return self._stretch(i, k, said)

    def _season_after(self, i: int, k: int, which: Which) -> Node | None:
        season = self._season(k, which)
        return Node(season.meaning, i, season.end) if season else None

    def _which_daypart(self, i: int, k: int, which: Which, *, the: bool) -> Node | None:
        offset = lexicon.OFFSETS[which]
        context = which in ("that", "previous", "following") or the
        if which == "this" or (which == "last" and self.words[k].lower in ("night", "evening")) or context:
            meaning = Moved(unit="day", offset=offset, origin="context" if context else "anchor")
            return Node(meaning, i, k + 1)
        return None

    def _which_unit(self, i: int, k: int, unit: Unit, which: Which, said: str, *, the: bool) -> Node | None:
        offset = lexicon.OFFSETS[which]
        if said == "past" or (the and which == "last"):
            return self._slice(i) or Node(Stretch(unit=unit, count=1), i, k + 1)
        if said in ("coming", "upcoming"):
            return Node(Stretch(unit=unit, count=1, ahead=True), i, k + 1)
        if unit in ("hour", "minute"):
            return None
        if unit == "day" and which == "last":
            return None
        context = which in ("that", "previous", "following") or (the and which == "next") or unit == "day"
        return Node(Moved(unit=unit, offset=offset, origin="context" if context else "anchor"), i, k + 1)

    def _the_unit(self, i: int, j: int) -> Node | None:
        unit = lexicon.UNITS[self.words[j].lower]
        after = self.words[j + 1].lower
        if unit == "day" and after in ("before", "after", "following"):
            step = -1 if after == "before" else 1
            if self.words[j + 2].lower in ("yesterday", "tomorrow"):
                return Node(Moved(unit="day", offset=2 * step), i, j + 3)
            return Node(Moved(unit="day", offset=step, origin=self._origin(j + 2)), i, j + 2)
        if after in ("before", "after", "following"):
            return Node(Moved(unit=unit, offset=-1 if after == "before" else 1, origin=self._origin(j + 2)), i, j + 2)
        if unit == "weekend":
            return Node(Moved(unit="weekend", offset=0), i, j + 1)
        if unit in ("month", "year") and self.words[i - 1].lower == "of":
            return Node(Moved(unit=unit, offset=0, origin="context"), i, j + 1)
        return None

    def _origin(self, i: int) -> Origin:
        """Tell "the day before." and "the day before in Kabul" from "the day before the raid"."""
        word = self.words[i]
        apart = not word.is_letters or word.gap == 3 or word.lower in ("in", "at", "near", "by", "and", "but", "when")
        return "context" if apart else "event"

    def _slice(self, i: int) -> Node | None:
        """Read "the first ten months of this year", "the last week of March", "the second half of 2020"."""
        j = i + 1 if self.words[i].lower == "the" else i
        if self.words[j].lower in ("last", "final", "closing"):
            position, j = -1, j + 1
        else:
            ordinal = read_ordinal(self.words, j)
            if ordinal is None or ordinal.value is None or ordinal.value > 12:
                return None
            position, j = ordinal.value, ordinal.end
        numeral = read_numeral(self.words, j)
        count = numeral.value if numeral else 1
        j = numeral.end if numeral else j
        word = self.words[j].lower
        if count is None or count > 400 or self.words[j + 1].lower != "of":
            return None
        whole = self._basic(j + 2)
        if whole is None or whole.meaning is None:
            return None
        if word in ("half", "quarter"):
            return self._fraction(i, whole, position, word)
        unit = lexicon.UNITS.get(word)
        if (
            unit is None
            or unit in ("minute", "hour", "weekend")
            or not isinstance(whole.meaning, Calendar | Moved | Years)
        ):
            return None
        if numeral is None and word.endswith("s"):
            parted = _with_part(whole.meaning, "early" if position == 1 else "late")
            return Node(parted, i, whole.end) if parted else None
        first = position if position > 0 else -count
        last = position + count - 1 if position > 0 else -1
        return Node(Slice(unit=unit, first=first, last=last, whole=whole.meaning), i, whole.end)

    def _fraction(self, i: int, whole: Node, position: int, word: str) -> Node | None:
        of_month = isinstance(whole.meaning, Calendar) and whole.meaning.month is not None
        parts = 2 if word == "half" else 4
        position = parts if position < 0 else position
        if whole.meaning is None or position > parts or (of_month and parts == 4):
            return None
        if of_month:
            first, last = (1, 15) if position == 1 else (16, -1)
            return Node(Slice(unit="day", first=first, last=last, whole=whole.meaning), i, whole.end)
        length = 12 // parts
        first, last = (position - 1) * length + 1, position * length
        return Node(Slice(unit="month", first=first, last=last, whole=whole.meaning), i, whole.end)

    def _count(self, i: int) -> tuple[int | None, int] | None:
        """Read how many units: a number, an article, or a word that leaves it open (then null)."""
        open_ = False
        for phrase in lexicon.APPROXIMATIONS:
            if all(self.words[i + k].lower == word for k, word in enumerate(phrase)):
                i += len(phrase)
                open_ = phrase[0] in lexicon.LOOSE
                break
        word = self.words[i].lower
        if word in ("a", "an") and self.words[i + 1].lower in ("few", "couple", "number", "half"):
            i += 1
            word = self.words[i].lower
        if word in lexicon.AMOUNTS or word in ("number", "half"):
            i += 1
            if self.words[i].lower in ("of", "a", "an"):
                i += 1
            return (2 if word == "couple" and not open_ else None), i
        numeral = read_numeral(self.words, i)
        if numeral is not None:
            end = numeral.end
            value = numeral.value
            if self.words[end].lower in ("or", "to") or self.words[end].is_dash:
                second = read_numeral(self.words, end + 1)
                if second is not None and second.end < end + 4:
                    return None, second.end
            return (None if open_ else value), end
        if word in ("a", "an", "another"):
            return (None if open_ else 1), i + 1
        return None

    def _unit_after(self, i: int) -> tuple[Unit, int] | None:
        if self.words[i].is_dash and self.words[i].gap == 0:
            i += 1
        if self.words[i].lower in ("consecutive", "full", "more", "long", "successive", "straight", "short", "whole"):
            i += 1
        unit = lexicon.UNITS.get(self.words[i].lower)
        return (unit, i + 1) if unit and self.words[i].gap < 3 else None

    def _stretch(self, i: int, k: int, said: str) -> Node | None:
        """Read what follows "the past", "the last", "the next": "two weeks", "few days"."""
        counted = self._count(k) or (None, k)
        unit = self._unit_after(counted[1])
        if unit is None or self.words[counted[1]].gap == 3:
            return None
        if said in ("past", "last"):
            return self._slice(i) or Node(Stretch(unit=unit[0], count=counted[0]), i, unit[1])
        if said in ("next", "coming", "upcoming"):
            return Node(Stretch(unit=unit[0], count=counted[0], ahead=True), i, unit[1])
        if said in ("previous", "preceding", "following", "prior", "this", "that"):
            return Node(Vague(), i, unit[1])
        return None

    def _amount(self, i: int) -> Node | None:
        """Read a number of units, with "ago", "earlier" or "later" after it, or alone, as a duration."""
        counted = self._count(i)
        bare = counted is None and self.words[i].lower in lexicon.UNITS and self.words[i].lower.endswith("s")
        unit = self._unit_after(counted[1]) if counted else self._unit_after(i) if bare else None
        if unit is None:
            return None
        name, j = unit
        count = counted[0] if counted else None
        if self.words[j].lower == "old" or (self.words[j].is_dash and self.words[j + 1].lower == "old"):
            old = j + 1 if self.words[j].lower == "old" else j + 2
            return Node(None, i, old)
        after = self.words[j].lower if self.words[j].gap < 3 else ""
        if after == "ago":
            return Node(Moved(unit=name, offset=None if count is None else -count), i, j + 1)
        if after in ("earlier", "before", "prior", "previously"):
            origin = self._origin(j + 1) if after == "before" else "context"
            return Node(Moved(unit=name, offset=None if count is None else -count, origin=origin), i, j + 1)
        if after in ("later", "after", "afterwards", "afterward"):
            origin = self._origin(j + 1) if after == "after" else "context"
            return Node(Moved(unit=name, offset=count, origin=origin), i, j + 1)
        if after == "from" and self.words[j + 1].lower in ("now", "today"):
            return Node(Moved(unit=name, offset=count), i, j + 2)
        return Node(Duration(unit=name, count=count), i, j)

    def _vague(self, i: int) -> Node | None:
        if self._plain(i, 3) in ("at this time", "at this moment", "at this hour"):
            return Node(Moved(unit="day", offset=0), i, i + 3)
        for phrase in lexicon.VAGUE:
            if all(self.words[i + k].lower == word for k, word in enumerate(phrase)):
                return Node(Vague(), i, i + len(phrase))
        return None


def _is_day(meaning: Meaning | None) -> bool:
    match meaning:
        case Weekday() | FeastOf():
            return True
        case Calendar():
            return meaning.day is not None
        case Moved():
            return meaning.unit == "day"
        case _:
            return False


def _with_part(meaning: Meaning | None, part: Part | None) -> Meaning | None:
    """Narrow a meaning to its early, middle or late part; "earlier" and "later" leave it whole."""
    match meaning:
        case Calendar() if meaning.day is None:
            return Calendar(
                year=meaning.year, month=meaning.month, part=part, which=meaning.which, year_of=meaning.year_of
            )
        case Calendar() | Weekday() | FeastOf():
            return meaning
        case SeasonOf():
            return SeasonOf(season=meaning.season, year=meaning.year, which=meaning.which, part=part)
        case Moved() if meaning.origin != "event":
            return Moved(unit=meaning.unit, offset=meaning.offset, origin=meaning.origin, part=part)
        case Years():
            return Years(first=meaning.first, last=meaning.last, part=part)
        case _:
            return None


def _sharing_year(first: Calendar, last: Calendar) -> Calendar:
    """Give "March to June 2020" its year twice, and the year before to "December to March 2020"."""
    if first.year is not None or first.month is None or last.year is None or last.month is None:
        return first
    earlier = (first.month, first.day or 0) > (last.month, last.day or 32)
    return Calendar(year=last.year - earlier, month=first.month, day=first.day, weekday=first.weekday, part=first.part)
