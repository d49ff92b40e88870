"""Gathering from files, folders, standard input and addresses; the fetcher is a table of pages."""

import io
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

import corpus
from corpus import PUBLISHER, TITLE, URL
from variorum.app.gather import Found, Gatherer, Wishes
from variorum.errors import FetchFailed
from variorum.fetching import Fetched, Kept
from variorum.model.fetch import Fetch

FEED = "https://courier.example/feed.xml"
PROSE = "Two men were shot in the village of Orlo on Friday, and the police said that they had no suspect.\n"


@dataclass
class Pages:
    """Gives pages from a table, as the fetcher does; one whose content is kept already is unchanged."""

    pages: Mapping[str, bytes]
    asked: list[str] = field(default_factory=list)

    def fetch(self, url: str, kept: Kept | None = None) -> Fetched:
        self.asked.append(url)
        if url not in self.pages:
            raise FetchFailed(path=url, reason="nobody is there")
        tag = str(hash(self.pages[url]))
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        if kept and kept.etag == tag:
            return Fetched(url=url, final_url=url, retrieved=now, kept=kept, changed=False)
        return Fetched(url=url, final_url=url, content=self.pages[url], retrieved=now, kept=Kept(etag=tag))


class Memory(dict[str, Fetch]):
    """Remembers in a table."""

    def fetched(self, url: str) -> Fetch | None:
        return self.get(url)

    def save_fetch(self, fetch: Fetch) -> None:
        self[fetch.url] = fetch


def gathered(*names: str | Path, **options: object) -> list[Found]:
    with Gatherer(**options) as gatherer:  # type: ignore[arg-type]
        return list(gatherer.gather(names))


def told(found: list[Found]) -> list[str]:
    """Name each: the id of a report, the code of an error, or that a page is unchanged."""
    return [f.report.id if f.report else f.error.code if f.error else "unchanged" for f in found]


def test_gather_names_reports_by_files(tmp_path: Path) -> None:
    """A report's id has no folder in it, and a message has all of it."""
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "Two men were shot near the mill at Orvale."}\n{}\n', encoding="utf-8")
    found = gathered(tmp_path / "a.txt", tmp_path / "b.jsonl")
    assert told(found) == ["a.txt", "b.jsonl#1", "E120"]
    assert str(found[2].error).startswith(f"[E120] {tmp_path}/b.jsonl#2")


