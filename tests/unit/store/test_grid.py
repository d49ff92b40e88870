"""The grid over the map."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.store.grid import FINEST, box_of, cell_of, coarser, covering, is_exact
from variorum.store.values import Box

LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)
HALVINGS = st.integers(1, FINEST)


@given(LATITUDES, LONGITUDES, HALVINGS)
def test_a_place_lies_in_its_cell(latitude: float, longitude: float, halvings: int) -> None:
    """The cell of a place, at any grid, holds the place."""
    box = box_of(cell_of(latitude, longitude, "site") >> coarser(halvings), halvings)
    near = 1e-6
    assert box.south - near <= latitude <= box.north + near
    assert box.west - near <= longitude <= box.east + near


@given(LATITUDES, LONGITUDES, HALVINGS)
def test_kinds_of_places_are_apart(latitude: float, longitude: float, halvings: int) -> None:
    """The middle of a province is in no cell of exact places."""
    exact, vague = (cell_of(latitude, longitude, level) >> coarser(halvings) for level in ("settlement", "province"))
    assert (is_exact(exact, halvings), is_exact(vague, halvings)) == (True, False)
    assert cell_of(latitude, longitude, None) == cell_of(latitude, longitude, "country")


@given(LATITUDES, LATITUDES, LONGITUDES, LONGITUDES, st.floats(0, 1), st.floats(0, 1), HALVINGS)
def test_a_box_is_covered(
    one: float, other: float, west: float, east: float, up: float, along: float, halvings: int
) -> None:
    """Whatever lies in a box is in one of the stretches that cover it, which are few."""
    south, north = sorted((one, other))
    stretches = covering(Box(west=west, south=south, east=east, north=north), halvings)
    wide = east - west if west <= east else east - west + 360
    longitude = west + along * wide
    cell = cell_of(south + up * (north - south), longitude - 360 if longitude > 180 else longitude, "site")
    assert any(first <= cell >> coarser(halvings) <= last for first, last in stretches)
    assert len(stretches) <= 64


def test_a_small_box_needs_few_cells() -> None:
    """A box of a city is not covered with a continent."""
    stretches = covering(Box(west=2.2, south=48.8, east=2.4, north=48.9), FINEST)
    assert sum(last - first + 1 for first, last in stretches) < 4 * 20 * 20


@pytest.mark.parametrize("level", ["site", "settlement", "district", "province", "country", "region", None])
def test_cells_fit_a_column(level: str) -> None:
    """A cell is a number that both databases take for a whole one."""
    assert 0 <= cell_of(-90, 180, level) < 2**31  # type: ignore[arg-type]
