"""What an export is made of: tables, what each value rests on, and what the format could not hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from variorum.model.account import Value

Cell = str | int | float | Decimal | bool | None
"""A value of a table in CSV; None is a value that no account supports, and an empty cell."""

Form = Literal["csv", "json", "jsonl", "parquet"]


class Ground(Value, frozen=True, kw_only=True):
    """
    Words that a value rests on; `speaker` is a name, and None for the report itself.

    `start` and `end` are None where the record has the words of a value but not where they stand.
    """

    report: str
    start: int | None = None
    end: int | None = None
    quote: str | None = None
    speaker: str | None = None
    stance: str | None = None


class Trace(Value, frozen=True, kw_only=True):
    """A line of the side file: a value, the rule that chose it, and its basis; `row` is an id of the record."""

    row: str
    file: str
    column: str
    value: object
    policy: str
    basis: tuple[Ground, ...] = ()


class Notice(Value, frozen=True, kw_only=True):
    """A line of the warnings: what the format could not hold, and why; `column` is None for a whole row."""

    row: str | None
    file: str
    column: str | None
    value: object
    reason: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """
    A file of an export.

    `rows` have the columns by name, and may lack those that are empty; those of a ``json`` table are one object.
    `tags` is a second row of headers. `types` gives the columns of a ``parquet`` table their types.
    """

    file: str
    form: Form = "csv"
    columns: tuple[str, ...] = ()
    rows: tuple[Mapping[str, object], ...] = ()
    tags: tuple[str, ...] = ()
    types: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Export:
    """
    The files of one export with what their values rest on, filled by the module of a format.

    `file` is the file that is being written to; a table without a name is the one that a person names.
    """

    tables: list[Table] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    file: str = ""

    def trace(self, row: str, column: str, value: object, policy: str, basis: Iterable[Ground] = ()) -> None:
        """Say what a value rests on."""
        made = Trace(row=row, file=self.file, column=column, value=value, policy=policy, basis=tuple(basis))
        self.traces.append(made)

    def warn(self, row: str | None, column: str | None, reason: str, value: object = None) -> None:
        """Say what the format cannot hold."""
        self.notices.append(Notice(row=row, file=self.file, column=column, value=value, reason=reason))
