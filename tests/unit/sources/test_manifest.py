from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from variorum.errors import DateInvalid
from variorum.model import Published
from variorum.sources import Manifest, parse_published, read_manifest


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "manifest.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def errors(manifest: Manifest) -> list[str]:
    return [str(error) for error in manifest.errors]


def test_read_manifest_finds_row_by_file(tmp_path: Path) -> None:
    """A row is found by its file, which is named from the folder of the manifest."""
    path = write(tmp_path, "file,published,publisher,title,authors\na.txt,2031-05-09,Courier,Shots,Ann Oe; Bo Li\n")
    row = read_manifest(path).find(tmp_path / "sub" / ".." / "a.txt")
    assert row is not None
    assert row.published == Published(start=date(2031, 5, 9), end=date(2031, 5, 9), basis="metadata")
    assert (row.publisher, row.title, row.authors) == ("Courier", "Shots", ("Ann Oe", "Bo Li"))


def test_read_manifest_takes_empty_cells_as_unknown(tmp_path: Path) -> None:
    """An empty cell says nothing."""
    row = read_manifest(write(tmp_path, "\ufefffile,published,publisher\r\na.txt,,\r\n")).rows[0]
    assert (row.published, row.publisher) == (None, None)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "it is empty"),
        ("name,published\n", "unknown column 'name' in line 1"),
        ("published\n", "no column 'file'"),
        ("file,file\n", "a column stands twice"),
        (b"file\n\xff\n", "line 2 is not UTF-8"),
        ('file\n"a', "line 2: unexpected end of data"),
    ],
)
def test_read_manifest_says_why_it_is_unusable(tmp_path: Path, content: str | bytes, fault: str) -> None:
    """A manifest of which nothing can be used gives no row and one reason."""
    manifest = read_manifest(write(tmp_path, content))
    assert manifest.rows == ()
    assert len(manifest.errors) == 1
    assert fault in errors(manifest)[0]


def test_read_manifest_says_that_it_is_missing(tmp_path: Path) -> None:
    """A manifest that is not there is an error like any other."""
    assert "No such file" in errors(read_manifest(tmp_path / "none.csv"))[0]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("a.txt,9 May 2031", "line 3: '9 May 2031' is no date"),
        ("a.txt,2031-02-30", "line 3: '2031-02-30' is no date"),
        ("a.txt,2031-05-09,x", "line 3: 3 cells under 2 columns"),
        (",2031-05-09", "line 3: no file is named"),
        ("ok.txt,2031", "line 3: 'ok.txt' is listed already in line 2"),
    ],
)
def test_read_manifest_leaves_out_bad_row(tmp_path: Path, row: str, fault: str) -> None:
    """A bad row is named by its line, and the rows around it are used."""
    manifest = read_manifest(write(tmp_path, f"file,published\nok.txt,2031-05-09\n{row}\nlast.txt,2031\n"))
    assert [row.file.name for row in manifest.rows] == ["ok.txt", "last.txt"]
    assert len(manifest.errors) == 1
    assert fault in errors(manifest)[0]


def test_read_manifest_counts_lines_through_quoted_breaks(tmp_path: Path) -> None:
    """A title of two lines does not shift the line that an error names."""
    manifest = read_manifest(write(tmp_path, 'file,title\na.txt,"two\nlines"\n,x\n'))
    assert "line 4: no file" in errors(manifest)[0]


@given(content=st.binary(max_size=200) | st.text(alphabet='file,publshed\n"2031-/ \0', max_size=200).map(str.encode))
def test_read_manifest_never_raises(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """Whatever the manifest holds, its faults are values."""
    manifest = read_manifest(write(tmp_path_factory.mktemp("manifest"), content))
    assert all("\n" not in error for error in errors(manifest))


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2031-05-09", date(2031, 5, 9), date(2031, 5, 9)),
        ("2032-02", date(2032, 2, 1), date(2032, 2, 29)),
        (" 2031 ", date(2031, 1, 1), date(2031, 12, 31)),
        ("2031-05-09/2031-05-11", date(2031, 5, 9), date(2031, 5, 11)),
        ("2031-05/2031-06", date(2031, 5, 1), date(2031, 6, 30)),
    ],
)
def test_parse_published_gives_interval(value: str, start: date, end: date) -> None:
    """A day, month, year or range becomes its first and last day."""
    assert parse_published(value) == Published(start=start, end=end, basis="metadata")


@pytest.mark.parametrize(
    "value", ["", "/", "2031-13", "0000", "2031-05-09/", "2031-05-09/2031-05-08", "٢٠٣١", "2031-05-09T10:00"]
)
def test_parse_published_refuses_what_is_no_date(value: str) -> None:
    """Anything else is refused with the forms that are accepted."""
    with pytest.raises(DateInvalid, match="Write 2024-03-18"):
        parse_published(value)
