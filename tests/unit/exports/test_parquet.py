import builtins
from pathlib import Path
from typing import Any

import pytest

from exportable import basis, estimate, incident, made, record, table
from variorum.errors import ExtraMissing
from variorum.exports.encode import encoded
from variorum.exports.parquet import TABLES

EXPORTED = record(incident(estimate("civilian", 4, 6, None, basis(4, speaker="mayor", names=("Ali", "Bo")))))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with the tables of a small record."""
    for shown in made("parquet", EXPORTED).tables:
        (tmp_path / shown.file).write_bytes(encoded(shown))
    return tmp_path


def test_duckdb_joins_the_tables(folder: Path) -> None:
    """DuckDB reads the files, and a claim leads to its incident and its actor's name."""
    duckdb = pytest.importorskip("duckdb")
    asked = f"""
        SELECT i.type, e.best, e.high, a.name, c.quote
        FROM '{folder}/incidents.parquet' i
        JOIN '{folder}/estimates.parquet' e ON e.incident = i.id
        JOIN '{folder}/claims.parquet' c ON c.incident = i.id
        JOIN '{folder}/actors.parquet' a ON a.id = c.speaker
    """
    assert duckdb.sql(asked).fetchall() == [("shelling", 6, None, "Idriss Haroun", "four people")]


def test_pandas_keeps_the_types(folder: Path) -> None:
    """Pandas reads dates as dates and lists as lists, in the order of the columns."""
    pandas = pytest.importorskip("pandas")
    incidents = pandas.read_parquet(folder / "incidents.parquet")
    assert list(incidents.columns) == list(TABLES["incidents"])
    assert incidents["date_start"][0].isoformat() == "2031-05-06"
    assert list(pandas.read_parquet(folder / "claims.parquet")["names"][0]) == ["Ali", "Bo"]


def test_every_table_is_there(folder: Path) -> None:
    """An empty table is a file with its columns."""
    assert sorted(path.stem for path in folder.iterdir()) == sorted(TABLES)


def test_missing_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow the export says which extra has it."""
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "pyarrow":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ExtraMissing, match=r"variorum\[parquet\]"):
        encoded(table(made("parquet", EXPORTED), "actors.parquet"))
