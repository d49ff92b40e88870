"""Shows on standard error how far a long run is, and what goes wrong in it."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING

import click

from variorum.cli.terminal import printable

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

PATIENCE_S = 2.0
"""A run that ends sooner shows no bar."""


class Watch:
    """Counts finished reports; draws a bar only where a person looks at standard error and waits."""

    def __init__(self, total: int, *, visible: bool, label: str = "Reading") -> None:
        self.done = 0
        self.label = label
        self.total = total
        self._visible = visible
        self._started = time.monotonic()
        self._bar: tuple[Progress, TaskID] | None = None

    def __enter__(self) -> Watch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar[0].stop()

    def grow(self, total: int) -> None:
        """Expect *total* reports, if that is more than before: how many are in a file shows as it is read."""
        self.total = max(self.total, total)

    def step(self, done: int | None = None) -> None:
        """Count one more report as finished, or *done* in all."""
        self.done = self.done + 1 if done is None else done
        if self._visible and self._bar is None and time.monotonic() - self._started > PATIENCE_S:
            self._bar = self._draw()
        if self._bar:
            progress, task = self._bar
            progress.update(task, completed=self.done, total=self.total)

    def say(self, line: object) -> None:
        """Write one line about the run, above the bar where there is one."""
        text = printable(str(line))
        if self._bar:
            self._bar[0].console.print(text, markup=False, highlight=False, emoji=False, soft_wrap=True)
        else:
            click.echo(text, err=True)

    def _draw(self) -> tuple[Progress, TaskID]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn(self.label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        progress = Progress(*columns, console=Console(stderr=True), transient=True)
        progress.start()
        return progress, progress.add_task(self.label, total=self.total)
