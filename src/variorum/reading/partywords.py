"""How grammar gives the parties of a happening away: the words of `data/parties.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from variorum.codebook.forms import all_forms

ARMS = frozenset({"WEAPON", "PLATFORM"})
"""Entities that are no party themselves."""


@dataclass(frozen=True)
class PartyWords:
    """The words of `data/parties.toml`."""

    light: frozenset[str]
    apart: frozenset[str]
    signs: frozenset[str]
    happens: frozenset[str]
    by_object: frozenset[str]
    accuse: frozenset[str]
    ascribe: frozenset[str]
    aim: frozenset[str]
    initiator: frozenset[str]
    target: frozenset[str]
    together: frozenset[str]
    of_is_target: frozenset[str]
    doers: frozenset[str]
    platforms: frozenset[str]
    settlements: frozenset[str]
    grounds: frozenset[str]
    under: frozenset[str]
    sends: frozenset[str]
    takes: frozenset[str]
    whoever: frozenset[str]
    sufferers: frozenset[str]


@cache
def party_words() -> PartyWords:
    """Read the words once, verbs and nouns in all their forms."""
    data = tomllib.loads(files("variorum.reading").joinpath("data/parties.toml").read_text(encoding="utf-8"))
    prepositions = data["prepositions"]
    return PartyWords(
        light=all_forms(tuple(data["light"].split())),
        apart=frozenset(data["apart"].split()),
        signs=all_forms(tuple(data["signs"].split())),
        happens=all_forms(tuple(data["happens"].split())),
        by_object=all_forms(tuple((data["averts"] + " " + data["perceives"]).split())),
        accuse=all_forms(tuple(data["accuse"].split())),
        ascribe=all_forms(tuple(data["ascribe"].split())),
        aim=all_forms(tuple(data["aim"].split())),
        initiator=frozenset(prepositions["initiator"].split()),
        target=frozenset(prepositions["target"].split()),
        together=frozenset(prepositions["with"].split()),
        of_is_target=frozenset(prepositions["of_is_target"].split()),
        doers=frozenset(data["doers"].split()),
        platforms=all_forms(tuple(data["platforms"].split())),
        settlements=all_forms(tuple(data["settlements"].split())),
        grounds=all_forms(tuple(data["grounds"].split())),
        under=frozenset(data["under"].split()),
        sends=all_forms(tuple(data["sends"].split())),
        takes=all_forms(tuple(data["takes"].split())),
        whoever=all_forms(tuple(data["whoever"].split())),
        sufferers=all_forms(tuple(data["sufferers"].split())),
    )
