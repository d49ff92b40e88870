"""
Makes up the record of an archive, as large as one likes, with the unevenness of a real one.

A few towns, parties and weeks have most of what happens, and a few incidents most of the reports; most towns are quiet
for years. Everything is a function of a seed and a number. No report is read and no case is compared: what is stored is
of the size and shape that reading and linking leave.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import get_args

from machine import processor_time

from generate import towns, vocabulary
from variorum.model import Account, Actor, Harm, Incident, Place, Published, Report, Span, When
from variorum.model.account import IncidentType
from variorum.model.record import (
    ActorEntry,
    Basis,
    Contest,
    Estimate,
    IncidentEntry,
    Member,
    Origin,
    Position,
    StatementEntry,
)
from variorum.store import Pair, Store

FIRST, DAYS = date(2012, 1, 1), 4400
SURGES, LONG = 40, 21
"""Offensives, and their days: they have half of all incidents."""

MOST_REPORTS = 80
STATEMENTS = 2
"""Of a report on an incident."""

CHUNK = 5000
TYPES = get_args(IncidentType)
COUNTRIES = ("TD", "SD", "ML", "NE", "BF", "LY")


@dataclass(frozen=True)
class Chunk:
    """Some incidents with all that belongs to them."""

    accounts: list[Account]
    entries: list[IncidentEntry]
    statements: list[StatementEntry]
    pairs: list[Pair]


class Archive:
    """The record of *incidents* incidents."""

    def __init__(self, incidents: int, seed: int = 0) -> None:
        self.incidents, self.seed = incidents, seed
        self.towns = max(400, incidents // 50)
        self.parties = max(200, incidents // 200)

    def actors(self) -> Iterator[ActorEntry]:
        """Give the parties, of which most belong to another."""
        for n in range(self.parties):
            name = f"{towns()[n % len(towns())]} {('Front', 'Army', 'Ministry')[n % 3]} {n}"
            parent = f"actor-{n // 10}" if n > 9 else None
            yield ActorEntry(id=f"actor-{n}", name=name, type="armed_group", parent=parent)

    def chunks(self, first: int = 0) -> Iterator[Chunk]:
        """Give the incidents from the number *first* on, some thousands at a time."""
        for start in range(first, self.incidents, CHUNK):
            chunk = Chunk([], [], [], [])
            for number in range(start, min(self.incidents, start + CHUNK)):
                self._incident(number, chunk)
            yield chunk

    def _incident(self, number: int, chunk: Chunk) -> None:
        chance = random.Random(f"{self.seed} {number}")
        town = rank(chance, self.towns)
        day = self._day(chance)
        kind = TYPES[rank(chance, len(TYPES))]
        killed = int(chance.paretovariate(1.1)) % 300
        dated = chance.random() < 0.9
        place = place_of(town)
        members = []
        for turn in range(min(MOST_REPORTS, int(chance.paretovariate(1.6)))):
            account = _account(number, turn, kind, place, day, killed, chance)
            chunk.accounts.append(account)
            members.append(Member(report=account.report.id, incident="i1"))
        said = [f"actor-{rank(chance, self.parties)}" for _ in range(4)]
        quote = chunk.accounts[-1].report.text[:9]
        contested = len(members) > 1 and chance.random() < 0.4
        basis = tuple(
            Basis(report=m.report, incident="i1", low=killed, high=killed + 2, start=0, end=9, quote=quote)
            for m in members[:10]
        )
        entry = IncidentEntry(
            id=f"i-{chance.getrandbits(48):012x}",
            type=kind,
            when=When(start=day, end=day, precision="day", quote="Monday") if dated else When(),
            where=(place,),
            initiators=(said[0],),
            targets=(said[1],) if said[1] != said[0] else (),
            members=tuple(members),
            estimates=(
                Estimate(
                    outcome="killed",
                    group="civilian",
                    low=killed,
                    best=killed + 1,
                    high=killed + 2 if number % 9 else None,
                    policy="ucdp",
                    contested=contested,
                    reason="The middle of what is said.",
                    basis=basis,
                ),
            ),
            origins=tuple(Origin(kind="report", name="x", reports=(m.report,), reason="Its own.") for m in members[:5]),
            contested=(_contest(members[0].report, quote, said),) if contested else (),
            confidence=1.0 if len(members) == 1 else round(chance.uniform(0.5, 1), 6),
        )
        chunk.entries.append(entry)
        for member in members:
            for turn in range(STATEMENTS):
                chunk.statements.append(
                    StatementEntry(
                        report=member.report,
                        speaker=said[turn],
                        stance="asserts",
                        start=turn * 100,
                        end=turn * 100 + 9,
                        quote=quote,
                        incident=entry.id,
                    )
                )
        for one, other in pairwise(members):
            left, right = sorted((one, other))
            chunk.pairs.append(Pair(left=left, right=right, probability=chance.uniform(0.5, 1)))
        if len(chunk.entries) > 1 and chance.random() < 0.5:
            left, right = sorted((chunk.entries[-2].members[0], members[0]))
            chunk.pairs.append(Pair(left=left, right=right, probability=chance.uniform(0.02, 0.7)))

    def _day(self, chance: random.Random) -> date:
        if chance.random() < 0.5:
            surge = rank(chance, SURGES) * (DAYS // SURGES)
            return FIRST + timedelta(days=surge + chance.randrange(LONG))
        return FIRST + timedelta(days=chance.randrange(DAYS))


def rank(chance: random.Random, number: int) -> int:
    """Draw one of *number* things, the first far more often than the last (Zipf's law)."""
    return int(number ** chance.random()) - 1 if number > 1 else 0


@cache
def place_of(town: int) -> Place:
    """Give a town by its rank."""
    chance = random.Random(town)
    return Place(
        name=f"{towns()[town % len(towns())]} {town}",
        level="settlement",
        country=COUNTRIES[town % len(COUNTRIES)],
        province=f"Province {town % 60}",
        latitude=round(chance.uniform(5, 25), 4),
        longitude=round(chance.uniform(-10, 30), 4),
        radius_km=5.0,
    )


def _contest(report: str, quote: str, said: list[str]) -> Contest:
    positions = tuple(
        Position(speaker=who, side="third", value=str(n), report=report, start=0, end=9, quote=quote)
        for n, who in enumerate(dict.fromkeys(said[:2]))
    )
    return Contest(field="harms killed civilian", positions=positions)


def _account(
    number: int, turn: int, kind: IncidentType, place: Place, day: date, killed: int, chance: random.Random
) -> Account:
    known = vocabulary()
    told = " ".join(known[rank(chance, len(known))] for _ in range(40))
    near = "near the market of" if chance.random() < 0.03 else "in"
    text = f"A {kind.replace('_', ' ')} {near} {place.name} killed {killed} people, officials said.\n"
    text += f"{told}. Report {number} {turn}.\n"
    published = Published(start=day, end=day, basis="metadata") if chance.random() < 0.95 else Published()
    harm = Harm(outcome="killed", group="civilian", low=killed, high=killed, start=0, end=9, quote=text[:9])
    incident = Incident(
        id="i1", type=kind, where=(place,), harms=(harm,), mentions=(Span(start=0, end=9, quote=text[:9]),)
    )
    report = Report(
        id=f"{number:07}-{turn:02}.txt",
        text=text,
        title=f"Attack in {place.name}",
        publisher=f"Herald {rank(chance, 60)}",
        published=published,
    )
    return Account(report=report, actors=(Actor(id="a1", name="Actor", type="armed_group"),), incidents=(incident,))


@dataclass
class Cost:
    """What storing took: seconds by the clock and of the processors, for each chunk."""

    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)


