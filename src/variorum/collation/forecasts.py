"""Statements that say what will or may happen, and the later incidents that bear on them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from variorum.collation.naming import Names
from variorum.collation.regions import lies_in
from variorum.collation.sides import lineage
from variorum.collation.words import any_of, horizons, pattern, sentence_around
from variorum.knowledge import load_countries
from variorum.knowledge.names import fold, split_type
from variorum.model import Interval, Published
from variorum.model.account import Stance
from variorum.model.record import ActorEntry, Forecast, IncidentEntry, ReportEntry, StatementEntry

LOOKING_AHEAD: tuple[Stance, ...] = ("predicts", "threatens", "assesses")
"""The stances of statements that can be forecasts."""

_OPEN_DAYS = 365
"""How long after a forecast without a horizon an incident is still listed beside it."""
_LONGEST = 4
_YEAR = re.compile(r"\b(?:in|during|by|before)\s(\d{4})\b")
_NEXT_YEAR = re.compile(r"\bnext year\b", re.IGNORECASE)


def forecasts(
    statements: Iterable[StatementEntry],
    reports: Mapping[str, ReportEntry],
    incidents: Iterable[IncidentEntry],
    actors: Mapping[str, ActorEntry],
) -> tuple[Forecast, ...]:
    """
    Give the forecasts among statements, in the order of their reports and words.

    Every prediction is one; a threat or an analyst's judgement is one where its words look ahead. An incident bears on
    it that came later, within the horizon or a year, and shares an actor and, where it names any, a place; it is for a
    person to judge whether it fulfils it.
    """
    later = _Later(incidents, actors)
    names = Names(actors.values())
    found = []
    for statement in sorted(statements, key=lambda s: (s.report, s.start, s.end, s.speaker, s.stance)):
        if statement.stance == "predicts" or (
            statement.stance in LOOKING_AHEAD and pattern("forecasts", "ahead").search(statement.quote)
        ):
            report = reports[statement.report]
            said = report.published
            if statement.said_on:
                said = Published(start=statement.said_on, end=statement.said_on, basis=said.basis)
            ahead = horizon(report.text, statement.start, statement.end, said)
            parties = names.within(statement.quote)
            places = later.places(statement.quote)
            found.append(
                Forecast(
                    statement=statement,
                    said=said,
                    horizon=ahead,
                    actors=parties,
                    places=places,
                    incidents=later.bearing(said, ahead, parties, places),
                )
            )
    return tuple(found)


def horizon(text: str, start: int, end: int, said: Published) -> Interval | None:
    """Give the days that a forecast reaches to, by its own words or those of its sentence; None where none say it."""
    if said.start is None or said.end is None:
        return None
    left, right = sentence_around(text, start, end)
    for words in (text[start:end], text[left:start] + " " + text[end:right]):
        if _NEXT_YEAR.search(words):
            return _years(said.start.year + 1, said.end.year + 1)
        found = _horizon_words().search(words)
        reach = horizons().get(" ".join(found.group().casefold().split())) if found else None
        if reach:
            return Interval(start=_shift(said.start, reach[0]), end=_shift(said.end, reach[1]))
        year = _YEAR.search(words)
        if year and int(year.group(1)) >= said.start.year:
            return _years(int(year.group(1)), int(year.group(1)))
    return None


@lru_cache(maxsize=1)
def _horizon_words() -> re.Pattern[str]:
    return any_of(horizons())


def _years(first: int, last: int) -> Interval:
    return Interval(start=date(min(first, date.max.year), 1, 1), end=date(min(last, date.max.year), 12, 31))


def _shift(day: date, days: int) -> date:
    return date.fromordinal(min(day.toordinal() + days, date.max.toordinal()))


class _Later:
    """The record's incidents by actor and by name of place, for what came after a day."""

    def __init__(self, incidents: Iterable[IncidentEntry], actors: Mapping[str, ActorEntry]) -> None:
        self._actors = actors
        self._by_actor: dict[str, list[IncidentEntry]] = defaultdict(list)
        self._by_place: dict[str, list[IncidentEntry]] = defaultdict(list)
        self._names: dict[str, str] = {}
        for incident in sorted(incidents, key=lambda i: (str(i.when.start), i.id)):
            if incident.rejected:
                continue
            for actor in sorted({a for p in (*incident.initiators, *incident.targets) for a in lineage(p, actors)}):
                self._by_actor[actor].append(incident)
            keys: set[str] = set()
            for place in incident.where:
                self._names.setdefault(fold(split_type(place.name)[0]), place.name)
                keys |= {fold(split_type(n)[0]) for n in (place.name, place.province or "") if n}
                keys |= {place.country} if place.country else set()
            for key in sorted(keys):
                self._by_place[key].append(incident)

    def places(self, quote: str) -> tuple[str, ...]:
        """Give the countries, and the places of the record, that a quote names."""
        words = fold(quote).split()
        found: dict[str, None] = {}
        for i in range(len(words)):
            for size in range(min(_LONGEST, len(words) - i), 0, -1):
                phrase = " ".join(words[i : i + size])
                country = load_countries().by_name(phrase) if len(phrase) > 3 else None
                name = country.name if country else self._names.get(phrase)
                if name:
                    found[name] = None
                    break
        return tuple(found)

    def bearing(
        self, said: Published, ahead: Interval | None, parties: tuple[str, ...], places: tuple[str, ...]
    ) -> tuple[str, ...]:
        """Give the ids of incidents after a forecast that share its actors and places, by their days."""
        if said.end is None or not (parties or places):
            return ()
        until = ahead.end if ahead else _shift(said.end, _OPEN_DAYS)
        by_id: dict[str, IncidentEntry] = {}
        if parties:
            near = [i for party in parties for i in self._by_actor.get(party, ())]
        else:
            near = [i for place in places for i in self._by_place.get(_key(place), ())]
        for incident in near:
            start = incident.when.start
            if start is None or not said.end < start <= until:
                continue
            if not places or any(lies_in(p, name) for p in incident.where for name in places):
                by_id[incident.id] = incident
        return tuple(sorted(by_id, key=lambda i: (str(by_id[i].when.start), i)))


def _key(place: str) -> str:
    country = load_countries().by_name(place)
    return country.code if country else fold(split_type(place)[0])
