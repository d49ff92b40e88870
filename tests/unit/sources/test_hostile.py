"""Whatever a file holds, its readers give items and nothing else, within bounds."""

import csv
import gzip
import json
import struct
from dataclasses import replace
from itertools import islice

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import corpus
from corpus import FORMATS
from variorum.settings import IntakeLimits
from variorum.sources.guard import Guard
from variorum.sources.items import Captured, Document, Fault, Item
from variorum.sources.kinds import NAMES, kind_of
from variorum.sources.parsing import parse
from variorum.sources.unpacking import unpack

LIMITS = IntakeLimits()
SMALL = IntakeLimits(max_bytes=20_000, max_nested_bytes=100_000, max_unpacked=300_000, max_parts=50)
CALM = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=40)


def items(captured: Captured, limits: IntakeLimits = LIMITS) -> list[Item]:
    return list(islice(parse(captured, limits), 500))


def codes(name: str, content: bytes, limits: IntakeLimits = LIMITS) -> list[str]:
    """What is wrong with what is in a file, however deep."""
    found = unpack(Captured(name=name, content=content), lambda c: parse(c, limits), limits)
    return [u.error.code for u in found if u.error]


def are_ours(found: list[Item]) -> bool:
    """Every item can be sent, and every fault is one of our errors with its message."""
    for item in found:
        if isinstance(item, Fault):
            assert str(item.error()).startswith(f"[{item.code}]")
    return True


@CALM
@given(kind=st.sampled_from(sorted(NAMES)), content=st.binary(max_size=3000))
def test_any_bytes_give_items_alone(kind: str, content: bytes) -> None:
    """Bytes at random, said to be of any kind."""
    assert are_ours(items(Captured(name="x", content=content, kind=kind)))  # type: ignore[arg-type]


@CALM
@given(data=st.data(), name=st.sampled_from(sorted(FORMATS)))
def test_damaged_files_give_items_alone(data: st.DataObject, name: str) -> None:
    """Sound files of every format, cut, doubled and with bytes changed."""
    content = bytearray(FORMATS[name]())
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        change = data.draw(st.sampled_from(["byte", "cut", "double", "zero"]))
        if change == "byte":
            content[place] = data.draw(st.integers(0, 255))
        elif change == "cut":
            del content[place : place + data.draw(st.integers(1, 400))]
        elif change == "double":
            content[place:place] = content[place : place + data.draw(st.integers(1, 400))]
        else:
            content[place : place + 8] = bytes(8)
        if not content:
            break
    found = unpack(Captured(name=name, content=bytes(content)), lambda c: parse(c, LIMITS), LIMITS)
    for unpacked in islice(found, 200):
        assert unpacked.error is None or str(unpacked.error).startswith("[E")


@CALM
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div class=related>",
                "</div>",
                "<article>",
                "<script type='application/ld+json'>",
                "</script>",
                '{"@type":"NewsArticle","author":[{"name":[1]}]}',
                "<meta name=date content='2031-13-45'>",
                "<table><tr><td>",
                "<h1>",
                "Three men were shot. " * 12,
                "&#xD800;",
                "&#0;",
                "<time datetime=x>",
                "\x00",
                "<!--",
                "<![CDATA[",
            ]
        ),
        max_size=60,
    )
)
def test_any_markup_gives_items_alone(parts: list[str]) -> None:
    """Pieces of pages in any order."""
    assert are_ours(items(Captured(name="x.html", content="".join(parts).encode(), kind="html")))


@CALM
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda c: st.lists(c) | st.dictionaries(st.text(), c)
    )
)
def test_any_json_gives_items_alone(value: object) -> None:
    """Any value of JSON in a line, and as JSON-LD of a page."""
    line = json.dumps(value)
    assert are_ours(items(Captured(name="x.jsonl", content=line.encode("utf-8", "replace"), kind="jsonl")))
    page = corpus.page().replace(b"</head>", f"<script type='application/ld+json'>{line}</script></head>".encode())
    assert are_ours(items(Captured(name="x.html", content=page)))


def test_zip_bomb_is_stopped() -> None:
    """A file in an archive that unpacks to more than a report may have is refused, and the others are taken."""
    packed = corpus.zip_of({"a.txt": b"x" * 50_000, "b.txt": corpus.text()})
    found = list(unpack(Captured(name="z.zip", content=packed), lambda c: parse(c, SMALL), SMALL))
    assert [(u.name, u.error and u.error.code) for u in found] == [("z.zip/a.txt", "E115"), ("z.zip/b.txt", None)]


