from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from parses import make_context, make_doc
from variorum.reading.doubles import (
    without_doubles,
    without_instances,
    without_loose_doers,
    without_roles,
    without_states,
)

ACTORS = {
    "Freedonia": ("state", "FR", True),
    "Sylvania": ("state", "SY", True),
    "Freedonian Army": ("military", "FR", True),
    "troops": ("military", None, False),
    "gunmen": ("armed_group", None, False),
    "men": ("person", None, False),
    "Harbour League": ("armed_group", None, True),
    "Jane Doe": ("person", None, True),
    "an officer": ("police", None, False),
    "Sylvania-linked militia": ("armed_group", None, True),
    "villagers": ("civilians", None, False),
    "my brother": ("civilians", None, False),
    "ship": ("civilians", None, False),
}
"""Type, country and whether it is a name."""

CONTEXT = replace(
    make_context(make_doc("Nothing:NOUN:root:0")),
    actors=SimpleNamespace(  # type: ignore[arg-type]
        get=lambda name: SimpleNamespace(name=name, type=ACTORS[name][0], country=ACTORS[name][1]),
        is_named=lambda name: ACTORS[name][2],
        is_one=lambda name: name in {"Jane Doe", "an officer", "my brother", "ship"},
        may_be_one=lambda one, other: {one, other} in ({"Jane Doe", "an officer"}, {"my brother"}),
    ),
)


def weighed(*actors: str) -> dict[str, float]:
    """Give weights that fall from the first actor on."""
    return {actor: 1.0 / (i + 1) for i, actor in enumerate(actors)}


def test_troops_are_the_army():
    """A word for a force beside a named one of its kind adds no party."""
    actors = ["troops", "Freedonian Army", "gunmen"]
    assert without_doubles(CONTEXT, actors, weighed(*actors)) == ["Freedonian Army", "gunmen"]


@pytest.mark.parametrize(
    ("actors", "kept"),
    [
        (["Freedonia", "Freedonian Army"], ["Freedonia"]),
        (["Freedonian Army", "Freedonia"], ["Freedonian Army"]),
        (["troops", "Freedonia"], ["Freedonia"]),
        (["troops", "Freedonia", "Sylvania"], ["troops", "Freedonia", "Sylvania"]),
        (["Sylvania", "Freedonian Army"], ["Sylvania", "Freedonian Army"]),
    ],
    ids=["the state", "its army", "forces of none said", "forces of one of two", "another state"],
)
def test_a_state_and_its_army_are_one_side(actors: list[str], kept: list[str]) -> None:
    """Of a state and its own forces the one that is said more is kept."""
    assert without_states(CONTEXT, actors, weighed(*actors)) == kept


@pytest.mark.parametrize(
    ("actors", "kept"),
    [
        (["men", "gunmen"], ["gunmen"]),
        (["gunmen", "Harbour League"], ["Harbour League"]),
        (["gunmen", "Jane Doe"], ["gunmen", "Jane Doe"]),
        (["Sylvania-linked militia", "Harbour League"], ["Harbour League"]),
    ],
    ids=["the armed", "the group", "a person", "a description"],
)
def test_words_for_unknown_doers_are_one_party(actors: list[str], kept: list[str]) -> None:
    """Gunmen and men are the same people, and those of the group that is named."""
    assert without_loose_doers(CONTEXT, actors, weighed(*actors), {}) == kept


def test_a_militia_beside_a_named_group_is_another():
    """What one mention has beside a name is not that which the name is of."""
    actors = ["Sylvania-linked militia", "Harbour League"]
    assert without_loose_doers(CONTEXT, actors, weighed(*actors), {actors[0]: {1}, actors[1]: {1}}) == actors


@pytest.mark.parametrize(
    ("brother", "kept"),
    [({2}, ["villagers", "ship"]), ({1}, ["villagers", "my brother", "ship"])],
    ids=["elsewhere", "beside them"],
)
def test_one_of_the_people_is_no_target_besides(brother: set[int], kept: list[str]) -> None:
    """One person without a name is one of the people whom violence was aimed at, unless one mention has both."""
    told = {"villagers": {1}, "my brother": brother, "ship": {3}}
    assert without_instances(CONTEXT, ["villagers", "my brother", "ship"], told) == kept


@pytest.mark.parametrize(
    ("officer", "kept"),
    [({2}, ["Jane Doe", "gunmen"]), ({1}, ["Jane Doe", "an officer", "gunmen"])],
    ids=["elsewhere", "beside her"],
)
def test_an_officer_is_the_one_named_person(officer: set[int], kept: list[str]) -> None:
    """Words for one person are the only person named, unless one mention names both."""
    told = {"Jane Doe": {1}, "an officer": officer, "gunmen": {3}}
    assert without_roles(CONTEXT, ["Jane Doe", "an officer", "gunmen"], told) == kept
