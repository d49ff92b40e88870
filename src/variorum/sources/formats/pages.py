"""Web pages: the main text, without navigation, comments and what else stands around it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from variorum.errors import TextMissing
from variorum.settings import IntakeLimits
from variorum.sources.formats.blocks import blocks_of, clean, joined
from variorum.sources.formats.encodings import decode_marked_up
from variorum.sources.formats.page_facts import facts_of_page
from variorum.sources.items import Captured, Document, Items, Remark

AROUND = re.compile(
    r"(?:^|[\s_-])(?:related|recommended|recirc|newsletter|promo|share|sharing|social|comments?|disqus|breadcrumbs?|cookie|"
    r"consent|subscribe|subscription|sidebar|read-?more|read-?also|also-?read|most-?read|trending|advert|advertisement|"
    r"paywall|outbrain|taboola|nav|navbar|navigation|menu)(?:$|[\s_-])",
    re.IGNORECASE,
)
MAY_BE_AROUND = ("aside", "div", "section", "ul", "ol", "p", "figure", "footer", "form", "td")
LARGE_PART = 0.4
"""What holds this share of the page's text is the page, whatever its class says."""

SHORTEST = 200
"""Characters; a shorter extraction is checked against all paragraphs of the page."""

LONGEST_HEADLINE = 160
_SENTENCE = re.compile(r"[.!?:;,][\"'”’)]*$")
_BYLINE = re.compile(r"\s*(by|from|in|published|updated|posted)\b|[^a-z]*\d", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,400}>")


def read_page(captured: Captured, limits: IntakeLimits) -> Items:  # noqa: ARG001 - all readers have one signature
    """Give the article of a web page, its headline first."""
    remarks: list[Remark] = []
    with captured.open() as file:
        content = file.read()
    source = decode_marked_up(captured, content, lambda issue: remarks.append(Remark.of(issue)))
    tree = parse_page(source)
    if tree is None:
        raise TextMissing(path=captured.name, kind="a web page")
    facts, url = facts_of_page(tree, captured.url)
    blocks = article_of(tree)
    if not blocks:
        raise TextMissing(path=captured.name, kind="a web page")
    if facts.title and not _begins(blocks, facts.title) and not _is_headline(blocks[0]):
        blocks.insert(0, facts.title)
    yield from remarks
    yield Document(
        name=captured.name,
        text=joined(blocks),
        facts=facts.filled(captured.known),
        media_type="text/html",
        url=captured.url or url,
    )


def parse_page(source: str) -> Any:
    """Parse the *source* of a page, or of a piece of one, as forgivingly as browsers; None where nothing is in it."""
    from lxml import etree, html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    cleaned = clean(_DECLARATION.sub("", source, count=1))
    if not cleaned.strip():
        return None
    try:
        return html.document_fromstring(cleaned, parser=parser, ensure_head_body=False)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def text_of_piece(source: str) -> str:
    """Give all text of a piece of a page, as feeds and messages have them."""
    tree = parse_page(source) if "<" in source or "&" in source else None
    if tree is None:
        return clean(source).strip() if "<" not in source else ""
    return joined(_without_lines(blocks_of(tree)))


def article_of(tree: Any) -> list[str]:
    """Give the paragraphs of the article on a page; empty where there is no running text."""
    from trafilatura import bare_extraction

    _prune(tree)
    whole = [text for name, text in blocks_of(tree) if name in ("p", "blockquote", "pre") and len(text.split()) > 5]
    found = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    body = getattr(found, "body", None)
    blocks = _without_lines(blocks_of(body)) if body is not None else []
    if sum(map(len, blocks)) < SHORTEST < sum(map(len, whole)):
        blocks = _without_lines([("p", text) for text in whole])
    return blocks


def _prune(tree: Any) -> None:
    total = max(1, len(" ".join(tree.itertext())))
    for element in list(tree.iter(*MAY_BE_AROUND)):
        mark = f"{element.get('class') or ''} {element.get('id') or ''}"
        parent = element.getparent()
        if parent is None or not AROUND.search(mark[:1000]):
            continue
        if sum(map(len, element.itertext())) <= LARGE_PART * total:
            element.drop_tree()


def _without_lines(blocks: list[tuple[str, str]]) -> list[str]:
    """Leave out what outlets set between paragraphs."""
    lines = _lines()
    kept: list[str] = []
    dropping = False
    for name, text in blocks:
        short = len(text) <= lines.longest
        if short and lines.with_list.match(text):
            dropping = True
        elif dropping and name in ("item", "li", "list", "ul"):
            continue
        else:
            dropping = False
            if not (short and lines.alone.match(text)):
                kept.append(f"- {text}" if name in ("item", "li") else text)
    return kept


class _Lines(msgspec.Struct, frozen=True):
    longest: int
    alone: re.Pattern[str]
    with_list: re.Pattern[str]


@cache
def _lines() -> _Lines:
    data = tomllib.loads(files(__package__).joinpath("page_lines.toml").read_text(encoding="utf-8"))
    alone, with_list = (
        re.compile("|".join(f"(?:{p})" for p in data[name]), re.IGNORECASE) for name in ("alone", "with_list")
    )
    return _Lines(data["longest"], alone, with_list)


def _begins(blocks: list[str], title: str) -> bool:
    """Tell whether the text begins with its headline already."""
    wanted = _letters(title)
    return any(_letters(block)[: len(wanted)] == wanted for block in blocks[:2])


def _is_headline(block: str) -> bool:
    """Tell whether the text begins with a headline, if in other words than the page's own title."""
    return len(block) <= LONGEST_HEADLINE and not _SENTENCE.search(block) and not _BYLINE.match(block)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
