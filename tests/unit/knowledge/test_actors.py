"""The catalogue knows states with their organs, armed groups, bodies and outlets by the names in use."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.knowledge.actors import ActorEntry, load_actors

ACTORS = load_actors()


def found(name: str, *, country: str | None = None, on: date | None = None) -> ActorEntry:
    """Find an actor that must be there."""
    entry = ACTORS.find(name, country=country, on=on)
    assert entry is not None, name
    return entry


@pytest.mark.parametrize(
    "name", ["Malian air force", "Mali's air force", "Mali’s warplanes", "the air force of Mali", "MALIAN AIR FORCE"]
)
def test_an_organ_is_composed_from_country_and_phrase(name: str) -> None:
    """Adjective, possessive and "of" lead to the same organ of the same state."""
    entry = found(name)
    assert (entry.name, entry.type, entry.country, entry.parent) == ("Malian Air Force", "military", "ML", "Mali")


@pytest.mark.parametrize(
    "name", ["Kenya", "Nairobi", "Kenyan government", "the government of Kenya", "Kenyan authorities"]
)
def test_a_state_is_its_government_and_its_capital(name: str) -> None:
    """What stands for the state leads to it."""
    entry = found(name)
    assert (entry.name, entry.type, entry.country) == ("Kenya", "state", "KE")


def test_an_organ_without_a_country_takes_that_of_the_passage() -> None:
    """An interior ministry is nobody's until the country is known."""
    assert ACTORS.find("the interior ministry") is None
    assert found("the interior ministry", country="TN").country == "TN"


@pytest.mark.parametrize(
    ("name", "canonical", "kind"),
    [
        ("US State Department", "State Department", "government"),
        ("American foreign ministry", "State Department", "government"),
        ("Israeli army spokesman's office", None, None),
        ("Burmese military", "Tatmadaw", "military"),
        ("the Kremlin", "Kremlin", "government"),
    ],
)
def test_an_organ_with_a_name_of_its_own_keeps_it(name: str, canonical: str | None, kind: str | None) -> None:
    """The curated name of an organ wins over the composed one."""
    entry = ACTORS.find(name)
    assert (entry.name if entry else None, entry.type if entry else None) == (canonical, kind)


@pytest.mark.parametrize(
    ("name", "canonical", "country"),
    [
        ("M23 rebels", "March 23 Movement", "CD"),
        ("Tamil Tigers", "Liberation Tigers of Tamil Eelam", "LK"),
        ("Sendero Luminoso", "Shining Path", "PE"),
        ("al Shabab", "Al-Shabaab", "SO"),
        ("Red Cross", "International Committee of the Red Cross", None),
        ("OCHA", "UN Office for the Coordination of Humanitarian Affairs", None),
    ],
)
def test_groups_and_bodies_are_found_by_alias(name: str, canonical: str, country: str | None) -> None:
    """Acronyms, spellings and descriptions lead to one entry."""
    entry = found(name)
    assert (entry.name, entry.country) == (canonical, country)


def test_the_country_tells_namesakes_apart() -> None:
    """Where two actors share a short name the passage's country decides."""
    assert found("RAF", country="DE").country == "DE"
    assert found("RAF", country="GB").name == "Royal Air Force"


@pytest.mark.parametrize("word", ["is", "who", "time", "ap", "us", "it", "dawn"])
def test_words_are_no_actors(word: str) -> None:
    """A short name that is a word counts only in capitals or as listed."""
    assert ACTORS.find(word) is None


def test_a_movement_is_the_state_while_it_rules() -> None:
    """The day decides whether a movement is a state or an armed group."""
    assert found("Khmer Rouge", on=date(1977, 5, 1)).type == "state"
    assert found("Khmer Rouge", on=date(1990, 5, 1)).type == "armed_group"
    assert found("Khmer Rouge").type == "armed_group"


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("https://www.dailymaverick.co.za/article", "Daily Maverick"),
        ("www.bbc.co.uk", "BBC"),
        ("AFP", "Agence France-Presse"),
        ("The Nation", None),
        ("example.org", None),
    ],
)
def test_outlets_are_found_by_name_and_address(name: str, outlet: str | None) -> None:
    """A web address leads to its outlet, whatever stands before or after the domain."""
    entry = ACTORS.outlet(name)
    assert (entry.name if entry else None) == outlet


def test_every_parent_is_an_actor() -> None:
    """A parent is named as the catalogue finds it."""
    entries = {entry for listed in ACTORS._by_alias.values() for entry in listed}
    missing = sorted(entry.parent for entry in entries if entry.parent and ACTORS.find(entry.parent) is None)
    assert missing == []


@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    """Names come from hostile reports."""
    ACTORS.find(text, country="PK")
    ACTORS.outlet(text)
