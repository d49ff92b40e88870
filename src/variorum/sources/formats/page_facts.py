"""Finds what a page states about itself: in JSON-LD, in meta tags, in its elements, in its address."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

import msgspec

from variorum.model import Published
from variorum.sources.dates import date_in_address, stated_date
from variorum.sources.items import Facts

LONGEST = 500
HOLD_OTHERS = ("@graph", "mainEntity", "mainEntityOfPage", "publisher", "author")
MOST_NODES = 2_000
MOST_WAITING = 100_000
MOST_AUTHORS = 20
ARTICLE = re.compile(r"(?:[A-Za-z]*Article|Report|BlogPosting|LiveBlogPosting|SocialMediaPosting)$")
META = {
    "title": (
        "og:title",
        "twitter:title",
        "citation_title",
        "dc.title",
        "dcterms.title",
        "parsely-title",
        "sailthru.title",
    ),
    "publisher": ("og:site_name", "citation_publisher", "dc.publisher", "dcterms.publisher", "application-name"),
    "authors": (
        "author",
        "article:author",
        "citation_author",
        "dc.creator",
        "dcterms.creator",
        "parsely-author",
        "sailthru.author",
        "byl",
    ),
    "published": (
        "article:published_time",
        "og:published_time",
        "datepublished",
        "citation_publication_date",
        "citation_date",
        "publication_date",
        "publish-date",
        "publish_date",
        "publishdate",
        "pubdate",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date",
        "dcterms.date",
        "parsely-pub-date",
        "sailthru.date",
        "date",
    ),
    "language": ("og:locale", "content-language", "dc.language", "dcterms.language"),
}
_BY = re.compile(r"^\s*(?:by|written by|reported by|reporting by)\s*:?\s+", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|;|\||&|\band\b)\s*")
_PATH_PARTS = re.compile(r"https?://|www\.|@|/")


def facts_of_page(tree: Any, url: str | None) -> tuple[Facts, str | None]:
    """
    Give what the page *tree* states of itself, the surest place first, and the address that it says it has.

    JSON-LD counts before meta tags, these before elements, these before the address *url*.
    """
    meta = _meta(tree)
    canonical = _canonical(tree, meta) or url
    found = _from_json_ld(tree)
    found = found.filled(_from_meta(meta))
    found = found.filled(_from_elements(tree, found.publisher))
    host = _host(canonical)
    return found.filled(Facts.of("url", publisher=host, published=date_in_address(canonical))), canonical


def _from_json_ld(tree: Any) -> Facts:
    nodes = [node for script in tree.xpath("//script[contains(@type, 'ld+json')]")[:20] for node in _nodes(script.text)]
    articles = [node for node in nodes if any(ARTICLE.match(name) for name in _strings(node.get("@type")))]
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    for node in articles:
        return Facts.of(
            "json-ld",
            title=_line(node.get("headline")) or _line(node.get("name")),
            publisher=next(_names(node.get("publisher"), named), None),
            authors=tuple(dict.fromkeys(_names(node.get("author"), named)))[:MOST_AUTHORS],
            published=stated_date(_line(node.get("datePublished"))),
            language=_language(_line(node.get("inLanguage"))),
        )
    return Facts()


def _nodes(script: str | None) -> list[dict[str, Any]]:
    """Give all objects of a piece of JSON-LD that may describe the page, outermost first; none where it is damaged."""
    try:
        waiting: deque[Any] = deque([msgspec.json.decode((script or "").strip())])
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return []
    found: list[dict[str, Any]] = []
    while waiting and len(found) < MOST_NODES and len(waiting) < MOST_WAITING:
        value = waiting.popleft()
        if isinstance(value, list):
            waiting += value[:MOST_NODES]
        elif isinstance(value, dict):
            found.append(value)
            waiting += [value[name] for name in HOLD_OTHERS if name in value]
    return found


def _names(value: Any, named: dict[str, dict[str, Any]], depth: int = 3) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield from _person(one)
        elif isinstance(one, dict) and depth:
            if name := _line(one.get("name")):
                yield name
            elif (other := named.get(str(one.get("@id")))) is not None and other is not one:
                yield from _names(other, named, depth - 1)


def _meta(tree: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.xpath("//meta[@content]")[:MOST_NODES]:
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if (name := element.get(attribute)) and (value := _line(element.get("content"))):
                found.setdefault(name.strip().lower(), []).append(value)
    return found


def _from_meta(meta: dict[str, list[str]]) -> Facts:
    def values(field: str) -> Iterator[str]:
        return (value for name in META[field] for value in meta.get(name, ()))

    authors = next((found for name in META["authors"] if (found := _people(meta.get(name, ())))), ())
    return Facts.of(
        "meta",
        title=next(values("title"), None),
        publisher=next(values("publisher"), None),
        authors=authors,
        published=next(filter(None, map(stated_date, values("published"))), None),
        language=next(filter(None, map(_language, values("language"))), None),
    )


def _from_elements(tree: Any, publisher: str | None) -> Facts:
    headings = [line for element in tree.xpath("//h1")[:5] if (line := _line(_words(element)))]
    titles = [line for element in tree.xpath("//head/title")[:1] if (line := _line(_words(element)))]
    title = headings[0] if len(headings) == 1 else _without_site(titles[0], publisher) if titles else None
    people = tree.xpath(
        "//*[@rel='author' or @itemprop='author' or contains(@class, 'byline') or contains(@class, 'author-name')]"
    )
    authors: tuple[str, ...] = ()
    for element in people[:10]:
        if authors := _people([_words(element)]):
            break
    found = Facts.of("heading", title=title).filled(Facts.of("byline", authors=authors))
    found = found.filled(Facts.of("time", published=_time(tree)))
    return found.filled(Facts.of("meta", language=_language(tree.xpath("string(/html/@lang)"))))


def _time(tree: Any) -> Published | None:
    """Give the date of the first element that says it is the date of publication, else of the one in the header."""
    marked = tree.xpath("//*[@itemprop='datePublished' or @pubdate]")
    near = tree.xpath("(//header | //article | //*[contains(@class, 'byline') or contains(@class, 'dateline')])//time")
    for element in [*marked[:5], *near[:1]]:
        stated = element.get("datetime") or element.get("content") or _words(element)
        if published := stated_date(stated):
            return published
    return None


def _canonical(tree: Any, meta: dict[str, list[str]]) -> str | None:
    stated = [*tree.xpath("//link[@rel='canonical']/@href")[:1], *meta.get("og:url", ())[:1]]
    return next((str(url)[:2000] for url in stated if str(url).startswith(("http://", "https://"))), None)


def _host(url: str | None) -> str | None:
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _people(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for value in values for name in _person(value)))[:MOST_AUTHORS]


def _person(value: str) -> Iterator[str]:
    """Give the names in a byline; an address is none."""
    line = _BY.sub("", _line(value) or "")
    if len(line) > 200 or _PATH_PARTS.search(line):
        return
    for name in _AND.split(line):
        if name and len(name) <= 80 and any(map(str.isalpha, name)):
            yield name


def _without_site(title: str, publisher: str | None) -> str:
    """Give a page's title without the name of its site at an end: "Bridge taken - The Courier"."""
    for mark in (" | ", " - ", " – ", " — ", " :: "):
        first, _, last = title.rpartition(mark)
        if first and (last == publisher or (publisher is None and len(last.split()) <= 4 and len(first.split()) >= 4)):
            return first
    return title


def _language(value: str | None) -> str | None:
    found = re.match(r"[A-Za-z]{2,3}(?=$|[-_])", value or "")
    return found[0].lower() if found else None


def _words(element: Any) -> str:
    return " ".join(element.itertext())


def _line(value: Any) -> str | None:
    return (" ".join(value.split())[:LONGEST] or None) if isinstance(value, str) else None


def _strings(value: Any) -> list[str]:
    return [v for v in (value if isinstance(value, list) else [value]) if isinstance(v, str)]
