"""What holds of every export of every record; each drawn record is written once, for drawing it costs most."""

import csv
import io
import json
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings

from exportable import made, read_back, read_lines, records, table
from variorum.exports.acled import INTER
from variorum.exports.codes import Codes
from variorum.exports.encode import encoded
from variorum.exports.formats import FORMATS
from variorum.exports.ged import COLUMNS as GED
from variorum.exports.parts import Export
from variorum.model.record import Record

DEATHS = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
UCDPS = tuple(name for name in GED if name.endswith(("_dset_id", "_new_id")))
TEXTS = tuple(sorted(set(FORMATS) - {"parquet"}))
any_record = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@any_record
@given(records())
def test_ged_rows_keep_their_promises(record: Record) -> None:
    """The dead add up to best between low and high, the days are in order, and UCDP's ids stay empty."""
    for row in read_back(table(made("ged", record))):
        numbers = {name: int(row[name]) for name in (*DEATHS, "best", "high", "low")}
        assert sum(numbers[name] for name in DEATHS) == numbers["best"]
        assert 0 <= numbers["low"] <= numbers["best"] <= numbers["high"]
        assert min(numbers.values()) >= 0
        assert numbers["high"] > 0
        assert date.fromisoformat(row["date_start"][:10]) <= date.fromisoformat(row["date_end"][:10])
        assert row["date_prec"] in "12345"
        assert row["where_prec"] in "1234567"
        if row["type_of_violence"] == "3":
            assert (row["deaths_a"], row["deaths_b"], row["side_b"]) == ("0", "0", "Civilians")
        if row["type_of_violence"] == "2":
            assert (row["gwnoa"], row["gwnob"]) == ("", "")
        assert [row[name] for name in (*UCDPS, "relid", "active_year")] == [""] * (len(UCDPS) + 2)
        assert row["code_status"] != "Clear"


@any_record
@given(records())
def test_acled_rows_keep_to_the_codebook(record: Record) -> None:
    """Types are pairs that ACLED has, actors of its kinds, and a total over several places is divided wholly."""
    disorder = Codes().disorder
    shares: dict[str, list[int]] = {}
    for row in read_back(table(made("acled", record))):
        assert row["disorder_type"] == disorder[row["event_type"], row["sub_event_type"]]
        assert {row["inter1"], row["inter2"]} <= {"", *INTER}
        assert row["time_precision"] in "123"
        assert row["geo_precision"] in "123"
        assert row["event_id_cnty"] == ""
        assert row["civilian_targeting"] in ("", "Civilians targeted")
        shares.setdefault(row["notes"].rpartition("[")[2], []).append(int(row["fatalities"]))
    for some in shares.values():
        assert len(set(some[1:])) <= 1
        assert min(some) >= 0
        assert some[0] - min(some) < len(some)


@any_record
@given(records())
def test_json_formats_have_what_must_be_there(record: Record) -> None:
    """PLOVER records have an id, a date, actors and an event; every incident is a feature, on the globe or nowhere."""
    known = Codes().plover
    for row in read_lines(table(made("plover", record, statements=True))):
        assert row["id"]
        assert date.fromisoformat(row["date"])
        assert isinstance(row["actor"], list)
        assert set(row["mode"]) <= known[row["event"][0]].modes.keys()
        assert row["quad_code"] == known[row["event"][0]].quad
    found = json.loads(encoded(table(made("geojson", record))))
    assert len(found["features"]) == sum(not entry.rejected for entry in record.incidents)
    for feature in found["features"]:
        geometry = feature["geometry"]
        points: list[Any] = [] if geometry is None else geometry["coordinates"]
        points = [points] if geometry and geometry["type"] == "Point" else points
        assert all(abs(longitude) <= 180 and abs(latitude) <= 90 for longitude, latitude in points)


@any_record
@given(record=records())
def test_every_format_reads_back(record: Record) -> None:
    """Any record can be written; tables come back row by row, and no text in them can be taken for a formula."""
    for format_ in TEXTS:
        for shown in made(format_, record).tables:
            content = encoded(shown)
            if shown.form == "csv":
                assert len(read_back(shown)) == len(shown.rows)
                for row in csv.reader(io.StringIO(content.decode("utf-8"), newline=""), strict=True):
                    for cell in row:
                        assert not cell.lstrip().startswith(("=", "+", "@", "＝"))
                        assert not cell.startswith("-") or float(cell) < 0
            elif shown.form == "jsonl":
                assert len(read_lines(shown)) == len(shown.rows)
            else:
                assert json.loads(content)


@any_record
@given(record=records())
def test_every_format_says_what_its_values_rest_on(record: Record) -> None:
    """Bases name reports and quote their text; an incident without a row has a warning; twice is the same."""
    kept = {entry.id for entry in record.incidents if not entry.rejected}
    for format_ in sorted(FORMATS):
        export = made(format_, record)
        assert export == made(format_, record)
        _quotes(export, {report.id: report.text for report in record.reports})
        there = {trace.row for trace in export.traces} | {notice.row for notice in export.notices}
        assert format_ not in ("ged", "acled", "plover", "airwars", "geojson", "ftm") or kept <= there


def _quotes(export: Export, texts: dict[str, str]) -> None:
    for trace in export.traces:
        for ground in trace.basis:
            assert ground.report in texts
            if ground.start is not None and ground.end is not None and ground.speaker is ground.stance is None:
                assert texts[ground.report][ground.start : ground.end] == ground.quote
