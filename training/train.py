"""
Train `variorum-en`: every head at once, on a mixture of chunks from all sets.

    python training/train.py --data DIR --work training/work/parser --syntax-only
    python training/train.py --data DIR --parser training/work/parser/net.pt
    python training/train.py --data DIR --work training/work/further --begin training/work/net.pt \
        --parser training/work/net.pt

Begins from the published encoder. Writes `net.pt` eight times; `export.py` turns it into the package's weights and
`evaluate.py` measures them.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

import data
import silver
from net import ENCODER, Labels, Net, load_net
from variorum_en.encoder import TAG_HEADS
from variorum_en.encoding import CASES, WordPieces, case_of, collate

PASSES = {
    "ewt": 7,
    "gum": 6,
    "polnear": 2.5,
    "re3d": 5,
    "crossner": 6,
    "wikigold": 4,
    "own": 6,
    "long": 8,
    "whole": 8,
    "news": 8,
    "ecb": 6,
}
"""How often each set is seen."""

FURTHER_PASSES = {
    "ewt": 3, "gum": 2.5, "polnear": 0.7, "re3d": 2, "crossner": 1, "wikigold": 1, "own": 2, "long": 6, "whole": 6,
    "news": 6, "ecb": 2,
}  # fmt: skip
"""The same for a run that goes on from what a run before has learnt."""

SYNTAX_PASSES = {"ewt": 3, "gum": 3}
"""The same for the parser that labels the syntax of the other sets."""

RATES = {"encoder": 1.5e-4, "heads": 1e-3}
"""Peak learning rates; both rise over a twentieth of the run and then fall to nothing."""

DECAY, AVERAGE_EVERY = 0.998, 5
"""Of the running average of the weights, a step, and the steps after which it is brought up to date; it is kept."""

WEIGHTS = {
    "type": 1.5,
    "entity": 1.5,
    "actual": 0.5,
    "outcome": 0.7,
    "xpos": 0.7,
    "lemma": 0.5,
    "sentence": 0.5,
    "predicate": 0.3,
    "mention": 0.5,
}
"""Weights of the heads' losses; heads that are not named weigh 1."""

BATCH_PIECES = 1800
POOL = 400
"""Chunks that are laid out together; within a pool, chunks of one group share a batch."""

IGNORE = -100

LOWER, TITLE, UPPER, MIXED, INITIAL = (CASES.index(name) for name in ("lower", "title", "upper", "mixed", "initial"))


def disguise(chunk: data.Chunk, rng: random.Random) -> tuple[frozenset[int], list[int]]:
    """
    Vary what a careless outlet varies: capitals throughout, no capitals, titles in capitals, lost line ends.

    The vocabulary is uncased, so that the words stay: given are the words that begin a paragraph, and the case codes.
    Most of the labelled wires came by telex, in capitals; they are mostly given the case that they were written in.
    """
    words = chunk.words
    breaks = chunk.breaks if rng.random() < 0.9 else frozenset({0})
    cases = [case_of(w) for w in words]
    roll = rng.random()
    if chunk.entities is not None and LOWER not in cases and rng.random() < 0.7:
        cases = restored(chunk, cases)
    elif roll < 0.10:
        cases = [UPPER if c in {LOWER, TITLE, MIXED} else c for c in cases]
    elif roll < 0.14:
        cases = [LOWER if c in {TITLE, UPPER, MIXED, INITIAL} else c for c in cases]
    elif roll < 0.18:
        cases = [TITLE if c == LOWER and len(w) > 3 else c for c, w in zip(cases, words, strict=True)]
    return breaks, cases


def restored(chunk: data.Chunk, cases: list[int]) -> list[int]:
    """Give the case codes of a chunk in capitals as they are elsewhere: names and first words begin with a capital."""
    assert chunk.entities is not None
    out = []
    for i, (word, case, tags) in enumerate(zip(chunk.words, cases, chunk.entities, strict=True)):
        begins = i in chunk.breaks or chunk.words[i - 1] in {".", "?", "!", "--", "]"}
        kinds = set() if "O" in tags else {tag[2:] for tag in tags}
        if case not in {UPPER, MIXED, INITIAL}:
            out.append(case)
        elif kinds & {"ORG"} and len(word) <= 6 and _is_alone(chunk.entities, i):  # most are acronyms
            out.append(UPPER)
        elif begins or kinds & {"PER", "ORG", "LOC", "NORP"}:
            out.append(INITIAL if len(word) == 1 else TITLE)
        else:
            out.append(LOWER)
    return out


