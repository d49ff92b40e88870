"""A Chromium that looks at the pages, and a server for it to look at: for tests, pictures and measurements."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from variorum.app.add import Adder, take_in
from variorum.samples import MANIFEST, sample_paths
from variorum.sources import read_manifest
from variorum.store import Store, open_store
from variorum.web.application import Settings, make_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
"""A sandbox cannot be had as root; nothing but this machine's own pages is looked at."""


def find_chromium() -> str | None:
    """Give the Chromium that ``VARIORUM_CHROMIUM`` names, or one that is installed; None where there is none."""
    return os.environ.get("VARIORUM_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def launch(playwright: Playwright) -> Browser:
    """
    Start the Chromium that is installed.

    Raises:
        RuntimeError: If there is none.
    """
    chromium = find_chromium()
    if chromium is None:
        raise RuntimeError("Chromium is not installed; install it, or name it in VARIORUM_CHROMIUM")
    return playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))


@contextmanager
def serving(
    store: Store,
    settings: Settings | None = None,
    *,
    make_adder: Callable[[Store], Adder] = Adder,
    quiet: float = 0,
) -> Iterator[str]:
    """Serve *store* on a free port of this machine, and give the address."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()  # who comes before the server has started waits for it
        app = make_app(store, settings, make_adder=make_adder, quiet=quiet)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(20)


def make_demo(path: Path) -> None:
    """Make the record of the bundled sample reports at *path*."""
    with open_store(path) as store:
        for taken in take_in(store, sample_paths(), manifest=read_manifest(MANIFEST)):
            if taken.error:
                raise taken.error
        adder = Adder(store)
        for _ in adder.read(adder.waiting()):
            pass
        adder.finish(user="demo", what="demo")
