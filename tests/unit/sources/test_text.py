import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.errors import (
    Issue,
    ReportBinary,
    ReportEmpty,
    ReportError,
    ReportIsDirectory,
    ReportMissing,
    ReportNotEnglish,
    ReportTooLarge,
    ReportTooLong,
    ReportUndecodable,
    ReportUnreadable,
)
from variorum.model import Report
from variorum.settings import Settings
from variorum.sources import load_text, make_report

PROSE = "Two men were shot in the village of Orlo on Friday, and the police said that they had no suspect.\n"


def write(folder: Path, content: bytes) -> Path:
    path = folder / "report.txt"
    path.write_bytes(content)
    return path


def test_load_text_keeps_content_unchanged(tmp_path: Path) -> None:
    """Line ends, tabs and doubled spaces stay, for offsets count them."""
    text = "A  headline\r\n\r\n\tThe “body” of it.\r\n"
    assert text == load_text(write(tmp_path, text.encode())).text


def test_load_text_names_report_by_file_name(tmp_path: Path) -> None:
    """The id of a report is the name of its file without the folders."""
    assert load_text(write(tmp_path, PROSE.encode())).id == "report.txt"


def test_load_text_hashes_utf8(tmp_path: Path) -> None:
    """The hash is that of the text in UTF-8, whatever the encoding of the file."""
    report = load_text(write(tmp_path, PROSE.encode("utf-16")))
    assert report.sha256 == hashlib.sha256(PROSE.encode("utf-8")).hexdigest()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_load_text_decodes_without_warning(tmp_path: Path, encoding: str) -> None:
    """Unicode with a byte order mark or in plain UTF-8 needs no guess."""
    issues: list[Issue] = []
    text = PROSE + "“Élan”"
    assert load_text(write(tmp_path, text.encode(encoding)), warn=issues.append).text == text
    assert issues == []


def test_load_text_warns_of_windows_1252(tmp_path: Path) -> None:
    """Curly quotes of the old Windows code page are read, with a warning."""
    issues: list[Issue] = []
    text = PROSE + "“No,” he said – twice."
    assert load_text(write(tmp_path, text.encode("cp1252")), warn=issues.append).text == text
    assert [issue.code for issue in issues] == ["W301"]


def test_load_text_repairs_damaged_utf8(tmp_path: Path) -> None:
    """One broken byte among sound UTF-8 becomes U+FFFD and does not turn the sound accents to noise."""
    issues: list[Issue] = []
    content = (PROSE * 3 + "“Élan” ").encode() + b"\xff end"
    report = load_text(write(tmp_path, content), warn=issues.append)
    assert report.text.endswith("“Élan” \ufffd end")
    assert [issue.code for issue in issues] == ["W302"]


def test_load_text_refuses_unknown_encoding(tmp_path: Path) -> None:
    """Text full of high bytes is in some other code page, and no guess is made."""
    content = "Войска вошли в город".encode("koi8-r")
    with pytest.raises(ReportUndecodable, match="byte 0 is 0xf7"):
        load_text(write(tmp_path, content))


def test_load_text_refuses_missing_file(tmp_path: Path) -> None:
    """A name that leads nowhere is said to."""
    with pytest.raises(ReportMissing, match="no such file"):
        load_text(tmp_path / "nowhere" / "none.txt")


def test_load_text_refuses_directory(tmp_path: Path) -> None:
    """A directory is no report, and the message tells how to name its files."""
    with pytest.raises(ReportIsDirectory, match=r"\*\.txt"):
        load_text(tmp_path)


def test_load_text_refuses_impossible_name() -> None:
    """A name that no file can have is an ordinary failure."""
    with pytest.raises(ReportUnreadable):
        load_text(Path("a\0b"))


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", "\u200b\u00a0 – …".encode()])
def test_load_text_refuses_empty_file(tmp_path: Path, content: bytes) -> None:
    """A file without a single letter or digit holds no report."""
    with pytest.raises(ReportEmpty):
        load_text(write(tmp_path, content))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n1 0 obj", "a PDF document"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive"),
        (b"\x00\x01\x02\x03" * 20, "a binary file"),
        (PROSE.encode("utf-16-le"), "a binary file"),
        (b"\x01\x02\x03 some words", "a binary file"),
    ],
)
def test_load_text_refuses_binary(tmp_path: Path, content: bytes, kind: str) -> None:
    """What is no text is named for what it is."""
    with pytest.raises(ReportBinary, match=kind):
        load_text(write(tmp_path, content))


def test_load_text_refuses_huge_file_unread(tmp_path: Path) -> None:
    """A file of 200 MB is refused after the first bytes beyond the limit."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(ReportTooLarge, match="20,000,000 bytes"):
        load_text(path)


@pytest.mark.parametrize(
    ("settings", "unit"),
    [
        (Settings(max_words=10), "words"),
        (Settings(max_characters=50), "characters"),
        (Settings(max_word=6), "characters without a space"),
    ],
)
def test_load_text_refuses_long_text(tmp_path: Path, settings: Settings, unit: str) -> None:
    """Each limit of length has a message that gives its unit."""
    with pytest.raises(ReportTooLong, match=f"{unit}, more than the"):
        load_text(write(tmp_path, PROSE.encode()), settings=settings)


def test_load_text_warns_of_endless_line(tmp_path: Path) -> None:
    """A report whose line breaks are lost is read, with a warning."""
    issues: list[Issue] = []
    load_text(write(tmp_path, PROSE.replace("\n", " ").encode() * 300), warn=issues.append)
    assert [issue.code for issue in issues] == ["W304"]


def test_load_text_warns_of_web_page(tmp_path: Path) -> None:
    """Markup is read as words, so its reader is told."""
    issues: list[Issue] = []
    load_text(write(tmp_path, b"<!DOCTYPE html><p>" + PROSE.encode()), warn=issues.append)
    assert [issue.code for issue in issues] == ["W303"]


def test_load_text_refuses_other_language(tmp_path: Path) -> None:
    """A report in Spanish is refused by name."""
    text = (
        "El alcalde del pueblo dijo que los soldados entraron en la plaza por la mañana y que no hubo heridos, pero "
        "los vecinos cuentan otra cosa."
    )
    with pytest.raises(ReportNotEnglish, match="Spanish"):
        load_text(write(tmp_path, text.encode()))


def test_make_report_replaces_lone_surrogates_one_for_one() -> None:
    """Half of a surrogate pair becomes one U+FFFD, so that offsets hold and the text can be stored."""
    assert make_report("a\ud800b", id="x").text == "a\ufffdb"


@given(content=st.binary(max_size=400))
def test_load_text_reads_or_refuses_any_bytes(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Whatever a file holds, it gives a storable report or one `ReportError` in one line."""
    path = write(tmp_path_factory.mktemp("any"), content)
    result: Report | ReportError
    try:
        result = load_text(path)
    except ReportError as error:
        result = error
    if isinstance(result, ReportError):
        assert "\n" not in str(result)
    else:
        assert result.sha256 == hashlib.sha256(result.text.encode("utf-8")).hexdigest()


@given(text=st.text(min_size=1, max_size=200))
def test_load_text_returns_what_was_written(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """A text that is not refused comes back as it was written."""
    path = write(tmp_path_factory.mktemp("text"), b"\xef\xbb\xbf" + text.encode())
    try:
        report = load_text(path)
    except ReportError:
        return
    assert report.text == text
