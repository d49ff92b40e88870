"""Writes tables of scores into `docs/scores.md`, between the marks of their block."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def write_block(path: Path, name: str, lines: Sequence[str]) -> None:
    """
    Put *lines* between the marks of the block *name*.

    Raises:
        ValueError: If the file has no such block.
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    text = path.read_text(encoding="utf-8")
    if begin not in text or end not in text:
        raise ValueError(f"{path} has no block between {begin} and {end}")
    head, rest = text.split(begin, 1)
    path.write_text(f"{head}{begin}\n" + "\n".join(lines) + f"\n{end}{rest.split(end, 1)[1]}", encoding="utf-8")


def f1(right: int, found: int, wanted: int) -> tuple[float, float, float]:
    """Give precision, recall and F1 in per cent."""
    precision, recall = right / max(1, found), right / max(1, wanted)
    return 100 * precision, 100 * recall, 200 * precision * recall / max(1e-9, precision + recall)
