"""What linking leaves for the next report: in which blocks each case stands, and how pairs of cases compared."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, TextClause, delete, func, select, text, tuple_

from variorum.model.record import Member
from variorum.store.database import Database, batches
from variorum.store.rows import AT_ONCE, add_rows, add_tuples, among
from variorum.store.tables import case_keys, pairs, reports
from variorum.store.values import Pair
from variorum.store.versions import note_change

TOGETHER = (64, 16, 4, 1)
"""Blocks that one statement asks for; of a few lengths, for each is kept with all that was made of it."""

T = TypeVar("T")


class Linking(Database):
    """What the store does with the keys and pairs of cases; a case is an incident of one report's account."""

    def save_case_keys(self, keys: Mapping[Member, tuple[str, Iterable[str]]]) -> None:
        """
        Keep where each case stands, and in which blocks, in place of its former ones.

        Raises:
            LookupError: If a case is of a report that has not been added.
        """
        with self.writing() as connection:
            known = report_keys(connection, (case.report for case in keys))
            cases = [(known[case.report], case.incident) for case in keys]
            for some in batches(cases):
                connection.execute(delete(case_keys).where(*_are(some, case_keys.c.report, case_keys.c.incident)))
            rows = (
                {"block": block, "report": known[case.report], "incident": case.incident, "standing": place}
                for case, (place, blocks) in keys.items()
                for block in sorted(set(blocks))
            )
            add_rows(connection, case_keys, rows)

    def keys_of(self, cases: Iterable[Member]) -> dict[Member, tuple[str, frozenset[str]]]:
        """Give where each of *cases* stands and in which blocks; those that are in none are left out."""
        found: dict[Member, tuple[str, set[str]]] = {}
        with self.reading() as connection:
            for some in batches(sorted(set(cases))):
                known = report_keys(connection, (case.report for case in some), strict=False)
                names = {(known[case.report], case.incident): case for case in some if case.report in known}
                mine = _are(list(names), case_keys.c.report, case_keys.c.incident)
                for row in connection.execute(select(case_keys).where(*mine)):
                    found.setdefault(names[row.report, row.incident], (row.standing, set()))[1].add(row.block)
        return {case: (place, frozenset(blocks)) for case, (place, blocks) in found.items()}

    def keys_of_reports(self, ids: Iterable[str]) -> dict[Member, tuple[str, frozenset[str]]]:
        """Give where the cases of the reports *ids* stand and in which blocks, those of former accounts too."""
        found: dict[Member, tuple[str, set[str]]] = {}
        with self.reading() as connection:
            for some in batches(sorted(set(ids))):
                asked = select(reports.c.id, case_keys).join_from(case_keys, reports).where(reports.c.id.in_(some))
                for row in connection.execute(asked):
                    case = Member(report=row.id, incident=row.incident)
                    found.setdefault(case, (row.standing, set()))[1].add(row.block)
        return {case: (found[case][0], frozenset(found[case][1])) for case in sorted(found)}

    def cases_around(
        self, places: Iterable[tuple[str, str]], reach: int
    ) -> dict[tuple[str, str], list[tuple[str, Member]]]:
        """
        Give the cases of each block that stand around each place, with where they stand.

        *places* are (block, place); of each, *reach* cases before it and *reach* from it on, one more where it is
        taken.
        """
        found: dict[tuple[str, str], list[tuple[str, Member]]] = {}
        with self.reading() as connection:
            for some in _together(sorted(set(places))):
                values: dict[str, str | int] = {"reach": reach, "more": reach + 1}
                for n, (block, place) in enumerate(some):
                    values |= {f"block{n}": block, f"place{n}": place}
                    found[block, place] = []
                for n, standing, report, incident in connection.execute(_around(len(some)), values).all():
                    found[some[n]].append((standing, Member(report=report, incident=incident)))
        for cases in found.values():
            cases.sort()
        return found

    def first_in(self, blocks: Iterable[str], most: int, *, dated: bool = False) -> dict[str, list[Member]]:
        """Give the first *most* cases of each of *blocks*, sorted; with *dated*, those of undated reports left out."""
        found: dict[str, list[Member]] = {}
        with self.reading() as connection:
            for some in _together(sorted(set(blocks))):
                values: dict[str, str | int] = {"most": most} | {f"block{n}": block for n, block in enumerate(some)}
                for n, report, incident in connection.execute(_first(len(some), dated), values).all():
                    found.setdefault(some[n], []).append(Member(report=report, incident=incident))
        return {block: sorted(found[block]) for block in sorted(found)}

    def sizes(self, blocks: Iterable[str], most: int, *, dated: bool = False) -> dict[str, int]:
        """Count the cases of each of *blocks*, up to *most*; with *dated*, those of undated reports left out."""
        found: dict[str, int] = {}
        with self.reading() as connection:
            for some in _together(sorted(set(blocks))):
                values: dict[str, str | int] = {"most": most} | {f"block{n}": block for n, block in enumerate(some)}
                found.update((some[n], size) for n, size in connection.execute(_sizes(len(some), dated), values).all())
        return found

    def counts_between(self, stretches: Iterable[tuple[str, str, str]], most: int) -> dict[tuple[str, str, str], int]:
        """Count the cases between two places of a block, each up to *most*; *stretches* are (block, place, place)."""
        found: dict[tuple[str, str, str], int] = {}
        with self.reading() as connection:
            for some in _together(sorted(set(stretches))):
                values: dict[str, str | int] = {"most": most}
                for n, (block, low, high) in enumerate(some):
                    values |= {f"block{n}": block, f"low{n}": low, f"high{n}": high}
                found.update((some[n], size) for n, size in connection.execute(_between(len(some)), values))
        return found

    def save_pairs(self, compared: Iterable[Pair]) -> None:
        """
        Keep how pairs of cases compared, in place of what they had.

        Raises:
            LookupError: If a case is of a report that has not been added.
        """
        with self.writing() as connection:
            note_change(connection)
            for batch in batches(compared, AT_ONCE):
                known = report_keys(connection, (case.report for pair in batch for case in (pair.left, pair.right)))
                rows = {}
                for pair in batch:
                    left, right = sorted((pair.left, pair.right))
                    ends = (known[left.report], left.incident, known[right.report], right.incident)
                    rows[ends] = (pair.probability, pair.evidence)
                former = _kept_of(connection, rows)
                for some in batches(former):
                    connection.execute(delete(pairs).where(*_are(some, *pairs.primary_key.columns)))
                add_tuples(connection, pairs, ((*ends, *rest) for ends, rest in rows.items()))

    def drop_pairs(self, ends: Iterable[tuple[Member, Member]]) -> None:
        """Drop what is kept of pairs, each given with the lesser case first."""
        with self.writing() as connection:
            note_change(connection)
            for some in batches(sorted(set(ends))):
                known = report_keys(connection, (case.report for pair in some for case in pair))
                rows = [(known[a.report], a.incident, known[b.report], b.incident) for a, b in some]
                connection.execute(delete(pairs).where(*_are(rows, *pairs.primary_key.columns)))

    def compared(self, ends: Iterable[tuple[Member, Member]]) -> frozenset[tuple[Member, Member]]:
        """Tell which pairs are kept, of those given with the lesser case first."""
        found: set[tuple[Member, Member]] = set()
        with self.reading() as connection:
            for some in batches(sorted(set(ends))):
                known = report_keys(connection, (case.report for pair in some for case in pair), strict=False)
                rows = {
                    (known[a.report], a.incident, known[b.report], b.incident): (a, b)
                    for a, b in some
                    if a.report in known and b.report in known
                }
                key = pairs.primary_key.columns
                asked = select(*key).where(*_are(list(rows), *key))
                found.update(rows[tuple(row)] for row in connection.execute(asked))
        return frozenset(found)

    def pairs(self, cases: Iterable[Member] | None = None, *, least: float = 0.0) -> Iterator[Pair]:
        """
        Give the pairs of which either case is one of *cases*, or all, sorted; each once.

        Those of less probability than *least* are left out.
        """
        if cases is None:
            yield from self._all_pairs(least)
            return
        found: dict[tuple[Member, Member], Pair] = {}
        with self.reading() as connection:
            for some in batches(sorted(set(cases))):
                known = report_keys(connection, (case.report for case in some), strict=False)
                ends = [(known[case.report], case.incident) for case in some if case.report in known]
                # One side at a time, and no index but that of the side: most pairs are as probable as is asked for.
                probable = func.coalesce(pairs.c.probability, 0.0) >= least
                for side in ("left", "right"):
                    touching = _are(ends, pairs.c[f"{side}_report"], pairs.c[f"{side}_incident"])
                    for pair in map(_pair, connection.execute(_ASKED.where(*touching, probable))):
                        found[pair.left, pair.right] = pair
        yield from (found[ends] for ends in sorted(found))

    def _all_pairs(self, least: float) -> Iterator[Pair]:
        order = (_LEFT.c.id, pairs.c.left_incident, _RIGHT.c.id, pairs.c.right_incident)
        last: tuple[str, ...] | None = None
        while True:
            asked = _ASKED.where(pairs.c.probability >= least).order_by(*order).limit(5000)
            if last is not None:
                asked = asked.where(tuple_(*order) > tuple_(*last))
            with self.reading() as connection:
                batch = [_pair(row) for row in connection.execute(asked)]
            yield from batch
            if not batch:
                return
            end = batch[-1]
            last = (end.left.report, end.left.incident, end.right.report, end.right.incident)


