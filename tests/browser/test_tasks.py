"""Whole tasks, as somebody does them who sits before the pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from factory import TEXT
from seen import Look, Seen, Serve
from variorum.app import users
from variorum.model import Place, When
from variorum.model.record import IncidentEntry
from variorum.store import Role, Store

PASSWORD = "correct horse battery"
TOLL = re.compile("killed|injured|missing")

SignIn = Callable[[Seen, str, Role], None]


@pytest.mark.model
def test_words_behind_both_tolls(demo: Store, serve: Serve, look: Look) -> None:
    """Whoever looks for the contested strike on Kunduz finds it, and the words behind two tolls that part."""
    seen = look()
    page = seen.page
    seen.open(serve(demo))
    page.get_by_label("Accounts", exact=True).select_option(label="part: contested")
    page.get_by_label("Place").fill("Kunduz")
    page.get_by_role("heading", name=re.compile(r"^\d incidents?, \d contested$")).wait_for()
    page.get_by_role("link", name=re.compile("strike.*Kunduz", re.IGNORECASE)).first.click()
    page.get_by_role("heading", name="Where accounts part").wait_for()

    tolls = page.locator(".contests section").filter(has=page.get_by_role("heading", name=TOLL)).first
    held: dict[str, str] = {}
    for position in tolls.get_by_role("button").all():
        value, quote = position.locator(".value").inner_text(), position.locator(".quote").inner_text()
        if value in held:
            continue
        position.click()
        words = page.get_by_role("dialog")
        words.locator("mark").first.wait_for()
        assert words.get_by_role("heading").inner_text().endswith(value)
        assert " ".join(words.locator("mark").all_inner_texts()) == quote
        assert any(quote in report.text for report in demo.reports())
        page.keyboard.press("Escape")
        words.wait_for(state="hidden")
        held[value] = quote
    assert len(held) > 1
    assert seen.faults == []


def test_another_order_is_filtered_too(store: Store, serve: Serve, look: Look) -> None:
    """A list that begins with the most killed has the values that filters can take, as the latest first has."""
    seen = look()
    with seen.page.expect_response(re.compile("/incidents/facets")) as asked:
        seen.open(f"{serve(store)}/incidents?sort=killed")
    assert asked.value.ok


def test_merge_and_undo(store: Store, serve: Serve, look: Look) -> None:
    """By keyboard two incidents are made one, and two again."""
    shelling = next(entry for entry in store.incident_entries() if entry.type == "shelling")
    base = serve(store)
    seen = look()
    page = seen.page
    seen.open(f"{base}/review?incident={shelling.id}")
    page.keyboard.press("e")
    page.keyboard.type("The clash is what the shelling began")
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    page.get_by_role("searchbox", name="Merge with which incident?").fill("fired")
    page.get_by_role("button", name="Clash").click()
    page.get_by_role("status").filter(has_text="Merged").wait_for()
    assert len(list(store.incident_entries())) == 1

    page.keyboard.press("u")
    page.get_by_role("status").filter(has_text="Undone").wait_for()
    assert len(list(store.incident_entries())) == 2
    page.get_by_role("link", name="Log").click()
    judged = page.get_by_role("region", name="Judgements").get_by_role("listitem")
    judged.nth(1).wait_for()
    assert ["undone" in words.lower() for words in judged.all_inner_texts()] == [True, True]
    assert "The clash is what the shelling began" in judged.nth(1).inner_text()
    assert seen.faults == []


@pytest.fixture
def sign_in(store: Store) -> SignIn:
    """Give what adds a user, and signs in as that user."""

    def made(seen: Seen, base: str, role: Role) -> None:
        users.add_user(store, f"{role}-1", role, PASSWORD, by="test")
        seen.open(base)
        seen.page.get_by_label("Name").fill(f"{role}-1")
        seen.page.get_by_label("Password").fill(PASSWORD)
        seen.page.get_by_role("button", name="Sign in").click()
        seen.page.get_by_role("heading", name="incidents").first.wait_for()

    return made


def test_viewer_is_refused_a_write(store: Store, serve: Serve, look: Look, sign_in: SignIn) -> None:
    """A viewer sees the questions and is offered no answer; what the page sends all the same is refused."""
    base = serve(store, sign_in=True)
    seen = look()
    page = seen.page
    sign_in(seen, base, "viewer")
    page.get_by_role("link", name="Review").click()
    page.get_by_text("You are here as viewer: you may look, not judge.").wait_for()
    assert page.get_by_role("button", name="Reject").count() == 0
    for key in "amsr1":
        page.keyboard.press(key)

    shelling = next(entry for entry in store.incident_entries() if entry.type == "shelling")
    status, code = page.evaluate(
        """async (incident) => {
            const { csrf } = await (await fetch("/api/v1/session")).json();
            const answer = await fetch("/api/v1/judgements", {
                method: "POST",
                headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
                body: JSON.stringify({ action: "reject", incidents: [incident] }),
            });
            return [answer.status, (await answer.json()).code];
        }""",
        shelling.id,
    )
    assert (status, code) == (403, "E503")
    assert list(store.judgements()) == []
    assert seen.faults == []


def test_wrong_password(store: Store, serve: Serve, look: Look) -> None:
    """Who does not know the password stays outside, and is told so."""
    users.add_user(store, "ana", "admin", PASSWORD, by="test")
    seen = look()
    seen.open(serve(store, sign_in=True))
    seen.page.get_by_label("Name").fill("ana")
    seen.page.get_by_label("Password").fill("incorrect horse battery")
    seen.page.get_by_role("button", name="Sign in").click()
    seen.page.get_by_role("alert").wait_for()
    seen.page.get_by_role("link", name="Actors").click()
    assert seen.page.get_by_role("heading", level=1).inner_text() == "Sign in"


def test_two_judge_at_once(store: Store, serve: Serve, look: Look) -> None:
    """Who judges what another has judged meanwhile is told so, and overwrites nothing."""
    shelling = next(entry for entry in store.incident_entries() if entry.type == "shelling")
    base = serve(store)
    first, second = look(), look()
    for seen in (first, second):
        seen.open(f"{base}/review?incident={shelling.id}")
    first.page.keyboard.press("r")
    first.page.get_by_role("status").filter(has_text="Rejected").wait_for()
    second.page.keyboard.press("r")
    second.page.get_by_role("alert").filter(has_text="Somebody else judged this in the meantime.").wait_for()
    assert len(list(store.judgements())) == 1


def test_reports_are_added(store: Store, serve: Serve, look: Look) -> None:
    """A text that is pasted and a file that is handed in are reports of the record a moment later."""
    base, seen = serve(store), look()
    page = seen.page
    seen.open(f"{base}/reports")
    page.get_by_role("link", name="Add reports").click()
    page.get_by_label("Publisher").fill("The Post")
    page.get_by_label("Text", exact=True).fill(f"It was market day. {TEXT}")
    page.get_by_label("Title").fill("A market day")
    page.get_by_role("button", name="Add the text").click()
    told = page.get_by_role("status").filter(has_text="All of it is read.")
    told.filter(has_text="1 report added").wait_for()
    page.get_by_label("Choose files").set_input_files(
        [
            {"name": "page.html", "mimeType": "text/html", "buffer": f"<p>It was a feast day. {TEXT}</p>".encode()},
            {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 ..."},
        ]
    )
    page.get_by_role("button", name="Add 2 files").click()
    told.filter(has_text="2 reports added, 1 refused").wait_for()
    page.get_by_role("link", name="page.html").click()
    page.get_by_text("It was a feast day.").first.wait_for()
    assert {(report.title, report.publisher) for report in store.reports()} >= {("A market day", "The Post")}
    assert seen.faults == []


def test_admin_lets_somebody_in(store: Store, serve: Serve, look: Look, sign_in: SignIn) -> None:
    """An admin adds a user, who signs in; and makes a token, which a program can use until it is taken back."""
    base = serve(store, sign_in=True)
    seen, other = look(), look()
    page = seen.page
    sign_in(seen, base, "admin")
    page.get_by_role("link", name="admin-1").click()
    page.get_by_label("Name").fill("ben")
    page.get_by_label("Role", exact=True).first.select_option("coder")
    page.get_by_label("Password, 12").fill(PASSWORD)
    page.get_by_role("button", name="Add the user").click()
    page.get_by_role("row", name="ben").wait_for()
    other.open(base)
    other.page.get_by_label("Name").fill("ben")
    other.page.get_by_label("Password").fill(PASSWORD)
    other.page.get_by_role("button", name="Sign in").click()
    other.page.get_by_role("link", name="ben").wait_for()

    page.get_by_label("What for").fill("the weekly table")
    page.get_by_role("button", name="Make a token").click()
    secret = page.get_by_role("group", name="The new token").locator("code").inner_text()
    program = other.page.context.browser.new_context(extra_http_headers={"Authorization": f"Bearer {secret}"})
    assert program.request.get(f"{base}/api/v1/incidents").status == 200
    page.get_by_role("button", name="Take back the token for the weekly table").click()
    page.get_by_role("status").filter(has_text="taken back").wait_for()
    assert program.request.get(f"{base}/api/v1/incidents").status == 401
    program.close()
    assert seen.faults == other.faults == []


def test_keyboard_alone(store: Store, serve: Serve, look: Look) -> None:
    """Without a pointer one skips to the page, searches, opens what was found, and chooses days."""
    base, seen = serve(store), look()
    page = seen.page
    seen.open(base)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    page.keyboard.press("/")
    page.locator("input[type=search]:focus").wait_for()
    page.keyboard.type("market")
    page.locator("main mark").first.wait_for()
    for _ in range(20):
        page.keyboard.press("Tab")
        if "/reports/" in (page.evaluate("document.activeElement.href") or ""):
            break
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Shells hit market").wait_for()
    assert page.evaluate("document.activeElement.tagName") == "H1"

    page.get_by_role("link", name="Overview").focus()
    page.keyboard.press("Enter")
    page.locator("h1:focus").filter(has_text="incidents").wait_for()
    page.get_by_role("slider", name="First day").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Clear days").wait_for()
    assert "after=2031-" in page.url
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear days").wait_for(state="detached")
    assert seen.faults == []


def test_map_of_more_than_can_be_drawn(store: Store, serve: Serve, look: Look) -> None:
    """Of thousands of incidents the map and the timeline show counts, and nearer by the incidents themselves."""
    store.replace_incidents(None, map(scattered, range(2500)))
    seen = look(viewport={"width": 1280, "height": 900})
    page = seen.page
    seen.open(serve(store))
    page.get_by_role("heading", name="2,500 incidents").wait_for()
    map_ = page.get_by_role("region", name="Map of the incidents")
    spots = map_.locator(".spot.many")
    spots.first.wait_for()
    shown = [int(name.split(" ")[0].replace(",", "")) for name in spots.evaluate_all(NAMES)]
    assert sum(shown) == 2500
    page.get_by_role("group", name="Timeline of 2,500 dated incidents").wait_for()

    town = spots.filter(has_text="100").first
    for _ in range(12):
        if map_.locator(".leaflet-popup li").count():
            break
        town.dispatch_event("click")
        page.wait_for_timeout(700)
        town = spots.first
    listed = map_.locator(".leaflet-popup li")
    listed.first.wait_for()
    assert 1 < listed.count() <= 100
    assert seen.faults == []


NAMES = "found => found.map(one => one.getAttribute('aria-label'))"


def scattered(number: int) -> IncidentEntry:
    """An incident in one of 25 towns."""
    town, day = number % 25, date(2031, 1, 1) + timedelta(days=number % 400)
    place = Place(
        name=f"Town {town}",
        level="settlement",
        country="TD",
        latitude=10.0 + town % 5,
        longitude=15.0 + town // 5,
        radius_km=3.0,
    )
    return IncidentEntry(
        id=f"i-{number:012x}", type="clash", when=When(start=day, end=day, precision="day"), where=(place,)
    )
