"""English pipeline of Variorum: ``spacy.load("variorum_en")``."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from variorum_en.component import VariorumEn
from variorum_en.encoder import Encoder

__version__ = version("variorum-en")
WEIGHTS = Path(__file__).parent / "weights"


@Language.factory(
    "variorum_en",
    default_config={"weights": None, "threads": 0},
    assigns=["token.pos", "token.tag", "token.dep", "token.head", "token.lemma", "token.is_sent_start", "doc.ents"],
)
def make_variorum_en(nlp: Language, name: str, weights: str | None, threads: int) -> VariorumEn:  # noqa: ARG001 - spaCy passes them
    """Create the component; *weights* names another folder of exported weights."""
    return VariorumEn(Encoder(Path(weights) if weights else WEIGHTS, threads=threads))


def load(*, threads: int = 0, **overrides: Any) -> Language:
    """Load the pipeline, as `spacy.load` does; *threads* 0 lets the runtime choose."""
    config = overrides.get("config") or {}
    nlp = spacy.blank("en", vocab=overrides.get("vocab", True))
    nlp.add_pipe("variorum_en", config={"threads": threads, **config.get("components", {}).get("variorum_en", {})})
    nlp.max_length = 5_000_000
    nlp.meta.update(lang="en", name="variorum_en", version=__version__, license="Apache-2.0")
    return nlp
