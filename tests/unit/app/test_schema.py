import json
from pathlib import Path

from variorum.app.schema import account_schema

PUBLISHED = Path(__file__).parents[3] / "docs" / "reference" / "account.schema.json"


def test_published_schema_is_current() -> None:
    """The schema in the documentation is the one that the program prints; `just schema` writes it."""
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == json.loads(json.dumps(account_schema()))
