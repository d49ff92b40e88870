"""
Train what compares the mentions of a report, on vectors of a network that is itself done.

    python training/comparison.py --data DIR [--work training/work] [--former training/work/net.pt]

Takes ``net.pt`` from the work folder, mixes in a former one, and puts it back with its `Comparison` trained anew. Whole
reports are few and long, so that each is cut in several ways; the network's vectors differ with the words beside them.
Prints, for reports and passages that are kept for development, the average precision over pairs of mentions in one
chunk and in two.
"""

from __future__ import annotations

import argparse
import copy
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

import data
from net import ENCODER, Comparison, Net, load_net
from train import average_into
from variorum_en.encoder import fillers
from variorum_en.encoding import WordPieces, collate

CUTS, WHOLE_CUTS, SHORTEST = 3, 5, 60
"""Ways in which a passage, or a whole report, is cut for training: as at run time, else at chance to so many words."""

FORMER = 0.4
"""Share of the former network where one is mixed in."""

EPOCHS, REPORTS_A_STEP, RATE, DECAY = 4, 8, 1e-3, 0.995


@dataclass(frozen=True)
class Mentions:
    """
    The anchors of a report.

    Vectors [n, hidden], what fills their roles [n, roles, hidden + 1], numbers of words and of chunks [n], and which
    are one [n, n].
    """

    vectors: Tensor
    fillers: Tensor
    at: Tensor
    chunk: Tensor
    same: Tensor


def read(net: Net, pieces: WordPieces, chunks: Sequence[data.Chunk]) -> Mentions | None:
    """Run the network over the chunks of one passage; None where it has fewer than two mentions."""
    found = sorted((c.begins + i, n, i, frozenset(h)) for n, c in enumerate(chunks) for i, h, _ in c.anchors)  # type: ignore[operator]
    if len(found) < 2:
        return None
    at, chunk, word = (torch.tensor([m[k] for m in found]) for k in range(3))
    same = torch.tensor([[float(bool(a & b)) for *_, b in found] for *_, a in found])
    vectors, filled = [], []
    used = chunk.unique().tolist()
    encoded = collate([pieces.chunk(chunks[n].words, chunks[n].breaks) for n in used])
    t = {name: torch.from_numpy(array) for name, array in encoded.items()}
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        every = net.words(t["ids"], t["mask"], t["cases"], t["first"], t["last"])
        for n, row in zip(used, every, strict=True):
            words = row[: len(chunks[n].words) + 1]
            mine = word[chunk == n] + 1
            roles = net.pairs["role"](net.left["role"](words[mine]), net.right["role"](words[1:]))
            vectors.append(words[mine].float())
            likely = roles.float().softmax(0).permute(1, 2, 0)
            filled.append(torch.from_numpy(fillers(likely.numpy(), words[1:].float().numpy())))
    return Mentions(torch.cat(vectors), torch.cat(filled), at, chunk, same)


def cut(name: str, passage: data.markup.Passage, rng: random.Random, ways: int) -> Iterator[list[data.Chunk]]:
    """Cut a passage as at run time and in so many other ways as make *ways*, where it is long enough."""
    yield list(data.passage_chunks(passage, name))
    if len(passage.text.split()) > SHORTEST:
        for _ in range(ways - 1):
            yield list(data.passage_chunks(passage, name, rng.randint(SHORTEST, data.PASSAGE_WORDS)))


def pair_loss(model: Comparison, report: Mentions) -> Tensor:
    """Weigh each report alike: pairs of long ones, most of them of two happenings, would drown the rest."""
    below = torch.ones_like(report.same, dtype=torch.bool).tril(-1)
    return nn.functional.binary_cross_entropy_with_logits(
        model(report.vectors, report.at, report.fillers)[below], report.same[below]
    )


def average_precision(model: Comparison, reports: Iterable[Mentions]) -> tuple[float, float]:
    """Give it for pairs in one chunk and for pairs of two."""
    scores: list[Tensor] = []
    answers: list[Tensor] = []
    apart: list[Tensor] = []
    with torch.no_grad():
        for report in reports:
            below = torch.ones_like(report.same, dtype=torch.bool).tril(-1)
            scores.append(model(report.vectors, report.at, report.fillers)[below])
            answers.append(report.same[below])
            apart.append((report.chunk[:, None] != report.chunk[None])[below])
    values = []
    for far in (False, True):
        here = torch.cat(apart) == far
        right = torch.cat(answers)[here][torch.cat(scores)[here].argsort(descending=True)]
        precision = right.cumsum(0) / torch.arange(1, len(right) + 1)
        values.append(float((precision * right).sum() / right.sum()))
    return values[0], values[1]


def mix(net: Net, former: Net) -> None:
    """Move a network back towards the one from which it went on, which has forgotten less of what it learnt first."""
    with torch.no_grad():
        for mine, theirs in zip(net.parameters(), former.parameters(), strict=True):
            mine.lerp_(theirs, FORMER)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    parser.add_argument("--former", type=Path, help="the net.pt from which it went on, to be mixed in")
    parser.add_argument("--seed", type=int, default=0)
    a = parser.parse_args()
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    net = load_net(a.work / "net.pt")
    if a.former:
        mix(net, load_net(a.former))
    pieces = WordPieces(ENCODER / "tokenizer.json")
    learnt: list[Mentions] = []
    kept: list[Mentions] = []
    for n, (name, passage, dev) in enumerate(data.marked(a.data, Path(__file__).parent / "sentences", seed=a.seed)):
        for chunks in cut(name, passage, rng, 1 if dev else WHOLE_CUTS if data.kind_of(name) == "whole" else CUTS):
            report = read(net, pieces, chunks)
            if report is not None:
                (kept if dev else learnt).append(report)
        if n % 200 == 199:
            print(f"{n + 1} passages read", flush=True)
    model = Comparison(net.encoder.config.hidden_size, len(net.labels.role) - 1)
    average = copy.deepcopy(model).eval()
    optimiser = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.05)
    steps = EPOCHS * (len(learnt) // REPORTS_A_STEP)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda i: min(1.0, (i + 1) / (0.05 * steps)) * max(0.01, 1 - i / steps)
    )
    began = time.time()
    for step in range(steps):
        loss = torch.stack([pair_loss(model, report) for report in rng.sample(learnt, REPORTS_A_STEP)]).mean()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        average_into(average, model, min(DECAY, (1 + step) / (20 + step)))
        if step % (steps // EPOCHS) == steps // EPOCHS - 1:
            near, far = average_precision(average, kept)
            print(f"{step + 1}/{steps} {time.time() - began:.0f}s in a chunk {near:.3f}, between {far:.3f}", flush=True)
    net.comparison = average
    torch.save({"labels": net.labels.asdict(), "net": net.state_dict()}, a.work / "net.pt")


if __name__ == "__main__":
    main()