def _is_alone(entities: list[set[str]], i: int) -> bool:
    follows = i + 1 < len(entities) and "I-ORG" in entities[i + 1] and "O" not in entities[i + 1]
    return not follows and "I-ORG" not in entities[i]


class Batches:
    """Shuffled batches of chunks of like length over a whole run."""

    def __init__(
        self, corpus: data.Corpus, labels: Labels, pieces: WordPieces, passes: dict[str, float], seed: int
    ) -> None:
        self.corpus, self.labels, self.pieces, self.passes = corpus, labels, pieces, passes
        self.rng = random.Random(seed)
        self.index = {name: {x: i for i, x in enumerate(values)} for name, values in labels.asdict().items()}

    def schedule(self) -> list[list[data.Chunk]]:
        """Lay out all batches of a run, evenly mixed over its length."""
        placed: list[tuple[float, data.Chunk]] = []
        for source, chunks in self.corpus.train.items():
            passes = self.passes[source]
            whole = int(passes)
            for n in range(whole + (passes > whole)):
                part = chunks if n < whole else self.rng.sample(chunks, int(len(chunks) * (passes - whole)))
                order = self.rng.sample(part, len(part))
                groups = {c.group: self.rng.random() * len(order) for c in order if c.group}
                placed += [
                    ((n + groups.get(c.group, i + self.rng.random()) / max(1, len(order))) / passes, c)
                    for i, c in enumerate(order)
                ]
        placed.sort(key=lambda p: p[0])
        batches: list[list[data.Chunk]] = []
        for start in range(0, len(placed), POOL):
            window = [c for _, c in placed[start : start + POOL]]
            together: dict[str, list[data.Chunk]] = {}
            alone: list[list[data.Chunk]] = []
            for chunk in window:
                if chunk.group is None:
                    alone.append([chunk])
                else:
                    together.setdefault(chunk.group, []).append(chunk)
            made: list[list[data.Chunk]] = []
            current: list[data.Chunk] = []
            for unit in sorted(
                [*alone, *together.values()], key=lambda u: max(len(c.words) for c in u) + 5 * self.rng.random()
            ):
                longest = max(len(c.words) for c in [*current, *unit])
                if current and (len(current) + len(unit)) * longest * 1.3 > BATCH_PIECES:
                    made.append(current)
                    current = []
                current = current + unit
            made.append(current)
            self.rng.shuffle(made)
            batches += made
        return batches

    def tensors(self, chunks: list[data.Chunk], *, vary: bool) -> dict[str, Tensor]:
        """Encode chunks with their labels; position 0 is the root and has none."""
        encoded = []
        for chunk in chunks:
            breaks, cases = disguise(chunk, self.rng) if vary else (chunk.breaks, None)
            encoded.append(self.pieces.chunk(chunk.words, breaks, cases))
        out = {k: torch.from_numpy(v) for k, v in collate(encoded).items()}
        size = (len(chunks), out["first"].shape[1])
        for name in (
            "upos",
            "xpos",
            "lemma",
            "cue",
            "type",
            "actual",
            "outcome",
            "sentence",
            "predicate",
            "heads",
            "deps",
        ):
            out["y_" + name] = torch.full(size, IGNORE)
        allowed = torch.ones(*size, len(self.labels.entity), dtype=torch.bool)
        entity_known = torch.zeros(size, dtype=torch.bool)
        same_sentence = torch.zeros(*size, size[1], dtype=torch.bool)
        real = torch.zeros(size, dtype=torch.bool)
        pointers: list[list[int]] = []
        propbank: list[tuple[int, int, dict[int, str], int]] = []
        roles: list[tuple[int, int, dict[int, str], int]] = []
        pairs: list[tuple[int, int, int, int]] = []
        mentions: list[tuple[int, int]] = []
        named: list[tuple[str | None, frozenset[str]]] = []
        for b, c in enumerate(chunks):
            n = len(c.words)
            real[b, : n + 1] = True
            columns = {"upos": c.upos, "xpos": c.xpos, "lemma": c.lemma, "deps": c.deps, "cue": c.cues, "type": c.types}
            columns["outcome"] = c.outcomes
            for name, values in columns.items():
                if values is not None:
                    index = self.index[name]
                    out["y_" + name][b, 1 : n + 1] = torch.tensor([index.get(v, IGNORE) for v in values])
            if c.actual is not None:
                out["y_actual"][b, 1 : n + 1] = torch.tensor(c.actual)
            if c.heads is not None and c.sentence is not None:
                out["y_heads"][b, 1 : n + 1] = torch.tensor(c.heads)
                s = torch.tensor([-1, *c.sentence])
                same_sentence[b, : n + 1, : n + 1] = s[:, None] == s[None, :]
                same_sentence[b, : n + 1, 0] = True
                starts = [int(i == 0 or c.sentence[i] != c.sentence[i - 1]) for i in range(n)]
                out["y_sentence"][b, 1 : n + 1] = torch.tensor(starts)
            if c.entities is not None:
                entity_known[b, 1 : n + 1] = True
                index = self.index["entity"]
                for i, tags in enumerate(c.entities, 1):
                    row = torch.zeros(len(self.labels.entity), dtype=torch.bool)
                    row[[index[t] for t in tags]] = True
                    allowed[b, i] = row
            if c.predicates is not None:
                out["y_predicate"][b, 1 : n + 1] = 0
                for i, arguments in c.predicates:
                    out["y_predicate"][b, i + 1] = 1
                    propbank.append((b, i + 1, {h + 1: label for label, h in arguments}, n))
            for p in c.pointers:
                source = p.source or (-1, -1)
                content = p.content or (-1, -1)
                pointers.append([b, p.cue + 1, source[0] + 1, source[1] + 1, content[0] + 1, content[1] + 1])
            for i, happenings, arguments in c.anchors:
                roles.append((b, i + 1, {j + 1: r for j, r in arguments.items()}, n))
                pairs += [
                    (b, i + 1, j + 1, int(bool(set(happenings) & set(others)))) for j, others, _ in c.anchors if j < i
                ]
            mentions += [(b, i + 1) for i, _ in c.mentions]
            named += [(c.group, names) for _, names in c.mentions]
        alike = torch.full((len(named), len(named)), -1)
        for x, (group, names) in enumerate(named):
            for y in range(x):
                if named[y][0] == group:
                    alike[x, y] = int(bool(names & named[y][1]))
        out["mentions"], out["alike"] = torch.tensor(mentions, dtype=torch.long).reshape(-1, 2), alike
        out |= {"allowed": allowed, "entity_known": entity_known, "same_sentence": same_sentence, "real": real}
        out["pointers"] = torch.tensor(pointers, dtype=torch.long).reshape(-1, 6)
        out["same"] = torch.tensor(pairs, dtype=torch.long).reshape(-1, 4)
        for name, rows in (("propbank", propbank), ("role", roles)):
            index = self.index[name]
            labels = torch.full((len(rows), size[1]), IGNORE)
            for k, (_, anchor, arguments, n) in enumerate(rows):
                labels[k, 1 : n + 1] = 0
                labels[k, anchor] = IGNORE
                for j, label in arguments.items():
                    labels[k, j] = index[label]
            out[name + "_at"] = torch.tensor([[b, i] for b, i, _, _ in rows], dtype=torch.long).reshape(-1, 2)
            out[name] = labels
        return out


