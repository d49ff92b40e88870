"""Read what lies at a known distance or bears a name: "last week", "the summer of 2015", "the day before", "Easter"."""

from __future__ import annotations

from variorum.reading.numerals import read_numeral, read_ordinal
from variorum.reading.times import lexicon
from variorum.reading.times.amounts import Amounts
from variorum.reading.times.dates import Node, is_title
from variorum.reading.times.meanings import (
    Calendar,
    Elapsed,
    FeastOf,
    Moved,
    SeasonOf,
    Slice,
    Stretch,
    Unit,
    Vague,
    Weekday,
    Which,
    Years,
    narrowed,
)


class Periods(Amounts):
    """The basic expressions of time among the words of one text: those without a time of day or a part."""

    def basic(self, i: int) -> Node | None:
        """Read the basic expression that begins at word *i*."""
        lower = self.words[i].lower
        if lower not in lexicon.FIRST_WORDS and not self.words[i].is_digits:
            return None
        if lower in lexicon.DEICTIC_DAYS:
            return Node(Moved(unit="day", offset=lexicon.DEICTIC_DAYS[lower]), i, i + 1)
        if lower in ("each", "every", "per") and self.words[i + 1].lower in lexicon.REPEATED:
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
            or self._slice(i)
            or self._which(i)
            or self.amount(i)
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
        found = lexicon.FEASTS.find(self.words, j)
        if found is None:
            return None
        feast, end = found
        if is_title(self.words[end]) and self.words[end].gap == 1:
            return None
        year = self.year(end)
        if end == j + 1 and not (which or year or self.words[i - 1].lower in lexicon.CUES | {"on", "at"}):
            return None
        if year:
            which, end = None, year[1]
        if isinstance(feast, str):
            return Node(FeastOf(feast=feast, year=year[0] if year else None, which=which), i, end)
        month, day, *named = feast
        said = year[0] if year else named[0] if named else None
        return Node(Calendar(year=said, month=month, day=day, which=which), i, end)

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
            return Node(SeasonOf(season=season, year_of=relative), i, k + 2)
        if which is not None:
            return Node(SeasonOf(season=season, which=which), i, j + 1)
        cues = ("in", "since", "during", "by", "until", "late", "early", "of")
        if self.words[i - 1].lower in cues and (j > i or self.words[j].lower != "fall"):
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
        return self.stretch(i, k, said)

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
            return Node(Stretch(unit=unit, count=1), i, k + 1)
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
            return Node(Moved(unit="day", offset=step, origin=self.origin(j + 2)), i, j + 2)
        if after in ("before", "after", "following"):
            return Node(Moved(unit=unit, offset=-1 if after == "before" else 1, origin=self.origin(j + 2)), i, j + 2)
        if unit == "weekend":
            return Node(Moved(unit="weekend", offset=0), i, j + 1)
        if unit in ("month", "year") and self.words[i - 1].lower == "of":
            return Node(Moved(unit=unit, offset=0, origin="context"), i, j + 1)
        return None

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
        whole = self._decade(j + 2) or self.calendar(j + 2) or self._which(j + 2)
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
            parted = narrowed(whole.meaning, "early" if position == 1 else "late")
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

    def _vague(self, i: int) -> Node | None:
        if self.words.phrase(i, 3) in ("at this time", "at this moment", "at this hour"):
            return Node(Moved(unit="day", offset=0), i, i + 3)
        if found := lexicon.VAGUE.find(self.words, i):
            return Node(Vague(), i, found[1])
        return None
