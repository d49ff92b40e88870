import pytest

from exportable import ARMY, MARADA, basis, days, estimate, incident, made, read_csv, reasons, record, report
from variorum.exports.ged import event_number, priogrid, with_kind
from variorum.model import Place, When
from variorum.model.record import ActorEntry, Contest, Position

DEAD = estimate("civilian", 4, 4, 9)


def test_state_against_group_is_state_based() -> None:
    """The government is side A, whoever began, with its Gleditsch-Ward number."""
    (row,) = read_csv("ged", incident(DEAD, initiators=("rebels",), targets=("army",)))
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == ("1", "Government of Chad", "River Front")
    assert (row["gwnoa"], row["gwnob"], row["dyad_name"]) == ("483", "", "Government of Chad - River Front")


def test_two_states_stand_in_order_of_names() -> None:
    """Of two governments the first by alphabet is side A, and both have numbers."""
    (row,) = read_csv("ged", incident(DEAD, initiators=("niger",), targets=("army",)))
    assert (row["side_a"], row["side_b"]) == ("Government of Chad", "Government of Niger")
    assert (row["gwnoa"], row["gwnob"]) == ("483", "436")


def test_attack_on_civilians_is_one_sided() -> None:
    """An organised party against civilians is type 3, and dead fighters are counted as unknown, with a warning."""
    entry = incident(DEAD, estimate("militant", 2, 2, 2), initiators=("rebels",), targets=("people",))
    (row,) = read_csv("ged", entry)
    assert (row["type_of_violence"], row["side_b"]) == ("3", "Civilians")
    assert [row[f"deaths_{c}"] for c in ("a", "b", "civilians", "unknown")] == ["0", "0", "4", "2"]
    assert "one-sided events have no column for dead fighters" in reasons(made("ged", record(entry)))


def test_two_groups_are_non_state() -> None:
    """Two organised parties without a government are type 2, and whose fighters died is unknown."""
    other = ActorEntry(id="other", name="Hill Front", type="armed_group", country="TD")
    entry = incident(estimate("militant", 5, 5, 5), initiators=("rebels",), targets=("other",))
    (row,) = read_csv("ged", entry, actors=(ARMY, other, *record().actors[1:]))
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == ("2", "Hill Front", "River Front")
    assert (row["deaths_a"], row["deaths_b"], row["deaths_unknown"]) == ("0", "0", "5")


def test_fighters_count_to_their_side() -> None:
    """Soldiers and police count to the government, militants to the group, officials to civilians."""
    told = [estimate("military", 1, 1, 1), estimate("police", 2, 2, 2), estimate("militant", 4, 4, 4)]
    (row,) = read_csv("ged", incident(*told, estimate("official", 8, 8, 8)))
    assert [row[f"deaths_{c}"] for c in ("a", "b", "civilians", "unknown")] == ["3", "4", "8", "0"]
    assert row["best"] == "15"


def test_movement_that_rules_is_a_government() -> None:
    """The Taliban is a government while it rules, and goes by UCDP's name before."""
    taliban = ActorEntry(id="taliban", name="Afghan Taliban", type="armed_group", country="AF")
    names = [
        read_csv("ged", incident(DEAD, when=days(day, day, "day"), targets=("taliban",)), actors=(ARMY, taliban))[0]
        for day in ("2020-01-01", "2022-01-01")
    ]
    assert [row["side_b"] for row in names] == ["Taleban", "Government of Chad"]
    assert names[1]["side_a"] == "Government of Afghanistan"


@pytest.mark.parametrize(
    ("start", "end", "precision", "code"),
    [
        ("2031-05-06", "2031-05-06", "day", "1"),
        ("2031-05-06", "2031-05-11", "range", "2"),
        ("2031-05-05", "2031-05-11", "week", "3"),
        ("2031-05-01", "2031-05-10", "range", "4"),
        ("2031-05-01", "2031-05-31", "month", "4"),
        ("2031-01-01", "2031-12-31", "year", "5"),
    ],
)
def test_date_precision(start: str, end: str, precision: str, code: str) -> None:
    """The stretch of days gives the code, and its ends are the first and last possible day."""
    (row,) = read_csv("ged", incident(DEAD, when=days(start, end, precision)))
    assert row["date_prec"] == code
    assert (row["date_start"], row["date_end"]) == (f"{start} 00:00:00.000", f"{end} 00:00:00.000")


@pytest.mark.parametrize(
    ("level", "radius", "country", "name", "code"),
    [
        ("site", 1, "TD", "Marada market", "1"),
        ("settlement", 5, "TD", "Marada", "1"),
        ("settlement", 15, "TD", "Marada", "2"),
        ("district", 40, "TD", "Marada", "3"),
        ("province", 90, "TD", "Kanem", "4"),
        ("region", 200, "TD", "the border", "5"),
        ("country", 600, "TD", "Chad", "6"),
        ("region", 300, None, "Red Sea", "7"),
    ],
)
def test_place_precision(level: str, radius: float, country: str | None, name: str, code: str) -> None:
    """How far off the coordinates may be, and of what kind the place is, give the code."""
    where = Place(name=name, level=level, country=country, latitude=14.0, longitude=15.0, radius_km=radius)  # type: ignore[arg-type]
    (row,) = read_csv("ged", incident(DEAD, where=(where,)))
    assert row["where_prec"] == code


