from pathlib import Path
from typing import get_args

import pytest

from variorum.errors import CodesUnusable
from variorum.exports.codes import Codes
from variorum.knowledge import load_countries
from variorum.model.account import ActorType, IncidentType


def test_every_type_has_codes() -> None:
    """Each type of incident is in the crosswalk, with a pair that ACLED has, or none."""
    codes = Codes()
    assert set(codes.types) == set(get_args(IncidentType))
    for found in codes.types.values():
        for pair in (
            (found.acled_event, found.acled_sub_event),
            (found.acled_event_civilians, found.acled_sub_event_civilians),
        ):
            assert pair in codes.disorder or pair == ("", "")


def test_every_mode_has_a_score() -> None:
    """The modes that types, weapons and stances name are modes of their category."""
    codes = Codes()
    for found in codes.types.values():
        assert not found.plover_mode or found.plover_mode in codes.plover[found.plover_event].modes
    for (kind, _), (sub_event, mode) in codes.weapons.items():
        assert not mode or mode in codes.plover[codes.types[kind].plover_event].modes  # type: ignore[index]
        assert not sub_event or (codes.types[kind].acled_event, sub_event) in codes.disorder  # type: ignore[index]
    for category, mode in codes.stances.values():
        assert mode in codes.plover[category].modes
    assert set(codes.sectors) == set(get_args(ActorType))


def test_countries_are_those_of_the_gazetteer() -> None:
    """Each country has its row, and numbers and codes of three letters are given once."""
    codes = Codes().countries
    assert set(codes) == {country.code for country in load_countries().all}
    numbers = [country.iso_number for country in codes.values() if country.iso_number is not None]
    assert len(numbers) == len(set(numbers))
    letters = [country.iso3 for country in codes.values() if country.iso3]
    assert len(letters) == len(set(letters))
    assert all(len(code) == 3 and code.isupper() for code in letters)


@pytest.mark.parametrize(
    ("code", "iso", "gw", "ucdp", "region", "acled"),
    [
        ("AF", 4, 700, "Afghanistan", "Asia", "South Asia"),
        ("PK", 586, 770, "Pakistan", "Asia", "South Asia"),
        ("IR", 364, 630, "Iran", "Middle East", "Middle East"),
        ("MM", 104, 775, "Myanmar (Burma)", "Asia", "Southeast Asia"),
        ("YE", 887, 678, "Yemen (North Yemen)", "Middle East", "Middle East"),
        ("CD", 180, 490, "DR Congo (Zaire)", "Africa", "Middle Africa"),
        ("CO", 170, 100, "Colombia", "Americas", "South America"),
        ("UA", 804, 369, "Ukraine", "Europe", "Europe"),
    ],
)
def test_countries(code: str, iso: int, gw: int, ucdp: str, region: str, acled: str) -> None:
    """Numbers, names and regions are those of the data sets."""
    found = Codes().countries[code]
    assert (found.iso_number, found.gw, found.ucdp_name) == (iso, gw, ucdp)
    assert (found.ucdp_region, found.acled_region) == (region, acled)


@pytest.mark.parametrize(
    ("name", "content", "asked"),
    [
        ("types.csv", "type,acled_event\n", "types"),
        ("types.csv", "\n", "types"),
        ("places.csv", "precision,ucdp,acled,plover,airwars_name,airwars_slug\nsite,1,1,5,,\n", "places"),
        ("times.csv", "precision,longest,ucdp,acled\nday,one,1,1\n", "times"),
        ("plover.toml", "ASSAULT = 3\n", "plover"),
        ("plover.toml", "[ASSAULT]\nquad = 4\nscore = -9.0\n", "plover"),
        ("plover.toml", "[", "plover"),
    ],
)
def test_unusable_tables_are_refused(tmp_path: Path, name: str, content: str, asked: str) -> None:
    """A table that lacks a column, a row or a number is refused with its name, before anything is written."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(CodesUnusable):
        getattr(Codes(tmp_path), asked)
    assert getattr(Codes(), asked)


REGIONS = {"Africa", "Americas", "Asia", "Europe", "Middle East"}
ACLED_REGIONS = {
    *("Western Africa", "Middle Africa", "Eastern Africa", "Southern Africa", "Northern Africa", "South Asia"),
    *("Southeast Asia", "Middle East", "Europe", "Caucasus and Central Asia", "Central America", "South America"),
    *("Caribbean", "East Asia", "North America", "Oceania", "Antarctica"),
}


def test_regions_are_those_of_the_data_sets() -> None:
    """Regions are among those that UCDP and ACLED have; a country with a number of Gleditsch and Ward has both."""
    former = {"SU", "YU", "CS", "DD"}
    for code, country in Codes().countries.items():
        assert country.ucdp_region in {"", *REGIONS}, code
        assert country.acled_region in {"", *ACLED_REGIONS}, code
        if country.gw is not None:
            assert country.ucdp_region, code
            assert country.ucdp_name, code
        if code not in former:
            assert bool(country.acled_region) != (code in {"MX", "ZM", "ZW"}), code  # those that could not be verified
            assert country.acled_name, code
