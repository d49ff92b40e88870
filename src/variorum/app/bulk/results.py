"""
A folder of what was read: Parquet files, one for each batch, each there wholly or not at all.

Whoever reads batches and whoever stores them meet in this folder alone, on one machine or on a disk that many share.
What is there is not read again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from variorum.app.bulk.cutting import Taken
from variorum.app.read import Outcome, ReadFailure, ReadSuccess
from variorum.errors import Issue
from variorum.model import Account, Report
from variorum.sources.items import Fault, Remark

_encode = msgspec.json.Encoder().encode
_report = msgspec.json.Decoder(Report)
_account = msgspec.json.Decoder(Account)
_fault = msgspec.json.Decoder(Fault)
_remarks = msgspec.json.Decoder(tuple[Remark, ...])


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one report: an account, or a fault; without a report the fault is of taking it in."""

    position: int
    name: str
    report: Report | None
    account: Account | None
    fault: Fault | None
    issues: tuple[Issue, ...]


class Results:
    """The results of one shard."""

    def __init__(self, folder: Path, shard: str) -> None:
        self.folder = folder / shard

    def path(self, window: int, number: int) -> Path:
        """Give where a batch is, or would be."""
        return self.folder / f"{window:06}-{number:04}.parquet"

    def has(self, window: int, number: int) -> bool:
        """Tell whether a batch was read."""
        return self.path(window, number).exists()

    def save(self, window: int, number: int, taken: Sequence[Taken], outcomes: Sequence[Outcome]) -> None:
        """Keep what became of a batch; *outcomes* are those of its reports, in their order."""
        import pyarrow as pa
        from pyarrow import parquet

        left = iter(outcomes)
        rows = [_row(one, next(left) if one.report else None) for one in taken]
        table = pa.Table.from_pylist(rows, schema=_schema())
        target = self.path(window, number)
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_suffix(f".{os.getpid()}.tmp")
        with beside.open("wb") as file:
            parquet.write_table(table, file, compression="zstd")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
        self._tries(window, number).unlink(missing_ok=True)

    def finish(self, windows: Sequence[int]) -> None:
        """Note that the shard was cut to its end; *windows* are how many batches each of its windows has."""
        self.folder.mkdir(parents=True, exist_ok=True)
        beside = self.folder / f"whole.{os.getpid()}.tmp"
        beside.write_bytes(_encode(list(windows)))
        beside.replace(self.folder / "whole.json")

    def windows(self) -> list[int] | None:
        """Give what `finish` noted; None where the shard was not cut to its end."""
        try:
            return msgspec.json.decode((self.folder / "whole.json").read_bytes(), type=list[int])
        except (OSError, msgspec.MsgspecError):
            return None

    @property
    def complete(self) -> bool:
        """Tell whether all of the shard was read."""
        windows = self.windows()
        return windows is not None and all(self.has(w, n) for w, many in enumerate(windows) for n in range(many))

    def read(self, window: int) -> list[Result]:
        """Give the results of a window, in the order of its files."""
        from pyarrow import parquet

        windows = self.windows()
        assert windows is not None
        rows: list[dict[str, Any]] = []
        for number in range(windows[window]):
            rows += parquet.read_table(self.path(window, number)).to_pylist()
        return list(_results(rows))

    def try_again(self, window: int, number: int) -> int:
        """Count one more attempt at a batch, and give how many there were before: a process may die of one."""
        path = self._tries(window, number)
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.stat().st_size if path.exists() else 0
        with path.open("ab") as file:
            file.write(b".")
        return before

    def _tries(self, window: int, number: int) -> Path:
        return self.path(window, number).with_suffix(".tries")


def _schema() -> Any:
    import pyarrow as pa

    fields: list[Any] = [pa.field("position", pa.int64()), pa.field("name", pa.string())]
    fields += [pa.field(name, pa.binary()) for name in ("report", "account", "fault", "remarks")]
    return pa.schema(fields)


def _row(one: Taken, outcome: Outcome | None) -> dict[str, Any]:
    fault, account, remarks = one.fault, None, one.remarks
    if isinstance(outcome, ReadSuccess):
        # The text is in the report beside it.
        account = msgspec.structs.replace(
            outcome.account, report=msgspec.structs.replace(outcome.account.report, text="")
        )
    elif isinstance(outcome, ReadFailure):
        fault = Fault.of(outcome.error)
    if outcome is not None:
        remarks += tuple(map(Remark.of, outcome.issues))
    return {
        "position": one.position,
        "name": one.name,
        "report": one.report and _encode(one.report),
        "account": account and _encode(account),
        "fault": fault and _encode(fault),
        "remarks": _encode(remarks),
    }


def _results(rows: Sequence[dict[str, Any]]) -> Iterator[Result]:
    for row in sorted(rows, key=lambda row: row["position"]):
        report = _report.decode(row["report"]) if row["report"] is not None else None
        account = _account.decode(row["account"]) if row["account"] is not None else None
        if account is not None and report is not None:
            account = msgspec.structs.replace(account, report=msgspec.structs.replace(account.report, text=report.text))
        yield Result(
            position=row["position"],
            name=row["name"],
            report=report,
            account=account,
            fault=_fault.decode(row["fault"]) if row["fault"] is not None else None,
            issues=tuple(remark.issue() for remark in _remarks.decode(row["remarks"])),
        )
