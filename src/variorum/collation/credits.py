"""
Whose text a report carries: its publisher, and the agencies that its head and foot credit.

A name counts as an agency's where the catalogue has it as one of type media; nothing else is a list of agencies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from variorum.collation.lineage import outlet_of, publisher_of
from variorum.knowledge import ActorEntry, load_actors
from variorum.model.account import Account

CreditKind = Literal["publisher", "author", "dateline", "credit"]

# A credit stands on a line of its own, or in brackets where a paragraph begins or ends.
_LONGEST_LINE = 100
_HEAD_LINES = 12
_FOOT_LINES = 8
_DATELINE_REACH = 120
_DATELINE_WORDS = 6
_LONGEST_NAME = 40
_LONGEST_RUN = 4

_BRACKETS = re.compile(r"[(\[]([^()\[\]\n]{2,60})[)\]]")
_PARTS = re.compile(r"\s*(?:[/,;|•·&+–—]|\s-\s|\band\b)\s*")
_LEAD = re.compile(
    r"(?:(?:reporting|written|compiled|contributed|edited|story|report|inputs?|material|information|from|by|via|with|"
    r"sources?|courtesy|of|the|©|\(c\)|copyright|\d{4}|agency|agencies)\b[:.]?\s*|©\s*)*",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:writers?|staff(?: writers?)?|correspondents?|reporters?|contributed(?: to this (?:report|story|article))?"
    r"|all rights reserved)\.?$",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:by|written by|reporting by)\s", re.IGNORECASE)
_CONTRIBUTED = re.compile(r"\bcontributed to this (?:report|story|article)\.?$", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Credit:
    """
    An outlet whose text a report says that it carries, and where it says so.

    `outlet` is the record's id of an actor where the catalogue knows the outlet.
    """

    outlet: str
    name: str
    kind: CreditKind


def credits_of(account: Account) -> tuple[Credit, ...]:
    """
    Give the outlets whose text a report carries, sorted, each once.

    Credits to agencies count before the publisher, who only printed their text: it is given where there are none.
    """
    report = account.report
    own = outlet_of(report.publisher, report.id)
    found: dict[str, Credit] = {}
    for kind, words, loose in _credited(account):
        outlets = _outlets(words, loose=loose)
        # That an outlet names itself says nothing of where its text is from.
        if {outlet.id for outlet in outlets} != {own}:
            for outlet in outlets:
                found.setdefault(outlet.id, Credit(outlet.id, outlet.name, kind))
    if not found and own is not None:
        known = publisher_of(report.publisher) if report.publisher else load_actors().outlet(report.id)
        found[own] = Credit(own, known.name if known is not None else report.publisher or own, "publisher")
    return tuple(sorted(found.values()))


def _outlets(words: str, *, loose: bool) -> list[ActorEntry]:
    """Give the outlets that a credit names; unless it is *loose*, it must name nothing else ("Ada Moor/Reuters")."""
    whole = _outlet(_name(words))
    if whole is not None:
        return [whole]
    names = [name for name in map(_name, _PARTS.split(words)) if name]
    outlets = [outlet for name in names if (outlet := _outlet(name) or (_beside_person(name) if loose else None))]
    return outlets if loose or len(outlets) == len(names) else []


def _beside_person(part: str) -> ActorEntry | None:
    """
    Find an outlet before or after a person's name ("Associated Press writer Bo Lin", "Bo Lin of the AP").

    A single word counts in capitals only: "Dawn" may well be the person.
    """
    words = part.split()
    runs = [words[:size] for size in range(_LONGEST_RUN, 0, -1)] + [
        words[-size:] for size in range(_LONGEST_RUN, 0, -1)
    ]
    names = (" ".join(run) for run in runs if len(run) > 1 or (run and run[0].isupper()))
    return next((outlet for name in names if (outlet := _outlet(name)) is not None), None)


def _outlet(name: str) -> ActorEntry | None:
    """Find an outlet by a name as a credit prints it; addresses of other pages are no credits."""
    if not 1 < len(name) <= _LONGEST_NAME or "." in name:
        return None
    return load_actors().outlet(name)


def _credited(account: Account) -> Iterator[tuple[CreditKind, str, bool]]:
    """Give the words of a report that may credit an agency, and whether they may name others beside it."""
    for author in account.report.authors:
        yield "author", author[:_LONGEST_LINE], True
    lines = [line for line in map(str.strip, account.report.text.split("\n")) if line]
    for place, line in enumerate(lines):
        at_head, at_foot = place < _HEAD_LINES, place >= len(lines) - _FOOT_LINES
        if (at_head or at_foot) and len(line) <= _LONGEST_LINE:
            yield "credit", line, bool(_BYLINE.match(line) or _CONTRIBUTED.search(line))
        elif at_foot and _CONTRIBUTED.search(line[-_LONGEST_LINE:]):
            yield "credit", line[-_LONGEST_LINE:], True
        if at_head:
            # "KABUL (Reuters) - ", "Harbour, 3 May (AFP) -- ".
            for match in _BRACKETS.finditer(line[:_DATELINE_REACH]):
                before, after = line[: match.start()].split(), line[match.end() :].lstrip()
                if len(before) <= _DATELINE_WORDS and after[:1] in {"-", "–", "—", ":"}:
                    yield "dateline", match[1], False
        if (at_head or at_foot) and line.endswith((")", "]")):
            last = _BRACKETS.search(line[-_LONGEST_NAME:])
            if last is not None:
                yield "credit", last[1], False


def _name(part: str) -> str:
    """Take off what stands around a name in a credit ("by Associated Press writer")."""
    name = part.strip(" .()[]")
    lead = _LEAD.match(name)
    return _TAIL.sub("", name[lead.end() if lead is not None else 0 :]).strip(" .:()[]")
