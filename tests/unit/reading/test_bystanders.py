"""Who is named beside a happening and is no party to it."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from parses import make_context, make_doc
from variorum.reading.bystanders import is_nobody, only_tells


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


def heard(name: str, kind: str) -> tuple[bool, bool]:
    """Tell of a name listed behind another whether it is nobody's, where that is a place and where it is none."""
    doc = make_doc("Rebels:NOUN:nsubj:1 shelled:VERB:root:0 Arbin:PROPN:obj:-1 and:CCONJ:cc:1 Hola:PROPN:conj:-2")
    actors = SimpleNamespace(get=lambda _: SimpleNamespace(type=kind, name=name), is_named=lambda _: True)
    place = SimpleNamespace(start=2, end=3, place=SimpleNamespace(quote="Arbin"))
    context = replace(make_context(doc), actors=actors, places=(place,))  # type: ignore[arg-type]
    there = is_nobody(context, doc[4], "hola", "target", "shelling")
    return there, is_nobody(replace(context, places=()), doc[4], "hola", "target", "shelling")


def test_what_is_listed_behind_a_place_is_one() -> None:
    """A name joined to that of a place is a place."""
    assert heard("Hola", "person") == (True, False)


def test_an_operation_is_no_party_to_itself() -> None:
    """An operation's own name is no party."""
    assert heard("Operation Thunder", "other") == (True, True)


@pytest.mark.parametrize(("level", "nobody"), [("province", True), ("country", False)])
def test_a_region_before_arms_was_struck(level: str, nobody: bool) -> None:
    """In "the Tarvel drone strike" a region was struck; the name of a country says whose drone it was."""
    doc = make_doc("Tarvel:PROPN:compound:2 drone:NOUN:compound:1 strike:NOUN:nsubj:1 failed:VERB:root:0")
    doc[0].ent_type_ = "LOC"
    actors = SimpleNamespace(get=lambda _: SimpleNamespace(type="military", name="drone"), is_named=lambda _: True)
    mention = SimpleNamespace(start=0, end=1, place=SimpleNamespace(quote="Tarvel", level=level))
    context = replace(make_context(doc), actors=actors, places=(mention,))  # type: ignore[arg-type]
    assert is_nobody(context, doc[0], "drone", "initiator", "air_strike") is nobody


def test_who_leads_those_who_acted_need_not_have_acted() -> None:
    """A commander leads his men; a raid that he leads is his."""
    doc = make_doc("Militants:NOUN:nsubj:4 led:VERB/VBN:acl:-1 by:ADP:case:1 Doe:PROPN:obl:agent:-2 rammed:VERB:root:0")
    assert only_tells(doc[3], doc[4])
    doc = make_doc("Raid:NOUN:nsubj:4 led:VERB/VBN:acl:-1 by:ADP:case:1 Doe:PROPN:obl:agent:-2 killed:VERB:root:0")
    assert not only_tells(doc[3], doc[0])
    assert not only_tells(doc[3], doc[4])
