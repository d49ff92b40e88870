"""Puts the server together."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from anyio import to_thread
from litestar import Litestar, Router, get
from litestar.config.compression import CompressionConfig
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.handlers import BaseRouteHandler
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.spec import License
from litestar.response import Response

from variorum import __version__
from variorum.app.add import Adder
from variorum.errors import VariorumError
from variorum.store import Store
from variorum.web.answers import OWN, PACKED, Asking
from variorum.web.callers import Caller, Connection, Doorkeeper
from variorum.web.filters import check_parameters, paging
from variorum.web.gate import Gate, is_loopback, known_hosts
from variorum.web.intake import MOST_BYTES, Intake
from variorum.web.judging import Bench
from variorum.web.openapi import described
from variorum.web.pages import get_page
from variorum.web.problems import on_crash, on_depth, on_error, on_refusal
from variorum.web.routes import actors, datasets, incidents, judgements, reports, users, whole
from variorum.web.tries import Tries
from variorum.web.worker import QUIET, MakeAdder, Worker

PREFIX = "/api/v1"

ABOUT = """\
What reports of armed violence say, who says so, in which words, and where they part.

Every value leads back to words of a report, by its id and offsets in code points."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """
    How a server is reached.

    `sign_in` is needed wherever more than this machine reaches it. `secure` tells that browsers come by encrypted
    connections, `proxied` that a proxy before the server says who they are. `hosts` are more names that lead here.
    """

    host: str = "127.0.0.1"
    hosts: tuple[str, ...] = ()
    sign_in: bool = False
    secure: bool = False
    proxied: bool = False


def make_app(
    store: Store,
    settings: Settings | None = None,
    *,
    make_adder: MakeAdder = Adder,
    tries: Tries | None = None,
    quiet: float = QUIET,
) -> Litestar:
    """Make the server of *store*, which stays open as long as the server runs."""
    settings = settings or Settings()
    if not settings.sign_in and not is_loopback(settings.host):
        raise ValueError("a server that others reach needs sign-in")
    worker = Worker(store, make_adder, quiet=quiet)
    door = Doorkeeper(store, sign_in=settings.sign_in, secure=settings.secure, tries=tries)

    @asynccontextmanager
    async def working(_: Litestar) -> AsyncIterator[None]:
        worker.start()
        worker.settle()
        try:
            yield
        finally:
            await to_thread.run_sync(worker.stop)

    app = _app(store, door, worker, Bench(store, worker), Intake(store, worker), lifespan=[working])
    app.asgi_handler = Gate(
        app.asgi_handler,
        hosts=known_hosts(settings.host, settings.hosts),
        any_address=settings.sign_in,
        proxied=settings.proxied,
        secure=settings.secure,
    )
    return app


def describe() -> dict[str, Any]:
    """Give the description of the API, for which no record is needed."""
    nothing: Any = None
    return described(_app(nothing, Doorkeeper(nothing, sign_in=True, secure=True), nothing, nothing, nothing))


def _app(
    store: Store, door: Doorkeeper, worker: Worker, bench: Bench, intake: Intake, lifespan: Iterable[Any] = ()
) -> Litestar:
    description: list[bytes] = []

    @get("/openapi.json", include_in_schema=False, sync_to_thread=True, opt=dict.fromkeys(OWN, False))
    def get_description(request: Asking) -> Response[bytes]:
        """Give the description of the API."""
        if not description:
            description.append(json.dumps(described(request.app)).encode())
        return Response(description[0], media_type="application/json")

    async def admit(connection: Connection, handler: BaseRouteHandler) -> None:
        # A function, for the framework copies what it is given, and there is but one door.
        await door.admit(connection, handler)
        check_parameters(connection, handler)

    parts = [part.routes for part in (whole, incidents, reports, actors, datasets, judgements, users)]
    api = Router(
        PREFIX,
        route_handlers=[get_description, *parts],
        opt=OWN,
        guards=[admit],
        dependencies={
            "store": Provide(lambda: store, sync_to_thread=False),
            "worker": Provide(lambda: worker, sync_to_thread=False),
            "bench": Provide(lambda: bench, sync_to_thread=False),
            "intake": Provide(lambda: intake, sync_to_thread=False),
            "door": Provide(lambda: door, sync_to_thread=False),
            "page": paging(50),
            "caller": Provide(_caller, sync_to_thread=False),
        },
    )
    return Litestar(
        route_handlers=[api, get_page],
        lifespan=list(lifespan),
        openapi_config=OpenAPIConfig(
            title="Variorum",
            version=__version__,
            description=ABOUT,
            license=License(name="Apache-2.0", identifier="Apache-2.0"),
            use_handler_docstrings=True,
            render_plugins=(),
            path="/api/schema",
        ),
        exception_handlers={
            VariorumError: on_error,
            HTTPException: on_refusal,
            RecursionError: on_depth,
            Exception: on_crash,
        },
        compression_config=CompressionConfig(
            backend="gzip", gzip_compress_level=2, minimum_size=PACKED, exclude_opt_key=next(iter(OWN))
        ),
        request_max_body_size=MOST_BYTES,
        logging_config=None,
    )


def _caller(request: Asking) -> Caller:
    caller: Caller = request.scope["user"]
    return caller
