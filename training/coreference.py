"""
Cross-document coreference of events on ECB+: cluster gold mentions by their vectors and words, score with CoNLL F1.

    python training/coreference.py --data DIR

Documents are grouped by topic as the data has them, and a topic's by their words into the two stories that ECB+ has of
each; mentions are given. A pair of mentions is scored by a logistic regression on what the model and the words say of
it, and clustered by average linkage. The regression that scores a topic is fitted on the other development topics: on
those of the training portion the vectors know the answers.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.optimize import linear_sum_assignment

import variorum_en
from variorum_en import lemmas
from variorum_en.encoder import Encoder

CUT = 0.8
"""The largest mean distance within a cluster: singletons abound, so that doubt is to be decided for one event."""

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Mention:
    """An event mention: its chain, its document's topic, its lemma, vector and words, and the words around it."""

    chain: str
    topic: int
    doc: str
    lemma: str
    vector: Floats
    words: frozenset[str]
    near: dict[str, float]
    page: dict[str, float]
    story: int = 0


def load(encoder: Encoder, path: Path) -> list[Mention]:
    """Read the mentions of the sentences that are fully annotated."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    pages = [Counter(w.lower() for w in r["tokens"] if w.isalpha() and len(w) > 2) for r in records]
    seen = Counter(w for page in pages for w in page)
    rare = {w: math.log(len(pages) / n) for w, n in seen.items()}
    found = []
    for record, page in zip(records, pages, strict=True):
        checked = set(record["coref_sentences"])
        kept = [i for i, s in enumerate(record["sent"]) if s in checked]
        place = {i: k for k, i in enumerate(kept)}
        words = [record["tokens"][i] for i in kept]
        [out] = encoder.run([encoder.pieces.chunk(words)])
        named: dict[str, str] = {}
        for relation in record["relations"]:
            across = relation["type"] == "CROSS_DOC_COREF"
            named |= dict.fromkeys(
                relation["src"], relation["note"] if across else f"{record['doc_id']} {relation['id']}"
            )
        whole = _unit({w: n * rare[w] for w, n in page.items()})
        for mention in record["mentions"]:
            if not mention["type"].startswith(("ACTION", "NEG")) or not all(i in place for i in mention["tok"]):
                continue
            head = place[mention["tok"][-1]]
            rule = encoder.labels["lemma"][int(out.tags["lemma"][head].argmax())]
            sentence = record["sent"][mention["tok"][0]]
            around = [w.lower() for w, s in zip(record["tokens"], record["sent"], strict=True) if s == sentence]
            near = _unit({w: n * rare[w] for w, n in Counter(around).items() if w in rare})
            lemma = lemmas.apply(words[head], rule, keep_case=False).lower()
            chain = str(named.get(mention["m"], f"{record['doc_id']} m{mention['m']}"))
            vector = out.mentions[head].astype(np.float64)
            own = frozenset(record["tokens"][i].lower() for i in mention["tok"])
            found.append(Mention(chain, record["topic"], record["doc_id"], lemma, vector, own, near, whole))
    return _with_stories(found)


def _with_stories(mentions: list[Mention]) -> list[Mention]:
    """Part each topic's documents in two by their words, by Ward's method, which leaves no odd one by itself."""
    pages: dict[int, dict[str, dict[str, float]]] = defaultdict(dict)
    for mention in mentions:
        pages[mention.topic][mention.doc] = mention.page
    story: dict[str, int] = {}
    for docs in pages.values():
        words = sorted({word for page in docs.values() for word in page})
        points = np.array([[page.get(word, 0.0) for word in words] for page in docs.values()])
        labels = fcluster(linkage(points, "ward"), 2, "maxclust") if len(docs) > 1 else [1]
        story |= dict(zip(docs, map(int, labels), strict=True))
    return [replace(m, story=story[m.doc]) for m in mentions]


def _unit(weights: dict[str, float]) -> dict[str, float]:
    size = math.sqrt(sum(v * v for v in weights.values())) or 1.0
    return {w: v / size for w, v in weights.items()}


def _cosine(a: dict[str, float], b: dict[str, float]) -> float:
    if len(a) > len(b):
        a, b = b, a
    return sum(v * b.get(w, 0.0) for w, v in a.items())


def observe(encoder: Encoder, a: Mention, b: Mention) -> list[float]:
    """Say what the model and the words have on a pair."""
    scale, shift = encoder.likeness
    alike = float(scale * (a.vector @ b.vector) + shift)
    same = float(a.lemma == b.lemma)
    near, page = _cosine(a.near, b.near), _cosine(a.page, b.page)
    told = float(a.story == b.story)
    shared = len(a.words & b.words) / math.sqrt(len(a.words) * len(b.words))
    words = [
        same,
        near,
        page,
        same * near,
        same * page,
        told,
        told * same,
        told * near,
        float(a.words == b.words),
        shared,
    ]
    return [1.0, alike, alike * page, alike * same, alike * told, alike * told * same, *words]


def fit(rows: Floats, answers: Floats, *, ridge: float = 1.0) -> Floats:
    """Fit a logistic regression by Newton's method."""
    weight = np.zeros(rows.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(rows @ weight, -30, 30)))
        step = np.linalg.solve(
            (rows * (p * (1 - p))[:, None]).T @ rows + ridge * np.eye(len(weight)),
            rows.T @ (answers - p) - ridge * weight,
        )
        weight += step
        if np.abs(step).max() < 1e-6:
            break
    return weight