def test_zip_bomb_of_many_files_is_stopped() -> None:
    """What an archive unpacks to in all is bounded, that of refused files included."""
    packed = corpus.zip_of({f"{n:02}.txt": b"x" * 50_000 for n in range(40)})
    assert codes("z.zip", packed, SMALL)[-1] == "E115"
    assert len(codes("z.zip", packed, SMALL)) < 20


def test_zip_in_zip_is_stopped() -> None:
    """Archives in archives are opened down to a depth."""
    content = corpus.text()
    for _ in range(8):
        content = corpus.zip_of({"deeper.zip" if content[:2] == b"PK" else "a.txt": content})
    assert codes("z.zip", content) == ["E115"]


def test_zip_that_lies_of_its_size_is_stopped() -> None:
    """The size that an archive states is not believed."""
    packed = bytearray(corpus.zip_of({"a.txt": b"x" * 50_000}))
    at = packed.rindex(b"PK\x01\x02") + 24
    packed[at : at + 4] = struct.pack("<I", 10)
    packed[22:26] = struct.pack("<I", 10)
    assert codes("z.zip", bytes(packed), SMALL) in (["E112"], ["E115"], ["E114"])


def test_locked_file_in_zip_leaves_others() -> None:
    """A file under a password is refused with its name."""
    packed = bytearray(corpus.zip_of({"a.txt": corpus.text(), "b.txt": corpus.text()}))
    at = packed.index(b"PK\x01\x02") + 8
    packed[at] |= 1
    found = list(unpack(Captured(name="z.zip", content=bytes(packed)), lambda c: parse(c, LIMITS), LIMITS))
    assert [(u.name, u.error and u.error.code) for u in found] == [("z.zip/a.txt", "E113"), ("z.zip/b.txt", None)]


def test_gzip_bomb_is_stopped() -> None:
    """What a gzip archive unpacks to is bounded."""
    assert codes("a.txt.gz", gzip.compress(b"x" * 1_000_000), SMALL) == ["E115"]


@pytest.mark.parametrize("kind", ["feed", "sitemap"])
def test_xml_bomb_is_stopped(kind: str) -> None:
    """Entities that multiply, or that name a file of this machine, are not expanded."""
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    root = "rss" if kind == "feed" else "urlset"
    bomb = f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l0 "lol">{lol}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    body = (
        "<channel><item><title>&l11;&f;</title></item></channel>"
        if kind == "feed"
        else "<url><loc>&l11;&f;</loc></url>"
    )
    found = items(Captured(name="x.xml", content=f"{bomb}<{root}>{body}</{root}>".encode(), kind=kind))  # type: ignore[arg-type]
    assert sum(len(msgspec.json.encode(item)) for item in found) < 10_000
    assert b"root:" not in msgspec.json.encode(found)


