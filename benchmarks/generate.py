"""
Makes up reports of a war that never was, and reads them without a language model.

Every report is a function of a seed and its number alone. Its sentences have one form for each thing said, so that
`FormReader` finds in them exactly what was put there; the words between only lend the length of a report.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from variorum.app.times import resolve_words
from variorum.model import (
    Account,
    Actor,
    Harm,
    Incident,
    Interval,
    Link,
    Place,
    Published,
    Report,
    Span,
    Statement,
    Statistic,
    When,
)
from variorum.model.account import ActorType, IncidentType

FIRST = date(2031, 1, 1)
A_DAY = 5
"""Incidents that happen on one day, and so how the war grows: in length, not in density."""

NOUNS: dict[str, IncidentType] = {
    "air strike": "air_strike",
    "artillery barrage": "shelling",
    "bomb blast": "bombing",
    "armed raid": "armed_attack",
    "gun battle": "clash",
}
GROUPS = {"civilians": "civilian", "soldiers": "military", "fighters": "militant"}
TYPES: dict[str, ActorType] = {"Front": "armed_group", "Army": "military", "Ministry": "government"}

_SYLLABLES = "ba ko ri mar tel sun dov pra gil hen zo vik lar nem ush cal".split()
# Each is one sentence, and holds what one kind of item needs.
_HAPPENING = re.compile(
    r"An? (?P<noun>[a-z ]+) by the (?P<by>[A-Z]\w+ [A-Z]\w+) on the (?P<at>[A-Z]\w+ [A-Z]\w+) in (?P<town>[A-Z]\w+) "
    r"(?P<when>[^,.]+?) (?P<toll>killed (?P<killed>\d+) (?P<group>\w+)(?: and injured (?P<injured>\d+))?)"
    r"(?:, (?P<speaker>[A-Z]\w+ [A-Z]\w+) said)?\."
)
_ASIDE = re.compile(
    r"It (?P<tie>came in response to|followed) an? (?P<noun>[a-z ]+) in (?P<town>[A-Z]\w+) (?P<when>[^,.]+?) "
    r"that (?P<toll>killed (?P<killed>\d+) people)\."
)
_DENIAL = re.compile(r"The (?P<speaker>[A-Z]\w+ [A-Z]\w+) denied that (?P<content>anyone had died in (?P<town>\w+))\.")
_TOTAL = re.compile(
    r"(?P<toll>(?P<killed>\d+) people have been killed in (?P<province>[A-Z]\w+) since January), "
    r"the (?P<speaker>[A-Z]\w+ [A-Z]\w+) said\."
)
_FORECAST = re.compile(r"(?P<speaker>[A-Z]\w+ [A-Z]\w+) predicted (?P<content>[^.]+ in (?P<town>[A-Z]\w+)[^.]*)\.")


@dataclass(frozen=True)
class Happening:
    """What happened, as the war has it; the reports may say otherwise."""

    number: int
    day: date
    noun: str
    town: str
    by: str
    at: str
    killed: int


class War:
    """A war that *seed* decides."""

    def __init__(self, seed: int = 0) -> None:
        self.seed = seed

    def happening(self, number: int) -> Happening:
        """Give what happened as number *number*, by time."""
        chance = random.Random(f"{self.seed} happening {number}")
        by, at = chance.sample(parties(), 2)
        return Happening(
            number=number,
            day=FIRST + timedelta(days=number // A_DAY),
            noun=chance.choice(sorted(NOUNS)),
            town=chance.choice(towns()),
            by=by,
            at=at,
            killed=1 + int(chance.paretovariate(1.2)) % 90,
        )

    def reports(self, count: int, *, undated: float = 0.05, words: int = 250, renown: int = 40) -> Iterator[Report]:
        """Give the first *count* reports, by time: a few happenings fill many, up to *renown*, most fill one or two."""
        number = made = 0
        while made < count:
            happening = self.happening(number)
            chance = random.Random(f"{self.seed} renown {number}")
            for turn in range(min(count - made, renown, int(chance.paretovariate(1.1)))):
                yield self.report(happening, turn, undated=undated, words=words)
                made += 1
            number += 1

    def report(self, it: Happening, turn: int, *, undated: float = 0.05, words: int = 250) -> Report:
        """Give the report number *turn* on a happening."""
        chance = random.Random(f"{self.seed} report {it.number} {turn}")
        published = it.day + timedelta(days=min(6, int(chance.expovariate(0.7))))
        sentences = [self._opening(it, published, chance)]
        if chance.random() < 0.3:
            sentences.append(f"The {it.by} denied that anyone had died in {it.town}.")
        if it.number and chance.random() < 0.4:
            other = self.happening(max(0, it.number - chance.randrange(1, 60)))
            sentences.append(_aside(other, published, chance))
        if chance.random() < 0.15:
            ministry = chance.choice([p for p in parties() if p.endswith("Ministry")])
            sentences.append(
                f"{chance.randrange(50, 900)} people have been killed in {province_of(it.town)} since January, "
                f"the {ministry} said."
            )
        if chance.random() < 0.1:
            sentences.append(f"{person(chance)} predicted more attacks in {it.town} in the coming weeks.")
        told = sum(len(sentence.split()) for sentence in sentences)
        # What reporters have to say of a happening beside what happened: some of it the same, most of it their own.
        about = random.Random(f"{self.seed} words {it.number}").choices(vocabulary(), k=60)
        fill = [
            f"The {' '.join(chance.choices(about, k=4) + chance.choices(vocabulary(), k=8))}."
            for _ in range(max(1, (words - told) // 13))
        ]
        middle = len(fill) // 2
        parts = (sentences[0], " ".join(fill[:middle]), " ".join(sentences[1:]), " ".join(fill[middle:]))
        text = "\n\n".join(filter(None, parts)) + "\n"
        known = chance.random() >= undated
        return Report(
            id=f"{it.number:05}-{turn:02}.txt",
            text=text,
            sha256=sha256(text.encode()).hexdigest(),
            publisher=f"{chance.choice(towns()[:9])} Herald",
            published=Published(start=published, end=published, basis="metadata") if known else Published(),
        )

    def _opening(self, it: Happening, published: date, chance: random.Random) -> str:
        killed = it.killed if chance.random() < 0.7 else max(1, it.killed + chance.randrange(-3, 4))
        injured = f" and injured {killed * 2}" if chance.random() < 0.4 else ""
        group = sorted(GROUPS)[it.number % 3]
        said = f", {person(chance)} said" if chance.random() < 0.5 else ""
        return (
            f"{_article(it.noun)} {it.noun} by the {it.by} on the {it.at} in {it.town} {_when(it.day, published)} "
            f"killed {killed} {group}{injured}{said}."
        )


def _article(noun: str) -> str:
    return "An" if noun[0] in "aeiou" else "A"


def _aside(other: Happening, published: date, chance: random.Random) -> str:
    tie = chance.choice(["came in response to", "followed"])
    return (
        f"It {tie} {_article(other.noun).lower()} {other.noun} in {other.town} {_when(other.day, published)} "
        f"that killed {other.killed} people."
    )


def _when(day: date, published: date) -> str:
    """Say a day as a report does: by its weekday while that is clear, by its date later."""
    if (published - day).days < 6:
        return f"on {day:%A}"
    return f"on {day.day} {day:%B %Y}"


@cache
def vocabulary() -> list[str]:
    """Give the words that lend a report its length."""
    return [f"{a}{b}{c}" for a in _SYLLABLES for b in _SYLLABLES for c in ("", "n", "sh", "ta")]


@cache
def towns() -> list[str]:
    """Give the names of all towns."""
    return [f"{a}{b}{c}".capitalize() for a in _SYLLABLES for b in _SYLLABLES[:6] for c in ("na", "sk", "dor")]


def province_of(town: str) -> str:
    """Give the province that a town lies in."""
    return f"{town[:3].rstrip('aeiou')}anistra"


@cache
def parties() -> list[str]:
    """Give the names of all that take part."""
    return [f"{a}{b}an {kind}".title() for a in _SYLLABLES[:5] for b in ("do", "va") for kind in sorted(TYPES)]


def person(chance: random.Random) -> str:
    """Give the full name of someone who speaks."""
    return f"{chance.choice(_SYLLABLES)}an {chance.choice(_SYLLABLES)}{chance.choice(_SYLLABLES)}s".title()


class FormReader:
    """
    Reads the reports of a `War`; with *renamed* it gives incidents other ids, as a newer reader may.

    Where a report tells twice of one town it tells of one happening.
    """

    def __init__(self, *, renamed: bool = False, blind: bool = False) -> None:
        self.renamed, self.blind = renamed, blind
        self.version = f"forms {int(renamed)}{int(blind)}"

    def read(self, report: Report) -> Account:
        """Read *report*; a *blind* reader overlooks what is told as an aside."""
        return _Reading(report, self.renamed, self.blind).account()


class _Reading:
    def __init__(self, report: Report, renamed: bool, blind: bool) -> None:
        self.report, self.renamed, self.blind = report, renamed, blind
        self.actors: dict[str, Actor] = {}
        self.incidents: dict[str, Incident] = {}
        self.statements: list[Statement] = []

    def account(self) -> Account:
        text = self.report.text
        for found in _HAPPENING.finditer(text):
            self._happening(found)
        links = [] if self.blind else [self._aside(found) for found in _ASIDE.finditer(text)]
        for found in _DENIAL.finditer(text):
            self._denial(found)
        for found in _FORECAST.finditer(text):
            speaker = self._actor(found["speaker"])
            self.statements.append(Statement(speaker=speaker, stance="predicts", **span(found, "content")))
        statistics = tuple(self._total(found) for found in _TOTAL.finditer(text))
        return Account(
            report=self.report,
            actors=tuple(self.actors.values()),
            incidents=tuple(self.incidents.values()),
            statements=tuple(self.statements),
            statistics=statistics,
            links=tuple(link for link in links if link),
        )

    def _actor(self, name: str) -> str:
        if name not in self.actors:
            kind = TYPES.get(name.split()[-1], "person")
            start = self.report.text.index(name)
            mention = Span(start=start, end=start + len(name), quote=name)
            self.actors[name] = Actor(id=f"a{len(self.actors) + 1}", name=name, type=kind, mentions=(mention,))
        return self.actors[name].id

    def _happening(self, found: re.Match[str]) -> None:
        speaker = self._actor(found["speaker"]) if found["speaker"] else None
        harms = [_harm(found, "killed", GROUPS[found["group"]], speaker)]
        if found["injured"]:
            harms.append(_harm(found, "injured", "unknown", speaker))
        initiators, targets = (self._actor(found["by"]),), (self._actor(found["at"]),)
        self._incident(found, harms, initiators=initiators, targets=targets)
        if speaker:
            self._says(found, speaker, "asserts", "toll")

    def _aside(self, found: re.Match[str]) -> Link | None:
        first = next(iter(self.incidents.values()), None)
        if found["town"] in self.incidents:
            return None
        made = self._incident(found, [_harm(found, "killed", "unknown", None)])
        if first is None or found["tie"] == "followed":
            return None
        return Link(from_=first.id, to=made.id, type="response_to", **span(found, "tie"))

    def _denial(self, found: re.Match[str]) -> None:
        speaker, told = self._actor(found["speaker"]), self.incidents.get(found["town"])
        if told is not None:
            denial = Harm(
                outcome="killed", group="unknown", low=0, high=0, speaker=speaker, stance="denies",
                **span(found, "content"),
            )  # fmt: skip
            fields = {name: getattr(told, name) for name in told.__struct_fields__}
            self.incidents[found["town"]] = Incident(**{**fields, "harms": (*told.harms, denial)})
        self._says(found, speaker, "denies", "content")

    def _says(self, found: re.Match[str], speaker: str, stance: Any, group: str) -> None:
        told = self.incidents.get(found["town"])
        self.statements.append(
            Statement(speaker=speaker, stance=stance, incident=told.id if told else None, **span(found, group))
        )

    def _incident(self, found: re.Match[str], harms: list[Harm], **parties_: tuple[str, ...]) -> Incident:
        town, count = found["town"], len(self.incidents)
        incident = Incident(
            id=f"n{9 - count}" if self.renamed else f"i{count + 1}",
            type=NOUNS[found["noun"]],
            when=self._time(found["when"]),
            where=(place_of(town),),
            harms=tuple(harms),
            mentions=(Span(**span(found, "noun")),),
            **parties_,
        )
        self.incidents[town] = incident
        return incident

    def _time(self, words: str) -> When:
        published = self.report.published
        days = None
        if published.start and published.start == published.end:
            days = resolve_words(words, published.start)
        elif words[-1].isdigit():
            days = resolve_words(words, FIRST)
        if days is None:
            return When(quote=words)
        return When(start=days[0], end=days[1], precision="day", quote=words)

    def _total(self, found: re.Match[str]) -> Statistic:
        killed, published = int(found["killed"]), self.report.published
        period = (
            Interval(start=published.start.replace(month=1, day=1), end=published.start) if published.start else None
        )
        return Statistic(
            measure="killed",
            low=killed,
            high=killed,
            place=found["province"],
            period=period,
            speaker=self._actor(found["speaker"]),
            **span(found, "toll"),
        )


def place_of(town: str) -> Place:
    """Give a town as a reader would place it."""
    chance = random.Random(town)
    return Place(
        name=town,
        level="settlement",
        country="TD",
        province=province_of(town),
        latitude=round(chance.uniform(9, 22), 4),
        longitude=round(chance.uniform(14, 24), 4),
        radius_km=5.0,
        quote=town,
    )


def _harm(found: re.Match[str], outcome: Any, group: Any, speaker: str | None) -> Harm:
    count = int(found[outcome])
    return Harm(outcome=outcome, group=group, low=count, high=count, speaker=speaker, **span(found, "toll"))


def span(found: re.Match[str], group: str) -> dict[str, Any]:
    """Give the offsets and words of a part of a sentence as fields."""
    return {"start": found.start(group), "end": found.end(group), "quote": found[group]}


def make_form_reader(_pipeline: str | None, _threads: int) -> FormReader:
    """Make a reader; importable by name, as processes need it."""
    return FormReader()
