import pytest

from exportable import basis, estimate, incident, made, read_back, reasons, record, table
from variorum.model.record import Contest, IncidentEntry, Position, Record, StatementEntry

DEAD = estimate("civilian", 4, 4, 9, basis(4, 9, speaker="mayor", names=("Ali Saleh",)))
OWNED = StatementEntry(
    report="a.txt",
    speaker="army",
    stance="claims_responsibility",
    start=0,
    end=6,
    quote="Shells",
    incident="i-0123456789ab",
)


def rows(exported: Record, name: str) -> list[dict[str, str]]:
    """Give the rows of one of Airwars' tables."""
    return read_back(table(made("airwars", exported), f"{name}.csv"))


def suggested(entry: IncidentEntry) -> str:
    """Give the grade that the side file suggests."""
    traces = made("airwars", record(entry)).traces
    return next(t.policy for t in traces if t.column == "civilian_harm_status_slug")


def test_groups_have_their_bounds() -> None:
    """Civilians and officials, fighters of any kind, and people of no known group are counted apart."""
    told = (DEAD, estimate("official", 1, 1, 1), estimate("militant", 2, 2, 2), estimate("unknown", 9, 9, 9))
    (row,) = rows(record(incident(*told)), "incidents")
    assert (row["civilian_non_combatants_killed_min"], row["civilian_non_combatants_killed_max"]) == ("5", "10")
    assert (row["belligerents_killed_min"], row["undetermined_killed_max"]) == ("2", "2")
    assert (row["women_killed_min"], row["civilian_harm_reported"]) == ("", "1")


def test_grade_is_suggested_and_never_given() -> None:
    """How far civilian harm is established is left to a person; the side file suggests a grade."""
    entry = incident(DEAD)
    assert rows(record(entry), "incidents")[0]["civilian_harm_status_slug"] == ""
    assert suggested(entry) == "suggested: weak"
    assert suggested(incident(DEAD, origins=entry.origins * 2)) == "suggested: fair"
    assert suggested(incident(estimate("militant", 3, 3, 3))) == "suggested: discounted"


@pytest.mark.parametrize(
    ("changes", "statements", "wanted"),
    [
        ({}, (), "single_source_claim"),
        ({"origins": incident().origins * 2}, (), "likely_strike"),
        ({"initiators": ("army", "niger")}, (), "contested_strike"),
        ({}, (OWNED,), "declared_strike"),
    ],
)
def test_strike_status(changes: dict[str, object], statements: tuple[StatementEntry, ...], wanted: str) -> None:
    """A strike is declared by who did it, contested between several, likely by several origins, else one source's."""
    (row,) = rows(record(incident(DEAD, **changes), statements=statements), "incidents")
    assert row["strike_status_slug"] == wanted


def test_contested_initiators_contest_the_strike() -> None:
    """Rival claims of who did it make the strike contested."""
    position = Position(side="third", speaker=None, value="x", report="a.txt", start=0, end=6, quote="Shells")
    entry = incident(DEAD, contested=(Contest(field="initiators", positions=(position,)),))
    assert rows(record(entry), "incidents")[0]["strike_status_slug"] == "contested_strike"
    assert suggested(entry) == "suggested: contested"


def test_belligerent_concedes_what_it_says_itself() -> None:
    """Deaths are conceded by the party's own word alone, and its statements are listed."""
    own = estimate("civilian", 2, 4, 9, basis(2, speaker="army"), basis(9, speaker="mayor"))
    exported = record(incident(own), statements=(OWNED,))
    (row,) = rows(exported, "belligerents")
    assert (row["type"], row["deaths_conceded_min"], row["deaths_conceded_max"]) == ("Known", "2", "2")
    (said,) = rows(exported, "belligerent_statements")
    assert (said["belligerent_id"], said["statement"]) == ("army", "Shells")


def test_named_dead_are_victims() -> None:
    """Those who are named have a row each."""
    (row,) = rows(record(incident(DEAD)), "victims")
    assert (row["code"], row["name"], row["killed_or_injured"]) == ("i-0123456789ab", "Ali Saleh", "killed")


def test_each_report_has_its_figures() -> None:
    """What each report says stands by itself, with its text."""
    (row,) = rows(record(incident(DEAD)), "research_sources")
    assert (row["civilian_non_combatants_killed_min"], row["civilian_non_combatants_killed_max"]) == ("4", "9")
    assert row["source_content"].startswith("Shells hit Marada")


def test_hash_changes_with_the_row() -> None:
    """A row that changes has another hash."""
    first = rows(record(incident(DEAD)), "casualties")[0]["hash"]
    second = rows(record(incident(estimate("civilian", 4, 4, 8))), "casualties")[0]["hash"]
    assert len({first, second}) == 2
    assert len(first) == 32


def test_harm_that_has_no_column_has_a_warning() -> None:
    """Incidents without casualties, and casualties that are not told apart, are listed."""
    found = made("airwars", record(incident(), incident(estimate("civilian", 1, 1, 1, outcome="casualty"), id="i-1")))
    assert "nobody is told of as killed or injured" in reasons(found)
    assert "killed and injured that are not told apart have no column" in reasons(found)
