from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema
import pytest
from litestar.testing import TestClient

from shellings import import_events
from variorum.store import Store
from variorum.web.openapi import api_description

API = api_description()
GETS = sorted(
    path
    for path, operations in API["paths"].items()
    if "get" in operations and "application/json" in operations["get"]["responses"]["200"]["content"]
)
LISTS = [
    "/incidents",
    "/incidents?sort=killed",
    "/incidents?sort=oldest",
    "/incidents?sort=origins",
    "/reports",
    "/reports?sort=newest",
    "/reports?sort=oldest",
    "/actors",
    "/actors?sort=name",
    "/actors?sort=incidents",
    "/statements",
    "/statistics",
    "/forecasts",
    "/review",
    "/judgements",
    "/log",
    "/search/passages?q=market",
    "/search/passages?q=market&kind=statement",
]


def schema_of(path: str) -> dict[str, Any]:
    content = API["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    return {**content["schema"], "components": API["components"]}


def judged(client: TestClient) -> None:
    """Put something into every list that people fill."""
    for type_ in ("bombing", "clash", "shelling"):
        made = {"action": "set", "incidents": ["marada.txt:i1"], "field": "type", "value": type_}
        assert client.post("/api/v1/judgements", json=made).status_code == 201


@pytest.mark.parametrize("path", GETS)
def test_answers_are_as_described(path: str, client: TestClient, store: Store, tmp_path: Path) -> None:
    """What each address answers is what the description says, with no field more or less."""
    judged(client)
    actor = store.actors()[0].id
    asked = path.format(
        incident="marada.txt:i1", report="marada.txt", actor=actor, dataset=import_events(store, tmp_path)
    )
    answer = client.get(asked, params={"q": "market"} if "/search" in path else {})
    assert answer.status_code == 200
    jsonschema.Draft202012Validator(schema_of(path)).validate(answer.json())


@pytest.mark.parametrize("path", LISTS)
def test_pages_make_the_whole(path: str, client: TestClient) -> None:
    """Page by page a list gives what it gives at once, in one order, nothing twice and nothing left out."""
    judged(client)
    path = f"/api/v1{path}{'&' if '?' in path else '?'}"
    whole = client.get(f"{path}limit=200").json()
    found, cursor = [], None
    for _ in range(len(whole["items"]) + 1):
        page = client.get(f"{path}limit=1" + (f"&cursor={quote(cursor)}" if cursor else "")).json()
        found += page["items"]
        if (cursor := page["next"]) is None:
            break
    assert (found, whole["next"]) == (whole["items"], None)


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    "cursor", ["x", "é", "WyJ4Iixbbnt", "W10=", "bnVsbA==", "nan/", "1e999/x", "report-99999999", "-/-"]
)
def test_bad_cursor_is_refused(path: str, cursor: str, client: TestClient) -> None:
    """A cursor that was never given out is refused, whatever it holds."""
    answer = client.get(f"/api/v1{path}{'&' if '?' in path else '?'}cursor={quote(cursor)}")
    assert (answer.status_code, answer.json()["code"]) == (400, "E412")


def test_incident_by_any_name(client: TestClient) -> None:
    """An incident is found by its id, the beginning of it, or one of a report."""
    whole = client.get("/api/v1/incidents/marada.txt:i1").json()
    id_ = whole["summary"]["id"]
    for name in (id_, id_[:6], id_[2:]):
        assert client.get(f"/api/v1/incidents/{name}").json() == whole


def test_incident_has_accounts_side_by_side(client: TestClient) -> None:
    """The page of an incident has what each voice says in each report, and how the figures moved."""
    page = client.get("/api/v1/incidents/marada.txt:i1").json()
    voices = {(telling["report"], telling["speaker"]) for telling in page["tellings"]}
    assert {("marada.txt", None), ("second.txt", None)} <= voices
    assert {series["outcome"] for series in page["toll"]} == {"killed"}
    assert page["toll"] == client.get("/api/v1/incidents/marada.txt:i1/toll").json()["items"]


def test_id_with_slashes(client: TestClient, store: Store) -> None:
    """An id that is an address is found under its encoded form."""
    from variorum.model import Report

    store.add_report(Report(id="https://example.org/a?b=1#c", text="A text."))
    for encoded in ("https%3A%2F%2Fexample.org%2Fa%3Fb%3D1%23c", "https%3a%2f%2fexample.org%2fa%3fb%3d1%23c"):
        answer = client.get(f"/api/v1/reports/{encoded}")
        assert answer.json()["report"]["id"] == "https://example.org/a?b=1#c"
        assert client.get(f"/api/v1/reports/{encoded}/marks").json()["marks"] == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/incidents/i-nothing", "E207"),
        ("/incidents/none.txt:i1", "E207"),
        ("/reports/none.txt", "E210"),
        ("/reports/none.txt/marks", "E210"),
        ("/actors/nobody", "E211"),
        ("/nothing", "E508"),
        ("", "E508"),
    ],
)
def test_what_is_not_there(path: str, code: str, client: TestClient) -> None:
    """What is not there is answered with 404, a cause and a remedy."""
    answer = client.get(f"/api/v1{path}")
    told = answer.json()
    assert (answer.status_code, told["status"], told["code"]) == (404, 404, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["cause"]
    assert told["remedy"]


def test_method_that_a_route_lacks(client: TestClient) -> None:
    """A method that an address does not know is answered with 405, in the same form."""
    answer = client.put("/api/v1/incidents", json={})
    assert (answer.status_code, answer.json()["status"]) == (405, 405)


def test_mark_quotes_are_in_the_text(client: TestClient) -> None:
    """Each mark spans words of the text, and belongs to an item."""
    text = client.get("/api/v1/reports/marada.txt").json()["text"]
    found = client.get("/api/v1/reports/marada.txt/marks").json()
    keys = {item["key"] for item in found["items"]}
    assert {mark["item"] for mark in found["marks"]} <= keys
    by_kind = {mark["kind"]: text[mark["start"] : mark["end"]] for mark in found["marks"]}
    assert by_kind["time"] == "on Tuesday"
    assert {"incident", "harm", "statement", "place"} <= by_kind.keys()


def test_ambiguous_id(client: TestClient) -> None:
    """The beginning of several ids is answered with 409, and names them."""
    answer = client.get("/api/v1/incidents/i-")
    assert (answer.status_code, answer.json()["code"]) == (409, "E209")


def test_a_crash_tells_nothing(client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """What nobody foresaw is answered with 500 and not a word of what went wrong."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a secret")

    monkeypatch.setattr(store, "log_page", fail)
    answer = client.get("/api/v1/log")
    assert (answer.status_code, answer.json()["code"]) == (500, "E512")
    assert "secret" not in answer.text
