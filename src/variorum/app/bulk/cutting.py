"""
Cuts files that hold many reports into batches that take about as long to read as one another.

How files are cut follows from their bytes and the plan alone, so that a later run finds again what an earlier one has
done.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import msgspec

from variorum.app.gather import Found, Gatherer, Wishes
from variorum.app.read import with_known
from variorum.errors import Issue
from variorum.model import Published, Report
from variorum.sources import Manifest
from variorum.sources.items import Fault, Remark

WINDOW = 512
"""Reports that are put in order of length together, and stored together."""

WORDS = 16_000
"""Words of a batch: some seconds of reading, so that one more or less is little of the whole."""

MOST = 64
"""Reports of a batch, however short."""

SMALL = 1 << 22
"""Bytes of files that are one shard together."""

Shard = Sequence[Path]
"""One large file, or small ones that follow one another."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All that decides what is read in files and how: two runs with one plan can share their results."""

    reader: str
    pipeline: str | None = None
    wishes: Wishes = field(default_factory=Wishes)
    published: Published | None = None
    publisher: str | None = None
    manifest: Manifest = field(default_factory=Manifest)
    words: int = WORDS
    most: int = MOST

    def shard(self, files: Shard) -> str:
        """Name files as they are now; the name changes with the plan, and with their sizes and times of change."""
        wishes = sorted(self.wishes.columns.items()), self.wishes.kind
        said = [
            repr((self.reader, self.pipeline, wishes, self.published, self.publisher, WINDOW, self.words, self.most))
        ]
        for file in files:
            size, changed = _state(file)
            said.append(repr((str(file.resolve()), size, changed, self.manifest.find(file))))
        return hashlib.sha256("\n".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:24]


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A report of a file, or what is wrong with it, and its position there."""

    position: int
    name: str
    report: Report | None = None
    fault: Fault | None = None
    remarks: tuple[Remark, ...] = ()

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Give the warnings on it."""
        return tuple(remark.issue() for remark in self.remarks)


@dataclass(frozen=True)
class Batch:
    """Reports that are read together, the longest first; `whole` counts the batches of its window."""

    window: int
    number: int
    whole: int
    taken: Sequence[Taken]


def shards(files: Sequence[Path]) -> Iterator[Shard]:
    """Put small files together, in their order."""
    some: list[Path] = []
    weight = 0
    for file in files:
        size = _state(file)[0]
        if some and (weight + size > SMALL or len(some) >= WINDOW):
            yield tuple(some)
            some, weight = [], 0
        some.append(file)
        weight += size
    if some:
        yield tuple(some)


def cut(files: Shard, plan: Plan) -> Iterator[Batch]:
    """Give the batches of *files*, window after window; what is wrong with a file is in one of them."""
    with Gatherer(plan.wishes) as gathering:
        taken = (
            _taken(position, found, plan)
            for position, found in enumerate(f for f in gathering.gather(files) if f.report or f.error)
        )
        for window, some in enumerate(iter(lambda: list(islice(taken, WINDOW)), [])):
            batches = list(_batches(some, plan))
            for number, batch in enumerate(batches):
                yield Batch(window, number, len(batches), batch)


def _taken(position: int, found: Found, plan: Plan) -> Taken:
    return Taken(
        position=position,
        name=found.name,
        report=found.report and with_known(found, plan.published, plan.publisher, plan.manifest),
        fault=Fault.of(found.error) if found.error else None,
        remarks=tuple(map(Remark.of, found.issues)),
    )


def _batches(some: Sequence[Taken], plan: Plan) -> Iterator[list[Taken]]:
    batch: list[Taken] = []
    words = 0
    for one in sorted(some, key=lambda t: (-_length(t), t.position)):
        if batch and (words + _length(one) > plan.words or len(batch) >= plan.most):
            yield batch
            batch, words = [], 0
        batch.append(one)
        words += _length(one)
    if batch:
        yield batch


def _length(one: Taken) -> int:
    return one.report.text.count(" ") if one.report else 0


def _state(file: Path) -> tuple[int, int]:
    """Give the size of a file and when it was changed; what is wrong with a file is told when it is read."""
    try:
        found = file.stat()
    except (OSError, ValueError):
        return 0, 0
    return found.st_size, found.st_mtime_ns
