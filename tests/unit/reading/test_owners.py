from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from parses import make_context, make_doc
from variorum.reading.owners import holder

TYPES = {"daily": "media", "volunteers": "civilians", "army": "military", "girls": "civilians"}


@pytest.mark.parametrize(
    ("written", "at", "whose"),
    [
        ("The:DET:det:1 offices:NOUN:root:0 of:ADP:case:2 the:DET:det:1 daily:NOUN:nmod:-3", 1, "daily"),
        ("Army:NOUN:compound:1 posts:NOUN:root:0", 1, "army"),
        ("Posts:NOUN:root:0 manned:VERB/VBN:acl:-1 by:ADP:case:1 volunteers:NOUN:obl:agent:-2", 0, "volunteers"),
        ("A:DET:det:1 school:NOUN:root:0 of:ADP:case:1 girls:NOUN:nmod:-2", 1, "site"),
        ("The:DET:det:1 building:NOUN:root:0 of:ADP:case:1 girls:NOUN:nmod:-2", 1, "site"),
    ],
    ids=["offices of", "compound", "manned by", "no premises", "no body"],
)
def test_premises_stand_for_the_body_in_them(written: str, at: int, whose: str) -> None:
    """What is done to a body's premises is aimed at it."""
    doc = make_doc(written)
    actors = SimpleNamespace(
        resolve_head=lambda token: token.lower_,
        get=lambda name: SimpleNamespace(name=name, type=TYPES[name]),
    )
    assert holder(replace(make_context(doc), actors=actors), doc[at], "site") == whose  # type: ignore[arg-type]