def loss_of(net: Net, t: dict[str, Tensor], weight: dict[str, float]) -> tuple[Tensor, dict[str, float]]:
    """Sum the losses of all heads that the batch has labels for."""
    ce = nn.functional.cross_entropy
    w = net.words(t["ids"], t["mask"], t["cases"], t["first"], t["last"]).float()
    tags = net.split_tags(net.tag(w))
    losses: dict[str, Tensor] = {}
    for name in TAG_HEADS:
        if name == "entity":
            known = t["entity_known"]
            if known.any():
                scores = tags[name][known]
                mine = scores.masked_fill(~t["allowed"][known], -1e4)
                losses[name] = weight.get(name, 1.0) * (scores.logsumexp(-1) - mine.logsumexp(-1)).mean()
        elif (t["y_" + name] != IGNORE).any():
            losses[name] = weight.get(name, 1.0) * ce(
                tags[name].flatten(0, 1), t["y_" + name].flatten(), ignore_index=IGNORE
            )
    heads = t["y_heads"]
    if (heads != IGNORE).any():
        arcs = net.arcs(w).masked_fill(~t["same_sentence"], -1e4)
        losses["arc"] = ce(arcs.flatten(0, 1), heads.flatten(), ignore_index=IGNORE)
        where = (heads != IGNORE).nonzero(as_tuple=True)
        left = net.left["label"](w)[where]
        right = net.right["label"](w)[where[0], heads[where]]
        losses["label"] = ce(net.pairs["deps"].at(left, right), t["y_deps"][where], ignore_index=IGNORE)
    if len(t["pointers"]):
        p = t["pointers"]
        left = net.left["pointer"](w)[p[:, 0], p[:, 1]].unsqueeze(1)
        right = net.right["pointer"](w)[p[:, 0]]
        scores = net.pairs["pointer"](left, right).squeeze(2).masked_fill(~t["real"][p[:, 0]].unsqueeze(1), -1e4)
        losses["pointer"] = sum(ce(scores[:, k], p[:, 2 + k]) for k in range(4)) / 3
    for name, scale in (("propbank", 0.5), ("role", 2.0)):
        at = t[name + "_at"]
        if len(at):
            left = net.left["role"](w)[at[:, 0], at[:, 1]].unsqueeze(1)
            scores = net.pairs[name](left, net.right["role"](w)[at[:, 0]]).squeeze(2).transpose(1, 2)
            losses[name] = scale * ce(scores.flatten(0, 1), t[name].flatten(), ignore_index=IGNORE)
    if len(t["same"]):
        s = t["same"]
        score = (
            net.pairs["same"]
            .at(net.left["same"](w)[s[:, 0], s[:, 1]], net.right["same"](w)[s[:, 0], s[:, 2]])
            .squeeze(-1)
        )
        losses["same"] = nn.functional.binary_cross_entropy_with_logits(score, s[:, 3].float())
    known = t["alike"] >= 0
    if known.any():
        at = t["mentions"]
        scores = net.alike(net.mentions(w[at[:, 0], at[:, 1]]))[known]
        losses["mention"] = weight["mention"] * nn.functional.binary_cross_entropy_with_logits(
            scores, t["alike"][known].float()
        )
    return sum(losses.values(), torch.zeros(())), {k: float(v) for k, v in losses.items()}


