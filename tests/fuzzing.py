"""What is thrown at the wrapper of every parser: sound files damaged in many ways, and files made of telling pieces."""

import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from hypothesis import strategies as st

from corpus import FORMATS
from variorum.datasets.reading import kind_of as dataset_kind
from variorum.datasets.reading import read_events
from variorum.errors import DatasetUnusable, ListUnusable, ReportError
from variorum.fetching.robots import Rules
from variorum.knowledge import load_gazetteer
from variorum.knowledge.packed import PackedRows
from variorum.settings import IntakeLimits
from variorum.sources.dates import stated_date
from variorum.sources.guard import Guard
from variorum.sources.items import Captured
from variorum.sources.kinds import NAMES, Kind
from variorum.sources.lists import ActorFormat, pack_places, read_actors, read_places, write_actors
from variorum.sources.manifest import read_manifest
from variorum.sources.unpacking import report_of_document, unpack

LIMITS = IntakeLimits(
    max_bytes=2_000_000, max_nested_bytes=8_000_000, max_unpacked=30_000_000, max_parts=2_000, seconds=30.0
)
MOST_TEXT = 4 * LIMITS.max_unpacked
MOST_ITEMS = 3_000

TOKENS: tuple[bytes, ...] = (
    b"\x00",
    b"\x00" * 64,
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xf0\x9f\x92\xa5" * 40,
    "\u202e\u2066\u200b\u0000\ufffe".encode(),
    b"-1",
    b"0",
    b"99999999999999999999",
    b"1e400",
    b"NaN",
    b"\r",
    b"\r\n\r\n",
    b'"',
    b"'" * 300,
    b"A" * 5_000,
    b" " * 5_000,
    b"\n" * 5_000,
    b"[" * 3_000,
    b"{" * 3_000,
    b"<div>" * 2_000,
    b"<b><i>" * 1_500,
    b"</p></div></article>",
    b"<!--",
    b"<![CDATA[",
    b"]]>",
    b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>",
    b"<!ENTITY % p SYSTEM 'file:///etc/hostname'> %p;",
    b"<?xml version='1.0' encoding='utf-16'?>",
    b"<meta charset=utf-7>",
    b"<base href='javascript:x'>",
    b"&#xD800;&#0;&#x110000;&nosuch;&amp;amp;",
    b"<script type='application/ld+json'>{\"@graph\":[[[[",
    b'{"@type":"NewsArticle","author":{"name":{"name":1}},"datePublished":["0000-00-00"]}',
    b"Content-Transfer-Encoding: base64\n\n",
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\n",
    b"Content-Type: text/plain; charset=hz\n\n",
    b"=?utf-8?b?//////?=",
    b"=?x?q?=00?= ",
    b"From x\n",
    b"%PDF-",
    b"endobj",
    b"/Kids [2 0 R]",
    b"/Length 99999999",
    b"/Filter [/ASCIIHexDecode /FlateDecode /LZWDecode /RunLengthDecode]",
    b"<< " * 500,
    b"5 0 R",
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"\x1f\x8b\x08\x00",
    b"WARC/1.0\r\n",
    b"Content-Length: 99999999999\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Content-Encoding: gzip\r\n",
    b"PAR1",
    b",,,,,,,,",
    b'{"text": 1}',
    b'{"text": "Two men were shot near the mill.", "published": "99999-01-01"}\n',
    b"2031-02-30",
    b"Fri, 99 Foo 20311 25:61:61 +9999",
)
"""Bytes that mean something to some parser, or are known to trouble some."""

MARKUP = (
    *"<p> </p> <article> </article> <main> <aside> <nav> <ul><li> </ul> <table><tr><td> </table> <h1> <br>".split(),
    "<div class='related read-also'>",
    "<div itemprop=articleBody>",
    "</div>",
    "<blockquote>",
    "<script type='application/ld+json'>",
    "</script>",
    "<style>",
    "<svg><title>",
    "<meta property='article:published_time' content='2031-13-45T99:99'>",
    "<meta name=author content='A; B and C'>",
    "<link rel=canonical href='http://[::1'>",
    "<time datetime='2031-05-09T'>",
    "<title>",
    "<html lang='xx-\u202e'>",
    "Three men were shot at the mill on Friday, police said. " * 6,
    "Read also: Bridge falls in the north",
    "\u202e\u0000\ud83d",
    "&#xD800;&lt;p&gt;&nosuch;",
    "<!--",
    "<![CDATA[",
    '{"@type":"NewsArticle","headline":["x"],"author":[{"name":[1]}],"datePublished":{}}',
)

