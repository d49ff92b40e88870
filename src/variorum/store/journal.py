"""What is only ever added to, judgements and the log; what the record was made with; how much there is."""

from __future__ import annotations

import hashlib

import msgspec
from sqlalchemy import ColumnElement, case, delete, func, insert, select

from variorum.model.record import Judgement
from variorum.store.database import Database
from variorum.store.tables import (
    accounts,
    actors,
    forecasts,
    incidents,
    judgements,
    links,
    log,
    meta,
    reports,
    statements,
    statistics,
)
from variorum.store.values import Counts, LogEntry
from variorum.store.words import storable

_encode = msgspec.json.Encoder().encode
_judgement = msgspec.json.Decoder(Judgement)


class Journal(Database):
    """What the store does with judgements and the log."""

    def save_judgement(self, judgement: Judgement) -> bool:
        """Keep *judgement* for ever; False, and nothing changes, where one of its id is kept already."""
        row = {"id": judgement.id, "at": judgement.at, "entry": _encode(judgement)}
        with self.writing() as connection:
            if connection.scalar(select(judgements.c.key).where(judgements.c.id == judgement.id)) is not None:
                return False
            connection.execute(insert(judgements).values(row))
        return True

    def judgements(self) -> tuple[Judgement, ...]:
        """Give all judgements, those undone too, by time and id."""
        with self.reading() as connection:
            rows = connection.scalars(select(judgements.c.entry).order_by(judgements.c.at, judgements.c.id)).all()
        return tuple(map(_judgement.decode, rows))

    def write_log(self, entry: LogEntry) -> None:
        """Note for ever what was done."""
        row = {"at": entry.at, "who": entry.user, "what": entry.what, "detail": entry.detail}
        with self.writing() as connection:
            connection.execute(insert(log).values({name: storable(value) for name, value in row.items()}))

    def log(self, *, limit: int = 100, what: str | None = None) -> tuple[LogEntry, ...]:
        """Give what was done, or what was done of one kind, the latest first."""
        asked = select(log).order_by(log.c.key.desc()).limit(limit)
        if what is not None:
            asked = asked.where(log.c.what == what)
        with self.reading() as connection:
            rows = connection.execute(asked).all()
        return tuple(LogEntry(at=row.at, user=row.who, what=row.what, detail=row.detail) for row in rows)

    def set_meta(self, **values: str) -> None:
        """Note under a name what the record was made with, such as the version of the reader."""
        with self.writing() as connection:
            connection.execute(delete(meta).where(meta.c.name.in_(values)))
            if values:
                connection.execute(insert(meta), [{"name": name, "value": value} for name, value in values.items()])

    def meta(self) -> dict[str, str]:
        """Give what the record was made with."""
        with self.reading() as connection:
            return {row.name: row.value for row in connection.execute(select(meta).order_by(meta.c.name))}

    def version(self) -> str:
        """
        Give a mark that changes with whatever the record gives: reports, accounts, entries, judgements, the log.

        Users, sessions and tokens are no part of the record.
        """
        newest = [func.max(table.c.key) for table in (reports, judgements, log)]
        with self.reading(steady=True) as connection:
            keys = tuple(connection.execute(select(*(select(key).scalar_subquery() for key in newest))).one())
            read = tuple(connection.execute(select(func.count(), func.count(accounts.c.failure))).one())
            open_ = connection.scalar(select(func.count()).select_from(accounts).where(~accounts.c.collated))
            made = connection.execute(select(meta.c.name, meta.c.value).order_by(meta.c.name)).all()
        said = repr((keys, read, open_, [tuple(row) for row in made]))
        return hashlib.sha256(said.encode()).hexdigest()[:16]

    def counts(self) -> Counts:
        """Count what the record holds, all at one moment."""

        def number(condition: ColumnElement[bool]) -> ColumnElement[int]:
            return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

        read = accounts.c.account.is_not(None)
        kept = ~incidents.c.rejected
        with self.reading(steady=True) as connection:
            of_accounts = connection.execute(
                select(
                    number(read).label("read"),
                    number(~read).label("failed"),
                    number(read & ~accounts.c.collated).label("uncollated"),
                    number(read & accounts.c.published_start.is_(None)).label("undated"),
                )
            ).one()
            of_incidents = connection.execute(
                select(
                    number(kept).label("incidents"),
                    number(kept & incidents.c.contested).label("contested"),
                    number(incidents.c.rejected).label("rejected"),
                )
            ).one()
            tables = (reports, actors, links, statistics, statements, forecasts, judgements)
            sizes = {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables}
        waiting = sizes["reports"] - of_accounts.read - of_accounts.failed
        return Counts(**sizes, **of_accounts._mapping, **of_incidents._mapping, waiting=waiting)
