"""
Counts over the whole record that run along as it is written, so that nobody waits for a look at all of it.

Of incidents, those that are not rejected count, in `counts` by kind:

- "incidents", "undated", "unplaced", "rejected": how many there are, under the empty value;
- "type", "country", "province", "actor", "initiator", "target": how many with each value;
- "statements": what each speaker says; "claims": those of them on an incident of the record, of which `contested` are
  on one on which accounts part;
- "rows": how many rows a table has, by its name.

Tolls, days and the cells of a coarse grid have tables of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Date, Row, Select, Table, bindparam, delete, func, select, text

from variorum.store.database import batches
from variorum.store.grid import COARSE, coarser
from variorum.store.tables import (
    accounts,
    cell_counts,
    counts,
    day_counts,
    forecasts,
    incident_actors,
    incident_tolls,
    incidents,
    links,
    reports,
    statements,
    statistics,
    toll_counts,
)

Kind = Literal[
    "incidents",
    "undated",
    "unplaced",
    "rejected",
    "type",
    "country",
    "province",
    "actor",
    "initiator",
    "target",
    "statements",
    "claims",
    "rows",
]

OF_INCIDENTS: tuple[Kind, ...] = tuple(kind for kind in get_args(Kind) if kind not in {"statements", "rows"})

OF_ROW: tuple[Kind, ...] = ("type", "country", "province")
"""Those that are columns of an incident."""

COUNTED = (reports, accounts, statements, statistics, forecasts, links)
"""The tables of which the rows are counted."""

DEGREE = 1_000_000

COLUMNS = (
    "key type start latitude longitude country province contested rejected cell killed_low killed_best killed_high"
).split()
"""What is counted of an incident."""

Toll = tuple[str, int, int, int | None]
"""An outcome with its low, best and high figure."""

Party = tuple[str, str]
"""An actor and its role."""


class Running:
    """Changes of the counts, gathered so that each line of them is written once."""

    def __init__(self) -> None:
        self._changes: dict[Table, dict[Any, list[int]]] = {}

    def add(self, kind: Kind, value: str, number: int, contested: int = 0) -> None:
        """Count *number* more of a kind and value, or fewer."""
        self._add(counts, (kind, value), number, contested)

    def rows(self, table: Table, number: int) -> None:
        """Count *number* more rows of *table*, or fewer."""
        self.add("rows", str(table.name), number)

    def incident(self, sign: int, row: Mapping[str, Any], tolls: Iterable[Toll], parties: Iterable[Party]) -> None:
        """Count an incident, or with the *sign* -1 count it no more; *row* has the columns `COLUMNS`."""
        if row["rejected"]:
            self.add("rejected", "", sign)
            return
        contested = sign * bool(row["contested"])
        self.add("incidents", "", sign, contested)
        for kind in OF_ROW:
            if (value := row[kind]) is not None:
                self.add(kind, value, sign)
        low, best, high = row["killed_low"] or 0, row["killed_best"] or 0, row["killed_high"]
        if row["start"] is None:
            self.add("undated", "", sign)
        else:
            figures = low, best, best if high is None else high
            self._add(day_counts, (row["start"],), sign, contested, *(sign * figure for figure in figures))
        if row["cell"] is None:
            self.add("unplaced", "", sign)
        else:
            at = (round(sign * DEGREE * row[name]) for name in ("latitude", "longitude"))
            self._add(cell_counts, (row["cell"] >> coarser(COARSE),), sign, contested, sign * best, *at)
        for outcome, low, best, high in tolls:
            sums = low, best, best if high is None else high, int(high is None)
            self._add(toll_counts, (outcome,), sign, sign * (best > 0), *(sign * figure for figure in sums))
        actors = set()
        for actor, role in parties:
            actors.add(actor)
            self.add(role, actor, sign)  # type: ignore[arg-type]
        for actor in actors:
            self.add("actor", actor, sign)

    def _add(self, table: Table, key: tuple[Any, ...], *numbers: int) -> None:
        lines = self._changes.setdefault(table, {})
        if (line := lines.get(key)) is None:
            lines[key] = list(numbers)
        else:
            for n, number in enumerate(numbers):
                line[n] += number

    def write(self, connection: Connection) -> None:
        """Write what was gathered, and begin anew."""
        for table, lines in self._changes.items():
            rows = [(*key, *line) for key, line in sorted(lines.items()) if any(line)]
            for some in batches(rows, 5000):
                _add_up(connection, table, some)
            if fewer := [key for key, line in lines.items() if line[0] < 0]:
                columns = list(table.primary_key.columns)
                none_left = delete(table).where(*(c == bindparam(f"p{n}") for n, c in enumerate(columns)))
                values = [{f"p{n}": part for n, part in enumerate(key)} for key in sorted(fewer)]
                connection.execute(none_left.where(table.c[_numbers(table)[0]] == 0), values)
        self._changes.clear()


def count_incidents(connection: Connection, running: Running, sign: int, keys: Sequence[int]) -> None:
    """Count the incidents with these keys as they are in the tables, what speakers claim of them too."""
    tolls: dict[int, list[Toll]] = {}
    parties: dict[int, list[Party]] = {}
    asked = select(*(incident_tolls.c[name] for name in ("incident", "outcome", "low", "best", "high")))
    for incident, *toll in connection.execute(asked.where(incident_tolls.c.incident.in_(keys))):
        tolls.setdefault(incident, []).append(tuple(toll))
    done = select(incident_actors.c.incident, incident_actors.c.actor, incident_actors.c.role)
    for incident, actor, role in connection.execute(done.where(incident_actors.c.incident.in_(keys))):
        parties.setdefault(incident, []).append((actor, role))
    for row in connection.execute(select(*(incidents.c[name] for name in COLUMNS)).where(incidents.c.key.in_(keys))):
        running.incident(sign, dict(row._mapping), tolls.get(row.key, ()), parties.get(row.key, ()))
    count_claims(connection, running, sign, lambda asked: asked.where(incidents.c.key.in_(keys)))


def count_claims(
    connection: Connection, running: Running, sign: int, narrowed: Callable[[Select[Any]], Select[Any]]
) -> None:
    """Count the statements on incidents of the record, as far as a question for them is *narrowed*, by speaker."""
    asked = select(statements.c.speaker, incidents.c.contested, func.count())
    asked = asked.join_from(statements, incidents, statements.c.incident == incidents.c.id)
    for speaker, contested, number in connection.execute(
        narrowed(asked).group_by(statements.c.speaker, incidents.c.contested)
    ):
        running.add("claims", speaker, sign * number, sign * number if contested else 0)


def forget(connection: Connection, kinds: Iterable[Kind]) -> None:
    """Count nothing any more of some kinds."""
    connection.execute(delete(counts).where(counts.c.kind.in_(list(kinds))))


def forget_incidents(connection: Connection) -> None:
    """Count no incident any more."""
    forget(connection, OF_INCIDENTS)
    for table in (toll_counts, day_counts, cell_counts):
        connection.execute(delete(table))


def recount(connection: Connection) -> None:
    """Count all of the record anew."""
    for table in (counts, toll_counts, day_counts, cell_counts):
        connection.execute(delete(table))
    running = Running()
    for table in COUNTED:
        running.rows(table, connection.scalar(select(func.count()).select_from(table)) or 0)
    said = select(statements.c.speaker, func.count()).group_by(statements.c.speaker)
    for speaker, number in connection.execute(said):
        running.add("statements", speaker, number)
    last = 0
    while keys := _keys_after(connection, last):
        count_incidents(connection, running, 1, keys)
        last = keys[-1]
    running.write(connection)


def _keys_after(connection: Connection, last: int) -> Sequence[int]:
    asked = select(incidents.c.key).where(incidents.c.key > last).order_by(incidents.c.key).limit(500)
    return connection.scalars(asked).all()


def counted(connection: Connection, kind: Kind, *, values: Sequence[str] | None = None) -> dict[str, Row[Any]]:
    """Give the lines of a *kind*, or of some of its values, by value: each has a `number` and those `contested`."""
    asked = select(counts.c.value, counts.c.number, counts.c.contested).where(counts.c.kind == kind)
    if values is not None:
        asked = asked.where(counts.c.value.in_(values))
    rows: Iterable[Row[Any]] = connection.execute(asked)
    return {row.value: row for row in rows}


def number_of(connection: Connection, kind: Kind, value: str = "") -> int:
    """Give how many of a kind and value there are."""
    asked = select(counts.c.number).where(counts.c.kind == kind, counts.c.value == value)
    return connection.scalar(asked) or 0


def most(connection: Connection, kind: Kind, limit: int) -> list[tuple[str, int]]:
    """Give the values of a kind with their numbers, the most first."""
    asked = select(counts.c.value, counts.c.number).where(counts.c.kind == kind)
    rows = connection.execute(asked.order_by(counts.c.number.desc(), counts.c.value).limit(limit))
    return [(row.value, row.number) for row in rows]


def _numbers(table: Table) -> list[str]:
    return [column.name for column in table.columns if not column.primary_key]


def _add_up(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    quote = connection.dialect.identifier_preparer.quote
    names = [quote(column.name) for column in table.columns]
    keys = ", ".join(quote(column.name) for column in table.primary_key.columns)
    sums = ", ".join(f"{n} = {table.name}.{n} + excluded.{n}" for n in map(quote, _numbers(table)))
    into = f"INSERT INTO {table.name} ({', '.join(names)})"
    also = f"ON CONFLICT ({keys}) DO UPDATE SET {sums}"
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(names))
        plain = [tuple(v.isoformat() if hasattr(v, "isoformat") else v for v in row) for row in rows]
        connection.exec_driver_sql(f"{into} VALUES ({marks}) {also}", plain)
        return
    # One statement for all lines: each by itself would take a message there and back.
    kinds = ["date" if isinstance(c.type, Date) else c.type.compile(connection.dialect) for c in table.columns]
    kinds = [kind.split(" ")[0].lower() for kind in kinds]
    given = ", ".join(f"CAST(:v{n} AS {kind}[])" for n, kind in enumerate(kinds))
    values = {f"v{n}": list(column) for n, column in enumerate(zip(*rows, strict=True))}
    connection.execute(text(f"{into} SELECT * FROM unnest({given}) {also}"), values)  # noqa: S608 - names of our own
