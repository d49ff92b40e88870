from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from parses import make_context, make_doc
from variorum.reading.owners import bearer, body_of, holder

TYPES = {
    "roe": "person",
    "front": "armed_group",
    "saboteurs": "armed_group",
    "men": "person",
    "daily": "media",
    "volunteers": "civilians",
    "army": "military",
    "girls": "civilians",
}


@pytest.mark.parametrize(
    ("written", "at", "whose"),
    [
        ("The:DET:det:1 offices:NOUN:root:0 of:ADP:case:2 the:DET:det:1 daily:NOUN:nmod:-3", 1, "daily"),
        ("Army:NOUN:compound:1 posts:NOUN:root:0", 1, "army"),
        ("Posts:NOUN:root:0 manned:VERB/VBN:acl:-1 by:ADP:case:1 volunteers:NOUN:obl:agent:-2", 0, "volunteers"),
        ("A:DET:det:1 school:NOUN:root:0 of:ADP:case:1 girls:NOUN:nmod:-2", 1, "site"),
        ("The:DET:det:1 building:NOUN:root:0 of:ADP:case:1 girls:NOUN:nmod:-2", 1, "site"),
        ("A:DET:det:1 car:NOUN:root:0 of:ADP:case:1 Roe:PROPN:nmod:-2", 1, "roe"),
        ("The:DET:det:1 office:NOUN:root:0 of:ADP:case:1 Roe:PROPN:nmod:-2", 1, "site"),
        ("A:DET:det:1 boat:NOUN:root:0 carrying:VERB/VBG:acl:-1 girls:NOUN:obj:-1", 1, "girls"),
        ("A:DET:det:1 boat:NOUN:root:0 carrying:VERB/VBG:acl:-1 men:NOUN:obj:-1", 1, "site"),
        (
            "An:DET:det:2 army:NOUN:compound:1 post:NOUN:root:0 of:ADP:case:2 the:DET:det:1 front:NOUN:nmod:-3",
            2,
            "front",
        ),
        ("The:DET:det:1 warehouses:NOUN:root:0 of:ADP:case:2 the:DET:det:1 daily:NOUN:nmod:-3", 1, "daily"),
    ],
    ids=[
        "offices of",
        "compound",
        "manned by",
        "no premises",
        "no body",
        "a car of",
        "an office of",
        "carrying",
        "carrying anybody",
        "whose before what",
        "warehouses of",
    ],
)
def test_premises_stand_for_the_body_in_them(written: str, at: int, whose: str) -> None:
    """What is done to a body's premises is aimed at it."""
    doc = make_doc(written)
    actors = SimpleNamespace(
        resolve_head=lambda token: token.lower_,
        get=lambda name: SimpleNamespace(name=name, type=TYPES[name]),
    )
    assert holder(replace(make_context(doc), actors=actors), doc[at], "site") == whose  # type: ignore[arg-type]


def actors(*named: str) -> SimpleNamespace:
    """Resolve each word to itself; those *named* have names of their own."""
    return SimpleNamespace(
        resolve_head=lambda token, create=True: token.lower_ if token.lower_ in TYPES else None,
        get=lambda name: SimpleNamespace(name=name, type=TYPES[name], country=None, parent=None),
        is_named=lambda name: name in named,
    )


@pytest.mark.parametrize(
    "written",
    [
        "Mines:NOUN:root:0 laid:VERB/VBN:acl:-1 by:ADP:case:1 saboteurs:NOUN:obl:agent:-2",
        "Jets:NOUN:root:0 of:ADP:case:1 saboteurs:NOUN:nmod:-2",
        "Jets:NOUN:root:0 belonging:VERB/VBG:acl:-1 to:ADP:case:1 saboteurs:NOUN:obl:-2",
    ],
    ids=["laid by", "of", "belonging to"],
)
def test_arms_stand_for_those_whose_they_are(written: str) -> None:
    """Who laid a mine, or whose an aircraft is, did what it did."""
    doc = make_doc(written)
    assert bearer(replace(make_context(doc), actors=actors()), doc[0], None) == "saboteurs"  # type: ignore[arg-type]


def test_nobodys_arms_are_no_party():
    """Arms of which nobody is told whose they are did nothing by themselves."""
    doc = make_doc("Mines:NOUN:nsubj:1 exploded:VERB:root:0")
    assert bearer(replace(make_context(doc), actors=actors()), doc[0], None) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "at", "whose"),
    [
        ("Men:NOUN:root:0 of:ADP:case:2 the:DET:det:1 Front:PROPN:nmod:-3", 0, "front"),
        ("Front:PROPN:compound:1 men:NOUN:root:0", 1, "front"),
        ("Men:NOUN:root:0 from:ADP:case:1 Roe:PROPN:nmod:-2", 0, "men"),
    ],
    ids=["men of", "compound", "of no body"],
)
def test_men_of_an_armed_body_are_the_body(written: str, at: int, whose: str) -> None:
    """Who is told of as men of a front is the front."""
    doc = make_doc(written)
    for token in doc:
        token.ent_type_ = "ORG" if token.pos_ == "PROPN" else ""
    assert body_of(replace(make_context(doc), actors=actors("front")), doc[at], "men") == whose  # type: ignore[arg-type]


def test_who_made_a_drone_did_not_fly_it():
    """In "a Front-made drone" the name is of the maker."""
    doc = make_doc("Front:PROPN:compound:3 -:PUNCT:punct:2 made:VERB/VBN:amod:1 drones:NOUN:root:0")
    doc[0].ent_type_ = "ORG"
    doc[0].head = doc[3]
    assert bearer(replace(make_context(doc), actors=actors("front")), doc[3], None) is None  # type: ignore[arg-type]
