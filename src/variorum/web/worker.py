"""Does in the background what takes long: reads what was handed in, and works out what needs the whole record."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from variorum.app.add import Adder
from variorum.app.settle import settle
from variorum.errors import StoreBusy, VariorumError
from variorum.store import Store

MakeAdder = Callable[[Store], Adder]

PAUSE = 5.0
"""Seconds before it tries again what another process was in the way of."""

QUIET = 15.0
"""Seconds without a judgement or report before what needs the whole record is worked out: each makes it begin again."""

LONGEST = 20
"""How many times as long it can be put off by more and more of them."""

_log = logging.getLogger("variorum.web")


class Worker:
    """
    One thread that works through what has come; a server has one of them.

    What is left undone when it stops is in the store, and is done the next time.
    """

    def __init__(self, store: Store, make_adder: MakeAdder = Adder, *, quiet: float = QUIET) -> None:
        self._store, self._make_adder, self._quiet = store, make_adder, quiet
        self._adder: Adder | None = None
        self._changed = threading.Condition()
        self._users: list[str] = []
        self._settle = self._stopping = self._busy = False
        self._due = self._latest = 0.0
        self._thread: threading.Thread | None = None
        self.waiting = 0
        """Reports that were handed in and are not read yet."""

    @property
    def state(self) -> str:
        """Give what answers depend on besides the record."""
        return str(self.waiting)

    def start(self) -> None:
        """Begin to work."""
        self._thread = threading.Thread(target=self._run, name="variorum-worker", daemon=True)
        self._thread.start()

    def stop(self, *, timeout: float = 10.0) -> None:
        """End after the report, or the step, that is under way."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(timeout)

    def read(self, user: str) -> None:
        """Have read what waits in the store, for *user* has added to it."""
        with self._changed:
            self._users.append(user)
            self.waiting += 1
            self._changed.notify_all()

    def settle(self) -> None:
        """Have worked out what needs the whole record, when it has been quiet for a while."""
        with self._changed:
            now = time.monotonic()
            if not self._settle:
                self._latest = now + LONGEST * self._quiet
            self._settle, self._due = True, min(now + self._quiet, self._latest)
            self._changed.notify_all()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._busy = False
                self._changed.notify_all()
                self._changed.wait_for(lambda: self._users or self._settle or self._stopping)
                while (
                    self._settle and not (self._users or self._stopping) and (left := self._due - time.monotonic()) > 0
                ):
                    self._changed.wait(left)
                if self._stopping:
                    return
                users, self._users = self._users, []
                to_settle, self._settle = self._settle and not users, self._settle and bool(users)
                self._busy = True
            try:
                if users:
                    self._read(users)
                elif to_settle:
                    settle(self._store)
            except StoreBusy:
                with self._changed:
                    self._users = users + self._users
                    self._settle = self._settle or to_settle
                    self._changed.wait_for(lambda: self._stopping, PAUSE)
            except VariorumError as error:
                _log.error("%s", error)
                self._forget(len(users))
            except Exception:  # noqa: BLE001 - one report must not end the work on all others
                _log.exception("the background work failed")
                self._forget(len(users))

    def _read(self, users: list[str]) -> None:
        if self._adder is None:
            self._adder = self._make_adder(self._store)
        ids = self._adder.waiting()
        with self._changed:
            self.waiting = max(self.waiting, len(ids))
        for _ in self._adder.read(ids):
            with self._changed:
                self.waiting = max(0, self.waiting - 1)
                if self._stopping:
                    break
        # To work it out for each report would take as long as all that is there already.
        self._adder.finish(user=", ".join(sorted(set(users))), whole=False)
        self._adder.forget_changes()
        self.settle()
        self._forget(self.waiting - len(self._users))

    def _forget(self, number: int) -> None:
        with self._changed:
            self.waiting = max(0, self.waiting - number)
