"""
Makes what needs the whole record: actors, chains, statistics beside the record's figures, forecasts.

All of the record is gone through, but of each part no more is held than what follows from it needs: texts, places and
statements are most of a record, and one that is larger than memory could not be settled with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec import structs

from variorum.app.knowledge import use_knowledge
from variorum.collation.actors import merge_actors
from variorum.collation.chains import chains
from variorum.collation.forecasts import LOOKING_AHEAD, forecasts
from variorum.collation.statistics import reconcile
from variorum.model import Account, Report
from variorum.model.record import ActorEntry, Forecast, IncidentEntry, LinkEntry, StatisticEntry
from variorum.store import StatementFilter, Store

TRIES = 3
"""How often it is worked out while others may write."""


def settle(store: Store) -> None:
    """
    Make what needs the whole record.

    Nothing is done where nothing has changed since the last time. Others can write while it is worked out: where they
    did, it is worked out again, the last time without them. From here on this process knows the places and actors that
    the store was given.
    """
    use_knowledge(store)
    for _ in range(TRIES):
        with store.snapshot():
            if store.meta().get("settled") == "yes":
                return
            version, whole = store.version(), _Whole.of(store)
        with store.transaction():
            if store.version() == version:
                whole.keep(store)
                return
    with store.transaction():
        _Whole.of(store).keep(store)


@dataclass(frozen=True)
class _Whole:
    """What needs the whole record, as it follows from the record of one moment."""

    actors: Sequence[ActorEntry]
    links: Sequence[LinkEntry]
    statistics: Sequence[StatisticEntry]
    forecasts: Sequence[Forecast]

    @classmethod
    def of(cls, store: Store) -> _Whole:
        linking: list[Account] = []
        counting: list[Account] = []
        table = merge_actors(_noted(store.outlines(), linking, counting))
        incidents = store.incidents_of(account.report.id for account in linking)
        entries = tuple(map(_outlined, store.incident_entries()))
        said = [s for stance in LOOKING_AHEAD for s in store.statements(StatementFilter(stance=stance))]
        reports = {report.id: report for report in store.report_entries({s.report for s in said})}
        return cls(
            actors=table.entries,
            links=chains(linking, incidents, {e.id: e.when for e in entries}),
            statistics=reconcile(counting, table.ids, entries),
            forecasts=forecasts(said, reports, entries, {entry.id: entry for entry in table.entries}),
        )

    def keep(self, store: Store) -> None:
        store.replace_actors(None, self.actors)
        store.replace_links(None, self.links)
        store.replace_statistics(None, self.statistics)
        store.replace_forecasts(None, self.forecasts)
        store.set_meta(settled="yes")


def _noted(accounts: Iterable[Account], linking: list[Account], counting: list[Account]) -> Iterator[Account]:
    """Give *accounts*, and put aside the links and the statistics of those that have some."""
    for account in accounts:
        report = Report(id=account.report.id, text="")
        if account.links:
            linking.append(Account(report=report, links=account.links))
        if account.statistics:
            counting.append(Account(report=report, statistics=account.statistics))
        yield account


def _outlined(entry: IncidentEntry) -> IncidentEntry:
    """Give what an incident is and where its figures stand, without all that leads to them."""
    estimates = tuple(structs.replace(estimate, basis=(), reason="") for estimate in entry.estimates)
    return structs.replace(entry, members=(), estimates=estimates, origins=(), contested=(), corrections=())
