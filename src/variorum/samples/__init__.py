"""Sample reports about real public events, written by this project in its own words; none is an outlet's article."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

_FOLDER = Path(str(resources.files(__name__)))

MANIFEST: Path = _FOLDER / "manifest.csv"
"""What is known of the samples besides their text: publication date, publisher and title."""


def sample_paths() -> list[Path]:
    """List the sample reports in the order of their numbers."""
    return sorted(_FOLDER.glob("[0-9][0-9]-*.txt"))
