"""Territories whose events some data sets have under a state, and others under the territory."""

from __future__ import annotations

from collections.abc import Iterable

COUNTED_UNDER = {"PS": "IL", "EH": "MA", "XK": "RS", "HK": "CN"}
"""As UCDP, which has no number for a territory, counts Gaza and the West Bank under Israel."""


def with_territories(countries: Iterable[str]) -> frozenset[str]:
    """Give the codes under which data sets may have what happened in *countries*."""
    found = set(countries)
    for territory, state in COUNTED_UNDER.items():
        if found & {territory, state}:
            found |= {territory, state}
    return frozenset(found)
