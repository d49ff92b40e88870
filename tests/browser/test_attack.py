"""A report that means harm shows as words on every page, of a server and of a dossier."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import msgspec
import pytest

from factory import TEXT
from seen import Look, Seen, Serve
from shellings import OTHER_TEXT, account_of, import_events, make_record
from variorum.app.views.dossier import make_dossier
from variorum.model import Account
from variorum.store import Store
from variorum.web.dossier import dossier_page

ATTACK = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)><svg/onload=alert(3)> javascript:alert(4) "
    "\u202egnp.exe\u2066\u200f\x1b[31m\x07\u0000<!--]]>{{7*7}}${7*7}"
)
HUGE = "w" * 2000
NAME = f'javascript:alert(5)//<b>"x"</b>\u202e{HUGE[:150]}.txt'
STEERING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\x00\x07\x1b"
NARROW = {"width": 360, "height": 740}

WIDE = """() => {
    const room = document.documentElement.clientWidth;
    const out = document.documentElement.scrollWidth > room ? ["the page"] : [];
    for (const element of document.querySelectorAll("main *")) {
        if (element.closest("dialog, thead, .leaflet-container, .unseen, svg, .frame")) continue;
        const { width, right } = element.getBoundingClientRect();
        if (width && right > room + 1) out.push(element.outerHTML.slice(0, 200));
    }
    return out.slice(0, 5);
}"""
"""What stands out of the page at the right; what scrolls for itself may."""

SAID = """() => {
    const labels = [...document.querySelectorAll("[title], [aria-label]")].map((one) => one.title + one.ariaLabel);
    return [document.title, document.body.innerText, ...labels].join();
}"""


def _hostile() -> Iterator[Account]:
    """Two accounts of one shelling, in which all that is free text is an attack."""
    for text, name in ((TEXT, NAME), (OTHER_TEXT, f"2{NAME}")):
        account = account_of(
            f"{text}\n\n{ATTACK}\n{HUGE}\n",
            id=name,
            title=f"{ATTACK} {HUGE}",
            publisher=f"{ATTACK} {name}",
            authors=(ATTACK, HUGE),
        )
        actors = tuple(
            msgspec.structs.replace(actor, name=f"{actor.name} {ATTACK} {HUGE[:200]}") for actor in account.actors
        )
        incidents = tuple(
            msgspec.structs.replace(
                incident,
                where=tuple(
                    msgspec.structs.replace(p, name=f"{p.name} {ATTACK} {HUGE[:200]}", province=ATTACK)
                    for p in incident.where
                ),
                weapons=(ATTACK, HUGE),
                harms=tuple(
                    msgspec.structs.replace(harm, low=9, high=9) if name != NAME else harm for harm in incident.harms
                ),
            )
            for incident in account.incidents
        )
        yield msgspec.structs.replace(account, actors=actors, incidents=incidents)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A record of reports that mean harm, in their texts, titles, names and in what was read from them."""
    with make_record(tmp_path / "hostile.db", _hostile()) as store:
        import_events(store, tmp_path, place=f"{ATTACK} {HUGE}".replace("\x00", ""))
        yield store


def _addresses(store: Store, *, served: bool) -> Iterator[str]:
    yield from ("/", "/reports", "/actors", "/statistics", "/forecasts", "/log", "/search?q=alert")
    if served:
        yield from ("/review", "/datasets", "/datasets/ours")
    yield from (f"/incidents/{quote(entry.id, safe='')}" for entry in store.incident_entries())
    yield from (f"/reports/{quote(report.id, safe='')}" for report in store.reports())
    yield from (f"/actors/{quote(actor.id, safe='')}" for actor in store.actors())


def _look_around(seen: Seen, address: str) -> None:
    """Do what a reader does on a page, and see that nothing of the attack has come to life."""
    page = seen.page
    seen.open(address)
    for summary in page.locator("main summary").all():
        summary.click()
    for opener in page.locator(".contests button, td button").all()[:5]:
        opener.click()
        page.get_by_role("dialog").locator("mark").first.wait_for()
        assert page.evaluate("document.querySelector('dialog').scrollWidth - innerWidth") <= 0
        assert _steering(seen) == [], address
        page.keyboard.press("Escape")
    for spot in page.locator(".leaflet-marker-icon.spot").all()[:2]:
        spot.dispatch_event("click")
    for item in page.locator("aside .list button").all()[:2]:
        item.click()

    links = page.locator("a").evaluate_all("all => all.map((one) => one.protocol)")
    assert set(links) <= {"http:", "https:", "file:"}, address
    assert page.locator("main :is(script, img, iframe, object, [onload], [onerror])").count() == 0, address
    assert _steering(seen) == [], address
    assert page.evaluate(WIDE) == [], address
    assert seen.faults == [], address


def _steering(seen: Seen) -> list[str]:
    """Give the characters that steer a screen, of all that is shown or said aloud."""
    said = seen.page.evaluate(SAID)
    return [f"U+{ord(c):04X}" for c in STEERING if c in said]


def test_harmless_on_a_server(store: Store, serve: Serve, look: Look) -> None:
    """On every page an attack is words, however narrow the screen."""
    base, seen = serve(store), look(viewport=NARROW)
    for path in _addresses(store, served=True):
        _look_around(seen, f"{base}{path}")
    assert [address for address in seen.requests if not address.startswith(base)] == []


def test_harmless_in_a_dossier(store: Store, tmp_path: Path, look: Look) -> None:
    """In a dossier too, where the attack is in the page's own file."""
    file = tmp_path / "dossier.html"
    file.write_bytes(dossier_page(make_dossier(store, title=ATTACK)))
    seen = look(viewport=NARROW, offline=True)
    for path in _addresses(store, served=False):
        seen.page.goto("about:blank")
        _look_around(seen, f"{file.as_uri()}#{path}")
    assert {address.split(":")[0] for address in seen.requests} <= {"file", "data", "blob", "about"}
