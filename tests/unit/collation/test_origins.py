import random

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import case_in
from variorum.collation.cases import Case
from variorum.collation.origins import origins
from variorum.model import Actor

LEAD = (
    "Shells fell on the covered market of Marada shortly after the noon prayer on Tuesday and set a row of cloth "
    "stalls on fire, killing nine traders and two of their customers, people who ran from the place said."
)
OTHER = (
    "The town's main market was shelled around midday. Eleven bodies lay in the yard of the clinic by the evening, "
    "where nurses were writing names on strips of plaster."
)
THIRD = "An artillery round struck stalls in Marada. Rescuers counted eleven dead before nightfall and went on digging."
BACKGROUND = (
    "The town lies on the only paved road to the lake and has changed hands four times since the rains, most lately in "
    "a night when nobody fired a shot and the garrison simply walked away."
)
SPEECH = (
    "We did not fire a single round at the market or at any other place where people buy and sell, and whoever claims "
    "otherwise should come to our barracks and count the shells that we have left there"
)
MINISTRY = Actor(id="m", name="Ministry of Defence", type="government", country="TD")
SPOKESMAN = Actor(id="s", name="spokesman for the ministry", type="person", parent="m")


def groups(*cases: Case) -> list[tuple[str, ...]]:
    return [origin.reports for origin in origins(cases)]


def test_origins_keeps_unlike_reports_apart() -> None:
    """Two reports in words of their own are two origins."""
    found = origins([case_in("a", LEAD, "Shells fell"), case_in("b", OTHER, "shelled")])
    assert [(origin.kind, origin.reports) for origin in found] == [("report", ("a",)), ("report", ("b",))]


def test_origins_joins_edited_copy() -> None:
    """A shortened copy with words changed is one origin with its source, and the reason gives the share."""
    copy = LEAD.replace("shortly", "soon") + " It was a market day."
    (origin,) = origins([case_in("a", f"{LEAD} {BACKGROUND}", "Shells fell"), case_in("b", copy, "Shells fell")])
    assert (origin.kind, origin.reports) == ("copy", ("a", "b"))
    assert origin.reason == "86% of b stands in a."


def test_origins_joins_shared_passage_on_incident() -> None:
    """A long report that takes over the sentence on the incident is no second witness of it."""
    long = " ".join(f"Page {n} of the file holds letter {n * n} of clerk {n + 7}." for n in range(20))
    (origin,) = origins([case_in("a", f"{OTHER} {LEAD} {long}", "Shells fell"), case_in("b", f"{LEAD} {long[::-1]}")])
    assert origin.reports == ("a", "b")
    assert "share 39 words on it, from “Shells fell on the covered market of Marada”" in origin.reason


def test_origins_leaves_pages_with_one_notice_apart() -> None:
    """A notice that makes up most of two outlets' pages does not make one a copy of the other."""
    cases = [case_in("a", f"{THIRD}\n{BACKGROUND}", "struck"), case_in("b", f"Marada was hit.\n{BACKGROUND}", "hit")]
    assert groups(*cases) == [("a",), ("b",)]


def test_origins_leaves_shared_background_apart() -> None:
    """A passage that does not tell of the incident makes no copy."""
    first, second = f"{LEAD} {LEAD[::-1]} {BACKGROUND}", f"{OTHER} {OTHER[::-1]} {BACKGROUND}"
    assert groups(case_in("a", first, "Shells fell"), case_in("b", second, "shelled")) == [("a",), ("b",)]


def test_origins_leaves_reports_that_share_a_quotation_apart() -> None:
    """Two reporters may quote one speech in full, even where it tells of the incident."""
    first, second = f"{LEAD} “{SPEECH},” the colonel said.", f'The colonel spoke: "{SPEECH}". {OTHER}'
    assert groups(case_in("a", first, "fire a single round"), case_in("b", second, "fire a single round")) == [
        ("a",),
        ("b",),
    ]


def test_origins_joins_reports_that_credit_one_agency() -> None:
    """Two outlets that carry one agency's reports are one origin, named for it; its own page belongs to it."""
    (origin,) = origins(
        [
            case_in("a", f"MARADA (Reuters) - {LEAD}", "Shells fell", publisher="The Lake Post"),
            case_in("b", f"{OTHER}\n(Reuters)", "shelled", publisher="The Herald"),
            case_in("c", THIRD, "struck", publisher="Reuters"),
        ]
    )
    assert (origin.kind, origin.name, origin.reports) == ("agency", "Reuters", ("a", "b", "c"))
    assert origin.reason == "a and b carry the text of Reuters; c is published by Reuters."


def test_origins_seats_page_of_two_agencies_with_both() -> None:
    """A page drawn from two agencies is in the origin of each and does not make them one."""
    cases = [
        case_in("a", f"MARADA (Reuters) - {LEAD}", "Shells fell"),
        case_in("b", f"MARADA (AFP) - {OTHER}", "shelled"),
        case_in("c", f"{THIRD}\n(AFP, Reuters)", "struck"),
    ]
    assert groups(*cases) == [("a", "c"), ("b", "c")]


