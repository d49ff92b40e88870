"""One made-up report in every format that reports come in, made anew for each run; nothing in it is from elsewhere."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

TITLE = "Shells hit the mill at Orvale"
PUBLISHER = "The Delta Courier"
AUTHOR = "Ann Oe"
DAY = "2031-05-09"
URL = "https://courier.example/2031/05/09/mill"
PARAGRAPHS = (
    "ORVALE, May 9 - Three people were killed when shells hit the old mill at Orvale on Friday, the district governor "
    "said. He said that the fire came from the far bank of the river.",
    "The army denied that it had fired. A spokesman said that no unit was near the mill on that day, and that the "
    "rebels had stored ammunition there for weeks.",
    "Two more men were hurt in the yard and were brought to the hospital at Tarn, where a nurse said that both "
    "would live.",
)
AROUND = (
    "Read also:",
    "Bridge falls in the north",
    "I was there and this is a lie",
    "Home",
    "Sign up for our newsletter",
)
"""What stands around the report on a page and must not be taken for a part of it."""


def page(*, url: str = URL, body: str | None = None) -> bytes:
    """A web page as an outlet has it: JSON-LD, meta tags, navigation, a link to another piece, comments."""
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": PUBLISHER},
            {
                "@type": ["NewsArticle"],
                "headline": TITLE,
                "author": [{"@type": "Person", "name": AUTHOR}],
                "datePublished": f"{DAY}T21:30:00-04:00",
                "publisher": {"@type": "Organization", "name": PUBLISHER},
            },
        ],
    }
    first, second, third = (f"<p>{text}</p>" for text in PARAGRAPHS)
    article = body or (
        f"<h1>{TITLE}</h1><p class='byline'>By <a rel='author' href='/oe'>{AUTHOR}</a></p>{first}"
        f"<p>Read also: <a href='/other'>Another piece of ours</a></p>{second}"
        f"<div class='related-stories'><h3>Related stories</h3><ul><li><a href='/b'>Bridge falls in the north</a></li>"
        f"</ul></div>{third}<p>Sign up for our newsletter and get the news in your inbox</p>"
    )
    return (
        f"<!DOCTYPE html><html lang='en-GB'><head><meta charset='utf-8'><title>{TITLE} | {PUBLISHER}</title>"
        f"<link rel='canonical' href='{url}'><meta property='og:site_name' content='{PUBLISHER}'>"
        f"<script type='application/ld+json'>{json.dumps(data)}</script></head><body>"
        f"<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li></ul></nav>"
        f"<article>{article}</article><section class='comments'><p>I was there and this is a lie, every word of it, "
        f"and whoever wrote it should be ashamed.</p></section><footer>All rights reserved</footer></body></html>"
    ).encode()


def text() -> bytes:
    """Plain text."""
    return "\n\n".join((TITLE, *PARAGRAPHS)).encode()


def markdown() -> bytes:
    """Markdown with what is known of it at its beginning."""
    body = f"# {TITLE}\n\n{PARAGRAPHS[0]}\n\n*{PARAGRAPHS[1]}*\n\n{PARAGRAPHS[2]} [map](https://m.example)\n"
    return f"---\ntitle: {TITLE}\nauthor: {AUTHOR}\npublisher: {PUBLISHER}\ndate: {DAY}\n---\n{body}".encode()


def pdf() -> bytes:
    """A PDF of three pages with the outlet's name and a page number on each, lines broken to fit."""
    pages = []
    for number, paragraph in enumerate(PARAGRAPHS, 1):
        words, lines, line = paragraph.split(), [], ""
        for word in words:
            line, done = (f"{line} {word}".strip(), None) if len(line) + len(word) < 70 else (word, line)
            lines += [done] if done else []
        pages.append([PUBLISHER, *([TITLE] if number == 1 else []), *lines, line, str(number)])
    return pdf_of(pages, title=TITLE, author=AUTHOR)


def pdf_of(pages: list[list[str]], *, title: str = "", author: str = "") -> bytes:
    """A PDF of pages of lines, written by hand: no library that could share a fault with the one that reads it."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b" ".join(b"%d 0 R" % (5 + 2 * i) for i in range(len(pages))), len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (%s) /Author (%s) >>" % (title.encode(), author.encode()),
    ]
    for number, lines in enumerate(pages):
        shown = b" ".join(
            b"(%s) Tj 0 -14 Td" % line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode()
            for line in lines
        )
        stream = b"BT /F1 11 Tf 60 780 Td " + shown + b" ET"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (6 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def message(subject: str = TITLE) -> bytes:
    """A message in plain text and HTML, with a signature."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = f"{PUBLISHER} <desk@courier.example>", "list@courier.example", subject
    made["Date"] = "Fri, 09 May 2031 21:30:00 -0400"
    made.set_content("\n\n".join(PARAGRAPHS) + "\n\n-- \nThe desk\n")
    made.add_alternative(f"<html><body>{''.join(f'<p>{p}</p>' for p in PARAGRAPHS)}</body></html>", subtype="html")
    return made.as_bytes()


def mailbox() -> bytes:
    """A mailbox of two messages."""
    other = message("Another bulletin").replace(b"Orvale", b"Sedge")
    return b"".join(b"From desk Fri May  9 21:30:00 2031\n" + m.rstrip() + b"\n\n" for m in (message(), other))


