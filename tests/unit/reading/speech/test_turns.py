"""Transcripts and interviews: where each one's turn is, and who only asks."""

import pytest
from spacy.lang.en import English

from variorum.reading.layout import Layout, find_layout
from variorum.reading.speech.passages import Passages
from variorum.reading.speech.turns import read_turns

BRIEFING = (
    "MS. HALE: Good morning. Eleven soldiers died in the raid.\n\n"
    "(Laughter.)\n\n"
    "I will take your questions.\n\n"
    "Q: Did the rebels lose anyone?\n\n"
    "MS. HALE: We count forty dead.\n\n"
    "COL. TOLAN: Our aircraft did not fly.\n\n"
    "REPORTER: Thank you."
)


def turns(text: str, layout: Layout | None = None) -> list[tuple[str | None, list[str], bool]]:
    """Give label and contents of each turn, and whether its speaker asks."""
    doc = English()(text)
    layout = layout or Layout()
    return [
        (t.label and doc[t.label[0] : t.label[1]].text, [doc[a:b].text for a, b in t.contents], t.asks)
        for t in read_turns(doc, Passages(doc, layout), layout)
    ]


def test_a_turn_goes_on_to_the_next_label() -> None:
    """What follows a label is its speaker's, paragraph by paragraph; stage directions are nobody's."""
    label, contents, _ = turns(BRIEFING)[0]
    assert (label, contents) == (
        "MS. HALE",
        ["Good morning. Eleven soldiers died in the raid", "I will take your questions"],
    )


def test_a_label_in_capitals_needs_no_second_turn() -> None:
    """Among labels in capitals one that is told once names a speaker too."""
    assert ("COL. TOLAN", ["Our aircraft did not fly"], False) in turns(BRIEFING)


def test_reporters_ask() -> None:
    """Those labelled "Q" and "REPORTER" say nothing of their own."""
    assert [asks for label, _, asks in turns(BRIEFING) if label in {"Q", "REPORTER"}] == [True, True]


def test_an_outlet_that_asks_is_known_by_its_initials() -> None:
    """An interviewing outlet asks, also under its initials."""
    text = (
        "Lowland Post: When did they come?\n\nDanil: At night.\n\nLowland Post: Who came?\n\nDanil: Soldiers.\n\n"
        "LP: What did they want?\n\nDanil: Cattle."
    )
    assert [(label, asks) for label, _, asks in turns(text)] == [("Lowland Post", True), ("Danil", False)] * 2 + [
        ("LP", True),
        ("Danil", False),
    ]


def test_an_answer_has_no_label() -> None:
    """The speaker of "A:" is whoever is interviewed."""
    assert turns("Q. Were you there?\n\nA. I was in the field.") == [
        ("Q.", ["Were you there?"], True),
        (None, ["I was in the field"], False),
    ]


def test_the_reporter_speaks_again_behind_the_last_turn() -> None:
    """A paragraph after the last labelled one is no part of it."""
    text = BRIEFING.removesuffix("\n\nREPORTER: Thank you.") + "\n\nThe briefing ended at noon."
    assert turns(text)[-1][1] == ["Our aircraft did not fly"]


@pytest.mark.parametrize(
    "text",
    [
        "KIDAL: Two people died.\n\nThe army said so.",
        "Harvest: poor.\n\nRoads: open.\n\nWells: dry.",
        "He said this: they fled.\n\nHe said this: they came back.\n\nHe said this: nothing.",
    ],
)
def test_a_colon_alone_makes_no_transcript(text: str) -> None:
    """Labels that are not told again, and sentences that end in a colon, name no speakers."""
    assert turns(text) == []


def test_a_speaker_told_again_is_no_dateline() -> None:
    """The layout leaves "THE ENVOY:" at the head of a transcript in the body."""
    text = "Border talks\n\nTHE ENVOY: We met twice on Sunday.\n\nQ: And now?\n\nTHE ENVOY: We wait for an answer."
    assert "dateline" not in {zone.kind for zone in find_layout(text).zones}


def test_a_verbatim_record_labels_with_a_full_stop() -> None:
    """A surname in capitals and a full stop open a turn of a hearing."""
    text = (
        "SENATOR DOYLE. How many are held?\n\nGeneral MARSH. About 11,000.\n\nSenator DOYLE. And released?\n\n"
        "General MARSH. Roughly 7,000 since January."
    )
    assert [(label, contents) for label, contents, _ in turns(text)] == [
        ("SENATOR DOYLE", ["How many are held?"]),
        ("General MARSH", ["About 11,000"]),
        ("Senator DOYLE", ["And released?"]),
        ("General MARSH", ["Roughly 7,000 since January"]),
    ]
