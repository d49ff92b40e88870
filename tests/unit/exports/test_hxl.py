from exportable import basis, estimate, incident, made, read_back, reasons, record, table
from variorum.exports.encode import encoded


def test_tags_stand_under_the_header() -> None:
    """The second row has a hashtag for every column."""
    for shown in made("hxl", record(incident())).tables:
        header, tags = encoded(shown).decode("utf-8").splitlines()[:2]
        assert len(header.split(",")) == len(tags.split(","))
        assert all(tag.startswith("#") for tag in tags.split(","))


def test_incident_has_its_bounds() -> None:
    """Low, best and high have columns, and groups their best."""
    told = (estimate("civilian", 1, 2, 3), estimate("military", 4, 5, 6))
    (row,) = read_back(table(made("hxl", record(incident(*told))), "incidents.hxl.csv"))
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == ("5", "7", "9")
    assert (row["killed_civilians"], row["killed_military"], row["killed_militants"]) == ("2", "5", "")
    assert (row["country"], row["where_prec"]) == ("TCD", "1")


def test_open_figure_leaves_the_high_empty() -> None:
    """A figure that is open above has no highest number, and a warning says so."""
    export = made("hxl", record(incident(estimate("civilian", 4, 4, None))))
    (row,) = read_back(table(export, "incidents.hxl.csv"))
    assert row["killed_high"] == ""
    assert "a figure is open above, and the cell is empty" in reasons(export)


def test_each_claim_has_a_row() -> None:
    """A claim has its speaker and stance, and says whether it stands."""
    told = estimate("civilian", 4, 4, 9, basis(4, speaker="mayor"), basis(9, superseded_by=0))
    first, second = read_back(table(made("hxl", record(incident(told))), "claims.hxl.csv"))
    assert (first["speaker"], first["stance"], first["stands"]) == ("Idriss Haroun", "asserts", "true")
    assert (second["speaker"], second["high"], second["stands"]) == ("", "9", "false")