_Edit = tuple[str, float, int, bytes]
_edit: st.SearchStrategy[_Edit] = st.tuples(
    st.sampled_from(["byte", "cut", "repeat", "zero", "insert", "replace", "swap", "other", "end"]),
    st.floats(0, 1),
    st.integers(0, 400),
    st.sampled_from(TOKENS),
)
_edits = st.lists(_edit, min_size=1, max_size=8)
_small_edits: st.SearchStrategy[list[_Edit]] = st.lists(
    st.tuples(
        st.sampled_from(["byte", "cut", "repeat", "insert", "swap"]),
        st.floats(0, 1),
        st.integers(0, 12),
        st.sampled_from([token for token in TOKENS if len(token) < 100 and token.isascii() and b"\x00" not in token]),
    ),
    min_size=1,
    max_size=3,
)
"""What leaves most of a short text as it was."""


@cache
def sound(name: str) -> bytes:
    """The undamaged file of that name, the same in every run: messages draw their boundaries by lot."""
    before = random.getstate()
    random.seed(name)
    try:
        return FORMATS[name]()
    finally:
        random.setstate(before)


def damaged(content: bytes, edits: list[_Edit], other: bytes) -> bytes:
    """*content* after *edits*, each made at a share of its length; pieces of *other* come into it."""
    made = bytearray(content)
    for kind, where, size, token in edits:
        at = int(where * len(made))
        if kind == "byte" and at < len(made):
            made[at] ^= 1 << size % 8
        elif kind == "cut":
            del made[at : at + size]
        elif kind == "repeat":
            made[at:at] = bytes(made[at : at + size]) * (1 + size % 50)
        elif kind == "zero":
            made[at : at + size % 16] = bytes(size % 16)
        elif kind == "insert":
            made[at:at] = token
        elif kind == "replace":
            made[at : at + len(token)] = token
        elif kind == "swap":
            made[at:] = bytes(made[at + size :]) + bytes(made[at : at + size])
        elif kind == "other":
            from_ = int(where * len(other))
            made[at:at] = other[from_ : from_ + 10 * size]
        elif kind == "end":
            del made[at:]
    return bytes(made[: LIMITS.max_bytes])


def damaged_inside(content: bytes, edits: list[_Edit], other: bytes, which: int) -> bytes:
    """An archive, one file of which is damaged, packed again so that its sums are right; other bytes as `damaged`."""
    if content[:2] == b"\x1f\x8b":
        return gzip.compress(damaged(gzip.decompress(content), edits, other), mtime=0)
    if content[:2] != b"PK":
        return damaged(content, edits, other)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        infos = archive.infolist()
        for number, info in enumerate(infos):
            inner = archive.read(info)
            if number == which % len(infos):
                inner = damaged_inside(inner, edits, other, which)
            made.writestr(zipfile.ZipInfo(info.filename), inner)
    return out.getvalue()


@st.composite
def damaged_files(draw: st.DrawFn, name: str) -> Captured:
    """The file of the corpus called *name*, damaged; said to be what it is or left to be told."""
    edits, other = draw(_edits), sound(draw(st.sampled_from(sorted(FORMATS))))
    inside = draw(st.booleans())
    content = (
        damaged_inside(sound(name), edits, other, draw(st.integers(0, 30)))
        if inside
        else damaged(sound(name), edits, other)
    )
    charset = draw(st.sampled_from([None, "utf-8", "utf-7", "utf-16", "hz", "x\x00y", "latin-1"]))
    return Captured(name=name, content=content, charset=charset)


@st.composite
def pages(draw: st.DrawFn) -> Captured:
    """A page made of pieces of markup in any order."""
    parts = draw(st.lists(st.sampled_from(MARKUP) | st.text(max_size=20), max_size=80))
    content = "".join(parts).encode("utf-8", "surrogatepass")
    return Captured(name="x.html", content=b"<!doctype html>" + content, kind="html", url="https://x.example/a")


_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=12), inner, max_size=5),
    max_leaves=20,
)


