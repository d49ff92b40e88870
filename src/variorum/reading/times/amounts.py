"""Read amounts of time off words: "two months", "a few days ago", "the past week", and their shifts."""

from __future__ import annotations

from variorum.reading.numerals import read_numeral
from variorum.reading.times import lexicon
from variorum.reading.times.dates import Dates, Node
from variorum.reading.times.meanings import Duration, Moved, Origin, Stretch, Unit, Vague


class Amounts(Dates):
    """The amounts of time among the words of one text."""

    def amount(self, i: int) -> Node | None:
        """Read a number of units, with "ago", "earlier" or "later" after it, or alone, as a duration."""
        counted = self._count(i)
        bare = counted is None and self.words[i].lower in lexicon.UNITS and self.words[i].lower.endswith("s")
        # Alone, the unit may open a line: "Hours later, police came".
        unit = (
            (lexicon.UNITS[self.words[i].lower], i + 1) if bare else self._unit_after(counted[1]) if counted else None
        )
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
            origin = self.origin(j + 1) if after == "before" else "context"
            return Node(Moved(unit=name, offset=None if count is None else -count, origin=origin), i, j + 1)
        if after in ("later", "after", "afterwards", "afterward"):
            origin = self.origin(j + 1) if after == "after" else "context"
            return Node(Moved(unit=name, offset=count, origin=origin), i, j + 1)
        if after == "from" and self.words[j + 1].lower in ("now", "today"):
            return Node(Moved(unit=name, offset=count), i, j + 2)
        return Node(Duration(unit=name, count=count), i, j)

    def stretch(self, i: int, k: int, said: str) -> Node | None:
        """Read what follows "the past", "the last", "the next": "two weeks", "few days"."""
        counted = self._count(k) or (None, k)
        unit = self._unit_after(counted[1])
        if unit is None or self.words[counted[1]].gap == 3:
            return None
        days = unit[0] == "hour" and said in ("previous", "preceding")  # "in the previous 24 hours"
        if said in ("past", "last") or days:
            return Node(Stretch(unit=unit[0], count=counted[0]), i, unit[1])
        if said in ("next", "coming", "upcoming"):
            return Node(Stretch(unit=unit[0], count=counted[0], ahead=True), i, unit[1])
        if said in ("previous", "preceding", "following", "prior", "this", "that"):
            return Node(Vague(), i, unit[1])
        return None

    def _count(self, i: int) -> tuple[int | None, int] | None:
        """Read how many units: a number, an article, or a word that leaves it open (then null)."""
        open_, i = lexicon.APPROXIMATIONS.find(self.words, i) or (False, i)
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

    def origin(self, i: int) -> Origin:
        """Tell "the day before." and "the day before in Kabul" from "the day before the raid"."""
        word = self.words[i]
        apart = not word.is_letters or word.gap == 3 or word.lower in ("in", "at", "near", "by", "and", "but", "when")
        return "context" if apart else "event"
