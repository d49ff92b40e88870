"""Which places hold which, as far as levels, names, countries and coordinates tell."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

from variorum.knowledge import load_countries
from variorum.knowledge.names import fold, skeleton, split_type
from variorum.model import Place
from variorum.model.account import PlaceLevel

SIZES: dict[PlaceLevel, int] = {"site": 0, "settlement": 1, "district": 2, "province": 3, "country": 4, "region": 5}
_EARTH_KM = 6371.0
_NEAR_KM = 25.0


def named_alike(left: str, right: str) -> bool:
    """Tell whether two names of places are one, whatever word of kind or spelling they carry."""
    a, b = (fold(split_type(name)[0]) for name in (left, right))
    return a == b or (len(a) > 4 and len(b) > 4 and skeleton(a) == skeleton(b))


def contains(larger: Place, smaller: Place) -> bool:
    """Tell whether one place is known to hold another; none holds one of its own level."""
    if SIZES[larger.level] <= SIZES[smaller.level]:
        return False
    if larger.level == "country":
        return larger.country is not None and larger.country == smaller.country
    if larger.country and smaller.country and larger.country != smaller.country:
        return False
    if larger.level == "province" and smaller.province and named_alike(larger.name, smaller.province):
        return True
    gap = kilometres(larger, smaller)
    return gap is not None and gap <= (larger.radius_km or 0)


def compatible(left: Place, right: Place) -> bool:
    """Tell whether something can have happened at both; regions and places of unknown position rule nothing out."""
    if "region" in (left.level, right.level) or named_alike(left.name, right.name):
        return True
    if left.country and right.country and left.country != right.country:
        return False
    if contains(left, right) or contains(right, left):
        return True
    if left.level == right.level == "province":
        return False
    gap = kilometres(left, right)
    return gap is None or gap <= (left.radius_km or 0) + (right.radius_km or 0) + _NEAR_KM


def lies_in(place: Place, name: str) -> bool:
    """Tell whether a place is the one of that name, or in the country or province of that name."""
    country = load_countries().by_name(name)
    if country is not None and country.code == place.country:
        return True
    return named_alike(place.name, name) or bool(place.province and named_alike(place.province, name))


def kilometres(left: Place, right: Place) -> float | None:
    """Give the distance of two places, None where a position is unknown."""
    if left.latitude is None or left.longitude is None or right.latitude is None or right.longitude is None:
        return None
    a, b = radians(left.latitude), radians(right.latitude)
    across = radians(right.longitude - left.longitude)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(across / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))
