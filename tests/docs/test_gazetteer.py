import re
from pathlib import Path

import pytest

from variorum.knowledge import load_gazetteer

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "gazetteer.md"
ROWS = re.findall(r"^\| ([A-Z]{2}) [^|]+\| [^|]+\| ([\d,]+) \| ([\d,]+) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
WHOLE = {"AF", "BF", "CD", "IQ", "MM", "NG", "PH", "PS", "SD", "SO", "SS", "SY", "YE"}
"""Countries of which the page says that all units are there."""


def number(text: str) -> int:
    return int(text.replace(",", ""))


def test_gazetteer_documents_twenty_countries() -> None:
    """The page tells of twenty countries at least, and of none twice."""
    countries = [country for country, _, _ in ROWS]
    assert len(countries) == len(set(countries)) >= 20


@pytest.mark.parametrize(("country", "there", "here"), ROWS)
def test_gazetteer_has_the_districts_that_it_documents(country: str, there: str, here: str) -> None:
    """No country has fewer districts than the page says, and where all are said to be there, none is missing."""
    districts = sum(entry.level == "district" for entry in load_gazetteer().entries_of(country))
    assert districts >= number(here)
    assert country not in WHOLE or districts >= number(there)
