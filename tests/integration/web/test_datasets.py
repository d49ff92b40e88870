"""A published data set beside the record, as the API gives it."""

from pathlib import Path

import pytest
from litestar.testing import TestClient

from variorum.app.datasets import import_dataset
from variorum.store import Store

CSV = """\
Day,Town,Land,Dead
2031-05-06,Marada,Chad,30
2031-05-06,Bol,Chad,2
2031-05-07,Bol,Chad,3
2001-01-01,Bol,Chad,4
"""
NAMES = {"date": "Day", "place": "Town", "country": "Land", "killed": "Dead"}


@pytest.fixture
def ours(store: Store, tmp_path: Path) -> None:
    """Bring a table of events into the record."""
    path = tmp_path / "ours.csv"
    path.write_text(CSV, encoding="utf-8")
    import_dataset(store, path, "csv", names=NAMES)


def test_data_sets_are_listed(client: TestClient, ours: None) -> None:
    """A data set that was brought in is in the list, with how many events it has."""
    found = client.get("/api/v1/datasets").json()
    assert [(one["name"], one["events"]) for one in found["items"]] == [("ours", 4)]


def test_record_without_data_sets_lists_none(client: TestClient) -> None:
    """Where none was brought in, the list is empty, and asking for one is 404 with what to do."""
    assert client.get("/api/v1/datasets").json()["items"] == []
    answer = client.get("/api/v1/datasets/ged")
    assert answer.status_code == 404
    assert "variorum import" in answer.json()["remedy"]


def test_data_set_beside_the_record(client: TestClient, ours: None) -> None:
    """Events of the data set stand beside incidents, with counts that do not depend on what is asked for."""
    whole = client.get("/api/v1/datasets/ours").json()
    assert whole["total"] == len(whole["items"]) == whole["same"] + whole["shared"] + whole["lacking"] + whole["beyond"]
    assert whole["left_out"] >= 1
    lacking = client.get("/api/v1/datasets/ours", params={"standing": "lacking"}).json()
    assert {row["standing"] for row in lacking["items"]} == {"lacking"}
    assert lacking["total"] == whole["lacking"] == lacking["lacking"]
    same = client.get("/api/v1/datasets/ours", params={"differing": "true"}).json()
    assert all(row["differences"] for row in same["items"])


def test_data_set_comes_in_pages_and_as_table(client: TestClient, ours: None) -> None:
    """Pages join to the whole, a mark that was not given out is refused, and rows come as CSV."""
    whole = client.get("/api/v1/datasets/ours").json()["items"]
    rows, cursor = [], None
    for _ in range(len(whole)):
        page = client.get("/api/v1/datasets/ours", params={"limit": 1, **({"cursor": cursor} if cursor else {})}).json()
        rows += page["items"]
        cursor = page["next"]
    assert (rows, cursor) == (whole, None)
    assert client.get("/api/v1/datasets/ours", params={"cursor": "-1"}).status_code == 400
    assert client.get("/api/v1/datasets/ours", params={"cursor": "999"}).status_code == 400
    table = client.get("/api/v1/datasets/ours", params={"format": "csv"})
    assert table.text.startswith("\ufeffstanding,score,event,")
    assert "Marada" in table.text


def test_answer_changes_with_the_data_set(client: TestClient, store: Store, ours: None, tmp_path: Path) -> None:
    """What was answered before is not answered again once the data set was brought in anew."""
    before = client.get("/api/v1/datasets/ours")
    assert client.get("/api/v1/datasets/ours", headers={"If-None-Match": before.headers["ETag"]}).status_code == 304
    path = tmp_path / "ours.csv"
    path.write_text(CSV.replace("Marada,Chad,30", "Marada,Chad,31"), encoding="utf-8")
    import_dataset(store, path, "csv", names=NAMES, replace=True)
    after = client.get("/api/v1/datasets/ours", headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.json()["items"] != before.json()["items"]
