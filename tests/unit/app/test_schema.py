import json
from pathlib import Path

import pytest

from variorum.app.schema import SCHEMAS

PUBLISHED = Path(__file__).parents[3] / "docs" / "reference"


@pytest.mark.parametrize("name", SCHEMAS)
def test_published_schema_is_current(name: str) -> None:
    """The schemas in the documentation are those that the program prints; `just schema` writes them."""
    published = (PUBLISHED / f"{name}.schema.json").read_text(encoding="utf-8")
    assert json.loads(published) == json.loads(json.dumps(SCHEMAS[name]()))
