"""Where what is said begins and ends, and who says it, read from whole sentences."""

from __future__ import annotations

import pytest

from variorum.nlp import load_pipeline
from variorum.reading.layout import find_layout
from variorum.reading.speech.finder import find_attributions
from variorum.reading.speech.passages import Passages
from variorum.reading.speech.unintroduced import left_quoted

NLP = load_pipeline()


def told(text: str) -> list[tuple[str, str]]:
    """Give the source and the content of each saying of a text."""
    doc = NLP(text)
    found = find_attributions(doc, Passages(doc, find_layout(text)))
    return [(doc[slice(*one.source)].text if one.source else "", doc[one.start : one.end].text) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The army said it had hit a depot in Harrow, in what it called a response to shelling.",
            [("The army", "it had hit a depot in Harrow"), ("it", "a response to shelling")],
        ),
        (
            "The brigade said its men held the bridge, in a statement on its channel.",
            [("The brigade", "its men held the bridge")],
        ),
        (
            "Hours after the mayor said on Sunday that the town was calm, shells fell on the market.",
            [("the mayor", "the town was calm")],
        ),
        (
            "Two bombs fell, according to the relief office (ROF): one hit a garage and the other a barn.",
            [
                ("the relief office", "Two bombs fell"),
                ("the relief office", "one hit a garage and the other a barn"),
            ],
        ),
        (
            "In the ministry's account, the strikes were an answer to the raid.",
            [("the ministry", "the strikes were an answer to the raid")],
        ),
        ("The patrol ordered them to stop.", []),
        ('The students chanted "traitors out".', [("The students", "traitors out")]),
        ("The mayor expressed solidarity with the families.", [("The mayor", "solidarity with the families")]),
        ("The two camps blamed each other for the raid.", []),
        ("The WHO said that 40 clinics had closed.", [("The WHO", "40 clinics had closed")]),
        ("Forty clinics have closed, according to the WHO.", [("the WHO", "Forty clinics have closed")]),
        ("The governor declared an emergency in three districts.", []),
        (
            "A drone hit it, a local official told the Courier by telephone; the ministry named the same town.",
            [("a local official", "A drone hit it")],
        ),
        (
            "Hospital sources spoke of 40 dead, and the army said it had killed 12 raiders.",
            [("Hospital sources", "40 dead"), ("the army", "it had killed 12 raiders")],
        ),
        (
            "The ministry condemned the raid and Anna Doe, the mayor of Harrow, said the town was calm.",
            [("The ministry", "the raid"), ("Anna Doe, the mayor of Harrow", "the town was calm")],
        ),
        (
            "The council said ten prisoners had been shot, a charge the army denies.",
            [("The council", "ten prisoners had been shot"), ("the army", "ten prisoners had been shot")],
        ),
        (
            "The front said it had killed 31 soldiers, a figure the ministry called absurd.",
            [("The front", "it had killed 31 soldiers"), ("the ministry", "absurd")],
        ),
        (
            "The union said that twelve miners were shot, a toll the company called invented.",
            [("The union", "twelve miners were shot"), ("the company", "invented")],
        ),
        ("The brigade admitted the raid in a coded message to a newspaper.", [("The brigade", "the raid")]),
        (
            "A spokesman for the ambulance service gave a toll of 40 dead and 80 wounded.",
            [("A spokesman for the ambulance service", "a toll of 40 dead and 80 wounded")],
        ),
        ("The front claimed that attack.", [("The front", "attack")]),
        ("The group claimed the raid within the hour through a news agency.", [("The group", "the raid")]),
        (
            "The general put the strength of the rebels at about 300.",
            [("The general", "the strength of the rebels at about 300")],
        ),
        (
            'The president promised to answer with "all our force".',
            [("The president", 'to answer with "all our force"')],
        ),
        (
            "Nearly 900 people died in the war, a truth commission found.",
            [("a truth commission", "Nearly 900 people died in the war")],
        ),
        (
            "The road was cut, a villager reached by telephone said.",
            [("a villager reached by telephone", "The road was cut")],
        ),
        (
            "The mayor and his deputy, Ann Roe, demanded that the fighting stop.",
            [("The mayor and his deputy, Ann Roe", "the fighting stop")],
        ),
        (
            'The minister called the raid "a crime" in a statement of 4 March.',
            [("The minister", 'the raid "a crime"')],
        ),
        (
            "Police said the car was stolen but did not say who drove it.",
            [("Police", "the car was stolen")],
        ),
        (
            "The ministry denied that soldiers had entered the clinic and accused the rebels of lying.",
            [("The ministry", "soldiers had entered the clinic"), ("The ministry", "the rebels of lying")],
        ),
        (
            'The minister condemned the raid "in the strongest terms".',
            [("The minister", 'the raid "in the strongest terms"')],
        ),
        (
            "The minister condemned the raid in Orsk, in which nine people died.",
            [("The minister", "the raid in Orsk")],
        ),
        (
            "The minister condemned the raid at a news conference in Orsk.",
            [("The minister", "the raid")],
        ),
        (
            "The minister said that the talks were over, and he accused the rebels of lying.",
            [("The minister", "the talks were over"), ("he", "the rebels of lying")],
        ),
        (
            "Nine people died, the minister said, while the union reported that four were hurt.",
            [("the minister", "Nine people died"), ("the union", "four were hurt")],
        ),
        (
            "For the researcher Ann Doe, the choice of the town is no accident.",
            [("the researcher Ann Doe", "the choice of the town is no accident")],
        ),
        ("For Ann Doe, the raid began on Sunday.", []),
        (
            "The bombing contradicted the government's account that the rebels had fled.",
            [("the government", "the rebels had fled")],
        ),
        (
            "The group named the attacker as Ann Doe.",
            [("The group", "the attacker as Ann Doe")],
        ),
        (
            'The minister condemned "the cruel deeds of cowards".',
            [("The minister", "the cruel deeds of cowards")],
        ),
    ],
)
def test_a_content_ends_where_its_speaker_or_the_reporter_turns_to_something_else(
    text: str, expected: list[tuple[str, str]]
) -> None:
    """A name given to the deed, the channel, a second act of speech and the manner are no part of what is said."""
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Local officials blamed the Coastal Front.", [("Local officials", "the Coastal Front")]),
        ("The leader laid the blame on residents of the valley.", [("The leader", "residents of the valley")]),
        (
            "The rumour spread by the rebels, according to which soldiers burnt the mill, is false.",
            [("the rebels", "soldiers burnt the mill")],
        ),
        (
            "The court put Tom Hale, who armed the raiders, according to the union, on its list.",
            [("the union", "who armed the raiders")],
        ),
        ("The council counted 43 bodies in the hall.", [("The council", "43 bodies in the hall")]),
        ("The Lowland Observatory gave 19.", [("The Lowland Observatory", "19")]),
        ("Raiders burnt twelve huts, a police source disclosed.", [("a police source", "Raiders burnt twelve huts")]),
        (
            "Two people were shot dead near the mill, reports Lowland Post.",
            [("Lowland Post", "Two people were shot dead near the mill")],
        ),
        ("The government identified the first man as Tom Hale.", [("The government", "the first man as Tom Hale")]),
    ],
)
def test_blame_figures_and_names_are_said(text: str, expected: list[tuple[str, str]]) -> None:
    """Whom somebody blames, counts or identifies is a content; so is what a paper reports at a sentence's end."""
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A driver, who asked not to be named, fled.",
        "A nurse who requested anonymity for fear of reprisals fled.",
        "The raiders, said to number over a hundred, rode into the village.",
        "LOWLAND SITUATION REPORT No. 12",
        "The captain gave the boys bread.",
    ],
)
def test_no_words_are_given(text: str) -> None:
    """A wish not to be named, hearsay of nobody, a document's number and a gift are no sayings."""
    assert told(text) == []


def test_a_dateline_is_no_part_of_a_speaker() -> None:
    """The place that a report opens with is not who speaks."""
    assert told("Harrow – The Lowland Rights Board has said that nine men were shot.") == [
        ("The Lowland Rights Board", "nine men were shot")
    ]


def test_a_quoted_subhead_is_nobodys() -> None:
    """A line of quoted words without a full stop does not go on with who spoke before it."""
    text = 'The mayor said that the town was empty.\n\n"Nowhere left to run"\n\nThe road was cut on Monday.'
    doc = NLP(text)
    passages = Passages(doc, find_layout(text))
    assert left_quoted(doc, passages, find_attributions(doc, passages)) == []


def test_a_war_that_claims_lives_says_nothing() -> None:
    """Lives are claimed by what kills, not by who speaks."""
    assert told("The war in the north has claimed close to 7,000 lives since 2004.") == []
