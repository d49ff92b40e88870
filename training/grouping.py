"""
Measure how mentions are grouped into happenings, on what the language model was not trained on.

    python training/grouping.py --data DIR

Takes the passages of `training/sentences` and the reports of `training/labels.jsonl` that are kept for development, and
of them the mentions that the reader finds and the labels know. Prints B-cubed precision, recall and F1 of each; of the
passages those that are whole reports, of more than 90 words.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

import labelled
import markup
from data import LABELLED_DEV, PASSAGES_DEV
from variorum.model import Report
from variorum.nlp import load_pipeline
from variorum.reading.happenings import Mention, group
from variorum.reading.incidents import find_mentions
from variorum.reading.reader import make_context, spoken_in
from variorum.reading.statements import find_statements
from variorum.reading.voices import Voices

HERE = Path(__file__).parent
LEAST_WORDS = 90
WHOLE_REPORTS = "e"
"""The first file of passages that are whole reports; those before it are sentences."""

Known = list[tuple[Mention, frozenset[int]]]


def known_mentions(passages: Iterable[markup.Passage]) -> list[Known]:
    """Read passages; give of each the mentions that are labelled, with their happenings."""
    pipeline = load_pipeline()
    found = []
    for passage in passages:
        context = make_context(Report(id="passage", text=passage.text), pipeline(passage.text))
        mentions, _ = find_mentions(context, Voices(spoken_in(find_statements(context))))
        known: Known = []
        for mention in mentions:
            start, end = mention.head.idx, mention.head.idx + len(mention.head)
            marks = [m for m in passage.marks if m.type and m.actual and m.start < end and start < m.end]
            if marks:
                known.append((mention, frozenset(marks[0].happenings)))
        if len(known) > 1:
            found.append(known)
    return found


def b_cubed(passages: Sequence[Known]) -> tuple[float, float, float]:
    """Give precision, recall and F1 over all mentions."""
    precision = recall = count = 0.0
    for known in passages:
        mine = {m.index: n for n, h in enumerate(group([m for m, _ in known])) for m in h.mentions}
        for mention, happenings in known:
            together = [other for m, other in known if mine[m.index] == mine[mention.index]]
            wanted = [other for _, other in known if other & happenings]
            right = sum(bool(other & happenings) for other in together)
            precision, recall, count = precision + right / len(together), recall + right / len(wanted), count + 1
    p, r = precision / count, recall / count
    return p, r, 2 * p * r / (p + r)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    a = parser.parse_args()
    files = sorted((HERE / "sentences").glob("*.txt"))
    passages = [(file.stem, passage) for file in files for passage in markup.load(file)]
    held = [p for name, p in passages[::PASSAGES_DEV] if name >= WHOLE_REPORTS and len(p.text.split()) > LEAST_WORDS]
    reports = labelled.load(a.data, HERE / "labels.jsonl")[::LABELLED_DEV]
    for name, chosen in (("passages", held), ("labelled reports", reports)):
        known = known_mentions(chosen)
        p, r, f = b_cubed(known)
        print(f"{name:18}{len(known):5} with mentions to group   B-cubed P {p:.3f} R {r:.3f} F1 {f:.3f}")


if __name__ == "__main__":
    main()
