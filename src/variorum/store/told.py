"""What reports tell besides incidents: statements, statistics, forecasts."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, Table, and_, delete, func, or_, select

from variorum.model.record import Forecast, StatementEntry, StatisticEntry
from variorum.store.cursors import Whole, marked, taken
from variorum.store.database import batches
from variorum.store.linking import report_keys
from variorum.store.record import decoded
from variorum.store.rows import add_rows, take_keys
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

Place = tuple[str, Whole, Whole]
"""Where a list goes on: the report, the place in it, the row."""


class Told(Versions):
    """
    What the store does with what is told; it comes by report, and as it is told there.

    Each ``replace`` drops what some reports tell, or all for None, and adds other entries in one step.
    """

    def replace_statistics(self, removed: Iterable[str] | None, entries: Iterable[StatisticEntry]) -> None:
        """Drop the statistics of the reports with the ids *removed* and add *entries*."""
        with self.writing() as connection:
            note_change(connection)
            _drop_of_reports(connection, statistics, removed)
            for batch in batches(entries):
                known = report_keys(connection, (entry.report for entry in batch))
                add_rows(
                    connection,
                    statistics,
                    (
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
                    ),
                )

    def replace_statements(self, removed: Iterable[str] | None, entries: Iterable[StatementEntry]) -> None:
        """Drop the statements of the reports with the ids *removed* and add *entries*."""
        with self.writing() as connection:
            note_change(connection)
            _drop_of_reports(connection, statements, removed)
            for batch in batches(entries):
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
                add_rows(connection, statements, rows)
                index_words(connection, "statement_search", zip(made, (entry.quote for entry in batch), strict=True))

    def replace_forecasts(self, removed: Iterable[str] | None, entries: Iterable[Forecast]) -> None:
        """Drop the forecasts of the reports with the ids *removed* and add *entries*."""
        with self.writing() as connection:
            note_change(connection)
            _drop_of_reports(connection, forecasts, removed)
            for batch in batches(entries):
                known = report_keys(connection, (entry.statement.report for entry in batch))
                add_rows(
                    connection,
                    forecasts,
                    (
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
                    ),
                )

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
        last = select(statements.c.key).where(statements.c.speaker == speaker).order_by(statements.c.key.desc())
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
        asked = select(reports.c.id, table.c.position, table.c.key).join_from(table, reports)
        asked = asked.where(*where).order_by(reports.c.id, table.c.position, table.c.key).limit(limit + 1)
        if cursor is not None:
            last, position, key = taken(cursor, str(table.name), Place)
            within = or_(table.c.position > position, and_(table.c.position == position, table.c.key > key))
            asked = asked.where(or_(reports.c.id > last, and_(reports.c.id == last, within)))
        with self.reading(steady=True) as connection:
            rows = connection.execute(asked).all()
            keys = [row.key for row in rows[:limit]]
            found = connection.execute(select(table.c.key, table.c.entry).where(table.c.key.in_(keys)))
            entries = {row.key: decoder.decode(row.entry) for row in found}
            counted = select(func.count()).select_from(table).where(*where)
            asking = (table.name, report, *equal.items())
            total = self.kept(asking, lambda: connection.scalar(counted) or 0)
        end = rows[limit - 1] if len(rows) > limit else None
        return Page(
            entries=tuple(entries[key] for key in keys),
            total=total,
            cursor=marked(str(table.name), (end.id, end.position, end.key)) if end else None,
        )


def _as_told(table: Table, report: str | None) -> Select[Any]:
    asked = select(table.c.entry).join_from(table, reports)
    asked = asked.order_by(reports.c.id, table.c.position, table.c.entry)
    return asked if report is None else asked.where(reports.c.id == report)


def _drop_of_reports(connection: Connection, table: Table, removed: Iterable[str] | None) -> None:
    if removed is None:
        connection.execute(delete(table))
        return
    for some in batches(removed):
        keys = select(reports.c.key).where(reports.c.id.in_(some))
        connection.execute(delete(table).where(table.c.report.in_(keys)))
