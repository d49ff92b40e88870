"""What linking leaves for the next report: in which blocks each case stands, and how pairs of cases compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, tuple_

from variorum.model.record import Member
from variorum.store.database import Database, batches
from variorum.store.tables import case_keys, pairs, reports
from variorum.store.values import Pair


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
                mine = tuple_(case_keys.c.report, case_keys.c.incident).in_(some)
                connection.execute(delete(case_keys).where(mine))
            rows = (
                {"block": block, "report": known[case.report], "incident": case.incident, "standing": place}
                for case, (place, blocks) in keys.items()
                for block in sorted(set(blocks))
            )
            for batch in batches(rows):
                connection.execute(insert(case_keys), batch)

    def keys_of(self, cases: Iterable[Member]) -> dict[Member, tuple[str, frozenset[str]]]:
        """Give where each of *cases* stands and in which blocks; those that are in none are left out."""
        found: dict[Member, tuple[str, set[str]]] = {}
        with self.reading() as connection:
            for some in batches(sorted(set(cases))):
                known = report_keys(connection, (case.report for case in some), strict=False)
                names = {(known[case.report], case.incident): case for case in some if case.report in known}
                mine = tuple_(case_keys.c.report, case_keys.c.incident).in_(list(names))
                for row in connection.execute(select(case_keys).where(mine)):
                    found.setdefault(names[row.report, row.incident], (row.standing, set()))[1].add(row.block)
        return {case: (place, frozenset(blocks)) for case, (place, blocks) in found.items()}

    def block_sizes(self, blocks: Iterable[str]) -> dict[str, int]:
        """Count the cases of each of *blocks*; those that have none are left out."""
        found: dict[str, int] = {}
        for some in batches(sorted(set(blocks))):
            asked = (
                select(case_keys.c.block, func.count()).where(case_keys.c.block.in_(some)).group_by(case_keys.c.block)
            )
            with self.reading() as connection:
                found.update((block, size) for block, size in connection.execute(asked))
        return found

    def cases_around(self, block: str, place: str, reach: int) -> list[tuple[str, Member]]:
        """Give the cases of *block* that stand no more than *reach* before or after *place*, with where they stand."""
        asked = select(case_keys.c.standing, reports.c.id, case_keys.c.incident).join(reports)
        asked = asked.where(case_keys.c.block == block)
        before = asked.where(case_keys.c.standing < place).order_by(case_keys.c.standing.desc()).limit(reach)
        after = asked.where(case_keys.c.standing >= place).order_by(case_keys.c.standing).limit(reach + 1)
        with self.reading() as connection:
            rows = [*reversed(connection.execute(before).all()), *connection.execute(after).all()]
        return [(standing, Member(report=report, incident=incident)) for standing, report, incident in rows]

    def count_between(self, block: str, low: str, high: str) -> int:
        """Count the cases of *block* that stand between two places."""
        asked = select(func.count()).where(case_keys.c.block == block)
        with self.reading() as connection:
            return connection.scalar(asked.where(case_keys.c.standing > low, case_keys.c.standing < high)) or 0

    def cases_in(self, blocks: Iterable[str], *, largest: int | None = None) -> Iterator[tuple[str, str, Member]]:
        """
        Give (block, standing, case) for all cases in *blocks*, sorted.

        A block of more than *largest* cases is left out.
        """
        columns = (case_keys.c.block, case_keys.c.standing, reports.c.id, case_keys.c.incident)
        for some in batches(sorted(set(blocks))):
            asked = select(*columns).join(reports).where(case_keys.c.block.in_(some)).order_by(*columns)
            if largest is not None:
                size = func.count() <= largest
                small = select(case_keys.c.block).where(case_keys.c.block.in_(some)).group_by(case_keys.c.block)
                asked = asked.where(case_keys.c.block.in_(small.having(size)))
            with self.reading() as connection:
                rows = connection.execute(asked).all()
            for block, standing, report, incident in rows:
                yield block, standing, Member(report=report, incident=incident)

    def save_pairs(self, compared: Iterable[Pair]) -> None:
        """
        Keep how pairs of cases compared, in place of what they had.

        Raises:
            LookupError: If a case is of a report that has not been added.
        """
        with self.writing() as connection:
            for batch in batches(compared):
                known = report_keys(connection, (case.report for pair in batch for case in (pair.left, pair.right)))
                rows = {}
                for pair in batch:
                    left, right = sorted((pair.left, pair.right))
                    ends = (known[left.report], left.incident, known[right.report], right.incident)
                    rows[ends] = (pair.probability, pair.evidence)
                connection.execute(delete(pairs).where(tuple_(*pairs.primary_key.columns).in_(list(rows))))
                names = pairs.columns.keys()
                connection.execute(
                    insert(pairs), [dict(zip(names, (*ends, *rest), strict=True)) for ends, rest in rows.items()]
                )

    def drop_pairs(self, ends: Iterable[tuple[Member, Member]]) -> None:
        """Drop what is kept of pairs, each given with the lesser case first."""
        with self.writing() as connection:
            for some in batches(sorted(set(ends))):
                known = report_keys(connection, (case.report for pair in some for case in pair))
                rows = [(known[a.report], a.incident, known[b.report], b.incident) for a, b in some]
                connection.execute(delete(pairs).where(tuple_(*pairs.primary_key.columns).in_(rows)))

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
                touching = or_(
                    tuple_(pairs.c.left_report, pairs.c.left_incident).in_(ends),
                    tuple_(pairs.c.right_report, pairs.c.right_incident).in_(ends),
                )
                for pair in map(_pair, connection.execute(_ASKED.where(touching, pairs.c.probability >= least))):
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
    for some in batches(wanted):
        rows = connection.execute(select(reports.c.id, reports.c.key).where(reports.c.id.in_(some)))
        known.update((row.id, row.key) for row in rows)
    if strict and (missing := [report for report in wanted if report not in known]):
        raise LookupError(f"the report {missing[0]!r} has not been added")
    return known
