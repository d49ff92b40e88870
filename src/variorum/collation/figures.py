"""The counts of a cluster of cases, each with its voice, its date and what its words say of other counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from variorum.collation.cases import Case
from variorum.collation.sides import Sides, office
from variorum.collation.words import pattern, phrases, sentence_around
from variorum.knowledge.names import fold
from variorum.model import Account, Harm, Published
from variorum.model.account import Certainty, Group, HarmStance, Outcome
from variorum.model.record import ActorEntry, Basis, Side

_NEAR = 80
_SLACK = 0.1
"""How far off, as a share, an approximate count may be and still agree with another."""


@dataclass(frozen=True)
class Figure:
    """
    One harm as one voice has it.

    `since` and `until` bound the day it was said: the statement's day, else the report's. `newer` and `older` tell that
    its words replace, or are replaced by, another count; `within` that it counts some of a larger count beside it.
    `voice` is the office that speaks, or the outlet in its own voice.
    """

    report: str
    incident: str
    outcome: Outcome
    group: Group
    part: str | None
    low: int
    high: int | None
    approximate: bool
    names: tuple[str, ...]
    speaker: str | None
    side: Side
    stance: HarmStance
    certainty: Certainty
    published: Published
    since: date | None
    until: date | None
    start: int
    end: int
    quote: str
    voice: str
    newer: bool = False
    older: bool = False
    within: bool = False

    @property
    def zero(self) -> bool:
        """Tell whether it says that there was none."""
        return self.high == 0

    @property
    def counted(self) -> bool:
        """Tell whether a number was said: a bare plural counts as two or more, in words that have no number."""
        if self.names or (self.low, self.high) != (2, None):
            return True
        quote = self.quote.casefold()
        return "2" in quote or "two" in quote or "couple" in quote

    @property
    def key(self) -> tuple[str | int, ...]:
        """Order figures by when they were said, then by where they stand."""
        day = self.since.toordinal() if self.since else date.max.toordinal()
        high = -1 if self.high is None else self.high
        place = (day, self.report, self.start, self.end, self.outcome, self.group, self.low, high)
        return (*place, self.speaker or "", self.stance, self.part or "", self.incident, self.quote, *self.names)

    def basis(self, superseded_by: int | None, reversed_: bool) -> Basis:
        """Give it as the record has it."""
        return Basis(
            report=self.report,
            incident=self.incident,
            speaker=self.speaker,
            side=self.side,
            stance=self.stance,
            certainty=self.certainty,
            low=self.low,
            high=self.high,
            approximate=self.approximate,
            names=self.names,
            published=self.published,
            start=self.start,
            end=self.end,
            quote=self.quote,
            superseded_by=superseded_by,
            reversed=reversed_,
        )


def bounds(low: int, high: int | None, approximate: bool) -> tuple[float, float]:
    """Give the numbers that a count agrees with; an approximate one is off by a tenth at most."""
    top = float("inf") if high is None else float(high)
    return (low * (1 - _SLACK), top * (1 + _SLACK)) if approximate else (low, top)


def figures(
    cases: Iterable[Case], actors: Mapping[str, ActorEntry], origins: Mapping[str, str] | None = None
) -> tuple[Figure, ...]:
    """
    Give the figures of a cluster in a stable order, each once.

    *origins* names what a report's own words go back to, by report id, so that outlets that print one text are one
    voice; a report that it leaves out speaks for its publisher.
    """
    cases = sorted(cases, key=lambda case: case.member)
    sides = Sides.of_cases(cases, actors)
    found: dict[tuple[object, ...], Figure] = {}
    for case in cases:
        for harm in case.incident.harms:
            figure = _figure(case, harm, sides, actors, origins or {})
            same = (figure.report, figure.start, figure.end, figure.outcome, figure.group, figure.speaker)
            found.setdefault((*same, figure.low, figure.high, figure.stance), figure)
    return _mark_parts(sorted(found.values(), key=lambda f: f.key), {c.account.report.id: c.account for c in cases})


def voice_of(
    account: Account, speaker: str | None, actors: Mapping[str, ActorEntry], origins: Mapping[str, str]
) -> str:
    """Name the voice of a speaker, or of a report that speaks for itself."""
    if speaker:
        return "speaker:" + office(speaker, actors)
    report = account.report
    return "outlet:" + (origins.get(report.id) or (fold(report.publisher) if report.publisher else report.id))


def _figure(
    case: Case, harm: Harm, sides: Sides, actors: Mapping[str, ActorEntry], origins: Mapping[str, str]
) -> Figure:
    speaker = case.speaker(harm)
    text = case.account.report.text
    left, _ = sentence_around(text, harm.start, harm.end)
    before = text[max(left, harm.start - _NEAR) : harm.start]
    newer = max((m.end() for m in pattern("figures", "newer").finditer(before)), default=-1)
    older = max((m.end() for m in pattern("figures", "older").finditer(before)), default=-1)
    said = _said(case, harm)
    return Figure(
        report=case.account.report.id,
        incident=case.incident.id,
        outcome=harm.outcome,
        group=harm.group,
        part=_part(harm),
        low=harm.low,
        high=harm.high,
        approximate=harm.approximate,
        names=harm.names,
        speaker=speaker,
        side=sides.side(speaker),
        stance=harm.stance,
        certainty=case.incident.certainty,
        published=case.published,
        since=said or case.published.start,
        until=said or case.published.end,
        start=harm.start,
        end=harm.end,
        quote=harm.quote,
        voice=voice_of(case.account, speaker, actors, origins),
        newer=newer > older,
        older=older > newer,
    )


def _said(case: Case, harm: Harm) -> date | None:
    """Find the day on which a harm's speaker is said to have given it."""
    days = [
        statement.said_on
        for statement in case.account.statements
        if statement.said_on
        and statement.speaker == harm.speaker
        and statement.start <= harm.start
        and harm.end <= statement.end
    ]
    return min(days, default=None)


