"""
Count how rare the commonest words of English news are, for the weights of words in linking.

    python tools/weigh_words.py FILE [FILE ...]

Each FILE holds reports as JSON lines, gzipped or not: their words are those of "text", "doctext", "content" or
"tokens", or of the "content" of each of "docs". Each file weighs the same, however many reports it has. Writes
`collation/data/rarities.toml`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from variorum.collation import profiles

RARITIES = Path(profiles.__file__).parent / "data" / "rarities.toml"
WORDS = 3000
RAREST = 20
LEAST_WORDS = 20
HEAD = f"""\
# How rare the commonest words of English news are, from 0 (in every report) to {RAREST} (words that are not listed).
# Written by tools/weigh_words.py.

[rarities]
"""


def texts(path: Path) -> Iterator[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            for record in row.get("docs") or [row]:
                yield _text(record)


def _text(record: dict[str, Any]) -> str:
    found = next((record[key] for key in ("text", "doctext", "content", "tokens") if record.get(key)), "")
    return found if isinstance(found, str) else " ".join(found)


def shares(paths: list[Path]) -> Counter[str]:
    """Give the mean share of reports that have each word."""
    mean: Counter[str] = Counter()
    for path in paths:
        seen: Counter[str] = Counter()
        reports = 0
        for text in texts(path):
            words = {w for w in re.findall(r"\w+", text.casefold()) if len(w) > 2 and w.isascii() and not w.isdigit()}
            if len(words) > LEAST_WORDS:
                seen.update(words)
                reports += 1
        for word, count in seen.items():
            mean[word] += count / reports / len(paths)
    return mean


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    common = sorted(shares(parser.parse_args().files).items(), key=lambda w: (-w[1], w[0]))[:WORDS]
    by_rarity: dict[int, list[str]] = defaultdict(list)
    for word, share in common:
        by_rarity[round(RAREST * math.log(min(0.9, share)) / math.log(common[-1][1]))].append(word)
    lines = [
        f'{rarity} = """\n{textwrap.fill(" ".join(sorted(words)), 118)}\n"""'
        for rarity, words in sorted(by_rarity.items())
        if rarity < RAREST
    ]
    RARITIES.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