def fill(
    store: Store, archive: Archive, *, cost: Cost | None = None, tell: Callable[[Cost], bool] | None = None
) -> Cost:
    """
    Put the record of *archive* into *store*, a transaction a chunk; making it up costs nothing here.

    *cost* is what the chunks took that are in the store already. Stops where *tell*, called after each, gives False.
    """
    cost = cost or Cost()
    if not cost.wall:
        with store.transaction():
            store.replace_actors(None, archive.actors())
    for chunk in archive.chunks(CHUNK * len(cost.wall)):
        wall, processor = time.perf_counter(), processor_time(store)
        add(store, chunk)
        cost.wall.append(time.perf_counter() - wall)
        cost.processor.append(processor_time(store) - processor)
        if tell is not None and not tell(cost):
            break
    with store.transaction():
        store.set_meta(settled="yes", policy="ucdp", batches="1")
    return cost


def add(store: Store, chunk: Chunk) -> None:
    """Put a chunk into *store*."""
    with store.transaction():
        store.add_reports(account.report for account in chunk.accounts)
        store.save_accounts(((account, ()) for account in chunk.accounts), reader="made up")
        store.replace_incidents((), chunk.entries)
        store.replace_statements((), chunk.statements)
        store.save_pairs(chunk.pairs)
        store.mark_collated(account.report.id for account in chunk.accounts)
