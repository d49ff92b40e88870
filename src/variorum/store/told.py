"""What reports tell besides incidents: statements, statistics, forecasts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, Table, and_, delete, func, or_, select

from variorum.model.record import Forecast, StatementEntry, StatisticEntry
from variorum.store.cursors import Whole, marked, taken
from variorum.store.database import batches
from variorum.store.linking import report_keys
from variorum.store.record import decoded
from variorum.store.rows import AT_ONCE, add_rows, take_keys
from variorum.store.running import Running, count_claims, forget, number_of
from variorum.store.search import index_words
from variorum.store.tables import accounts, forecasts, reports, statements, statistics
from variorum.store.values import Page, StatementFilter
from variorum.store.versions import Versions, note_change
from variorum.store.words import storable

T = TypeVar("T")

_encode = msgspec.json.Encoder().encode
_statistic = msgspec.json.Decoder(StatisticEntry)
_statement = msgspec.json.Decoder(StatementEntry)
_forecast = msgspec.json.Decoder(Forecast)

LOOKED_AT = 2000
"""Statements of one speaker that are looked at for the latest."""

Place = tuple[Whole, Whole, Whole]
"""Where a list goes on: the report, the place in it, the row."""


class Told(Versions):
    """
    What the store does with what is told; it comes by report, and as it is told there.

    In pages, reports stand in the order in which they came. Each ``replace`` drops what some reports tell, or all for
    None, and adds other entries in one step.
    """

    def replace_statistics(self, removed: Iterable[str] | None, entries: Iterable[StatisticEntry]) -> None:
        """Drop the statistics of the reports with the ids *removed* and add *entries*."""
        with self.writing() as connection:
            note_change(connection)
            running = Running()
            _drop_of_reports(connection, running, statistics, removed)
            for batch in batches(entries):
                known = report_keys(connection, (entry.report for entry in batch))
                rows = (
                    {
                        "report": known[entry.report],
                        "position": entry.start,
                        "measure": storable(entry.measure),
                        "speaker": entry.speaker,
                        "start": entry.period and entry.period.start,
                        "end": entry.period and entry.period.end,
                        "flagged": bool(entry.flags),
                        "entry": _encode(entry),
                    }
                    for entry in batch
                )
                running.rows(statistics, add_rows(connection, statistics, rows))
            running.write(connection)

    def replace_statements(self, removed: Iterable[str] | None, entries: Iterable[StatementEntry]) -> None:
        """Drop the statements of the reports with the ids *removed* and add *entries*."""
        with self.writing() as connection:
            note_change(connection)
            running = Running()
            _drop_of_reports(connection, running, statements, removed)
            for batch in batches(entries, AT_ONCE):
                known = report_keys(connection, (entry.report for entry in batch))
                made = take_keys(connection, statements, len(batch))
                rows = [
                    {
                        "key": key,
                        "report": known[entry.report],
                        "position": entry.start,
                        "speaker": entry.speaker,
                        "stance": entry.stance,
                        "incident": entry.incident,
                        "said_on": entry.said_on,
                        "quote": storable(entry.quote),
                        "entry": _encode(entry),
                    }
                    for key, entry in zip(made, batch, strict=True)
                ]
                running.rows(statements, add_rows(connection, statements, rows))
                for entry in batch:
                    running.add("statements", entry.speaker, 1)
                count_claims(connection, running, 1, _of(_among(made)))
                index_words(connection, "statement_search", zip(made, (entry.quote for entry in batch), strict=True))
            running.write(connection)

    def replace_forecasts(self, removed: Iterable[str] | None, entries: Iterable[Forecast]) -> None:
        """Drop the forecasts of the reports with the ids *removed* and add *entries*."""
        with self.writing() as connection:
            note_change(connection)
            running = Running()
            _drop_of_reports(connection, running, forecasts, removed)
            for batch in batches(entries):
                known = report_keys(connection, (entry.statement.report for entry in batch))
                rows = (
                    {
                        "report": known[entry.statement.report],
                        "position": entry.statement.start,
                        "speaker": entry.statement.speaker,
                        "said": entry.said.start,
                        "start": entry.horizon and entry.horizon.start,
                        "end": entry.horizon and entry.horizon.end,
                        "entry": _encode(entry),
                    }
                    for entry in batch
                )
                running.rows(forecasts, add_rows(connection, forecasts, rows))
            running.write(connection)

    def statistics(self, report: str | None = None, *, flagged: bool | None = None) -> Iterator[StatisticEntry]:
        """Give the statistics, or those of *report*, or those on which something does (not) fit; as they are told."""
        asked = _as_told(statistics, report)
        if flagged is not None:
            asked = asked.where(statistics.c.flagged == flagged)
        return decoded(self, asked, _statistic)

    def statements(self, chosen: StatementFilter | None = None) -> Iterator[StatementEntry]:
        """Give the statements that are asked for, by report and as they are told."""
        chosen = chosen or StatementFilter()
        asked = _as_told(statements, chosen.report)
        for name in ("speaker", "stance", "incident"):
            if (value := getattr(chosen, name)) is not None:
                asked = asked.where(statements.c[name] == value)
        return decoded(self, asked, _statement)

    def forecasts(self, report: str | None = None, *, speaker: str | None = None) -> Iterator[Forecast]:
        """Give the forecasts, or those of *report* or *speaker*, by report and as they are told."""
        asked = _as_told(forecasts, report)
        if speaker is not None:
            asked = asked.where(forecasts.c.speaker == speaker)
        return decoded(self, asked, _forecast)

    def statement_page(
        self, chosen: StatementFilter | None = None, *, limit: int = 50, cursor: str | None = None
    ) -> Page[StatementEntry]:
        """
        Give a page of the statements that are asked for.

        Raises:
            CursorBad: If *cursor* was not given out with a page of statements.
        """
        chosen = chosen or StatementFilter()
        equal = {name: getattr(chosen, name) for name in ("speaker", "stance", "incident")}
        return self._page(statements, equal, chosen.report, _statement, limit, cursor)

    def latest_statements(self, speaker: str, *, limit: int) -> tuple[StatementEntry, ...]:
        """
        Give the statements of *speaker* in the reports that were published last, those without a date at the end.

        Of a speaker with more, only those that came last are looked at.
        """
        day = accounts.c.published_start
        last = select(statements.c.key).where(statements.c.speaker == speaker)
        last = last.order_by(statements.c.report.desc(), statements.c.position.desc(), statements.c.key.desc())
        asked = select(statements.c.entry).join(accounts, accounts.c.report == statements.c.report)
        asked = asked.where(statements.c.key.in_(last.limit(LOOKED_AT)))
        asked = asked.order_by(day.is_(None), day.desc(), statements.c.key)
        return tuple(decoded(self, asked.limit(limit), _statement))

    def statistic_page(
        self,
        *,
        report: str | None = None,
        speaker: str | None = None,
        flagged: bool | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[StatisticEntry]:
        """
        Give a page of the statistics, or those of *report* or *speaker*, or those on which something does (not) fit.

        Raises:
            CursorBad: If *cursor* was not given out with a page of statistics.
        """
        return self._page(statistics, {"speaker": speaker, "flagged": flagged}, report, _statistic, limit, cursor)

    def forecast_page(
        self, *, report: str | None = None, speaker: str | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page[Forecast]:
        """
        Give a page of the forecasts, or those of *report* or *speaker*.

        Raises:
            CursorBad: If *cursor* was not given out with a page of forecasts.
        """
        return self._page(forecasts, {"speaker": speaker}, report, _forecast, limit, cursor)

    def _page(
        self,
        table: Table,
        equal: Mapping[str, Hashable],
        report: str | None,
        decoder: msgspec.json.Decoder[T],
        limit: int,
        cursor: str | None,
    ) -> Page[T]:
        where: list[ColumnElement[bool]] = [table.c[n] == value for n, value in equal.items() if value is not None]
        if report is not None:
            where.append(table.c.report == select(reports.c.key).where(reports.c.id == report).scalar_subquery())
        order = table.c.report, table.c.position, table.c.key
        asked = select(*order).where(*where).order_by(*order).limit(limit + 1)
        if cursor is not None:
            last, position, key = taken(cursor, str(table.name), Place)
            within = or_(table.c.position > position, and_(table.c.position == position, table.c.key > key))
            # The first of the two is what an index is entered by.
            asked = asked.where(table.c.report >= last, or_(table.c.report > last, within))
        with self.reading(steady=True) as connection:
            rows = connection.execute(asked).all()
            keys = [row.key for row in rows[:limit]]
            found = connection.execute(select(table.c.key, table.c.entry).where(table.c.key.in_(keys)))
            entries = {row.key: decoder.decode(row.entry) for row in found}
            asking = (table.name, report, *equal.items())
            total = self.kept(asking, lambda: _number(connection, table, equal, report, where))
        end = rows[limit - 1] if len(rows) > limit else None
        return Page(
            entries=tuple(entries[key] for key in keys),
            total=total,
            cursor=marked(str(table.name), tuple(end)) if end else None,
        )


def _number(
    connection: Connection,
    table: Table,
    equal: Mapping[str, Any],
    report: str | None,
    where: Sequence[ColumnElement[bool]],
) -> int:
    asked = {name for name, value in equal.items() if value is not None}
    if report is None and not asked:
        return number_of(connection, "rows", str(table.name))
    if report is None and asked == {"speaker"} and table is statements:
        return number_of(connection, "statements", equal["speaker"])
    return connection.scalar(select(func.count()).select_from(table).where(*where)) or 0


def _as_told(table: Table, report: str | None) -> Select[Any]:
    asked = select(table.c.entry).join_from(table, reports)
    asked = asked.order_by(reports.c.id, table.c.position, table.c.entry)
    return asked if report is None else asked.where(reports.c.id == report)


def _of(mine: ColumnElement[bool]) -> Callable[[Select[Any]], Select[Any]]:
    return lambda asked: asked.where(mine)


def _among(keys: Sequence[int]) -> ColumnElement[bool]:
    """Ask for the statements with these keys, which `take_keys` has just given."""
    return statements.c.key.between(keys[0], keys[-1])


def _drop_of_reports(connection: Connection, running: Running, table: Table, removed: Iterable[str] | None) -> None:
    if removed is None:
        running.rows(table, -connection.execute(delete(table)).rowcount)
        if table is statements:
            forget(connection, ("statements", "claims"))
        return
    for some in batches(removed):
        mine = table.c.report.in_(select(reports.c.key).where(reports.c.id.in_(some)))
        if table is statements:
            said = select(statements.c.speaker, func.count()).where(mine).group_by(statements.c.speaker)
            for speaker, number in connection.execute(said):
                running.add("statements", speaker, -number)
            count_claims(connection, running, -1, _of(mine))
        running.rows(table, -connection.execute(delete(table).where(mine)).rowcount)
