import pytest

from exportable import MARADA, basis, days, estimate, incident, made, read_csv, reasons, record
from variorum.exports.acled import interaction
from variorum.exports.context import kilometres
from variorum.model import Place, When
from variorum.model.record import ActorEntry, IncidentEntry

BOL = Place(name="Bol", level="settlement", country="TD", latitude=13.4, longitude=14.7, radius_km=3)


def event(entry: IncidentEntry) -> tuple[str, str]:
    """Give the pair of types of the row of an incident."""
    (row,) = read_csv("acled", entry)
    return row["event_type"], row["sub_event_type"]


@pytest.mark.parametrize(
    ("type_", "targets", "wanted"),
    [
        ("air_strike", ("rebels",), ("Explosions/Remote violence", "Air/drone strike")),
        ("shelling", ("rebels",), ("Explosions/Remote violence", "Shelling/artillery/missile attack")),
        ("suicide_bombing", ("people",), ("Explosions/Remote violence", "Suicide bomb")),
        ("bombing", ("people",), ("Explosions/Remote violence", "Remote explosive/landmine/IED")),
        ("armed_attack", ("rebels",), ("Battles", "Armed clash")),
        ("armed_attack", ("people",), ("Violence against civilians", "Attack")),
        ("clash", ("rebels",), ("Battles", "Armed clash")),
        ("killing", ("mayor",), ("Violence against civilians", "Attack")),
        ("abduction", ("people",), ("Violence against civilians", "Abduction/forced disappearance")),
        ("sexual_violence", ("people",), ("Violence against civilians", "Sexual violence")),
        ("destruction", ("people",), ("Strategic developments", "Looting/property destruction")),
        ("territory_change", (), ("Strategic developments", "Non-violent transfer of territory")),
        ("operation", (), ("Strategic developments", "Change to group/activity")),
        ("protest", (), ("Protests", "Peaceful protest")),
        ("riot", (), ("Riots", "Violent demonstration")),
        ("riot", ("people",), ("Riots", "Mob violence")),
        ("expulsion", ("people",), ("Strategic developments", "Other")),
        ("closure", (), ("Strategic developments", "Other")),
        ("talks", ("niger",), ("Strategic developments", "Agreement")),
        ("agreement", ("niger",), ("Strategic developments", "Agreement")),
    ],
)
def test_types(type_: str, targets: tuple[str, ...], wanted: tuple[str, str]) -> None:
    """The type and whom it was aimed at give ACLED's pair."""
    assert event(incident(type=type_, targets=targets)) == wanted


@pytest.mark.parametrize(
    ("type_", "outcome", "number", "wanted"),
    [
        ("abduction", "killed", 1, "Attack"),
        ("territory_change", "killed", 1, "Government regains territory"),
        ("operation", "killed", 1, "Armed clash"),
        ("protest", "killed", 1, "Excessive force against protesters"),
        ("protest", "injured", 1, "Protest with intervention"),
        ("arrest", "detained", 12, "Arrests"),
    ],
)
def test_types_that_depend_on_harm(type_: str, outcome: str, number: int, wanted: str) -> None:
    """What came of it decides between the types of some incidents."""
    harm = estimate("civilian", number, number, number, outcome=outcome)  # type: ignore[arg-type]
    assert event(incident(harm, type=type_))[1] == wanted


def test_grenade_decides_the_type() -> None:
    """A weapon that ACLED has a type for takes the event."""
    assert event(incident(type="bombing", weapons=("hand grenade",)))[1] == "Grenade"


def test_arrest_by_a_group_is_an_abduction() -> None:
    """Detention by those who are no state is abduction."""
    assert event(incident(type="arrest", initiators=("rebels",)))[1] == "Abduction/forced disappearance"


def test_foreign_state_overtakes_territory() -> None:
    """Only a country's own government regains territory in it."""
    dead = estimate("military", 1, 1, 1)
    taken = incident(dead, type="territory_change", initiators=("niger",), targets=("army",))
    assert event(taken)[1] == "Non-state actor overtakes territory"


def test_forces_abroad_are_external() -> None:
    """State forces are of their own kind at home and external forces abroad; the lower number stands first."""
    (row,) = read_csv("acled", incident(initiators=("niger",), targets=("army",)))
    assert (row["inter1"], row["inter2"]) == ("External/Other forces", "State forces")
    assert row["interaction"] == "State forces-External/Other forces"
    assert (row["actor1"], row["actor2"]) == ("Military Forces of Niger", "Military Forces of Chad")


def test_years_of_a_government_come_from_the_table() -> None:
    """A country's forces are named with the years of its government where the table has them."""
    forces = ActorEntry(id="af", name="Afghan police", type="police", country="AF")
    (row,) = read_csv("acled", incident(when=days("2015-01-01", "2015-01-01"), initiators=("af",)), actors=(forces,))
    assert row["actor1"] == "Police Forces of Afghanistan (2004-2021)"


def test_unlisted_group_keeps_its_name_and_has_no_kind() -> None:
    """A group that the table lacks keeps its name, and its kind stays empty, with a warning."""
    (row,) = read_csv("acled", incident())
    assert (row["actor2"], row["inter2"], row["interaction"]) == ("River Front", "", "")
    assert "ACLED's name and kind of the actor are not in the table" in reasons(made("acled", record(incident())))


