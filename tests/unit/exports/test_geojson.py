import json
from typing import Any

from exportable import MARADA, estimate, incident, made, record, table
from variorum.exports.encode import encoded
from variorum.exports.geojson import PROPERTIES
from variorum.model import Place
from variorum.model.record import LinkEntry, Record

BOL = Place(name="Bol", level="settlement", country="TD", latitude=13.4, longitude=14.7)


def features(exported: Record, file: str = "") -> list[dict[str, Any]]:
    """Give the features of a file."""
    found = json.loads(encoded(table(made("geojson", exported), file)))
    assert found["type"] == "FeatureCollection"
    return list(found["features"])


def test_point_has_longitude_first() -> None:
    """One place is a point, east first, and says how far off it may be."""
    (feature,) = features(record(incident()))
    assert feature["geometry"] == {"type": "Point", "coordinates": [15.3, 14.1]}
    assert (feature["properties"]["radius_km"], feature["properties"]["where_prec"]) == (5.0, 1)


def test_several_places_are_points_together() -> None:
    """Several places are one geometry of several points."""
    (feature,) = features(record(incident(where=(MARADA, BOL))))
    assert feature["geometry"] == {"type": "MultiPoint", "coordinates": [[15.3, 14.1], [14.7, 13.4]]}


def test_what_is_nowhere_is_kept() -> None:
    """An incident without coordinates is a feature without geometry."""
    (feature,) = features(record(incident(where=())))
    assert feature["geometry"] is None


def test_properties_are_flat_and_always_there() -> None:
    """Every feature has the same properties, none of them a list or an object."""
    (feature,) = features(record(incident(estimate("civilian", 1, 2, 3), targets=("rebels", "people"))))
    assert tuple(feature["properties"]) == PROPERTIES
    assert not any(isinstance(value, list | dict) for value in feature["properties"].values())
    assert feature["properties"]["targets"] == "River Front; herders"
    assert feature["properties"]["killed_civilians_best"] == 2


def test_chain_is_a_line_from_cause_to_answer() -> None:
    """A link is a line from what was answered to the answer."""
    entries = incident(id="i-1"), incident(id="i-2", where=(BOL,))
    links = (LinkEntry(from_="i-2", to="i-1", type="response_to", lag_days=(1, 2)),)
    (line,) = features(record(*entries, links=links), "chains")
    assert line["geometry"] == {"type": "LineString", "coordinates": [[15.3, 14.1], [14.7, 13.4]]}
    assert (line["properties"]["type"], line["properties"]["lag_days_most"]) == ("response_to", 2)
