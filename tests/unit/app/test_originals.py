import hashlib
from pathlib import Path

import pytest

from variorum.app.originals import Originals
from variorum.errors import OriginalsRefused


def test_keep_puts_bytes_under_their_hash(tmp_path: Path) -> None:
    """What is kept is found by the hash of its content, byte for byte, and twice is once."""
    kept = Originals(tmp_path / "kept")
    sha256 = kept.keep(b"\x00\xff page")
    assert sha256 == hashlib.sha256(b"\x00\xff page").hexdigest()
    assert kept.keep(b"\x00\xff page") == sha256
    assert kept.path_of(sha256).read_bytes() == b"\x00\xff page"
    assert [path for path in (tmp_path / "kept").rglob("*") if path.is_file()] == [kept.path_of(sha256)]


def test_keep_says_that_it_cannot(tmp_path: Path) -> None:
    """A folder that cannot be made is said, with what to do."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OriginalsRefused):
        Originals(tmp_path / "file" / "kept").keep(b"x")
