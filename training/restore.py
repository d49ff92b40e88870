"""
Turn the committed weights back into a network that training can go on from.

    python training/restore.py [--from packages/variorum-en/src/variorum_en/weights] [--to training/work/net.pt]

The weights are int8, so that what comes back is what they stand for, not what was trained; exported again it reads as
they do. The head that no report needs (PropBank's arguments) is not among them and begins anew.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper

from export import export_comparison, export_encoder
from net import Labels, Net

WEIGHTS = Path(__file__).parent.parent / "packages/variorum-en/src/variorum_en/weights"


def constants(path: Path) -> dict[str, npt.NDArray[np.float32]]:
    """Give the constants of a graph by name, those that are int8 as the numbers that they stand for."""
    found = {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(path).graph.initializer}
    plain = {}
    for name, values in found.items():
        base = name.removesuffix("_quantized")
        if base != name:
            scale, zero = (found[base + end].astype(np.float32) for end in ("_scale", "_zero_point"))
            plain[base] = (values.astype(np.float32) - zero) * scale  # a scale a column, or one for all
        elif not name.endswith(("_scale", "_zero_point")):
            plain[name] = values
    return plain


def fill(net: Net, probe: Path, weights: Path) -> set[str]:
    """Set the parameters of a network from a graph of it; *probe* is the same graph of the parameters as they are."""
    parameters = dict(net.named_parameters())
    known: dict[bytes, tuple[str, bool]] = {}
    for name, parameter in parameters.items():
        array = parameter.detach().numpy()
        known[array.T.tobytes()] = name, True
        known[array.tobytes()] = name, False
    values = constants(weights)
    found = {
        constant: known[array.tobytes()] for constant, array in constants(probe).items() if array.tobytes() in known
    }
    with torch.no_grad():
        for constant, (name, turned) in found.items():
            shape = tuple(parameters[name].shape)
            array = values[constant].reshape(shape[::-1]).T if turned else values[constant].reshape(shape)
            parameters[name].copy_(torch.from_numpy(np.ascontiguousarray(array)))
    return {name for name, _ in found.values()}


def restore(weights: Path) -> Net:
    """Make a network of exported weights."""
    net = Net(Labels(**json.loads((weights / "labels.json").read_text(encoding="utf-8")))).eval()
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.normal_()  # no two alike, so that a constant of the graph tells whose it is
    pairs = np.load(weights / "pairs.npz")
    with tempfile.TemporaryDirectory() as folder:
        encoder, comparison = Path(folder) / "encoder.onnx", Path(folder) / "comparison.onnx"
        export_encoder(net, encoder)
        export_comparison(net, comparison)
        filled = fill(net, encoder, weights / encoder.name) | fill(net, comparison, weights / comparison.name)
    with torch.no_grad():
        for name, module in net.pairs.items():
            if name in pairs:
                module.weight.copy_(torch.from_numpy(pairs[name].astype(np.float32)))
                filled.add(f"pairs.{name}.weight")
            else:
                module.weight.normal_(std=0.01)
        net.likeness.copy_(torch.from_numpy(pairs["likeness"]))
        for name, parameter in net.named_parameters():
            if name not in {*filled, "likeness", "pairs.propbank.weight"}:
                if not name.startswith("encoder.pooler."):  # which nothing reads
                    raise ValueError(f"{weights} does not tell {name}")
                parameter.zero_()
    return net


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="weights", type=Path, default=WEIGHTS)
    parser.add_argument("--to", type=Path, default=Path("training/work/net.pt"))
    a = parser.parse_args()
    net = restore(a.weights)
    a.to.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"labels": net.labels.asdict(), "net": net.state_dict()}, a.to)


if __name__ == "__main__":
    main()
