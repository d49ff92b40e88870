"""The pipeline: a spaCy `Language` by name, and the few questions that the readers ask of its parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from variorum.errors import PipelineMissing

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_PIPELINE = "variorum_en"


def load_pipeline(name: str | None = None, *, threads: int = 0) -> Language:
    """
    Load a spaCy pipeline that has a parser and an entity recogniser.

    The default is `variorum_en`; *threads* bounds its encoder's threads, 0 leaving them to the runtime. A pipeline
    without attributions and triggers of its own gets them from the codebook's words over its parse.

    Raises:
        PipelineMissing: If the package is not installed or does not load.
        PipelineLacks: If the pipeline sets no dependency parse or no entities.
    """
    name = name or DEFAULT_PIPELINE
    if name == DEFAULT_PIPELINE:
        import variorum_en

        return variorum_en.load(threads=threads)
    import spacy

    from variorum.nlp.lexical import add_missing

    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise PipelineMissing(name=name, reason=str(error)) from error
    return add_missing(nlp)
