"""Watches feeds: takes in what is new, and tells what that changed in the record."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from variorum import __version__
from variorum.app.add import Adder, Intake, take_in
from variorum.app.difference import Change
from variorum.app.gather import Gatherer
from variorum.app.originals import Originals
from variorum.app.read import Outcome, ReadFailure
from variorum.collation import lineage, profiles
from variorum.errors import AddressForbidden, FetchError, Issue, ReportError, WebhookForbidden
from variorum.fetching import Fetcher, FetchSettings, anywhere, is_public
from variorum.store import Store

MOST_UNSENT = 10_000
"""Changes that are held for a webhook that does not answer; beyond, the oldest are dropped."""


@dataclass
class Poll:
    """What one look at the feeds brought: reports added and not readable, what is wrong, and what changed."""

    added: int = 0
    failed: int = 0
    said: list[Issue | ReportError] = field(default_factory=list)
    changes: tuple[Change, ...] = ()


def poll(
    adder: Adder,
    feeds: Sequence[str | Path],
    gatherer: Gatherer,
    *,
    user: str,
    originals: Originals | None = None,
    said: Callable[[Issue | ReportError], object] = lambda _: None,
) -> Poll:
    """
    Look at *feeds* once: take in what is new, read it, and compare the record with what it was before.

    Reports that were taken in before and not read yet are read too.

    Raises:
        StoreError: If the database cannot do it.
    """
    store, found = adder.store, Poll()

    def note(one: Intake | Outcome) -> None:
        wrong = one.error if isinstance(one, Intake | ReadFailure) else None
        found.failed += wrong is not None
        for said_of in (*one.issues, *([wrong] if wrong else ())):
            found.said.append(said_of)
            said(said_of)

    for intake in take_in(store, feeds, gatherer=gatherer, originals=originals):
        found.added += intake.new
        if intake.new or intake.error or intake.unchanged:
            note(intake)
    waiting = adder.waiting() if store.counts().reports else ()
    if not waiting and not store.uncollated():
        return found
    for outcome in adder.read(waiting):
        note(outcome)
    changed = adder.finish(user=user, what="watch")
    found.changes = adder.before.changes(store.incident_entries(changed.made))
    adder.forget_changes()
    # It may be long until the next look, and there may be very many of them.
    adder.collator.forget()
    lineage.forget()
    profiles.forget()
    _give_back()
    return found


def _give_back() -> None:
    """Give the system back what is free, which the C library of most Linux systems holds on to."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


class Webhook:
    """Posts changes to an address; what could not be sent waits in *store* for the next time."""

    def __init__(self, url: str, store: Store, *, private: bool = False, fetcher: Fetcher | None = None) -> None:
        self.url, self._store = url, store
        settings = FetchSettings(version=__version__, between=0.0, allowed=anywhere if private else is_public)
        self._fetcher = fetcher or Fetcher(settings)

    def send(self, changes: Sequence[Change]) -> FetchError | None:
        """
        Post *changes* with those that wait; gives what went wrong, if anything did.

        Raises:
            StoreError: If the database cannot keep what is to wait.
        """
        waiting = self._store.unsent(self.url)
        told = [*waiting, *map(msgspec.json.encode, changes)][-MOST_UNSENT:]
        if not told:
            return None
        # Before it is tried, so that a process that ends meanwhile loses nothing.
        self._store.save_unsent(self.url, told)
        try:
            self._fetcher.post(self.url, msgspec.json.encode({"changes": list(map(msgspec.Raw, told))}), {})
        except AddressForbidden as error:
            return WebhookForbidden(**error.values)
        except FetchError as error:
            return error
        self._store.save_unsent(self.url, ())
        return None
