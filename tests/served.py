"""What the tests of a server share, whether a client or a browser asks it: a record, and what reads into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shellings import make_record, make_teller
from variorum.app.add import Adder
from variorum.store import Store, open_store


@pytest.fixture(scope="session")
def shelling(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a record of two reports on one shelling, and of a clash that one of them tells of."""
    path = tmp_path_factory.mktemp("record") / "variorum.db"
    make_record(path).close()
    return path.read_bytes()


@pytest.fixture
def store(tmp_path: Path, shelling: bytes) -> Iterator[Store]:
    """A record of two reports on one shelling, and of a clash that one of them tells of."""
    yield from opened(tmp_path / "variorum.db", shelling)


def opened(path: Path, content: bytes) -> Iterator[Store]:
    """Give a record of a test's own, which *content* is the file of."""
    path.write_bytes(content)
    with open_store(path) as store:
        yield store


def telling(store: Store) -> Adder:
    """Give what reads reports as they are told in the tests."""
    return Adder(store, make_reader=make_teller)
