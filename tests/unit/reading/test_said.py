"""Speakers, stances and statistics as whole sentences give them."""

from __future__ import annotations

import pytest

from variorum.model import Account, Report
from variorum.nlp import load_pipeline
from variorum.reading.reader import Reader

READER = Reader(load_pipeline())


def account(text: str) -> Account:
    """Read a text."""
    return READER.read(Report(id="r", text=text, sha256="0"))


def speakers(text: str) -> list[str]:
    """Give the names of who says what, in text order."""
    read = account(text)
    names = {actor.id: actor.name for actor in read.actors}
    return [names[s.speaker] for s in read.statements]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The member for Harrow East, Ann Doe, said the road was closed.", ["Ann Doe"]),
        ("The owner and director said the mill was closed.", ["owner and director"]),
        ("The minister of security said the road was closed.", ["minister of security"]),
        ("The local response room said that nine people were dead.", ["local response room"]),
        ('"I saw it fall," said Tom Hale, 19, a nursing student. He said that a bag had been left.', ["Tom Hale"] * 2),
    ],
)
def test_who_says_it(text: str, expected: list[str]) -> None:
    """A name behind a post, a noun of no known role, and "he" right behind a saying."""
    assert speakers(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The rebels said their fighters had carried out the attack.", "claims_responsibility"),
        ("The captain said that they would return if the prisoners were not freed.", "threatens"),
        ("The spokesman said no air raid had been flown over the valley.", "denies"),
        ("The analyst Ann Doe said that 40 fighters were killed on Monday.", "asserts"),
        ("The governor said it would never harm its own people.", "denies"),
    ],
)
def test_what_it_does(text: str, expected: str) -> None:
    """A deed by a speaker's men, a condition, the denial of a happening, figures by an analyst."""
    assert [s.stance for s in account(text).statements] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On Jan. 10, 2031 the allies conducted 23 strikes. Near Lasko, two strikes destroyed a bridge. "
            "Near Orsk, two strikes destroyed a tunnel.",
            ["23 strikes", "two strikes", "two strikes"],
        ),
        ("Over 600 civilians have been killed by the militias since the coup.", ["Over 600 civilians"]),
        ("A jet dropped two bombs on the mill.", []),
    ],
)
def test_what_is_published(text: str, expected: list[str]) -> None:
    """The parts of a series by their places, and a sum since a happening; what one raid dropped is none."""
    assert [s.quote for s in account(text).statistics] == expected
