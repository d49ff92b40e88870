from typing import Any

import pytest
from litestar.testing import TestClient

SHELLING, CLASH = "shelling", "clash"


def types(client: TestClient, **query: Any) -> list[str]:
    answer = client.get("/api/v1/incidents", params=query)
    assert answer.status_code == 200, answer.text
    return sorted(item["type"] for item in answer.json()["items"])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, [CLASH, SHELLING]),
        ({"type": "shelling"}, [SHELLING]),
        ({"type": ["shelling", "clash"]}, [CLASH, SHELLING]),
        ({"after": "2031-05-07"}, [CLASH]),
        ({"before": "2031-05-07"}, [SHELLING]),
        ({"after": "2031-05-06", "before": "2031-05-06"}, [SHELLING]),
        ({"place": "marada"}, [SHELLING]),
        ({"place": "elsewhere"}, []),
        ({"outcome": "killed"}, [SHELLING]),
        ({"outcome": ["killed", "injured"]}, [SHELLING]),
        ({"outcome": "displaced"}, []),
        ({"origins_min": 1}, [CLASH, SHELLING]),
        ({"origins_min": 50}, []),
        ({"text": "shells"}, [SHELLING]),
        ({"text": "nowhere"}, []),
        ({"report": "second.txt"}, [SHELLING]),
        ({"rejected": "true"}, []),
        ({"bbox": "-180,-90,180,90"}, [SHELLING]),
        ({"bbox": "179,-90,-179,90"}, []),
    ],
)
def test_filters_choose(query: dict[str, Any], found: list[str], client: TestClient) -> None:
    """Each filter leaves the incidents that fulfil it, and no other."""
    assert types(client, **query) == found


def test_role_says_what_an_actor_is(client: TestClient) -> None:
    """With a role an actor's incidents are those in which it is such."""
    items = client.get("/api/v1/incidents").json()["items"]
    party = next((item, name) for item in items for name in item["targets"])
    actor = party[1]["id"]
    assert party[0]["type"] in types(client, actor=actor, role="target")
    initiator = {item["type"] for item in items if actor in {name["id"] for name in item["initiators"]}}
    assert set(types(client, actor=actor, role="initiator")) == initiator


def test_points_go_on(client: TestClient) -> None:
    """Points come as many at a time as are asked for, each once."""
    first = client.get("/api/v1/incidents/points", params={"limit": 1}).json()
    then = client.get("/api/v1/incidents/points", params={"limit": 1, "cursor": first["next"]}).json()
    every = client.get("/api/v1/incidents/points").json()["items"]
    assert [*first["items"], *then["items"]] == every
    assert then["next"] is None


@pytest.mark.parametrize("query", [{}, {"origins_min": 1}])
def test_cells_and_days_count_what_points_give(query: dict[str, Any], client: TestClient) -> None:
    """Cells and days count the incidents that points give one by one, under the same filters."""
    points = client.get("/api/v1/incidents/points", params=query).json()["items"]
    cells = client.get("/api/v1/incidents/cells", params={"zoom": 9, **query}).json()["items"]
    days = client.get("/api/v1/incidents/days", params=query).json()["items"]
    placed = [point for point in points if point["latitude"] is not None]
    assert sum(cell["incidents"] for cell in cells) == len(placed) > 0
    assert sum(cell["killed"] for cell in cells) == sum(point["killed"][1] for point in placed if point["killed"])
    assert sum(day["incidents"] for day in days) == len([point for point in points if point["start"]]) > 0


def test_cells_are_of_the_zoom(client: TestClient) -> None:
    """A cell of a nearer map lies within that of a farther one, and holds its incidents."""
    near, far = (client.get("/api/v1/incidents/cells", params={"zoom": z}).json()["items"][0] for z in (9, 2))
    assert far["box"]["west"] <= near["box"]["west"] <= near["longitude"] <= near["box"]["east"] <= far["box"]["east"]


@pytest.mark.parametrize("path", ["/incidents", "/incidents/points"])
def test_totals_follow_the_filter(path: str, client: TestClient) -> None:
    """Totals are those of what the filter chooses, not of the page."""
    every = client.get(f"/api/v1{path}").json()["totals"]
    none = client.get(f"/api/v1{path}", params={"text": "nowhere"}).json()["totals"]
    assert (every["incidents"], none["incidents"], none["tolls"]) == (2, 0, [])
    killed = next(some for some in every["tolls"] if some["outcome"] == "killed")
    assert killed["low"] <= killed["best"] <= killed["high"]


def test_points_are_those_of_the_list(client: TestClient) -> None:
    """A point says of an incident what its line says."""
    lines = {item["id"]: item for item in client.get("/api/v1/incidents").json()["items"]}
    points = client.get("/api/v1/incidents/points").json()
    assert (points["next"], {point["id"] for point in points["items"]}) == (None, lines.keys())
    for point in points["items"]:
        line = lines[point["id"]]
        assert (point["type"], point["start"], point["origins"]) == (
            line["type"],
            line["when"]["start"],
            line["origins"],
        )
        toll = next((t for t in line["tolls"] if t["outcome"] == "killed"), None)
        assert point["killed"] == (toll and [toll["low"], toll["best"], toll["high"]])


def test_facets_count_under_the_other_filters(client: TestClient) -> None:
    """What a filter can be set to is counted as if it were not set itself."""
    counted = client.get("/api/v1/incidents/facets", params={"type": "clash", "text": "shells"}).json()
    assert {some["value"]: some["incidents"] for some in counted["types"]} == {"shelling": 1}
    assert counted["outcomes"] == []


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("/incidents", {"limit": 0}, "limit"),
        ("/incidents", {"limit": 201}, "limit"),
        ("/incidents", {"limit": "x"}, "limit"),
        ("/incidents/points", {"limit": 20_001}, "limit"),
        ("/incidents/cells", {"zoom": 21}, "zoom"),
        ("/incidents", {"after": "yesterday"}, "after"),
        ("/incidents", {"type": "picnic"}, "type"),
        ("/incidents", {"sort": "best"}, "sort"),
        ("/incidents", {"contested": "perhaps"}, "contested"),
        ("/incidents", {"country": "AF", "cuntry": "AF"}, "cuntry"),
        ("/incidents/points", {"outcome": "bored"}, "outcome"),
        ("/actors", {"type": "fish"}, "type"),
        ("/reports", {"state": "lost"}, "state"),
        ("/search/passages", {"q": "x", "kind": "picture"}, "kind"),
        ("/search", {}, "q"),
        ("/review", {"question": "why"}, "question"),
    ],
)
def test_bad_parameter_is_named(path: str, query: dict[str, Any], field: str, client: TestClient) -> None:
    """A parameter that cannot be used, or that there is none of, is refused by its name."""
    answer = client.get(f"/api/v1{path}", params=query)
    told = answer.json()
    assert (answer.status_code, told["code"]) == (400, "E501")
    assert any(field in name for name in told["fields"]), told


@pytest.mark.parametrize(
    "bbox", ["", "1,2,3", "1,2,3,x", "0,50,10,40", "0,-91,0,0", "nan,nan,nan,nan", "inf,0,1,1", "1e9,0,1,1"]
)
def test_bad_box_is_refused(bbox: str, client: TestClient) -> None:
    """A box that is none on the earth is refused."""
    answer = client.get("/api/v1/incidents", params={"bbox": bbox})
    assert (answer.status_code, answer.json()["code"]) == (400, "E212")
