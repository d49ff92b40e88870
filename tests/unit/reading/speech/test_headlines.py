"""Headlines that name their speaker."""

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc

from variorum.reading.layout import Layout, Zone
from variorum.reading.speech.headlines import read_headlines

_NAMES = {"UN", "Lasko", "Hale"}
_VERBS = {"Die": "VBP", "Killed": "VBN", "Shelled": "VBD", "Sunk": "VBN"}


def said(title: str) -> list[tuple[str, str, bool]]:
    """Give speaker and content of a headline, and whether the speaker leads."""
    doc = English()(title)
    tags = ["NNP" if t.text in _NAMES else _VERBS.get(t.text, "NN") for t in doc]
    doc = Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc], tags=tags)
    layout = Layout(zones=(Zone(0, len(title), "title"),))
    return [
        (doc[a.source[0] : a.source[1]].text, doc[a.start : a.end].text, leads)
        for a, leads in read_headlines(doc, layout)
        if a.source
    ]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Police: Nine Die in Lasko", ("Police", "Nine Die in Lasko", True)),
        ("UN: Nine Killed in Lasko", ("UN", "Nine Killed in Lasko", True)),
        ("Official to Radio Lowland: Ship Was Sunk", ("Official", "Ship Was Sunk", True)),
        ("Nine Die in Lasko – army", ("army", "Nine Die in Lasko", False)),
        ("Border war: Nine Die in Lasko: police", ("police", "Nine Die in Lasko", False)),
    ],
)
def test_a_speaker_stands_beside_a_colon_or_a_dash(title: str, expected: tuple[str, str, bool]) -> None:
    """Before or behind what is said, behind a topic and before a hearer."""
    assert said(title) == [expected]


@pytest.mark.parametrize(
    "title",
    [
        "Border war: Nine Die in Lasko",
        "Police: a short history",
        "Reporters: Who Killed Hale",
        "Nine Die in Lasko - updates",
    ],
)
def test_topics_and_labels_say_nothing(title: str) -> None:
    """What is no post, body or name speaks not, nor does a headline without a verb tell anything."""
    assert said(title) == []
