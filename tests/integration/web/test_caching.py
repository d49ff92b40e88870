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


@pytest.mark.parametrize(("accepted", "packed"), [("gzip, br", True), ("identity", False), ("gzip;q=0", False)])
def test_long_answers_are_packed(accepted: str, packed: bool, client: TestClient) -> None:
    """A long answer is packed for those who can open it; others get the same words."""
    path = "/api/v1/incidents/marada.txt:i1"
    answer = client.get(path, headers={"Accept-Encoding": accepted})
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    assert (answer.headers.get("content-encoding") == "gzip") is packed
    assert "Accept-Encoding" in answer.headers["vary"]
    assert len(plain.content) > 4000
    assert answer.content == plain.content


@pytest.mark.parametrize("path", ["/openapi.json", "/incidents/dossier"])
def test_what_is_not_kept_is_packed_too(path: str, client: TestClient) -> None:
    """What is made anew for each who asks is packed as well."""
    assert client.get(f"/api/v1{path}", headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"


def test_short_answers_are_not_packed(client: TestClient) -> None:
    """A short answer is sent as it is."""
    answer = client.get("/api/v1/log", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers
