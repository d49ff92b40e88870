from typing import Any

import pytest
from litestar.testing import TestClient

from variorum.app import users
from variorum.store import Store

JUDGEMENTS = "/api/v1/judgements"


def summary(client: TestClient, incident: str = "marada.txt:i1") -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/incidents/{incident}").json()["summary"]
    return found


def judge(client: TestClient, *versions: str, **body: Any) -> Any:
    headers = {"If-Match": ", ".join(f'"{version}"' for version in versions)} if versions else {}
    return client.post(JUDGEMENTS, json=body, headers=headers)


def test_merge_and_undo(client: TestClient) -> None:
    """Two incidents that a person calls one are one, and two again when that is taken back."""
    before = client.get("/api/v1/incidents").json()["items"]
    made = judge(client, *(i["version"] for i in before), action="same", incidents=[i["id"] for i in before])
    assert made.status_code == 201
    (merged,) = client.get("/api/v1/incidents").json()["items"]
    assert [some["id"] for some in made.json()["incidents"]] == [merged["id"]]
    undone = judge(client, merged["version"], action="undo", undoes=made.json()["judgement"]["id"])
    assert undone.status_code == 201
    assert client.get("/api/v1/incidents").json()["items"] == before


def test_set_shows_both_values(client: TestClient) -> None:
    """The person's value is the record's, and the machine's stands beside it."""
    judge(client, action="set", incidents=["marada.txt:i1"], field="killed", value="8-10", reason="the hospital's list")
    page = client.get("/api/v1/incidents/marada.txt:i1").json()
    (correction,) = page["entry"]["corrections"]
    assert (correction["person"], page["summary"]["judged"]) == ("8-10", True)
    toll = next(some for some in page["summary"]["tolls"] if some["outcome"] == "killed")
    assert (toll["low"], toll["high"]) == (8, 10)
    assert [judgement["reason"] for judgement in page["judgements"]] == ["the hospital's list"]


def test_two_people_do_not_overwrite_each_other(client: TestClient, store: Store) -> None:
    """Of two who looked at the same, the second is told that it has changed, and nothing happens."""
    seen = summary(client)
    first = {"action": "set", "incidents": [seen["id"]], "field": "killed", "value": "8"}
    assert judge(client, seen["version"], **first).status_code == 201
    second = judge(client, seen["version"], **{**first, "value": "9"})
    assert (second.status_code, second.json()["code"]) == (412, "E509")
    assert len(store.judgements()) == 1
    assert judge(client, summary(client)["version"], **{**first, "value": "9"}).status_code == 201


def test_tag_of_the_page_will_do(client: TestClient) -> None:
    """`If-Match` takes the tag of the incident's page as well as its version."""
    tag = client.get("/api/v1/incidents/marada.txt:i1").headers["etag"].strip('"')
    assert judge(client, tag, action="reject", incidents=["marada.txt:i1"]).status_code == 201


def test_one_version_of_two_is_not_enough(client: TestClient) -> None:
    """A judgement on two incidents needs the versions of both."""
    first, second = client.get("/api/v1/incidents").json()["items"]
    ids = [first["id"], second["id"]]
    assert judge(client, first["version"], action="same", incidents=ids).status_code == 412
    assert judge(client, "*", action="same", incidents=ids).status_code == 412


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"action": "same", "incidents": ["marada.txt:i1"]}, (400, "E208")),
        ({"action": "set", "incidents": ["marada.txt:i1"]}, (400, "E208")),
        ({"action": "set", "incidents": ["marada.txt:i1"], "field": "mood", "value": "x"}, (400, "E208")),
        ({"action": "set", "incidents": ["marada.txt:i1"], "field": "killed", "value": "many"}, (400, "E208")),
        ({"action": "set", "incidents": ["marada.txt:i1"], "field": "targets", "value": "nobody"}, (400, "E208")),
        ({"action": "undo", "undoes": "j-none"}, (400, "E208")),
        ({"action": "undo"}, (400, "E208")),
        ({"action": "reject", "incidents": ["i-none"]}, (404, "E207")),
        ({"action": "reject", "incidents": ["i-"]}, (409, "E209")),
        ({"action": "bless", "incidents": []}, (400, "E501")),
        ({"action": "reject", "incidents": [1]}, (400, "E501")),
        ({"action": "reject", "incidents": [], "user": "eva"}, (400, "E501")),
        ({"action": "reject", "incidents": ["x" * 501]}, (400, "E501")),
        ({}, (400, "E501")),
        ([], (400, "E501")),
    ],
)
def test_judgement_that_makes_no_sense(body: Any, found: tuple[int, str], client: TestClient, store: Store) -> None:
    """What makes no sense is refused with the reason, and nothing is kept."""
    answer = client.post(JUDGEMENTS, json=body)
    assert (answer.status_code, answer.json()["code"]) == found
    assert store.judgements() == ()


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'{"action": "undo"} x', b"[" * 5000])
def test_body_that_is_no_json(body: bytes, client: TestClient) -> None:
    """A body that cannot be read is refused."""
    answer = client.post(JUDGEMENTS, content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, "E501")