def average_into(average: nn.Module, net: nn.Module, decay: float) -> None:
    """Bring a running average of weights up to date."""
    with torch.no_grad():
        for mine, theirs in zip(average.parameters(), net.parameters(), strict=True):
            mine.lerp_(theirs, 1 - decay)


def save(average: Net, path: Path) -> None:
    torch.save({"labels": average.labels.asdict(), "net": average.state_dict()}, path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, help="stop early, to try the code")
    parser.add_argument("--syntax-only", action="store_true", help="train the parser that labels what has no syntax")
    parser.add_argument("--parser", type=Path, help="a net.pt that labels what has no syntax")
    parser.add_argument("--begin", type=Path, help="a net.pt to go on from, at half of the rates")
    parser.add_argument("--passes", type=json.loads, help="how often each set is seen, as JSON, instead of the usual")
    a = parser.parse_args()
    a.work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(a.seed)
    np.random.seed(a.seed)
    torch.set_num_threads(2)
    corpus = data.load(a.data, Path(__file__).parent / "sentences", seed=a.seed)
    pieces = WordPieces(ENCODER / "tokenizer.json")
    net = load_net(a.begin).train() if a.begin else Net(Labels(**corpus.vocabulary()))
    usual = SYNTAX_PASSES if a.syntax_only else FURTHER_PASSES if a.begin else PASSES
    passes: dict[str, float] = a.passes or usual
    corpus.train = {name: chunks for name, chunks in corpus.train.items() if name in passes}
    batches = Batches(corpus, net.labels, pieces, passes, a.seed + bool(a.begin))
    average = copy.deepcopy(net).eval()
    encoder = [p for n, p in net.named_parameters() if n.startswith("encoder.")]
    others = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [
            {"params": encoder, "lr": RATES["encoder"] / (2 if a.begin else 1)},
            {"params": others, "lr": RATES["heads"] / (2 if a.begin else 1)},
        ],
        weight_decay=0.01,
        fused=True,
    )
    plan = batches.schedule()[: a.steps]
    total = len(plan)
    if a.parser:
        used = {id(c): c for part in plan for c in part}
        silver.add_syntax(load_net(a.parser), pieces, list(used.values()))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda i: min(1.0, (i + 1) / (0.05 * total)) * max(0.01, 1 - i / total)
    )
    began = time.time()
    recent: dict[str, list[float]] = {}
    for step, part in enumerate(plan):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss, parts = loss_of(net, batches.tensors(part, vary=True), WEIGHTS)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if step % AVERAGE_EVERY == 0:
            average_into(average, net, min(DECAY**AVERAGE_EVERY, (1 + step) / (20 + step)))
        for k, v in parts.items():
            recent.setdefault(k, []).append(v)
        if step % 50 == 49:
            means = {k: round(sum(v) / len(v), 3) for k, v in sorted(recent.items())}
            print(f"{step + 1}/{total} {time.time() - began:.0f}s {json.dumps(means)}", flush=True)
            recent.clear()
        if step and step % (total // 8 or 1) == 0:
            save(average, a.work / "net.pt")
    save(average, a.work / "net.pt")


if __name__ == "__main__":
    main()
