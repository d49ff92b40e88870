"""
Measure the exported model on the development portions and print the table of `docs/scores.md`.

    python training/evaluate.py --data DIR [--write docs/scores.md]

Everything runs through the ONNX weights that ship, on the data sets' own tokens; sentence ends are given for the parse
and found for nothing else. Spans count only where both ends and the label are right.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

import coreference
import data
import variorum_en
from variorum_en import lemmas, trees
from variorum_en.component import VariorumEn
from variorum_en.encoder import Encoder, Output, fillers
from variorum_en.tags import best_path

Score = tuple[str, str, float, int]
"""Set, measure, percentage, number of items."""


def outputs(encoder: Encoder, chunks: list[data.Chunk]) -> list[Output]:
    return list(encoder.run(encoder.pieces.chunk(c.words, c.breaks) for c in chunks))


def f1(true: int, guessed: int, wanted: int) -> float:
    return 200 * true / (guessed + wanted) if guessed + wanted else 0.0


def syntax_scores(encoder: Encoder, name: str, sentences: list[data.Sentence]) -> Iterator[Score]:
    """UPOS, XPOS, lemma, UAS and LAS (subtypes and punctuation counted) over running text in chunks of 120 words."""
    chunks = list(data.treebank_chunks(sentences, name, _Steady()))
    right: Counter[str] = Counter()
    total = 0
    for chunk, out in zip(chunks, outputs(encoder, chunks), strict=True):
        n = len(chunk.words)
        total += n
        labels = encoder.labels
        for head, gold in (("upos", chunk.upos), ("xpos", chunk.xpos)):
            right[head] += sum(labels[head][k] == g for k, g in zip(out.tags[head].argmax(-1), gold or [], strict=True))
        for k, word in enumerate(chunk.words):
            rule = labels["lemma"][int(out.tags["lemma"][k].argmax())]
            right["lemma"] += lemmas.apply(word, rule, keep_case=False) == lemmas.apply(
                word, (chunk.lemma or [])[k], keep_case=False
            )
        heads = np.zeros(n, dtype=np.int64)
        bounds = [k for k in range(n) if k == 0 or (chunk.sentence or [])[k] != (chunk.sentence or [])[k - 1]]
        for a, b in zip(bounds, [*bounds[1:], n], strict=True):
            index = np.array([0, *range(a + 1, b + 1)])
            local = trees.decode(out.arcs[np.ix_(index, index)])[1:]
            heads[a:b] = np.where(local == 0, 0, local + a)
        deps = encoder.score_at("deps", out.left["label"][1:], out.right["label"][heads]).argmax(-1)
        for k in range(n):
            good = heads[k] == (chunk.heads or [])[k]
            right["uas"] += good
            right["las"] += good and labels["deps"][deps[k]] == (chunk.deps or [])[k]
    for measure in ("upos", "xpos", "lemma", "uas", "las"):
        yield name, measure.upper() if measure != "lemma" else "lemma", 100 * right[measure] / total, total


class _Steady(random.Random):
    """Chunks of one length, so that figures do not depend on a seed."""

    def choice(self, seq):  # type: ignore[no-untyped-def]  # noqa: ARG002 - what random.Random has
        return 120


def entity_scores(encoder: Encoder, name: str, chunks: list[data.Chunk], kinds: set[str]) -> Iterator[Score]:
    """Exact-span F1 over the types that the set marks, together and each."""
    counts: dict[str, list[int]] = {k: [0, 0, 0] for k in [*sorted(kinds), "all"]}
    for chunk, out in zip(chunks, outputs(encoder, chunks), strict=True):
        tags = [encoder.labels["entity"][i] for i in best_path(out.tags["entity"], encoder.labels["entity"], {0})]
        gold = [next(iter(t)) if len(t) == 1 else "O" for t in chunk.entities or []]
        guessed = {s for s in _spans(tags) if s[2] in kinds}
        wanted = {s for s in _spans(gold) if s[2] in kinds}
        for kind, row in counts.items():
            g = {s for s in guessed if kind in {s[2], "all"}}
            w = {s for s in wanted if kind in {s[2], "all"}}
            row[0] += len(g & w)
            row[1] += len(g)
            row[2] += len(w)
    for kind, (t, g, w) in counts.items():
        yield name, f"{kind} F1", f1(t, g, w), w


def _spans(tags: list[str]) -> set[tuple[int, int, str]]:
    found, start = set(), None
    for i, tag in enumerate([*tags, "O"]):
        if start is not None and not (tag.startswith("I-") and tag[2:] == tags[start][2:]):
            found.add((start, i, tags[start][2:]))
            start = None
        if tag.startswith("B-") or (tag.startswith("I-") and start is None):
            start = i
    return found


def speech_scores(encoder: Encoder, path: Path) -> Iterator[Score]:
    """Exact F1 of cues, sources and contents (hulls), each as the set of distinct spans of a chunk."""
    component = VariorumEn(encoder)
    counts = {k: [0, 0, 0] for k in ("source", "cue", "content")}
    linked = [0, 0, 0]
    chunks = list(data.polnear_chunks(path, random.Random(0), keep_empty=1.0))
    for chunk, out in zip(chunks, outputs(encoder, chunks), strict=True):
        piece = _piece(len(chunk.words))
        found = list(component._attributions(piece, out))
        ends = _cue_ends(chunk)
        gold = {
            "cue": {(p.cue, ends[p.cue]) for p in chunk.pointers},
            "source": {(p.source[0], p.source[1] + 1) for p in chunk.pointers if p.source},
            "content": {(p.content[0], p.content[1] + 1) for p in chunk.pointers if p.content},
        }
        mine = {
            "cue": {a.cue for a in found},
            "source": {a.source for a in found if a.source},
            "content": {a.content for a in found},
        }
        for k, row in counts.items():
            row[0] += len(gold[k] & mine[k])
            row[1] += len(mine[k])
            row[2] += len(gold[k])
        whole = {
            (
                (p.cue, ends[p.cue]),
                p.source and (p.source[0], p.source[1] + 1),
                p.content and (p.content[0], p.content[1] + 1),
            )
            for p in chunk.pointers
        }
        guess = {(a.cue, a.source, a.content) for a in found}
        linked = [linked[0] + len(whole & guess), linked[1] + len(guess), linked[2] + len(whole)]
    for k, (t, g, w) in counts.items():
        yield "PolNeAR dev", f"{k} F1", f1(t, g, w), w
    yield "PolNeAR dev", "source, cue and content all right, F1", f1(*linked), linked[2]


def _cue_ends(chunk: data.Chunk) -> dict[int, int]:
    ends = {}
    cues = chunk.cues or []
    for i, tag in enumerate(cues):
        if tag == "B-cue":
            j = i + 1
            while j < len(cues) and cues[j] == "I-cue":
                j += 1
            ends[i] = j
    return ends


def _piece(n: int):  # type: ignore[no-untyped-def]
    from variorum_en.component import Piece

    return Piece(list(range(n)), frozenset({0}), [False] * n)


def happening_scores(encoder: Encoder, name: str, chunks: list[data.Chunk]) -> Iterator[Score]:
    """Word-level F1 of triggers, harm words, and roles given gold anchors."""
    rows = {k: [0, 0, 0] for k in ("trigger", "trigger with type", "harm word", "role")}
    actual = [0, 0]
    for chunk, out in zip(chunks, outputs(encoder, chunks), strict=True):
        labels = encoder.labels
        kind = [labels["type"][k] for k in out.tags["type"].argmax(-1)]
        outcome = [labels["outcome"][k] for k in out.tags["outcome"].argmax(-1)]
        for k in range(len(chunk.words)):
            g, m = (chunk.types or [])[k], kind[k]
            _tally(rows["trigger"], g != "none", m != "none", g != "none" and m != "none")
            _tally(rows["trigger with type"], g != "none", m != "none", g == m != "none")
            g, m = (chunk.outcomes or [])[k], outcome[k]
            _tally(rows["harm word"], g != "none", m != "none", g == m != "none")
            if (chunk.actual or [])[k] >= 0:
                actual[0] += int(out.tags["actual"][k].argmax() == (chunk.actual or [])[k])
                actual[1] += 1
        if not chunk.anchors:
            continue
        chosen = encoder.roles(out, np.array([i for i, _, _ in chunk.anchors])).argmax(-1)
        for r, (i, _, arguments) in enumerate(chunk.anchors):
            for k in range(len(chunk.words)):
                if k != i:
                    g, m = arguments.get(k, "none"), labels["role"][chosen[r, k]]
                    _tally(rows["role"], g != "none", m != "none", g == m != "none")
    for k, row in rows.items():
        yield name, f"{k} F1 (words)", f1(row[0], row[1], row[2]), row[2]
    yield name, "took place or not, accuracy", 100 * actual[0] / max(1, actual[1]), actual[1]


def mention_scores(encoder: Encoder, name: str, chunks: list[data.Chunk]) -> Iterator[Score]:
    """F1 of pairs of mentions of one report, apart for those of one chunk and those of two."""
    reports: dict[str | None, list[tuple[data.Chunk, Output]]] = {}
    for chunk, out in zip(chunks, outputs(encoder, chunks), strict=True):
        reports.setdefault(chunk.group, []).append((chunk, out))
    rows = {"in a chunk": [0, 0, 0], "between chunks": [0, 0, 0]}
    for parts in reports.values():
        mentions, words, filled = [], [], []
        for n, (chunk, out) in enumerate(parts):
            anchors = sorted(chunk.anchors, key=lambda a: a[0])
            if anchors:
                at = np.array([i for i, _, _ in anchors])
                words.append(out.words[at])
                filled.append(fillers(encoder.roles(out, at), out.words))
                mentions += [((chunk.begins or 0) + i, n, frozenset(happenings)) for i, happenings, _ in anchors]
        if not mentions:
            continue
        numbers = np.array([number for number, _, _ in mentions])
        scores = encoder.compare(np.concatenate(words), numbers, np.concatenate(filled))
        for x, (_, mine, happenings) in enumerate(mentions):
            for y, (_, theirs, others) in enumerate(mentions[:x]):
                wanted, guessed = bool(happenings & others), bool(scores[x, y] > 0)
                _tally(rows["in a chunk" if mine == theirs else "between chunks"], wanted, guessed, wanted and guessed)
    for kind, row in rows.items():
        yield name, f"pairs of mentions {kind} F1", f1(*row), row[2]


def coreference_scores(encoder: Encoder, path: Path) -> Iterator[Score]:
    """Cross-document coreference of gold mentions within gold topics."""
    found, count = coreference.scores(encoder, path)
    for name, value in found.items():
        yield "ECB+ dev, gold mentions and topics", f"{name} F1", value, count


def _tally(row: list[int], wanted: bool, guessed: bool, right: bool) -> None:
    row[0] += right
    row[1] += guessed
    row[2] += wanted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=variorum_en.WEIGHTS)
    parser.add_argument("--write", type=Path, help="a Markdown file whose block between the model markers is replaced")
    a = parser.parse_args()
    encoder = Encoder(a.weights, threads=2)
    corpus = data.load(a.data, Path(__file__).parent / "sentences")
    ewt = list(data.treebank_chunks(corpus.ewt_dev, "EWT dev", _Steady()))
    scores: list[Score] = [
        *syntax_scores(encoder, "EWT dev", corpus.ewt_dev),
        *syntax_scores(encoder, "GUM news held aside", corpus.gum_news_dev),
        *entity_scores(encoder, "UNER EWT dev", ewt, {"PER", "ORG", "LOC"}),
        *entity_scores(encoder, "re3d, a third by document", corpus.re3d_dev, set(data.ENTITIES)),
        *entity_scores(encoder, "CrossNER politics dev", corpus.crossner_dev, {"PER", "ORG", "LOC"}),
        *speech_scores(encoder, corpus.polnear_dev),
        *happening_scores(encoder, "labelled sentences dev", corpus.own_dev),
        *mention_scores(encoder, "labelled sentences dev", corpus.own_dev),
        *happening_scores(encoder, "labelled news dev", corpus.labelled_dev),
        *mention_scores(encoder, "labelled news dev", corpus.labelled_dev),
        *coreference_scores(encoder, a.data / "ecb_plus/dev.jsonl.gz"),
    ]
    lines = ["| set | measure | score | items |", "| --- | --- | ---: | ---: |"]
    lines += [f"| {name} | {measure} | {value:.1f} | {n} |" for name, measure, value, n in scores]
    print("\n".join(lines))
    if a.write:
        text = a.write.read_text(encoding="utf-8")
        begin, end = "<!-- model scores: begin -->", "<!-- model scores: end -->"
        head, rest = text.split(begin, 1)
        a.write.write_text(f"{head}{begin}\n" + "\n".join(lines) + f"\n{end}{rest.split(end, 1)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
