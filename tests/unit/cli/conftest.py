from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from factory import make_stub
from shellings import Run, make_record
from variorum.cli import commands


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run each test in a folder of its own, without the variables of whoever runs it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VARIORUM_DB", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def run() -> Run:
    """Give what runs the command line with a reader that needs no model."""

    def invoke(*arguments: str, reader: object = make_stub) -> Result:
        return CliRunner().invoke(commands, arguments, obj=reader)

    return invoke


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("record") / "variorum.db"
    make_record(path).close()
    return path.read_bytes()


@pytest.fixture
def record(tmp_path: Path, _made: bytes) -> Path:
    """Make a record of two reports on one shelling, where commands look for it."""
    path = tmp_path / "variorum.db"
    path.write_bytes(_made)
    return path