def cluster(probabilities: Floats, count: int) -> npt.NDArray[np.int64]:
    """Cluster by average linkage of 1 - probability, cut at `CUT`."""
    if count < 2:
        return np.ones(count, dtype=np.int64)
    return fcluster(linkage(1 - probabilities, "average"), CUT, "distance")  # type: ignore[no-any-return]


Clusters = list[frozenset[int]]


def conll(gold: Clusters, mine: Clusters) -> dict[str, float]:
    """Give the F1 of MUC, B-cubed and CEAF-e, and their mean, the CoNLL score (Pradhan et al. 2014)."""
    scores = {"MUC": _f1(_muc(mine, gold), _muc(gold, mine)), "B-cubed": _f1(_cubed(mine, gold), _cubed(gold, mine))}
    table = np.array([[2 * len(g & m) / (len(g) + len(m)) for m in mine] for g in gold])
    total = float(table[linear_sum_assignment(-table)].sum())
    scores["CEAF-e"] = _f1(total / len(mine), total / len(gold))
    scores["CoNLL"] = sum(scores.values()) / 3
    return scores


def _f1(p: float, r: float) -> float:
    return 200 * p * r / (p + r) if p + r else 0.0


def _of(clusters: Clusters) -> dict[int, frozenset[int]]:
    return {i: c for c in clusters for i in c}


def _muc(left: Clusters, right: Clusters) -> float:
    of = _of(right)
    links = sum(len(c) - 1 for c in left)
    return sum(len(c) - len({of[i] for i in c}) for c in left) / links if links else 0.0


def _cubed(left: Clusters, right: Clusters) -> float:
    of = _of(right)
    total = sum(len(c) for c in left)
    return sum(len(c & of[i]) / len(c) for c in left for i in c) / total


def scores(encoder: Encoder, path: Path) -> tuple[dict[str, float], int]:
    """Score the clustering of all topics of *path*, each with the others' weights; and count the mentions."""
    mentions = load(encoder, path)
    topics: dict[int, list[int]] = defaultdict(list)
    for i, mention in enumerate(mentions):
        topics[mention.topic].append(i)
    pairs = {t: list(combinations(some, 2)) for t, some in topics.items()}
    rows = {
        t: np.array([observe(encoder, mentions[a], mentions[b]) for a, b in p]).reshape(len(p), -1)
        for t, p in pairs.items()
    }
    answers = {t: np.array([float(mentions[a].chain == mentions[b].chain) for a, b in p]) for t, p in pairs.items()}
    gold: dict[str, set[int]] = defaultdict(set)
    for i, mention in enumerate(mentions):
        gold[mention.chain].add(i)
    mine: Clusters = []
    for topic, some in sorted(topics.items()):
        rest = [t for t in topics if t != topic and len(pairs[t])]
        weight = fit(np.vstack([rows[t] for t in rest]), np.concatenate([answers[t] for t in rest]))
        found = cluster(1 / (1 + np.exp(-np.clip(rows[topic] @ weight, -30, 30))), len(some))
        mine += _sets(some, found)
    return conll([frozenset(c) for c in gold.values()], mine), len(mentions)


def _sets(some: Sequence[int], labels: npt.NDArray[np.int64]) -> Clusters:
    groups: dict[int, set[int]] = defaultdict(set)
    for i, label in zip(some, labels, strict=True):
        groups[int(label)].add(i)
    return [frozenset(g) for g in groups.values()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=variorum_en.WEIGHTS)
    a = parser.parse_args()
    found, count = scores(Encoder(a.weights, threads=2), a.data / "ecb_plus/dev.jsonl.gz")
    print(count, "mentions", {k: round(v, 1) for k, v in found.items()})


if __name__ == "__main__":
    main()