@st.composite
def rows(draw: st.DrawFn) -> Captured:
    """JSON lines with any values, some under the names that columns have."""
    names = st.sampled_from(["text", "body", "title", "published", "date", "authors", "url", "id", "language", "x"])
    lines = draw(st.lists(st.dictionaries(names | st.text(max_size=5), _values, max_size=6) | _values, max_size=6))
    return Captured(name="x.jsonl", content="\n".join(map(json.dumps, lines)).encode(), kind="jsonl")


@st.composite
def tables(draw: st.DrawFn) -> Captured:
    """A table with any cells under names that columns have."""
    cell = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from([t.decode("latin-1") for t in TOKENS])
    header = draw(st.lists(st.sampled_from(["text", "title", "date", "authors", "url", '"', "\ufeff"]), max_size=5))
    body = draw(st.lists(st.lists(cell, max_size=6), max_size=6))
    joined = "\n".join(draw(st.sampled_from([",", ";", "\t"])).join(line) for line in [header, *body])
    return Captured(name="x.csv", content=joined.encode("utf-8"), kind="csv")


@st.composite
def anything(draw: st.DrawFn) -> Captured:
    """Any bytes, said to be of any kind."""
    kind: Kind = draw(st.sampled_from(sorted(NAMES)))
    parts = draw(st.lists(st.binary(max_size=60) | st.sampled_from(TOKENS), max_size=12))
    return Captured(name="x", content=b"".join(parts), kind=draw(st.sampled_from([kind, None])))


CAPTURES: dict[str, st.SearchStrategy[Captured]] = {
    **{name: damaged_files(name) for name in FORMATS},
    "pages": pages(),
    "rows": rows(),
    "tables": tables(),
    "anything": anything(),
}
"""What is given to the parsers, by name."""


@dataclass(kw_only=True)
class Tally:
    """What came of the examples so far."""

    examples: int = 0
    documents: int = 0
    reports: int = 0
    codes: dict[str, int] = field(default_factory=dict)


def examine(captured: Captured, guard: Guard, tally: Tally) -> None:
    """
    Take *captured* apart as `variorum add` does, and hold what comes out to what is promised of it.

    Raises:
        AssertionError: If something comes out that must not.
    """
    tally.examples += 1
    size = 0
    for unpacked in islice(unpack(captured, guard.parse, LIMITS), MOST_ITEMS):
        for issue in unpacked.issues:
            assert issue.message
        if unpacked.error is not None:
            code = unpacked.error.code
            assert str(unpacked.error).startswith(f"[{code}]")
            assert code not in ("E116", "E117"), f"the parser was stopped: {unpacked.error}"
            tally.codes[code] = tally.codes.get(code, 0) + 1
        elif unpacked.link is not None:
            assert unpacked.link.url.startswith(("http://", "https://"))
        elif unpacked.document is not None and unpacked.captured is not None:
            tally.documents += 1
            size += len(unpacked.document.text)
            assert size <= MOST_TEXT
            try:
                report = report_of_document(unpacked.document, unpacked.captured)
            except ReportError as error:
                tally.codes[error.code] = tally.codes.get(error.code, 0) + 1
                continue
            tally.reports += 1
            assert report.text.encode("utf-8")
            assert len(report.title or "") <= 500
            assert msgspec.json.decode(msgspec.json.encode(report), type=type(report)) == report


def examine_manifest(content: bytes, tally: Tally) -> None:
    """Read *content* as a manifest: what is wrong stands in its errors."""
    tally.examples += 1
    with TemporaryDirectory() as folder:
        path = Path(folder, "known.csv")
        path.write_bytes(content)
        for error in read_manifest(path).errors:
            assert str(error).startswith("[E")
            tally.codes[error.code] = tally.codes.get(error.code, 0) + 1


def examine_dataset(content: bytes, tally: Tally) -> None:
    """Read *content* as a data set of whichever kind it is."""
    tally.examples += 1
    try:
        events, skipped = read_events(content, "x.csv", dataset_kind(content, "x.csv"))
    except DatasetUnusable as error:
        tally.codes[error.code] = tally.codes.get(error.code, 0) + 1
        return
    assert all(event.start <= event.end for event in events)
    assert all(number > 0 and reason for number, reason in skipped)
    msgspec.json.encode(events)


def examine_robots(content: bytes, tally: Tally) -> None:
    """Read *content* as the wishes of a site."""
    tally.examples += 1
    rules = Rules(content.decode("utf-8", "replace"), "variorum")
    assert rules.allows("https://x.example/a%ff?b=*$") in (True, False)
    assert 0.0 <= rules.delay <= 30.0


