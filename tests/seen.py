"""What a browser shows of the pages, and what it should not have met."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Dialog, Page, Request

Serve = Callable[..., str]
"""What the fixture `serve` gives: serves a store, and gives the address."""

Look = Callable[..., "Seen"]
"""What the fixture `look` gives: opens a new window."""


@dataclass
class Seen:
    """A page, and what happened on it that a reader would not want."""

    page: Page
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("request", self._request)

    def settle(self) -> None:
        """Wait until the page has what it asked for."""
        self.page.locator("h1").wait_for()
        waiting = self.page.locator(".waiting, [aria-busy=true]")
        while waiting.count():
            waiting.first.wait_for(state="hidden")

    def open(self, address: str) -> None:
        """Go to *address*, and wait until it is there."""
        self.page.goto(address)
        self.settle()

    def _console(self, message: ConsoleMessage) -> None:
        # A request that is refused is what some tests are about; they look at what the page says of it.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"{message.type}: {message.text}")

    def _dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
