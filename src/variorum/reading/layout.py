"""
The furniture of a page: title, byline, dateline, dates, publisher, captions, subheads, boilerplate.

A pure function of the text. Zones are disjoint and in order, and every character that is not blank lies in one of
them. Time is linear in the length of the text: patterns are tried on short lines or at the head of a line only.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Literal

from variorum.reading.furniture import VERBATIM, Furniture, furniture
from variorum.reading.units import Unit, ends_sentence, find_units, is_headline_cased, is_upper
from variorum.reading.zones import Layout, Zone, ZoneKind

__all__ = ["Layout", "Zone", "ZoneKind", "find_layout", "looks_like_outlet"]


_BULLET = re.compile(r"[-–—•*·▪●‣>]|\(?[\da-z]{1,2}[.)]\s|[QA]:", re.IGNORECASE)
_CELLS = re.compile(r"\s*[|·•]\s*")
_TAIL = re.compile(r"\s+(?:[-–—|]|::)\s+(?=[^-–—|]*$)")
_AGENCY_CREDIT = re.compile(r"[(\[](?P<names>[^()\[\]]{2,60})[)\]]\s*$")
_SOURCED = re.compile(r"[.!?][\"'”’]?\s?\([A-Z][\w .'’/&-]{1,40}\)$")
_NAMES = re.compile(r"[A-Z][\w.&'’-]*(?: [A-Z&][\w.&'’-]*){0,3}")
_MASTHEAD = 6
_PLACE = re.compile(r"[A-Z][\w.'’-]*(?:[ ][A-Z][\w.'’-]*){0,2}(?:, [A-Z][\w.'’-]*(?:[ ][A-Z][\w.'’-]*){0,2})?")
_PLACE_DATE = re.compile(
    r"(?P<place>[^\W\d_a-z][\w.'’-]*(?:(?:[ ,]{1,2}|/)[^\W\d_a-z][\w.'’-]*){0,3}?),\s(?=.{0,20}\d)"
)
_SLUG = re.compile(r"(?:(?:[A-Z]{3,12}|SPECIAL REPORT)(?: \d{1,2})?-)+(?=[A-Z])")
_DATED = re.compile(r"\s(?=(?:posted|published|updated|created):?\s)", re.IGNORECASE)
_TURN = re.compile(r"(?P<label>[^\W\d_a-z][^\n:;!?\"“”,()\[\]]{0,60}?)\s?:(?=\s|$)")
_NAMED_IN = re.compile(r"(?P<name>.{3,50}?)\s+(?:in|from)\s+\S.{1,50}$")


def find_layout(text: str, *, is_outlet: Callable[[str], bool] | None = None) -> Layout:
    """
    Find the furniture of the page around its body.

    Args:
        is_outlet: Whether a name is that of a publisher; by default its shape decides (`looks_like_outlet`).
    """
    return _Reading(text, is_outlet or looks_like_outlet).read()


def looks_like_outlet(name: str) -> bool:
    """Whether a name has the shape of an outlet's: "The Harbour Post", "Radio Lowland", "harbour.example.com"."""
    return furniture().is_outlet_shaped(name)


