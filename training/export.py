"""
Turn a trained network into the weights of the package `variorum-en`.

    python training/export.py [--work training/work] [--to packages/variorum-en/src/variorum_en/weights]

Writes `encoder.onnx` (int8: pieces in, tag logits and arc scores and the vectors that pair heads compare out),
`comparison.onnx` (which mentions of a report name one happening), `pairs.npz` (the pair heads' weights, and how mention
vectors are compared), `labels.json` and `tokenizer.json`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from net import ENCODER, Net, load_net
from variorum_en.encoder import SIDES

INPUTS = ("ids", "mask", "cases", "first", "last")
OUTPUTS = (
    "tags",
    "arcs",
    "label_left",
    "label_right",
    "pointer_left",
    "pointer_right",
    "role_left",
    "role_right",
    "same_left",
    "same_right",
    "mentions",
    "words",
)


class Exported(nn.Module):
    """The part of the network that runs on every word."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, mask: Tensor, cases: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        w = self.net.words(ids, mask, cases, first, last)
        sides = [side[name](w) for name in SIDES for side in (self.net.left, self.net.right)]
        return (self.net.tag(w), self.net.arcs(w), *sides, self.net.mentions(w), w)


def export_encoder(net: Net, path: Path) -> None:
    """Write the graph that runs on every word, in full precision."""
    example = (
        torch.randint(1000, 20000, (2, 12)),
        torch.ones(2, 12, dtype=torch.long),
        torch.ones(2, 12, dtype=torch.long),
        torch.arange(9).repeat(2, 1),
        torch.arange(9).repeat(2, 1),
    )
    batch, pieces, words = "batch", "pieces", "words"
    axes = {name: {0: batch, 1: pieces if name in INPUTS[:3] else words} for name in (*INPUTS, *OUTPUTS)}
    axes["arcs"] = {0: batch, 1: words, 2: words}
    with torch.no_grad():
        torch.onnx.export(
            Exported(net), example, str(path), input_names=list(INPUTS), output_names=list(OUTPUTS),
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip


def export_comparison(net: Net, path: Path) -> None:
    """Write the graph that compares the mentions of a report."""
    inputs = ["words", "at", "fillers"]
    hidden, roles = net.comparison.hidden, net.comparison.roles
    with torch.no_grad():
        torch.onnx.export(
            net.comparison, (torch.randn(3, hidden), torch.arange(3), torch.rand(3, roles, hidden + 1)), str(path),
            input_names=inputs, output_names=["same"], dynamic_axes={name: {0: "n"} for name in inputs},
            opset_version=17, dynamo=False,
        )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    parser.add_argument("--to", type=Path, default=Path("packages/variorum-en/src/variorum_en/weights"))
    a = parser.parse_args()
    a.to.mkdir(parents=True, exist_ok=True)
    net = load_net(a.work / "net.pt")
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        export_encoder(net, plain)
        # The bilinear weight has three axes, which the quantised product does not take.
        bilinear = [n.name for n in onnx.load(plain).graph.node if n.name.startswith("/arc/")]
        quantize_dynamic(
            plain, a.to / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True,
            nodes_to_exclude=bilinear,
        )  # fmt: skip
    onnx.checker.check_model(str(a.to / "encoder.onnx"))
    export_comparison(net, a.to / "comparison.onnx")
    arrays = {
        name: module.weight.detach().numpy().astype(np.float16)
        for name, module in net.pairs.items()
        if name != "propbank"
    }
    arrays["likeness"] = net.likeness.detach().numpy()
    np.savez_compressed(a.to / "pairs.npz", **arrays)
    (a.to / "labels.json").write_text(json.dumps(net.labels.asdict(), indent=1) + "\n", encoding="utf-8")
    shutil.copyfile(ENCODER / "tokenizer.json", a.to / "tokenizer.json")
    for path in sorted(a.to.iterdir()):
        print(f"{path.name} {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
