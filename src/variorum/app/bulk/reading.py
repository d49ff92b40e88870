"""
Reads files with Ray Data: on the processors of this machine, or of a cluster.

A light task cuts files into batches, and these flow to workers that each hold the model. Ray holds the cutting back
while the workers are busy, starts a worker again that dies, and has its batch read again. A result is a file before it
is told, so that a run which ends early has lost what was under way alone.
"""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from variorum.app.bulk.cutting import Plan, Shard, Taken, cut, shards
from variorum.app.bulk.results import Results
from variorum.app.read import PATIENCE, MakeReader, cores, make_reader, read_reports
from variorum.errors import EngineFailed, EngineMissing

if TYPE_CHECKING:
    import pyarrow as pa

BLOCK = 1 << 18
"""Bytes of batches that travel together: few, so that no worker waits while another has many."""

SHARE = 0.9
"""Of a processor, for a worker; what is left is for the cutting."""

STORE = 200_000_000
"""Bytes of memory in which batches wait, of a cluster of our own."""

MOST_DEATHS = 2
"""Workers that a batch may end before each of its reports is read in a process that may die."""

_encode = msgspec.msgpack.Encoder().encode
_taken: msgspec.msgpack.Decoder[list[Taken]] = msgspec.msgpack.Decoder(list[Taken])


@dataclass(frozen=True)
class Progress:
    """How many reports of a batch were read, and how many were not."""

    read: int
    failed: int


@dataclass(frozen=True, kw_only=True)
class Engine:
    """What reads: how many workers, with what, and where results are kept."""

    folder: Path
    plan: Plan
    workers: int | None = None
    patience: float = PATIENCE
    make_reader: MakeReader = make_reader

    def results(self, shard: Shard) -> Results:
        """Give where the results of *shard* are."""
        return Results(self.folder, self.plan.shard(shard))

    def read(self, files: Sequence[Path]) -> Iterator[Progress]:
        """
        Read what is not read yet of *files*, a batch at a time and in no order.

        Raises:
            RequestError: If Ray is not there, cannot be reached, or gives up.
        """
        left = [shard for shard in shards(files) if not self.results(shard).complete]
        if not left:
            return
        ray = _connected(self.workers)
        try:
            yield from self._flow(ray, left)
        except ray.exceptions.RayError as error:
            raise EngineFailed(reason=" ".join(str(error).split())[-300:]) from error

    def _flow(self, ray: Any, left: Sequence[Shard]) -> Iterator[Progress]:
        from ray.data import ActorPoolStrategy, DataContext

        context = DataContext.get_current()
        context.target_max_block_size = BLOCK
        context.enable_progress_bars = False
        workers = self.workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
        named = [{"files": [str(f.resolve()) for f in shard], "shard": self.plan.shard(shard)} for shard in left]
        batches = ray.data.from_items(named, override_num_blocks=len(named)).flat_map(
            Cutter(self.folder.resolve(), self.plan), num_cpus=(1 - SHARE) / 2, concurrency=workers
        )
        done = batches.map_batches(
            Worker,
            fn_constructor_args=(self.folder.resolve(), self.plan.pipeline, self.patience, self.make_reader),
            batch_size=1,
            batch_format="pyarrow",
            num_cpus=SHARE,
            compute=ActorPoolStrategy(size=workers),
        )
        for row in done.iter_rows():
            yield Progress(row["read"], row["failed"])


class Cutter:
    """Cuts files, and leaves out the batches that were read before."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        self.folder, self.plan = folder, plan

    def __call__(self, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Give the batches of a shard as rows."""
        results = Results(self.folder, row["shard"])
        windows: list[int] = []
        for batch in cut([Path(file) for file in row["files"]], self.plan):
            if batch.window == len(windows):
                windows.append(batch.whole)
            if not results.has(batch.window, batch.number):
                yield {
                    "shard": row["shard"],
                    "window": batch.window,
                    "number": batch.number,
                    "taken": _encode(list(batch.taken)),
                }
        results.finish(windows)


class Worker:
    """Reads batches; Ray keeps one in a process, and with it the model."""

    def __init__(self, folder: Path, pipeline: str | None, patience: float, make_reader: MakeReader) -> None:
        self.folder, self.pipeline, self.patience, self.make_reader = folder, pipeline, patience, make_reader

    def __call__(self, batch: pa.Table) -> pa.Table:
        """Read the batches that are the rows of a table, and keep what they give."""
        import pyarrow as pa

        done = [self._read(row) for row in batch.to_pylist()]
        return pa.table({"read": [p.read for p in done], "failed": [p.failed for p in done]})

    def _read(self, row: dict[str, Any]) -> Progress:
        results = Results(self.folder, row["shard"])
        window, number = row["window"], row["number"]
        taken = _taken.decode(row["taken"])
        reports = [one.report for one in taken if one.report]
        deadly = results.try_again(window, number) >= MOST_DEATHS
        outcomes = list(
            read_reports(
                reports,
                pipeline=self.pipeline,
                threads=1,
                patience=self.patience,
                make_reader=self.make_reader,
                apart=deadly,
            )
        )
        results.save(window, number, taken, outcomes)
        read = sum(hasattr(outcome, "account") for outcome in outcomes)
        return Progress(read, len(taken) - read)


def _connected(workers: int | None) -> Any:
    """Give Ray, connected with the cluster that ``RAY_ADDRESS`` names, or with one of our own on this machine."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    os.environ.setdefault("RAY_DATA_DISABLE_PROGRESS_BARS", "1")
    try:
        import ray
    except ImportError as error:
        raise EngineMissing() from error
    if not ray.is_initialized():
        own: dict[str, Any] = {} if os.environ.get("RAY_ADDRESS") else {
            "num_cpus": workers or cores(), "include_dashboard": False, "object_store_memory": STORE,
        }  # fmt: skip
        try:
            ray.init(logging_level=logging.ERROR, log_to_driver=False, **own)
        except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
            raise EngineFailed(reason=" ".join(str(error).split())[:300]) from error
    # What it says of its own parts is of no use to whoever reads reports.
    warnings.filterwarnings("ignore", module=r"ray\.")
    import ray.data

    for name in ("ray", "ray.data"):
        logging.getLogger(name).setLevel(logging.ERROR)
    return ray
