import json
from pathlib import Path

import pytest

from variorum.web.openapi import api_description

FILE = Path(__file__).parents[3] / "web" / "openapi.json"
DOCS = Path(__file__).parents[3] / "docs" / "reference" / "api.md"
API = api_description()


def test_committed_description_is_of_this_code() -> None:
    """The description from which the pages take their types is what the server gives out."""
    assert json.loads(FILE.read_text(encoding="utf-8")) == API


@pytest.mark.parametrize("path", sorted(API["paths"]))
def test_routes_are_described(path: str) -> None:
    """Each address has words for people, its own name for programs, and says how it refuses."""
    for operation in API["paths"][path].values():
        assert operation["description"]
        assert operation["operationId"]
        assert "application/problem+json" in operation["responses"]["default"]["content"]
        assert all(
            parameter.get("description") or parameter["in"] == "path" or len(parameter["name"]) > 3
            for parameter in operation.get("parameters", [])
        )


def test_operation_names_are_unique() -> None:
    """No two routes share the name that programs call them by."""
    names = [operation["operationId"] for operations in API["paths"].values() for operation in operations.values()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("path", sorted({path.removeprefix("/api/v1").split("/{")[0] for path in API["paths"]}))
def test_page_names_every_route(path: str) -> None:
    """The reference page of the API names each address."""
    assert path in DOCS.read_text(encoding="utf-8")


def test_all_fields_of_answers_are_required() -> None:
    """An answer has all of its fields, whatever they hold."""
    answers = {name: s for name, s in API["components"]["schemas"].items() if name.endswith(("List", "Page", "Row"))}
    assert answers
    for schema in answers.values():
        assert sorted(schema["required"]) == sorted(schema["properties"])
