"""Who is named beside a happening and is no party to it."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from parses import make_context, make_doc
from variorum.reading.bystanders import is_nobody


@pytest.mark.parametrize(
    ("kind", "place", "nobody"), [("other", "Arbin", True), ("other", "Tamrel", False), ("armed_group", "Arbin", False)]
)
def test_a_town_is_no_party_where_only_its_capitals_hide_it(kind: str, place: str, nobody: bool) -> None:
    """What the text calls a place elsewhere is one in a headline too, unless it is the name of a group."""
    doc = make_doc("Rebels:NOUN:nsubj:1 attacked:VERB:root:0 Arbin:PROPN:obj:-1")
    actors = SimpleNamespace(get=lambda _: SimpleNamespace(type=kind, name="Arbin"), is_named=lambda _: True)
    mention = SimpleNamespace(start=7, end=8, place=SimpleNamespace(quote=place))
    context = replace(make_context(doc), actors=actors, places=(mention,))  # type: ignore[arg-type]
    assert is_nobody(context, doc[2], "arbin", "initiator", "armed_attack") is nobody
