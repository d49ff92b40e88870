"""
Throw damaged and made-up files at every parser's wrapper for as long as one likes, and log what came of it.

    python tools/fuzz.py --minutes 60 --log fuzz.log [--only NAME ...] [--findings DIRECTORY]

Each round runs every target once with a seed of its own. What fails is made as small as it can be, written to the
directory of findings, and the rest goes on; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
import traceback
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from fuzzing import CAPTURES, LIMITS, TEXTS, Tally, examine  # noqa: E402
from variorum.sources.guard import Guard  # noqa: E402
from variorum.sources.items import Captured  # noqa: E402

ROUND = 60
"""Examples of a target in one round."""


class Failure(Exception):
    """An example that failed, with its bytes."""

    def __init__(self, content: bytes) -> None:
        super().__init__(hashlib.sha256(content).hexdigest()[:12])
        self.content = content


def play(name: str, number: int, guard: Guard, tally: Tally) -> None:
    """Run one target with the seed *number*; raises what failed first."""
    options = settings(
        deadline=None,
        database=None,
        max_examples=ROUND,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )

    @seed(number)
    @options
    @given(st.data())
    def run(data: st.DataObject) -> None:
        if name in CAPTURES:
            captured: Captured = data.draw(CAPTURES[name])
            content = captured.content
            check = lambda: examine(captured, guard, tally)  # noqa: E731
        else:
            strategy, of = TEXTS[name]
            content = data.draw(strategy)
            check = lambda: of(content, tally)  # noqa: E731
        try:
            check()
        except Exception as error:
            raise Failure(content) from error

    run()


def main() -> int:
    """Play until the time is up; say at each round how it stands."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[1])
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--log", type=Path)
    parser.add_argument("--only", nargs="*", choices=[*CAPTURES, *TEXTS])
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    parser.add_argument("--seed", type=int, default=0, help="of the first round")
    arguments = parser.parse_args()
    names = arguments.only or [*CAPTURES, *TEXTS]
    tallies = {name: Tally() for name in names}
    failures = 0
    begun = time.monotonic()
    number = arguments.seed

    def say(line: str) -> None:
        print(line, flush=True)
        if arguments.log:
            with arguments.log.open("a", encoding="utf-8") as file:
                file.write(line + "\n")

    with Guard(LIMITS) as guard:
        while time.monotonic() - begun < 60 * arguments.minutes:
            for name in names:
                try:
                    play(name, number, guard, tallies[name])
                except Failure as failure:
                    failures += 1
                    arguments.findings.mkdir(parents=True, exist_ok=True)
                    path = arguments.findings / f"{name.replace(' ', '-')}-{failure}"
                    path.write_bytes(failure.content)
                    cause = "".join(traceback.format_exception(failure.__cause__)).strip()
                    say(f"FAILED {name}, seed {number}: {path}\n{cause}")
                if time.monotonic() - begun >= 60 * arguments.minutes:
                    break
            number += 1
            done = sum(tally.examples for tally in tallies.values())
            minutes = (time.monotonic() - begun) / 60
            reports = sum(tally.reports for tally in tallies.values())
            say(f"{minutes:6.1f} min, seed {number - 1}: {done:,} examples, {reports:,} reports, {failures} failures")
    for name, tally in tallies.items():
        codes = " ".join(f"{code}×{count}" for code, count in sorted(tally.codes.items()))
        say(f"{name}: {tally.examples:,} examples, {tally.documents:,} documents, {tally.reports:,} reports; {codes}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