class _Reading:
    """One pass over the units of a text, top to bottom, collecting zones."""

    def __init__(self, text: str, is_outlet: Callable[[str], bool]) -> None:
        self.text = text
        self.known: Furniture = furniture()
        self.is_outlet = is_outlet
        self.units = find_units(text)
        limits = self.known.limits
        paragraphs = [u for u in self.units if u.words >= limits["paragraph_words"]]
        self.punctuated = 2 * sum(map(ends_sentence, (u.text for u in paragraphs))) > len(paragraphs)
        self.upper = is_upper(text[:4000])
        upwards = reversed(range(len(self.units)))
        self.last_paragraph = next((i for i in upwards if self._is_paragraph(self.units[i])), -1)
        labels = Counter(
            m["label"].casefold() for u in self.units if (m := _TURN.match(u.text) or VERBATIM.match(u.text))
        )
        self.speaking = {label for label, n in labels.items() if n > 1}
        self.zones: list[Zone] = []
        self.title: str | None = None
        self.publishers: dict[int, str] = {}
        self.authors: dict[str, None] = {}
        self.agencies: dict[str, None] = {}
        self.place: str | None = None
        self.paragraphs = 0
        self.in_section: Literal["", "links", "authors"] = ""

    def read(self) -> Layout:
        for index, unit in enumerate(self.units):
            self._read_unit(index, unit)
        publisher = self.publishers[min(self.publishers)] if self.publishers else None
        return Layout(
            zones=tuple(self.zones),
            title=self.title,
            publisher=publisher,
            authors=tuple(self.authors),
            dateline_place=self.place,
            agencies=tuple(self.agencies),
        )

    # What a unit is

    def _read_unit(self, index: int, unit: Unit) -> None:
        if not any(map(str.isalnum, unit.text[: self.known.limits["short"]])) and len(unit.text) < 300:
            self._mark(unit, "boilerplate")
            return
        if len(unit.text) <= self.known.limits["short"] and self._read_furniture(index, unit):
            return
        turn = _TURN.match(unit.text) or VERBATIM.match(unit.text)
        if turn is not None and turn["label"].casefold() in self.speaking:
            self._read_body(unit, unit.start)
            return
        if self.known.is_caption(unit.text) or (not self.paragraphs and _SOURCED.search(unit.text[-60:])):
            self._mark(unit, "caption")
        elif self._read_title(index, unit) or self._read_dateline(unit, unit.start):
            pass
        elif self._is_subhead(index, unit):
            self._mark(unit, "subhead")
        else:
            self._read_body(unit, unit.start)

    def _read_furniture(self, index: int, unit: Unit) -> bool:
        """Mark a short line that is furniture as a whole."""
        at_head = self.paragraphs < 2
        at_foot = index > self.last_paragraph
        return (
            self._read_copyright(unit)
            or self._read_published_in(unit)
            or self._read_boilerplate(unit)
            or self._read_section(unit)
            or ((at_head or at_foot) and self._read_cells(index, unit, at_foot))
            or (at_head and self._read_byline(unit))
            or self._read_labelled_date(unit)
            or (at_head and self.title is not None and self._read_name(index, unit))
            or (at_foot and self._read_author_note(unit))
        )

    def _is_paragraph(self, unit: Unit) -> bool:
        return (
            unit.words >= self.known.limits["paragraph_words"]
            and (ends_sentence(unit.text) or not self.punctuated or len(unit.text) > self.known.limits["short"])
            and not (len(unit.text) <= self.known.limits["short"] and self._is_foot_matter(unit.text))
        )

    def _is_foot_matter(self, line: str) -> bool:
        return bool(
            self.known.is_boilerplate(line)
            or self.known.author_note(line)
            or self.known.is_credit(line)
            or self.known.copyright_holders(line)
        )

    def _read_boilerplate(self, unit: Unit) -> bool:
        if self.known.is_credit(unit.text):
            if self._read_cells(0, unit, at_foot=False):
                return True
            self._mark(unit, "byline")
            self.agencies |= dict.fromkeys(self.known.agencies_in(unit.text))
            return True
        if self.known.is_author_section(unit.text):
            self.in_section = "authors"
        elif not self.known.is_boilerplate(unit.text):
            return False
        elif self.known.is_section(unit.text):
            self.in_section = "links"
        credit = _AGENCY_CREDIT.search(unit.text)
        if credit and self.known.are_agencies(credit["names"]):
            self.agencies |= dict.fromkeys(self.known.agencies_in(credit["names"]))
        self._mark(unit, "boilerplate")
        return True

    def _read_section(self, unit: Unit) -> bool:
        """Mark what stands under "Related stories" or "About the author", up to the next paragraph."""
        if self.in_section == "authors" and self._read_author_note(unit):
            return True
        if self.in_section == "links" and (unit.text.endswith("?") or not ends_sentence(unit.text)):
            self._mark(unit, "boilerplate")
            return True
        self.in_section = ""
        return False

    def _read_copyright(self, unit: Unit) -> bool:
        holders = self.known.copyright_holders(unit.text)
        for holder in holders:
            self._name_source(holder, rank=3)
        if holders:
            self._mark(unit, "publisher")
        return bool(holders)

    def _read_published_in(self, unit: Unit) -> bool:
        header = self.known.monitored(unit.text)
        if header is not None:
            self._name_source(header["name"], rank=0)
            self._cut(unit, [(unit.start, "publisher"), (unit.start + header.start("date"), "date")])
            return True
        found = self.known.published_in(unit.text)
        if found is None:
            return False
        name, date = found
        self._name_source(name, rank=0)
        self._cut(unit, [(unit.start, "publisher"), (unit.start + date, "date")])
        return True

    def _read_labelled_date(self, unit: Unit) -> bool:
        place = _PLACE_DATE.match(unit.text) if not self.paragraphs else None
        if place is not None and self.known.is_date(unit.text[place.end() :]):
            self._cut(unit, [(unit.start, "dateline"), (unit.start + place.end(), "date")])
            self.place = self.place or place["place"]
            return True
        if not self.known.is_date(unit.text, labelled=True):
            return False
        self._mark(unit, "date")
        return True

    def _read_cells(self, index: int, unit: Unit, at_foot: bool) -> bool:
        """Mark a line of dates, bylines, agencies and outlets: "By Ada Moor | Harbour Wire | 3 March 2010"."""
        cuts: list[tuple[int, ZoneKind]] = []
        start = 0
        splits = [(m.start(), m.end()) for m in _CELLS.finditer(unit.text)][:12]
        for stop, following in [*splits, (len(unit.text), len(unit.text))]:
            cell = unit.text[start:stop].strip()
            kind = self._cell_kind(index, cell, alone=not splits, at_foot=at_foot)
            if cell and kind is None:
                return False
            if kind:
                cuts.append((unit.start + start, kind))
            start = following
        if not cuts:
            return False
        for (offset, kind), (stop, _) in zip(cuts, [*cuts[1:], (unit.end, None)], strict=True):
            cell = self.text[offset:stop].strip(" |·•\t")
            if kind == "publisher":
                self._name_source(cell, rank=1)
            elif kind == "byline" and not self.known.is_staff(cell):
                self._credit(cell)
        self._cut(unit, cuts)
        return True

    def _cell_kind(self, index: int, cell: str, *, alone: bool, at_foot: bool) -> ZoneKind | None:
        if self.known.is_date(cell):
            return "date"
        if self.known.is_agency(cell.strip("()[] ")) or self.known.is_staff(cell):
            return "byline"
        if not alone and not at_foot and cell and _PLACE.fullmatch(cell) and self._has_date(index):
            return "dateline"
        if not alone and self.known.is_labelled_credit(cell):
            return "byline"
        named_in = _NAMED_IN.match(cell)
        if not alone and (self.known.person(named_in["name"] if named_in else cell) or self._byline(cell)):
            return "byline"
        if self.is_outlet(cell) and (not alone or at_foot or self._heads_title(index)):
            return "publisher"
        headed = all(zone.kind in ("boilerplate", "publisher", "date") for zone in self.zones)
        if alone and headed and index == 0 and self._is_masthead(cell):
            return "publisher"
        if alone and headed and self.known.is_office(cell) and self._heads_title(index):
            return "publisher"
        return None

    def _has_date(self, index: int) -> bool:
        """Whether the last cell of a unit's line is a date, so that the first may be the place."""
        cells = _CELLS.split(self.units[index].text)
        return self.known.is_date(cells[-1].strip()) and len(cells) <= _MASTHEAD

    def _is_masthead(self, cell: str) -> bool:
        """Whether a short line in capitals names who issues the release that the next line announces."""
        if len(self.units) < 2 or not cell.isupper() or not 2 <= len(cell.split()) <= _MASTHEAD:
            return False
        following = self.units[1].text
        return self.known.is_boilerplate(following) and not self.known.is_boilerplate(cell)

    def _heads_title(self, index: int) -> bool:
        """Whether the unit after this one could itself be a title or a credit, so that this one need not be."""
        if index + 1 >= len(self.units):
            return False
        following = self.units[index + 1]
        return not ends_sentence(following.text) and following.words <= self.known.limits["headline_words"]

    # Who wrote it

    def _byline(self, line: str) -> re.Match[str] | None:
        match = self.known.byline_lead(line)
        if not match or len(line) > 200 or (ends_sentence(line) and self.known.count_names(line[match.end() :]) == 0):
            return None
        rest = line[match.end() :].strip()
        named = self.known.people(rest)[0] or self.known.is_staff(rest) or self.known.agencies_in(rest)
        return match if named else None

    def _read_byline(self, unit: Unit) -> bool:
        line, start = unit.text, unit.start
        match = self._byline(line)
        if not match:
            return False
        if self.known.is_staff(line[match.end() :]):
            self._mark(unit, "byline")
            return True
        _, consumed = self.known.people(line[match.end() :])
        rest = match.end() + consumed
        cuts: list[tuple[int, ZoneKind]] = [(start, "byline")]
        date_length = self.known.leading_date(line[rest:])
        remainder = line[rest + date_length :].strip(" ,|/()-–—\t")
        if date_length:
            cuts.append((start + rest, "date"))
        parted = line[rest + date_length :].lstrip().startswith(("-", "–", "—", "|", "/"))
        if remainder and not self._explains(remainder, cuts, start + rest + date_length, parted=parted):
            return False
        self._credit(line[:rest])
        self._cut(unit, cuts)
        return True

    def _explains(self, remainder: str, cuts: list[tuple[int, ZoneKind]], offset: int, *, parted: bool) -> bool:
        """Whether what follows the names in a byline, *parted* by a sign, is a post, a place, an outlet or a date."""
        if self.known.is_date(remainder):
            cuts.append((offset, "date"))
        elif self.known.agencies_in(remainder):
            self.agencies |= dict.fromkeys(self.known.agencies_in(remainder))
        elif self.is_outlet(remainder) or (parted and _NAMES.fullmatch(remainder)):
            cuts.append((offset, "publisher"))
            self._name_source(remainder, rank=2)
        elif not self.known.is_role(remainder) or len(remainder.split()) > 12:
            return False
        return True

    def _credit(self, line: str) -> None:
        """Keep the authors and agencies that a byline names."""
        match = self.known.byline_lead(line)
        rest = line[match.end() :] if match else line
        self.agencies |= dict.fromkeys(self.known.agencies_in(rest))
        self.authors |= dict.fromkeys(self.known.people(rest)[0])

    def _read_name(self, index: int, unit: Unit) -> bool:
        """Mark a name alone under the title as the author's, unless the body speaks of that person."""
        named_in = _NAMED_IN.match(unit.text)
        head, comma, tail = unit.text.partition(",")
        name = self.known.person(named_in["name"] if named_in else head)
        post = tail.strip()
        if comma and not (self.known.agencies_in(post) or self.is_outlet(post) or self.known.is_role(post)):
            return False
        if not name or index > 12 or not (self.zones[-1].kind in ("title", "byline", "date") or self._is_dated(index)):
            return False
        if (name.isupper() and not post) or ends_sentence(unit.text) or self.text.find(name, unit.end) >= 0:
            return False
        self.authors[name] = None
        self.agencies |= dict.fromkeys(self.known.agencies_in(tail))
        self._mark(unit, "byline")
        return True

    def _is_dated(self, index: int) -> bool:
        """Whether the line after a unit is a date, as below an author's name under the standfirst."""
        return self.paragraphs < 2 and index + 1 < len(self.units) and self.known.is_date(self.units[index + 1].text)

    def _read_author_note(self, unit: Unit) -> bool:
        note = self.known.author_note(unit.text)
        if note is None:
            return False
        name, outlet = note
        self.authors[name] = None
        if outlet and self.is_outlet(outlet):
            self._name_source(outlet, rank=4)
        self._mark(unit, "byline")
        return True

    def _name_source(self, name: str, *, rank: int) -> None:
        """Keep a publisher's name; the lowest *rank* is the best evidence."""
        if self.known.is_agency(name):
            self.agencies[name] = None
        elif name:
            self.publishers.setdefault(rank, name)

    # Title, subheads

    def _read_title(self, index: int, unit: Unit) -> bool:
        if self.title is not None or self.paragraphs or self._is_bare(unit):
            return False
        if index + 1 < len(self.units) and self._is_title(unit, self.units[index + 1]):
            self._mark_title(unit, unit.start, unit.end)
            return True
        length = self.known.inline_title(unit.text, upper=self.upper)
        if not length:
            return False
        stop = unit.start + length
        self._mark_title(None, unit.start, stop)
        if not self._read_dateline(unit, stop):
            self._read_body(unit, stop)
        return True

    def _is_bare(self, unit: Unit) -> bool:
        return not self.upper and self.known.is_bare_dateline(unit.text)

    def _is_title(self, unit: Unit, following: Unit) -> bool:
        limits = self.known.limits
        line = unit.text
        if not 2 <= unit.words <= limits["headline_words"] or len(line) > limits["headline_chars"]:
            return False
        if _BULLET.match(line) or (unit.words == 2 and not unit.blank_after):
            return False
        dateline = self.known.dateline(line)
        if line.endswith((",", ":", "-", "–", "—")) or (dateline and dateline.strict and dateline.separator != ":"):
            return False
        longer = following.words > unit.words
        if ends_sentence(line) and not line.endswith(("?", "!", "”", '"', "'", "’")):
            return is_headline_cased(line, share=0.9) and not self.upper and longer
        if line[0].islower() and not self.text[unit.end : unit.end + 2000].islower():
            return False
        if self.punctuated or unit.blank_after:
            return True
        return longer and (is_headline_cased(line) or len(following.text) >= 2 * len(line))

    def _mark_title(self, unit: Unit | None, start: int, end: int) -> None:
        line = self.text[start:end]
        slug = _SLUG.match(line)
        if slug and not line.isupper():
            self._add(start, start + slug.end(), "boilerplate")
            self._mark_title(unit, start + slug.end(), end)
            return
        dated = _DATED.search(line)
        if dated and unit and self.known.is_date(line[dated.end() :]):
            self._mark_title(None, start, start + dated.start())
            self._add(start + dated.start(), end, "date")
            return
        tail = _TAIL.search(line[-60:]) if unit else None
        title = line
        if tail and unit:
            cut = max(0, len(line) - 60) + tail.start()
            outlet = line[max(0, len(line) - 60) + tail.end() :].strip()
            if cut and (self.is_outlet(outlet) or self.known.is_agency(outlet)):
                title = line[:cut]
                self._name_source(outlet, rank=1)
                self._cut(unit, [(start, "title"), (start + cut, "publisher")])
                self.title = " ".join(title.split())
                return
        self.title = " ".join((title if unit else title.removesuffix(".")).split())
        self._add(start, end, "title")

    def _is_subhead(self, index: int, unit: Unit) -> bool:
        limits = self.known.limits
        if not self.paragraphs or index + 1 >= len(self.units) or index > self.last_paragraph:
            return False
        line, following = unit.text, self.units[index + 1]
        longer_words = line[-1] == "?" or is_headline_cased(line)
        limit = limits["subhead_question_words" if longer_words else "subhead_words"]
        if unit.words > limit or len(line) > limits["subhead_chars"] or _BULLET.match(line):
            return False
        if (
            line[-1] in ",;:-–—"
            or (ends_sentence(line) and line[-1] != "?")
            or line[0].islower()
            or (line[0] in "\"“'‘" and line[-1] in "\"”'’")
        ):
            return False
        if not any(map(str.isalpha, line)) or re.search(r", \d", line):
            return False
        between_paragraphs = following.words > unit.words and (
            self._is_paragraph(following) or ends_sentence(following.text)
        )
        if not between_paragraphs:
            return False
        return self.punctuated or (unit.words <= 6 and is_headline_cased(line))

    # Body

    def _read_dateline(self, unit: Unit, start: int) -> bool:
        """Mark the dateline at the head of a paragraph and the paragraph after it."""
        line = self.text[start : min(unit.end, start + 400)]
        offset = start + len(line) - len(line.lstrip())
        word = self.known.caption_word(line.lstrip())
        found = self.known.dateline(line.lstrip()[word:] + (" -- " if self._is_bare(unit) else ""))
        if found is None or not (found.strict or self.paragraphs == 0):
            return False
        length = min(found.end, unit.end - offset - word)
        rest = self.text[offset + word + length : unit.end]
        if not found.strict and not (found.follows(rest) and (ends_sentence(unit.text) or not self.punctuated)):
            return False
        if rest.strip() and self.known.is_date(rest.strip()):
            self._add(offset, offset + word + length, "dateline")
            self._add(offset + word + length, unit.end, "date")
            self.place = self.place or found.place
            return True
        if rest.strip() and len(rest.split(maxsplit=4)) < 4:
            return False
        if word:
            self._add(offset, offset + word, "boilerplate")
            offset += word
        cuts: list[tuple[int, ZoneKind]] = [(offset, "dateline")]
        if found.date:
            cuts += [(offset + found.date[0], "date"), (offset + found.date[1], "dateline")]
        for (begin, kind), (end, _) in zip(cuts, [*cuts[1:], (offset + length, "dateline")], strict=True):
            self._add(begin, end, kind)
        self.place = self.place or found.place
        self.agencies |= dict.fromkeys(name for name in found.agencies if not self.known.is_date(name, labelled=True))
        self._read_body(unit, offset + length)
        return True

    def _read_body(self, unit: Unit, start: int) -> None:
        """Mark a paragraph from *start*, without the furniture that stands inside it."""
        line = self.text[start : unit.end]
        end = len(line)
        credit = _AGENCY_CREDIT.search(line[-64:])
        if credit and self.known.are_agencies(credit["names"]):
            end -= len(line[-64:]) - credit.start()
            self.agencies |= dict.fromkeys(self.known.agencies_in(credit["names"]))
        at = 0
        for piece in self.known.inline(line):
            if piece.start() >= at and piece.end() <= end:
                self._add(start + at, start + piece.start(), "body")
                self._add(start + piece.start(), start + piece.end(), "boilerplate")
                at = piece.end()
        self._add(start + at, start + end, "body")
        self._add(start + end, unit.end, "byline")
        if self._is_paragraph(unit):
            self.paragraphs += 1

    # Zones

    def _mark(self, unit: Unit, kind: ZoneKind) -> None:
        self._add(unit.start, unit.end, kind)

    def _cut(self, unit: Unit, cuts: Iterable[tuple[int, ZoneKind]]) -> None:
        """Add a zone from each offset to the next; the last one ends with the unit."""
        cuts = list(cuts)
        cuts[0] = (unit.start, cuts[0][1])
        for (start, kind), (end, _) in zip(cuts, [*cuts[1:], (unit.end, "body")], strict=True):
            self._add(start, end, kind)

    def _add(self, start: int, end: int, kind: ZoneKind) -> None:
        """Add a zone without the blanks at its ends; nothing where it is all blank."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end = start + len(words.strip())
        if start < end:
            self.zones.append(Zone(start, end, kind))
