import pytest
from litestar.testing import TestClient

PATHS = [
    "/status",
    "/incidents",
    "/incidents/points",
    "/incidents/cells",
    "/incidents/days",
    "/incidents/marada.txt:i1",
    "/reports/marada.txt",
    "/actors",
    "/review",
    "/log",
]


@pytest.mark.parametrize("path", PATHS)
def test_unchanged_is_not_sent_again(path: str, client: TestClient) -> None:
    """Who has an answer gets none again, until the record changes."""
    first = client.get(f"/api/v1{path}")
    again = {"If-None-Match": f'"other", W/{first.headers["etag"]}'}
    unchanged = client.get(f"/api/v1{path}", headers=again)
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged.headers["etag"] == first.headers["etag"]
    client.post("/api/v1/judgements", json={"action": "reject", "incidents": ["marada.txt:i2"]})
    assert client.get(f"/api/v1{path}", headers=again).status_code == 200


def test_forms_have_tags_of_their_own(client: TestClient) -> None:
    """Who has the JSON of an answer does not have its CSV."""
    tag = client.get("/api/v1/incidents").headers["etag"]
    answer = client.get("/api/v1/incidents", headers={"If-None-Match": tag, "Accept": "text/csv"})
    assert answer.status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_answers_are_not_shared(path: str, client: TestClient) -> None:
    """No cache between may keep what only some may see, and none may give it out unasked."""
    assert client.get(f"/api/v1{path}").headers["cache-control"] == "private, no-cache"


def test_head_is_a_get_without_body(client: TestClient) -> None:
    """HEAD gives the headers of GET alone."""
    head, get = client.head("/api/v1/incidents"), client.get("/api/v1/incidents")
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", get.headers["etag"])
