"""The gazetteer finds places of the world by the names that reports give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.knowledge.gazetteer import edit_distance, load_gazetteer
from variorum.knowledge.names import fold

GAZETTEER = load_gazetteer()


def test_a_name_leads_to_place_level_and_country() -> None:
    """A town is found with its province, its country and coordinates near the true ones."""
    town = next(entry for entry in GAZETTEER.find("Gao") if entry.country == "ML" and entry.level == "settlement")
    assert (town.province, round(town.latitude), round(town.longitude)) == ("Gao", 16, 0)


@pytest.mark.parametrize(
    ("name", "level", "country"),
    [
        ("Maricopa County", "district", "US"),
        ("Garissa County", "province", "KE"),
        ("Kidal region", "province", "ML"),
        ("Chiapas state", "province", "MX"),
        ("city of Kano", "settlement", "NG"),
        ("the Sahel", "region", None),
        ("Strait of Hormuz", "region", None),
        ("Westgate Mall", "site", "KE"),
        ("Ivory Coast", "country", "CI"),
    ],
)
def test_a_type_word_fixes_the_level(name: str, level: str, country: str | None) -> None:
    """The first place found is of the level that the name says."""
    found = [entry for entry in GAZETTEER.find(name) if entry.level == level]
    assert [entry.country for entry in found][:1] == [country]


@pytest.mark.parametrize(
    ("said", "name"),
    [("Saada", "Saada"), ("Sa'dah", "Saada"), ("al-Fashir", "El Fasher"), ("Mocimboa da Praia", "Mocimboa da Praia")],
)
def test_spellings_lead_to_the_english_name(said: str, name: str) -> None:
    """Apostrophes, diacritics and articles do not matter, and the usual English name comes back."""
    assert name in {entry.name for entry in GAZETTEER.find(said)}


def test_another_transliteration_is_found_where_the_country_is_known() -> None:
    """A spelling that nobody listed needs the country."""
    assert GAZETTEER.find("Qandoz") == ()
    assert {entry.name for entry in GAZETTEER.find("Qandoz", country="AF")} <= {"Kunduz", "Kandoz"}
    assert "Maimana" in {entry.name for entry in GAZETTEER.find("Maimaneh", country="AF")}


def test_a_misspelling_is_found_within_its_country() -> None:
    """A slip of a letter leads to the place, and to none where the name is short."""
    assert {entry.name for entry in GAZETTEER.find_similar("Tegucigulpa", "HN")} == {"Tegucigalpa"}
    assert GAZETTEER.find_similar("Gaa", "ML") == ()


def test_a_bay_is_not_the_town_of_its_name() -> None:
    """A name of water or land that is not listed does not fall back on a town."""
    assert GAZETTEER.find("Ouagadougou Bay") == ()


@pytest.mark.parametrize(("short", "name"), [("Tex.", "Texas"), ("NSW", "New South Wales"), ("Sask.", "Saskatchewan")])
def test_abbreviations_stand_for_provinces(short: str, name: str) -> None:
    """An abbreviation leads to its province, and is no name of it."""
    assert [entry.name for entry in GAZETTEER.find_abbreviation(short)] == [name]


def test_every_name_that_is_asked_for_is_a_name_of_what_comes_back() -> None:
    """No place comes back by chance of hashing."""
    for name in ("Kisangani", "Maiduguri", "Davao", "Buenaventura", "Cox's Bazar"):
        found = GAZETTEER.find_exact(name)
        assert found
        assert all(fold(name) in (fold(entry.name), *entry.aliases) for entry in found)


def test_the_better_known_place_comes_first() -> None:
    """Of towns with one name the largest leads."""
    towns = [entry for entry in GAZETTEER.find("Valencia") if entry.level == "settlement"]
    assert towns[0].population == max(town.population for town in towns)


@pytest.mark.parametrize(
    ("left", "right", "away"), [("mopti", "mopti", 0), ("mopti", "mpoti", 1), ("mopti", "mapta", 2)]
)
def test_edit_distance_counts_slips(left: str, right: str, away: int) -> None:
    """A swap of neighbours counts once, as a change does."""
    assert edit_distance(left, right, 3) == away


def test_edit_distance_stops_at_its_limit() -> None:
    """Words too far apart give one more than the limit."""
    assert edit_distance("mopti", "nairobi", 2) == 3


@given(st.text("abc", max_size=7), st.text("abc", max_size=7), st.integers(0, 4))
def test_edit_distance_is_the_same_within_any_limit(left: str, right: str, limit: int) -> None:
    """A limit changes nothing but what lies beyond it."""
    assert edit_distance(left, right, limit) == min(edit_distance(left, right, 14), limit + 1)


@pytest.mark.parametrize(
    ("said", "country", "province"),
    [
        ("West Wollega zone", "ET", "Oromia"),
        ("Wag Himra zone", "ET", "Amhara"),
        ("Afmadow district", "SO", "Lower Juba"),
        ("Heliwaa district", "SO", "Banadir"),
        ("Masisi", "CD", "North Kivu"),
        ("Pibor county", "SS", "Jonglei"),
        ("Tell Abyad district", "SY", "Raqqa"),
        ("Jebel Moon locality", "SD", "West Darfur"),
        ("Thantlang", "MM", "Chin"),
        ("Bankass district", "ML", "Mopti"),
        ("Djolu territory", "CD", "Tshuapa"),
        ("Um Dukhun", "SD", "Central Darfur"),
        ("Mayendit county", "SS", "Unity"),
        ("Depayin", "MM", "Sagaing Region"),
        ("Damboa local government area", "NG", "Borno"),
        ("Al Khokha", "YE", "Hodeidah"),
        ("Soum province", "BF", "Sahel"),
        ("Watapur district", "AF", "Kunar"),
    ],
)
def test_districts_of_wars_are_found(said: str, country: str, province: str) -> None:
    """A district that reports of a war name is found, in its province."""
    found = [entry for entry in GAZETTEER.find(said, country=country) if entry.level == "district"]
    assert [entry.province for entry in found] == [province]


@pytest.mark.parametrize("said", ["Saw", "Canal", "Nuer", "Reg", "Hlaing"])
def test_words_and_peoples_are_no_districts(said: str) -> None:
    """A district whose name is a word, a people's or a general's as well is found with its type alone."""
    assert [entry.name for entry in GAZETTEER.find(said) if entry.level == "district"] == []
    assert [entry.country for entry in GAZETTEER.find("Nuer Zone")] == ["ET"]


def test_one_district_is_not_listed_under_two_spellings() -> None:
    """What the extracts call by another name is one with the district that is listed."""
    for country, name in (("CD", "Masisi"), ("AF", "Jaghori"), ("NG", "Lamurde"), ("MM", "Kyaukphyu")):
        assert [entry.level for entry in GAZETTEER.find(name, country=country)].count("district") == 1
    assert GAZETTEER.find("Larmurde", country="NG")[0].name == "Lamurde"


@pytest.mark.parametrize("country", ["AF", "BF", "CD", "ET", "ML", "MM", "NG", "SD", "SO", "SS", "SY", "YE"])
def test_listed_districts_lie_in_their_province(country: str) -> None:
    """No district of a country whose districts are listed by hand was put at a namesake of its seat elsewhere."""
    entries = list(GAZETTEER.entries_of(country))
    provinces = {entry.name: entry for entry in entries if entry.level == "province"}
    for entry in entries:
        if entry.level == "district" and entry.province:
            around = provinces[entry.province]
            north, east = entry.latitude - around.latitude, entry.longitude - around.longitude
            assert 111 * (north * north + east * east) ** 0.5 < 500, entry
