"""Records to export: small ones with one thing in them, and any that Hypothesis can think of."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from math import inf, nan
from random import Random
from typing import Any, get_args

from hypothesis import strategies as st

from variorum.exports.codes import Codes
from variorum.exports.encode import encoded, plain
from variorum.exports.formats import FORMATS
from variorum.exports.parts import Export, Table
from variorum.model import Place, Published, When
from variorum.model.account import (
    ActorType,
    Certainty,
    Group,
    HarmStance,
    IncidentType,
    Outcome,
    PlaceLevel,
    Stance,
)
from variorum.model.dataset import PublishedEvent
from variorum.model.record import (
    ActorEntry,
    Basis,
    Contest,
    Correction,
    Estimate,
    IncidentEntry,
    LinkEntry,
    Member,
    Origin,
    Position,
    Record,
    ReportEntry,
    SourceSpan,
    StatementEntry,
)

TEXT = "Shells hit Marada on Tuesday, the mayor said. At least four people died near the river."
DAY = date(2031, 5, 6)
MARADA = Place(
    name="Marada",
    level="settlement",
    country="TD",
    province="Kanem",
    latitude=14.1,
    longitude=15.3,
    radius_km=5.0,
    quote="Marada",
)
ARMY = ActorEntry(id="army", name="Chadian Army", type="military", country="TD")
REBELS = ActorEntry(id="rebels", name="River Front", type="armed_group", country="TD")
NIGER = ActorEntry(id="niger", name="Niger", type="state", country="NE")
PEOPLE = ActorEntry(id="people", name="herders", type="civilians", country="TD")
MAYOR = ActorEntry(id="mayor", name="Idriss Haroun", type="person", country="TD")
ACTORS = (ARMY, REBELS, NIGER, PEOPLE, MAYOR)


def report(id: str = "a.txt", text: str = TEXT, **rest: Any) -> ReportEntry:  # noqa: A002
    """Make a report of the record."""
    fields: dict[str, Any] = {
        "title": "Shells hit market",
        "publisher": "The Courier",
        "published": Published(start=DAY, end=DAY, basis="metadata"),
    }
    return ReportEntry(id=id, sha256="0" * 64, text=text, **{**fields, **rest})


def basis(low: int, high: int | None = None, quote: str = "four people", **rest: Any) -> Basis:
    """Make a figure of the report ``a.txt``; exact unless *high* is given or `open_` is."""
    top = None if rest.pop("open_", False) else low if high is None else high
    start = max(TEXT.find(quote), 0)
    fields: dict[str, Any] = {"report": "a.txt", "incident": "i1", "start": start, "end": start + len(quote)}
    return Basis(low=low, high=top, quote=quote, **{**fields, **rest})


def estimate(
    group: Group, low: int, best: int, high: int | None, *of: Basis, outcome: Outcome = "killed", **rest: Any
) -> Estimate:
    """Make an estimate; without figures it rests on one that says what it says."""
    found = of or (Basis(report="a.txt", incident="i1", low=low, high=high, start=46, end=57, quote="At least fo"),)
    return Estimate(outcome=outcome, group=group, low=low, best=best, high=high, policy="ucdp", basis=found, **rest)


def incident(*estimates: Estimate, **rest: Any) -> IncidentEntry:
    """Make an incident of one report: the army shells Marada."""
    fields: dict[str, Any] = {
        "id": "i-0123456789ab",
        "type": "shelling",
        "when": When(start=DAY, end=DAY, precision="day", quote="on Tuesday"),
        "where": (MARADA,),
        "initiators": ("army",),
        "targets": ("rebels",),
        "members": (Member(report="a.txt", incident="i1"),),
        "origins": (Origin(kind="report", name="The Courier", reports=("a.txt",), reason="It is its own."),),
    }
    return IncidentEntry(estimates=estimates, **{**fields, **rest})


def record(*entries: IncidentEntry, **rest: Any) -> Record:
    """Make a record of incidents."""
    return Record(**{"reports": (report(),), "actors": ACTORS, "incidents": entries, **rest})


def days(start: str, end: str, precision: str = "range") -> When:
    """Make a time."""
    return When(start=date.fromisoformat(start), end=date.fromisoformat(end), precision=precision)  # type: ignore[arg-type]


def made(format_: str, exported: Record, **options: Any) -> Export:
    """Write a record in a format."""
    return FORMATS[format_].make(exported, Codes(), **options)


def table(export: Export, file: str = "") -> Table:
    """Give a table of an export."""
    return next(table for table in export.tables if table.file == file)


def read_back(shown: Table) -> list[dict[str, str]]:
    """Read a table of CSV by name, as another program would, with the guards before formulas taken off."""
    rows = list(csv.DictReader(io.StringIO(encoded(shown).decode("utf-8"), newline=""), strict=True))
    assert all(None not in row and None not in row.values() for row in rows)
    rows = rows[1:] if shown.tags else rows
    return [{key: plain(value) for key, value in row.items()} for row in rows]


def read_csv(format_: str, *entries: IncidentEntry, **rest: Any) -> list[dict[str, str]]:
    """Write incidents in a format of one table of CSV, and read them back."""
    return read_back(table(made(format_, record(*entries, **rest))))


def read_lines(shown: Table) -> list[dict[str, Any]]:
    """Read a table of JSON Lines."""
    return [json.loads(line) for line in encoded(shown).decode("utf-8").splitlines()]


def reasons(export: Export) -> list[str]:
    """Give the reasons of an export's warnings."""
    return [notice.reason for notice in export.notices]


