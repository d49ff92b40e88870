"""Published data sets beside the record; nothing of the record is made from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec
from sqlalchemy import delete, insert, select

from variorum.model.dataset import Dataset, PublishedEvent
from variorum.store.database import Database
from variorum.store.rows import add_rows
from variorum.store.tables import dataset_events, datasets

_encode = msgspec.json.Encoder().encode
_dataset = msgspec.json.Decoder(Dataset)
_event = msgspec.json.Decoder(PublishedEvent)


class Datasets(Database):
    """What the store does with data sets."""

    def save_dataset(self, dataset: Dataset, events: Iterable[PublishedEvent]) -> None:
        """Keep a data set with its events, in the place of one of its name."""
        with self.writing() as connection:
            connection.execute(delete(datasets).where(datasets.c.name == dataset.name))
            row = {"name": dataset.name, "entry": _encode(dataset)}
            key = connection.scalars(insert(datasets).returning(datasets.c.key), [row]).one()
            rows = (
                {"dataset": key, "position": at, "start": e.start, "end": e.end, "entry": _encode(e)}
                for at, e in enumerate(events)
            )
            add_rows(connection, dataset_events, rows)

    def drop_dataset(self, name: str) -> bool:
        """Forget a data set; False where there is none of that name."""
        with self.writing() as connection:
            found = connection.scalar(select(datasets.c.key).where(datasets.c.name == name))
            connection.execute(delete(datasets).where(datasets.c.name == name))
        return found is not None

    def datasets(self) -> tuple[Dataset, ...]:
        """Give the data sets by name."""
        with self.reading() as connection:
            rows = connection.scalars(select(datasets.c.entry).order_by(datasets.c.name)).all()
        return tuple(map(_dataset.decode, rows))

    def dataset_events(
        self, name: str, *, since: date | None = None, until: date | None = None
    ) -> Iterator[PublishedEvent]:
        """Give the events of a data set, or those that touch these days, in the order of its file; a few at a time."""
        asked = select(dataset_events.c.position, dataset_events.c.entry).join_from(dataset_events, datasets)
        asked = asked.where(datasets.c.name == name).order_by(dataset_events.c.position)
        if since is not None:
            asked = asked.where(dataset_events.c.end >= since)
        if until is not None:
            asked = asked.where(dataset_events.c.start <= until)
        last = -1
        while True:
            with self.reading() as connection:
                rows = connection.execute(asked.where(dataset_events.c.position > last).limit(2000)).all()
            yield from (_event.decode(row.entry) for row in rows)
            if not rows:
                return
            last = rows[-1].position
