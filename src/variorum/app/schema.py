"""Gives the JSON Schemas of the published contracts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import msgspec

from variorum.model import Account
from variorum.model.record import Record


def account_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of an account, version 1."""
    schema = msgspec.json.schema(Account)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Variorum account, version 1",
        **schema,
    }


def record_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of a record, version 1."""
    schema = msgspec.json.schema(Record)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Variorum record, version 1",
        **schema,
    }


SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = MappingProxyType(
    {"account": account_schema, "record": record_schema}
)
