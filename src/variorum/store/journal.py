"""What is only ever added to, judgements and the log; what the record was made with; how much there is."""

from __future__ import annotations

import msgspec
from sqlalchemy import ColumnElement, Table, delete, func, insert, select

from variorum.model.record import Judgement
from variorum.store.running import COUNTED, counted, number_of
from variorum.store.tables import accounts, actors, judgements, log, meta
from variorum.store.values import Counts, LogEntry
from variorum.store.versions import CHANGES, Versions
from variorum.store.words import storable

_encode = msgspec.json.Encoder().encode
_judgement = msgspec.json.Decoder(Judgement)


class Journal(Versions):
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
        asked = select(meta).where(meta.c.name != CHANGES).order_by(meta.c.name)
        with self.reading() as connection:
            return {row.name: row.value for row in connection.execute(asked)}

    def counts(self) -> Counts:
        """Count what the record holds, all at one moment."""
        return self.kept("counts", self._counts)

    def _counts(self) -> Counts:
        def number(table: Table, *where: ColumnElement[bool]) -> int:
            return connection.scalar(select(func.count()).select_from(table).where(*where)) or 0

        read = accounts.c.failure.is_(None)
        with self.reading(steady=True) as connection:
            sizes = {table.name: number_of(connection, "rows", table.name) for table in COUNTED}
            done, failed = sizes.pop("accounts"), number(accounts, ~read)
            known = counted(connection, "incidents").get("")
            return Counts(
                **sizes,
                read=done - failed,
                failed=failed,
                waiting=sizes["reports"] - done,
                actors=number(actors),
                judgements=number(judgements),
                uncollated=number(accounts, ~accounts.c.collated, read),
                # What could not be read has no date either; a condition on both would have each row fetched.
                undated=number(accounts, accounts.c.published_start.is_(None)) - failed,
                incidents=known.number if known else 0,
                contested=known.contested if known else 0,
                rejected=number_of(connection, "rejected"),
            )
