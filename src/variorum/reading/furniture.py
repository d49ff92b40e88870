"""What the furniture of a page looks like: the patterns and names of `data/layout.toml`, asked one line at a time."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from variorum.reading.units import ends_sentence, is_headline_cased, is_upper

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_NUMERIC_DATE = re.compile(r"\b\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d)")
_NAME_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_JOIN = re.compile(r"\s*(?:,?\s+(?:and|AND)\s+|\s*[,;&]\s*)")
_MONTH = (
    r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = rf"(?:\d{{1,2}}\s{_MONTH}(?:,?\s(?:\d{{4}}|\d{{2}}))?|{_MONTH}\s\d{{1,2}}(?:,?\s\d{{4}})?)"
_NEAR_MONTH = re.compile(rf"\d(?i:st|nd|rd|th)?(?: of)?[\s.,-]{{0,3}}{_MONTH}|{_MONTH}[\s.,-]{{0,3}}\d")
_WORD = r"[^\W\d_][\w'’.-]{0,24}"
_DATELINE = re.compile(
    rf"(?P<open>\()?(?P<place>{_WORD}(?:[ /]{_WORD}){{0,3}})(?(open)\))"
    rf"(?:,\s{{0,2}}(?P<region>{_WORD}(?:\s{_WORD}){{0,3}}))??"
    rf"(?:\s\((?P<country>{_WORD}(?:\s{_WORD}){{0,3}})\)(?=,\s))?"
    rf"(?:,?\s{{0,2}}\(?(?P<date>{_DAY})\)?)?,?"
    r"(?:\s{0,2}\((?P<agency>[^()]{2,60})\))?"
    r"(?P<separator>\s{0,2}(?:--|[–—―])|\s{1,2}-(?=\s)|(?<=\))-(?=\s)|:(?=\s))\s{0,3}"
    r"(?P<tags>(?:\[[^\[\]]{1,80}\]\s{0,2}){0,5})"
)
_BRACKETED = re.compile(
    rf"\((?P<place>{_WORD}(?:[ /]{_WORD}){{0,3}})(?:,\s(?P<region>{_WORD}(?:\s{_WORD}){{0,2}}))??,\s(?P<date>{_DAY})\)"
    r"\s{0,2}(?:--|[-–—―])?\s{0,3}"
)
_SLASHED_SOURCE = re.compile(
    rf"(?P<place>{_WORD}(?:[ /]{_WORD}){{0,3}}?)(?:,\s(?P<region>{_WORD}(?:\s{_WORD}){{0,2}}))??"
    rf"(?:[,.]?\s(?P<date>{_DAY}))?[,.]?"
    r"\s{0,2}/\s?(?P<agency>[^/\s][^/\n]{1,40}?)\s?/[.:]?\s{0,2}(?:--|[-–—―])?\s{0,3}"
)
_SOURCE_ALONE = re.compile(
    rf"(?P<place>{_WORD}(?:[ /]{_WORD}){{0,3}})(?:,\s(?P<region>{_WORD}(?:\s{_WORD}){{0,2}}))??"
    rf"(?:,\s(?P<date>{_DAY}))?,?"
    r"\s{1,2}\((?P<agency>[^()]{2,60})\)\s{1,3}(?=[A-Z\"“])"
)
_COPYRIGHT = re.compile(
    r"\W{0,3}(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:(?:19|20)?\d\d|present))?,?\s*)?(?:by\s+)?"
    r"(?P<name>(?:[^.,;|·()]|\.(?=\w)){2,60}?)\s*(?:(?:19|20)\d\d)?(?:\(|[.,;|·)]|\s[-–—]\s|\ball rights|$)",
    re.IGNORECASE,
)
_PUBLISHED_IN = re.compile(
    r"(?P<lead>(?:first )?published (?:in|by|on) )?(?P<name>[^,\d]{3,50}),\s*(?P<date>.{4,60})$", re.IGNORECASE
)
_MONITORED = re.compile(
    r"(?P<place>[A-Z][\w.-]+(?: [A-Z][\w.-]+){0,2}?) (?P<name>[A-Z][A-Z .'’-]{2,40}?) in [A-Z][a-z]{3,12} "
    r"(?P<date>(?:\d{3,4} GMT )?\d{1,2} [A-Z][a-z]{2,8} (?:\d{4}|\d{2}))(?: pp? ?[\d, -]{1,20})?$"
)
VERBATIM = re.compile(r"(?P<label>(?:[A-Z][\w’'-]{1,14}\.? ){0,3}[A-Z][A-Z’'-]{2,20})\.(?=\s[A-Z])")
"""The label of a turn in a verbatim record: a surname in capitals and a full stop."""

_CREDIT_CELL = re.compile(r"(?:source|(?:web )?editors?|writer|author|photo|by)\s?:", re.IGNORECASE)
_CALL_SIGN = re.compile(r"[A-Z]{2,5}(?:-?TV)?\d{0,2}|[\w.]+[./]\w+")
_SLASHED = re.compile(r"[(\[]([^()\[\]]{2,40}/[^()\[\]]{2,40})[)\]]$")
_TAG = re.compile(r"\[([^\[\]]{1,80})\]")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A place, date and agency at the head of a paragraph; offsets count from the head."""

    end: int
    place: str | None
    date: tuple[int, int] | None
    agencies: tuple[str, ...]
    strict: bool
    separator: str

    def follows(self, rest: str) -> bool:
        """Whether *rest* can be the paragraph after a dateline of which little is certain."""
        rest = rest.lstrip()
        opens = rest[:1].isupper() or rest[:1] in "\"“'‘[" or rest[:1].isdigit()
        return opens or (self.place is not None and self.place.islower() and self.separator == ":")


