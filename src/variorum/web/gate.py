"""Stands before everything: which hosts are answered for, what browsers are told, paths as they are meant."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Awaitable, Callable, Collection, Iterable
from typing import Any
from urllib.parse import unquote

from variorum.errors import HostUnknown, RequestBad, VariorumError
from variorum.web.problems import CONTENT_TYPE, body_of, headers_of, problem_of

Scope = Any
Message = Any
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Any, Any, Any], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)

HEADERS: dict[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow",
}

SLASH = "\ue000"
"""Stands in a path for a slash that belongs to an id, until the route has been found."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def plain(part: str) -> str:
    """Give an id from a path as it was meant."""
    return part.replace(SLASH, "/")


def known_hosts(host: str, allowed: Iterable[str] = ()) -> frozenset[str]:
    """Give the names by which a server that listens on *host* is reached."""
    names = {host.lower().strip("[]"), *LOOPBACK, *(name.lower().strip("[]") for name in allowed)}
    if not is_loopback(host):
        own = socket.gethostname().lower()
        names |= {own, own.partition(".")[0]}
    return frozenset(names)


def is_loopback(host: str) -> bool:
    """Tell whether nothing but this machine reaches a server that listens on *host*."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Gate:
    """
    Passes on to *app* what may pass.

    A page of another site that has its name lead to this server's address (DNS rebinding) would be of this server's
    origin; the host that its requests name gives it away. Any address in figures is none of a page's choosing, so that
    with *any_address* all of them pass.
    """

    def __init__(self, app: App, *, hosts: Collection[str], any_address: bool, proxied: bool, secure: bool) -> None:
        self._app, self._hosts, self._any_address, self._proxied = app, frozenset(hosts), any_address, proxied
        extra = {"Strict-Transport-Security": "max-age=31536000"} if secure else {}
        self._headers = [(k.lower().encode(), v.encode()) for k, v in {**HEADERS, **extra}.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        wanted = scope["method"]
        scope = {**scope, "method": "GET"} if wanted == "HEAD" else dict(scope)

        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in self._headers}
                kept = [(name, value) for name, value in message["headers"] if name.lower() not in own]
                message = {**message, "headers": [*kept, *self._headers]}
            elif wanted == "HEAD" and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        try:
            self._check_host(scope)
            scope["path"] = _path(scope)
        except VariorumError as error:
            await _refuse(told, error)
            return
        await self._app(scope, receive, told)

    def _check_host(self, scope: Scope) -> None:
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        # A proxy on this machine would let everybody pass as its owner.
        if not self._proxied and (b"forwarded" in headers or b"x-forwarded-for" in headers):
            raise HostUnknown(host=headers.get(b"x-forwarded-host", headers.get(b"host", ""))[:100])
        host = headers.get(b"host", "")
        name = _without_port(host).lower()
        if name not in self._hosts and not (self._any_address and _is_address(name)):
            raise HostUnknown(host=host[:100])


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _path(scope: Scope) -> str:
    raw = (scope.get("raw_path") or scope["path"].encode()).partition(b"?")[0].decode("latin-1")
    path = unquote(raw.replace("%2F", "%EE%80%80").replace("%2f", "%EE%80%80"), errors="replace")
    if "\x00" in path or "%00" in scope["query_string"].decode("latin-1"):
        raise RequestBad(reason="it has the character U+0000")
    return path


async def _refuse(send: Send, error: VariorumError) -> None:
    problem = problem_of(error)
    headers = {"Content-Type": CONTENT_TYPE, **headers_of(error)}
    listed = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": problem.status, "headers": listed})
    await send({"type": "http.response.body", "body": body_of(problem)})