def _kept_of(connection: Connection, ends: Collection[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Give those of the pairs with these *ends* that are kept."""
    key = pairs.primary_key.columns
    found = connection.execute(select(*key).where(among(connection, key[0], sorted({end[0] for end in ends}))))
    return [row for row in map(tuple, found) if row in ends]


def _together(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Cut *values* into lists of the lengths in `TOGETHER`, the longest first."""
    start = 0
    for length in TOGETHER:
        while len(values) - start >= length:
            yield values[start : start + length]
            start += length


@cache
def _around(places: int) -> TextClause:
    return text(
        "\nUNION ALL ".join(
            f"SELECT {n} AS place, near.standing, reports.id, near.incident FROM ("  # noqa: S608 - numbers alone
            f"SELECT standing, report, incident FROM case_keys WHERE block = :block{n} AND standing {side}"
            ") AS near JOIN reports ON reports.key = near.report"
            for n in range(places)
            for side in (
                f"< :place{n} ORDER BY standing DESC LIMIT :reach",
                f">= :place{n} ORDER BY standing LIMIT :more",
            )
        )
    )


@cache
def _between(stretches: int) -> TextClause:
    return text(
        "\nUNION ALL ".join(
            f"SELECT {n} AS stretch, count(*) FROM ("  # noqa: S608 - numbers alone
            f"SELECT 1 FROM case_keys WHERE block = :block{n} AND standing > :low{n} AND standing < :high{n} "
            f"LIMIT :most) AS between{n}"
            for n in range(stretches)
        )
    )


_DATED = "AND NOT EXISTS (SELECT 1 FROM undated WHERE undated.report = case_keys.report)"


@cache
def _sizes(blocks: int, dated: bool) -> TextClause:
    but = _DATED if dated else ""
    return text(
        "\nUNION ALL ".join(
            f"SELECT {n} AS place, count(*) FROM ("  # noqa: S608 - numbers alone
            f"SELECT 1 FROM case_keys WHERE block = :block{n} {but} LIMIT :most) AS size{n}"
            for n in range(blocks)
        )
    )


@cache
def _first(blocks: int, dated: bool) -> TextClause:
    but = _DATED if dated else ""
    return text(
        "\nUNION ALL ".join(
            f"SELECT {n} AS place, reports.id, near.incident FROM ("  # noqa: S608 - numbers alone
            f"SELECT report, incident FROM case_keys WHERE block = :block{n} {but} ORDER BY standing LIMIT :most"
            ") AS near JOIN reports ON reports.key = near.report"
            for n in range(blocks)
        )
    )


def _are(rows: Sequence[tuple[Any, ...]], *columns: ColumnElement[Any]) -> tuple[ColumnElement[bool], ...]:
    """Ask for *rows* by their *columns*; the first is asked for by itself too, for SQLite finds no index by several."""
    return columns[0].in_(sorted({row[0] for row in rows})), tuple_(*columns).in_(rows)


_LEFT, _RIGHT = reports.alias("lefts"), reports.alias("rights")
_ASKED = (
    select(
        _LEFT.c.id.label("left_id"),
        pairs.c.left_incident,
        _RIGHT.c.id.label("right_id"),
        pairs.c.right_incident,
        pairs.c.probability,
        pairs.c.evidence,
    )
    .join_from(pairs, _LEFT, pairs.c.left_report == _LEFT.c.key)
    .join(_RIGHT, pairs.c.right_report == _RIGHT.c.key)
)


def _pair(row: Row[*tuple[Any, ...]]) -> Pair:
    return Pair(
        left=Member(report=row.left_id, incident=row.left_incident),
        right=Member(report=row.right_id, incident=row.right_incident),
        probability=row.probability,
        evidence=row.evidence,
    )


def report_keys(connection: Connection, ids: Iterable[str], *, strict: bool = True) -> dict[str, int]:
    """
    Give the key of each report in *ids*.

    Raises:
        LookupError: If *strict* and one of them has not been added.
    """
    wanted = sorted(set(ids))
    known: dict[str, int] = {}
    for some in batches(wanted, AT_ONCE):
        asked = select(reports.c.id, reports.c.key).where(among(connection, reports.c.id, some))
        known.update((report, key) for report, key in connection.execute(asked))
    if strict and (missing := [report for report in wanted if report not in known]):
        raise LookupError(f"the report {missing[0]!r} has not been added")
    return known