@cache
def furniture() -> Furniture:
    """Load the patterns once."""
    return Furniture(tomllib.loads((resources.files(__package__) / "data" / "layout.toml").read_text("utf-8")))


class Furniture:
    """The patterns of `layout.toml`, compiled."""

    def __init__(self, table: dict[str, Any]) -> None:
        self.limits: dict[str, int] = table["limits"]
        dates = table["dates"]
        self._months = frozenset(dates["months"])
        self._weekdays = frozenset(dates["weekdays"])
        self._labels = frozenset(dates["labels"])
        self._date_words = self._months | self._weekdays | self._labels | frozenset(dates["fillers"])
        agencies: list[str] = table["agencies"]["names"]
        self._agencies = frozenset(_fold_name(n) for n in agencies if len(n) > 4)
        self._short_agencies = frozenset(n for n in agencies if len(n) <= 4)
        outlets, byline, caption, boilerplate = (table[k] for k in ("outlets", "byline", "caption", "boilerplate"))
        self._outlet_last = frozenset(outlets["last_words"])
        self._outlet_first = frozenset(outlets["first_words"])
        self._no_outlet_first = frozenset(outlets["not_first"])
        self._office = _any(outlets["offices"])
        self._domain = _any([outlets["domain"]])
        self._lead = _any(byline["leads"])
        self._staff = _any([byline["staff"]])
        self._particles = frozenset(byline["particles"])
        self._role = _any([byline["roles"]])
        self._note = re.compile(byline["note"], re.IGNORECASE)
        self._note_outlet = re.compile(byline["note_outlet"], re.IGNORECASE)
        self._credit = _any(byline["credits"])
        self._no_place = frozenset(table["dateline"]["labels"])
        self._no_region = frozenset(table["dateline"]["no_region"])
        self._tag_word = _any([table["dateline"]["tags"]])
        self._caption_start = _any(caption["starts"])
        self._caption_credit = _any(caption["credits"])
        self._boilerplate = _any(boilerplate["lines"])
        self._section = _any(boilerplate["sections"])
        self._author_section = _any(boilerplate["author_sections"])
        self._inline = _any(boilerplate["inline"])

    def is_boilerplate(self, line: str) -> bool:
        """Whether a short line is navigation, a notice or an invitation as a whole."""
        return bool(self._boilerplate.match(line.lstrip("*>►▶→»- ")))

    def is_section(self, line: str) -> bool:
        """Whether a line heads a list of links or comments."""
        return bool(self._section.match(line))

    def is_author_section(self, line: str) -> bool:
        """Whether a line heads a note about the author."""
        return bool(self._author_section.match(line))

    def is_credit(self, line: str) -> bool:
        """Whether a line credits contributors, editors or agencies rather than the author."""
        return bool(self._credit.match(line))

    def is_caption(self, line: str) -> bool:
        """Whether a line of moderate length is a caption, by its label or by the credit at its end."""
        if len(line) > self.limits["caption_chars"]:
            return False
        if self._caption_start.match(line) or self._caption_credit.search(line[-100:]):
            return True
        credit = _SLASHED.search(line[-100:])
        return credit is not None and any(map(self.is_agency, credit[1].split("/")))

    def caption_word(self, line: str) -> int:
        """Measure a bare "Photo" or "Video" that the page's plain text left before a dateline."""
        word, _, rest = line[:40].partition(" ")
        return len(word) + 1 if word in {"Photo", "Photos", "Image", "Video", "Slideshow"} and rest else 0

    def inline(self, line: str) -> Iterator[re.Match[str]]:
        """Find the furniture inside a paragraph."""
        return self._inline.finditer(line)

    # Dates

    def is_date(self, line: str, *, labelled: bool = False) -> bool:
        """Whether a line holds a date and nothing else; with *labelled*, "Updated" or the like before it."""
        if not line or len(line) > 160:
            return False
        tokens = _TOKEN.findall(line.casefold())
        words = [t for t in tokens if not t.isdigit()]
        if any(w not in self._date_words for w in words) or any(len(t) > 4 for t in tokens if t.isdigit()):
            return False
        digits = any(t.isdigit() for t in tokens)
        label = any(w in self._labels for w in words) or words[:3] == ["this", "story", "is"]
        if labelled and not label:
            return False
        dated = bool(_NUMERIC_DATE.search(line) or _NEAR_MONTH.search(line))
        recent = label and ((digits and "ago" in words) or any(w in self._weekdays for w in words) or "today" in words)
        return dated or recent

    def leading_date(self, line: str) -> int:
        """Measure the numbers and date words at the head of what follows a name; 0 where there is no number."""
        end = 0
        digits = False
        for token in _TOKEN.finditer(line[:80]):
            word = token[0].casefold()
            known = word.isdigit() or word in self._months or word in self._weekdays
            if not known or line[end : token.start()].strip(" ,.-/\t"):
                break
            digits = digits or word.isdigit()
            end = token.end()
        return end if digits else 0

    # Names

    def is_agency(self, name: str) -> bool:
        """Whether a name is that of a news agency."""
        bare = name.strip(" .:-").removeprefix("the ").removeprefix("The ")
        if len(bare) <= 4:
            # "Pa." is Pennsylvania and "Online" a word: a short name counts in its own letters, or all small as dpa's.
            return bare in self._short_agencies or bare in {"dpa", "epd", "ntb", "apa", "ots"}
        return _fold_name(bare) in self._agencies

    def are_agencies(self, names: str) -> bool:
        """Whether a list, as in "(Reuters, AFP)", names agencies only."""
        parts = [p for p in re.split(r"[,/;&]|\band\b", names) if p.strip()]
        return bool(parts) and all(map(self.is_agency, parts))

    def agencies_in(self, line: str) -> tuple[str, ...]:
        """List the agencies that a credit names, as printed."""
        found: dict[str, None] = {}
        for part in re.split(r"[,/;&|()\[\]]|\b(?:and|by|from|with|contributed|for|to)\b", line[:200]):
            words = part.split()[:12]
            runs = (words[start:stop] for start in range(len(words)) for stop in range(len(words), start, -1))
            name = next((" ".join(run) for run in runs if self._is_agency_run(run, words)), None)
            if name:
                found[name.strip(".:- ")] = None
        return tuple(found)

    def _is_agency_run(self, run: list[str], words: list[str]) -> bool:
        return len(run) <= 5 and self.is_agency(" ".join(run)) and (run[0][0].isupper() or run == words)

    def is_outlet_shaped(self, name: str) -> bool:
        """Whether a name has the shape of an outlet's or is a web address of one."""
        if self._domain.match(name):
            return True
        words = name.split()
        if not 2 <= len(words) <= 6:
            return False
        if words[0].casefold().strip(":") in self._no_outlet_first:
            return False
        if words[0].casefold() == "the":
            words = words[1:]
        if not all(w[0].isupper() or w in {"of", "and", "the", "&", "for"} for w in words):
            return False
        return words[-1].casefold() in self._outlet_last or words[0].casefold() in self._outlet_first

    def is_office(self, name: str) -> bool:
        """Whether a name alone is that of an office which publishes in its own name."""
        if len(name) > 120 or not name[:1].isupper() or ends_sentence(name) or ": " in name:
            return False
        return bool(self._office.match(name))

    def copyright_holders(self, line: str) -> tuple[str, ...]:
        """List who holds the rights according to a copyright notice; empty where the line is none."""
        match = _COPYRIGHT.match(line) if len(line) <= self.limits["short"] else None
        return tuple(name for part in match["name"].split(" and ") if (name := part.strip())) if match else ()

    def published_in(self, line: str) -> tuple[str, int] | None:
        """Read "[Published in] The Post, March 3rd, 2010": the outlet, and where the date begins."""
        match = _PUBLISHED_IN.match(line)
        if not match or not self.is_date(match["date"]) or not (match["lead"] or self.is_outlet_shaped(match["name"])):
            return None
        if all(w in self._date_words for w in _TOKEN.findall(match["name"].casefold())):
            return None
        return match["name"].strip(), match.start("date")

    def monitored(self, line: str) -> re.Match[str] | None:
        """Match a monitoring service's header, "Lasko EL SOL in Spanish 14 Mar 89 p 5": place, name and date."""
        return _MONITORED.match(line) if len(line) <= 120 else None

    def byline_lead(self, line: str) -> re.Match[str] | None:
        """Match the words that open a byline: "By", "Reporting by"."""
        return self._lead.match(line)

    def is_staff(self, line: str) -> bool:
        """Whether a line stands where a name would: "Our Correspondent", "Staff Report"."""
        return bool(self._staff.match(line.strip(" .()")))

    def is_labelled_credit(self, cell: str) -> bool:
        """Whether a cell of a line credits a source or an editor: "Source: Harbour Wire", "Editor: ada"."""
        return bool(_CREDIT_CELL.match(cell)) and len(cell) <= 60

    def is_role(self, line: str) -> bool:
        """Whether a line opens with a post or with the word before a place."""
        return bool(self._role.match(line))

    def person(self, name: str) -> str | None:
        """Return the name if all of it has the shape of a person's."""
        names, consumed = self.people(name)
        return names[0] if len(names) == 1 and consumed == len(name) and len(name.split()) >= 2 else None

    def count_names(self, line: str) -> int:
        """Count the personal names at the head of a credit."""
        return len(self.people(line)[0])

    def people(self, line: str) -> tuple[tuple[str, ...], int]:
        """List the personal names at the head of a credit, and measure the words that they take up."""
        names: list[str] = []
        at = end = len(line) - len(line.lstrip())
        while len(names) < 12:
            name, stop = self._person_at(line, at)
            if not name:
                break
            names.append(name)
            end = stop
            join = _JOIN.match(line, stop, min(len(line), stop + 12))
            if not join or join.end() == stop:
                break
            at = join.end()
        return tuple(names), end

    def _person_at(self, line: str, at: int) -> tuple[str, int]:
        words: list[re.Match[str]] = []
        while len(words) < 6:
            word = _NAME_WORD.match(line, at, min(len(line), at + 40))
            if not word or not self._is_name_word(word[0], first=not words):
                break
            if words and self.leading_date(line[at:]):
                break
            if words and word[0].isupper() != words[0][0].isupper() and len(word[0]) > 3 and len(words) > 1:
                break
            words.append(word)
            at = word.end()
            if at >= len(line) or line[at] not in " \t\u00a0":
                break
            at += 1
        for size in range(len(words) - 1, 0, -1):
            tail = line[words[size].start() : words[-1].end()]
            if self.is_agency(tail) or (size > 1 and self.is_outlet_shaped(tail)) or self.is_staff(tail):
                words = words[:size]
                break
        while words and words[-1][0] in self._particles:
            words.pop()
        if not 2 <= len(words) <= 5 or self.is_agency(line[words[0].start() : words[-1].end()]):
            return "", at
        name = line[words[0].start() : words[-1].end()]
        if self.is_outlet_shaped(name) or self.is_staff(name):
            return "", at
        return name if name.endswith(("Jr.", "Sr.")) else name.rstrip("."), words[-1].end()

    def _is_name_word(self, word: str, *, first: bool) -> bool:
        folded = word.casefold().rstrip(".")
        if (folded in self._weekdays and len(folded) > 3) or folded in self._labels or folded in {"the", "in", "and"}:
            return False
        return word[0].isupper() or (not first and word in self._particles)

    def author_note(self, line: str) -> tuple[str, str | None] | None:
        """Read "Ada Moor is a correspondent for The Post": the name and, where said, the outlet."""
        names, end = self.people(line)
        if len(names) != 1:
            return None
        rest = line[end:].lstrip(" ,")
        if not self._note.match(rest):
            return None
        outlet = self._note_outlet.search(rest[:200])
        return names[0], outlet[1].strip() if outlet else None

    # Datelines

    def dateline(self, line: str) -> Dateline | None:
        """
        Read the dateline at the head of a line, or null.

        It is strict where an agency, a date, a country or capitals make it certain, else only the first paragraph
        of a page should be believed to have one.
        """
        match = _DATELINE.match(line[:240])
        if not match:
            return self._marked_dateline(line[:240])
        place, region = match["place"], match["region"] or match["country"]
        if region and region.casefold() in self._no_region:
            region = None
        separator = match["separator"].strip()
        if any(p.casefold().strip(".") in self._no_place for p in (place, place.split()[0], place.split()[-1])):
            return None
        agencies, span = self._dateline_source(match)
        colon = separator == ":"
        certain = bool(agencies or match["date"] or span or match["open"])
        lower_page = line[:200].islower()
        upper_page = is_upper(line)
        cased = all(w[0].isupper() or w in self._particles for w in re.split(r"[ /]", place) if w)
        if not cased and not (lower_page and colon and " " not in place):
            return None
        if region and not (region[0].isupper() and (not colon or certain or place.isupper())):
            return None
        capitals = place.isupper() and len(place) >= 4 and not upper_page
        if colon and not certain and " " in place and not (capitals or upper_page):
            return None
        if not place.isupper():
            # "Mr. Doe (R-Ohio) - ..." and "Still, officials - ..." are sentences.
            certain = bool(match["date"] or span or match["open"] or any(map(self.is_agency, agencies)))
        strict = certain or (capitals and not colon)
        if self.is_agency(place) or (match["open"] and _CALL_SIGN.fullmatch(place)):
            agencies = (place, *agencies)
            return Dateline(match.end(), None, span, agencies, strict, separator)
        full = (f"{place}, {region}" if region else place).rstrip("-–")
        date = match.span("date") if match["date"] else span
        return Dateline(match.end(), full, date, agencies, strict, separator)

    def _marked_dateline(self, head: str) -> Dateline | None:
        """Read "(Harbour Town, March 3, 2010) -", "TOWN, March 3. /WIRE/." and "Town, (Harbour News) ..."."""
        bracketed = _BRACKETED.match(head)
        match = bracketed or _SLASHED_SOURCE.match(head) or _SOURCE_ALONE.match(head)
        if not match or not all(w[0].isupper() or w in self._particles for w in match["place"].split()):
            return None
        agency = None if bracketed else match["agency"].strip()
        if agency is not None and not (self.is_agency(agency) or self.is_outlet_shaped(agency)):
            return None
        place = f"{match['place']}, {match['region']}" if match["region"] else match["place"]
        date = match.span("date") if match["date"] else None
        return Dateline(match.end(), place, date, (agency,) if agency else (), True, "-")

    def is_bare_dateline(self, line: str) -> bool:
        """Whether a line is "HARBOUR TOWN, Lowland" and no more."""
        if len(line) > 60 or not line.partition(",")[0].isupper() or "," not in line:
            return False
        dateline = self.dateline(f"{line} -- ")
        return dateline is not None and dateline.end > len(line)

    def inline_title(self, line: str, *, upper: bool) -> int:
        """Measure the headline that shares its line with the body; 0 where there is none."""
        at_head = self.dateline(line)
        if at_head and at_head.strict:
            return 0
        head = line[: self.limits["headline_chars"]]
        for stop in re.finditer(r"[.?!](?=\s)", head):
            title, rest = head[: stop.end()], line[stop.end() : 1000].lstrip()
            words = len(title.split())
            if words < 3:
                continue
            if words > self.limits["headline_words"] or len(rest) < len(title):
                return 0
            dateline = self.dateline(rest)
            follows = dateline is not None and (dateline.strict or rest[:4].isupper())
            if follows or title[:-1].endswith(" ") or (is_headline_cased(title, words=5) and not upper):
                return stop.end()
        return 0

    def _dateline_source(self, match: re.Match[str]) -> tuple[tuple[str, ...], tuple[int, int] | None]:
        """Return the agencies of a dateline, or the span of the date that stands in their place."""
        agencies: dict[str, None] = {}
        span: tuple[int, int] | None = None
        if source := match["agency"]:
            name, _, dated = re.sub(r"\s[/–|]\s", " - ", source, count=1).partition(" - ")
            if self.is_date(source):
                span = match.span("agency")
            elif self.is_date(dated):
                agencies[name.strip()] = None
                span = (match.end("agency") - len(dated), match.end("agency"))
            else:
                agencies[source.strip()] = None
        for tag in _TAG.findall(match["tags"]) if match["separator"] != ":" else ():
            if not self._tag_word.match(tag.strip()):
                agencies[tag.strip()] = None
        return tuple(agencies), span


def _any(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)


def _fold_name(name: str) -> str:
    folded = re.sub(r"[\s.\-–]+", " ", name.casefold()).strip()
    return folded.removeprefix("the ")
