"""Lists of reports, actors and the log, a page at a time; and which pairs of cases are in doubt."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Label, Row, and_, bindparam, func, or_, select

from variorum.model import Report
from variorum.model.account import Value
from variorum.model.record import ActorEntry, Member, ReportEntry
from variorum.store.cursors import Whole, marked, taken
from variorum.store.ordering import in_order
from variorum.store.record import named
from variorum.store.running import Kind, counted, number_of
from variorum.store.tables import (
    accounts,
    actors,
    incidents,
    log,
    members,
    pairs,
    reports,
    statements,
)
from variorum.store.values import (
    ActorOrder,
    ActorRow,
    Doubt,
    LogEntry,
    Page,
    ReportOrder,
    ReportRow,
    ReportState,
)
from variorum.store.versions import Versions
from variorum.store.words import storable

LOOKED_AT = 5_000
"""Pairs among which those in doubt are sought: most of the improbable ones are of different incidents."""


class _Read(Value, frozen=True):
    """Of an account, its report alone."""

    report: Report


_read = msgspec.json.Decoder(_Read)
_intake = msgspec.json.Decoder(Report)
_reasons = msgspec.json.Decoder(tuple[str, ...])
_actor = msgspec.json.Decoder(ActorEntry)


class Lists(Versions):
    """What the store does to list what is not told and no incident."""

    def report_rows(
        self,
        *,
        name: str | None = None,
        state: ReportState | None = None,
        order: ReportOrder = "id",
        limit: int = 50,
        cursor: str | None = None,
        ids: tuple[str, ...] | None = None,
    ) -> Page[ReportRow]:
        """
        Give a page of the reports, or of those with *name* in their id or title, in *state*, or of *ids*.

        Raises:
            CursorBad: If *cursor* was not given out with a page of this order.
        """
        where = [] if state is None else [_STATES[state]]
        if name is not None:
            wanted = storable(name).lower()
            parts = (func.lower(column).contains(wanted, autoescape=True) for column in (reports.c.id, reports.c.title))
            where.append(or_(*parts))
        if ids is not None:
            where.append(reports.c.id.in_(list(map(storable, ids))))
        with self.reading(steady=True) as connection:
            if order == "id":
                last = taken(cursor, "id", tuple[str])[0] if cursor is not None else ""
                asked = select(reports.c.key, reports.c.id).outerjoin(accounts).where(*where, reports.c.id > last)
                rows: Sequence[Any] = connection.execute(asked.order_by(reports.c.id).limit(limit + 1)).all()
            else:
                after = taken(cursor, order, tuple[date | None, Whole]) if cursor is not None else None
                rows = _by_day(connection, where, falling=order == "newest", after=after, limit=limit + 1)
            keys = [row.key for row in rows[:limit]]
            found = {row.key: row for row in connection.execute(_REPORT.where(reports.c.key.in_(keys)))}
            total = self.kept(("reports", name, state, ids), lambda: _number_of_reports(connection, where))
        end = rows[limit - 1] if len(rows) > limit else None
        return Page(
            entries=tuple(_report_row(found[key]) for key in keys),
            total=total,
            cursor=marked(order, (end.id,) if order == "id" else (end.day, end.key)) if end else None,
        )

    def actor_rows(
        self,
        *,
        name: str | None = None,
        type: str | None = None,  # noqa: A002
        country: str | None = None,
        order: ActorOrder = "name",
        limit: int = 50,
        cursor: str | None = None,
        id: str | None = None,  # noqa: A002
    ) -> Page[ActorRow]:
        """
        Give a page of the actors, or of those with whole words of *name* in a name, of *type* or *country*, or of *id*.

        Raises:
            CursorBad: If *cursor* was not given out with a page of this order.
        """
        where: list[ColumnElement[bool]] = []
        if name is not None:
            where.append(actors.c.key.in_(named(name)))
        for column, value in (
            (actors.c.type, type),
            (actors.c.country, country and country.upper()),
            (actors.c.id, id),
        ):
            if value is not None:
                where.append(column == storable(value))
        with self.reading(steady=True) as connection:
            if order == "name":
                after = taken(cursor, order, tuple[str, str]) if cursor is not None else None
                asked = select(actors.c.name, actors.c.id).where(*where).order_by(actors.c.name, actors.c.id)
                if after is not None:
                    beyond = and_(actors.c.name == after[0], actors.c.id > after[1])
                    asked = asked.where(actors.c.name >= after[0], or_(actors.c.name > after[0], beyond))
                rows: Sequence[tuple[Any, str]] = [(r.name, r.id) for r in connection.execute(asked.limit(limit + 1))]
            else:
                after = taken(cursor, order, tuple[Whole, str]) if cursor is not None else None
                ranked = self.kept(("actors", order), lambda: _ranked(connection, order))
                if where:
                    mine = set(connection.scalars(select(actors.c.id).where(*where)))
                    ranked = [(number, who) for number, who in ranked if who in mine]
                at = 0 if after is None else bisect_right(ranked, (-after[0], after[1]), key=lambda r: (-r[0], r[1]))
                rows = ranked[at : at + limit + 1]
            shown = [who for _, who in rows[:limit]]
            counted = select(func.count()).select_from(actors).where(*where)
            asking = ("actors", name, type, country, id)
            total = self.kept(asking, lambda: connection.scalar(counted) or 0)
            entries = select(actors.c.id, actors.c.entry).where(actors.c.id.in_(shown))
            found = {row.id: _actor.decode(row.entry) for row in connection.execute(entries)}
            numbers = _numbers(connection, shown)
        end = rows[limit - 1] if len(rows) > limit else None
        return Page(
            entries=tuple(ActorRow(actor=found[who], **numbers[who]) for who in shown),
            total=total,
            cursor=marked(order, end) if end else None,
        )

    def children(self, actor: str) -> tuple[ActorEntry, ...]:
        """Give the actors that belong to *actor*, by name."""
        return self.kept("children", self._children).get(actor, ())

    def _children(self) -> dict[str, tuple[ActorEntry, ...]]:
        found: dict[str, tuple[ActorEntry, ...]] = {}
        with self.reading() as connection:
            rows = connection.scalars(select(actors.c.entry).order_by(actors.c.name, actors.c.id)).all()
        for entry in map(_actor.decode, rows):
            if entry.parent is not None:
                found[entry.parent] = (*found.get(entry.parent, ()), entry)
        return found

    def log_page(
        self, *, user: str | None = None, what: str | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page[LogEntry]:
        """
        Give a page of what was done, by *user* or of the kind *what*, the latest first.

        Raises:
            CursorBad: If *cursor* was not given out with a page of the log.
        """
        where = [
            column == storable(value) for column, value in ((log.c.who, user), (log.c.what, what)) if value is not None
        ]
        asked = select(log).where(*where).order_by(log.c.key.desc()).limit(limit + 1)
        if cursor is not None:
            asked = asked.where(log.c.key < taken(cursor, "log", tuple[Whole])[0])
        with self.reading(steady=True) as connection:
            rows = connection.execute(asked).all()
            counted = select(func.count()).select_from(log).where(*where)
            total = self.kept(("log", user, what), lambda: connection.scalar(counted) or 0)
        more = len(rows) > limit
        return Page(
            entries=tuple(LogEntry(at=r.at, user=r.who, what=r.what, detail=r.detail) for r in rows[:limit]),
            total=total,
            cursor=marked("log", (rows[limit - 1].key,)) if more else None,
        )

    def doubts(self, *, most: float, limit: int) -> tuple[Doubt, ...]:
        """
        Give the pairs of cases of different incidents, less probable than *most*, the least certain first.

        Those of rejected incidents are left out. No more than `LOOKED_AT` pairs are looked at, the least probable.
        """
        with self.reading() as connection:
            rows = connection.execute(_DOUBTS.limit(limit), {"probable": most}).all()
        return tuple(
            Doubt(
                left=Member(report=row.left_report, incident=row.left_incident),
                right=Member(report=row.right_report, incident=row.right_incident),
                probability=row.probability,
                incidents=(row.one, row.other),
            )
            for row in rows
        )

    def loosest(self, *, most: float, limit: int) -> tuple[str, ...]:
        """Give the ids of the incidents whose cases hold together with less confidence than *most*, the least first."""
        asked = select(incidents.c.id).where(incidents.c.confidence < most, ~incidents.c.rejected)
        with self.reading() as connection:
            return tuple(connection.scalars(asked.order_by(incidents.c.confidence, incidents.c.id).limit(limit)))


def _number_of_reports(connection: Connection, where: Sequence[ColumnElement[bool]]) -> int:
    if not where:
        return number_of(connection, "rows", "reports")
    return connection.scalar(select(func.count()).select_from(reports.outerjoin(accounts)).where(*where)) or 0


_STATES: dict[ReportState, ColumnElement[bool]] = {
    "waiting": accounts.c.report.is_(None),
    "read": accounts.c.account.is_not(None),
    "failed": accounts.c.failure.is_not(None),
}


def _counted(name: str, asked: Any) -> Label[int]:
    label: Label[int] = asked.correlate(reports).scalar_subquery().label(name)
    return label


_REPORT = select(
    reports,
    accounts.c.account,
    accounts.c.failure,
    accounts.c.dated_by,
    _counted("incidents", select(func.count(members.c.incident.distinct())).where(members.c.report == reports.c.key)),
    _counted("statements", select(func.count()).select_from(statements).where(statements.c.report == reports.c.key)),
).outerjoin(accounts)


def _report_row(row: Any) -> ReportRow:
    known = _intake.decode(row.intake) if row.account is None else _read.decode(row.account).report
    text = row.text if row.raw is None else row.raw.decode("utf-8", "surrogatepass")
    entry = ReportEntry(
        dated_by=_reasons.decode(row.dated_by or b"[]"),
        **{name: getattr(known, name) for name in known.__struct_fields__ if name != "text"},
        text=text,
    )
    state: ReportState = "read" if row.account is not None else "failed" if row.failure is not None else "waiting"
    return ReportRow(report=entry, state=state, message=row.failure, incidents=row.incidents, statements=row.statements)


def _by_day(
    connection: Connection,
    where: Sequence[ColumnElement[bool]],
    *,
    falling: bool,
    after: tuple[date | None, int] | None,
    limit: int,
) -> list[Row[Any]]:
    """Give reports by their day, those without one at the end; among equals as they came."""
    day = accounts.c.published_start
    columns = reports.c.key, reports.c.id, day.label("day")
    return in_order(
        connection,
        select(*columns).join_from(accounts, reports).where(*where),
        select(*columns).join_from(reports, accounts, isouter=True).where(*where, day.is_(None)),
        by=day,
        falling=falling,
        then=(accounts.c.report, reports.c.key),
        after=after,
        limit=limit,
    )


def _numbers(connection: Connection, shown: Sequence[str]) -> dict[str, dict[str, int]]:
    """Give what each of some actors says and does, counted."""
    said, claimed = (counted(connection, kind, values=shown) for kind in ("statements", "claims"))
    done = {role: counted(connection, role, values=shown) for role in ("initiator", "target")}
    return {
        who: {
            "statements": said[who].number if who in said else 0,
            "claims": claimed[who].number if who in claimed else 0,
            "contested": claimed[who].contested if who in claimed else 0,
            **{role: found[who].number if who in found else 0 for role, found in done.items()},
        }
        for who in shown
    }


def _ranked(connection: Connection, order: ActorOrder) -> list[tuple[int, str]]:
    """Give all actors by what they are counted by, the most first."""
    kinds: tuple[Kind, ...] = ("initiator", "target") if order == "incidents" else ("claims",)
    numbers = Counter[str]()
    for kind in kinds:
        numbers.update({value: row.number for value, row in counted(connection, kind).items()})
    found = [(numbers[who], who) for who in connection.scalars(select(actors.c.id))]
    return sorted(found, key=lambda one: (-one[0], one[1]))


_LEFTS, _RIGHTS = members.alias("lefts"), members.alias("rights")
_ONES, _OTHERS = incidents.alias("ones"), incidents.alias("others")
_LEFT_REPORTS, _RIGHT_REPORTS = reports.alias("left_reports"), reports.alias("right_reports")
_LEAST = (
    select(
        pairs.c.left_report, pairs.c.left_incident, pairs.c.right_report, pairs.c.right_incident, pairs.c.probability
    )
    .where(pairs.c.probability <= bindparam("probable"))
    .order_by(pairs.c.probability)
    .limit(LOOKED_AT)
    .subquery("least")
)
_DOUBTS = (
    select(
        _LEFT_REPORTS.c.id.label("left_report"),
        _LEAST.c.left_incident,
        _RIGHT_REPORTS.c.id.label("right_report"),
        _LEAST.c.right_incident,
        _LEAST.c.probability,
        _ONES.c.id.label("one"),
        _OTHERS.c.id.label("other"),
    )
    .join_from(
        _LEAST, _LEFTS, and_(_LEFTS.c.report == _LEAST.c.left_report, _LEFTS.c.mentioned == _LEAST.c.left_incident)
    )
    .join(_RIGHTS, and_(_RIGHTS.c.report == _LEAST.c.right_report, _RIGHTS.c.mentioned == _LEAST.c.right_incident))
    .join(_ONES, _ONES.c.key == _LEFTS.c.incident)
    .join(_OTHERS, _OTHERS.c.key == _RIGHTS.c.incident)
    .join(_LEFT_REPORTS, _LEFT_REPORTS.c.key == _LEAST.c.left_report)
    .join(_RIGHT_REPORTS, _RIGHT_REPORTS.c.key == _LEAST.c.right_report)
    .where(_LEFTS.c.incident != _RIGHTS.c.incident, ~_ONES.c.rejected, ~_OTHERS.c.rejected)
    .order_by(
        _LEAST.c.probability, _LEFT_REPORTS.c.id, _LEAST.c.left_incident, _RIGHT_REPORTS.c.id, _LEAST.c.right_incident
    )
)