def examine_date(content: bytes, tally: Tally) -> None:
    """Read *content* as what a page says of its day."""
    tally.examples += 1
    found = stated_date(content.decode("utf-8", "surrogateescape"))
    assert found is None or (found.start is not None and found.end is not None and found.start <= found.end)


def examine_places(content: bytes, tally: Tally) -> None:
    """Read *content* as a list of places."""
    tally.examples += 1
    with TemporaryDirectory() as folder:
        path = Path(folder, "places.csv")
        path.write_bytes(content)
        try:
            found = read_places(path, load_gazetteer())
        except ListUnusable as error:
            tally.codes[error.code] = tally.codes.get(error.code, 0) + 1
            return
    packed, _ = pack_places(found.entries)
    assert len(PackedRows(packed, source="x")) == len(found.entries)
    assert all("\t" not in row.name and "\n" not in row.text() for row in found.entries)


def examine_actors(content: bytes, tally: Tally) -> None:
    """Read *content* as a list of actors, in each of its formats; what was read is written and read again."""
    tally.examples += 1
    forms: tuple[ActorFormat, ...] = ("csv", "yaml", "ftm")
    with TemporaryDirectory() as folder:
        path = Path(folder, "actors")
        for form in forms:
            path.write_bytes(content)
            try:
                found = read_actors(path, form=form)
            except ListUnusable as error:
                tally.codes[error.code] = tally.codes.get(error.code, 0) + 1
                continue
            for other in forms:
                path.write_bytes(write_actors(found.entries, other).encode())
                assert read_actors(path, form=other).entries == found.entries


GED = (
    b"id,date_start,date_end,side_a,side_b,best,low,high,latitude,longitude,type_of_violence,country\n"
    b'1,2031-05-09 00:00:00.000,2031-05-09,Government of X,"A, B",3,3,4,34.5,69.1,1,Afghanistan\n'
    b"2,2031-05-10,2031-05-08,Civilians,B,,-1,x,91,181,9,\n"
)
MANIFEST = (
    b"file,published,publisher,title,authors\nmill.txt,2031-05-09,The Courier,Shells,Ann Oe; B\nb.txt,2031-05/2031,,,\n"
)
ROBOTS = b"User-agent: *\nDisallow: /a*b$\nAllow: /\nCrawl-delay: 7\nSitemap: https://x.example/s.xml\n"
PLACES = (
    b"name,country,latitude,longitude,level,aliases\nZarmakai,AF,33.5,70.0,,Zar Makay;Zarmakay\nBol,Chad,13.4,14.7,,\n"
)
DUMP = (
    b"3\tZorobandai\tZorobandai\tZorobandey,ZB\t34.8\t71.4\tP\tPPL\tPK\t\t03\tB\t\t\t0\t\t900\t"
    b"Asia/Karachi\t2031-01-01\n"
)
ACTORS = (
    b"name,type,country,parent,organ,aliases,domains\nHill Front,armed_group,TD,,,Front of the Hills;HF,hill.example\n"
)
YAML = b"- name: Hill Front\n  type: armed_group\n  aliases: [HF, 'Front of the Hills']\n- {name: B, type: other}\n"
ENTITY = b'{"id":"a","schema":"Organization","properties":{"name":["Hill Front","HF"],"topics":["crime.terror"]}}\n'
DATES = b"Fri, 09 May 2031 21:30:00 -0400"


def _pieces(content: bytes) -> st.SearchStrategy[bytes]:
    return (_small_edits | _edits).map(lambda edits: damaged(content, edits, content)) | st.binary(max_size=200)


Examine = Callable[[bytes, Tally], None]
TEXTS: dict[str, tuple[st.SearchStrategy[bytes], Examine]] = {
    "manifest": (_pieces(MANIFEST), examine_manifest),
    "data set": (_pieces(GED), examine_dataset),
    "places": (_pieces(PLACES) | _pieces(DUMP), examine_places),
    "actors": (_pieces(ACTORS) | _pieces(YAML) | _pieces(ENTITY), examine_actors),
    "robots.txt": (_pieces(ROBOTS), examine_robots),
    "date": (_pieces(DATES), examine_date),
}
"""What is read beside reports, by name."""
