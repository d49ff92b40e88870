"""
Label the syntax of chunks that have none with a parser that was trained on the treebanks alone.

A network that learns syntax from treebanks and all else from news forgets how to parse news: nothing holds it to it
there. What the parser says of those chunks does, though it is not always right.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch

from data import Chunk
from net import Net
from variorum_en import trees
from variorum_en.component import AFTER_STOP, ELSEWHERE
from variorum_en.encoding import WordPieces, collate

BATCH = 16


def add_syntax(net: Net, pieces: WordPieces, chunks: Sequence[Chunk]) -> None:
    """Fill in tags, lemma scripts, sentences, heads and relations of the *chunks* that have none."""
    lacking = sorted((c for c in chunks if c.heads is None), key=lambda c: len(c.words))
    for start in range(0, len(lacking), BATCH):
        some = lacking[start : start + BATCH]
        t = {k: torch.from_numpy(v) for k, v in collate([pieces.chunk(c.words, c.breaks) for c in some]).items()}
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            w = net.words(t["ids"], t["mask"], t["cases"], t["first"], t["last"]).float()
            tags, arcs = net.split_tags(net.tag(w)), net.arcs(w).float().numpy()
            left, right = net.left["label"](w), net.right["label"](w)
        for b, chunk in enumerate(some):
            n = len(chunk.words)
            best = {k: tags[k][b, 1 : n + 1].argmax(-1).tolist() for k in ("upos", "xpos", "lemma")}
            for name, values in best.items():
                labels = getattr(net.labels, name)
                setattr(chunk, name, [labels[i] for i in values])
            begin = tags["sentence"][b, 1 : n + 1].float()
            starts = _starts(chunk, (begin[:, 1] - begin[:, 0]).tolist())
            heads = np.zeros(n, dtype=np.int64)
            sentence = [0] * n
            for number, (a, e) in enumerate(zip(starts, [*starts[1:], n], strict=True)):
                index = np.array([0, *range(a + 1, e + 1)])
                local = trees.decode(arcs[b][np.ix_(index, index)])[1:]
                heads[a:e] = np.where(local == 0, 0, local + a)
                sentence[a:e] = [number] * (e - a)
            at = torch.from_numpy(heads)
            with torch.no_grad():
                deps = net.pairs["deps"].at(left[b, 1 : n + 1].float(), right[b, at].float()).argmax(-1).tolist()
            chunk.heads = heads.tolist()
            chunk.deps = ["root" if h == 0 else net.labels.deps[d] for h, d in zip(heads, deps, strict=True)]
            chunk.sentence = sentence


def _starts(chunk: Chunk, begin: Sequence[float]) -> list[int]:
    """Cut into sentences as the pipeline does at run time."""
    starts, stop = [0], False
    for k in range(1, len(chunk.words)):
        before = chunk.words[k - 1]
        stop = before in {".", "!", "?", "…"} or (stop and before in {'"', "'", "”", "’", ")", "]"})
        if k in chunk.breaks or begin[k] > (AFTER_STOP if stop else ELSEWHERE):
            starts.append(k)
    return starts