def _part(harm: Harm) -> str | None:
    """Name the part of a group that a harm is of, in the singular; None for the group itself."""
    if harm.subgroup and (words := fold(harm.subgroup)):
        return words[:-1] if len(words) > 3 and words.endswith("s") else words
    if harm.names and harm.low == harm.high == len(harm.names):
        # The last word of a name is what reports have in common ("Mehsud").
        return "named " + " ".join(sorted(fold(name).split()[-1] for name in harm.names if fold(name)))
    return None


def _mark_parts(ordered: list[Figure], accounts: Mapping[str, Account]) -> tuple[Figure, ...]:
    """Settle which figures count a part of another, reading each voice's words in each report together."""
    whole = frozenset(phrases("figures", "whole"))
    tellings: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in ordered:
        tellings[figure.report, figure.voice, figure.outcome].append(figure)
    settled: list[Figure] = []
    for (report, _, _), telling in tellings.items():
        text = accounts[report].report.text
        parts: dict[str, set[str]] = defaultdict(set)
        for figure in telling:
            if figure.part:
                parts[figure.group].add(figure.part)
        for figure in telling:
            part = figure.part or _joined(text, figure, telling)
            # "Seven soldiers" is all of the group, unless "two officers" stand beside them.
            if part and len(parts[figure.group]) == 1 and (part in whole or part.split()[-1] in whole):
                part = None
            within = any(_includes(text, other, figure) for other in telling)
            settled.append(replace(figure, part=part, within=within))
    return tuple(sorted(settled, key=lambda f: f.key))


def _joined(text: str, figure: Figure, telling: list[Figure]) -> str | None:
    """Name the part that a figure is where another is joined to it: "12 nurses, two cooks and a patient" are 15."""
    for other in telling:
        first, second = sorted((figure, other), key=lambda f: (f.start, f.end))
        gap = second.start - first.end
        alike = other.group == figure.group and other.stance == figure.stance and figure.counted and other.counted
        if alike and 0 < gap <= _NEAR and not (figure.zero or other.zero or figure.names or other.names):
            between = text[first.end : second.start]
            joined = between.rstrip().casefold().endswith((" and", " plus")) or between.strip() == ","
            if joined and not set(".!?;\n") & set(between) and not _includes(text, first, second):
                return "of " + figure.quote.casefold()
    return None


def _includes(text: str, larger: Figure, smaller: Figure) -> bool:
    gap = smaller.start - larger.end
    if smaller.group != larger.group or not 0 <= gap <= _NEAR:
        return False
    if larger.high is not None and smaller.low > larger.high:
        return False
    left, _ = sentence_around(text, smaller.start, smaller.end)
    # "three of them children" may be the words of the figure itself.
    return larger.end >= left and bool(pattern("figures", "within").search(text, larger.end, smaller.end))
