"""
A grid over the map of the world (Web Mercator), by which places that stand near one another are counted together.

A cell is a number of 30 bits, two for each halving of the map, so that the cell which holds it at a coarser grid is its
first bits, and one more before them that tells exact places from the middles of larger ones: these are never counted
together.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from variorum.model.account import PlaceLevel
from variorum.store.values import Box

FINEST = 15
"""Halvings of the map: a cell is 1.2 km wide at the equator."""

COARSE = 10
"""Halvings of the grid of which counts run along: a cell is 39 km wide."""

MOST_LATITUDE = 85.0511
"""Where the map ends."""

EXACT: frozenset[PlaceLevel] = frozenset({"site", "settlement"})


def cell_of(latitude: float, longitude: float, level: PlaceLevel | None) -> int:
    """Give the cell of a place on the finest grid."""
    x, y = _square(latitude, longitude)
    return (level in EXACT) << (2 * FINEST) | _spread(x) | _spread(y) << 1


def coarser(halvings: int, of: int = FINEST) -> int:
    """Give by how many bits a cell of the grid *of* some halvings is longer than that of one with fewer."""
    return 2 * (of - halvings)


def is_exact(cell: int, halvings: int) -> bool:
    """Tell whether a cell of a grid of *halvings* is one of exact places."""
    return bool(cell >> (2 * halvings))


def box_of(cell: int, halvings: int) -> Box:
    """Give where a cell of a grid of *halvings* lies."""
    x, y = _gathered(cell & (4**halvings - 1)), _gathered((cell & (4**halvings - 1)) >> 1)
    side = 2**halvings
    return Box(
        west=360 * x / side - 180,
        east=360 * (x + 1) / side - 180,
        # Beyond the map's ends stand what the first and the last row hold.
        north=_latitude(y / side) if y else 90.0,
        south=_latitude((y + 1) / side) if y + 1 < side else -90.0,
    )


def covering(box: Box, halvings: int, *, most: int = 64) -> list[tuple[int, int]]:
    """
    Give stretches of cells, first and last, of a grid of *halvings*, that hold all of *box*, and as little more as can.

    There are *most* at the most, or one for each kind of place.
    """
    parts = [box]
    if box.west > box.east:
        parts = [Box(**{**_sides(box), "east": 180.0}), Box(**{**_sides(box), "west": -180.0})]
    corners = []
    for part in parts:
        left, top = _square(part.north, part.west)
        right, bottom = _square(part.south, part.east)
        drop = FINEST - halvings
        corners.append((left >> drop, top >> drop, right >> drop, bottom >> drop))
    found: list[tuple[int, int]] = [(0, 4**halvings - 1)]
    for depth in range(1, halvings + 1):
        finer = _joined(s for corner in corners for s in _stretches(corner, depth, halvings))
        if 2 * len(finer) > most:
            break
        found = finer
    kinds = 4**halvings
    return [(first + kind, last + kind) for kind in (0, kinds) for first, last in found]


def _stretches(corner: tuple[int, int, int, int], depth: int, halvings: int) -> Iterator[tuple[int, int]]:
    drop = halvings - depth
    left, top, right, bottom = (side >> drop for side in corner)
    if (right - left + 1) * (bottom - top + 1) > 4096:
        yield 0, 4**halvings - 1
        return
    for x in range(left, right + 1):
        for y in range(top, bottom + 1):
            first = (_spread(x) | _spread(y) << 1) << (2 * drop)
            yield first, first + 4**drop - 1


def _joined(stretches: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for first, last in sorted(stretches):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _sides(box: Box) -> dict[str, float]:
    return {"west": box.west, "south": box.south, "east": box.east, "north": box.north}


def _square(latitude: float, longitude: float) -> tuple[int, int]:
    side = 2**FINEST
    sine = math.sin(math.radians(max(-MOST_LATITUDE, min(MOST_LATITUDE, latitude))))
    down = 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)
    x, y = (longitude + 180) / 360 * side, down * side
    return max(0, min(side - 1, int(x))), max(0, min(side - 1, int(y)))


def _latitude(down: float) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * down))))


def _spread(number: int) -> int:
    """Put a 0 before each bit of a number of 16."""
    number = (number | number << 8) & 0x00FF00FF
    number = (number | number << 4) & 0x0F0F0F0F
    number = (number | number << 2) & 0x33333333
    return (number | number << 1) & 0x55555555


def _gathered(number: int) -> int:
    """Take every other bit of a number, the last one first: what `_spread` spread."""
    number &= 0x55555555
    number = (number | number >> 1) & 0x33333333
    number = (number | number >> 2) & 0x0F0F0F0F
    number = (number | number >> 4) & 0x00FF00FF
    return (number | number >> 8) & 0x0000FFFF
