"""The made-up report comes out of every format with the same words, and with what each format knows of it."""

import hashlib
import re
from datetime import date

import pytest

import corpus
from corpus import AROUND, AUTHOR, FORMATS, PARAGRAPHS, PUBLISHER, TITLE, URL
from variorum.model import Published, Report
from variorum.settings import IntakeLimits
from variorum.sources import Captured, report_of_document, unpack
from variorum.sources.parsing import parse

DAY = Published(start=date(2031, 5, 9), end=date(2031, 5, 9), basis="metadata")
LIMITS = IntakeLimits()
COLUMNS = {"publisher": "source"}


def taken_apart(name: str, content: bytes) -> tuple[list[Report], list[str]]:
    """The reports in a file, and the codes of what is wrong with others."""
    columns = COLUMNS if name.endswith(".csv") else {}
    captured = Captured(name=name, content=content, columns=columns)
    found = list(unpack(captured, lambda c: parse(c, LIMITS), LIMITS))
    reports = [report_of_document(u.document, u.captured) for u in found if u.document and u.captured]
    return reports, [u.error.code for u in found if u.error]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_words_of_the_report(name: str) -> None:
    """All paragraphs come out in order, as blocks of their own, and nothing of what stands around them."""
    report = taken_apart(name, FORMATS[name]())[0][0]
    paragraphs = [words(block) for block in re.split(r"\n\s*\n|\n(?=The army)", report.text)]
    for paragraph in PARAGRAPHS:
        assert words(paragraph) in [block[: len(words(paragraph))] for block in paragraphs]
    assert [line for line in AROUND if line in report.text] == []


@pytest.mark.parametrize(
    ("name", "title", "publisher", "authors", "published"),
    [
        ("mill.txt", None, None, None, None),
        ("mill.md", "header", "header", "header", "header"),
        ("mill.html", "json-ld", "json-ld", "json-ld", "json-ld"),
        ("mill.pdf", "properties", None, "properties", None),
        ("mill.eml", "header", "header", None, "header"),
        ("mill.mhtml", "json-ld", "json-ld", "json-ld", "json-ld"),
        ("mill.mbox", "header", "header", None, "header"),
        ("mill.docx", "properties", None, "properties", None),
        ("mill.rss", "feed", "feed", "feed", "feed"),
        ("mill.atom", "feed", "feed", "feed", "feed"),
        ("mill.warc", "json-ld", "json-ld", "json-ld", "json-ld"),
        ("mill.wacz", "json-ld", "json-ld", "json-ld", "json-ld"),
        ("mill.csv", "row", "row", "row", "row"),
        ("mill.jsonl", "row", "row", "row", "row"),
        ("mill.parquet", "row", "row", "row", "row"),
        ("mill.zip", "json-ld", "json-ld", "json-ld", "json-ld"),
    ],
)
def test_every_format_tells_what_it_knows(
    name: str, title: str | None, publisher: str | None, authors: str | None, published: str | None
) -> None:
    """Title, publisher, authors and day are those of the report where the format has them, with their basis."""
    report = taken_apart(name, FORMATS[name]())[0][0]
    assert report.title == (TITLE if title else None)
    assert report.publisher == (PUBLISHER if publisher else None)
    assert report.authors == ((AUTHOR,) if authors else ())
    assert report.published == (DAY if published else Published())
    basis = report.capture.basis if report.capture else None
    told = (basis.title, basis.publisher, basis.authors, basis.published) if basis else (None,) * 4
    assert told == (title, publisher, authors, published)


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("mill.html", ["mill.html"]),
        ("mill.mbox", ["mill.mbox#1", "mill.mbox#2"]),
        ("mill.rss", [URL]),
        ("mill.warc.gz", [URL]),
        ("mill.wacz", [URL]),
        ("mill.csv", ["mill.csv#1"]),
        ("mill.jsonl", [URL]),
        ("mill.zip", ["mill.zip/may/mill.html"]),
        ("mill.html.gz", ["mill.html"]),
    ],
)
def test_reports_are_named_by_where_they_are(name: str, ids: list[str]) -> None:
    """A report within a file is named by the file and its place in it, or by the address of its page."""
    assert [report.id for report in taken_apart(name, FORMATS[name]())[0]] == ids