def test_pdf_loop_ends() -> None:
    """A tree of pages that contains itself ends."""
    looped = corpus.pdf_of([["x"]]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")
    assert codes("x.pdf", looped) in (["E112"], ["E114"])


def test_endless_line_is_refused_and_the_rest_taken() -> None:
    """A line longer than a report is one fault; the lines after it are taken."""
    good = json.dumps({"text": "Two men were shot on the road to Orlo."}).encode()
    content = good + b'\n{"text": "' + b"x" * 300_000 + b'"}\n' + good + b"\n"
    found = items(Captured(name="x.jsonl", content=content), SMALL)
    assert [type(item).__name__ for item in found] == ["Document", "Fault", "Document"]


def test_endless_line_of_a_table_ends_it() -> None:
    """In a table of comma-separated values nobody knows where the next row begins; what came before is taken."""
    content = b"text\nTwo men were shot.\n" + b"x" * 300_000
    found = items(Captured(name="x.csv", content=content), SMALL)
    assert [type(item).__name__ for item in found] == ["Document", "Fault"]


def test_large_file_is_refused() -> None:
    """A file that is one report and larger than reports are is not read."""
    assert codes("x.html", b"<html>" + b"x" * 50_000, SMALL) == ["E105"]


def test_deep_markup_ends() -> None:
    """A page that nests deeper than programs call themselves is read or refused, not crashed on."""
    page = b"<html><body>" + b"<div>" * 50_000 + b"<p>" + corpus.PARAGRAPHS[0].encode() + b"</p></body></html>"
    assert are_ours(items(Captured(name="x.html", content=page)))


@pytest.mark.parametrize(
    ("encoding", "stated"),
    [("windows-1252", "utf-8"), ("utf-8", "iso-8859-1"), ("utf-16", "utf-8"), ("utf-8", "utf-7")],
)
def test_lying_encoding_does_no_harm(encoding: str, stated: str) -> None:
    """Words come out right where the stated encoding is wrong."""
    words = "The café “Orvale” was hit. " * 12
    source = f"<html><head><meta charset={stated}></head><body><article><p>{words}</p></article>"
    (document,) = [
        item
        for item in items(Captured(name="x.html", content=source.encode(encoding), charset=stated))
        if isinstance(item, Document)
    ]
    assert "The café “Orvale” was hit." in document.text


def test_media_type_that_lies_does_no_harm() -> None:
    """What the bytes are counts before what a server says."""
    assert kind_of(Captured(name="https://x.example/a", content=corpus.pdf(), media_type="text/html")) == "pdf"
    assert (
        kind_of(Captured(name="https://x.example/a.pdf", content=corpus.page(), media_type="application/pdf")) == "html"
    )


def test_office_files_say_what_to_do() -> None:
    """A workbook is named as what it is."""
    assert codes("x.xlsx", corpus.zip_of({"xl/workbook.xml": b"<x/>"})) == ["E121"]


def test_guard_stops_what_takes_too_long() -> None:
    """A parser that does not end is stopped, and the next file is parsed."""
    slow = Captured(name="slow.pdf", content=corpus.pdf())
    with Guard(replace(LIMITS, seconds=0.0)) as guard:
        found = list(guard.parse(slow))
    assert [item.code for item in found if isinstance(item, Fault)] == ["E116"]


def test_guard_gives_what_parsers_give() -> None:
    """The process of its own changes nothing in what comes out, and serves one file after another."""
    with Guard(LIMITS) as guard:
        for name in ("mill.html", "mill.docx", "mill.html"):
            captured = Captured(name=name, content=FORMATS[name]())
            assert list(guard.parse(captured)) == items(captured)


def test_guard_survives_want_of_memory() -> None:
    """A process that may not have the memory it needs is a fault of the file, and the next file is parsed."""
    with Guard(replace(LIMITS, memory=150_000_000)) as guard:
        first = list(guard.parse(Captured(name="mill.parquet", content=FORMATS["mill.parquet"]())))
        assert [item.code for item in first if isinstance(item, Fault)] in (["E112"], ["E115"], ["E117"], ["E118"])
        assert list(guard.parse(Captured(name="mill.txt", content=corpus.text())))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>', "feed"),
        (b'<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "b">]><urlset/>', "sitemap"),
        (b'<?xml version="1.0"?><!-- made by x --><recipe/>', "feed"),
        (b"\xef\xbb\xbf  <rdf:RDF xmlns:rdf='x'/>", "feed"),
        (b"<?xml version='1.0'?><html xmlns='x'><body/></html>", "html"),
        (b"From: a@b.example\nSubject: x\n\nwords", "email"),
        (b"From a Fri\nFrom: a@b.example\nSubject: x\n\nwords", "mbox"),
        (b"From Orvale, our man writes: the mill was hit.", "text"),
        (b"Note: the mill was hit.\nDate: today\n", "text"),
        (b'{"text": "x"}', "jsonl"),
        (b"", "text"),
    ],
)
def test_kind_is_told_by_the_bytes(content: bytes, kind: str) -> None:
    """What has no name is told by how it begins."""
    assert kind_of(Captured(name="stdin", content=content)) == kind


def test_json_is_no_table_in_csv() -> None:
    """JSON lines that are called a table in CSV are JSON lines."""
    assert kind_of(Captured(name="rows.csv", content=b'{"text": "Two men were shot."}\n')) == "jsonl"
    assert kind_of(Captured(name="rows.csv", content=b'text,"date"\nTwo men were shot.,2031-05-09\n')) == "csv"


def test_markup_of_no_known_kind_is_refused() -> None:
    """XML that is neither a page nor a feed is not read as words."""
    assert codes("x.xml", b'<?xml version="1.0"?><recipe><step>Two eggs and some flour.</step></recipe>') == ["E112"]


def test_endless_title_is_cut() -> None:
    """What the header of a Markdown file calls a title is not longer than a title."""
    content = b"---\ntitle: " + b"Shells " * 120 + b"\n---\nThree men were shot at the mill.\n"
    (document,) = items(Captured(name="x.md", content=content))
    assert isinstance(document, Document)
    assert 0 < len(document.facts.title or "") <= 500


def test_long_cell_is_taken_and_leaves_other_tables_their_limit() -> None:
    """A cell may be as long as a report, and what else reads tables keeps the limit that it has."""
    before = csv.field_size_limit()
    words = "Two men were shot near the mill. " * 6000
    found = parse(Captured(name="x.csv", content=f"text\n{words}\n".encode()), LIMITS)
    assert isinstance(next(found), Document)
    assert csv.field_size_limit() == before
