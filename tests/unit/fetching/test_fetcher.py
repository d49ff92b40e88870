"""Fetching, against a server on this machine that misbehaves; tests allow its address, and its address alone."""

import gzip
import threading
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from variorum.errors import (
    AddressBad,
    AddressForbidden,
    FetchError,
    FetchFailed,
    FetchRefused,
    FetchSlow,
    FetchTooLarge,
    HostNotFound,
    RedirectsEndless,
    RobotsForbid,
)
from variorum.fetching import Fetcher, FetchSettings, Kept
from variorum.fetching.addresses import IPAddress, is_public

PAGE = b"<p>Two men were shot near the mill.</p>"
BOMB = gzip.compress(bytes(50_000_000))


class Handler(BaseHTTPRequestHandler):
    """Answers by the path."""

    robots: ClassVar[bytes | int] = b""
    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []
    stop: ClassVar[threading.Event] = threading.Event()

    def do_GET(self) -> None:
        """Answer."""
        self.asked.append((self.path, dict(self.headers)))
        with suppress(OSError):
            if self.path == "/robots.txt":
                if isinstance(self.robots, int):
                    self.answer(b"", status=self.robots)
                else:
                    self.answer(self.robots)
            else:
                getattr(self, self.path.strip("/").partition("/")[0].partition("?")[0], self.missing)()

    def do_POST(self) -> None:
        """Take what is posted."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append((self.path, {"body": body.decode()}))
        self.answer(b"", status=204 if self.path == "/hook" else 500)

    def answer(self, body: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        if "Transfer_Encoding" not in headers and "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def missing(self) -> None:
        self.answer(b"", status=404)

    def page(self) -> None:
        if self.headers.get("If-None-Match") == '"1"':
            self.send_response(304)
            self.end_headers()
            return
        self.answer(PAGE, ETag='"1"', Last_Modified="Fri, 09 May 2031 10:00:00 GMT")

    def packed(self) -> None:
        self.answer(gzip.compress(PAGE), Content_Encoding="gzip")

    def raw_deflate(self) -> None:
        packer = zlib.compressobj(wbits=-15)
        self.answer(packer.compress(PAGE) + packer.flush(), Content_Encoding="deflate")

    def bomb(self) -> None:
        self.answer(BOMB, Content_Encoding="gzip")

    def odd_encoding(self) -> None:
        self.answer(PAGE, Content_Encoding="br")

    def onward(self) -> None:
        self.answer(b"", status=302, Location="/page")

    def circle(self) -> None:
        self.answer(b"", status=302, Location="/circle")

    def to_private(self) -> None:
        self.answer(b"", status=302, Location="http://169.254.169.254/latest/meta-data/")

    def to_name(self) -> None:
        self.answer(b"", status=302, Location="http://inside.example/")

    def to_file(self) -> None:
        self.answer(b"", status=302, Location="file:///etc/passwd")

    def large(self) -> None:
        self.answer(b"x" * 2_000_000)

    def endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.stop.is_set():
            self.wfile.write(b"x" * 10_000)

    def drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.stop.wait(0.05):
            self.wfile.write(b"x")

    def dripping_headers(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not self.stop.wait(0.05):
            self.wfile.write(b"X-A: b\r\n" if self.stop.is_set() else b"X")

    def silent(self) -> None:
        self.stop.wait(20)

    def many_headers(self) -> None:
        self.answer(PAGE, **{f"X_{n}": "x" for n in range(300)})

    def short(self) -> None:
        self.answer(PAGE, Content_Length="5000")

    def nonsense(self) -> None:
        self.wfile.write(b"\x00\x01 what is this\r\n\r\n")

    def busy(self) -> None:
        times = sum(path == self.path for path, _ in self.asked)
        self.answer(PAGE if times > 2 else b"", status=200 if times > 2 else 503)

    def wait(self) -> None:
        times = sum(path == self.path for path, _ in self.asked)
        self.answer(PAGE if times > 1 else b"", status=200 if times > 1 else 429, Retry_After="7")

    def always_busy(self) -> None:
        self.answer(b"", status=503, Retry_After="86400")

    def private_part(self) -> None:
        self.answer(PAGE)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@dataclass
class Site:
    """A server on this machine and a fetcher that may reach it; what it waits for is noted, not waited."""

    base: str
    waited: list[float] = field(default_factory=list)

    def fetcher(self, **settings: object) -> Fetcher:
        def allowed(address: IPAddress) -> bool:
            return str(address) == "127.0.0.1"

        def resolve(host: str, _port: int) -> list[str]:
            named = {"inside.example": ["10.0.0.7"], "nowhere.example": []}
            return named.get(host, [host])

        made = FetchSettings(allowed=allowed, resolve=resolve, seconds=10.0, max_bytes=1_000_000)
        now = [0.0]

        def sleep(seconds: float) -> None:
            self.waited.append(seconds)
            now[0] += seconds

        return Fetcher(replace(made, **settings), sleep=sleep, clock=lambda: now[0])  # type: ignore[arg-type]

    @property
    def asked(self) -> list[str]:
        return [path for path, _ in Handler.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    Handler.robots, Handler.asked, Handler.stop = b"", [], threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{server.server_address[1]}")
    Handler.stop.set()
    server.shutdown()
    server.server_close()


def test_fetch_gives_page_and_what_to_keep(site: Site) -> None:
    """A page comes with its type, its encoding, and what tells later whether it has changed."""
    page = site.fetcher().fetch(f"{site.base}/page")
    assert (page.content, page.media_type, page.charset) == (PAGE, "text/html", "utf-8")
    assert page.kept == Kept(etag='"1"', modified="Fri, 09 May 2031 10:00:00 GMT")


def test_fetch_tells_that_page_is_unchanged(site: Site) -> None:
    """With what was kept, an unchanged page is not sent again."""
    page = site.fetcher().fetch(f"{site.base}/page", Kept(etag='"1"'))
    assert (page.changed, page.content) == (False, b"")


@pytest.mark.parametrize("path", ["packed", "raw_deflate", "onward"])
def test_fetch_unpacks_and_follows(site: Site, path: str) -> None:
    """Packed answers are unpacked, redirects followed."""
    assert site.fetcher().fetch(f"{site.base}/{path}").content == PAGE


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("missing", FetchRefused),
        ("bomb", FetchTooLarge),
        ("large", FetchTooLarge),
        ("endless", FetchTooLarge),
        ("odd_encoding", FetchFailed),
        ("circle", RedirectsEndless),
        ("to_private", AddressForbidden),
        ("to_name", AddressForbidden),
        ("to_file", AddressBad),
        ("many_headers", FetchFailed),
        ("short", FetchFailed),
        ("nonsense", FetchFailed),
    ],
)
def test_fetch_refuses(site: Site, path: str, error: type[FetchError]) -> None:
    """Whatever a server does wrong is one of our errors, which names the page."""
    with pytest.raises(error):
        site.fetcher(tries=1).fetch(f"{site.base}/{path}")


@pytest.mark.parametrize("path", ["drip", "dripping_headers", "silent"])
def test_fetch_ends_slow_answers(site: Site, path: str) -> None:
    """An answer that does not end in time is given up, however steadily it comes."""
    with pytest.raises(FetchSlow):
        site.fetcher(tries=1, seconds=0.6, robots=False).fetch(f"{site.base}/{path}")


def test_fetch_refuses_this_machine(site: Site) -> None:
    """Without the tests' permission, the very same server is out of reach, and is not asked."""
    with pytest.raises(AddressForbidden):
        site.fetcher(allowed=is_public).fetch(f"{site.base}/page")
    assert site.asked == []