def test_place_has_its_point_and_cell() -> None:
    """Coordinates stand alone, in WKT with longitude first, and give the cell of PRIO-GRID."""
    (row,) = read_csv("ged", incident(DEAD))
    assert (row["latitude"], row["longitude"]) == ("14.100000", "15.300000")
    assert (row["geom_wkt"], row["priogrid_gid"]) == ("POINT (15.300000 14.100000)", "150151")
    assert (row["country"], row["country_id"], row["region"], row["adm_1"]) == (
        "Chad",
        "483",
        "Africa",
        "Kanem province",
    )


def test_cells_of_the_edges() -> None:
    """The corners of the world are in the first and the last cell."""
    assert (priogrid(-90, -180), priogrid(90, 180)) == (1, 259200)


def test_kind_of_a_unit_stands_once() -> None:
    """The kind of a unit is added in small letters where the name lacks it."""
    assert [with_kind(n, "province") for n in ("Kandahar", "Kandahar Province", "Kandahar province")] == [
        "Kandahar province"
    ] * 3


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"when": When()}, "the date is not known"),
        ({"when": days("2029-01-01", "2031-01-01")}, "the time is vaguer than a year"),
        ({"where": ()}, "the place is not known"),
        ({"initiators": ()}, "no organised party is known to have done it"),
        ({"type": "talks"}, "UCDP has no events of this type"),
    ],
)
def test_what_has_no_row_has_a_warning(changes: dict[str, object], reason: str) -> None:
    """An incident that UCDP has no row for is listed with the reason, and nothing is made up to fill it."""
    export = made("ged", record(incident(DEAD, **changes)))
    assert (export.tables[0].rows, reasons(export)) == ((), [reason])


def test_incident_without_a_death_is_no_event() -> None:
    """Zero dead in every figure is no event, as is no figure."""
    export = made("ged", record(incident(), incident(estimate("civilian", 0, 0, 0), id="i-000000000001")))
    assert reasons(export) == ["no death is told of, and UCDP's events have one in low, best or high"] * 2


def test_contested_fields_are_to_be_checked() -> None:
    """No row is clear; what the accounts part on is named."""
    position = Position(side="third", speaker=None, value="x", report="a.txt", start=0, end=6, quote="Shells")
    dead = estimate("civilian", 4, 4, 9, contested=True)
    contested = (Contest(field="where", positions=(position,)),)
    (row,) = read_csv("ged", incident(dead, contested=contested, certainty="alleged"))
    assert row["code_status"] == "Check geography; Check deaths; Check certainty"


def test_sources_stand_in_one_cell() -> None:
    """Outlet, date and title of each report, joined with semicolons, and the speakers behind the figures."""
    told = report("b.txt", title="Four; or five, dead", publisher=None)
    member = incident().members[0]
    entry = incident(
        estimate("civilian", 4, 4, 4, basis(4, speaker="mayor")),
        members=(member, type(member)(report="b.txt", incident="i1")),
    )
    (row,) = read_csv("ged", entry, reports=(report(), told))
    assert row["source_article"] == "The Courier,2031-05-06,Shells hit market;2031-05-06,Four, or five, dead"
    assert (row["number_of_sources"], row["source_original"]) == ("2", "Idriss Haroun")


def test_side_file_has_the_words() -> None:
    """Each figure leads back to its words, and the words of a time and place to where they stand if that is sure."""
    export = made("ged", record(incident(estimate("civilian", 4, 4, 4, basis(4, speaker="mayor")))))
    traces = {trace.column: trace for trace in export.traces}
    ground = traces["deaths_civilians"].basis[0]
    assert (ground.quote, ground.speaker, ground.stance) == ("four people", "Idriss Haroun", "asserts")
    when, where = traces["date_start"].basis[0], traces["where_coordinates"].basis[0]
    assert (when.quote, when.start, when.end) == ("on Tuesday", 18, 28)
    assert (where.quote, where.start) == ("Marada", 11)
    assert traces["best"].policy.startswith("ucdp")


def test_several_places_leave_one_and_a_warning() -> None:
    """An event has one place; the others are listed, and the event is marked as told together."""
    other = Place(name="Bol", level="settlement", country="TD", latitude=13.4, longitude=14.7)
    entry = incident(DEAD, where=(MARADA, other))
    assert read_csv("ged", entry)[0]["event_clarity"] == "2"
    assert "an event has one place; the others are left out" in reasons(made("ged", record(entry)))


def test_event_numbers_differ() -> None:
    """A number follows from the id alone, whatever its form."""
    assert event_number("i-00000000000a") == 10
    assert event_number("i-x") != event_number("i-y")
