"""One request and its answer, over a connection to an address that was checked, within bytes and seconds."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from typing import Any

from variorum.errors import FetchFailed, FetchSlow, FetchTooLarge
from variorum.fetching.addresses import Allowed, Resolve, Target, addresses_of

PIECE = 1 << 16
CONNECT_SECONDS = 15.0
ENCODINGS = ("gzip", "x-gzip", "deflate")


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What a server answered; names of headers are in lower case, and of several of a name the last counts."""

    status: int
    reason: str
    headers: Mapping[str, str]
    content: bytes


def exchange(
    target: Target,
    headers: Mapping[str, str],
    *,
    allowed: Allowed,
    seconds: float,
    max_bytes: int,
    method: str = "GET",
    body: bytes | None = None,
    resolve: Resolve | None = None,
    context: Callable[[], ssl.SSLContext] | None = None,
) -> Answer:
    """
    Send one request and read its answer.

    The host is resolved once, each of its addresses checked, and the connection made to one of these: what the name
    leads to a moment later plays no part. No proxy is used, for what it connects to cannot be checked.

    Raises:
        FetchError: If there is no answer, or none within the limits.
    """
    deadline = time.monotonic() + seconds
    addresses = addresses_of(target, allowed, resolve)
    connection = http.client.HTTPConnection(target.host, target.port)
    try:
        connection.sock = _connect(target, addresses, deadline, context or _context)
        connection.request(method, target.path, body=body, headers={"Host": target.authority, **headers})
        response = connection.getresponse()
        with closing(response):
            content = _read(response, target, max_bytes)
        names = {name.lower(): value for name, value in response.getheaders()}
        return Answer(status=response.status, reason=response.reason or "", headers=names, content=content)
    except (TimeoutError, _Late) as error:
        raise FetchSlow(path=target.url, seconds=seconds) from error
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise FetchFailed(path=target.url, reason=reason) from error
    finally:
        connection.close()


def _connect(target: Target, addresses: list[str], deadline: float, context: Callable[[], ssl.SSLContext]) -> Any:
    """Connect to the first of *addresses* that answers; gives what the connection takes for a socket."""
    failed: OSError | None = None
    for address in addresses[:4]:
        try:
            plain = socket.create_connection((address, target.port), timeout=min(CONNECT_SECONDS, _left(deadline)))
        except OSError as error:
            failed = error
            continue
        if target.scheme == "http":
            return _Timed(plain, deadline)
        try:
            plain.settimeout(min(CONNECT_SECONDS, _left(deadline)))
            return _Timed(context().wrap_socket(plain, server_hostname=target.host), deadline)
        except BaseException:
            plain.close()
            raise
    raise failed or OSError("it has no address")


def _read(response: http.client.HTTPResponse, target: Target, max_bytes: int) -> bytes:
    encoding = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if encoding not in (*ENCODINGS, "identity", ""):
        raise FetchFailed(path=target.url, reason=f"its answer is encoded as '{encoding[:40]}'")
    unpack = _Unpacked(encoding, max_bytes)
    received = 0
    while piece := response.read1(PIECE):
        received += len(piece)
        if received > max_bytes or not unpack.take(piece):
            raise FetchTooLarge(path=target.url, limit=max_bytes)
    if response.length:  # fewer bytes came than were announced
        raise http.client.IncompleteRead(b"", response.length)
    return unpack.finish()


class _Unpacked:
    """Puts an answer together, unpacked; never more of it than may be."""

    def __init__(self, encoding: str, limit: int) -> None:
        self._pieces: list[bytes] = []
        self._limit, self._size = limit, 0
        self._packed = encoding in ENCODINGS
        # With or without a header of zlib's: servers send both as "deflate".
        self._window = {"gzip": 31, "x-gzip": 31}.get(encoding, 15)
        self._inflate = zlib.decompressobj(self._window)
        self._first = True

    def take(self, piece: bytes) -> bool:
        """Add what was received; False where the whole is too large."""
        while piece and self._size <= self._limit:
            out, piece = self._unpacked(piece) if self._packed else (piece, b"")
            self._size += len(out)
            self._pieces.append(out)
        return self._size <= self._limit

    def _unpacked(self, piece: bytes) -> tuple[bytes, bytes]:
        room = self._limit + 1 - self._size
        try:
            out = self._inflate.decompress(piece, room)
        except zlib.error:
            if not self._first or self._window != 15:
                raise
            self._window, self._inflate = -15, zlib.decompressobj(-15)
            out = self._inflate.decompress(piece, room)
        self._first = False
        rest = self._inflate.unconsumed_tail
        if self._inflate.eof:
            rest = self._inflate.unused_data
            if rest.startswith(b"\x1f\x8b"):
                self._inflate = zlib.decompressobj(self._window)
            else:
                rest = b""
        return out, rest

    def finish(self) -> bytes:
        """Give the whole."""
        if self._packed and not self._first and not self._inflate.eof:
            raise http.client.IncompleteRead(b"")
        return b"".join(self._pieces)


class _Timed:
    """A socket for `http.client`, each of whose operations ends by one deadline: a slow answer ends as a stuck one."""

    def __init__(self, plain: socket.socket, deadline: float) -> None:
        self._socket, self._deadline = plain, deadline
        self._reader: _TimedReader | None = None

    def sendall(self, content: bytes) -> None:
        self._socket.settimeout(_left(self._deadline))
        self._socket.sendall(content)

    def makefile(self, _mode: str) -> io.BufferedReader:
        self._reader = _TimedReader(self._socket, self._deadline)
        return io.BufferedReader(self._reader)

    def close(self) -> None:
        """Close, unless an answer is being read: that ends by closing its reader."""
        if self._reader is None or self._reader.closed:
            self._socket.close()

    def shutdown(self, how: int) -> None:
        self._socket.shutdown(how)


class _TimedReader(io.RawIOBase):
    def __init__(self, plain: socket.socket, deadline: float) -> None:
        self._socket, self._deadline = plain, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._socket.settimeout(_left(self._deadline))
        return self._socket.recv_into(buffer)

    def close(self) -> None:
        self._socket.close()
        super().close()


class _Late(Exception):
    """The time is up."""


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise _Late
    return left


@cache
def _context() -> ssl.SSLContext:
    return ssl.create_default_context()
