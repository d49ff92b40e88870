"""Countries are found by code, name, adjective, people and capital."""

import pytest

from variorum.knowledge.countries import load_countries

COUNTRIES = load_countries()


@pytest.mark.parametrize(
    ("name", "code"),
    [("Côte d'Ivoire", "CI"), ("BURMA", "MM"), ("the Netherlands", "NL"), ("D.R. Congo", "CD"), ("USSR", "SU")],
)
def test_a_country_is_found_by_any_of_its_names(name: str, code: str) -> None:
    """Short, older and foreign forms lead to the code."""
    country = COUNTRIES.by_name(name)
    assert country is not None
    assert country.code == code


@pytest.mark.parametrize(
    ("word", "code"), [("Burkinabé", "BF"), ("Danes", "DK"), ("nigerien", "NE"), ("Nigerian", "NG")]
)
def test_a_country_is_found_by_its_people(word: str, code: str) -> None:
    """Adjectives and peoples lead to the country."""
    country = COUNTRIES.by_adjective(word)
    assert country is not None
    assert country.code == code


def test_a_capital_stands_for_its_country() -> None:
    """The seat of government leads to the country, another town does not."""
    bamako = COUNTRIES.by_capital("Bamako")
    assert bamako is not None
    assert (bamako.code, COUNTRIES.by_capital("Mopti")) == ("ML", None)


@pytest.mark.parametrize("word", ["Mali", "the Malians", "MALIAN", "Bamako"])
def test_names_adjectives_and_capitals_may_mean_a_country(word: str) -> None:
    """Whatever leads to a country may mean one."""
    assert COUNTRIES.may_mean(word)


def test_other_words_mean_no_country() -> None:
    """A word that leads to no country is told apart at once."""
    assert not COUNTRIES.may_mean("Mopti")


def test_neighbours_are_mutual_among_present_countries() -> None:
    """Where one country borders another, the other borders it."""
    former = {"SU", "YU", "CS", "DD"}
    broken = [
        (country.code, code)
        for country in COUNTRIES.all
        for code in country.neighbours
        if country.code not in former
        and (other := COUNTRIES.by_code(code)) is not None
        and country.code not in other.neighbours
    ]
    assert broken == []


@pytest.mark.parametrize("word", ["Addis", "Ouagadougou", "U.S.", "The"])
def test_a_capital_may_begin_with_a_word(word: str) -> None:
    """With capitals asked for, their first words count, beside those of countries."""
    assert COUNTRIES.may_begin(word, capitals=True)
    assert not COUNTRIES.may_begin("Mopti", capitals=True)
