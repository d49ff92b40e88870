"""Examines an installation: what is there, what is missing, and what to do about it."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import variorum
from variorum.app.read import cores, make_reader
from variorum.errors import VariorumError

DISTRIBUTIONS = ("variorum-en", "spacy", "onnxruntime", "numpy", "msgspec")
INTAKE = ("trafilatura", "lxml", "pypdf", "python-docx", "feedparser", "warcio", "pyarrow", "protego")
REINSTALL = "Install variorum and variorum-en again, from the same release"


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One thing examined: what was found, and the remedy where it does not do."""

    subject: str
    found: str
    remedy: str | None = None


def examine(pipeline: str | None = None) -> Iterator[Finding]:
    """Examine the installation, quick things first; *pipeline* is the one to try, variorum-en by default."""
    yield Finding(subject="python", found=f"{platform.python_version()} on {platform.platform()}, {cores()} cores")
    yield Finding(subject="variorum", found=variorum.__version__)
    for name in DISTRIBUTIONS:
        yield _probe(name, partial(version, name), f"Install {name}")
    yield _probe("pages, PDF, archives", _intake, "Install them: pip install 'variorum[intake]'")
    yield _probe("model weights", _weights, REINSTALL)
    yield _probe("pipeline", partial(_pipeline, pipeline), "See the line above, or name another with --pipeline")
    yield _probe("gazetteer", _gazetteer, REINSTALL)
    yield _probe("actors", _actors, REINSTALL)
    yield _probe("sample reports", _samples, REINSTALL)


def _probe(subject: str, find: Callable[[], str], remedy: str) -> Finding:
    try:
        return Finding(subject=subject, found=find())
    except PackageNotFoundError:
        return Finding(subject=subject, found="not installed", remedy=remedy)
    except VariorumError as error:
        return Finding(subject=subject, found=str(error), remedy=remedy)
    except Exception as error:  # noqa: BLE001 - a broken installation breaks in any way, and this is to tell how
        return Finding(subject=subject, found=f"{type(error).__name__}: {error}", remedy=remedy)


def _intake() -> str:
    """Name the libraries that read what is no plain text, with their versions."""
    return ", ".join(f"{name} {version(name)}" for name in INTAKE)


def _weights() -> str:
    """Name the weight files of variorum-en with their sizes and the beginnings of their SHA-256 hashes."""
    package = find_spec("variorum_en")
    folders = package.submodule_search_locations if package else None
    found = []
    for file in sorted(file for folder in folders or () for file in Path(folder).rglob("*.onnx")):
        content = file.read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        found.append(f"{file.name} {len(content) / 1e6:.1f} MB sha256 {digest[:16]}")
    if not found:
        raise FileNotFoundError("variorum_en holds no *.onnx")
    return ", ".join(found)


def _pipeline(name: str | None) -> str:
    reader = make_reader(name, cores())
    return f"{name or 'variorum_en'} loads; reader {reader.version}"


def _gazetteer() -> str:
    from variorum.knowledge import load_gazetteer

    return f"{len(load_gazetteer()):,} places"


def _actors() -> str:
    from variorum.knowledge import load_actors

    load_actors()
    return "the catalogue loads"


def _samples() -> str:
    from variorum.samples import sample_paths

    return f"{len(sample_paths())}, read them with: variorum read --samples"
