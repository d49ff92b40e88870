from __future__ import annotations

import pytest

from variorum.model import Report
from variorum.nlp import load_pipeline
from variorum.reading.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(load_pipeline())


def targets(reader: Reader, text: str) -> list[list[str]]:
    """Give the mentions of every target of the report's incidents."""
    account = reader.read(Report(id="r", text=text))
    actors = {actor.id: [m.quote for m in actor.mentions] for actor in account.actors}
    return [actors[target] for incident in account.incidents for target in incident.targets]


def test_the_only_victim_is_one_actor(reader: Reader):
    """A boy, and then his name: one person was killed, who is one target under all his names."""
    text = (
        "Soldiers shot dead a teenager in Hebron on Monday.\n\n"
        "The boy was killed near the market. Relatives said that Karim Haddad was killed on his way to school.\n"
    )
    found = targets(reader, text)
    assert len(found) == 1
    assert {"Karim Haddad", "The boy"} <= set(found[0])


def test_two_victims_stay_two(reader: Reader):
    """Where a man and a woman were killed, neither is the one who is named."""
    text = "Gunmen killed a man and a woman in Hebron on Monday.\n\nRelatives said that Karim Haddad was killed.\n"
    assert all("Karim Haddad" not in names or len(set(names)) == 1 for names in targets(reader, text))


def test_a_speaker_who_is_the_victim_keeps_one_id(reader: Reader):
    """Whoever speaks in the report is among its actors, also after actors were made one."""
    text = (
        'A teenager was shot dead in Hebron on Monday. "I am not afraid," the boy had said in the morning. '
        "Karim Haddad was killed near the market.\n"
    )
    account = reader.read(Report(id="r", text=text))
    assert {s.speaker for s in account.statements} <= {actor.id for actor in account.actors}
