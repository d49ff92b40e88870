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
        (
            "The Ministry of Health and Social Welfare said nine people had died.",
            ["Ministry of Health and Social Welfare"],
        ),
        ("The Ministry of Roads and the Harrow Council said nine had died.", ["Ministry of Roads", "Harrow Council"]),
        ("There was no fighting there, according to the victims' organisations.", ["victims' organisations"]),
        ("A statement signed by General Ada Hale said the town had fallen.", ["Ada Hale"]),
        ("The group put out a statement on Thursday calling the ruling a crime.", ["group"]),
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
        ("The UN says that more than 1.2 million have been driven from their homes.", ["more than 1.2 million"]),
        (
            "At least 3,000 people have been killed and 7,000 driven from their homes since 2031.",
            ["At least 3,000 people", "7,000"],
        ),
        ("Attacks with drones have gone from 61 in the whole of 2030 to 180 so far this year.", ["61", "180"]),
        ("Fatalities rose from 93 to 188 in July.", ["93", "188"]),
        ("Fewer than 20 fighters remain active in the province.", ["Fewer than 20 fighters"]),
        ("Nine fighters remain in hospital.", []),
        ("At least nine men have been hanged for spying since June.", ["At least nine men"]),
        ("Since the signing of the first and second accords in May, 230 villagers were killed.", ["230 villagers"]),
        ("Within an hour the 444 and 111 brigades had taken the barracks.", []),
        ("They recalled 2008 attacks on the harbour.", []),
    ],
)
def test_what_is_published(text: str, expected: list[str]) -> None:
    """Series by their places, sums since a happening, people driven out, figures that change, and who is left."""
    assert [s.quote for s in account(text).statistics] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The raid, the governor said, was carried out by deserters.",
            ["The raid, the governor said, was carried out by deserters"],
        ),
        ("The attack, police said on Monday, killed nine.", ["The attack, police said on Monday, killed nine"]),
        (
            "Residents had fled at first, a spokesman said, because shells were falling.",
            ["Residents had fled at first, a spokesman said, because shells were falling"],
        ),
        ("Residents had fled, a spokesman said, and he was sure of it.", ["Residents had fled"]),
        ("The ministry raised its toll to 74 dead and 98 injured.", ["its toll to 74 dead and 98 injured"]),
        ("The ministry raised its flag to the top.", []),
        ("Police revised the number of injured upwards to 19.", ["the number of injured upwards to 19"]),
        ('The mayor blamed "foreign agents" and left.', ["foreign agents"]),
        ("The army found no evidence of a tunnel.", ["no evidence of a tunnel"]),
        ("The army found a tunnel.", []),
        ("Judges held in May that the prisoners had suffocated.", ["the prisoners had suffocated"]),
        ("The rebels held the town until Monday.", []),
        ("The government has promised to help but has not paid.", ["to help"]),
        ("The ministry recalled its ambassador from Orsk for talks.", []),
        ("The town, which Serbs call Belograd, was shelled on Monday.", []),
        ("Some 300 people reported killed since May have been buried.", []),
    ],
)
def test_what_is_said(text: str, expected: list[str]) -> None:
    """Sentences that a cue is put into, tolls that are changed, what was not found, and what says nothing."""
    assert [s.quote for s in account(text).statements] == expected


def test_what_somebody_denies_behind_a_which_is_the_saying_before() -> None:
    """The government denies that mines are plundered, and not the mines."""
    said = account("The army says that the state plunders the mines, which the ministry denies.").statements

    assert [(s.stance, s.quote) for s in said] == [
        ("asserts", "the state plunders the mines"),
        ("denies", "the state plunders the mines"),
    ]


def test_the_kinds_of_deeds_that_a_sum_of_harm_came_from_are_no_happenings() -> None:
    """What most of those counted died from is a series."""
    text = "The office said it had confirmed 1,626 deaths up to April 7, most of them from shelling and air strikes."

    assert account(text).incidents == ()


@pytest.mark.parametrize(
    ("deed", "types"),
    [
        ("responded with barrel bombs on the port, killing eight", ["shelling", "bombing"]),
        ("responded with water cannon", ["shelling"]),
        ("would respond with barrel bombs", ["shelling"]),
    ],
)
def test_what_was_done_back_with_a_weapon_is_a_happening(deed: str, types: list[str]) -> None:
    """A weapon alone names what somebody responded with."""
    read = account(f"Rebels shelled the airport of Harrow on Monday. The army {deed}.")

    assert [incident.type for incident in read.incidents] == types
