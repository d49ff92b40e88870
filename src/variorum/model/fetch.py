"""What is kept of a page that was fetched."""

from __future__ import annotations

from variorum.model.account import Value


class Fetch(Value, frozen=True, kw_only=True):
    """
    A page that was fetched, and what its server gave to tell whether it has changed.

    `stamp` is what the feed or sitemap that names it said of its last change; `at` is UTC, ISO 8601.
    """

    url: str
    at: str
    etag: str | None = None
    modified: str | None = None
    stamp: str | None = None