def saved_page() -> bytes:
    """A page as a browser saves it in one file (MHTML)."""
    made = EmailMessage()
    made["From"], made["Subject"], made["Snapshot-Content-Location"] = "<Saved by a browser>", TITLE, URL
    made.set_content(page().decode(), subtype="html")
    made.make_related()
    return made.as_bytes()


def docx() -> bytes:
    """A Word document."""
    import docx as library

    document = library.Document()
    document.add_heading(TITLE, 1)
    for paragraph in PARAGRAPHS:
        document.add_paragraph(paragraph)
    document.core_properties.title, document.core_properties.author = TITLE, AUTHOR
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def feed(*, links: bool = False, base: str = "https://courier.example") -> bytes:
    """An RSS feed with the whole text of its entry, or with a summary and a link."""
    whole = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    body = "" if links else f"<content:encoded><![CDATA[{whole}]]></content:encoded>"
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{PUBLISHER}</title>'
        f"<language>en-gb</language><item><title>{TITLE}</title><link>{base}/2031/05/09/mill</link>"
        f"<dc:creator>{AUTHOR}</dc:creator><pubDate>Fri, 09 May 2031 21:30:00 -0400</pubDate>"
        f"<description>Three dead, the governor says.</description>{body}</item></channel></rss>"
    ).encode()


def atom() -> bytes:
    """An Atom feed with the whole text of its entry."""
    whole = "".join(f"&lt;p&gt;{p}&lt;/p&gt;" for p in PARAGRAPHS)
    return (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{PUBLISHER}</title><id>urn:x</id>'
        f"<entry><title>{TITLE}</title><id>urn:y</id><link href='{URL}'/><published>{DAY}T21:30:00-04:00</published>"
        f"<author><name>{AUTHOR}</name></author><content type='html'>{whole}</content></entry></feed>"
    ).encode()


def sitemap(base: str = "https://courier.example") -> bytes:
    """A sitemap with a page of news."""
    return (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>'
        f"<loc>{base}/2031/05/09/mill</loc><lastmod>{DAY}</lastmod><news:news><news:publication><news:name>{PUBLISHER}"
        f"</news:name><news:language>en</news:language></news:publication><news:publication_date>{DAY}"
        f"</news:publication_date><news:title>{TITLE}</news:title></news:news></url></urlset>"
    ).encode()


def warc(*, packed: bool = True) -> bytes:
    """A web archive: a page, an image, a page that was not found."""

    def record(url: str, status: str, kind: str, body: bytes) -> bytes:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2031-05-10T08:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(body):012d}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        ).encode()
        whole = head + answer + b"\r\n\r\n"
        return gzip.compress(whole, mtime=0) if packed else whole

    return (
        record(URL, "200 OK", "text/html; charset=utf-8", page())
        + record("https://courier.example/a.png", "200 OK", "image/png", b"\x89PNG")
        + record("https://courier.example/gone", "404 Not Found", "text/html", b"<p>Nothing is here any more.</p>")
    )


def wacz() -> bytes:
    """A packed web archive that lists its page."""
    pages = json.dumps({"format": "json-pages-1.0"}) + "\n" + json.dumps({"url": URL, "title": TITLE}) + "\n"
    return zip_of({"archive/data.warc.gz": warc(), "pages/pages.jsonl": pages.encode(), "datapackage.json": b"{}"})


def csv() -> bytes:
    """A table with names of its own for its columns."""
    words = "\n\n".join(PARAGRAPHS)
    return f'body,date,headline,source,byline\n"{words}",{DAY},{TITLE},{PUBLISHER},{AUTHOR}\n'.encode()


def json_lines() -> bytes:
    """JSON lines, one of which is none."""
    row = {
        "text": "\n\n".join(PARAGRAPHS),
        "title": TITLE,
        "publisher": PUBLISHER,
        "authors": [AUTHOR],
        "published": DAY,
        "url": URL,
    }
    return json.dumps(row).encode() + b"\n{broken\n"


def parquet() -> bytes:
    """A Parquet table with a day as a day."""
    from datetime import date

    import pyarrow as pa
    from pyarrow import parquet as library

    columns = {
        "text": ["\n\n".join(PARAGRAPHS)],
        "title": [TITLE],
        "publisher": [PUBLISHER],
        "authors": [[AUTHOR]],
        "published": [date.fromisoformat(DAY)],
        "other": [1],
    }
    out = io.BytesIO()
    library.write_table(pa.table(columns), out)
    return out.getvalue()


def zip_of(files: dict[str, bytes]) -> bytes:
    """A ZIP archive of *files*."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def archive() -> bytes:
    """A ZIP archive with a page in a folder, and with what is no report."""
    return zip_of({"may/mill.html": page(), "may/mill.png": b"\x89PNG", "__MACOSX/may/mill.html": b"x"})


FORMATS: dict[str, Callable[[], bytes]] = {
    "mill.txt": text,
    "mill.md": markdown,
    "mill.html": page,
    "mill.pdf": pdf,
    "mill.eml": message,
    "mill.mhtml": saved_page,
    "mill.mbox": mailbox,
    "mill.docx": docx,
    "mill.rss": feed,
    "mill.atom": atom,
    "mill.warc": lambda: warc(packed=False),
    "mill.warc.gz": warc,
    "mill.wacz": wacz,
    "mill.csv": csv,
    "mill.jsonl": json_lines,
    "mill.parquet": parquet,
    "mill.zip": archive,
    "mill.html.gz": lambda: gzip.compress(page(), mtime=0),
}
"""Each file of the corpus, by name."""
