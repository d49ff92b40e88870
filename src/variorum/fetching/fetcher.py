"""Fetches pages: follows redirects, asks robots.txt, waits between requests to one host, tries again."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from variorum.errors import (
    FetchError,
    FetchFailed,
    FetchRefused,
    FetchSlow,
    RedirectsEndless,
    RobotsForbid,
)
from variorum.fetching.addresses import Allowed, Resolve, Target, is_public, parse_target
from variorum.fetching.exchange import Answer, exchange
from variorum.fetching.robots import MAX_BYTES as MAX_ROBOTS
from variorum.fetching.robots import Rules

MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which a second try may succeed."""

_CHARSET = re.compile(r"charset\s*=\s*\"?([\w.:-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class FetchSettings:
    """How pages are fetched; `allowed` decides which addresses may be connected to."""

    agent: str = "variorum"
    version: str = ""
    seconds: float = 60.0
    """For one answer, from the connection to its last byte."""

    max_bytes: int = 100_000_000
    tries: int = 3
    back_off: float = 1.0
    """Seconds before the second try; twice as many before the third."""

    longest_wait: float = 60.0
    """Seconds that a server may ask to wait before the next try; asked for more, it is left alone."""

    between: float = 1.0
    """Seconds between two requests to one host, where its robots.txt does not ask for more."""

    allowed: Allowed = is_public
    resolve: Resolve | None = None
    robots: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What is kept of an earlier answer, by which a server can tell that nothing has changed."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """A page; `changed` is False, and the content empty, where it is as it was when `Kept` was kept."""

    url: str
    final_url: str
    content: bytes = b""
    media_type: str | None = None
    charset: str | None = None
    retrieved: str = ""
    kept: Kept = Kept()
    changed: bool = True


@dataclass
class _Host:
    """What is known of a host during a run."""

    rules: Rules | None = None
    free_at: float = 0.0


@dataclass
class Fetcher:
    """Fetches for one run; keep it, for what it knows of hosts. `sleep` and `clock` can be replaced."""

    settings: FetchSettings = field(default_factory=FetchSettings)
    sleep: Callable[[float], object] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _hosts: dict[str, _Host] = field(default_factory=dict)

    def fetch(self, url: str, kept: Kept | None = None) -> Fetched:
        """
        Fetch the page at *url*; conditionally, where something is *kept* of it.

        Raises:
            FetchError: If it cannot be had; the subclass and its message say why.
        """
        headers = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
        if kept and kept.etag:
            headers["If-None-Match"] = kept.etag
        if kept and kept.modified:
            headers["If-Modified-Since"] = kept.modified
        target, answer = self._followed(parse_target(url), headers, ask=self.settings.robots)
        if answer.status == 304 and kept:
            return Fetched(url=url, final_url=target.url, retrieved=_now(), kept=kept, changed=False)
        if not 200 <= answer.status < 300:
            raise FetchRefused(path=url, status=answer.status, words=" ".join(answer.reason.split())[:80])
        stated = answer.headers.get("content-type", "")
        charset = _CHARSET.search(stated)
        return Fetched(
            url=url,
            final_url=target.url,
            content=answer.content,
            media_type=stated.partition(";")[0].strip().lower()[:100] or None,
            charset=charset[1] if charset else None,
            retrieved=_now(),
            kept=Kept(etag=_short(answer.headers.get("etag")), modified=_short(answer.headers.get("last-modified"))),
        )

    def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        """
        Send *body* to *url*, trying again where that may help; no redirect is followed.

        Raises:
            FetchError: If it is not taken.
        """
        target = parse_target(url)
        answer = self._tried(target, {"Content-Type": "application/json", **headers}, method="POST", body=body)
        if not 200 <= answer.status < 300:
            raise FetchRefused(path=url, status=answer.status, words=" ".join(answer.reason.split())[:80])

    def _followed(self, target: Target, headers: Mapping[str, str], *, ask: bool) -> tuple[Target, Answer]:
        """Get an answer that is no redirect; each address on the way is checked as the first is."""
        name = target.url
        for _ in range(MOST_REDIRECTS + 1):
            if ask:
                self._ask(target)
            answer = self._tried(target, headers)
            where = answer.headers.get("location")
            if answer.status not in REDIRECTS or not where:
                return target, answer
            try:
                onward = urljoin(target.url, where.strip())
            except ValueError as error:
                raise FetchFailed(path=name, reason="it is redirected to what is no address") from error
            target = parse_target(onward, f"{name} (redirected to {onward[:200]})")
        raise RedirectsEndless(path=name, limit=MOST_REDIRECTS)

    def _ask(self, target: Target) -> None:
        """Refuse what the site's robots.txt asks programs not to fetch."""
        host = self._hosts.setdefault(target.origin, _Host())
        if host.rules is None:
            try:
                host.rules = self._rules(target)
            except FetchError as error:
                raise type(error)(**{**error.values, "path": target.url}) from error
        if not host.rules.allows(target.url):
            reason = "" if host.rules.known else ", or may, for it cannot be had"
            raise RobotsForbid(path=target.url, reason=reason)

    def _rules(self, target: Target) -> Rules:
        robots = parse_target(f"{target.origin}/robots.txt")
        try:
            _, answer = self._followed(robots, {}, ask=False)
        except FetchError as error:
            if isinstance(error, FetchFailed | FetchSlow):
                return Rules(None, self.settings.agent)
            raise
        if answer.status in AGAIN or answer.status >= 500:
            return Rules(None, self.settings.agent)
        text = answer.content[:MAX_ROBOTS].decode("utf-8", "replace") if 200 <= answer.status < 300 else ""
        return Rules(text, self.settings.agent)

    def _tried(
        self, target: Target, headers: Mapping[str, str], *, method: str = "GET", body: bytes | None = None
    ) -> Answer:
        """Get an answer, in several tries where one more may help."""
        settings = self.settings
        agent = f"{settings.agent}/{settings.version}" if settings.version else settings.agent
        sent = {"User-Agent": agent, "Accept-Encoding": "gzip, deflate", "Connection": "close", **headers}
        for attempt in range(settings.tries):
            last = attempt == settings.tries - 1
            wait = settings.back_off * 2**attempt
            self._wait_for(target)
            try:
                answer = exchange(
                    target,
                    sent,
                    allowed=settings.allowed,
                    seconds=settings.seconds,
                    max_bytes=settings.max_bytes,
                    method=method,
                    body=body,
                    resolve=settings.resolve,
                )
            except (FetchFailed, FetchSlow):
                if last:
                    raise
            else:
                asked = _retry_after(answer.headers.get("retry-after"))
                if answer.status not in AGAIN or last or (asked or 0) > settings.longest_wait:
                    return answer
                wait = max(wait, asked or 0.0)
            self.sleep(wait)
        raise AssertionError("the last try returns or raises")

    def _wait_for(self, target: Target) -> None:
        host = self._hosts.setdefault(target.origin, _Host())
        wait = host.free_at - self.clock()
        if wait > 0:
            self.sleep(wait)
        delay = max(self.settings.between, host.rules.delay if host.rules else 0.0)
        host.free_at = self.clock() + delay


def _retry_after(value: str | None) -> float | None:
    if not value:
        return None
    if value.strip().isdigit():
        return float(value.strip()[:9])
    try:
        when = parsedate_to_datetime(value)
        return max(0.0, (when - datetime.now(when.tzinfo)).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _short(value: str | None) -> str | None:
    return value if value and len(value) <= 500 and value.isprintable() and value.isascii() else None


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