def test_capture_tells_of_the_page() -> None:
    """The address, the time and the hash of the page that was archived stand with the report."""
    capture = taken_apart("mill.warc", FORMATS["mill.warc"]())[0][0].capture
    assert capture is not None
    assert (capture.url, capture.retrieved, capture.media_type) == (URL, "2031-05-10T08:00:00Z", "text/html")
    assert capture.sha256 == hashlib.sha256(corpus.page()).hexdigest()


def test_bad_line_leaves_others() -> None:
    """A line that is no JSON is one fault; the others are taken."""
    reports, faults = taken_apart("mill.jsonl", corpus.json_lines())
    assert (len(reports), faults) == (1, ["E120"])


def test_feed_with_summaries_links_to_pages() -> None:
    """An entry that has no whole text gives the address of its page, with what the feed knows of it."""
    captured = Captured(name="feed", content=corpus.feed(links=True))
    (link,) = [u.link for u in unpack(captured, lambda c: parse(c, LIMITS), LIMITS)]
    assert link is not None
    assert (link.url, link.facts.title, link.facts.published) == (URL, TITLE, DAY)


def test_sitemap_links_to_pages() -> None:
    """A sitemap gives addresses, with the news that it tells of each."""
    captured = Captured(name="sitemap.xml", content=corpus.sitemap())
    (link,) = [u.link for u in unpack(captured, lambda c: parse(c, LIMITS), LIMITS)]
    assert link is not None
    assert (link.url, link.facts.publisher, link.facts.published) == (URL, PUBLISHER, DAY)


def page_of(headline: str, body: str) -> Report:
    """The report on a page whose meta tag has the title of the corpus."""
    head = f"<html><head><meta property='og:title' content='{TITLE}'></head><body><article>"
    content = f"{head}<h1>{headline}</h1>{body}</article></body></html>".encode()
    (report,) = taken_apart("page.html", content)[0]
    return report


def test_page_has_one_headline() -> None:
    """Where the page's headline is in other words than its title, the text begins with it, and has no second one."""
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    assert page_of("Mill shelled, three dead", body).text.startswith("Mill shelled, three dead\n\nORVALE")
    assert page_of(TITLE, body).text.startswith(f"{TITLE}\n\nORVALE")


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (b'{\n  "text": "Two men were shot near the mill.",\n  "id": "one"\n}\n', ["one"]),
        (b'[{"text": "Two men were shot.", "id": "a"}, {"text": "Three men were shot.", "id": "b"}]', ["a", "b"]),
        (
            b'\xef\xbb\xbf{"text": "Two men were shot.", "id": "a"}\n\n{"text": "Three men died.", "id": "b"}',
            ["a", "b"],
        ),
    ],
)
def test_json_comes_in_lines_lists_and_objects(content: bytes, ids: list[str]) -> None:
    """Lines, one list, and one object over many lines are all rows."""
    assert [report.id for report in taken_apart("rows.json", content)[0]] == ids


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_table_tells_its_delimiter(delimiter: str) -> None:
    """The header tells what separates the cells, and a cell in quotes may have line breaks and delimiters."""
    row = delimiter.join(["2031-05-09", f'"Two men were shot.{delimiter}\n\nA third ran."'])
    (report,) = rows_of(f"date{delimiter}text\n{row}\n")
    assert report.text == f"Two men were shot.{delimiter}\n\nA third ran."
    assert report.published == DAY


def rows_of(content: str) -> list[Report]:
    captured = Captured(name="rows.csv", content=content.encode())
    found = list(unpack(captured, lambda c: parse(c, LIMITS), LIMITS))
    return [report_of_document(u.document, u.captured) for u in found if u.document and u.captured]
