"""Runs the server."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import uvicorn

from variorum.errors import ServeRefused
from variorum.store import Store
from variorum.web.application import Settings, make_app

GRACE = 5
"""Seconds that answers under way have when the server ends."""

IDLE = 75
"""Seconds that a connection without a request is kept: where it ends sooner, one may be lost on its way."""


def serve(
    store: Store,
    settings: Settings,
    *,
    port: int,
    certificate: Path | None = None,
    key: Path | None = None,
    began: Callable[[str], None],
) -> None:
    """
    Serve *store* until it is interrupted; *began* is told the address as soon as requests are answered.

    Raises:
        ServeRefused: If it cannot listen there, or the certificate cannot be used.
    """
    listening = _listen(settings.host, port)
    config = uvicorn.Config(
        make_app(store, settings),
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=settings.proxied,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=IDLE,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    try:
        config.load()
    except (OSError, ValueError) as error:  # of SSL too
        raise ServeRefused(
            reason=f"the certificate: {error}", advice="Give a certificate and its key as PEM"
        ) from error
    server = _Server(config, lambda: began(_address(listening, settings.host, encrypted=certificate is not None)))
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        return  # whoever runs a server ends it so
    finally:
        listening.close()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, began: Callable[[], None]) -> None:
        super().__init__(config)
        self._began = began

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            threading.Thread(target=self._began, daemon=True).start()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listening = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise ServeRefused(reason=f"{host}: {error.strerror or error}", advice="Check --host") from error
    try:
        if os.name == "posix":  # elsewhere it lets two servers have one port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        listening.close()
        raise ServeRefused(
            reason=f"{host}, port {port}: {error.strerror or error}", advice="Name another one with --port"
        ) from error
    listening.set_inheritable(True)
    return listening


def _address(listening: socket.socket, host: str, *, encrypted: bool) -> str:
    port = listening.getsockname()[1]
    name = {"0.0.0.0": socket.gethostname(), "::": socket.gethostname()}.get(host, host)  # noqa: S104 - as it was asked for
    return f"http{'s' * encrypted}://{f'[{name}]' if ':' in name else name}:{port}/"
