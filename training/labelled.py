"""
Our labels of reports from the open data sets: marks by offset, for the texts themselves stay where they are.

`labels.jsonl` holds a report a line: its set, the digest of its id there, how many characters of it were read, and
`marks`, each a start, an end and what stands before the bar in `sentences/FORMAT.md`. Run as a program, it turns
marked texts into such lines:

    python training/labelled.py --data DIR MARKED.txt ... > training/labels.jsonl

where a marked text is a line ``## set|id`` and, in the next, the text as `plain` gives it with its marks put in, ``¶``
between paragraphs and ``⟦⟧⦃⦄‹›¦`` for the brackets and bars that are its own.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import markup

_OWN = "⟦⟧⦃⦄‹›¦"
_FROM = str.maketrans(_OWN, "[]{}<>|")
_MUC = re.compile(r"^((?:DEV|TST)\d?-MUC\d-\d+)[^\n]*\n(.*?)(?=^(?:DEV|TST)\d?-MUC\d-\d+|\Z)", re.DOTALL | re.MULTILINE)
_PARAGRAPH = re.compile(r"[ \t]*\n(?:[ \t]*\n)+[ \t]*|\n[ \t]{3,}")
_BEFORE = re.compile(r" ([,.;:?!)\]%]|'s\b|n't\b|'(?:re|ve|ll|d|m)\b)")
_AFTER = re.compile(r"([(\[$#]) ")
_QUOTED = re.compile(r'" ([^"]*) "')


def plain(text: str) -> str:
    """Give a text with one blank between words and an empty line between paragraphs."""
    paragraphs = _PARAGRAPH.split(text.strip())
    return "\n\n".join(" ".join(p.split()) for p in paragraphs if p.split())


def texts(root: Path, names: Iterable[str]) -> dict[str, str]:
    """Read the texts of data sets under *root*, by `digest`."""
    readers = {
        "muc4": _muc,
        "gva": _shootings,
        "ipe": _india,
        "re3d": _re3d,
        "polnear": _polnear,
        "ecb": _ecb,
        "w5": _five_questions,
        "satp": _south_asia,
    }
    return {digest(name, key): plain(text) for name in sorted(set(names)) for key, text in readers[name](root)}


def digest(name: str, key: str) -> str:
    """Stand for a report's id in a set; ids of some sets hold the words of its headline."""
    return hashlib.sha256(f"{name}|{key}".encode()).hexdigest()[:16]


def _muc(root: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(root.glob("muc4/raw/*/*.gz")):
        with gzip.open(path, "rt", errors="replace") as file:
            yield from (match.groups() for match in _MUC.finditer(file.read()))  # type: ignore[misc]


def _shootings(root: Path) -> Iterator[tuple[str, str]]:
    for row in _rows(root / "gun_violence_semeval2018t5/train.jsonl.gz"):
        for doc in row["docs"][:1]:
            yield f"{row['incident_id']}/{doc['id'][:10]}", (doc["title"] or "") + "\n\n" + (doc["content"] or "")


def _india(root: Path) -> Iterator[tuple[str, str]]:
    for row in _rows(root / "india_police_events/train.jsonl.gz"):
        yield str(row["doc_id"]), row["full_text"]


def _polnear(root: Path) -> Iterator[tuple[str, str]]:
    for row in _rows(root / "polnear/train.jsonl.gz"):
        yield row["id"], row["text"]


def _re3d(root: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(root.glob("re3d/*/documents.json")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["_id"], row["text"]


def _ecb(root: Path) -> Iterator[tuple[str, str]]:
    """Give ECB+ train's articles: a paragraph a sentence for the first, which is the headline or the address."""
    for row in _rows(root / "ecb_plus/train.jsonl.gz"):
        sentences: dict[int, list[str]] = {}
        for number, token in zip(row["sent"], row["tokens"], strict=True):
            sentences.setdefault(number, []).append(token)
        kept = [_joined(words) for words in sentences.values() if words[0] != "http"]
        yield row["doc_id"], "\n\n".join((kept[0], " ".join(kept[1:]))) if kept else ""


def _joined(tokens: Iterable[str]) -> str:
    """Set words as in print, so that the tokens of a treebank are a text again."""
    text = _BEFORE.sub(r"\1", " ".join(tokens).replace("``", '"').replace("''", '"'))
    return _QUOTED.sub(r'"\1"', _AFTER.sub(r"\1", text))


def _five_questions(root: Path) -> Iterator[tuple[str, str]]:
    for row in _rows(root / "giveme5w1h/gold_dev.jsonl.gz"):
        yield row["dId"], row["title"] + "\n\n" + row["text"]


def _south_asia(root: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(root / "conflibert_tasks/satp_relevant_train.tsv.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            yield str(number), line.split("\t")[0]


def _rows(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def load(root: Path, path: Path) -> list[markup.Passage]:
    """
    Read the labelled reports, in the order of *path*.

    Raises:
        ValueError: If a report is not in the data sets, or is not what it was when it was labelled.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = texts(root, (row["set"] for row in rows))
    passages = []
    for row in rows:
        text = found.get(row["report"], "")
        if len(text) < row["read"]:
            raise ValueError(f"{path}: {row['report']} of {row['set']} is not the text that was labelled")
        marks = [markup.mark(start, end, code) for start, end, code in row["marks"]]
        passages.append(markup.Passage(text[: row["read"]], marks))
    return passages


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("marked", type=Path, nargs="+")
    a = parser.parse_args()
    marked: dict[str, str] = {}
    for path in a.marked:
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        marked |= {head[3:]: line for head, line in zip(lines[::2], lines[1::2], strict=True)}
    found = texts(a.data, (key.split("|")[0] for key in marked))
    for key, line in sorted(marked.items()):
        passage = markup.parse(line.strip().replace(" ¶ ", "\n\n"))
        try:
            name, _, identity = key.partition("|")
            report = digest(name, identity)
            at = _positions(passage.text.translate(_FROM), found.get(report, ""))
        except ValueError as error:
            raise SystemExit(f"{key}: {error}") from error
        marks = [[at[m.start], at[m.end - 1] + 1, m.code] for m in passage.marks]
        print(json.dumps({"set": name, "report": report, "read": at[-1] + 1, "marks": marks}))


def _positions(marked: str, text: str) -> list[int]:
    """Give where each character of a marked text stands in the *text*; white space may differ."""
    at, i = [], 0
    for char in marked:
        while not char.isspace() and i < len(text) and text[i].isspace():
            i += 1
        if not char.isspace() and text[i : i + 1] != char:
            raise ValueError(f"the marked text is not that of the set near {text[i : i + 30]!r}")
        at.append(i)
        i += not char.isspace()
    return at


if __name__ == "__main__":
    main()
