"""What every format asks of an incident: its sides, its place, its time, and the words that each rests on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from variorum.exports.codes import Codes, Country, PlaceCodes, TimeCodes
from variorum.exports.parts import Ground
from variorum.knowledge import load_actors
from variorum.model.account import ActorType, Place, When
from variorum.model.record import ActorEntry, Basis, IncidentEntry, Record, ReportEntry, StatementEntry

PartyKind = Literal["government", "group", "party", "mission", "civilians", "object"]

NEAR_KM = 15.0
"""From here on, what the coordinates of a settlement may be off by makes it a place near the settlement."""

_KINDS: dict[ActorType, PartyKind] = {
    "state": "government",
    "government": "government",
    "military": "government",
    "police": "government",
    "intelligence": "government",
    "armed_group": "group",
    "political_party": "party",
    "intergovernmental": "mission",
    "civilians": "civilians",
    "media": "civilians",
    "research": "civilians",
    "person": "civilians",
    "other": "object",
}
_WATERS = frozenset("sea ocean gulf strait straits channel airspace waters".split())
_MOST_GROUNDS = 50


@dataclass(frozen=True)
class Party:
    """
    Who takes part, as other data sets sort parties; `actor` is the actor of the record that was named.

    `body` is the actor that makes it of its kind: a spokesman's movement. `country` is a code or None.
    """

    kind: PartyKind
    actor: ActorEntry
    body: ActorEntry
    country: str | None

    @property
    def armed(self) -> bool:
        """Tell whether it is an organised party that bears arms."""
        return self.kind in ("government", "group", "mission")

    @property
    def key(self) -> str:
        """Give what two parties have in common that are one to other data sets: a government, or a movement."""
        return f"government {self.country}" if self.kind == "government" and self.country else self.body.id


class Context:
    """A record with its parts by id, and the codes that it is to be written in."""

    def __init__(self, record: Record, codes: Codes) -> None:
        self.record, self.codes = record, codes
        self.actors: dict[str, ActorEntry] = {actor.id: actor for actor in record.actors}
        self.reports: dict[str, ReportEntry] = {report.id: report for report in record.reports}

    @cached_property
    def incidents(self) -> tuple[IncidentEntry, ...]:
        """Give the incidents that nobody has rejected, by day and id."""
        kept = (entry for entry in self.record.incidents if not entry.rejected)
        return tuple(sorted(kept, key=lambda e: (e.when.start is None, str(e.when.start), e.id)))

    def name(self, actor: str | None) -> str | None:
        """Give the name of an actor; an id of no actor is its own name."""
        if actor is None:
            return None
        return self.actors[actor].name if actor in self.actors else actor

    def names(self, actors: Iterable[str]) -> list[str]:
        """Give the names of actors, each once."""
        return list(dict.fromkeys(self.name(actor) or "" for actor in actors))

    # Parties

    def party(self, actor: str, on: date | None) -> Party:
        """
        Sort an actor; one of no kind of its own, such as a person, is of that of the first body that it belongs to.

        A movement that rules on the day is the government of its country.
        """
        chain = self._chain(actor)
        entry = chain[0]
        body = next((a for a in chain if _KINDS[a.type] not in ("civilians", "object")), entry)
        kind = _KINDS[body.type]
        country = next((a.country for a in chain[chain.index(body) :] if a.country), None)
        if kind == "group" and _rules(body, on):
            kind = "government"
        return Party(kind, entry, body, country)

    def parties(self, actors: Iterable[str], on: date | None) -> list[Party]:
        """Sort several actors, each party once."""
        found: dict[str, Party] = {}
        for actor in actors:
            party = self.party(actor, on)
            found.setdefault(party.key, party)
        return list(found.values())

    def _chain(self, actor: str) -> list[ActorEntry]:
        chain: list[ActorEntry] = []
        current: str | None = actor
        while current is not None and current not in {a.id for a in chain}:
            if current not in self.actors:
                break
            chain.append(self.actors[current])
            current = chain[-1].parent
        return chain or [ActorEntry(id=actor, name=actor, type="other")]

    # Places

    def place(self, entry: IncidentEntry) -> Place | None:
        """Give the place that stands for the incident: the first that has coordinates, else the first."""
        located = (place for place in entry.where if coordinates(place) is not None)
        return next(located, entry.where[0] if entry.where else None)

    def precision(self, place: Place) -> PlaceCodes:
        """Give the codes of how precisely a place is known."""
        return self.codes.places[place_precision(place)]

    def country(self, place: Place | None) -> Country | None:
        """Give what other data sets call the country of a place."""
        return self.codes.countries.get(place.country) if place and place.country else None

    # Times

    def days(self, when: When) -> tuple[date, date] | None:
        """Give the first and last day; None where either is not known."""
        if when.precision == "unknown" or when.start is None or when.end is None or when.end < when.start:
            return None
        return when.start, when.end

    def time_codes(self, days: tuple[date, date]) -> TimeCodes | None:
        """Give the codes of how precisely a time is known; None where it is vaguer than any format has it."""
        length = (days[1] - days[0]).days + 1
        return next((codes for codes in self.codes.times if length <= codes.longest), None)

    # Words

    def ground(self, basis: Basis) -> Ground:
        """Give a figure's words."""
        speaker = self.name(basis.speaker)
        return Ground(
            report=basis.report,
            start=basis.start,
            end=basis.end,
            quote=basis.quote,
            speaker=speaker,
            stance=basis.stance,
        )

    def said(self, statement: StatementEntry) -> Ground:
        """Give a statement's words."""
        speaker = self.name(statement.speaker)
        return Ground(
            report=statement.report,
            start=statement.start,
            end=statement.end,
            quote=statement.quote,
            speaker=speaker,
            stance=statement.stance,
        )

    def grounds(self, basis: Iterable[Basis]) -> tuple[Ground, ...]:
        """Give the words of figures, each once."""
        return tuple(dict.fromkeys(map(self.ground, basis)))

    def told(self, entry: IncidentEntry, quote: str | None = None, field: str | None = None) -> tuple[Ground, ...]:
        """
        Give what a field of the incident rests on: the reports that tell of it, or those that have the words *quote*.

        Where the field is contested, the words of each position on it come with it.
        """
        found = list(self._having(entry, quote)) if quote else []
        reports = dict.fromkeys(member.report for member in entry.members)
        found = found or [Ground(report=report) for report in reports]
        for contest in entry.contested:
            if contest.field == field:
                found += [
                    Ground(report=p.report, start=p.start, end=p.end, quote=p.quote, speaker=self.name(p.speaker))
                    for p in contest.positions
                ]
        return tuple(dict.fromkeys(found))[:_MOST_GROUNDS]

    def _having(self, entry: IncidentEntry, quote: str) -> Iterator[Ground]:
        for report in dict.fromkeys(member.report for member in entry.members):
            text = self.reports[report].text if report in self.reports else ""
            start = text.find(quote)
            if start >= 0:
                once = text.find(quote, start + 1) < 0  # words that stand there twice do not say which are meant
                end = start + len(quote) if once else None
                yield Ground(report=report, start=start if once else None, end=end, quote=quote)


def coordinates(place: Place) -> tuple[float, float] | None:
    """Give latitude and longitude where both are on the globe."""
    latitude, longitude = place.latitude, place.longitude
    if latitude is None or longitude is None or not (math.isfinite(latitude) and math.isfinite(longitude)):
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def kilometres(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Give the distance between two points, each as latitude and longitude, along the globe."""
    (a, b), (c, d) = map(math.radians, here), map(math.radians, there)
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(min(1.0, half)))


def place_precision(place: Place) -> str:
    """Say how precisely a place is known, as the table of codes has it."""
    if place.level in ("site", "settlement") and (place.radius_km or 0) >= NEAR_KM:
        return "near"
    if place.level == "region" and place.country is None and _WATERS & set(place.name.casefold().split()):
        return "sea"
    return place.level


def _rules(body: ActorEntry, on: date | None) -> bool:
    found = load_actors().find(body.name, country=body.country, on=on) if on else None
    return found is not None and found.type == "state" and found.name == body.name
