"""Feeds and sitemaps: the pages that they name, and what they tell of them."""

from __future__ import annotations

import io
import re
from typing import Any

from variorum.errors import ReportDamaged
from variorum.settings import IntakeLimits
from variorum.sources.dates import stated_date
from variorum.sources.formats.blocks import joined
from variorum.sources.formats.pages import text_of_piece
from variorum.sources.items import Captured, Document, Facts, Items, Kind, Linked, damaged

WHOLE = 1_500
"""Characters; a summary from here on is taken for the whole text."""

WHOLE_CONTENT = 300
"""As above, of what the feed says is the content."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?=$|[-_])")


def read_feed(captured: Captured, limits: IntakeLimits) -> Items:
    """Give each entry of a feed: its text where the feed has all of it, else the address of its page."""
    import feedparser

    with captured.open() as file:
        content = file.read()
    headers = {"content-type": f"application/xml; charset={captured.charset}"} if captured.charset else {}
    if captured.url:
        headers["content-location"] = captured.url
    parsed = feedparser.parse(io.BytesIO(content), response_headers=headers)
    entries, feed = parsed.get("entries") or [], parsed.get("feed") or {}
    if not entries and not parsed.get("version"):
        raise ReportDamaged(path=captured.name, kind="a feed", reason="it has no entries that can be understood")
    publisher = _line(feed.get("title"))
    language = _LANGUAGE.match(str(feed.get("language") or ""))
    whole = Facts.of("feed", publisher=publisher, language=language[0].lower() if language else None)
    for number, entry in enumerate(entries[: limits.max_parts], 1):
        yield _entry(entry, f"{captured.name}#{number}", whole.filled(captured.known))


def _entry(entry: Any, name: str, whole: Facts) -> Document | Linked:
    people = [_line(person.get("name")) for person in entry.get("authors") or () if hasattr(person, "get")]
    title = text_of_piece(str(entry.get("title") or "")) or None
    facts = Facts.of(
        "feed",
        title=title and " ".join(title.split())[:500],
        authors=tuple(dict.fromkeys(filter(None, people))),
        published=stated_date(_line(entry.get("published")) or _updated(entry)),
    ).filled(whole)
    source = [str(part.get("value") or "") for part in entry.get("content") or () if hasattr(part, "get")]
    text = text_of_piece(max(source, key=len, default="")) or text_of_piece(str(entry.get("summary") or ""))
    url = str(entry.get("link") or "")
    if url.startswith(("http://", "https://")):
        if not (source and len(text) >= WHOLE_CONTENT) and len(text) < WHOLE:
            stamp = _updated(entry) or _line(entry.get("published"))
            body = _headed(facts.title, text) if text else None
            return Linked(name=url, url=url, facts=facts, text=body, stamp=stamp)
        name = url
    return Document(
        name=name,
        text=_headed(facts.title, text),
        facts=facts,
        media_type="text/html",
        url=url or None,
        original="\n".join(source).encode("utf-8", "replace") or text.encode("utf-8", "replace"),
    )


def read_sitemap(captured: Captured, limits: IntakeLimits) -> Items:
    """Give each page that a sitemap names, and each further sitemap, the newest first where it says when."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError, parse

    try:
        with captured.open() as file:
            root = parse(file).getroot()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise damaged(captured.name, "a sitemap", error) from error
    found: list[tuple[str, Linked]] = []
    for element in root:
        values = {_tag(child): (child.text or "").strip() for child in element.iter()}
        url = values.get("loc", "")
        if not url.startswith(("http://", "https://")):
            continue
        facts = Facts.of(
            "sitemap",
            title=_line(values.get("title")),
            publisher=_line(values.get("name")),
            published=stated_date(values.get("publication_date")),
            language=values.get("language") or None,
        )
        stamp = (values.get("lastmod") or values.get("publication_date") or "")[:100]
        kind: Kind | None = "sitemap" if _tag(element) == "sitemap" else None
        link = Linked(
            name=url[:2000], url=url[:2000], kind=kind, facts=facts.filled(captured.known), stamp=stamp or None
        )
        found.append((stamp, link))
    if not found and _tag(root) not in ("urlset", "sitemapindex"):
        raise ReportDamaged(path=captured.name, kind="a sitemap", reason="it names no page")
    for _, link in sorted(found, key=lambda pair: pair[0], reverse=True)[: limits.max_parts]:
        yield link


def _updated(entry: Any) -> str | None:
    # Asked in the library's own way, it gives the date of publication where there is no other.
    return _line(dict.get(entry, "updated"))


def _headed(title: str | None, text: str) -> str:
    return text if not title or text.startswith(title) else joined([title, text])


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _line(value: object) -> str | None:
    return " ".join(value.split())[:500] or None if isinstance(value, str) else None