def event(id: str = "e1", **rest: Any) -> PublishedEvent:  # noqa: A002
    """Make an event of a data set that is the shelling of Marada."""
    fields: dict[str, Any] = {
        "row": 1,
        "start": DAY,
        "end": DAY,
        "types": ("shelling",),
        "type": "Shelling",
        "place": "Marada",
        "country": "TD",
        "latitude": 14.1,
        "longitude": 15.3,
        "sides": ("Military Forces of Chad", "River Front"),
    }
    return PublishedEvent(id=id, **{**fields, **rest})


# Any record

WORDS = (
    *("", "=1+1", "+CMD|'/C calc'!A0", "-2", "@SUM(A1)", "\t=x", "＝1", 'a "b", c', "line\nbreak", "\r\nx", "a;b"),
    *("Fort–Lamy", "\u2028", "\0", "\ud800", "\U0001f600", "مرادة", "'=1", " ", "Marada"),
)
COUNTRIES = (None, "TD", "NE", "AF", "XK", "ZZ", "AQ")
LENGTHS = (0, 0, 0, 1, 5, 6, 7, 27, 29, 30, 31, 90, 364, 365, 400)


class _Chance(Random):
    """Draws parts of a record."""

    def word(self) -> str:
        return (
            self.choice(WORDS) if self.random() < 0.8 else chr(self.choice((0x20, 0x600, 0x4E00)) + self.randrange(200))
        )

    def maybe(self, value: Any) -> Any:
        return value if self.random() < 0.7 else None

    def some(self, among: Sequence[Any], most: int) -> tuple[Any, ...]:
        return tuple(self.sample(among, self.randint(0, min(most, len(among)))))

    def actor(self, number: int) -> ActorEntry:
        return ActorEntry(
            id=f"x{number}",
            name=self.word() or "x",
            type=self.choice(get_args(ActorType)),
            country=self.choice(COUNTRIES),
            parent=self.choice((None, "x0", "x1", "army", "gone")),
            aliases=(self.word(),),
            members=(("a.txt", "a1"),),
        )

    def place(self) -> Place:
        return Place(
            name=self.word() or "x",
            level=self.choice(get_args(PlaceLevel)),
            country=self.choice(COUNTRIES),
            province=self.maybe(self.word()),
            latitude=self.maybe(self.choice((self.uniform(-95, 95), -90.0, 0.0, nan, -0.0000001))),
            longitude=self.maybe(self.choice((self.uniform(-185, 185), 180.0, inf))),
            radius_km=self.maybe(self.uniform(0, 500)),
            quote=self.choice((None, "Marada", "river", "nowhere")),
        )

    def when(self) -> When:
        start = date(1989, 1, 1) + timedelta(days=self.randrange(15000))
        end = start + timedelta(days=self.choice(LENGTHS))
        if self.random() < 0.2:
            return When(quote="lately")
        return When(start=start, end=end, precision="day" if start == end else "range", quote=self.maybe(self.word()))

    def basis(self) -> Basis:
        low, start = self.randrange(60), self.randrange(40)
        quote = self.choice(("dozens", "several", "four people", "=4", "two", "hundreds of people"))
        return Basis(
            report=self.choice(("a.txt", "=b.txt")),
            incident="i1",
            speaker=self.choice((None, "mayor", "army", "x0", "gone")),
            stance=self.choice(get_args(HarmStance)),
            certainty=self.choice(get_args(Certainty)),
            low=low,
            high=self.maybe(low + self.randrange(50)),
            names=self.choice(((), ("Ali", "=Bo"))),
            start=start,
            end=start + len(quote),
            quote=quote,
            reversed=self.random() < 0.1,
        )

    def estimate(self, outcome: Outcome, group: Group) -> Estimate:
        low, best, high = sorted(self.choice((0, self.randrange(9), self.randrange(3000))) for _ in range(3))
        return Estimate(
            outcome=outcome,
            group=group,
            low=low,
            best=best,
            high=self.maybe(high),
            policy="ucdp",
            contested=self.random() < 0.5,
            basis=tuple(self.basis() for _ in range(self.randint(0, 3))),
        )

    def incident(self, number: int, actors: Sequence[str]) -> IncidentEntry:
        position = Position(side="third", speaker="mayor", value="x", report="a.txt", start=0, end=6, quote="Shells")
        fields = ("initiators", "targets", "type", "when", "where", "happened", "harms killed civilian")
        cells = [
            (o, g) for o in ("killed", "killed", "injured", self.choice(get_args(Outcome))) for g in get_args(Group)
        ]
        reports = self.choice((("a.txt",), ("=b.txt",), ("=b.txt", "a.txt")))
        correction = Correction(field="killed", machine="1-1", person="2", judgement="j1")
        return IncidentEntry(
            id=f"i-{number:012x}",
            type=self.choice(get_args(IncidentType)),
            certainty=self.choice(get_args(Certainty)),
            when=self.when(),
            where=tuple(self.place() for _ in range(self.randint(0, 3))),
            initiators=self.some(actors, 3),
            targets=self.some(actors, 3),
            weapons=self.choice(((), ("drones",), ("a grenade",), ("=x",))),
            members=tuple(Member(report=r, incident="i1") for r in reports),
            estimates=tuple(self.estimate(*cell) for cell in dict.fromkeys(self.some(cells, 5))),
            origins=self.choice(((), incident().origins, incident().origins * 2)),
            contested=tuple(Contest(field=f, positions=(position,)) for f in self.some(fields, 2)),
            corrections=(correction,) if self.random() < 0.2 else (),
            rejected=self.random() < 0.1,
        )

    def record(self) -> Record:
        actors = (*ACTORS, *(self.actor(number) for number in range(self.randint(0, 5))))
        ids = [*(actor.id for actor in actors), "gone"]
        entries = tuple(self.incident(number, ids) for number in range(self.randint(0, 6)))
        span = SourceSpan(report="a.txt", start=0, end=6, quote="Shells")
        links = tuple(
            LinkEntry(from_=b.id, to=a.id, type="response_to", lag_days=(0, 3), basis=(span,))
            for a, b in pairwise(entries)
        )
        said = StatementEntry(
            report="a.txt",
            speaker=self.choice(ids),
            stance=self.choice(get_args(Stance)),
            start=0,
            end=6,
            quote="Shells",
            incident=entries[0].id if entries else None,
            said_on=self.maybe(DAY),
        )
        reports = (report(title=self.word()), report("=b.txt", text=self.word(), publisher=self.word()))
        return Record(reports=reports, actors=actors, incidents=entries, links=links, statements=(said,))


def records() -> st.SearchStrategy[Record]:
    """
    Draw records with anything in them that one can hold, and much that a hostile report can bring.

    Only a number is drawn and the rest follows from it: drawing each part costs a hundred times what exporting does.
    """
    return st.integers(0, 2**32).map(lambda seed: _Chance(seed).record())