def test_fetch_connects_to_the_address_that_was_checked(site: Site) -> None:
    """A name is resolved once for a request: what it leads to a moment later is never connected to."""
    answers = iter([["127.0.0.1"]])

    def resolve(_host: str, _port: int) -> list[str]:
        return next(answers)

    port = site.base.rpartition(":")[2]
    page = site.fetcher(resolve=resolve, robots=False).fetch(f"http://rebinding.example:{port}/page")
    assert page.content == PAGE


def test_fetch_refuses_name_that_moves_inside(site: Site) -> None:
    """A name that leads to another machine at the second request is checked again."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    port = site.base.rpartition(":")[2]
    with pytest.raises(AddressForbidden):
        site.fetcher(resolve=lambda _h, _p: next(answers)).fetch(f"http://rebinding.example:{port}/page")


def test_fetch_says_that_host_is_unknown(site: Site) -> None:
    """A name that nobody has is said to be that."""
    with pytest.raises(HostNotFound):
        site.fetcher().fetch("http://nowhere.example/")


def test_fetch_obeys_robots(site: Site) -> None:
    """What robots.txt forbids is not asked for; it is asked once for all pages of a site."""
    Handler.robots = b"User-agent: *\nDisallow: /private_part\nDisallow: /*?print\n"
    fetcher = site.fetcher()
    for path in ("private_part", "page?print"):
        with pytest.raises(RobotsForbid):
            fetcher.fetch(f"{site.base}/{path}")
    fetcher.fetch(f"{site.base}/page")
    assert site.asked == ["/robots.txt", "/page"]


@pytest.mark.parametrize("status", [500, 503])
def test_fetch_leaves_site_whose_robots_cannot_be_had(site: Site, status: int) -> None:
    """A site that cannot say what it wishes is left alone."""
    Handler.robots = status
    with pytest.raises(RobotsForbid):
        site.fetcher().fetch(f"{site.base}/page")


@pytest.mark.parametrize("status", [403, 404, 410])
def test_fetch_takes_site_without_robots(site: Site, status: int) -> None:
    """A site that has no robots.txt forbids nothing."""
    Handler.robots = status
    assert site.fetcher().fetch(f"{site.base}/page").content == PAGE


def test_fetch_waits_between_pages_of_a_site(site: Site) -> None:
    """Requests to one host are a second apart, or as its robots.txt asks."""
    Handler.robots = b"User-agent: *\nCrawl-delay: 4\n"
    fetcher = site.fetcher()
    fetcher.fetch(f"{site.base}/page")
    fetcher.fetch(f"{site.base}/packed")
    assert site.waited == [1.0, 4.0]


def test_fetch_tries_again(site: Site) -> None:
    """A busy server is asked again, each time later."""
    assert site.fetcher(between=0.0, robots=False).fetch(f"{site.base}/busy").content == PAGE
    assert site.waited == [1.0, 2.0]


def test_fetch_waits_as_the_server_asks(site: Site) -> None:
    """The time that a server names is waited."""
    assert site.fetcher(between=0.0, robots=False).fetch(f"{site.base}/wait").content == PAGE
    assert site.waited == [7.0]


def test_fetch_leaves_server_that_asks_for_a_day(site: Site) -> None:
    """A server that wants to be left alone for long is."""
    with pytest.raises(FetchRefused):
        site.fetcher(between=0.0, robots=False).fetch(f"{site.base}/always_busy")
    assert site.waited == []


def test_post_sends(site: Site) -> None:
    """What is posted arrives."""
    site.fetcher().post(f"{site.base}/hook", b'{"a": 1}', {})
    assert Handler.asked == [("/hook", {"body": '{"a": 1}'})]


def test_post_refuses_this_machine(site: Site) -> None:
    """A webhook is no way into a private network either."""
    with pytest.raises(AddressForbidden):
        site.fetcher(allowed=is_public).post(f"{site.base}/hook", b"{}", {})
