"""Says how the record stands: how much it holds, what is left to do."""

from __future__ import annotations

from itertools import islice

from variorum.app.judge import policy_of
from variorum.model.account import Value
from variorum.model.record import PolicyName
from variorum.store import Counts, Failure, LogEntry, Store

MOST_FAILURES = 5


class Status(Value, frozen=True, kw_only=True):
    """How a record stands; `failures` are the first reports that could not be read, `last` is what was done last."""

    record: str
    counts: Counts
    policy: PolicyName
    failures: tuple[Failure, ...] = ()
    last: LogEntry | None = None


def status(store: Store) -> Status:
    """
    Say how the record stands.

    Raises:
        StoreError: If the database fails.
    """
    with store.snapshot():
        return Status(
            record=store.name,
            counts=store.counts(),
            policy=policy_of(store),
            failures=tuple(islice(store.failures(), MOST_FAILURES)),
            last=next(iter(store.log(limit=1)), None),
        )
