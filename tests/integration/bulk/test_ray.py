"""Reading with Ray gives what reading without it gives, whatever dies on the way."""

import io
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

import variorum.app.bulk.cutting
from generate import War
from killing import make_killer
from records import written
from variorum.app.add import Adder, take_in
from variorum.app.bulk.cutting import Plan, shards
from variorum.app.bulk.reading import Engine
from variorum.app.bulk.storing import store_results
from variorum.cli import commands
from variorum.model import Report
from variorum.store import Store, open_store

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'variorum[ray]'")

WORKERS = 2
REPORTS = [
    msgspec.structs.replace(report, text=f"{report.text}\nThe people of the town said that they had heard of it.\n")
    for report in War(3).reports(150, undated=0.2, words=60, renown=6)
]


@pytest.fixture(scope="module", autouse=True)
def _cluster() -> Iterator[None]:
    """Let the workers of the cluster that the first reading starts find this folder's modules, and end it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
        patch.delenv("RAY_ADDRESS", raising=False)
        yield
    ray.shutdown()


def row_of(report: Report) -> dict[str, str]:
    row = {"id": report.id, "body": report.text, "publisher": report.publisher or ""}
    return {**row, "date": str(report.published.start)} if report.published.start else row


def json_lines(path: Path, some: Sequence[Report]) -> Path:
    path.write_text("".join(f"{json.dumps(row_of(report))}\n" for report in some), encoding="utf-8")
    return path


def parquet(path: Path, some: Sequence[Report]) -> Path:
    import pyarrow as pa
    from pyarrow import parquet as writer

    writer.write_table(pa.Table.from_pylist(list(map(row_of, some))), path)
    return path


def warc(path: Path, some: Sequence[Report]) -> Path:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for report in some:
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/plain; charset=utf-8")], protocol="HTTP/1.1")
            body = io.BytesIO(report.text.encode())
            name = f"https://wire.example/{report.id}"
            writer.write_record(writer.create_warc_record(name, "response", payload=body, http_headers=headers))
    return path


def locally(path: Path, files: Sequence[Path]) -> tuple[bytes, list[bytes]]:
    with open_store(path) as store:
        adder = Adder(store, make_reader=make_killer)
        list(take_in(store, files))
        list(adder.read(adder.waiting()))
        adder.finish(user="")
        return written(store), accounts(store)


def accounts(store: Store) -> list[bytes]:
    return [msgspec.json.encode(account) for account in store.accounts()]


def engine_of(adder: Adder, folder: Path) -> Engine:
    plan = Plan(reader=adder.version, pipeline=adder.pipeline, most=6)
    return Engine(folder=folder, plan=plan, workers=WORKERS, make_reader=adder.make_reader)


def test_ray_gives_what_reading_without_it_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The accounts and the record are, byte for byte, those of the local engine, whatever dies.

    Two workers read WARC, Parquet and JSON lines; one of them is killed, and so is the first run, in the middle.
    """
    monkeypatch.setattr(variorum.app.bulk.cutting, "SMALL", 1)
    some = [*REPORTS]
    some[70] = msgspec.structs.replace(some[70], text=f"{some[70].text}ONCE\n")
    files = [
        warc(tmp_path / "a.warc.gz", some[:40]),
        parquet(tmp_path / "b.parquet", some[40:110]),
        json_lines(tmp_path / "c.jsonl", [*some[110:], *some[:3]]),
    ]
    marker = tmp_path / "killed"
    with open_store(tmp_path / "ray.db") as store:
        adder = Adder(store, pipeline=str(marker), make_reader=make_killer)
        engine = engine_of(adder, tmp_path / "work")
        first = engine.read(files)
        next(first)
        first.close()
        left = [shard for shard in shards(files) if not engine.results(shard).complete]
        done = set((tmp_path / "work").rglob("*.parquet"))
        times = {path: path.stat().st_mtime_ns for path in done}
        assert left
        assert done
        list(engine.read(files))
        assert {path: path.stat().st_mtime_ns for path in done} == times
        assert marker.exists()
        assert list(engine.read(files)) == []
        list(store_results(adder, engine, files))
        list(store_results(adder, engine, files))
        adder.finish(user="")
        assert (written(store), accounts(store)) == locally(tmp_path / "local.db", files)


def test_ray_marks_what_kills_its_workers(tmp_path: Path) -> None:
    """A report that ends each process it is read in fails alone; the others of its batch are read."""
    some = [*REPORTS[:20]]
    some[7] = msgspec.structs.replace(some[7], text=f"{some[7].text}DIE\n")
    files = [json_lines(tmp_path / "c.jsonl", some)]
    with open_store(tmp_path / "ray.db") as store:
        adder = Adder(store, make_reader=make_killer)
        engine = engine_of(adder, tmp_path / "work")
        list(engine.read(files))
        list(store_results(adder, engine, files))
        assert [(f.report, f.message[:6]) for f in store.failures()] == [(some[7].id, "[E111]")]
        assert store.counts().read == len(some) - 1


def test_command_reads_with_ray(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`variorum add --engine ray` tells what it did as `variorum add` does, and does it once."""
    monkeypatch.chdir(tmp_path)
    json_lines(tmp_path / "c.jsonl", REPORTS[:12])
    (tmp_path / "bad.jsonl").write_text('{"body": 3}\n', encoding="utf-8")
    arguments = ["add", "c.jsonl", "bad.jsonl", "--engine", "ray", "--jobs", str(WORKERS), "--format", "json"]
    result = CliRunner().invoke(commands, arguments, obj=make_killer)
    told = json.loads(result.stdout)
    assert (told["added"], told["read"], told["failed"], result.exit_code) == (12, 12, 1, 1)
    again = json.loads(CliRunner().invoke(commands, arguments, obj=make_killer).stdout)
    assert (again["added"], again["known"], again["read"]) == (0, 12, 0)
