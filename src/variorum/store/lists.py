"""Lists of reports, actors and the log, a page at a time; and which pairs of cases are in doubt."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Label, Select, and_, case, func, or_, select

from variorum.model import Report
from variorum.model.account import Value
from variorum.model.record import ActorEntry, Member, ReportEntry
from variorum.store.cursors import Whole, marked, taken
from variorum.store.database import Database
from variorum.store.record import named
from variorum.store.tables import (
    accounts,
    actors,
    incident_actors,
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
from variorum.store.words import storable


class _Read(Value, frozen=True):
    """Of an account, its report alone."""

    report: Report


_read = msgspec.json.Decoder(_Read)
_intake = msgspec.json.Decoder(Report)
_reasons = msgspec.json.Decoder(tuple[str, ...])
_actor = msgspec.json.Decoder(ActorEntry)


class Lists(Database):
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
        day = accounts.c.published_start
        asked = select(reports.c.key, reports.c.id, day.label("day")).outerjoin(accounts).where(*where)
        if order == "id":
            last = taken(cursor, "id", tuple[str])[0] if cursor is not None else ""
            asked = asked.where(reports.c.id > last).order_by(reports.c.id)
        else:
            if cursor is not None:
                value, last = taken(cursor, order, tuple[date | None, str])
                further = reports.c.id > last
                other = None if value is None else (day < value if order == "newest" else day > value)
                none = and_(day.is_(None), further)
                asked = asked.where(none if other is None else or_(other, and_(day == value, further), day.is_(None)))
            asked = asked.order_by(day.is_(None), day.desc() if order == "newest" else day, reports.c.id)
        with self.reading(steady=True) as connection:
            rows = connection.execute(asked.limit(limit + 1)).all()
            keys = [row.key for row in rows[:limit]]
            found = {row.key: row for row in connection.execute(_REPORT.where(reports.c.key.in_(keys)))}
            counted = select(func.count()).select_from(reports.outerjoin(accounts)).where(*where)
            total = connection.scalar(counted) or 0
        end = rows[limit - 1] if len(rows) > limit else None
        return Page(
            entries=tuple(_report_row(found[key]) for key in keys),
            total=total,
            cursor=marked(order, (end.id,) if order == "id" else (end.day, end.id)) if end else None,
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
        asked, by = _actors_by(order)
        asked = asked.where(*where)
        if cursor is not None:
            if by is None:
                last_name, last = taken(cursor, order, tuple[str, str])
                beyond: ColumnElement[bool] = actors.c.name > last_name
                same: ColumnElement[bool] = actors.c.name == last_name
            else:
                number, last = taken(cursor, order, tuple[Whole, str])
                beyond, same = by.element < number, by.element == number
            asked = asked.where(or_(beyond, and_(same, actors.c.id > last)))
        asked = asked.order_by(actors.c.name if by is None else by.desc(), actors.c.id)
        with self.reading(steady=True) as connection:
            rows = connection.execute(asked.limit(limit + 1)).all()
            shown = rows[:limit]
            total = connection.scalar(select(func.count()).select_from(actors).where(*where)) or 0
            entries = select(actors.c.key, actors.c.entry).where(actors.c.key.in_([row.key for row in shown]))
            found = {row.key: _actor.decode(row.entry) for row in connection.execute(entries)}
        end = rows[limit - 1] if len(rows) > limit else None
        return Page(
            entries=tuple(
                ActorRow(actor=found[row.key], **{n: getattr(row, n) or 0 for n in _COUNTS}) for row in shown
            ),
            total=total,
            cursor=marked(order, (end.name if by is None else end.by, end.id)) if end else None,
        )

    def children(self, actor: str) -> tuple[ActorEntry, ...]:
        """Give the actors that belong to *actor*, by name."""
        # The parent stands in the entry alone; a quick look at the bytes leaves few to decode.
        with self.reading() as connection:
            rows = connection.scalars(select(actors.c.entry).order_by(actors.c.name, actors.c.id)).all()
        wanted = msgspec.json.encode(actor)
        return tuple(entry for row in rows if wanted in row and (entry := _actor.decode(row)).parent == actor)

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
            total = connection.scalar(select(func.count()).select_from(log).where(*where)) or 0
        more = len(rows) > limit
        return Page(
            entries=tuple(LogEntry(at=r.at, user=r.who, what=r.what, detail=r.detail) for r in rows[:limit]),
            total=total,
            cursor=marked("log", (rows[limit - 1].key,)) if more else None,
        )

    def doubts(self, *, most: float, limit: int) -> tuple[Doubt, ...]:
        """
        Give the pairs of cases of different incidents, less probable than *most*, the least certain first.

        Those of rejected incidents are left out.
        """
        with self.reading() as connection:
            rows = connection.execute(_DOUBTS.where(pairs.c.probability <= most).limit(limit)).all()
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


_STATES: dict[ReportState, ColumnElement[bool]] = {
    "waiting": accounts.c.report.is_(None),
    "read": accounts.c.account.is_not(None),
    "failed": accounts.c.failure.is_not(None),
}

_COUNTS = ("statements", "claims", "contested", "initiator", "target")


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


def _actors_by(order: ActorOrder) -> tuple[Select[Any], Label[int] | None]:
    """Ask for actors with their counts, and give by which of these they are ordered, if by any."""
    contested = case((incidents.c.contested, 1), else_=0)
    said = (
        select(
            statements.c.speaker,
            func.count().label("statements"),
            func.count(incidents.c.key).label("claims"),
            func.sum(contested).label("contested"),
        )
        .join_from(statements, incidents, statements.c.incident == incidents.c.id, isouter=True)
        .group_by(statements.c.speaker)
        .subquery()
    )
    done = (
        select(
            incident_actors.c.actor,
            *(
                func.sum(case((incident_actors.c.role == role, 1), else_=0)).label(role)
                for role in ("initiator", "target")
            ),
        )
        .join_from(incident_actors, incidents)
        .where(~incidents.c.rejected)
        .group_by(incident_actors.c.actor)
        .subquery()
    )
    columns = [*(said.c[n] for n in _COUNTS[:3]), *(done.c[n] for n in _COUNTS[3:])]
    asked = (
        select(actors.c.key, actors.c.id, actors.c.name, *columns)
        .outerjoin(said, said.c.speaker == actors.c.id)
        .outerjoin(done, done.c.actor == actors.c.id)
    )
    if order == "name":
        return asked, None
    number: ColumnElement[int] = func.coalesce(said.c.claims, 0)
    if order == "incidents":
        number = func.coalesce(done.c.initiator, 0) + func.coalesce(done.c.target, 0)
    by = number.label("by")
    return asked.add_columns(by), by


_LEFTS, _RIGHTS = members.alias("lefts"), members.alias("rights")
_ONES, _OTHERS = incidents.alias("ones"), incidents.alias("others")
_LEFT_REPORTS, _RIGHT_REPORTS = reports.alias("left_reports"), reports.alias("right_reports")
_DOUBTS = (
    select(
        _LEFT_REPORTS.c.id.label("left_report"),
        pairs.c.left_incident,
        _RIGHT_REPORTS.c.id.label("right_report"),
        pairs.c.right_incident,
        pairs.c.probability,
        _ONES.c.id.label("one"),
        _OTHERS.c.id.label("other"),
    )
    .join_from(pairs, _LEFTS, and_(_LEFTS.c.report == pairs.c.left_report, _LEFTS.c.mentioned == pairs.c.left_incident))
    .join(_RIGHTS, and_(_RIGHTS.c.report == pairs.c.right_report, _RIGHTS.c.mentioned == pairs.c.right_incident))
    .join(_ONES, _ONES.c.key == _LEFTS.c.incident)
    .join(_OTHERS, _OTHERS.c.key == _RIGHTS.c.incident)
    .join(_LEFT_REPORTS, _LEFT_REPORTS.c.key == pairs.c.left_report)
    .join(_RIGHT_REPORTS, _RIGHT_REPORTS.c.key == pairs.c.right_report)
    .where(_LEFTS.c.incident != _RIGHTS.c.incident, ~_ONES.c.rejected, ~_OTHERS.c.rejected)
    .order_by(
        pairs.c.probability, _LEFT_REPORTS.c.id, pairs.c.left_incident, _RIGHT_REPORTS.c.id, pairs.c.right_incident
    )
)
