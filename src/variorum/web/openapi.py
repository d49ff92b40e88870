"""Describes the API as OpenAPI 3.1."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import msgspec
from litestar import Litestar

from variorum.app.views.dossier import Dossier


def api_description() -> dict[str, Any]:
    """Give the description of the API without a record to serve."""
    from variorum.web.application import describe

    return describe()


def described(app: Litestar) -> dict[str, Any]:
    """
    Give the description of the API that *app* serves, with what a dossier holds among the schemas.

    An answer always has all of its fields, so all are required there; of what requests carry, those without a default.
    """
    schema: dict[str, Any] = msgspec.to_builtins(app.openapi_schema.to_schema())
    schemas: dict[str, Any] = schema["components"]["schemas"]
    _, whole = msgspec.json.schema_components((Dossier,), ref_template="#/components/schemas/{name}")
    schemas |= {name: found for name, found in whole.items() if name not in schemas}
    words_of = {kind.__name__: inspect.cleandoc(kind.__doc__) for kind in _structs() if kind.__doc__}
    asked = _reached(schemas, {path: _bodies(operations) for path, operations in schema["paths"].items()})
    for name, found in schemas.items():
        if "properties" in found and name not in asked:
            found["required"] = sorted(found["properties"])
            for some in found["properties"].values():
                some.pop("default", None)
        if words := words_of.get(name):
            found["description"] = words
    for operations in schema["paths"].values():
        for operation in operations.values():
            refused = {"description": "Refused", "content": {"application/problem+json": {"schema": _PROBLEM}}}
            operation["responses"] = {**_good(operation["responses"]), "default": refused}
    return schema


_PROBLEM = {"$ref": "#/components/schemas/Problem"}


def _good(responses: dict[str, Any]) -> dict[str, Any]:
    return {status: said for status, said in responses.items() if status.startswith("2")}


def _structs(kind: type = msgspec.Struct) -> Iterator[type]:
    some: list[type] = kind.__subclasses__()
    for below in some:
        if below.__module__.startswith("variorum."):
            yield below
        yield from _structs(below)


def _bodies(operations: dict[str, Any]) -> list[Any]:
    return [o["requestBody"] for o in operations.values() if isinstance(o, dict) and "requestBody" in o]


def _reached(schemas: dict[str, Any], start: Any) -> set[str]:
    """Give the names of the schemas that *start* refers to."""
    found: set[str] = set()
    left = [start]
    while left:
        some = left.pop()
        if isinstance(some, list):
            left += some
        elif isinstance(some, dict):
            left += some.values()
            if isinstance(name := some.get("$ref"), str) and (name := name.rsplit("/", 1)[-1]) not in found:
                found.add(name)
                left.append(schemas[name])
    return found
