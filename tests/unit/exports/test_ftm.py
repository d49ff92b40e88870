from hashlib import sha1

from exportable import basis, days, estimate, incident, read_csv, report
from variorum.exports.ftm import COLUMNS, dataset_of
from variorum.model.record import ActorEntry, Member


def values(rows: list[dict[str, str]], prop: str) -> list[str]:
    """Give the values of a property."""
    return [row["value"] for row in rows if row["prop"] == prop]


def test_event_has_its_properties() -> None:
    """An incident is an event with its day, place, country and parties."""
    rows = read_csv("ftm", incident(), actors=())
    assert {row["schema"] for row in rows} == {"Event"}
    assert (values(rows, "date"), values(rows, "location"), values(rows, "country")) == (
        ["2031-05-06"],
        ["Marada, Kanem"],
        ["td"],
    )
    assert (values(rows, "organizer"), values(rows, "involved")) == (["army"], ["rebels"])


def test_each_claim_is_a_statement_of_its_report() -> None:
    """A claim is a summary in its report's data set, with speaker and words."""
    told = estimate("civilian", 4, 4, 9, basis(4, speaker="mayor"), basis(9, report="b.txt"))
    members = (Member(report="a.txt", incident="i1"), Member(report="b.txt", incident="i1"))
    rows = read_csv("ftm", incident(told, members=members), reports=(report(), report("b.txt")))
    found = [(row["dataset"], row["value"]) for row in rows if row["prop"] == "summary"]
    assert found == [
        (dataset_of("a.txt"), "Idriss Haroun says: 4 civilians killed (“four people”)"),
        (dataset_of("b.txt"), "The report says: 9 civilians killed (“four people”)"),
    ]


def test_stretch_of_days_has_start_and_end() -> None:
    """Days that are not one are a start and an end."""
    rows = read_csv("ftm", incident(when=days("2031-05-06", "2031-05-08")))
    assert (values(rows, "startDate"), values(rows, "endDate"), values(rows, "date")) == (
        ["2031-05-06"],
        ["2031-05-08"],
        [],
    )


def test_actor_is_an_entity() -> None:
    """An actor has its schema, names, country and whom it belongs to, in each report that names it."""
    front = ActorEntry(
        id="front",
        name="River Front",
        type="armed_group",
        country="TD",
        parent="army",
        aliases=("RF",),
        members=(("a.txt", "a1"),),
    )
    rows = [row for row in read_csv("ftm", actors=(front,)) if row["entity_id"] == "front"]
    assert {row["schema"] for row in rows} == {"Organization"}
    assert [(row["prop"], row["value"]) for row in rows] == [
        ("name", "River Front"),
        ("alias", "RF"),
        ("country", "td"),
        ("parent", "army"),
    ]


def test_statement_ids_are_those_of_the_library() -> None:
    """A statement's id follows from data set, entity, property and value, as FollowTheMoney computes it."""
    rows = read_csv("ftm", incident(), actors=())
    name = next(row for row in rows if row["prop"] == "name")
    assert tuple(name) == COLUMNS
    assert (name["prop_type"], name["lang"], name["first_seen"]) == ("name", "eng", "2031-05-06")
    key = f"{name['dataset']}.i-0123456789ab.name.Shelling, Marada@eng"
    assert name["id"] == sha1(key.encode()).hexdigest()
    assert len({row["id"] for row in rows}) == len(rows)


def test_data_sets_of_reports_differ() -> None:
    """Reports whose names fold to the same have data sets of their own."""
    assert dataset_of("A b.txt") != dataset_of("a-b.txt")
