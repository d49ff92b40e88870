"""What axe, which knows the guidelines, has to say about each page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from seen import Look, Seen, Serve
from variorum.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.model

NARROW, COMMON = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


def _findings(page: Page) -> Iterator[str]:
    """Give what is serious or worse."""
    from axe_playwright_python.sync_playwright import Axe

    for found in Axe().run(page).response["violations"]:
        if found["impact"] in {"serious", "critical"}:
            where = "; ".join(str(node["target"]) + node["html"][:150] for node in found["nodes"][:3])
            yield f"{found['id']}: {found['help']}: {where}"


def _pages(store: Store) -> Iterator[str]:
    contested = next(entry for entry in store.incident_entries() if entry.contested)
    yield from (
        "/",
        "/reports",
        "/actors",
        "/statistics",
        "/forecasts",
        "/search?q=hospital",
        "/review",
        "/log",
        "/add",
        "/users",
    )
    yield f"/incidents/{contested.id}"
    yield f"/reports/{contested.members[0].report}"
    yield f"/actors/{store.actors()[0].id}"
    yield "/nowhere"


@pytest.mark.parametrize(("colours", "viewport"), [("light", COMMON), ("dark", COMMON), ("light", NARROW)])
def test_pages_have_no_serious_finding(
    colours: str, viewport: dict[str, int], demo: Store, serve: Serve, look: Look
) -> None:
    """On every page axe finds nothing serious, in either colours and on a narrow screen."""
    pytest.importorskip("axe_playwright_python")
    base, seen = serve(demo), look(color_scheme=colours, viewport=viewport, reduced_motion="reduce")
    found = {}
    for path in _pages(demo):
        seen.open(f"{base}{path}")
        _unfold(seen)
        found[path] = list(_findings(seen.page))
    assert {path: some for path, some in found.items() if some} == {}


def test_opened_words_have_no_serious_finding(demo: Store, serve: Serve, look: Look) -> None:
    """Nor in the words that a cell opens."""
    pytest.importorskip("axe_playwright_python")
    contested = next(entry for entry in demo.incident_entries() if entry.contested)
    seen = look(reduced_motion="reduce")
    seen.open(f"{serve(demo)}/incidents/{contested.id}")
    seen.page.locator(".contests button").first.click()
    seen.page.get_by_role("dialog").locator("mark").first.wait_for()
    assert list(_findings(seen.page)) == []


def _unfold(seen: Seen) -> None:
    for summary in seen.page.locator("main summary").all():
        summary.click()
