import itertools

import pytest

from exportable import ACTORS, basis, days, estimate, incident, made, read_lines, reasons, record, report, table
from variorum.model import When
from variorum.model.record import IncidentEntry, LinkEntry, Member, StatementEntry


def event(entry: IncidentEntry, **rest: object) -> dict[str, object]:
    """Give the PLOVER record of an incident."""
    (found,) = read_lines(table(made("plover", record(entry, **rest))))
    return found


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, ("ASSAULT", ["heavy-weapons"], 4, -9.5)),
        ({"type": "air_strike"}, ("ASSAULT", ["aerial"], 4, -9.5)),
        ({"type": "air_strike", "weapons": ("armed drones",)}, ("ASSAULT", ["drone"], 4, -9.5)),
        ({"type": "armed_attack", "weapons": ("rifles",)}, ("ASSAULT", ["firearms"], 4, -9.0)),
        ({"type": "armed_attack"}, ("ASSAULT", [], 4, -9.0)),
        ({"type": "territory_change"}, ("RETREAT", ["withdraw"], 2, 8.0)),
        ({"type": "operation"}, ("MOBILIZE", ["troops"], 4, -6.5)),
        ({"type": "agreement"}, ("AGREE", [], 1, 2.5)),
        ({"type": "riot"}, ("PROTEST", ["riot"], 4, -7.0)),
    ],
)
def test_category_and_score(changes: dict[str, object], wanted: tuple[object, ...]) -> None:
    """Type and weapons give category and mode, and these the quad code and the score."""
    found = event(incident(**changes))
    assert (found["event"][0], found["mode"], found["quad_code"], found["event_scale"]) == wanted  # type: ignore[index]


def test_both_sides_of_a_clash_act() -> None:
    """The parties of a clash are all actors."""
    found = event(incident(type="clash"))
    assert found["recipient"] == []
    assert found["actor"] == [
        {"entity_text": "Chadian Army", "code": "TCD", "sector": "MIL"},
        {"entity_text": "River Front", "code": "TCD", "sector": "REB"},
    ]


def test_claims_keep_what_a_size_cannot() -> None:
    """A size is one number, and the range, speaker and stance of each claim stand in a key of our own."""
    entry = incident(estimate("civilian", 4, 6, 9, basis(4, 9, speaker="mayor")))
    found = event(entry)
    assert found["size"] == {"dead": 6}
    claim = found["x_claims"][0]  # type: ignore[index]
    assert (claim["low"], claim["high"], claim["speaker"], claim["stance"]) == (4, 9, "Idriss Haroun", "asserts")
    assert "a size is one number, and has no range" in reasons(made("plover", record(entry)))


def test_days_and_place() -> None:
    """A stretch of days has an end, and a place its resolution and the country's three letters."""
    found = event(incident(when=days("2031-05-06", "2031-05-08")))
    assert (found["date"], found["enddate"]) == ("2031-05-06", "2031-05-08")
    place = found["event_loc"]
    assert (place["city"], place["resolution"], place["country_code"]) == ("Marada", 4, "TCD")  # type: ignore[index]


def test_unknown_date_has_no_record() -> None:
    """A date that is not known is never that of publication."""
    export = made("plover", record(incident(when=When())))
    assert (export.tables[0].rows, reasons(export)) == ((), ["the date is not known"])


def test_chain_shares_one_id() -> None:
    """Incidents that answer one another, also over a third, have one link."""
    ids = [f"i-00000000000{n}" for n in "123"]
    links = tuple(LinkEntry(from_=b, to=a, type="response_to") for a, b in itertools.pairwise(ids))
    rows = read_lines(table(made("plover", record(*(incident(id=i) for i in ids), links=links))))
    assert [row["link"] for row in rows] == [ids[0]] * 3


def test_one_report_is_cited_and_all_are_named() -> None:
    """The first report is cited; the ids of all stand in a key of our own."""
    members = (Member(report="a.txt", incident="i1"), Member(report="b.txt", incident="i1"))
    found = event(incident(members=members), reports=(report(), report("b.txt")))
    assert found["cite_info"]["citation"] == "a.txt"  # type: ignore[index]
    assert found["x_reports"] == ["a.txt", "b.txt"]


def test_statements_are_events_on_request() -> None:
    """Statements that accuse or threaten are events where that is asked for, and only with a date."""
    said = StatementEntry(
        report="a.txt", speaker="mayor", stance="accuses", start=0, end=6, quote="Shells", said_on=None
    )
    dated = StatementEntry(
        report="a.txt",
        speaker="mayor",
        stance="condemns",
        start=7,
        end=10,
        quote="hit",
        said_on=days("2031-05-07", "2031-05-07").start,
    )
    whole = record(statements=(said, dated), actors=ACTORS)
    assert made("plover", whole).tables[0].rows == ()
    export = made("plover", whole, statements=True)
    (row,) = read_lines(table(export))
    assert (row["event"], row["mode"], row["date"]) == (["ACCUSE"], ["disapprove"], "2031-05-07")
    assert reasons(export) == ["when it was said is not known"]
