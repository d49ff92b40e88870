import csv
import io
from typing import Any

import pytest
from litestar.testing import TestClient

TABLES = [
    "/incidents",
    "/incidents/points",
    "/incidents/cells",
    "/incidents/days",
    "/incidents/marada.txt:i1/toll",
    "/reports",
    "/actors",
    "/statements",
    "/statistics",
    "/forecasts",
    "/judgements",
    "/log",
]


def rows(client: TestClient, path: str, **query: Any) -> list[dict[str, str]]:
    answer = client.get(f"/api/v1{path}", params=query, headers={"Accept": "text/csv"})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.parametrize("path", TABLES)
def test_csv_has_a_row_for_each_item(path: str, client: TestClient) -> None:
    """A list as CSV has its items as rows, under the same names in each."""
    items = client.get(f"/api/v1{path}").json()["items"]
    number = sum(len(item.get("figures", [1])) for item in items)
    found = rows(client, path)
    assert len(found) == number
    assert all(None not in row and None not in row.values() for row in found)


def test_csv_says_where_it_goes_on(client: TestClient) -> None:
    """The cursor of the next page, for which CSV has no place, is a header."""
    answer = client.get("/api/v1/incidents", params={"limit": 1, "format": "csv"})
    assert answer.headers["x-next-cursor"] == client.get("/api/v1/incidents", params={"limit": 1}).json()["next"]


@pytest.mark.parametrize("path", ["/incidents", "/incidents/points"])
def test_geojson_has_longitude_first(path: str, client: TestClient) -> None:
    """As GeoJSON a place is a point with longitude first; what has no place has no geometry."""
    answer = client.get(f"/api/v1{path}", params={"format": "geojson"})
    assert answer.headers["content-type"] == "application/geo+json"
    made = answer.json()
    shapes = {f["properties"]["type"]: f["geometry"] for f in made["features"]}
    properties = next(f["properties"] for f in made["features"] if f["properties"]["type"] == "shelling")
    assert shapes["shelling"] == {"type": "Point", "coordinates": [properties["longitude"], properties["latitude"]]}
    assert shapes["clash"] is None


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("*/*", "application/json"),
        ("text/html, */*;q=0.1", "application/json"),
        ("text/csv, application/json;q=0.5", "text/csv"),
        ("text/csv;q=0.2, application/json;q=0.5", "application/json"),
        ("text/*", "text/csv"),
        ("application/geo+json", "application/geo+json"),
    ],
)
def test_form_follows_accept(accept: str, form: str, client: TestClient) -> None:
    """The form is the one that the client prefers of those that there are."""
    assert client.get("/api/v1/incidents", headers={"Accept": accept}).headers["content-type"].startswith(form)


@pytest.mark.parametrize(
    ("path", "accept", "query"),
    [
        ("/incidents", "image/png", {}),
        ("/incidents", "application/json;q=0", {}),
        ("/incidents", "text/csv;q=x", {}),
        ("/reports", "application/geo+json", {}),
        ("/incidents", "*/*", {"format": "xml"}),
        ("/status", "*/*", {"format": "csv"}),
    ],
)
def test_form_that_there_is_not(path: str, accept: str, query: dict[str, str], client: TestClient) -> None:
    """A form in which this does not come is refused, with those in which it does."""
    answer = client.get(f"/api/v1{path}", params=query, headers={"Accept": accept})
    assert (answer.status_code, answer.json()["code"]) == (406, "E510")
    assert "json" in answer.json()["remedy"]