def test_origins_joins_reports_of_one_publisher() -> None:
    """One outlet's two reports are one origin."""
    cases = [case_in(name, text, publisher="The Lake Post") for name, text in (("a", LEAD), ("b", OTHER))]
    assert groups(*cases) == [("a", "b")]


def test_origins_joins_figures_of_one_office() -> None:
    """The spokesman's figure and the ministry's are one, where a report has no other."""
    (origin,) = origins(
        [
            case_in("a", LEAD, "Shells fell", ("nine traders", 11, "s"), actors=(MINISTRY, SPOKESMAN)),
            case_in("b", OTHER, "shelled", ("Eleven bodies", 11, "m"), actors=(MINISTRY,)),
        ]
    )
    assert (origin.kind, origin.reports) == ("speaker", ("a", "b"))
    assert origin.reason == "a and b have their figures from Ministry of Defence alone."


def test_origins_counts_repeated_figure_as_speakers() -> None:
    """A headline that repeats the ministry's figure in the report's own voice adds no witness."""
    cases = [
        case_in("a", LEAD, None, ("nine traders", 11, "m"), ("two of their customers", 11, None), actors=(MINISTRY,)),
        case_in("b", OTHER, None, ("Eleven bodies", 11, "m"), actors=(MINISTRY,)),
    ]
    assert groups(*cases) == [("a", "b")]


def test_origins_keeps_report_with_figure_of_its_own_apart() -> None:
    """A report that counts for itself beside the ministry's figure is an origin."""
    cases = [
        case_in("a", LEAD, None, ("nine traders", 9, None), ("customers", 11, "m"), actors=(MINISTRY,)),
        case_in("b", OTHER, None, ("Eleven bodies", 11, "m"), actors=(MINISTRY,)),
    ]
    assert groups(*cases) == [("a",), ("b",)]


def test_origins_keeps_unnamed_speakers_apart() -> None:
    """The residents that two reports quote are not known to be the same ones."""
    residents = Actor(id="r", name="residents", type="civilians")
    cases = [
        case_in("a", LEAD, None, ("nine traders", 11, "r"), actors=(residents,)),
        case_in("b", OTHER, None, ("Eleven bodies", 11, "r"), actors=(residents,)),
    ]
    assert groups(*cases) == [("a",), ("b",)]


def test_origins_joins_report_that_only_repeats_an_outlet() -> None:
    """What a doctor told an outlet, and nothing else, is of that outlet's origin."""
    doctor = Actor(id="d", name="doctor", type="person")
    cases = [
        case_in("a", OTHER, "shelled", publisher="Al Jazeera"),
        case_in(
            "b",
            LEAD,
            None,
            ("nine traders", 11, "d"),
            actors=(doctor,),
            statements=[("nine traders", "d", "Al Jazeera")],
            publisher="The Lake Post",
        ),
    ]
    assert groups(*cases) == [("a", "b")]


def test_origins_joins_outlet_named_as_speaker() -> None:
    """An agency that is the only speaker of a report's figures leads to the agency's own report."""
    agency = Actor(id="x", name="Reuters", type="media")
    cases = [
        case_in("a", OTHER, None, ("Eleven bodies", 11, "x"), actors=(agency,), publisher="The Lake Post"),
        case_in("b", f"MARADA (Reuters) - {LEAD}", "Shells fell"),
    ]
    assert groups(*cases) == [("a", "b")]


PARTS = st.sampled_from([LEAD, OTHER, THIRD, BACKGROUND, f"“{SPEECH}”"])
REPORTS = st.lists(
    st.tuples(
        st.lists(PARTS, min_size=1, max_size=3, unique=True),
        st.sampled_from(["", "(Reuters)", "(AFP)", "(AFP, Reuters)", "(AP, AFP)"]),
        st.sampled_from([None, "The Lake Post", "Reuters"]),
        st.sampled_from([None, "m", "s"]),
    ),
    max_size=6,
)


@settings(deadline=None)
@given(REPORTS, st.randoms(use_true_random=False))
def test_origins_ignore_order_and_lose_no_report(
    reports: list[tuple[list[str], str, str | None, str | None]], rng: random.Random
) -> None:
    """The order of the cases changes nothing, and each report is in an origin."""
    cases = []
    for n, (parts, credit, publisher, speaker) in enumerate(reports):
        text = "\n".join([*parts, credit])
        words = text[:20]
        cases.append(
            case_in(f"r{n}", text, words, (words, 11, speaker), actors=(MINISTRY, SPOKESMAN), publisher=publisher)
        )
    found = origins(cases)
    shuffled = list(cases)
    rng.shuffle(shuffled)
    assert origins(shuffled) == found
    assert {report for origin in found for report in origin.reports} == {f"r{n}" for n in range(len(reports))}