def test_region_that_is_not_known_stays_empty() -> None:
    """Where the table has no region of a country, the cell is empty and a warning says so."""
    there = incident(where=(Place(name="Tepic", level="settlement", country="MX", latitude=21.5, longitude=-104.9),))
    (row,) = read_csv("acled", there)
    assert (row["country"], row["region"]) == ("Mexico", "")
    assert "ACLED's region of the country is not known" in reasons(made("acled", record(there)))


def test_civilians_are_targeted_only_alone() -> None:
    """Civilians who are the only target are actor 2 and targeted; those hurt in passing go with actor 2."""
    dead = estimate("civilian", 3, 3, 3)
    (alone,) = read_csv("acled", incident(dead, targets=("people",)))
    (passing,) = read_csv("acled", incident(dead))
    assert (alone["actor2"], alone["civilian_targeting"]) == ("Civilians (Chad)", "Civilians targeted")
    assert (passing["assoc_actor_2"], passing["civilian_targeting"]) == ("Civilians (Chad)", "")


@pytest.mark.parametrize(
    ("told", "number"),
    [
        (estimate("civilian", 24, 24, None, basis(24, quote="dozens", open_=True)), 12),
        (estimate("civilian", 200, 200, None, basis(200, quote="hundreds", open_=True)), 100),
        (estimate("civilian", 300, 300, None, basis(300, quote="several hundred", open_=True)), 300),
        (estimate("civilian", 2, 2, None, basis(2, quote="killing herders", open_=True)), 3),
        (estimate("civilian", 2, 2, None, basis(2, quote="at least two", open_=True)), 2),
        (estimate("civilian", 4, 9, 12, basis(4), basis(12)), 4),
        (estimate("civilian", 0, 9, 9, basis(9), basis(0, stance="denies")), 9),
        (estimate("civilian", 0, 0, 0, basis(0, quote="no casualties")), 0),
    ],
)
def test_fatalities_are_the_lowest_reported(told: object, number: int) -> None:
    """The lowest figure stands, words are read as ACLED reads them, and a denial is no figure."""
    (row,) = read_csv("acled", incident(told))  # type: ignore[arg-type]
    assert row["fatalities"] == str(number)


def test_nothing_said_is_zero() -> None:
    """ACLED has 0 where nothing is said; the side file says that it is so."""
    export = made("acled", record(incident()))
    assert export.tables[0].rows[0]["fatalities"] == 0
    assert next(t.policy for t in export.traces if t.column == "fatalities") == "nothing said counts as 0"


def test_total_is_divided_over_places() -> None:
    """Places that lie apart have a row each, with an even share, and the odd remainder goes to the first."""
    rows = read_csv("acled", incident(estimate("civilian", 5, 5, 5), where=(MARADA, BOL)))
    assert [(row["location"], row["fatalities"]) for row in rows] == [("Marada", "3"), ("Bol", "2")]


@pytest.mark.parametrize(
    ("start", "end", "precision", "code", "shown"),
    [
        ("2031-05-06", "2031-05-06", "day", "1", "2031-05-06"),
        ("2031-05-05", "2031-05-11", "week", "2", "2031-05-08"),
        ("2031-05-01", "2031-05-31", "month", "3", "2031-05-16"),
        ("2031-05-01", "2031-05-10", "range", "3", "2031-05-01"),
        ("2031-05-11", "2031-05-20", "range", "3", "2031-05-15"),
        ("2031-05-21", "2031-05-31", "range", "3", "2031-05-31"),
    ],
)
def test_time_precision(start: str, end: str, precision: str, code: str, shown: str) -> None:
    """The day is that of the incident, the middle of the period, or the first or last day of a month."""
    (row,) = read_csv("acled", incident(when=days(start, end, precision)))
    assert (row["time_precision"], row["event_date"]) == (code, shown)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"when": When()}, "the date is not known"),
        ({"when": days("2031-01-01", "2031-12-31", "year")}, "the time is vaguer than a month"),
        ({"where": (Place(name="Chad", level="country", country="TD"),)}, "no place smaller than a country is known"),
        ({"type": "other"}, "ACLED has no events of this type"),
        ({"type": "arrest"}, "arrests are events only where they are many or those arrested are significant"),
        ({"type": "armed_attack", "targets": ()}, "whether it was a battle or aimed at civilians is not known"),
    ],
)
def test_what_has_no_row_has_a_warning(changes: dict[str, object], reason: str) -> None:
    """An incident that ACLED has no row for is listed with the reason."""
    export = made("acled", record(incident(**changes)))
    assert (export.tables[0].rows, reasons(export)[-1]) == ((), reason)


def test_our_id_stands_in_the_notes() -> None:
    """ACLED's id stays empty; the record's stands in brackets, with what has no column."""
    (row,) = read_csv("acled", incident(estimate("civilian", 3, 3, 7, outcome="injured")))
    assert row["event_id_cnty"] == ""
    assert row["notes"] == "Shelling by Chadian Army on River Front. Injured: 3 to 7. [i-0123456789ab]"


def test_interaction_of_one_actor() -> None:
    """One actor alone is said to be so."""
    assert (interaction("", "Rioters"), interaction("", "")) == ("Rioters only", None)


def test_distance() -> None:
    """Two points are as far apart as the globe has them, across the date line too."""
    assert kilometres((14.1, 15.3), (13.4, 14.7)) == pytest.approx(101, abs=2)
    assert kilometres((0.0, 179.5), (0.0, -179.5)) == pytest.approx(111, abs=1)
