import io
import time
from typing import Any
from zipfile import ZipFile

import pytest
from litestar.testing import TestClient

from factory import TEXT
from variorum.store import Store

OTHER = f"A second town was hit on that day as well. {TEXT}"


def wait_for(client: TestClient, report: str, state: str = "read") -> dict[str, Any]:
    for _ in range(600):
        found: dict[str, Any] = client.get(f"/api/v1/reports/{report}").json()["report"]
        if found["state"] == state:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{report} is {found['state']}, not {state}")


def test_text_is_kept_and_read(client: TestClient, store: Store) -> None:
    """A text that is handed in is a report of the record, with what is known of it, and is read in a moment."""
    known = {
        "name": "new.txt",
        "title": "A title",
        "publisher": "The Post",
        "published": "2031-05-10",
        "authors": ["A"],
    }
    answer = client.post("/api/v1/reports", json={"text": OTHER, **known})
    (added,) = answer.json()["items"]
    assert (answer.status_code, added["id"], added["new"], added["problem"]) == (202, "new.txt", True, None)
    found = wait_for(client, "new.txt")
    assert (found["title"], found["publisher"], found["authors"]) == ("A title", "The Post", ["A"])
    assert found["published"]["start"] == "2031-05-10"
    assert store.log()[-1] is not None
    assert {entry.detail for entry in store.log() if entry.what == "hand in"} == {"new.txt"}


def test_same_text_is_kept_once(client: TestClient) -> None:
    """A text that the record has is not kept again, under whatever name."""
    answer = client.post("/api/v1/reports", json={"text": TEXT, "name": "again.txt"})
    (added,) = answer.json()["items"]
    assert (added["id"], added["new"]) == ("marada.txt", False)


def test_files_are_kept_each_for_itself(client: TestClient) -> None:
    """Of several files the bad ones are refused with the reason, and the others kept."""
    files = [
        ("files", ("good.txt", OTHER.encode(), "text/plain")),
        ("files", ("../../etc/bad.txt", b"%PDF-1.7 ...", "text/plain")),
        ("files", ("empty.txt", b"", "text/plain")),
    ]
    good, bad, empty = client.post("/api/v1/reports/files", files=files).json()["items"]
    assert (good["id"], good["new"]) == ("good.txt", True)
    assert (bad["name"], bad["problem"]["code"]) == ("bad.txt", "E112")
    assert (empty["id"], empty["problem"]["code"]) == (None, "E104")
    wait_for(client, "good.txt")


def test_files_of_any_format(client: TestClient, store: Store) -> None:
    """What an archive holds is taken report by report, pages and messages among them, with what is known of all."""
    page = f"<html><head><title>Shells</title></head><body><article><p>{OTHER}</p></article></body></html>"
    message = f"From: a@courier.example\nSubject: Shells hit market\n\n{OTHER} It was dawn.\n"
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("page.html", page)
        archive.writestr("mail/message.eml", message)
        archive.writestr("broken.pdf", b"%PDF-1.7 ...")
    answer = client.post(
        "/api/v1/reports/files",
        params={"publisher": "The Courier", "published": "2031-05-10"},
        files=[("files", ("all.zip", packed.getvalue()))],
    )
    items = answer.json()["items"]
    assert [item["problem"] and item["problem"]["code"] for item in items].count(None) == 2
    kept = [store.report(item["id"]) for item in items if item["problem"] is None]
    assert all(report is not None and OTHER in report.text.replace("\n", " ") for report in kept)
    assert {(report.publisher, str(report.published.start)) for report in kept if report} == {
        ("The Courier", "2031-05-10")
    }


def test_feed_is_not_followed(client: TestClient) -> None:
    """A file does not make the server fetch what it names."""
    feed = """<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>
        <item><title>y</title><link>http://127.0.0.1:9/secret</link></item></channel></rss>"""
    (item,) = client.post("/api/v1/reports/files", files=[("files", ("feed.xml", feed.encode()))]).json()["items"]
    assert item["problem"]["code"] == "E810"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"text": ""}, (400, "E104")),
        (
            {"text": "Les forces de sécurité ont tué sept personnes dans la ville, selon le ministère. " * 5},
            (400, "E109"),
        ),
        ({"text": OTHER, "published": "yesterday"}, (400, "E203")),
        ({"text": OTHER, "name": "x" * 401}, (400, "E501")),
        ({"text": OTHER, "colour": "red"}, (400, "E501")),
        ({"text": 5}, (400, "E501")),
        ({}, (400, "E501")),
    ],
)
def test_bad_report_is_refused(body: dict[str, Any], found: tuple[int, str], client: TestClient, store: Store) -> None:
    """What cannot be a report is refused with the reason, and nothing is kept."""
    before = store.counts().reports
    answer = client.post("/api/v1/reports", json=body)
    assert (answer.status_code, answer.json()["code"]) == found
    assert store.counts().reports == before


def test_too_many_files(client: TestClient) -> None:
    """More files than one request may have are refused."""
    files = [("files", (f"{n}.txt", b"x")) for n in range(51)]
    answer = client.post("/api/v1/reports/files", files=files)
    assert (answer.status_code, answer.json()["code"]) == (400, "E501")


@pytest.mark.parametrize("name", ["", "\u202e\x00", "///", "a\nb"])
def test_odd_names(name: str, client: TestClient) -> None:
    """A report gets a name that can be seen, whatever it was to be called."""
    (added,) = client.post("/api/v1/reports", json={"text": OTHER, "name": name}).json()["items"]
    assert added["id"].isprintable()
    assert added["id"].strip("/")


def test_status_tells_what_is_being_read(client: TestClient) -> None:
    """When all that came has been read, nothing is waiting and nothing is left to work out."""
    client.post("/api/v1/reports", json={"text": OTHER, "name": "new.txt"})
    wait_for(client, "new.txt")
    for _ in range(600):
        told = client.get("/api/v1/status").json()
        if (told["reading"], told["pending"]) == (0, False):
            break
        time.sleep(0.05)
    assert (told["reading"], told["pending"], told["counts"]["reports"]) == (0, False, 3)