def test_coder_undoes_own_alone(store: Store, signed_in: Any) -> None:
    """A coder takes back own judgements, an editor anybody's."""
    coder = signed_in("coder")
    users.add_user(store, "eva", "coder", "correct horse battery", by="test")
    made = judge(coder, action="reject", incidents=["marada.txt:i2"]).json()["judgement"]["id"]
    editor = signed_in("editor")
    other = judge(editor, action="reject", incidents=["marada.txt:i1"]).json()["judgement"]["id"]
    refused = judge(coder, action="undo", undoes=other)
    assert (refused.status_code, refused.json()["code"]) == (403, "E503")
    assert judge(coder, action="undo", undoes=made).status_code == 201
    assert judge(editor, action="undo", undoes=other).status_code == 201


def test_judgements_tell_what_became_of_them(client: TestClient) -> None:
    """The list says of a judgement whether it stands, and by which one it was undone."""
    judge(client, action="reject", incidents=["marada.txt:i1"])
    judge(client, action="undo")
    undoing, rejection = client.get(JUDGEMENTS).json()["items"]
    assert (rejection["stands"], rejection["undone_by"]) == (False, undoing["judgement"]["id"])
    assert undoing["stands"]
    assert [some["rejected"] for some in rejection["incidents"]] == [False]


def answered(client: TestClient, **query: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/api/v1/review", params=query).json()["items"]
    return found


def test_review_asks_with_the_words(client: TestClient) -> None:
    """A question on what accounts say has each voice's words, as they stand in its report."""
    for item in answered(client):
        assert item["asked"].endswith("?")
        for voice in item["voices"]:
            text = client.get(f"/api/v1/reports/{voice['source']['report']}").json()["text"]
            around = voice["before"] + voice["source"]["quote"] + voice["after"]
            assert around in text


def test_answered_question_is_not_asked_again(client: TestClient) -> None:
    """Each answer that a question offers can be given, and ends it."""
    asked = {item["key"] for item in answered(client)}
    assert asked
    for key in asked:
        item = next((item for item in answered(client) if item["key"] == key), None)
        drafts = [draft for draft in ((item["confirm"], *item["drafts"]) if item else ()) if draft]
        for draft in drafts:
            body = {name: draft[name] for name in ("action", "incidents", "field", "value")}
            made = judge(client, **body)
            assert made.status_code == 201, made.text
            left = {item["key"] for item in answered(client)}
            assert key not in left
            judge(client, action="undo", undoes=made.json()["judgement"]["id"])


def test_review_is_the_weightiest_first(client: TestClient) -> None:
    """The queue falls in weight, and can be had by kind and by incident."""
    items = answered(client)
    weights = [item["weight"] for item in items]
    assert weights == sorted(weights, reverse=True)
    kinds = {item["question"] for item in items}
    for kind in kinds:
        assert {item["question"] for item in answered(client, question=kind)} == {kind}
    incident = items[0]["incidents"][0]["id"]
    chosen = answered(client, incident=incident)
    assert all(incident in [i["id"] for i in item["incidents"]] for item in chosen)
