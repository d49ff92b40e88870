"""A dossier opens from a disk, on a machine without a network."""

from __future__ import annotations

from pathlib import Path

import pytest

from seen import Look
from variorum.app.views.dossier import make_dossier
from variorum.store import Store
from variorum.web.dossier import dossier_page

PAGES = ("Reports", "Actors", "Statistics", "Forecasts", "Search", "Log", "Overview")


@pytest.mark.model
def test_opens_from_disk_without_network(demo: Store, tmp_path: Path, look: Look) -> None:
    """All that a dossier shows is in its file: each page opens, words are shown, and nothing is asked for elsewhere."""
    file = tmp_path / "dossier.html"
    file.write_bytes(dossier_page(make_dossier(demo, title="The samples")))
    seen = look(offline=True)
    page = seen.page
    seen.open(file.as_uri())
    assert page.title().endswith("The samples")
    for name in PAGES:
        page.get_by_role("navigation", name="Pages").get_by_role("link", name=name, exact=True).click()
        seen.settle()
        assert page.get_by_role("alert").count() == 0
    page.get_by_label("Accounts", exact=True).select_option(label="part: contested")
    page.get_by_role("heading", name="contested").first.wait_for()
    page.locator("main h3 a").first.click()
    page.get_by_role("heading", name="Accounts side by side").wait_for()
    page.locator(".contests button").first.click()
    page.get_by_role("dialog").locator("mark").first.wait_for()
    page.get_by_role("link", name="Read it in the report").first.click()
    page.locator("mark.sought").first.wait_for()
    page.reload()
    page.locator("mark.sought").first.wait_for()
    assert [address for address in seen.requests if not address.startswith(("file:", "data:", "blob:"))] == []
    assert seen.faults == []
