"""
Take the pictures of the pages that `docs/reference/pages.md` shows: of the record of the sample reports, in Chromium.

    python tools/screenshots.py [--out docs/images] [--db RECORD] [--only PATTERN]
"""

from __future__ import annotations

import argparse
import fnmatch
import io
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright

from browsing import launch, make_demo, serving
from variorum.store import Store, open_store

ROOT = Path(__file__).parent.parent
WIDE, NARROW = {"width": 1280, "height": 860}, {"width": 360, "height": 780}
MOST_BYTES = 150_000


@dataclass(frozen=True, kw_only=True)
class Shot:
    """A picture: where it is taken, and, if not of the whole window, of what, after what was done there."""

    name: str
    path: str
    viewport: dict[str, int]
    dark: bool = False
    of: Callable[[Page], Locator] | None = None
    before: Callable[[Page], object] | None = None


def shots(store: Store) -> list[Shot]:
    """Give the pictures to take of *store*."""
    contested = [entry for entry in store.incident_entries() if entry.contested]
    incident = max(contested, key=lambda entry: (len({m.report for m in entry.members}), len(entry.contested)))
    report = f"/reports/{quote(incident.members[-1].report, safe='')}"
    actor = next(p.speaker for c in incident.contested for p in c.positions if p.speaker)
    one = f"/incidents/{incident.id}"

    def section(name: str) -> Callable[[Page], Locator]:
        return lambda page: page.get_by_role("region", name=name, exact=True)

    return [
        Shot(name="overview", path="/", viewport=WIDE),
        Shot(name="overview-dark", path="/", viewport=WIDE, dark=True),
        Shot(name="overview-narrow", path="/", viewport=NARROW),
        Shot(name="incident", path=one, viewport=WIDE),
        Shot(name="incident-narrow", path=one, viewport=NARROW, dark=True),
        Shot(name="accounts", path=one, viewport=WIDE, before=_scroll("Accounts side by side")),
        Shot(name="words", path=one, viewport=WIDE, before=_open_words),
        Shot(name="toll", path=one, viewport=WIDE, of=section("How the toll moved")),
        Shot(name="origins", path=one, viewport=WIDE, of=section("Where it is known from")),
        Shot(name="report", path=report, viewport=WIDE, before=_choose_item),
        Shot(name="reports", path="/reports", viewport=WIDE),
        Shot(name="actors", path="/actors", viewport=WIDE),
        Shot(name="actor", path=f"/actors/{quote(actor, safe='')}", viewport=WIDE),
        Shot(name="statistics", path="/statistics", viewport=WIDE),
        Shot(name="forecasts", path="/forecasts", viewport=WIDE),
        Shot(name="search", path="/search?q=hospital", viewport=WIDE),
        Shot(name="review", path="/review", viewport=WIDE),
        Shot(name="review-dark", path="/review", viewport=WIDE, dark=True),
        Shot(name="review-narrow", path="/review", viewport=NARROW),
        Shot(name="log", path="/log", viewport=WIDE),
        Shot(name="add", path="/add", viewport=WIDE),
        Shot(name="users", path="/users", viewport=WIDE),
        Shot(name="datasets", path="/datasets", viewport=WIDE),
    ]


def _scroll(heading: str) -> Callable[[Page], object]:
    return lambda page: page.get_by_role("heading", name=heading).evaluate("e => e.scrollIntoView()")


def _open_words(page: Page) -> None:
    page.locator(".contests button").first.click()
    page.get_by_role("dialog").locator("mark").first.wait_for()


def _choose_item(page: Page) -> None:
    page.locator("aside .list button").first.click()
    page.evaluate("scrollTo(0, 0)")


def take(page: Page, address: str, shot: Shot) -> bytes:
    """Take a picture, as a WebP file."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.locator("[aria-busy=true], .waiting").first.wait_for(state="hidden")
    if shot.before:
        shot.before(page)
        page.wait_for_timeout(300)
    png = shot.of(page).screenshot() if shot.of else page.screenshot()
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for quality in range(85, 20, -10):
        out = io.BytesIO()
        picture.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= MOST_BYTES:
            return out.getvalue()
    raise ValueError(f"{shot.name} is too large")


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=re.split(r"\n\n", __doc__ or "")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("--only", default="*", metavar="PATTERN", help="those whose name it fits")
    parser.add_argument("--db", type=Path, help="a record of the sample reports that is there already")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        path = options.db or Path(folder) / "variorum.db"
        if not options.db:
            make_demo(path)
        with open_store(path) as store, serving(store) as base, sync_playwright() as playwright:
            browser = launch(playwright)
            for shot in shots(store):
                if not fnmatch.fnmatch(shot.name, options.only):
                    continue
                context = browser.new_context(
                    viewport=shot.viewport,  # type: ignore[arg-type]
                    color_scheme="dark" if shot.dark else "light",
                    reduced_motion="reduce",
                )
                content = take(context.new_page(), base + shot.path, shot)
                context.close()
                (options.out / f"{shot.name}.webp").write_bytes(content)
                print(f"{len(content) // 1000:4d} kB  {shot.name}")
            browser.close()


if __name__ == "__main__":
    main()
