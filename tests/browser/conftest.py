"""A real browser that opens the pages of real servers, and notes whatever it should not have met."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from seen import Look, Seen, Serve
from served import opened, shelling, store, telling
from variorum.store import Store
from variorum.web.application import Settings

__all__ = ["shelling", "store"]

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium, for as long as a module's tests take: its event loop is in the way of those of others."""
    api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    browsing = pytest.importorskip("browsing")
    if browsing.find_chromium() is None:
        pytest.skip("no Chromium: install it, or name it in VARIORUM_CHROMIUM")
    with api.sync_playwright() as playwright:
        browser = browsing.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def look(browser: Browser) -> Iterator[Look]:
    """Give what opens a new window, with a session of its own; options are those of Playwright's contexts."""
    with ExitStack() as stack:

        def made(**options: Any) -> Seen:
            context = stack.enter_context(browser.new_context(**options))
            context.set_default_timeout(15_000)
            return Seen(context.new_page())

        yield made


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Give what serves a record until the test ends, and gives the address; reports that are added get read as told."""
    from browsing import serving

    with ExitStack() as stack:

        def made(store: Store, **settings: Any) -> str:
            return stack.enter_context(serving(store, Settings(**settings), make_adder=telling))

        yield made


@pytest.fixture(scope="session")
def _demo(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    from browsing import make_demo

    path = tmp_path_factory.mktemp("demo") / "variorum.db"
    make_demo(path)
    return path.read_bytes()


@pytest.fixture
def demo(tmp_path: Path, _demo: bytes) -> Iterator[Store]:
    """The record of the sample reports."""
    yield from opened(tmp_path / "demo.db", _demo)