def test_gather_takes_what_may_be_reports_from_a_folder(tmp_path: Path) -> None:
    """Hidden files and files of other formats are left alone; a broken one leaves the others alone."""
    for name in ("a.txt", ".hidden.txt", "a.png", "deep/b.TXT", ".git/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(PROSE, encoding="utf-8")
    (tmp_path / "aa.zip").write_bytes(b"PK\x03\x04 broken")
    assert told(gathered(tmp_path)) == ["a.txt", "E112", "b.TXT"]


def test_gather_says_what_is_wrong_with_files(tmp_path: Path) -> None:
    """A file that is not there, a name that none can have, and a pipe that nobody fills are errors of one report."""
    assert told(gathered(tmp_path / "none.txt", "a\x00b.txt", tmp_path / "none" / "x.txt")) == ["E101", "E103", "E101"]


def test_gather_reads_standard_input() -> None:
    """Standard input is what it looks like, or what the person says."""
    page = gathered("-", stdin=io.BytesIO(corpus.page()))[0].report
    assert page is not None
    assert (page.id, page.title) == ("stdin", TITLE)
    rows = gathered("-", stdin=io.BytesIO(corpus.csv()), wishes=Wishes(kind="csv", columns={"publisher": "source"}))
    assert [found.report.publisher for found in rows if found.report] == [PUBLISHER]


def test_gather_fetches_page() -> None:
    """A page is named by its address, and tells when it was had."""
    (found,) = gathered(f"{URL}#top", fetcher=Pages({URL: corpus.page()}))
    assert found.report is not None
    assert found.report.id == URL
    assert found.report.capture is not None
    assert found.report.capture.retrieved
    assert found.original() == corpus.page()


def test_gather_fetches_pages_of_feed_and_sitemap() -> None:
    """The pages that a feed names are fetched, once where it names them twice."""
    for listing in (corpus.feed(links=True), corpus.sitemap()):
        pages = Pages({FEED: listing.replace(b"</channel>", b"</channel>"), URL: corpus.page()})
        assert told(gathered(FEED, fetcher=pages)) == [URL]
        assert pages.asked == [FEED, URL]


def test_gather_fills_page_with_what_the_feed_knows() -> None:
    """What a page does not say of itself, the feed may."""
    bare = "".join(f"<p>{p}</p>" for p in corpus.PARAGRAPHS)
    page = f"<html><body><article>{bare}</article></body></html>".encode()
    (found,) = gathered(FEED, fetcher=Pages({FEED: corpus.feed(links=True), URL: page}))
    assert found.report is not None
    assert (found.report.title, found.report.authors) == (TITLE, (corpus.AUTHOR,))
    assert found.report.capture is not None
    assert found.report.capture.basis.title == "feed"


def test_gather_without_fetching_takes_what_the_feed_has(tmp_path: Path) -> None:
    """Where nothing is to be fetched, an entry's summary is the report, and an address is refused."""
    path = tmp_path / "saved.xml"
    path.write_bytes(corpus.feed(links=True))
    pages = Pages({})
    found = gathered(path, FEED, fetcher=pages, wishes=Wishes(fetch=False))
    assert told(found) == [URL, "E810"]
    assert pages.asked == []


def test_gather_stops_at_most_pages() -> None:
    """No more pages of one feed are fetched than asked for, and that is said once."""
    urls = [f"https://courier.example/{n}" for n in range(5)]
    listing = "<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "</urlset>"
    pages = Pages({FEED: listing.encode(), **dict.fromkeys(urls, corpus.page())})
    found = gathered(FEED, fetcher=pages, wishes=Wishes(most=2))
    assert told(found) == [*urls[:2], "unchanged"]
    assert [issue.code for f in found for issue in f.issues] == ["W306"]


def test_gather_does_not_fetch_again_what_is_unchanged() -> None:
    """With a memory, neither an unchanged page nor the pages of an unchanged feed come again."""
    pages, memory = Pages({FEED: corpus.feed(links=True), URL: corpus.page()}), Memory()
    assert told(gathered(FEED, fetcher=pages, memory=memory)) == [URL]
    assert told(gathered(FEED, URL, fetcher=pages, memory=memory)) == ["unchanged", "unchanged"]


def test_gather_fetches_page_again_where_the_feed_says_so() -> None:
    """A page that the feed says has changed is asked for again; one that it says nothing new of is not."""
    memory = Memory()
    first = Pages({FEED: corpus.sitemap(), URL: corpus.page()})
    gathered(FEED, fetcher=first, memory=memory)
    longer = corpus.sitemap().replace(b"</urlset>", b"<url><loc>https://courier.example/2</loc></url></urlset>")
    second = Pages(
        {FEED: longer, URL: corpus.page(), "https://courier.example/2": corpus.page(url="https://x.example/")}
    )
    gathered(FEED, fetcher=second, memory=memory)
    assert URL not in second.asked
    third = Pages({FEED: longer.replace(b"<lastmod>2031-05-09", b"<lastmod>2031-05-10"), URL: corpus.page()})
    gathered(FEED, fetcher=third, memory=memory)
    assert URL in third.asked


def test_gather_goes_on_where_it_was_interrupted() -> None:
    """What was taken before an interruption is not fetched again, and the feed is, for not all of it was taken."""
    urls = [f"https://courier.example/{n}" for n in range(3)]
    listing = "<urlset>" + "".join(f"<url><loc>{url}</loc></url>" for url in urls) + "</urlset>"
    pages, memory = Pages({FEED: listing.encode(), **dict.fromkeys(urls, corpus.page())}), Memory()
    with Gatherer(fetcher=pages, memory=memory) as gatherer:  # type: ignore[arg-type]
        run = gatherer.gather([FEED])
        next(run)
        next(run)
        run.close()  # type: ignore[attr-defined]
    pages.asked.clear()
    assert told(gathered(FEED, fetcher=pages, memory=memory)) == ["unchanged", urls[1], urls[2]]
    assert pages.asked == [FEED, urls[1], urls[2]]


def test_gather_asks_again_for_pages_that_failed() -> None:
    """A feed one of whose pages could not be had is not taken for done."""
    memory = Memory()
    assert told(gathered(FEED, fetcher=Pages({FEED: corpus.feed(links=True)}), memory=memory)) == ["E804"]
    pages = Pages({FEED: corpus.feed(links=True), URL: corpus.page()})
    assert told(gathered(FEED, fetcher=pages, memory=memory)) == [URL]


def test_gather_ends_sitemaps_that_name_one_another() -> None:
    """Sitemaps that go round in a circle, or ever deeper, end."""
    index = "<sitemapindex><sitemap><loc>{}</loc></sitemap></sitemapindex>"
    pages = Pages({f"https://x.example/{n}": index.format(f"https://x.example/{n + 1}").encode() for n in range(50)})
    assert told(gathered("https://x.example/0", fetcher=pages)) == ["E115"]
    circle = Pages({FEED: index.format(FEED).encode()})
    assert told(gathered(FEED, fetcher=circle)) == []


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="links are not everywhere")
def test_gather_survives_link_to_itself(tmp_path: Path) -> None:
    """A folder that links to itself ends."""
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "again").symlink_to(tmp_path)
    assert told(gathered(tmp_path)) == ["a.txt"]


def test_take_gives_reports_of_what_is_handed_in() -> None:
    """Bytes that were uploaded are taken apart as files are, and nothing that they name is fetched unless wished."""
    with Gatherer(Wishes(fetch=False), fetcher=Pages({})) as gatherer:  # type: ignore[arg-type]
        assert told(list(gatherer.take("mill.zip", corpus.archive()))) == ["mill.zip/may/mill.html"]
        assert told(list(gatherer.take("map.xml", corpus.sitemap()))) == ["E810"]


@pytest.mark.parametrize("name", ["ftp://courier.example/a.txt", "file:///tmp/a.txt", "HTTPS://user@courier.example/"])
def test_address_of_another_scheme_is_no_file(name: str) -> None:
    """What is written as an address is refused as one, not sought on the disk."""
    with Gatherer() as gatherer:
        (found,) = gatherer.gather([name])
    assert found.error is not None
    assert found.error.code == "E801"
