"""A report whose text is an attack goes in and comes out as words, everywhere."""

import json
import re
from importlib import resources
from pathlib import Path
from urllib.parse import quote

import pytest
from litestar.testing import TestClient

from factory import TEXT
from shellings import account_of, import_events, make_record, make_teller
from variorum.app.add import Adder
from variorum.app.views.dossier import make_dossier
from variorum.store import Store, open_store
from variorum.web.application import make_app
from variorum.web.dossier import dossier_page
from variorum.web.openapi import api_description

ATTACK = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)> javascript:alert(3) \u202egnp.exe\u2066 "
    '<!-- ]]> {{7*7}} ${7*7} =HYPERLINK("http://evil.example") \' OR 1=1 -- \x1b[31m \x07 \u0000'
)
HUGE = "w" * 9000
HOSTILE = f"{TEXT}\n\n{ATTACK}\n{HUGE}\n"
NAME = '<b>"x"</b>\u202e.txt'


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A record of one report that means harm, in its text, its title, its names."""
    account = account_of(HOSTILE, id=NAME, title=f"=1+1 {ATTACK}", publisher=ATTACK, authors=(ATTACK,))
    return make_record(tmp_path / "hostile.db", [account])


@pytest.fixture
def client(store: Store) -> TestClient:
    """A client of a server of that record."""
    return TestClient(make_app(store), base_url="http://127.0.0.1")


def test_every_answer_is_data(client: TestClient, store: Store, tmp_path: Path) -> None:
    """No answer is a page, none may be taken for one, and all of the words come back as they are."""
    values = {
        "incident": store.incidents().entries[0].id,
        "report": quote(NAME, safe=""),
        "actor": store.actors()[0].id,
        "dataset": import_events(store, tmp_path, place=ATTACK.replace("\x00", "")),
    }
    with client:
        for path, operations in api_description()["paths"].items():
            if "get" not in operations or path.endswith("/dossier"):
                continue
            answer = client.get(path.format(**values), params={"q": "script alert"} if "/search" in path else {})
            assert answer.status_code == 200, (path, answer.text[:300])
            assert answer.headers["content-type"] == "application/json"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert "script-src 'self'" in answer.headers["content-security-policy"]
            json.loads(answer.content)
        page = client.get(f"/api/v1/reports/{values['report']}").json()
    assert page["text"] == HOSTILE
    assert page["report"]["title"] == f"=1+1 {ATTACK}"


def test_tables_have_no_formulas(client: TestClient) -> None:
    """In CSV a title that is a formula is words."""
    with client:
        rows = client.get("/api/v1/reports", params={"format": "csv"}).content.decode("utf-8-sig")
    assert "'=1+1" in rows
    assert not re.search(r"(^|,)\"?=1", rows, re.MULTILINE)


def test_dossier_holds_it_as_words(store: Store) -> None:
    """In the one file nothing of the attack is markup."""
    made = make_dossier(store, title=ATTACK)
    built = resources.files("variorum.web").joinpath("pages/dossier.html").read_text(encoding="utf-8")
    page = dossier_page(made).decode()
    for tag in ("<script", "</script", "<img", "<!--", "<b>"):
        assert page.count(tag) == built.count(tag)
    data = page.split('id="variorum-dossier">', 1)[1].split("</script>", 1)[0]
    assert json.loads(data)["reports"][0]["text"] == made.reports[0].text


@pytest.mark.parametrize("words", [ATTACK.replace("\x00", ""), HUGE[:300], "\u202e", '"', "*", "AND OR NOT", "a" * 400])
@pytest.mark.parametrize(
    "path", ["/search?q=", "/incidents?text=", "/incidents?actor=", "/reports?name=", "/actors?name="]
)
def test_any_words_can_be_sought(path: str, words: str, client: TestClient) -> None:
    """Words that are a program elsewhere are words in a search."""
    with client:
        assert client.get(f"/api/v1{path}{quote(words[:400])}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/api/v1/reports/a%00b", "/api/v1/search?q=%00", "/%00", "/api/v1/incidents?actor=x%00"]
)
def test_null_is_refused(path: str, client: TestClient) -> None:
    """U+0000, which no database takes, is refused at the gate."""
    with client:
        answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (400, "E501")


@pytest.mark.parametrize(
    "path", ["/%ff%fe", "/api/v1/reports/%ff", "/api/v1/search?q=%ff", "/assets/..%2f..%2fgate.py"]
)
def test_odd_paths(path: str, client: TestClient) -> None:
    """An address that is no text, or leads out of the pages, is answered without a file of ours."""
    with client:
        answer = client.get(path)
    assert answer.status_code in {200, 400, 404}
    assert b"class Gate" not in answer.content


@pytest.mark.parametrize(
    "path", ["../application.py", "..%2fapplication.py", "%2e%2e/application.py", "pages/../../gate.py"]
)
def test_no_file_but_the_pages(path: str, client: TestClient) -> None:
    """Nothing beside the built pages can be had."""
    with client:
        assert b"def make_app" not in client.get(f"/{path}").content


def test_handed_in_attack_is_kept_as_it_is(tmp_path: Path) -> None:
    """A text that is handed in over the network is kept word for word."""
    text = f"{TEXT}\n{ATTACK}".replace("\x00", "").replace("\x1b", "").replace("\x07", "")
    with open_store(tmp_path / "new.db") as store:
        app = make_app(store, make_adder=lambda store: Adder(store, make_reader=make_teller))
        with TestClient(app, base_url="http://127.0.0.1") as client:
            made = client.post("/api/v1/reports", json={"text": text, "name": "<script>.txt"})
            assert made.status_code == 202
            assert client.get("/api/v1/reports/%3Cscript%3E.txt").json()["text"] == text
