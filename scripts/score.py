"""
Score the reader against answer keys, where a folder with keys stands beside the checkout.

    python scripts/score.py [--errors]

Reads the reports of each set with `variorum read` and hands the accounts to the scorer of that folder. A set that is
not there is passed over with a word.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
SCORER = SHARED / "score" / "score.py"
SETS = {"seeds": ("gold", "seeds"), "gold_dev": ("gold_dev", "gold_dev/texts")}
"""The name of a set, its folder of keys and its folder of texts."""


def score(name: str, keys: Path, texts: Path, options: list[str]) -> bool:
    """Score one set; False where reading or scoring failed."""
    print(f"== {name}", flush=True)
    reports = sorted(texts.glob("*.txt"))
    if not (SCORER.is_file() and keys.is_dir() and reports):
        print(f"skipped: no scorer, keys or texts for {name} beside the checkout")
        return True
    with tempfile.TemporaryDirectory() as folder:
        accounts = Path(folder) / "accounts.jsonl"
        with accounts.open("wb") as output:
            read = [sys.executable, "-m", "variorum", "read", *map(str, reports), "--format", "json"]
            if subprocess.run(read, stdout=output, check=False).returncode:
                return False
        scorer = [sys.executable, str(SCORER), "--gold", str(keys), "--texts", str(texts), str(accounts), *options]
        return subprocess.run(scorer, check=False).returncode == 0


if __name__ == "__main__":
    results = [score(name, SHARED / keys, SHARED / texts, sys.argv[1:]) for name, (keys, texts) in SETS.items()]
    sys.exit(0 if all(results) else 1)
